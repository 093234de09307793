//! The journal: who saw, matched, decided, disclosed and changed what; and the proof that nothing in
//! it was altered.

mod reproduction;

pub(super) use reproduction::reproduce;

use actix_web::{get, web};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::{Entry, Hash, JournalEntry, JournalQuery, Timestamp};
use utoipa::{IntoParams, ToSchema};

use crate::{
    http::{Answer, Desk, Listing, PageParameters, Reply},
    problem::{Problem, ProblemCode},
};

/// At most so many entries of other organisations are passed over for one page.
const PASSED_OVER: usize = 20_000;
const PIECE: usize = 500;

/// Which entries.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Which {
    /// Only those about documents of this kind, such as `applicant`; together with `id`.
    #[param(min_length = 1, max_length = 32)]
    kind: Option<String>,
    /// Only those about this document; together with `kind`.
    #[param(min_length = 1, max_length = 128)]
    id: Option<String>,
    /// The `next` of the page before; from the beginning without it.
    #[param(minimum = 1)]
    cursor: Option<u64>,
    /// Most entries of the page, 1 to 500.
    #[param(minimum = 1, maximum = 500, default = 50)]
    limit: Option<usize>,
}

/// An entry of the journal.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct EntryView {
    /// Its number.
    number: u64,
    /// When it happened.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    /// Who did it.
    actor: String,
    /// What was done.
    action: String,
    /// The kind of document that it was done to.
    kind: Option<String>,
    /// The document that it was done to.
    id: Option<String>,
    /// Details without personal data.
    #[schema(value_type = Option<Object>)]
    details: Value,
    /// The hash over the entry before and this one.
    #[schema(value_type = String)]
    hash: Hash,
}

impl EntryView {
    pub(super) fn of(entry: JournalEntry) -> Self {
        let (kind, id) = entry.subject.map(|subject| (subject.kind, subject.id)).unzip();
        Self {
            number: entry.seq,
            at: entry.at,
            actor: entry.actor,
            action: entry.action,
            kind,
            id,
            details: entry.details,
            hash: entry.hash,
        }
    }
}

/// Whether the journal is what was once written.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Verification {
    /// Whether every entry fits the one before.
    sound: bool,
    /// How many entries were found to be in order.
    entries: u64,
    /// The last entry, for keeping elsewhere: its number.
    last: u64,
    /// The last entry, for keeping elsewhere: its hash.
    #[schema(value_type = String)]
    hash: Hash,
    /// The number of the first entry that does not fit.
    broken_at: Option<u64>,
    /// What is wrong with it.
    why: Option<&'static str>,
}

/// Lists entries of the journal about the organisation, the oldest first.
#[utoipa::path(operation_id = "list_journal", tag = "data protection", params(Which), responses((status = 200, description = "A page of entries.", body = Listing<EntryView>)))]
#[get("/journal")]
pub(crate) async fn list_journal(desk: Desk, which: web::Query<Which>) -> Answer {
    desk.run(move |desk| {
        let limit = PageParameters { cursor: None, limit: which.limit }.limit()?;
        let query = match (&which.kind, &which.id) {
            (Some(kind), Some(id)) => JournalQuery::about(kind, id),
            (None, None) => JournalQuery::all(),
            (Some(_), None) | (None, Some(_)) => {
                let detail = "`kind` and `id` belong together";
                return Err(Problem::new(ProblemCode::InvalidParameter, detail));
            }
        };
        desk.saw(Entry::new("journal_read"))?;
        Reply::ok(&page(desk, query, which.cursor.unwrap_or(0), limit)?)
    })
    .await
}

/// A page of the organisation's own entries.
fn page(
    desk: &Desk,
    query: JournalQuery,
    after: u64,
    limit: usize,
) -> Result<Listing<EntryView>, Problem> {
    let mut items = Vec::new();
    let mut query = query.after(after).limit(PIECE);
    let mut looked_at = 0;
    loop {
        let found = desk.state.store.journal(&query)?;
        let Some(end) = found.last().map(|entry| entry.seq) else {
            return Ok(Listing { items, next: None });
        };
        looked_at += found.len();
        for entry in found {
            if entry.organisation == desk.caller.organisation {
                let number = entry.seq;
                items.push(EntryView::of(entry));
                if items.len() == limit {
                    return Ok(Listing { items, next: Some(number.to_string()) });
                }
            }
        }
        if looked_at >= PASSED_OVER {
            return Ok(Listing { items, next: Some(end.to_string()) });
        }
        query = query.after(end);
    }
}

/// Walks the whole journal and says whether every entry fits the one before.
#[utoipa::path(operation_id = "verify_journal", tag = "data protection", responses((status = 200, description = "The verification.", body = Verification)))]
#[get("/journal/verification")]
pub(crate) async fn verify_journal(desk: Desk) -> Answer {
    desk.run(|desk| {
        let report = desk.state.store.verify_journal()?;
        Reply::ok(&Verification {
            sound: report.broken.is_none(),
            entries: report.entries,
            last: report.anchor.seq,
            hash: report.anchor.hash,
            broken_at: report.broken.as_ref().map(|broken| broken.seq),
            why: report.broken.map(|broken| broken.why.code()),
        })
    })
    .await
}
