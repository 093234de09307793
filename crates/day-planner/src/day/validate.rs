//! Finds every problem of a day's document at once, before any planning.

use std::collections::{BTreeMap, BTreeSet};

use super::clock::Clock;
use super::model::{Day, Fit, Happened, Hours, Person, Talk};
use crate::goal::Goal;
use crate::issue::Issue;

/// A month of dates on a one-minute grid.
const MOST_STEPS: u32 = 50_000;
/// Talks a person can sit through in any number of days.
const MOST_TALKS: u32 = 250;

/// Ids of a document.
struct Ids<'a> {
    dates: BTreeMap<&'a str, (Clock, Clock)>,
    sites: BTreeSet<&'a str>,
    employers: BTreeSet<&'a str>,
    roles: BTreeSet<&'a str>,
    tables: BTreeSet<&'a str>,
    people: BTreeSet<&'a str>,
}

impl<'a> Ids<'a> {
    fn of(day: &'a Day) -> Self {
        Self {
            dates: day.dates.iter().map(|row| (row.id.as_str(), (row.from, row.to))).collect(),
            sites: day.sites.iter().map(|row| row.id.as_str()).collect(),
            employers: day.employers.iter().map(|row| row.id.as_str()).collect(),
            roles: day.roles.iter().map(|row| row.id.as_str()).collect(),
            tables: day.tables.iter().map(|row| row.id.as_str()).collect(),
            people: day.people.iter().map(|row| row.id.as_str()).collect(),
        }
    }
}

/// What is found, with its place.
struct Found(Vec<Issue>);

impl Found {
    fn error(&mut self, code: &'static str, place: &str, cause: String, remedy: &str) {
        self.0.push(Issue::error(code, place.to_owned(), cause, remedy));
    }

    fn warn(&mut self, code: &'static str, place: &str, cause: String, remedy: &str) {
        self.0.push(Issue::warning(code, place.to_owned(), cause, remedy));
    }

    fn known(&mut self, ids: &BTreeSet<&str>, id: &str, (place, what): (&str, &str)) {
        if !ids.contains(id) {
            let cause = format!("no {what} has the id {id:?}");
            self.error("unknown_id", place, cause, "add it or correct the id");
        }
    }

    fn hours(&mut self, ids: &Ids<'_>, hours: &Hours, place: &str) {
        let Some((from, to)) = ids.dates.get(hours.date.as_str()) else {
            let cause = format!("no date has the id {:?}", hours.date);
            self.error("unknown_id", place, cause, "add the date or correct the id");
            return;
        };
        let Hours { from: begin, to: end, .. } = hours;
        if begin >= end {
            let cause = format!("the hours {begin} to {end} are empty");
            self.warn("empty_hours", place, cause, "remove or widen them");
        } else if begin < from || end > to {
            let cause = format!("{begin} to {end} exceeds the date's {from} to {to}");
            self.warn("hours_outside", place, cause, "only the part inside counts");
        }
    }
}

/// Every problem of a day; planning is possible when none is an error.
pub fn validate_day(day: &Day) -> Vec<Issue> {
    let mut found = Found(Vec::new());
    let ids = Ids::of(day);
    unique(day, &mut found);
    dates(day, &mut found);
    places(day, &ids, &mut found);
    tables(day, &ids, &mut found);
    people(&day.people, &ids, "people", &mut found);
    fits(&day.fits, &ids.people, &ids, &mut found);
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
        for id in list {
            if !seen.insert(id) {
                let cause = format!("{id:?} is there twice");
                found.error("duplicate_id", place, cause, "give each its own id");
            }
        }
    }
}

fn dates(day: &Day, found: &mut Found) {
    if day.dates.is_empty() {
        found.error("no_date", "dates", "there is no date".to_owned(), "add a date");
    }
    if day.sites.is_empty() {
        found.error("no_site", "sites", "there is no site".to_owned(), "add a site");
    }
    if !(1..=120).contains(&day.grid_minutes) {
        let cause = format!("the grid has {} minutes", day.grid_minutes);
        found.error("bad_grid", "grid_minutes", cause, "choose 1 to 120 minutes");
        return;
    }
    let mut steps = 0_u32;
    for (at, date) in day.dates.iter().enumerate() {
        let place = format!("dates[{at}]");
        if date.from >= date.to {
            let cause = format!("{} opens {} and closes {}", date.id, date.from, date.to);
            found.error("empty_date", &place, cause, "let it close after it opens");
            continue;
        }
        steps = steps.saturating_add((date.to.minutes() - date.from.minutes()) / day.grid_minutes);
        let mut breaks = date.breaks.clone();
        breaks.sort_by_key(|pause| (pause.from, pause.to));
        for pause in &breaks {
            if pause.from >= pause.to || pause.from < date.from || pause.to > date.to {
                let cause = format!("break {} to {} is empty or outside", pause.from, pause.to);
                found.warn("break_outside", &place, cause, "move it into the date");
            }
        }
        for pair in breaks.windows(2) {
            if let [a, b] = pair
                && b.from < a.to
            {
                let cause = format!("breaks {}-{} and {}-{} overlap", a.from, a.to, b.from, b.to);
                found.warn("breaks_overlap", &place, cause, "join them");
            }
        }
    }
    if steps > MOST_STEPS {
        let cause = format!("the dates have {steps} grid steps, at most {MOST_STEPS}");
        found.error("too_large", "dates", cause, "use a coarser grid or split the day");
    }
}

