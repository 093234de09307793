//! The data directory: who may use it, which of its databases counts, how it was left.
//!
//! | name | what it is |
//! |---|---|
//! | `LOCK` | held by the process that uses the directory; its number for messages |
//! | `CURRENT` | names the database that counts; exchanged atomically |
//! | `db-000001` | a database of sled |
//! | `MARK` | a change up to which everything is on the disk, to notice when it is there no more |
//! | `ENDED` | the last change, written when the store is closed, removed when it is opened |
//! | `before-schema-2.ndjson` | the export that a migration started from |
//! | `*.partial` | half-written, removed when the directory is opened |

use std::{
    fs::File,
    io::{Seek as _, SeekFrom, Write as _},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use serde::{Deserialize, Serialize};

use super::{
    engine::Database,
    files::{self, io_at},
};
use crate::{
    engine::{Engine, Home},
    error::StoreError,
    layout::records::FORMAT,
    schema::Schema,
};

/// A data directory that this process may use.
#[derive(Clone, Debug)]
pub(super) struct Directory(Arc<Held>);

#[derive(Debug)]
struct Held {
    path: PathBuf,
    cache: u64,
    marked: u64,
    ended_at: Option<u64>,
    mark: Mutex<File>,
    names: Mutex<Names>,
    /// Holds the lock.
    _lock: File,
}

/// The number of the current database, and of one that is being filled.
#[derive(Debug)]
struct Names {
    current: u32,
    fresh: Option<u32>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Current {
    format: String,
    schema: u32,
    database: String,
}

fn name_of(number: u32) -> String {
    format!("db-{number:06}")
}

fn number_of(name: &str) -> Option<u32> {
    let number = name.strip_prefix("db-")?.parse().ok()?;
    (name_of(number) == name).then_some(number)
}

impl Directory {
    /// Takes the directory, after a look that it is one of ours.
    pub(super) fn open(path: &Path, cache: u64, schema: &Schema) -> Result<Self, StoreError> {
        io_at(path, std::fs::create_dir_all(path))?;
        refuse_foreign(path)?;
        files::close_to_others(path);
        let lock = files::lock(path)?;
        let current = match files::read(&path.join("CURRENT"))? {
            Some(text) => {
                let current = read_current(path, &text, schema)?;
                remove_leftovers(path, current)?;
                current
            }
            None => adopted(path)?,
        };
        let ended = files::read(&path.join("ENDED"))?;
        let ended_at = ended.and_then(|text| text.trim().parse().ok());
        let names = Mutex::new(Names { current, fresh: None });
        let (marked, mark) = open_mark(&path.join("MARK"))?;
        let mark = Mutex::new(mark);
        let path = path.to_owned();
        Ok(Self(Arc::new(Held { path, cache, marked, ended_at, mark, names, _lock: lock })))
    }

    /// Opens the current database.
    pub(super) fn database(&self) -> Result<Database, StoreError> {
        let current = self.0.path.join(name_of(self.names().current));
        if !current.is_dir() && self.founded() {
            let missing = current.display();
            return Err(StoreError::damaged(format_args!("the directory {missing} is missing")));
        }
        Database::open(&current, self.0.cache)
    }

    /// Notes that the store is in use: unless it is closed in order, the next one will know.
    pub(super) fn begin(&self) -> Result<(), StoreError> {
        let path = self.0.path.join("ENDED");
        if path.exists() {
            io_at(&path, std::fs::remove_file(&path))?;
            files::sync(&self.0.path)?;
        }
        Ok(())
    }

    fn names(&self) -> MutexGuard<'_, Names> {
        self.0.names.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Refuses a directory without our sign in which something else lies, before anything is written.
fn refuse_foreign(path: &Path) -> Result<(), StoreError> {
    let names = files::list(path)?;
    if names.iter().any(|(name, _)| name == "CURRENT") {
        return Ok(());
    }
    let ours = |name: &str| {
        ["LOCK", "ENDED", "MARK"].contains(&name)
            || name.ends_with(".partial")
            || number_of(name).is_some()
    };
    match names.into_iter().find(|(name, _)| !ours(name)) {
        None => Ok(()),
        Some((found, _)) => {
            Err(StoreError::Foreign { directory: path.display().to_string(), found })
        }
    }
}

/// Reads the mark and keeps it open. What cannot be read, after a power cut, marks nothing.
fn open_mark(path: &Path) -> Result<(u64, File), StoreError> {
    let bytes = std::fs::read(path).unwrap_or_default();
    let text = str::from_utf8(&bytes).ok().and_then(|text| text.strip_suffix('\n'));
    let marked = text.filter(|text| text.len() == MARK_DIGITS).and_then(|text| text.parse().ok());
    let file = File::options().write(true).create(true).truncate(false).open(path);
    Ok((marked.unwrap_or(0), io_at(path, file)?))
}

/// As many as the largest number has, so that each mark covers the one before.
const MARK_DIGITS: usize = 20;

fn read_current(path: &Path, text: &str, schema: &Schema) -> Result<u32, StoreError> {
    let damaged =
        || StoreError::damaged(format_args!("{} cannot be read", path.join("CURRENT").display()));
    let current: Current = serde_json::from_str(text).map_err(|_error| damaged())?;
    if current.format != FORMAT {
        let directory = path.display().to_string();
        return Err(StoreError::Foreign { directory, found: current.format });
    }
    if current.schema > schema.version {
        return Err(StoreError::SchemaNewer { found: current.schema, supported: schema.version });
    }
    number_of(&current.database).ok_or_else(damaged)
}

/// The database of a directory whose `CURRENT` is missing: its making was interrupted, or the file
/// was lost. One database can only be the right one; of several, nobody knows.
fn adopted(path: &Path) -> Result<u32, StoreError> {
    let names = files::list(path)?;
    let databases: Vec<u32> = names.iter().filter_map(|(name, _)| number_of(name)).collect();
    match databases.as_slice() {
        [] => Ok(1),
        [only] => Ok(*only),
        _ => {
            Err(StoreError::damaged("the file CURRENT is missing, and there are several databases"))
        }
    }
}

/// Removes databases that do not count, and half-written files. What cannot be removed stays.
fn remove_leftovers(path: &Path, current: u32) -> Result<(), StoreError> {
    for (name, file) in files::list(path)? {
        if number_of(&name).is_some_and(|number| number != current) {
            let _removed = std::fs::remove_dir_all(file);
        } else if name.ends_with(".partial") {
            let _removed = std::fs::remove_file(file);
        }
    }
    Ok(())
}

impl Home for Directory {
    fn backend(&self) -> &'static str {
        "sled"
    }

    fn founded(&self) -> bool {
        self.0.path.join("CURRENT").exists()
    }

    fn fresh(&self) -> Result<Arc<dyn Engine>, StoreError> {
        let mut names = self.names();
        let number = names.fresh.unwrap_or(names.current) + 1;
        let path = self.0.path.join(name_of(number));
        if path.exists() {
            io_at(&path, std::fs::remove_dir_all(&path))?;
        }
        names.fresh = Some(number);
        drop(names);
        Ok(Arc::new(Database::open(&path, self.0.cache)?))
    }

    fn install(&self, schema: u32) -> Result<(), StoreError> {
        let mut names = self.names();
        let number = names.fresh.unwrap_or(names.current);
        let current = Current { format: FORMAT.to_owned(), schema, database: name_of(number) };
        let text = serde_json::to_string(&current).map_err(StoreError::damaged)?;
        files::write_whole(&self.0.path.join("CURRENT"), &format!("{text}\n"))?;
        *names = Names { current: number, fresh: None };
        Ok(())
    }

    fn tidy(&self) {
        let mut names = self.names();
        names.fresh = None;
        let _removed = remove_leftovers(&self.0.path, names.current);
    }

    fn workspace(&self) -> Option<PathBuf> {
        Some(self.0.path.clone())
    }

    /// sled takes a damaged place in its log for the end of the log and drops what follows; such a
    /// database, or an exchanged one, is not taken for a sound one.
    fn recognise(&self, change: u64) -> Result<(), StoreError> {
        let Held { marked, ended_at, .. } = *self.0;
        if change < marked {
            let lost = format_args!("it ends at change {change}, and {marked} was on the disk");
            return Err(StoreError::damaged(lost));
        }
        match ended_at {
            Some(ended_at) if ended_at != change => {
                let other = format_args!("it is at change {change}, and was closed at {ended_at}");
                Err(StoreError::damaged(other))
            }
            _ => Ok(()),
        }
    }

    fn mark(&self, change: u64) {
        let mut file = self.0.mark.lock().unwrap_or_else(PoisonError::into_inner);
        // Without a new mark the old one holds: less is noticed, nothing is lost.
        let _written = file
            .seek(SeekFrom::Start(0))
            .and_then(|_start| file.write_all(format!("{change:020}\n").as_bytes()));
    }

    fn close(&self, change: u64) {
        // A store that cannot say that it ended in order is checked when it is opened again.
        let _written = files::write_whole(&self.0.path.join("ENDED"), &format!("{change}\n"));
    }

    fn ended_in_order(&self) -> bool {
        self.0.ended_at.is_some()
    }
}
