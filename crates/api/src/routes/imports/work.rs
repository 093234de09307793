//! The work of an import: reads the file, checks it, takes people over in pieces.

use formats::{
    document::{MappingDocument, PersonDocument},
    read::{self, table},
    source::{Source, Syntax},
};
use issue::{Issue, Severity, any_error};
use serde_json::json;
use store::{Batch, Entry};

use super::how::{How, NDJSON, XLSX};
use crate::{
    http::{Content, Desk, stored},
    jobs::{Progress, Work},
    live::Changed,
    problem::{Problem, ProblemIssue},
    records::{Applicant, JobState, Record as _},
    routes::jobs::Ended,
};

/// People per write: one wait for the disk, and soon enough the next look at "stop".
const PIECE: usize = 250;
/// Issues that are listed; the rest is counted.
const LISTED: usize = 1_000;

/// What came of it so far.
#[derive(Debug, Default)]
struct Counts {
    added: u64,
    changed: u64,
    unchanged: u64,
}

/// Takes the people of a file over, and says what came of it.
pub(super) fn take_over(
    desk: &Desk,
    work: &Work,
    how: &How,
    content: &Content,
) -> Result<Ended, Problem> {
    let (people, issues) = read(desk, how, content);
    let total = number(people.len());
    let mut counts = Counts::default();
    let mut done = 0;
    let going = |done| work.tell(Progress { state: JobState::Running, done, total });
    going(done);
    let is_refused = how.all_or_nothing && any_error(&issues);
    let pieces = people.chunks(PIECE).filter(|_| !is_refused);
    let mut is_stopped = false;
    for piece in pieces {
        is_stopped = work.is_stopped();
        if is_stopped {
            break;
        }
        write(desk, piece, how.dry_run, &mut counts)?;
        done += number(piece.len());
        going(done);
    }
    if counts.added + counts.changed > 0 && !how.dry_run {
        // The first import of an organisation compiles everybody here, and not in the first list.
        desk.office(None)?;
    }
    let Counts { added, changed, unchanged } = counts;
    let listed: Vec<ProblemIssue> =
        issues.iter().take(LISTED).map(|issue| ProblemIssue::new(issue, desk.language)).collect();
    let errors = issues.iter().filter(|issue| issue.severity == Severity::Error).count();
    let result = json!({
        "added": added,
        "changed": changed,
        "unchanged": unchanged,
        "dry_run": how.dry_run,
        "errors": errors,
        "warnings": issues.len() - errors,
        "issues": listed,
    });
    Ok(match (is_refused, is_stopped) {
        (true, _) => Ended::Refused(result),
        (false, true) => Ended::Cancelled(result),
        (false, false) => Ended::Done(result),
    })
}

/// The people in the file, and everything that is wrong with it.
fn read(desk: &Desk, how: &How, content: &Content) -> (Vec<PersonDocument>, Vec<Issue>) {
    let knowledge = &desk.state.knowledge;
    let places = &knowledge.reference().places;
    if content.media != NDJSON {
        let file = how.file.as_deref();
        let (read, mut issues) = if content.media == XLSX {
            let file = file.unwrap_or("import.xlsx");
            table::table_from_xlsx(file, &content.bytes, how.sheet.as_deref())
        } else {
            table::table_from_csv(file.unwrap_or("import.csv"), &content.bytes)
        };
        let Some(read) = read else { return (Vec::new(), issues) };
        let fits = |mapping: &&MappingDocument| table::knows_the_people_of(mapping, &read);
        let mappings = knowledge.mappings();
        let Some(mapping) = mappings.iter().find(fits).or(mappings.first()) else {
            return (Vec::new(), issues);
        };
        let (mut people, found) = table::people_from_rows(&read, mapping);
        issues.extend(found);
        for person in &mut people {
            person.locate(places);
        }
        return (people, issues);
    }
    let text = match content.text() {
        Ok(text) => text,
        Err(problem) => {
            let issue = Issue::new(formats::IssueCode::Encoding, "").with("detail", problem.detail);
            return (Vec::new(), vec![issue]);
        }
    };
    let file = how.file.as_deref().unwrap_or("import.ndjson");
    let (people, issues) = read::people(Source::file(file, text, Syntax::Ndjson), places);
    (people.into_iter().map(|entry| entry.document).collect(), issues)
}

/// Takes some people over: new ones are added, known ones get a new version.
fn write(
    desk: &Desk,
    people: &[PersonDocument],
    dry_run: bool,
    counts: &mut Counts,
) -> Result<(), Problem> {
    let mut batches: Vec<Batch> = Vec::new();
    let mut changed = Changed::default();
    for person in people {
        let id = person.id.as_str();
        let key = desk.key(id);
        let entry = |action: &str| Entry::new(action).about(Applicant::KIND, id);
        match desk.find::<Applicant>(id)? {
            Some(kept) if kept.body.person == *person => counts.unchanged += 1,
            Some(kept) => {
                let body = Applicant { person: person.clone(), closed_on: kept.body.closed_on };
                let batch =
                    desk.batch().replace(Applicant::KIND, &key, kept.version, stored(&body)?);
                batches.push(batch.journal(entry("applicant_changed")));
                changed.people.push(id.to_owned());
                counts.changed += 1;
            }
            None => {
                let body = Applicant { person: person.clone(), closed_on: None };
                let batch = desk.batch().create(Applicant::KIND, &key, stored(&body)?);
                batches.push(batch.journal(entry("applicant_added")));
                changed.people.push(id.to_owned());
                counts.added += 1;
            }
        }
    }
    if dry_run || batches.is_empty() {
        return Ok(());
    }
    for written in desk.state.store.commit_each(&batches)? {
        written?;
    }
    desk.changed(&changed)
}

fn number(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}
