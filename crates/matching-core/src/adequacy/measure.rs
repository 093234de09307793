//! The one body that compares a person with a role: the list and the explanation both read it.

use super::{
    abilities::Abilities,
    compiled::Compiled,
    formula::{
        ADEQUACY_SHARE, COVERAGE_SHARE, SILENCE_SHARE, USED, WHOLE, centipoints, depth, met,
        used_span,
    },
    tables::{Graph, Number, Tables},
};
use crate::{
    criteria::Key,
    quantity::{Centipoints, Span, apportion},
};

/// How near a role is to a person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RoleFit {
    /// How much of what the person can the role uses, in centipoints.
    #[cfg_attr(feature = "schema", schema(value_type = [Centipoints; 2]))]
    pub adequacy: Span<Centipoints>,
    /// How much of what the role asks the person brings, rare things counting more, in centipoints.
    #[cfg_attr(feature = "schema", schema(value_type = [Centipoints; 2]))]
    pub coverage: Span<Centipoints>,
}

impl RoleFit {
    /// What roles are ordered by: two parts adequacy and three parts coverage, both ends of each;
    /// 100 000 at most.
    pub fn closeness(self) -> u32 {
        let both = |span: Span<Centipoints>| u32::from(span.low.get()) + u32::from(span.high.get());
        both(self.adequacy) * ADEQUACY_SHARE + both(self.coverage) * COVERAGE_SHARE
    }

    /// [`Self::closeness`] as points of 100.
    pub fn points(self) -> Centipoints {
        let whole = 2 * (ADEQUACY_SHARE + COVERAGE_SHARE);
        centipoints(self.closeness().into(), u128::from(whole) * 10_000)
    }
}

/// What a person can, made ready for a catalogue.
pub(super) struct Person {
    held: Vec<Held>,
    /// By ability: the level of the ability itself or of something below it.
    levels: Vec<Option<Span<u16>>>,
    /// By group: the best level held in it.
    groups: Vec<Option<Span<u16>>>,
    /// What all shares weigh together.
    total: u128,
}

struct Held {
    number: Option<Number>,
    /// The ability itself and everything above it.
    lineage: Vec<Number>,
    group: Option<Number>,
    sibling: u64,
    depth: Span<u64>,
    weight: u128,
}

/// Where a role asks for what; a role marks what it asks and takes the marks back.
pub(super) struct Scratch {
    /// By ability: the depth asked.
    abilities: Vec<u64>,
    /// By group: the place among the role's groups, from 1.
    groups: Vec<usize>,
}

impl Scratch {
    pub(super) fn new(graph: &Graph) -> Self {
        Self { abilities: vec![0; graph.len()], groups: vec![0; graph.group_count] }
    }

    fn mark(&mut self, role: &Compiled, asked: bool) {
        for asking in &role.asks {
            if let Some(slot) = self.abilities.get_mut(asking.ability) {
                *slot = if asked { asking.depth } else { 0 };
            }
        }
        for (place, (group, _)) in (1..).zip(&role.groups) {
            if let Some(slot) = self.groups.get_mut(*group) {
                *slot = if asked { place } else { 0 };
            }
        }
    }

    /// The depths that the marked role asks in a group.
    fn in_group<'r>(&self, role: &'r Compiled, group: Number) -> &'r [u64] {
        let place = self.groups.get(group).and_then(|place| place.checked_sub(1));
        place.and_then(|at| role.groups.get(at)).map_or(&[], |(_, depths)| depths)
    }
}

impl Person {
    pub(super) fn new(abilities: &Abilities, graph: &Graph, tables: &Tables) -> Self {
        let mut levels: Vec<Option<Span<u16>>> = vec![None; graph.len()];
        let mut groups: Vec<Option<Span<u16>>> = vec![None; graph.group_count];
        let held = abilities.held().iter().map(|(key, span)| {
            let number = graph.number(key);
            let level = Span { low: span.low.get(), high: span.high.get() };
            let lineage = number.map_or_else(Vec::new, |number| graph.lineage(number).to_vec());
            let group = number.and_then(|number| graph.group(number));
            for at in &lineage {
                raise(&mut levels, *at, level);
            }
            if let Some(at) = group {
                raise(&mut groups, at, level);
            }
            let told = tables.told(number);
            let depth = Span {
                low: depth(level.low, told.background),
                high: depth(level.high, told.background),
            };
            let weight = u128::from(told.telling) * u128::from(depth.high * depth.high);
            Held { number, lineage, group, sibling: told.sibling, depth, weight }
        });
        let held: Vec<Held> = held.collect();
        let total = held.iter().map(|held| held.weight).sum();
        Self { held, levels, groups, total }
    }
}

fn raise(levels: &mut [Option<Span<u16>>], at: Number, level: Span<u16>) {
    if let Some(slot) = levels.get_mut(at) {
        *slot = Some(slot.map_or(level, |before| before.best(level)));
    }
}

/// What a role uses of one ability.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Used {
    /// In units of [`USED`].
    share: Span<u64>,
    by: Option<(Number, Relation)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Relation {
    Same,
    Broader,
    Sibling,
}

