//! What a person chooses alone at given prices.

use super::super::problem::{EVEN, FIT, Levels, NONE, PROMISED, SEEN, STABLE};
use super::{Pick, Prices, Worker};

impl Prices<'_> {
    /// The best that a person can do alone at these prices.
    pub(super) fn person(&self, coefficients: &Levels, person: usize, worker: &mut Worker) -> i64 {
        let problem = self.problem;
        let max = problem.people[person].max;
        let fixed = self.kept.get(person).map_or(&[][..], Vec::as_slice);
        let mut sum = 0;
        let mut talk = 0;
        for (offer, cell) in fixed {
            let row = &problem.offers[*offer as usize];
            let layer = problem.classes[row.class as usize].layer as usize;
            let home = if *cell == row.home { coefficients[STABLE] } else { 0 };
            sum += self.worth(coefficients, *offer as usize) + home
                - self.by_layer[layer][*cell as usize]
                + self.gain(coefficients, person, talk);
            self.use_up(worker, (person, talk), (*offer, *cell));
            talk += 1;
        }
        let mut picks = std::mem::take(&mut worker.picks);
        picks.clear();
        let least = self.gain(coefficients, person, talk);
        for offer in problem.offers_of(person) {
            let net = self.net(coefficients, offer);
            if net + least > 0 {
                let employer = problem.offers[offer].employer;
                picks.push(Pick { net, offer: offer as u32, employer });
            }
        }
        picks.sort_unstable_by_key(|pick| (std::cmp::Reverse(pick.net), pick.offer));
        let mut taken: [u32; 8] = [NONE; 8];
        for at in 0..picks.len() {
            if talk >= max {
                break;
            }
            let pick = picks[at];
            let met = fixed
                .iter()
                .any(|(offer, _)| problem.offers[*offer as usize].employer == pick.employer)
                || if (talk as usize) <= taken.len() {
                    taken.contains(&pick.employer)
                } else {
                    picks[..at].iter().any(|before| before.employer == pick.employer)
                };
            if met {
                continue;
            }
            let net = pick.net + self.gain(coefficients, person, talk);
            if net <= 0 {
                break;
            }
            sum += net;
            if let Some(slot) = taken.get_mut(talk as usize) {
                *slot = pick.employer;
            }
            let cell = self.calm_cell(coefficients, pick.offer, &worker.usage);
            self.use_up(worker, (person, talk), (pick.offer, cell));
            talk += 1;
        }
        worker.picks = picks;
        sum
    }

    /// Among the cheapest cells of an offer one that few others chose.
    pub(super) fn calm_cell(&self, coefficients: &Levels, offer: u32, usage: &[i64]) -> u32 {
        let problem = self.problem;
        let row = &problem.offers[offer as usize];
        let layer = problem.classes[row.class as usize].layer as usize;
        let prices = &self.by_layer[layer];
        let least = self.cheapest[row.class as usize];
        if row.home != NONE && prices[row.home as usize] - coefficients[STABLE] <= least {
            return row.home;
        }
        let mut best = (i64::MAX, NONE);
        for cell in problem.starts(offer as usize).flatten() {
            let extra = prices[cell as usize] - least;
            if extra <= self.slack {
                let load = usage[cell as usize] * (self.slack + 1) + extra;
                if load < best.0 {
                    best = (load, cell);
                }
            }
        }
        best.1
    }

    pub(super) fn use_up(
        &self,
        worker: &mut Worker,
        (person, talk): (usize, u32),
        (offer, cell): (u32, u32),
    ) {
        let problem = self.problem;
        let layout = &self.layout;
        let row = &problem.offers[offer as usize];
        let layer = problem.layer(offer as usize);
        for at in cell..cell + layer.span {
            worker.usage[at as usize] += 1;
        }
        worker.usage[layout.tables + row.table as usize] += 1;
        worker.usage[layout.roles + row.role as usize] += 1;
        for group in row.groups.iter().filter(|group| **group != NONE) {
            worker.usage[layout.groups + *group as usize] += 1;
        }
        let (from, to) = problem.time(offer as usize, cell);
        for usage in layer.uses.iter().filter(|usage| usage.resource != NONE) {
            let base = layout.resources + usage.resource as usize * problem.slots;
            for slot in from..to {
                worker.usage[base + slot as usize] += i64::from(usage.units);
            }
        }
        let levels = &mut worker.usage[layout.levels..];
        levels[SEEN] += i64::from(talk == 0);
        levels[PROMISED] += i64::from(talk < problem.people[person].min);
        levels[EVEN] += (problem.even - i64::from(talk)).max(0);
        levels[FIT] += row.fit;
        levels[STABLE] += row.keep + i64::from(row.home == cell && cell != NONE);
    }
}
