//! Ways to places: one person against thirty places with the whole catalogue, and a pool of a
//! thousand. The baseline is scoring the same pairs, which every way does again before it is shown.

#![expect(clippy::unwrap_used, reason = "a benchmark that cannot start says why")]

use std::{
    fs,
    sync::{
        LazyLock,
        atomic::{AtomicUsize, Ordering},
    },
};

use benches::World;
use divan::{Bencher, black_box, counter::ItemsCount};
use formats::{
    document::{Gazetteer, PersonDocument},
    read,
    source::{Source, Syntax},
};
use knowledge::{Knowledge, Shelf};
use matching_core::{
    CompetenceProfile, access::Regime, calendar::Date, id::StatusId, score::BoundProfile,
};
use pathways::{
    Outreach, Planner, Situation,
    pool::{Member, Survey},
};

const SAMPLE: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/../profiles/samples/rhein-erft/people.ndjson");

static KNOWLEDGE: LazyLock<Knowledge> =
    LazyLock::new(|| Knowledge::load(&Shelf::Shipped).unwrap().0.unwrap());
static PEOPLE: LazyLock<Vec<PersonDocument>> = LazyLock::new(|| {
    let text = fs::read_to_string(SAMPLE).unwrap();
    let source = Source::file("people.ndjson", &text, Syntax::Ndjson);
    let (entries, _) = read::people(source, &Gazetteer::default());
    entries.into_iter().map(|entry| entry.document).collect()
});
static CROWD: LazyLock<Vec<CompetenceProfile>> =
    LazyLock::new(|| World::new().unwrap().profiles(0, 2_000).collect());
static PLACES: LazyLock<Vec<BoundProfile>> = LazyLock::new(|| {
    let roles = KNOWLEDGE.packs().iter().flat_map(|pack| pack.roles_on(day()));
    roles.take(30).map(|role| KNOWLEDGE.engine().bind(role.model.clone())).collect()
});

fn main() {
    divan::main();
}

fn day() -> Date {
    "2026-11-21".parse().unwrap()
}

/// Regimes and statuses in turn, so that courses open for some and stay closed for others.
fn situation(at: usize) -> Situation {
    let cases = [(Regime::Sgb2, "A20"), (Regime::Asylblg, "A30"), (Regime::Sgb2, "A26")];
    let (regime, status) = *cases.get(at % cases.len()).unwrap();
    let status = StatusId::new(status).ok();
    Situation { regime: Some(regime), status, ..Situation::default() }
}

fn planner() -> Planner<'static> {
    Planner::new(KNOWLEDGE.engine(), KNOWLEDGE.measures().catalogue())
}

/// What measures could do for two thousand people, as lists ask it: once per state of what measures need.
#[divan::bench(sample_count = 10)]
fn reach_of_everybody() {
    let mut outreach = Outreach::new(planner(), day(), PLACES.iter());
    for person in CROWD.iter() {
        let portrait = KNOWLEDGE.engine().portrait(person, day());
        black_box(outreach.portrait(planner(), portrait));
    }
}

/// The baseline: the same asked for each person anew.
#[divan::bench(sample_count = 10)]
fn reach_person_by_person() {
    for person in CROWD.iter() {
        let mut standing = planner().person(person, &Situation::default(), day());
        standing.look_at(PLACES.iter());
        black_box(standing.portrait());
    }
}

/// Everybody of the sample in turn against thirty places: reach, gaps, ways at both ends, replay.
#[divan::bench(sample_count = 200)]
fn one_person_thirty_places(bencher: Bencher<'_, '_>) {
    let turns = AtomicUsize::new(0);
    let inputs = || {
        let turn = turns.fetch_add(1, Ordering::Relaxed);
        (PEOPLE.get(turn % PEOPLE.len()).unwrap().model(), situation(turn))
    };
    bencher.with_inputs(inputs).counter(ItemsCount::new(PLACES.len())).bench_values(
        |(person, situation)| {
            let mut standing = planner().person(&person, &situation, day());
            for place in PLACES.iter() {
                black_box(standing.outlook(place));
            }
        },
    );
}

/// The baseline: the same pairs, read and scored once.
#[divan::bench(sample_count = 200)]
fn scored_only_thirty_places(bencher: Bencher<'_, '_>) {
    let turns = AtomicUsize::new(0);
    let inputs = || {
        let turn = turns.fetch_add(1, Ordering::Relaxed);
        PEOPLE.get(turn % PEOPLE.len()).unwrap().model()
    };
    bencher.with_inputs(inputs).counter(ItemsCount::new(PLACES.len())).bench_values(|person| {
        let portrait = KNOWLEDGE.engine().portrait(&person, day());
        for place in PLACES.iter() {
            black_box(KNOWLEDGE.engine().score(&portrait, place));
        }
    });
}

/// Courses, funding gaps and people without a way, for a thousand people and thirty places.
#[divan::bench(sample_count = 3, sample_size = 1)]
fn pool_of_a_thousand(bencher: Bencher<'_, '_>) {
    bencher.counter(ItemsCount::new(1_000_usize)).bench(|| {
        let mut survey = Survey::new(&PLACES);
        for (at, person) in PEOPLE.iter().cycle().take(1_000).enumerate() {
            let person = planner().person(&person.model(), &situation(at), day());
            survey.add(Member { person, place: None, attends: None });
        }
        survey.report()
    });
}
