//! Rows for tables, roles, shared resources and the times of people.

use std::collections::BTreeMap;

use super::super::problem::{NONE, Problem};
use super::{Model, Piece, Terms, ranges};

impl Model<'_, '_> {
    /// Caps of tables, and of the time ranges that some talks are confined to.
    pub(super) fn tables(&mut self) {
        let problem = self.problem;
        let mut had = vec![0; problem.tables.len()];
        let mut taken = vec![false; problem.cells.len()];
        for (offer, cell) in &problem.fixed {
            had[problem.offers[*offer as usize].table as usize] += 1;
            for at in *cell..cell + problem.layer(*offer as usize).span {
                taken[at as usize] = true;
            }
        }
        for (table, pieces) in self.by(|problem, piece| problem.offers[piece.offer as usize].table)
        {
            let terms: Terms = pieces.iter().map(|piece| (piece.x, 1.0)).collect();
            let cap = problem.tables[table as usize].cap;
            self.row(&terms, f64::from(cap.saturating_sub(had[table as usize])));
            let hulls: Vec<(u32, u32)> =
                pieces.iter().map(|piece| (piece.hull.0, piece.hull.1)).collect();
            for (from, to) in ranges(&hulls) {
                let inside: Terms = (pieces.iter())
                    .filter(|piece| from <= piece.hull.0 && piece.hull.1 <= to)
                    .map(|piece| (piece.x, f64::from(piece.hull.2)))
                    .collect();
                let free = (from..to).filter(|cell| !taken[*cell as usize]).count();
                self.row(&inside, free as f64);
            }
        }
    }

    /// Pieces by something about their offer.
    pub(super) fn by(&self, key: fn(&Problem, &Piece) -> u32) -> BTreeMap<u32, Vec<Piece>> {
        let mut groups: BTreeMap<u32, Vec<Piece>> = BTreeMap::new();
        for piece in &self.pieces {
            groups.entry(key(self.problem, piece)).or_default().push(*piece);
        }
        groups
    }

    /// Caps of roles.
    pub(super) fn roles(&mut self) {
        let problem = self.problem;
        let mut had = vec![0; problem.role_caps.len()];
        for offer in &self.fixed {
            had[problem.offers[*offer as usize].role as usize] += 1;
        }
        for (role, pieces) in self.by(|problem, piece| problem.offers[piece.offer as usize].role) {
            let terms: Terms = pieces.iter().map(|piece| (piece.x, 1.0)).collect();
            let cap = problem.role_caps[role as usize];
            self.row(&terms, f64::from(cap.saturating_sub(had[role as usize])));
        }
    }

    /// Capacities of shared resources over the time ranges that their users are confined to.
    pub(super) fn resources(&mut self) {
        let problem = self.problem;
        let mut free: Vec<Vec<u32>> = problem.resources.clone();
        for (offer, cell) in &problem.fixed {
            let (from, to) = problem.time(*offer as usize, *cell);
            for usage in problem.layer(*offer as usize).uses.iter().filter(|u| u.resource != NONE) {
                for slot in from..to {
                    let left = &mut free[usage.resource as usize][slot as usize];
                    *left = left.saturating_sub(usage.units);
                }
            }
        }
        for (resource, places) in free.iter().enumerate() {
            self.resource(resource as u32, places);
        }
    }

    fn resource(&mut self, resource: u32, places: &[u32]) {
        let problem = self.problem;
        // breaks lie inside a range but nobody can use them
        let mut usable = vec![false; problem.slots];
        let mut users: Terms = Vec::new();
        let mut hulls: Vec<(u32, u32)> = Vec::new();
        for piece in &self.pieces {
            for usage in problem.layer(piece.offer as usize).uses {
                if usage.resource != resource {
                    continue;
                }
                let len = piece.first.1 - piece.first.0;
                users.push((piece.x, f64::from(len * usage.units)));
                hulls.push((piece.first.0, piece.last.1));
                for cell in problem.starts(piece.offer as usize).flatten() {
                    let (start, end) = problem.time(piece.offer as usize, cell);
                    usable[start as usize..end as usize].fill(true);
                }
            }
        }
        for (from, to) in ranges(&hulls) {
            let inside: Terms = (users.iter().zip(&hulls))
                .filter(|(_, hull)| from <= hull.0 && hull.1 <= to)
                .map(|(term, _)| *term)
                .collect();
            let sum: u32 = (from as usize..to as usize)
                .filter(|slot| usable[*slot])
                .map(|slot| places[slot])
                .fold(0, u32::saturating_add);
            self.row(&inside, f64::from(sum));
        }
    }

