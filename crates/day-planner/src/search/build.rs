//! Turns a draft in document order into the dense problem: one axis of slots, cells, classes.

use std::collections::BTreeMap;

use super::draft::{Draft, DraftOffer, DraftPerson, DraftTalk, Span};
use super::problem::{Cell, Class, Layer, NONE, Offer, Person, Problem, Table};

/// What a forced talk counts beside announced ones.
pub(crate) const FORCED: i64 = 1000;

/// Cells and early closings of a table.
type Opening<'a> = (&'a [Span], &'a [(u32, u32)]);

impl Draft {
    /// The dense problem. Fixed talks whose pair or cell does not exist are left out.
    pub(crate) fn build(&self) -> Problem {
        let mut problem = Problem {
            role_caps: self.role_caps.clone(),
            wishes: self.wishes.clone(),
            gaps: self.gaps.clone(),
            sites: self.sites,
            comfort: self.comfort,
            even: self.even,
            worst_off: self.worst_off,
            order: self.order,
            ..Problem::default()
        };
        self.axis(&mut problem);
        let grids = self.cells(&mut problem);
        self.offers(&mut problem, &grids);
        self.caps(&mut problem);
        for talk in &self.fixed {
            if let Some(pair) = resolve(&problem, talk) {
                problem.fixed.push(pair);
            }
        }
        problem.fixed.sort_unstable();
        problem.fixed.dedup();
        self.keep(&mut problem);
        problem
    }

    /// Days one after the other, further apart than any gap.
    fn axis(&self, problem: &mut Problem) {
        let apart = self.gaps.iter().copied().max().unwrap_or(0) + 1;
        let mut base = 0;
        for slots in &self.days {
            problem.day_base.push(base);
            base += slots + apart;
        }
        problem.slots = base as usize;
        for rows in &self.resources {
            let mut places = vec![0_u32; problem.slots];
            for ((day, from, to), count) in rows {
                for slot in self.axis_range(problem, (*day, *from, *to)) {
                    places[slot] = places[slot].saturating_add(*count);
                }
            }
            problem.resources.push(places);
        }
    }

    fn axis_range(&self, problem: &Problem, (day, from, to): Span) -> std::ops::Range<usize> {
        let slots = self.days[day as usize];
        let base = problem.day_base[day as usize];
        (base + from.min(slots)) as usize..(base + to.min(slots)) as usize
    }

    /// Lays out the cells; returns for each table which tables share its grid.
    fn cells(&self, problem: &mut Problem) -> Vec<u32> {
        let mut known: BTreeMap<Opening<'_>, u32> = BTreeMap::new();
        let mut grids = Vec::with_capacity(self.tables.len());
        let mut block = 0;
        for (table, draft) in self.tables.iter().enumerate() {
            let next = known.len() as u32;
            grids.push(*known.entry((&draft.cells, &draft.closes)).or_insert(next));
            let first = problem.cells.len() as u32;
            for (day, from, to) in &draft.cells {
                let base = problem.day_base[*day as usize];
                let (start, end) = (base + from, base + to);
                let joins = problem
                    .cells
                    .last()
                    .is_some_and(|last: &Cell| last.table as usize == table && last.end == start);
                block += u32::from(!joins);
                let (table, day) = (table as u32, *day);
                problem.cells.push(Cell { start, end, table, block, day });
            }
            let cells = (first, problem.cells.len() as u32);
            let cap = draft.cap.min(cells.1 - cells.0);
            problem.tables.push(Table { cells, cap, site: draft.site });
        }
        grids
    }

