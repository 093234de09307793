//! Who meets whom, solved exactly over the few offers that prices leave in question.
//!
//! Times are relaxed to capacities of time ranges, so that equal cells cause no symmetry. The
//! optimum is a bound; a later step finds the times.

use std::collections::BTreeMap;
use std::time::Duration;

use microlp::{ComparisonOp, LinearExpr, OptimizationDirection, SolveOptions, Variable};

use super::problem::{COVERED, EVEN, FIT, LEVELS, Levels, NONE, PROMISED, Problem, SEEN, STABLE};

/// What the exact step is asked.
pub(crate) struct Question<'a> {
    /// Offers in question; every other one is left out (fixed talks are always in).
    pub core: &'a [u32],
    /// Level to be maximised.
    pub level: usize,
    /// Levels that must reach a target, and what a missing point costs.
    pub targets: &'a [(usize, i64)],
    /// The plan in hand, as offers.
    pub start: &'a [u32],
    pub nodes: u64,
    pub time: Option<Duration>,
}

/// What it answers.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    /// Chosen offers.
    pub offers: Vec<u32>,
    /// Upper bound of the level when every target is met; `None` when the search was cut short
    /// or a target cannot be met.
    pub bound: Option<i64>,
    /// Whether every target is met.
    pub meets: bool,
}

/// The mixed-integer model while it grows.
struct Model<'p> {
    problem: &'p Problem,
    inner: microlp::Problem,
    /// Variable of each offer of the core.
    x: BTreeMap<u32, Variable>,
    /// Offers that are in every plan.
    fixed: Vec<u32>,
    /// Terms of each level, and its constant part.
    terms: Vec<Vec<(Variable, f64)>>,
    constant: Levels,
}

/// Solves the question; `None` when the solver fails.
pub(crate) fn solve(problem: &Problem, question: &Question<'_>) -> Option<Answer> {
    let mut model = Model {
        problem,
        inner: microlp::Problem::new(OptimizationDirection::Maximize),
        x: BTreeMap::new(),
        fixed: problem.fixed.iter().map(|(offer, _)| *offer).collect(),
        terms: vec![Vec::new(); LEVELS],
        constant: [0; LEVELS],
    };
    model.variables(question);
    model.people(question);
    model.tables();
    model.roles();
    model.groups(question);
    model.resources();
    let slacks = model.targets(question);
    let warm_start = model.warm_start(question);
    let mut options = SolveOptions::default();
    options.node_limit = Some(question.nodes);
    options.time_limit = question.time;
    options.warm_start = warm_start;
    let outcome = model.inner.solve_with(options).ok()?;
    let solution = outcome.solution()?;
    let mut offers: Vec<u32> = (model.x.iter())
        .filter(|(_, x)| solution.var_value(**x) > 0.5)
        .map(|(offer, _)| *offer)
        .collect();
    offers.extend(&model.fixed);
    offers.sort_unstable();
    let meets = slacks.iter().all(|slack| solution.var_value(*slack) < 0.5);
    let constant = model.constant[question.level];
    // half a point is far above the solver's tolerance, and the true optimum is whole
    let bound = (outcome.is_optimal() && meets)
        .then(|| (solution.objective() + 0.5).floor() as i64 + constant);
    Some(Answer { offers, bound, meets })
}

