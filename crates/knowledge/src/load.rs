//! Reads a shelf and puts everything together; every problem of every file at once.

use issue::{Issue, Language, any_error};

use formats::{
    IssueCode,
    document::{
        AttributeDocument, ConceptDocument, Gazetteer, GuardRule, MappingDocument, MeasureDocument,
        Reference, VocabularyDocument, WordsDocument,
    },
    read::{self, Checked, Entry},
    source::{Source, Syntax},
    text::{Teller, Texts},
};
use matching_core::{
    Engine,
    access::{AccessRules, Rule},
    calendar::Date,
    resolve::{BuildError, Lexicon, Resolver},
    rules::Rules,
    taxonomy::TaxonomyError,
};
use pathways::Planner;

use crate::{
    File, KnowledgeCode, Measures, Pack, Shelf, ShelfError, access, attributes, consistency,
    decode::as_text, pack,
};

/// Everything that Passgenau knows of the field.
#[derive(Clone, Debug)]
pub struct Knowledge {
    vocabulary: VocabularyDocument,
    reference: Reference,
    mappings: Vec<MappingDocument>,
    words: Vec<WordsDocument>,
    engine: Engine,
    packs: Vec<Pack>,
    access: AccessRules,
    measures: Measures,
    guard: Vec<GuardRule>,
    attributes: Vec<AttributeDocument>,
    texts: [Texts; 2],
}

impl Knowledge {
    /// Reads a shelf.
    ///
    /// Issues come back even where nothing stands in the way: warnings.
    ///
    /// # Errors
    /// Fails if the shelf cannot be read. What is wrong with its files is among the issues, and
    /// then there is no knowledge.
    pub fn load(shelf: &Shelf) -> Result<(Option<Self>, Vec<Issue>), ShelfError> {
        let mut issues = Vec::new();
        let vocabulary = vocabulary(shelf, &mut issues)?;
        let reference =
            Reference { names: vocabulary.names(), places: places(shelf, &mut issues)? };
        let packs = pack::load(shelf, &reference, &mut issues)?;
        issues.extend(consistency::packs(&packs, &reference));
        let access = access::load(shelf, &mut issues)?;
        let guard = guard(shelf, &mut issues)?;
        let attributes = attributes::load(shelf, &mut issues)?;
        let mappings = all(shelf, "imports/", read::mapping, &mut issues)?;
        let words = all(shelf, "words/", read::words, &mut issues)?;
        let texts = [texts(shelf, "de", &mut issues)?, texts(shelf, "en", &mut issues)?];
        let engine = engine(shelf, &vocabulary, &mut issues)?;
        let measures = match &engine {
            Some(engine) => Measures::load(shelf, &reference.names, engine, &mut issues)?,
            None => Measures::default(),
        };
        if engine.is_some() {
            // without an engine no measure was read, so none is known
            issues.extend(measures.unknown_in(packs.iter().flat_map(|pack| &pack.roles)));
        }
        let knowledge = engine.filter(|_| !any_error(&issues)).map(|engine| Self {
            vocabulary,
            reference,
            mappings,
            words,
            engine,
            packs,
            access,
            measures,
            guard,
            attributes,
            texts,
        });
        Ok((knowledge, issues))
    }

    /// The concepts.
    pub const fn vocabulary(&self) -> &VocabularyDocument {
        &self.vocabulary
    }

    /// What concepts are called, and where postal codes lie.
    pub const fn reference(&self) -> &Reference {
        &self.reference
    }

    /// How tables of clients are read.
    pub fn mappings(&self) -> &[MappingDocument] {
        &self.mappings
    }

    /// Families of words and words that say nothing, for the text resolver.
    pub fn lexicon(&self) -> Lexicon {
        WordsDocument::lexicon(&self.words)
    }

