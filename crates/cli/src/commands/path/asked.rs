//! What was asked for, and what decides about measures.

use std::{collections::BTreeMap, path::Path};

use formats::{answer::read_paper, document::SituationDocument, read, source::Source};
use issue::any_error;
use knowledge::Knowledge;
use matching_core::{calendar::Date, id::ApplicantId};
use pathways::{Planner, Situation};

use crate::{
    arguments::{Arguments, PathArguments},
    input,
    output::Failure,
};

/// What decides about measures, by person.
pub(super) type Situations = BTreeMap<ApplicantId, SituationDocument>;

/// What was asked for, and what it is answered with.
pub(super) struct Asked<'a> {
    pub(super) arguments: &'a Arguments,
    pub(super) command: &'a PathArguments,
    pub(super) knowledge: &'a Knowledge,
    pub(super) situations: Situations,
    pub(super) as_of: Date,
}

impl Asked<'_> {
    pub(super) fn planner(&self) -> Planner<'_> {
        Planner::new(self.knowledge.engine(), self.knowledge.measures().catalogue())
    }

    /// What decides about measures for a person: what the file says, and what the arguments say.
    pub(super) fn situation(&self, person: &ApplicantId) -> Situation {
        let written = self.situations.get(person);
        let mut situation = written.map(SituationDocument::model).unwrap_or_default();
        let command = self.command;
        situation.regime = command.regime.or(situation.regime);
        situation.status = command.status.clone().or(situation.status);
        situation.age = command.age.or(situation.age);
        situation.stays_until = command.stays_until.or(situation.stays_until);
        let issued = written.and_then(|written| written.issued);
        read_paper(&mut situation, issued, self.knowledge.access(), self.as_of);
        situation
    }
}

/// The situations in a file.
pub(super) fn situations(path: &Path) -> Result<Situations, Failure> {
    let (name, text, syntax) = input::written(path)?;
    let (entries, issues) = read::situations(Source::file(&name, &text, syntax));
    if any_error(&issues) {
        return Err(Failure::Input(issues));
    }
    let documents = entries.into_iter().map(|entry| entry.document);
    Ok(documents.map(|document| (document.applicant.clone(), document)).collect())
}
