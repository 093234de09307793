//! Many people at once: courses that could start, gaps that nobody funds, people without a next step.

use std::collections::BTreeMap;

use matching_core::{
    access::Regime,
    criteria::{Goal, Key},
    eligibility::Eligibility,
    evidence::Level,
    id::{ApplicantId, MeasureId},
    need::Needed,
    score::BoundProfile,
};

use crate::{Person, Subject};

/// When somebody could attend a course.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum DayPart {
    /// In the morning.
    Morning,
    /// In the afternoon.
    Afternoon,
    /// In the evening or at the weekend.
    Evening,
}

/// A person of a pool, with where and when a course would suit.
#[derive(Clone, Debug)]
pub struct Member<'a> {
    /// The person.
    pub person: Person<'a>,
    /// Where: a town or an office; unknown where nothing is said.
    pub place: Option<Box<str>>,
    /// When; unknown where nothing is said.
    pub attends: Option<DayPart>,
}

/// People with the same gap, level, place and time, and a course that would close it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Cluster {
    /// The measure.
    pub measure: MeasureId,
    /// The level that is certain today, on the scale of what the measure gives.
    #[cfg_attr(feature = "schema", schema(value_type = u8))]
    pub from: Level,
    /// Where.
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>))]
    pub place: Option<Box<str>>,
    /// When.
    pub attends: Option<DayPart>,
    /// People who fit for certain.
    pub members: Vec<ApplicantId>,
    /// People who fit if place or time suit them: nobody has asked yet.
    pub perhaps: Vec<ApplicantId>,
    /// People needed before the course begins.
    pub needed: u16,
}

impl Cluster {
    /// Whether there are enough people for certain.
    pub fn can_start(&self) -> bool {
        self.members.len() >= usize::from(self.needed)
    }

    /// Whether there could be enough if everybody who may fit does.
    pub fn could_start(&self) -> bool {
        self.members.len() + self.perhaps.len() >= usize::from(self.needed)
    }
}

/// A gap that nobody closes for some people of a regime.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct FundingGap {
    /// What would have to be reached.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub subject: Subject,
    /// The level.
    #[cfg_attr(feature = "schema", schema(value_type = u8))]
    pub level: Level,
    /// The regime; unknown where nothing is recorded.
    pub regime: Option<Regime>,
    /// Where.
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>))]
    pub place: Option<Box<str>>,
    /// How many people. Before it is published, small numbers must be hidden.
    pub people: usize,
}

/// What a pool needs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PoolReport {
    /// Courses, those that can start first.
    pub clusters: Vec<Cluster>,
    /// Gaps that nobody closes, the most frequent first.
    pub funding_gaps: Vec<FundingGap>,
    /// People who can be in none of the places and have no way to any of them.
    pub without_a_way: Vec<ApplicantId>,
    /// People looked at.
    pub people: usize,
}

/// Where and when a course for a level would run.
type Slot = (MeasureId, Level, Option<Box<str>>, Option<DayPart>);

/// What is lacking, up to which level, under which regime, where.
type Lack = (Key, Level, Option<Regime>, Option<Box<str>>);

/// Gathers what the people of a pool need, one after the other.
///
/// ```text
/// let mut survey = Survey::new(&profiles);
/// for (done, member) in members.enumerate() { survey.add(member); progress(done + 1); }
/// let report = survey.report();
/// ```
#[derive(Clone, Debug)]
pub struct Survey<'p> {
    profiles: &'p [BoundProfile],
    slots: BTreeMap<Slot, (u16, Vec<ApplicantId>)>,
    gaps: BTreeMap<Lack, usize>,
    without: Vec<ApplicantId>,
    people: usize,
}

impl<'p> Survey<'p> {
    /// A survey about these places.
    pub const fn new(profiles: &'p [BoundProfile]) -> Self {
        Self {
            profiles,
            slots: BTreeMap::new(),
            gaps: BTreeMap::new(),
            without: Vec::new(),
            people: 0,
        }
    }

