//! One person and one place: what stands in the way, how it could be closed, and what remains.

use matching_core::{
    criteria::{End, Key, Truth},
    eligibility::{Due, Eligibility},
    id::{CriterionId, MeasureId, ProfileId},
    need::{Gap, Need, Needed},
    score::{BoundProfile, Score},
};

use crate::Barrier;

use super::{
    Person, Refusal,
    pathway::{Pathway, Subject},
};

/// One person and one place.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Outlook {
    /// The place.
    pub profile: ProfileId,
    /// How they fit today, with what measures could do.
    pub score: Score,
    /// What stands in the way, must by must.
    pub gaps: Vec<GapOutlook>,
    /// At most three ways, if what is open turns out well; one empty way where nothing is in the way.
    pub pathways: Vec<Pathway>,
    /// At most three ways, if what is open turns out badly. Absent where nothing is open.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub if_it_turns_out_badly: Option<Vec<Pathway>>,
    /// The soonest way that ends only after the residence title, where none ends before. It needs
    /// the advice of the immigration authority, and nothing is said about what the law will decide.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub beyond_stay: Option<Pathway>,
    /// Whether every way was looked at.
    pub complete: bool,
}

/// A must that stands in the way, and what can be done about it by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct GapOutlook {
    /// The line of the profile.
    pub criterion: CriterionId,
    /// The line as the employer wrote it, where this is a part of it.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub of: Option<CriterionId>,
    /// When it has to hold.
    pub due: Due,
    /// Its value today.
    pub value: Eligibility,
    /// The kind of criterion and the subject that would have to be reached.
    #[cfg_attr(feature = "schema", schema(value_type = Vec<String>))]
    pub subjects: Vec<Subject>,
    /// Days until it could be closed by itself.
    pub days: Option<u32>,
    /// No measure closes it for this person: a gap in what is funded or offered. Where a measure
    /// would only take longer than there is time, it is none.
    pub funding_gap: bool,
    /// Measures that would close it and that the person does not get, each with why.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Vec::is_empty"))]
    pub refusals: Vec<Refusal>,
    /// Measures that the person could get and that help on the way without closing the gap.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Vec::is_empty"))]
    pub supported_by: Vec<MeasureId>,
}

impl Outlook {
    /// Days until the soonest way is over, if what is open turns out well.
    pub fn days(&self) -> Option<u32> {
        self.pathways.iter().map(|way| way.days).min()
    }

    /// Days until the soonest way is over, if what is open turns out badly.
    pub fn days_at_worst(&self) -> Option<u32> {
        let worst = self.if_it_turns_out_badly.as_ref().unwrap_or(&self.pathways);
        worst.iter().map(|way| way.days).min()
    }

    /// By how many days the answers that are open pull the ways apart; `None` where one end has no
    /// way at all.
    pub fn fork_days(&self) -> Option<u32> {
        Some(self.days_at_worst()?.saturating_sub(self.days()?))
    }
}

impl Person<'_> {
    /// What stands between the person and a place, and the ways to it.
    pub fn outlook(&mut self, profile: &BoundProfile) -> Outlook {
        self.look_at([profile]);
        let engine = self.planner().engine;
        let score = engine.score(self.portrait(), profile);
        let gaps = engine.gaps(self.portrait(), profile);
        let need = Need::AllOf(gaps.iter().map(|gap| gap.need.clone()).collect());
        let best = self.ways(profile, &need, End::Best, false);
        let movable = |needed: &&Needed| needed.is_open() && needed.goal.is_some();
        let open = need.leaves().iter().any(movable);
        let worst = open.then(|| self.ways(profile, &need, End::Worst, false));
        let complete = best.complete && worst.as_ref().is_none_or(|ways| ways.complete);
        let cut_short = best.ways.is_empty() && self.latest(false) < self.latest(true);
        let beyond = cut_short.then(|| self.ways(profile, &need, End::Best, true));
        Outlook {
            profile: profile.profile().id().clone(),
            score,
            gaps: gaps.iter().map(|gap| self.gap(gap)).collect(),
            pathways: best.ways,
            if_it_turns_out_badly: worst.map(|ways| ways.ways),
            beyond_stay: beyond.and_then(|ways| ways.ways.into_iter().next()),
            complete,
        }
    }

    fn gap(&self, gap: &Gap) -> GapOutlook {
        let missing = missing(&gap.need);
        let alone = missing.iter().filter(|needed| needed.goal.is_some());
        let days = self.days_alone(&gap.need);
        let movable = alone.clone().count() > 0;
        let refusals = if days.is_some() {
            Vec::new()
        } else {
            let mut all: Vec<Refusal> = alone.flat_map(|needed| self.refusals(needed)).collect();
            all.sort_by(|one, other| {
                one.barrier.cmp(&other.barrier).then_with(|| one.measure.cmp(&other.measure))
            });
            all.dedup_by(|one, other| one.measure == other.measure);
            all
        };
        GapOutlook {
            criterion: gap.criterion.clone(),
            of: gap.of.clone(),
            due: gap.due,
            value: gap.value,
            subjects: missing.iter().map(|needed| Subject(needed.key.clone())).collect(),
            days,
            funding_gap: movable && days.is_none() && !too_long(&refusals),
            refusals,
            supported_by: if days.is_none() { self.supporters(&missing) } else { Vec::new() },
        }
    }

    /// Measures that the person could get and that help with what is missing.
    fn supporters(&self, missing: &[&Needed]) -> Vec<MeasureId> {
        let helps = |key: &Key| missing.iter().any(|needed| needed.key == *key);
        let helping = self.own_offer().filter(|usable| {
            usable.bound.supports.iter().any(helps) && usable.need.truth() != Truth::Not
        });
        helping.map(|usable| usable.bound.measure.id.clone()).collect()
    }

    /// Days until a need could be closed by itself, whatever is open about it.
    fn days_alone(&self, need: &Need) -> Option<u32> {
        match need {
            Need::One(needed) if needed.holds() => Some(0),
            Need::One(needed) => self.closed(needed).days,
            Need::AnyOf(needs) => needs.iter().filter_map(|need| self.days_alone(need)).min(),
            Need::AllOf(needs) => needs
                .iter()
                .try_fold(0, |latest: u32, need| Some(latest.max(self.days_alone(need)?))),
        }
    }
}

/// Whether a measure would close it if there were more time.
fn too_long(refusals: &[Refusal]) -> bool {
    refusals.iter().any(|refusal| refusal.barrier == Barrier::Time)
}

/// The leaves that do not hold yet.
fn missing(need: &Need) -> Vec<&Needed> {
    need.leaves().into_iter().filter(|needed| !needed.holds()).collect()
}
