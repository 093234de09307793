//! Who stands in which row.

use std::cmp::Reverse;

use super::column::place;
use crate::id::ApplicantId;

/// The person of each row. Identifiers stand one after another in one text: a few bytes a person
/// instead of a piece of memory each.
#[derive(Clone, Debug, Default)]
pub(super) struct People {
    text: String,
    /// Where the identifier of each row stands; an empty one waits for the next person.
    names: Vec<Name>,
    /// The rows of all people, by identifier.
    by_id: Vec<u32>,
    free: Vec<u32>,
    /// Bytes of the text that belong to nobody any more.
    unused: usize,
}

/// A part of the text: where it begins, and in the last eight bits how long it is.
#[derive(Clone, Copy, Debug, Default)]
struct Name(u64);

impl Name {
    const LENGTH_BITS: u32 = 8;

    /// Identifiers have at most `id::MAX_LENGTH` bytes.
    fn new(start: usize, length: usize) -> Self {
        Self(u64::try_from(start << Self::LENGTH_BITS | length).unwrap_or(0))
    }

    fn of(self, text: &str) -> &str {
        let number = usize::try_from(self.0).unwrap_or(0);
        let start = number >> Self::LENGTH_BITS;
        let length = number & ((1 << Self::LENGTH_BITS) - 1);
        text.get(start..start + length).unwrap_or_default()
    }
}

impl People {
    /// The row of a person, a free one if they are new.
    pub(super) fn put(&mut self, id: &ApplicantId) -> u32 {
        match self.find(id.as_str()) {
            Ok(at) => self.by_id.get(at).copied().unwrap_or(0),
            Err(at) => {
                let row = self.take_row(id);
                self.by_id.insert(at, row);
                row
            }
        }
    }

    /// A row for one of many; they are found once all are sorted.
    pub(super) fn append(&mut self, id: &ApplicantId) -> u32 {
        self.take_row(id)
    }

    /// Sorts all rows. Of several with one identifier the last one stays; the others are free and
    /// given back, to be emptied.
    pub(super) fn sort(&mut self) -> Vec<u32> {
        let mut rows: Vec<u32> = (0..).take(self.names.len()).collect();
        rows.retain(|row| !self.name(*row).is_empty());
        rows.sort_unstable_by_key(|row| (self.name(*row), Reverse(*row)));
        let mut replaced = Vec::new();
        rows.dedup_by(|next, kept| {
            let same = self.name(*next) == self.name(*kept);
            replaced.extend(same.then_some(*next));
            same
        });
        self.by_id = rows;
        for row in &replaced {
            self.leave(*row);
        }
        replaced
    }

    /// Frees the row of a person, to be emptied.
    pub(super) fn take_out(&mut self, id: &ApplicantId) -> Option<u32> {
        let at = self.find(id.as_str()).ok()?;
        let row = self.by_id.remove(at);
        self.leave(row);
        Some(row)
    }

    /// The person of a row; `None` where it is empty.
    pub(super) fn id(&self, row: u32) -> Option<ApplicantId> {
        ApplicantId::new(self.name(row)).ok()
    }

    /// Whether nobody stands in a row.
    pub(super) fn is_empty_row(&self, row: u32) -> bool {
        self.name(row).is_empty()
    }

    /// The rows of all people, by identifier.
    pub(super) fn by_id(&self) -> &[u32] {
        &self.by_id
    }

    /// Rows, empty ones included.
    pub(super) const fn height(&self) -> usize {
        self.names.len()
    }

    /// Gives back room that is kept for more.
    pub(super) fn shrink(&mut self) {
        self.text.shrink_to_fit();
        self.names.shrink_to_fit();
        self.by_id.shrink_to_fit();
    }

    fn name(&self, row: u32) -> &str {
        self.names.get(place(row)).map_or("", |name| name.of(&self.text))
    }

    /// Where the row of an identifier stands in order, or would stand.
    fn find(&self, id: &str) -> Result<usize, usize> {
        self.by_id.binary_search_by(|row| self.name(*row).cmp(id))
    }

    fn take_row(&mut self, id: &ApplicantId) -> u32 {
        let name = Name::new(self.text.len(), id.as_str().len());
        self.text.push_str(id.as_str());
        let row = self.free.pop().unwrap_or_else(|| {
            self.names.push(Name::default());
            u32::try_from(self.names.len() - 1).unwrap_or(u32::MAX)
        });
        if let Some(place) = self.names.get_mut(place(row)) {
            *place = name;
        }
        row
    }

    /// Empties a row. Once most of the text is nobody's it is written anew.
    fn leave(&mut self, row: u32) {
        self.unused += self.name(row).len();
        if let Some(name) = self.names.get_mut(place(row)) {
            *name = Name::default();
        }
        self.free.push(row);
        if self.unused > self.text.len() / 2 {
            let text = std::mem::take(&mut self.text);
            for name in &mut self.names {
                let own = name.of(&text);
                *name = Name::new(self.text.len(), own.len());
                self.text.push_str(own);
            }
            self.unused = 0;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::People;
    use crate::id::ApplicantId;

    /// Identifiers of many lengths, so that a wrong place in the text shows.
    fn id(number: u32) -> ApplicantId {
        let long = "ä".repeat(usize::try_from(number % 7).unwrap());
        ApplicantId::new(&format!("{long}{number}")).unwrap()
    }

    /// Whoever came and went, everybody is found in the row they were given.
    #[test]
    fn people_come_and_go() {
        let mut people = People::default();
        let mut expected: BTreeMap<ApplicantId, u32> = BTreeMap::new();
        for step in 0_u32..4_000 {
            let one = id(step.wrapping_mul(2_654_435_761) % 97);
            if step % 5 < 2 {
                assert_eq!(people.take_out(&one), expected.remove(&one));
            } else {
                let row = people.put(&one);
                assert_eq!(*expected.entry(one).or_insert(row), row);
            }
            // The text holds little more than the people.
            let bytes: usize = expected.keys().map(|id| id.as_str().len()).sum();
            assert!(people.text.len() <= 2 * bytes + 96, "{} for {bytes}", people.text.len());
            let found: Vec<_> =
                people.by_id().iter().map(|row| (people.id(*row).unwrap(), *row)).collect();
            assert!(found.into_iter().eq(expected.clone()), "after step {step}");
        }
        assert!(people.height() <= 97);
    }

    /// Of several with one identifier the last one stays, and the other rows are given back.
    #[test]
    fn the_last_of_several_stays() {
        let mut people = People::default();
        let rows: Vec<u32> = [3, 1, 3, 2, 1, 3].map(|number| people.append(&id(number))).to_vec();
        let mut replaced = people.sort();
        replaced.sort_unstable();
        assert_eq!(replaced, [rows[0], rows[1], rows[2]]);
        assert_eq!(people.by_id(), [4, 3, 5]);
        assert!(replaced.iter().all(|row| people.is_empty_row(*row)));
        assert_eq!(people.put(&id(1)), 4);
    }
}
