//! Opens stores.

use std::{path::Path, sync::Arc};

use crate::{
    embedded,
    engine::memory::{Memory, Nowhere},
    error::StoreError,
    keyed::{Keyed, Setup},
    kind::Kinds,
    limits::Limits,
    schema,
    store::Store,
};

/// How a store is opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// How much the store takes.
    pub limits: Limits,
    /// Memory for pages of the sled backend, in bytes; 128 MiB by default (sled's own default of
    /// 1 GiB is too much beside everything else on an office server).
    pub cache: u64,
    /// The identifier of a store that is founded; drawn at random where none is given.
    pub store: Option<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self { limits: Limits::default(), cache: 128 << 20, store: None }
    }
}

/// Opens an empty store in memory; nothing survives it.
///
/// # Errors
/// The identifier in the options cannot be stored.
pub fn open_memory(kinds: Kinds, options: Options) -> Result<Arc<dyn Store>, StoreError> {
    let engine = Arc::new(Memory::default());
    Ok(Arc::new(Keyed::start(engine, Box::new(Nowhere), setup(kinds, options))?))
}

/// Opens the store in a directory, and makes both if they are missing. One process at a time may
/// have it open. Data of an older schema are brought up to date, after an export beside them.
///
/// # Errors
/// [`StoreError::Locked`], [`StoreError::Foreign`], [`StoreError::NotWritable`], [`StoreError::DiskFull`],
/// [`StoreError::Io`], [`StoreError::Damaged`], [`StoreError::SchemaNewer`], [`StoreError::MigrationFailed`].
pub fn open_sled(
    directory: &Path,
    kinds: Kinds,
    options: Options,
) -> Result<Arc<dyn Store>, StoreError> {
    let cache = options.cache;
    Ok(Arc::new(embedded::open(directory, cache, setup(kinds, options))?))
}

fn setup(kinds: Kinds, options: Options) -> Setup {
    let Options { limits, cache: _, store } = options;
    Setup { kinds, limits, schema: schema::CURRENT, store }
}
