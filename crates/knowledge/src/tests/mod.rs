//! The shipped knowledge, worked through by hand.

mod access;
mod folder;
mod invalid;
mod sector;

use std::sync::OnceLock;

use issue::Language;

use crate::{Knowledge, Shelf};

/// The shipped knowledge; every issue but warnings fails the test.
pub(crate) fn shipped() -> &'static Knowledge {
    static SHIPPED: OnceLock<Knowledge> = OnceLock::new();
    SHIPPED.get_or_init(|| {
        let (knowledge, issues) = Knowledge::load(&Shelf::Shipped).unwrap();
        let told =
            |issue: &issue::Issue| format!("{} {}", issue.place, issue.cause(Language::English));
        let told: Vec<String> = issues.iter().map(told).collect();
        knowledge.unwrap_or_else(|| panic!("{}", told.join("\n")))
    })
}
