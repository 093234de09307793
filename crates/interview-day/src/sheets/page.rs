//! Sheets as pages: headings and tables, written as print-ready HTML or as CSV. The words come from the
//! texts of a language.

use formats::{text::Teller, write::csv_line};

use super::{agenda::Agenda, door::DoorLine, table::TableList};

/// A document of several sheets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// What it is.
    pub title: String,
    /// The heads of the columns.
    pub columns: Vec<String>,
    /// What the headings of the sheets are: the first column where all sheets are one table.
    pub sheets: String,
    /// The sheets; each begins a page of its own.
    pub sections: Vec<Section>,
}

/// A sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Whom or what it is for.
    pub heading: String,
    /// What stands above the table.
    pub note: String,
    /// The rows of the table.
    pub rows: Vec<Vec<String>>,
}

/// Personal agendas.
pub fn agenda_page(agendas: &[Agenda], day: &str, teller: Teller<'_>) -> Page {
    let sections = agendas.iter().map(|agenda| Section {
        heading: agenda.name.clone().unwrap_or_else(|| agenda.person.clone()),
        note: teller.texts().get("sheet.agenda_note").to_owned(),
        rows: (agenda.appointments.iter())
            .map(|row| {
                let when = format!("{}–{}", row.from, row.to);
                let (site, table) = (row.site.clone(), row.table.clone());
                let (employer, role) = (row.employer.clone(), row.role.clone());
                let interpreter = tongue(row.interpreter.as_deref(), teller);
                vec![teller.day(&row.date), when, site, table, employer, role, interpreter]
            })
            .collect(),
    });
    let columns = ["date", "time", "site", "table", "employer", "role", "interpreter"];
    page(("agenda", day, "name"), &columns, sections.collect(), teller)
}

/// Table lists.
pub fn table_page(lists: &[TableList], day: &str, teller: Teller<'_>) -> Page {
    let sections = lists.iter().map(|list| Section {
        heading: format!("{} – {}, {}", list.table, list.employer, list.site),
        note: teller.texts().get("sheet.table_note").to_owned(),
        rows: (list.talks.iter())
            .map(|row| {
                let when = format!("{}–{}", row.from, row.to);
                let guest = row.guest.clone().unwrap_or_default();
                let interpreter = tongue(row.interpreter.as_deref(), teller);
                vec![teller.day(&row.date), when, row.role.clone(), guest, interpreter]
            })
            .collect(),
    });
    let columns = ["date", "time", "role", "guest", "interpreter"];
    page(("tables", day, "table"), &columns, sections.collect(), teller)
}

/// The list for the door.
pub fn door_page(lines: &[DoorLine], day: &str, teller: Teller<'_>) -> Page {
    let rows = lines.iter().map(|row| {
        let sites: Vec<&str> = row.sites.iter().map(String::as_str).collect();
        vec![
            teller.day(&row.date),
            format!("{}–{}", row.from, row.to),
            row.person.clone(),
            row.name.clone().unwrap_or_default(),
            row.talks.to_string(),
            sites.join(", "),
            tongue(row.interpreter.as_deref(), teller),
            row.children.to_string(),
        ]
    });
    let note = teller.texts().get("sheet.door_note").to_owned();
    let section = Section { heading: day.to_owned(), note, rows: rows.collect() };
    let columns = ["date", "time", "code", "name", "talks", "site", "interpreter", "children"];
    page(("door", day, "event"), &columns, vec![section], teller)
}

/// The language of an interpreter in words; nothing where none is needed.
fn tongue(code: Option<&str>, teller: Teller<'_>) -> String {
    code.map(|code| teller.tongue(code).to_owned()).unwrap_or_default()
}

fn page(
    (what, day, sheets): (&str, &str, &str),
    columns: &[&str],
    sections: Vec<Section>,
    teller: Teller<'_>,
) -> Page {
    let word = |name: &str| teller.texts().get(&format!("sheet.{name}")).to_owned();
    let columns = columns.iter().map(|name| word(name)).collect();
    Page { title: format!("{}: {day}", word(what)), columns, sheets: word(sheets), sections }
}

