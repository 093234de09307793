//! Seeded planning tasks of every size, for benches, demos and tests; nobody in them exists.

pub mod pilot;

use crate::event::Event;
use crate::instance::{
    Candidate, DayGrid, Employer, FORMAT, Instance, Presence, Role, Rules, Table, Window,
};
use crate::plan::Plan;
use crate::search::random::Random;

/// What a generated task looks like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shape {
    /// People.
    pub people: u32,
    /// Tables; two of three employers have one, the others two.
    pub tables: u32,
    /// Days.
    pub days: u32,
    /// Slots of a day, a break of one tenth in the middle.
    pub slots: u32,
    /// Minutes of a slot.
    pub slot_min: u32,
    /// Lengths of talks in slots, table by table in turn.
    pub lengths: Vec<u32>,
    /// Free slots between talks.
    pub buffer: u32,
    /// Fields of work; fewer fields give more eligible pairs.
    pub fields: u32,
    /// Roles that a person is eligible for, of 1000 in the field.
    pub eligible: u32,
    /// People who need an interpreter, of 1000.
    pub interpreted: u32,
    /// Interpreters of each language.
    pub interpreters: u32,
    /// People who can only come for a part of a day, of 1000.
    pub tight: u32,
    /// Whether most people fit few popular roles best.
    pub popular: bool,
    /// Most talks of a person.
    pub talks: u32,
}

impl Default for Shape {
    fn default() -> Self {
        Self {
            people: 130,
            tables: 12,
            days: 1,
            slots: 24,
            slot_min: 15,
            lengths: vec![1],
            buffer: 0,
            fields: 4,
            eligible: 700,
            interpreted: 150,
            interpreters: 2,
            tight: 250,
            popular: false,
            talks: 3,
        }
    }
}

/// Names of the shapes that benches and documents speak of.
pub const NAMES: [&str; 12] = [
    "tiny",
    "small",
    "pilot",
    "medium",
    "wide",
    "large",
    "thousand",
    "huge",
    "popular",
    "tight",
    "interpreters",
    "mixed",
];

/// The shape of a name of [`NAMES`].
pub fn shape(name: &str) -> Option<Shape> {
    let base = Shape::default();
    Some(match name {
        "tiny" => Shape { people: 6, tables: 3, slots: 5, fields: 2, ..base },
        "small" => Shape { people: 40, tables: 6, slots: 12, slot_min: 20, fields: 3, ..base },
        "pilot" => Shape { people: 67, tables: 8, slots: 18, slot_min: 20, fields: 2, ..base },
        "medium" => base,
        "wide" => Shape { people: 270, tables: 30, slots: 24, fields: 6, ..base },
        "large" => Shape { people: 780, tables: 41, days: 2, slots: 24, fields: 6, ..base },
        "thousand" => {
            Shape { people: 1000, tables: 65, slots: 40, slot_min: 10, fields: 6, ..base }
        }
        "huge" => Shape {
            people: 5000,
            tables: 200,
            days: 3,
            slots: 24,
            fields: 10,
            interpreters: 20,
            ..base
        },
        "popular" => Shape { people: 220, tables: 15, popular: true, ..base },
        "tight" => Shape { people: 160, tables: 14, tight: 900, ..base },
        "interpreters" => {
            Shape { people: 150, tables: 14, interpreted: 600, interpreters: 1, ..base }
        }
        "mixed" => {
            Shape { people: 120, slots: 84, slot_min: 5, lengths: vec![3, 4, 6], buffer: 1, ..base }
        }
        _ => return None,
    })
}

const LANGUAGES: [&str; 5] = ["uk", "ar", "fa", "ru", "tr"];
const FIELDS: [&str; 6] = ["Pflege", "Lager", "Verkauf", "Reinigung", "Küche", "Handwerk"];

