//! Finds times for chosen talks: a talk takes the cell where it displaces least, the displaced
//! look for another one, and those displaced often weigh more.

use super::problem::{NONE, Problem, Use};
use super::random::Random;
use super::state::{Placed, State};

/// One search for times.
pub(crate) struct Timing<'p> {
    state: State<'p>,
    random: Random,
    waiting: Vec<u32>,
    weight: Vec<u32>,
    /// Who left a cell last, and when.
    left: Vec<(u32, u64)>,
    /// Talks that use a resource in a slot, `resource * slots + slot`.
    users: Vec<Vec<u32>>,
    in_the_way: Vec<u32>,
}

/// Steps for which a talk does not go back to the cell it left, plus a random part.
const TENURE: u64 = 8;

impl<'p> Timing<'p> {
    /// A search that starts from a legal plan of some of the chosen talks.
    pub(crate) fn new(state: State<'p>, chosen: &[u32], seed: u64) -> Self {
        let problem = state.problem;
        let mut users = vec![Vec::new(); problem.resources.len() * problem.slots];
        for offer in &state.list {
            for spot in spots(problem, *offer, state.placed[*offer as usize]) {
                users[spot].push(*offer);
            }
        }
        let waiting =
            chosen.iter().copied().filter(|o| state.placed[*o as usize] == NONE).collect();
        Self {
            random: Random::new(seed),
            waiting,
            weight: vec![1; problem.offers.len()],
            left: vec![(NONE, 0); problem.cells.len()],
            users,
            in_the_way: Vec::new(),
            state,
        }
    }

    /// Runs until everybody has a time, the steps are used up, or `stop` says so; the fullest
    /// plan seen.
    pub(crate) fn run(&mut self, steps: u64, stop: &dyn Fn() -> bool) -> Placed {
        let mut best = self.state.placed();
        let mut fewest = self.waiting.len();
        let mut fresh = false;
        for step in 1..=steps {
            if self.waiting.is_empty() || (step % 1024 == 0 && stop()) {
                break;
            }
            if fresh && self.waiting.len() == fewest {
                best = self.state.placed();
                fresh = false;
            }
            let pick = self.random.below(self.waiting.len() as u32) as usize;
            let offer = self.waiting.swap_remove(pick);
            let Some(cell) = self.least(offer, step) else {
                self.waiting.push(offer);
                continue;
            };
            self.clear(offer, cell, step);
            self.place(offer, cell);
            if self.waiting.len() < fewest {
                fewest = self.waiting.len();
                fresh = true;
            }
        }
        if self.waiting.len() <= fewest { self.state.placed() } else { best }
    }

    fn place(&mut self, offer: u32, cell: u32) {
        self.state.place(offer, cell);
        for spot in spots(self.state.problem, offer, cell) {
            self.users[spot].push(offer);
        }
    }

    fn remove(&mut self, offer: u32, step: u64) {
        let cell = self.state.placed[offer as usize];
        for spot in spots(self.state.problem, offer, cell) {
            self.users[spot].retain(|user| *user != offer);
        }
        self.state.remove(offer);
        self.left[cell as usize] = (offer, step);
        self.weight[offer as usize] += 1;
        self.waiting.push(offer);
    }

    /// The cell in which an offer displaces least weight.
    fn least(&mut self, offer: u32, step: u64) -> Option<u32> {
        let problem = self.state.problem;
        let mut best = (u32::MAX, NONE);
        let mut ties = 0;
        for range in problem.starts(offer as usize) {
            for cell in range {
                let (who, when) = self.left[cell as usize];
                if who == offer && when + TENURE + u64::from(cell % 8) > step {
                    continue;
                }
                let Some(weight) = self.blocked(offer, cell, best.0) else { continue };
                if weight < best.0 {
                    best = (weight, cell);
                    ties = 1;
                } else if weight == best.0 {
                    ties += 1;
                    if self.random.below(ties) == 0 {
                        best.1 = cell;
                    }
                }
            }
        }
        (best.1 != NONE).then_some(best.1)
    }

