//! The architecture, held: who imports whom, what the core never sees, how files begin.

mod crates;
mod files;
mod modules;
mod sources;
