//! Many profiles at once for one person: each different line is assessed once.

use super::{different::Different, words::Words};
use crate::{
    model::Portrait,
    rules::Rules,
    score::{BoundProfile, Line, Outcome, Score, Silent, from_outcomes},
};

/// Many profiles at once, for lists over thousands of places.
///
/// A catalogue keeps each different line once, so that a person answers it once for all places, by
/// the same body that explains it; weights stay with the place.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    profiles: Vec<BoundProfile>,
    /// Each different line once.
    lines: Vec<Line>,
    /// For every profile, what its score comes from.
    sums: Vec<Sum>,
}

/// How the outcomes of all lines become the score of one profile.
#[derive(Clone, Debug)]
enum Sum {
    /// With weights that fit machine words.
    Words(Words),
    /// With weights that do not: where each line stands, in the order of the profile's lines.
    Wide(Vec<usize>),
}

impl Catalogue {
    /// Puts profiles into a catalogue; they keep their order.
    pub fn new(profiles: impl IntoIterator<Item = BoundProfile>) -> Self {
        let profiles: Vec<BoundProfile> = profiles.into_iter().collect();
        let Different { lines, places } = Different::of(&profiles);
        let sum = |(profile, places): (&BoundProfile, Vec<usize>)| {
            Words::new(profile, &places).map_or(Sum::Wide(places), Sum::Words)
        };
        let sums = profiles.iter().zip(places).map(sum).collect();
        Self { lines: lines.into_iter().cloned().collect(), sums, profiles }
    }

    /// The profiles, in their order.
    pub fn profiles(&self) -> &[BoundProfile] {
        &self.profiles
    }

    /// How many different lines all profiles have together.
    pub fn different_lines(&self) -> usize {
        self.lines.len()
    }

    /// How a person fits every profile, in the order of the profiles.
    pub(crate) fn scores(&self, person: &Portrait, rules: &Rules) -> Vec<Score> {
        let outcome = |line: &Line| line.assess(person, rules, &mut Silent);
        let outcomes: Vec<Outcome> = self.lines.iter().map(outcome).collect();
        let of_line = |at: &usize| outcomes.get(*at).copied().unwrap_or(Outcome::NOTHING);
        let score = |(profile, sum): (&BoundProfile, &Sum)| match sum {
            Sum::Words(words) => words.score(&outcomes),
            Sum::Wide(places) => from_outcomes(profile, places.iter().map(of_line)),
        };
        self.profiles.iter().zip(&self.sums).map(score).collect()
    }
}
