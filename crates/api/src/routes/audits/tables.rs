//! From facts without names, split into groups, to the tables of an audit.

use std::collections::BTreeMap;

use fairness::{
    Estimate, Sample, Shares, Signal, Tally, compare, gap, mean, mean_difference, rate, shown,
    shown_along, shown_within,
};
use formats::document::{AttributeDocument, EngineDocument};
use matching_core::eligibility::Eligibility;

use super::{
    facts::{Facts, Fit, Place, Places},
    view::{
        AuditView, Band, Coverage, GroupMean, GroupRate, LadderStep, LineGap, Means, MustAudit,
        PairGap, PairMeans, PairRates, PlaceAudit, Rates, Signals,
    },
};
use crate::{records::Step, routes::reports::Least};

/// The steps that are compared; those that most people skip are left out.
const STEPS: [Step; 9] = [
    Step::Invited,
    Step::Shown,
    Step::Talked,
    Step::HospitationAgreed,
    Step::HospitationDone,
    Step::Offer,
    Step::Started,
    Step::After6Months,
    Step::After12Months,
];
/// Where the bands of the calibration begin, in centipoints, and where the last one ends.
const BANDS: [u16; 4] = [0, 5_000, 7_500, 10_001];
/// Numbers of people that are published are rounded to this.
const ROUNDED_TO: u32 = 5;
/// One comparison in so many is unlikely by chance.
const BY_CHANCE: u32 = 20;

/// Facts about the people of every group.
#[derive(Debug)]
pub(super) struct Tables<'a> {
    attribute: &'a AttributeDocument,
    /// The groups in the order of the attribute; those who stated nothing last.
    groups: Vec<Vec<Facts>>,
    /// Which of them are large enough at all.
    open: Vec<bool>,
    least: Least,
    is_published: bool,
}

impl<'a> Tables<'a> {
    pub(super) fn new(
        attribute: &'a AttributeDocument,
        split: BTreeMap<Option<String>, Vec<Facts>>,
        least: Least,
        is_published: bool,
    ) -> Self {
        let unstated = attribute.groups.len();
        let mut groups: Vec<Vec<Facts>> = Vec::new();
        groups.resize_with(unstated + 1, Vec::new);
        for (group, facts) in split {
            // A group that has ended counts as not stated.
            let at = group.and_then(|group| attribute.position(&group)).unwrap_or(unstated);
            if let Some(group) = groups.get_mut(at) {
                group.extend(facts);
            }
        }
        let mut tables = Self { attribute, groups, open: Vec::new(), least, is_published };
        tables.open = shown(least.get(), &tables.tallies(|_| Some(true)));
        tables
    }

    /// The whole audit.
    pub(super) fn audit(&self, days: usize, engine: EngineDocument, places: &Places) -> AuditView {
        let place = |(at, place)| self.place(at, place);
        let bands = BANDS.iter().zip(BANDS.iter().skip(1));
        let mut view = AuditView {
            days,
            as_of: places.as_of(),
            engine,
            least: self.least.get(),
            attribute: self.attribute.id.clone(),
            label: self.attribute.label.clone(),
            coverage: self.coverage(),
            signals: Signals::default(),
            ladder: self.ladder(),
            planned: self.rates(|facts| facts.planned.map(|talks| talks > 0)),
            talks: self.means(|facts| facts.planned),
            calibration: bands.map(|(from, below)| self.band(*from, *below)).collect(),
            places: places.all.iter().enumerate().map(place).collect(),
        };
        view.signals = signals(&view);
        view
    }

    fn coverage(&self) -> Vec<Coverage> {
        let rows = self.groups.iter().zip(&self.open).enumerate();
        // Where no group is shown, not even that one is empty: the others would be known to be elsewhere.
        let is_any = self.open.contains(&true);
        let row = |(at, (group, open)): (usize, (&Vec<Facts>, &bool))| Coverage {
            group: self.name(at),
            label: self.attribute.groups.get(at).map(|group| group.label.clone()),
            people: (*open || is_any && group.is_empty()).then(|| self.people(number(group.len()))),
        };
        rows.map(row).collect()
    }

    fn ladder(&self) -> Vec<LadderStep> {
        let reached =
            |facts: &Facts, step: Option<Step>| step.is_none_or(|step| facts.reached >= Some(step));
        let before = std::iter::once(None).chain(STEPS.map(Some));
        let steps: Vec<(Option<Step>, Step)> = before.zip(STEPS).collect();
        let mut tables = vec![self.tallies(|_| Some(true))];
        tables.extend(steps.iter().map(|(of, step)| {
            self.tallies(|facts| reached(facts, *of).then(|| reached(facts, Some(*step))))
        }));
        let along = shown_along(self.least.get(), &tables);
        let tables = tables.iter().zip(&along).skip(1);
        let step = |((of, step), (table, open)): (_, (&Vec<Tally>, &Vec<bool>))| LadderStep {
            step,
            of,
            reached: self.told(table, open),
        };
        steps.into_iter().zip(tables).map(step).collect()
    }

