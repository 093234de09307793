//! Finds every problem of a day's document at once, before any planning.

use std::collections::{BTreeMap, BTreeSet};

use issue::Issue;

use super::found::{DATE, EMPLOYER, Found, Ids, PERSON, ROLE, SITE, TABLE};
use super::model::{Break, Date, Day, Fit, Happened, Person, Talk};
use crate::goal::Goal;
use crate::issue_code::PlanCode;

/// A month of dates on a one-minute grid.
const MOST_STEPS: u32 = 50_000;
/// Talks a person can sit through in any number of days.
const MOST_TALKS: u32 = 250;

/// Every problem of a day; planning is possible when none is an error.
pub fn validate_day(day: &Day) -> Vec<Issue> {
    let mut found = Found(Vec::new());
    let ids = Ids::of(day);
    unique(day, &mut found);
    dates(day, &mut found);
    places(day, &ids, &mut found);
    roles(day, &ids, &mut found);
    tables(day, &ids, &mut found);
    people(&day.people, &ids, "people", &mut found);
    fits(&day.fits, &ids.people, &ids, ("fits", &mut found));
    decisions(day, &ids, &mut found);
    goals(day, &mut found);
    found.0
}

fn unique(day: &Day, found: &mut Found) {
    let lists: [(&str, Vec<&str>); 6] = [
        ("dates", day.dates.iter().map(|row| row.id.as_str()).collect()),
        ("sites", day.sites.iter().map(|row| row.id.as_str()).collect()),
        ("employers", day.employers.iter().map(|row| row.id.as_str()).collect()),
        ("roles", day.roles.iter().map(|row| row.id.as_str()).collect()),
        ("tables", day.tables.iter().map(|row| row.id.as_str()).collect()),
        ("people", day.people.iter().map(|row| row.id.as_str()).collect()),
    ];
    for (place, list) in lists {
        let mut seen = BTreeSet::new();
        for (at, id) in list.into_iter().enumerate() {
            if !seen.insert(id) {
                let issue = Issue::new(PlanCode::DuplicateId, format!("/{place}/{at}/id"));
                found.error(issue.with("id", id));
            }
        }
    }
}

fn dates(day: &Day, found: &mut Found) {
    if day.dates.is_empty() {
        found.error(Issue::new(PlanCode::NoDate, "/dates"));
    }
    if day.sites.is_empty() {
        found.error(Issue::new(PlanCode::NoSite, "/sites"));
    }
    if !(1..=120).contains(&day.grid_minutes) {
        let issue = Issue::new(PlanCode::BadGrid, "/grid_minutes").with("low", 1);
        found.error(issue.with("found", day.grid_minutes).with("high", 120));
        return;
    }
    let mut steps = 0_u32;
    for (at, date) in day.dates.iter().enumerate() {
        let place = format!("/dates/{at}");
        if date.from >= date.to {
            let issue = Issue::new(PlanCode::EmptyDate, &place).with("id", &date.id);
            found.error(issue.with("from", date.from).with("to", date.to));
            continue;
        }
        steps = steps.saturating_add((date.to.minutes() - date.from.minutes()) / day.grid_minutes);
        breaks(date, &place, found);
    }
    if steps > MOST_STEPS {
        let issue = Issue::new(PlanCode::TooMany, "/dates").with("found", steps);
        let issue = issue.with_both("what", "Rasterschritte", "grid steps");
        found.error(issue.with("limit", MOST_STEPS));
    }
}

fn breaks(date: &Date, place: &str, found: &mut Found) {
    let told = |pause: &Break| format!("{}–{}", pause.from, pause.to);
    let mut breaks = date.breaks.clone();
    breaks.sort_by_key(|pause| (pause.from, pause.to));
    for pause in &breaks {
        if pause.from >= pause.to || pause.from < date.from || pause.to > date.to {
            found.warn(Issue::new(PlanCode::BreakOutside, place).with("found", told(pause)));
        }
    }
    for pair in breaks.windows(2) {
        if let [a, b] = pair
            && b.from < a.to
        {
            let issue = Issue::new(PlanCode::BreaksOverlap, place).with("one", told(a));
            found.warn(issue.with("other", told(b)));
        }
    }
}

