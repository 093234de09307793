//! What a plan costs in comfort, and what none can do without.

use super::super::problem::{NONE, Problem};
use super::super::state::State;

/// Comfort cost of a plan.
pub(crate) fn cost(state: &State<'_>) -> i64 {
    let problem = state.problem;
    let people: i64 = (0..problem.people.len()).map(|person| person_cost(state, person)).sum();
    let tables: i64 = (0..problem.tables.len()).map(|table| table_cost(state, table)).sum();
    people + tables
}

/// What one person waits and comes for again.
pub(super) fn person_cost(state: &State<'_>, person: usize) -> i64 {
    let problem = state.problem;
    let talks = state.talks_of(person);
    if talks.len() < 2 {
        return 0;
    }
    let mut cost = 0;
    let mut days = 0;
    for (at, talk) in talks.iter().enumerate() {
        let day = problem.cells[state.placed[*talk as usize] as usize].day;
        let of_day =
            |other: &&u32| problem.cells[state.placed[**other as usize] as usize].day == day;
        if talks[..at].iter().any(|other| of_day(&other)) {
            continue;
        }
        days += 1;
        let (mut first, mut last, mut busy) = (u32::MAX, 0, 0);
        for other in talks.iter().filter(of_day) {
            let (from, to) = problem.time(*other as usize, state.placed[*other as usize]);
            first = first.min(from);
            last = last.max(to);
            busy += to - from;
        }
        cost += i64::from(last - first - busy) * problem.comfort.wait;
    }
    cost + (days - 1) * problem.comfort.day
}

/// What one table stands idle between talks.
pub(super) fn table_cost(state: &State<'_>, table: usize) -> i64 {
    let problem = state.problem;
    let mut gaps = 0;
    let mut idle = 0;
    let mut day = NONE;
    for cell in problem.cells_of(table) {
        if problem.cells[cell].day != day {
            day = problem.cells[cell].day;
            idle = -1; // not begun
        }
        if state.at[cell] == NONE {
            idle += i64::from(idle >= 0);
        } else {
            gaps += idle.max(0);
            idle = 0;
        }
    }
    gaps * problem.comfort.gap
}

/// A lower bound on the comfort of every plan with these values: further talks of a person cost
/// at least the buffer or a day.
pub(crate) fn lower_bound(problem: &Problem, talks: i64, people: i64) -> i64 {
    let gap = i64::from(problem.gaps.iter().copied().min().unwrap_or(0));
    let least = (gap * problem.comfort.wait).min(problem.comfort.day);
    (talks - people).max(0) * least
}
