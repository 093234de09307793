//! Who stands before whom, and where a person could stand.

use std::cmp::Reverse;

use super::Score;
use crate::{eligibility::Eligibility, id::ApplicantId, quantity::Centipoints};

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
