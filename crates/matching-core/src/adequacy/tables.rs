//! What a catalogue of roles says about each ability: what everybody brings, how much it tells, and
//! what it is related to.

use std::collections::BTreeMap;

use super::{
    error::AdequacyError,
    formula::{BACKGROUND_SHARE, LEAST_TOLD, SIBLING_SHARE, WHOLE},
    role::Role,
};
use crate::{criteria::Key, logarithm::ln_permille};

/// The number of an ability, or of a group.
pub(super) type Number = usize;

/// Abilities by number, what lies above each, and their groups.
#[derive(Clone, Debug)]
pub(super) struct Graph {
    /// Sorted; the place is the number.
    keys: Vec<Key>,
    /// Each ability itself and everything above it.
    lineages: Vec<Vec<Number>>,
    groups: Vec<Option<Number>>,
    pub(super) group_count: usize,
}

impl Graph {
    pub(super) fn new(
        roles: &[Role],
        groups: &[(Key, Key)],
        broader: &BTreeMap<Key, Vec<Key>>,
    ) -> Result<Self, AdequacyError> {
        let asked = roles.iter().flat_map(|role| role.asks.iter().map(|(key, _, _)| key));
        let related = broader.iter().flat_map(|(key, above)| above.iter().chain([key]));
        let mut keys: Vec<Key> =
            asked.chain(groups.iter().map(|(key, _)| key)).chain(related).cloned().collect();
        keys.sort_unstable();
        keys.dedup();
        let mut names: Vec<&Key> = groups.iter().map(|(_, group)| group).collect();
        names.sort_unstable();
        names.dedup();
        let mut group_of: Vec<Option<Number>> = vec![None; keys.len()];
        for (key, group) in groups {
            let slot = keys.binary_search(key).ok().and_then(|at| group_of.get_mut(at));
            if let Some(slot @ None) = slot {
                *slot = names.binary_search(&group).ok();
            }
        }
        let lineages = lineages(&keys, broader)?;
        Ok(Self { keys, lineages, groups: group_of, group_count: names.len() })
    }

    pub(super) fn number(&self, key: &Key) -> Option<Number> {
        self.keys.binary_search(key).ok()
    }

    pub(super) fn key(&self, number: Number) -> Option<&Key> {
        self.keys.get(number)
    }

    pub(super) fn len(&self) -> usize {
        self.keys.len()
    }

    /// The ability itself and everything above it.
    pub(super) fn lineage(&self, number: Number) -> &[Number] {
        self.lineages.get(number).map_or(&[], Vec::as_slice)
    }

    pub(super) fn group(&self, number: Number) -> Option<Number> {
        self.groups.get(number).copied().flatten()
    }
}

fn lineages(
    keys: &[Key],
    broader: &BTreeMap<Key, Vec<Key>>,
) -> Result<Vec<Vec<Number>>, AdequacyError> {
    let above = |number: Number| {
        let direct = keys.get(number).and_then(|key| broader.get(key));
        direct.into_iter().flatten().filter_map(|key| keys.binary_search(key).ok())
    };
    let mut lineages = Vec::with_capacity(keys.len());
    for start in 0..keys.len() {
        let mut lineage = vec![start];
        let mut next = 0;
        while let Some(number) = lineage.get(next).copied() {
            for up in above(number) {
                if up == start {
                    let subject = keys.get(start).cloned();
                    return subject
                        .map_or(Ok(lineages), |subject| Err(AdequacyError::Cycle { subject }));
                }
                if !lineage.contains(&up) {
                    lineage.push(up);
                }
            }
            next += 1;
        }
        lineages.push(lineage);
    }
    Ok(lineages)
}

/// One ability in the eyes of a catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Told {
    /// The level everybody brings, in permille.
    pub(super) background: u16,
    /// How much it tells, in permille of a nat: `2 + ln((roles + 1) / (roles that ask for it + 1))`.
    pub(super) telling: u32,
    /// What a sibling of the group counts for it, in permille.
    pub(super) sibling: u64,
}

/// What is told about abilities by number.
#[derive(Clone, Debug)]
pub(super) struct Tables {
    told: Vec<Told>,
    /// What is assumed of an ability that no role asks for and nothing is related to.
    unknown: Told,
}

impl Tables {
    pub(super) fn new(roles: &[Role], graph: &Graph) -> Self {
        let mut levels: Vec<Vec<u16>> = vec![Vec::new(); graph.len()];
        let mut in_group = vec![0_usize; graph.group_count];
        for role in roles {
            let mut groups: Vec<Number> = Vec::new();
            for (key, level, _) in &role.asks {
                let Some(number) = graph.number(key) else { continue };
                if let Some(levels) = levels.get_mut(number) {
                    levels.push(level.get());
                }
                groups.extend(graph.group(number));
            }
            groups.sort_unstable();
            groups.dedup();
            for group in groups {
                if let Some(count) = in_group.get_mut(group) {
                    *count += 1;
                }
            }
        }
        let usual = background(levels.iter().flatten().copied());
        let told = levels.iter().enumerate().map(|(number, levels)| {
            let rarity = rarity(roles.len(), levels.len());
            let group = graph.group(number).and_then(|group| in_group.get(group));
            let group_rarity = group.map_or(0, |count| self::rarity(roles.len(), *count));
            let sibling =
                SIBLING_SHARE * u64::from(group_rarity.min(rarity)) / u64::from(rarity.max(1));
            let background =
                if levels.is_empty() { usual } else { background(levels.iter().copied()) };
            Told { background, telling: LEAST_TOLD + rarity, sibling }
        });
        let told = told.collect();
        let telling = LEAST_TOLD + rarity(roles.len(), 0);
        Self { told, unknown: Told { background: usual, telling, sibling: 0 } }
    }

    /// What is told about an ability; `None` is one the catalogue does not know.
    pub(super) fn told(&self, number: Option<Number>) -> Told {
        number.and_then(|number| self.told.get(number)).copied().unwrap_or(self.unknown)
    }
}

fn background(levels: impl Iterator<Item = u16>) -> u16 {
    let (sum, count) =
        levels.fold((0_u64, 0_u64), |(sum, count), level| (sum + u64::from(level), count + 1));
    let level = (sum * BACKGROUND_SHARE).checked_div(count * WHOLE).unwrap_or(0);
    u16::try_from(level).unwrap_or(0)
}

fn rarity(roles: usize, asking: usize) -> u32 {
    let plus_one = |count: usize| u64::try_from(count).unwrap_or(u64::MAX).saturating_add(1);
    ln_permille(plus_one(roles), plus_one(asking))
}
