//! Who meets whom, solved exactly over the few offers that prices leave in question.
//!
//! Times are relaxed to capacities of time ranges, so that equal cells cause no symmetry. The
//! optimum is a bound; a later step finds the times.

mod levels;
mod rows;

use std::time::Duration;

use microlp::{ComparisonOp, LinearExpr, OptimizationDirection, SolveOptions, Variable};

use super::problem::{COVERED, FIT, LEVELS, Levels, NONE, PROMISED, Problem, SEEN, STABLE};
use super::state::State;

/// What the exact step is asked.
pub(crate) struct Question<'a> {
    /// Offers in question; every other one is left out (fixed talks are always in).
    pub core: &'a [u32],
    /// Level to be maximised.
    pub level: usize,
    /// Levels that must reach a target, and the target.
    pub targets: &'a [(usize, i64)],
    /// The plan in hand.
    pub start: &'a [(u32, u32)],
    /// Whether every cell is a choice of its own; exact, but large.
    pub timed: bool,
    /// Everybody with a talk has one that fits at least so well; 0 for no such wish.
    pub floor: i64,
    pub nodes: u64,
    pub time: Option<Duration>,
}

/// What it answers.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    /// Chosen offers, sorted.
    pub offers: Vec<u32>,
    /// Those of them that must have a certain cell, with it.
    pub cells: Vec<(u32, u32)>,
    /// Upper bound of the level over all choices from the core that meet every target.
    pub bound: Option<i64>,
    /// Work done, in pivots.
    pub pivots: u64,
}

/// An offer in the model, at a certain cell or anywhere.
#[derive(Clone, Copy)]
struct Piece {
    offer: u32,
    x: Variable,
    cell: Option<u32>,
    /// First cell, cell after the last, cells taken.
    hull: (u32, u32, u32),
    /// Earliest and latest time.
    first: (u32, u32),
    last: (u32, u32),
}

/// Terms of a row.
type Terms = Vec<(Variable, f64)>;

/// The mixed-integer model while it grows.
struct Model<'p, 'q> {
    problem: &'p Problem,
    question: &'q Question<'q>,
    inner: microlp::Problem,
    pieces: Vec<Piece>,
    /// Offers that are in every plan.
    fixed: Vec<u32>,
    /// Terms of each level, and its constant part.
    terms: Vec<Terms>,
    constant: Levels,
}

/// Solves the question; `None` when the solver fails.
pub(crate) fn solve(problem: &Problem, question: &Question<'_>) -> Option<Answer> {
    let mut model = Model {
        problem,
        question,
        inner: microlp::Problem::new(OptimizationDirection::Maximize),
        pieces: Vec::new(),
        fixed: problem.fixed.iter().map(|(offer, _)| *offer).collect(),
        terms: vec![Vec::new(); LEVELS],
        constant: [0; LEVELS],
    };
    model.variables();
    model.people();
    model.roles();
    model.groups();
    if question.timed {
        model.busy_cells();
    } else {
        model.tables();
        model.resources();
    }
    model.targets();
    let mut options = SolveOptions::default();
    options.node_limit = Some(question.nodes);
    options.time_limit = question.time;
    options.warm_start = model.warm_start();
    let outcome = model.inner.solve_with(options).ok()?;
    let solution = outcome.solution()?;
    let chosen = || model.pieces.iter().filter(|piece| solution.var_value(piece.x) > 0.5);
    let mut offers: Vec<u32> = chosen().map(|piece| piece.offer).collect();
    offers.extend(&model.fixed);
    offers.sort_unstable();
    offers.dedup();
    let mut cells: Vec<(u32, u32)> =
        chosen().filter_map(|piece| Some((piece.offer, piece.cell?))).collect();
    cells.sort_unstable();
    // a plan that meets the targets pays for no slack, so the bound holds for it in any case; half
    // a point is far above the solver's tolerance, and the true optimum is whole
    let best = match outcome.stats().best_bound {
        _ if outcome.is_optimal() => Some(solution.objective()),
        Some(bound) if bound.is_finite() => Some(bound.max(solution.objective())),
        _ => None,
    };
    let constant = model.constant[question.level];
    let bound = best.map(|best| (best + 0.5).floor() as i64 + constant);
    let pivots = outcome.stats().lp_iterations;
    Some(Answer { offers, cells, bound, pivots })
}

