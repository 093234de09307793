//! What is wrong with an input: a stable code, where, why, and what to do about it.
//!
//! Every crate that reads something declares the codes it can raise with [`codes!`]; all of them
//! are told, written and indexed the same way.
//!
//! ```
//! issue::codes! {
//!     /// What can be wrong with a visit.
//!     pub enum VisitCode {
//!         /// The door is closed.
//!         Closed "closed"
//!             de "Um {time} ist geschlossen." => "Kommen Sie später wieder.",
//!             en "it is closed at {time}" => "come back later";
//!     }
//! }
//! use issue::{Issue, Language};
//!
//! let issue = Issue::new(VisitCode::Closed, "/time").with("time", "04:00");
//! assert_eq!(issue.cause(Language::German), "Um 04:00 ist geschlossen.");
//! assert_eq!(issue.code.name(), "closed");
//! ```

mod code;
mod issue;
mod language;

pub use code::{Code, Definition};
pub use issue::{Argument, Issue, Place, Severity, any_error};
pub use language::Language;
