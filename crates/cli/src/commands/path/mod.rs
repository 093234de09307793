//! `passgenau path`: which measures lead a person to a place, or what a whole pool needs.

mod asked;
mod pool;
mod told;

use asked::{Asked, situations};
use formats::{
    IssueCode,
    answer::engine_document,
    document::{
        PersonDocument,
        pathway::{PATHWAYS_FORMAT, PathwaysDocument, reachable},
    },
    read::Checked,
};
use issue::Issue;
use matching_core::{id::ProfileId, score::BoundProfile};
use pathways::{
    Limits,
    career::careers,
    ladder::{Role, ladders},
};

use crate::{
    arguments::{Arguments, PathArguments},
    clock::today,
    input,
    output::{self, Failure},
};

/// Three years of training and what comes before it: a rung of a ladder may take so many days.
const RUNG_DAYS: u16 = 1_500;

pub(super) fn run(arguments: &Arguments, command: &PathArguments) -> Result<u8, Failure> {
    let knowledge = input::knowledge(arguments)?;
    let (profiles, people) = input::sides(&command.sides, &knowledge)?;
    let situations = command.situations.as_deref().map(situations).transpose()?.unwrap_or_default();
    let as_of = command.sides.as_of.unwrap_or_else(today);
    let asked = Asked { arguments, command, knowledge: &knowledge, situations, as_of };
    if command.pool {
        return pool::run(&asked, &profiles.entries, &people.entries);
    }
    let person = super::explain::chosen(
        people.entries,
        command.applicant.as_deref(),
        |person: &PersonDocument| person.id.as_str(),
        "--applicant",
    )?;
    one(&asked, profiles.entries, &person)
}

fn one(asked: &Asked<'_>, profiles: Vec<Checked>, person: &PersonDocument) -> Result<u8, Failure> {
    let engine = asked.knowledge.engine();
    let situation = asked.situation(&person.id);
    let mut standing = asked.planner().person(&person.model(), &situation, asked.as_of);
    let bound: Vec<(Checked, BoundProfile)> =
        profiles.into_iter().map(|checked| (checked.clone(), engine.bind(checked.model))).collect();
    let target = asked.command.profile.as_deref();
    let named = |(checked, _): &&(Checked, BoundProfile)| {
        target.is_none_or(|target| checked.document.id.as_str() == target)
    };
    let looked_at: Vec<&(Checked, BoundProfile)> = bound.iter().filter(named).collect();
    if looked_at.is_empty() {
        return Err(unknown(target.unwrap_or_default()));
    }
    let outlooks: Vec<_> = looked_at.iter().map(|(_, profile)| standing.outlook(profile)).collect();
    let ladders = target.map(|target| {
        let limits = Limits { horizon_days: RUNG_DAYS, ..Limits::default() };
        let planner = asked.planner().limits(limits);
        let climber = planner.person(&person.model(), &situation, asked.as_of);
        let target = ProfileId::new(target).ok();
        target.map(|target| ladders(&climber, &roles(&bound), &target)).unwrap_or_default()
    });
    let document = PathwaysDocument {
        format: PATHWAYS_FORMAT,
        engine: engine_document(engine, &asked.knowledge.fingerprint()),
        as_of: asked.as_of,
        applicant: person.id.clone(),
        reachable: reachable(&outlooks),
        outlooks,
        ladders,
        for_case_worker: careers(&situation.history, asked.as_of),
    };
    if asked.command.json {
        return output::print_json(&document).map(|()| 0);
    }
    let titles: Vec<&Checked> = bound.iter().map(|(checked, _)| checked).collect();
    let teller = told::Told {
        teller: asked.knowledge.teller(asked.arguments.lang),
        measures: asked.knowledge.measures(),
        profiles: &titles,
    };
    let text = if target.is_some() { teller.detail(&document) } else { teller.overview(&document) };
    output::print(&text)?;
    Ok(0)
}

fn roles(bound: &[(Checked, BoundProfile)]) -> Vec<Role<'_>> {
    bound.iter().map(|(checked, profile)| role(checked, profile)).collect()
}

fn role<'b>(checked: &'b Checked, profile: &'b BoundProfile) -> Role<'b> {
    Role {
        profile,
        leads_to: &checked.document.leads_to,
        valid_from: checked.document.valid_from,
        valid_to: checked.document.valid_to,
    }
}

fn unknown(target: &str) -> Failure {
    let issue = Issue::new(IssueCode::NotAllowed, "--profile").with("found", target);
    Failure::Input(vec![issue.with_both(
        "suggestion",
        "Nehmen Sie eine Kennung aus den Profilen.",
        "take an identifier of the profiles",
    )])
}