    fn band(&self, from: u16, below: u16) -> Band {
        let agreed = |facts: &Facts| {
            let (points, agreed) = facts.talk?;
            (from..below).contains(&points.get()).then_some(agreed)
        };
        Band { from, below, agreed: self.rates(agreed) }
    }

    fn place(&self, at: usize, place: &Place) -> PlaceAudit {
        fn fit(facts: &Facts, at: usize) -> Option<&Fit> {
            facts.fits.get(at)?.as_ref()
        }
        let class = |is: &dyn Fn(Eligibility) -> bool| {
            self.rates(|facts| fit(facts, at).map(|fit| is(fit.class)))
        };
        let must = |must: usize, is: &dyn Fn(Eligibility) -> bool| {
            self.rates(|facts| fit(facts, at)?.musts.get(must).map(|value| is(*value)))
        };
        let met = |value: Eligibility| value >= Eligibility::SuitableWithConditions;
        let open = |value: Eligibility| value == Eligibility::ToClarify;
        let musts = place.musts.iter().enumerate().map(|(line, (criterion, label))| MustAudit {
            criterion: criterion.clone(),
            label: label.clone(),
            met: must(line, &met),
            open: must(line, &open),
        });
        PlaceAudit {
            profile: place.profile.clone(),
            title: place.title.clone(),
            suitable: class(&met),
            to_clarify: class(&open),
            with_measures: self.rates(|facts| match fit(facts, at)?.class {
                Eligibility::NotPossible => Some(false),
                Eligibility::WithMeasures => Some(true),
                Eligibility::ToClarify
                | Eligibility::SuitableWithConditions
                | Eligibility::Suitable => None,
            }),
            found: self.rates(|facts| fit(facts, at)?.called),
            open_points: self.means(|facts| {
                let demands = fit(facts, at)?.demands;
                Some(u32::from(demands.high.get() - demands.low.get()))
            }),
            musts: musts.filter(|must| !must.met.is_empty() || !must.open.is_empty()).collect(),
            gaps: self.gaps(at, place),
        }
    }

    fn gaps(&self, at: usize, place: &Place) -> Vec<PairGap> {
        let sums = |lines: &dyn Fn(&Fit) -> Vec<u16>| -> Vec<Shares> {
            let group = |group: &Vec<Facts>| {
                let mut shares = Shares::default();
                for fit in group.iter().filter_map(|facts| facts.fits.get(at)?.as_ref()) {
                    shares.note(lines(fit));
                }
                shares
            };
            self.groups.iter().map(group).collect()
        };
        let (certain, possible) =
            (sums(&|fit| fit.certain.clone()), sums(&|fit| fit.possible.clone()));
        let people: Vec<Tally> =
            certain.iter().map(|group| Tally::new(group.people(), group.people())).collect();
        let open = shown_within(self.least.get(), &people, &self.open);
        let pair = |(one, other)| {
            let gap = |of: &[Shares]| gap(of.get(one)?, of.get(other)?);
            let (certain, possible) = (gap(&certain)?, gap(&possible)?);
            let lines = place.lines.iter().zip(certain.lines().into_iter().zip(possible.lines()));
            let lines = lines.filter(|(_, parts)| *parts != (0, 0));
            let line = |((criterion, label), (certain, possible)): (&(_, _), _)| LineGap {
                criterion: Clone::clone(criterion),
                label: Clone::clone(label),
                certain,
                possible,
            };
            let mut lines: Vec<LineGap> = lines.map(line).collect();
            lines.sort_by_key(|line| -line.certain.abs().max(line.possible.abs()));
            let (first, second) = (self.name(one)?, self.name(other)?);
            let (certain, possible) = (certain.total(), possible.total());
            Some(PairGap { first, second, certain, possible, lines })
        };
        self.pairs(&open).into_iter().filter_map(pair).collect()
    }

    /// How many of each group something holds for; people for whom it says nothing do not count.
    fn tallies(&self, holds: impl Fn(&Facts) -> Option<bool>) -> Vec<Tally> {
        let group = |group: &Vec<Facts>| {
            let mut tally = Tally::default();
            group.iter().filter_map(&holds).for_each(|holds| tally.note(holds));
            tally
        };
        self.groups.iter().map(group).collect()
    }

    fn rates(&self, holds: impl Fn(&Facts) -> Option<bool>) -> Rates {
        let table = self.tallies(holds);
        let open = shown_within(self.least.get(), &table, &self.open);
        self.told(&table, &open)
    }

