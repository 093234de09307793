//! The first plan: hardest to place first, always legal, in milliseconds.

use super::problem::{NONE, Problem};
use super::state::State;

/// Fills a plan in rounds: a first talk for everybody, promised talks, even shares, openings,
/// then whatever fits, best first.
pub(crate) fn fill(state: &mut State<'_>) {
    let problem = state.problem;
    for offer in 0..problem.offers.len() {
        let home = problem.offers[offer].home;
        if home != NONE && state.placed[offer] == NONE && is_start(problem, offer, home) {
            let offer = offer as u32;
            if state.fits(offer, home) {
                state.place(offer, home);
            }
        }
    }
    let mut best: Vec<u32> = (0..problem.offers.len() as u32).collect();
    best.sort_by_key(|offer| std::cmp::Reverse(problem.offers[*offer as usize].fit));
    let mut of_person: Vec<Vec<u32>> = vec![Vec::new(); problem.people.len()];
    for offer in &best {
        of_person[problem.offers[*offer as usize].person as usize].push(*offer);
    }
    let order = hardest_first(problem);
    let most = problem.people.iter().map(|person| person.max).max().unwrap_or(0);
    for round in 0..most {
        for person in &order {
            let row = problem.people[*person as usize];
            let due = round == 0 || round < row.min || problem.even > 0;
            if due && round < row.max && state.talks_of(*person as usize).len() as u32 == round {
                one_more(state, &of_person[*person as usize]);
            }
        }
    }
    for offer in &best {
        if state.covers(*offer) {
            try_place(state, *offer);
        }
    }
    for offer in &best {
        try_place(state, *offer);
    }
}

fn try_place(state: &mut State<'_>, offer: u32) -> bool {
    let cell = state.first_fit(offer);
    if let Some(cell) = cell {
        state.place(offer, cell);
    }
    cell.is_some()
}

/// Places the person's best talk that covers an opening, else the best at all.
fn one_more(state: &mut State<'_>, offers: &[u32]) {
    for covering in [true, false] {
        for offer in offers {
            if state.covers(*offer) == covering && try_place(state, *offer) {
                return;
            }
        }
    }
}

/// Whether an offer may start in a cell.
pub(crate) fn is_start(problem: &Problem, offer: usize, cell: u32) -> bool {
    problem.starts(offer).any(|range| range.contains(&cell))
}

/// People by the number of cells their offers have, fewest first.
fn hardest_first(problem: &Problem) -> Vec<u32> {
    let room = |person: &u32| -> u64 {
        problem
            .offers_of(*person as usize)
            .map(|offer| {
                let scarce = problem.layer(offer).uses.iter().any(|usage| usage.resource != NONE);
                let size = u64::from(problem.classes[problem.offers[offer].class as usize].size);
                if scarce { size } else { 4 * size }
            })
            .sum()
    };
    let mut order: Vec<u32> = (0..problem.people.len() as u32).collect();
    order.sort_by_cached_key(|person| (room(person), *person));
    order
}
