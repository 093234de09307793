//! Tables: as wide as the terminal where one is looked at, as wide as their content in a pipe.

use std::{
    fmt,
    io::{self, IsTerminal as _},
};

use comfy_table::{ColumnConstraint, ContentArrangement, Width, presets::UTF8_FULL_CONDENSED};

/// Signs below which a terminal is no place for a table.
const NARROWEST: u16 = 40;

/// Signs up to which a word of a cell is never broken: longer than every number and span.
const WHOLE: usize = 16;
/// Signs left and right of a cell.
const PADDING: usize = 2;

/// A table with headings.
pub(crate) struct Table(comfy_table::Table);

impl Table {
    /// A table with these headings.
    pub(crate) fn new(headings: &[&str]) -> Self {
        Self::within(width(), headings)
    }

    /// A table that breaks its cells to keep within so many signs.
    fn within(width: Option<u16>, headings: &[&str]) -> Self {
        let mut table = comfy_table::Table::new();
        table.load_style(UTF8_FULL_CONDENSED);
        table.set_header(headings.iter().map(|heading| (*heading).to_owned()));
        match width {
            Some(width) => {
                table.set_content_arrangement(ContentArrangement::Dynamic).set_width(width)
            }
            None => table.set_content_arrangement(ContentArrangement::Disabled),
        };
        Self(table)
    }

    /// Adds a row.
    pub(crate) fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        let cells: Vec<String> = cells.into_iter().collect();
        let least: Vec<u16> = cells.iter().map(|cell| least(cell)).collect();
        self.0.add_row(cells);
        for (column, least) in self.0.column_iter_mut().zip(least) {
            let least = match column.constraint() {
                Some(ColumnConstraint::LowerBoundary(Width::Fixed(before))) => least.max(*before),
                _ => least,
            };
            column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(least)));
        }
    }
}

/// The narrowest column in which a cell breaks between its words alone.
fn least(cell: &str) -> u16 {
    let words = cell.split_whitespace().map(|word| word.chars().count());
    let longest = words.filter(|length| *length <= WHOLE).max().unwrap_or(0);
    u16::try_from(longest + PADDING).unwrap_or(u16::MAX)
}

/// Signs in a row of the terminal that standard output is; none where it is none.
fn width() -> Option<u16> {
    let (terminal_size::Width(width), _) =
        terminal_size::terminal_size_of(io::stdout()).filter(|_| io::stdout().is_terminal())?;
    Some(width.max(NARROWEST))
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for line in self.0.lines() {
            writeln!(f, "{}", line.trim_end())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Table;

    #[test]
    fn a_table_keeps_within_the_terminal_and_loses_no_word() {
        let long = "Körperpflege bei Menschen jeden Geschlechts, Arbeit am Wochenende, Spätdienst";
        let told = |width| {
            let mut table = Table::within(width, &["Kriterium", "gefragt", "bekannt"]);
            table.row(["Arbeitsbedingungen", long, "nicht bekannt"].map(str::to_owned));
            table.to_string()
        };
        let narrow = told(Some(60));
        assert!(narrow.lines().all(|line| line.chars().count() <= 60), "{narrow}");
        for word in long.split(' ') {
            assert!(narrow.contains(word), "{word} in {narrow}");
        }
        // A span is never broken, whatever becomes of the headings.
        let mut table =
            Table::within(Some(60), &["Anforderungen", "Anforderungen", "Anforderungen"]);
        table.row(["100,00–100,00", long, long].map(str::to_owned));
        assert!(table.to_string().contains(" 100,00–100,00 "), "{table}");
        // In a pipe a row stays one line.
        assert!(told(None).contains(long));
    }
}
