//! What is searched: things that hold or do not, and measures that make them hold.

/// Things that hold, as bits.
pub(crate) type Atoms = u128;
/// Measures, as bits.
pub(crate) type Jobs = u64;

/// So many things can be told apart.
pub(crate) const MOST_ATOMS: usize = 128;
/// So many measures can matter for one goal.
pub(crate) const MOST_JOBS: usize = 64;

/// What has to hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Formula {
    /// One thing.
    One(Atoms),
    /// One of several; never, where the list is empty.
    AnyOf(Vec<Self>),
    /// All of several; always, where the list is empty.
    AllOf(Vec<Self>),
}

/// What something costs: first how much of it nobody knows, then the known cents.
///
/// An unknown price is not zero: a way with fewer unknown prices counts as the cheaper one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Cost {
    pub(crate) unknown: u16,
    pub(crate) cents: u64,
}

/// On which days a measure can begin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Starts {
    /// On any day of these ranges, sorted.
    Within(Vec<(i32, i32)>),
    /// On these days only, sorted.
    On(Vec<i32>),
}

/// A measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Job {
    pub(crate) gives: Atoms,
    pub(crate) needs: Formula,
    /// Days of waiting once everything needed holds, where no fixed days are known.
    pub(crate) wait: i32,
    pub(crate) days: i32,
    /// Thousandths of a full week.
    pub(crate) load: u16,
    pub(crate) starts: Starts,
    pub(crate) cost: Cost,
    pub(crate) at_employer: bool,
}

/// A question: how to get from what holds to what has to hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Instance {
    /// At most [`MOST_JOBS`].
    pub(crate) jobs: Vec<Job>,
    pub(crate) goal: Formula,
    /// Thousandths of a full week that measures may take together.
    pub(crate) capacity: u16,
    /// The last day on which a measure may be running.
    pub(crate) latest: i32,
}

impl Formula {
    pub(crate) const ALWAYS: Self = Self::AllOf(Vec::new());
    pub(crate) const NEVER: Self = Self::AnyOf(Vec::new());

    pub(crate) fn holds(&self, reached: Atoms) -> bool {
        match self {
            Self::One(atom) => reached & atom != 0,
            Self::AnyOf(parts) => parts.iter().any(|part| part.holds(reached)),
            Self::AllOf(parts) => parts.iter().all(|part| part.holds(reached)),
        }
    }

    /// All things it speaks of.
    pub(crate) fn atoms(&self) -> Atoms {
        match self {
            Self::One(atom) => *atom,
            Self::AnyOf(parts) | Self::AllOf(parts) => {
                parts.iter().fold(0, |all, part| all | part.atoms())
            }
        }
    }

    /// What could be reached next where it does not hold: the first open part of things that go
    /// together, every alternative. Whoever makes it hold reaches one of them.
    pub(crate) fn open(&self, reached: Atoms) -> Atoms {
        match self {
            Self::One(atom) => atom & !reached,
            Self::AnyOf(parts) => parts.iter().fold(0, |all, part| all | part.open(reached)),
            Self::AllOf(parts) => {
                let first = parts.iter().find(|part| !part.holds(reached));
                first.map_or(0, |part| part.open(reached))
            }
        }
    }

    /// The day from which it holds, where `day` tells from when a single thing does.
    pub(crate) fn since(&self, day: &impl Fn(Atoms) -> Option<i32>) -> Option<i32> {
        match self {
            Self::One(atom) => day(*atom),
            Self::AnyOf(parts) => parts.iter().filter_map(|part| part.since(day)).min(),
            Self::AllOf(parts) => {
                parts.iter().try_fold(0, |latest: i32, part| Some(latest.max(part.since(day)?)))
            }
        }
    }
}

impl Cost {
    pub(crate) const fn plus(self, other: Self) -> Self {
        Self {
            unknown: self.unknown.saturating_add(other.unknown),
            cents: self.cents.saturating_add(other.cents),
        }
    }
}

impl Starts {
    /// The first day from `from` on.
    pub(crate) fn earliest(&self, from: i32) -> Option<i32> {
        match self {
            Self::Within(ranges) => {
                let open = ranges.iter().find(|(_, last)| *last >= from);
                open.map(|(first, _)| from.max(*first))
            }
            Self::On(days) => days.iter().copied().find(|day| *day >= from),
        }
    }
}

impl Job {
    /// The first day on which it can begin if everything needed holds from `ready` on.
    pub(crate) fn earliest(&self, ready: i32) -> Option<i32> {
        match &self.starts {
            Starts::Within(_) => self.starts.earliest(ready.saturating_add(self.wait)),
            Starts::On(_) => self.starts.earliest(ready),
        }
    }
}

impl Instance {
    /// The measures of a set, in order.
    pub(crate) fn of(&self, set: Jobs) -> impl Iterator<Item = (usize, &Job)> {
        self.jobs.iter().enumerate().filter(move |(at, _)| set >> at & 1 == 1)
    }

    pub(crate) fn size_of(&self, set: Jobs) -> usize {
        self.of(set).count()
    }

    pub(crate) fn cost_of(&self, set: Jobs) -> Cost {
        self.of(set).fold(Cost::default(), |sum, (_, job)| sum.plus(job.cost))
    }

    /// The measures that reach at least one of these things.
    pub(crate) fn givers(&self, atoms: Atoms) -> Jobs {
        let giving = self.jobs.iter().enumerate().filter(|(_, job)| job.gives & atoms != 0);
        giving.fold(0, |set, (at, _)| set | 1 << at)
    }

    /// What a set reaches if each measure runs as soon as what it needs holds, and which of the set
    /// can run at all.
    pub(crate) fn run(&self, set: Jobs) -> (Atoms, Jobs) {
        let (mut reached, mut done): (Atoms, Jobs) = (0, 0);
        loop {
            let before = done;
            for (at, job) in self.of(set & !done) {
                if job.needs.holds(reached) {
                    reached |= job.gives;
                    done |= 1 << at;
                }
            }
            if done == before {
                return (reached, done);
            }
        }
    }
}
