//! L28 to L32: credit tables, and musts of either side.

use matching_core::{
    Label, ReasonCode,
    criteria::{
        Ask, Fact, KindName, competence, expectation, experience, interest, language,
        qualification, scale, school, social,
    },
    eligibility::{Due, Eligibility},
    evidence::{Evidence, Proof, Provenance},
    model::Criterion,
    rules::Rules,
};
use proptest::prelude::*;

use crate::{
    config,
    world::{Case, case, concept, criterion_id, facts_for::sure_level, rules::rules},
};

/// The kinds whose credit comes from a table of levels, with what is read.
const LEVELLED: [(KindName, &str); 7] = [
    (KindName::Language, "de/speaking"),
    (KindName::Competence, "c0"),
    (KindName::Social, "s0"),
    (KindName::Qualification, "q0"),
    (KindName::School, ""),
    (KindName::Interest, "f0"),
    (KindName::Expectation, "f0"),
];

fn ask(kind: KindName, target: usize) -> Ask {
    let grade = || scale::Grade::new(u8::try_from(target).unwrap()).unwrap();
    let (minimum, proof) = (None, Proof::None);
    match kind {
        KindName::Language => Ask::Language(language::Ask {
            language: "de".to_owned(),
            skill: Some(language::Skill::Speaking),
            target: scale::Cefr::STEPS[target],
            minimum: None,
            minima: None,
            proof,
        }),
        KindName::Competence => {
            let (concept, target, minimum) = (concept("c0"), grade(), None);
            Ask::Competence(competence::Ask { concept, target, minimum, proof })
        }
        KindName::Social => {
            let (strength, target, minimum) = (concept("s0"), grade(), None);
            Ask::Social(social::Ask { strength, target, minimum, proof })
        }
        KindName::Qualification => Ask::Qualification(qualification::Ask {
            qualification: concept("q0"),
            target: scale::Recognition::STEPS[target],
            minimum: None,
            proof,
        }),
        KindName::School => {
            Ask::School(school::Ask { target: scale::School::STEPS[target], minimum: None, proof })
        }
        KindName::Interest => {
            let target = scale::Interest::STEPS[target];
            Ask::Interest(interest::Ask { field: concept("f0"), target, minimum: None })
        }
        KindName::Expectation => {
            let target = scale::Expectation::STEPS[target];
            Ask::Expectation(expectation::Ask { field: concept("f0"), target, minimum })
        }
        kind => unreachable!("{kind:?} has no table"),
    }
}

/// The satisfaction of the only line of a place.
fn credit(case: &Case, ask: Ask, fact: Fact) -> u16 {
    let line = Criterion::new(criterion_id("line"), Label::german("Zeile"), ask);
    let found = case.with_lines(vec![line]).with_facts(vec![fact]).explain();
    let part = found.parts.iter().find(|part| part.criterion.as_str() == "line").unwrap();
    assert!(part.satisfaction.is_exact());
    part.satisfaction.low.get()
}

/// Full exactly from the target on, rising with what is held, falling with what is asked.
fn is_a_credit_table(rows: &[Vec<u16>], targets: &[usize], held: &[usize]) -> bool {
    let full = rows.iter().zip(targets).all(|(row, target)| {
        row.iter()
            .zip(held)
            .all(|(credit, held)| *credit <= 1000 && (*credit == 1000) == (held >= target))
    });
    let rising = rows.iter().all(|row| row.is_sorted());
    let falling = rows.windows(2).all(|two| two[0].iter().zip(&two[1]).all(|(a, b)| a >= b));
    full && rising && falling
}

fn months_fact(months: usize) -> Fact {
    Fact::Experience(experience::Fact {
        field: concept("f0"),
        months: Some(u32::try_from(months).unwrap()),
        between_months: None,
        informal: false,
        provenance: Provenance::of(Evidence::Certificate),
    })
}

fn months_ask(months: usize) -> Ask {
    Ask::Experience(experience::Ask {
        field: concept("f0"),
        months: u32::try_from(months).unwrap(),
        minimum_months: None,
        informal_credit: None,
    })
}

fn with_dues(case: &Case, due: impl Fn(Due) -> Due) -> Case {
    let lines =
        case.place.lines.iter().map(|line| Criterion { due: line.due.map(&due), ..line.clone() });
    case.with_lines(lines.collect())
}

