//! The laws of an assessment, on invented rules.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::{
    AccessParts, AccessProblem, AccessRules, Due, Grant, Ground, Milestone, Note, Paper, PaperEnd,
    Purpose, PurposeRule, Question, Rule, Since, Step, Unless, Verdict, Wait, Who, Window,
};
use crate::{
    Label,
    calendar::Date,
    criteria::scale::Access,
    id::{QuestionId, StatusId, StepId},
};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn any_day() -> impl Strategy<Value = Date> {
    (0..4000_i32).prop_map(|days| day("2020-01-01").plus_days(days))
}

fn any_access() -> impl Strategy<Value = Access> {
    prop_oneof![Just(Access::NotPermitted), Just(Access::PermissionNeeded), Just(Access::Free)]
}

fn any_since() -> impl Strategy<Value = Since> {
    proptest::sample::select(Since::ALL)
}

fn question(n: u8) -> QuestionId {
    QuestionId::new(&format!("q{n}")).unwrap()
}

fn any_unless() -> impl Strategy<Value = Unless> {
    (0..4_u8, any_access()).prop_map(|(n, access)| Unless { question: question(n), access })
}

fn any_grant() -> impl Strategy<Value = Grant> {
    let wait = (0..20_u32, any_since()).prop_map(|(months, since)| Wait { months, since });
    let list = || proptest::collection::vec(any_unless(), 0..3);
    (proptest::option::of(any_access()), proptest::option::of(wait), list(), list()).prop_map(
        |(access, wait, better_if, worse_if)| Grant {
            access,
            wait,
            better_if,
            worse_if,
            steps: vec![StepId::new("form").unwrap(), StepId::new("consent").unwrap()],
            about: None,
        },
    )
}

fn any_end() -> impl Strategy<Value = PaperEnd> {
    (proptest::option::of(0..40_u32), proptest::option::of(any_day())).prop_map(
        |(months, extended_to)| PaperEnd {
            months,
            extended_to,
            continues_if: question(9),
            alert_days: 180,
        },
    )
}

fn rule(grant: Grant, end: Option<PaperEnd>, milestones: Vec<Milestone>) -> Rule {
    Rule {
        id: StatusId::new("X").unwrap(),
        label: Label::german("X"),
        papers: Vec::new(),
        law: "§".to_owned(),
        valid_from: day("2000-01-01"),
        valid_to: None,
        checked_on: day("2026-01-01"),
        reviewer: None,
        verified: true,
        sources: vec!["invented".to_owned()],
        work: BTreeMap::from([(Purpose::Employment, grant)]),
        regimes: Vec::new(),
        end,
        milestones,
        changes: Vec::new(),
        about: None,
    }
}

fn step(id: &str, days: [u32; 2], not_after: Option<Wait>) -> Step {
    let id = StepId::new(id).unwrap();
    let sources = vec!["invented".to_owned()];
    Step {
        id,
        label: Label::german("s"),
        who: Who::Person,
        days,
        not_after,
        verified: true,
        sources,
    }
}

fn parts(rules: Vec<Rule>) -> AccessParts {
    let ask = |n| Question {
        id: question(n),
        label: Label::german("?"),
        about: None,
        sources: vec!["invented".to_owned()],
    };
    let purpose = |purpose, access, follows| PurposeRule {
        purpose,
        access,
        follows,
        about: Label::german("p"),
        verified: true,
        sources: vec!["invented".to_owned()],
    };
    AccessParts {
        review_months: 6,
        purposes: vec![
            purpose(Purpose::Hospitation, Some(Access::Free), None),
            purpose(Purpose::Training, None, Some(Purpose::Employment)),
        ],
        questions: [0, 1, 2, 3, 9].into_iter().map(ask).collect(),
        steps: vec![
            step("form", [2, 5], None),
            step("consent", [7, 14], Some(Wait { months: 48, since: Since::Stay })),
        ],
        rules,
    }
}

fn rules(rule: Rule) -> AccessRules {
    AccessRules::new(parts(vec![rule])).unwrap().0
}

fn any_milestones() -> impl Strategy<Value = Vec<Milestone>> {
    let one = (0..400_u32, 0..400_u32).prop_map(|(days_before_end, takes_days)| Milestone {
        id: format!("{days_before_end}-{takes_days}"),
        label: Label::german("m"),
        days_before_end,
        takes_days,
        verified: true,
    });
    proptest::collection::vec(one, 0..4)
}

fn any_rules() -> impl Strategy<Value = AccessRules> {
    (any_grant(), proptest::option::of(any_end()), any_milestones())
        .prop_map(|(grant, end, milestones)| rules(rule(grant, end, milestones)))
}

