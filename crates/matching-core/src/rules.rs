//! The numbers of the model: credit tables, thresholds and defaults, each with its reason.
//!
//! They are one value, versioned and hashed by the caller, so that an old result can be reproduced.

use crate::quantity::{Level, Permille, round_half_up};

/// Credit for being late, far or short: up to `within`, the credit is `credit`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Tier {
    /// Largest value that still gets this credit; the unit is the table's.
    pub within: u32,
    /// Credit in thousandths.
    pub credit: u16,
}

/// The rule set of the score.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Rules {
    /// Name of this rule set; it stands in every result.
    pub version: String,
    /// Course units that lead to none, A1, A2, B1, B2, C1, C2: credit is the share of the way walked.
    pub language_effort: [u32; 7],
    /// Credit in thousandths for level 0–4 where level 1, 2, 3 or 4 is the target.
    pub level_credit: [[u16; 5]; 4],
    /// Knots of the experience curve: share of the target in thousandths, credit in thousandths.
    pub experience_curve: Vec<(u16, u16)>,
    /// Months of unpaid or informal work count by so many thousandths unless a profile says otherwise.
    pub informal_credit: Permille,
    /// Months of disuse after which one step, and after which a second step, is uncertain.
    pub disuse_months: [u32; 2],
    /// A related concept counts from this similarity on.
    pub similarity_floor: Permille,
    /// Credit by distance or time in per cent of the person's limit.
    pub commute: Vec<Tier>,
    /// Credit by days after the wished start.
    pub start: Vec<Tier>,
    /// Credit by weekly hours between what is wished and what is offered.
    pub hours: Vec<Tier>,
    /// Overall points in hundredths from which a contrastive sentence calls a match good.
    pub good_overall: u16,
    /// Overall points in hundredths that a pair must be able to reach to meet on an application day.
    pub day_overall: u16,
    /// Weights are shaken by so many per cent to see whether an order holds.
    pub robustness_percent: u16,
    /// Held rungs above the role's from which the hint "a higher role" is raised.
    pub higher_role_rungs: u8,
    /// Residence windows that end within so many days raise a hint to the case worker.
    pub residence_hint_days: u16,
}

/// Why a rule set is unusable.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RulesError {
    /// A credit falls where more is held, or rises where more is asked.
    #[error("the table {table} is not monotone")]
    NotMonotone {
        /// Name of the table.
        table: &'static str,
    },
    /// A credit exceeds 1000, or the full credit is missing at the target.
    #[error("the table {table} leaves the range 0 to 1000 or misses 1000 at the target")]
    OutOfRange {
        /// Name of the table.
        table: &'static str,
    },
}

impl Rules {
    /// The shipped rule set.
    pub fn standard() -> Self {
        Self {
            version: "passgenau-2026-11".to_owned(),
            // Cumulative units of integration course (600 to B1) and vocational courses (400 each
            // step after that): scoring.md 2.3, sources S33 and S36.
            language_effort: [0, 200, 400, 600, 1000, 1400, 1800],
            // Concave: the first steps carry most of the information, the last one is learnt on the
            // job: scoring.md 2.3.
            level_credit: [
                [0, 1000, 1000, 1000, 1000],
                [0, 600, 1000, 1000, 1000],
                [0, 400, 750, 1000, 1000],
                [0, 300, 600, 850, 1000],
            ],
            // Saturating, because years predict little (S1): scoring.md 2.3.
            experience_curve: vec![(0, 0), (125, 350), (250, 600), (500, 850), (1000, 1000)],
            // Half, until an employer credits more: scoring.md 2.2.
            informal_credit: Permille::new(500),
            // Half of an acquired gain is gone after a year of disuse (S14): scoring.md 2.2.
            disuse_months: [12, 36],
            similarity_floor: Permille::new(500),
            // A quarter more than the limit is a talk, half more is not: a design decision.
            commute: tiers(&[(100, 1000), (125, 500)]),
            // A month later can be bridged, a quarter hardly: a design decision.
            start: tiers(&[(0, 1000), (31, 600), (92, 300)]),
            // Five hours can be negotiated, ten seldom: a design decision.
            hours: tiers(&[(0, 1000), (5, 500), (10, 250)]),
            good_overall: 8000,
            day_overall: 5000,
            robustness_percent: 20,
            higher_role_rungs: 2,
            residence_hint_days: 183,
        }
    }

    /// Checks that the tables obey the laws of the model.
    ///
    /// # Errors
    /// Names the first table that is not monotone or leaves its range.
    pub fn check(&self) -> Result<(), RulesError> {
        let rising =
            |values: &[u32]| values.windows(2).all(|pair| matches!(pair, [a, b] if a <= b));
        if !rising(&self.language_effort) || self.language_effort.first() != Some(&0) {
            return Err(RulesError::NotMonotone { table: "language_effort" });
        }
        for (row, target) in self.level_credit.iter().zip(1_usize..) {
            if !row.is_sorted() || row.first() != Some(&0) {
                return Err(RulesError::NotMonotone { table: "level_credit" });
            }
            if row.iter().enumerate().any(|(held, credit)| (*credit == 1000) != (held >= target)) {
                return Err(RulesError::OutOfRange { table: "level_credit" });
            }
        }
        let columns_fall = self.level_credit.windows(2).all(
            |pair| matches!(pair, [low, high] if low.iter().zip(high).all(|(low, high)| low >= high)),
        );
        if !columns_fall {
            return Err(RulesError::NotMonotone { table: "level_credit" });
        }
        let curve = &self.experience_curve;
        if !curve.is_sorted_by(|a, b| a.0 < b.0 && a.1 <= b.1) {
            return Err(RulesError::NotMonotone { table: "experience_curve" });
        }
        if curve.first() != Some(&(0, 0)) || curve.last() != Some(&(1000, 1000)) {
            return Err(RulesError::OutOfRange { table: "experience_curve" });
        }
        for (table, tiers) in
            [("commute", &self.commute), ("start", &self.start), ("hours", &self.hours)]
        {
            if !tiers.is_sorted_by(|a, b| a.within < b.within && a.credit > b.credit) {
                return Err(RulesError::NotMonotone { table });
            }
            if tiers.first().is_none_or(|tier| tier.credit != 1000) {
                return Err(RulesError::OutOfRange { table });
            }
        }
        Ok(())
    }

