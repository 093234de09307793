//! Judges the lists of who and what a plan leaves out, from the documents alone.

use std::collections::BTreeSet;

use super::model::{Day, Happened};
use super::planned::DayPlan;
use crate::advice::{NoSlot, NoTalk, Remedy};
use crate::check::Fault;

/// What is wrong with the lists of people without a talk and of pairs without a slot: somebody who
/// is missing, listed twice or without need, and changes of what the day does not have.
pub fn check_left_out(
    day: &Day,
    happened: Option<&Happened>,
    plan: &DayPlan,
    (people, pairs): (&[NoTalk], &[NoSlot]),
) -> Vec<Fault> {
    let (walk_ins, more_fits) =
        happened.map_or((&[][..], &[][..]), |now| (&now.walk_ins, &now.walk_in_fits));
    let talks = || plan.talks.iter().map(|row| &row.talk);
    let everybody = day.people.iter().chain(walk_ins).map(|row| row.id.clone());
    let met: BTreeSet<&str> = talks().map(|talk| talk.person.as_str()).collect();
    let served: BTreeSet<&str> =
        day.tables.iter().flat_map(|table| &table.roles).map(String::as_str).collect();
    let wished = (day.fits.iter().chain(more_fits))
        .filter(|fit| served.contains(fit.role.as_str()))
        .map(|fit| format!("{} for {}", fit.person, fit.role));
    let held: BTreeSet<String> =
        talks().map(|talk| format!("{} for {}", talk.person, talk.role)).collect();
    let mut faults = Vec::new();
    compare(
        everybody.filter(|id| !met.contains(id.as_str())).collect(),
        people.iter().map(|row| row.person.clone()),
        &mut faults,
    );
    compare(
        wished.filter(|pair| !held.contains(pair)).collect(),
        pairs.iter().map(|row| format!("{} for {}", row.person, row.role)),
        &mut faults,
    );
    let remedies = people.iter().flat_map(|row| row.remedy.iter().chain(&row.also));
    for remedy in remedies.chain(pairs.iter().filter_map(|row| row.remedy.as_ref())) {
        if !is_known(day, happened, remedy) {
            faults.push(Fault { code: "unknown_id", text: format!("{remedy:?}") });
        }
    }
    faults.sort();
    faults
}

fn compare(mut due: BTreeSet<String>, told: impl Iterator<Item = String>, faults: &mut Vec<Fault>) {
    for row in told {
        if !due.remove(&row) {
            faults.push(Fault { code: "left_out_wrongly", text: row });
        }
    }
    faults.extend(due.into_iter().map(|text| Fault { code: "left_out_untold", text }));
}

/// Whether the day has what a change is about.
fn is_known(day: &Day, happened: Option<&Happened>, remedy: &Remedy) -> bool {
    let walk_ins = happened.map_or(&[][..], |now| &now.walk_ins);
    let known_person = |id: &str| day.people.iter().chain(walk_ins).any(|row| row.id == id);
    let known_site = |id: &str| day.sites.iter().any(|row| row.id == id);
    match remedy {
        Remedy::OneMoreTalkForPerson { person } | Remedy::ComeAnyTime { person } => {
            known_person(person)
        }
        Remedy::OneMoreTalk { role } => day.roles.iter().any(|row| row.id == *role),
        Remedy::OneMorePlace { table }
        | Remedy::MakeAccessible { table }
        | Remedy::OneMoreTable { table } => day.tables.iter().any(|row| row.id == *table),
        Remedy::ComeToSite { person, site } => known_person(person) && known_site(site),
        Remedy::OneMoreInterpreter { site, .. } => site.as_deref().is_none_or(known_site),
        Remedy::OneMoreChildcarePlace { site } => known_site(site),
        Remedy::OneMoreHour { date } => day.dates.iter().any(|row| row.id == *date),
    }
}
