//! A role made ready to be compared: its asks by number, weighed by what the catalogue tells.

use std::collections::BTreeMap;

use super::{
    formula::depth,
    role::Role,
    tables::{Graph, Number, Tables},
};

/// A role made ready.
#[derive(Clone, Debug, Default)]
pub(super) struct Compiled {
    pub(super) asks: Vec<Asking>,
    /// The depths asked in each group it touches, by group.
    pub(super) groups: Vec<(Number, Vec<u64>)>,
    /// What everything asked weighs together.
    pub(super) total: u128,
}

/// What a role asks in one line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asking {
    pub(super) ability: Number,
    pub(super) background: u16,
    pub(super) depth: u64,
    pub(super) weight: u64,
    pub(super) sibling: u64,
    pub(super) group: Option<Number>,
}

impl Asking {
    /// What it weighs.
    pub(super) fn whole(&self) -> u128 {
        u128::from(self.weight) * u128::from(self.depth * self.depth)
    }
}

/// Roles made ready, in their order.
pub(super) fn compiled(roles: &[Role], graph: &Graph, tables: &Tables) -> Vec<Compiled> {
    roles.iter().map(|role| compile(role, graph, tables)).collect()
}

fn compile(role: &Role, graph: &Graph, tables: &Tables) -> Compiled {
    let asks = role.asks.iter().filter_map(|(key, level, importance)| {
        let ability = graph.number(key)?;
        let told = tables.told(Some(ability));
        Some(Asking {
            ability,
            background: told.background,
            depth: depth(level.get(), told.background),
            weight: u64::from(told.telling) * u64::from(*importance),
            sibling: told.sibling,
            group: graph.group(ability),
        })
    });
    let asks: Vec<Asking> = asks.collect();
    let mut by_group: BTreeMap<Number, Vec<u64>> = BTreeMap::new();
    for asking in &asks {
        if let Some(group) = asking.group {
            by_group.entry(group).or_default().push(asking.depth);
        }
    }
    let groups = by_group.into_iter().collect();
    let total = asks.iter().map(Asking::whole).sum();
    Compiled { asks, groups, total }
}
