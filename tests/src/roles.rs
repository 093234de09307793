//! Roles for one person over the shipped packs: what a person can decides the order, the employer's
//! list never knows of it.

use std::{collections::BTreeSet, fs};

use knowledge::{Knowledge, Shelf};
use matching_core::{
    Engine, ReasonCode,
    calendar::Date,
    criteria::Fact,
    id::ApplicantId,
    model::{CompetenceProfile, Portrait, Rung},
    roles::{Distance, RankedRole, RoleList, Roles},
    score::{Order, Ranked},
};
use proptest::prelude::*;

use crate::support::{people_in, root};

fn on() -> Date {
    "2026-11-21".parse().unwrap()
}

fn shipped() -> Knowledge {
    Knowledge::load(&Shelf::Shipped).unwrap().0.unwrap()
}

/// All roles of the shipped packs on the day; `wanted` picks by rung.
fn roles(knowledge: &Knowledge, wanted: impl Fn(Rung) -> bool) -> Roles {
    let engine = knowledge.engine();
    let all = knowledge.packs().iter().flat_map(|pack| pack.roles_on(on()));
    let chosen = all.filter(|role| role.model.rung().is_some_and(&wanted));
    engine.roles(chosen.map(|role| engine.bind(role.model.clone()))).unwrap()
}

fn facts(texts: &[&str]) -> Vec<Fact> {
    texts.iter().map(|text| serde_json::from_str(text).unwrap()).collect()
}

fn person(facts: Vec<Fact>) -> CompetenceProfile {
    CompetenceProfile::new(ApplicantId::new("P-1").unwrap()).with_all(facts)
}

/// A nurse from abroad whose degree nobody has assessed yet.
fn nurse() -> Vec<Fact> {
    let skill = |concept: &str, level: u8| {
        format!(
            r#"{{"kind":"competence","concept":"{concept}","level":{level},"evidence":"observed"}}"#
        )
    };
    let mut all = vec![
        r#"{"kind":"qualification","qualification":"nurse","level":"recognised","evidence":"certificate"}"#.to_owned(),
        r#"{"kind":"language","language":"de","level":"B2","evidence":"certificate"}"#.to_owned(),
        r#"{"kind":"work_access","status":"free","evidence":"permit"}"#.to_owned(),
    ];
    for (concept, level) in [
        ("basic_care", 4),
        ("mobilisation", 4),
        ("hygiene", 4),
        ("documentation", 4),
        ("communication", 3),
    ] {
        all.push(skill(concept, level));
    }
    facts(&all.iter().map(String::as_str).collect::<Vec<_>>())
}

fn rung(roles: &Roles, ranked: &RankedRole) -> Option<Rung> {
    roles.profiles()[ranked.role].profile().rung()
}

fn list(engine: &Engine, facts: Vec<Fact>, roles: &Roles) -> RoleList {
    engine.roles_for(&engine.portrait(&person(facts), on()), roles)
}

#[test]
fn the_names_used_here_are_in_the_vocabulary() {
    let knowledge = shipped();
    for name in ["nurse", "basic_care", "mobilisation", "hygiene", "documentation", "communication"]
    {
        assert!(knowledge.reference().names.contains(name), "{name}");
    }
}

#[test]
fn a_nurse_is_not_sent_to_the_kitchen() {
    let knowledge = shipped();
    let roles = roles(&knowledge, |_| true);
    let listed = list(knowledge.engine(), nurse(), &roles);
    assert_eq!(listed.roles.len(), roles.profiles().len());
    // Helpers' roles are within reach and fulfilled; the first of the list is none of them.
    let first = &listed.roles[0];
    assert!(
        rung(&roles, first) >= Some(Rung::A),
        "{}",
        roles.profiles()[first.role].profile().id()
    );
    let helpers: Vec<&RankedRole> = listed
        .roles
        .iter()
        .filter(|ranked| {
            ranked.distance == Distance::WithinReach && rung(&roles, ranked) <= Some(Rung::H1)
        })
        .collect();
    assert!(!helpers.is_empty());
    assert!(helpers.iter().all(|helper| helper.suits < first.suits));
    assert_eq!(listed.hint, None);
}

#[test]
fn with_helper_roles_only_a_nurse_is_pointed_to_recognition_or_a_higher_role() {
    let knowledge = shipped();
    let helpers = roles(&knowledge, |rung| rung <= Rung::H1);
    let listed = list(knowledge.engine(), nurse(), &helpers);
    assert_eq!(listed.hint.map(|hint| hint.code), Some(ReasonCode::H01));
    assert!(listed.hint.unwrap().rung >= Some(Rung::F));
    let somebody = facts(&[
        r#"{"kind":"competence","concept":"kitchen_work","level":1,"evidence":"observed"}"#,
    ]);
    assert_eq!(list(knowledge.engine(), somebody, &helpers).hint, None);
}

