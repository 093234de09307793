//! The heaviest reasons against a match, and hints beside it.

use std::cmp::Reverse;

use super::part::Part;
use crate::{
    ReasonCode, eligibility::Eligibility, id::CriterionId, model::Rung, quantity::Centipoints,
};

/// More reasons help nobody (credit-scoring practice: scoring.md 2.7).
const MOST_REASONS: usize = 4;

/// A reason against a match, and the lines it stands on.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Reason {
    /// What it is.
    pub code: ReasonCode,
    /// The lines it stands on; several where one line of the employer was split.
    pub criteria: Vec<CriterionId>,
    /// Overall points that these lines cost at worst.
    pub lost: Centipoints,
}

/// Something to look at besides; never part of the score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Hint {
    /// What it is.
    pub code: ReasonCode,
    /// The rung that the person has reached, for "more qualification than the role needs".
    pub rung: Option<Rung>,
}

/// A reason on its way into the list.
struct Weighed<'a> {
    value: Eligibility,
    lost: u16,
    /// The line as the employer wrote it.
    stands_on: &'a CriterionId,
    reason: Reason,
}

/// The heaviest reasons: musts by their value, then points by what they cost.
pub(super) fn heaviest(parts: &[Part]) -> Vec<Reason> {
    let mut all: Vec<Weighed<'_>> = Vec::new();
    for part in parts {
        let Some(code) = leading(part) else { continue };
        let stands_on = part.of.as_ref().unwrap_or(&part.criterion);
        let value = part.must.map_or(Eligibility::Suitable, |must| must.value);
        let same = all.iter_mut().find(|one| one.reason.code == code && one.stands_on == stands_on);
        if let Some(same) = same {
            same.value = same.value.min(value);
            same.lost += part.lost.high.get();
            same.reason.criteria.push(part.criterion.clone());
        } else {
            let reason =
                Reason { code, criteria: vec![part.criterion.clone()], lost: part.lost.high };
            all.push(Weighed { value, lost: part.lost.high.get(), stands_on, reason });
        }
    }
    all.sort_by_key(|one| (one.value, Reverse(one.lost), one.stands_on));
    let heaviest = all.into_iter().take(MOST_REASONS);
    heaviest.map(|one| Reason { lost: Centipoints::new(one.lost), ..one.reason }).collect()
}

/// The reason that a line gives, if it stands in the way or costs points.
fn leading(part: &Part) -> Option<ReasonCode> {
    let stands_in_the_way = part.must.is_some_and(|must| must.value < Eligibility::Suitable);
    if stands_in_the_way {
        return part.reasons.first().copied();
    }
    if part.lost.high == Centipoints::ZERO {
        return None;
    }
    let open =
        |code: &&ReasonCode| matches!(code, ReasonCode::U01 | ReasonCode::U02 | ReasonCode::U03);
    let mostly_open = part.open > part.missing;
    let codes = &part.reasons;
    let wanted =
        if mostly_open { codes.iter().find(open) } else { codes.iter().find(|code| !open(code)) };
    wanted.or(codes.first()).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Label,
        criteria::{Budget, Side},
        quantity::{Permille, Span},
    };

    /// As much open as missing for certain: what is certain is told.
    #[test]
    fn of_open_and_missing_in_equal_parts_the_missing_is_told() {
        let points = Centipoints::new;
        let part = |open| Part {
            criterion: CriterionId::new("hoist").unwrap(),
            of: None,
            label: Label::german("Lifter"),
            side: Side::Demands,
            budget: Budget::Competence,
            weight: points(2000),
            satisfaction: Span::exact(Permille::NONE),
            achieved: points(0),
            open: points(open),
            missing: points(2000 - open),
            lost: Span::exact(points(500)),
            must: None,
            lines: Vec::new(),
            reasons: vec![ReasonCode::F01, ReasonCode::U02],
        };
        let told = |open| heaviest(&[part(open)]).first().map(|reason| reason.code);
        assert_eq!(told(1000), Some(ReasonCode::F01));
        assert_eq!(told(1001), Some(ReasonCode::U02));
    }
}
