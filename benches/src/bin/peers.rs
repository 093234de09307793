//! What `benches/peers/lists` compares with: the tables, this engine's lists and its processor time.
//!
//! `cargo run --release -p benches --bin peers -- FOLDER [people] [places] [count] [rounds]`
//! (15000, 5000, 50 and 3 where nothing is said). The first thousand places are those that
//! everybody is put against; one person in turn is put against all of them.

use std::{
    env, fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
    time::Duration,
};

use benches::{
    Failure, World,
    flat::{Tables, class_number, joined, table},
    measure::{process_time, thread_time},
    naive,
};
use matching_core::{
    compiled::{Catalogue, Listed, Pool},
    model::Portrait,
    score::{BoundProfile, Order, Score},
};

/// So many places are put against everybody.
const CROSSED: usize = 1_000;
/// So many people, spread evenly, are put against all places.
const ASKING: usize = 40;
/// Processor time of a round.
const ENOUGH: Duration = Duration::from_millis(500);

fn main() -> Result<(), Failure> {
    let mut words = env::args().skip(1);
    let folder = PathBuf::from(words.next().ok_or("which folder do the tables go to?")?);
    let mut numbers = words.map(|text| text.parse::<usize>());
    let mut number = |default| numbers.next().unwrap_or(Ok(default));
    let task = Task {
        people: number(15_000)?,
        places: number(5_000)?,
        count: number(50)?,
        rounds: number(3)?.max(1),
    };
    fs::create_dir_all(&folder)?;
    task.run(&folder)
}

/// How much is to be done.
struct Task {
    people: usize,
    places: usize,
    count: usize,
    rounds: usize,
}

impl Task {
    fn run(&self, folder: &Path) -> Result<(), Failure> {
        let world = World::new()?;
        let places = world.places(self.places);
        let mut people: Vec<Portrait> = world.people(0, self.people).collect();
        people.sort_by(|one, other| one.id().cmp(other.id()));
        write_tables(folder, &world, &people, &places)?;
        let mut times = self.people_for_places(folder, &world, &people, &places)?;
        times.extend(self.places_for_people(folder, &world, &people, places)?);
        let rows = times.iter().map(|(name, took)| format!("{name},{}", took.as_nanos()));
        table(folder, "engine", "task,nanoseconds", rows.clone())?;
        for row in rows {
            writeln!(io::stdout(), "{row}")?;
        }
        Ok(())
    }

    /// One place after the other against everybody, then all of them on all threads.
    fn people_for_places(
        &self,
        folder: &Path,
        world: &World,
        people: &[Portrait],
        places: &[BoundProfile],
    ) -> Result<Vec<(&'static str, Duration)>, Failure> {
        let engine = world.engine();
        let places = places.get(..CROSSED.min(places.len())).unwrap_or_default();
        let pool = Pool::new(people.iter().cloned());
        let top = |place| engine.top(&pool, place, self.count, Order::Overall);
        let one_by_one = || places.iter().map(top).collect::<Vec<_>>();
        let (lists, alone) = self.measured(thread_time, one_by_one)?;
        let cross = || engine.cross(&pool, places, self.count, Order::Overall);
        let (crossed, together) = self.measured(process_time, cross)?;
        if crossed != lists {
            return Err("threads change a list".into());
        }
        write_people(folder, people, &lists)?;
        let each = u32::try_from(places.len().max(1))?;
        Ok(vec![("one place", alone / each), ("places", together / each)])
    }

    /// Some people against all places, one after the other.
    fn places_for_people(
        &self,
        folder: &Path,
        world: &World,
        people: &[Portrait],
        places: Vec<BoundProfile>,
    ) -> Result<Vec<(&'static str, Duration)>, Failure> {
        let engine = world.engine();
        let catalogue = Catalogue::new(places);
        let step = (people.len() / ASKING).max(1);
        let asking: Vec<(usize, &Portrait)> = people.iter().enumerate().step_by(step).collect();
        let first = |(_, person): &(usize, &Portrait)| {
            first_places(&engine.scores_of(person, &catalogue), self.count)
        };
        let one_by_one = || asking.iter().map(first).collect::<Vec<_>>();
        let (lists, took) = self.measured(thread_time, one_by_one)?;
        let rows = asking.iter().zip(&lists).flat_map(|((person, _), list)| {
            list.iter()
                .map(move |(place, score)| format!("{person},{place},{}", joined(&key(score))))
        });
        table(folder, "places", "person,place,class,total,low,demands", rows)?;
        Ok(vec![("one person", took / u32::try_from(asking.len().max(1))?)])
    }

    /// The fastest of several rounds, by a clock of processor time. The system counts in steps of some
    /// milliseconds: a round repeats the work until that is nothing.
    fn measured<T>(
        &self,
        clock: impl Fn() -> Option<Duration>,
        mut work: impl FnMut() -> T,
    ) -> Result<(T, Duration), Failure> {
        let now = || clock().ok_or("the system does not tell processor time");
        let mut timed = || -> Result<(T, Duration), Failure> {
            let (before, mut runs) = (now()?, 0);
            loop {
                let result = work();
                runs += 1;
                let took = now()?.saturating_sub(before);
                if took >= ENOUGH {
                    return Ok((result, took / runs));
                }
            }
        };
        let mut best = timed()?;
        for _ in 1..self.rounds {
            let next = timed()?;
            if next.1 < best.1 {
                best = next;
            }
        }
        Ok(best)
    }
}

fn write_tables(
    folder: &Path,
    world: &World,
    people: &[Portrait],
    places: &[BoundProfile],
) -> Result<(), Failure> {
    let engine = world.engine();
    let mut numbers = naive::Numbers::default();
    let people = people.iter().map(|person| naive::Person::new(person, &mut numbers));
    let people: Vec<naive::Person> = people.collect();
    let places =
        places.iter().map(|place| naive::Place::new(place.profile(), engine, &mut numbers));
    let places: Vec<naive::Place> = places.collect();
    Ok(Tables::new(&people, &places, engine.rules())?.write(folder)?)
}

fn write_people(folder: &Path, people: &[Portrait], lists: &[Vec<Listed>]) -> Result<(), Failure> {
    let number = |one: &Listed| people.binary_search_by(|person| person.id().cmp(&one.id));
    let mut rows = Vec::new();
    for (place, list) in lists.iter().enumerate() {
        for one in list {
            let person = number(one).map_err(|_at| "somebody is listed who is not there")?;
            rows.push(format!("{place},{person},{}", joined(&key(&one.score))));
        }
    }
    Ok(table(folder, "people", "place,person,class,total,low,demands", rows.into_iter())?)
}

/// The first places of a person in the order of the lists of people; of equals the earlier one.
fn first_places(scores: &[Score], count: usize) -> Vec<(usize, Score)> {
    let mut places: Vec<(usize, Score)> = scores.iter().copied().enumerate().collect();
    let order = |one: &(usize, Score), other: &(usize, Score)| {
        key(&other.1).cmp(&key(&one.1)).then(one.0.cmp(&other.0))
    };
    if count < places.len() {
        places.select_nth_unstable_by(count, order);
        places.truncate(count);
    }
    places.sort_by(order);
    places
}

/// What a list is ordered by: class, sum of both overall ends, lower end, sum of both demands' ends.
fn key(score: &Score) -> [u32; 4] {
    let (overall, demands) = (score.overall, score.demands);
    [
        class_number(score.eligibility),
        u32::from(overall.low.get()) + u32::from(overall.high.get()),
        u32::from(overall.low.get()),
        u32::from(demands.low.get()) + u32::from(demands.high.get()),
    ]
}
