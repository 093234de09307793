//! Personal agendas: who is expected where and when.

use std::collections::BTreeMap;

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
