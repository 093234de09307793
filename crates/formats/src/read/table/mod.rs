//! Tables of clients: rows of cells, and a mapping that says which column means what.

mod cells;
mod rows;
mod text;

pub use cells::{knows_the_people_of, people_from_rows};
pub use rows::{Row, Table};
pub use text::table_from_csv;
