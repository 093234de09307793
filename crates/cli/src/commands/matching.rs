//! `passgenau match`: everybody in order, profile by profile.

use formats::{
    answer::{Listing, matches},
    document::{MatchDocument, MatchesDocument},
    read::Checked,
    text::Teller,
};
use matching_core::Label;

use crate::{
    arguments::{Arguments, MatchArguments},
    clock::today,
    input,
    output::{self, Failure},
    table::Table,
};

pub(super) fn run(arguments: &Arguments, command: &MatchArguments) -> Result<u8, Failure> {
    let knowledge = input::knowledge(arguments)?;
    let (profiles, people) = input::sides(&command.sides, &knowledge)?;
    let listing = Listing {
        as_of: command.sides.as_of.unwrap_or_else(today),
        order: command.order.into(),
        top: command.top,
    };
    let models = profiles.entries.iter().map(|profile| profile.model.clone()).collect();
    let result =
        matches(knowledge.planner(), &knowledge.fingerprint(), models, &people.entries, listing);
    if command.json {
        return output::print_json(&result).map(|()| 0);
    }
    output::warn(&[profiles.warnings, people.warnings].concat(), arguments.lang)?;
    let teller = knowledge.teller(arguments.lang);
    output::print(&told(&result, &profiles.entries, people.entries.len(), teller))?;
    Ok(0)
}

/// A result as tables for people, one per profile.
pub(super) fn told(
    result: &MatchesDocument,
    profiles: &[Checked],
    people: usize,
    teller: Teller<'_>,
) -> String {
    let mut text = String::new();
    for profile in profiles {
        let id = profile.model.id();
        let listed: Vec<&MatchDocument> =
            result.matches.iter().filter(|pair| pair.profile == *id).collect();
        text += &list(&profile.document.title, id.as_str(), &listed, teller);
        if listed.len() < people {
            let more = (people - listed.len()).to_string();
            text += &teller.texts().fill("table.left_out", &[("n", &more)]);
            text.push('\n');
        }
    }
    text + "\n" + teller.texts().get("sentence.no_decision") + "\n"
}

fn list(title: &Label, id: &str, listed: &[&MatchDocument], teller: Teller<'_>) -> String {
    let texts = teller.texts();
    let mut table = Table::new(&[
        texts.get("table.rank"),
        texts.get("table.possible"),
        texts.get("table.person"),
        texts.get("table.class"),
        texts.get("side.demands"),
        texts.get("side.needs"),
        texts.get("side.overall"),
    ]);
    for pair in listed {
        table.row([
            pair.rank.to_string(),
            format!("{}–{}", pair.possible_rank.best, pair.possible_rank.worst),
            pair.applicant.to_string(),
            teller.class(pair.eligibility).to_owned(),
            teller.points(pair.demands),
            teller.points(pair.needs),
            teller.points(pair.overall),
        ]);
    }
    format!("\n{id} – {}\n{table}", teller.label(title))
}
