//! All roles together, and which of them are near a person.

use super::{
    abilities::Abilities,
    compiled::Compiled,
    measure::{Part, Person, RoleFit, Scratch, measure, parts},
    tables::{Graph, Tables},
};
use crate::id::ProfileId;

/// Roles, what they ask, and what their whole says about each ability. Built once, immutable.
///
/// ```
/// use matching_core::{
///     adequacy::{Abilities, Role, RoleCatalogue},
///     criteria::{Key, KindName},
///     id::ProfileId,
///     quantity::{Permille, Span},
/// };
///
/// let ability = |name: &str| Key { kind: KindName::Competence, subject: name.into() };
/// let level = Permille::new;
/// let helper = Role::new(ProfileId::new("helper")?).asks(ability("washing"), level(500), 1);
/// let nurse = Role::new(ProfileId::new("nurse")?)
///     .asks(ability("washing"), level(500), 1)
///     .asks(ability("wound_care"), level(750), 1);
/// let roles = RoleCatalogue::builder().role(helper).role(nurse).build()?;
///
/// // Both roles are open to her, and only one of them uses what she can.
/// let held = |name, at| (ability(name), Span::exact(level(at)));
/// let person = Abilities::new([held("washing", 500), held("wound_care", 750)])?;
/// let near = roles.nearest(&person, 2);
/// assert_eq!(roles.id(near[0].role).map(|id| id.as_str()), Some("nurse"));
/// assert!(near[0].fit.adequacy > near[1].fit.adequacy);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct RoleCatalogue {
    pub(super) ids: Vec<ProfileId>,
    pub(super) roles: Vec<Compiled>,
    pub(super) graph: Graph,
    pub(super) tables: Tables,
}

/// A role in a person's list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Near {
    /// The number of the role, in the order in which they were given.
    pub role: usize,
    /// How near it is.
    pub fit: RoleFit,
}

impl RoleCatalogue {
    /// Number of roles.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether there are no roles.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// The identifier of a role by its number.
    pub fn id(&self, role: usize) -> Option<&ProfileId> {
        self.ids.get(role)
    }

    /// How near every role is to a person, in the order in which they were given.
    pub fn fits(&self, abilities: &Abilities) -> Vec<RoleFit> {
        let person = Person::new(abilities, &self.graph, &self.tables);
        let mut scratch = Scratch::new(&self.graph);
        self.roles.iter().map(|role| measure(&person, role, &mut scratch).0).collect()
    }

    /// The `count` nearest roles, nearest first, equal ones by identifier.
    pub fn nearest(&self, abilities: &Abilities, count: usize) -> Vec<Near> {
        let fits = self.fits(abilities).into_iter().enumerate();
        let mut near: Vec<Near> = fits.map(|(role, fit)| Near { role, fit }).collect();
        let order = |one: &Near, other: &Near| {
            let by_fit = other.fit.closeness().cmp(&one.fit.closeness());
            by_fit.then_with(|| self.id(one.role).cmp(&self.id(other.role)))
        };
        if count < near.len() {
            near.select_nth_unstable_by(count, order);
            near.truncate(count);
        }
        near.sort_unstable_by(order);
        near
    }

    /// What a role uses of each ability of a person, in the order of the abilities; the shares used
    /// sum to the adequacy. `None` for a number no role has.
    pub fn parts(&self, abilities: &Abilities, role: usize) -> Option<(RoleFit, Vec<Part>)> {
        let role = self.roles.get(role)?;
        let person = Person::new(abilities, &self.graph, &self.tables);
        let (fit, uses) = measure(&person, role, &mut Scratch::new(&self.graph));
        Some((fit, parts(abilities, &person, fit, &uses, &self.graph)))
    }
}
