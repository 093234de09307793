//! What is printed for a day: personal agendas, table lists, the list for the door; and calendars.
//!
//! Who is called by which name is the caller's: an employer's table list must not say more than what
//! was disclosed.

mod calendar;
mod page;

pub use calendar::{NoCalendar, calendar};
pub use page::{Page, Section, agenda_page, door_page, table_page};

use std::collections::{BTreeMap, BTreeSet};

use day_planner::day::{Clock, PlannedTalk};
use serde::Serialize;
use utoipa::ToSchema;

/// The plan of one person (Laufzettel).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Agenda {
    /// The person.
    pub person: String,
    /// The name, where it is known.
    pub name: Option<String>,
    /// The talks in order.
    pub appointments: Vec<Appointment>,
}

/// A talk on an agenda.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
pub struct Appointment {
    /// The date.
    pub date: String,
    /// When it begins.
    pub from: Clock,
    /// When it ends.
    pub to: Clock,
    /// Where.
    pub site: String,
    /// At which table.
    pub table: String,
    /// With whom.
    pub employer: String,
    /// For which role, as people call it.
    pub role: String,
    /// The language of the interpreter, where one is needed.
    pub interpreter: Option<String>,
}

/// What happens at one table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct TableList {
    /// The table.
    pub table: String,
    /// Who sits there.
    pub employer: String,
    /// Where it stands.
    pub site: String,
    /// The talks in order.
    pub talks: Vec<TableTalk>,
}

/// A talk on a table list.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
pub struct TableTalk {
    /// The date.
    pub date: String,
    /// When it begins.
    pub from: Clock,
    /// When it ends.
    pub to: Clock,
    /// For which role, as people call it.
    pub role: String,
    /// Who comes, as far as the employer may know.
    pub guest: Option<String>,
    /// The language of the interpreter, where one is needed and the employer may know who comes: a
    /// language tells where somebody may be from.
    pub interpreter: Option<String>,
}

/// Somebody who comes through the door on a date.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
pub struct DoorLine {
    /// The date.
    pub date: String,
    /// When the first talk begins.
    pub from: Clock,
    /// When the last talk ends.
    pub to: Clock,
    /// The person.
    pub person: String,
    /// The name, where it is known.
    pub name: Option<String>,
    /// How many talks.
    pub talks: usize,
    /// Where they are.
    pub sites: BTreeSet<String>,
    /// The language of the interpreter, where one is needed.
    pub interpreter: Option<String>,
    /// Children who need care meanwhile.
    pub children: u32,
}

/// The agendas of everybody with a talk, in the order of the codes.
pub fn agendas(
    talks: &[PlannedTalk],
    name: impl Fn(&str) -> Option<String>,
    role: impl Fn(&str) -> String,
) -> Vec<Agenda> {
    let mut agendas: BTreeMap<&str, Vec<Appointment>> = BTreeMap::new();
    for planned in talks {
        agendas.entry(&planned.talk.person).or_default().push(Appointment {
            date: planned.talk.date.clone(),
            from: planned.talk.from,
            to: planned.to,
            site: planned.site.clone(),
            table: planned.talk.table.clone(),
            employer: planned.employer.clone(),
            role: role(&planned.talk.role),
            interpreter: planned.interpreter.clone(),
        });
    }
    let one = |(person, mut appointments): (&str, Vec<Appointment>)| {
        appointments.sort();
        Agenda { person: person.to_owned(), name: name(person), appointments }
    };
    agendas.into_iter().map(one).collect()
}

/// The lists of all tables with a talk.
pub fn table_lists(
    talks: &[PlannedTalk],
    guest: impl Fn(&PlannedTalk) -> Option<String>,
    role: impl Fn(&str) -> String,
) -> Vec<TableList> {
    let mut lists: BTreeMap<&str, TableList> = BTreeMap::new();
    for planned in talks {
        let list = lists.entry(&planned.talk.table).or_insert_with(|| TableList {
            table: planned.talk.table.clone(),
            employer: planned.employer.clone(),
            site: planned.site.clone(),
            talks: Vec::new(),
        });
        let guest = guest(planned);
        list.talks.push(TableTalk {
            date: planned.talk.date.clone(),
            from: planned.talk.from,
            to: planned.to,
            role: role(&planned.talk.role),
            interpreter: guest.as_ref().and(planned.interpreter.clone()),
            guest,
        });
    }
    for list in lists.values_mut() {
        list.talks.sort();
    }
    lists.into_values().collect()
}

/// Who comes through the door, by date and first talk.
pub fn door_list(talks: &[PlannedTalk], name: impl Fn(&str) -> Option<String>) -> Vec<DoorLine> {
    let mut lines: BTreeMap<(&str, &str), DoorLine> = BTreeMap::new();
    for planned in talks {
        let talk = &planned.talk;
        let line = lines.entry((&talk.date, &talk.person)).or_insert_with(|| DoorLine {
            date: talk.date.clone(),
            from: talk.from,
            to: planned.to,
            person: talk.person.clone(),
            name: name(&talk.person),
            talks: 0,
            sites: BTreeSet::new(),
            interpreter: None,
            children: 0,
        });
        line.from = line.from.min(talk.from);
        line.to = line.to.max(planned.to);
        line.talks += 1;
        line.sites.insert(planned.site.clone());
        line.interpreter = line.interpreter.take().or_else(|| planned.interpreter.clone());
        line.children = line.children.max(planned.children);
    }
    let mut lines: Vec<DoorLine> = lines.into_values().collect();
    lines.sort();
    lines
}