/// A task of a shape; the same seed gives the same task.
pub fn instance(name: &str, shape: &Shape, seed: u64) -> Instance {
    let mut random = Random::new(seed);
    let days: Vec<DayGrid> = (0..shape.days).map(|at| day(shape, at)).collect();
    let mut instance = Instance {
        format: FORMAT.to_owned(),
        name: format!("{name}-{seed}"),
        rules: Rules {
            buffer: shape.buffer,
            cover_r: 2,
            suitable_min: 500,
            w_wait: 3,
            w_gap: 1,
            w_day: 24,
        },
        days,
        ..Instance::default()
    };
    for language in LANGUAGES {
        let rows = (0..shape.days)
            .map(|day| {
                let window = Window { day, from: 0, to: shape.slots };
                let half = shape.slots / 2;
                let window = match random.below(3) {
                    0 => Window { to: half, ..window },
                    1 => Window { from: half, ..window },
                    _ => window,
                };
                Presence { window, count: shape.interpreters }
            })
            .collect();
        instance.interpreters.insert(language.to_owned(), rows);
    }
    let fields = tables(&mut instance, shape, &mut random);
    people(&mut instance, shape, &fields, &mut random);
    instance
}

fn day(shape: &Shape, at: u32) -> DayGrid {
    let from = shape.slots / 2;
    let to = from + (shape.slots / 10).max(1);
    DayGrid {
        id: format!("D{}", at + 1),
        start: "09:00".to_owned(),
        slot_min: shape.slot_min,
        slots: shape.slots,
        closed: (from..to.min(shape.slots)).collect(),
    }
}

/// Adds employers, roles and tables; returns the field of each role.
fn tables(instance: &mut Instance, shape: &Shape, random: &mut Random) -> Vec<u32> {
    let mut fields = Vec::new();
    let break_from = shape.slots / 2;
    let break_to = break_from + (shape.slots / 10).max(1);
    let mut employer = 0;
    for at in 0..shape.tables {
        let second = at % 4 == 3; // every fourth table is the second of its employer
        if !second {
            let field_of = employer;
            employer += 1;
            instance.employers.push(Employer { id: format!("E{employer:03}") });
            let field = field_of % shape.fields;
            for extra in 0..=random.below(3) {
                let openings = 1 + random.below(4);
                let field = if extra == 2 { random.below(shape.fields) } else { field };
                fields.push(field);
                instance.roles.push(Role {
                    id: format!("R{:04}", instance.roles.len() + 1),
                    employer: format!("E{employer:03}"),
                    field: field_name(field),
                    openings,
                    max_iv: openings * (5 + random.below(6)),
                });
            }
        }
        let id = format!("E{employer:03}");
        let turn = usize::try_from(at).unwrap_or(0) % shape.lengths.len().max(1);
        let len = shape.lengths.get(turn).copied().unwrap_or(1);
        let mut open = Vec::new();
        for day in 0..shape.days {
            if shape.days == 1 || random.below(10) < 8 || day == at % shape.days {
                let from = random.below(3) * u32::from(random.below(4) == 0);
                open.push(Window { day, from, to: break_from });
                open.push(Window { day, from: break_to, to: shape.slots });
            }
        }
        let cells: u32 = open.iter().map(|w| w.to.saturating_sub(w.from) / len).sum();
        let languages = (LANGUAGES.iter())
            .filter(|_| random.below(12) == 0)
            .map(|language| (*language).to_owned())
            .collect();
        instance.tables.push(Table {
            id: format!("T{:03}", at + 1),
            employer: id.clone(),
            roles: (instance.roles.iter())
                .filter(|role| role.employer == id)
                .map(|role| role.id.clone())
                .collect(),
            len,
            open,
            max_iv: (cells * (70 + random.below(31)) / 100).max(1),
            languages,
        });
    }
    fields
}

