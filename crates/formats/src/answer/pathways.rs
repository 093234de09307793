//! The ways of one person to places, as the command line and the service answer it.

use matching_core::{
    Engine,
    access::{AccessRules, Paper, Purpose},
    calendar::Date,
    id::ProfileId,
    score::BoundProfile,
};
use pathways::{
    Catalogue, Limits, Planner, Situation,
    career::careers,
    ladder::{Role, ladders},
};

use super::engine::engine_document;
use crate::document::{
    PersonDocument, ProfileDocument, SituationDocument,
    pathway::{PATHWAYS_FORMAT, PathwaysDocument, reachable},
};

/// Three years of training and what comes before it: a rung of a ladder may take so many days.
const RUNG_DAYS: u16 = 1_500;

/// What is asked about one person.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// The day as of which everything is read.
    pub as_of: Date,
    /// The person.
    pub person: &'a PersonDocument,
    /// What decides about measures.
    pub situation: &'a Situation,
    /// The places, each as it is written and as it is scored; ladders go over all of them.
    pub places: &'a [(&'a ProfileDocument, &'a BoundProfile)],
    /// The place wanted: only the ways to it, with the ladders over the other places. All places
    /// without it.
    pub target: Option<&'a ProfileId>,
}

/// The ways of one person to places.
pub fn pathways(
    engine: &Engine,
    catalogue: &Catalogue,
    knowledge: &str,
    wanted: Wanted<'_>,
) -> PathwaysDocument {
    let Wanted { as_of, person, situation, places, target } = wanted;
    let planner = Planner::new(engine, catalogue);
    let model = person.model();
    let mut standing = planner.person(&model, situation, as_of);
    let named = |(document, _): &&(&ProfileDocument, &BoundProfile)| {
        target.is_none_or(|target| document.id == *target)
    };
    let looked_at = places.iter().filter(named);
    let outlooks: Vec<_> = looked_at.map(|(_, profile)| standing.outlook(profile)).collect();
    let ladders = target.map(|target| {
        let limits = Limits { horizon_days: RUNG_DAYS, ..Limits::default() };
        let climber = planner.limits(limits).person(&model, situation, as_of);
        let roles: Vec<Role<'_>> = places.iter().map(role).collect();
        ladders(&climber, &roles, target)
    });
    PathwaysDocument {
        format: PATHWAYS_FORMAT,
        engine: engine_document(engine, knowledge),
        as_of,
        applicant: person.id.clone(),
        reachable: reachable(&outlooks),
        outlooks,
        ladders,
        for_case_worker: careers(&situation.history, as_of),
    }
}

/// What decides about measures for a person, with what the access rules say of the paper.
pub fn situation(
    written: Option<&SituationDocument>,
    access: &AccessRules,
    as_of: Date,
) -> Situation {
    let mut situation = written.map(SituationDocument::model).unwrap_or_default();
    read_paper(&mut situation, written.and_then(|written| written.issued), access, as_of);
    situation
}

/// Adds what the access rules say of a paper.
///
/// From when its holder may work at the latest, steps and waiting times counted, and, where only status and day of issue are known, until when the stay is
/// assured. What the rules cannot say stays unknown.
pub fn read_paper(
    situation: &mut Situation,
    issued: Option<Date>,
    access: &AccessRules,
    as_of: Date,
) {
    if situation.status.is_none() {
        return;
    }
    let paper = Paper { status: situation.status.clone(), issued, ..Paper::default() };
    let found = access.assess(&paper, Purpose::Employment, as_of);
    if situation.stays_until.is_none() {
        situation.stays_until = found.window_until();
    }
    let ready = found.ready.map(|days| days.high).filter(|day| *day > as_of);
    situation.works_from = situation.works_from.or(ready);
}

fn role<'b>((document, profile): &(&'b ProfileDocument, &'b BoundProfile)) -> Role<'b> {
    Role {
        profile,
        leads_to: &document.leads_to,
        valid_from: document.valid_from,
        valid_to: document.valid_to,
    }
}
