//! L33 to L36: who stands where, in a list and in a pool.

use std::collections::BTreeSet;

use matching_core::{
    compiled::{Catalogue, Listed, Pool},
    criteria::Fact,
    eligibility::Eligibility,
    id::ApplicantId,
    model::{CompetenceProfile, Portrait},
    quantity::{Centipoints, Span},
    score::{Order, RankKey, RankSpan, Score, rank_spans},
};
use proptest::{collection::vec, prelude::*};

use crate::{
    config,
    world::{
        Case, applicant, case_and_picks,
        complete::{Choice, answered, keys, overlaps_recorded},
        facts::facts,
        lines::place,
    },
};

const ORDERS: [Order; 3] = [Order::Overall, Order::Demands, Order::Neutral];

/// Several people for one place; some are told exactly alike.
#[derive(Clone, Debug)]
struct Crowd {
    case: Case,
    people: Vec<Vec<Fact>>,
    picks: Vec<usize>,
}

impl Crowd {
    /// Of the measures a person may take, everybody has another part.
    fn portrait(&self, number: usize, facts: &[Fact]) -> Portrait {
        let person = CompetenceProfile::new(applicant(number)).with_all(facts.to_vec());
        let steps = self.case.steps.iter().skip(number % 3).cloned().collect();
        let reach = Case { steps, ..self.case.clone() }.reach();
        self.case.engine().portrait(&person, self.case.at).with_reach(reach)
    }

    fn portraits(&self) -> Vec<Portrait> {
        let people = self.people.iter().enumerate();
        people.map(|(number, facts)| self.portrait(number, facts)).collect()
    }

    /// Identifiers and scores in order.
    fn ranked(&self, people: &[Portrait], order: Order) -> Vec<Listed> {
        let ranked = self.case.engine().rank(people, &self.case.bound(), order);
        let listed = |one: matching_core::score::Ranked| Listed {
            id: people[one.person].id().clone(),
            score: one.score,
        };
        ranked.into_iter().map(listed).collect()
    }
}

fn crowd() -> impl Strategy<Value = Crowd> {
    (case_and_picks(), vec(facts(), 1..9)).prop_map(|((case, picks), mut people)| {
        people.push(case.facts.clone());
        people.push(people[picks[0] % people.len()].clone());
        Crowd { case, people, picks }
    })
}

fn ids(list: &[Listed]) -> Vec<&ApplicantId> {
    list.iter().map(|one| &one.id).collect()
}

