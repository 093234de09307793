//! New databases in the place of old ones: import, compaction, migration.

use std::{
    fs::File,
    io::{BufRead, BufReader, BufWriter, Write as _},
    path::Path,
    sync::{Arc, PoisonError},
};

use super::{
    export::export,
    load::{Loaded, load},
};
use crate::{
    engine::Engine,
    error::StoreError,
    keyed::{Keyed, Writer},
    report::{Compacted, Counts},
};

impl Keyed {
    /// Takes over an export, all or nothing.
    pub(in crate::keyed) fn import_all(
        &self,
        input: &mut dyn BufRead,
    ) -> Result<Counts, StoreError> {
        let _erasing = self.erasing.write().unwrap_or_else(PoisonError::into_inner);
        let mut writer = self.writer();
        if writer.tail.change > 0 {
            return Err(StoreError::NotEmpty { changes: writer.tail.change });
        }
        self.replace(&mut writer, input).map(|loaded| loaded.counts)
    }

    /// Exports into a file and imports it into a new database.
    pub(in crate::keyed) fn rewrite(&self) -> Result<Compacted, StoreError> {
        let _erasing = self.erasing.write().unwrap_or_else(PoisonError::into_inner);
        let mut writer = self.writer();
        let before = self.engine().bytes()?;
        let Some(workspace) = self.home.workspace() else {
            return Ok(Compacted { before, after: before });
        };
        let path = workspace.join("compact.partial");
        let rewritten = self.rewrite_through(&mut writer, &path);
        // What cannot be removed now is removed when the store is opened again.
        let _removed = std::fs::remove_file(&path);
        rewritten?;
        Ok(Compacted { before, after: self.engine().bytes()? })
    }

    /// Writes an export to a file, durably, and makes of it the database of this schema.
    pub(in crate::keyed) fn rewrite_through(
        &self,
        writer: &mut Writer,
        path: &Path,
    ) -> Result<(), StoreError> {
        let refused = |error: std::io::Error| StoreError::io(path, &error);
        let engine = self.engine();
        let barrier = self.barrier(&*engine, writer.tail)?;
        let mut out = BufWriter::new(File::create(path).map_err(refused)?);
        export(&*engine, &self.kinds, &barrier, &mut out)?;
        drop(engine);
        out.flush().map_err(refused)?;
        out.get_ref().sync_all().map_err(refused)?;
        let mut input = BufReader::new(File::open(path).map_err(refused)?);
        let loaded = self.replace(writer, &mut input)?;
        if loaded.tail == barrier.tail && loaded.identity.store == barrier.identity.store {
            return Ok(());
        }
        Err(StoreError::damaged("the new database is not the old one"))
    }

    /// Fills a new database and puts it in the place of the current one.
    fn replace(&self, writer: &mut Writer, input: &mut dyn BufRead) -> Result<Loaded, StoreError> {
        let fresh = self.home.fresh()?;
        let loaded = match load(input, &*fresh, (&self.kinds, &self.schema)) {
            Ok(loaded) => loaded,
            Err(error) => {
                drop(fresh);
                self.home.tidy();
                return Err(error);
            }
        };
        if let Err(error) = self.home.install(self.schema.version) {
            // Either database may be the one that is opened next time: neither is touched.
            self.stop(&error);
            return Err(error);
        }
        self.exchange(fresh);
        self.identity.write().unwrap_or_else(PoisonError::into_inner).clone_from(&loaded.identity);
        writer.tail = loaded.tail;
        writer.applied += 1;
        writer.left_over.clear();
        self.home.tidy();
        Ok(loaded)
    }

    fn exchange(&self, fresh: Arc<dyn Engine>) {
        let mut engine = self.engine.write().unwrap_or_else(PoisonError::into_inner);
        let old = std::mem::replace(&mut *engine, fresh);
        // Closing a database takes a while; readers need not wait for it.
        drop(engine);
        drop(old);
    }
}