impl Model<'_, '_> {
    /// What a point of a level counts in the objective.
    fn weight(&self, level: usize) -> f64 {
        f64::from(u8::from(level == self.question.level))
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

    fn variables(&mut self) {
        let problem = self.problem;
        let empty = State::new(problem);
        for offer in self.question.core {
            let row = &problem.offers[*offer as usize];
            if self.fixed.contains(offer) {
                continue;
            }
            if self.question.timed {
                for cell in problem.starts(*offer as usize).flatten() {
                    if empty.fits(*offer, cell) {
                        self.piece(*offer, Some(cell));
                    }
                }
                continue;
            }
            if problem.classes[row.class as usize].size > 0 {
                self.piece(*offer, None);
                if row.home != NONE {
                    self.piece(*offer, Some(row.home));
                }
            }
        }
        for (offer, cell) in &problem.fixed {
            let row = &problem.offers[*offer as usize];
            self.constant[FIT] += row.fit;
            self.constant[STABLE] += row.keep + i64::from(row.home == *cell);
        }
    }

    fn piece(&mut self, offer: u32, cell: Option<u32>) {
        let problem = self.problem;
        let row = &problem.offers[offer as usize];
        let span = problem.layer(offer as usize).span;
        let keep = (row.keep + i64::from(cell == Some(row.home))) as f64;
        let cost = row.fit as f64 * self.weight(FIT) + keep * self.weight(STABLE);
        let x = self.inner.add_binary_var(cost);
        let all = problem.starts(offer as usize).fold((u32::MAX, 0), |hull, range| {
            (hull.0.min(range.start), hull.1.max(range.end - 1))
        });
        let (from, to) = cell.map_or(all, |cell| (cell, cell));
        self.terms[FIT].push((x, row.fit as f64));
        if keep > 0.0 {
            self.terms[STABLE].push((x, keep));
        }
        self.pieces.push(Piece {
            offer,
            x,
            cell,
            hull: (from, to + span, span),
            first: problem.time(offer as usize, from),
            last: problem.time(offer as usize, to),
        });
    }

    /// Targets of earlier levels; missing them is possible and dear.
    fn targets(&mut self) {
        for (level, target) in self.question.targets {
            let open = target - self.constant[*level];
            let mut terms = self.terms[*level].clone();
            let cost = match *level {
                SEEN => -50_000.0,
                STABLE => -20_000.0,
                PROMISED => -10_000.0,
                // a point of fit is small beside a point of any other level
                FIT => -10.0,
                COVERED => -4_000.0,
                _ => -5_000.0,
            };
            let slack = self.inner.add_var(cost, (0.0, f64::INFINITY));
            terms.push((slack, 1.0));
            self.add(&terms, ComparisonOp::Ge, open as f64);
        }
    }

    fn warm_start(&self) -> Option<Vec<(Variable, f64)>> {
        let cell = |offer: u32| {
            let at = self.question.start.binary_search_by_key(&offer, |(placed, _)| *placed);
            at.ok().map(|at| self.question.start[at].1)
        };
        let hint = self.pieces.iter().map(|piece| {
            let home = self.problem.offers[piece.offer as usize].home;
            let on = cell(piece.offer).is_some_and(|cell| match piece.cell {
                Some(own) => own == cell,
                None => cell != home,
            });
            (piece.x, f64::from(u8::from(on)))
        });
        (!self.question.start.is_empty()).then(|| hint.collect())
    }
}

/// Time ranges worth a row: from a first cell to a last one of somebody.
fn ranges(hulls: &[(u32, u32)]) -> Vec<(u32, u32)> {
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
