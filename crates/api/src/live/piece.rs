//! Some of the people of an organisation, as of a day: what is replaced as a whole.

use std::{collections::BTreeMap, sync::Arc};

use formats::document::PersonDocument;
use knowledge::Knowledge;
use matching_core::{calendar::Date, compiled::Pool, id::ApplicantId, model::Portrait};

use pathways::Outreach;

use super::Source;
use crate::{
    problem::Problem,
    records::{Applicant, Kept, Record as _},
};

/// Some of the people.
#[derive(Clone, Debug, Default)]
pub(super) struct Piece {
    pub(super) people: BTreeMap<ApplicantId, Arc<Person>>,
    pub(super) pool: Pool,
}

/// A person as of the day.
#[derive(Debug)]
pub(crate) struct Person {
    /// What is recorded.
    pub(crate) document: PersonDocument,
    /// The version of the document.
    pub(crate) version: u64,
    /// What is known as of the day.
    pub(crate) portrait: Portrait,
}

impl Piece {
    pub(super) fn put(&mut self, person: Person) {
        self.pool.put(person.portrait.clone());
        self.people.insert(person.document.id.clone(), Arc::new(person));
    }

    /// Reads a person again.
    pub(super) fn read_again(
        &mut self,
        source: Source<'_>,
        id: &str,
        day: (Date, &mut Outreach),
    ) -> Result<(), Problem> {
        let document =
            source.store.get(Applicant::KIND, &format!("{}/{id}", source.organisation))?;
        let kept = document.map(Kept::<Applicant>::read).transpose()?;
        if let Ok(id) = ApplicantId::new(id) {
            self.pool.take_out(&id);
            self.people.remove(&id);
        }
        if let Some(person) = kept.and_then(|kept| person(source.knowledge, kept, day)) {
            self.put(person);
        }
        Ok(())
    }
}

/// A person as of a day; none whose case is closed.
pub(super) fn person(
    knowledge: &Knowledge,
    kept: Kept<Applicant>,
    (day, outreach): (Date, &mut Outreach),
) -> Option<Person> {
    let Kept { version, body: Applicant { mut person, closed_on }, .. } = kept;
    if closed_on.is_some_and(|closed| closed <= day) {
        return None;
    }
    person.locate(&knowledge.reference().places);
    let portrait = knowledge.engine().portrait(&person.model(), day);
    let portrait = outreach.portrait(knowledge.planner(), portrait);
    Some(Person { document: person, version, portrait })
}
