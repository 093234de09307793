//! The search against an exhaustive one: every set of measures, every day on which each could begin.

use proptest::prelude::*;

use super::{Cost, Formula, Instance, Job, Starts, front, way::Merit};

const ATOMS: u32 = 4;

fn formula() -> impl Strategy<Value = Formula> {
    let leaf = (0..ATOMS).prop_map(|at| Formula::One(1 << at));
    prop_oneof![
        3 => Just(Formula::ALWAYS),
        4 => leaf.clone(),
        2 => prop::collection::vec(leaf.clone(), 1..3).prop_map(Formula::AnyOf),
        2 => prop::collection::vec(leaf, 1..3).prop_map(Formula::AllOf),
    ]
}

fn starts(latest: i32) -> impl Strategy<Value = Starts> {
    prop_oneof![
        3 => Just(Starts::Within(vec![(0, 1000)])),
        1 => (0..latest, 0..3).prop_map(|(from, more)| Starts::Within(vec![(from, from + more)])),
        2 => prop::collection::btree_set(0..latest, 0..3).prop_map(|days| Starts::On(days.into_iter().collect())),
    ]
}

fn job(latest: i32) -> impl Strategy<Value = Job> {
    let cost = (0_u16..2, 0_u64..3).prop_map(|(unknown, cents)| Cost { unknown, cents });
    (
        0_u128..16,
        formula(),
        0..3,
        1..5,
        prop_oneof![Just(0_u16), Just(400), Just(600), Just(1000)],
        starts(latest),
        cost,
        any::<bool>(),
    )
        .prop_map(|(gives, needs, wait, days, load, starts, cost, at_employer)| Job {
            gives,
            needs,
            wait,
            days,
            load,
            starts,
            cost,
            at_employer,
        })
}

fn instance() -> impl Strategy<Value = Instance> {
    (5..9_i32).prop_flat_map(|latest| {
        let goal = prop::collection::vec(formula(), 1..3).prop_map(Formula::AllOf);
        (prop::collection::vec(job(latest), 0..5), goal, 400_u16..1001, Just(latest))
            .prop_map(|(jobs, goal, capacity, latest)| Instance { jobs, goal, capacity, latest })
    })
}

/// Whether these beginnings (one a job, `None` where it is left out) are a way, and its merit.
fn merit(instance: &Instance, starts: &[Option<i32>]) -> Option<Merit> {
    let running: Vec<(&Job, i32)> = instance
        .jobs
        .iter()
        .zip(starts)
        .filter_map(|(job, start)| Some((job, (*start)?)))
        .collect();
    let from = |atom| {
        running
            .iter()
            .filter(|(job, _)| job.gives & atom != 0)
            .map(|(job, start)| start + job.days)
            .min()
    };
    for (job, start) in &running {
        let ready = job.needs.since(&from)?;
        let allowed = match &job.starts {
            Starts::Within(ranges) => {
                *start >= ready + job.wait && ranges.iter().any(|(a, b)| a <= start && start <= b)
            }
            Starts::On(days) => *start >= ready && days.contains(start),
        };
        if !allowed || start + job.days > instance.latest {
            return None;
        }
    }
    for day in 0..=instance.latest {
        let load: u32 = running
            .iter()
            .filter(|(job, start)| *start <= day && day < start + job.days)
            .map(|(job, _)| u32::from(job.load))
            .sum();
        if load > u32::from(instance.capacity) {
            return None;
        }
    }
    instance.goal.since(&from)?;
    let finish = running.iter().map(|(job, start)| start + job.days).max().unwrap_or(0);
    let cost = running.iter().fold(Cost::default(), |sum, (job, _)| sum.plus(job.cost));
    Some((finish, running.len(), cost))
}

