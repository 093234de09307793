//! Every reader against arbitrary text and against damaged copies of the shipped files.

use std::sync::LazyLock;

use formats::{
    document::{Gazetteer, Reference},
    read,
    source::{Source, Syntax},
    text::Texts,
};
use issue::{Issue, Language, any_error};
use knowledge::{Knowledge, Shelf};
use matching_core::{
    id::ConceptId,
    model::Portrait,
    resolve::{LONGEST_TEXT, MOST_PROPOSALS, Resolver},
    score::BoundProfile,
};
use proptest::prelude::*;

use super::mutations::{damaged, hostile};

static KNOWLEDGE: LazyLock<Knowledge> =
    LazyLock::new(|| Knowledge::load(&Shelf::Shipped).unwrap().0.unwrap());

/// One shipped file of every kind of document.
const SHIPPED: [&str; 9] = [
    "packs/care/pack.toml",
    "places/rhein-erft.toml",
    "words/de.toml",
    "imports/jobcenter.toml",
    "vocabulary/strengths.toml",
    "texts/de.toml",
    "samples/p-017/person.toml",
    "samples/p-017/profiles.toml",
    "samples/rhein-erft/people.ndjson",
];

fn shipped(path: &str) -> String {
    let bytes = Shelf::Shipped.file(path).unwrap().unwrap();
    String::from_utf8(bytes.into_owned()).unwrap()
}

/// All files of [`SHIPPED`] and of the folders beside them, small enough to be read often.
static CORPUS: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    let folders = ["packs/care/roles/", "packs/handwerk/", "access/"];
    let more = folders.iter().flat_map(|folder| Shelf::Shipped.files(folder).unwrap());
    let named = SHIPPED.iter().map(|path| (*path).to_owned());
    let mut paths: Vec<String> = named.chain(more.map(|(path, _)| path)).collect();
    paths.retain(|path| Syntax::of_file_name(path).is_some());
    paths.into_iter().map(|path| (path.clone(), shipped(&path))).collect()
});

/// What is said about an issue: a code, a cause and a remedy in both languages.
fn told(issues: &[Issue]) -> Result<(), TestCaseError> {
    for issue in issues {
        prop_assert!(!issue.code.name().is_empty());
        for language in [Language::German, Language::English] {
            prop_assert!(!issue.cause(language).trim().is_empty(), "{}", issue.code.name());
            prop_assert!(!issue.remedy(language).trim().is_empty(), "{}", issue.code.name());
        }
    }
    Ok(())
}

/// Hands a text to every reader of documents; profiles and people that come through are scored.
fn read_by_all(text: &str, syntax: Syntax) -> Result<(), TestCaseError> {
    let source = Source::file("hostile", text, syntax);
    let mut issues = Vec::new();
    issues.extend(read::vocabulary(source).1);
    issues.extend(read::pack(source).1);
    issues.extend(read::places(source).1);
    issues.extend(read::words(source).1);
    issues.extend(read::mapping(source).1);
    issues.extend(read::access(source).1);
    issues.extend(read::papers(source).1);
    issues.extend(Texts::read("hostile", text).err().unwrap_or_default());
    let (profiles, found) = read::profiles(source, &Reference::default());
    issues.extend(found);
    let (people, found) = read::people(source, &Gazetteer::default());
    issues.extend(found);
    told(&issues)?;
    let engine = KNOWLEDGE.engine();
    let bound: Vec<BoundProfile> =
        profiles.into_iter().map(|checked| engine.bind(checked.model)).collect();
    let on = "2026-11-21".parse().unwrap();
    let portraits: Vec<Portrait> =
        people.iter().take(3).map(|person| engine.portrait(&person.document.model(), on)).collect();
    scored(&bound, &portraits)
}

static OWN: LazyLock<BoundProfile> = LazyLock::new(|| {
    let role = KNOWLEDGE.packs()[0].roles.first().unwrap();
    KNOWLEDGE.engine().bind(role.model.clone())
});

/// Against a shipped role and an empty person, so that every text meets something.
fn scored(bound: &[BoundProfile], portraits: &[Portrait]) -> Result<(), TestCaseError> {
    let engine = KNOWLEDGE.engine();
    let nobody = engine.portrait(&nobody(), "2026-11-21".parse().unwrap());
    for person in portraits.iter().chain([&nobody]) {
        for profile in bound.iter().chain([&*OWN]) {
            let score = engine.score(person, profile);
            prop_assert_eq!(engine.explain(person, profile).score, score);
            prop_assert!(
                score.overall.low <= score.overall.high && score.overall.high.get() <= 10_000
            );
        }
    }
    if !bound.is_empty()
        && let Ok(roles) = engine.roles(bound.iter().cloned())
    {
        prop_assert_eq!(engine.roles_for(&nobody, &roles).roles.len(), bound.len());
    }
    Ok(())
}