    /// A resolver of text over the concepts that `wanted` picks, by all their names in every
    /// language. Building takes a few hundredths of a second; keep it.
    ///
    /// # Errors
    /// Fails if a name of the vocabulary is too long to be one.
    pub fn resolver(
        &self,
        wanted: impl Fn(&ConceptDocument) -> bool,
    ) -> Result<Resolver, BuildError> {
        let concepts = self.vocabulary.concepts.iter().filter(|concept| wanted(concept));
        let builder =
            concepts.fold(Resolver::builder().lexicon(self.lexicon()), |builder, concept| {
                let named = builder.name(&concept.id, concept.label.de.as_str());
                let others = concept.label.en.iter().chain(&concept.synonyms);
                others.fold(named, |builder, other| builder.synonym(&concept.id, other.as_str()))
            });
        builder.build()
    }

    /// The engine together with the measures: what they can do belongs to a class.
    pub fn planner(&self) -> Planner<'_> {
        Planner::new(&self.engine, self.measures.catalogue())
    }

    /// The engine with the rules and the taxonomy.
    pub const fn engine(&self) -> &Engine {
        &self.engine
    }

    /// The sector packs, sorted by identifier.
    pub fn packs(&self) -> &[Pack] {
        &self.packs
    }

    /// What residence papers mean for work.
    pub const fn access(&self) -> &AccessRules {
        &self.access
    }

    /// The cases of the access rules that a text names on a day: by identifier (`A26`), by what the
    /// paper says (`Duldung`), or by a part of the label.
    pub fn statuses(&self, text: &str, on: Date) -> Vec<&Rule> {
        access::named(&self.access, text, on)
    }

    /// The measures.
    pub const fn measures(&self) -> &Measures {
        &self.measures
    }

    /// What must not, or not without a reason, stand in a profile.
    pub fn guard(&self) -> &[GuardRule] {
        &self.guard
    }

    /// The attributes that an audit compares, sorted by identifier; those that have ended among them.
    pub fn attributes(&self) -> &[AttributeDocument] {
        &self.attributes
    }

    /// Tells results in a language.
    pub const fn teller(&self, language: Language) -> Teller<'_> {
        let [german, english] = &self.texts;
        Teller::new(language, language.pick(german, english), &self.reference.names)
    }

    /// The role of that identifier that holds on a day; of several the newest version.
    pub fn role(&self, id: &str, on: Date) -> Option<&Checked> {
        let roles = self.packs.iter().flat_map(|pack| pack.roles_on(on));
        roles
            .filter(|role| role.document.id.as_str() == id)
            .max_by_key(|role| role.document.version)
    }

    /// The fingerprint of everything that a result rests on: rules, vocabulary and measures.
    pub fn fingerprint(&self) -> String {
        let measures: Vec<&MeasureDocument> = self.measures.documents().collect();
        formats::answer::knowledge_fingerprint(&self.engine, &(&self.vocabulary, measures))
    }
}

