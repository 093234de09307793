//! L10 to L15: what is not known is a span, never a no.

use matching_core::{
    criteria::{Ask, KindName},
    eligibility::Eligibility,
    evidence::Proof,
    quantity::{Centipoints, Span},
    score::Score,
};
use proptest::prelude::*;

use crate::{
    config,
    world::{
        Case, case, case_and_picks,
        complete::{Choice, answered, complete, keys, overlaps_recorded},
    },
};

fn spans(score: &Score) -> [Span<Centipoints>; 3] {
    [score.demands, score.needs, score.overall]
}

/// Whether every span of the one lies inside that of the other, and its class among the possible.
fn inside(one: &Score, other: &Score) -> bool {
    let points = spans(one).into_iter().zip(spans(other)).all(|(one, other)| other.contains(one));
    points && other.possible_eligibility.contains(one.possible_eligibility)
}

fn proof(ask: &Ask) -> Proof {
    match ask {
        Ask::Language(ask) => ask.proof,
        Ask::Competence(ask) => ask.proof,
        Ask::Social(ask) => ask.proof,
        Ask::Qualification(ask) => ask.proof,
        Ask::School(ask) => ask.proof,
        _ => Proof::None,
    }
}

/// Whether the two corners of the points are also the corners of the class: not where the same
/// answer raises the one and lowers the other, nor where only being watched could meet a must.
fn corners_are_corners_of_the_class(case: &Case) -> bool {
    let asks = case.place.asks();
    !asks.iter().any(|ask| ask.kind() == KindName::Development || proof(ask) == Proof::Observed)
}

proptest! {
    #![proptest_config(config())]

    /// L10, containment: however open answers turn out, A, N, G and the class lie in their spans.
    ///
    /// Own limits are never open: silence is no exclusion, so a completion adds none. A concept of
    /// which nothing is recorded is open on its own line only, so that here something is recorded
    /// about every concept that counts for another one asked (see `overlaps_recorded`).
    #[test]
    fn every_completion_scores_inside_the_spans((case, picks) in case_and_picks()) {
        let case = overlaps_recorded(&case);
        let whole = complete(&case, Choice::Picks(&picks)).score();
        prop_assert!(inside(&whole, &case.score()), "{:?} outside {:?}", whole, case.score());
    }

    /// L11: one answer never widens anything; nor do all answers one after the other.
    #[test]
    fn an_answer_narrows_the_spans((case, picks) in case_and_picks()) {
        let mut now = overlaps_recorded(&case);
        for (turn, key) in keys(&case).iter().enumerate() {
            let next = answered(&now, key, Choice::Picks(&picks), turn);
            let (before, after) = (now.score(), next.score());
            prop_assert!(inside(&after, &before), "{:?}: {:?} to {:?}", key, before, after);
            now = next;
        }
    }

    /// L12, tightness: both bounds of A, N and G are attained by somebody. What is asked about a
    /// way lies so far off that a limit of one minute is exceeded.
    #[test]
    fn both_bounds_are_attained_by_somebody(case in case()) {
        let case = overlaps_recorded(&case);
        let score = case.score();
        let worst = complete(&case, Choice::Worst).score();
        let best = complete(&case, Choice::Best).score();
        for (at, span) in spans(&score).into_iter().enumerate() {
            prop_assert_eq!(spans(&worst)[at], Span::exact(span.low));
            prop_assert_eq!(spans(&best)[at], Span::exact(span.high));
        }
    }

    /// L13: a fully known person and a place that has said everything have one number each.
    #[test]
    fn who_is_fully_known_has_no_spans((case, picks) in case_and_picks()) {
        let whole = complete(&case, Choice::Picks(&picks));
        let score = whole.score();
        prop_assert!(spans(&score).into_iter().all(Span::is_exact), "{:?}", score);
        prop_assert_eq!(score.possible_eligibility, Span::exact(score.eligibility));
        prop_assert!(whole.engine().is_complete(&whole.portrait(), &whole.bound()));
    }

    /// L14: the class lies between the class if everything turns out worst and if everything turns
    /// out best; both are attained unless one answer pulls points and class apart.
    #[test]
    fn the_class_lies_between_its_ends(case in case()) {
        let case = overlaps_recorded(&case);
        let score = case.score();
        let Span { low, high } = score.possible_eligibility;
        prop_assert!(low <= score.eligibility && score.eligibility <= high);
        let worst = complete(&case, Choice::Worst).score().eligibility;
        let best = complete(&case, Choice::Best).score().eligibility;
        prop_assert!(low <= worst.min(best) && worst.max(best) <= high);
        if corners_are_corners_of_the_class(&case) {
            prop_assert_eq!((worst, best), (low, high));
        }
    }

    /// L15: while a must is open, the class is at most "to clarify". A must that can be brought by
    /// the first day, or that measures close in time even at worst, has nothing open in this sense.
    #[test]
    fn an_open_must_keeps_the_class_below_suitable(case in case()) {
        let found = case.explain();
        let line = Eligibility::SuitableWithConditions;
        for must in found.parts.iter().filter_map(|part| part.must) {
            if must.possible.low < line && line <= must.possible.high {
                prop_assert!(must.value <= Eligibility::ToClarify);
                prop_assert!(found.score.eligibility <= Eligibility::ToClarify);
            }
        }
    }
}
