//! Roles for one person: what is within reach first, then how near the role is and how far it is
//! what the person wants.
//!
//! Within reach is everything from "to clarify" on. Inside it the class does not order: an answer
//! nobody has asked for yet is no "no", and sorting by class would send a nurse to the kitchen
//! until her papers are recorded. What needs a measure first stands behind, what no measure closes
//! behind that.
//!
//! Fulfilment alone cannot order roles: whoever is highly qualified fulfils every helper role. In
//! the list of a person the [closeness](crate::adequacy::RoleFit) of a role stands where the
//! demands stand in the overall fit of a pair; the wishes keep their place. Nothing here is ever
//! read where people are listed for a place.

use std::{cmp::Reverse, collections::BTreeMap};

use crate::{
    adequacy::{Abilities, AdequacyError, LITTLE_USED, Part, Role, RoleCatalogue, RoleFit},
    criteria::{Ask, Key, KindName},
    eligibility::Eligibility,
    evidence::Level,
    explain::Hint,
    id::{ConceptId, ProfileId},
    model::{Node, Portrait},
    quantity::{Centipoints, Permille, Span},
    score::{BoundProfile, Score, harmonic},
    taxonomy::Taxonomy,
};

/// The kinds that say what a person can and a role uses; each has a scale of levels.
const ABILITIES: [KindName; 5] = [
    KindName::Competence,
    KindName::Language,
    KindName::Qualification,
    KindName::Social,
    KindName::DrivingLicence,
];

/// Kinds of which something more special stands for something more general.
const GRADED: [KindName; 2] = [KindName::Competence, KindName::Qualification];

/// One line of importance 1, so that the members of a group can share it.
const WHOLE_LINE: u8 = 12;

/// Profiles made ready to be listed for people.
#[derive(Clone, Debug)]
pub struct Roles {
    profiles: Vec<BoundProfile>,
    catalogue: RoleCatalogue,
}

/// How far away a role is, from farthest to nearest; what a person's list is ordered by first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum Distance {
    /// A must is not met and no measure closes it.
    NotAtPresent,
    /// A must is not met and a measure closes it.
    AfterMeasures,
    /// Every must is met, or open, or can be brought by the first day.
    WithinReach,
}

impl From<Eligibility> for Distance {
    fn from(class: Eligibility) -> Self {
        match class {
            Eligibility::NotPossible => Self::NotAtPresent,
            Eligibility::WithMeasures => Self::AfterMeasures,
            Eligibility::ToClarify
            | Eligibility::SuitableWithConditions
            | Eligibility::Suitable => Self::WithinReach,
        }
    }
}

/// A role in a person's list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RankedRole {
    /// Which of the profiles given.
    pub role: usize,
    /// How far away it is.
    pub distance: Distance,
    /// How the person and the profile fit, as in every other list.
    pub score: Score,
    /// How near the role is to what the person can.
    pub fit: RoleFit,
    /// What the list is ordered by inside a [`Distance`]: the harmonic mean of the closeness and of the
    /// middle of the needs, in centipoints.
    pub suits: Centipoints,
    /// That recognition or a higher role should be looked at.
    pub hint: Option<Hint>,
}

/// The roles for a person, best first.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RoleList {
    /// The roles in order.
    pub roles: Vec<RankedRole>,
    /// That every role the person could take asks for less than the person can: recognition or a
    /// higher role should be looked at.
    pub hint: Option<Hint>,
}

impl Roles {
    pub(crate) fn new(
        profiles: impl IntoIterator<Item = BoundProfile>,
        taxonomy: &Taxonomy,
    ) -> Result<Self, AdequacyError> {
        let profiles: Vec<BoundProfile> = profiles.into_iter().collect();
        let mut builder = RoleCatalogue::builder();
        for concept in taxonomy.concepts() {
            for kind in GRADED {
                for broader in taxonomy.broader(concept) {
                    builder = builder.broader(key(kind, concept), key(kind, broader));
                }
            }
            // Degrees beside each other are no hints of each other.
            if let Some(group) = taxonomy.broader(concept).first() {
                let kind = KindName::Competence;
                builder = builder.group(key(kind, concept), key(kind, group));
            }
        }
        for profile in &profiles {
            builder = builder.role(role(profile));
        }
        Ok(Self { profiles, catalogue: builder.build()? })
    }

    /// The profiles, in the order in which they were given.
    pub fn profiles(&self) -> &[BoundProfile] {
        &self.profiles
    }

    /// What a role uses of everything a person can; the shares used sum to the adequacy. `None` for
    /// a number no role has.
    pub fn parts(&self, person: &Portrait, role: usize) -> Option<(RoleFit, Vec<Part>)> {
        self.catalogue.parts(&abilities(person), role)
    }

