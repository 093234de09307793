//! The contract that every kind of criterion fulfils.

use std::{fmt, sync::Arc};

use super::budget::Budget;
use crate::{
    calendar::Date,
    evidence::{Known, Level},
    id::ConceptId,
    quantity::{Permille, Span},
    reason::ReasonCode,
    rules::Rules,
};

/// What a kind is, for documentation, files and validation.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact about the kind, not a state")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KindInfo {
    /// The name in files.
    pub name: &'static str,
    /// The German and the English name.
    pub label: (&'static str, &'static str),
    /// What it asks, in one English sentence.
    pub about: &'static str,
    /// The budget whose points it shares.
    pub budget: Budget,
    /// Whether the answer is only ever yes or no and carries no points.
    pub gate: bool,
    /// The reason given where the answer falls short.
    pub short: ReasonCode,
    /// When a line of this kind is a must without being told.
    pub must: MustRule,
    /// Whether the person sets the threshold: an own limit or exclusion.
    pub own_limit: bool,
    /// Whether the person can change the answer: recourse means that the input can be changed.
    /// Wishes are never among it.
    pub changeable: bool,
    /// Whether only one line of a profile may read it: credit may fall while the answer rises, and
    /// exact bounds need that nothing else wants the opposite.
    pub read_once: bool,
    /// The scale of its levels, if it has levels.
    pub scale: Option<(&'static str, Level)>,
}

impl KindInfo {
    /// What most kinds have in common; every kind names itself.
    pub(crate) const USUAL: Self = Self {
        name: "",
        label: ("", ""),
        about: "",
        budget: Budget::Competence,
        gate: false,
        short: ReasonCode::F01,
        must: MustRule::WithMinimum,
        own_limit: false,
        changeable: false,
        read_once: false,
        scale: None,
    };
}

/// When a line is a must without being told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MustRule {
    /// Where it has a minimum, from the application on.
    WithMinimum,
    /// By the first day: papers that everybody can fetch.
    ByFirstDay,
    /// Only where the line says so: plain yes or no.
    WhereSaid,
}

/// The thing within a kind that a criterion reads, such as `de/speaking`.
pub type Subject = Arc<str>;

/// Whether a threshold is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Truth {
    /// It is not.
    Not,
    /// It is not, and nobody knows yet whether it can be had for the asking.
    NotOrObtainable,
    /// Nobody knows yet.
    Open,
    /// Not yet, but it can be had for the asking (a permit for the concrete job).
    Obtainable,
    /// It can be had for the asking, if it is not there already.
    ObtainableOrMet,
    /// It is.
    Met,
}

impl Truth {
    /// What is known where a threshold is reached so at worst and at best.
    pub(crate) const fn between(worst: Self, best: Self) -> Self {
        match (worst, best) {
            (Self::Not, Self::Obtainable) => Self::NotOrObtainable,
            (Self::Not, Self::Met) => Self::Open,
            (Self::Obtainable, Self::Met) => Self::ObtainableOrMet,
            (worst, _) => worst,
        }
    }

    /// The same if everything open in it turned out worst, and best.
    pub(crate) const fn ends(self) -> [Self; 2] {
        match self {
            Self::NotOrObtainable => [Self::Not, Self::Obtainable],
            Self::Open => [Self::Not, Self::Met],
            Self::ObtainableOrMet => [Self::Obtainable, Self::Met],
            Self::Not | Self::Obtainable | Self::Met => [self, self],
        }
    }
}

/// What one criterion makes of what is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Assessment {
    /// How far it is satisfied.
    pub satisfaction: Span<Permille>,
    /// Whether its threshold is reached; met where there is none.
    pub truth: Truth,
}

impl Assessment {
    /// The assessment if everything open in it turned out at one end.
    #[must_use]
    pub fn settled(self, end: End) -> Self {
        let [worst, best] = self.truth.ends();
        let (satisfaction, truth) = match end {
            End::Worst => (self.satisfaction.low, worst),
            End::Best => (self.satisfaction.high, best),
        };
        Self { satisfaction: Span::exact(satisfaction), truth }
    }
}

/// The two ends at which an open answer can turn out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Worst for the person.
    Worst,
    /// Best for the person.
    Best,
}

