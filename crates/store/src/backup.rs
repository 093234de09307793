//! Backups: an export in a file that is there whole or not at all.

use std::{
    fs::{File, OpenOptions},
    io::{BufReader, BufWriter, Write as _},
    path::Path,
};

use crate::{error::StoreError, report::Counts, store::Store, transfer::EXPORT};

/// Exports a store into a file while reads and writes go on. The file appears when it is complete
/// and on the disk; a file of that name is then replaced.
///
/// # Errors
/// Those of [`Store::export`] and of writing the file. Nothing is left behind then.
pub fn backup(store: &dyn Store, target: &Path) -> Result<Counts, StoreError> {
    let mut name = target.file_name().unwrap_or_default().to_owned();
    name.push(".partial");
    let partial = target.with_file_name(name);
    let done = write(store, &partial).and_then(|counts| {
        std::fs::rename(&partial, target).map_err(|error| StoreError::io(target, &error))?;
        let directory = target.parent().filter(|path| !path.as_os_str().is_empty());
        let directory = directory.unwrap_or(Path::new("."));
        let synced = File::open(directory).and_then(|directory| directory.sync_all());
        synced.map_err(|error| StoreError::io(directory, &error))?;
        Ok(counts)
    });
    if done.is_err() {
        let _removed = std::fs::remove_file(&partial);
    }
    done
}

/// Imports a backup into an empty store.
///
/// # Errors
/// Those of [`Store::import`] and of reading the file.
pub fn restore(store: &dyn Store, source: &Path) -> Result<Counts, StoreError> {
    let file = File::open(source).map_err(|error| StoreError::io(source, &error))?;
    store.import(&mut BufReader::new(file))
}

fn write(store: &dyn Store, path: &Path) -> Result<Counts, StoreError> {
    let refused = |error: std::io::Error| StoreError::io(path, &error);
    let mut out = BufWriter::new(created(path).map_err(refused)?);
    let counts = store.export(&mut out).map_err(|error| at(path, error))?;
    out.flush().map_err(refused)?;
    out.get_ref().sync_all().map_err(refused)?;
    Ok(counts)
}

/// A new file that nobody else on the machine reads: a backup holds everything that is kept.
fn created(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Names the file in errors of the writer, which does not know it.
fn at(file: &Path, error: StoreError) -> StoreError {
    let mut error = error;
    if let StoreError::DiskFull { path, .. } | StoreError::Io { path, .. } = &mut error
        && path == EXPORT
    {
        *path = file.display().to_string();
    }
    error
}
