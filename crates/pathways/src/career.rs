//! Measure careers: the same gap again and again without progress. For the case worker only.

use matching_core::{calendar::Date, id::MeasureId};

use crate::Field;

/// A measure that a person has been in.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = DoneMeasure))]
pub struct Done {
    /// The measure, where it is in the catalogue.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub measure: Option<MeasureId>,
    /// What it worked on.
    pub field: Field,
    /// The day on which it ended.
    pub ended: Date,
    /// The level before it, on the scale of what it worked on.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub before: Option<u8>,
    /// The level after it.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub after: Option<u8>,
    /// Whether something followed from it: a job, a training, a next step that was agreed.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub followed_up: Option<bool>,
}

/// Something a case worker should look at before the next measure of the same kind.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Career {
    /// What the measures worked on.
    pub field: Field,
    /// The measures, the earliest first, by their place in the history.
    pub measures: Vec<usize>,
    /// What is the matter.
    pub sign: Sign,
}

/// What makes a career of measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum Sign {
    /// Two measures or more on the same thing, and the level is known not to have risen.
    NoProgress,
    /// A measure after which nothing followed.
    NoFollowUp,
}

impl Done {
    /// Whether the level is known not to have risen.
    fn without_progress(&self) -> bool {
        self.before.zip(self.after).is_some_and(|(before, after)| after <= before)
    }
}

/// The measure careers of a person: two measures or more in a row on the same thing after which the
/// level is known not to have risen, and measures after which nothing followed (domain.md 3.2).
///
/// What is not recorded is unknown: it makes no career. Measures that ended after the day asked do
/// not count yet.
pub fn careers(history: &[Done], as_of: Date) -> Vec<Career> {
    let mut order: Vec<(usize, &Done)> =
        history.iter().enumerate().filter(|(_, done)| done.ended <= as_of).collect();
    order.sort_by_key(|(at, done)| (done.field, done.ended, *at));
    let fields = order.chunk_by(|(_, one), (_, other)| one.field == other.field);
    let mut careers = Vec::new();
    for own in fields {
        let Some((_, first)) = own.first() else { continue };
        let career = |measures, sign| Career { field: first.field, measures, sign };
        // The run of fruitless measures that lasts until today.
        let fruitless = own.iter().rev().take_while(|(_, done)| done.without_progress());
        let mut run: Vec<usize> = fruitless.map(|(at, _)| *at).collect();
        run.reverse();
        if run.len() >= 2 {
            careers.push(career(run, Sign::NoProgress));
        }
        let alone = own.iter().filter(|(_, done)| done.followed_up == Some(false));
        careers.extend(alone.map(|(at, _)| career(vec![*at], Sign::NoFollowUp)));
    }
    careers
}