/// A value as it is shown to people; the text files name scales and steps.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(tag = "type", rename_all = "snake_case"))]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum Shown {
    /// Nothing is recorded.
    Unknown,
    /// A level, or the range it lies in.
    Level {
        /// Name of the scale.
        scale: &'static str,
        /// Lowest possible level.
        low: Level,
        /// Highest possible level.
        high: Level,
    },
    /// Months, or the range they lie in.
    Months {
        /// Fewest possible months.
        low: u32,
        /// Most possible months.
        high: u32,
    },
    /// Weekly hours.
    Hours {
        /// Fewest hours.
        from: Option<u8>,
        /// Most hours.
        to: Option<u8>,
    },
    /// A day.
    Day {
        /// The day.
        date: Date,
    },
    /// A distance as the crow flies.
    Distance {
        /// Kilometres in tenths.
        tenths_km: u32,
    },
    /// A time on the way.
    Minutes {
        /// Minutes one way.
        minutes: u32,
    },
    /// Words of a scale or of the vocabulary.
    Terms {
        /// The words, in order.
        terms: Vec<String>,
    },
}

/// A goal that a measure can serve: a level, and whether paper is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Goal {
    /// The level to reach.
    pub level: Level,
    /// Whether a document is needed.
    pub documented: bool,
}

/// What is wrong with the demands of a criterion in themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AskProblem {
    /// The target is "not held": the criterion asks nothing.
    #[error("the target asks for nothing")]
    TargetIsNothing,
    /// The minimum is "not held": the must excludes nobody.
    #[error("the minimum asks for nothing")]
    MinimumIsNothing,
    /// A list that must name something is empty.
    #[error("the list is empty")]
    EmptyList,
    /// The lower end lies above the upper end.
    #[error("the range is the wrong way round")]
    Reversed,
    /// The same thing is listed as present and as absent.
    #[error("the same condition is listed twice")]
    Contradiction,
}

/// Whether something beside the asked concept answers in part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beside {
    /// Related competences cover part of each other.
    Counts,
    /// A degree is not half of another one.
    CountsNot,
}

/// A part of an ask that stands for several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubAsk<A> {
    /// What the line of the part is called after the line of the whole.
    pub suffix: &'static str,
    /// Its share among the parts.
    pub share: u8,
    /// What it asks.
    pub ask: A,
}

/// What a kind reads while it turns records into knowledge.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Day<'a> {
    pub(crate) at: Date,
    pub(crate) rules: &'a Rules,
}

/// One kind of criterion: what is asked, what is recorded, what is known, how well it fits.
pub(crate) trait Kind {
    /// What a requirement profile asks.
    type Ask: Clone + fmt::Debug;
    /// One recorded statement about a person.
    type Fact: Clone + fmt::Debug;
    /// What is known of a person on a day. Ordered so that it can be interned.
    type Held: Clone + fmt::Debug + Ord;

    const INFO: KindInfo;

    /// What the criterion reads within the kind.
    fn subject(ask: &Self::Ask) -> Subject;

    /// What the fact tells about within the kind.
    fn told(fact: &Self::Fact) -> Vec<Subject>;

    /// What all facts about one subject make known; `None` where nothing counts on that day.
    fn hold(facts: &[&Self::Fact], day: Day<'_>) -> Option<Self::Held>;

    /// How well what is known answers what is asked. The only place that decides it.
    fn assess(ask: &Self::Ask, held: Option<&Self::Held>, rules: &Rules) -> Assessment;

    /// Whether the ask has a threshold that can gate.
    fn can_gate(ask: &Self::Ask) -> bool;

    /// What is asked, for people.
    fn show_asked(ask: &Self::Ask) -> Shown;

    /// What is known, for people; for this ask, since a way depends on where it leads.
    fn show_held(ask: &Self::Ask, held: &Self::Held) -> Shown;

    /// What is wrong with the demands in themselves.
    fn problems(_ask: &Self::Ask) -> Vec<AskProblem> {
        Vec::new()
    }

    /// The parts of an ask that stands for several.
    fn split(_ask: &Self::Ask) -> Vec<SubAsk<Self::Ask>> {
        Vec::new()
    }

    /// What one question would settle: a placement test settles all skills of a language.
    fn topic(ask: &Self::Ask) -> Subject {
        Self::subject(ask)
    }

    /// The terms of the vocabulary that the ask names.
    fn terms(_ask: &Self::Ask) -> Vec<&ConceptId> {
        Vec::new()
    }

    /// The concept asked, for kinds where something below it answers too, and whether something
    /// beside it answers in part.
    fn concept(_ask: &Self::Ask) -> Option<(&ConceptId, Beside)> {
        None
    }

    /// The level known, for kinds whose answers are levels.
    fn known(_held: &Self::Held) -> Option<Known> {
        None
    }

    /// What is held after reaching a level; `None` for kinds that no measure moves.
    fn raised(_held: Option<&Self::Held>, _goal: Goal) -> Option<Self::Held> {
        None
    }

    /// The threshold and the full target as goals for measures.
    fn goals(_ask: &Self::Ask) -> Option<(Option<Goal>, Goal)> {
        None
    }
}