impl Model<'_> {
    fn weight(question: &Question<'_>, level: usize) -> f64 {
        if level == question.level { 1.0 } else { 0.0 }
    }

    fn variables(&mut self, question: &Question<'_>) {
        for offer in question.core {
            let row = &self.problem.offers[*offer as usize];
            if self.fixed.contains(offer) {
                continue;
            }
            let cost = row.fit as f64 * Self::weight(question, FIT)
                + (row.keep + i64::from(row.home != NONE)) as f64 * Self::weight(question, STABLE);
            let x = self.inner.add_binary_var(cost);
            self.x.insert(*offer, x);
            self.terms[FIT].push((x, row.fit as f64));
            if row.keep != 0 {
                let keep = (row.keep + i64::from(row.home != NONE)) as f64;
                self.terms[STABLE].push((x, keep));
            }
        }
        for (offer, cell) in &self.problem.fixed {
            let row = &self.problem.offers[*offer as usize];
            self.constant[FIT] += row.fit;
            self.constant[STABLE] += row.keep + i64::from(row.home == *cell);
        }
    }

    fn row(&mut self, terms: &[(Variable, f64)], most: f64) {
        let sum: f64 = terms.iter().map(|(_, factor)| factor.max(0.0)).sum();
        if sum > most + 0.5 {
            self.add(terms, ComparisonOp::Le, most);
        }
    }

    fn add(&mut self, terms: &[(Variable, f64)], op: ComparisonOp, side: f64) {
        let expression: LinearExpr = terms.iter().copied().collect();
        self.inner.add_constraint(expression, op, side);
    }

    /// Caps and shares of people: one variable for each run of equally worthy talks.
    fn people(&mut self, question: &Question<'_>) {
        let problem = self.problem;
        let mut by_person: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for offer in self.x.keys() {
            by_person.entry(problem.offers[*offer as usize].person).or_default().push(*offer);
        }
        let mut had: BTreeMap<u32, u32> = BTreeMap::new();
        for offer in self.fixed.clone() {
            let row = &problem.offers[offer as usize];
            *had.entry(row.person).or_default() += 1;
            let _ = by_person.entry(row.person).or_default();
        }
        for (person, offers) in by_person {
            let row = problem.people[person as usize];
            let had_talks = had.get(&person).copied().unwrap_or(0);
            for talk in 0..had_talks {
                self.constant[SEEN] += i64::from(talk == 0);
                self.constant[PROMISED] += i64::from(talk < row.min);
                self.constant[EVEN] += (problem.even - i64::from(talk)).max(0);
            }
            let terms: Vec<(Variable, f64)> =
                offers.iter().map(|offer| (self.x[offer], 1.0)).collect();
            self.row(&terms, f64::from(row.max.saturating_sub(had_talks)));
            let mut employers: BTreeMap<u32, Vec<(Variable, f64)>> = BTreeMap::new();
            for offer in &offers {
                let employer = problem.offers[*offer as usize].employer;
                employers.entry(employer).or_default().push((self.x[offer], 1.0));
            }
            for terms in employers.values() {
                self.row(terms, 1.0);
            }
            self.shares(question, person, had_talks, &terms);
            self.person_times(&offers);
        }
    }

    /// Talks of a person that cannot both have a time, and time ranges that hold only so many.
    fn person_times(&mut self, offers: &[u32]) {
        let problem = self.problem;
        let times: Vec<Times> = offers.iter().map(|offer| Times::of(problem, *offer)).collect();
        let hulls: Vec<(u32, u32, u32)> =
            times.iter().map(|time| (time.first.0, time.last.1, 1)).collect();
        for (at, a) in times.iter().enumerate() {
            for (b, other) in times.iter().zip(offers).skip(at + 1) {
                let (one, two) =
                    (&problem.offers[offers[at] as usize], &problem.offers[*other as usize]);
                let gap = problem.gap(one.table, two.table);
                let fits = a.first.1 + gap <= b.last.0 || b.first.1 + gap <= a.last.0;
                if one.employer != two.employer && !fits {
                    self.row(&[(self.x[&offers[at]], 1.0), (self.x[other], 1.0)], 1.0);
                }
            }
        }
        let gap = problem.gaps.iter().copied().min().unwrap_or(0);
        for (from, to) in ranges(&hulls) {
            let inside: Vec<usize> =
                (0..hulls.len()).filter(|at| from <= hulls[*at].0 && hulls[*at].1 <= to).collect();
            if inside.len() < 2 {
                continue;
            }
            let mut talks: Vec<(u32, u32)> = (inside.iter())
                .flat_map(|at| {
                    problem.starts(offers[*at] as usize).flatten().map(|cell| {
                        let (start, end) = problem.time(offers[*at] as usize, cell);
                        (end, start)
                    })
                })
                .collect();
            talks.sort_unstable();
            let (mut most, mut free) = (0_u32, 0);
            for (end, start) in talks {
                if start >= free {
                    most += 1;
                    free = end + gap;
                }
            }
            let terms: Vec<(Variable, f64)> =
                inside.iter().map(|at| (self.x[&offers[*at]], 1.0)).collect();
            self.row(&terms, f64::from(most));
        }
    }

    fn shares(
        &mut self,
        question: &Question<'_>,
        person: u32,
        had: u32,
        talks: &[(Variable, f64)],
    ) {
        let problem = self.problem;
        let row = problem.people[person as usize];
        let last = if problem.even > 0 { row.max } else { row.min.max(1).min(row.max) };
        let mut expression = talks.to_vec();
        for talk in had..last.min(had + talks.len() as u32) {
            let gains = [
                (SEEN, i64::from(talk == 0)),
                (PROMISED, i64::from(talk < row.min)),
                (EVEN, (problem.even - i64::from(talk)).max(0)),
            ];
            let counts: Vec<(usize, i64)> =
                gains.into_iter().filter(|(_, gain)| *gain > 0).collect();
            let cost: f64 = (counts.iter())
                .map(|(level, gain)| *gain as f64 * Self::weight(question, *level))
                .sum();
            let wanted = cost > 0.0
                || counts
                    .iter()
                    .any(|(level, _)| question.targets.iter().any(|(target, _)| target == level));
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

    /// Caps of tables, and of the time ranges that some people are confined to.
    fn tables(&mut self) {
        let problem = self.problem;
        let mut by_table: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for offer in self.x.keys() {
            by_table.entry(problem.offers[*offer as usize].table).or_default().push(*offer);
        }
        let mut had: BTreeMap<u32, u32> = BTreeMap::new();
        for offer in &self.fixed {
            *had.entry(problem.offers[*offer as usize].table).or_default() += 1;
        }
        let mut taken = vec![false; problem.cells.len()];
        for (offer, cell) in &problem.fixed {
            for at in *cell..cell + problem.layer(*offer as usize).span {
                taken[at as usize] = true;
            }
        }
        for (table, offers) in by_table {
            let terms: Vec<(Variable, f64)> =
                offers.iter().map(|offer| (self.x[offer], 1.0)).collect();
            let cap = problem.tables[table as usize].cap;
            self.row(&terms, f64::from(cap - had.get(&table).copied().unwrap_or(0)));
            let hulls: Vec<(u32, u32, u32)> =
                offers.iter().map(|offer| hull(problem, *offer)).collect();
            for (from, to) in ranges(&hulls) {
                let inside: Vec<(Variable, f64)> = (offers.iter().zip(&hulls))
                    .filter(|(_, hull)| from <= hull.0 && hull.1 <= to)
                    .map(|(offer, hull)| (self.x[offer], f64::from(hull.2)))
                    .collect();
                let free = (from..to).filter(|cell| !taken[*cell as usize]).count();
                self.row(&inside, free as f64);
            }
        }
    }

    fn roles(&mut self) {
        let problem = self.problem;
        let mut had: BTreeMap<u32, u32> = BTreeMap::new();
        for offer in &self.fixed {
            *had.entry(problem.offers[*offer as usize].role).or_default() += 1;
        }
        let mut by_role: BTreeMap<u32, Vec<(Variable, f64)>> = BTreeMap::new();
        for (offer, x) in &self.x {
            by_role.entry(problem.offers[*offer as usize].role).or_default().push((*x, 1.0));
        }
        for (role, terms) in by_role {
            let cap = problem.role_caps[role as usize];
            self.row(&terms, f64::from(cap - had.get(&role).copied().unwrap_or(0)));
        }
    }

    fn groups(&mut self, question: &Question<'_>) {
        let problem = self.problem;
        let wanted = question.level == COVERED
            || question.targets.iter().any(|(level, _)| *level == COVERED);
        let mut had: BTreeMap<u32, u32> = BTreeMap::new();
        for offer in &self.fixed {
            for group in problem.offers[*offer as usize].groups.into_iter().filter(|g| *g != NONE) {
                *had.entry(group).or_default() += 1;
            }
        }
        for (group, count) in &had {
            self.constant[COVERED] += i64::from(*count.min(&problem.wishes[*group as usize]));
        }
        if !wanted {
            return;
        }
        let mut by_group: BTreeMap<u32, Vec<(Variable, f64)>> = BTreeMap::new();
        for (offer, x) in &self.x {
            for group in problem.offers[*offer as usize].groups.into_iter().filter(|g| *g != NONE) {
                by_group.entry(group).or_default().push((*x, 1.0));
            }
        }
        for (group, mut terms) in by_group {
            let wish = problem.wishes[group as usize];
            let open = wish.saturating_sub(had.get(&group).copied().unwrap_or(0));
            if open == 0 {
                continue;
            }
            let cost = Self::weight(question, COVERED);
            let share = self.inner.add_var(cost, (0.0, f64::from(open)));
            self.terms[COVERED].push((share, 1.0));
            terms.push((share, -1.0));
            self.add(&terms, ComparisonOp::Ge, 0.0);
        }
    }

    /// Capacities of shared resources over the time ranges that their users are confined to.
    fn resources(&mut self) {
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
            // breaks lie inside a range but nobody can use them
            let mut usable = vec![false; problem.slots];
            let mut users: Vec<(Variable, f64)> = Vec::new();
            let mut hulls: Vec<(u32, u32, u32)> = Vec::new();
            for (offer, x) in &self.x {
                for usage in problem.layer(*offer as usize).uses {
                    if usage.resource as usize == resource {
                        let (first, last, _) = hull(problem, *offer);
                        let (from, to) = (
                            problem.cells[first as usize].start,
                            problem.cells[(last - 1) as usize].end,
                        );
                        let (start, end) = problem.time(*offer as usize, first);
                        users.push((*x, f64::from((end - start) * usage.units)));
                        hulls.push((from, to, 1));
                        for cell in problem.starts(*offer as usize).flatten() {
                            let (start, end) = problem.time(*offer as usize, cell);
                            usable[start as usize..end as usize].fill(true);
                        }
                    }
                }
            }
            for (from, to) in ranges(&hulls) {
                let inside: Vec<(Variable, f64)> = (users.iter().zip(&hulls))
                    .filter(|(_, hull)| from <= hull.0 && hull.1 <= to)
                    .map(|(term, _)| *term)
                    .collect();
                let sum: u32 = (from as usize..to as usize)
                    .filter(|slot| usable[*slot])
                    .map(|slot| places[slot])
                    .sum();
                self.row(&inside, f64::from(sum));
            }
        }
    }

    /// Targets of earlier levels; missing them is possible and dear.
    fn targets(&mut self, question: &Question<'_>) -> Vec<Variable> {
        let mut slacks = Vec::new();
        for (level, target) in question.targets {
            let open = target - self.constant[*level];
            let mut terms = self.terms[*level].clone();
            let cost = match *level {
                SEEN => -50_000.0,
                STABLE => -20_000.0,
                PROMISED => -10_000.0,
                _ => -4_000.0,
            };
            let slack = self.inner.add_var(cost, (0.0, f64::INFINITY));
            slacks.push(slack);
            terms.push((slack, 1.0));
            self.add(&terms, ComparisonOp::Ge, open as f64);
        }
        slacks
    }

    fn warm_start(&self, question: &Question<'_>) -> Option<Vec<(Variable, f64)>> {
        if question.start.is_empty() {
            return None;
        }
        let inside = question
            .start
            .iter()
            .all(|offer| self.x.contains_key(offer) || self.fixed.contains(offer));
        inside.then(|| {
            (self.x.iter())
                .map(|(offer, x)| (*x, f64::from(u8::from(question.start.contains(offer)))))
                .collect()
        })
    }
}

