//! What can be true of how far a person came.

use matching_core::calendar::Date;

use crate::records::{CourseDocument, Reached, Step, StopReason};

/// Everything about it that cannot be true, each with where it stands.
pub(super) fn check(said: &CourseDocument, has_role: bool, today: Date) -> Vec<(String, String)> {
    let mut wrong = Vec::new();
    let mut say = |place: String, why: String| wrong.push((place, why));
    for (at, reached) in said.steps.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|before| said.steps.get(before));
        if let Some(why) = step(reached, before, (&said.steps, has_role, today)) {
            say(format!("/steps/{at}"), why);
        }
    }
    if !has_role && (said.person.is_some() || said.employer.is_some()) {
        say("/person".into(), "what both sides think belongs to a role".into());
    }
    let Some(stop) = &said.stop else { return wrong };
    let last = said.steps.last().map(|reached| reached.on);
    if stop.on > today {
        say("/stop/on".into(), format!("{} is in the future", stop.on));
    }
    if last.is_some_and(|last| stop.on < last) {
        say("/stop/on".into(), "it goes on after that: the last step is later".into());
    }
    let words = stop.note.as_deref().unwrap_or_default();
    if stop.reason == StopReason::Other && words.trim().is_empty() {
        say("/stop/note".into(), "`other` is said in words".into());
    }
    wrong
}

fn step(
    reached: &Reached,
    before: Option<&Reached>,
    (all, has_role, today): (&[Reached], bool, Date),
) -> Option<String> {
    let Reached { step, on, what } = reached;
    if *on > today {
        return Some(format!("{on} is in the future"));
    }
    if step.is_before_talks() == has_role {
        let place = if has_role { "belongs to the person, without a role" } else { "needs a role" };
        return Some(format!("this step {place}"));
    }
    if before.is_some_and(|before| before.step >= *step) {
        return Some("steps stand in the order of the ladder, each once".into());
    }
    if before.is_some_and(|before| before.on > *on) {
        return Some("a higher step is not reached before a lower one".into());
    }
    if what.is_some() && !step.has_what() {
        return Some("`what` is for internship, conditional_offer, offer and started".into());
    }
    let months = step.months()?;
    let Some(started) = all.iter().find(|reached| reached.step == Step::Started) else {
        return Some("who is still there has started".into());
    };
    let first = started.on.plus_months(months);
    (*on < first).then(|| format!("{months} months are over on {first}"))
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::records::{CourseDocument, Reached, Side, Step, Stop, StopReason, StoppedBy, Wish};
    use matching_core::calendar::Date;

    fn day(month: i8, day: i8) -> Date {
        Date::new(2026, month, day).unwrap()
    }

    fn course(steps: &[(Step, Date)]) -> CourseDocument {
        let steps = steps.iter().map(|(step, on)| Reached { step: *step, on: *on, what: None });
        CourseDocument { steps: steps.collect(), ..CourseDocument::default() }
    }

    fn wrong(said: &CourseDocument, has_role: bool) -> Vec<String> {
        check(said, has_role, day(11, 22)).into_iter().map(|(place, _)| place).collect()
    }

    #[test]
    fn the_whole_ladder_is_two_courses_and_steps_may_be_skipped() {
        let before =
            [(Step::Invited, day(1, 5)), (Step::Replied, day(1, 9)), (Step::Shown, day(1, 20))];
        assert_eq!(wrong(&course(&before), false), [""; 0]);
        let after = [
            (Step::Talked, day(1, 20)),
            (Step::HospitationAgreed, day(1, 20)),
            (Step::Started, day(2, 1)),
            (Step::After3Months, day(5, 1)),
            (Step::After6Months, day(8, 3)),
        ];
        assert_eq!(wrong(&course(&after), true), [""; 0]);
        assert_eq!(wrong(&course(&before), true).len(), 3);
        assert_eq!(wrong(&course(&after), false).len(), 5);
    }

    #[test]
    fn what_cannot_be_is_named_with_its_place() {
        let cases: [(&[(Step, Date)], &str); 6] = [
            (&[(Step::Talked, day(11, 23))], "/steps/0"),
            (&[(Step::Talked, day(1, 2)), (Step::Talked, day(1, 3))], "/steps/1"),
            (&[(Step::Offer, day(1, 2)), (Step::Talked, day(1, 3))], "/steps/1"),
            (&[(Step::Talked, day(1, 3)), (Step::Offer, day(1, 2))], "/steps/1"),
            (&[(Step::After3Months, day(6, 1))], "/steps/0"),
            (&[(Step::Started, day(2, 1)), (Step::After3Months, day(4, 30))], "/steps/1"),
        ];
        for (steps, place) in cases {
            assert_eq!(wrong(&course(steps), true), [place], "{steps:?}");
        }
    }

    #[test]
    fn a_stop_has_a_reason_and_comes_last() {
        let stop = |on, reason, note: Option<&str>| {
            let note = note.map(str::to_owned);
            let stop = Some(Stop { on, by: StoppedBy::Person, reason, note });
            CourseDocument { stop, ..course(&[(Step::Talked, day(3, 1))]) }
        };
        assert_eq!(wrong(&stop(day(3, 1), StopReason::Hours, None), true), [""; 0]);
        assert_eq!(wrong(&stop(day(2, 28), StopReason::Hours, None), true), ["/stop/on"]);
        assert_eq!(wrong(&stop(day(12, 1), StopReason::Hours, None), true), ["/stop/on"]);
        assert_eq!(wrong(&stop(day(3, 1), StopReason::Other, Some(" ")), true), ["/stop/note"]);
        assert_eq!(wrong(&stop(day(3, 1), StopReason::Other, Some("…")), true), [""; 0]);
        let side = Some(Side { wish: Wish::Yes, reason: None });
        let said = CourseDocument { person: side, ..CourseDocument::default() };
        assert_eq!(wrong(&said, false), ["/person"]);
    }
}