/// Compares a person with a role; the second value says what is used of each ability.
pub(super) fn measure(
    person: &Person,
    role: &Compiled,
    scratch: &mut Scratch,
) -> (RoleFit, Vec<Used>) {
    scratch.mark(role, true);
    let uses: Vec<Used> = person.held.iter().map(|held| used_of(held, role, scratch)).collect();
    scratch.mark(role, false);
    let sum = |end: fn(Span<u64>) -> u64| {
        let each = person.held.iter().zip(&uses);
        let sum: u128 = each.map(|(held, used)| held.weight * u128::from(end(used.share))).sum();
        centipoints(sum, person.total * u128::from(USED))
    };
    let adequacy = Span { low: sum(|share| share.low), high: sum(|share| share.high) };
    (RoleFit { adequacy, coverage: coverage(person, role) }, uses)
}

/// The best use of an ability: asked itself, asked more generally, or beside what is asked.
fn used_of(held: &Held, role: &Compiled, scratch: &Scratch) -> Used {
    let mut best = Used { share: Span::exact(0), by: None };
    let mut offer = |share: Span<u64>, by| {
        if share.high > best.share.high {
            best.by = Some(by);
        }
        best.share = best.share.best(share);
    };
    for above in &held.lineage {
        let asked = scratch.abilities.get(*above).copied().unwrap_or(0);
        let same = held.number == Some(*above);
        let relation = if same { Relation::Same } else { Relation::Broader };
        offer(used_span(held.depth, asked), (*above, relation));
    }
    if let Some(group) = held.group {
        for asked in scratch.in_group(role, group) {
            let share = used_span(held.depth, *asked);
            let part = |share: u64| share * held.sibling / WHOLE;
            let hint = Span { low: part(share.low), high: part(share.high) };
            offer(hint, (group, Relation::Sibling));
        }
    }
    best
}

fn coverage(person: &Person, role: &Compiled) -> Span<Centipoints> {
    let mut got = Span { low: 0_u128, high: 0 };
    let mut stated = 0_u128;
    // What siblings of the group cover of what nothing is stated about.
    let mut hinted = Span { low: 0_u128, high: 0 };
    for asking in &role.asks {
        let at = |level: u16| {
            u128::from(asking.weight)
                * u128::from(met(depth(level, asking.background), asking.depth))
        };
        if let Some(level) = person.levels.get(asking.ability).copied().flatten() {
            got.low += at(level.low);
            got.high += at(level.high);
            stated += asking.whole();
        } else if let Some(level) =
            asking.group.and_then(|group| person.groups.get(group).copied().flatten())
        {
            let part = |level: u16| at(level) * u128::from(asking.sibling) / u128::from(WHOLE);
            hinted.low += part(level.low);
            hinted.high += part(level.high);
        }
    }
    let end = |got: u128, hinted: u128| {
        let silent = role.total.saturating_sub(stated + hinted);
        let whole = u128::from(WHOLE);
        centipoints((got + hinted) * whole, (stated + hinted) * whole + silent * SILENCE_SHARE)
    };
    Span { low: end(got.low, hinted.low), high: end(got.high, hinted.high) }
}

/// What a role uses of one ability of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The ability.
    pub ability: Key,
    /// Its share of the 100 points: how telling it is, and how far its level stands out.
    pub share: Centipoints,
    /// What the role uses of the share; over all abilities it sums to the adequacy.
    pub used: Span<Centipoints>,
    /// By what the role uses it; `None` where it does not.
    pub by: Option<Use>,
}

/// By what a role uses an ability.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Use {
    /// It asks for it.
    Asked,
    /// It asks for something more general.
    Broader(Key),
    /// It asks for something of the same group, which is a hint only.
    Related,
}

/// What is used of each ability, in points that sum to the adequacy.
pub(super) fn parts(
    abilities: &Abilities,
    person: &Person,
    fit: RoleFit,
    uses: &[Used],
    graph: &Graph,
) -> Vec<Part> {
    let weights: Vec<u128> = person.held.iter().map(|held| held.weight).collect();
    let shares = apportion(10_000, &weights);
    let column = |total: u16, of: fn(Span<u64>) -> u64| {
        let each = person.held.iter().zip(uses);
        let weights: Vec<u128> =
            each.map(|(held, used)| held.weight * u128::from(of(used.share))).collect();
        apportion(total.into(), &weights)
    };
    let Span { low, high } = fit.adequacy;
    let certain = column(low.get(), |share| share.low);
    let open = column(high.get().saturating_sub(low.get()), |share| share.high - share.low);
    let columns = shares.into_iter().zip(certain.into_iter().zip(open));
    let rows = abilities.held().iter().zip(uses).zip(columns);
    rows.map(|(((ability, _), used), (share, (certain, open)))| Part {
        ability: ability.clone(),
        share: Centipoints::from_wide(share),
        used: Span {
            low: Centipoints::from_wide(certain),
            high: Centipoints::from_wide(certain + open),
        },
        by: used.by.and_then(|(number, relation)| match relation {
            Relation::Same => Some(Use::Asked),
            Relation::Broader => graph.key(number).cloned().map(Use::Broader),
            Relation::Sibling => Some(Use::Related),
        }),
    })
    .collect()
}
