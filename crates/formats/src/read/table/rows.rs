//! A table without its format: headings, rows, and where each row stands.

/// A table: headings and rows of cells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The file, or what stands for it.
    pub name: String,
    /// The headings, as written.
    pub headings: Vec<String>,
    /// The rows.
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Its line in the file, from 1.
    pub line: usize,
    /// Its cells, one for each heading.
    pub cells: Vec<String>,
}