/// A reader of documents that stand alone.
type Reader<T> = for<'a> fn(Source<'a>) -> (Vec<Entry<'a, T>>, Vec<Issue>);

/// The documents of all files below a folder.
fn all<T>(
    shelf: &Shelf,
    below: &str,
    reader: Reader<T>,
    issues: &mut Vec<Issue>,
) -> Result<Vec<T>, ShelfError> {
    let mut documents = Vec::new();
    for (path, bytes) in shelf.files(below)? {
        let Some(text) = as_text(&bytes, &path, issues) else { continue };
        let (entries, found) = reader(Source::file(&path, &text, Syntax::Toml));
        issues.extend(found);
        documents.extend(entries.into_iter().map(|entry| entry.document));
    }
    Ok(documents)
}

/// The rules of the posting guard, sorted by identifier.
fn guard(shelf: &Shelf, issues: &mut Vec<Issue>) -> Result<Vec<GuardRule>, ShelfError> {
    let files = all(shelf, "guard/", read::guard, issues)?;
    let mut rules: Vec<GuardRule> = files.into_iter().flat_map(|file| file.rules).collect();
    rules.sort_by(|one, other| (&one.id, one.valid_from).cmp(&(&other.id, other.valid_from)));
    for pair in rules.windows(2) {
        let [one, other] = pair else { continue };
        if one.id == other.id && one.valid_to.is_none_or(|to| other.valid_from <= to) {
            let issue = Issue::new(KnowledgeCode::Overlap, "").with("id", &one.id);
            issues.push(issue.with("on", other.valid_from));
        }
    }
    Ok(rules)
}

fn places(shelf: &Shelf, issues: &mut Vec<Issue>) -> Result<Gazetteer, ShelfError> {
    let mut gazetteer = Gazetteer::default();
    for list in all(shelf, "places/", read::places, issues)? {
        gazetteer.add(list);
    }
    Ok(gazetteer)
}

fn vocabulary(shelf: &Shelf, issues: &mut Vec<Issue>) -> Result<VocabularyDocument, ShelfError> {
    let mut concepts: Vec<ConceptDocument> = Vec::new();
    let lists = all(shelf, "vocabulary/", read::vocabulary, issues)?;
    for concept in lists.into_iter().flat_map(|list| list.concepts) {
        concepts.push(concept);
    }
    concepts.sort_by(|one, other| one.id.cmp(&other.id));
    Ok(VocabularyDocument { concepts })
}

fn texts(shelf: &Shelf, language: &str, issues: &mut Vec<Issue>) -> Result<Texts, ShelfError> {
    let path = format!("texts/{language}.toml");
    let text = shelf.file(&path)?.and_then(|bytes| as_text(&bytes, &path, issues));
    let read = Texts::read(&path, text.as_deref().unwrap_or_default());
    Ok(read.unwrap_or_else(|found| {
        issues.extend(found);
        Texts::default()
    }))
}

fn engine(
    shelf: &Shelf,
    vocabulary: &VocabularyDocument,
    issues: &mut Vec<Issue>,
) -> Result<Option<Engine>, ShelfError> {
    match vocabulary.taxonomy() {
        Ok(taxonomy) => {
            let engine = Engine::new(Rules::standard(), taxonomy).ok();
            Ok(engine.map(|engine| engine.with_rungs(vocabulary.rungs())))
        }
        Err(problems) => {
            let files = shelf.files("vocabulary/")?;
            issues.extend(problems.iter().map(|problem| located(problem, &files)));
            Ok(None)
        }
    }
}

/// A problem of the taxonomy at the place of its concept; of duplicates at the last one.
fn located(problem: &TaxonomyError, files: &[File]) -> Issue {
    let mut issue = taxonomy_issue(problem);
    let (TaxonomyError::Duplicate { id }
    | TaxonomyError::UnknownBroader { id, .. }
    | TaxonomyError::Cycle { id }
    | TaxonomyError::Information { id }) = problem;
    let entry = format!("id = \"{id}\"");
    for (path, bytes) in files {
        let text = std::str::from_utf8(bytes).unwrap_or_default();
        if let Some(line) = text.lines().position(|line| line.trim() == entry) {
            issue.place.file = Some(path.clone());
            issue.place.line = Some(line + 1);
        }
    }
    issue
}

fn taxonomy_issue(problem: &TaxonomyError) -> Issue {
    let issue = Issue::new(IssueCode::Taxonomy, "");
    let (de, en) = match problem {
        TaxonomyError::Duplicate { id } => {
            (format!("„{id}“ ist mehrfach definiert."), format!("“{id}” is defined more than once"))
        }
        TaxonomyError::UnknownBroader { id, broader } => (
            format!("„{id}“ nennt den Oberbegriff „{broader}“, den es nicht gibt."),
            format!("“{id}” names the broader term “{broader}”, which does not exist"),
        ),
        TaxonomyError::Cycle { id } => {
            (format!("„{id}“ steht über sich selbst."), format!("“{id}” lies above itself"))
        }
        TaxonomyError::Information { id } => (
            format!(
                "Der Informationsgehalt von „{id}“ ist größer als 1000 oder kleiner als der eines Oberbegriffs."
            ),
            format!(
                "the information content of “{id}” is above 1000 or below that of a broader term"
            ),
        ),
    };
    issue.with_both("detail", de, en)
}
