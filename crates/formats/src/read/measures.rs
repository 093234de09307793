//! Measures and situations.

use std::sync::LazyLock;

use issue::Issue;
use matching_core::{
    criteria::{Fact, KindName},
    model::Node,
    quantity::Permille,
};
use pathways::{CatalogueProblem, Measure, Route};

use super::{
    list::{Entry, Wanted, under},
    profiles::{nearest, node},
};
use crate::{
    IssueCode,
    document::{
        Names,
        measure::{MeasureDocument, RouteDocument},
        situation::SituationDocument,
    },
    schema::Schemas,
    source::Source,
};

static MEASURES: LazyLock<Schemas> = LazyLock::new(Schemas::of::<MeasureDocument>);
static SITUATIONS: LazyLock<Schemas> = LazyLock::new(Schemas::of::<SituationDocument>);

/// A full week in hours: the load of a measure is its share.
const WEEK_HOURS: u16 = 40;

/// Reads measures: one, a list (`[[measures]]`), or one a line. What is wrong with a measure by
/// itself is found here; what is wrong among several, where they are put together.
pub fn measures<'a>(
    source: Source<'a>,
    names: &Names,
) -> (Vec<Entry<'a, MeasureDocument>>, Vec<Issue>) {
    let wanted = Wanted {
        schemas: &MEASURES,
        name: "MeasureDocument",
        list: "measures",
        also: |_| Vec::new(),
    };
    let (entries, mut issues) = wanted.read::<MeasureDocument>(source);
    for entry in &entries {
        let mut found = under(&entry.at, measure_issues(&entry.document, names));
        entry.source.locate(&mut found);
        issues.extend(found);
    }
    (entries, issues)
}

/// Reads situations: one, a list (`[[situations]]`), or one a line.
pub fn situations(source: Source<'_>) -> (Vec<Entry<'_, SituationDocument>>, Vec<Issue>) {
    let wanted = Wanted {
        schemas: &SITUATIONS,
        name: "SituationDocument",
        list: "situations",
        also: |_| Vec::new(),
    };
    wanted.read(source)
}

/// A measure as it is planned with.
pub fn measure(document: &MeasureDocument) -> Measure {
    let hours = u16::from(document.weekly_hours.to).min(WEEK_HOURS);
    Measure {
        id: document.id.clone(),
        field: document.field,
        gives: document.gives.clone(),
        supports: document.supports.iter().map(node).collect(),
        needs: Node::AllOf(document.needs.iter().map(node).collect()),
        days: document.days,
        wait: document.wait_days,
        load: Permille::new(hours * 1000 / WEEK_HOURS),
        mode: document.mode,
        starts: document.starts.clone(),
        min_group: document.min_group,
        cents: document.euros.map(|euros| u64::from(euros.to) * 100),
        at_employer: document.provider == crate::document::measure::Provider::Employer,
        routes: document.routes.iter().map(route).collect(),
        valid_from: document.valid_from,
        valid_to: document.valid_to,
    }
}

fn route(written: &RouteDocument) -> Route {
    Route {
        regimes: written.regimes.clone(),
        statuses: written.statuses.clone(),
        age_from: written.age_from,
        age_to: written.age_to,
        employed: written.employed,
        unemployed_months: written.unemployed_months,
        funding: written.funding,
        valid_from: written.valid_from,
        valid_to: written.valid_to,
    }
}

/// What the schema cannot tell: no source, unknown terms, ranges the wrong way round.
fn measure_issues(document: &MeasureDocument, names: &Names) -> Vec<Issue> {
    let mut issues = Vec::new();
    if document.sources.is_empty() {
        issues.push(Issue::new(IssueCode::NoSource, "/sources").with("id", &document.id));
    }
    let ranges = [
        ("/weekly_hours", document.weekly_hours.from > document.weekly_hours.to),
        ("/euros", document.euros.is_some_and(|euros| euros.from > euros.to)),
    ];
    for (field, _) in ranges.into_iter().filter(|(_, reversed)| *reversed) {
        issues.push(Issue::new(IssueCode::RangeReversed, field).with("id", &document.id));
    }
    if names.is_empty() {
        return issues;
    }
    let known: Vec<&str> = names.ids().map(matching_core::id::ConceptId::as_str).collect();
    let mut look = |term: &str, field: String| {
        if !names.contains(term) {
            let issue = Issue::new(IssueCode::UnknownConcept, field).with("found", term);
            issues.push(nearest(issue, term, &known));
        }
    };
    for (at, fact) in document.gives.iter().enumerate() {
        for term in terms(fact) {
            look(&term, format!("/gives/{at}"));
        }
    }
    for (at, need) in document.needs.iter().enumerate() {
        for ask in node(need).asks() {
            for term in ask.terms() {
                look(term.as_str(), format!("/needs/{at}"));
            }
        }
    }
    for (at, support) in document.supports.iter().enumerate() {
        for ask in node(support).asks() {
            for term in ask.terms() {
                look(term.as_str(), format!("/supports/{at}"));
            }
        }
    }
    for (at, apply) in document.apply.iter().enumerate() {
        if let Some(letter) = &apply.letter {
            look(letter, format!("/apply/{at}/letter"));
        }
    }
    issues
}

/// The terms of the vocabulary that a fact names.
fn terms(fact: &Fact) -> Vec<String> {
    const WITHOUT: [KindName; 3] = [KindName::Language, KindName::School, KindName::WorkAccess];
    if WITHOUT.contains(&fact.kind()) {
        return Vec::new();
    }
    fact.keys().into_iter().map(|key| key.subject.to_string()).collect()
}

/// A problem of the catalogue in words of the files; the field is counted from the measure.
pub fn catalogue_issue(problem: &CatalogueProblem) -> Issue {
    let id = problem.id();
    let at = |route: Option<usize>| route.map_or_else(String::new, |at| format!("/routes/{at}"));
    match problem {
        CatalogueProblem::Duplicate { .. } => {
            Issue::new(IssueCode::Duplicate, "").with("id", id).with("where", "measures")
        }
        CatalogueProblem::Reversed { fields: (one, other), route, .. } => {
            Issue::new(IssueCode::Reversed, at(*route)).with("one", one).with("other", other)
        }
        CatalogueProblem::NoTime { .. } => Issue::new(IssueCode::NoTime, "/days").with("id", id),
        CatalogueProblem::GivesNothing { at, .. } => {
            Issue::new(IssueCode::GivesNothing, format!("/gives/{at}")).with("id", id)
        }
        CatalogueProblem::NobodyCan { route, .. } => {
            let field = if route.is_some() { at(*route) } else { "/needs".to_owned() };
            Issue::new(IssueCode::NobodyCan, field).with("id", id)
        }
        CatalogueProblem::NoRoute { .. } => {
            Issue::new(IssueCode::NoRoute, "/routes").with("id", id)
        }
    }
}
