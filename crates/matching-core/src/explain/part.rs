//! One line of a profile as it turned out for one person.

use super::points::Points;
use crate::{
    Label, ReasonCode,
    criteria::{Budget, Held, Shown, Side, Subject, Truth},
    eligibility::{Due, Eligibility},
    id::CriterionId,
    model::Criterion,
    quantity::{Centipoints, Permille, Span},
    score::{Answer, Outcome, Trace},
};

/// One line of a profile as it turned out for one person.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Part {
    /// The line.
    pub criterion: CriterionId,
    /// The line as the employer wrote it, where this is a part of it.
    pub of: Option<CriterionId>,
    /// What it is called.
    pub label: Label,
    /// The side it belongs to.
    pub side: Side,
    /// The budget it is paid from.
    pub budget: Budget,
    /// Its share of the 100 points of its side, in centipoints.
    pub weight: Centipoints,
    /// How far it is satisfied, in thousandths.
    #[cfg_attr(feature = "schema", schema(value_type = [Permille; 2]))]
    pub satisfaction: Span<Permille>,
    /// Points it brings for certain.
    pub achieved: Centipoints,
    /// Points that depend on open answers.
    pub open: Centipoints,
    /// Points it lacks for certain.
    pub missing: Centipoints,
    /// Overall points it costs, if open answers turn out best and worst.
    #[cfg_attr(feature = "schema", schema(value_type = [Centipoints; 2]))]
    pub lost: Span<Centipoints>,
    /// What it says as a must, if it is one.
    pub must: Option<Must>,
    /// The asks it consists of, and what answers them.
    pub lines: Vec<Line>,
    /// Why it falls short or is open.
    pub reasons: Vec<ReasonCode>,
}

/// A line as a must.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Must {
    /// When it has to hold.
    pub due: Due,
    /// Its value as things stand.
    pub value: Eligibility,
    /// Its value if open answers turn out worst, and best.
    #[cfg_attr(feature = "schema", schema(value_type = [Eligibility; 2]))]
    pub possible: Span<Eligibility>,
}

/// One ask, and what answers it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Line {
    /// The kind.
    pub kind: &'static str,
    /// The subject that answers; another than the asked one where a related competence does.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub subject: Subject,
    /// The share of what is asked that the subject covers, in thousandths.
    pub share: Permille,
    /// What is asked.
    pub asked: Shown,
    /// What is known.
    pub held: Shown,
    /// How far it is satisfied, in thousandths.
    #[cfg_attr(feature = "schema", schema(value_type = [Permille; 2]))]
    pub satisfaction: Span<Permille>,
}

/// Keeps what was answered while a line is assessed.
#[derive(Default)]
pub(super) struct Recorder<'a> {
    answers: Vec<Answer<'a>>,
}

impl<'a> Trace<'a> for Recorder<'a> {
    fn answer(&mut self, answer: Answer<'a>) {
        self.answers.push(answer);
    }
}

impl Part {
    pub(super) fn new(
        criterion: &Criterion,
        outcome: Outcome,
        recorder: &Recorder<'_>,
        points: Points,
        lost: Span<Centipoints>,
    ) -> Self {
        let weight = points.achieved.get() + points.open.get() + points.missing.get();
        let must = criterion.due.map(|due| Must {
            due,
            value: outcome.verdict.now,
            possible: outcome.verdict.span,
        });
        Self {
            criterion: criterion.id.clone(),
            of: criterion.part_of.clone(),
            label: criterion.label.clone(),
            side: criterion.budget.side(),
            budget: criterion.budget,
            weight: Centipoints::new(weight),
            satisfaction: outcome.satisfaction,
            achieved: points.achieved,
            open: points.open,
            missing: points.missing,
            lost,
            must,
            lines: recorder.answers.iter().map(line).collect(),
            reasons: reasons(criterion, outcome, recorder),
        }
    }
}

fn line(answer: &Answer<'_>) -> Line {
    Line {
        kind: answer.key.kind.info().name,
        subject: Subject::clone(&answer.key.subject),
        share: answer.share,
        asked: answer.reading.ask.shown(),
        held: answer.reading.ask.show(answer.held),
        satisfaction: answer.assessment.satisfaction,
    }
}

/// Why a line falls short or is open: what it says as a must first, then about its points.
fn reasons(criterion: &Criterion, outcome: Outcome, recorder: &Recorder<'_>) -> Vec<ReasonCode> {
    let leading = recorder.answers.iter().max_by_key(|answer| {
        (answer.assessment.satisfaction.high, answer.assessment.satisfaction.low, answer.share)
    });
    let Some(leading) = leading else { return Vec::new() };
    let mut codes = Vec::new();
    if criterion.due.is_some() {
        codes.extend(must_reason(outcome.verdict.now, recorder));
    }
    if criterion.importance > 0 && outcome.satisfaction.high < Permille::FULL {
        let related = leading.share < Permille::FULL;
        codes.push(if related { ReasonCode::F02 } else { leading.key.kind.short() });
    }
    if !outcome.satisfaction.is_exact() {
        codes.push(open_reason(leading));
    }
    codes
}

fn must_reason(value: Eligibility, recorder: &Recorder<'_>) -> Option<ReasonCode> {
    let own = |answer: &Answer<'_>| answer.key.kind.info().own_limit;
    match value {
        Eligibility::NotPossible | Eligibility::WithMeasures
            if recorder.answers.iter().any(own) =>
        {
            Some(ReasonCode::X01)
        }
        Eligibility::NotPossible | Eligibility::WithMeasures => Some(ReasonCode::M01),
        Eligibility::ToClarify if recorder.answers.iter().any(only_proof_missing) => {
            Some(ReasonCode::M03)
        }
        Eligibility::ToClarify => Some(ReasonCode::M02),
        Eligibility::SuitableWithConditions => Some(ReasonCode::M04),
        Eligibility::Suitable => None,
    }
}

fn only_proof_missing(answer: &Answer<'_>) -> bool {
    let minimum = answer.reading.ask.goals().and_then(|(minimum, _)| minimum);
    let known = answer.held.and_then(Held::known);
    answer.assessment.truth == Truth::Open
        && minimum.zip(known).is_some_and(|(minimum, known)| known.level.low >= minimum.level)
}

fn open_reason(answer: &Answer<'_>) -> ReasonCode {
    match answer.held {
        None => ReasonCode::U01,
        Some(held) if held.known().is_some_and(|known| known.stale) => ReasonCode::U03,
        Some(_) => ReasonCode::U02,
    }
}
