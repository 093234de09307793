//! Long work beside the requests: progress for whoever watches, and a way to stop it.

use std::{
    collections::{BTreeMap, VecDeque},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use serde_json::Value;
use tokio::sync::watch;

use crate::records::JobState;

/// How far a piece of work is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub(crate) struct Progress {
    /// How far it is.
    pub(crate) state: JobState,
    /// How much is done.
    pub(crate) done: u64,
    /// How much there is.
    pub(crate) total: u64,
}

/// Results that are held for whoever asked for them; the oldest goes first.
const HELD: usize = 32;

/// The pieces of work of this process.
#[derive(Debug, Default)]
pub(crate) struct Jobs {
    running: Mutex<BTreeMap<String, Arc<Work>>>,
    held: Mutex<VecDeque<(String, Value)>>,
}

/// A piece of work that goes on.
#[derive(Debug)]
pub(crate) struct Work {
    progress: watch::Sender<Progress>,
    stopped: AtomicBool,
}

impl Work {
    /// Tells how far it is.
    pub(crate) fn tell(&self, progress: Progress) {
        self.progress.send_replace(progress);
    }

    /// How far it is.
    pub(crate) fn progress(&self) -> Progress {
        *self.progress.borrow()
    }

    /// Whether somebody wants it to stop.
    pub(crate) fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }
}

impl Jobs {
    /// Begins a piece of work.
    pub(crate) fn begin(&self, id: &str, total: u64) -> Arc<Work> {
        let start = Progress { state: JobState::Running, done: 0, total };
        let work = Work { progress: watch::Sender::new(start), stopped: AtomicBool::new(false) };
        let work = Arc::new(work);
        self.lock().insert(id.to_owned(), Arc::clone(&work));
        work
    }

    /// The piece of work, unless it is over.
    pub(crate) fn work(&self, id: &str) -> Option<Arc<Work>> {
        self.lock().get(id).cloned()
    }

    /// Holds a result that is not stored.
    pub(crate) fn hold(&self, id: &str, result: Value) {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        held.truncate(HELD - 1);
        held.push_front((id.to_owned(), result));
    }

    /// A result that is held, unless others came since.
    pub(crate) fn held(&self, id: &str) -> Option<Value> {
        let held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        held.iter().find(|(known, _)| known == id).map(|(_, result)| result.clone())
    }

    /// Ends it. Whoever watches gets the last state first.
    pub(crate) fn end(&self, id: &str) {
        self.lock().remove(id);
    }

    /// How far it is, unless it is over.
    pub(crate) fn progress(&self, id: &str) -> Option<Progress> {
        self.lock().get(id).map(|work| work.progress())
    }

    /// How far each piece of work is that goes on.
    pub(crate) fn all(&self) -> BTreeMap<String, Progress> {
        self.lock().iter().map(|(id, work)| (id.clone(), work.progress())).collect()
    }

    /// Watches it, unless it is over.
    pub(crate) fn watch(&self, id: &str) -> Option<watch::Receiver<Progress>> {
        self.lock().get(id).map(|work| work.progress.subscribe())
    }

    /// Asks it to stop; says whether it was still going on.
    pub(crate) fn stop(&self, id: &str) -> bool {
        let work = self.lock().get(id).cloned();
        work.is_some_and(|work| {
            work.stopped.store(true, Ordering::Relaxed);
            true
        })
    }

    /// Asks everything to stop: the process ends.
    pub(crate) fn stop_all(&self) {
        for work in self.lock().values() {
            work.stopped.store(true, Ordering::Relaxed);
        }
    }

    /// Whether anything goes on.
    pub(crate) fn is_idle(&self) -> bool {
        self.lock().is_empty()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, BTreeMap<String, Arc<Work>>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
