//! L48 to L52: how sure an order is, and what to ask next.

use std::collections::BTreeSet;

use matching_core::{
    clarify::Question,
    compare::{Comparison, Lead},
    criteria::{Ask, Key, Side},
    eligibility::Eligibility,
    explain::Part,
    model::{CompetenceProfile, Criterion},
    rules::Rules,
};
use proptest::prelude::*;

use crate::{
    config,
    reference::{Graph, beside, corners, fit, known, similarity, terms},
    world::{
        Case, applicant, case, case_and_picks,
        complete::{Choice, answered, complete, exploded},
        facts::facts,
    },
};

/// Two people for a place of few lines, so that all corners of the weights can be tried.
fn pair() -> impl Strategy<Value = (Case, Case)> {
    (case(), facts()).prop_map(|(case, others)| {
        let lines: Vec<Criterion> = case.place.lines.iter().take(3).cloned().collect();
        let one = case.with_lines(lines);
        (one.with_facts(others), one)
    })
}

fn compared((one, other): (&Case, &Case)) -> Comparison {
    let engine = one.engine();
    let person = CompetenceProfile::new(applicant(1)).with_all(other.facts.clone());
    let other = engine.portrait(&person, other.at).with_reach(other.reach());
    engine.compare(&one.portrait(), &other, &one.bound())
}

fn of_signs((negative, positive): (bool, bool)) -> Lead {
    match (negative, positive) {
        (false, true) => Lead::First,
        (true, false) => Lead::Second,
        (false, false) => Lead::Level,
        (true, true) => Lead::Unsure,
    }
}

fn asked(case: &Case) -> Vec<Question> {
    let bound = case.bound();
    case.engine().questions(&case.portrait(), &[&bound])
}

/// Whether something is open about a subject that the place reads, or that counts for what it reads.
fn is_open(case: &Case, key: &Key) -> bool {
    let graph = Graph::new(&case.concepts);
    let counts = |ask: &Ask| match beside(ask, &case.rules) {
        Some((asked, floor)) if ask.kind() == key.kind => {
            similarity(&graph, &key.subject, asked, floor) > 0
        }
        _ => ask.key() == *key,
    };
    case.place.asks().iter().filter(|ask| counts(ask)).any(|ask| {
        let fit = fit(ask, known(case, key.kind, &key.subject).as_ref(), &case.rules);
        fit.low < fit.high || fit.worst < fit.best
    })
}

fn turned(lead: Lead) -> Lead {
    match lead {
        Lead::First => Lead::Second,
        Lead::Second => Lead::First,
        Lead::Level | Lead::Unsure => lead,
    }
}

proptest! {
    #![proptest_config(config())]

    /// L48: who leads whatever the weights is who leads at every corner of the box of weights; and
    /// the other way round it is the other one.
    #[test]
    fn a_sure_lead_holds_at_every_corner((one, other) in pair()) {
        let found = compared((&one, &other));
        let percent = one.rules.robustness_percent;
        let lead = |side| of_signs(corners(&terms(&one, &other, side), percent));
        prop_assert_eq!(found.demands, lead(Side::Demands));
        prop_assert_eq!(found.needs, lead(Side::Needs));
        let sure = [found.demands, found.needs];
        match found.overall {
            Lead::Unsure => prop_assert!(
                sure.contains(&Lead::Unsure) || (sure.contains(&Lead::First) && sure.contains(&Lead::Second))
            ),
            Lead::Level => prop_assert_eq!(sure, [Lead::Level; 2]),
            lead => prop_assert!(sure.contains(&lead) && !sure.contains(&turned(lead)) && !sure.contains(&Lead::Unsure)),
        }
        let back = compared((&other, &one));
        prop_assert_eq!(
            [back.demands, back.needs, back.overall],
            [found.demands, found.needs, found.overall].map(turned)
        );
        prop_assert_eq!(found.scores, [one.score(), other.score()]);
        let differ = one.explain().parts.into_iter().zip(other.explain().parts);
        let differ: BTreeSet<_> = differ
            .filter(|(one, other)| {
                one.satisfaction != other.satisfaction || one.must != other.must
            })
            .map(|(one, _)| one.criterion)
            .collect();
        let told: BTreeSet<_> = found.differences.iter().map(|one| one.criterion.clone()).collect();
        prop_assert_eq!(told, differ);
    }

    /// L49: a box of nothing: nobody is unsure, and who leads has the points, but for the rounding
    /// of the two ends.
    #[test]
    fn without_a_box_the_points_decide((one, other) in pair()) {
        let rules = Rules { robustness_percent: 0, ..one.rules.clone() };
        let (one, other) = (Case { rules: rules.clone(), ..one }, Case { rules, ..other });
        let found = compared((&one, &other));
        let [first, second] = found.scores;
        let middle = |span: matching_core::quantity::Span<matching_core::quantity::Centipoints>| {
            i32::from(span.low.get()) + i32::from(span.high.get())
        };
        for (lead, ahead) in [
            (found.demands, middle(first.demands) - middle(second.demands)),
            (found.needs, middle(first.needs) - middle(second.needs)),
        ] {
            prop_assert!(lead != Lead::Unsure);
            prop_assert!(ahead <= 2 || lead == Lead::First, "{:?} by {}", lead, ahead);
            prop_assert!(ahead >= -2 || lead == Lead::Second, "{:?} by {}", lead, ahead);
        }
    }

    /// L50: only what is open is asked, once, and who is complete is asked nothing.
    #[test]
    fn only_what_is_open_is_asked((case, picks) in case_and_picks()) {
        let questions = asked(&case);
        let topics: BTreeSet<&Key> = questions.iter().map(|question| &question.topic).collect();
        prop_assert_eq!(topics.len(), questions.len());
        for question in &questions {
            prop_assert!(!question.settles.is_empty());
            for key in &question.settles {
                prop_assert!(is_open(&case, key), "{:?} is not open", key);
            }
        }
        let whole = complete(&case, Choice::Picks(&picks));
        prop_assert_eq!(asked(&whole), Vec::new());
        for one in [&case, &whole] {
            let is_open = |part: &Part| {
                let must = part.must.is_some_and(|must| !must.possible.is_exact());
                must || !part.satisfaction.is_exact()
            };
            let open = one.explain().parts.iter().any(is_open);
            prop_assert_eq!(one.engine().is_complete(&one.portrait(), &one.bound()), !open);
        }
    }

    /// L51: an answered question is not asked again; what depends on it comes first where more does.
    #[test]
    fn an_answered_question_is_gone((case, picks) in case_and_picks()) {
        let case = exploded(&case);
        let questions = asked(&case);
        for question in questions.iter().filter(|one| one.topic.kind.info().name != "conditions") {
            let answer = |now: Case, (turn, key): (usize, &Key)| {
                answered(&now, key, Choice::Picks(&picks), turn)
            };
            let after = question.settles.iter().enumerate().fold(case.clone(), answer);
            let left = asked(&after);
            prop_assert!(!left.iter().any(|one| one.topic == question.topic), "{:?}", question);
        }
        let weight = |one: &Question| {
            use std::cmp::Reverse;
            (Reverse(one.pivot), Reverse(one.pivot_invitation), Reverse(one.swing), one.topic.clone())
        };
        prop_assert!(questions.is_sorted_by_key(weight));
    }

    /// L52: where the class is to be clarified, some question decides it.
    #[test]
    fn what_is_to_be_clarified_has_a_question(case in case()) {
        if case.score().eligibility == Eligibility::ToClarify {
            let questions = asked(&case);
            prop_assert!(questions.iter().any(|question| question.pivot >= 1), "{:?}", questions);
        }
    }
}
