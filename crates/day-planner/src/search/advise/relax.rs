//! Changes that make a day easier: one thing for somebody, or everything of a kind at once.

use crate::search::draft::{Bars, Draft, DraftOffer, DraftTable, Span};
use crate::search::problem::NONE;

/// One thing made easier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Relax {
    /// A person takes one more talk.
    Talks(u32),
    /// One more talk of a role.
    Role(u32),
    /// One more talk at a table, at the edge of one of its days.
    Place(u32),
    /// The person comes whenever the tables are open.
    Times(u32),
    /// A person comes to one more site.
    Site(u32, u32),
    /// One more place of a resource throughout.
    Resource(u32),
    /// A table becomes accessible.
    Access(u32),
    /// A second table like this one.
    Table(u32),
    /// A day goes on one hour longer, with everybody who is there at its end.
    Hour(u32),
}

/// A kind of change, in the order of what it costs: a word, a few minutes, a phone call, a
/// contract, a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Talks,
    Role,
    Place,
    Times,
    Site,
    Interpreter,
    Childcare,
    Access,
    Table,
}

impl Kind {
    /// Every kind, the cheapest first.
    pub(crate) const ALL: [Self; 9] = [
        Self::Talks,
        Self::Role,
        Self::Place,
        Self::Times,
        Self::Site,
        Self::Interpreter,
        Self::Childcare,
        Self::Access,
        Self::Table,
    ];

    /// The one change of this kind that an offer at a table (of a site) asks for.
    pub(crate) fn of(self, offer: &DraftOffer, site: u32) -> Option<Relax> {
        let resource = |at: usize| {
            let resource = offer.uses[at].resource;
            (resource != NONE).then_some(Relax::Resource(resource))
        };
        match self {
            Self::Talks => Some(Relax::Talks(offer.person)),
            Self::Role => Some(Relax::Role(offer.role)),
            Self::Place => Some(Relax::Place(offer.table)),
            Self::Times => Some(Relax::Times(offer.person)),
            Self::Site => Some(Relax::Site(offer.person, site)),
            Self::Interpreter => resource(0),
            Self::Childcare => resource(1),
            Self::Access => Some(Relax::Access(offer.table)),
            Self::Table => Some(Relax::Table(offer.table)),
        }
    }
}

impl Draft {
    /// A draft with one thing made easier.
    pub(crate) fn relaxed(&self, relax: Relax) -> Self {
        let mut draft = self.clone();
        match relax {
            Relax::Talks(person) => draft.one_more_talk(person as usize),
            Relax::Role(role) => draft.one_more_of_role(role as usize),
            Relax::Place(table) => draft.longer(table as usize),
            Relax::Times(person) => draft.any_time(person as usize),
            Relax::Site(person, site) => {
                let tables = &self.tables;
                draft.lift(Bars { site: true, access: false }, |offer| {
                    offer.person == person && tables[offer.table as usize].site == site
                });
            }
            Relax::Resource(resource) => draft.one_more_helper(resource as usize),
            Relax::Access(table) => {
                draft.lift(Bars { site: false, access: true }, |offer| offer.table == table);
            }
            Relax::Table(table) => draft.twin(table),
            Relax::Hour(day) => draft.go_on(day),
        }
        draft
    }

    /// A draft with everything of some kinds made easier. A talk that fits in without moving
    /// anybody fits as well when only what it asks for is changed: each of these changes makes
    /// room for nobody but those who ask for it.
    pub(crate) fn eased(&self, kinds: &[Kind]) -> Self {
        let mut draft = self.clone();
        let has = |kind: Kind| kinds.contains(&kind);
        let bars = Bars { site: has(Kind::Site), access: has(Kind::Access) };
        if bars != Bars::default() {
            draft.lift(bars, |_| true);
        }
        for person in 0..draft.people.len() {
            if has(Kind::Talks) {
                draft.one_more_talk(person);
            }
            if has(Kind::Times) {
                draft.any_time(person);
            }
        }
        if has(Kind::Role) {
            for role in 0..draft.role_caps.len() {
                draft.one_more_of_role(role);
            }
        }
        for (kind, at) in [(Kind::Interpreter, 0), (Kind::Childcare, 1)] {
            if has(kind) {
                let mut used: Vec<u32> =
                    draft.offers.iter().map(|offer| offer.uses[at].resource).collect();
                used.sort_unstable();
                used.dedup();
                used.retain(|resource| *resource != NONE);
                for resource in used {
                    draft.one_more_helper(resource as usize);
                }
            }
        }
        for table in 0..self.tables.len() {
            if has(Kind::Place) {
                draft.longer(table);
            }
        }
        for table in 0..self.tables.len() {
            if has(Kind::Table) {
                draft.twin(table as u32);
            }
        }
        draft
    }

