//! L16 to L19: stronger and older evidence, contradictions, and more of a thing.

use matching_core::{
    criteria::{
        Fact, Goal, Key, KindName, Stated, experience, scale, scale::Scale, shifts, social,
    },
    evidence::{Evidence, Level, Provenance},
    quantity::Span,
    score::Score,
};
use proptest::{collection::vec, prelude::*};

use crate::{
    config,
    world::{
        Case, case, case_and_picks,
        complete::{exploded, keys},
        concept, edit_provenance, facts, today,
    },
};

/// From weak to strong. A foreign certificate that nobody has assessed says least about a level.
const STRENGTH: [Evidence; 7] = [
    Evidence::ForeignCertificate,
    Evidence::Statement,
    Evidence::Conversation,
    Evidence::Observed,
    Evidence::Tested,
    Evidence::Certificate,
    Evidence::Permit,
];

/// Whether no low end and neither the class nor its low end is lower than before.
fn low_ends_hold(before: &Score, after: &Score) -> bool {
    before.demands.low <= after.demands.low
        && before.needs.low <= after.needs.low
        && before.overall.low <= after.overall.low
        && before.eligibility <= after.eligibility
        && before.possible_eligibility.low <= after.possible_eligibility.low
}

fn high_ends_hold(before: &Score, after: &Score) -> bool {
    before.demands.high <= after.demands.high
        && before.needs.high <= after.needs.high
        && before.overall.high <= after.overall.high
        && before.possible_eligibility.high <= after.possible_eligibility.high
}

/// One step more of everything that the statements say about a subject, where more is better.
fn raised(case: &Case, key: &Key) -> Case {
    let facts = case
        .facts
        .iter()
        .map(|fact| if fact.keys().contains(key) { raised_fact(fact) } else { fact.clone() });
    case.with_facts(facts.collect())
}

fn raised_fact(fact: &Fact) -> Fact {
    let yes = true;
    let mut fact = fact.clone();
    match &mut fact {
        Fact::Language(fact) => fact.stated = up(fact.stated, scale::Cefr::STEPS),
        Fact::Competence(fact) => fact.stated = up(fact.stated, &grades()),
        Fact::Social(fact) => fact.stated = up(fact.stated, &grades()),
        Fact::Qualification(fact) => fact.stated = up(fact.stated, scale::Recognition::STEPS),
        Fact::School(fact) => fact.stated = up(fact.stated, scale::School::STEPS),
        Fact::Interest(fact) => fact.stated = up(fact.stated, scale::Interest::STEPS),
        Fact::Expectation(fact) => fact.stated = up(fact.stated, scale::Expectation::STEPS),
        Fact::WorkAccess(fact) => fact.status = next(fact.status, scale::Access::STEPS),
        Fact::DrivingLicence(fact) => fact.status = next(fact.status, scale::Licence::STEPS),
        Fact::Document(fact) => fact.held = yes,
        Fact::Setting(fact) => fact.suits = yes,
        Fact::Shifts(fact) => fact.can = yes,
        Fact::Start(fact) => fact.from = fact.from.plus_days(-20),
        Fact::Experience(experience::Fact { months, between_months, .. }) => {
            *months = months.map(|months| months + 6);
            *between_months = between_months.map(|[one, other]| [one + 6, other + 6]);
        }
        Fact::Hours(_)
        | Fact::Commute(_)
        | Fact::Development(_)
        | Fact::Load(_)
        | Fact::Conditions(_) => {}
    }
    fact
}

fn grades() -> Vec<scale::Grade> {
    (0..=4).filter_map(scale::Grade::new).collect()
}

fn next<L: Scale>(level: L, steps: &[L]) -> L {
    steps.iter().copied().find(|step| *step > level).unwrap_or(level)
}

fn up<L: Scale>(stated: Stated<L>, steps: &[L]) -> Stated<L> {
    Stated {
        level: stated.level.map(|level| next(level, steps)),
        between: stated.between.map(|[one, other]| [next(one, steps), next(other, steps)]),
    }
}

/// One of the statements, if there is any.
fn chosen(facts: &mut [Fact], pick: usize) -> Option<&mut Fact> {
    let count = facts.len().max(1);
    facts.get_mut(pick % count)
}

/// Different levels, each with what it rests on.
fn said() -> impl Strategy<Value = Vec<(u8, Provenance)>> {
    let each = vec((any::<bool>(), facts::provenance()), 5);
    each.prop_map(|each| {
        let levels = (0_u8..).zip(each);
        levels.filter(|(_, (said, _))| *said).map(|(level, (_, from))| (level, from)).collect()
    })
}

fn rated(level: u8, provenance: Provenance) -> Fact {
    let stated = Stated::level(scale::Grade::new(level).unwrap());
    Fact::Social(social::Fact { strength: concept("s0"), stated, provenance })
}

