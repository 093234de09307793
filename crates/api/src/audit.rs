//! The audit store: to which groups people belong, under a pseudonym, in a folder of its own.
//!
//! Whoever writes here cannot read it back. What is kept is read in two ways only: facts that carry no
//! code are split into groups for an audit, and a person gets the own entry with everything else that
//! is kept about them (DSGVO Art. 15). Nothing here ever reaches a profile or a score.

use std::{collections::BTreeMap, path::Path, sync::Arc};

use serde_json::Value;
use store::{Batch, Kind, Kinds, Limits, Options, Store, StoreError, Timestamp, open_memory};

use crate::{
    problem::{Problem, ProblemCode},
    secret::Pepper,
};

/// The only kind of document: the group of each attribute. Nothing is left of what is replaced.
const GROUPS: &str = "groups";
/// Memory for pages of the database, in bytes: an entry has a few words.
const CACHE: u64 = 8 << 20;
/// Microseconds of a day.
const DAY: i64 = 86_400 * 1_000_000;

/// To which group of an attribute a person belongs, by attribute; without entry where nothing was stated.
pub(crate) type Groups = BTreeMap<String, String>;

/// The audit store.
#[derive(Debug)]
pub(crate) struct AuditStore {
    pub(crate) store: Arc<dyn Store>,
    pepper: Pepper,
}

/// Opens the database of the audit store in the data folder.
///
/// # Errors
/// Those of [`store::open_sled`].
pub fn open_audit_store(folder: &Path) -> Result<Arc<dyn Store>, StoreError> {
    store::open_sled(&folder.join("audit"), kinds()?, options())
}

fn kinds() -> Result<Kinds, StoreError> {
    Kinds::new([Kind::new(GROUPS).latest_only()])
}

fn options() -> Options {
    Options { cache: CACHE, limits: Limits::default(), ..Options::default() }
}

impl AuditStore {
    /// Opens it in the data folder; without one in memory.
    pub(crate) fn open(folder: Option<&Path>, pepper: Pepper) -> Result<Self, StoreError> {
        let store = match folder {
            None => open_memory(kinds()?, options())?,
            Some(folder) => open_audit_store(folder)?,
        };
        Ok(Self { store, pepper })
    }

    /// Notes to which groups people belong, in the place of what was noted before: all of them or none.
    pub(crate) fn note(
        &self,
        now: Timestamp,
        organisation: &str,
        people: Vec<(&str, Groups)>,
    ) -> Result<(), Problem> {
        let mut batch = batch(now, organisation);
        for (applicant, groups) in people {
            let id = self.pseudonym(organisation, applicant);
            let body = serde_json::to_value(groups).map_err(|error| fault(&error))?;
            batch = match self.store.get(GROUPS, &id)? {
                None => batch.create(GROUPS, &id, body),
                Some(former) => batch.replace(GROUPS, &id, former.version, body),
            };
        }
        self.store.commit(&batch)?;
        Ok(())
    }

    /// Forgets a person.
    pub(crate) fn forget(
        &self,
        now: Timestamp,
        organisation: &str,
        applicant: &str,
    ) -> Result<(), Problem> {
        let id = self.pseudonym(organisation, applicant);
        self.store.commit(&batch(now, organisation).purge(GROUPS, &id))?;
        Ok(())
    }

    /// What is kept of one person, for that person's own copy and for nothing else.
    pub(crate) fn of_person(
        &self,
        organisation: &str,
        applicant: &str,
    ) -> Result<Option<Groups>, Problem> {
        let kept = self.store.get(GROUPS, &self.pseudonym(organisation, applicant))?;
        kept.map(|document| read(document.body)).transpose()
    }

