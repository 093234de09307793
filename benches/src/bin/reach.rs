//! Many people against many places, and how that compares with going through the pairs plainly.
//!
//! `cargo run --release -p benches --bin reach -- [people] [places] [top]` (15000, 1000 and 50
//! where nothing is said). Everything is seeded: the same numbers give the same lists.

use std::{
    env,
    io::{self, Write as _},
    time::{Duration, Instant},
};

use benches::{
    Failure, World,
    measure::{memory, process_time, thread_time},
    naive,
};
use matching_core::{
    compiled::{Catalogue, Listed, Pool},
    model::Portrait,
    score::{BoundProfile, Order},
};

/// The baseline goes through so many pairs; more would only take longer.
const NAIVE_PAIRS: usize = 3_000_000;

fn main() -> Result<(), Failure> {
    let mut numbers = env::args().skip(1).map(|text| text.parse::<usize>());
    let mut number = |default| numbers.next().unwrap_or(Ok(default));
    let (people, places, count) = (number(15_000)?, number(1_000)?, number(50)?);
    run(people, places, count)
}

/// What something took: on the wall, and of all processors.
struct Took {
    wall: Duration,
    processor: Duration,
}

#[expect(clippy::disallowed_methods, reason = "a measuring program reads the clock")]
fn timed<T>(work: impl FnOnce() -> T) -> (T, Took) {
    let (start, before) = (Instant::now(), process_time().unwrap_or_default());
    let result = work();
    let processor = process_time().unwrap_or_default().saturating_sub(before);
    (result, Took { wall: start.elapsed(), processor })
}

fn run(people: usize, places: usize, count: usize) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    let world = World::new()?;
    let engine = world.engine();
    let profiles = world.places(places);
    let empty = memory().map_or(0, |(now, _)| now);
    let (pool, took) = timed(|| Pool::new(world.people(0, people)));
    let full = memory().map_or(0, |(now, _)| now);
    let bytes = full.saturating_sub(empty).checked_div(u64::try_from(people)?).unwrap_or(0);
    writeln!(
        out,
        "{people} people invented, read and put into columns: {:.2?} processor",
        took.processor
    )?;
    writeln!(out, "{bytes} bytes of memory per person in columns")?;

    let (lists, took) = timed(|| engine.cross(&pool, &profiles, count, Order::Overall));
    let pairs = people.saturating_mul(profiles.len());
    writeln!(
        out,
        "{people} x {} to the first {count}: {:.2?} wall, {:.2?} processor, {:.1} million pairs a second of processor",
        profiles.len(),
        took.wall,
        took.processor,
        rate(pairs, took.processor),
    )?;
    let kernel = each(pairs, took.processor);
    writeln!(out, "most memory: {} MB", memory().map_or(0, |(_, most)| most) / 1_000_000)?;

    let asked = (NAIVE_PAIRS / people.max(1)).clamp(1, profiles.len());
    let sample = profiles.get(..asked).unwrap_or_default();
    let mut numbers = naive::Numbers::default();
    let structs: Vec<naive::Person> =
        world.people(0, people).map(|person| naive::Person::new(&person, &mut numbers)).collect();
    let plain = sample.iter().map(|place| naive::Place::new(place.profile(), engine, &mut numbers));
    let plain: Vec<naive::Place> = plain.collect();
    let (expected, took) = timed(|| naive::cross(&structs, &plain, count, engine.rules()));
    let same = lists.iter().zip(&expected).all(|(list, other)| agree(list, other));
    let baseline = each(people.saturating_mul(asked), took.processor);
    writeln!(
        out,
        "structs and maps, {asked} places: {baseline:.0} ns a pair; columns {kernel:.2} ns a pair, {:.0} times as fast; the same lists: {same}",
        baseline / kernel,
    )?;
    one_person(&mut out, &world, profiles)?;
    if same { Ok(()) } else { Err("the lists differ".into()) }
}

/// One person against many places, by processor time of this thread.
fn one_person(
    out: &mut impl io::Write,
    world: &World,
    profiles: Vec<BoundProfile>,
) -> Result<(), Failure> {
    let engine = world.engine();
    let people: Vec<Portrait> = world.people(0, 40).collect();
    let mut numbers = naive::Numbers::default();
    let structs = people.iter().map(|person| naive::Person::new(person, &mut numbers));
    let structs: Vec<naive::Person> = structs.collect();
    let plain =
        profiles.iter().map(|place| naive::Place::new(place.profile(), engine, &mut numbers));
    let plain: Vec<naive::Place> = plain.collect();
    let catalogue = Catalogue::new(profiles);
    let own = |work: &mut dyn FnMut()| {
        let before = thread_time().unwrap_or_default();
        work();
        thread_time().unwrap_or_default().saturating_sub(before) / 40
    };
    let mut all = 0;
    let columns = own(&mut || {
        all +=
            people.iter().map(|person| engine.scores_of(person, &catalogue).len()).sum::<usize>();
    });
    let maps = own(&mut || {
        all += structs
            .iter()
            .map(|one| naive::places_for(one, &plain, engine.rules()).len())
            .sum::<usize>();
    });
    let places = catalogue.profiles().len();
    writeln!(
        out,
        "one person x {places} ({} different lines, {all} scores): {columns:.2?}; structs and maps {maps:.2?}",
        catalogue.different_lines(),
    )?;
    Ok(())
}

fn agree(list: &[Listed], other: &[naive::Entry]) -> bool {
    let same = |(one, other): (&Listed, &naive::Entry)| {
        let (g, a) = (one.score.overall, one.score.demands);
        one.id == other.4.0
            && one.score.eligibility == other.0
            && u32::from(g.low.get() + g.high.get()) == other.1
            && u32::from(a.low.get() + a.high.get()) == other.3
    };
    list.len() == other.len() && list.iter().zip(other).all(same)
}

/// Nanoseconds for each of so many.
#[expect(clippy::as_conversions, clippy::cast_precision_loss, reason = "a figure to be read")]
fn each(pairs: usize, took: Duration) -> f64 {
    took.as_nanos() as f64 / pairs.max(1) as f64
}

/// Millions a second.
fn rate(pairs: usize, took: Duration) -> f64 {
    1000.0 / each(pairs, took)
}