    fn one_more_talk(&mut self, person: usize) {
        let row = &mut self.people[person];
        row.max = row.max.saturating_add(1);
    }

    fn one_more_of_role(&mut self, role: usize) {
        let cap = &mut self.role_caps[role];
        *cap = cap.saturating_add(1);
    }

    fn any_time(&mut self, person: usize) {
        let days = (0..).zip(&self.days).map(|(day, slots)| (day, 0, *slots));
        self.people[person].times = days.collect();
    }

    fn one_more_helper(&mut self, resource: usize) {
        let days = (0..).zip(&self.days).map(|(day, slots)| ((day, 0, *slots), 1));
        self.resources[resource].extend(days);
    }

    /// Offers that nothing but these bars keeps out come in.
    fn lift(&mut self, bars: Bars, wanted: impl Fn(&DraftOffer) -> bool) {
        let lifted = (self.barred.iter())
            .filter(|(offer, bar)| {
                (!bar.site || bars.site) && (!bar.access || bars.access) && wanted(offer)
            })
            .map(|(offer, _)| *offer);
        self.offers.extend(lifted);
    }

    /// A second table like this one, without what is already agreed there.
    fn twin(&mut self, table: u32) {
        let twin = self.tables.len() as u32;
        let row = self.tables[table as usize].clone();
        self.tables.push(row);
        let offers: Vec<DraftOffer> = (self.offers.iter())
            .filter(|offer| offer.table == table)
            .map(|offer| DraftOffer { table: twin, ..*offer })
            .collect();
        self.offers.extend(offers);
    }

    /// One more talk at a table: as many cells as its longest talk takes, after its last or
    /// before its first cell of a day, in no break and in no place kept for walk-ins.
    fn longer(&mut self, table: usize) {
        let at_table = self.offers.iter().filter(|offer| offer.table as usize == table);
        let span = at_table.map(|offer| offer.span).max().unwrap_or(1);
        let row = &self.tables[table];
        let mut spare = Vec::new();
        for (day, slots) in (0..).zip(&self.days) {
            let of_day = || row.cells.iter().filter(|cell| cell.0 == day);
            let (Some(first), Some(last)) = (of_day().next(), of_day().next_back()) else {
                continue;
            };
            let len = last.2 - last.1;
            let all = span * len;
            if last.2 + all <= *slots && self.is_free(row, (day, last.2, last.2 + all)) {
                spare = cut((day, last.2, last.2 + all), len);
            } else if first.1 >= all && self.is_free(row, (day, first.1 - all, first.1)) {
                spare = cut((day, first.1 - all, first.1), len);
            }
        }
        let row = &mut self.tables[table];
        row.cap = row.cap.saturating_add(1);
        row.cells.extend(spare);
        row.cells.sort_unstable();
    }

    fn is_free(&self, table: &DraftTable, (day, from, to): Span) -> bool {
        let mut taken = self.breaks.iter().chain(&table.kept);
        !taken.any(|(date, begin, end)| *date == day && *begin < to && from < *end)
    }

    /// A day goes on one hour longer: tables, people and helpers who are there at its end stay.
    fn go_on(&mut self, day: u32) {
        let old = self.days[day as usize];
        let new = old + self.hours[day as usize];
        self.days[day as usize] = new;
        for table in &mut self.tables {
            let Some(last) = table.cells.iter().rfind(|cell| cell.0 == day).copied() else {
                continue;
            };
            let len = last.2 - last.1;
            let kept = table.kept.iter().filter(|span| span.0 == day).map(|span| span.2).max();
            let end = last.2.max(kept.unwrap_or(0));
            if end + len > old {
                table.cells.extend(cut((day, end, new), len));
                table.cells.sort_unstable();
            }
        }
        let stays = |span: &mut Span| {
            if span.0 == day && span.2 >= old {
                span.2 = new;
            }
        };
        self.people.iter_mut().flat_map(|person| &mut person.times).for_each(stays);
        self.resources.iter_mut().flatten().for_each(|(span, _)| stays(span));
    }
}

/// A range in cells of a length.
fn cut((day, from, to): Span, len: u32) -> Vec<Span> {
    let count = (to - from) / len.max(1);
    (0..count).map(|at| (day, from + at * len, from + (at + 1) * len)).collect()
}
