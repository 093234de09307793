//! From what has to hold to an instance of the search: only the measures that can contribute.

use std::collections::BTreeMap;

use matching_core::{
    criteria::{End, Goal, Key},
    need::{Need, Needed},
};

use super::usable::{Offer, Usable};
use crate::{
    Mode,
    search::{Atoms, Cost, Formula, Instance, Job, MOST_ATOMS, MOST_JOBS},
};

/// Which end of the durations counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pace {
    /// At best.
    AtBest,
    /// To be on the safe side.
    Safe,
}

/// An instance, and which measures its jobs are.
#[derive(Clone, Debug)]
pub(super) struct Compiled {
    pub(super) instance: Instance,
    /// Positions in the offer.
    pub(super) measures: Vec<usize>,
    /// Whether everything that could contribute is in it.
    pub(super) complete: bool,
}

/// Everything that could contribute to what is needed, found backwards from it.
pub(super) fn compile(
    offer: &Offer<'_>,
    need: &Need,
    (end, denied): (End, Option<(&Key, Goal)>),
    latest: i32,
) -> Compiled {
    let mut compiler = Compiler {
        offer,
        end,
        denied,
        atoms: BTreeMap::new(),
        measures: Vec::new(),
        complete: true,
    };
    let goal = compiler.formula(need);
    let mut needs: Vec<Formula> = Vec::new();
    while let Some(usable) = compiler.measures.get(needs.len()).and_then(|at| offer.usable.get(*at))
    {
        needs.push(compiler.formula(&usable.need));
    }
    let jobs = compiler.measures.iter().zip(needs).filter_map(|(at, needs)| {
        let usable = offer.usable.get(*at)?;
        Some(job(usable, compiler.given_by(*at), needs, offer.capacity, Pace::Safe))
    });
    let jobs = jobs.collect();
    Compiled {
        instance: Instance { jobs, goal, capacity: offer.capacity, latest },
        complete: compiler.complete,
        measures: compiler.measures,
    }
}

impl Compiled {
    /// The same with the shorter durations.
    pub(super) fn at_best(&self, offer: &Offer<'_>) -> Instance {
        let jobs = self.instance.jobs.iter().zip(&self.measures).filter_map(|(own, at)| {
            let usable = offer.usable.get(*at)?;
            Some(job(usable, own.gives, own.needs.clone(), offer.capacity, Pace::AtBest))
        });
        Instance { jobs: jobs.collect(), ..self.instance.clone() }
    }
}

fn job(usable: &Usable<'_>, gives: Atoms, needs: Formula, capacity: u16, pace: Pace) -> Job {
    let measure = &usable.bound.measure;
    let days = |days: crate::Days| match pace {
        Pace::AtBest => days.from.into(),
        Pace::Safe => days.to.into(),
    };
    let load = measure.load.get();
    Job {
        gives,
        needs,
        wait: days(measure.wait),
        days: days(measure.days),
        // A training takes the place of the job: it has whatever room there is.
        load: if measure.mode == Mode::Training { load.min(capacity) } else { load },
        starts: usable.starts.clone(),
        cost: Cost {
            unknown: u16::from(measure.cents.is_none()),
            cents: measure.cents.unwrap_or(0),
        },
        at_employer: measure.at_employer,
    }
}

/// Something that does not hold yet and can be reached.
struct Atom {
    bit: Atoms,
    givers: Vec<usize>,
}

struct Compiler<'o, 'a> {
    offer: &'o Offer<'a>,
    end: End,
    /// What is known to be missing, although it is open: nothing may count on it.
    denied: Option<(&'o Key, Goal)>,
    atoms: BTreeMap<(Key, Goal), Atom>,
    measures: Vec<usize>,
    complete: bool,
}

impl Compiler<'_, '_> {
    fn formula(&mut self, need: &Need) -> Formula {
        match need {
            Need::One(needed) => self.leaf(needed),
            Need::AnyOf(needs) => {
                let mut parts: Vec<Formula> = needs.iter().map(|need| self.formula(need)).collect();
                if parts.contains(&Formula::ALWAYS) {
                    return Formula::ALWAYS;
                }
                parts.retain(|part| *part != Formula::NEVER);
                Formula::AnyOf(parts)
            }
            Need::AllOf(needs) => {
                let mut parts: Vec<Formula> = needs.iter().map(|need| self.formula(need)).collect();
                if parts.contains(&Formula::NEVER) {
                    return Formula::NEVER;
                }
                parts.retain(|part| *part != Formula::ALWAYS);
                Formula::AllOf(parts)
            }
        }
    }

    fn leaf(&mut self, needed: &Needed) -> Formula {
        match needed.goal {
            _ if needed.holds() => Formula::ALWAYS,
            _ if self.granted(needed) => Formula::ALWAYS,
            // An answer that no measure moves has to be asked: nothing can be planned for it.
            None if needed.is_open() => Formula::ALWAYS,
            None => Formula::NEVER,
            Some(goal) => self.atom(needed, goal),
        }
    }

    /// Whether an open answer counts as a good one.
    fn granted(&self, needed: &Needed) -> bool {
        let denied = self.denied.is_some_and(|(key, missing)| {
            *key == needed.key && needed.goal.is_some_and(|goal| goal >= missing)
        });
        needed.is_open() && self.end == End::Best && !denied
    }

    fn atom(&mut self, needed: &Needed, goal: Goal) -> Formula {
        let name = (needed.key.clone(), goal);
        if let Some(atom) = self.atoms.get(&name) {
            return if atom.givers.is_empty() { Formula::NEVER } else { Formula::One(atom.bit) };
        }
        let keys = std::iter::once(&needed.key).chain(&needed.below);
        let mut givers: Vec<usize> = self.offer.givers(keys, goal).collect();
        givers.sort_unstable();
        givers.dedup();
        if self.atoms.len() >= MOST_ATOMS {
            self.complete = false;
            givers.clear();
        }
        for giver in &givers {
            if self.measures.contains(giver) {
                continue;
            }
            if self.measures.len() < MOST_JOBS {
                self.measures.push(*giver);
            } else {
                self.complete = false;
            }
        }
        let bit =
            1_u128.checked_shl(u32::try_from(self.atoms.len()).unwrap_or(u32::MAX)).unwrap_or(0);
        let formula = if givers.is_empty() { Formula::NEVER } else { Formula::One(bit) };
        self.atoms.insert(name, Atom { bit, givers });
        formula
    }

    fn given_by(&self, measure: usize) -> Atoms {
        let given = self.atoms.values().filter(|atom| atom.givers.contains(&measure));
        given.fold(0, |all, atom| all | atom.bit)
    }
}
