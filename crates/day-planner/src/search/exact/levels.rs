//! Rows that count the levels: shares of people, openings covered.

use std::collections::BTreeMap;

use microlp::ComparisonOp;

use super::super::problem::{COVERED, EVEN, NONE, PROMISED, SEEN};
use super::{Model, Piece, Terms};

impl Model<'_, '_> {
    /// Caps and shares of people: one variable for each talk that a level counts.
    pub(super) fn people(&mut self) {
        let problem = self.problem;
        let mut by_person = self.by(|problem, piece| problem.offers[piece.offer as usize].person);
        let mut had: BTreeMap<u32, u32> = BTreeMap::new();
        for offer in &self.fixed {
            let person = problem.offers[*offer as usize].person;
            *had.entry(person).or_default() += 1;
            by_person.entry(person).or_default();
        }
        for (person, pieces) in by_person {
            let row = problem.people[person as usize];
            let talks = had.get(&person).copied().unwrap_or(0);
            for talk in 0..talks {
                self.constant[SEEN] += i64::from(talk == 0);
                self.constant[PROMISED] += i64::from(talk < row.min);
                self.constant[EVEN] += (problem.even - i64::from(talk)).max(0);
            }
            let terms: Terms = pieces.iter().map(|piece| (piece.x, 1.0)).collect();
            self.row(&terms, f64::from(row.max.saturating_sub(talks)));
            self.employers_once(&pieces);
            self.shares(person, talks, &terms);
            self.floor(&pieces);
            if self.question.timed {
                self.busy_person(&pieces);
            } else {
                self.person_times(&pieces);
            }
        }
    }

    fn employers_once(&mut self, pieces: &[Piece]) {
        let problem = self.problem;
        let mut employers: BTreeMap<u32, Terms> = BTreeMap::new();
        for piece in pieces {
            let employer = problem.offers[piece.offer as usize].employer;
            employers.entry(employer).or_default().push((piece.x, 1.0));
        }
        let met: Vec<u32> = (self.fixed.iter())
            .map(|offer| &problem.offers[*offer as usize])
            .filter(|row| {
                pieces
                    .first()
                    .is_some_and(|piece| problem.offers[piece.offer as usize].person == row.person)
            })
            .map(|row| row.employer)
            .collect();
        for (employer, terms) in employers {
            self.row(&terms, if met.contains(&employer) { 0.0 } else { 1.0 });
        }
    }

    /// A talk below the floor needs one above it beside it.
    fn floor(&mut self, pieces: &[Piece]) {
        let floor = self.question.floor;
        let fit = |piece: &Piece| self.problem.offers[piece.offer as usize].fit;
        let (above, below): (Vec<Piece>, Vec<Piece>) =
            pieces.iter().copied().partition(|piece| fit(piece) >= floor);
        let person = |offer: u32| self.problem.offers[offer as usize].person;
        let fixed_above = self.fixed.iter().any(|offer| {
            pieces.first().is_some_and(|piece| person(*offer) == person(piece.offer))
                && self.problem.offers[*offer as usize].fit >= floor
        });
        if floor == 0 || fixed_above {
            return;
        }
        for piece in below {
            let mut terms: Terms = above.iter().map(|above| (above.x, -1.0)).collect();
            terms.push((piece.x, 1.0));
            self.add(&terms, ComparisonOp::Le, 0.0);
        }
    }

    fn shares(&mut self, person: u32, had: u32, talks: &Terms) {
        let problem = self.problem;
        let row = problem.people[person as usize];
        let last = if problem.even > 0 { row.max } else { row.min.max(1).min(row.max) };
        let mut expression = talks.clone();
        for talk in had..last.min(had + talks.len() as u32) {
            let gains = [
                (SEEN, i64::from(talk == 0)),
                (PROMISED, i64::from(talk < row.min)),
                (EVEN, (problem.even - i64::from(talk)).max(0)),
            ];
            let counts: Vec<(usize, i64)> =
                gains.into_iter().filter(|(_, gain)| *gain > 0).collect();
            let cost: f64 =
                counts.iter().map(|(level, gain)| *gain as f64 * self.weight(*level)).sum();
            let wanted = cost > 0.0
                || counts.iter().any(|(level, _)| {
                    self.question.targets.iter().any(|(target, _)| target == level)
                });
            if !wanted {
                continue;
            }
            let share = self.inner.add_var(cost, (0.0, 1.0));
            expression.push((share, -1.0));
            for (level, gain) in counts {
                self.terms[level].push((share, gain as f64));
            }
        }
        if expression.len() > talks.len() {
            self.add(&expression, ComparisonOp::Ge, 0.0);
        }
    }

    /// Openings covered, up to each group's wish.
    pub(super) fn groups(&mut self) {
        let problem = self.problem;
        let mut had = vec![0_u32; problem.wishes.len()];
        for offer in &self.fixed {
            for group in problem.offers[*offer as usize].groups.into_iter().filter(|g| *g != NONE) {
                had[group as usize] += 1;
            }
        }
        for (count, wish) in had.iter().zip(&problem.wishes) {
            self.constant[COVERED] += i64::from(*count.min(wish));
        }
        let wanted = self.question.level == COVERED
            || self.question.targets.iter().any(|(level, _)| *level == COVERED);
        if !wanted {
            return;
        }
        let mut by_group: BTreeMap<u32, Terms> = BTreeMap::new();
        for piece in &self.pieces {
            let groups = problem.offers[piece.offer as usize].groups;
            for group in groups.into_iter().filter(|group| *group != NONE) {
                by_group.entry(group).or_default().push((piece.x, 1.0));
            }
        }
        for (group, mut terms) in by_group {
            let open = problem.wishes[group as usize].saturating_sub(had[group as usize]);
            if open == 0 {
                continue;
            }
            let share = self.inner.add_var(self.weight(COVERED), (0.0, f64::from(open)));
            self.terms[COVERED].push((share, 1.0));
            terms.push((share, -1.0));
            self.add(&terms, ComparisonOp::Ge, 0.0);
        }
    }
}
