//! How documents, entries and indexes become keys and values.

pub(crate) mod chunks;
pub(crate) mod keys;
pub(crate) mod order;
pub(crate) mod records;
