//! Times for the talks that an exact step chose.

use super::super::anneal::{Anneal, Heat};
use super::super::state::{Placed, State};
use super::super::timing::Timing;
use super::{Search, TALKS_SHARE, on_threads};

impl Search<'_, '_> {
    /// Finds times for chosen talks; what has none is mended by a short search over the pool.
    pub(super) fn time(&mut self, chosen: &[u32], settled: &[(u32, u32)]) -> bool {
        let fullest = self.fullest(chosen, settled);
        if fullest.len() == chosen.len() {
            self.take(fullest);
            return true;
        }
        self.take(fullest.clone());
        let seed = self.how.seed.wrapping_add(self.round);
        let moves = self.timing_moves(chosen);
        let state = State::of(self.problem, &fullest);
        let pool = &self.pool;
        let stop = || self.spent(TALKS_SHARE);
        let one = |thread: u64| {
            Anneal::new(state.clone(), pool.clone(), seed.wrapping_add(thread * 7919))
                .run(Heat { from: 20.0, to: 1.0, moves }, &stop)
                .0
        };
        let plans = on_threads(self.how.threads, &one);
        self.spend(moves);
        for placed in plans {
            self.take(placed);
        }
        false
    }

    /// Times for all chosen talks, or nothing.
    pub(super) fn timed(&self, chosen: &[u32], settled: &[(u32, u32)]) -> Option<Placed> {
        let fullest = self.fullest(chosen, settled);
        (fullest.len() == chosen.len()).then_some(fullest)
    }

    pub(super) fn timing_moves(&self, chosen: &[u32]) -> u64 {
        (chosen.len() as u64 * 40).max(4_000).saturating_mul(self.round.min(16))
    }

    /// A plan with as many of the chosen talks as find a time; `settled` ones keep their cells.
    pub(super) fn fullest(&self, chosen: &[u32], settled: &[(u32, u32)]) -> Placed {
        let is_settled = |offer: &u32| settled.binary_search_by_key(offer, |at| at.0).is_ok();
        let kept: Placed = (self.found.placed.iter().copied())
            .filter(|(offer, _)| chosen.binary_search(offer).is_ok() && !is_settled(offer))
            .collect();
        let mut state = State::new(self.problem);
        for (offer, cell) in settled {
            state.place(*offer, *cell);
            state.fixed[*offer as usize] = true;
        }
        for (offer, cell) in kept {
            if state.placed[offer as usize] == u32::MAX && state.fits(offer, cell) {
                state.place(offer, cell);
            }
        }
        for offer in chosen {
            if let Some(cell) = state.first_fit(*offer) {
                state.place(*offer, cell);
            }
        }
        if state.list.len() == chosen.len() {
            return state.placed();
        }
        let seed = self.how.seed.wrapping_add(self.round);
        let moves = self.timing_moves(chosen);
        let stop = || self.spent(TALKS_SHARE);
        let one = |thread: u64| {
            Timing::new(state.clone(), chosen, seed.wrapping_add(thread * 7919)).run(moves, &stop)
        };
        let plans = on_threads(self.how.threads, &one);
        self.spend(moves);
        // of equally full plans the first thread's
        let mut best = state.placed();
        for placed in plans {
            if placed.len() > best.len() {
                best = placed;
            }
        }
        best
    }
}
