//! Occupations of ESCO for people with skills, essential and optional ones, in groups.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    rc::Rc,
};

use matching_core::{
    adequacy::{Abilities, Role, RoleCatalogue},
    criteria::{Key, KindName},
    id::ProfileId,
    quantity::{Permille, Span},
};
use serde_json::Value;

use crate::{
    Failure,
    files::{judgements, lines, objects, text},
    onet::nearest,
    run::{Answer, Collection},
};

/// An essential skill is important, an optional one can help: the classes 3 and 1 of a profile.
const ESSENTIAL: u8 = 3;
const OPTIONAL: u8 = 1;

/// What an occupation asks.
struct Asked {
    id: String,
    essential: BTreeSet<u64>,
    optional: BTreeSet<u64>,
}

/// Reads the folder and compiles the occupations.
pub(crate) fn collection(folder: &Path, split: &str) -> Result<Collection, Failure> {
    let jobs = objects(folder, "jobs.jsonl")?;
    let people = objects(folder, &format!("workers_{split}.jsonl"))?;
    let asked: Vec<Asked> = jobs.iter().map(asked).collect::<Result<_, _>>()?;
    let mut builder = RoleCatalogue::builder();
    for line in lines(folder, "skills.tsv")?.iter().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        if let [skill, _, _, _, group, ..] = fields.as_slice()
            && !group.is_empty()
        {
            builder = builder.group(key(skill), key(group));
        }
    }
    for job in &asked {
        let role = Role::new(ProfileId::new(&job.id)?);
        let role = job.essential.iter().fold(role, |role, skill| ask(role, *skill, ESSENTIAL));
        builder =
            builder.role(job.optional.iter().fold(role, |role, skill| ask(role, *skill, OPTIONAL)));
    }
    let roles = builder.build()?;
    let held: Vec<BTreeSet<u64>> = people.iter().map(|person| numbers(person, "skills")).collect();
    let full = |skill: &u64| (key(&skill.to_string()), Span::exact(Permille::FULL));
    let abilities: Vec<Abilities> = held
        .iter()
        .map(|skills| Abilities::new(skills.iter().map(full)))
        .collect::<Result<_, _>>()?;
    let queries: Vec<String> =
        people.iter().map(|person| text(person, "id")).collect::<Result<_, _>>()?;
    let judged = judgements(folder, split)?;
    let mut documents: Vec<String> = asked.iter().map(|job| job.id.clone()).collect();
    documents.sort_unstable();
    let shared = Rc::new((rarity(&asked), asked, held));
    Ok(Collection {
        name: "esco_match".to_owned(),
        judged: queries
            .iter()
            .map(|query| judged.get(query).cloned().unwrap_or_default())
            .collect(),
        groups: queries
            .iter()
            .map(|query| query.split('-').next().unwrap_or_default().to_owned())
            .collect(),
        documents,
        answer: Box::new(move |number| nearest(&roles, abilities.get(number))),
        baselines: vec![
            ("fulfilment of what is asked", 1, baseline(&shared, fulfilment)),
            ("share of the person's skills asked", 1, baseline(&shared, used)),
            ("TF-IDF cosine, essential 3 : optional 1", 1, baseline(&shared, cosine)),
        ],
        queries,
    })
}

fn key(name: &str) -> Key {
    Key { kind: KindName::Competence, subject: name.into() }
}

fn ask(role: Role, skill: u64, importance: u8) -> Role {
    role.asks(key(&skill.to_string()), Permille::FULL, importance)
}

fn numbers(object: &Value, field: &str) -> BTreeSet<u64> {
    let list = object.get(field).and_then(Value::as_array).into_iter().flatten();
    list.filter_map(Value::as_u64).collect()
}

fn asked(job: &Value) -> Result<Asked, Failure> {
    let essential = numbers(job, "hard");
    let optional = numbers(job, "soft").difference(&essential).copied().collect();
    Ok(Asked { id: text(job, "id")?, essential, optional })
}

/// Logarithmic rarity of skills over all occupations.
type Rarity = BTreeMap<u64, f64>;
type Shared = Rc<(Rarity, Vec<Asked>, Vec<BTreeSet<u64>>)>;

fn rarity(jobs: &[Asked]) -> Rarity {
    let mut counts: BTreeMap<u64, u32> = BTreeMap::new();
    for skill in jobs.iter().flat_map(|job| job.essential.iter().chain(&job.optional)) {
        *counts.entry(*skill).or_default() += 1;
    }
    let all = f64::from(u32::try_from(jobs.len()).unwrap_or(u32::MAX));
    counts.into_iter().map(|(skill, count)| (skill, (all / f64::from(count)).ln())).collect()
}

fn baseline(shared: &Shared, of: fn(&Rarity, &BTreeSet<u64>, &Asked) -> f64) -> Answer {
    let shared = Rc::clone(shared);
    Box::new(move |number| {
        let (rarity, asked, held) = &*shared;
        let Some(held) = held.get(number) else { return Vec::new() };
        let scored = asked.iter().map(|job| (job.id.clone(), of(rarity, held, job)));
        crate::metrics::best(scored.collect())
    })
}

fn weighed(job: &Asked) -> impl Iterator<Item = (&u64, f64)> {
    let essential = job.essential.iter().map(|skill| (skill, f64::from(ESSENTIAL)));
    essential.chain(job.optional.iter().map(|skill| (skill, f64::from(OPTIONAL))))
}

fn fulfilment(_: &Rarity, held: &BTreeSet<u64>, job: &Asked) -> f64 {
    let whole: f64 = weighed(job).map(|(_, weight)| weight).sum();
    let met = weighed(job).filter(|(skill, _)| held.contains(skill));
    met.map(|(_, weight)| weight).sum::<f64>() / whole.max(1.0)
}

fn used(_: &Rarity, held: &BTreeSet<u64>, job: &Asked) -> f64 {
    let asked =
        held.iter().filter(|skill| job.essential.contains(skill) || job.optional.contains(skill));
    f64::from(u32::try_from(asked.count()).unwrap_or(u32::MAX))
}

fn cosine(rarity: &Rarity, held: &BTreeSet<u64>, job: &Asked) -> f64 {
    let tells = |skill: &u64| rarity.get(skill).copied().unwrap_or(0.0);
    let shared = weighed(job).filter(|(skill, _)| held.contains(skill));
    let product: f64 = shared.map(|(skill, weight)| weight * tells(skill) * tells(skill)).sum();
    let asked: f64 = weighed(job).map(|(skill, weight)| (weight * tells(skill)).powi(2)).sum();
    product / asked.sqrt().max(f64::EPSILON)
}
