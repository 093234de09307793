//! Whom to invite when there are fewer places than people, and who stands by.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::budget::Budget;
use crate::day::{Day, plan_day};
use crate::instance::Instance;
use crate::planner::{Settings, plan};
use crate::rejected::Rejected;

/// Layers after which the rest is ordered by fit alone.
const MOST_LAYERS: u32 = 12;

/// A person on one of the lists.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = ListedPerson))]
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
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Invitations {
    /// Invited, in order.
    pub invited: Vec<Listed>,
    /// Stand by, in the order in which they are asked.
    pub reserve: Vec<Listed>,
    /// People without any eligible pair here; they need another day.
    pub elsewhere: Vec<String>,
}

impl Invitations {
    /// Asks the first `invitations` of everybody in order; the others stand by.
    #[must_use]
    pub fn asking(mut self, invitations: usize) -> Self {
        self.invited.append(&mut self.reserve);
        self.reserve = self.invited.split_off(invitations.min(self.invited.len()));
        self
    }

    /// People whom the best plan serves.
    pub fn served(&self) -> usize {
        self.invited.iter().chain(&self.reserve).filter(|row| row.layer == 1).count()
    }
}

/// Chooses whom to invite, and who stands by.
///
/// First the people whom the best plan serves, then, layer by layer, those who would fill the
/// same tables if all before them stayed away, so that every no-show has a stand-in who fits the
/// place. Each layer is planned with the whole `budget` given.
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
    let mut rest = instance.clone();
    let people = instance.candidates.iter().map(|row| row.id.clone()).collect();
    let fits = instance.scores.iter().map(|(p, r, fit)| ((p.as_str(), r.as_str()), *fit)).collect();
    let found = layers(people, &fits, |gone| {
        rest.candidates.retain(|row| !gone.contains(&row.id));
        rest.scores.retain(|(person, ..)| !gone.contains(person));
        if !gone.is_empty() {
            rest.pinned.clear(); // pins belong to the first layer
        }
        let talks = plan(&rest, settings, budget)?.plan.plan.into_iter();
        Ok(talks.map(|said| (said.candidate, said.role)).collect())
    })?;
    Ok(found.asking(invitations))
}

/// Chooses whom to invite to a day of the product, as [`invite`] does. What is confirmed, pinned
/// or forced belongs to the first layer.
///
/// # Errors
///
/// Every problem of the document at once, when one of them prevents planning.
pub fn invite_to_day(
    day: &Day,
    invitations: usize,
    settings: &Settings,
    budget: &Budget<'_>,
) -> Result<Invitations, Rejected> {
    let mut rest = day.clone();
    let people = day.people.iter().map(|row| row.id.clone()).collect();
    let fits = day.fits.iter().map(|f| ((f.person.as_str(), f.role.as_str()), f.fit)).collect();
    let found = layers(people, &fits, |gone| {
        rest.people.retain(|row| !gone.contains(&row.id));
        rest.fits.retain(|fit| !gone.contains(&fit.person));
        rest.exclusions.retain(|row| !gone.contains(&row.person));
        if !gone.is_empty() {
            (rest.confirmed, rest.pins, rest.forced) = Default::default();
        }
        let talks = plan_day(&rest, settings, budget)?.talks.into_iter();
        Ok(talks.map(|row| (row.talk.person, row.talk.role)).collect())
    })?;
    Ok(found.asking(invitations))
}

type Fits<'a> = BTreeMap<(&'a str, &'a str), u32>;