    fn offers(&self, problem: &mut Problem, grids: &[u32]) {
        let mut order: Vec<u32> = (0..self.offers.len() as u32).collect();
        order.sort_by_key(|at| {
            let offer = &self.offers[*at as usize];
            (offer.person, offer.role, offer.table)
        });
        let times: Vec<Vec<(u32, u32)>> =
            self.people.iter().map(|person| self.axis_times(problem, person)).collect();
        let mut time_ids: BTreeMap<&[(u32, u32)], u32> = BTreeMap::new();
        let ids: Vec<u32> = (times.iter())
            .map(|list| {
                let next = time_ids.len() as u32;
                *time_ids.entry(list.as_slice()).or_insert(next)
            })
            .collect();
        let needed: std::collections::BTreeSet<(u32, u32, u32)> =
            self.fixed.iter().map(|talk| (talk.person, talk.role, talk.table)).collect();
        let mut shapes = Shapes::default();
        problem.people = vec![Person { offers: (0, 0), max: 0, min: 0 }; self.people.len()];
        for at in order {
            let draft = self.offers[at as usize];
            let person = draft.person as usize;
            let grid = grids[draft.table as usize];
            let when = (grid, ids[person], times[person].as_slice());
            let class = shapes.class(problem, self, &draft, when);
            let pinned = needed.contains(&(draft.person, draft.role, draft.table));
            if problem.classes[class as usize].size == 0 && !pinned {
                continue;
            }
            let at = problem.offers.len() as u32;
            let row = &mut problem.people[person].offers;
            if row.0 == row.1 {
                *row = (at, at);
            }
            row.1 = at + 1;
            problem.offers.push(Offer {
                person: draft.person,
                role: draft.role,
                table: draft.table,
                employer: self.tables[draft.table as usize].employer,
                class,
                fit: draft.fit,
                groups: draft.groups,
                keep: 0,
                home: NONE,
            });
        }
    }

    /// A person's times on the axis, joined and sorted, nothing before now.
    fn axis_times(&self, problem: &Problem, person: &DraftPerson) -> Vec<(u32, u32)> {
        let mut list: Vec<(u32, u32)> = (person.times.iter())
            .map(|span| self.axis_range(problem, *span))
            .filter(|range| !range.is_empty())
            .map(|range| (range.start as u32, range.end as u32))
            .collect();
        list.sort_unstable();
        let mut joined: Vec<(u32, u32)> = Vec::new();
        for (from, to) in list {
            match joined.last_mut() {
                Some(last) if from <= last.1 => last.1 = last.1.max(to),
                _ => joined.push((from, to)),
            }
        }
        joined
    }

    /// Cells in which an offer of this shape may start, as ranges.
    fn starts(
        &self,
        problem: &Problem,
        draft: &DraftOffer,
        times: &[(u32, u32)],
    ) -> Vec<(u32, u32)> {
        let mut ranges: Vec<(u32, u32)> = Vec::new();
        let table = &self.tables[draft.table as usize];
        let (first, last) = problem.tables[draft.table as usize].cells;
        let now = problem.day_base.get(self.now.0 as usize).map_or(u32::MAX, |b| b + self.now.1);
        for cell in first..(last + 1).saturating_sub(draft.span) {
            let (head, tail) =
                (&problem.cells[cell as usize], &problem.cells[(cell + draft.span - 1) as usize]);
            let inside = times.iter().any(|(from, to)| *from <= head.start && tail.end <= *to);
            let base = problem.day_base[head.day as usize];
            let open = (table.closes.iter())
                .all(|(day, slot)| *day != head.day || tail.end <= base + slot);
            let served = draft.uses.iter().filter(|usage| usage.resource != NONE).all(|usage| {
                let places = &problem.resources[usage.resource as usize];
                (head.start..tail.end).all(|slot| places[slot as usize] >= usage.units)
            });
            if head.block != tail.block || head.start < now || !inside || !open || !served {
                continue;
            }
            let at = cell - first;
            match ranges.last_mut() {
                Some(last) if last.1 == at => last.1 = at + 1,
                _ => ranges.push((at, at + 1)),
            }
        }
        ranges
    }