    /// Talks of a person that cannot both have a time, and time ranges that hold only so many.
    pub(super) fn person_times(&mut self, pieces: &[Piece]) {
        let problem = self.problem;
        for (at, a) in pieces.iter().enumerate() {
            for b in &pieces[at + 1..] {
                let (one, two) =
                    (&problem.offers[a.offer as usize], &problem.offers[b.offer as usize]);
                let gap = problem.gap(one.table, two.table);
                let fits = a.first.1 + gap <= b.last.0 || b.first.1 + gap <= a.last.0;
                if one.employer != two.employer && !fits {
                    self.row(&[(a.x, 1.0), (b.x, 1.0)], 1.0);
                }
            }
        }
        let hulls: Vec<(u32, u32)> =
            pieces.iter().map(|piece| (piece.first.0, piece.last.1)).collect();
        let gap = problem.gaps.iter().copied().min().unwrap_or(0);
        for (from, to) in ranges(&hulls) {
            let inside: Vec<&Piece> = (pieces.iter().zip(&hulls))
                .filter(|(_, hull)| from <= hull.0 && hull.1 <= to)
                .map(|(piece, _)| piece)
                .collect();
            if inside.len() > 1 {
                let terms: Terms = inside.iter().map(|piece| (piece.x, 1.0)).collect();
                self.row(&terms, f64::from(most_apart(problem, &inside, gap)));
            }
        }
    }
}

impl Model<'_, '_> {
    /// With times: a cell holds one talk, a slot of a resource only so many.
    pub(super) fn busy_cells(&mut self) {
        let problem = self.problem;
        let mut cells: BTreeMap<u32, Terms> = BTreeMap::new();
        let mut slots: BTreeMap<(u32, u32), Terms> = BTreeMap::new();
        for piece in &self.pieces {
            for cell in piece.hull.0..piece.hull.1 {
                cells.entry(cell).or_default().push((piece.x, 1.0));
            }
            let uses = problem.layer(piece.offer as usize).uses;
            for usage in uses.iter().filter(|usage| usage.resource != NONE) {
                for slot in piece.first.0..piece.first.1 {
                    let row = slots.entry((usage.resource, slot)).or_default();
                    row.push((piece.x, f64::from(usage.units)));
                }
            }
        }
        for terms in cells.values() {
            self.row(terms, 1.0);
        }
        let mut taken: BTreeMap<(u32, u32), u32> = BTreeMap::new();
        for (offer, cell) in &problem.fixed {
            let (from, to) = problem.time(*offer as usize, *cell);
            for usage in problem.layer(*offer as usize).uses.iter().filter(|u| u.resource != NONE) {
                for slot in from..to {
                    *taken.entry((usage.resource, slot)).or_default() += usage.units;
                }
            }
        }
        for ((resource, slot), terms) in slots {
            let places = problem.resources[resource as usize][slot as usize];
            let used = taken.get(&(resource, slot)).copied().unwrap_or(0);
            self.row(&terms, f64::from(places.saturating_sub(used)));
        }
        for (table, pieces) in self.by(|problem, piece| problem.offers[piece.offer as usize].table)
        {
            let fixed = (problem.fixed.iter())
                .filter(|(offer, _)| problem.offers[*offer as usize].table == table)
                .count();
            let terms: Terms = pieces.iter().map(|piece| (piece.x, 1.0)).collect();
            let cap = f64::from(problem.tables[table as usize].cap) - fixed as f64;
            self.row(&terms, cap.max(0.0));
        }
    }

    /// With times: a person sits at one table at a time, and gets from one to the next.
    pub(super) fn busy_person(&mut self, pieces: &[Piece]) {
        let problem = self.problem;
        let gap = problem.gaps.iter().copied().min().unwrap_or(0);
        let mut slots: BTreeMap<u32, Terms> = BTreeMap::new();
        for piece in pieces {
            for slot in piece.first.0..piece.first.1 + gap {
                slots.entry(slot).or_default().push((piece.x, 1.0));
            }
        }
        for terms in slots.values() {
            self.row(terms, 1.0);
        }
        if problem.sites < 2 {
            return;
        }
        for (at, a) in pieces.iter().enumerate() {
            for b in &pieces[at + 1..] {
                let (one, two) =
                    (&problem.offers[a.offer as usize], &problem.offers[b.offer as usize]);
                let travel = problem.gap(one.table, two.table);
                let fits = a.first.1 + travel <= b.first.0 || b.first.1 + travel <= a.first.0;
                if travel > gap && one.employer != two.employer && !fits {
                    self.row(&[(a.x, 1.0), (b.x, 1.0)], 1.0);
                }
            }
        }
    }
}

/// The most talks that a person could have one after the other in the cells of some pieces.
fn most_apart(problem: &Problem, pieces: &[&Piece], gap: u32) -> u32 {
    let mut talks: Vec<(u32, u32)> = Vec::new();
    for piece in pieces {
        if piece.cell.is_some() {
            talks.push((piece.first.1, piece.first.0));
            continue;
        }
        talks.extend(problem.starts(piece.offer as usize).flatten().map(|cell| {
            let (start, end) = problem.time(piece.offer as usize, cell);
            (end, start)
        }));
    }
    talks.sort_unstable();
    let (mut most, mut free) = (0, 0);
    for (end, start) in talks {
        if start >= free {
            most += 1;
            free = end + gap;
        }
    }
    most
}
