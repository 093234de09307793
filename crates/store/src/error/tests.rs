//! Every error has its own code, a cause and a remedy in both languages.

use std::{collections::BTreeSet, io, path::Path};

use super::StoreError;
use crate::{measure::Measured, name::Named};

fn one_of_each() -> Vec<StoreError> {
    let text = || "x".to_owned();
    vec![
        StoreError::Conflict { kind: text(), id: text(), expected: None, current: Some(3) },
        StoreError::UnknownKind { kind: text() },
        StoreError::UnknownIndex { kind: text(), field: text() },
        StoreError::RegisteredTwice { what: Named::Kind, name: text() },
        StoreError::InvalidName { what: Named::Id, found: text() },
        StoreError::TooLarge { what: Measured::Body, found: 9, limit: 8 },
        StoreError::TwiceInBatch { kind: text(), id: text() },
        StoreError::IdempotencyKeyUsed { key: text(), same_request: true },
        StoreError::InvalidCursor { cursor: text() },
        StoreError::Locked { directory: text(), process: Some(12) },
        StoreError::Foreign { directory: text(), found: text() },
        StoreError::NotWritable { path: text(), detail: text() },
        StoreError::DiskFull { path: text(), detail: text() },
        StoreError::Io { path: text(), detail: text() },
        StoreError::Damaged { detail: text() },
        StoreError::SchemaNewer { found: 9, supported: 1 },
        StoreError::MigrationFailed { from: 1, to: 2, detail: text() },
        StoreError::Stopped { detail: text() },
        StoreError::NotEmpty { changes: 4 },
        StoreError::ImportRefused { line: 7, detail: text() },
    ]
}

#[test]
fn every_error_has_a_code_a_cause_and_a_remedy_in_both_languages() {
    let codes: Vec<&str> = one_of_each().iter().map(StoreError::code).collect();
    assert_eq!(codes, StoreError::CODES);
    assert_eq!(codes.iter().collect::<BTreeSet<_>>().len(), codes.len());
    for error in one_of_each() {
        for text in [error.cause(), error.remedy()] {
            assert!(!text.de.is_empty() && !text.en.is_empty(), "{error}");
            assert!(!text.en.ends_with('.'), "{error}");
        }
    }
}

#[test]
fn the_operating_system_s_refusals_are_sorted_by_their_remedy() {
    let code = |kind| StoreError::io(Path::new("/data"), &io::Error::from(kind)).code();
    assert_eq!(code(io::ErrorKind::StorageFull), "disk_full");
    assert_eq!(code(io::ErrorKind::FileTooLarge), "disk_full");
    assert_eq!(code(io::ErrorKind::PermissionDenied), "not_writable");
    assert_eq!(code(io::ErrorKind::ReadOnlyFilesystem), "not_writable");
    assert_eq!(code(io::ErrorKind::UnexpectedEof), "io");
}

#[test]
fn the_readme_lists_every_code() {
    let readme = include_str!("../../README.md");
    for code in StoreError::CODES {
        assert!(readme.contains(&format!("`{code}`")), "{code}");
    }
}