fn places(day: &Day, ids: &Ids<'_>, found: &mut Found) {
    for (at, site) in day.sites.iter().enumerate() {
        for row in &site.childcare {
            found.hours(ids, &row.hours, &format!("sites[{at}].childcare"));
        }
    }
    for (at, way) in day.travel.iter().enumerate() {
        let place = format!("travel[{at}]");
        found.known(&ids.sites, &way.from, (&place, "site"));
        found.known(&ids.sites, &way.to, (&place, "site"));
    }
    let mut bound: BTreeMap<&str, bool> = BTreeMap::new();
    for (at, row) in day.interpreters.iter().enumerate() {
        let place = format!("interpreters[{at}]");
        found.hours(ids, &row.hours, &place);
        if let Some(site) = &row.site {
            found.known(&ids.sites, site, (&place, "site"));
        }
        let here = row.site.is_some();
        if *bound.entry(&row.language).or_insert(here) != here {
            let cause = format!("{} is interpreted at a site and for all sites", row.language);
            let remedy = "name a site for each interpreter of the language, or for none";
            found.error("interpreters_mixed", &place, cause, remedy);
        }
    }
}

fn tables(day: &Day, ids: &Ids<'_>, found: &mut Found) {
    for (at, role) in day.roles.iter().enumerate() {
        let place = format!("roles[{at}]");
        found.known(&ids.employers, &role.employer, (&place, "employer"));
        let lengths = [Some(role.minutes), role.interpreted_minutes];
        let all = lengths.into_iter().flatten().chain(role.minutes_by_language.values().copied());
        for minutes in all.filter(|minutes| !(1..=1440).contains(minutes)) {
            let cause = format!("a talk of role {} takes {minutes} minutes", role.id);
            found.error("bad_length", &place, cause, "choose 1 to 1440 minutes");
        }
        if !day.tables.iter().any(|table| table.roles.contains(&role.id)) {
            let cause = format!("no table serves role {}", role.id);
            found.warn("role_without_table", &place, cause, "add it to a table");
        }
    }
    for (at, table) in day.tables.iter().enumerate() {
        let place = format!("tables[{at}]");
        found.known(&ids.employers, &table.employer, (&place, "employer"));
        found.known(&ids.sites, &table.site, (&place, "site"));
        for role in &table.roles {
            found.known(&ids.roles, role, (&place, "role"));
        }
        for hours in &table.open {
            found.hours(ids, hours, &place);
        }
        let mut open = table.open.clone();
        open.sort();
        let overlap = open.windows(2).any(|pair| match pair {
            [a, b] => a.date == b.date && b.from < a.to,
            _ => false,
        });
        if overlap {
            let cause = format!("opening hours of table {} overlap", table.id);
            found.error("hours_overlap", &place, cause, "join them");
        }
        if table.open.iter().all(|hours| hours.from >= hours.to)
            || table.roles.is_empty()
            || table.max_talks == Some(0)
        {
            let cause = format!("nobody can be interviewed at table {}", table.id);
            found.warn("useless_table", &place, cause, "give it roles, talks and hours");
        }
        if table.starts_every == Some(0) {
            let cause = format!("talks at table {} start every 0 minutes", table.id);
            found.error("bad_length", &place, cause, "choose at least 1 minute");
        }
        if table.max_talks.is_some_and(|most| table.min_talks > most) {
            let cause = format!("table {} promises more talks than it may have", table.id);
            found.warn("promise_over_cap", &place, cause, "promise no more than allowed");
        }
    }
}

fn people(list: &[Person], ids: &Ids<'_>, name: &str, found: &mut Found) {
    for (at, person) in list.iter().enumerate() {
        let place = format!("{name}[{at}]");
        for hours in &person.available {
            found.hours(ids, hours, &place);
        }
        if person.available.iter().all(|hours| hours.from >= hours.to) {
            let cause = format!("{} is never available", person.id);
            found.warn("never_available", &place, cause, "ask for times");
        }
        if person.max_talks > MOST_TALKS {
            let cause = format!("{} may have {} talks", person.id, person.max_talks);
            found.error("too_large", &place, cause, "at most 250 talks");
        }
        if person.min_talks > person.max_talks {
            let cause = format!("{} is promised more talks than allowed", person.id);
            found.warn("promise_over_cap", &place, cause, "promise no more than allowed");
        }
    }
}