proptest! {
    #![proptest_config(config())]

    /// L33: without one of them the others stand in the same order, with the same scores.
    #[test]
    fn who_else_is_there_changes_no_order(crowd in crowd()) {
        let people = crowd.portraits();
        for order in ORDERS {
            let all = crowd.ranked(&people, order);
            for without in 0..people.len() {
                let mut fewer = people.clone();
                let gone = fewer.remove(without);
                let expected: Vec<Listed> =
                    all.iter().filter(|one| one.id != *gone.id()).cloned().collect();
                prop_assert_eq!(crowd.ranked(&fewer, order), expected);
            }
        }
    }

    /// L34: the order is total and does not depend on the order of arrival; between equal scores the
    /// identifier decides.
    #[test]
    fn the_order_of_arrival_is_irrelevant(crowd in crowd()) {
        let people = crowd.portraits();
        let mut turned = people.clone();
        turned.rotate_left(crowd.picks[0] % people.len());
        turned.reverse();
        for order in ORDERS {
            let list = crowd.ranked(&people, order);
            prop_assert_eq!(&crowd.ranked(&turned, order), &list);
            prop_assert_eq!(ids(&list).into_iter().collect::<BTreeSet<_>>().len(), people.len());
            for two in list.windows(2) {
                let key = |of: &Listed| before(&of.score, order);
                prop_assert!(key(&two[0]) >= key(&two[1]));
                prop_assert!(key(&two[0]) > key(&two[1]) || two[0].id < two[1].id);
            }
        }
    }

    /// L35: the first of a pool are the first of the full list, for every number of them, with the
    /// scores that a single reckoning gives.
    #[test]
    fn the_first_are_the_first_of_all(crowd in crowd()) {
        let people = crowd.portraits();
        let (engine, bound) = (crowd.case.engine(), crowd.case.bound());
        let pool = Pool::new(people.clone());
        for order in ORDERS {
            let all = crowd.ranked(&people, order);
            for count in 0..=people.len() + 1 {
                let top = engine.top(&pool, &bound, count, order);
                prop_assert_eq!(&top[..], &all[..count.min(all.len())]);
            }
        }
        for one in engine.scores(&pool, &bound) {
            let person = people.iter().find(|person| *person.id() == one.id).unwrap();
            prop_assert_eq!(engine.score(person, &bound), one.score);
        }
    }

    /// Many lists at once are the lists one by one, on any number of threads; many places at once
    /// for one person are the places one by one.
    #[test]
    fn many_at_once_are_many_one_by_one((crowd, others) in (crowd(), vec(place(), 0..4))) {
        let engine = crowd.case.engine();
        let places = others.into_iter().map(|place| Case { place, ..crowd.case.clone() }.bound());
        let mut profiles = vec![crowd.case.bound(), crowd.case.bound()];
        profiles.extend(places);
        let people = crowd.portraits();
        let pool = Pool::new(people.clone());
        let each = profiles.iter().map(|profile| engine.top(&pool, profile, 3, Order::Overall));
        let each: Vec<Vec<Listed>> = each.collect();
        prop_assert_eq!(&engine.cross(&pool, &profiles, 3, Order::Overall), &each);
        #[cfg(feature = "parallel")]
        for threads in [1, 2, 5] {
            let workers = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            let lists = workers.install(|| engine.cross(&pool, &profiles, 3, Order::Overall));
            prop_assert_eq!(&lists, &each);
        }
        let catalogue = Catalogue::new(profiles.clone());
        for person in &people {
            let scores = profiles.iter().map(|profile| engine.score(person, profile));
            prop_assert_eq!(engine.scores_of(person, &catalogue), scores.collect::<Vec<_>>());
        }
    }

    /// Added, changed and taken out one by one, a pool says what it would say built anew.
    #[test]
    fn a_changed_pool_is_a_pool_built_anew(crowd in crowd()) {
        let (engine, bound) = (crowd.case.engine(), crowd.case.bound());
        let mut people: Vec<Portrait> = Vec::new();
        let mut pool = Pool::default();
        for (turn, pick) in crowd.picks.iter().enumerate() {
            let number = pick % (crowd.people.len() * 2);
            people.retain(|person| *person.id() != applicant(number));
            if pick % 3 == 0 {
                pool.take_out(&applicant(number));
            } else {
                let facts = &crowd.people[(pick + turn) % crowd.people.len()];
                let person = crowd.portrait(number, facts);
                pool.put(person.clone());
                people.push(person);
            }
            if pick % 5 == 0 {
                pool.settle();
            }
            prop_assert_eq!(pool.len(), people.len());
        }
        let anew = Pool::new(people);
        prop_assert_eq!(engine.scores(&pool, &bound), engine.scores(&anew, &bound));
        for order in ORDERS {
            let count = crowd.picks[0] % 6;
            let top = engine.top(&pool, &bound, count, order);
            prop_assert_eq!(top, engine.top(&anew, &bound, count, order));
        }
    }

    /// L36: everybody stands where they could stand; an answer of one person only narrows where that
    /// person could stand.
    #[test]
    fn everybody_stands_where_they_could_stand(crowd in crowd()) {
        let people = crowd.portraits();
        let ranked = crowd.case.engine().rank(&people, &crowd.case.bound(), Order::Overall);
        for (place, one) in (1..).zip(&ranked) {
            prop_assert!(one.possible.best <= place && place <= one.possible.worst);
        }
        let mut scores: Vec<Score> = ranked.iter().map(|one| one.score).collect();
        prop_assert_eq!(&rank_spans(&scores), &naive_spans(&scores));
        let one = overlaps_recorded(&crowd.case);
        scores.push(one.score());
        let mut span = naive_spans(&scores)[scores.len() - 1];
        let mut now = one;
        for (turn, key) in keys(&now).iter().enumerate() {
            now = answered(&now, key, Choice::Picks(&crowd.picks), turn);
            let last = scores.len() - 1;
            scores[last] = now.score();
            let after = rank_spans(&scores)[last];
            prop_assert!(span.best <= after.best && after.worst <= span.worst);
            span = after;
        }
    }
}

/// Class, then points, greater first: scoring.md 2.6.
fn before(
    score: &Score,
    order: Order,
) -> Option<(matching_core::eligibility::Eligibility, [u16; 3])> {
    let (g, a) = (score.overall, score.demands);
    let demands = a.low.get() + a.high.get();
    match order {
        Order::Overall => {
            Some((score.eligibility, [g.low.get() + g.high.get(), g.low.get(), demands]))
        }
        Order::Demands => Some((score.eligibility, [demands, a.low.get(), demands])),
        Order::Neutral => None,
    }
}

/// One by one, as scoring.md 2.6 puts it.
fn naive_spans(scores: &[Score]) -> Vec<RankSpan> {
    let low = |score: &Score| (score.possible_eligibility.low, score.overall.low);
    let high = |score: &Score| (score.possible_eligibility.high, score.overall.high);
    let span = |(at, one): (usize, &Score)| {
        let others = || scores.iter().enumerate().filter(move |(other, _)| *other != at);
        RankSpan {
            best: 1 + others().filter(|(_, other)| low(other) > high(one)).count(),
            worst: 1 + others().filter(|(_, other)| high(other) >= low(one)).count(),
        }
    };
    scores.iter().enumerate().map(span).collect()
}

/// L34 by hand: of equal class and equal middle the surer one stands first, in the order by demands
/// by the lower end of the demands.
#[test]
fn of_equal_middles_the_surer_stands_first() {
    let points = |low, high| Span { low: Centipoints::new(low), high: Centipoints::new(high) };
    let score = |demands, overall| Score {
        eligibility: Eligibility::Suitable,
        possible_eligibility: Span::exact(Eligibility::Suitable),
        demands,
        needs: points(5000, 5000),
        overall,
    };
    let sure = score(points(5000, 5000), points(1000, 9000));
    let vague = score(points(4000, 6000), points(5000, 5000));
    // The later name does not win by its name.
    let (late, early) = (applicant(2), applicant(1));
    assert!(RankKey::demands(&sure, &late) > RankKey::demands(&vague, &early));
    assert!(RankKey::overall(&vague, &late) > RankKey::overall(&sure, &early));
}
