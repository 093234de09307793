//! L20 to L27: targets, budgets, the two sides, alternatives.

use matching_core::{
    criteria::{Ask, Budget, Fact, KindName, Side, interest, scale, school},
    eligibility::{Due, Eligibility},
    model::{Budgets, Criterion, Node},
    quantity::{Centipoints, Span},
    score::Score,
};
use proptest::prelude::*;

use crate::{
    config,
    reference::harmonic,
    world::{
        Case, asks, case, case_and_picks, concept, criterion_id, edit_asks,
        facts_for::sure_level,
        ideal::{self, Much},
        lines::{can_gate, plain_line},
    },
};

fn next<L: Copy + Ord>(level: L, steps: &[L]) -> L {
    steps.iter().copied().find(|step| *step > level).unwrap_or(level)
}

fn grades() -> Vec<scale::Grade> {
    (0..=4).filter_map(scale::Grade::new).collect()
}

/// One step more asked, as target.
fn with_higher_target(ask: &mut Ask) {
    match ask {
        Ask::Language(ask) => ask.target = next(ask.target, scale::Cefr::STEPS),
        Ask::Competence(ask) => ask.target = next(ask.target, &grades()),
        Ask::Social(ask) => ask.target = next(ask.target, &grades()),
        Ask::Qualification(ask) => ask.target = next(ask.target, scale::Recognition::STEPS),
        Ask::School(ask) => ask.target = next(ask.target, scale::School::STEPS),
        Ask::Interest(ask) => ask.target = next(ask.target, scale::Interest::STEPS),
        Ask::Expectation(ask) => ask.target = next(ask.target, scale::Expectation::STEPS),
        Ask::Experience(ask) => ask.months += 5,
        Ask::Start(ask) => ask.by = ask.by.plus_days(-9),
        _ => {}
    }
}

/// One step more asked, as minimum, where there is one.
fn with_higher_minimum(ask: &mut Ask) {
    let up = |level: Option<scale::Cefr>| level.map(|level| next(level, scale::Cefr::STEPS));
    match ask {
        Ask::Language(ask) => {
            ask.minimum = up(ask.minimum);
            if let Some(minima) = &mut ask.minima {
                minima.listening = up(minima.listening);
                minima.speaking = up(minima.speaking);
                minima.reading = up(minima.reading);
                minima.writing = up(minima.writing);
            }
        }
        Ask::Competence(ask) => ask.minimum = ask.minimum.map(|level| next(level, &grades())),
        Ask::Social(ask) => ask.minimum = ask.minimum.map(|level| next(level, &grades())),
        Ask::Qualification(ask) => {
            ask.minimum = ask.minimum.map(|level| next(level, scale::Recognition::STEPS));
        }
        Ask::School(ask) => {
            ask.minimum = ask.minimum.map(|level| next(level, scale::School::STEPS));
        }
        Ask::Interest(ask) => {
            ask.minimum = ask.minimum.map(|level| next(level, scale::Interest::STEPS));
        }
        Ask::Expectation(ask) => {
            ask.minimum = ask.minimum.map(|level| next(level, scale::Expectation::STEPS));
        }
        Ask::Experience(ask) => ask.minimum_months = ask.minimum_months.map(|months| months + 5),
        Ask::Start(ask) => ask.latest = ask.latest.map(|day| day.plus_days(-9).max(ask.by)),
        _ => {}
    }
}

fn edited(case: &Case, mut edit: impl FnMut(&mut Ask)) -> Case {
    let mut lines = case.place.lines.clone();
    for line in &mut lines {
        edit_asks(&mut line.body, &mut edit);
    }
    case.with_lines(lines)
}

fn not_above<T: Copy + Ord>(one: Span<T>, other: Span<T>) -> bool {
    one.low <= other.low && one.high <= other.high
}

fn points(score: &Score) -> [Span<Centipoints>; 3] {
    [score.demands, score.needs, score.overall]
}

/// Budgets small enough to be multiplied.
fn small(budgets: &Budgets, times: u16) -> Budgets {
    budgets.iter().map(|(budget, points)| (budget, points.min(40) * times)).collect()
}

/// Which budgets carry points in a place.
fn carries(case: &Case, budget: Budget) -> bool {
    let line = |line: &Criterion| line.budget == budget && line.importance > 0;
    case.place.budgets.points(budget) > 0 && case.place.lines.iter().any(line)
}

/// A place that asks a school degree on one side and interest on the other, and a person.
fn two_sided(school_at: [usize; 3], interest_at: [usize; 3], due: Due, case: &Case) -> Case {
    let [held, target, minimum] = school_at;
    let ask = Ask::School(school::Ask {
        target: scale::School::STEPS[target],
        minimum: Some(scale::School::STEPS[minimum]),
        proof: matching_core::evidence::Proof::None,
    });
    let label = || matching_core::Label::german("Zeile");
    let school_line = Criterion::new(criterion_id("school"), label(), ask).due(due);
    let school_fact = sure_level(KindName::School, "", held);
    let [held, target, minimum] = interest_at;
    let ask = Ask::Interest(interest::Ask {
        field: concept("f0"),
        target: scale::Interest::STEPS[target],
        minimum: Some(scale::Interest::STEPS[minimum]),
    });
    let interest_line = Criterion::new(criterion_id("interest"), label(), ask).due(due);
    let interest_fact = sure_level(KindName::Interest, "f0", held);
    Case { steps: Vec::new(), ..case.with_lines(vec![school_line, interest_line]) }
        .with_budgets(Budget::ALL.into_iter().map(|budget| (budget, 10)).collect())
        .with_facts(vec![school_fact, interest_fact])
}

