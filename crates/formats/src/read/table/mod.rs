//! Tables of clients: rows of cells, and a mapping that says which column means what.

mod cells;
mod rows;
mod sheet;
mod text;

pub use cells::{knows_the_people_of, people_from_rows};
pub use rows::{Row, Table};
pub use sheet::table_from_xlsx;
pub use text::table_from_csv;
