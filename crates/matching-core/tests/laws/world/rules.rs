//! Random rule sets that obey the form of the shipped one.

use matching_core::{
    quantity::Permille,
    rules::{Rules, Tier},
};
use proptest::{collection::vec, prelude::*};

/// The shipped rule set, or one with other numbers.
pub(crate) fn rules() -> impl Strategy<Value = Rules> {
    prop_oneof![Just(Rules::standard()), other_rules()]
}

fn other_rules() -> impl Strategy<Value = Rules> {
    let tables = (vec(1_u32..900, 6), vec(0_u16..1000, 6), curve(), tiers(1), tiers(0), tiers(0));
    let numbers = (0_u16..=1000, 1_u32..40, 0_u32..40, 1_u16..=1000, 2000_u16..=9500);
    (tables, numbers, 0_u16..=100).prop_map(|(tables, numbers, robustness_percent)| {
        let (effort, levels, experience_curve, commute, start, hours) = tables;
        let (informal, disuse, more, floor, good) = numbers;
        Rules {
            version: "random".to_owned(),
            language_effort: rising(&effort),
            level_credit: level_credit(&levels),
            experience_curve,
            informal_credit: Permille::new(informal),
            disuse_months: [disuse, disuse + more],
            similarity_floor: Permille::new(floor),
            commute,
            start,
            hours,
            good_overall: good,
            day_overall: good / 2,
            robustness_percent,
            ..Rules::standard()
        }
    })
}

fn rising(steps: &[u32]) -> [u32; 7] {
    let mut effort = [0; 7];
    for (at, step) in steps.iter().enumerate() {
        effort[at + 1] = effort[at] + step;
    }
    effort
}

/// Rows that rise, with columns that fall: six numbers below 1000 make the three rows that have
/// something short of the target.
fn level_credit(numbers: &[u16]) -> [[u16; 5]; 4] {
    let mut low = [numbers[0], numbers[1], numbers[2]];
    low.sort_unstable();
    let [a, b, c] = low;
    let two = [numbers[3].max(a), numbers[4].max(b).max(numbers[3].max(a))];
    let one = numbers[5].max(two[0]);
    [
        [0, 1000, 1000, 1000, 1000],
        [0, one, 1000, 1000, 1000],
        [0, two[0], two[1], 1000, 1000],
        [0, a, b, c, 1000],
    ]
}

fn curve() -> impl Strategy<Value = Vec<(u16, u16)>> {
    let knots = (vec(1_u16..1000, 0..4), vec(0_u16..=1000, 4));
    knots.prop_map(|(mut across, mut up)| {
        across.sort_unstable();
        across.dedup();
        up.sort_unstable();
        let inner = across.into_iter().zip(up);
        [(0, 0)].into_iter().chain(inner).chain([(1000, 1000)]).collect()
    })
}

fn tiers(least: u32) -> impl Strategy<Value = Vec<Tier>> {
    (vec((1_u32..60, 1_u16..300), 0..3), least..130).prop_map(|(steps, nearest)| {
        let mut tier = Tier { within: nearest, credit: 1000 };
        let further = steps.into_iter().map(|(further, less)| {
            tier = Tier { within: tier.within + further, credit: tier.credit - less };
            tier
        });
        [Tier { within: nearest, credit: 1000 }].into_iter().chain(further).collect()
    })
}
