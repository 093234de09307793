//! `profiles/samples/rhein-erft/`: the 67 invented people of the pilot, in the project's own format
//! and as a table of the kind that a Jobcenter exports (Windows-1252, semicolons).

use formats::{
    document::PersonDocument,
    read,
    source::{Source, Syntax},
    write::{people_to_csv, to_json_lines},
};
use knowledge::Shelf;
use matching_core::{calendar::Date, id::SiteId};
use synthetic::{Focus, Population};

use crate::{GenerateError, Generated};

/// As many as were invited in Rhein-Erft.
const PEOPLE: usize = 67;
/// The day on which the sample is recorded.
const RECORDED: (i16, i8, i8) = (2026, 11, 16);
/// Any seed serves; this one is kept so that the sample stays as it is.
const SEED: u64 = 20_221_114;

pub(crate) fn files() -> Result<Vec<Generated>, GenerateError> {
    let people = people();
    let shelf = Shelf::Shipped;
    let mapping = shelf.file("imports/jobcenter.toml")?.ok_or(GenerateError::Knowledge)?;
    let mapping = String::from_utf8_lossy(&mapping);
    let (mappings, _) = read::mapping(Source::text(&mapping, Syntax::Toml));
    let mapping = mappings.into_iter().next().ok_or(GenerateError::Knowledge)?.document;
    let table = people_to_csv(&people, &mapping)?;
    let table = formats::write::windows_1252(&table);
    let file = |name: &str, bytes: Vec<u8>| Generated {
        path: format!("profiles/samples/rhein-erft/{name}"),
        bytes,
    };
    Ok(vec![
        file("people.ndjson", to_json_lines(&people)?.into_bytes()),
        file("kundenliste.csv", table),
    ])
}

fn people() -> Vec<PersonDocument> {
    let offices = ["kerpen", "wesseling"];
    // The municipalities of the county, larger ones more often.
    let places = [
        "50171", "50169", "50170", "50126", "50127", "50129", "50389", "50389", "50354", "50354",
        "50226", "50226", "50321", "50374", "50374", "50259", "50181", "50189",
    ];
    let (year, month, day) = RECORDED;
    let population = Population {
        seed: SEED,
        focus: Focus::Care,
        on: Date::new(year, month, day).unwrap_or(Date::MIN),
        offices: offices.iter().filter_map(|office| SiteId::new(office).ok()).collect(),
        places: places.iter().map(|code| ((*code).to_owned(), None)).collect(),
        competences: Vec::new(),
    };
    population.people(0, PEOPLE).collect()
}
