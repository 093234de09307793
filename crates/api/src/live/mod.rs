//! The compiled engine of each organisation, ready for the next question.
//!
//! Readers take a snapshot and never wait. Whoever changes something puts a new snapshot in its
//! place before the change is answered, so that the next request sees it.

mod bound;
mod changed;
mod office;
mod piece;
mod places;
mod ranking;
mod source;

pub(crate) use bound::Bound;
pub(crate) use changed::Changed;
pub(crate) use office::Office;
pub(crate) use piece::Person;
pub(crate) use places::Places;
pub(crate) use ranking::Ranking;
pub(crate) use source::Source;

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use arc_swap::ArcSwap;
use matching_core::calendar::Date;

use crate::problem::Problem;

/// Snapshots by organisation.
#[derive(Debug, Default)]
pub(crate) struct Live {
    offices: ArcSwap<BTreeMap<String, Arc<Office>>>,
    changing: Mutex<()>,
}

impl Live {
    /// The snapshot of an organisation for a day; made where there is none yet.
    pub(crate) fn office(&self, source: Source<'_>, day: Date) -> Result<Arc<Office>, Problem> {
        let ready = |office: &&Arc<Office>| office.day() == day;
        if let Some(office) = self.offices.load().get(source.organisation).filter(ready) {
            return Ok(Arc::clone(office));
        }
        let _one_at_a_time = self.changing.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(office) = self.offices.load().get(source.organisation).filter(ready) {
            return Ok(Arc::clone(office));
        }
        let office = Arc::new(Office::read(source, day)?);
        self.put(source.organisation, Arc::clone(&office));
        Ok(office)
    }

    /// Brings the snapshot of an organisation in line with the store.
    pub(crate) fn refresh(&self, source: Source<'_>, changed: &Changed) -> Result<(), Problem> {
        let _one_at_a_time = self.changing.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(before) = self.offices.load().get(source.organisation).cloned() else {
            return Ok(());
        };
        let after = before.with(source, changed)?;
        self.put(source.organisation, Arc::new(after));
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