#[test]
fn the_list_is_ordered_and_its_parts_sum() {
    let knowledge = shipped();
    let engine = knowledge.engine();
    let roles = roles(&knowledge, |_| true);
    for person in people_in("profiles/samples/rhein-erft/people.ndjson") {
        let portrait = engine.portrait(&person.model(), on());
        let listed = engine.roles_for(&portrait, &roles);
        let places = listed.roles.iter().map(|ranked| (ranked.distance, ranked.suits));
        assert!(places.is_sorted_by(|one, other| one >= other));
        let numbers: BTreeSet<usize> = listed.roles.iter().map(|ranked| ranked.role).collect();
        assert_eq!(numbers.len(), roles.profiles().len());
        for ranked in &listed.roles {
            assert_eq!(ranked.score, engine.score(&portrait, &roles.profiles()[ranked.role]));
            let (fit, parts) = roles.parts(&portrait, ranked.role).unwrap();
            assert_eq!(fit, ranked.fit);
            let used: u32 = parts.iter().map(|part| u32::from(part.used.high.get())).sum();
            assert_eq!(used, u32::from(fit.adequacy.high.get()));
        }
    }
}

/// A competence that no shipped role asks for, directly or below what it asks.
const UNASKED: &str =
    r#"{"kind":"competence","concept":"juggling_for_no_role","level":4,"evidence":"observed"}"#;

#[test]
fn what_no_role_uses_lowers_adequacy_and_no_score() {
    let knowledge = shipped();
    let roles = roles(&knowledge, |_| true);
    let before = list(knowledge.engine(), nurse(), &roles);
    let more = [nurse(), facts(&[UNASKED])].concat();
    let after = list(knowledge.engine(), more, &roles);
    let by_role = |listed: &RoleList| {
        let mut all = listed.roles.clone();
        all.sort_by_key(|ranked| ranked.role);
        all
    };
    let mut lower = 0;
    for (before, after) in by_role(&before).iter().zip(&by_role(&after)) {
        assert_eq!(before.score, after.score);
        assert!(after.fit.adequacy.high <= before.fit.adequacy.high);
        lower += usize::from(after.fit.adequacy.high < before.fit.adequacy.high);
    }
    assert!(lower > 5, "{lower}");
}

fn ranked(engine: &Engine, people: &[Portrait], roles: &Roles) -> Vec<Vec<Ranked>> {
    let profiles = roles.profiles().iter();
    profiles.map(|profile| engine.rank(people, profile, Order::Overall)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Adequacy never enters the employer's list: whatever changes it and nothing else, every list of people stays.
    #[test]
    fn employers_lists_do_not_know_adequacy(extra in prop::collection::vec(any::<bool>(), 1..60)) {
        let knowledge = shipped();
        let engine = knowledge.engine();
        let roles = roles(&knowledge, |_| true);
        let people = people_in("profiles/samples/rhein-erft/people.ndjson");
        let plain: Vec<CompetenceProfile> = people.iter().take(extra.len()).map(formats::document::PersonDocument::model).collect();
        let with_more = plain.iter().zip(&extra).map(|(person, more)| {
            person.clone().with_all(facts(if *more { &[UNASKED] } else { &[] }))
        });
        let portraits = |people: &mut dyn Iterator<Item = CompetenceProfile>| -> Vec<Portrait> {
            people.map(|person| engine.portrait(&person, on())).collect()
        };
        let before = portraits(&mut plain.iter().cloned());
        let after = portraits(&mut with_more.into_iter());
        prop_assert_eq!(ranked(engine, &before, &roles), ranked(engine, &after, &roles));
    }
}

/// The modules that list people cannot even name adequacy.
#[test]
fn nothing_that_ranks_people_reads_adequacy() {
    let core = root().join("crates/matching-core/src");
    let mut read = 0;
    for folder in ["score", "compiled", "criteria", "explain", "model"] {
        for file in fs::read_dir(core.join(folder)).unwrap() {
            let text = fs::read_to_string(file.unwrap().path()).unwrap();
            assert!(!text.contains("adequacy") && !text.contains("roles::"), "{folder}");
            read += 1;
        }
    }
    assert!(read > 20, "{read}");
}
