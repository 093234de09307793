//! quick
#![expect(warnings, reason = "scratch")]
use matching_core::{compiled::Pool, id::*, model::*, score::Order, *};
use std::time::Instant;
use synthetic::*;
fn main() {
    let (k, i) = knowledge::Knowledge::load(&knowledge::Shelf::Shipped).unwrap();
    let k = k.unwrap();
    let n: usize = std::env::args().nth(1).map_or(15000, |x| x.parse().unwrap());
    let on: calendar::Date = "2026-11-21".parse().unwrap();
    let comps: Vec<ConceptId> = k
        .vocabulary()
        .concepts
        .iter()
        .filter(|c| {
            matches!(c.concept_type, formats::document::vocabulary::ConceptType::Competence)
        })
        .map(|c| c.id.clone())
        .collect();
    let places = ["50171", "50169", "50126", "50389", "50354"]
        .map(|p| (p.to_owned(), k.reference().places.position(p)));
    let pop = Population {
        seed: 1,
        focus: Focus::Everybody,
        on,
        offices: vec![],
        places: places.to_vec(),
        competences: comps,
    };
    let t = Instant::now();
    let people: Vec<_> = pop.people(0, n).map(|p| k.engine().portrait(&p.model(), on)).collect();
    println!("portraits {:?}", t.elapsed());
    let roles: Vec<_> =
        k.packs().iter().flat_map(|p| &p.roles).map(|r| k.engine().bind(r.model.clone())).collect();
    println!("roles {}", roles.len());
    let t = Instant::now();
    let pool = Pool::new(people.iter().cloned());
    println!("pool {:?}", t.elapsed());
    for r in roles
        .iter()
        .filter(|r| std::env::args().nth(2).is_none_or(|x| r.profile().id().as_str() == x))
    {
        let t = Instant::now();
        let full = if std::env::args().nth(3).is_some() {
            vec![]
        } else {
            k.engine().rank(&people, r, Order::Overall)
        };
        let tf = t.elapsed();
        let t = Instant::now();
        let mut top = vec![];
        for _ in 0..10 {
            top = k.engine().top(&pool, r, 50, Order::Overall);
        }
        let tt = t.elapsed() / 10;
        let t = Instant::now();
        let s = k.engine().scores(&pool, r);
        let ts = t.elapsed();
        let ok = top
            .iter()
            .zip(&full)
            .all(|(a, b)| a.id == *people[b.person].id() && a.score == b.score);
        println!(
            "{} lines {} full {:?} top {:?} ({:.2} ns/pair) scores {:?} same {ok} class {:?}",
            r.profile().id(),
            r.profile().criteria().len(),
            tf,
            tt,
            tt.as_nanos() as f64 / n as f64,
            ts,
            top[0].score.eligibility
        );
    }
}
