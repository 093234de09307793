//! Whom to invite when there are fewer places than people, and who stands by.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::budget::Budget;
use crate::instance::Instance;
use crate::planner::{Settings, plan};
use crate::rejected::Rejected;

/// Layers after which the rest is ordered by fit alone.
const MOST_LAYERS: u32 = 12;

/// A person on one of the lists.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Listed {
    /// Who.
    pub person: String,
    /// 1: has talks in the best plan; 2: would have them if the first layer stayed away; …;
    /// 0: eligible, but in none of the layers that were planned.
    pub layer: u32,
    /// Sum of the fits of the talks in that layer.
    pub fit: u32,
}

/// Who is invited, who stands by, and who has nothing to come for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Invitations {
    /// Invited, in order.
    pub invited: Vec<Listed>,
    /// Stand by, in the order in which they are asked.
    pub reserve: Vec<Listed>,
    /// People without any eligible pair here; they need another day.
    pub elsewhere: Vec<String>,
}

/// Chooses whom to invite, and who stands by.
///
/// First the people whom the best plan serves, then, layer by layer, those who would fill the same tables if all before them stayed away, so that every no-show has a
/// stand-in who fits the place. Each layer is planned with the whole `budget` given.
///
/// # Errors
///
/// Every problem of the instance at once, when one of them prevents planning.
pub fn invite(
    instance: &Instance,
    invitations: usize,
    settings: &Settings,
    budget: &Budget<'_>,
) -> Result<Invitations, Rejected> {
    let eligible: BTreeSet<&str> =
        instance.scores.iter().map(|(person, ..)| person.as_str()).collect();
    let scores: BTreeMap<(&str, &str), u32> =
        instance.scores.iter().map(|(p, r, score)| ((p.as_str(), r.as_str()), *score)).collect();
    let mut rest = instance.clone();
    let mut order: Vec<Listed> = Vec::new();
    for layer in 1..=MOST_LAYERS {
        let outcome = plan(&rest, settings, budget)?;
        let mut served: BTreeMap<String, u32> = BTreeMap::new();
        for said in outcome.plan.plan {
            let pair = (said.candidate.as_str(), said.role.as_str());
            let fit = scores.get(&pair).copied().unwrap_or(0);
            *served.entry(said.candidate).or_default() += fit;
        }
        if served.is_empty() {
            break;
        }
        rest.candidates.retain(|row| !served.contains_key(&row.id));
        rest.scores.retain(|(person, ..)| !served.contains_key(person));
        rest.pinned.clear(); // pins belong to the first layer
        order.extend(by_fit(served, layer));
    }
    let left = rest.candidates.iter().filter(|row| eligible.contains(row.id.as_str()));
    let best = |id: &str| {
        let of = rest.scores.iter().filter(|(person, ..)| person == id);
        of.map(|(.., score)| *score).max().unwrap_or(0)
    };
    order.extend(by_fit(left.map(|row| (row.id.clone(), best(&row.id))).collect(), 0));
    let reserve = order.split_off(invitations.min(order.len()));
    let elsewhere = (instance.candidates.iter())
        .filter(|row| !eligible.contains(row.id.as_str()))
        .map(|row| row.id.clone())
        .collect();
    Ok(Invitations { invited: order, reserve, elsewhere })
}

fn by_fit(served: BTreeMap<String, u32>, layer: u32) -> Vec<Listed> {
    let mut list: Vec<Listed> =
        served.into_iter().map(|(person, fit)| Listed { person, layer, fit }).collect();
    list.sort_by(|a, b| b.fit.cmp(&a.fit).then_with(|| a.person.cmp(&b.person)));
    list
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{self, Shape};

    #[test]
    fn everybody_is_on_exactly_one_list() {
        let shape = Shape { people: 60, tables: 4, slots: 8, fields: 3, ..Shape::default() };
        let instance = sample::instance("invite", &shape, 5);
        let settings = Settings::default();
        let found = invite(&instance, 25, &settings, &Budget::steps(20_000)).unwrap();
        assert_eq!(found.invited.len(), 25);
        let mut all: Vec<&str> = (found.invited.iter().chain(&found.reserve))
            .map(|listed| listed.person.as_str())
            .chain(found.elsewhere.iter().map(String::as_str))
            .collect();
        all.sort_unstable();
        let mut people: Vec<&str> = instance.candidates.iter().map(|c| c.id.as_str()).collect();
        people.sort_unstable();
        assert_eq!(all, people);
        let layers: Vec<u32> = found.invited.iter().map(|listed| listed.layer).collect();
        assert!(layers.is_sorted());
    }
}
