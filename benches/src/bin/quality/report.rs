//! The figures of a collection, by kind of query and beside the baselines.

use std::{
    collections::BTreeMap,
    io::{self, Write},
    time::{Duration, Instant},
};

use crate::{
    metrics::{Figures, figures, mean},
    run::{Answer, Collection},
};

/// Measures and writes one collection.
pub(crate) fn write(collection: &Collection, out: &mut impl Write) -> io::Result<()> {
    let Collection { name, queries, documents, .. } = collection;
    writeln!(out, "\n{name}: {} queries, {} documents", queries.len(), documents.len())?;
    if collection.judged.iter().all(Vec::is_empty) {
        return writeln!(out, "  the folder has no judgements");
    }
    writeln!(
        out,
        "  {:<44} {:>7} {:>6} {:>6} {:>7} {:>7} {:>8}",
        "", "queries", "acc@1", "MRR", "rec@10", "nDCG@10", "median"
    )?;
    let (all, median) = measured(collection, &collection.answer, 1);
    line(out, "Passgenau", all.values().flatten(), Some(median))?;
    if all.len() > 1 {
        for (group, figures) in &all {
            line(out, &format!("  {group}"), figures.iter(), None)?;
        }
    }
    for (name, every, baseline) in &collection.baselines {
        let (all, median) = measured(collection, baseline, *every);
        line(out, name, all.values().flatten(), Some(median))?;
    }
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "a report of times needs a clock")]
/// Figures by group, and the median time of an answer.
fn measured(
    collection: &Collection,
    answer: &Answer,
    every: usize,
) -> (BTreeMap<String, Vec<Figures>>, Duration) {
    let mut all: BTreeMap<String, Vec<Figures>> = BTreeMap::new();
    let mut times = Vec::new();
    for (number, judged) in collection.judged.iter().enumerate().step_by(every) {
        let start = Instant::now();
        let ranking = answer(number);
        times.push(start.elapsed());
        let group = collection.groups.get(number).cloned().unwrap_or_default();
        all.entry(group).or_default().extend(figures(&ranking, judged));
    }
    times.sort_unstable();
    (all, times.get(times.len() / 2).copied().unwrap_or_default())
}

fn line<'f>(
    out: &mut impl Write,
    name: &str,
    all: impl Iterator<Item = &'f Figures>,
    median: Option<Duration>,
) -> io::Result<()> {
    let all: Vec<Figures> = all.copied().collect();
    let Figures { accuracy, reciprocal, recall, gain } = mean(&all);
    let median =
        median.map_or(String::new(), |median| format!("{:.2} ms", median.as_secs_f64() * 1000.0));
    writeln!(
        out,
        "  {name:<44} {:>7} {accuracy:>6.3} {reciprocal:>6.3} {recall:>7.3} {gain:>7.3} {median:>8}",
        all.len()
    )
}
