//! The same people and places as tables of numbers: all that a database needs for the same lists.
//!
//! A *code* stands for one of the different things that people hold about a subject, 0 for nothing.
//! An *ask* is a table from the codes of its subject, and of those related to it, to what comes of
//! them; the best of what a person holds counts. A *line* is the best of its branches, a branch the
//! worst of its asks: every group of groups can be written so. A *place* weighs lines.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Display,
    fs::File,
    io::{self, BufWriter, Write as _},
    path::Path,
};

use matching_core::{
    criteria::{Ask, Held},
    eligibility::{Due, Eligibility},
    quantity::Permille,
    rules::Rules,
};

use crate::{
    Failure,
    naive::{Found, Person, Place, Tree, answer, gcd},
};

/// Subject, code, lower and upper end in thousandths, class.
type Answer = [u32; 5];
/// Branches of asks.
type Branches = Vec<Vec<usize>>;

/// People and places as tables of numbers.
#[derive(Debug, Default)]
pub struct Tables {
    /// Per subject what people hold about it; the code is the position, from 1.
    codes: BTreeMap<u32, Vec<Held>>,
    /// Person, subject, code.
    facts: Vec<[usize; 3]>,
    asks: Numbered<Vec<Answer>>,
    lines: Numbered<Branches>,
    /// Place, line, weight among the demands, weight among the needs.
    demands: Vec<[i64; 4]>,
}

/// Different things in the order in which they came.
#[derive(Debug)]
struct Numbered<T>(BTreeMap<T, usize>);

impl<T> Default for Numbered<T> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<T: Ord> Numbered<T> {
    fn of(&mut self, thing: T) -> usize {
        let next = self.0.len();
        *self.0.entry(thing).or_insert(next)
    }
}

impl Tables {
    /// Numbers everything; people and places are numbered as they stand.
    ///
    /// # Errors
    /// Fails if the weighted sums of a place do not fit into 64 bits.
    pub fn new(people: &[Person], places: &[Place], rules: &Rules) -> Result<Self, Failure> {
        let mut held: BTreeMap<u32, BTreeSet<&Held>> = BTreeMap::new();
        let mut sorted: Vec<Vec<(u32, &Held)>> = Vec::new();
        for person in people {
            let known = person.known.iter().map(|(subject, one)| (*subject, one));
            let mut known: Vec<_> = known.collect();
            known.sort_unstable();
            for (subject, one) in &known {
                held.entry(*subject).or_default().insert(one);
            }
            sorted.push(known);
        }
        let codes = held.into_iter().map(|(subject, all)| (subject, all.into_iter().cloned()));
        let codes = codes.map(|(subject, all)| (subject, all.collect())).collect();
        let mut tables = Self { codes, ..Self::default() };
        for (person, known) in sorted.iter().enumerate() {
            for (subject, one) in known {
                let code = tables.codes.get(subject).and_then(|all| all.binary_search(one).ok());
                let code = code.ok_or("something held has no code")? + 1;
                tables.facts.push([person, usize::try_from(*subject)?, code]);
            }
        }
        for (number, place) in places.iter().enumerate() {
            tables.add(number, place, rules)?;
        }
        Ok(tables)
    }

    fn add(&mut self, number: usize, place: &Place, rules: &Rules) -> Result<(), Failure> {
        for side in [0, 1] {
            let own = place.lines.iter().filter(|line| line.side == side);
            let common = own.clone().fold(0, |common, line| gcd(line.weight, common)).max(1);
            let total: u128 = own.map(|line| line.weight / common).sum();
            if total * 20_002 > i64::MAX.unsigned_abs().into() {
                return Err("the sums of a place do not fit into 64 bits".into());
            }
            for line in place.lines.iter().filter(|line| line.side == side) {
                let branches = self.branches(&line.tree, line.due, rules);
                let line_number = i64::try_from(self.lines.of(branches))?;
                let weight = i64::try_from(line.weight / common)?;
                let [demands, needs] = if side == 0 { [weight, 0] } else { [0, weight] };
                self.demands.push([i64::try_from(number)?, line_number, demands, needs]);
            }
        }
        Ok(())
    }