    /// Most talks of each person: by wish, by employers, by time.
    fn caps(&self, problem: &mut Problem) {
        let mut fixed = vec![0_u32; self.people.len()];
        for talk in &self.fixed {
            fixed[talk.person as usize] += 1;
        }
        let gap = self.gaps.iter().copied().min().unwrap_or(0);
        for (at, draft) in self.people.iter().enumerate() {
            let rows = problem.offers_of(at);
            let mut employers: Vec<u32> =
                problem.offers[rows.clone()].iter().map(|offer| offer.employer).collect();
            employers.sort_unstable();
            employers.dedup();
            let shortest = (rows.clone())
                .filter(|offer| problem.classes[problem.offers[*offer].class as usize].size > 0)
                .filter_map(|offer| {
                    let cell = problem.nth_start(offer, 0)?;
                    let (from, to) = problem.time(offer, cell);
                    Some(to - from)
                })
                .min();
            let times = self.axis_times(problem, draft);
            let fits = shortest.map_or(0, |len| {
                times.iter().map(|(from, to)| (to - from + gap) / (len + gap)).sum()
            });
            problem.people[at].max =
                draft.max.min(employers.len() as u32).min(fits + fixed[at]).max(fixed[at]);
            problem.people[at].min = draft.min;
        }
    }

    /// Marks what announced appointments are worth.
    fn keep(&self, problem: &mut Problem) {
        for talk in &self.homes {
            let employer = self.tables[talk.table as usize].employer;
            let home = resolve(problem, talk).filter(|(offer, cell)| {
                problem.starts(*offer as usize).any(|range| range.contains(cell))
            });
            for offer in problem.offers_of(talk.person as usize) {
                let row = &mut problem.offers[offer];
                if row.employer == employer {
                    row.keep = 1;
                    if let Some((exact, cell)) = home
                        && exact as usize == offer
                    {
                        row.home = cell;
                    }
                }
            }
        }
        for (person, role) in &self.forced {
            for offer in problem.offers_of(*person as usize) {
                let row = &mut problem.offers[offer];
                row.keep += FORCED * i64::from(row.role == *role);
            }
        }
        // the past is not announced any more
        for (offer, _) in &problem.fixed {
            let row = &mut problem.offers[*offer as usize];
            let talk = (self.homes.iter()).any(|home| {
                (home.person, home.role, home.table) == (row.person, row.role, row.table)
            });
            if !talk {
                row.keep -= row.keep % FORCED;
                row.home = NONE;
            }
        }
    }
}

/// The offer and cell of a talk.
pub(crate) fn resolve(problem: &Problem, talk: &DraftTalk) -> Option<(u32, u32)> {
    let offer = problem.offers_of(talk.person as usize).find(|offer| {
        let row = &problem.offers[*offer];
        (row.role, row.table) == (talk.role, talk.table)
    })?;
    let start = problem.day_base.get(talk.day as usize)? + talk.slot;
    let cell =
        problem.cells_of(talk.table as usize).find(|cell| problem.cells[*cell].start == start)?;
    Some((offer as u32, cell as u32))
}

/// Classes, layers and ranges found so far.
#[derive(Default)]
struct Shapes {
    layers: BTreeMap<Layer, u32>,
    ranges: BTreeMap<(u32, u32, u32), (u32, u32, u32)>,
    classes: BTreeMap<(u32, u32, u32), u32>,
}

impl Shapes {
    /// The class of an offer by its table's grid and its person's times.
    fn class(
        &mut self,
        problem: &mut Problem,
        draft: &Draft,
        offer: &DraftOffer,
        (grid, when, times): (u32, u32, &[(u32, u32)]),
    ) -> u32 {
        let next = self.layers.len() as u32;
        let shape = Layer { span: offer.span, uses: offer.uses };
        let layer = *self.layers.entry(shape).or_insert(next);
        if layer == next {
            problem.layers.push(shape);
        }
        if let Some(class) = self.classes.get(&(offer.table, when, layer)) {
            return *class;
        }
        let known = self.ranges.get(&(grid, when, layer)).copied();
        let (from, to, size) = known.unwrap_or_else(|| {
            let list = draft.starts(problem, offer, times);
            let from = problem.ranges.len() as u32;
            problem.ranges.extend(&list);
            let size = list.iter().map(|(a, b)| b - a).sum();
            (from, problem.ranges.len() as u32, size)
        });
        self.ranges.insert((grid, when, layer), (from, to, size));
        let class = problem.classes.len() as u32;
        problem.classes.push(Class { table: offer.table, layer, ranges: (from, to), size });
        self.classes.insert((offer.table, when, layer), class);
        class
    }
}
