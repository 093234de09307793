//! Workbooks are read like the same table as text, and hostile ones are refused with reasons.
#![expect(
    clippy::unwrap_used,
    clippy::tests_outside_test_module,
    clippy::cast_possible_truncation,
    clippy::as_conversions,
    reason = "this is a test; what is not as expected shall stop it"
)]

use std::io::{Cursor, Read as _, Write as _};

use formats::{
    IssueCode,
    read::table::{Table, table_from_csv, table_from_xlsx},
};
use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};

/// A workbook with one sheet of texts.
fn workbook(rows: &[Vec<String>]) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Kunden").unwrap();
    for (row, cells) in rows.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            sheet.write_string(row as u32, column as u16, cell).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

fn rows(table: &Table) -> Vec<Vec<String>> {
    let body = table.rows.iter().map(|row| row.cells.clone());
    std::iter::once(table.headings.clone()).chain(body).collect()
}

#[test]
fn the_sample_list_says_the_same_as_text_and_as_workbook() {
    let path =
        concat!(env!("CARGO_MANIFEST_DIR"), "/../../profiles/samples/rhein-erft/kundenliste.csv");
    let (text, issues) = table_from_csv("kundenliste.csv", &std::fs::read(path).unwrap());
    let text = text.unwrap();
    assert!(issues.is_empty() && text.rows.len() > 50);
    let (book, issues) = table_from_xlsx("kundenliste.xlsx", &workbook(&rows(&text)), None);
    let book = book.unwrap();
    assert!(issues.is_empty(), "{issues:?}");
    assert_eq!(book.name, "kundenliste.xlsx#Kunden");
    assert_eq!(rows(&book), rows(&text));
    let lines: Vec<usize> = book.rows.iter().map(|row| row.line).collect();
    assert_eq!(lines, (2..=book.rows.len() + 1).collect::<Vec<_>>());
}

#[test]
fn cells_of_every_type_are_written_as_a_spreadsheet_would() {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("leer").unwrap();
    let sheet = book.add_worksheet().set_name("Liste 2").unwrap();
    let headings = ["Kennung", "Stunden", "Anteil", "ab", "Führerschein", "summe", "um"];
    for (column, heading) in headings.iter().enumerate() {
        sheet.write_string(2, column as u16, *heading).unwrap();
    }
    let day = Format::new().set_num_format("dd.mm.yyyy");
    let moment = Format::new().set_num_format("dd.mm.yyyy hh:mm");
    sheet.write_string(5, 0, " P-001 ").unwrap();
    sheet.write_number(5, 1, 30.0).unwrap();
    sheet.write_number(5, 2, 0.5).unwrap();
    let date = ExcelDateTime::from_ymd(2026, 12, 1).unwrap();
    sheet.write_datetime_with_format(5, 3, &date, &day).unwrap();
    sheet.write_boolean(5, 4, true).unwrap();
    sheet.write_formula(5, 5, Formula::new("=1+1").set_result("2")).unwrap();
    let date = ExcelDateTime::from_ymd(2026, 12, 1).unwrap().and_hms(9, 30, 0).unwrap();
    sheet.write_datetime_with_format(5, 6, &date, &moment).unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let (table, issues) = table_from_xlsx("l.xlsx", &bytes, None);
    let table = table.unwrap();
    assert!(issues.is_empty(), "{issues:?}");
    assert_eq!((table.name.as_str(), table.headings[0].as_str()), ("l.xlsx#Liste 2", "Kennung"));
    assert_eq!(table.rows.len(), 1);
    assert_eq!(table.rows[0].line, 6);
    let cells: Vec<&str> = table.rows[0].cells.iter().map(String::as_str).collect();
    assert_eq!(cells, ["P-001", "30", "0.5", "2026-12-01", "wahr", "2", "2026-12-01T09:30:00"]);
}

#[test]
fn a_sheet_is_chosen_by_name_and_a_wrong_name_is_told() {
    let mut book = Workbook::new();
    for name in ["Januar", "Februar"] {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        sheet.write_string(0, 0, name).unwrap();
    }
    let bytes = book.save_to_buffer().unwrap();
    let headings = |sheet| table_from_xlsx("m.xlsx", &bytes, sheet).0.map(|table| table.headings);
    assert_eq!(headings(None), Some(vec!["Januar".to_owned()]));
    assert_eq!(headings(Some("Februar")), Some(vec!["Februar".to_owned()]));
    let (none, issues) = table_from_xlsx("m.xlsx", &bytes, Some("März"));
    assert!(none.is_none() && issues[0].code == IssueCode::NotAllowed);
    assert!(issues[0].remedy(issue::Language::German).contains("Januar, Februar"));
}

