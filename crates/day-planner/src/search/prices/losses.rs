//! What forcing an offer in, or forbidding it, costs at the best prices.

use super::super::problem::{Levels, NONE};
use super::{Pick, Prices};

impl Prices<'_> {
    /// Evaluates the best prices again and says what forcing each offer in costs, and what
    /// forbidding it costs, in units. A plan better than `value` holds no offer whose first loss
    /// exceeds the bound less `value`, and every offer whose second one does.
    pub(crate) fn losses(&mut self) -> (i64, Vec<(i64, i64)>) {
        let best = std::mem::take(&mut self.best_units);
        self.units.copy_from_slice(&best);
        self.best_units = best;
        let bound = self.evaluate();
        let problem = self.problem;
        let coefficients = self.coefficients();
        let mut losses = vec![(0, 0); problem.offers.len()];
        for person in 0..problem.people.len() {
            let mut picks: Vec<Pick> = (problem.offers_of(person))
                .map(|offer| Pick {
                    net: self.net(&coefficients, offer),
                    offer: offer as u32,
                    employer: problem.offers[offer].employer,
                })
                .collect();
            picks.sort_unstable_by_key(|pick| (std::cmp::Reverse(pick.net), pick.offer));
            let free = |forced: u32, banned: u32| {
                self.alone(&coefficients, person, &picks, (forced, banned))
            };
            let value = free(NONE, NONE);
            for pick in &picks {
                losses[pick.offer as usize] =
                    (value - free(pick.offer, NONE), value - free(NONE, pick.offer));
            }
        }
        (bound, losses)
    }

    /// What a person can do with one offer forced in, one forbidden (fixed talks left aside).
    fn alone(
        &self,
        coefficients: &Levels,
        person: usize,
        picks: &[Pick],
        (forced, banned): (u32, u32),
    ) -> i64 {
        let problem = self.problem;
        let max = problem.people[person].max;
        let kept = self.kept.get(person).map_or(&[][..], Vec::as_slice);
        let mut met: Vec<u32> =
            kept.iter().map(|(offer, _)| problem.offers[*offer as usize].employer).collect();
        let mut sum = 0;
        let mut talk = kept.len() as u32;
        if let Some(pick) = picks.iter().find(|pick| pick.offer == forced) {
            if met.contains(&pick.employer) || talk >= max {
                return i64::MIN / 4;
            }
            sum += pick.net + self.gain(coefficients, person, talk);
            met.push(pick.employer);
            talk += 1;
        }
        for pick in picks {
            if talk >= max {
                break;
            }
            if pick.offer == banned || met.contains(&pick.employer) {
                continue;
            }
            let net = pick.net + self.gain(coefficients, person, talk);
            if net <= 0 {
                break;
            }
            sum += net;
            met.push(pick.employer);
            talk += 1;
        }
        sum
    }
}
