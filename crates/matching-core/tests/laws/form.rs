//! L1 to L9: determinism and form.

use std::{collections::BTreeSet, fs, path::Path, thread};

use matching_core::{
    Label,
    criteria::{Ask, Fact, Key, KindName},
    id::ProfileId,
    model::{CompetenceProfile, RequirementProfile},
    rules::Rules,
    score::Score,
};
use proptest::{collection::vec, prelude::*};

use crate::{
    config,
    world::{Case, Place, applicant, case, case_and_picks, concept, edit_asks, facts::fact},
};

fn json(case: &Case) -> String {
    serde_json::to_string(&case.explain()).unwrap()
}

/// What the place reads: everything asked, what is related to it, and exclusions.
fn read_by(case: &Case) -> BTreeSet<Key> {
    let kinds = [KindName::Competence, KindName::Qualification];
    let related = case
        .concepts
        .iter()
        .flat_map(|concept| kinds.map(|kind| Key { kind, subject: concept.id.shared() }));
    let exclusions = Key { kind: KindName::Conditions, subject: "".into() };
    let asked = case.place.asks().into_iter().map(|ask| ask.key());
    asked.chain(related).chain([exclusions]).collect()
}

fn shuffled<T: Clone>(all: &[T], picks: &[usize]) -> Vec<T> {
    let mut left: Vec<T> = all.to_vec();
    let mut found = Vec::new();
    while !left.is_empty() {
        let pick = picks[found.len() % picks.len()];
        found.push(left.remove(pick % left.len()));
    }
    found
}

/// An ask or a statement as it is written and read again.
fn written<T: serde::Serialize + serde::de::DeserializeOwned>(value: &T) -> T {
    serde_json::from_str(&serde_json::to_string(value).unwrap()).unwrap()
}