/// Everybody in layers; `plan` plans the day without those who are gone and says who meets whom.
fn layers(
    people: Vec<String>,
    fits: &Fits<'_>,
    mut plan: impl FnMut(&BTreeSet<String>) -> Result<Vec<(String, String)>, Rejected>,
) -> Result<Invitations, Rejected> {
    let mut best: BTreeMap<&str, u32> = BTreeMap::new();
    for ((person, _), fit) in fits {
        let most = best.entry(person).or_default();
        *most = (*most).max(*fit);
    }
    let mut gone: BTreeSet<String> = BTreeSet::new();
    let mut order: Vec<Listed> = Vec::new();
    for layer in 1..=MOST_LAYERS {
        let mut served: BTreeMap<String, u32> = BTreeMap::new();
        for (person, role) in plan(&gone)? {
            let fit = fits.get(&(person.as_str(), role.as_str())).copied().unwrap_or(0);
            *served.entry(person).or_default() += fit;
        }
        if served.is_empty() {
            break;
        }
        gone.extend(served.keys().cloned());
        order.extend(by_fit(served, layer));
        if people.iter().all(|id| gone.contains(id)) {
            break;
        }
    }
    let (left, elsewhere): (Vec<String>, Vec<String>) = (people.into_iter())
        .filter(|id| !gone.contains(id))
        .partition(|id| best.contains_key(id.as_str()));
    let fit = |id: &String| best.get(id.as_str()).copied().unwrap_or(0);
    order.extend(by_fit(left.iter().map(|id| (id.clone(), fit(id))).collect(), 0));
    Ok(Invitations { invited: order, reserve: Vec::new(), elsewhere })
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

    #[test]
    fn a_day_invites_everybody_whom_its_plan_serves_first() {
        let day = crate::sample::pilot::day(40, 6, 3);
        let (settings, budget) = (Settings::default(), Budget::steps(20_000));
        let found = invite_to_day(&day, usize::MAX, &settings, &budget).unwrap();
        assert!(found.reserve.is_empty());
        let plan = plan_day(&day, &settings, &budget).unwrap();
        let met: BTreeSet<&str> = plan.talks.iter().map(|row| row.talk.person.as_str()).collect();
        let first = found.invited.iter().filter(|row| row.layer == 1);
        assert_eq!(first.map(|row| row.person.as_str()).collect::<BTreeSet<_>>(), met);
        assert_eq!(found.served(), met.len());
        let all = found.invited.len() + found.elsewhere.len();
        assert_eq!(all, day.people.len());
        let asked = found.clone().asking(met.len());
        assert_eq!(
            (asked.invited.len(), asked.reserve.len()),
            (met.len(), all - met.len() - found.elsewhere.len())
        );
        assert!(asked.invited.iter().all(|row| row.layer == 1));
    }

    /// A day with one table of four talks, nine people who fit ever better, and one who does not.
    fn four_talks() -> Day {
        let people: Vec<String> = (0..10)
            .map(|n| {
                format!(
                    r#"{{"id":"P{n}","available":[{{"date":"D","from":"09:00","to":"11:00"}}]}}"#
                )
            })
            .collect();
        let fits: Vec<String> = (0..9)
            .map(|n| format!(r#"{{"person":"P{n}","role":"R","fit":{}}}"#, 500 + n))
            .collect();
        let text = format!(
            r#"{{"dates":[{{"id":"D","from":"09:00","to":"11:00"}}],"sites":[{{"id":"S"}}],
            "employers":[{{"id":"E"}}],
            "roles":[{{"id":"R","employer":"E","openings":1,"minutes":30}}],
            "tables":[{{"id":"T","employer":"E","site":"S","roles":["R"],
                "open":[{{"date":"D","from":"09:00","to":"11:00"}}]}}],
            "people":[{}],"fits":[{}],
            "forced":[{{"person":"P0","role":"R","reason":"zugesagt"}}]}}"#,
            people.join(","),
            fits.join(",")
        );
        serde_json::from_str(&text).unwrap()
    }

    fn ids(list: &[Listed]) -> Vec<&str> {
        list.iter().map(|listed| listed.person.as_str()).collect()
    }

    #[test]
    fn the_served_come_first_and_stand_ins_by_layer() {
        let (settings, budget) = (Settings::default(), Budget::steps(5_000));
        let found = invite_to_day(&four_talks(), 6, &settings, &budget).unwrap();
        // Four talks: the promised one and the three best; the next four stand in, best first.
        assert_eq!(ids(&found.invited), ["P8", "P7", "P6", "P0", "P5", "P4"]);
        assert_eq!(ids(&found.reserve), ["P3", "P2", "P1"]);
        assert_eq!(found.elsewhere, ["P9"]);
        let layers: Vec<u32> =
            found.invited.iter().chain(&found.reserve).map(|listed| listed.layer).collect();
        assert_eq!(layers, [1, 1, 1, 1, 2, 2, 2, 2, 3]);
    }

    #[test]
    fn a_day_that_cannot_be_planned_invites_nobody() {
        let mut day = four_talks();
        day.tables.iter_mut().for_each(|table| table.site = "nirgends".to_owned());
        let (settings, budget) = (Settings::default(), Budget::steps(1_000));
        assert!(invite_to_day(&day, 4, &settings, &budget).is_err());
    }
}
