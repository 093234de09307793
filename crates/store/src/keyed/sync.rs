//! Group commit: one caller makes everything applied so far durable, the others wait for it.

use std::sync::{MutexGuard, PoisonError};

use super::{Keyed, Writer};
use crate::error::StoreError;

impl Keyed {
    /// Lets the next one write, and returns when everything applied so far is on the disk.
    pub(super) fn release(&self, held: MutexGuard<'_, Writer>) -> Result<(), StoreError> {
        let ticket = held.applied;
        drop(held);
        self.settle(ticket)
    }

    /// Returns when the batch with this ticket is on the disk. A failure stops the store: after a
    /// failed sync the system may have dropped the data and would report success the next time.
    pub(super) fn settle(&self, ticket: u64) -> Result<(), StoreError> {
        let mut state = self.durable.state.lock().unwrap_or_else(PoisonError::into_inner);
        while state.synced < ticket {
            self.ready()?;
            if state.led {
                state = self.durable.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
                continue;
            }
            state.led = true;
            drop(state);
            let reached = self.sync_now();
            state = self.durable.state.lock().unwrap_or_else(PoisonError::into_inner);
            state.led = false;
            match &reached {
                Ok(reached) => state.synced = state.synced.max(*reached),
                Err(error) => self.stop(error),
            }
            self.durable.changed.notify_all();
            reached?;
        }
        Ok(())
    }

    /// Makes everything applied so far durable, and says how far that was.
    ///
    /// The flush happens while nobody applies: sled lets readers wait behind a batch that waits for
    /// a flush. The sync, which takes longest, goes on beside the next batches.
    pub(super) fn sync_now(&self) -> Result<u64, StoreError> {
        let held = self.writer();
        let engine = self.engine();
        engine.flush()?;
        let (reached, change) = (held.applied, held.tail.change);
        drop(held);
        engine.sync()?;
        self.home.mark(change);
        Ok(reached)
    }
}
