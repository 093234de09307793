//! Each wrong entry below `profiles/invalid` is refused with the code it is named after, in its file.

use std::{collections::BTreeSet, fs, path::PathBuf};

use issue::{Language, Severity};

use super::folder::Folder;

/// The folder of samples, and where such an entry belongs.
const SAMPLES: [(&str, &str); 5] = [
    ("roles", "packs/care/roles"),
    ("vocabulary", "vocabulary"),
    ("access", "access"),
    ("guard", "guard"),
    ("audit", "audit"),
];

#[test]
fn every_wrong_entry_is_refused_with_its_code_place_cause_and_remedy() {
    let mut wrong = Vec::new();
    for (samples, belongs) in SAMPLES {
        let folder = Folder::shipped(&format!("invalid-{samples}"));
        let from = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
        let from = from.join("../../profiles/invalid").join(samples);
        let mut seen = BTreeSet::new();
        for entry in fs::read_dir(&from).unwrap() {
            let path = entry.unwrap().path();
            let code = path.file_stem().unwrap().to_string_lossy().into_owned();
            let place = format!("{belongs}/zz-{code}.toml");
            fs::copy(&path, folder.0.join(&place)).unwrap();
            let (knowledge, issues) = folder.load();
            fs::remove_file(folder.0.join(&place)).unwrap();
            let told: Vec<String> = issues
                .iter()
                .filter(|issue| issue.severity == Severity::Error)
                .map(|issue| format!("{} {}", issue.place, issue.code.name()))
                .collect();
            let found = issues.iter().find(|issue| issue.code.name() == code);
            let right = found.is_some_and(|issue| {
                let file = issue.place.file.as_deref().unwrap_or_default();
                let told = [Language::German, Language::English]
                    .map(|language| (issue.cause(language), issue.remedy(language)));
                issue.severity == Severity::Error
                    && file.starts_with(belongs)
                    && told.iter().all(|(cause, remedy)| !cause.is_empty() && !remedy.is_empty())
            });
            if knowledge.is_some() || !right {
                wrong.push(format!("{samples}/{code}: {told:?}"));
            }
            seen.insert(code);
        }
        assert!(seen.len() >= 4, "{samples}: {seen:?}");
    }
    assert_eq!(wrong, Vec::<String>::new());
}

/// The entries that `profiles/README.md` shows are taken as they stand.
#[test]
fn the_examples_of_the_readme_are_right() {
    let readme = include_str!("../../../../profiles/README.md");
    let blocks = readme.split("```toml\n").skip(1);
    let blocks: Vec<&str> = blocks.filter_map(|rest| rest.split("```").next()).collect();
    assert_eq!(blocks.len(), 3);
    let folder = Folder::shipped("readme");
    for (block, place) in blocks.iter().zip(["measures", "packs/care/roles", "guard"]) {
        fs::write(folder.0.join(place).join("zz-readme.toml"), block).unwrap();
    }
    let (knowledge, issues) = folder.load();
    let told: Vec<String> = issues
        .iter()
        .map(|issue| format!("{} {}", issue.place, issue.cause(Language::English)))
        .collect();
    assert!(knowledge.is_some(), "{told:?}");
    assert_eq!(told, Vec::<String>::new());
}
