//! An installation ready to be tried: an organisation with an account of every role and a key, the people,
//! the published requirement profiles and the planned day of a pilot. It goes into the store like any other
//! change, and stands in the journal.

use std::collections::BTreeSet;

use actix_web::web;
use formats::document::{PersonDocument, ProfileDocument};
use interview_day::DayDocument;
use serde_json::{Value, json};
use store::{Batch, Entry, Query};

use crate::{
    State,
    access::{RULES, Role, Who, draw, new_key, seal_password},
    http::{Desk, stored},
    problem::{Problem, ProblemCode},
    records::{
        ApiKey, Applicant, InterviewDay, Kept, Organisation, Plan, Profile, Published, Record as _,
        User,
    },
};

/// The organisation of a pilot.
const ORGANISATION: (&str, &str) = ("pilot", "Jobcenter (Vorführung)");
/// The identifier of its day.
const DAY: &str = "bewerbertag";
/// Days that its key is good for.
const GOOD_FOR: i32 = 30;
/// Bytes of the password of its accounts.
const PASSWORD: usize = 8;

/// What is to be tried.
#[derive(Clone, Debug)]
pub struct Pilot {
    /// The people, under codes.
    pub people: Vec<PersonDocument>,
    /// The requirement profiles, each with its employer.
    pub profiles: Vec<ProfileDocument>,
    /// The application day.
    pub day: DayDocument,
    /// The answer of the planner for that day: `interview_day::DayAnswer` as JSON.
    pub plan: Value,
}

/// How to get in.
#[derive(Clone, Debug)]
pub struct Entrance {
    /// The accounts: the name to sign in with is that of the role.
    pub accounts: Vec<Role>,
    /// Their password, drawn at random.
    pub password: String,
    /// A key for programs, in the role of placement, with every scope of that role.
    pub key: String,
    /// The identifier of the day.
    pub day: &'static str,
}

/// Fills an empty installation with a pilot.
///
/// # Errors
/// [`ProblemCode::WrongState`] where there is an account already; and those of the store.
pub fn furnish(state: &web::Data<State>, pilot: &Pilot) -> Result<Entrance, Problem> {
    if state.store.count(&Query::all(User::KIND))? > 0 {
        let detail = "only an empty installation is filled with a pilot";
        return Err(Problem::new(ProblemCode::WrongState, detail));
    }
    let desk = Desk::of_service(state.clone(), ORGANISATION.0);
    let employer = pilot.profiles.iter().find_map(|profile| profile.employer.clone());
    let entrance = accounts(&desk, employer.as_deref())?;
    people(&desk, &pilot.people)?;
    for profile in &pilot.profiles {
        desk.commit(&published(&desk, profile)?)?;
    }
    desk.commit(&planned(&desk, pilot)?)?;
    desk.office(None)?;
    Ok(entrance)
}

/// The organisation, an account of every role, and a key.
fn accounts(desk: &Desk, employer: Option<&str>) -> Result<Entrance, Problem> {
    let failed =
        |error: crate::access::NoRandom| Problem::new(ProblemCode::Internal, error.to_string());
    let password = draw(PASSWORD).map_err(failed)?;
    let (id, name) = ORGANISATION;
    let organisation = Organisation { name: name.to_owned(), operator: true };
    let mut batch = desk
        .batch()
        .create(Organisation::KIND, id, stored(&organisation)?)
        .journal(Entry::new("founded").about(Organisation::KIND, id));
    for role in Role::ALL {
        let user = User {
            name: role.name().to_owned(),
            role,
            employer: employer.filter(|_| role == Role::Employer).map(str::to_owned),
            email: None,
            subject: None,
            password: seal_password(&password),
            disabled: false,
        };
        batch = batch
            .create(User::KIND, role.name(), stored(&user)?)
            .journal(Entry::new("joined").about(User::KIND, role.name()));
    }
    let role = Role::Placement;
    let given = RULES.iter().filter(|rule| matches!(rule.who, Who::Roles(_)) && rule.admits(role));
    let scopes: BTreeSet<&str> =
        given.map(|rule| rule.scope).filter(|scope| !scope.is_empty()).collect();
    let (id, sealed, key) = new_key(&desk.state.pepper).map_err(failed)?;
    let body = ApiKey {
        name: name.to_owned(),
        role,
        employer: None,
        scopes: scopes.into_iter().map(str::to_owned).collect(),
        valid_to: desk.today().plus_days(GOOD_FOR),
        sealed,
    };
    let batch = batch
        .create(ApiKey::KIND, &id, stored(&body)?)
        .journal(Entry::new("key_made").about(ApiKey::KIND, &id));
    desk.commit(&batch)?;
    Ok(Entrance { accounts: Role::ALL.to_vec(), password, key, day: DAY })
}

fn people(desk: &Desk, people: &[PersonDocument]) -> Result<(), Problem> {
    let batch = |person: &PersonDocument| -> Result<Batch, Problem> {
        let id = person.id.as_str();
        let body = Applicant { person: person.clone(), closed_on: None };
        let batch = desk.batch().create(Applicant::KIND, &desk.key(id), stored(&body)?);
        Ok(batch.journal(Entry::new("applicant_added").about(Applicant::KIND, id)))
    };
    let batches: Vec<Batch> = people.iter().map(batch).collect::<Result<_, _>>()?;
    for written in desk.state.store.commit_each(&batches)? {
        written?;
    }
    Ok(())
}

/// A profile and its version that is published.
fn published(desk: &Desk, document: &ProfileDocument) -> Result<Batch, Problem> {
    let (id, version) = (document.id.as_str(), document.version);
    let profile = Profile { document: document.clone(), published: Some(version) };
    let key = desk.key(&Published::id(id, version));
    let public = Published { document: document.clone() };
    let entry = |action: &str| Entry::new(action).about(Profile::KIND, id);
    Ok(desk
        .batch()
        .create(Profile::KIND, &desk.key(id), stored(&profile)?)
        .create(Published::KIND, &key, stored(&public)?)
        .journal(entry("profile_added"))
        .journal(entry("profile_published").details(json!({ "version": version }))))
}

/// The day with everybody in its pool, and its plan, which is announced.
fn planned(desk: &Desk, pilot: &Pilot) -> Result<Batch, Problem> {
    let pool = pilot.people.iter().map(|person| person.id.clone()).collect();
    let body = InterviewDay { document: pilot.day.clone(), pool, plans: 1 };
    let day = Kept {
        id: DAY.to_owned(),
        version: 1,
        at: desk.now,
        by: desk.caller.actor(),
        organisation: desk.caller.organisation.clone(),
        body,
    };
    let mut plan = Plan::new(&day, pilot.plan.clone());
    plan.published_at = Some(desk.now);
    let entry = |action: &str| Entry::new(action).about(InterviewDay::KIND, DAY);
    let number = json!({ "plan": day.body.plans });
    Ok(desk
        .batch()
        .create(InterviewDay::KIND, &desk.key(DAY), stored(&day.body)?)
        .create(Plan::KIND, &desk.key(&Plan::id(DAY, day.body.plans)), stored(&plan)?)
        .journal(entry("day_added"))
        .journal(entry("day_planned").details(number.clone()))
        .journal(entry("plan_published").details(number)))
}