proptest! {
    #![proptest_config(config())]

    /// L28: every credit table, of the shipped rules and of any that pass their check.
    #[test]
    fn credit_tables_are_credit_tables((case, rules, months) in (case(), rules(), 1_usize..120)) {
        let case = Case { rules, ..case };
        for (kind, subject) in LEVELLED {
            let (_, top) = kind.info().scale.unwrap();
            let all: Vec<usize> = (0..=usize::from(top)).collect();
            let rows: Vec<Vec<u16>> = all[1..]
                .iter()
                .map(|target| {
                    let held = all.iter().map(|held| sure_level(kind, subject, *held));
                    held.map(|fact| credit(&case, ask(kind, *target), fact)).collect()
                })
                .collect();
            prop_assert!(is_a_credit_table(&rows, &all[1..], &all), "{:?}: {:?}", kind, rows);
        }
        let held: Vec<usize> = (0..=4).map(|quarter| months * quarter / 2).collect();
        let targets = [months, months + 1, 2 * months];
        let rows: Vec<Vec<u16>> = targets
            .iter()
            .map(|asked| {
                let facts = held.iter().map(|held| months_fact(*held));
                facts.map(|fact| credit(&case, months_ask(*asked), fact)).collect()
            })
            .collect();
        prop_assert!(is_a_credit_table(&rows, &targets, &held), "{:?}", rows);
    }

    /// L29: an unmet must keeps the class down, whatever the points; and the class is the lowest of
    /// its musts, of either side.
    #[test]
    fn an_unmet_must_is_never_made_up_for(case in case()) {
        let found = case.explain();
        let musts = || found.parts.iter().filter_map(|part| part.must);
        for must in musts() {
            prop_assert!(found.score.eligibility <= must.value);
        }
        let lowest = musts().map(|must| must.value).min().unwrap_or(Eligibility::Suitable);
        prop_assert_eq!(found.score.eligibility, lowest);
    }

    /// L30: more days never worsen the class, and no days are as bad as asking it at once.
    #[test]
    fn more_days_never_hurt((case, days, more) in (case(), 0_u16..400, 0_u16..400)) {
        let within = |days| with_dues(&case, |_| Due::WithinDays(days)).score();
        let (short, long) = (within(days), within(days + more));
        let (now, later) =
            (with_dues(&case, |_| Due::AtApplication).score(), with_dues(&case, |_| Due::ByFirstDay).score());
        for (one, other) in [(now, short), (short, long), (long, later)] {
            prop_assert!(one.eligibility <= other.eligibility);
            prop_assert!(one.possible_eligibility.low <= other.possible_eligibility.low);
            prop_assert!(one.possible_eligibility.high <= other.possible_eligibility.high);
            prop_assert_eq!([one.demands, one.needs], [other.demands, other.needs]);
        }
    }

    /// L31: a must less never worsens the class, and costs or brings no points.
    #[test]
    fn a_must_less_never_hurts(case in case()) {
        let before = case.score();
        for at in 0..case.place.lines.len() {
            let mut lines = case.place.lines.clone();
            let gate_only = lines[at].importance == 0;
            if gate_only && (lines.len() == 1 || lines[at].body.asks().iter().any(|ask| ask.kind() == KindName::Conditions)) {
                continue;
            }
            if gate_only { drop(lines.remove(at)) } else { lines[at].due = None }
            let after = case.with_lines(lines).score();
            prop_assert!(before.eligibility <= after.eligibility);
            prop_assert!(before.possible_eligibility.low <= after.possible_eligibility.low);
            prop_assert_eq!([before.demands, before.needs], [after.demands, after.needs]);
        }
    }

    /// L32: what the person excludes gates like what the place asks, and is told apart by its
    /// reason: X01 for the person's own limit, M01 for the place's must.
    #[test]
    fn own_exclusions_gate_like_musts(case in case()) {
        let found = case.explain();
        for part in &found.parts {
            let Some(must) = part.must else { continue };
            if must.value > Eligibility::WithMeasures {
                continue;
            }
            let kinds = || part.lines.iter().map(|line| line.kind);
            let own = ["hours", "commute", "load", "conditions"];
            let code = part.reasons[0];
            prop_assert!(matches!(code, ReasonCode::X01 | ReasonCode::M01), "{:?}", code);
            if !kinds().any(|kind| own.contains(&kind)) {
                prop_assert_eq!(code, ReasonCode::M01);
            }
            if kinds().all(|kind| own.contains(&kind)) {
                prop_assert_eq!(code, ReasonCode::X01);
            }
            prop_assert!(found.score.eligibility <= Eligibility::WithMeasures);
        }
    }
}

/// L28 for the shipped table of scoring.md 2.3, cell by cell.
#[test]
fn the_shipped_tables_are_the_published_ones() {
    let rules = Rules::standard();
    assert_eq!(rules.level_credit[1], [0, 600, 1000, 1000, 1000]);
    assert_eq!(rules.level_credit[2], [0, 400, 750, 1000, 1000]);
    assert_eq!(rules.level_credit[3], [0, 300, 600, 850, 1000]);
    assert_eq!(rules.language_effort, [0, 200, 400, 600, 1000, 1400, 1800]);
    assert_eq!(rules.check(), Ok(()));
}
