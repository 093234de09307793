//! The service under load, over real HTTP on loopback: reads, writes and matches of an office at
//! once, with a store on disk; then an application day, planned and planned again.
//!
//! `cargo run --release -p benches --bin load -- [people] [seconds] [callers]` (15000, 30 and 8 where
//! nothing is said). Ends with an error if a single request did.
#![expect(clippy::disallowed_methods, reason = "a measuring program reads the clock")]

mod client;
mod day;
mod house;
mod mix;

use std::{
    env,
    io::{self, Write as _},
    thread,
    time::{Duration, Instant},
};

use benches::{
    Failure,
    measure::{memory, process_time},
};

use crate::{house::House, mix::Caller};

/// Requests after which a caller stops, however much time is left.
const MOST: usize = 100_000;

fn main() -> Result<(), Failure> {
    let mut numbers = env::args().skip(1).map(|text| text.parse::<usize>());
    let mut number = |default| numbers.next().unwrap_or(Ok(default));
    let (people, seconds, callers) = (number(15_000)?, number(30)?, number(8)?);
    let mut out = io::stdout().lock();
    let (house, took) = House::open(people)?;
    let processor = process_time().unwrap_or_default();
    writeln!(
        out,
        "{people} people taken over in {took:.1?}; {processor:.1?} processor up to there"
    )?;
    let patience = Duration::from_secs(u64::try_from(seconds)?);
    let started = Instant::now();
    let served = thread::scope(|scope| -> Result<Vec<mix::Served>, String> {
        let house = &house;
        let running: Vec<_> = (0..callers)
            .map(|number| {
                scope.spawn(move || -> Result<Vec<mix::Served>, String> {
                    let mut caller = Caller::new(house, number, callers)
                        .map_err(|failure| failure.to_string())?;
                    let mut served = Vec::new();
                    while started.elapsed() < patience && served.len() < MOST {
                        served.push(caller.one().map_err(|failure| failure.to_string())?);
                    }
                    Ok(served)
                })
            })
            .collect();
        let mut all = Vec::new();
        for caller in running {
            all.extend(caller.join().map_err(|_panic| "a caller broke off".to_owned())??);
        }
        Ok(all)
    })?;
    tell(&mut out, &served, started.elapsed(), callers)?;
    tell_day(&mut out, &day::planned(&house)?)
}

/// The figures of an application day.
fn tell_day(out: &mut impl io::Write, day: &day::Planned) -> Result<(), Failure> {
    let day::Planned { people, employers, talks, plan, replans, audit } = day;
    writeln!(
        out,
        "\n{people} people, {employers} employers, {talks} talks: planned in {plan:.2?}; the rest \
         planned again {} times: p50 {} ms, most {} ms; audited in {audit:.2?}",
        replans.len(),
        millis(replans, 500),
        millis(replans, 1000),
    )?;
    if replans.is_empty() { Err("nobody has a talk in the afternoon".into()) } else { Ok(()) }
}

/// The figures, kind by kind.
fn tell(
    out: &mut impl io::Write,
    served: &[mix::Served],
    took: Duration,
    callers: usize,
) -> Result<(), Failure> {
    let seconds = u128::from(took.as_secs().max(1));
    let rate = u128::try_from(served.len())? / seconds;
    writeln!(out, "{} requests of {callers} callers in {took:.1?}: {rate} a second", served.len())?;
    writeln!(out, "\n| request | number | p50 ms | p95 ms | p99 ms | most ms |")?;
    writeln!(out, "|---|---|---|---|---|---|")?;
    for kind in mix::Kind::ALL.iter().copied().map(Some).chain([None]) {
        let wanted = served.iter().filter(|one| kind.is_none_or(|kind| one.kind == kind));
        let mut times: Vec<Duration> = wanted.map(|one| one.took).collect();
        times.sort_unstable();
        let name = kind.map_or("all", mix::Kind::name);
        write!(out, "| {name} | {} |", times.len())?;
        for permille in [500, 950, 990, 1000] {
            write!(out, " {} |", millis(&times, permille))?;
        }
        writeln!(out)?;
    }
    let failed: Vec<&mix::Served> = served.iter().filter(|one| one.failed.is_some()).collect();
    let most = memory().map_or(0, |(_, most)| most);
    writeln!(out, "\n{} errors; most memory, callers included: {} MB", failed.len(), most >> 20)?;
    match failed.first().and_then(|one| one.failed.as_ref()) {
        None => Ok(()),
        Some(first) => Err(format!("{} requests failed, such as {first}", failed.len()).into()),
    }
}

/// The time within which so many of a thousand were answered, in milliseconds.
fn millis(sorted: &[Duration], permille: usize) -> String {
    let at = (sorted.len() * permille).div_ceil(1000).saturating_sub(1);
    let took = sorted.get(at).copied().unwrap_or_default();
    format!("{}.{}", took.as_millis(), took.as_micros() % 1000 / 100)
}
