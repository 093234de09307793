//! `passgenau match`: everybody in order, profile by profile.

use formats::{
    document::{EngineDocument, MatchDocument, MatchesDocument, result::MATCHES_FORMAT},
    read::Checked,
    text::Teller,
};
use knowledge::Knowledge;
use matching_core::{
    calendar::Date,
    model::Portrait,
    score::{BoundProfile, Order, Ranked},
};

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
    let as_of = command.sides.as_of.unwrap_or_else(today);
    let engine = knowledge.engine();
    let portraits: Vec<Portrait> =
        people.entries.iter().map(|person| engine.portrait(&person.model(), as_of)).collect();
    let lists = profiles.entries.into_iter().map(|profile| {
        List::new(profile, &portraits, &knowledge, (command.order.into(), command.top))
    });
    let lists: Vec<List> = lists.collect();
    if command.json {
        let matches = lists.iter().flat_map(|list| list.documents(&portraits, &knowledge));
        let document = document(&knowledge, as_of, matches.collect());
        return output::print_json(&document).map(|()| 0);
    }
    output::warn(&[profiles.warnings, people.warnings].concat(), arguments.lang)?;
    let teller = knowledge.teller(arguments.lang);
    for list in &lists {
        output::print(&list.table(&portraits, teller))?;
    }
    output::print(&format!("{}\n", teller.texts().get("sentence.no_decision")))?;
    Ok(0)
}

/// The complete result.
pub(super) fn document(
    knowledge: &Knowledge,
    as_of: Date,
    matches: Vec<MatchDocument>,
) -> MatchesDocument {
    let engine = EngineDocument {
        version: env!("CARGO_PKG_VERSION"),
        rules: knowledge.engine().rules().version.clone(),
        fingerprint: knowledge.fingerprint(),
    };
    MatchesDocument { format: MATCHES_FORMAT, engine, as_of, matches }
}

/// One profile with the people listed for it.
pub(super) struct List {
    profile: BoundProfile,
    ranked: Vec<(usize, Ranked)>,
    left_out: usize,
}

impl List {
    pub(super) fn new(
        profile: Checked,
        portraits: &[Portrait],
        knowledge: &Knowledge,
        (order, top): (Order, Option<usize>),
    ) -> Self {
        let profile = knowledge.engine().bind(profile.model);
        let mut ranked: Vec<(usize, Ranked)> =
            (1..).zip(knowledge.engine().rank(portraits, &profile, order)).collect();
        let left_out = ranked.len().saturating_sub(top.unwrap_or(usize::MAX));
        ranked.truncate(ranked.len() - left_out);
        Self { profile, ranked, left_out }
    }

    fn documents<'a>(
        &'a self,
        portraits: &'a [Portrait],
        knowledge: &'a Knowledge,
    ) -> impl Iterator<Item = MatchDocument> + 'a {
        self.ranked.iter().filter_map(|(rank, ranked)| {
            let portrait = portraits.get(ranked.person)?;
            let explanation = knowledge.engine().explain(portrait, &self.profile);
            let id = self.profile.profile().id().clone();
            let place = (*rank, ranked.possible);
            Some(MatchDocument::new(id, portrait.id().clone(), place, explanation))
        })
    }

    /// The list as a table for people.
    pub(super) fn table(&self, portraits: &[Portrait], teller: Teller<'_>) -> String {
        let profile = self.profile.profile();
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
        for (rank, ranked) in &self.ranked {
            let Some(portrait) = portraits.get(ranked.person) else { continue };
            let (score, possible) = (&ranked.score, ranked.possible);
            table.row([
                rank.to_string(),
                format!("{}–{}", possible.best, possible.worst),
                portrait.id().to_string(),
                teller.class(score.eligibility).to_owned(),
                teller.points(score.demands),
                teller.points(score.needs),
                teller.points(score.overall),
            ]);
        }
        let mut text = format!("\n{} – {}\n{table}\n", profile.id(), teller.label(profile.title()));
        if self.left_out > 0 {
            text += &texts.fill("table.left_out", &[("n", &self.left_out.to_string())]);
            text.push('\n');
        }
        text
    }
}
