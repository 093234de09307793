//! The answer of an audit.

use fairness::{Estimate, Signal};
use formats::document::EngineDocument;
use matching_core::{
    Label,
    calendar::Date,
    id::{CriterionId, ProfileId},
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::records::Step;

/// Groups compared at every step.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AuditView {
    /// How many days it is about.
    pub(super) days: usize,
    /// As of which day.
    pub(super) as_of: Date,
    /// Version of the program and of everything that classes and points rest on.
    pub(super) engine: EngineDocument,
    /// No number stands for fewer people than this. Groups that are too small, and those that would tell
    /// their numbers, are left out.
    pub(super) least: u32,
    /// The attribute by which people are compared.
    pub(super) attribute: String,
    /// What it is called.
    pub(super) label: Label,
    /// What the numbers rest on: everybody in question, by group.
    pub(super) coverage: Vec<Coverage>,
    /// What stands out.
    pub(super) signals: Signals,
    /// How far people came, step by step: of those who reached the step before.
    pub(super) ladder: Vec<LadderStep>,
    /// Who has a talk in the plan in force.
    pub(super) planned: Rates,
    /// How many talks people have in the plan in force.
    pub(super) talks: Means,
    /// Whether watching the work was agreed after the talk with the best fit, by how good that fit was: the
    /// same points should mean the same for every group.
    pub(super) calibration: Vec<Band>,
    /// Place by place.
    pub(super) places: Vec<PlaceAudit>,
}

/// How many people of a group are in question.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Coverage {
    /// The group; null for those who stated nothing.
    pub(super) group: Option<String>,
    /// What it is called.
    pub(super) label: Option<Label>,
    /// How many people; null for a number that could point at somebody.
    pub(super) people: Option<u32>,
}

/// What stands out, in numbers.
#[derive(Clone, Copy, Debug, Default, Serialize, ToSchema)]
#[schema(as = AuditSignals)]
pub(crate) struct Signals {
    /// How many pairs of rates were compared.
    pub(super) compared: u32,
    /// In how many of them chance alone would do as much in fewer than one case in twenty.
    pub(super) unlikely: u32,
    /// In how many one would expect that although nothing is behind it: one in twenty.
    pub(super) expected_by_chance: u32,
    /// In how many the lower rate is also below four fifths of the higher one.
    pub(super) conspicuous: u32,
}

/// Rates of groups, and each two of them side by side.
#[derive(Clone, Debug, Default, Serialize, ToSchema)]
#[schema(as = AuditRates)]
pub(crate) struct Rates {
    /// The groups, in the order of the attribute; those who stated nothing last.
    pub(super) groups: Vec<GroupRate>,
    /// Each two groups: first and second in that order.
    pub(super) pairs: Vec<PairRates>,
}

impl Rates {
    /// Whether no group is shown.
    pub(super) const fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }
}

/// The rate of a group.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = AuditGroupRate)]
pub(crate) struct GroupRate {
    /// The group; null for those who stated nothing.
    pub(super) group: Option<String>,
    /// How many people.
    pub(super) people: u32,
    /// For how many of them it holds.
    pub(super) holds: u32,
    /// The part of them, from 0 to 1, with Wilson's interval of 95 %.
    pub(super) rate: Estimate,
}

/// The rates of two groups side by side.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = AuditPairRates)]
pub(crate) struct PairRates {
    /// The first group.
    pub(super) first: String,
    /// The second group.
    pub(super) second: String,
    /// The rate of the first less that of the second, with Newcombe's interval of 95 %.
    pub(super) difference: Estimate,
    /// The lower rate as a part of the higher one, with its interval; null where both are 0.
    pub(super) ratio: Option<Estimate>,
    /// How often chance alone does as much: Fisher's exact test, mid-p, both directions.
    pub(super) mid_p: f64,
    /// Whether somebody should look. Never a verdict.
    pub(super) signal: Signal,
}

/// Means of groups, and each two of them side by side.
#[derive(Clone, Debug, Default, Serialize, ToSchema)]
#[schema(as = AuditMeans)]
pub(crate) struct Means {
    /// The groups, in the order of the attribute; those who stated nothing last.
    pub(super) groups: Vec<GroupMean>,
    /// Each two groups: first and second in that order.
    pub(super) pairs: Vec<PairMeans>,
}

/// The mean of a group.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = AuditGroupMean)]
pub(crate) struct GroupMean {
    /// The group; null for those who stated nothing.
    pub(super) group: Option<String>,
    /// How many people.
    pub(super) people: u32,
    /// The mean, with Student's interval of 95 %.
    pub(super) mean: Estimate,
}

/// The means of two groups side by side.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = AuditPairMeans)]
pub(crate) struct PairMeans {
    /// The first group.
    pub(super) first: String,
    /// The second group.
    pub(super) second: String,
    /// The mean of the first less that of the second, with Welch's interval of 95 %.
    pub(super) difference: Estimate,
}

/// A step of the ladder.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AuditLadderStep)]
pub(crate) struct LadderStep {
    /// The step.
    pub(super) step: Step,
    /// The step before: whom the rates are about; null for everybody in question.
    pub(super) of: Option<Step>,
    /// Who reached it or a higher one.
    pub(super) reached: Rates,
}

/// Talks with fits of a band of points.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AuditBand)]
pub(crate) struct Band {
    /// From so many overall points on, in centipoints.
    pub(super) from: u16,
    /// To below so many.
    pub(super) below: u16,
    /// After whose talk watching the work was agreed.
    pub(super) agreed: Rates,
}

/// A place, and how the groups fit it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PlaceAudit {
    /// The requirement profile.
    pub(super) profile: ProfileId,
    /// What it is called.
    pub(super) title: Label,
    /// Who is suitable, or suitable with conditions.
    pub(super) suitable: Rates,
    /// Of whom something that decides is not recorded: whose papers are worse.
    pub(super) to_clarify: Rates,
    /// To whom measures would lead there, of those who do not meet a must: whether plans are to be had
    /// equally. Benefit regime and residence status are not kept and not looked at.
    pub(super) with_measures: Rates,
    /// Whom the engine had called suitable, of those whom somebody decided to address.
    pub(super) found: Rates,
    /// Points of the demands that depend on open answers, in centipoints: how much is not recorded.
    pub(super) open_points: Means,
    /// Must by must, as far as a group can be shown.
    pub(super) musts: Vec<MustAudit>,
    /// Which lines make the difference of the demands, for each two groups.
    pub(super) gaps: Vec<PairGap>,
}

/// A must, and who meets it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MustAudit {
    /// The line.
    pub(super) criterion: CriterionId,
    /// What it is called.
    pub(super) label: Label,
    /// Who meets it now, or will by its day.
    pub(super) met: Rates,
    /// Of whom it is not known.
    pub(super) open: Rates,
}

/// Which lines make the difference between two groups. Lines sum to the whole, exactly.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AuditPairGap)]
pub(crate) struct PairGap {
    /// The first group.
    pub(super) first: String,
    /// The second group.
    pub(super) second: String,
    /// The mean of the first less that of the second, of what is certain of the demands, in centipoints.
    pub(super) certain: i64,
    /// The same if every open answer turns out best.
    pub(super) possible: i64,
    /// The lines that differ, the largest difference first.
    pub(super) lines: Vec<LineGap>,
}

/// What a line makes of the difference between two groups.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AuditLineGap)]
pub(crate) struct LineGap {
    /// The line.
    pub(super) criterion: CriterionId,
    /// What it is called.
    pub(super) label: Label,
    /// Its part of `certain`.
    pub(super) certain: i64,
    /// Its part of `possible`.
    pub(super) possible: i64,
}