/// The earliest and the latest time of an offer.
struct Times {
    first: (u32, u32),
    last: (u32, u32),
}

impl Times {
    fn of(problem: &Problem, offer: u32) -> Self {
        let first = problem.starts(offer as usize).next().map_or(0, |range| range.start);
        let last = problem.starts(offer as usize).last().map_or(first + 1, |range| range.end) - 1;
        Self {
            first: problem.time(offer as usize, first),
            last: problem.time(offer as usize, last),
        }
    }
}

/// First cell, cell after the last, and span of an offer.
fn hull(problem: &Problem, offer: u32) -> (u32, u32, u32) {
    let span = problem.layer(offer as usize).span;
    let first = problem.starts(offer as usize).next().map_or(0, |range| range.start);
    let last = problem.starts(offer as usize).last().map_or(0, |range| range.end);
    (first, last + span - 1, span)
}

/// Time ranges worth a row: from a first cell to a last one of somebody.
fn ranges(hulls: &[(u32, u32, u32)]) -> Vec<(u32, u32)> {
    let mut starts: Vec<u32> = hulls.iter().map(|hull| hull.0).collect();
    let mut ends: Vec<u32> = hulls.iter().map(|hull| hull.1).collect();
    starts.sort_unstable();
    starts.dedup();
    ends.sort_unstable();
    ends.dedup();
    let mut all = Vec::new();
    for from in &starts {
        for to in ends.iter().filter(|to| *to > from) {
            all.push((*from, *to));
        }
    }
    all
}
