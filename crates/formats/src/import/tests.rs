//! Small files by hand, and the real ones where they are there.

use std::{fs, io::Read as _, path::PathBuf};

use super::{CsvFile, EscoFiles, Imported, esco};
use crate::{
    IssueCode,
    document::{ConceptDocument, VocabularyDocument},
    read,
    source::{Source, Syntax},
    write::to_toml,
};
use issue::Issue;

const SKILLS: &str = "conceptType,conceptUri,preferredLabel,altLabels\n\
    S,http://data.europa.eu/esco/skill/1,Wäsche waschen,\"Wäschepflege\n Wäsche waschen \nwaschen\"\n\
    S,http://data.europa.eu/esco/skill/2,,ohne Namen\n";
const GROUPS: &str = "conceptType,conceptUri,preferredLabel,altLabels\n\
    G,http://data.europa.eu/esco/skill/g,Hauswirtschaft,\n";
const ABOVE: &str = "conceptType,conceptUri,broaderType,broaderUri\n\
    S,http://data.europa.eu/esco/skill/1,G,http://data.europa.eu/esco/skill/g\n\
    S,http://data.europa.eu/esco/skill/2,G,http://data.europa.eu/esco/skill/g\n";
const BA: &str = "Mapping project name,ESCO,,,,\n\
    Classification 1 URI,Classification 1 PrefLabel,Classification 2 ID,Classification 2 PrefLabel,Mapping relation,Editorial note\n\
    http://data.europa.eu/esco/skill/1,Wäsche waschen,K 1,Wäsche,skos:exactMatch,\n\
    http://data.europa.eu/esco/skill/1,Wäsche waschen,K 2,Haus,skos:broadMatch,\n";

fn file<'a>(name: &'a str, text: &'a str) -> CsvFile<'a> {
    CsvFile { name, text }
}

fn files<'a>(skills: &'a str, groups: &'a str, above: &'a str) -> EscoFiles<'a> {
    EscoFiles {
        skills: file("skills", skills),
        skill_groups: file("groups", groups),
        skill_relations: file("above", above),
        occupations: None,
        english: &[],
        ba: Some(file("ba", BA)),
    }
}

fn known(concepts: Vec<ConceptDocument>) -> VocabularyDocument {
    VocabularyDocument { concepts }
}

fn ids(imported: &Imported) -> Vec<&str> {
    imported.concepts.iter().map(|concept| concept.id.as_str()).collect()
}

fn codes(issues: &[Issue]) -> Vec<&'static str> {
    issues.iter().map(|issue| issue.code.name()).collect()
}

#[test]
fn labels_links_and_ba_numbers_are_read() {
    let english = [file(
        "en",
        "conceptUri,preferredLabel\nhttp://data.europa.eu/esco/skill/1,wash laundry\n",
    )];
    let files = EscoFiles { english: &english, ..files(SKILLS, GROUPS, ABOVE) };
    let (imported, issues) = esco(files, &known(Vec::new()));
    assert_eq!(codes(&issues), Vec::<&str>::new());
    assert_eq!(ids(&imported), ["esco:skill/1", "esco:skill/g"]);
    let [wash, _] = imported.concepts.as_slice() else { panic!() };
    assert_eq!(wash.label.english(), "wash laundry");
    assert_eq!(wash.synonyms, ["Wäschepflege", "waschen", "Wäsche"]);
    assert_eq!(wash.ba.as_deref(), Some("K 1"));
    assert_eq!(wash.broader, ["esco:skill/g".try_into().unwrap()]);
    assert_eq!((imported.links_left_out, imported.ba_near), (1, 1));
    let text = to_toml(&known(imported.concepts.clone())).unwrap();
    let (read, issues) = read::vocabulary(Source::text(&text, Syntax::Toml));
    assert_eq!(codes(&issues), Vec::<&str>::new());
    assert_eq!(read[0].document.concepts, imported.concepts);
}

#[test]
fn what_the_vocabulary_has_is_not_repeated() {
    let (imported, _) = esco(files(SKILLS, GROUPS, ABOVE), &known(Vec::new()));
    let mut own = imported.concepts[1].clone();
    own.id = "household".try_into().unwrap();
    let (imported, issues) = esco(files(SKILLS, GROUPS, ABOVE), &known(vec![own]));
    assert_eq!(codes(&issues), Vec::<&str>::new());
    assert_eq!(ids(&imported), ["esco:skill/1"]);
    assert_eq!(imported.known, 1);
    assert_eq!(imported.concepts[0].broader[0].as_str(), "household");
}

#[test]
fn circles_duplicates_and_wrong_files_are_told() {
    let circle = ABOVE.to_owned()
        + "G,http://data.europa.eu/esco/skill/g,S,http://data.europa.eu/esco/skill/1\n";
    let (_, issues) = esco(files(SKILLS, GROUPS, &circle), &known(Vec::new()));
    assert!(issues.iter().any(|issue| issue.code == IssueCode::Taxonomy), "{issues:?}");
    let twice = SKILLS.to_owned() + "S,http://data.europa.eu/esco/skill/1,noch einmal,\n";
    let (imported, issues) = esco(files(&twice, GROUPS, ABOVE), &known(Vec::new()));
    assert_eq!(codes(&issues), ["duplicate"]);
    assert_eq!(issues[0].place.line, Some(6), "the label with line breaks counts its lines");
    assert_eq!(imported.concepts[0].label.de, "Wäsche waschen", "the first stays");
    let (_, issues) = esco(files("a,b\n1,2\n", GROUPS, ABOVE), &known(Vec::new()));
    assert_eq!(codes(&issues), ["missing_column"]);
}

fn unzipped(path: &str) -> Option<String> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(path);
    let file = fs::File::open(path).ok()?;
    let mut text = String::new();
    flate2::read::GzDecoder::new(file).read_to_string(&mut text).ok()?;
    Some(text)
}

#[test]
fn the_whole_of_esco_makes_a_graph() {
    let names = ["skills", "skillGroups", "broaderRelationsSkillPillar"];
    let unpacked = |name: &&str| unzipped(&format!("esco_1.2.0_de/{name}_de.csv.gz"));
    let texts: Option<Vec<String>> = names.iter().map(unpacked).collect();
    let Some(texts) = texts else {
        println!("skipped: ../shared/data/esco_1.2.0_de is not there");
        return;
    };
    let real = EscoFiles { ba: None, ..files(&texts[0], &texts[1], &texts[2]) };
    let (imported, issues) = esco(real, &known(Vec::new()));
    assert_eq!(codes(&issues), Vec::<&str>::new());
    assert_eq!(imported.competences, 12_755 + 640);
    assert_eq!(imported.links + imported.links_left_out, 20_822);
}
