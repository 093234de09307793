//! What Passgenau knows of the field: vocabulary, sector packs and rules, as dated and sourced data.
//!
//! The shipped data are part of the program; a folder of the same layout can stand in for them.

mod access;
mod attributes;
mod consistency;
mod decode;
mod issue_code;
mod load;
mod measures;
mod outdated;
mod pack;
mod shelf;
mod template;
#[cfg(test)]
mod tests;

pub use issue_code::KnowledgeCode;
pub use load::Knowledge;
pub use measures::Measures;
pub use pack::Pack;
pub use shelf::{File, Shelf, ShelfError};