#[test]
fn what_is_wrong_names_file_sheet_row_and_cell() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Kunden").unwrap();
    sheet.write_string(0, 0, "Kennung").unwrap();
    sheet.write_string(0, 1, "Deutsch").unwrap();
    sheet.write_string(1, 0, "P-001").unwrap();
    sheet.write_formula(1, 1, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
    sheet.write_string(2, 0, "P-002").unwrap();
    sheet.write_string(2, 4, "lost").unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let (table, issues) = table_from_xlsx("k.xlsx", &bytes, None);
    assert_eq!(table.unwrap().rows.len(), 2);
    let told: Vec<_> =
        issues.iter().map(|issue| (issue.code.name(), issue.place.to_string())).collect();
    assert_eq!(
        told,
        [("cell", "k.xlsx#Kunden:2 B2".to_owned()), ("row_width", "k.xlsx#Kunden:3".to_owned())]
    );
}

#[test]
fn an_empty_workbook_and_a_cell_far_away_are_refused() {
    let empty = Workbook::new().save_to_buffer().unwrap();
    let (none, issues) = table_from_xlsx("e.xlsx", &empty, None);
    assert!(none.is_none() && issues[0].code == IssueCode::Empty);
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_string(0, 0, "Kennung").unwrap();
    sheet.write_string(1_048_575, 16_383, "far").unwrap();
    let (none, issues) = table_from_xlsx("f.xlsx", &book.save_to_buffer().unwrap(), None);
    assert!(none.is_none() && issues[0].code == IssueCode::OutOfRange);
    assert!(issues[0].cause(issue::Language::English).contains("XFD1048576"));
}

/// A workbook whose strings unpack to far more than it weighs.
#[test]
fn a_workbook_that_unpacks_without_end_is_refused() {
    let plain = workbook(&[vec!["Kennung".to_owned()]]);
    let mut from = zip::ZipArchive::new(Cursor::new(plain)).unwrap();
    let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let how = zip::write::SimpleFileOptions::default();
    for at in 0..from.len() {
        let mut entry = from.by_index(at).unwrap();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        to.start_file(entry.name().unwrap(), how).unwrap();
        to.write_all(&bytes).unwrap();
    }
    to.start_file("xl/media/image1.png", how.large_file(true)).unwrap();
    let zeros = vec![0_u8; 1 << 20];
    for _ in 0..257 {
        to.write_all(&zeros).unwrap();
    }
    let bytes = to.finish().unwrap().into_inner();
    assert!(bytes.len() < 1 << 20);
    let (none, issues) = table_from_xlsx("bomb.xlsx", &bytes, None);
    assert!(none.is_none() && issues[0].code == IssueCode::TooLarge, "{issues:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn texts_come_back_as_they_were(
        rows_in in prop::collection::vec(prop::collection::vec("[a-zA-ZäöüÄß0-9 ;,.<>&\"'-]{0,12}", 3), 1..8)
    ) {
        let mut rows_in = rows_in;
        rows_in[0] = vec!["Kennung".into(), "A".into(), "B".into()];
        let trimmed: Vec<Vec<String>> = rows_in
            .iter()
            .map(|row| row.iter().map(|cell| cell.trim().to_owned()).collect::<Vec<_>>())
            .filter(|row| row.iter().any(|cell| !cell.is_empty()))
            .collect();
        let (table, issues) = table_from_xlsx("t.xlsx", &workbook(&rows_in), None);
        prop_assert!(issues.is_empty(), "{issues:?}");
        prop_assert_eq!(rows(&table.unwrap()), trimmed);
    }

    #[test]
    fn damaged_workbooks_are_read_or_refused(
        flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20),
        cut in any::<prop::sample::Index>(),
        cuts in any::<bool>(),
    ) {
        let mut bytes = workbook(&[vec!["Kennung".into(), "x".into()], vec!["P-1".into(), "1".into()]]);
        for (at, byte) in flips {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if cuts {
            bytes.truncate(cut.index(bytes.len()));
        }
        let (table, issues) = table_from_xlsx("d.xlsx", &bytes, None);
        prop_assert!(table.is_some() || !issues.is_empty());
    }
}
