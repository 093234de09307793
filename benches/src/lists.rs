//! The lists of a large pool are the heads of the full sort: over columns of bytes, of wider codes and
//! of sorted rows, over several blocks, before and after changes.

use matching_core::{
    Engine,
    compiled::Pool,
    id::ApplicantId,
    model::Portrait,
    score::{BoundProfile, Order, RankKey, Score},
};

use crate::World;

/// Enough for three blocks of rows and for columns of every width.
const PEOPLE: usize = 5_000;
const COUNT: usize = 40;

/// Everybody scored alone, without columns, and sorted.
fn full(engine: &Engine, people: &[Portrait], place: &BoundProfile, order: Order) -> Vec<Entry> {
    let mut all: Vec<(RankKey, Entry)> = people
        .iter()
        .map(|person| {
            let score = engine.score(person, place);
            let key = match order {
                Order::Demands => RankKey::demands(&score, person.id()),
                Order::Overall | Order::Neutral => RankKey::overall(&score, person.id()),
            };
            (key, (person.id().clone(), score))
        })
        .collect();
    all.sort_by(|one, other| other.0.cmp(&one.0));
    all.into_iter().take(COUNT).map(|(_, entry)| entry).collect()
}

type Entry = (ApplicantId, Score);

fn listed(engine: &Engine, pool: &Pool, place: &BoundProfile, order: Order) -> Vec<Entry> {
    let list = engine.top(pool, place, COUNT, order).into_iter();
    list.map(|one| (one.id, one.score)).collect()
}

#[test]
fn the_lists_of_a_large_pool_are_the_heads_of_the_full_sort() {
    let world = World::new().unwrap();
    let engine = world.engine();
    let people: Vec<Portrait> = world.people(0, PEOPLE).collect();
    let pool = Pool::new(people.iter().cloned());
    // The same people with a detour: some come late, some come twice, some had been there before.
    let mut changed = Pool::new(world.people(PEOPLE, PEOPLE + 700));
    for person in people.iter().rev() {
        changed.put(person.clone());
    }
    for gone in world.people(PEOPLE, PEOPLE + 700) {
        changed.take_out(gone.id());
    }
    let roles = world.roles();
    let places = world.places(80);
    for place in roles.iter().chain(&places).step_by(7) {
        for order in [Order::Overall, Order::Demands] {
            let expected = full(engine, &people, place, order);
            assert_eq!(expected.len(), COUNT);
            assert_eq!(listed(engine, &pool, place, order), expected);
            assert_eq!(listed(engine, &changed, place, order), expected);
        }
    }
    changed.settle();
    for place in roles.iter().step_by(5) {
        let expected = full(engine, &people, place, Order::Overall);
        assert_eq!(listed(engine, &changed, place, Order::Overall), expected);
    }
}
