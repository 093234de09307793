//! Kinds whose answers are levels on a scale: everything they share.

use super::{
    kind::{
        AskProblem, Assessment, Beside, Day, Goal, Kind, KindInfo, Shown, SubAsk, Subject, Truth,
    },
    scale::Scale,
};
use crate::{
    evidence::{Ageing, Expiry, Known, Level, Proof, Provenance, Record, weigh},
    id::ConceptId,
    quantity::{Permille, Span},
    rules::{Rules, ordinal},
};

/// A kind of criterion whose answers are levels.
pub(crate) trait Levelled {
    /// What a requirement profile asks.
    type Ask: Clone + std::fmt::Debug;
    /// One recorded statement about a person.
    type Fact: Clone + std::fmt::Debug;
    /// The scale of the levels.
    type Scale: Scale;

    const INFO: KindInfo;
    /// How levels age.
    const AGEING: Ageing;

    /// What the criterion reads within the kind.
    fn subject(ask: &Self::Ask) -> Subject;

    /// What the fact tells about within the kind.
    fn told(fact: &Self::Fact) -> Vec<Subject>;

    /// The level stated and what it rests on.
    fn stated(fact: &Self::Fact) -> (Stated<Self::Scale>, &Provenance);

    /// What is asked.
    fn asked(ask: &Self::Ask) -> Asked;

    /// Whether the ask has a threshold that can gate.
    fn can_gate(ask: &Self::Ask) -> bool {
        Self::asked(ask).minimum.is_some()
    }

    /// The parts of an ask that stands for several.
    fn split(_ask: &Self::Ask) -> Vec<SubAsk<Self::Ask>> {
        Vec::new()
    }

    /// What one question would settle.
    fn topic(ask: &Self::Ask) -> Subject {
        Self::subject(ask)
    }

    /// The terms of the vocabulary that the ask names.
    fn terms(_ask: &Self::Ask) -> Vec<&ConceptId> {
        Vec::new()
    }

    /// The concept asked, for kinds where something below it answers too.
    fn concept(_ask: &Self::Ask) -> Option<(&ConceptId, Beside)> {
        None
    }

    /// Credit for a level where another is the target; full at the target, never falling. Step by
    /// step in even parts, unless a kind says otherwise.
    fn credit(_rules: &Rules, held: Level, target: Level) -> Permille {
        ordinal(held, target)
    }
}

/// What a kind with levels asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Asked {
    /// Level for full credit.
    pub(crate) target: Level,
    /// Level that must be held.
    pub(crate) minimum: Option<Level>,
    /// What the minimum accepts as proof.
    pub(crate) proof: Proof,
    /// Level from which the minimum can be had for the asking.
    pub(crate) obtainable: Option<Level>,
}

impl Asked {
    /// A plain yes is asked; whether it is a must is said elsewhere.
    pub(crate) const YES: Self = Self::levels(1, Some(1));

    /// A target and a minimum that need no proof.
    pub(crate) const fn levels(target: Level, minimum: Option<Level>) -> Self {
        Self { target, minimum, proof: Proof::None, obtainable: None }
    }

    /// Whether what is known reaches the minimum: at worst, and at best.
    fn truth(self, known: Known) -> Truth {
        let Some(minimum) = self.minimum else { return Truth::Met };
        let at = |level: Level, proven: Level| {
            if level >= minimum && proven >= minimum {
                Truth::Met
            } else if self.obtainable.is_some_and(|obtainable| level >= obtainable) {
                Truth::Obtainable
            } else {
                Truth::Not
            }
        };
        let proven = known.proven(self.proof);
        let no_paper = known.undocumented && self.proof == Proof::Document;
        let provable = if no_paper { proven } else { Level::MAX };
        Truth::between(at(known.level.low, proven), at(known.level.high, provable))
    }
}

impl<K: Levelled> Kind for K {
    type Ask = K::Ask;
    type Fact = K::Fact;
    type Held = Known;

    const INFO: KindInfo =
        KindInfo { scale: Some((K::Scale::NAME, K::Scale::TOP)), ..<K as Levelled>::INFO };

    fn subject(ask: &Self::Ask) -> Subject {
        <K as Levelled>::subject(ask)
    }

    fn told(fact: &Self::Fact) -> Vec<Subject> {
        <K as Levelled>::told(fact)
    }

    fn hold(facts: &[&Self::Fact], day: Day<'_>) -> Option<Known> {
        let stated: Vec<_> = facts.iter().map(|fact| K::stated(fact)).collect();
        let records = stated
            .iter()
            .filter_map(|(stated, provenance)| Some(Record { stated: stated.span()?, provenance }));
        weigh(records, K::AGEING, day.at, day.rules)
    }

