//! Tables in Excel workbooks (XLSX): cells as a German spreadsheet would write them as text.

use std::io::{Cursor, Read as _};

use calamine::{DataRef, ExcelDateTime, Reader as _, Xlsx};
use issue::Issue;
use zip::ZipArchive;

use super::rows::{Row, Table};
use crate::IssueCode;

/// Most bytes that a workbook may unpack to; a small file can hold a very large one.
const MOST_UNPACKED: u64 = 256 << 20;
/// Most columns of a sheet: a cell far to the right is a slip, and its row would be as wide.
const MOST_COLUMNS: usize = 1_000;
/// Most rows of a sheet.
const MOST_ROWS: usize = 200_000;
/// Most cells of a sheet, empty ones counted.
const MOST_CELLS: usize = 10_000_000;

/// Reads a sheet of a workbook; the first one that holds anything where none is named.
///
/// The table is called `FILE#SHEET`, and lines are the rows of the sheet. Formulas count as the
/// values that were last computed.
pub fn table_from_xlsx(
    name: &str,
    bytes: &[u8],
    sheet: Option<&str>,
) -> (Option<Table>, Vec<Issue>) {
    let found = unpackable(bytes).and_then(|()| read(name, bytes, sheet));
    let (table, mut issues) = match found {
        Ok((table, issues)) => (Some(table), issues),
        Err(issue) => (None, vec![issue]),
    };
    let place = table.as_ref().map_or(name, |table| &table.name);
    for issue in &mut issues {
        issue.place.file.get_or_insert_with(|| place.to_owned());
    }
    (table, issues)
}

/// Whether the workbook unpacks to a size that can be held.
fn unpackable(bytes: &[u8]) -> Result<(), Issue> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    let mut left = MOST_UNPACKED;
    for at in 0..archive.len() {
        let entry = archive.by_index(at).map_err(|error| broken(&error))?;
        let copied = std::io::copy(&mut entry.take(left + 1), &mut std::io::sink());
        let unpacked = copied.map_err(|error| broken(&error))?;
        left = left.checked_sub(unpacked).ok_or_else(|| {
            let issue = Issue::new(IssueCode::TooLarge, "");
            issue.with("found", format!("> {MOST_UNPACKED}")).with("limit", MOST_UNPACKED)
        })?;
    }
    Ok(())
}

fn broken(error: &impl std::fmt::Display) -> Issue {
    Issue::new(IssueCode::Syntax, "").with("format", "XLSX").with("detail", error)
}

fn read(name: &str, bytes: &[u8], sheet: Option<&str>) -> Result<(Table, Vec<Issue>), Issue> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    let sheets = book.sheet_names();
    if let Some(wanted) = sheet
        && !sheets.iter().any(|known| known == wanted)
    {
        let issue = Issue::new(IssueCode::NotAllowed, "sheet").with("found", wanted);
        let known = sheets.join(", ");
        return Err(issue.with_both(
            "suggestion",
            format!("Vorhandene Blätter: {known}."),
            format!("there are the sheets: {known}"),
        ));
    }
    for known in sheets.iter().filter(|known| sheet.is_none_or(|sheet| sheet == *known)) {
        let named = format!("{name}#{known}");
        let (rows, issues) = rows(&mut book, known).map_err(|mut issue| {
            issue.place.file = Some(named.clone());
            issue
        })?;
        let count = rows.len();
        let mut rows = rows.into_iter();
        if let Some(headings) = rows.next() {
            too_many(headings.cells.len().saturating_mul(count))?;
            return Ok(table(named, headings.cells, rows, issues));
        }
    }
    Err(Issue::new(IssueCode::Empty, "").with("detail", name))
}

/// Refuses a sheet that would not fit into memory.
fn too_many(cells: usize) -> Result<(), Issue> {
    if cells <= MOST_CELLS {
        return Ok(());
    }
    Err(Issue::new(IssueCode::OutOfRange, "")
        .with("found", cells)
        .with("low", 0)
        .with("high", MOST_CELLS))
}