fn places(day: &Day, ids: &Ids<'_>, found: &mut Found) {
    for (at, site) in day.sites.iter().enumerate() {
        for (row, places) in site.childcare.iter().enumerate() {
            found.hours(ids, &places.hours, &format!("/sites/{at}/childcare/{row}/hours"));
        }
    }
    for (at, way) in day.travel.iter().enumerate() {
        found.known(&ids.sites, &way.from, (&format!("/travel/{at}/from"), SITE));
        found.known(&ids.sites, &way.to, (&format!("/travel/{at}/to"), SITE));
    }
    let mut bound: BTreeMap<&str, bool> = BTreeMap::new();
    for (at, row) in day.interpreters.iter().enumerate() {
        let place = format!("/interpreters/{at}");
        found.hours(ids, &row.hours, &format!("{place}/hours"));
        if let Some(site) = &row.site {
            found.known(&ids.sites, site, (&format!("{place}/site"), SITE));
        }
        let here = row.site.is_some();
        if *bound.entry(&row.language).or_insert(here) != here {
            let issue = Issue::new(PlanCode::InterpretersMixed, place);
            found.error(issue.with("language", &row.language));
        }
    }
}

fn roles(day: &Day, ids: &Ids<'_>, found: &mut Found) {
    for (at, role) in day.roles.iter().enumerate() {
        let place = format!("/roles/{at}");
        found.known(&ids.employers, &role.employer, (&format!("{place}/employer"), EMPLOYER));
        found.length(&format!("{place}/minutes"), &role.id, role.minutes);
        if let Some(minutes) = role.interpreted_minutes {
            found.length(&format!("{place}/interpreted_minutes"), &role.id, minutes);
        }
        for (language, minutes) in &role.minutes_by_language {
            let place = format!("{place}/minutes_by_language/{language}");
            found.length(&place, &role.id, *minutes);
        }
        if !day.tables.iter().any(|table| table.roles.contains(&role.id)) {
            found.warn(Issue::new(PlanCode::RoleWithoutTable, &place).with("role", &role.id));
        }
    }
}

fn tables(day: &Day, ids: &Ids<'_>, found: &mut Found) {
    for (at, table) in day.tables.iter().enumerate() {
        let place = format!("/tables/{at}");
        found.known(&ids.employers, &table.employer, (&format!("{place}/employer"), EMPLOYER));
        found.known(&ids.sites, &table.site, (&format!("{place}/site"), SITE));
        for role in &table.roles {
            found.known(&ids.roles, role, (&format!("{place}/roles"), ROLE));
        }
        for (row, hours) in table.open.iter().enumerate() {
            found.hours(ids, hours, &format!("{place}/open/{row}"));
        }
        let mut open = table.open.clone();
        open.sort();
        let overlap = open.windows(2).any(|pair| match pair {
            [a, b] => a.date == b.date && b.from < a.to,
            _ => false,
        });
        if overlap {
            let issue = Issue::new(PlanCode::HoursOverlap, format!("{place}/open"));
            found.error(issue.with("table", &table.id));
        }
        if table.open.iter().all(|hours| hours.from >= hours.to)
            || table.roles.is_empty()
            || table.max_talks == Some(0)
        {
            found.warn(Issue::new(PlanCode::UselessTable, &place).with("table", &table.id));
        }
        if let Some(minutes) = table.starts_every {
            found.length(&format!("{place}/starts_every"), &table.id, minutes);
        }
        if let Some(most) = table.max_talks {
            found.promise(&place, &table.id, (table.min_talks, most));
        }
    }
}

fn people(list: &[Person], ids: &Ids<'_>, name: &str, found: &mut Found) {
    for (at, person) in list.iter().enumerate() {
        let place = format!("/{name}/{at}");
        for site in &person.sites {
            found.known(&ids.sites, site, (&format!("{place}/sites"), SITE));
        }
        for (row, hours) in person.available.iter().enumerate() {
            found.hours(ids, hours, &format!("{place}/available/{row}"));
        }
        if person.available.iter().all(|hours| hours.from >= hours.to) {
            found.warn(Issue::new(PlanCode::NeverAvailable, &place).with("person", &person.id));
        }
        if person.max_talks > MOST_TALKS {
            let issue = Issue::new(PlanCode::TooMany, format!("{place}/max_talks"));
            let issue = issue.with_both("what", "Gespräche", "talks");
            found.error(issue.with("found", person.max_talks).with("limit", MOST_TALKS));
        }
        found.promise(&place, &person.id, (person.min_talks, person.max_talks));
    }
}

fn fits(list: &[Fit], people: &BTreeSet<&str>, ids: &Ids<'_>, (name, found): (&str, &mut Found)) {
    let mut seen = BTreeSet::new();
    for (at, fit) in list.iter().enumerate() {
        let place = format!("/{name}/{at}");
        found.known(people, &fit.person, (&place, PERSON));
        found.known(&ids.roles, &fit.role, (&place, ROLE));
        let issue =
            |code| Issue::new(code, &place).with("person", &fit.person).with("role", &fit.role);
        if !(1..=1000).contains(&fit.fit) {
            found.error(issue(PlanCode::BadFit).with("found", fit.fit));
        }
        if !seen.insert((fit.person.as_str(), fit.role.as_str())) {
            found.error(issue(PlanCode::DuplicatePair));
        }
    }
}