    /// Steps of certainty lost after so many months without use.
    pub(crate) fn steps_lost(&self, months: u32) -> Level {
        let [one, two] = self.disuse_months;
        if months > two { 2 } else { u8::from(months > one) }
    }

    /// Credit for the language level `held` where `target` is asked.
    pub(crate) fn language(&self, held: Level, target: Level) -> Permille {
        let effort = |level: Level| {
            self.language_effort.get(usize::from(level)).or(self.language_effort.last()).copied()
        };
        match (effort(held), effort(target)) {
            _ if held >= target => Permille::FULL,
            (Some(walked), Some(whole)) => Permille::share(walked.into(), whole.into()),
            _ => Permille::NONE,
        }
    }

    /// Credit for the level `held` of 0–4 where `target` is asked.
    pub(crate) fn level(&self, held: Level, target: Level) -> Permille {
        if held >= target {
            return Permille::FULL;
        }
        let row = self.level_credit.get(usize::from(target).saturating_sub(1));
        let credit = row.and_then(|row| row.get(usize::from(held)));
        credit.map_or(Permille::NONE, |credit| Permille::new(*credit))
    }

    /// Credit for `held` months where `target` months are asked; linear between the knots.
    pub(crate) fn experience(&self, held: u32, target: u32) -> Permille {
        if held >= target {
            return Permille::FULL;
        }
        // The share stays exact: both sides are multiplied by `target` instead of dividing by it.
        let share = u128::from(held) * 1000;
        let whole = u128::from(target);
        for pair in self.experience_curve.windows(2) {
            let &[(x0, y0), (x1, y1)] = pair else { continue };
            if share <= u128::from(x1) * whole {
                let run = u128::from(x1 - x0) * whole;
                let rise = u128::from(y1 - y0);
                let credit = round_half_up(
                    u128::from(y0) * run + rise * (share - u128::from(x0) * whole),
                    run,
                );
                return Permille::short_of_full(credit);
            }
        }
        Permille::FULL
    }

    /// Credit of the tier that holds `value`; nothing beyond the last.
    pub(crate) fn tier(tiers: &[Tier], value: u32) -> Permille {
        let tier = tiers.iter().find(|tier| value <= tier.within);
        tier.map_or(Permille::NONE, |tier| Permille::new(tier.credit))
    }
}

impl Default for Rules {
    fn default() -> Self {
        Self::standard()
    }
}

/// Credit on an ordinal scale without a table of its own: the share of the target.
pub(crate) fn ordinal(held: Level, target: Level) -> Permille {
    Permille::share(held.into(), target.into())
}

fn tiers(steps: &[(u32, u16)]) -> Vec<Tier> {
    steps.iter().map(|&(within, credit)| Tier { within, credit }).collect()
}

#[cfg(test)]
mod tests {
    use super::{Rules, RulesError};

    #[test]
    fn the_shipped_rules_obey_the_laws() {
        assert_eq!(Rules::standard().check(), Ok(()));
    }

    #[test]
    fn the_tables_give_the_published_values() {
        let rules = Rules::standard();
        // scoring.md 2.3: B1|B2 = 600, A2|B2 = 400, A2|B1 = 667, A1|B1 = 333.
        for (held, target, credit) in
            [(3, 4, 600), (2, 4, 400), (2, 3, 667), (1, 3, 333), (5, 4, 1000)]
        {
            assert_eq!(rules.language(held, target).get(), credit, "{held}|{target}");
        }
        for (held, target, credit) in
            [(1, 8, 350), (2, 8, 600), (4, 8, 850), (3, 8, 725), (12, 12, 1000), (0, 12, 0)]
        {
            assert_eq!(rules.experience(held, target).get(), credit, "{held}|{target} months");
        }
        assert_eq!(rules.level(2, 3).get(), 750);
        assert_eq!(rules.steps_lost(12), 0);
        assert_eq!(rules.steps_lost(13), 1);
        assert_eq!(rules.steps_lost(37), 2);
    }

    #[test]
    fn a_falling_table_is_refused() {
        let mut rules = Rules::standard();
        rules.level_credit[1] = [0, 1000, 600, 1000, 1000];
        assert_eq!(rules.check(), Err(RulesError::NotMonotone { table: "level_credit" }));
        let mut rules = Rules::standard();
        rules.hours.reverse();
        assert_eq!(rules.check(), Err(RulesError::NotMonotone { table: "hours" }));
    }
}
