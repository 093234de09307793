//! From a day file, profiles and people to the planner's document.

use std::collections::{BTreeMap, BTreeSet};

use day_planner::day::model::{Day, Fit, Hours, Named, Person, Role, Site, Table};
use formats::document::PersonDocument;
use issue::Issue;
use matching_core::{
    Engine,
    calendar::Date,
    explain::Explanation,
    id::ApplicantId,
    model::{Portrait, RequirementProfile},
    score::{BoundProfile, RankKey, Score},
};
use pathways::{Outreach, Planner};

use crate::{
    DayCode, DayDocument,
    document::{PersonOnDay, RoleDocument, Selection, TableDocument},
};

/// The least fit of a pair that the planner takes.
const LEAST_FIT: u32 = 1;

/// A day that is ready to be planned.
#[derive(Clone, Debug)]
pub struct Gathered {
    /// The planner's document.
    pub day: Day,
    /// For everybody who comes into question for no role, the nearest one.
    pub nearest: BTreeMap<String, Nearest>,
    /// What somebody should look at, with places in the day file.
    pub warnings: Vec<Issue>,
}

/// The role that somebody who comes into question for none is nearest to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nearest {
    /// The role.
    pub role: String,
    /// How the person and the role fit, and what is in the way.
    pub explanation: Explanation,
}