    /// All roles in order. `score` and `hint` are the engine's.
    pub(crate) fn list(
        &self,
        person: &Portrait,
        score: impl Fn(&BoundProfile) -> Score,
        above: impl Fn(&BoundProfile) -> Option<Hint>,
        little_used: impl Fn(&Score) -> Option<Hint>,
    ) -> RoleList {
        let fits = self.catalogue.fits(&abilities(person));
        let ranked = self.profiles.iter().zip(fits).enumerate().map(|(role, (profile, fit))| {
            let score = score(profile);
            let idle = fit.adequacy.high < LITTLE_USED;
            let hint = above(profile).or_else(|| little_used(&score).filter(|_| idle));
            let suits = harmonic(fit.points(), middle(score.needs));
            let distance = score.eligibility.into();
            RankedRole { role, distance, score, fit, suits, hint }
        });
        let mut roles: Vec<RankedRole> = ranked.collect();
        roles.sort_by(|one, other| self.order(one).cmp(&self.order(other)));
        let hint = only_below(&roles);
        RoleList { roles, hint }
    }

    /// Total, and each role is placed by itself alone.
    fn order(&self, ranked: &RankedRole) -> (Reverse<Worth>, Option<&ProfileId>) {
        let Score { eligibility, overall, .. } = ranked.score;
        let worth = Worth {
            distance: ranked.distance,
            suits: ranked.suits,
            closeness: ranked.fit.closeness(),
            eligibility,
            overall_sum: overall.low.get() + overall.high.get(),
        };
        (Reverse(worth), self.catalogue.id(ranked.role))
    }
}

/// The place of a role in a list: greater stands first, equal ones by identifier.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Worth {
    distance: Distance,
    suits: Centipoints,
    closeness: u32,
    eligibility: Eligibility,
    overall_sum: u16,
}

/// The hint of the list: every role within reach carries it.
fn only_below(roles: &[RankedRole]) -> Option<Hint> {
    let mut within =
        roles.iter().filter(|ranked| ranked.score.eligibility >= Eligibility::ToClarify);
    let first = within.next()?.hint?;
    within.all(|ranked| ranked.hint.is_some()).then_some(first)
}

fn middle(span: Span<Centipoints>) -> Centipoints {
    Centipoints::new(span.low.get().midpoint(span.high.get()))
}

fn key(kind: KindName, concept: &ConceptId) -> Key {
    Key { kind, subject: concept.shared() }
}

/// Everything a person can, as shares of the scales.
fn abilities(person: &Portrait) -> Abilities {
    let known = ABILITIES.into_iter().flat_map(|kind| person.known_of(kind));
    let held = known.filter_map(|(key, held)| {
        let level = held.known()?.level;
        let share = |level| share(key.kind, level);
        Some((key.clone(), Span { low: share(level.low), high: share(level.high) }))
    });
    // A portrait has every key once.
    Abilities::new(held).unwrap_or_default()
}

/// A level as a share of its scale.
fn share(kind: KindName, level: Level) -> Permille {
    let top = kind.info().scale.map_or(1, |(_, top)| top);
    Permille::share(level.into(), top.into())
}

/// What a profile asks of a person's abilities; what is asked in several lines counts once, at its
/// highest level and importance.
fn role(profile: &BoundProfile) -> Role {
    let mut asked: BTreeMap<Key, (Permille, u8)> = BTreeMap::new();
    for criterion in profile.profile().criteria() {
        let importance = criterion.importance.saturating_mul(WHOLE_LINE);
        collect(&criterion.body, importance, &mut asked);
    }
    let asks = asked.into_iter().map(|(key, (level, importance))| (key, level, importance));
    Role { id: profile.profile().id().clone(), asks: asks.collect() }
}

/// The members of a group share the importance of their line.
fn collect(node: &Node, importance: u8, asked: &mut BTreeMap<Key, (Permille, u8)>) {
    match node {
        Node::Ask(ask) => {
            if let Some(level) = level(ask) {
                let slot = asked.entry(ask.key()).or_default();
                *slot = (slot.0.max(level), slot.1.max(importance));
            }
        }
        Node::AnyOf(nodes) | Node::AllOf(nodes) => {
            let count = u8::try_from(nodes.len()).unwrap_or(u8::MAX).max(1);
            for node in nodes {
                collect(node, importance / count, asked);
            }
        }
    }
}

fn level(ask: &Ask) -> Option<Permille> {
    let kind = ask.kind();
    let (_, target) = ask.goals().filter(|_| ABILITIES.contains(&kind))?;
    Some(share(kind, target.level))
}
