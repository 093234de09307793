//! Reasons that only the day's document knows: exclusions, childcare, accessible tables.

use super::model::{Day, Happened, Person};
use super::offers::{comes_to, excluded};
use super::positions::{Positions, everybody};
use crate::search::advise::Reason;

/// A reason of the search, told more precisely from the document.
pub(super) fn refine(
    day: &Day,
    happened: Option<&Happened>,
    reason: Reason,
    (person, role): (&str, Option<&str>),
) -> Reason {
    let people = everybody(day, happened);
    let Some(row) = people.iter().find(|row| row.id == person) else { return reason };
    if reason == Reason::NoEligiblePair {
        let barred: Vec<Reason> = bars(day, happened, row, role).map(|(_, why)| why).collect();
        // the bar that is easiest to lift names the reason
        barred.into_iter().max().unwrap_or(reason)
    } else if reason == Reason::NoInterpreter && row.language.is_none() && row.children > 0 {
        Reason::NoChildcare
    } else {
        reason
    }
}

/// Pairs that never reach the search, by position, with what bars them.
pub(super) fn barred(
    day: &Day,
    happened: Option<&Happened>,
    at: &Positions<'_>,
) -> Vec<(u32, u32, Reason)> {
    let mut list = Vec::new();
    for person in everybody(day, happened) {
        let mut roles: Vec<(&str, Reason)> = bars(day, happened, person, None).collect();
        roles.sort_unstable();
        roles.dedup_by_key(|row| row.0);
        for (role, reason) in roles {
            let open = (day.tables.iter()).any(|table| {
                table.roles.iter().any(|id| id == role)
                    && bar(day, person, role, &table.id).is_none()
            });
            let ids = (at.people.get(person.id.as_str()), at.roles.get(role));
            if let (false, (Some(person), Some(role))) = (open, ids) {
                list.push((*person, *role, reason));
            }
        }
    }
    list
}

fn bars<'a>(
    day: &'a Day,
    happened: Option<&'a Happened>,
    person: &'a Person,
    role: Option<&'a str>,
) -> impl Iterator<Item = (&'a str, Reason)> {
    let walk_ins = happened.map_or(&[][..], |now| &now.walk_in_fits);
    (day.fits.iter().chain(walk_ins))
        .filter(move |fit| fit.person == person.id && role.is_none_or(|only| only == fit.role))
        .flat_map(move |fit| {
            let tables = day.tables.iter().filter(|table| table.roles.contains(&fit.role));
            tables.filter_map(|table| {
                Some((fit.role.as_str(), bar(day, person, &fit.role, &table.id)?))
            })
        })
}

/// What keeps a person from a table, if anything does.
fn bar(day: &Day, person: &Person, role: &str, table: &str) -> Option<Reason> {
    let table = day.tables.iter().find(|row| row.id == table)?;
    let role = day.roles.iter().find(|row| row.id == role)?;
    if excluded(day, person, role, table) {
        return Some(Reason::Excluded);
    }
    if person.needs_accessible && !table.accessible {
        return Some(Reason::NotAccessible);
    }
    (!comes_to(person, &table.site)).then_some(Reason::OtherSite)
}