proptest! {
    #![proptest_config(config())]

    /// L16: the same statement on stronger evidence never lowers a low end or the class. From weak
    /// to strong: an unassessed foreign certificate, the person's word, observation and tests,
    /// certificates and permits.
    #[test]
    fn stronger_evidence_never_lowers_a_low_end((case, picks) in case_and_picks()) {
        let mut facts = case.facts.clone();
        let Some(fact) = chosen(&mut facts, picks[0]) else { return Ok(()) };
        edit_provenance(fact, &mut |provenance| {
            let now = STRENGTH.iter().position(|one| *one == provenance.evidence).unwrap();
            let stronger = (now + 1 + picks[picks.len() - 1] % 7).min(6);
            provenance.evidence = STRENGTH[stronger];
            if stronger >= 5 && provenance.document == Some(false) {
                provenance.document = None;
            }
        });
        let (before, after) = (case.score(), case.with_facts(facts).score());
        prop_assert!(low_ends_hold(&before, &after), "{:?} to {:?}", before, after);
    }

    /// L17: a longer time without use never raises a bound and never lowers a high end.
    #[test]
    fn disuse_only_lowers_low_ends((case, picks) in case_and_picks()) {
        let mut facts = case.facts.clone();
        let Some(fact) = chosen(&mut facts, picks[0]) else { return Ok(()) };
        edit_provenance(fact, &mut |provenance| {
            let months = i32::try_from(picks[picks.len() - 1]).unwrap();
            let last = provenance.last_used.unwrap_or_else(today);
            provenance.last_used = Some(last.plus_days(-31 * months));
        });
        let (before, after) = (case.score(), case.with_facts(facts).score());
        prop_assert!(low_ends_hold(&after, &before), "{:?} to {:?}", before, after);
        prop_assert!(high_ends_hold(&after, &before) && high_ends_hold(&before, &after));
    }

    /// L18: statements of different levels give the hull of what each of them gives, in any order.
    #[test]
    fn contradictions_give_the_hull((case, said) in (case(), said())) {
        let key = Key { kind: KindName::Social, subject: "s0".into() };
        let known = |facts: Vec<Fact>| -> Option<Span<Level>> {
            let portrait = case.with_facts(facts).portrait();
            portrait.held(&key).and_then(matching_core::criteria::Held::known).map(|known| known.level)
        };
        let facts: Vec<Fact> = said.into_iter().map(|(level, from)| rated(level, from)).collect();
        let alone = facts.iter().filter_map(|fact| known(vec![fact.clone()]));
        let hull = alone.reduce(Span::hull);
        let mut turned = facts.clone();
        turned.reverse();
        prop_assert_eq!(known(facts), hull);
        prop_assert_eq!(known(turned), hull);
    }

    /// L18 for answers that are yes or no: who says both has said nothing.
    #[test]
    fn yes_and_no_together_say_nothing((case, shift) in (case(), 0_usize..6)) {
        let said = |can| Fact::Shifts(shifts::Fact {
            shift: shifts::Shift::ALL[shift],
            can,
            provenance: Provenance::default(),
        });
        let others = case.facts.iter().filter(|fact| {
            !matches!(fact, Fact::Shifts(fact) if fact.shift == shifts::Shift::ALL[shift])
        });
        let without = case.with_facts(others.cloned().collect());
        let mut both = without.facts.clone();
        both.extend([said(true), said(false)]);
        prop_assert_eq!(without.with_facts(both).score(), without.score());
    }

    /// L19: more of a thing, in everything said about it, never lowers a bound or the class. A wish
    /// to move on, hours, ways, loads and conditions are not more or less of a thing.
    #[test]
    fn more_of_a_thing_never_lowers_anything(case in case()) {
        let case = exploded(&case);
        let before = case.score();
        for key in keys(&case) {
            let after = raised(&case, &key).score();
            prop_assert!(low_ends_hold(&before, &after), "{:?}: {:?} to {:?}", key, before, after);
            prop_assert!(high_ends_hold(&before, &after), "{:?}: {:?} to {:?}", key, before, after);
        }
    }

    /// L19 for measures: who reaches a goal never has less than before.
    #[test]
    fn a_reached_goal_never_lowers_anything((case, level, documented) in (case(), 0_u8..=9, any::<bool>())) {
        let (engine, bound, before) = (case.engine(), case.bound(), case.score());
        for key in keys(&case).into_iter().filter(|key| key.kind != KindName::Development) {
            let goal = Goal { level, documented };
            let after = engine.score(&case.portrait().raised(&key, goal), &bound);
            prop_assert!(low_ends_hold(&before, &after), "{:?}: {:?} to {:?}", key, before, after);
            prop_assert!(high_ends_hold(&before, &after), "{:?}: {:?} to {:?}", key, before, after);
        }
    }
}
