//! The laws of adequacy: scoring.md 2.11.

use proptest::prelude::*;

use super::{Abilities, AdequacyError, Role, RoleCatalogue, RoleFit, Use};
use crate::{
    criteria::{Key, KindName},
    id::ProfileId,
    quantity::{Permille, Span},
};

fn key(number: u8) -> Key {
    Key { kind: KindName::Competence, subject: format!("{number:02}").into() }
}

fn group(number: u8) -> Key {
    Key { kind: KindName::Competence, subject: format!("group {}", number / 4).into() }
}

fn id(number: usize) -> ProfileId {
    ProfileId::new(&format!("r{number:02}")).unwrap()
}

fn role(number: usize, asks: &[(u8, u16, u8)]) -> Role {
    asks.iter().fold(Role::new(id(number)), |role, (ability, level, importance)| {
        role.asks(key(*ability), Permille::new(*level), *importance)
    })
}

/// A catalogue of 24 abilities in groups of four; the odd ones lie below the even ones before them.
fn catalogue(roles: &[Vec<(u8, u16, u8)>]) -> RoleCatalogue {
    let builder = roles
        .iter()
        .enumerate()
        .fold(RoleCatalogue::builder(), |builder, (number, asks)| builder.role(role(number, asks)));
    let grouped =
        (0..24).fold(builder, |builder, number| builder.group(key(number), group(number)));
    let odd = (0..12).map(|half| 2 * half + 1);
    odd.fold(grouped, |builder, number| builder.broader(key(number), key(number - 1)))
        .build()
        .unwrap()
}

fn person(held: &[(u8, u16, u16)]) -> Abilities {
    let held = held.iter().map(|(ability, one, other)| {
        (key(*ability), Span::new(Permille::new(*one), Permille::new(*other)))
    });
    Abilities::new(held).unwrap()
}

fn asks() -> impl Strategy<Value = Vec<(u8, u16, u8)>> {
    prop::collection::btree_map(0..24_u8, (0..1001_u16, 1..4_u8), 0..12).prop_map(|asks| {
        asks.into_iter().map(|(ability, (level, weight))| (ability, level, weight)).collect()
    })
}

fn held() -> impl Strategy<Value = Vec<(u8, u16, u16)>> {
    prop::collection::btree_map(0..28_u8, (0..1001_u16, 0..1001_u16), 0..12).prop_map(|held| {
        held.into_iter().map(|(ability, (one, other))| (ability, one, other)).collect()
    })
}

#[test]
fn a_helper_role_stands_behind_the_role_that_uses_everything() {
    let roles = catalogue(&[vec![(0, 500, 3)], vec![(0, 500, 3), (4, 750, 3), (8, 1000, 3)]]);
    let near = roles.nearest(&person(&[(0, 500, 500), (4, 750, 750), (8, 1000, 1000)]), 5);
    assert_eq!(near.iter().map(|near| near.role).collect::<Vec<_>>(), [1, 0]);
    assert_eq!(near[0].fit, RoleFit { adequacy: full(), coverage: full() });
    assert_eq!(near[1].fit.coverage, full());
    assert!(near[1].fit.adequacy.high.get() < 2_000, "{:?}", near[1].fit);
}

fn full() -> Span<crate::quantity::Centipoints> {
    Span::exact(crate::quantity::Centipoints::FULL)
}

/// Worked by hand: two roles, so an ability that one of them asks tells 2000 + ln(3/2) = 2405, one
/// that both ask 2000; both backgrounds are 45 % of the 800 asked, 360. Depths: held 440 and 240,
/// asked 440. Shares: 2405·440² = 465.608 M and 2000·240² = 115.2 M. The second is used to
/// 1 − ((240 − 440)/240)² = 11/36. Adequacy (465.608 + 35.2)/580.808 = 86.23; coverage
/// (2405·193 600 + 2000·(193 600 − 200²)) / (4405·193 600) = 772.808/852.808 = 90.62.
#[test]
fn a_case_worked_by_hand() {
    let roles = catalogue(&[vec![(0, 800, 1), (4, 800, 1)], vec![(4, 800, 1)]]);
    let fit = roles.fits(&person(&[(0, 800, 800), (4, 600, 600)]))[0];
    assert_eq!((fit.adequacy.low.get(), fit.adequacy.high.get()), (8623, 8623));
    assert_eq!((fit.coverage.low.get(), fit.coverage.high.get()), (9062, 9062));
    assert_eq!(fit.closeness(), 2 * (2 * 8623 + 3 * 9062));
    assert_eq!(fit.points().get(), 8886);
}

#[test]
fn the_more_special_thing_stands_for_the_general_one() {
    let roles = catalogue(&[vec![(2, 800, 1)], vec![(6, 800, 1)]]);
    let (fit, parts) = roles.parts(&person(&[(3, 800, 800)]), 0).unwrap();
    assert_eq!((fit.adequacy, fit.coverage), (full(), full()));
    assert_eq!(parts[0].by, Some(Use::Broader(key(2))));
    // Of the other role it covers nothing; a sibling is a hint only.
    assert_eq!(roles.fits(&person(&[(3, 800, 800)]))[1].adequacy.high.get(), 0);
    let sibling = roles.parts(&person(&[(0, 800, 800)]), 0).unwrap();
    assert_eq!(sibling.1[0].by, Some(Use::Related));
    assert!(sibling.0.adequacy.high.get() < 4_000);
}

