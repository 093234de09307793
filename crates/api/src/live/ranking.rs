//! Everybody in order for one profile.

use std::cmp::Reverse;

use matching_core::{
    Engine,
    compiled::{Listed, Pool},
    id::ApplicantId,
    score::{BoundProfile, Order, RankKey, RankSpan, Score, rank_spans},
};

/// Everybody in order for one profile.
#[derive(Debug)]
pub(crate) struct Ranking {
    places: Vec<Place>,
}

/// A place in the list.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    /// The person.
    pub(crate) id: ApplicantId,
    /// How they fit.
    pub(crate) score: Score,
    /// The places they could take if open answers turned out well or badly.
    pub(crate) possible: RankSpan,
}

impl Ranking {
    /// Scores everybody and puts them in order.
    pub(super) fn of<'a>(
        engine: &Engine,
        pools: impl Iterator<Item = &'a Pool>,
        profile: &BoundProfile,
        order: Order,
    ) -> Self {
        let mut listed: Vec<Listed> = pools.flat_map(|pool| engine.scores(pool, profile)).collect();
        match order {
            Order::Overall => {
                listed.sort_by_cached_key(|one| Reverse(RankKey::overall(&one.score, &one.id)));
            }
            Order::Demands => {
                listed.sort_by_cached_key(|one| Reverse(RankKey::demands(&one.score, &one.id)));
            }
            Order::Neutral => listed.sort_by(|one, other| one.id.cmp(&other.id)),
        }
        let scores: Vec<Score> = listed.iter().map(|one| one.score).collect();
        let places = listed
            .into_iter()
            .zip(rank_spans(&scores))
            .map(|(Listed { id, score }, possible)| Place { id, score, possible })
            .collect();
        Self { places }
    }

    /// Everybody, the first first, each with the number of their place.
    pub(crate) fn places(&self) -> impl Iterator<Item = (usize, &Place)> {
        (1..).zip(&self.places)
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.places.len()
    }
}
