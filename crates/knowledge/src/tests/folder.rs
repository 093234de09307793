//! A shelf in a folder that a test may change.

use std::{fs, path::PathBuf};

use issue::Issue;

use crate::{Knowledge, Shelf};

/// A folder that is gone when the test is over.
pub(super) struct Folder(pub(super) PathBuf);

impl Folder {
    /// A copy of the shipped shelf.
    pub(super) fn shipped(name: &str) -> Self {
        let root = std::env::temp_dir().join(format!("passgenau-{name}-{}", std::process::id()));
        for (path, bytes) in Shelf::Shipped.files("").unwrap() {
            let path = root.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
        Self(root)
    }

    /// Copies a folder of the tests into it.
    pub(super) fn add(&self, fixture: &str) {
        let from = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures");
        let files = Shelf::Folder(from).files(fixture).unwrap();
        assert!(!files.is_empty(), "{fixture}");
        for (path, bytes) in files {
            let path = self.0.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
    }

    pub(super) fn load(&self) -> (Option<Knowledge>, Vec<Issue>) {
        Knowledge::load(&Shelf::Folder(self.0.clone())).unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // A folder that stays behind in the temporary folder harms nobody.
        let _gone = fs::remove_dir_all(&self.0);
    }
}