#[test]
fn what_is_wrong_is_named() {
    let twice = RoleCatalogue::builder().role(role(1, &[])).role(role(1, &[])).build();
    assert_eq!(twice.unwrap_err(), AdequacyError::SameRole { role: id(1) });
    let asked = RoleCatalogue::builder().role(role(1, &[(5, 1, 1), (5, 2, 1)])).build();
    assert_eq!(asked.unwrap_err(), AdequacyError::AskedTwice { role: id(1), subject: key(5) });
    let exact = Span::exact(Permille::FULL);
    let held = Abilities::new([(key(7), exact), (key(7), exact)]);
    assert_eq!(held.unwrap_err(), AdequacyError::HeldTwice { subject: key(7) });
    let circle = RoleCatalogue::builder()
        .broader(key(1), key(2))
        .broader(key(2), key(3))
        .broader(key(3), key(1));
    assert_eq!(circle.build().unwrap_err(), AdequacyError::Cycle { subject: key(1) });
}

#[test]
fn nothing_is_near_nothing() {
    assert!(catalogue(&[]).nearest(&person(&[(1, 5, 5)]), 3).is_empty());
    let fits = catalogue(&[vec![]]).fits(&person(&[]));
    assert_eq!(fits, [RoleFit::default()]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn parts_sum_to_the_adequacy(roles in prop::collection::vec(asks(), 1..6), held in held()) {
        let roles = catalogue(&roles);
        let person = person(&held);
        for (number, fit) in roles.fits(&person).into_iter().enumerate() {
            let (explained, parts) = roles.parts(&person, number).unwrap();
            prop_assert_eq!(explained, fit);
            let sum = |of: &dyn Fn(&super::Part) -> u16| parts.iter().map(|part| u32::from(of(part))).sum::<u32>();
            prop_assert_eq!(sum(&|part| part.used.low.get()), u32::from(fit.adequacy.low.get()));
            prop_assert_eq!(sum(&|part| part.used.high.get()), u32::from(fit.adequacy.high.get()));
            let shares = sum(&|part| part.share.get());
            prop_assert!(shares == 10_000 || (shares == 0 && fit.adequacy.high.get() == 0));
            prop_assert!(fit.adequacy.low <= fit.adequacy.high && fit.coverage.low <= fit.coverage.high);
            prop_assert!(parts.iter().all(|part| part.by.is_some() || part.used.high.get() == 0));
        }
    }

    #[test]
    fn asking_for_one_more_thing_never_lowers_the_adequacy(
        mut roles in prop::collection::vec(asks(), 1..6), held in held(), more in 0..24_u8, level in 0..1001_u16,
    ) {
        // The same catalogue: the longer role stands beside the shorter one.
        let shorter: Vec<(u8, u16, u8)> = roles[0].iter().copied().filter(|(ability, _, _)| *ability != more).collect();
        let mut longer = shorter.clone();
        longer.push((more, level, 2));
        roles.push(shorter);
        roles.push(longer);
        let fits = catalogue(&roles).fits(&person(&held));
        let [.., short, long] = fits.as_slice() else { panic!() };
        prop_assert!(long.adequacy.low >= short.adequacy.low);
        prop_assert!(long.adequacy.high >= short.adequacy.high);
    }

    #[test]
    fn more_known_never_leaves_the_span(
        roles in prop::collection::vec(asks(), 1..6), held in held(), at in 0..1001_u16,
    ) {
        let roles = catalogue(&roles);
        // Upper ends weigh the shares, so they stay; everything below them is settled.
        let settled: Vec<(u8, u16, u16)> = held
            .iter()
            .map(|(ability, one, other)| (*ability, at.clamp(*one.min(other), *one.max(other)), *one.max(other)))
            .collect();
        for (open, settled) in roles.fits(&person(&held)).into_iter().zip(roles.fits(&person(&settled))) {
            prop_assert!(open.adequacy.contains(settled.adequacy));
            prop_assert!(open.coverage.contains(settled.coverage));
        }
    }

    #[test]
    fn bringing_more_never_lowers_the_coverage(
        roles in prop::collection::vec(asks(), 1..6), held in held(), place in any::<prop::sample::Index>(), level in 0..1001_u16,
    ) {
        prop_assume!(!held.is_empty());
        let roles = catalogue(&roles);
        let mut better = held.clone();
        let (_, low, high) = &mut better[place.index(held.len())];
        (*low, *high) = ((*low).max(level), (*high).max(level));
        for (before, after) in roles.fits(&person(&held)).into_iter().zip(roles.fits(&person(&better))) {
            prop_assert!(after.coverage.low >= before.coverage.low && after.coverage.high >= before.coverage.high);
        }
    }

    #[test]
    fn the_list_is_the_order_of_closeness(roles in prop::collection::vec(asks(), 0..9), held in held(), count in 0..12_usize) {
        let catalogue = catalogue(&roles);
        let person = person(&held);
        let all = catalogue.nearest(&person, usize::MAX);
        prop_assert_eq!(&catalogue.nearest(&person, count)[..], &all[..count.min(all.len())]);
        let fits = catalogue.fits(&person);
        prop_assert!(all.iter().all(|near| near.fit == fits[near.role]));
        let key = |near: &super::Near| (std::cmp::Reverse(near.fit.closeness()), catalogue.id(near.role).cloned());
        prop_assert!(all.is_sorted_by_key(key));
    }
}
