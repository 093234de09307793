//! L62 to L64: days and versions.

use matching_core::{
    criteria::{Fact, Key, KindName},
    evidence::{Evidence, Provenance},
    rules::Rules,
};
use proptest::{prelude::*, sample::select};

use crate::{
    config,
    reference::{Known, known},
    world::{Case, case, edit_provenance, facts_for::sure_level, rules::rules, today},
};

const DATED: [(KindName, &str, usize); 8] = [
    (KindName::Language, "de/speaking", 3),
    (KindName::Competence, "c0", 3),
    (KindName::Social, "s0", 3),
    (KindName::Qualification, "q0", 4),
    (KindName::School, "", 3),
    (KindName::Document, "d0", 1),
    (KindName::WorkAccess, "", 2),
    (KindName::DrivingLicence, "l0", 2),
];

/// The person's facts with one more, and what is known of its subject on a day.
fn held(case: &Case, fact: &Fact, days: i32) -> Option<matching_core::evidence::Known> {
    let case = Case { at: today().plus_days(days), ..case.with_facts(vec![fact.clone()]) };
    let key: Key = fact.keys().remove(0);
    case.portrait().held(&key).and_then(matching_core::criteria::Held::known)
}

fn edited(fact: &Fact, mut edit: impl FnMut(&mut Provenance)) -> Fact {
    let mut fact = fact.clone();
    edit_provenance(&mut fact, &mut edit);
    fact
}

/// Without any day.
fn undated(case: &Case) -> Case {
    let facts = case.facts.iter().map(|fact| {
        edited(fact, |provenance| {
            (provenance.on, provenance.valid_until, provenance.last_used) = (None, None, None);
        })
    });
    case.with_facts(facts.collect())
}

proptest! {
    #![proptest_config(config())]

    /// L62: a proof that is valid until a day counts on that day and no longer on the next, where an
    /// ability becomes a statement, a paper becomes none, and a permission is forgotten; what is
    /// established on a day counts from that day on.
    #[test]
    fn the_last_day_counts(
        (case, (kind, subject, level), until) in (case(), select(&DATED[..]), 0_i32..500)
    ) {
        let forever = sure_level(kind, subject, level);
        let fact = edited(&forever, |from| from.valid_until = Some(today().plus_days(until)));
        let said = edited(&forever, |from| from.evidence = Evidence::Statement);
        let sure = held(&case, &forever, 0);
        prop_assert_eq!(held(&case, &fact, 0), sure);
        prop_assert_eq!(held(&case, &fact, until), sure);
        let after = held(&case, &fact, until + 1);
        match kind {
            KindName::WorkAccess => prop_assert_eq!(after, None),
            KindName::Document | KindName::DrivingLicence => {
                let known = after.unwrap();
                prop_assert_eq!((known.level.high, known.documented, known.undocumented), (0, 0, true));
            }
            _ => prop_assert_eq!(after, held(&case, &said, 0)),
        }
        let later = edited(&forever, |from| from.on = Some(today().plus_days(until)));
        prop_assert_eq!(held(&case, &later, until), sure);
        prop_assert_eq!(held(&case, &later, until - 1), None);
    }

    /// L63: between two days only dated statements change: without days every day is the same, and
    /// what is known of a subject on a day is what the second reckoning knows.
    #[test]
    fn a_day_changes_only_what_is_dated((case, days) in (case(), -900_i32..900)) {
        let later = |case: &Case| Case { at: today().plus_days(days), ..case.clone() };
        let bare = undated(&case);
        prop_assert_eq!(bare.explain(), later(&bare).explain());
        let case = later(&case);
        let portrait = case.portrait();
        for (key, held) in portrait.known().filter(|(_, held)| held.known().is_some()) {
            let expected = known(&case, key.kind, &key.subject);
            let level = match expected {
                Some(Known::Level(level)) => Some((level.low, level.high, level.documented)),
                _ => None,
            };
            let found = held.known().map(|known| {
                (known.level.low.into(), known.level.high.into(), known.documented.into())
            });
            prop_assert_eq!(found, level, "{:?}", key);
        }
    }

    /// L64: an old result comes out again with the rules of its day, written down and read again,
    /// whatever the rules of today say.
    #[test]
    fn old_rules_give_old_results((case, today) in (case(), rules())) {
        let then = serde_json::to_string(&case.explain()).unwrap();
        let kept = serde_json::to_string(&case.rules).unwrap();
        let now = Case { rules: today, ..case };
        assert!(now.explain().score.overall.high.get() <= 10_000);
        let rules: Rules = serde_json::from_str(&kept).unwrap();
        let again = serde_json::to_string(&Case { rules, ..now }.explain()).unwrap();
        prop_assert_eq!(again, then);
    }
}
