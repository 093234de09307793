//! Many profiles at once for one person: each different line is assessed once.

use std::collections::BTreeMap;

use super::words::Words;
use crate::{
    criteria::Key,
    eligibility::Due,
    model::Portrait,
    rules::Rules,
    score::{BoundProfile, Line, Outcome, Score, Silent, from_outcomes},
};

/// Many profiles at once, for lists over thousands of places.
///
/// Places ask the same things in the same words far more often than not. A catalogue keeps each
/// different line once, so that a person answers it once for all places, by the same body that
/// explains it; weights stay with the place.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    profiles: Vec<BoundProfile>,
    /// Each different line once.
    lines: Vec<Line>,
    /// For every profile, in the order of its lines, where the line stands.
    places: Vec<Sum>,
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
        let mut catalogue = Self::default();
        let mut known: BTreeMap<(Option<Due>, Vec<Key>), Vec<usize>> = BTreeMap::new();
        for profile in profiles {
            let places = profile.lines().iter().map(|line| {
                let reads = line.readings().iter().map(|reading| reading.key.clone()).collect();
                let alike = known.entry((line.due, reads)).or_default();
                let lines = &mut catalogue.lines;
                let same = |at: &&usize| lines.get(**at).is_some_and(|own| own.body == line.body);
                alike.iter().find(same).copied().unwrap_or_else(|| {
                    alike.push(lines.len());
                    lines.push(line.clone());
                    lines.len() - 1
                })
            });
            let places: Vec<usize> = places.collect();
            let words = Words::new(&profile, &places);
            catalogue.places.push(words.map_or(Sum::Wide(places), Sum::Words));
            catalogue.profiles.push(profile);
        }
        catalogue
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
        self.profiles.iter().zip(&self.places).map(score).collect()
    }
}
