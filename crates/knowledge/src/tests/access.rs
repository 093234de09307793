//! Papers as people have them, with what domain.md 2.2 says about them.

use issue::Language;
use matching_core::{
    access::{Assessment, Due, Note, Paper, Purpose, Regime, Verdict, Window},
    calendar::Date,
    id::{QuestionId, StatusId},
};

use super::shipped;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn paper(status: &str) -> Paper {
    Paper { status: Some(StatusId::new(status).unwrap()), ..Paper::default() }
}

fn answered(mut paper: Paper, answers: &[(&str, bool)]) -> Paper {
    let answers = answers.iter().map(|(id, yes)| (QuestionId::new(id).unwrap(), *yes));
    paper.answers.extend(answers);
    paper
}

fn assess(paper: &Paper, purpose: Purpose, on: &str) -> Assessment {
    shipped().access().assess(paper, purpose, day(on))
}

const ON: &str = "2026-11-21";
const NO_EXCLUSION: [(&str, bool); 3] = [
    ("came_for_benefits", false),
    ("self_caused_obstacle", false),
    ("safe_origin_after_2015", false),
];

#[test]
fn every_case_from_a01_to_a38_is_there_and_none_denies_what_is_unknown() {
    let rules = shipped().access();
    let ids: Vec<&str> = rules.rules().iter().map(|rule| rule.id.as_str()).collect();
    for number in 1..=38 {
        let id = format!("A{number:02}");
        assert!(ids.iter().any(|known| known.starts_with(&id)), "{id}");
    }
    for rule in rules.rules() {
        let found = assess(&paper(rule.id.as_str()), Purpose::Employment, ON);
        let denied = ["A31", "A36"].contains(&rule.id.as_str());
        assert_eq!(found.verdict == Verdict::NotYet, denied, "{}: {found:?}", rule.id);
        assert!(found.must_be_checked);
        if found.verdict == Verdict::NotYet {
            assert!(!found.changes.is_empty() && !found.alternatives.is_empty(), "{}", rule.id);
        }
    }
}

#[test]
fn an_opportunity_title_with_190_days_left_is_planned_backwards() {
    let paper = Paper { valid_to: Some(day("2027-05-30")), ..paper("A26") };
    let found = assess(&paper, Purpose::Employment, ON);
    assert_eq!(found.verdict, Verdict::MayWork);
    assert_eq!(found.regimes, [Regime::Sgb2]);
    let until = Window::Until { date: day("2027-05-30"), days_left: 190, alert: false };
    assert_eq!(found.window, until);
    let plan: Vec<(&str, String, Due)> = found
        .milestones
        .iter()
        .map(|step| (step.id.as_str(), step.begin_by.to_string(), step.state))
        .collect();
    assert_eq!(
        plan,
        [
            ("passport", "2026-09-02".to_owned(), Due::BeginNow),
            ("livelihood", "2026-12-01".to_owned(), Due::Ahead),
            ("civics", "2026-12-31".to_owned(), Due::Ahead),
            ("language", "2027-01-04".to_owned(), Due::Ahead),
            ("application", "2027-03-01".to_owned(), Due::Ahead),
        ]
    );
    let week_later = assess(&paper, Purpose::Employment, "2026-11-28");
    let Window::Until { alert, .. } = week_later.window else { panic!("{week_later:?}") };
    assert!(alert, "six months before the end it is time to act");
}

#[test]
fn an_opportunity_title_without_a_printed_end_runs_eighteen_months() {
    let paper = Paper { issued: Some(day("2025-12-15")), ..paper("A26") };
    let found = assess(&paper, Purpose::Employment, ON);
    assert_eq!(found.window_until(), Some(day("2027-06-15")));
    let after = assess(&paper, Purpose::Employment, "2027-06-16");
    assert_eq!(after.verdict, Verdict::ToClarify, "an application under 25b may keep it in force");
    let applied = answered(paper, &[("stay_applied", true)]);
    let after = assess(&applied, Purpose::Employment, "2027-06-16");
    assert_eq!(after.verdict, Verdict::MayWork);
}

