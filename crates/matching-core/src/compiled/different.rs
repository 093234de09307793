//! Places ask the same things in the same words far more often than not: each different line once.

use std::collections::BTreeMap;

use crate::{
    criteria::Key,
    eligibility::Due,
    score::{BoundProfile, Line},
};

/// The lines of many profiles, without their weights.
pub(super) struct Different<'a> {
    /// Each different line once.
    pub(super) lines: Vec<&'a Line>,
    /// For every profile, in the order of its lines, where the line stands.
    pub(super) places: Vec<Vec<usize>>,
}

impl<'a> Different<'a> {
    pub(super) fn of(profiles: &'a [BoundProfile]) -> Self {
        let mut lines: Vec<&Line> = Vec::new();
        let mut known: BTreeMap<(Option<Due>, Vec<&Key>), Vec<usize>> = BTreeMap::new();
        let mut place = |line: &'a Line| {
            let reads = line.readings().into_iter().map(|reading| &reading.key).collect();
            let alike = known.entry((line.due, reads)).or_default();
            let same = |at: &&usize| lines.get(**at).is_some_and(|own| own.body == line.body);
            alike.iter().find(same).copied().unwrap_or_else(|| {
                alike.push(lines.len());
                lines.push(line);
                lines.len() - 1
            })
        };
        let places =
            profiles.iter().map(|profile| profile.lines().iter().map(&mut place).collect());
        Self { places: places.collect(), lines }
    }
}
