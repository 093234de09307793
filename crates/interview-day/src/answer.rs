//! A planned day as it is written: the day, the plan, and why somebody was left out.

use day_planner::{
    Budget, Chance, NoSlot, Reason, Remedy,
    day::{Day, DayPlan, Happened},
};
use formats::document::EngineDocument;
use matching_core::{
    calendar::Date,
    eligibility::Eligibility,
    explain,
    quantity::{Centipoints, Span},
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::Gathered;

/// The name and version of this format.
pub const DAY_FORMAT: &str = "passgenau-day-1";

/// Times that others are moved to find a remedy for people without a talk.
const SEARCHES: usize = 200;

/// Changes to the whole day that are weighed.
const CHANCES: usize = 8;

/// What weighing one change may cost.
const CHANCE_STEPS: u64 = 20_000;

/// A planned day.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct DayAnswer {
    /// `passgenau-day-1`.
    pub format: &'static str,
    /// What computed the fits.
    pub engine: EngineDocument,
    /// The day as of which everything was read.
    pub as_of: Date,
    /// The day with its people and pairs.
    pub day: Day,
    /// The plan.
    pub plan: DayPlan,
    /// Everybody without a talk, and why.
    pub without_talk: Vec<WithoutTalk>,
    /// Every pair that comes into question and has no slot, why, and the cheapest change that gives
    /// it one while every other talk stays.
    pub without_slot: Vec<NoSlot>,
    /// What one more place, hour, helper or table would bring to the whole day at least, best
    /// first; nothing where something has happened already.
    pub chances: Vec<Chance>,
}

/// Somebody without a talk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct WithoutTalk {
    /// Who.
    pub person: String,
    /// Why.
    pub reason: Reason,
    /// The cheapest change for which a new plan gives the person a talk and takes nobody's last.
    pub remedy: Option<Remedy>,
    /// The change that must come with it, where no single one is enough.
    pub also: Option<Remedy>,
    /// The nearest role, for somebody who comes into question for none.
    pub nearest: Option<NearestRole>,
}

/// The nearest role of somebody who comes into question for none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct NearestRole {
    /// The role.
    pub role: String,
    /// The class.
    pub eligibility: Eligibility,
    /// Both sides, lowest and highest possible centipoints.
    #[schema(value_type = [Centipoints; 2])]
    pub overall: Span<Centipoints>,
    /// What weighs most against it.
    pub reasons: Vec<explain::Reason>,
}

/// Puts a planned day together, with a reason for everybody who is left out.
pub fn answer(
    gathered: Gathered,
    happened: Option<&Happened>,
    plan: DayPlan,
    stamp: (EngineDocument, Date),
) -> DayAnswer {
    answer_with(gathered, happened, plan, stamp, SEARCHES)
}

/// The same, moving others at most so many times to find a remedy for somebody: never where an
/// answer is needed at once.
pub fn answer_with(
    gathered: Gathered,
    happened: Option<&Happened>,
    plan: DayPlan,
    (engine, as_of): (EngineDocument, Date),
    searches: usize,
) -> DayAnswer {
    let Gathered { day, nearest, .. } = gathered;
    let without_talk = (plan.without_talk(&day, happened, searches).into_iter())
        .map(|row| WithoutTalk {
            nearest: nearest.get(&row.person).map(|near| NearestRole {
                role: near.role.clone(),
                eligibility: near.explanation.score.eligibility,
                overall: near.explanation.score.overall,
                reasons: near.explanation.reasons.clone(),
            }),
            person: row.person,
            reason: row.reason,
            remedy: row.remedy,
            also: row.also,
        })
        .collect();
    // thousands of pairs: only what needs nobody to move, so that it can be told again at any time
    let without_slot = plan.without_slot(&day, happened, 0);
    let budget = Budget::steps(CHANCE_STEPS);
    let chances = match happened {
        None => plan.chances(&day, CHANCES, (&plan.settings, &budget)),
        Some(_) => Vec::new(),
    };
    let format = DAY_FORMAT;
    DayAnswer { format, engine, as_of, day, plan, without_talk, without_slot, chances }
}
