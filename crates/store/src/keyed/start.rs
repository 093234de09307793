//! Opens a store over an engine: founds an empty one, brings an older one up to date.

use std::{
    collections::{BTreeMap, BTreeSet},
    hash::{BuildHasher as _, RandomState},
    sync::{Arc, Mutex, OnceLock, RwLock},
};

use super::{Durable, Keyed, Writer, journal, read};
use crate::{
    engine::{Engine, Home, Writes},
    error::StoreError,
    kind::Kinds,
    layout::{
        keys,
        records::{self, FORMAT, Identity, Tail},
    },
    limits::{Limits, check_name},
    name::Named,
    schema::Schema,
};

/// What a store is opened with.
#[derive(Debug)]
pub(crate) struct Setup {
    pub(crate) kinds: Kinds,
    pub(crate) limits: Limits,
    pub(crate) schema: Schema,
    /// The identifier of a store that is founded; drawn at random where none is given.
    pub(crate) store: Option<String>,
}

impl Keyed {
    /// Opens a store.
    ///
    /// # Errors
    /// The data are of a newer program, of another one, or damaged; a migration failed.
    pub(crate) fn start(
        engine: Arc<dyn Engine>,
        home: Box<dyn Home>,
        setup: Setup,
    ) -> Result<Self, StoreError> {
        let Setup { kinds, limits, schema, store } = setup;
        if read::identity(&*engine)?.is_none() && !home.founded() {
            let store = store.unwrap_or_else(random_store);
            check_name(Named::Store, &store)?;
            let identity = Identity { format: FORMAT.to_owned(), schema: schema.version, store };
            let mut writes = Writes::default();
            found(&mut writes, &kinds, &identity, Tail::EMPTY)?;
            engine.apply(&writes)?;
            engine.flush()?;
            engine.sync()?;
        }
        let missing = || StoreError::damaged("the database does not say what it is");
        let identity = read::identity(&*engine)?.ok_or_else(missing)?;
        let tail = read::tail(&*engine)?;
        if !home.founded() {
            home.install(identity.schema)?;
        }
        let found = identity.schema;
        check_identity(&identity, &schema)?;
        check_end(&*engine, tail)?;
        // Before anything can be written or noted: the next one must find the same reasons to refuse.
        home.recognise(tail.change)?;
        let held = Writer { tail, applied: 0, exports: 0, left_over: BTreeSet::new() };
        let keyed = Self {
            engine: RwLock::new(engine),
            writer: Mutex::new(held),
            erasing: RwLock::new(()),
            durable: Durable::default(),
            stopped: OnceLock::new(),
            identity: RwLock::new(identity),
            kinds,
            limits,
            schema,
            home,
        };
        keyed.migrate(found)?;
        keyed.update_indexes()?;
        Ok(keyed)
    }

    /// Brings data of an older schema up to date. The export that is made for it stays.
    fn migrate(&self, found: u32) -> Result<(), StoreError> {
        if found == self.schema.version {
            return Ok(());
        }
        let (from, to) = (found, self.schema.version);
        let failed = |detail: String| StoreError::MigrationFailed { from, to, detail };
        let workspace = self.home.workspace();
        let workspace = workspace.ok_or_else(|| failed("no place for the export".to_owned()))?;
        let path = workspace.join(format!("before-schema-{to}.ndjson"));
        self.rewrite_through(&mut self.writer(), &path).map_err(|error| {
            let _removed = std::fs::remove_file(&path);
            failed(error.to_string())
        })
    }

    /// Rebuilds the indexes whose functions have changed.
    fn update_indexes(&self) -> Result<(), StoreError> {
        let engine = self.engine();
        let key = keys::meta(read::REVISIONS);
        let known: BTreeMap<String, u32> = match engine.get(&key)? {
            Some(bytes) => records::read("the revisions", &bytes)?,
            None => BTreeMap::new(),
        };
        let stale = |name: &str, revision| known.get(name) != Some(&revision);
        let mut rebuilt = false;
        for kind in self.kinds.iter().filter(|kind| stale(kind.name, kind.revision)) {
            self.rebuild(kind)?;
            rebuilt = true;
        }
        if rebuilt {
            let mut writes = Writes::default();
            let mut all = known;
            all.extend(revisions(&self.kinds));
            writes.put(key, records::json(&all)?.into_bytes());
            let mut held = self.writer();
            self.apply_now(&mut held, &writes)?;
            self.release(held)?;
        }
        Ok(())
    }
}

/// Writes what every database has: what it is, where it stands, how its kinds are indexed.
pub(super) fn found(
    writes: &mut Writes,
    kinds: &Kinds,
    identity: &Identity,
    tail: Tail,
) -> Result<(), StoreError> {
    writes.put(keys::meta(read::IDENTITY), records::json(identity)?.into_bytes());
    writes.put(keys::meta(read::TAIL), records::json(&tail)?.into_bytes());
    let revisions = records::json(&revisions(kinds))?;
    writes.put(keys::meta(read::REVISIONS), revisions.into_bytes());
    Ok(())
}

fn revisions(kinds: &Kinds) -> BTreeMap<String, u32> {
    kinds.iter().map(|kind| (kind.name.to_owned(), kind.revision)).collect()
}

fn check_identity(identity: &Identity, schema: &Schema) -> Result<(), StoreError> {
    if identity.format != FORMAT {
        return Err(StoreError::damaged(format_args!("its format is {:?}", identity.format)));
    }
    if identity.schema > schema.version {
        return Err(StoreError::SchemaNewer { found: identity.schema, supported: schema.version });
    }
    if schema.reaches_from(identity.schema) {
        return Ok(());
    }
    let (from, to) = (identity.schema, schema.version);
    let detail = "this program does not know all steps between them".to_owned();
    Err(StoreError::MigrationFailed { from, to, detail })
}

/// Checks cheaply that the end of the journal is what the store remembers.
fn check_end(engine: &dyn Engine, tail: Tail) -> Result<(), StoreError> {
    let seq = tail.journal.seq;
    if seq == 0 || journal::entry(engine, seq)?.hash == tail.journal.hash {
        return Ok(());
    }
    Err(StoreError::damaged(format_args!("the last journal entry {seq} is another one")))
}

/// An identifier that no other store has. Hashers are seeded by the operating system.
fn random_store() -> String {
    let part = || RandomState::new().hash_one(0_u8);
    format!("{:016x}{:016x}", part(), part())
}
