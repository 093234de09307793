//! Where snapshots are read from.

use knowledge::Knowledge;
use store::Store;

/// What an organisation keeps, and what is known of the field.
#[derive(Clone, Copy)]
pub(crate) struct Source<'a> {
    pub(crate) store: &'a dyn Store,
    pub(crate) knowledge: &'a Knowledge,
    pub(crate) organisation: &'a str,
}
