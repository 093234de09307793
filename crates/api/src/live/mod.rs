//! The compiled engine of each organisation, ready for the next question.
//!
//! Readers take a snapshot and never wait. Whoever changes something puts a new snapshot in its
//! place before the change is answered, so that the next request sees it.

mod office;
mod places;
mod ranking;

pub(crate) use office::{Bound, Office, Person};
pub(crate) use places::Places;
pub(crate) use ranking::Ranking;

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use arc_swap::ArcSwap;
use matching_core::calendar::Date;

use crate::{State, problem::Problem};

/// Snapshots by organisation.
#[derive(Debug, Default)]
pub(crate) struct Live {
    offices: ArcSwap<BTreeMap<String, Arc<Office>>>,
    changing: Mutex<()>,
}

/// What was changed.
#[derive(Clone, Debug, Default)]
pub(crate) struct Changed {
    /// Codes of people.
    pub(crate) people: Vec<String>,
    /// Identifiers of requirement profiles.
    pub(crate) profiles: Vec<String>,
}

impl Changed {
    /// One person.
    pub(crate) fn person(id: &str) -> Self {
        Self { people: vec![id.to_owned()], ..Self::default() }
    }

    /// One requirement profile.
    pub(crate) fn profile(id: &str) -> Self {
        Self { profiles: vec![id.to_owned()], ..Self::default() }
    }
}

impl Live {
    /// The snapshot of an organisation for a day; made where there is none yet.
    pub(crate) fn office(
        &self,
        state: &State,
        organisation: &str,
        day: Date,
    ) -> Result<Arc<Office>, Problem> {
        let ready = |office: &&Arc<Office>| office.day() == day;
        if let Some(office) = self.offices.load().get(organisation).filter(ready) {
            return Ok(Arc::clone(office));
        }
        let _one_at_a_time = self.changing.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(office) = self.offices.load().get(organisation).filter(ready) {
            return Ok(Arc::clone(office));
        }
        let office = Arc::new(Office::read(state, organisation, day)?);
        self.put(organisation, Arc::clone(&office));
        Ok(office)
    }

    /// Brings the snapshot of an organisation in line with the store.
    pub(crate) fn refresh(
        &self,
        state: &State,
        organisation: &str,
        changed: &Changed,
    ) -> Result<(), Problem> {
        let _one_at_a_time = self.changing.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(before) = self.offices.load().get(organisation).cloned() else { return Ok(()) };
        let after = before.with(state, organisation, changed)?;
        self.put(organisation, Arc::new(after));
        Ok(())
    }

    /// How many people are in all snapshots.
    pub(crate) fn people(&self) -> usize {
        self.offices.load().values().map(|office| office.len()).sum()
    }

    fn put(&self, organisation: &str, office: Arc<Office>) {
        let mut offices = BTreeMap::clone(&self.offices.load());
        offices.insert(organisation.to_owned(), office);
        self.offices.store(Arc::new(offices));
    }
}
