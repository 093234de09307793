//! Twenty-four invented people for nine roles: class, points and reasons of every pair in golden
//! files, each small enough to be reckoned by hand.
//!
//! Two pairs by hand. V-01 for the service helper: German A1 where A2 is the target is 200 of 400
//! units, 7.50 of 15; competence, reliability, shifts and licence in full, 25 + 20 + 20 + 10; no
//! months, 0 of 10. A = 82.50, N = 100, G = 2 · 82.50 · 100 / 182.50 = 90.41. V-16 for residential
//! care: German A2..B1 is 667..1000 of 25 = 16.68..25; basic care 1..2 of 2 is 600..1000 of 25 =
//! 15..25; reliability never asked 0..15; one shift of three, one open, 333..667 of 20 = 6.66..13.34;
//! 24 informal months are 12 of 24, 850 of 10 = 8.50; licence never asked 0..5. A = 46.84..91.84.
//! Interest in full, no word on expectations: N = 35/60..1 = 58.33..100.
//!
//! `INSTA_UPDATE=always cargo test -p tests vignettes` writes them anew; read the difference.

use formats::document::PersonDocument;
use matching_core::{
    Engine,
    calendar::Date,
    explain::Explanation,
    id::CriterionId,
    model::RequirementProfile,
    quantity::{Centipoints, Span},
};

use crate::support::{people_in, profiles_in};

const PEOPLE: &str = "tests/golden/vignettes/people.toml";
const ROLES: &str = "tests/golden/vignettes/profiles.toml";

fn models(path: &str) -> Vec<RequirementProfile> {
    profiles_in(path).into_iter().map(|checked| checked.model).collect()
}

fn explained(person: &PersonDocument, role: &RequirementProfile) -> Explanation {
    let engine = Engine::default();
    let on: Date = "2026-11-21".parse().unwrap();
    engine.explain(&engine.portrait(&person.model(), on), &engine.bind(role.clone()))
}

fn points(span: Span<Centipoints>) -> String {
    if span.is_exact() { span.low.to_string() } else { format!("{}..{}", span.low, span.high) }
}

/// One pair in two lines: class (and what it may become) with the points, then the reasons.
fn told(role: &RequirementProfile, found: &Explanation) -> String {
    let score = found.score;
    let possible = score.possible_eligibility;
    let class = if possible.is_exact() {
        score.eligibility.name().to_owned()
    } else {
        let (low, high) = (possible.low.name(), possible.high.name());
        format!("{} ({low}..{high})", score.eligibility.name())
    };
    let reasons = found.reasons.iter().map(|reason| {
        let lines: Vec<&str> = reason.criteria.iter().map(CriterionId::as_str).collect();
        format!("{:?} {} -{}", reason.code, lines.join("+"), reason.lost)
    });
    let reasons: Vec<String> = reasons.collect();
    let hints = found.hints.iter().map(|hint| format!("; hint {:?}", hint.code));
    format!(
        "{}: {class}\n  A {} N {} G {}\n  {}{}\n",
        role.id(),
        points(score.demands),
        points(score.needs),
        points(score.overall),
        if reasons.is_empty() { "no reasons".to_owned() } else { reasons.join("; ") },
        hints.collect::<String>(),
    )
}

/// Every vignette with every role.
pub(crate) fn pairs() -> Vec<(RequirementProfile, Explanation)> {
    let (people, roles) = (people_in(PEOPLE), models(ROLES));
    let pairs = people.iter().flat_map(|person| roles.iter().map(move |role| (person, role)));
    pairs.map(|(person, role)| (role.clone(), explained(person, role))).collect()
}

fn sheet(person: &PersonDocument, roles: &[RequirementProfile]) -> String {
    roles.iter().map(|role| told(role, &explained(person, role))).collect()
}

fn golden(person: &PersonDocument, roles: &[RequirementProfile]) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../golden/vignettes");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(person.id.as_str(), sheet(person, roles)));
}

#[test]
fn the_vignettes_come_out_as_written() {
    let (people, roles) = (people_in(PEOPLE), models(ROLES));
    assert_eq!((people.len(), roles.len()), (24, 9));
    for person in &people {
        golden(person, &roles);
    }
}

#[test]
fn the_worked_example_comes_out_as_written() {
    let people = people_in("profiles/samples/p-017/person.toml");
    let roles = models("profiles/samples/p-017/profiles.toml");
    for person in &people {
        golden(person, &roles);
    }
}
