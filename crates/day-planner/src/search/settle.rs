//! Which of the talks that must stay can stay together.

use super::build::{Draft, DraftTalk, resolve};
use super::problem::{NONE, Problem};
use super::state::State;

/// For each fixed talk of a draft, in order, whether it can stay beside those before it, or why
/// not. The past is only held against itself, not against what is possible now.
pub(crate) fn possible(
    draft: &Draft,
    is_past: impl Fn(&DraftTalk) -> bool,
) -> Vec<Result<(), &'static str>> {
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
) -> Result<(u32, u32), &'static str> {
    let mut offers = problem.offers_of(talk.person as usize);
    let known = offers.any(|offer| {
        let row = &problem.offers[offer];
        (row.role, row.table) == (talk.role, talk.table)
    });
    if !known {
        return Err("the pair is not eligible at this table, or is excluded");
    }
    let (offer, cell) = resolve(problem, talk).ok_or("no talk of the table starts then")?;
    let span = problem.layer(offer as usize).span;
    let last = problem.cells_of(talk.table as usize).end as u32;
    if cell + span > last
        || problem.cells[cell as usize].block != problem.cells[(cell + span - 1) as usize].block
    {
        return Err("the talk runs into a break or past the end");
    }
    let open = problem.starts(offer as usize).any(|range| range.contains(&cell));
    if !past && !open {
        return Err("the person, the table or the interpreter is not there");
    }
    if state.placed[offer as usize] != NONE {
        return Err("it is there twice");
    }
    if !state.fits(offer, cell) {
        return Err("it clashes with another talk that must stay, or exceeds a limit");
    }
    Ok((offer, cell))
}