    fn assess(ask: &Self::Ask, held: Option<&Known>, rules: &Rules) -> Assessment {
        let asked = K::asked(ask);
        let known = held.copied().unwrap_or(Known::nothing(K::Scale::TOP));
        Assessment {
            satisfaction: Span {
                low: K::credit(rules, known.level.low, asked.target),
                high: K::credit(rules, known.level.high, asked.target),
            },
            truth: asked.truth(known),
        }
    }

    fn can_gate(ask: &Self::Ask) -> bool {
        K::can_gate(ask)
    }

    fn show_asked(ask: &Self::Ask) -> Shown {
        let Asked { target, minimum, .. } = K::asked(ask);
        let low = minimum.unwrap_or(target).min(target);
        Shown::Level { scale: K::Scale::NAME, low, high: target }
    }

    fn show_held(_ask: &Self::Ask, held: &Known) -> Shown {
        Shown::Level { scale: K::Scale::NAME, low: held.level.low, high: held.level.high }
    }

    fn problems(ask: &Self::Ask) -> Vec<AskProblem> {
        let Asked { target, minimum, .. } = K::asked(ask);
        let nothing = [
            (target == 0, AskProblem::TargetIsNothing),
            (minimum == Some(0), AskProblem::MinimumIsNothing),
        ];
        nothing.into_iter().filter_map(|(wrong, problem)| wrong.then_some(problem)).collect()
    }

    fn split(ask: &Self::Ask) -> Vec<SubAsk<Self::Ask>> {
        K::split(ask)
    }

    fn topic(ask: &Self::Ask) -> Subject {
        K::topic(ask)
    }

    fn terms(ask: &Self::Ask) -> Vec<&ConceptId> {
        K::terms(ask)
    }

    fn concept(ask: &Self::Ask) -> Option<(&ConceptId, Beside)> {
        K::concept(ask)
    }

    fn known(held: &Known) -> Option<Known> {
        Some(*held)
    }

    fn raised(held: Option<&Known>, goal: Goal) -> Option<Known> {
        let known = held.copied().unwrap_or(Known::nothing(K::Scale::TOP));
        Some(known.raised(goal.level.min(K::Scale::TOP), goal.documented))
    }

    fn goals(ask: &Self::Ask) -> Option<(Option<Goal>, Goal)> {
        let Asked { target, minimum, proof, .. } = K::asked(ask);
        let goal = |level| Goal { level, documented: proof == Proof::Document };
        Some((minimum.map(goal), goal(target)))
    }
}

/// A level as a file states it: one level, or the range in which it lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Stated<L> {
    /// The level.
    #[cfg_attr(
        feature = "serde",
        serde(default = "none", skip_serializing_if = "Option::is_none")
    )]
    pub level: Option<L>,
    /// The range in which the level lies, lowest first; instead of `level`.
    #[cfg_attr(
        feature = "serde",
        serde(default = "none", skip_serializing_if = "Option::is_none")
    )]
    pub between: Option<[L; 2]>,
}

#[cfg(feature = "serde")]
const fn none<T>() -> Option<T> {
    None
}

impl<L: Scale> Stated<L> {
    /// Exactly this level.
    pub const fn level(level: L) -> Self {
        Self { level: Some(level), between: None }
    }

    /// Somewhere between two levels.
    pub const fn between(low: L, high: L) -> Self {
        Self { level: None, between: Some([low, high]) }
    }

    /// The range stated; `None` where neither form is used.
    pub fn span(&self) -> Option<Span<Level>> {
        match (self.level, self.between) {
            (Some(level), _) => Some(Span::exact(level.level())),
            (None, Some([low, high])) => Some(Span::new(low.level(), high.level())),
            (None, None) => None,
        }
    }
}

/// Abilities fade, and remain when a proof runs out.
pub(crate) const ABILITY: Ageing = Ageing { disuse: 2, expiry: Expiry::Weakens, own_word: false };
/// A language fades by one step at most.
pub(crate) const LANGUAGE: Ageing = Ageing { disuse: 1, ..ABILITY };
/// Degrees do not fade.
pub(crate) const DEGREE: Ageing = Ageing { disuse: 0, ..ABILITY };
/// Papers end on their day.
pub(crate) const PAPER: Ageing = Ageing { disuse: 0, expiry: Expiry::Ends, own_word: false };
/// An answer about oneself holds until it is changed.
pub(crate) const ANSWER: Ageing = Ageing { disuse: 0, expiry: Expiry::Weakens, own_word: true };
/// A permission that has run out says nothing about today.
pub(crate) const PERMISSION: Ageing =
    Ageing { disuse: 0, expiry: Expiry::Forgets, own_word: false };
/// A licence ends on its day like a paper.
pub(crate) const LICENCE: Ageing = PAPER;
