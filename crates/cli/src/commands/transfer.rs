//! `passgenau export` and `passgenau import`: everything that is kept, as versioned NDJSON.

use std::sync::Arc;

use issue::Language;
use store::{Counts, Store};

use crate::{
    arguments::{Arguments, DataArguments, TransferArguments},
    output::{self, Failure},
};

/// The store of a data folder, while no service uses it.
pub(super) fn open(data: &DataArguments) -> Result<Arc<dyn Store>, Failure> {
    if !data.data.is_dir() {
        return Err(Failure::System(format!("{}: there is no such folder", data.data.display())));
    }
    open_or_make(data)
}

fn open_or_make(data: &DataArguments) -> Result<Arc<dyn Store>, Failure> {
    if data.audit {
        return api::open_audit_store(&data.data).map_err(Failure::system);
    }
    api::open_store(&data.data).map_err(Failure::system)
}

pub(super) fn export(arguments: &Arguments, command: &TransferArguments) -> Result<u8, Failure> {
    let store = open(&command.data)?;
    let counts = store::backup(&*store, &command.file).map_err(Failure::system)?;
    tell(arguments, command, counts)
}

pub(super) fn import(arguments: &Arguments, command: &TransferArguments) -> Result<u8, Failure> {
    let store = open_or_make(&command.data)?;
    let counts = store::restore(&*store, &command.file).map_err(Failure::system)?;
    tell(arguments, command, counts)
}

fn tell(arguments: &Arguments, command: &TransferArguments, counts: Counts) -> Result<u8, Failure> {
    if command.data.json {
        output::print_json(&counts)?;
        return Ok(0);
    }
    let Counts { versions, entries, .. } = counts;
    let file = command.file.display();
    output::print(&match arguments.lang {
        Language::German => {
            format!("{file}: {versions} Fassungen von Dokumenten, {entries} Journaleinträge\n")
        }
        Language::English => {
            format!("{file}: {versions} versions of documents, {entries} journal entries\n")
        }
    })?;
    Ok(0)
}
