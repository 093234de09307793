//! Plans an instance file, or re-plans it after an event file, and writes the plan.
//!
//! `solve I.json [--event E.json] [--out P.json] [--seconds 10] [--seed 1] [--threads 2]`
//! `solve --sample medium --write I.json` writes a generated instance.
#![expect(
    clippy::disallowed_methods,
    clippy::print_stderr,
    clippy::print_stdout,
    reason = "the example is the edge: it has the clock and the terminal"
)]

use std::error::Error;
use std::fs;
use std::sync::Mutex;
use std::time::Instant;

use day_planner::event::Event;
use day_planner::instance::Instance;
use day_planner::{Budget, Progress, Settings, check, plan, replan, sample, validate};

/// What the command line asks.
#[derive(Default)]
struct Asked {
    words: Vec<(String, String)>,
    file: Option<String>,
}

impl Asked {
    fn read() -> Self {
        let mut asked = Self::default();
        let mut words = std::env::args().skip(1);
        while let Some(word) = words.next() {
            match word.strip_prefix("--") {
                Some(flag) => asked.words.push((flag.to_owned(), words.next().unwrap_or_default())),
                None => asked.file = Some(word),
            }
        }
        asked
    }

    fn get(&self, flag: &str) -> Option<&str> {
        self.words.iter().find(|(name, _)| name == flag).map(|(_, value)| value.as_str())
    }

    fn number(&self, flag: &str, default: u64) -> u64 {
        self.get(flag).and_then(|value| value.parse().ok()).unwrap_or(default)
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let asked = Asked::read();
    let seed = asked.number("seed", 1);
    let instance = instance(&asked, seed)?;
    if let Some(path) = asked.get("write") {
        fs::write(path, serde_json::to_string(&instance)?)?;
        return Ok(());
    }
    let event: Option<Event> = match asked.get("event") {
        Some("sample") => Some(sample_event(&asked, &instance)?),
        Some(path) => Some(serde_json::from_slice(&fs::read(path)?)?),
        None => None,
    };
    let begun = Instant::now();
    let elapsed = || u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
    let marks = Mutex::new(Vec::new());
    let note = |progress: &Progress| {
        if let Ok(mut marks) = marks.lock() {
            marks.push((begun.elapsed().as_secs_f64(), *progress));
        }
    };
    let mut budget = match asked.get("steps").and_then(|steps| steps.parse().ok()) {
        Some(steps) => Budget::steps(steps),
        None => Budget::millis(asked.number("seconds", 10) * 1000, &elapsed),
    };
    budget.watch = Some(&note);
    let threads = usize::try_from(asked.number("threads", 2))?;
    let settings = Settings { seed: asked.number("search-seed", 1), threads };
    let result = match &event {
        Some(event) => replan(&instance, event, &settings, &budget),
        None => plan(&instance, &settings, &budget),
    };
    let mut outcome = match result {
        Ok(outcome) => outcome,
        Err(rejected) => {
            for issue in &rejected.issues {
                eprintln!("{issue}");
            }
            return Err(rejected.into());
        }
    };
    let seconds = begun.elapsed().as_secs_f64();
    outcome.plan.seconds = Some(seconds);
    if let Some(path) = asked.get("out") {
        fs::write(path, serde_json::to_string(&outcome.plan)?)?;
    }
    let verdict = check(&instance, &outcome.plan, event.as_ref());
    for fault in verdict.faults.iter().take(5) {
        println!("FAULT {} {}", fault.code, fault.text);
    }
    let marks = marks.into_inner()?;
    let bound = outcome.plan.bounds.and_then(|bounds| bounds.score).unwrap_or(0);
    let first = marks.first().map_or(0.0, |mark| mark.0);
    let score = |mark: &(f64, Progress)| mark.1.values.score * 100 >= bound * 99;
    let counts = |mark: &(f64, Progress)| {
        let (now, last) = (mark.1.values, verdict.values);
        (now.seen, now.promised, now.covered) == (last.seen, last.promised, last.covered)
    };
    let near = marks.iter().find(|mark| score(mark) && counts(mark)).map(|mark| mark.0);
    let done = |mark: &(f64, Progress)| {
        let (v, b) = (mark.1.values, mark.1.bounds);
        b.seen == Some(v.seen)
            && b.stability == v.stability
            && b.promised == Some(v.promised)
            && b.covered == Some(v.covered)
            && b.score == Some(v.score)
    };
    let proof = marks.iter().find(|mark| done(mark)).map(|mark| mark.0);
    if asked.get("verbose").is_some() {
        for (at, mark) in &marks {
            println!("{at:.3} {:?} {:?}", mark.values, mark.bounds);
        }
    }
    println!(
        "{} legal={} {:?} bounds {:?} proven={:?} first {first:.3} to1% {near:?} proof {proof:?} total {seconds:.2} steps {}",
        instance.name,
        verdict.is_legal(),
        verdict.values,
        outcome.plan.bounds,
        outcome.plan.proven,
        outcome.steps
    );
    Ok(())
}

fn instance(asked: &Asked, seed: u64) -> Result<Instance, Box<dyn Error>> {
    if let Some(name) = asked.get("sample") {
        let shape = sample::shape(name).ok_or("no such sample")?;
        return Ok(sample::instance(name, &shape, seed));
    }
    let file = asked.file.as_ref().ok_or("name an instance file")?;
    let instance: Instance = serde_json::from_slice(&fs::read(file)?)?;
    for issue in validate(&instance) {
        eprintln!("{issue}");
    }
    Ok(instance)
}

fn sample_event(asked: &Asked, instance: &Instance) -> Result<Event, Box<dyn Error>> {
    let name = asked.get("sample").ok_or("an event needs a sample")?;
    let shape = sample::shape(name).ok_or("no such sample")?;
    let base = plan(instance, &Settings::default(), &Budget::steps(3_000_000))?;
    Ok(sample::event(instance, &base.plan, &shape, asked.number("seed", 1)))
}
