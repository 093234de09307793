//! Files and directories, with errors that name them.

use std::{
    fs::{File, TryLockError},
    io::{self, Read as _, Write as _},
    path::{Path, PathBuf},
};

use crate::error::StoreError;

/// Names the path in an error.
pub(super) fn io_at<T>(path: &Path, result: io::Result<T>) -> Result<T, StoreError> {
    result.map_err(|error| StoreError::io(path, &error))
}

/// What lies in a directory, in the order of the names; nothing when there is no such directory.
pub(super) fn list(directory: &Path) -> Result<Vec<(String, PathBuf)>, StoreError> {
    let found = match std::fs::read_dir(directory) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        found => io_at(directory, found)?,
    };
    let mut names = Vec::new();
    for entry in found {
        let entry = io_at(directory, entry)?;
        names.push((entry.file_name().to_string_lossy().into_owned(), entry.path()));
    }
    names.sort();
    Ok(names)
}

/// Lets nobody else on the machine into a directory, whatever the files in it allow. Where the disk
/// knows no such rights, or somebody else owns it, it stays as it is.
pub(super) fn close_to_others(directory: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let _closed = std::fs::set_permissions(directory, std::fs::Permissions::from_mode(0o700));
    }
}

/// Syncs a file, or the names in a directory.
pub(super) fn sync(path: &Path) -> Result<(), StoreError> {
    io_at(path, File::open(path).and_then(|file| file.sync_all()))
}

/// The text of a file; none when there is no such file.
pub(super) fn read(path: &Path) -> Result<Option<String>, StoreError> {
    match std::fs::read_to_string(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        text => io_at(path, text).map(Some),
    }
}

/// Writes a file so that it is there whole or not at all, also after a power cut.
pub(super) fn write_whole(path: &Path, text: &str) -> Result<(), StoreError> {
    let partial = path.with_extension("partial");
    let written = File::create(&partial).and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        file.sync_all()
    });
    io_at(&partial, written)?;
    io_at(path, std::fs::rename(&partial, path))?;
    path.parent().map_or(Ok(()), sync)
}

/// Takes the lock of a directory; it is free again when the file is closed, however that happens.
pub(super) fn lock(directory: &Path) -> Result<File, StoreError> {
    let path = directory.join("LOCK");
    let mut options = File::options();
    let mut file =
        io_at(&path, options.read(true).write(true).create(true).truncate(false).open(&path))?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            let mut text = String::new();
            // Whoever holds it may be just writing its number; then it is left out.
            let _read = file.read_to_string(&mut text);
            let directory = directory.display().to_string();
            return Err(StoreError::Locked { directory, process: text.trim().parse().ok() });
        }
        Err(TryLockError::Error(error)) => return Err(StoreError::io(&path, &error)),
    }
    io_at(&path, file.set_len(0))?;
    io_at(&path, writeln!(file, "{}", std::process::id()))?;
    Ok(file)
}
