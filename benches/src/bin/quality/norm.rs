//! What people write, and the concept they mean.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    rc::Rc,
};

use knowledge::{Knowledge, Shelf};
use matching_core::{
    id::ConceptId,
    resolve::{Lexicon, Resolver, fold},
};
use serde_json::Value;

use crate::{
    Failure,
    files::{find, lines, objects, text},
    run::{Answer, Collection, LISTED, Ranking},
};

/// The brute-force baselines read every label for every query; one query in so many is enough.
const SAMPLED: usize = 40;

/// The collections of a folder, or the folder itself if it is one.
pub(crate) fn collections(folder: &Path, split: &str) -> Result<Vec<Collection>, Failure> {
    let lexicon = lexicon()?;
    let mut folders: Vec<PathBuf> = if find(folder, "catalogue.tsv").is_some() {
        vec![folder.to_path_buf()]
    } else {
        let entries = fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
        let paths = entries.into_iter().map(|entry| entry.path());
        paths.filter(|path| find(path, "catalogue.tsv").is_some()).collect()
    };
    folders.sort_unstable();
    if folders.is_empty() {
        return Err(
            format!("{}: no catalogue.tsv here or one folder below", folder.display()).into()
        );
    }
    folders.iter().map(|folder| collection(folder, split, &lexicon)).collect()
}

/// The words of the shipped knowledge.
fn lexicon() -> Result<Lexicon, Failure> {
    let (knowledge, _) = Knowledge::load(&Shelf::Shipped)?;
    Ok(knowledge.ok_or("the shipped knowledge does not load")?.lexicon())
}

fn collection(folder: &Path, split: &str, lexicon: &Lexicon) -> Result<Collection, Failure> {
    let mut labels: Vec<(ConceptId, String)> = Vec::new();
    let mut builder = Resolver::builder().lexicon(lexicon.clone());
    for line in lines(folder, "catalogue.tsv")?.iter().skip(1) {
        let mut fields = line.split('\t');
        let (Some(id), Some(label)) = (fields.next(), fields.next()) else { continue };
        let id = ConceptId::new(id)?;
        builder = match fields.next() {
            Some("alt") => builder.synonym(&id, label),
            _ => builder.name(&id, label),
        };
        labels.push((id, label.to_owned()));
    }
    let resolver = builder.build()?;
    let asked = objects(folder, &format!("queries_{split}.jsonl"))?;
    let texts: Vec<String> =
        asked.iter().map(|query| text(query, "query")).collect::<Result<_, _>>()?;
    let texts = Rc::new(texts);
    let documents: BTreeSet<String> = labels.iter().map(|(id, _)| id.to_string()).collect();
    let labels: Vec<(String, String)> =
        labels.into_iter().map(|(id, label)| (id.to_string(), fold(&label))).collect();
    let labels = Rc::new(labels);
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned());
    Ok(Collection {
        name: format!("norm_de/{}", name.unwrap_or_default()),
        queries: asked.iter().map(|query| text(query, "id")).collect::<Result<_, _>>()?,
        groups: asked.iter().map(|query| text(query, "kind").unwrap_or_default()).collect(),
        documents: documents.into_iter().collect(),
        judged: asked.iter().map(gold).collect(),
        answer: answer(resolver, &texts),
        baselines: vec![
            (
                "same after folding",
                1,
                brute(&labels, &texts, |one, other| f64::from(u8::from(one == other))),
            ),
            (
                "strsim Jaro-Winkler over all labels",
                SAMPLED,
                brute(&labels, &texts, strsim::jaro_winkler),
            ),
            ("strsim normalised OSA over all labels", SAMPLED, brute(&labels, &texts, osa)),
        ],
    })
}

fn gold(query: &Value) -> Vec<(String, u32)> {
    let gold = query.get("gold").and_then(Value::as_array).into_iter().flatten();
    gold.filter_map(|id| Some((id.as_str()?.to_owned(), 1))).collect()
}

fn answer(resolver: Resolver, texts: &Rc<Vec<String>>) -> Answer {
    let texts = Rc::clone(texts);
    Box::new(move |number| {
        let text = texts.get(number).map(String::as_str).unwrap_or_default();
        // A text without a letter means nothing.
        let found = resolver.resolve(text, LISTED).map(|found| found.proposals).unwrap_or_default();
        let scored = found.into_iter();
        scored.map(|found| (found.concept.to_string(), found.score.get().into())).collect()
    })
}

fn osa(one: &str, other: &str) -> f64 {
    let longer = one.chars().count().max(other.chars().count()).max(1);
    let distance = strsim::osa_distance(one, other);
    let [distance, longer] =
        [distance, longer].map(|n| f64::from(u32::try_from(n).unwrap_or(u32::MAX)));
    1.0 - distance / longer
}

fn brute(
    labels: &Rc<Vec<(String, String)>>,
    texts: &Rc<Vec<String>>,
    of: fn(&str, &str) -> f64,
) -> Answer {
    let (labels, texts) = (Rc::clone(labels), Rc::clone(texts));
    Box::new(move |number| {
        let text = fold(texts.get(number).map(String::as_str).unwrap_or_default());
        let mut scored: Ranking =
            labels.iter().map(|(id, label)| (id.clone(), of(&text, label))).collect();
        scored.sort_by(|one, other| one.0.cmp(&other.0).then(other.1.total_cmp(&one.1)));
        scored.dedup_by(|next, kept| next.0 == kept.0);
        crate::metrics::best(scored)
    })
}
