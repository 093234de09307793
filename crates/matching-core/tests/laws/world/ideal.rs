//! People who have everything that is asked, or nothing of it.

use matching_core::{
    criteria::{
        Ask, Fact, Key, KindName, commute, conditions, experience, hours, load, shifts, start,
    },
    evidence::{Evidence, Provenance},
};

use super::{
    Case,
    complete::exploded,
    facts_for::{highest_asked, level},
    today,
};

/// How much of what is asked a person is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Much {
    /// The top of every scale.
    Top,
    /// Exactly what is asked.
    Asked,
    /// Nothing.
    Nothing,
}

/// The person with everything recorded about some asks replaced by so much of it.
pub(crate) fn with(case: &Case, asks: &[Ask], much: Much) -> Case {
    let mut facts = exploded(case).facts;
    let mut done: Vec<Key> = Vec::new();
    for ask in asks {
        let key = ask.key();
        if done.contains(&key) {
            continue;
        }
        facts.retain(|fact| !fact.keys().contains(&key));
        facts.extend(facts_of(ask, asks, &key, much));
        done.push(key);
    }
    case.with_facts(facts)
}

fn facts_of(ask: &Ask, asks: &[Ask], key: &Key, much: Much) -> Vec<Fact> {
    let provenance = || Provenance::of(Evidence::Certificate);
    let nothing = much == Much::Nothing;
    match ask {
        Ask::Shifts(_) => {
            let fact = |shift| {
                Fact::Shifts(shifts::Fact { shift, can: !nothing, provenance: provenance() })
            };
            shifts::Shift::ALL.into_iter().map(fact).collect()
        }
        Ask::Start(_) => {
            let from = today().plus_days(if nothing { 30_000 } else { -30_000 });
            vec![Fact::Start(start::Fact { from, provenance: provenance() })]
        }
        Ask::Experience(_) => vec![experience_fact(asks, key, much)],
        Ask::Hours(ask) => {
            let far = if ask.from > 60 - ask.to { 0 } else { 60 };
            let (from, to) = if nothing { (far, far) } else { (ask.from, ask.to) };
            let (from, to) = (Some(from), Some(to));
            vec![Fact::Hours(hours::Fact { from, to, firm: true, provenance: provenance() })]
        }
        Ask::Commute(ask) => {
            let (limit, way) = if nothing { (1, 200) } else { (100, 1) };
            vec![Fact::Commute(commute::Fact {
                postal_code: None,
                position: None,
                max_km: None,
                max_minutes: Some(limit),
                minutes_to: [(ask.site.clone(), way)].into(),
                firm: true,
                provenance: provenance(),
            })]
        }
        Ask::Load(_) => {
            let limit = if nothing { Some(0) } else { None };
            vec![Fact::Load(load::Fact {
                physical_at_most: limit,
                mental_at_most: limit,
                provenance: provenance(),
            })]
        }
        Ask::Conditions(ask) => {
            let answered = if nothing {
                ask.present.iter().chain(&ask.confirm)
            } else {
                ask.confirm.iter().chain(&[])
            };
            let fact = |condition: &_| {
                Fact::Conditions(conditions::Fact {
                    condition: matching_core::id::ConceptId::clone(condition),
                    accepts: !nothing,
                    provenance: provenance(),
                })
            };
            answered.map(fact).collect()
        }
        Ask::Development(ask) => {
            use matching_core::criteria::scale::{Development, Scale as _};
            let wish = if nothing { Development::TOP } else { ask.offers.level() };
            vec![level(key, wish.into(), provenance())]
        }
        _ => {
            let (_, top) = key.kind.info().scale.unwrap();
            let held = match much {
                Much::Top => top,
                Much::Asked => highest_asked(asks, key),
                Much::Nothing => 0,
            };
            vec![level(key, held.into(), provenance())]
        }
    }
}

fn experience_fact(asks: &[Ask], key: &Key, much: Much) -> Fact {
    let own = asks.iter().filter(|ask| ask.key() == *key && ask.kind() == KindName::Experience);
    let most = own.filter_map(|ask| match ask {
        Ask::Experience(ask) => Some(ask.months.max(ask.minimum_months.unwrap_or(0))),
        _ => None,
    });
    let months = match much {
        Much::Top => 600,
        Much::Asked => most.max().unwrap_or(0),
        Much::Nothing => 0,
    };
    Fact::Experience(experience::Fact {
        field: super::concept(&key.subject),
        months: Some(months),
        between_months: None,
        informal: false,
        provenance: Provenance::of(Evidence::Certificate),
    })
}