fn fits(list: &[Fit], people: &BTreeSet<&str>, ids: &Ids<'_>, found: &mut Found) {
    let mut seen = BTreeSet::new();
    for (at, fit) in list.iter().enumerate() {
        let place = format!("fits[{at}]");
        found.known(people, &fit.person, (&place, "person"));
        found.known(&ids.roles, &fit.role, (&place, "role"));
        if !(1..=1000).contains(&fit.fit) {
            let cause = format!("the fit of {} for {} is {}", fit.person, fit.role, fit.fit);
            found.error("bad_fit", &place, cause, "choose 1 to 1000");
        }
        if !seen.insert((fit.person.as_str(), fit.role.as_str())) {
            let cause = format!("{} for {} is there twice", fit.person, fit.role);
            found.error("duplicate_pair", &place, cause, "keep one fit");
        }
    }
}

fn decisions(day: &Day, ids: &Ids<'_>, found: &mut Found) {
    for (at, row) in day.exclusions.iter().enumerate() {
        let place = format!("exclusions[{at}]");
        found.known(&ids.people, &row.person, (&place, "person"));
        found.known(&ids.employers, &row.employer, (&place, "employer"));
        reasoned(&row.reason, &place, found);
    }
    for (at, row) in day.forced.iter().enumerate() {
        let place = format!("forced[{at}]");
        found.known(&ids.people, &row.person, (&place, "person"));
        found.known(&ids.roles, &row.role, (&place, "role"));
        reasoned(&row.reason, &place, found);
        let employer = day.roles.iter().find(|role| role.id == row.role).map(|role| &role.employer);
        let barred = day.exclusions.iter().any(|bar| {
            bar.person == row.person
                && Some(&bar.employer) == employer
                && bar.role.as_ref().is_none_or(|only| *only == row.role)
        });
        if barred {
            let cause = format!("{} for {} is forced and excluded", row.person, row.role);
            found.warn("forced_but_excluded", &place, cause, "take one of the two back");
        }
        if !day.fits.iter().any(|fit| (&fit.person, &fit.role) == (&row.person, &row.role)) {
            let cause = format!("{} for {} is forced but not eligible", row.person, row.role);
            found.warn("forced_not_eligible", &place, cause, "add a fit for the pair");
        }
    }
    for (at, pin) in day.pins.iter().enumerate() {
        reasoned(&pin.reason, &format!("pins[{at}]"), found);
        talk(&pin.talk, ids, &format!("pins[{at}]"), found);
    }
    for (at, said) in day.confirmed.iter().enumerate() {
        talk(said, ids, &format!("confirmed[{at}]"), found);
    }
}

fn reasoned(reason: &str, place: &str, found: &mut Found) {
    if reason.trim().is_empty() {
        let cause = "a decision has no reason".to_owned();
        found.error("reason_missing", place, cause, "write the reason down");
    }
}

fn talk(said: &Talk, ids: &Ids<'_>, place: &str, found: &mut Found) {
    found.known(&ids.people, &said.person, (place, "person"));
    found.known(&ids.roles, &said.role, (place, "role"));
    found.known(&ids.tables, &said.table, (place, "table"));
    if !ids.dates.contains_key(said.date.as_str()) {
        let cause = format!("no date has the id {:?}", said.date);
        found.error("unknown_id", place, cause, "add the date or correct the id");
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
        let cause = format!("the order of goals is {:?}", day.goals.order);
        let remedy = "name seen, promised, covered and score once each, even if wished";
        found.error("bad_goals", "goals.order", cause, remedy);
    }
}

/// Every problem of what happened on a day.
pub fn validate_happened(day: &Day, happened: &Happened) -> Vec<Issue> {
    let mut found = Found(Vec::new());
    let mut ids = Ids::of(day);
    for walk_in in &happened.walk_ins {
        if !ids.people.insert(walk_in.id.as_str()) {
            let cause = format!("{:?} is the id of somebody else", walk_in.id);
            found.error("duplicate_id", "walk_ins", cause, "give each their own id");
        }
    }
    if !ids.dates.contains_key(happened.date.as_str()) {
        let cause = format!("no date has the id {:?}", happened.date);
        found.error("unknown_id", "date", cause, "name a date of the day");
    }
    people(&happened.walk_ins, &ids, "walk_ins", &mut found);
    fits(&happened.walk_in_fits, &ids.people, &ids, &mut found);
    for (at, id) in happened.no_shows.iter().enumerate() {
        found.known(&ids.people, id, (&format!("no_shows[{at}]"), "person"));
    }
    for (at, late) in happened.late.iter().enumerate() {
        found.known(&ids.people, &late.person, (&format!("late[{at}]"), "person"));
    }
    for (at, row) in happened.closed.iter().enumerate() {
        found.known(&ids.tables, &row.table, (&format!("closed[{at}]"), "table"));
    }
    for (at, row) in happened.missing.iter().enumerate() {
        found.hours(&ids, &row.hours, &format!("missing[{at}]"));
    }
    for (at, said) in happened.announced.iter().enumerate() {
        talk(said, &ids, &format!("announced[{at}]"), &mut found);
    }
    found.0
}
