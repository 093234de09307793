//! One place against everybody, one person against thousands of places, one pair explained, a pool
//! built and changed. `cargo bench -p benches`; ratios to structs and maps stand in the output.

#![expect(clippy::unwrap_used, reason = "a benchmark that cannot start says why")]

use std::sync::LazyLock;

use benches::{World, naive};
use divan::{Bencher, black_box, counter::ItemsCount};
use matching_core::{
    compiled::{Catalogue, Pool},
    model::Portrait,
    score::{BoundProfile, Order},
};

const SIZES: [usize; 3] = [1_500, 15_000, 150_000];

static WORLD: LazyLock<World> = LazyLock::new(|| World::new().unwrap());
static PLACES: LazyLock<Vec<BoundProfile>> = LazyLock::new(|| WORLD.places(5_000));

fn main() {
    divan::main();
}

fn pool(people: usize) -> Pool {
    Pool::new(WORLD.people(0, people))
}

/// People and the first places as structs and maps.
fn plain(people: usize, places: usize) -> (Vec<naive::Person>, Vec<naive::Place>) {
    let mut numbers = naive::Numbers::default();
    let structs = WORLD.people(0, people).map(|person| naive::Person::new(&person, &mut numbers));
    let structs = structs.collect();
    let place =
        |place: &BoundProfile| naive::Place::new(place.profile(), WORLD.engine(), &mut numbers);
    (structs, PLACES.iter().take(places).map(place).collect())
}

/// The first fifty for each of sixteen places in turn.
#[divan::bench(args = SIZES, sample_count = 20)]
fn one_place_to_the_first_50(bencher: Bencher<'_, '_>, people: usize) {
    let pool = pool(people);
    let mut places = PLACES.iter().take(16).cycle();
    bencher
        .counter(ItemsCount::new(people))
        .bench_local(|| WORLD.engine().top(&pool, places.next().unwrap(), 50, Order::Overall));
}

/// The same by structs and maps.
#[divan::bench(args = SIZES, sample_count = 8)]
fn one_place_by_structs_and_maps(bencher: Bencher<'_, '_>, people: usize) {
    let (structs, places) = plain(people, 16);
    let mut places = places.iter().cycle();
    bencher
        .counter(ItemsCount::new(people))
        .bench_local(|| naive::top(&structs, places.next().unwrap(), 50, WORLD.engine().rules()));
}

/// Everybody in order, with the places they could take.
#[divan::bench(args = [1_500, 15_000], sample_count = 4)]
fn one_place_everybody_in_order(bencher: Bencher<'_, '_>, people: usize) {
    let people: Vec<Portrait> = WORLD.people(0, people).collect();
    let mut places = PLACES.iter().take(16).cycle();
    bencher
        .counter(ItemsCount::new(people.len()))
        .bench_local(|| WORLD.engine().rank(&people, places.next().unwrap(), Order::Overall));
}

#[divan::bench(sample_count = 20)]
fn one_person_against_5000_places(bencher: Bencher<'_, '_>) {
    let catalogue = Catalogue::new(PLACES.iter().cloned());
    let people: Vec<Portrait> = WORLD.people(0, 32).collect();
    let mut people = people.iter().cycle();
    bencher
        .counter(ItemsCount::new(PLACES.len()))
        .bench_local(|| WORLD.engine().scores_of(people.next().unwrap(), &catalogue));
}

#[divan::bench(sample_count = 8)]
fn one_person_by_structs_and_maps(bencher: Bencher<'_, '_>) {
    let (people, places) = plain(32, PLACES.len());
    let mut people = people.iter().cycle();
    bencher
        .counter(ItemsCount::new(PLACES.len()))
        .bench_local(|| naive::places_for(people.next().unwrap(), &places, WORLD.engine().rules()));
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn cross_15000_by_1000_to_the_first_50(bencher: Bencher<'_, '_>) {
    let pool = pool(15_000);
    let places = PLACES.get(..1_000).unwrap();
    bencher
        .counter(ItemsCount::new(15_000 * places.len()))
        .bench_local(|| WORLD.engine().cross(&pool, places, 50, Order::Overall));
}

#[divan::bench]
fn one_pair_scored(bencher: Bencher<'_, '_>) {
    let people: Vec<Portrait> = WORLD.people(0, 64).collect();
    let mut pairs = people.iter().cycle().zip(PLACES.iter().take(63).cycle());
    bencher.bench_local(|| {
        let (person, place) = pairs.next().unwrap();
        WORLD.engine().score(person, place)
    });
}

#[divan::bench]
fn one_pair_explained(bencher: Bencher<'_, '_>) {
    let people: Vec<Portrait> = WORLD.people(0, 64).collect();
    let mut pairs = people.iter().cycle().zip(PLACES.iter().take(63).cycle());
    bencher.bench_local(|| {
        let (person, place) = pairs.next().unwrap();
        WORLD.engine().explain(person, place)
    });
}

#[divan::bench(args = SIZES, sample_count = 3, sample_size = 1)]
fn a_pool_built(bencher: Bencher<'_, '_>, people: usize) {
    let people: Vec<Portrait> = WORLD.people(0, people).collect();
    bencher
        .counter(ItemsCount::new(people.len()))
        .with_inputs(|| people.clone())
        .bench_local_values(Pool::new);
}

/// One of them replaced by somebody new, without building anything again.
#[divan::bench(args = SIZES)]
fn one_person_changed(bencher: Bencher<'_, '_>, people: usize) {
    let mut pool = pool(people);
    let changed: Vec<Portrait> = WORLD.people(0, 256).collect();
    let mut changed = changed.iter().cycle();
    bencher.bench_local(|| {
        pool.put(changed.next().unwrap().clone());
        black_box(pool.len())
    });
}