/// The rows under the headings; cells where no heading stands are told and left out.
fn table(
    name: String,
    headings: Vec<String>,
    rows: impl Iterator<Item = Row>,
    mut issues: Vec<Issue>,
) -> (Table, Vec<Issue>) {
    let width = headings.len();
    let mut table = Table { name, headings, rows: Vec::new() };
    for Row { line, mut cells } in rows {
        if cells.len() > width {
            let mut issue = Issue::new(IssueCode::RowWidth, "").with("found", cells.len());
            issue.place.line = Some(line);
            issues.push(issue.with("expected", width));
        }
        cells.resize(width, String::new());
        table.rows.push(Row { line, cells });
    }
    (table, issues)
}

type Book<'b> = Xlsx<Cursor<&'b [u8]>>;

/// The rows that hold anything, from the first filled column of the sheet on; read cell by cell, so
/// that a lonely cell far away takes no room.
fn rows(book: &mut Book<'_>, sheet: &str) -> Result<(Vec<Row>, Vec<Issue>), Issue> {
    let mut reader = book.worksheet_cells_reader(sheet).map_err(|error| broken(&error))?;
    let mut rows: Vec<Row> = Vec::new();
    let mut issues = Vec::new();
    let mut cells = 0;
    while let Some(cell) = reader.next_cell().map_err(|error| broken(&error))? {
        let (row, column) = cell.get_position();
        let (row, column) = (number(row), number(column));
        let text = text(cell.get_value()).unwrap_or_else(|fault| {
            let mut issue = Issue::new(IssueCode::Cell, place(column, row)).with("found", fault);
            issue.place.line = Some(row + 1);
            issues.push(issue.with_both(
                "suggestion",
                "Die Zelle meldet einen Fehler; berichtigen Sie die Formel.",
                "the cell reports an error; correct the formula",
            ));
            String::new()
        });
        if text.is_empty() {
            continue;
        }
        if column >= MOST_COLUMNS || rows.len() >= MOST_ROWS {
            let issue = Issue::new(IssueCode::OutOfRange, "").with("found", place(column, row));
            let most = place(MOST_COLUMNS - 1, MOST_ROWS - 1);
            return Err(issue.with("low", "A1").with("high", most));
        }
        if rows.last().is_none_or(|last| last.line != row + 1) {
            rows.push(Row { line: row + 1, cells: Vec::new() });
        }
        if let Some(last) = rows.last_mut() {
            cells += (column + 1).saturating_sub(last.cells.len());
            too_many(cells)?;
            last.cells.resize(last.cells.len().max(column + 1), String::new());
            if let Some(slot) = last.cells.get_mut(column) {
                *slot = text;
            }
        }
    }
    Ok((rows, issues))
}

/// What a cell says as text: whole numbers without a point, days as `2026-11-22`.
fn text(value: &DataRef<'_>) -> Result<String, String> {
    Ok(match value {
        DataRef::Empty => String::new(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            text.trim().to_owned()
        }
        DataRef::SharedString(text) => text.trim().to_owned(),
        DataRef::Bool(is_true) => if *is_true { "wahr" } else { "falsch" }.to_owned(),
        DataRef::DateTime(moment) => day(*moment),
        DataRef::Error(error) => return Err(error.to_string()),
    })
}

/// A moment of a spreadsheet as a day, with the time where there is one.
fn day(moment: ExcelDateTime) -> String {
    if moment.is_duration() {
        return moment.as_f64().to_string();
    }
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let date = format!("{year:04}-{month:02}-{day:02}");
    if (hour, minute, second) == (0, 0, 0) {
        return date;
    }
    format!("{date}T{hour:02}:{minute:02}:{second:02}")
}

/// The name of a cell, such as `C7`.
fn place(column: usize, row: usize) -> String {
    let mut letters = String::new();
    let mut left = column + 1;
    while left > 0 {
        let letter = u8::try_from((left - 1) % 26).unwrap_or(0);
        letters.insert(0, char::from(b'A' + letter));
        left = (left - 1) / 26;
    }
    format!("{letters}{}", row + 1)
}

fn number(index: u32) -> usize {
    usize::try_from(index).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn cells_are_named_as_in_a_spreadsheet() {
        for (at, name) in [
            ((0, 0), "A1"),
            ((25, 6), "Z7"),
            ((26, 0), "AA1"),
            ((701, 9), "ZZ10"),
            ((702, 0), "AAA1"),
        ] {
            assert_eq!(place(at.0, at.1), name);
        }
    }
}
