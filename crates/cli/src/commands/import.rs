//! `passgenau import-vocabulary`: ESCO and the mapping of the Bundesagentur as concepts.

use std::{
    fs,
    io::Read as _,
    path::{Path, PathBuf},
};

use flate2::read::GzDecoder;
use formats::{
    IssueCode,
    document::VocabularyDocument,
    import::{CsvFile, EscoFiles, esco},
    write::to_toml,
};
use issue::{Issue, any_error};
use serde_json::json;

use crate::{
    arguments::{Arguments, ImportArguments},
    input,
    output::{self, Failure},
};

/// A file that was read, with its name.
struct Text {
    name: String,
    text: String,
}

impl Text {
    fn csv(&self) -> CsvFile<'_> {
        CsvFile { name: &self.name, text: &self.text }
    }
}

pub(super) fn run(arguments: &Arguments, command: &ImportArguments) -> Result<u8, Failure> {
    let knowledge = input::knowledge(arguments)?;
    let needed = |name: &str| {
        language_file(&command.esco, name)?.ok_or_else(|| missing(&command.esco, name))
    };
    let (skills, groups) = (needed("skills")?, needed("skillGroups")?);
    let relations = needed("broaderRelationsSkillPillar")?;
    let optional = |name: &str| language_file(&command.esco, name);
    let occupations =
        [optional("occupations")?, optional("ISCOGroups")?, optional("broaderRelationsOccPillar")?];
    let english = match &command.esco_en {
        None => Vec::new(),
        Some(folder) => {
            let names = ["skills", "skillGroups", "occupations", "ISCOGroups"];
            let read = names.iter().map(|name| language_file(folder, name));
            read.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect()
        }
    };
    let english: Vec<CsvFile<'_>> = english.iter().map(Text::csv).collect();
    let ba = command.ba.as_ref().map(|path| text(path)).transpose()?;
    let files = EscoFiles {
        skills: skills.csv(),
        skill_groups: groups.csv(),
        skill_relations: relations.csv(),
        occupations: match &occupations {
            [Some(one), Some(groups), Some(above)] => Some([one.csv(), groups.csv(), above.csv()]),
            _ => None,
        },
        english: &english,
        ba: ba.as_ref().map(Text::csv),
    };
    let (imported, issues) = esco(files, knowledge.vocabulary());
    if any_error(&issues) {
        return Err(Failure::Input(issues));
    }
    output::warn(&issues, arguments.lang)?;
    if let Some(path) = &command.out {
        let concepts = VocabularyDocument { concepts: imported.concepts.clone() };
        let head = "# This vocabulary uses the ESCO classification of the European Commission.\n\n";
        fs::write(path, head.to_owned() + &to_toml(&concepts).map_err(Failure::system)?)?;
    }
    if command.json {
        let issues = output::as_json(&issues, arguments.lang);
        return output::print_json(&json!({ "imported": imported, "issues": issues })).map(|()| 0);
    }
    let teller = knowledge.teller(arguments.lang);
    let counts = [
        ("competences", imported.competences),
        ("occupations", imported.occupations),
        ("links", imported.links),
        ("known", imported.known),
        ("links_left_out", imported.links_left_out),
        ("ba_same", imported.ba_same),
        ("ba_near", imported.ba_near),
    ];
    let lines = counts.map(|(name, count)| {
        teller.texts().fill(&format!("import.{name}"), &[("n", &count.to_string())])
    });
    output::print(&(lines.join("\n") + "\n"))?;
    Ok(0)
}

/// The file of that name in the folder, in whichever language and packed or not.
fn language_file(folder: &Path, name: &str) -> Result<Option<Text>, Failure> {
    let mut fitting: Vec<PathBuf> = fs::read_dir(folder)
        .map_err(|error| unreadable(folder, &error))?
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| {
            let file = path.file_name().map(|name| name.to_string_lossy().into_owned());
            let rest = file.as_deref().and_then(|file| file.strip_prefix(name));
            let rest = rest.and_then(|rest| rest.trim_end_matches(".gz").strip_suffix(".csv"));
            rest.is_some_and(|language| language.is_empty() || language.starts_with('_'))
        })
        .collect();
    fitting.sort();
    fitting.first().map(|path| text(path)).transpose()
}

fn text(path: &Path) -> Result<Text, Failure> {
    let bytes = fs::read(path).map_err(|error| unreadable(path, &error))?;
    let mut text = String::new();
    let packed = path.extension().is_some_and(|ending| ending == "gz");
    let read = if packed {
        GzDecoder::new(bytes.as_slice()).read_to_string(&mut text)
    } else {
        bytes.as_slice().read_to_string(&mut text)
    };
    read.map_err(|error| unreadable(path, &error))?;
    Ok(Text { name: path.to_string_lossy().into_owned(), text })
}

fn unreadable(path: &Path, error: &std::io::Error) -> Failure {
    let mut issue = Issue::new(IssueCode::Unreadable, "").with("detail", error);
    issue.place.file = Some(path.to_string_lossy().into_owned());
    Failure::Input(vec![issue])
}

fn missing(folder: &Path, name: &str) -> Failure {
    let mut issue = Issue::new(IssueCode::Empty, "").with("detail", format!("{name}_de.csv"));
    issue.place.file = Some(folder.to_string_lossy().into_owned());
    Failure::Input(vec![issue])
}