    /// Weight of everybody in the way, `None` when somebody must stay or it exceeds `most`.
    fn blocked(&self, offer: u32, cell: u32, most: u32) -> Option<u32> {
        let problem = self.state.problem;
        let row = &problem.offers[offer as usize];
        let layer = problem.layer(offer as usize);
        let mut sum = 0;
        let mut last = NONE;
        for at in cell..cell + layer.span {
            let there = self.state.at[at as usize];
            if there != NONE && there != last {
                if self.state.fixed[there as usize] {
                    return None;
                }
                sum += self.weight[there as usize];
                last = there;
            }
        }
        if sum > most {
            return None;
        }
        let (from, to) = problem.time(offer as usize, cell);
        for talk in self.state.talks_of(row.person as usize) {
            let (f, t) = problem.time(*talk as usize, self.state.placed[*talk as usize]);
            let table = problem.offers[*talk as usize].table;
            if *talk != last && !self.state.apart((from, to, row.table), (f, t, table)) {
                if self.state.fixed[*talk as usize] {
                    return None;
                }
                sum += self.weight[*talk as usize];
            }
        }
        for usage in layer.uses.iter().filter(|usage| usage.resource != NONE) {
            sum += self.shared(*usage, (from, to))?;
        }
        (sum <= most).then_some(sum)
    }

    /// Weight of a talk that must give a shared resource back, `None` when those who must stay
    /// hold too much of it. One is counted however many have to go: a first guess, `clear`
    /// settles the rest.
    fn shared(&self, usage: Use, (from, to): (u32, u32)) -> Option<u32> {
        let problem = self.state.problem;
        let caps = &problem.resources[usage.resource as usize];
        let mut first = 0;
        for slot in from..to {
            let cap = caps[slot as usize];
            if self.state.in_use(usage.resource, slot) + usage.units <= cap {
                continue;
            }
            let users = &self.users[usage.resource as usize * problem.slots + slot as usize];
            let stays = |user: &&u32| self.state.fixed[**user as usize];
            let units = |user: &u32| -> u32 {
                let uses = problem.layer(*user as usize).uses.into_iter();
                uses.filter(|other| other.resource == usage.resource).map(|other| other.units).sum()
            };
            if users.iter().filter(stays).map(units).sum::<u32>() + usage.units > cap {
                return None;
            }
            let others = users.iter().filter(|user| !stays(user));
            let lightest = others.map(|user| self.weight[*user as usize]).min()?;
            if first == 0 {
                first = lightest;
            }
        }
        Some(first)
    }

    /// Displaces everybody in the way.
    fn clear(&mut self, offer: u32, cell: u32, step: u64) {
        let problem = self.state.problem;
        let row = &problem.offers[offer as usize];
        let layer = problem.layer(offer as usize);
        let mut gone = std::mem::take(&mut self.in_the_way);
        gone.clear();
        for at in cell..cell + layer.span {
            let there = self.state.at[at as usize];
            if there != NONE && !gone.contains(&there) {
                gone.push(there);
            }
        }
        let (from, to) = problem.time(offer as usize, cell);
        for talk in self.state.talks_of(row.person as usize) {
            let (f, t) = problem.time(*talk as usize, self.state.placed[*talk as usize]);
            let table = problem.offers[*talk as usize].table;
            if !self.state.apart((from, to, row.table), (f, t, table)) && !gone.contains(talk) {
                gone.push(*talk);
            }
        }
        for other in &gone {
            self.remove(*other, step);
        }
        self.in_the_way = gone;
        for usage in layer.uses.iter().filter(|usage| usage.resource != NONE) {
            for slot in from..to {
                self.free(usage.resource, usage.units, slot, step);
            }
        }
    }

    fn free(&mut self, resource: u32, units: u32, slot: u32, step: u64) {
        let problem = self.state.problem;
        let cap = problem.resources[resource as usize][slot as usize];
        let spot = resource as usize * problem.slots + slot as usize;
        while self.state.in_use(resource, slot) + units > cap {
            let lightest = (self.users[spot].iter().copied())
                .filter(|user| !self.state.fixed[*user as usize])
                .min_by_key(|user| self.weight[*user as usize]);
            let Some(user) = lightest else { return };
            self.remove(user, step);
        }
    }
}

/// Where a placed talk stands in the lists of users.
fn spots(problem: &Problem, offer: u32, cell: u32) -> impl Iterator<Item = usize> + use<> {
    let (from, to) = problem.time(offer as usize, cell);
    let slots = problem.slots;
    (problem.layer(offer as usize).uses.into_iter())
        .filter(|usage| usage.resource != NONE)
        .flat_map(move |usage| {
            (from..to).map(move |slot| usage.resource as usize * slots + slot as usize)
        })
}