fn decisions(day: &Day, ids: &Ids<'_>, found: &mut Found) {
    for (at, row) in day.exclusions.iter().enumerate() {
        let place = format!("/exclusions/{at}");
        found.known(&ids.people, &row.person, (&place, PERSON));
        found.known(&ids.employers, &row.employer, (&place, EMPLOYER));
        reasoned(&row.reason, &place, found);
    }
    for (at, row) in day.forced.iter().enumerate() {
        let place = format!("/forced/{at}");
        found.known(&ids.people, &row.person, (&place, PERSON));
        found.known(&ids.roles, &row.role, (&place, ROLE));
        reasoned(&row.reason, &place, found);
        let employer = day.roles.iter().find(|role| role.id == row.role).map(|role| &role.employer);
        let barred = day.exclusions.iter().any(|bar| {
            bar.person == row.person
                && Some(&bar.employer) == employer
                && bar.role.as_ref().is_none_or(|only| *only == row.role)
        });
        let issue =
            |code| Issue::new(code, &place).with("person", &row.person).with("role", &row.role);
        if barred {
            found.warn(issue(PlanCode::ForcedButExcluded));
        }
        if !day.fits.iter().any(|fit| (&fit.person, &fit.role) == (&row.person, &row.role)) {
            found.warn(issue(PlanCode::ForcedNotEligible));
        }
    }
    for (at, pin) in day.pins.iter().enumerate() {
        reasoned(&pin.reason, &format!("/pins/{at}"), found);
        talk(&pin.talk, ids, &format!("/pins/{at}/talk"), found);
    }
    for (at, said) in day.confirmed.iter().enumerate() {
        talk(said, ids, &format!("/confirmed/{at}"), found);
    }
}

fn reasoned(reason: &str, place: &str, found: &mut Found) {
    if reason.trim().is_empty() {
        found.error(Issue::new(PlanCode::ReasonMissing, format!("{place}/reason")));
    }
}

fn talk(said: &Talk, ids: &Ids<'_>, place: &str, found: &mut Found) {
    found.known(&ids.people, &said.person, (place, PERSON));
    found.known(&ids.roles, &said.role, (place, ROLE));
    found.known(&ids.tables, &said.table, (place, TABLE));
    if !ids.dates.contains_key(said.date.as_str()) {
        found.unknown(place, DATE, &said.date);
    }
}

fn goals(day: &Day, found: &mut Found) {
    let mut order = day.goals.order.clone();
    order.sort_unstable();
    let all = [Goal::Seen, Goal::Promised, Goal::Even, Goal::Covered, Goal::Score];
    let mut allowed = all.to_vec();
    allowed.sort_unstable();
    let without_even: Vec<Goal> =
        allowed.iter().copied().filter(|goal| *goal != Goal::Even).collect();
    if order != allowed && order != without_even {
        let listed = format!("{:?}", day.goals.order).to_lowercase();
        found.error(Issue::new(PlanCode::BadGoals, "/goals/order").with("found", listed));
    }
}

/// Every problem of what happened on a day.
pub fn validate_happened(day: &Day, happened: &Happened) -> Vec<Issue> {
    let mut found = Found(Vec::new());
    let mut ids = Ids::of(day);
    for (at, walk_in) in happened.walk_ins.iter().enumerate() {
        if !ids.people.insert(walk_in.id.as_str()) {
            let issue = Issue::new(PlanCode::DuplicateId, format!("/walk_ins/{at}/id"));
            found.error(issue.with("id", &walk_in.id));
        }
    }
    if !ids.dates.contains_key(happened.date.as_str()) {
        found.unknown("/date", DATE, &happened.date);
    }
    people(&happened.walk_ins, &ids, "walk_ins", &mut found);
    fits(&happened.walk_in_fits, &ids.people, &ids, ("walk_in_fits", &mut found));
    for (at, id) in happened.no_shows.iter().enumerate() {
        found.known(&ids.people, id, (&format!("/no_shows/{at}"), PERSON));
    }
    for (at, late) in happened.late.iter().enumerate() {
        found.known(&ids.people, &late.person, (&format!("/late/{at}/person"), PERSON));
    }
    for (at, row) in happened.closed.iter().enumerate() {
        found.known(&ids.tables, &row.table, (&format!("/closed/{at}/table"), TABLE));
    }
    for (at, row) in happened.missing.iter().enumerate() {
        found.hours(&ids, &row.hours, &format!("/missing/{at}/hours"));
    }
    for (at, said) in happened.announced.iter().enumerate() {
        talk(said, &ids, &format!("/announced/{at}"), &mut found);
    }
    found.0
}
