//! Export, import, and what is made of them: compaction and migration.

mod export;
mod load;
mod rewrite;
