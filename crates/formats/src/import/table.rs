//! Columns of a CSV file by name, row by row.

use issue::Issue;

use crate::IssueCode;

/// A CSV file with its name.
#[derive(Clone, Copy, Debug)]
pub struct CsvFile<'a> {
    /// What it is called in messages.
    pub name: &'a str,
    /// Its text.
    pub text: &'a str,
}

impl CsvFile<'_> {
    /// The values of named columns in every row after the heading, each with the line it stands on.
    ///
    /// The heading is the first row that has all columns: some files begin with notes. Rows that
    /// cannot be read are told and passed over.
    pub(super) fn rows<const N: usize>(
        &self,
        columns: [&str; N],
        issues: &mut Vec<Issue>,
    ) -> Vec<(u64, [String; N])> {
        let mut reader = csv::ReaderBuilder::new()
            .flexible(true)
            .has_headers(false)
            .from_reader(self.text.as_bytes());
        let mut places: Option<[usize; N]> = None;
        let mut rows = Vec::new();
        for record in reader.records() {
            let record = match record {
                Ok(record) => record,
                Err(error) => {
                    let issue = Issue::new(IssueCode::Syntax, "").with("format", "CSV");
                    issues.push(self.placed(issue.with("detail", &error), error.position()));
                    continue;
                }
            };
            let Some(places) = places else {
                places = heading(&record, columns);
                continue;
            };
            let line = record.position().map_or(0, csv::Position::line);
            let cell = |at: usize| record.get(at).unwrap_or_default().trim().to_owned();
            rows.push((line, places.map(cell)));
        }
        if places.is_none() {
            let issue = Issue::new(IssueCode::MissingColumn, "").with("found", "–");
            issues.push(self.placed(issue.with("column", columns.join(", ")), None));
        }
        rows
    }

    /// An issue of this file.
    pub(super) fn placed(&self, mut issue: Issue, at: Option<&csv::Position>) -> Issue {
        issue.place.file = Some(self.name.to_owned());
        issue.place.line = at.and_then(|at| usize::try_from(at.line()).ok());
        issue
    }

    /// An issue of a line of this file.
    pub(super) fn at_line(&self, mut issue: Issue, line: u64) -> Issue {
        issue.place.file = Some(self.name.to_owned());
        issue.place.line = usize::try_from(line).ok();
        issue
    }
}

/// Where the columns stand, if the row names them all.
fn heading<const N: usize>(record: &csv::StringRecord, columns: [&str; N]) -> Option<[usize; N]> {
    let place = |column: &str| {
        record.iter().position(|cell| cell.trim().trim_start_matches('\u{feff}') == column)
    };
    let found = columns.map(place);
    let all = found.iter().all(Option::is_some);
    all.then(|| found.map(Option::unwrap_or_default))
}
