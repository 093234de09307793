//! A planning task in the order of its documents, before it is made dense.

use super::problem::{
    COVERED, Comfort, EVEN, FIT, FREE, LEVELS, NONE, PROMISED, SEEN, STABLE, Use,
};

/// A half-open slot range of a day.
pub(crate) type Span = (u32, u32, u32);

/// The order of the levels of an interchange task; stability is worth nothing before the day.
pub(crate) const INTERCHANGE_ORDER: [usize; LEVELS] = [SEEN, STABLE, PROMISED, COVERED, FIT, EVEN];

/// A planning task in the order of its documents; positions are the dense ids.
#[derive(Debug, Clone, Default)]
pub(crate) struct Draft {
    /// Slots of each day.
    pub days: Vec<u32>,
    /// Slots of an hour of each day.
    pub hours: Vec<u32>,
    /// When nobody meets.
    pub breaks: Vec<Span>,
    /// Free slots between talks, `sites × sites`.
    pub gaps: Vec<u32>,
    pub sites: usize,
    /// Places of each shared resource: `(range, count)` rows that add up.
    pub resources: Vec<Vec<(Span, u32)>>,
    pub tables: Vec<DraftTable>,
    pub role_caps: Vec<u32>,
    pub wishes: Vec<u32>,
    pub people: Vec<DraftPerson>,
    pub offers: Vec<DraftOffer>,
    /// Talks that only these bars keep out.
    pub barred: Vec<(DraftOffer, Bars)>,
    pub comfort: Comfort,
    /// Nothing new starts before this `(day, slot)`.
    pub now: (u32, u32),
    /// Appointments that are part of every plan.
    pub fixed: Vec<DraftTalk>,
    /// Announced appointments that are worth keeping.
    pub homes: Vec<DraftTalk>,
    /// People and roles that shall meet before anything else counts.
    pub forced: Vec<(u32, u32)>,
    pub even: i64,
    pub worst_off: bool,
    pub order: [usize; LEVELS],
}

/// A table of a draft.
#[derive(Debug, Clone, Default)]
pub(crate) struct DraftTable {
    pub employer: u32,
    pub site: u32,
    pub cap: u32,
    /// Cells in order of time.
    pub cells: Vec<Span>,
    /// Places kept for people without an appointment.
    pub kept: Vec<Span>,
    /// No new talk runs past that slot of that day.
    pub closes: Vec<(u32, u32)>,
}

/// A person of a draft.
#[derive(Debug, Clone, Default)]
pub(crate) struct DraftPerson {
    pub times: Vec<Span>,
    pub max: u32,
    pub min: u32,
    /// Whether the person did not come.
    pub absent: bool,
}

/// A possible talk of a draft.
#[derive(Debug, Clone, Copy)]
pub(crate) struct DraftOffer {
    pub person: u32,
    pub role: u32,
    pub table: u32,
    pub fit: i64,
    pub groups: [u32; 2],
    pub span: u32,
    pub uses: [Use; 2],
}

/// What keeps a person from a table and could be changed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Bars {
    /// It stands at a site the person does not come to.
    pub site: bool,
    /// It is not accessible.
    pub access: bool,
}

/// A talk of a draft with its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct DraftTalk {
    pub person: u32,
    pub role: u32,
    pub table: u32,
    pub day: u32,
    pub slot: u32,
}

/// A draft offer that uses no resource and takes one cell.
pub(crate) fn plain(person: u32, role: u32, table: u32, fit: i64) -> DraftOffer {
    DraftOffer { person, role, table, fit, groups: [NONE; 2], span: 1, uses: [FREE; 2] }
}
