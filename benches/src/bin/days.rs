//! How fast and how well days are planned, against a list on paper: everybody in order takes the
//! first free place with the role that fits best.
//!
//! `cargo run --release -p benches --bin days -- [seconds] [sample …]` (10 seconds, all samples).
#![expect(clippy::disallowed_methods, reason = "a benchmark has a clock")]

use std::{
    collections::{BTreeMap, BTreeSet},
    env,
    io::{self, Write as _},
    sync::Mutex,
    time::{Duration, Instant},
};

use benches::{Failure, measure::memory};
use day_planner::{
    Budget, Plan, Progress, Settings, Values, check,
    event::Event,
    instance::{Appointment, Instance},
    plan, replan, sample, without_slot, without_talk,
};

/// Times that others are moved to find a remedy, as the product does.
const SEARCHES: usize = 200;

fn main() -> Result<(), Failure> {
    let mut words = env::args().skip(1);
    let seconds: u64 = words.next().map_or(Ok(10), |text| text.parse())?;
    let mut names: Vec<String> = words.collect();
    if names.is_empty() {
        names = sample::NAMES.map(ToOwned::to_owned).to_vec();
    }
    let mut out = io::stdout().lock();
    writeln!(
        out,
        "| sample | seen/promised/covered/score | paper | first s | to 1 % s | to proof s | gap ppm | comfort | reasons s | pairs told | re-plan, proof s | MiB |"
    )?;
    writeln!(out, "|---|---|---|---|---|---|---|---|---|---|---|---|")?;
    for name in names {
        for seed in 1..=3 {
            writeln!(out, "{}", row(&name, seed, seconds)?)?;
        }
    }
    Ok(())
}

fn row(name: &str, seed: u64, seconds: u64) -> Result<String, Failure> {
    let shape = sample::shape(name).ok_or_else(|| format!("no sample {name:?}"))?;
    let instance = sample::instance(name, &shape, seed);
    let begun = Instant::now();
    let elapsed = || u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
    let marks: Mutex<Vec<(Duration, Progress)>> = Mutex::new(Vec::new());
    let note = |progress: &Progress| {
        if let Ok(mut marks) = marks.lock() {
            marks.push((begun.elapsed(), *progress));
        }
    };
    let mut budget = Budget::millis(seconds * 1000, &elapsed);
    budget.watch = Some(&note);
    let outcome = plan(&instance, &Settings::default(), &budget)?;
    let verdict = check(&instance, &outcome.plan, None);
    if !verdict.is_legal() {
        return Err(format!("{name} {seed}: {:?}", verdict.faults).into());
    }
    let marks = marks.into_inner().unwrap_or_default();
    let (best, bounds) = (verdict.values, outcome.plan.bounds.unwrap_or_default());
    let first = marks.first().map(|mark| mark.0);
    let near = marks.iter().find(|mark| is_near(&mark.1, &best, bounds.score)).map(|mark| mark.0);
    let proof = marks.iter().find(|mark| is_proved(&mark.1)).map(|mark| mark.0);
    let bound = bounds.score.unwrap_or(best.score).max(1);
    let paper = on_paper(&instance);
    let told_from = Instant::now();
    let people = without_talk(&instance, None, &outcome.plan.plan, SEARCHES);
    let pairs = without_slot(&instance, None, &outcome.plan.plan, 0);
    let reasons = told_from.elapsed();
    let remedies = pairs.iter().filter(|row| row.remedy.is_some()).count();
    let again = replanned(&instance, &sample::event(&instance, &outcome.plan, &shape, seed))?;
    let peak = memory().map_or(0, |(_, peak)| peak >> 20);
    Ok(format!(
        "| {name}-{seed} | {} | {} | {} | {} | {} | {} | {} | {} | {} | {} | {peak} |",
        told(&best),
        told(&paper),
        time(first),
        time(near),
        time(proof),
        (bound - best.score) * 1_000_000 / bound,
        best.comfort,
        time(Some(reasons)),
        format_args!("{} + {} of {}", people.len(), remedies, pairs.len()),
        time(again),
    ))
}

/// When the new plan after an ordinary morning was proven, if it was within a second.
fn replanned(instance: &Instance, event: &Event) -> Result<Option<Duration>, Failure> {
    let begun = Instant::now();
    let elapsed = || u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
    let proof: Mutex<Option<Duration>> = Mutex::new(None);
    let note = |progress: &Progress| {
        if let (true, Ok(mut proof)) = (is_proved(progress), proof.lock()) {
            proof.get_or_insert_with(|| begun.elapsed());
        }
    };
    let mut budget = Budget::millis(1_000, &elapsed);
    budget.watch = Some(&note);
    let outcome = replan(instance, event, &Settings::default(), &budget)?;
    let verdict = check(instance, &outcome.plan, Some(event));
    if !verdict.is_legal() {
        return Err(format!("{:?}", verdict.faults).into());
    }
    Ok(proof.into_inner().unwrap_or_default())
}

