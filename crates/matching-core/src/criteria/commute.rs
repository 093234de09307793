//! The way to work, against the person's own limit.

use std::collections::BTreeMap;

use super::{
    budget::Budget,
    kind::{Assessment, Day, Kind, KindInfo, Shown, Subject, Truth},
    payload::{ask, fact},
};
use crate::{
    evidence::Provenance,
    id::SiteId,
    place::Position,
    quantity::{Permille, Span},
    reason::ReasonCode,
    rules::Rules,
};

ask! {
    /// Where the work is.
    CommuteAsk {
        /// The site.
        site: SiteId,
        /// Its postal code; a reader that has a gazetteer finds the position from it.
        postal_code: Option<String>,
        /// Where it is.
        position: Option<Position>,
    }
}

fact! {
    /// Where the person sets out, and how far they can go.
    CommuteFact {
        /// The postal code; a reader that has a gazetteer finds the position from it.
        postal_code: Option<String>,
        /// Where the person sets out.
        position: Option<Position>,
        /// Longest way in kilometres as the crow flies.
        #[cfg_attr(feature = "schema", schema(minimum = 1, maximum = 500))]
        max_km: Option<u16>,
        /// Longest way in minutes, one way.
        #[cfg_attr(feature = "schema", schema(minimum = 1, maximum = 600))]
        max_minutes: Option<u16>,
        /// Minutes one way to sites, where somebody looked them up.
        #[cfg_attr(feature = "serde", serde(default))]
        minutes_to: BTreeMap<SiteId, u16>,
        /// Whether anything longer is out of the question.
        #[cfg_attr(feature = "serde", serde(default))]
        firm: bool,
    }
}

/// Where the person sets out, and how far they can go.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Held {
    position: Option<Position>,
    max_km: Option<u16>,
    max_minutes: Option<u16>,
    minutes_to: BTreeMap<SiteId, u16>,
    firm: bool,
}

impl Held {
    /// The way to a site in per cent of the person's limit; `None` where either is not known.
    fn per_cent(&self, ask: &Ask) -> Option<u32> {
        let minutes = self.minutes_to.get(&ask.site).zip(self.max_minutes);
        if let Some((minutes, limit @ 1..)) = minutes {
            return Some((u32::from(*minutes) * 100).div_ceil(limit.into()));
        }
        let (from, to) = self.position.zip(ask.position)?;
        let limit = self.max_km.filter(|limit| *limit > 0)?;
        Some(from.metres_to(to).div_ceil(10 * u32::from(limit)))
    }
}

/// The kind.
#[derive(Debug)]
pub(crate) struct Commute;

impl Kind for Commute {
    type Ask = Ask;
    type Fact = Fact;
    type Held = Held;

    const INFO: KindInfo = KindInfo {
        name: "commute",
        label: ("Arbeitsweg", "Commute"),
        about: "The way to the site in relation to the longest way the person wants to go.",
        budget: Budget::Commute,
        short: ReasonCode::W03,
        own_limit: true,
        read_once: true,
        ..KindInfo::USUAL
    };

    fn subject(_ask: &Ask) -> Subject {
        "".into()
    }

    fn told(_fact: &Fact) -> Vec<Subject> {
        vec!["".into()]
    }

    fn hold(facts: &[&Fact], day: Day<'_>) -> Option<Held> {
        let mut counts = facts.iter().filter(|fact| fact.provenance.counts_on(day.at)).peekable();
        counts.peek()?;
        let mut reach = Held { firm: true, ..Held::default() };
        let mut positions = Vec::new();
        for fact in counts {
            positions.extend(fact.position);
            reach.max_km = reach.max_km.max(fact.max_km);
            reach.max_minutes = reach.max_minutes.max(fact.max_minutes);
            for (site, minutes) in &fact.minutes_to {
                let known = reach.minutes_to.entry(site.clone()).or_insert(*minutes);
                *known = (*known).min(*minutes);
            }
            reach.firm &= fact.firm;
        }
        positions.sort_unstable();
        positions.dedup();
        // Two homes are no home: which one counts must be asked.
        reach.position = if let [one] = positions[..] { Some(one) } else { None };
        Some(reach)
    }

    fn assess(ask: &Ask, held: Option<&Held>, rules: &Rules) -> Assessment {
        let firm = held.is_some_and(|held| held.firm);
        let gate = |truth| if firm { truth } else { Truth::Met };
        if let Some(per_cent) = held.and_then(|held| held.per_cent(ask)) {
            return Assessment {
                satisfaction: Span::exact(Rules::tier(&rules.commute, per_cent)),
                truth: gate(if per_cent > 100 { Truth::Not } else { Truth::Met }),
            };
        }
        let open = Span { low: Permille::NONE, high: Permille::FULL };
        Assessment { satisfaction: open, truth: gate(Truth::Open) }
    }

    fn can_gate(_ask: &Ask) -> bool {
        true
    }

    fn show_asked(ask: &Ask) -> Shown {
        Shown::Terms { terms: vec![ask.site.to_string()] }
    }

    fn show_held(ask: &Ask, held: &Held) -> Shown {
        if let Some(minutes) = held.minutes_to.get(&ask.site) {
            return Shown::Minutes { minutes: (*minutes).into() };
        }
        held.position.zip(ask.position).map_or(Shown::Unknown, |(from, to)| Shown::Distance {
            tenths_km: from.metres_to(to).div_ceil(100),
        })
    }
}