fn nobody() -> matching_core::model::CompetenceProfile {
    matching_core::model::CompetenceProfile::new(
        matching_core::id::ApplicantId::new("nobody").unwrap(),
    )
}

fn syntax() -> impl Strategy<Value = Syntax> {
    prop::sample::select(vec![Syntax::Toml, Syntax::Json, Syntax::Ndjson])
}

#[test]
fn the_shipped_files_come_through_unharmed() {
    assert!(CORPUS.len() > 30, "{}", CORPUS.len());
    for (path, text) in CORPUS.iter() {
        read_by_all(text, Syntax::of_file_name(path).unwrap()).unwrap();
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn arbitrary_text_is_refused_with_reasons(text in any::<String>(), syntax in syntax()) {
        read_by_all(&text, syntax)?;
    }

    #[test]
    fn what_looks_like_a_document_is_refused_with_reasons(
        text in "([a-z_]{1,8} ?[=:] ?([0-9]{1,20}|\"[^\"]{0,8}\"|\\[|\\{|true|-1e9)[,\\]}\n]{0,2}){0,12}", syntax in syntax(),
    ) {
        read_by_all(&text, syntax)?;
    }

    #[test]
    fn damaged_files_are_refused_with_reasons_or_scored(
        nth in any::<prop::sample::Index>(), damage in damaged(),
    ) {
        let (path, text) = nth.get(&CORPUS);
        read_by_all(&damage.of(text), Syntax::of_file_name(path).unwrap())?;
    }

    #[test]
    fn tables_of_any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        table(&bytes)?;
    }

    #[test]
    fn damaged_tables_are_read_or_refused(damage in damaged()) {
        let bytes = Shelf::Shipped.file("samples/rhein-erft/kundenliste.csv").unwrap().unwrap();
        table(damage.of(&String::from_utf8_lossy(&bytes)).as_bytes())?;
    }

    #[test]
    fn any_text_is_resolved_or_refused(text in hostile(), k in any::<usize>()) {
        let resolver = RESOLVER.resolve(&text, k);
        match resolver {
            Ok(found) => prop_assert!(found.proposals.len() <= k.min(MOST_PROPOSALS)),
            Err(error) => prop_assert!(!error.to_string().is_empty()),
        }
    }

    #[test]
    fn any_names_make_a_resolver_or_are_refused(texts in prop::collection::vec(hostile(), 0..6)) {
        let id = ConceptId::new("one").unwrap();
        let builder = texts.iter().fold(Resolver::builder(), |builder, text| builder.name(&id, text.as_str()));
        let too_long = texts.iter().any(|text| text.len() > LONGEST_TEXT);
        match builder.build() {
            Ok(resolver) => prop_assert!(!too_long && resolver.len() <= 1),
            Err(error) => prop_assert!(too_long && error.to_string().contains("one")),
        }
    }
}

static RESOLVER: LazyLock<Resolver> = LazyLock::new(|| KNOWLEDGE.resolver(|_| true).unwrap());

fn table(bytes: &[u8]) -> Result<(), TestCaseError> {
    let (table, issues) = read::table::table_from_csv("hostile.csv", bytes);
    told(&issues)?;
    let Some(table) = table else {
        prop_assert!(any_error(&issues));
        return Ok(());
    };
    for mapping in KNOWLEDGE.mappings() {
        let (people, issues) = read::table::people_from_rows(&table, mapping);
        told(&issues)?;
        prop_assert!(people.len() <= table.rows.len());
    }
    Ok(())
}

/// Deep nesting must not exhaust the stack: it is refused like any other text that cannot be read.
#[test]
fn nesting_without_end_is_refused() {
    for (open, syntax) in [
        ("[", Syntax::Json),
        ("{\"a\":", Syntax::Json),
        ("[", Syntax::Ndjson),
        ("a = [", Syntax::Toml),
        ("a = {b = ", Syntax::Toml),
    ] {
        let deep = match open {
            "a = [" => format!("a = {}", "[".repeat(100_000)),
            "a = {b = " => format!("a = {}", "{b = ".repeat(50_000)),
            open => open.repeat(100_000),
        };
        let (profiles, issues) =
            read::profiles(Source::file("deep", &deep, syntax), &Reference::default());
        assert!(profiles.is_empty() && any_error(&issues), "{open}");
    }
}