/// Puts a day together: people with their sites and times, and every pair that comes into
/// question with its fit, half of the sum of its lowest and highest overall points.
///
/// # Errors
/// Every problem between the day file, the profiles and the people.
pub fn gather(
    document: &DayDocument,
    profiles: &[RequirementProfile],
    people: &[PersonDocument],
    (planner, as_of): (Planner<'_>, Date),
) -> Result<Gathered, Vec<Issue>> {
    let engine = planner.engine();
    let mut errors = twice(people);
    let bound = bind(document, profiles, engine, &mut errors);
    if !errors.is_empty() {
        return Err(errors);
    }
    let mut gathered = Gathered {
        day: frame(document),
        nearest: BTreeMap::new(),
        warnings: unknown(document, people),
    };
    let mut outreach = Outreach::new(planner, as_of, &bound);
    for person in people {
        gathered.day.people.push(guest(document, person));
        let portrait = engine.portrait(&person.model(), as_of);
        let portrait = outreach.portrait(planner, portrait);
        pairs(document, &bound, (engine, &portrait), &mut gathered);
    }
    Ok(gathered)
}

fn twice(people: &[PersonDocument]) -> Vec<Issue> {
    let mut seen = BTreeSet::new();
    let again = people.iter().filter(|person| !seen.insert(&person.id));
    again.map(|person| Issue::new(DayCode::PersonTwice, "").with("id", &person.id)).collect()
}

fn bind(
    document: &DayDocument,
    profiles: &[RequirementProfile],
    engine: &Engine,
    errors: &mut Vec<Issue>,
) -> Vec<BoundProfile> {
    let mut bound = Vec::new();
    for (at, role) in document.roles.iter().enumerate() {
        if let Some(profile) = profiles.iter().find(|profile| *profile.id() == role.profile) {
            bound.push(engine.bind(profile.clone()));
        } else {
            let known: Vec<&str> = profiles.iter().map(|profile| profile.id().as_str()).collect();
            let issue = Issue::new(DayCode::UnknownProfile, format!("/roles/{at}/profile"));
            errors.push(issue.with("id", &role.profile).with("known", known.join(", ")));
        }
    }
    bound
}

/// Everything of the day but its people.
fn frame(document: &DayDocument) -> Day {
    let employers: BTreeSet<&String> =
        document.tables.iter().map(|table| &table.employer).collect();
    Day {
        name: document.name.clone(),
        grid_minutes: document.grid_minutes,
        buffer_minutes: document.buffer_minutes,
        dates: document.dates.clone(),
        sites: (document.sites.iter())
            .map(|site| Site { id: site.id.clone(), childcare: site.childcare.clone() })
            .collect(),
        travel: document.travel.clone(),
        employers: employers.into_iter().map(|id| Named { id: id.clone() }).collect(),
        roles: document.roles.iter().map(role).collect(),
        tables: document.tables.iter().map(|row| table(document, row)).collect(),
        people: Vec::new(),
        interpreters: document.interpreters.clone(),
        fits: Vec::new(),
        exclusions: document.exclusions.clone(),
        forced: document.forced.clone(),
        confirmed: document.confirmed.clone(),
        pins: document.pins.clone(),
        goals: document.goals.clone(),
    }
}

fn role(row: &RoleDocument) -> Role {
    Role {
        id: row.id().to_owned(),
        employer: row.employer.clone(),
        openings: row.openings,
        max_talks: row.max_talks,
        minutes: row.minutes,
        interpreted_minutes: row.interpreted_minutes,
        minutes_by_language: row.minutes_by_language.clone(),
    }
}

fn table(document: &DayDocument, row: &TableDocument) -> Table {
    let all_roles = || {
        let own = document.roles.iter().filter(|role| role.employer == row.employer);
        own.map(|role| role.id().to_owned()).collect()
    };
    Table {
        id: row.id.clone(),
        employer: row.employer.clone(),
        site: row.site.clone(),
        roles: row.roles.clone().unwrap_or_else(all_roles),
        open: row.open.clone().unwrap_or_else(|| doors_open(document)),
        starts_every: row.starts_every,
        min_talks: row.min_talks,
        max_talks: row.max_talks,
        languages: row.languages.clone(),
        accessible: row.accessible,
        walk_in_reserve: row.walk_in_reserve,
    }
}

fn doors_open(document: &DayDocument) -> Vec<Hours> {
    let hours = document.dates.iter();
    hours.map(|date| Hours { date: date.id.clone(), from: date.from, to: date.to }).collect()
}

/// A person with the times and sites of the day.
fn guest(document: &DayDocument, person: &PersonDocument) -> Person {
    let said = document.people.iter().find(|row| row.id == person.id);
    let of_office = || {
        let sites = document.sites.iter();
        sites
            .filter(|site| person.office.as_ref().is_some_and(|id| site.offices.contains(id)))
            .map(|site| site.id.clone())
            .collect()
    };
    let default = PersonOnDay::of(person.id.clone());
    let said = said.unwrap_or(&default);
    Person {
        id: person.id.to_string(),
        available: said.available.clone().unwrap_or_else(|| doors_open(document)),
        max_talks: said.max_talks,
        min_talks: said.min_talks,
        language: person.interpreter.clone(),
        sites: said.sites.clone().unwrap_or_else(of_office),
        needs_accessible: said.needs_accessible,
        children: said.children,
    }
}

/// The fits of a person, or the role the person is nearest to.
fn pairs(
    document: &DayDocument,
    bound: &[BoundProfile],
    (engine, person): (&Engine, &Portrait),
    gathered: &mut Gathered,
) {
    let mut any = false;
    let mut nearest: Option<(RankKey, &RoleDocument, &BoundProfile)> = None;
    for (role, profile) in document.roles.iter().zip(bound) {
        let score = engine.score(person, profile);
        if comes_into_question(&score, &document.selection) || forced(document, person.id(), role) {
            any = true;
            gathered.day.fits.push(Fit {
                person: person.id().to_string(),
                role: role.id().to_owned(),
                fit: fit(&score),
            });
        }
        let key = RankKey::overall(&score, person.id());
        if nearest.as_ref().is_none_or(|(best, ..)| key > *best) {
            nearest = Some((key, role, profile));
        }
    }
    if let Some((_, role, profile)) = nearest.filter(|_| !any) {
        let explanation = engine.explain(person, profile);
        let nearest = Nearest { role: role.id().to_owned(), explanation };
        gathered.nearest.insert(person.id().to_string(), nearest);
    }
}

fn comes_into_question(score: &Score, selection: &Selection) -> bool {
    score.eligibility >= selection.least_class && score.overall.high >= selection.least_possible
}

fn forced(document: &DayDocument, person: &ApplicantId, role: &RoleDocument) -> bool {
    let mut all = document.forced.iter();
    all.any(|row| row.person == person.as_str() && row.role == role.id())
}

/// Thousandths of the middle of the overall points.
fn fit(score: &Score) -> u32 {
    let sum = u32::from(score.overall.low.get()) + u32::from(score.overall.high.get());
    (sum / 20).max(LEAST_FIT)
}

/// People and offices that do not belong together.
fn unknown(document: &DayDocument, people: &[PersonDocument]) -> Vec<Issue> {
    let mut warnings = Vec::new();
    for (at, row) in document.people.iter().enumerate() {
        if !people.iter().any(|person| person.id == row.id) {
            let issue = Issue::new(DayCode::UnknownPerson, format!("/people/{at}/id"));
            warnings.push(issue.with("id", &row.id).warning());
        }
    }
    let mut lost: BTreeMap<&str, usize> = BTreeMap::new();
    for office in people.iter().filter_map(|person| person.office.as_ref()) {
        if !document.sites.iter().any(|site| site.offices.contains(office)) {
            *lost.entry(office.as_str()).or_default() += 1;
        }
    }
    warnings.extend(lost.into_iter().map(|(office, n)| {
        let issue = Issue::new(DayCode::UnknownOffice, "/sites");
        issue.with("office", office).with("n", n).warning()
    }));
    warnings
}