    /// A table as far as it may be shown.
    fn told(&self, table: &[Tally], open: &[bool]) -> Rates {
        let rows = table.iter().zip(open).enumerate().filter(|(_, (_, open))| **open);
        let row = |(at, (tally, _)): (usize, (&Tally, &bool))| {
            Some(GroupRate {
                group: self.name(at),
                people: self.people(tally.people()),
                holds: self.people(tally.yes()),
                rate: self.part(rate(*tally)?),
            })
        };
        let pair = |(one, other)| {
            let found = compare(*table.get(one)?, *table.get(other)?)?;
            Some(PairRates {
                first: self.name(one)?,
                second: self.name(other)?,
                difference: self.part(found.difference),
                ratio: found.ratio.map(|ratio| self.part(ratio)),
                mid_p: rounded(found.mid_p, 4),
                signal: found.signal,
            })
        };
        Rates {
            groups: rows.filter_map(row).collect(),
            pairs: self.pairs(open).into_iter().filter_map(pair).collect(),
        }
    }

    fn means(&self, number: impl Fn(&Facts) -> Option<u32>) -> Means {
        let group = |group: &Vec<Facts>| {
            let mut sample = Sample::default();
            group.iter().filter_map(&number).for_each(|number| sample.note(number));
            sample
        };
        let samples: Vec<Sample> = self.groups.iter().map(group).collect();
        let people: Vec<Tally> =
            samples.iter().map(|sample| Tally::new(sample.people(), sample.people())).collect();
        let open = shown_within(self.least.get(), &people, &self.open);
        let rows = samples.iter().zip(&open).enumerate().filter(|(_, (_, open))| **open);
        let row = |(at, (sample, _)): (usize, (&Sample, &bool))| {
            let (group, people) = (self.name(at), self.people(sample.people()));
            Some(GroupMean { group, people, mean: hundredths(mean(*sample)?) })
        };
        let pair = |(one, other)| {
            let difference = mean_difference(*samples.get(one)?, *samples.get(other)?)?;
            let (first, second) = (self.name(one)?, self.name(other)?);
            Some(PairMeans { first, second, difference: hundredths(difference) })
        };
        Means {
            groups: rows.filter_map(row).collect(),
            pairs: self.pairs(&open).into_iter().filter_map(pair).collect(),
        }
    }

    /// Each two groups that are shown; those who stated nothing are none.
    fn pairs(&self, open: &[bool]) -> Vec<(usize, usize)> {
        let stated = self.attribute.groups.len();
        let is_open = |at: usize| open.get(at) == Some(&true);
        let first = (0..stated).filter(|one| is_open(*one));
        let with = |one| {
            ((one + 1)..stated).filter(|other| is_open(*other)).map(move |other| (one, other))
        };
        first.flat_map(with).collect()
    }

    fn name(&self, at: usize) -> Option<String> {
        self.attribute.groups.get(at).map(|group| group.id.clone())
    }

    /// A number of people as it may be shown.
    const fn people(&self, people: u32) -> u32 {
        if self.is_published { (people + ROUNDED_TO / 2) / ROUNDED_TO * ROUNDED_TO } else { people }
    }

    /// A part of a whole: in thousandths, published in hundredths.
    fn part(&self, estimate: Estimate) -> Estimate {
        let places = if self.is_published { 2 } else { 3 };
        map(estimate, |number| rounded(number, places))
    }
}

/// A mean in hundredths of its unit.
fn hundredths(estimate: Estimate) -> Estimate {
    map(estimate, |number| rounded(number, 2))
}

fn map(estimate: Estimate, of: impl Fn(f64) -> f64) -> Estimate {
    Estimate { value: of(estimate.value), low: of(estimate.low), high: of(estimate.high) }
}

/// A number with so many decimal places.
fn rounded(number: f64, places: i32) -> f64 {
    let unit = 10.0_f64.powi(places);
    // No negative zero.
    (number * unit).round() / unit + 0.0
}

fn number(people: usize) -> u32 {
    u32::try_from(people).unwrap_or(u32::MAX)
}

/// What stands out in all tables together.
fn signals(view: &AuditView) -> Signals {
    let ladder = view.ladder.iter().map(|step| &step.reached);
    let bands = view.calibration.iter().map(|band| &band.agreed);
    let places = view.places.iter().flat_map(|place| {
        let musts = place.musts.iter().flat_map(|must| [&must.met, &must.open]);
        [&place.suitable, &place.to_clarify, &place.with_measures, &place.found]
            .into_iter()
            .chain(musts)
    });
    let all = ladder.chain([&view.planned]).chain(bands).chain(places);
    let mut signals = Signals::default();
    for pair in all.flat_map(|rates| &rates.pairs) {
        signals.compared += 1;
        signals.unlikely += u32::from(pair.mid_p * f64::from(BY_CHANCE) < 1.0);
        signals.conspicuous += u32::from(pair.signal == Signal::Conspicuous);
    }
    signals.expected_by_chance = signals.compared.div_ceil(BY_CHANCE);
    signals
}
