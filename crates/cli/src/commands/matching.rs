//! `passgenau match`: everybody in order, profile by profile.

use formats::document::{MatchDocument, MatchesDocument, PersonDocument};
use matching_core::{calendar::Date, model::Portrait};

use crate::{
    arguments::{Arguments, MatchArguments},
    input,
    output::{self, Failure},
};

pub(super) fn run(arguments: &Arguments, command: &MatchArguments) -> Result<u8, Failure> {
    let knowledge = input::knowledge(arguments)?;
    let profiles = input::profiles(&command.sides.profiles, &knowledge)?;
    let people = input::people(&command.sides.applicants)?;
    let as_of = command.sides.as_of.unwrap_or_else(|| "2026-11-21".parse().unwrap_or(Date::MIN));
    let portraits: Vec<Portrait> = people
        .entries
        .iter()
        .map(|person: &PersonDocument| knowledge.engine().portrait(&person.model(), as_of))
        .collect();
    let mut matches = Vec::new();
    for profile in profiles.entries {
        let id = profile.model.id().clone();
        let bound = knowledge.engine().bind(profile.model);
        let ranked = knowledge.engine().rank(&portraits, &bound, command.order.into());
        let listed = ranked.iter().take(command.top.unwrap_or(usize::MAX));
        for (rank, ranked) in (1..).zip(listed) {
            let Some(portrait) = portraits.get(ranked.person) else { continue };
            let explanation = knowledge.engine().explain(portrait, &bound);
            let place = (rank, ranked.possible);
            matches.push(MatchDocument::new(id.clone(), portrait.id().clone(), place, explanation));
        }
    }
    let document = MatchesDocument {
        format: formats::document::result::MATCHES_FORMAT,
        engine: formats::document::EngineDocument {
            version: env!("CARGO_PKG_VERSION"),
            rules: knowledge.engine().rules().version.clone(),
            fingerprint: knowledge.fingerprint(),
        },
        as_of,
        matches,
    };
    if command.json {
        output::print_json(&document)?;
    }
    Ok(0)
}
