//! Tables as text: UTF-8 or Windows-1252, with semicolons, commas or tabs.

use super::rows::{Row, Table};
use crate::IssueCode;
use issue::Issue;

/// Reads a CSV table from bytes; encoding and separator are found out.
pub fn table_from_csv(name: &str, bytes: &[u8]) -> (Option<Table>, Vec<Issue>) {
    let text = decoded(bytes);
    let separator = separator(text.lines().next().unwrap_or_default());
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes());
    let mut issues = Vec::new();
    let mut table = Table { name: name.to_owned(), ..Table::default() };
    let mut width = None;
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let mut issue = Issue::new(IssueCode::Syntax, "").with("format", "CSV");
                let line = error.position().map(csv::Position::line);
                issue.place.line = line.and_then(|line| usize::try_from(line).ok());
                issues.push(issue.with("detail", error));
                break;
            }
        };
        let line = line_of(&text, record.position().map_or(0, csv::Position::byte));
        let mut cells: Vec<String> = record.iter().map(|cell| cell.trim().to_owned()).collect();
        if cells.iter().all(String::is_empty) {
            continue;
        }
        let Some(expected) = width else {
            width = Some(cells.len());
            table.headings = cells;
            continue;
        };
        // Spreadsheets cut or add empty cells at the end; anything else is a slip.
        while cells.len() > expected && cells.last().is_some_and(String::is_empty) {
            cells.pop();
        }
        if cells.len() != expected {
            let mut issue = Issue::new(IssueCode::RowWidth, "").with("found", cells.len());
            issue.place.line = Some(line);
            issues.push(issue.with("expected", expected));
        }
        cells.resize(expected, String::new());
        table.rows.push(Row { line, cells });
    }
    if width.is_none() {
        issues.push(Issue::new(IssueCode::Empty, "").with("detail", name));
    }
    for issue in &mut issues {
        issue.place.file = Some(name.to_owned());
    }
    (width.map(|_| table), issues)
}

/// The line, from 1, of a record that begins at a byte; the end of the line before does not count.
fn line_of(text: &str, byte: u64) -> usize {
    let at = usize::try_from(byte).unwrap_or(usize::MAX).min(text.len());
    let (before, after) = text.as_bytes().split_at_checked(at).unwrap_or((text.as_bytes(), &[]));
    let blank = after.iter().take_while(|byte| matches!(byte, b'\r' | b'\n'));
    1 + before.iter().chain(blank).filter(|byte| **byte == b'\n').count()
}

/// The text: UTF-8 with or without a mark, else Windows-1252, which can be read from any bytes.
fn decoded(bytes: &[u8]) -> String {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => encoding_rs::WINDOWS_1252.decode(bytes).0.into_owned(),
    }
}

/// The separator that occurs most often in the headings, outside quotation marks.
fn separator(headings: &str) -> u8 {
    let outside: String = headings.split('"').step_by(2).collect();
    let count = |separator: &u8| outside.bytes().filter(|byte| byte == separator).count();
    // Of equally many the earlier one wins: the semicolon is what German spreadsheets write.
    [b'\t', b',', b';'].into_iter().max_by_key(count).unwrap_or(b';')
}