proptest! {
    #![proptest_config(config())]

    /// L20: asking for more never raises a bound; asking for more as a must never raises the class.
    #[test]
    fn asking_for_more_never_helps(case in case()) {
        let before = case.score();
        let more = edited(&case, with_higher_target).score();
        for (more, before) in points(&more).into_iter().zip(points(&before)) {
            prop_assert!(not_above(more, before), "{:?} above {:?}", more, before);
        }
        prop_assert_eq!(more.eligibility, before.eligibility);
        let harder = edited(&case, with_higher_minimum).score();
        prop_assert!(harder.eligibility <= before.eligibility);
        prop_assert!(not_above(harder.possible_eligibility, before.possible_eligibility));
        prop_assert_eq!(points(&harder), points(&before));
    }

    /// L21: a line more inside a budget leaves the other budgets' shares as they are: where all of
    /// the budget is achieved, before and after, both sides stay to the hundredth.
    #[test]
    fn a_line_more_in_a_budget_takes_nothing_from_others(
        (case, line) in case().prop_flat_map(|case| {
            let used: Vec<Budget> =
                Budget::ALL.into_iter().filter(|budget| carries(&case, *budget)).collect();
            let budget = if used.is_empty() { Budget::Competence } else { used[used.len() / 2] };
            (Just(case), plain_line("more", budget))
        })
    ) {
        if !carries(&case, line.budget) {
            return Ok(());
        }
        let mut lines = case.place.lines.clone();
        lines.push(line.clone());
        let own = lines.iter().filter(|one| one.budget == line.budget).cloned();
        let asks = case.with_lines(own.collect()).place.asks();
        let case = ideal::with(&case, &asks, Much::Top);
        prop_assert_eq!(points(&case.with_lines(lines).score()), points(&case.score()));
    }

    /// L21, duplicates: every line of a budget twice changes nothing at all.
    #[test]
    fn every_line_of_a_budget_twice_changes_nothing((case, picks) in case_and_picks()) {
        let budget = case.place.lines[picks[0] % case.place.lines.len()].budget;
        let mut lines = case.place.lines.clone();
        for (at, line) in case.place.lines.iter().enumerate() {
            let reads_once = line.body.asks().iter().any(|ask| ask.kind().info().read_once);
            if line.budget == budget && !reads_once {
                let id = criterion_id(&format!("again-{at}"));
                lines.push(Criterion { id, ..line.clone() });
            } else if line.budget == budget {
                return Ok(());
            }
        }
        prop_assert_eq!(case.with_lines(lines).score(), case.score());
    }

    /// L22: only the relations of budgets count.
    #[test]
    fn all_budgets_times_a_number_change_nothing((case, times) in (case(), 2_u16..=25)) {
        let budgets = |times| small(&case.place.budgets, times);
        let (one, many) = (case.with_budgets(budgets(1)), case.with_budgets(budgets(times)));
        prop_assert_eq!(one.score(), many.score());
        prop_assert_eq!(one.explain(), many.explain());
    }

    /// L22 side by side: the budgets of one side say nothing about the other.
    #[test]
    fn the_budgets_of_one_side_leave_the_other(case in case()) {
        let budgets = small(&case.place.budgets, 1);
        let other = budgets.iter().map(|(budget, points)| {
            (budget, if budget.side() == Side::Needs { points * 7 } else { points })
        });
        let one = case.with_budgets(budgets.clone());
        prop_assert_eq!(one.score(), case.with_budgets(other.collect()).score());
    }

    /// L23: lines of a budget of 0 are absent from the points, and its musts still gate.
    #[test]
    fn a_budget_of_nothing_only_gates((case, picks) in case_and_picks()) {
        let budget = case.place.lines[picks[0] % case.place.lines.len()].budget;
        let budgets = case.place.budgets.iter();
        let none = budgets.map(|(own, points)| (own, if own == budget { 0 } else { points }));
        let none = case.with_budgets(none.collect());
        let gates = case.place.lines.iter().filter_map(|line| {
            let gate = Criterion { importance: 0, ..line.clone() };
            match (line.budget == budget, line.due) {
                (false, _) => Some(line.clone()),
                (true, Some(_)) => Some(gate),
                (true, None) => None,
            }
        });
        let gates: Vec<Criterion> = gates.collect();
        if gates.is_empty() {
            return Ok(());
        }
        let conditions = |case: &Case| case.place.asks_conditions();
        let without = case.with_lines(gates);
        if conditions(&without) == conditions(&none) {
            prop_assert_eq!(without.score(), none.score());
        }
    }

    /// L24: who has what is asked has everything; more than is asked changes nothing.
    #[test]
    fn what_is_asked_is_enough(case in case()) {
        let asks = case.place.asks();
        let enough = ideal::with(&case, &asks, Much::Asked).score();
        let full = Span::exact(Centipoints::FULL);
        prop_assert_eq!(points(&enough), [full; 3]);
        prop_assert_eq!(enough.eligibility, Eligibility::Suitable);
        prop_assert_eq!(ideal::with(&case, &asks, Much::Top).score(), enough);
    }

    /// L25: where a side is certain to bring nothing, nothing is the whole.
    #[test]
    fn a_side_of_nothing_leaves_nothing((case, demands) in (case(), any::<bool>())) {
        let side = if demands { Side::Demands } else { Side::Needs };
        let asks: Vec<Ask> =
            case.place.asks().into_iter().filter(|ask| ask.kind().info().budget.side() == side).collect();
        let bare = ideal::with(&case, &asks, Much::Nothing);
        let others = bare.facts.iter().filter(|fact| {
            let related = matches!(fact, Fact::Competence(_) | Fact::Qualification(_));
            !related || asks.iter().any(|ask| fact.keys().contains(&ask.key()))
        });
        let score = bare.with_facts(others.cloned().collect()).score();
        let span = if demands { score.demands } else { score.needs };
        let other = if demands { score.needs } else { score.demands };
        // A wish far off may still lie within the tiers of random rules.
        if demands && Budget::ALL.into_iter().any(|own| own.side() == side && carries(&case, own)) {
            prop_assert_eq!(span, Span::exact(Centipoints::ZERO));
        }
        if span.high == Centipoints::ZERO {
            prop_assert_eq!(score.overall, Span::exact(Centipoints::ZERO), "beside {:?}", other);
        }
    }

    /// L26: the whole lies between its sides, and it is the same the other way round.
    #[test]
    fn the_whole_lies_between_its_sides(case in case()) {
        let Score { demands, needs, overall, .. } = case.score();
        for (a, n, g) in [
            (demands.low, needs.low, overall.low),
            (demands.high, needs.high, overall.high),
        ] {
            let [a, n, g] = [a, n, g].map(|points| u128::from(points.get()));
            prop_assert!(a.min(n) <= g + 1 && g <= a.max(n) + 1, "{} and {}: {}", a, n, g);
            prop_assert_eq!(harmonic(n, a), g);
        }
    }

    /// L26 and L32: what one side asks of a person and the person asks of the place is reckoned
    /// alike: swapping the two swaps A and N and leaves G and the class.
    #[test]
    fn the_sides_may_be_swapped(
        case in case(),
        one in ([0_usize..=4, 1_usize..=4, 1_usize..=4]),
        other in ([0_usize..=4, 1_usize..=4, 1_usize..=4]),
        due in crate::world::lines::due(),
    ) {
        let (straight, swapped) =
            (two_sided(one, other, due, &case).score(), two_sided(other, one, due, &case).score());
        prop_assert_eq!(straight.demands, swapped.needs);
        prop_assert_eq!(straight.needs, swapped.demands);
        prop_assert_eq!(straight.overall, swapped.overall);
        prop_assert_eq!(straight.eligibility, swapped.eligibility);
        prop_assert_eq!(straight.possible_eligibility, swapped.possible_eligibility);
    }

    /// L27: an alternative more never lowers anything; what all of several must bring never raises.
    #[test]
    fn an_alternative_never_hurts((case, picks, more) in (
        case_and_picks(), asks::ask(Side::Demands), asks::ask(Side::Needs),
    ).prop_map(|((case, picks), demand, need)| (case, picks, [demand, need]))) {
        let at = picks[0] % case.place.lines.len();
        let line = &case.place.lines[at];
        let [demand, need] = more;
        let more = if line.budget.side() == Side::Demands { demand } else { need };
        let info = more.kind().info();
        if info.read_once || (line.due.is_some() && !can_gate(&Node::Ask(more.clone()))) {
            return Ok(());
        }
        let with = |body: Node| {
            let mut lines = case.place.lines.clone();
            lines[at].body = body;
            case.with_lines(lines).score()
        };
        let own = line.body.clone();
        let alone = with(Node::AnyOf(vec![own.clone()]));
        let either = with(Node::AnyOf(vec![own.clone(), more.clone().into()]));
        let both = with(Node::AllOf(vec![Node::AnyOf(vec![own]), more.into()]));
        for (worse, better) in [(&both, &alone), (&alone, &either)] {
            for (worse, better) in points(worse).into_iter().zip(points(better)) {
                prop_assert!(not_above(worse, better));
            }
            prop_assert!(worse.eligibility <= better.eligibility);
            prop_assert!(not_above(worse.possible_eligibility, better.possible_eligibility));
        }
    }
}

/// L26, the example of scoring.md 4: 95 and 20 give 33.0, 95 and 75 give 83.8.
#[test]
fn the_published_examples_of_the_harmonic_mean() {
    assert_eq!(harmonic(9500, 2000), 3304);
    assert_eq!(harmonic(9500, 7500), 8382);
}