impl Page {
    /// As HTML that prints well in black and white, one sheet a page, without anything from elsewhere.
    pub fn html(&self, language: &str) -> String {
        let head = cells("th scope=\"col\"", "th", &self.columns);
        let sections: String = self.sections.iter().map(|sheet| section(sheet, &head)).collect();
        let title = safe(&self.title);
        format!(
            "<!DOCTYPE html>\n<html lang=\"{language}\"><head><meta charset=\"utf-8\">\
             <title>{title}</title><style>{STYLE}</style></head>\n<body><h1>{title}</h1>\n\
             {sections}</body></html>\n"
        )
    }

    /// As CSV with semicolons and a mark of UTF-8 at the beginning, as German spreadsheets read it; no
    /// cell is a formula.
    pub fn csv(&self) -> String {
        let row = |cells: &[String]| csv_line(cells.iter().map(String::as_str)) + "\r\n";
        let rows = self.sections.iter().flat_map(|sheet| {
            let named = sheet.rows.iter().map(|cells| {
                let mut cells = cells.clone();
                cells.insert(0, sheet.heading.clone());
                cells
            });
            named.collect::<Vec<_>>()
        });
        let mut columns = self.columns.clone();
        columns.insert(0, self.sheets.clone());
        let rows: String = rows.map(|cells| row(&cells)).collect();
        format!("{UTF8}{}{rows}", row(&columns))
    }
}

/// Without it Excel takes UTF-8 for an older encoding and breaks every umlaut.
const UTF8: char = '\u{feff}';

const STYLE: &str = "body{font:12pt/1.4 sans-serif;margin:2cm}section{break-after:page}\
table{border-collapse:collapse;width:100%}th,td{border:1px solid #000;padding:.3em .5em;text-align:left}\
@media print{body{margin:0}h1{font-size:14pt}}";

fn section(sheet: &Section, head: &str) -> String {
    let rows = sheet.rows.iter().map(|row| cells("td", "td", row));
    let rows = rows.fold(String::new(), |rows, row| rows + "<tr>" + &row + "</tr>\n");
    let (heading, note) = (safe(&sheet.heading), safe(&sheet.note));
    format!(
        "<section><h2>{heading}</h2><p>{note}</p>\n<table><thead><tr>{head}</tr></thead>\
         <tbody>\n{rows}</tbody></table></section>\n"
    )
}

/// A row of cells.
fn cells(open: &str, close: &str, texts: &[String]) -> String {
    texts
        .iter()
        .fold(String::new(), |row, text| row + "<" + open + ">" + &safe(text) + "</" + close + ">")
}

/// Text that HTML takes for nothing else.
fn safe(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut safe, sign| {
        match sign {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            sign => safe.push(sign),
        }
        safe
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_markup_and_no_cell_is_a_formula() {
        let evil = ["<script>alert(1)</script>", "=HYPERLINK(\"x\")", "a;b"];
        let rows = vec![evil.iter().map(|cell| (*cell).to_owned()).collect()];
        let section = Section { heading: "@x & y".into(), note: String::new(), rows };
        let page = Page {
            title: "T".into(),
            columns: vec!["a".into(), "b".into(), "c".into()],
            sheets: "s".into(),
            sections: vec![section],
        };
        let html = page.html("de");
        assert!(!html.contains("<script") && html.contains("&lt;script&gt;"), "{html}");
        assert!(html.contains("@x &amp; y"), "{html}");
        let csv = page.csv();
        assert!(csv.starts_with("\u{feff}s;a;b;c\r\n"), "{csv}");
        let line = csv.lines().nth(1).unwrap();
        assert_eq!(line, "'@x & y;<script>alert(1)</script>;\"'=HYPERLINK(\"\"x\"\")\";\"a;b\"");
    }
}
