//! Random sequences of operations give the same answers on every backend as a simple model.

use std::collections::{BTreeMap, BTreeSet};

use proptest::{
    prelude::{Just, ProptestConfig, Strategy, any, prop, prop_oneof},
    proptest,
};
use serde_json::{Value, json};
use store::{Batch, Entry, JournalQuery, Query, Store, StoreError};

use crate::support::{Scratch, assert_sound, at, exported, memory};

/// A change to one document; versions are said relative to the current one.
#[derive(Clone, Debug)]
enum Operation {
    Create(Body),
    Replace(u64, Body),
    Delete(u64),
    Purge,
    Require(bool),
}

#[derive(Clone, Debug)]
struct Body {
    status: Option<String>,
    since: Option<i64>,
    long: bool,
}

impl Body {
    fn json(&self) -> Value {
        let mut body = json!({});
        if let Some(status) = &self.status {
            body["status"] = json!(status);
        }
        if let Some(since) = self.since {
            body["since"] = json!(since);
        }
        if self.long {
            body["long"] = json!("ß".repeat(5_000));
        }
        body
    }
}

/// Kind, identifier and what is done.
type Step = (&'static str, u8, Operation);

fn body() -> impl Strategy<Value = Body> {
    let status = prop::option::of("[a-c]{0,2}");
    let since = prop::option::of(-3_i64..3);
    let long = prop::bool::weighted(0.1);
    (status, since, long).prop_map(|(status, since, long)| Body { status, since, long })
}

fn step() -> impl Strategy<Value = Step> {
    let kind = prop_oneof![3 => Just("applicant"), 1 => Just("session"), 1 => Just("profile")];
    // Mostly the right version, now and then the one before or none.
    let off = || prop_oneof![8 => Just(0_u64), 1 => 1_u64..3];
    let operation = prop_oneof![
        3 => body().prop_map(Operation::Create),
        4 => (off(), body()).prop_map(|(off, body)| Operation::Replace(off, body)),
        2 => off().prop_map(Operation::Delete),
        1 => Just(Operation::Purge),
        1 => any::<bool>().prop_map(Operation::Require),
    ];
    (kind, 0_u8..5, operation)
}

/// Batches of steps, each for one of two organisations, with so many journal entries.
fn batches() -> impl Strategy<Value = Vec<(Vec<Step>, bool, usize)>> {
    let batch = (prop::collection::vec(step(), 1..4), any::<bool>(), 0_usize..2);
    prop::collection::vec(batch, 1..40)
}

/// Kind and number of a document.
type Key = (&'static str, u8);

/// Number, owner and body of a version.
type Kept = (u64, String, Option<Value>);

/// What a store should hold.
#[derive(Clone, Debug, Default)]
struct Model {
    /// Versions from the first kept one; the body is missing where the document was deleted.
    documents: BTreeMap<Key, Vec<Kept>>,
    /// The last version of what was purged.
    purged: BTreeMap<Key, u64>,
    journal: Vec<String>,
    /// Entries that purges leave at the end of a batch.
    tombstones: Vec<String>,
    changes: u64,
}

impl Model {
    fn current(&self, key: Key) -> Option<u64> {
        let (version, _, body) = self.documents.get(&key)?.last()?;
        body.as_ref().map(|_| *version)
    }

    fn last(&self, key: Key) -> u64 {
        let kept = self.documents.get(&key).and_then(|versions| versions.last());
        kept.map(|(version, _, _)| *version).or_else(|| self.purged.get(&key).copied()).unwrap_or(0)
    }

    /// The batch for the store, and the model after it, if it succeeds.
    fn apply(
        &self,
        (steps, other, entries): &(Vec<Step>, bool, usize),
    ) -> (Batch, Result<Self, &'static str>) {
        let organisation = if *other { "other" } else { "jc" };
        let mut next = self.clone();
        let mut batch = Batch::new(at(0), "me").of(organisation);
        let mut failure = None;
        let mut seen = BTreeSet::new();
        for (kind, id, operation) in steps {
            let key = (*kind, *id);
            if !seen.insert(key) {
                failure = Some("document_twice_in_batch");
            }
            let (changed, fits) = next.step(batch, key, operation, organisation);
            batch = changed;
            if !fits {
                failure = failure.or(Some("version_conflict"));
            }
        }
        for number in 0..*entries {
            batch = batch.journal(Entry::new(format!("entry-{number}")));
            next.journal.push(format!("entry-{number}"));
        }
        let tombstones = std::mem::take(&mut next.tombstones);
        next.journal.extend(tombstones);
        if next.documents != self.documents || next.journal != self.journal {
            next.changes += 1;
        }
        // The store looks for doubles before anything else.
        if seen.len() < steps.len() {
            failure = Some("document_twice_in_batch");
        }
        (batch, failure.map_or(Ok(next), Err))
    }

    fn step(
        &mut self,
        batch: Batch,
        key: Key,
        operation: &Operation,
        organisation: &str,
    ) -> (Batch, bool) {
        let (kind, id) = (key.0, format!("d{}", key.1));
        let current = self.current(key);
        let expected = |off: u64| current.map_or(off + 1, |version| version.saturating_sub(off));
        match operation {
            Operation::Create(body) => {
                let batch = batch.create(kind, &id, body.json());
                self.write(key, organisation.to_owned(), Some(body.json()));
                (batch, current.is_none())
            }
            Operation::Replace(off, body) => {
                let batch = batch.replace(kind, &id, expected(*off), body.json());
                let fits = current == Some(expected(*off));
                if fits {
                    let owner = self.documents[&key].last().unwrap().1.clone();
                    self.write(key, owner, Some(body.json()));
                }
                (batch, fits)
            }
            Operation::Delete(off) => {
                let batch = batch.delete(kind, &id, expected(*off));
                let fits = current == Some(expected(*off));
                if fits {
                    let owner = self.documents[&key].last().unwrap().1.clone();
                    self.write(key, owner, None);
                }
                (batch, fits)
            }
            Operation::Purge => {
                if let Some(versions) = self.documents.remove(&key) {
                    self.tombstones.push("purged".to_owned());
                    if kind != "session" {
                        self.purged.insert(key, versions.last().unwrap().0);
                    }
                }
                (batch.purge(kind, &id), true)
            }
            Operation::Require(there) => {
                let wanted = there.then(|| expected(0));
                (batch.require(kind, &id, wanted), current == wanted)
            }
        }
    }

    fn write(&mut self, key: Key, owner: String, body: Option<Value>) {
        let version = self.last(key) + 1;
        self.purged.remove(&key);
        let versions = self.documents.entry(key).or_default();
        if key.0 == "session" {
            versions.clear();
        }
        let deleted = body.is_none();
        versions.push((version, owner, body));
        if key.0 == "session" && deleted {
            self.documents.remove(&key);
        }
    }

    /// Identifiers of documents that are there and fulfil a condition, as a query lists them.
    fn ids(&self, kind: &str, wanted: impl Fn(&str, &Value) -> bool) -> Vec<String> {
        let live = |versions: &Vec<Kept>| {
            let (_, owner, body) = versions.last()?;
            wanted(owner, body.as_ref()?).then_some(())
        };
        let of_kind = self.documents.iter().filter(|((of, _), _)| *of == kind);
        of_kind
            .filter_map(|((_, id), versions)| live(versions).map(|()| format!("d{id}")))
            .collect()
    }
}

fn ids(store: &dyn Store, query: Query) -> Vec<String> {
    let found = store.query(&query).unwrap().items;
    found.into_iter().map(|document| document.id).collect()
}

/// Checks every answer of a store against the model.
fn assert_equal(store: &dyn Store, model: &Model) {
    for kind in ["applicant", "session", "profile"] {
        for id in 0..5 {
            let expected = model.documents.get(&(kind, id)).cloned().unwrap_or_default();
            let history = store.history(kind, &format!("d{id}"), None, 500).unwrap();
            let found: Vec<_> = history
                .into_iter()
                .rev()
                .map(|version| (version.number, version.organisation, version.body))
                .collect();
            assert_eq!(found, expected, "{kind} {id}");
            let current = store.get(kind, &format!("d{id}")).unwrap();
            let current = current.map(|document| (document.version, Some(document.body)));
            let last = expected.into_iter().last().filter(|(_, _, body)| body.is_some());
            assert_eq!(current, last.map(|(version, _, body)| (version, body)));
        }
        assert_eq!(ids(store, Query::all(kind)), model.ids(kind, |_, _| true));
        let of = Query::all(kind).of("other");
        assert_eq!(ids(store, of), model.ids(kind, |owner, _| owner == "other"));
    }
    for status in ["", "a", "ab"] {
        let query = Query::all("applicant").of("jc").equal("status", status);
        let expected =
            model.ids("applicant", |owner, body| owner == "jc" && body["status"] == status);
        assert_eq!(ids(store, query), expected);
    }
    for since in -3..3 {
        let mut found = ids(store, Query::all("applicant").equal("since", since));
        found.sort();
        assert_eq!(found, model.ids("applicant", |_, body| body["since"] == since));
    }
    let journal = store.journal(&JournalQuery::all().limit(500)).unwrap();
    let actions: Vec<String> = journal.into_iter().map(|entry| entry.action).collect();
    assert_eq!(actions, model.journal);
    assert_eq!(store.status().unwrap().change, model.changes);
}

fn run(store: &dyn Store, batches: &[(Vec<Step>, bool, usize)], between: impl Fn(usize)) -> Model {
    let mut model = Model::default();
    for (number, steps) in batches.iter().enumerate() {
        let (batch, expected) = model.apply(steps);
        let result = store.commit(&batch);
        assert_eq!(
            result.as_ref().map(|_| ()).map_err(StoreError::code),
            expected.as_ref().map(|_| ()).map_err(|code| *code),
            "{batch:?}"
        );
        if let Ok(next) = expected {
            model = next;
        }
        between(number);
    }
    assert_equal(store, &model);
    assert_sound(store);
    model
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn memory_answers_like_the_model(batches in batches()) {
        run(&*memory(), &batches, |_| {});
    }

    #[test]
    fn what_is_exported_and_imported_is_the_same(batches in batches()) {
        let store = memory();
        let model = run(&*store, &batches, |_| {});
        let export = exported(&*store);
        let copy = memory();
        copy.import(&mut export.as_slice()).unwrap();
        assert_eq!(exported(&*copy), export);
        assert_equal(&*copy, &model);
        assert_sound(&*copy);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn sled_answers_like_the_model_and_exports_like_memory(batches in batches()) {
        let scratch = Scratch::new();
        let store = scratch.open();
        let model = run(&*store, &batches, |_| {});
        let beside = memory();
        run(&*beside, &batches, |_| {});
        assert_eq!(exported(&*store), exported(&*beside));
        store.compact().unwrap();
        assert_equal(&*store, &model);
        drop(store);
        let store = scratch.open();
        assert!(store.status().unwrap().ended_in_order);
        assert_equal(&*store, &model);
        assert_sound(&*store);
        assert_eq!(exported(&*store), exported(&*beside));
    }
}
