//! What a person adds to a pool: what is missing, and courses that need a group.

use matching_core::{
    criteria::Truth, eligibility::Eligibility, evidence::Level, id::MeasureId, need::Needed,
    score::BoundProfile,
};

use super::{
    Person,
    usable::{Usable, reaches},
};

impl Person<'_> {
    /// The class of a place, with what measures could do.
    pub(crate) fn class(&self, profile: &BoundProfile) -> Eligibility {
        self.planner().engine.score(self.portrait(), profile).eligibility
    }

    /// What the person certainly lacks for the musts of these places and measures could give.
    pub(crate) fn missing(&self, profiles: &[BoundProfile]) -> Vec<Needed> {
        let gaps = profiles
            .iter()
            .flat_map(|profile| self.planner().engine.gaps(self.portrait(), profile));
        let mut missing = Vec::new();
        for gap in gaps {
            let leaves = gap.need.leaves().into_iter();
            let lacks = |needed: &&Needed| needed.truth == Truth::Not && needed.goal.is_some();
            missing.extend(leaves.filter(lacks).cloned());
        }
        missing
    }

    /// Whether no measure closes it for this person.
    pub(crate) fn never(&self, needed: &Needed) -> bool {
        self.closed(needed).days.is_none()
    }

    /// Courses that need a group and would give the person something that is missing: each with the
    /// level that is certain today and the size of the group.
    pub(crate) fn courses(&self, missing: &[Needed]) -> Vec<(MeasureId, Level, u16)> {
        let in_groups = self.offered().filter_map(|usable| {
            let measure = &usable.bound.measure;
            let group = measure.min_group?;
            if usable.need.truth() == Truth::Not {
                return None;
            }
            let helps = |needed: &&Needed| {
                gives(usable, needed) || usable.bound.supports.contains(&needed.key)
            };
            let level = missing.iter().filter(helps).map(|needed| self.level(needed)).min()?;
            Some((measure.id.clone(), level, group))
        });
        in_groups.collect()
    }

    /// The level that is certain of what is needed.
    fn level(&self, needed: &Needed) -> Level {
        let known =
            self.portrait().held(&needed.key).and_then(matching_core::criteria::Held::known);
        known.map_or(0, |known| known.level.low)
    }
}

/// Whether a measure gives what is needed.
fn gives(usable: &Usable<'_>, needed: &Needed) -> bool {
    needed.goal.is_some_and(|goal| {
        usable.bound.gives.iter().any(|(key, given)| {
            (*key == needed.key || needed.below.contains(key)) && reaches(*given, goal)
        })
    })
}
