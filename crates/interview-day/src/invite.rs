//! Whom to invite to a day when there are fewer places than people, and who stands by.

use std::collections::{BTreeMap, BTreeSet};

use day_planner::{
    Budget, Invitations, Listed, Rejected, Settings,
    day::{Day, plan_day},
};

/// Layers after which the rest is ordered by fit alone.
const MOST_LAYERS: u32 = 12;

/// Chooses whom to invite, and who stands by. How many is asked of `invitations`, which is told how
/// many people the best plan serves.
///
/// First the people whom the best plan serves, then, layer by layer, those who would fill the same
/// tables if all before them stayed away, so that every no-show has a stand-in who fits the place.
/// Each layer is planned with the whole `budget` given.
///
/// # Errors
/// Every problem of the day at once, when one of them prevents planning.
pub fn invite(
    day: &Day,
    invitations: impl FnOnce(u32) -> u32,
    (settings, budget): (&Settings, &Budget<'_>),
) -> Result<Invitations, Rejected> {
    let eligible: BTreeSet<&str> = day.fits.iter().map(|fit| fit.person.as_str()).collect();
    let mut rest = day.clone();
    let mut order: Vec<Listed> = Vec::new();
    let mut served_first = 0;
    for layer in 1..=MOST_LAYERS {
        let served = served(&rest, (settings, budget))?;
        if served.is_empty() {
            break;
        }
        if layer == 1 {
            served_first = u32::try_from(served.len()).unwrap_or(u32::MAX);
        }
        rest.people.retain(|person| !served.contains_key(&person.id));
        rest.fits.retain(|fit| !served.contains_key(&fit.person));
        without_promises(&mut rest);
        order.extend(by_fit(served, layer));
    }
    let mut left: BTreeMap<String, u32> = BTreeMap::new();
    for fit in &rest.fits {
        let best = left.entry(fit.person.clone()).or_default();
        *best = fit.fit.max(*best);
    }
    order.extend(by_fit(left, 0));
    let invitations = usize::try_from(invitations(served_first)).unwrap_or(usize::MAX);
    let reserve = order.split_off(invitations.min(order.len()));
    let elsewhere = day.people.iter().filter(|person| !eligible.contains(person.id.as_str()));
    let elsewhere = elsewhere.map(|person| person.id.clone()).collect();
    Ok(Invitations { invited: order, reserve, elsewhere })
}

/// Who has a talk in the best plan, with the sum of the fits of their talks.
fn served(
    day: &Day,
    (settings, budget): (&Settings, &Budget<'_>),
) -> Result<BTreeMap<String, u32>, Rejected> {
    let fits: BTreeMap<(&str, &str), u32> =
        day.fits.iter().map(|row| ((row.person.as_str(), row.role.as_str()), row.fit)).collect();
    let mut served: BTreeMap<String, u32> = BTreeMap::new();
    for talk in plan_day(day, settings, budget)?.talks() {
        let fit = fits.get(&(talk.person.as_str(), talk.role.as_str())).copied().unwrap_or(0);
        *served.entry(talk.person).or_default() += fit;
    }
    Ok(served)
}

/// Promises belong to those of the first layer.
fn without_promises(day: &mut Day) {
    day.confirmed.clear();
    day.pins.clear();
    day.forced.clear();
    let people: BTreeSet<&str> = day.people.iter().map(|person| person.id.as_str()).collect();
    day.exclusions.retain(|row| people.contains(row.person.as_str()));
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

    /// A day with one table of four talks, nine people who fit ever better, and one who does not.
    fn day() -> Day {
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
        let found = invite(&day(), |places| places + 2, (&settings, &budget)).unwrap();
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
        let mut day = day();
        day.tables.iter_mut().for_each(|table| table.site = "nirgends".to_owned());
        let (settings, budget) = (Settings::default(), Budget::steps(1_000));
        assert!(invite(&day, |places| places, (&settings, &budget)).is_err());
    }
}