fn any_paper() -> impl Strategy<Value = Paper> {
    let answers =
        proptest::collection::btree_map((0..10_u8).prop_map(question), any::<bool>(), 0..6);
    let known = || proptest::option::of(any_day());
    let note = proptest::option::of(proptest::sample::select(Note::ALL));
    (note, known(), known(), known(), known(), known(), answers).prop_map(
        |(note, issued, valid_to, stay, application, toleration, answers)| Paper {
            status: Some(StatusId::new("X").unwrap()),
            note,
            issued,
            valid_to,
            stay,
            application,
            toleration,
            answers,
        },
    )
}

/// The same paper with fewer answers and fewer days from which waiting times are counted.
fn forgotten(paper: &Paper, forget: u16) -> Paper {
    let forgets = |bit: u16| forget & (1 << bit) != 0;
    let kept = |known: Option<Date>, bit| known.filter(|_| !forgets(bit));
    let answers = (0..).zip(&paper.answers).filter(|(bit, _)| !forgets(*bit));
    Paper {
        stay: kept(paper.stay, 10),
        application: kept(paper.application, 11),
        toleration: kept(paper.toleration, 12),
        answers: answers.map(|(_, (question, yes))| (question.clone(), *yes)).collect(),
        ..paper.clone()
    }
}

proptest! {
    #[test]
    fn more_knowledge_never_widens_the_answer(
        rules in any_rules(), paper in any_paper(), forget: u16, on in any_day(),
    ) {
        let less = rules.assess(&forgotten(&paper, forget), Purpose::Employment, on);
        let more = rules.assess(&paper, Purpose::Employment, on);
        prop_assert!(less.access.contains(more.access), "{less:?} {more:?}");
    }

    #[test]
    fn nothing_unknown_makes_a_not_yet(rules in any_rules(), paper in any_paper(), on in any_day()) {
        let found = rules.assess(&paper, Purpose::Employment, on);
        if found.verdict == Verdict::NotYet {
            let says_no = |ground: &Ground| match ground {
                Ground::Note { note } => note.access() == Access::NotPermitted,
                Ground::Answered { access, .. } => *access == Access::NotPermitted,
                Ground::Waiting { .. } | Ground::Rule => true,
                Ground::NoteDiffers { .. } | Ground::Purpose | Ground::WaitUnknown { .. }
                | Ground::Open { .. } | Ground::OnlyNote | Ground::Expired { .. }
                | Ground::Continues | Ground::NoStatus | Ground::NoRule => false,
            };
            prop_assert!(found.grounds.iter().any(says_no), "{found:?}");
        }
        let blank = rules.assess(&Paper::default(), Purpose::Employment, on);
        prop_assert_eq!(blank.verdict, Verdict::ToClarify);
    }

    #[test]
    fn the_note_on_a_valid_paper_overrides_every_rule(
        rules in any_rules(), paper in any_paper(), note in proptest::sample::select(Note::ALL),
        on in any_day(), left in 0..900_i32,
    ) {
        let paper = Paper { note: Some(note), valid_to: Some(on.plus_days(left)), ..paper };
        let found = rules.assess(&paper, Purpose::Employment, on);
        prop_assert!(found.access.is_exact());
        prop_assert_eq!(found.access.low, note.access());
    }

    #[test]
    fn waiting_only_helps_while_the_paper_holds(
        rules in any_rules(), paper in any_paper(), on in any_day(), later in 0..900_i32,
    ) {
        let paper = Paper { valid_to: Some(Date::MAX), ..paper };
        let now = rules.assess(&paper, Purpose::Employment, on);
        let then = rules.assess(&paper, Purpose::Employment, on.plus_days(later));
        prop_assert!(now.access.low <= then.access.low && now.access.high <= then.access.high);
        if let Some(from) = now.from {
            let at = rules.assess(&paper, Purpose::Employment, from);
            prop_assert!(from > on && at.from.is_none());
        }
    }

    #[test]
    fn steps_follow_one_another_and_later_starts_end_no_earlier(
        rules in any_rules(), paper in any_paper(), on in any_day(), later in 0..900_i32,
    ) {
        let paper = Paper { valid_to: Some(Date::MAX), stay: None, ..paper };
        let found = rules.assess(&paper, Purpose::Employment, on);
        let mut at = found.from.unwrap_or(on);
        for step in &found.steps {
            prop_assert!(step.begin.low >= at && step.begin.low <= step.begin.high);
            prop_assert!(step.done.low <= step.done.high && step.begin.low <= step.done.low);
            at = step.done.low;
        }
        let then = rules.assess(&paper, Purpose::Employment, on.plus_days(later));
        if let (Some(one), Some(other)) = (found.steps.last(), then.steps.last()) {
            prop_assert!(one.done.low <= other.done.low && one.done.high <= other.done.high);
        }
    }

    #[test]
    fn milestones_lie_in_order_before_the_end_and_move_with_it(
        rules in any_rules(), paper in any_paper(), on in any_day(), left in 0..900_i32, more in 0..400_i32,
    ) {
        let ends = |on: Date| Paper { valid_to: Some(on), ..paper.clone() };
        let found = rules.assess(&ends(on.plus_days(left)), Purpose::Employment, on);
        let Window::Until { date, .. } = found.window else { return Ok(()) };
        for milestone in &found.milestones {
            prop_assert!(milestone.begin_by <= milestone.due && milestone.due <= date);
            prop_assert_eq!(milestone.state == Due::Overdue, milestone.due < on);
        }
        let longer = rules.assess(&ends(on.plus_days(left + more)), Purpose::Employment, on);
        prop_assert!(longer.window_until() >= found.window_until());
        for milestone in &found.milestones {
            let moved = longer.milestones.iter().find(|other| other.id == milestone.id).unwrap();
            prop_assert!(moved.begin_by >= milestone.begin_by && moved.state <= milestone.state);
        }
    }

    #[test]
    fn watching_is_free_whatever_the_paper_says(
        rules in any_rules(), paper in any_paper(), on in any_day(),
    ) {
        let found = rules.assess(&paper, Purpose::Hospitation, on);
        prop_assert_eq!(found.verdict, Verdict::MayWork);
    }
}

