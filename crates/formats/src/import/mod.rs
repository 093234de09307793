//! Importers: from the files of public classifications to concepts.
//!
//! The classifications themselves are not part of Passgenau: whoever uses ESCO must say so ("This
//! service uses the ESCO classification of the European Commission.").

mod ba;
mod esco;
mod table;
#[cfg(test)]
mod tests;

pub use esco::{EscoFiles, Imported, esco};
pub use table::CsvFile;
