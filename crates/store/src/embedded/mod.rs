//! The store on sled 0.34.7, in a directory of its own, with what that version needs around it.
//!
//! Found by torture and power-cut simulation (see the README): sled must not see a snapshot that
//! it was killed while writing, its `flush` must be followed by a real `fdatasync`, and values must
//! stay small. Panics inside sled, which a damaged database causes, become errors here.

mod directory;
mod engine;
mod files;
mod shield;
#[cfg(test)]
mod tests;

use std::{path::Path, sync::Arc};

use crate::{
    error::StoreError,
    keyed::{Keyed, Setup},
};
use directory::Directory;

/// Opens the store in a directory, which is made if it is missing.
pub(crate) fn open(directory: &Path, cache: u64, setup: Setup) -> Result<Keyed, StoreError> {
    let directory = Directory::open(directory, cache, &setup.schema)?;
    let database = directory.database()?;
    let ended_at = directory.ended_at();
    let store = Keyed::start(Arc::new(database), Box::new(directory.clone()), setup)?;
    if let Some(ended_at) = ended_at {
        check_end(&store, ended_at)?;
    }
    directory.begin()?;
    Ok(store)
}

/// Compares with the change at which the store said it ended: a database that was cut off or
/// exchanged since then is not taken for a sound one.
fn check_end(store: &Keyed, ended_at: u64) -> Result<(), StoreError> {
    let change = crate::store::Store::status(store)?.change;
    if change == ended_at {
        return Ok(());
    }
    Err(StoreError::damaged(format_args!("it is at change {change}, and was closed at {ended_at}")))
}
