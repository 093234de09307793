//! The score agrees with a second reckoning that shares no line with it.

use matching_core::{
    explain::Explanation,
    quantity::{Centipoints, Permille, Span},
};
use proptest::prelude::*;

use crate::{
    config,
    reference::{Expected, ExpectedLine, expected},
    world::case,
};

fn ends(span: Span<Centipoints>) -> [u128; 2] {
    [span.low.get().into(), span.high.get().into()]
}

/// What the product has found, in the words of the second reckoning.
fn found(explanation: &Explanation) -> Expected {
    let score = explanation.score;
    let lines = explanation.parts.iter().map(|part| {
        let Span { low, high } = part.satisfaction;
        ExpectedLine {
            id: part.criterion.to_string(),
            satisfaction: [low, high].map(Permille::get).map(u128::from),
            points: [part.achieved, part.open, part.missing].map(|points| points.get().into()),
            lost: ends(part.lost),
        }
    });
    Expected {
        class: score.eligibility,
        possible: [score.possible_eligibility.low, score.possible_eligibility.high],
        demands: ends(score.demands),
        needs: ends(score.needs),
        overall: ends(score.overall),
        lines: lines.collect(),
    }
}

proptest! {
    #![proptest_config(config())]

    /// Class, points of both sides and of the whole, columns and lost points of every line.
    #[test]
    fn the_score_agrees_with_a_second_reckoning(case in case()) {
        prop_assert_eq!(found(&case.explain()), expected(&case));
    }
}