#[test]
fn a_toleration_needs_three_months_for_a_job_and_none_for_training() {
    let tolerated = Paper { stay: Some(day("2026-10-01")), ..paper("A30") };
    let tolerated = answered(tolerated, &NO_EXCLUSION);
    let job = assess(&tolerated, Purpose::Employment, ON);
    assert_eq!((job.verdict, job.from), (Verdict::NotYet, Some(day("2027-01-01"))));
    let easier: Vec<Purpose> = job.alternatives.iter().map(|other| other.purpose).collect();
    assert!(easier.contains(&Purpose::Training) && easier.contains(&Purpose::Hospitation));
    let training = assess(&tolerated, Purpose::Training, ON);
    assert_eq!(training.verdict, Verdict::PermissionNeeded);
    let later = assess(&tolerated, Purpose::Employment, "2027-01-01");
    assert_eq!(later.verdict, Verdict::PermissionNeeded);
    let steps: Vec<&str> = later.steps.iter().map(|step| step.id.as_str()).collect();
    assert_eq!(
        steps,
        ["employer_declaration", "permission_application", "agency_consent", "authority_decision"]
    );
    let ready = later.ready.unwrap();
    assert_eq!((ready.low, ready.high), (day("2027-01-16"), day("2027-03-08")));
    let blank = assess(&paper("A30"), Purpose::Employment, ON);
    assert_eq!(blank.verdict, Verdict::ToClarify);
    assert_eq!(blank.questions.len(), 3);
}

#[test]
fn the_waiting_time_in_reception_facilities_follows_the_law_of_the_day() {
    let paper = Paper { application: Some(day("2026-01-10")), ..paper("A28") };
    let no = [("safe_origin", false), ("inadmissible", false), ("refused_or_uncooperative", false)];
    let paper = answered(paper, &no);
    let before = assess(&paper, Purpose::Employment, "2026-06-11");
    assert_eq!((before.verdict, before.from), (Verdict::NotYet, Some(day("2026-07-10"))));
    let after = assess(&paper, Purpose::Employment, "2026-06-12");
    assert_eq!(after.verdict, Verdict::PermissionNeeded);
    assert!(after.is_shaky(), "the final wording of the act is not confirmed");
    assert_eq!(after.steps.first().map(|step| step.id.as_str()), Some("note_change"));
}

#[test]
fn temporary_protection_goes_on_by_law_whatever_is_printed() {
    let paper = Paper { valid_to: Some(day("2025-03-04")), ..paper("A19a") };
    let found = assess(&paper, Purpose::Employment, ON);
    assert_eq!(found.verdict, Verdict::MayWork);
    assert_eq!(found.window_until(), Some(day("2027-03-04")));
    assert!(found.is_shaky());
}

#[test]
fn the_note_on_the_paper_wins_and_says_that_the_rule_differs() {
    let noted = |note| Paper { note: Some(note), ..paper("A20") };
    let found = assess(&noted(Note::NotPermitted), Purpose::Employment, ON);
    assert_eq!(found.verdict, Verdict::NotYet);
    assert_eq!(found.grounds.len(), 2);
    let teller = shipped().teller(Language::English);
    let told = teller.access(shipped().access(), &found);
    assert!(told.iter().any(|line| line.contains("note comes first")), "{told:?}");
    assert!(told.last().unwrap().contains("qualified person"));
}

#[test]
fn without_cooperation_on_identity_there_is_still_a_next_step() {
    let found = assess(&paper("A31"), Purpose::Employment, ON);
    assert_eq!(found.verdict, Verdict::NotYet);
    let easier: Vec<Purpose> = found.alternatives.iter().map(|other| other.purpose).collect();
    assert_eq!(easier, [Purpose::Measure, Purpose::Hospitation]);
}

#[test]
fn papers_are_found_by_what_is_printed_on_them() {
    let ids = |text: &str| -> Vec<String> {
        shipped().statuses(text, day(ON)).iter().map(|rule| rule.id.to_string()).collect()
    };
    assert_eq!(ids("a26"), ["A26"]);
    assert_eq!(ids("Duldung"), ["A30"]);
    assert_eq!(ids("§ 104c"), ["A26"]);
    assert_eq!(ids("fiktionsbescheinigung"), ["A34"]);
    assert_eq!(ids("temporary protection"), ["A19a", "A19b"]);
    assert!(ids("Raumschiff").is_empty());
}

/// Everything that is told about a case, with and without dates on the paper.
fn told(status: &str, purpose: Purpose, language: Language) -> Vec<String> {
    let dated = Paper {
        issued: Some(day("2025-06-01")),
        valid_to: Some(day("2026-12-24")),
        ..paper(status)
    };
    let found = [paper(status), dated].map(|paper| assess(&paper, purpose, ON));
    let teller = shipped().teller(language);
    found.iter().flat_map(|found| teller.access(shipped().access(), found)).collect()
}

#[test]
fn every_sentence_of_every_case_is_told_in_both_languages() {
    for rule in shipped().access().rules() {
        for purpose in Purpose::ALL {
            let german = told(rule.id.as_str(), *purpose, Language::German);
            let english = told(rule.id.as_str(), *purpose, Language::English);
            assert_eq!(german.len(), english.len());
            for line in german.iter().chain(&english) {
                assert!(!line.contains("access.") && !line.contains('{'), "{line}");
            }
        }
    }
}