    /// Splits facts about people by the group of an attribute; under none those who stated nothing. The
    /// facts of a group come in an order that says nothing about the people.
    pub(crate) fn split<T>(
        &self,
        organisation: &str,
        attribute: &str,
        facts: impl IntoIterator<Item = (String, T)>,
    ) -> Result<BTreeMap<Option<String>, Vec<T>>, Problem> {
        let pseudonym =
            |(applicant, fact): (String, T)| (self.pseudonym(organisation, &applicant), fact);
        let facts: BTreeMap<String, T> = facts.into_iter().map(pseudonym).collect();
        let mut groups: BTreeMap<Option<String>, Vec<T>> = BTreeMap::new();
        for (id, fact) in facts {
            let kept = self.store.get(GROUPS, &id)?;
            let kept = kept.map(|document| read(document.body)).transpose()?;
            let group = kept.and_then(|mut kept| kept.remove(attribute));
            groups.entry(group).or_default().push(fact);
        }
        Ok(groups)
    }

    /// Under what a person stands here; nobody finds the code from it without the installation's secret.
    fn pseudonym(&self, organisation: &str, applicant: &str) -> String {
        self.pepper.sealed("audit", &format!("{organisation}/{applicant}"))
    }
}

/// A change that does not tell who made it, and of the time only the day: beside the journal, both would
/// tell whom it is about.
fn batch(now: Timestamp, organisation: &str) -> Batch {
    let day = Timestamp::from_micros(now.as_micros().div_euclid(DAY) * DAY);
    Batch::new(day.unwrap_or(now), "office").of(organisation)
}

fn read(body: Value) -> Result<Groups, Problem> {
    serde_json::from_value(body).map_err(|error| fault(&error))
}

fn fault(error: &serde_json::Error) -> Problem {
    tracing::error!(%error, "an entry of the audit store cannot be read or written");
    Problem::new(ProblemCode::Internal, "an entry of the audit store cannot be read or written")
}

#[cfg(test)]
mod tests {
    use super::{AuditStore, GROUPS, Groups};
    use crate::secret::Pepper;

    fn groups(sex: &str) -> Groups {
        Groups::from([("sex".to_owned(), sex.to_owned())])
    }

    #[test]
    fn what_is_kept_names_nobody_and_not_when() {
        let audit = AuditStore::open(None, Pepper::drawn().unwrap()).unwrap();
        let now = "2026-11-22T12:34:56Z".parse().unwrap();
        audit.note(now, "a", vec![("P-1", groups("female")), ("P-2", groups("male"))]).unwrap();
        let mut written = Vec::new();
        audit.store.export(&mut written).unwrap();
        let written = String::from_utf8(written).unwrap();
        assert!(written.contains("female"));
        assert!(!written.contains("P-1") && !written.contains("12:34"), "{written}");
        // Another organisation has nobody of that code.
        assert_eq!(audit.of_person("b", "P-1").unwrap(), None);
        assert_eq!(audit.of_person("a", "P-1").unwrap(), Some(groups("female")));
    }

    #[test]
    fn facts_are_split_and_who_stated_nothing_is_a_group_of_its_own() {
        let audit = AuditStore::open(None, Pepper::drawn().unwrap()).unwrap();
        let now = "2026-11-22T12:00:00Z".parse().unwrap();
        audit.note(now, "a", vec![("P-1", groups("female")), ("P-2", groups("male"))]).unwrap();
        audit.note(now, "a", vec![("P-2", groups("female"))]).unwrap();
        let facts = || [("P-1", 1), ("P-2", 2), ("P-3", 3)].map(|(id, n)| (id.to_owned(), n));
        let mut split = audit.split("a", "sex", facts()).unwrap();
        let women = split.get_mut(&Some("female".to_owned())).unwrap();
        women.sort_unstable();
        assert_eq!(*women, [1, 2]);
        assert_eq!(split[&None], [3]);
        assert_eq!(audit.split("a", "age", facts()).unwrap()[&None].len(), 3);
        audit.forget(now, "a", "P-1").unwrap();
        assert_eq!(audit.split("a", "sex", facts()).unwrap()[&None].len(), 2);
        let pseudonym = audit.pseudonym("a", "P-1");
        assert!(audit.store.history(GROUPS, &pseudonym, None, 10).unwrap().is_empty());
    }
}
