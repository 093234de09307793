//! What is known about one subject of everybody: each different value once, a number per person.

use std::collections::BTreeMap;

use crate::{criteria::Held, eligibility::Step};

/// What is known of a person about a subject, and what measures can do about it.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Entry {
    pub(super) held: Option<Held>,
    pub(super) steps: Vec<Step>,
}

/// The number of an entry; 0 is "nothing known, nothing to be done".
pub(super) type Code = u32;

/// A column of numbers.
#[derive(Clone, Debug)]
pub(super) struct Column {
    entries: Vec<Entry>,
    numbers: BTreeMap<Entry, Code>,
    codes: Codes,
}

/// One number per person, as narrow as the column allows; or only for those who have one.
#[derive(Clone, Debug)]
pub(super) enum Codes {
    /// At most 256 different values.
    Narrow(Vec<u8>),
    /// At most 65 536 different values.
    Wide(Vec<u16>),
    /// More.
    Huge(Vec<u32>),
    /// Most people have nothing here: rows, sorted, with their numbers.
    Rare(Vec<(u32, Code)>),
}

impl Default for Column {
    fn default() -> Self {
        let nothing = Entry::default();
        Self {
            numbers: BTreeMap::from([(nothing.clone(), 0)]),
            entries: vec![nothing],
            codes: Codes::Rare(Vec::new()),
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
        let at = usize::try_from(row).unwrap_or(usize::MAX);
        match &self.codes {
            Codes::Narrow(codes) => codes.get(at).map_or(0, |code| Code::from(*code)),
            Codes::Wide(codes) => codes.get(at).map_or(0, |code| Code::from(*code)),
            Codes::Huge(codes) => codes.get(at).copied().unwrap_or(0),
            Codes::Rare(rows) => {
                let found = rows.binary_search_by_key(&row, |(row, _)| *row).ok();
                found.and_then(|at| rows.get(at)).map_or(0, |(_, code)| *code)
            }
        }
    }

    /// Goes through the rows that have something, in order.
    pub(super) fn each_known(&self, mut see: impl FnMut(u32, usize)) {
        fn all<T: Copy + TryInto<usize>>(codes: &[T], see: &mut impl FnMut(u32, usize)) {
            for (row, code) in (0..).zip(codes) {
                let code = (*code).try_into().unwrap_or(0);
                if code > 0 {
                    see(row, code);
                }
            }
        }
        match &self.codes {
            Codes::Narrow(codes) => all(codes, &mut see),
            Codes::Wide(codes) => all(codes, &mut see),
            Codes::Huge(codes) => all(codes, &mut see),
            Codes::Rare(rows) => {
                for (row, code) in rows {
                    see(*row, usize::try_from(*code).unwrap_or(0));
                }
            }
        }
    }

    /// Sets what is known of a row.
    pub(super) fn set(&mut self, row: u32, entry: Entry) {
        let code = self.number(entry);
        self.widen(code);
        let at = usize::try_from(row).unwrap_or(usize::MAX);
        match &mut self.codes {
            Codes::Narrow(codes) => put(codes, at, u8::try_from(code).unwrap_or(0)),
            Codes::Wide(codes) => put(codes, at, u16::try_from(code).unwrap_or(0)),
            Codes::Huge(codes) => put(codes, at, code),
            Codes::Rare(rows) => match (rows.binary_search_by_key(&row, |(row, _)| *row), code) {
                (Ok(at), 0) => {
                    rows.remove(at);
                }
                (Ok(at), _) => {
                    if let Some(entry) = rows.get_mut(at) {
                        entry.1 = code;
                    }
                }
                (Err(_), 0) => {}
                (Err(at), _) => rows.insert(at, (row, code)),
            },
        }
    }

    /// Chooses the form that serves a number of people best.
    pub(super) fn settle(&mut self, people: usize) {
        let known = match &self.codes {
            Codes::Rare(rows) => rows.len(),
            Codes::Narrow(_) | Codes::Wide(_) | Codes::Huge(_) => return,
        };
        // Below an eighth the list is smaller than the column and as fast to go through.
        if known.saturating_mul(8) <= people {
            return;
        }
        let Codes::Rare(rows) = std::mem::replace(&mut self.codes, Codes::Narrow(Vec::new()))
        else {
            return;
        };
        let mut codes = vec![0_u32; people];
        for (row, code) in rows {
            put(&mut codes, usize::try_from(row).unwrap_or(usize::MAX), code);
        }
        self.codes = narrowest(codes, self.entries.len());
    }

    /// The number of an entry, a new one if it is new.
    fn number(&mut self, entry: Entry) -> Code {
        if let Some(code) = self.numbers.get(&entry) {
            return *code;
        }
        let code = Code::try_from(self.entries.len()).unwrap_or(Code::MAX);
        self.entries.push(entry.clone());
        self.numbers.insert(entry, code);
        code
    }

    /// Makes room for a number.
    fn widen(&mut self, code: Code) {
        let too_narrow = match &self.codes {
            Codes::Narrow(_) => code > u8::MAX.into(),
            Codes::Wide(_) => code > u16::MAX.into(),
            Codes::Huge(_) | Codes::Rare(_) => false,
        };
        if too_narrow {
            let all: Vec<u32> = match &self.codes {
                Codes::Narrow(codes) => codes.iter().map(|code| (*code).into()).collect(),
                Codes::Wide(codes) => codes.iter().map(|code| (*code).into()).collect(),
                Codes::Huge(_) | Codes::Rare(_) => return,
            };
            self.codes = narrowest(all, self.entries.len());
        }
    }
}

/// Numbers in the narrowest form that holds so many different values.
fn narrowest(codes: Vec<u32>, values: usize) -> Codes {
    if values <= 1 << 8 {
        Codes::Narrow(codes.iter().map(|code| u8::try_from(*code).unwrap_or(0)).collect())
    } else if values <= 1 << 16 {
        Codes::Wide(codes.iter().map(|code| u16::try_from(*code).unwrap_or(0)).collect())
    } else {
        Codes::Huge(codes)
    }
}

/// Sets a place of a list, which grows as far as needed.
fn put<T: Copy + Default>(codes: &mut Vec<T>, at: usize, code: T) {
    if codes.len() <= at {
        codes.resize(at + 1, T::default());
    }
    if let Some(place) = codes.get_mut(at) {
        *place = code;
    }
}
