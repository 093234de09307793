//! The store on sled 0.34.7, in a directory of its own, with what that version needs around it.
//!
//! Found by torture and power-cut simulation (see the README): sled must not see a snapshot that
//! it was killed while writing, its `flush` must be followed by a real `fdatasync`, and values must
//! stay small. Panics inside sled, which a damaged database causes, become errors here.

mod directory;
mod engine;
mod files;
mod shield;

use std::{path::Path, sync::Arc};

use crate::{
    error::StoreError,
    keyed::{Keyed, Setup},
};
use directory::Directory;

/// Opens the store in a directory, which is made if it is missing.
pub(crate) fn open(path: &Path, cache: u64, setup: Setup) -> Result<Keyed, StoreError> {
    let directory = Directory::open(path, cache, &setup.schema)?;
    let database = directory.database()?;
    let store = Keyed::start(Arc::new(database), Box::new(directory.clone()), setup)?;
    directory.begin()?;
    Ok(store)
}
