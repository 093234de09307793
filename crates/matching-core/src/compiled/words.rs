//! The sum of a profile in machine words, for the many profiles of a catalogue.
//!
//! The weights of nearly every profile fit 32 bits once they are divided by what they have in common;
//! only their proportions matter, so the points stay the same to the last hundredth.

use crate::{
    criteria::Side,
    eligibility::Verdict,
    quantity::Span,
    score::{BoundProfile, Line, Outcome, Score, from_sums},
};

/// A profile as weights and the places of its lines.
#[derive(Clone, Debug)]
pub(super) struct Words {
    demands: Part,
    needs: Part,
    /// Where the musts stand; no other line moves the class.
    musts: Box<[u32]>,
}

/// One side.
#[derive(Clone, Debug)]
struct Part {
    terms: Box<[Term]>,
    total: u32,
}

/// A line that has a weight: where it stands, and what it weighs.
#[derive(Clone, Copy, Debug)]
struct Term {
    line: u32,
    weight: u32,
}

impl Words {
    /// A profile whose lines stand at `places`, in their order; `None` where its weights do not fit.
    pub(super) fn new(profile: &BoundProfile, places: &[usize]) -> Option<Self> {
        let part = |side| Part::new(profile, places, side);
        let lines = profile.lines().iter().zip(places);
        let musts = lines.filter(|(line, _)| line.due.is_some());
        let musts = musts.map(|(_, place)| u32::try_from(*place).ok());
        Some(Self {
            demands: part(Side::Demands)?,
            needs: part(Side::Needs)?,
            musts: musts.collect::<Option<_>>()?,
        })
    }

    /// The score from what came of all lines of the catalogue.
    pub(super) fn score(&self, outcomes: &[Outcome]) -> Score {
        let musts = self.musts.iter().filter_map(|line| of(outcomes, *line));
        let verdict = musts.fold(Verdict::CLEAR, |all, outcome| all.and(outcome.verdict));
        let side = |part: &Part| (part.sum(outcomes), part.total.into());
        from_sums(verdict, side(&self.demands), side(&self.needs))
    }
}

impl Part {
    fn new(profile: &BoundProfile, places: &[usize], side: Side) -> Option<Self> {
        let lines = profile.lines().iter().zip(places);
        let own = || lines.clone().filter(|(line, _)| line.side == side && line.weight > 0);
        let common = own().map(|(line, _)| line.weight).fold(0, greatest_common_divisor).max(1);
        let term = |(line, place): (&Line, &usize)| {
            let weight = u32::try_from(line.weight / common).ok()?;
            Some(Term { line: u32::try_from(*place).ok()?, weight })
        };
        let total = u32::try_from(profile.total(side) / common).ok()?;
        Some(Self { terms: own().map(term).collect::<Option<_>>()?, total })
    }

    /// At most 1000 · 2³², at either end.
    fn sum(&self, outcomes: &[Outcome]) -> Span<u128> {
        let (mut low, mut high) = (0_u64, 0_u64);
        for Term { line, weight } in &self.terms {
            let Some(outcome) = of(outcomes, *line) else { continue };
            let weight = u64::from(*weight);
            low += weight * u64::from(outcome.satisfaction.low.get());
            high += weight * u64::from(outcome.satisfaction.high.get());
        }
        Span { low: low.into(), high: high.into() }
    }
}

fn of(outcomes: &[Outcome], line: u32) -> Option<&Outcome> {
    outcomes.get(usize::try_from(line).ok()?)
}

const fn greatest_common_divisor(one: u128, other: u128) -> u128 {
    let (mut a, mut b) = (one, other);
    while b > 0 {
        (a, b) = (b, a % b);
    }
    a
}
