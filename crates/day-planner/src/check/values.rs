//! What a plan is worth, computed afresh, and whether its claims and bounds hold.

use std::collections::{BTreeMap, BTreeSet};

use crate::plan::{Plan, Values};

use super::fault::Fault;
use super::view::{Talk, View};

fn count<T>(items: impl Iterator<Item = T>) -> i64 {
    items.fold(0, |sum, _| sum + 1)
}

/// The value of the talks, level by level.
pub(super) fn of(view: &View<'_>, talks: &[Talk<'_>]) -> Values {
    let mut per_person: BTreeMap<&str, (i64, i64)> = BTreeMap::new();
    for talk in talks {
        let min = i64::from(talk.candidate.min_iv);
        per_person.entry(talk.candidate.id.as_str()).or_insert((0, min)).0 += 1;
    }
    Values {
        seen: count(per_person.values()),
        stability: view.event.map(|_| stability(view, talks)),
        promised: per_person.values().map(|(talks, min)| talks.min(min)).sum(),
        covered: suitable(view, talks).values().map(|(n, cover, _)| n.min(cover)).sum(),
        score: talks.iter().map(|talk| talk.score).sum(),
        comfort: comfort(view, talks),
    }
}

/// By role: suitable talks, wished talks, openings.
fn suitable<'a>(view: &View<'a>, talks: &[Talk<'a>]) -> BTreeMap<&'a str, (i64, i64, i64)> {
    let rules = view.instance.rules;
    let mut found = BTreeMap::new();
    for talk in talks.iter().filter(|talk| talk.score >= i64::from(rules.suitable_min)) {
        let openings = i64::from(talk.role.openings);
        let wish = i64::from(rules.cover_r).saturating_mul(openings);
        found.entry(talk.role.id.as_str()).or_insert((0, wish, openings)).0 += 1;
    }
    found
}

/// Openings that have all the suitable talks they wish.
pub(super) fn openings_covered(view: &View<'_>, talks: &[Talk<'_>]) -> i64 {
    let wish = i64::from(view.instance.rules.cover_r.max(1));
    suitable(view, talks).values().map(|(n, _, openings)| (n / wish).min(*openings)).sum()
}

fn stability(view: &View<'_>, talks: &[Talk<'_>]) -> i64 {
    let Some(event) = view.event else { return 0 };
    let planned: BTreeSet<_> = talks.iter().map(|talk| talk.said).collect();
    let met: BTreeSet<(&str, &str)> = (talks.iter())
        .filter(|talk| !view.is_past(talk.said))
        .map(|talk| (talk.candidate.id.as_str(), talk.table.employer.as_str()))
        .collect();
    let mut sum = 0;
    for said in &event.base_plan {
        if view.is_past(said) || event.no_shows.contains(&said.candidate) {
            continue;
        }
        let employer = view.tables.get(said.table.as_str()).map(|table| table.employer.as_str());
        if planned.contains(said) {
            sum += 2;
        } else if employer.is_some_and(|id| met.contains(&(said.candidate.as_str(), id))) {
            sum += 1;
        }
    }
    sum
}

fn comfort(view: &View<'_>, talks: &[Talk<'_>]) -> i64 {
    let rules = view.instance.rules;
    let mut people: BTreeMap<(&str, u32), Vec<&Talk<'_>>> = BTreeMap::new();
    let mut tables: BTreeMap<(&str, u32), Vec<&Talk<'_>>> = BTreeMap::new();
    for talk in talks {
        people.entry((talk.candidate.id.as_str(), talk.said.day)).or_default().push(talk);
        tables.entry((talk.table.id.as_str(), talk.said.day)).or_default().push(talk);
    }
    let wait: i64 = people.values().map(|day| waiting(day)).sum();
    let visits = count(people.keys());
    let persons: BTreeSet<&str> = people.keys().map(|(id, _)| *id).collect();
    let extra = visits - count(persons.iter());
    let gaps: i64 = tables.values().map(|day| idle(day)).sum();
    i64::from(rules.w_wait) * wait + i64::from(rules.w_gap) * gaps + i64::from(rules.w_day) * extra
}

fn span(day: &[&Talk<'_>]) -> (u32, u32) {
    let first = day.iter().map(|talk| talk.said.slot).min().unwrap_or(0);
    let last = day.iter().map(|talk| talk.end()).max().unwrap_or(0);
    (first, last)
}

fn waiting(day: &[&Talk<'_>]) -> i64 {
    let (first, last) = span(day);
    let busy: i64 = day.iter().map(|talk| i64::from(talk.table.len)).sum();
    i64::from(last) - i64::from(first) - busy
}

fn idle(day: &[&Talk<'_>]) -> i64 {
    let (first, last) = span(day);
    let Some(talk) = day.first() else { return 0 };
    let table = talk.table;
    if table.len == 0 {
        return 0;
    }
    let starts: BTreeSet<u32> = (table.open.iter())
        .filter(|open| open.day == talk.said.day)
        .flat_map(|open| {
            let end = open.to.saturating_sub(table.len.saturating_sub(1));
            let len = usize::try_from(table.len).unwrap_or(usize::MAX);
            (open.from..end).step_by(len)
        })
        .filter(|start| first <= *start && start.saturating_add(table.len) <= last)
        .collect();
    let used: BTreeSet<u32> = day.iter().map(|talk| talk.said.slot).collect();
    count(starts.difference(&used))
}

/// Claims are true, and no bound is beaten by the plan itself.
pub(super) fn claims(plan: &Plan, values: &Values, faults: &mut Vec<Fault>) {
    if let Some(claims) = &plan.claims {
        let rows = [
            ("seen", Some(claims.seen), Some(values.seen)),
            ("stability", claims.stability, values.stability),
            ("promised", Some(claims.promised), Some(values.promised)),
            ("covered", Some(claims.covered), Some(values.covered)),
            ("score", Some(claims.score), Some(values.score)),
            ("comfort", Some(claims.comfort), Some(values.comfort)),
        ];
        for (level, claimed, found) in rows {
            if claimed.is_some() && claimed != found {
                let text = format!("{level}: claimed {claimed:?}, found {found:?}");
                faults.push(Fault { code: "false_claim", text });
            }
        }
    }
    let Some(bounds) = &plan.bounds else { return };
    let upper = [
        ("seen", bounds.seen, Some(values.seen)),
        ("stability", bounds.stability, values.stability),
        ("promised", bounds.promised, Some(values.promised)),
        ("covered", bounds.covered, Some(values.covered)),
        ("score", bounds.score, Some(values.score)),
    ];
    for (level, bound, found) in upper {
        if let (Some(bound), Some(found)) = (bound, found)
            && found > bound
        {
            let text = format!("{level}: {found} beats the bound {bound}");
            faults.push(Fault { code: "bound_beaten", text });
        }
    }
    if let Some(bound) = bounds.comfort
        && values.comfort < bound
    {
        let text = format!("comfort: {} beats the bound {bound}", values.comfort);
        faults.push(Fault { code: "bound_beaten", text });
    }
}