proptest! {
    #![proptest_config(config())]

    /// L1: the same person, place, day and rules give the same bytes, alone and in any thread.
    #[test]
    fn the_same_question_gives_the_same_bytes(case in case()) {
        let alone = json(&case);
        let together: Vec<String> = thread::scope(|scope| {
            let running: Vec<_> = (0..3).map(|_| scope.spawn(|| json(&case))).collect();
            running.into_iter().map(|one| one.join().unwrap()).collect()
        });
        prop_assert!(together.iter().all(|one| *one == alone));
    }

    /// L2: 0 ≤ low ≤ high ≤ 10 000 for A, N and G, and the class at worst is no better than at best.
    #[test]
    fn every_span_lies_in_its_range(case in case()) {
        let score = case.score();
        for span in [score.demands, score.needs, score.overall] {
            prop_assert!(span.low <= span.high && span.high.get() <= 10_000);
        }
        prop_assert!(score.possible_eligibility.low <= score.possible_eligibility.high);
    }

    /// L3: the order of the lines in the profile is irrelevant to the whole explanation.
    #[test]
    fn the_order_of_the_lines_is_irrelevant((case, picks) in case_and_picks()) {
        let turned = case.with_lines(shuffled(&case.place.lines, &picks));
        prop_assert_eq!(json(&turned), json(&case));
    }

    /// L4: neither the order of the statements nor the same statement twice changes what is known.
    #[test]
    fn order_and_repetition_of_statements_are_irrelevant((case, picks) in case_and_picks()) {
        let mut facts = shuffled(&case.facts, &picks);
        let again: Vec<Fact> = picks.iter().filter_map(|at| facts.get(*at).cloned()).collect();
        facts.extend(again);
        prop_assert_eq!(case.with_facts(facts).portrait(), case.portrait());
    }

    /// L5: a profile in normal form is its own normal form, and scores like what it was made from.
    #[test]
    fn the_normal_form_is_its_own_normal_form(case in case()) {
        let profile = case.place.profile();
        let id = ProfileId::new("place").unwrap();
        let again = RequirementProfile::builder(id, Label::german("Platz"), concept("f0"))
            .budgets(profile.budgets().clone())
            .criteria(profile.criteria().iter().cloned())
            .build();
        prop_assert_eq!(again.as_ref(), Ok(&profile));
        let lines = profile.criteria().to_vec();
        prop_assert_eq!(json(&case.with_lines(lines)), json(&case));
    }

    /// L6: written and read again, asks, statements, rules and the score itself are the same.
    #[test]
    fn what_is_written_is_read_again(case in case()) {
        let mut lines = case.place.lines.clone();
        for line in &mut lines {
            edit_asks(&mut line.body, &mut |ask: &mut Ask| *ask = written(ask));
        }
        let person: CompetenceProfile = written(&case.person());
        prop_assert_eq!(&person, &case.person());
        let rules: Rules = written(&case.rules);
        let place = Place { lines, ..case.place.clone() };
        let again = Case { rules, place, facts: person.facts().to_vec(), ..case.clone() };
        prop_assert_eq!(json(&again), json(&case));
        let score: Score = written(&case.score());
        prop_assert_eq!(score, case.score());
    }

    /// L7: a statement about something that no line reads changes nothing.
    #[test]
    fn what_no_line_reads_changes_nothing((case, more) in (case(), vec(fact(), 1..12))) {
        let read = read_by(&case);
        let unread = more.into_iter().filter(|fact| fact.keys().iter().all(|key| !read.contains(key)));
        let facts = case.facts.iter().cloned().chain(unread).collect();
        prop_assert_eq!(json(&case.with_facts(facts)), json(&case));
    }

    /// L8: traits and contact data cannot change anything: beside the statements they are refused,
    /// inside a statement they are not read; another code for the person gives the same score, and
    /// the text of an address is no part of a way.
    #[test]
    fn traits_and_contact_data_change_nothing(case in case()) {
        for (field, value) in PROTECTED {
            let beside = format!(r#"{{"id": "P-000", "facts": [], "{field}": "{value}"}}"#);
            prop_assert!(serde_json::from_str::<CompetenceProfile>(&beside).is_err(), "{}", field);
        }
        let disguised = case.facts.iter().map(|fact| {
            let mut value = serde_json::to_value(fact).unwrap();
            let fields = value.as_object_mut().unwrap();
            fields.extend(PROTECTED.map(|(field, value)| (field.to_owned(), value.into())));
            if fields.contains_key("postal_code") {
                fields.insert("postal_code".to_owned(), "50171".into());
            }
            serde_json::from_value(value).unwrap()
        });
        prop_assert_eq!(json(&case.with_facts(disguised.collect())), json(&case));
        let renamed = CompetenceProfile::new(applicant(999)).with_all(case.facts.clone());
        let portrait = case.engine().portrait(&renamed, case.at).with_reach(case.reach());
        prop_assert_eq!(case.engine().score(&portrait, &case.bound()), case.score());
    }
}

const PROTECTED: [(&str, &str); 8] = [
    ("name", "Amira"),
    ("sex", "f"),
    ("birth_date", "1990-01-01"),
    ("nationality", "SY"),
    ("religion", "none"),
    ("address", "Markt 1"),
    ("benefit", "SGB II"),
    ("unemployed_months", "30"),
];

/// Every file below a folder, or the file itself.
fn sources(path: &Path, found: &mut Vec<String>) {
    if path.is_dir() {
        for entry in fs::read_dir(path).unwrap() {
            sources(&entry.unwrap().path(), found);
        }
    } else {
        found.push(path.display().to_string());
    }
}

/// L9: nothing on the way to a score is a floating-point number: there is no such type in it.
#[test]
fn nothing_on_the_way_to_a_score_floats() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let parts = [
        "score",
        "explain",
        "criteria",
        "model",
        "rules.rs",
        "eligibility.rs",
        "quantity.rs",
        "evidence.rs",
        "clarify.rs",
        "compare.rs",
        "contrast.rs",
        "taxonomy",
        "calendar.rs",
    ];
    let mut files = Vec::new();
    for part in parts {
        let path = root.join(part);
        assert!(path.exists(), "{part} has moved");
        sources(&path, &mut files);
    }
    assert!(files.len() > 30, "{files:?}");
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        assert!(!text.contains("f32") && !text.contains("f64"), "{file}");
    }
}