    /// A tree as the best of the worst.
    fn branches(&mut self, tree: &Tree, due: Option<Due>, rules: &Rules) -> Branches {
        match tree {
            Tree::Ask { ask, key, related } => {
                let answers = self.answers((ask, due), *key, related, rules);
                vec![vec![self.asks.of(answers)]]
            }
            Tree::Any(trees) => {
                let mut all = Branches::new();
                for tree in trees {
                    all.extend(self.branches(tree, due, rules));
                }
                all
            }
            Tree::All(trees) => {
                let mut all: Branches = vec![Vec::new()];
                for tree in trees {
                    let each = self.branches(tree, due, rules);
                    let pairs = all.iter().flat_map(|one| each.iter().map(move |own| (one, own)));
                    all = pairs.map(|(one, own)| [&**one, own].concat()).collect();
                }
                all
            }
        }
    }

    fn answers(
        &self,
        ask: (&Ask, Option<Due>),
        subject: u32,
        related: &[(u32, Permille)],
        rules: &Rules,
    ) -> Vec<Answer> {
        let nothing = answer(ask, (None, Permille::FULL), rules);
        let mut answers = vec![row(subject, 0, nothing)];
        for (subject, share) in [(subject, Permille::FULL)].iter().chain(related) {
            for (held, code) in self.codes.get(subject).into_iter().flatten().zip(1..) {
                answers.push(row(*subject, code, answer(ask, (Some(held), *share), rules)));
            }
        }
        answers
    }

    /// Writes `facts`, `answers`, `branches` and `demands` into a folder, as CSV with a first line.
    ///
    /// # Errors
    /// Fails if a file cannot be written.
    pub fn write(&self, folder: &Path) -> io::Result<()> {
        let facts = self.facts.iter().map(|row| joined(row));
        table(folder, "facts", "person,subject,code", facts)?;
        let asks = self.asks.0.iter().flat_map(|(answers, ask)| {
            answers.iter().map(move |answer| format!("{ask},{}", joined(answer)))
        });
        table(folder, "answers", "ask,subject,code,low,high,class", asks)?;
        let branches = self.lines.0.iter().flat_map(|(branches, line)| {
            branches.iter().enumerate().flat_map(move |(branch, asks)| {
                asks.iter().map(move |ask| format!("{line},{branch},{ask}"))
            })
        });
        table(folder, "branches", "line,branch,ask", branches)?;
        let demands = self.demands.iter().map(|row| joined(row));
        table(folder, "demands", "place,line,demands,needs", demands)
    }
}

fn row(subject: u32, code: u32, (satisfaction, verdict): Found) -> Answer {
    let [low, high] = [satisfaction.low, satisfaction.high].map(|end| u32::from(end.get()));
    [subject, code, low, high, class_number(verdict.now)]
}

/// A class as a number, from worst to best.
pub fn class_number(class: Eligibility) -> u32 {
    let below = Eligibility::ALL.iter().take_while(|other| **other < class);
    u32::try_from(below.count()).unwrap_or(0)
}

/// Numbers side by side in a line of a table.
pub fn joined<T: Display>(numbers: &[T]) -> String {
    numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
}

/// Writes a table of numbers as `name.csv`.
///
/// # Errors
/// Fails if the file cannot be written.
pub fn table(
    folder: &Path,
    name: &str,
    columns: &str,
    rows: impl Iterator<Item = String>,
) -> io::Result<()> {
    let mut file = BufWriter::new(File::create(folder.join(format!("{name}.csv")))?);
    writeln!(file, "{columns}")?;
    for row in rows {
        writeln!(file, "{row}")?;
    }
    file.flush()
}
