//! What the guard finds, and what it must leave alone.

use matching_core::calendar::Date;

use super::{GuardNote, blocks, guard};
use crate::{
    document::{GuardRule, GuardSeverity, Reference},
    read::{self, Checked},
    source::{Source, Syntax},
};

fn rules() -> Vec<GuardRule> {
    let text = include_str!("../../../../profiles/guard/criteria.toml");
    let (entries, issues) = read::guard(Source::text(text, Syntax::Toml));
    assert!(issues.is_empty(), "{issues:?}");
    entries.into_iter().flat_map(|entry| entry.document.rules).collect()
}

fn day() -> Date {
    "2026-11-21".parse().unwrap()
}

/// A profile with that title, preview and lines.
fn profile(title: &str, preview: &str, lines: &str) -> Checked {
    let text = format!(
        "id = \"x\"\ntitle = {title:?}\nfield = \"nursing\"\npreview = {preview:?}\n\
         [budgets]\nlanguage = 50\ncompetence = 50\n{lines}"
    );
    let (checked, issues) =
        read::profiles(Source::text(&text, Syntax::Toml), &Reference::default());
    checked.into_iter().next().unwrap_or_else(|| panic!("{issues:?}"))
}

fn german(minimum: &str, target: &str, more: &str) -> String {
    format!(
        "[[criteria]]\nid = \"german\"\nkind = \"language\"\nlanguage = \"de\"\n\
         target = \"{target}\"\nminimum = \"{minimum}\"\n{more}\n"
    )
}

const REASON: &str = "reason = \"Notruf\"";

fn notes(profile: &Checked, role: Option<&Checked>) -> Vec<GuardNote> {
    guard(&rules(), profile, role, day())
}

fn rules_of(notes: &[GuardNote], severity: GuardSeverity) -> Vec<&str> {
    let found = notes.iter().filter(|note| note.severity == severity);
    let mut rules: Vec<&str> = found.map(|note| note.rule.as_str()).collect();
    rules.dedup();
    rules
}

fn said(text: &str) -> Vec<String> {
    let found = notes(&profile(text, "Schicht", &german("A2", "B1", REASON)), None);
    found.into_iter().map(|note| note.rule).collect()
}

#[test]
fn every_unlawful_phrase_of_a_posting_is_found() {
    let cases = [
        ("Pflegehelfer (deutsche Muttersprache)", "native-language"),
        ("Helfer, höchstens 35 Jahre alt", "age"),
        ("Junges Team sucht Helfer", "age"),
        ("Helfer mit deutscher Staatsangehörigkeit", "origin"),
        ("Keine Ausländer", "origin"),
        ("Katholische Erzieherin", "religion"),
        ("Arbeit ohne Kopftuch", "religious-dress"),
        ("Nur Männer", "sex"),
        ("Gesund und belastbar", "disability"),
        ("Helferin, kinderlos", "pregnancy-family"),
        ("Kein Gewerkschaftsmitglied", "union-politics"),
        ("Lückenloser Lebenslauf", "benefit-history"),
        ("Keine Vorstrafen", "criminal-record"),
        ("Mit eigenem Pkw, eigener PKW nötig", "own-car"),
        ("Perfektes Deutsch", "vague-language"),
        ("SCHUFA-Auskunft", "debts"),
        ("Bewerbungsfoto beilegen", "photo"),
    ];
    for (text, rule) in cases {
        assert!(said(text).iter().any(|found| found == rule), "{text}: {:?}", said(text));
    }
}

#[test]
fn lawful_texts_are_left_alone() {
    for text in [
        "Pflegehelfer/in (m/w/d)",
        "Betreuung von Menschen mit Behinderung",
        "Arbeit mit Bewohnern derselben Muttersprache",
        "Bewerbung unabhängig von Herkunft und Religion",
        "Für Kinder unter 3 Jahren",
        "Vertrag für 2 Jahre",
        "Attraktive Vergütung",
        "Sie begleiten Menschen, die krank sind",
    ] {
        assert_eq!(said(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn a_harmless_phrase_does_not_cover_an_unlawful_one_further_on() {
    let text =
        "Unabhängig von Herkunft. Wir sind ein Team mit vielen Sprachen. Nur deutsche Bewerber.";
    assert_eq!(said(text), ["origin"]);
}

#[test]
fn a_reason_lifts_what_needs_one() {
    let bare = profile("Helfer", "Schicht", &german("B1", "B2", ""));
    let found = notes(&bare, None);
    assert_eq!(rules_of(&found, GuardSeverity::NeedsReason), ["must-without-reason"]);
    assert!(!blocks(&found));
    let explained = profile("Helfer", "Schicht", &german("B1", "B2", REASON));
    assert_eq!(notes(&explained, None), Vec::new());
}

#[test]
fn a_profile_is_compared_with_its_role() {
    let role = profile("Helfer", "Schicht", &german("A2", "B1", REASON));
    assert_eq!(notes(&role, Some(&role)), Vec::new(), "a role never exceeds itself");
    let higher = profile("Helfer", "Schicht", &german("B1", "B2", REASON));
    let found = notes(&higher, Some(&role));
    assert_eq!(rules_of(&found, GuardSeverity::Hint), ["level-above-role"]);
    let lower = profile("Helfer", "Schicht", &german("A1", "A2", REASON));
    assert_eq!(notes(&lower, Some(&role)), Vec::new(), "less than usual is no problem");
    let paper = german("A2", "B1", REASON)
        + "[[criteria]]\nid = \"paper\"\nkind = \"document\"\ndocument = \"measles_proof\"\n";
    let paper = profile("Helfer", "Schicht", &paper);
    let found = notes(&paper, Some(&role));
    assert_eq!(rules_of(&found, GuardSeverity::NeedsReason), ["paper-beyond-role"]);
    assert_eq!(found[0].field, "/criteria/1");
}

#[test]
fn long_experience_as_a_must_and_a_missing_preview_are_told() {
    let lines = "[[criteria]]\nid = \"years\"\nkind = \"experience\"\nfield = \"nursing\"\n\
                 months = 60\nminimum_months = 36\nreason = \"so\"\n";
    let found = notes(&profile("Helfer", "", lines), None);
    let rules: Vec<&str> = found.iter().map(|note| note.rule.as_str()).collect();
    assert_eq!(rules, ["long-experience", "no-preview"]);
}

#[test]
fn a_rule_holds_only_in_its_time() {
    let mut rules = rules();
    for rule in &mut rules {
        rule.valid_to = Some("2026-11-20".parse().unwrap());
    }
    let unlawful = profile("Nur Männer", "", &german("B1", "B2", ""));
    assert_eq!(guard(&rules, &unlawful, None, day()), Vec::new());
}
