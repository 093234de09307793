//! Who stands before whom, and where a person could stand.

use std::cmp::Reverse;

use super::Score;
use crate::{eligibility::Eligibility, id::ApplicantId, model::Portrait, quantity::Centipoints};

/// The place of a person in a list, scored alone: greater stands first.
///
/// Class, then the middle of the overall span, then its lower end, then the middle of the demands,
/// then the identifier from small to large: total, and independent of who else is in the list.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RankKey {
    eligibility: Eligibility,
    overall_sum: u16,
    overall_low: u16,
    demands_sum: u16,
    id: Reverse<ApplicantId>,
}

impl RankKey {
    /// The key by class and overall points: for invitations and day plans.
    pub fn overall(score: &Score, id: &ApplicantId) -> Self {
        Self {
            eligibility: score.eligibility,
            overall_sum: score.overall.low.get() + score.overall.high.get(),
            overall_low: score.overall.low.get(),
            demands_sum: score.demands.low.get() + score.demands.high.get(),
            id: Reverse(id.clone()),
        }
    }

    /// The key by class and demands: for a first selection, when wishes are not known yet.
    pub fn demands(score: &Score, id: &ApplicantId) -> Self {
        Self {
            overall_sum: score.demands.low.get() + score.demands.high.get(),
            overall_low: score.demands.low.get(),
            ..Self::overall(score, id)
        }
    }

    /// The person.
    pub const fn id(&self) -> &ApplicantId {
        &self.id.0
    }

    /// The class.
    pub(crate) const fn eligibility(&self) -> Eligibility {
        self.eligibility
    }

    /// The sum of both ends of the points by which the list is ordered.
    pub(crate) const fn points_sum(&self) -> u16 {
        self.overall_sum
    }

    pub(crate) fn into_id(self) -> ApplicantId {
        self.id.0
    }
}

/// In which order people are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum Order {
    /// By class and overall points: for invitations and day plans.
    #[default]
    Overall,
    /// By class and demands: for a first selection, when wishes are not known yet.
    Demands,
    /// By identifier: where a decision is made, nobody stands first.
    Neutral,
}

/// A person's place in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ranked {
    /// Which of the people given.
    pub person: usize,
    /// How they fit.
    pub score: Score,
    /// The places they could take by class and overall points.
    pub possible: RankSpan,
}

/// Everybody in order.
pub(crate) fn rank(people: &[Portrait], scores: &[Score], order: Order) -> Vec<Ranked> {
    let spans = rank_spans(scores);
    let mut keyed: Vec<(Option<RankKey>, &ApplicantId, Ranked)> = people
        .iter()
        .zip(scores)
        .zip(spans)
        .enumerate()
        .map(|(person, ((portrait, score), possible))| {
            let id = portrait.id();
            let key = match order {
                Order::Overall => Some(RankKey::overall(score, id)),
                Order::Demands => Some(RankKey::demands(score, id)),
                Order::Neutral => None,
            };
            (key, id, Ranked { person, score: *score, possible })
        })
        .collect();
    keyed.sort_by(|one, other| other.0.cmp(&one.0).then_with(|| one.1.cmp(other.1)));
    keyed.into_iter().map(|(_, _, ranked)| ranked).collect()
}

/// The places a person could take if open answers turned out well or badly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RankSpan {
    /// Best possible place, from 1.
    pub best: usize,
    /// Worst possible place.
    pub worst: usize,
}

/// The possible places of everybody in a list, in its order: scoring.md 2.6.
///
/// Best is one more than the number of others who stand before the person whatever happens; worst
/// counts everybody else who could stand level or before.
pub fn rank_spans(scores: &[Score]) -> Vec<RankSpan> {
    let low = |score: &Score| (score.possible_eligibility.low, score.overall.low);
    let high = |score: &Score| (score.possible_eligibility.high, score.overall.high);
    let mut lows: Vec<_> = scores.iter().map(low).collect();
    let mut highs: Vec<_> = scores.iter().map(high).collect();
    lows.sort_unstable();
    highs.sort_unstable();
    let above = |sorted: &[(Eligibility, Centipoints)], limit, with_equals: bool| {
        let below =
            sorted.partition_point(|end| if with_equals { *end < limit } else { *end <= limit });
        sorted.len() - below
    };
    scores
        .iter()
        .map(|score| RankSpan {
            best: 1 + above(&lows, high(score), false),
            // The person's own upper end is among those counted.
            worst: above(&highs, low(score), true).max(1),
        })
        .collect()
}
