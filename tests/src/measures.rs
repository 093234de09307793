//! The shipped measures: each refusal has a sample, and the laws hold with the real catalogue.

use std::{collections::BTreeSet, fs, sync::LazyLock};

use formats::{
    IssueCode,
    document::Names,
    read,
    source::{Source, Syntax},
};
use issue::Code;
use knowledge::{Knowledge, Shelf};
use matching_core::{
    access::Regime, calendar::Date, criteria::Held, eligibility::Eligibility, id::StatusId,
    score::BoundProfile,
};
use pathways::{Catalogue, Mode, Outreach, Pathway, Planner, Situation};
use proptest::prelude::*;

use crate::support::{people_in, root};

static SHIPPED: LazyLock<Knowledge> =
    LazyLock::new(|| Knowledge::load(&Shelf::Shipped).unwrap().0.unwrap());

/// Each sample is refused with the code it is named after.
#[test]
fn wrong_measures_are_refused_with_place_cause_and_remedy() {
    let engine = matching_core::Engine::default();
    let mut seen = BTreeSet::new();
    for entry in fs::read_dir(root().join("profiles/invalid/measures")).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let (entries, mut issues) =
            read::measures(Source::file(&name, &text, Syntax::Toml), &Names::default());
        let models = entries.iter().map(|entry| read::measure(&entry.document));
        if let Err(problems) = Catalogue::new(&engine, models) {
            issues.extend(problems.iter().map(read::catalogue_issue));
        }
        let codes: Vec<&str> = issues.iter().map(|issue| issue.code.name()).collect();
        assert_eq!(codes, [name.as_str()], "{name}");
        seen.insert(name);
    }
    let codes = [
        IssueCode::NoTime,
        IssueCode::GivesNothing,
        IssueCode::NobodyCan,
        IssueCode::NoRoute,
        IssueCode::Reversed,
        IssueCode::Duplicate,
        IssueCode::NoSource,
        IssueCode::MissingField,
    ];
    let wanted: BTreeSet<String> = codes.map(|code| Code::from(code).name().to_owned()).into();
    assert_eq!(seen, wanted);
}

/// All of Q01 to Q56 are there, the expired ones too, and every one says where it comes from.
#[test]
fn every_measure_of_the_domain_is_there() {
    let knowledge = &*SHIPPED;
    for number in 1..=56 {
        let id = format!("Q{number:02}");
        let found = knowledge.measures().documents().find(|measure| measure.id.as_str() == id);
        let measure = found.unwrap_or_else(|| panic!("{id}"));
        assert_eq!(measure.verified, measure.unverified.is_empty(), "{id}");
    }
    let today: Date = "2026-11-21".parse().unwrap();
    let expired = knowledge.measures().catalogue().measures();
    assert!(expired.iter().any(|bound| bound.measure.expired_on(today)));
}

fn situation() -> impl Strategy<Value = Situation> {
    let statuses = ["A02", "A19a", "A20", "A23", "A26", "A27", "A30"];
    (
        prop::option::of(prop::sample::select(Regime::ALL)),
        prop::option::of(prop::sample::select(statuses.to_vec())),
        prop::option::of(16..60_u8),
        prop::option::of(any::<bool>()),
        prop::option::of(0..900_i32),
    )
        .prop_map(|(regime, status, age, employed, stay)| Situation {
            regime,
            status: status.map(|status| StatusId::new(status).unwrap()),
            age,
            employed,
            stays_until: stay.map(|days| "2026-11-21".parse::<Date>().unwrap().plus_days(days)),
            ..Situation::default()
        })
}