fn free() -> Grant {
    Grant {
        access: Some(Access::Free),
        wait: None,
        better_if: Vec::new(),
        worse_if: Vec::new(),
        steps: vec![StepId::new("form").unwrap(), StepId::new("consent").unwrap()],
        about: None,
    }
}

#[test]
fn two_rules_for_the_same_day_are_refused() {
    let first = Rule { valid_to: Some(day("2026-06-12")), ..rule(free(), None, Vec::new()) };
    let second = Rule { valid_from: day("2026-06-12"), ..rule(free(), None, Vec::new()) };
    let problems = AccessRules::new(parts(vec![second.clone(), first.clone()])).unwrap_err();
    let overlap = AccessProblem::Overlap { id: StatusId::new("X").unwrap(), on: day("2026-06-12") };
    assert!(problems.contains(&overlap), "{problems:?}");
    let first = Rule { valid_to: Some(day("2026-06-11")), ..first };
    let (set, _) = AccessRules::new(parts(vec![second, first])).unwrap();
    let id = StatusId::new("X").unwrap();
    assert_eq!(set.rule(&id, day("2026-06-11")).unwrap().valid_to, Some(day("2026-06-11")));
    assert_eq!(set.rule(&id, day("2026-06-12")).unwrap().valid_to, None);
}

#[test]
fn the_consent_of_the_agency_falls_away_after_four_years() {
    let grant = Grant { access: Some(Access::PermissionNeeded), ..free() };
    let rules = rules(rule(grant, None, Vec::new()));
    let paper =
        |stay| Paper { status: Some(StatusId::new("X").unwrap()), stay, ..Paper::default() };
    let days = |stay: Option<&str>| -> Vec<(String, bool, String, String)> {
        let on = day("2026-11-21");
        let found = rules.assess(&paper(stay.map(day)), Purpose::Employment, on);
        let row = |step: &super::PlannedStep| {
            let done = step.done;
            (step.id.to_string(), step.may_fall_away, done.low.to_string(), done.high.to_string())
        };
        found.steps.iter().map(row).collect()
    };
    let row = |id: &str, open, low: &str, high: &str| {
        (id.to_owned(), open, low.to_owned(), high.to_owned())
    };
    let form = row("form", false, "2026-11-23", "2026-11-26");
    assert_eq!(days(Some("2022-11-20")), vec![form.clone()]);
    let consent = row("consent", false, "2026-11-30", "2026-12-10");
    assert_eq!(days(Some("2024-01-01")), vec![form.clone(), consent]);
    let open = row("consent", true, "2026-11-23", "2026-12-10");
    assert_eq!(days(None), vec![form, open]);
}

#[test]
fn a_rule_past_its_review_period_is_shown_as_unchecked() {
    let rules = rules(rule(free(), None, Vec::new()));
    let paper = Paper { status: Some(StatusId::new("X").unwrap()), ..Paper::default() };
    let unchecked = |on: &str| {
        let origin = rules.assess(&paper, Purpose::Employment, day(on)).origin;
        origin.unwrap().unchecked
    };
    assert!(!unchecked("2026-07-01"), "the last day of the review period still counts");
    assert!(unchecked("2026-07-02"));
}
