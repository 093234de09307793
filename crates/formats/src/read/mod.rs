//! Readers: from text to checked documents, with every problem at once.

mod body;
mod list;
mod measures;
mod people;
mod profiles;
mod small;
pub mod table;

pub use body::body;
pub use list::Entry;
pub use measures::{catalogue_issue, measure, measures, situations};
pub use people::people;
pub use profiles::{Checked, model, profiles};
pub use small::{
    access, adaptations, attributes, guard, mapping, pack, paper_rules, papers, places, vocabulary,
    words,
};