fn exhaustive(instance: &Instance) -> Vec<Merit> {
    let choices: Vec<Option<i32>> =
        std::iter::once(None).chain((0..=instance.latest).map(Some)).collect();
    let mut starts = vec![0_usize; instance.jobs.len()];
    let mut merits: Vec<Merit> = Vec::new();
    loop {
        let chosen: Vec<Option<i32>> = starts.iter().map(|at| choices[*at]).collect();
        if let Some(found) = merit(instance, &chosen)
            && !merits.contains(&found)
        {
            merits.push(found);
        }
        let Some(next) = starts.iter().position(|at| at + 1 < choices.len()) else { break };
        starts[next] += 1;
        starts[..next].fill(0);
    }
    let mut kept: Vec<Merit> = merits
        .iter()
        .filter(|one| !merits.iter().any(|other| super::way::beats(*other, **one)))
        .copied()
        .collect();
    kept.sort_unstable();
    kept
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

    /// L54: the ways found are the ways an exhaustive search finds; none is beaten by another.
    #[test]
    fn the_front_is_the_front_of_an_exhaustive_search(instance in instance()) {
        let found = front(&instance, 6);
        prop_assert!(found.complete);
        let mut merits: Vec<Merit> = found.ways.iter().map(super::Way::merit).collect();
        merits.sort_unstable();
        prop_assert_eq!(merits, exhaustive(&instance));
    }

    /// L55, L57: each way holds when it is checked by other means than it was found by.
    #[test]
    fn every_way_holds(instance in instance()) {
        for way in front(&instance, 6).ways {
            let start = |at: usize| way.steps.iter().find(|(job, _)| *job == at).map(|(_, start)| *start);
            let starts: Vec<Option<i32>> = (0..instance.jobs.len()).map(start).collect();
            prop_assert_eq!(merit(&instance, &starts), Some(way.merit()));
            let mut jobs: Vec<usize> = way.steps.iter().map(|(job, _)| *job).collect();
            jobs.sort_unstable();
            jobs.dedup();
            prop_assert_eq!(jobs.len(), way.steps.len());
        }
    }

    /// L58: with one more measure on offer nothing gets worse.
    #[test]
    fn a_larger_catalogue_never_makes_anything_worse(instance in instance()) {
        let mut smaller = instance.clone();
        if smaller.jobs.pop().is_some() {
            let (less, more) = (front(&smaller, 6), front(&instance, 6));
            for way in &less.ways {
                let as_good = |other: &super::Way| other.merit() == way.merit() || super::way::beats(other.merit(), way.merit());
                prop_assert!(more.ways.iter().any(as_good));
            }
        }
    }

    /// L59: with a longer window every way stays or is beaten by a better one, and the best stay best.
    #[test]
    fn a_longer_window_never_removes_a_way(instance in instance(), more in 1..5_i32) {
        let longer = Instance { latest: instance.latest + more, ..instance.clone() };
        let after = front(&longer, 6);
        for way in front(&instance, 6).ways {
            prop_assert!(after.ways.iter().any(|other| other.merit() == way.merit()));
        }
    }

    /// L60: where the goal holds already, the only way is to do nothing.
    #[test]
    fn what_holds_needs_nothing(instance in instance()) {
        let done = Instance { goal: Formula::ALWAYS, ..instance };
        let found = front(&done, 6);
        prop_assert_eq!(found.ways.len(), 1);
        prop_assert!(found.ways[0].steps.is_empty());
    }

    /// The soonest way by itself is the soonest of all ways.
    #[test]
    fn the_soonest_way_is_that_of_the_front(instance in instance()) {
        let all = front(&instance, 6);
        let least = all.ways.iter().map(|way| way.finish).min();
        prop_assert_eq!(super::soonest(&instance, 6), least);
    }

    /// L61: what can be asked only later is never over sooner.
    #[test]
    fn asking_later_never_ends_sooner(instance in instance(), later in 1..4_i32) {
        let postponed = Instance {
            jobs: instance.jobs.iter().map(|job| Job { starts: postponed(&job.starts, later), ..job.clone() }).collect(),
            latest: instance.latest - later,
            ..instance.clone()
        };
        let soonest = |front: &super::Front| front.ways.iter().map(|way| way.finish).min();
        if let Some(after) = soonest(&front(&postponed, 6)) {
            let before = soonest(&front(&instance, 6));
            prop_assert!(before.is_some_and(|before| before <= after + later));
        }
    }
}

/// The same days of the calendar, counted from a later day.
fn postponed(starts: &Starts, later: i32) -> Starts {
    match starts {
        Starts::Within(ranges) => Starts::Within(
            ranges
                .iter()
                .filter(|(_, last)| *last >= later)
                .map(|(first, last)| ((first - later).max(0), last - later))
                .collect(),
        ),
        Starts::On(days) => {
            Starts::On(days.iter().filter(|day| **day >= later).map(|day| day - later).collect())
        }
    }
}

/// A third measure can give a precondition sooner than one that is there anyway: minimal sets
/// alone would miss the soonest way.
#[test]
fn a_set_that_is_not_minimal_can_be_the_soonest() {
    let job = |gives, needs, days| Job {
        gives,
        needs,
        wait: 0,
        days,
        load: 0,
        starts: Starts::Within(vec![(0, 1000)]),
        cost: Cost::default(),
        at_employer: false,
    };
    let jobs = vec![
        job(0b011, Formula::ALWAYS, 100),
        job(0b100, Formula::One(0b001), 50),
        job(0b001, Formula::ALWAYS, 10),
    ];
    let goal = Formula::AllOf(vec![Formula::One(0b010), Formula::One(0b100)]);
    let instance = Instance { jobs, goal, capacity: 1000, latest: 400 };
    let found = front(&instance, 6).ways;
    let merits: Vec<(i32, usize)> = found.iter().map(|way| (way.finish, way.steps.len())).collect();
    assert_eq!(merits, [(100, 3), (150, 2)]);
}