    /// Looks at one person.
    pub fn add(&mut self, mut member: Member<'_>) {
        let person = &mut member.person;
        person.look_at(self.profiles);
        self.people += 1;
        let id = person.portrait().id().clone();
        let mut classes = self.profiles.iter().map(|profile| person.class(profile));
        if !classes.any(|class| class > Eligibility::NotPossible) {
            self.without.push(id.clone());
        }
        let mut missing: Vec<Needed> = person.missing(self.profiles);
        missing.sort();
        missing.dedup();
        let regime = person.situation().regime;
        for needed in missing.iter().filter(|needed| person.never(needed)) {
            let Some(Goal { level, .. }) = needed.goal else { continue };
            let name = (needed.key.clone(), level, regime, member.place.clone());
            *self.gaps.entry(name).or_default() += 1;
        }
        for (measure, from, needed) in person.courses(&missing) {
            let slot = (measure, from, member.place.clone(), member.attends);
            let (_, people) = self.slots.entry(slot).or_insert_with(|| (needed, Vec::new()));
            people.push(id.clone());
        }
    }

    /// Joins two surveys about the same places, for work that was shared out.
    pub fn join(&mut self, other: Self) {
        for (slot, (needed, people)) in other.slots {
            self.slots.entry(slot).or_insert_with(|| (needed, Vec::new())).1.extend(people);
        }
        for (gap, people) in other.gaps {
            *self.gaps.entry(gap).or_default() += people;
        }
        self.without.extend(other.without);
        self.people += other.people;
    }

    /// What the pool needs.
    pub fn report(self) -> PoolReport {
        let mut clusters: Vec<Cluster> =
            self.slots.iter().filter_map(|slot| self.cluster(slot)).collect();
        clusters.sort_by_key(|cluster| {
            let least = std::cmp::Reverse((
                cluster.can_start(),
                cluster.could_start(),
                cluster.members.len(),
            ));
            (least, cluster.measure.clone(), cluster.from, cluster.place.clone(), cluster.attends)
        });
        let gaps = self.gaps.into_iter();
        let mut funding_gaps: Vec<FundingGap> = gaps
            .map(|((key, level, regime, place), people)| FundingGap {
                subject: Subject(key),
                level,
                regime,
                place,
                people,
            })
            .collect();
        funding_gaps.sort_by_key(|gap| std::cmp::Reverse(gap.people));
        let mut without_a_way = self.without;
        without_a_way.sort();
        PoolReport { clusters, funding_gaps, without_a_way, people: self.people }
    }

    /// A course for the people of one slot, with those who may fit too. A slot of which place or
    /// time is unknown stands by itself only where no other takes its people up.
    fn cluster(
        &self,
        (slot, (needed, people)): (&Slot, &(u16, Vec<ApplicantId>)),
    ) -> Option<Cluster> {
        let (measure, from, place, attends) = slot;
        let same = |other: &&Slot| other.0 == *measure && other.1 == *from && *other != slot;
        let may_join = |one: &Slot, other: &Slot| {
            let suits = |unknown: bool, same: bool| unknown || same;
            suits(one.2.is_none(), one.2 == other.2) && suits(one.3.is_none(), one.3 == other.3)
        };
        let others = || self.slots.keys().filter(same);
        if others().any(|other| may_join(slot, other) && !may_join(other, slot)) {
            return None;
        }
        let joining = self.slots.iter().filter(|(other, _)| same(other) && may_join(other, slot));
        let sorted = |mut people: Vec<ApplicantId>| {
            people.sort();
            people
        };
        Some(Cluster {
            measure: measure.clone(),
            from: *from,
            place: place.clone(),
            attends: *attends,
            members: sorted(people.clone()),
            perhaps: sorted(joining.flat_map(|(_, (_, people))| people.clone()).collect()),
            needed: *needed,
        })
    }
}
