//! One pair, evaluated so that it can be computed again later.

use matching_core::explain::Explanation;
use serde::Serialize;
use serde_json::{Value, json};

use crate::{
    http::Desk,
    live::{Bound, Office},
    problem::{Problem, ProblemCode},
    records::Evaluation,
};

/// A pair and how it was evaluated.
#[derive(Debug)]
pub(crate) struct Evaluated {
    /// How the person and the profile fit, line by line.
    pub(crate) explanation: Explanation,
    /// What it was computed from.
    pub(crate) evaluation: Evaluation,
}

impl Evaluated {
    /// Evaluates a person and a published profile.
    pub(crate) fn of(
        desk: &Desk,
        office: &Office,
        applicant: &str,
        profile: &str,
    ) -> Result<(Self, std::sync::Arc<Bound>), Problem> {
        let bound = office.profile(profile).cloned().ok_or_else(|| {
            let detail = format!("there is no profile {profile:?} that is published for that day");
            Problem::new(ProblemCode::NotFound, detail)
        })?;
        let engine = desk.state.knowledge.engine();
        let (portrait, version) = desk.portrait(office, applicant)?;
        let explanation = engine.explain(&portrait, &bound.bound);
        let evaluation = Evaluation {
            as_of: office.day(),
            program: desk.engine().version.to_owned(),
            fingerprint: desk.state.fingerprint.clone(),
            applicant_version: version,
            profile_version: bound.document.version,
            eligibility: explanation.score.eligibility,
            overall: explanation.score.overall,
            result: fingerprint(&explanation),
        };
        Ok((Self { explanation, evaluation }, bound))
    }

    /// What the journal keeps, so that the result can be computed again.
    pub(crate) fn details(&self, profile: &str) -> Value {
        json!({ "profile": profile, "evaluation": self.evaluation })
    }
}

/// The fingerprint of an explanation: the same one says the same.
pub(crate) fn fingerprint(explanation: &impl Serialize) -> String {
    formats::fingerprint(explanation)
}