/// What can be said of any pathway by reading the measure's own entry, by other means than it was
/// found by.
fn holds(knowledge: &Knowledge, situation: &Situation, way: &Pathway, limit: Date) {
    let employed = situation.employed == Some(true);
    for step in &way.steps {
        let document = knowledge.measures().document(&step.measure).unwrap();
        let model = knowledge.measures().catalogue().get(&step.measure).unwrap();
        assert!(model.holds_on(step.from), "{}", step.measure);
        assert!(if employed { model.mode != Mode::Before } else { model.mode != Mode::InService });
        let route = &document.routes[step.route];
        assert!(route.valid_to.is_none_or(|to| step.from <= to), "{}", step.measure);
        assert!(route.valid_from.is_none_or(|from| from <= step.from), "{}", step.measure);
        let status = situation.status.as_ref();
        assert!(route.statuses.is_empty() || status.is_none_or(|own| route.statuses.contains(own)));
        assert!(
            route.regimes.is_empty()
                || situation.regime.is_none_or(|own| route.regimes.contains(&own))
        );
        assert!(step.to <= limit, "{}", step.measure);
    }
    let ids: BTreeSet<_> = way.steps.iter().map(|step| &step.measure).collect();
    assert_eq!(ids.len(), way.steps.len());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    /// L44, L55, L56, L57, L60 with the shipped catalogue, people and roles.
    #[test]
    fn pathways_of_real_people_hold(situation in situation(), which in 0..20_usize, later in 0..500_i32) {
        let knowledge = &*SHIPPED;
        let as_of = "2026-01-15".parse::<Date>().unwrap().plus_days(later);
        let people = people_in("profiles/samples/rhein-erft/people.ndjson");
        let person = &people[which % people.len()];
        let planner = Planner::new(knowledge.engine(), knowledge.measures().catalogue());
        let mut standing = planner.person(&person.model(), &situation, as_of);
        let horizon = as_of.plus_days(720);
        let limit = situation.stays_until.map_or(horizon, |stay| stay.min(horizon));
        let roles: Vec<BoundProfile> = knowledge.packs().iter().flat_map(|pack| pack.roles_on(as_of)).map(|role| knowledge.engine().bind(role.model.clone())).collect();
        for profile in &roles {
            let outlook = standing.outlook(profile);
            let worst = outlook.if_it_turns_out_badly.iter().flatten();
            for way in outlook.pathways.iter().chain(worst) {
                holds(knowledge, &situation, way, limit);
                let enough = Eligibility::SuitableWithConditions;
                prop_assert!(way.after.eligibility >= enough || !way.to_clarify.is_empty() || !way.runs_out.is_empty());
            }
            prop_assert!(outlook.pathways.len() <= 3);
            if outlook.gaps.is_empty() {
                prop_assert!(outlook.pathways.iter().all(|way| way.steps.is_empty()));
            }
        }
    }
}

/// L53: whatever a measure gives, nobody is worse off in anything.
#[test]
fn a_measure_never_lowers_anything() {
    let knowledge = &*SHIPPED;
    let engine = knowledge.engine();
    let on: Date = "2026-11-21".parse().unwrap();
    for person in people_in("profiles/samples/rhein-erft/people.ndjson").iter().take(30) {
        let before = engine.portrait(&person.model(), on);
        for measure in knowledge.measures().documents() {
            let given = engine.effects(&measure.gives);
            let after =
                given.iter().fold(before.clone(), |now, (key, goal)| now.raised(key, *goal));
            for (key, held) in before.known() {
                let [was, is] =
                    [Some(held), after.held(key)].map(|held| held.and_then(Held::known));
                let (Some(was), Some(is)) = (was, is) else { continue };
                assert!(was.level.low <= is.level.low && was.level.high <= is.level.high);
                assert!(was.documented <= is.documented && was.observed <= is.observed);
            }
        }
    }
}

/// Lists and single plans agree: whoever a list calls "with measures" has one when it is looked for, and the
/// other way round. Asked for one person after the other, for all of them at once, and again.
#[test]
fn a_list_and_a_plan_give_the_same_classes() {
    let day: Date = "2026-11-21".parse().unwrap();
    let planner = SHIPPED.planner();
    let roles = SHIPPED.packs().iter().flat_map(|pack| pack.roles_on(day));
    let places: Vec<BoundProfile> =
        roles.map(|role| planner.engine().bind(role.model.clone())).collect();
    let mut all = Outreach::new(planner, day, &places);
    let mut seen = BTreeSet::new();
    for person in people_in("profiles/samples/rhein-erft/people.ndjson") {
        let person = person.model();
        let mut alone = planner.person(&person, &Situation::default(), day);
        alone.look_at(&places);
        let together = all.portrait(planner, planner.engine().portrait(&person, day));
        for place in &places {
            assert!(all.covers(planner, place));
            let listed = planner.engine().score(&together, place);
            assert_eq!(listed, planner.engine().score(alone.portrait(), place));
            let mut single = Outreach::new(planner, day, [place]);
            let single = single.portrait(planner, planner.engine().portrait(&person, day));
            assert_eq!(
                planner.engine().explain(&single, place),
                planner.engine().explain(&together, place)
            );
            seen.insert(listed.eligibility);
        }
    }
    assert!(seen.contains(&Eligibility::WithMeasures) && seen.contains(&Eligibility::NotPossible));
}
