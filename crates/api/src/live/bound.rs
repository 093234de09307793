//! A published requirement profile, ready for scoring.

use formats::{document::ProfileDocument, read};
use knowledge::Knowledge;
use matching_core::score::BoundProfile;

use crate::problem::{Problem, ProblemCode};

/// A published requirement profile, ready for scoring.
#[derive(Debug)]
pub(crate) struct Bound {
    /// As it is written.
    pub(crate) document: ProfileDocument,
    /// As it is scored.
    pub(crate) bound: BoundProfile,
}

impl Bound {
    /// Makes a profile ready for scoring.
    pub(crate) fn of(
        knowledge: &Knowledge,
        mut document: ProfileDocument,
    ) -> Result<Self, Problem> {
        let reference = knowledge.reference();
        document.locate(&reference.places);
        let (model, _) = read::model(&document, &reference.names);
        let model = model.ok_or_else(|| {
            let detail = format!("the stored profile {:?} cannot be scored any more", document.id);
            Problem::new(ProblemCode::WrongState, detail)
        })?;
        Ok(Self { bound: knowledge.engine().bind(model), document })
    }
}
