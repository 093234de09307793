//! Which of the talks that must stay can stay together.

use serde::{Deserialize, Serialize};

use super::build::resolve;
use super::draft::{Draft, DraftTalk};
use super::problem::{NONE, Problem};
use super::state::State;

/// What keeps a talk that must stay from staying.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = ConflictObstacle))]
#[serde(rename_all = "snake_case")]
pub enum Obstacle {
    /// The pair is not eligible at this table, or is excluded.
    NotEligible,
    /// No talk of the table starts then.
    NoStart,
    /// The talk runs into a break or past the end.
    RunsOver,
    /// The person, the table or the interpreter is not there.
    Absent,
    /// It is there twice.
    Twice,
    /// It clashes with another talk that must stay, or exceeds a limit.
    Clash,
}

/// For each fixed talk of a draft, in order, whether it can stay beside those before it, or why
/// not. The past is only held against itself, not against what is possible now.
pub(crate) fn possible(
    draft: &Draft,
    is_past: impl Fn(&DraftTalk) -> bool,
) -> Vec<Result<(), Obstacle>> {
    let mut problem = draft.build();
    problem.fixed.clear();
    let mut state = State::new(&problem);
    let mut verdicts = Vec::with_capacity(draft.fixed.len());
    for talk in &draft.fixed {
        let verdict = one(&problem, &state, talk, is_past(talk));
        if let Ok((offer, cell)) = verdict {
            state.place(offer, cell);
        }
        verdicts.push(verdict.map(|_| ()));
    }
    verdicts
}

fn one(
    problem: &Problem,
    state: &State<'_>,
    talk: &DraftTalk,
    past: bool,
) -> Result<(u32, u32), Obstacle> {
    let mut offers = problem.offers_of(talk.person as usize);
    let known = offers.any(|offer| {
        let row = &problem.offers[offer];
        (row.role, row.table) == (talk.role, talk.table)
    });
    if !known {
        return Err(Obstacle::NotEligible);
    }
    let (offer, cell) = resolve(problem, talk).ok_or(Obstacle::NoStart)?;
    let span = problem.layer(offer as usize).span;
    let last = problem.cells_of(talk.table as usize).end as u32;
    if cell + span > last
        || problem.cells[cell as usize].block != problem.cells[(cell + span - 1) as usize].block
    {
        return Err(Obstacle::RunsOver);
    }
    let open = problem.starts(offer as usize).any(|range| range.contains(&cell));
    if !past && !open {
        return Err(Obstacle::Absent);
    }
    if state.placed[offer as usize] != NONE {
        return Err(Obstacle::Twice);
    }
    if !state.fits(offer, cell) {
        return Err(Obstacle::Clash);
    }
    Ok((offer, cell))
}