fn told(values: &Values) -> String {
    let Values { seen, promised, covered, score, .. } = values;
    format!("{seen}/{promised}/{covered}/{score}")
}

fn time(time: Option<Duration>) -> String {
    time.map_or_else(|| "–".to_owned(), |time| format!("{:.3}", time.as_secs_f64()))
}

fn is_near(progress: &Progress, best: &Values, bound: Option<i64>) -> bool {
    let now = progress.values;
    (now.seen, now.promised, now.covered) == (best.seen, best.promised, best.covered)
        && bound.is_none_or(|bound| now.score * 100 >= bound * 99)
}

fn is_proved(progress: &Progress) -> bool {
    let (now, bound) = (progress.values, progress.bounds);
    bound.seen == Some(now.seen)
        && bound.promised == Some(now.promised)
        && bound.covered == Some(now.covered)
        && bound.score == Some(now.score)
}

/// The list on paper, judged by the independent checker: round after round everybody takes the
/// best role they do not have yet, at the first place that breaks no rule.
fn on_paper(instance: &Instance) -> Values {
    let mut taken: Vec<Appointment> = Vec::new();
    let mut busy: BTreeSet<(String, u32, u32)> = BTreeSet::new();
    let mut fits: BTreeMap<&str, Vec<(u32, &str)>> = BTreeMap::new();
    for (person, role, score) in &instance.scores {
        fits.entry(person).or_default().push((*score, role));
    }
    for list in fits.values_mut() {
        list.sort_unstable_by(|one, other| other.cmp(one));
    }
    for _round in 0..3 {
        for person in &instance.candidates {
            let own = taken.iter().filter(|talk| talk.candidate == person.id).count();
            if own >= usize::try_from(person.max_iv).unwrap_or(0) {
                continue;
            }
            let wishes = fits.get(person.id.as_str()).into_iter().flatten();
            for (_, role) in wishes {
                if let Some(talk) = first_place(instance, &taken, &busy, (&person.id, role)) {
                    busy.extend(
                        (0..length(instance, &talk.table))
                            .map(|step| (talk.table.clone(), talk.day, talk.slot + step)),
                    );
                    taken.push(talk);
                    break;
                }
            }
        }
    }
    check(instance, &Plan { plan: taken, ..Plan::default() }, None).values
}

fn length(instance: &Instance, table: &str) -> u32 {
    instance.tables.iter().find(|row| row.id == table).map_or(1, |row| row.len)
}

/// The first place for a pair that adds no fault to the person's own plan.
fn first_place(
    instance: &Instance,
    taken: &[Appointment],
    busy: &BTreeSet<(String, u32, u32)>,
    (person, role): (&str, &str),
) -> Option<Appointment> {
    let tables = instance.tables.iter().filter(|table| table.roles.iter().any(|id| id == role));
    for table in tables {
        for window in &table.open {
            let mut slot = window.from;
            while slot + table.len <= window.to {
                let talk = Appointment {
                    candidate: person.to_owned(),
                    role: role.to_owned(),
                    table: table.id.clone(),
                    day: window.day,
                    slot,
                };
                let free = (0..table.len)
                    .all(|step| !busy.contains(&(table.id.clone(), window.day, slot + step)));
                if free && is_allowed(instance, taken, &talk) {
                    return Some(talk);
                }
                slot += table.len;
            }
        }
    }
    None
}

/// Whether the talk breaks no rule beside those that share its person, role, table or language.
fn is_allowed(instance: &Instance, taken: &[Appointment], talk: &Appointment) -> bool {
    let language = |id: &str| {
        let row = instance.candidates.iter().find(|row| row.id == id)?;
        row.interpreter.as_deref()
    };
    let own = language(&talk.candidate);
    let near = taken.iter().filter(|other| {
        other.candidate == talk.candidate
            || other.role == talk.role
            || other.table == talk.table
            || (own.is_some() && language(&other.candidate) == own)
    });
    let plan = near.chain([talk]).cloned().collect();
    check(instance, &Plan { plan, ..Plan::default() }, None)
        .faults
        .iter()
        .all(|fault| fault.code == "pin_missing")
}
