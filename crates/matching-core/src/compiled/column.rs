//! What is known about one subject of everybody: each different value once, a number per person.

use super::numbers::{Code, Numbers};
use crate::{criteria::Held, eligibility::Step};

/// What is known of a person about a subject, and what measures can do about it.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Entry {
    pub(super) held: Option<Held>,
    pub(super) steps: Vec<Step>,
}

/// A column of numbers.
#[derive(Clone, Debug)]
pub(super) struct Column {
    entries: Vec<Entry>,
    /// The numbers of the entries, in the order of the entries.
    sorted: Vec<Code>,
    codes: Codes,
}

/// One number per person; or only for those who have one.
#[derive(Clone, Debug)]
pub(super) enum Codes {
    /// Row by row.
    Full(Numbers),
    /// Most people have nothing here.
    Rare(Rare),
}

/// The rows that have something, in order, with their numbers.
#[derive(Clone, Debug, Default)]
pub(super) struct Rare {
    rows: Vec<u32>,
    numbers: Numbers,
}

impl Default for Column {
    fn default() -> Self {
        Self {
            entries: vec![Entry::default()],
            sorted: vec![0],
            codes: Codes::Rare(Rare::default()),
        }
    }
}

impl Column {
    /// The different values; the first is "nothing".
    pub(super) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    pub(super) const fn codes(&self) -> &Codes {
        &self.codes
    }

    /// The number of a row.
    pub(super) fn code(&self, row: u32) -> Code {
        match &self.codes {
            Codes::Full(numbers) => numbers.get(place(row)),
            Codes::Rare(rare) => rare.find(row).map_or(0, |at| rare.numbers.get(at)),
        }
    }

    /// The numbers of rows that are asked for in order.
    pub(super) const fn in_order(&self) -> InOrder<'_> {
        InOrder { column: self, next: 0 }
    }

    /// Goes through the rows that have something, in order.
    pub(super) fn each_known(&self, mut see: impl FnMut(u32, Code)) {
        match &self.codes {
            Codes::Full(numbers) => {
                numbers.each(&mut |at, code| see(u32::try_from(at).unwrap_or(u32::MAX), code));
            }
            Codes::Rare(rare) => rare.pairs_from(0).for_each(|(row, code)| see(row, code)),
        }
    }

    /// Sets what is known of a row.
    pub(super) fn set(&mut self, row: u32, entry: Entry) {
        let code = self.number(entry);
        self.put(row, code);
    }

    /// Forgets what is known of a row.
    pub(super) fn clear(&mut self, row: u32) {
        self.put(row, 0);
    }

    fn put(&mut self, row: u32, code: Code) {
        match &mut self.codes {
            Codes::Full(numbers) => numbers.set(place(row), code),
            Codes::Rare(rare) => rare.set(row, code),
        }
    }

    /// Chooses the form that serves a number of people best.
    pub(super) fn settle(&mut self, people: usize) {
        let Codes::Rare(rare) = &mut self.codes else { return };
        // Below a sixth the rows are about as small as the column, and as fast to go through.
        if rare.rows.len().saturating_mul(6) <= people {
            rare.rows.shrink_to_fit();
            return rare.numbers.shrink();
        }
        let mut numbers = Numbers::zeros(people);
        rare.pairs_from(0).for_each(|(row, code)| numbers.set(place(row), code));
        self.codes = Codes::Full(numbers);
    }

    /// The number of an entry, a new one if it is new.
    fn number(&mut self, entry: Entry) -> Code {
        let entry_of = |code: &Code| self.entries.get(place(*code));
        match self.sorted.binary_search_by(|code| entry_of(code).cmp(&Some(&entry))) {
            Ok(at) => self.sorted.get(at).copied().unwrap_or(0),
            Err(at) => {
                let code = Code::try_from(self.entries.len()).unwrap_or(Code::MAX);
                self.entries.push(entry);
                self.sorted.insert(at, code);
                code
            }
        }
    }
}

/// A column that is read from the first row to the last.
pub(super) struct InOrder<'a> {
    column: &'a Column,
    /// The first of the rare rows that may still be asked for.
    next: usize,
}

impl InOrder<'_> {
    /// The number of a row, which comes after the rows asked for before.
    pub(super) fn code(&mut self, row: u32) -> Code {
        let Codes::Rare(rare) = &self.column.codes else { return self.column.code(row) };
        let later = rare.rows.get(self.next..).unwrap_or_default();
        self.next += later.iter().take_while(|known| **known < row).count();
        let here = rare.rows.get(self.next) == Some(&row);
        if here { rare.numbers.get(self.next) } else { 0 }
    }
}

impl Rare {
    /// The rows from a row on, with their numbers.
    pub(super) fn pairs_from(&self, row: usize) -> impl Iterator<Item = (u32, Code)> {
        let first = self.rows.partition_point(|known| place(*known) < row);
        let rows = self.rows.get(first..).unwrap_or_default();
        (first..).zip(rows).map(|(at, row)| (*row, self.numbers.get(at)))
    }

    fn find(&self, row: u32) -> Option<usize> {
        self.rows.binary_search(&row).ok()
    }

    fn set(&mut self, row: u32, code: Code) {
        match (self.rows.binary_search(&row), code) {
            (Ok(at), 0) => {
                self.rows.remove(at);
                self.numbers.remove(at);
            }
            (Ok(at), _) => self.numbers.set(at, code),
            (Err(_), 0) => {}
            (Err(at), _) => {
                self.rows.insert(at, row);
                self.numbers.insert(at, code);
            }
        }
    }
}

/// A row or a number as a place in a list.
pub(super) fn place(row: u32) -> usize {
    usize::try_from(row).unwrap_or(usize::MAX)
}
