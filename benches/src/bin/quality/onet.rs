//! Occupations of O*NET for people with levels in skills and knowledge.

use std::{collections::BTreeMap, path::Path, rc::Rc};

use matching_core::{
    adequacy::{Abilities, Role, RoleCatalogue},
    criteria::{Key, KindName},
    id::ProfileId,
    quantity::{Permille, Span},
};
use serde_json::Value;

use crate::{
    Failure,
    files::{judgements, objects, text},
    run::{Collection, LISTED, Ranking},
};

/// The top of O*NET's scale of levels.
const TOP: f64 = 7.0;

/// Levels by element.
type Levels = BTreeMap<String, f64>;

/// Reads the folder and compiles the occupations.
pub(crate) fn collection(folder: &Path, split: &str) -> Result<Collection, Failure> {
    let jobs = objects(folder, "jobs.jsonl")?;
    let people = objects(folder, &format!("persons_{split}.jsonl"))?;
    let asked: Vec<(String, Levels)> = jobs
        .iter()
        .map(|job| Ok((text(job, "id")?, asked(job)?)))
        .collect::<Result<_, Failure>>()?;
    let held: Vec<Levels> = people.iter().map(held).collect();
    let mut builder = RoleCatalogue::builder();
    for (id, levels) in &asked {
        let role = levels.iter().fold(Role::new(ProfileId::new(id)?), |role, (element, level)| {
            role.asks(key(element), permille(*level), 1)
        });
        builder = builder.role(role);
    }
    let roles = builder.build()?;
    let abilities: Vec<Abilities> = held
        .iter()
        .map(|levels| {
            Abilities::new(
                levels.iter().map(|(element, level)| (key(element), Span::exact(permille(*level)))),
            )
        })
        .collect::<Result<_, _>>()?;
    let queries: Vec<String> =
        people.iter().map(|person| text(person, "id")).collect::<Result<_, _>>()?;
    let judged = judgements(folder, split)?;
    let mut documents: Vec<String> = asked.iter().map(|(id, _)| id.clone()).collect();
    documents.sort_unstable();
    let shared = Rc::new((asked, held));
    Ok(Collection {
        name: "onet_match".to_owned(),
        judged: queries
            .iter()
            .map(|query| judged.get(query).cloned().unwrap_or_default())
            .collect(),
        groups: Vec::new(),
        documents,
        answer: Box::new(move |number| nearest(&roles, abilities.get(number))),
        baselines: vec![
            ("fulfilment alone", 1, baseline(&shared, fulfilment)),
            ("cosine of levels", 1, baseline(&shared, cosine)),
            ("closeness 1 − |have − need|", 1, baseline(&shared, closeness)),
        ],
        queries,
    })
}

/// The roles nearest to a person, by the library.
pub(crate) fn nearest(roles: &RoleCatalogue, abilities: Option<&Abilities>) -> Ranking {
    let near = abilities.map(|abilities| roles.nearest(abilities, LISTED)).unwrap_or_default();
    near.into_iter()
        .filter_map(|near| Some((roles.id(near.role)?.to_string(), near.fit.closeness().into())))
        .collect()
}

fn asked(job: &Value) -> Result<Levels, Failure> {
    let lines = job.get("requirements").and_then(Value::as_array).into_iter().flatten();
    lines
        .map(|line| {
            let level = line.get("level").and_then(Value::as_f64);
            Ok((text(line, "id")?, level.ok_or_else(|| format!("no level in {line}"))?))
        })
        .collect()
}

fn held(person: &Value) -> Levels {
    let levels = person.get("levels").and_then(Value::as_object).into_iter().flatten();
    levels.filter_map(|(element, level)| Some((element.clone(), level.as_f64()?))).collect()
}

fn key(element: &str) -> Key {
    Key { kind: KindName::Competence, subject: element.into() }
}

#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to 0..=1000 before"
)]
fn permille(level: f64) -> Permille {
    Permille::new((level / TOP * 1000.0).round().clamp(0.0, 1000.0) as u16)
}

type Shared = Rc<(Vec<(String, Levels)>, Vec<Levels>)>;

fn baseline(shared: &Shared, of: fn(&Levels, &Levels) -> f64) -> crate::run::Answer {
    let shared = Rc::clone(shared);
    Box::new(move |number| {
        let (asked, held) = &*shared;
        let Some(held) = held.get(number) else { return Vec::new() };
        let scored = asked.iter().map(|(id, asked)| (id.clone(), of(held, asked)));
        crate::metrics::best(scored.collect())
    })
}

fn fulfilment(held: &Levels, asked: &Levels) -> f64 {
    let share = |(element, level): (&String, &f64)| {
        held.get(element).map_or(0.0, |have| (have / level).min(1.0))
    };
    asked.iter().map(share).sum::<f64>() / count(asked)
}

fn cosine(held: &Levels, asked: &Levels) -> f64 {
    let length = |levels: &Levels| levels.values().map(|level| level * level).sum::<f64>().sqrt();
    let product = |(element, level): (&String, &f64)| held.get(element).unwrap_or(&0.0) * level;
    asked.iter().map(product).sum::<f64>() / (length(held) * length(asked)).max(f64::EPSILON)
}

/// Over what is both asked and stated.
fn closeness(held: &Levels, asked: &Levels) -> f64 {
    let both = asked.iter().filter_map(|(element, need)| Some((held.get(element)?, need)));
    let near: Vec<f64> = both.map(|(have, need)| 1.0 - (have - need).abs() / TOP).collect();
    near.iter().sum::<f64>() / f64::from(u32::try_from(near.len()).unwrap_or(u32::MAX)).max(1.0)
}

fn count(levels: &Levels) -> f64 {
    f64::from(u32::try_from(levels.len()).unwrap_or(u32::MAX)).max(1.0)
}
