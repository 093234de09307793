//! Many short texts in one string, to save an allocation and two pointers for each.

/// Texts by number, immutable once built.
#[derive(Clone, Debug, Default)]
pub(super) struct Texts {
    all: String,
    ends: Vec<u32>,
}

impl Texts {
    /// Adds a text after the others.
    pub(super) fn push(&mut self, text: &str) {
        self.all.push_str(text);
        // More than 4 GB of labels cannot come up: an index holds 16 million labels of 500 bytes at most, and fails earlier.
        self.ends.push(u32::try_from(self.all.len()).unwrap_or(u32::MAX));
    }

    /// The text with a number; empty for a number never given.
    pub(super) fn get(&self, nth: u32) -> &str {
        let start = nth.checked_sub(1).map_or(Some(0), |before| self.end(before));
        match (start, self.end(nth)) {
            (Some(start), Some(end)) => self.all.get(start..end).unwrap_or_default(),
            _ => "",
        }
    }

    fn end(&self, nth: u32) -> Option<usize> {
        let end = self.ends.get(usize::try_from(nth).ok()?)?;
        usize::try_from(*end).ok()
    }

    /// Bytes the texts take.
    pub(super) fn bytes(&self) -> usize {
        self.all.capacity() + self.ends.capacity() * size_of::<u32>()
    }
}

#[cfg(test)]
mod tests {
    use super::Texts;

    #[test]
    fn texts_come_back_by_number() {
        let mut texts = Texts::default();
        for text in ["Öl", "", "Pflege"] {
            texts.push(text);
        }
        assert_eq!(
            [texts.get(0), texts.get(1), texts.get(2), texts.get(3)],
            ["Öl", "", "Pflege", ""]
        );
    }
}
