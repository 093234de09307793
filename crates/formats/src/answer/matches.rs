//! Everybody in order for every profile.

use matching_core::{
    Engine,
    calendar::Date,
    model::{Portrait, RequirementProfile},
    score::{BoundProfile, Order},
};
use pathways::{Outreach, Planner};

use super::engine::engine_document;
use crate::document::{MatchDocument, MatchesDocument, PersonDocument, result::MATCHES_FORMAT};

/// How a list is made.
#[derive(Clone, Copy, Debug)]
pub struct Listing {
    /// The day as of which everything is read.
    pub as_of: Date,
    /// In which order people are listed.
    pub order: Order,
    /// At most so many people per profile; everybody without it.
    pub top: Option<usize>,
}

/// Everybody in order, profile by profile, each pair with its parts.
pub fn matches(
    planner: Planner<'_>,
    knowledge: &str,
    profiles: Vec<RequirementProfile>,
    people: &[PersonDocument],
    listing: Listing,
) -> MatchesDocument {
    let engine = planner.engine();
    let profiles: Vec<BoundProfile> =
        profiles.into_iter().map(|profile| engine.bind(profile)).collect();
    let mut outreach = Outreach::new(planner, listing.as_of, &profiles);
    let portrait = |person: &PersonDocument| {
        outreach.portrait(planner, engine.portrait(&person.model(), listing.as_of))
    };
    let portraits: Vec<Portrait> = people.iter().map(portrait).collect();
    let lists = profiles.iter();
    let matches = lists.flat_map(|profile| list(engine, profile, &portraits, listing)).collect();
    MatchesDocument {
        format: MATCHES_FORMAT,
        engine: engine_document(engine, knowledge),
        as_of: listing.as_of,
        matches,
    }
}

fn list(
    engine: &Engine,
    profile: &BoundProfile,
    people: &[Portrait],
    listing: Listing,
) -> Vec<MatchDocument> {
    let ranked = engine.rank(people, profile, listing.order).into_iter();
    let listed = (1..).zip(ranked).take(listing.top.unwrap_or(usize::MAX));
    listed
        .filter_map(|(rank, ranked)| {
            let person = people.get(ranked.person)?;
            let explanation = engine.explain(person, profile);
            let id = profile.profile().id().clone();
            Some(MatchDocument::new(id, person.id().clone(), (rank, ranked.possible), explanation))
        })
        .collect()
}