fn field_name(field: u32) -> String {
    let at = usize::try_from(field).unwrap_or(0);
    let name = FIELDS.get(at % FIELDS.len()).copied().unwrap_or("Pflege");
    if at < FIELDS.len() { name.to_owned() } else { format!("{name} {}", at / FIELDS.len()) }
}

fn people(instance: &mut Instance, shape: &Shape, fields: &[u32], random: &mut Random) {
    for at in 0..shape.people {
        let id = format!("C{:05}", at + 1);
        let (candidate, scores) = person(&id, instance, shape, fields, random);
        instance.candidates.push(candidate);
        instance.scores.extend(scores);
    }
}

/// A person with scores for the roles of up to two fields.
fn person(
    id: &str,
    instance: &Instance,
    shape: &Shape,
    fields: &[u32],
    random: &mut Random,
) -> (Candidate, Vec<(String, String, u32)>) {
    let mut avail = Vec::new();
    for day in 0..shape.days {
        if shape.days > 1 && random.below(3) == 0 && day != 0 {
            continue;
        }
        let half = shape.slots / 2;
        if random.below(1000) < shape.tight {
            let from = random.below(shape.slots - shape.slots / 4);
            let to = from + shape.slots / 6 + random.below(shape.slots / 4 + 1);
            avail.push(Window { day, from, to: to.min(shape.slots) });
        } else if random.below(3) == 0 {
            let (from, to) = if random.below(2) == 0 { (0, half) } else { (half, shape.slots) };
            avail.push(Window { day, from, to });
        } else {
            avail.push(Window { day, from: 0, to: shape.slots });
        }
    }
    let needs = random.below(1000) < shape.interpreted;
    let language = LANGUAGES.get(usize::try_from(random.below(5)).unwrap_or(0));
    let first = if shape.popular && random.below(3) > 0 { 0 } else { random.below(shape.fields) };
    let second = random.below(shape.fields * 2);
    let level = 450 + random.below(350);
    let mut scores = Vec::new();
    for (role, field) in instance.roles.iter().zip(fields) {
        if (*field == first || *field == second) && random.below(1000) < shape.eligible {
            let score = (level + random.below(300)).saturating_sub(random.below(200));
            scores.push((id.to_owned(), role.id.clone(), score.clamp(1, 1000)));
        }
    }
    let candidate = Candidate {
        id: id.to_owned(),
        avail,
        max_iv: (1 + random.below(shape.talks)).max(shape.talks.min(2)),
        min_iv: 1 + u32::from(random.below(5) == 0),
        interpreter: language.filter(|_| needs).map(|language| (*language).to_owned()),
    };
    (candidate, scores)
}

/// What may happen to a plan in the middle of its first day.
pub fn event(instance: &Instance, plan: &Plan, shape: &Shape, seed: u64) -> Event {
    let mut random = Random::new(seed ^ 0xE7E7);
    let slot = shape.slots / 3;
    let mut event = Event { now: (0, slot), base_plan: plan.plan.clone(), ..Event::default() };
    for person in &instance.candidates {
        match random.below(100) {
            0..3 => event.no_shows.push(person.id.clone()),
            3..5 => event.late.push((person.id.clone(), 0, slot + 1 + random.below(4))),
            _ => {}
        }
    }
    let walk_ins = Shape { people: 1 + shape.people / 40, ..shape.clone() };
    let fields: Vec<u32> = (instance.roles.iter())
        .map(|role| (0..shape.fields).find(|field| field_name(*field) == role.field).unwrap_or(0))
        .collect();
    for at in 0..walk_ins.people {
        let id = format!("W{:03}", at + 1);
        let (candidate, scores) = person(&id, instance, shape, &fields, &mut random);
        event.walk_ins.push(candidate);
        event.walk_in_scores.extend(scores);
    }
    let pick = usize::try_from(random.below(shape.tables)).unwrap_or(0);
    if let Some(table) = instance.tables.get(pick) {
        event.table_closes.push((table.id.clone(), 0, slot + shape.slots / 4));
    }
    event
}
