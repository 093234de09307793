//! The place where one request is worked on: who asks, when, under which conditions; and the only
//! way to the store, which keeps organisations apart and the journal complete.

use std::{
    future::{Ready, ready},
    sync::Arc,
};

use actix_web::{
    FromRequest, HttpMessage as _, HttpRequest,
    dev::Payload,
    http::header::{HeaderName, IF_MATCH},
    web,
};
use formats::{answer::engine_document, document::EngineDocument};
use issue::Language;
use matching_core::{calendar::Date, model::Portrait};
use serde_json::Value;
use store::{Batch, Entry, Query, Receipt, Response, StoreError, Timestamp};

use super::{Content, Listing, PageParameters, Reply, language};
use crate::{
    State,
    access::{Caller, Credential, Role},
    live::{Changed, Office, Source},
    problem::{Problem, ProblemCode},
    records::{Applicant, Kept, Record},
    state::day_of,
    view::Audience,
};

/// What a route gives.
pub(crate) type Answer = Result<Reply, Problem>;

/// Seconds that an answer is remembered under its idempotency key.
const REMEMBERED_FOR: i64 = 86_400;

/// The place where one request is worked on.
#[derive(Clone, Debug)]
pub(crate) struct Desk {
    /// What all requests share.
    pub(crate) state: web::Data<State>,
    /// Who asks.
    pub(crate) caller: Caller,
    /// When the request came.
    pub(crate) now: Timestamp,
    /// The language of texts.
    pub(crate) language: Language,
    route: String,
    if_match: Option<String>,
    idempotency_key: Option<String>,
}

impl FromRequest for Desk {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _payload: &mut Payload) -> Self::Future {
        ready(Self::of(request))
    }
}

impl Desk {
    fn of(request: &HttpRequest) -> Result<Self, Problem> {
        let caller = request.extensions().get::<Caller>().cloned();
        let caller =
            caller.ok_or_else(|| Problem::new(ProblemCode::Unauthenticated, "nobody is known"))?;
        let state = request.app_data::<web::Data<State>>().cloned();
        let state =
            state.ok_or_else(|| Problem::new(ProblemCode::Internal, "the service has no state"))?;
        let header = |name: HeaderName| -> Result<Option<String>, Problem> {
            let value = request.headers().get(&name).map(|value| value.to_str().map(str::to_owned));
            value.transpose().map_err(|_unreadable| {
                Problem::new(ProblemCode::InvalidHeader, format!("{name} is no plain text"))
            })
        };
        let idempotency_key = header(HeaderName::from_static("idempotency-key"))?;
        if idempotency_key.as_ref().is_some_and(|key| key.is_empty() || key.len() > 100) {
            let detail = "an idempotency key has 1 to 100 characters";
            return Err(Problem::new(ProblemCode::InvalidHeader, detail));
        }
        Ok(Self {
            caller,
            now: (state.clock)(),
            state,
            language: language(request),
            route: format!("{} {}", request.method(), request.uri()),
            if_match: header(IF_MATCH)?,
            idempotency_key,
        })
    }

    /// A desk for what the service does by itself in an organisation.
    pub(crate) fn of_service(state: web::Data<State>, organisation: &str) -> Self {
        let caller = Caller {
            name: "service".to_owned(),
            organisation: organisation.to_owned(),
            role: Role::Administrator,
            employer: None,
            credential: Credential::Service,
        };
        Self {
            caller,
            now: (state.clock)(),
            state,
            language: Language::German,
            route: String::new(),
            if_match: None,
            idempotency_key: None,
        }
    }

    /// Works off the event loop.
    pub(crate) async fn run(self, work: impl FnOnce(&Self) -> Answer + Send + 'static) -> Answer {
        let done = web::block(move || work(&self)).await;
        done.map_err(|error| Problem::new(ProblemCode::Internal, error.to_string()))?
    }

    /// What computes results: version of the program, rules and fingerprint; stands in each of them.
    pub(crate) fn engine(&self) -> EngineDocument {
        engine_document(self.state.knowledge.engine(), &self.state.fingerprint)
    }

    /// What day it is.
    pub(crate) fn today(&self) -> Date {
        day_of(self.now)
    }

    /// How a document of the caller's organisation is called in the store.
    pub(crate) fn key(&self, id: &str) -> String {
        format!("{}/{id}", self.caller.organisation)
    }

    /// A document of the caller's organisation, if it is there.
    pub(crate) fn find<T: Record>(&self, id: &str) -> Result<Option<Kept<T>>, Problem> {
        let key = self.key(id);
        // What cannot be stored is not there.
        if !store::Named::Id.rule().allows(&key) {
            return Ok(None);
        }
        self.state.store.get(T::KIND, &key)?.map(Kept::read).transpose()
    }

    /// A document of the caller's organisation.
    ///
    /// # Errors
    /// [`ProblemCode::NotFound`], also where it belongs to somebody else.
    pub(crate) fn get<T: Record>(&self, id: &str) -> Result<Kept<T>, Problem> {
        self.find(id)?.ok_or_else(|| Problem::missing(id))
    }

    /// A query for documents of the caller's organisation.
    pub(crate) fn query<T: Record>(&self) -> Query {
        Query::all(T::KIND).of(&self.caller.organisation)
    }

    /// A page of documents.
    pub(crate) fn page<T: Record>(
        &self,
        query: Query,
        page: &PageParameters,
    ) -> Result<Listing<Kept<T>>, Problem> {
        let query = query.after(page.cursor()?).limit(page.limit()?);
        let found = self.state.store.query(&query)?;
        let items = found.items.into_iter().map(Kept::read).collect::<Result<_, _>>()?;
        Ok(Listing { items, next: found.next.map(|cursor| cursor.to_string()) })
    }

    /// All documents of a query, however many.
    pub(crate) fn all<T: Record>(&self, query: &Query) -> Result<Vec<Kept<T>>, Problem> {
        let mut items = Vec::new();
        let mut cursor = None;
        loop {
            let page = self.state.store.query(&query.clone().after(cursor).limit(500))?;
            for document in page.items {
                items.push(Kept::read(document)?);
            }
            match page.next {
                Some(next) => cursor = Some(next),
                None => return Ok(items),
            }
        }
    }

    /// An empty batch of the caller.
    pub(crate) fn batch(&self) -> Batch {
        Batch::new(self.now, self.caller.actor()).of(&self.caller.organisation)
    }

    /// The version that the caller wants to change.
    ///
    /// # Errors
    /// [`ProblemCode::VersionRequired`] where none is given.
    pub(crate) fn expected(&self) -> Result<u64, Problem> {
        let Some(tag) = &self.if_match else {
            let detail = "send the ETag of the version you have read as If-Match";
            return Err(Problem::new(ProblemCode::VersionRequired, detail));
        };
        let number = tag.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
        number.and_then(|number| number.parse().ok()).ok_or_else(|| {
            let detail = format!("no version has the tag {tag}");
            Problem::new(ProblemCode::VersionConflict, detail)
        })
    }

    /// Makes changes, and lets everybody see them.
    pub(crate) fn commit(&self, batch: &Batch) -> Result<Receipt, Problem> {
        Ok(self.state.store.commit(batch)?)
    }

    /// Makes something new, once: a repeated request gets the answer of the first one.
    ///
    /// # Errors
    /// [`ProblemCode::KeyReused`] where the key was used for another request.
    pub(crate) fn once(
        &self,
        content: &Content,
        make: impl FnOnce() -> Result<(Batch, Reply), Problem>,
    ) -> Answer {
        let Some(key) = &self.idempotency_key else {
            let (batch, reply) = make()?;
            self.commit(&batch)?;
            return Ok(reply);
        };
        let key = format!("{}:{}:{key}", self.caller.organisation, self.caller.actor());
        let request = formats::fingerprint(&(&self.route, content.fingerprint()));
        if let Some(answer) = self.answered(&key, &request)? {
            return Ok(answer);
        }
        let (batch, reply) = make()?;
        let (status, body) = reply.remembered();
        let expires = self.now.plus_seconds(REMEMBERED_FOR);
        let response =
            Response { key: key.clone(), request: request.clone(), status, expires, body };
        match self.state.store.commit(&batch.remember(response)) {
            Ok(_) => Ok(reply),
            Err(StoreError::IdempotencyKeyUsed { .. }) => {
                let answered = self.answered(&key, &request)?;
                answered.ok_or_else(|| Problem::new(ProblemCode::Internal, "the answer is gone"))
            }
            Err(error) => Err(error.into()),
        }
    }

    fn answered(&self, key: &str, request: &str) -> Result<Option<Reply>, Problem> {
        let Some(answer) = self.state.store.response(key, self.now)? else { return Ok(None) };
        if answer.request != request {
            let detail = "this idempotency key was used for another request";
            return Err(Problem::new(ProblemCode::KeyReused, detail));
        }
        Reply::again(answer.status, &answer.body).map(Some)
    }

    /// The version that a new document of that identifier would get: one more than it last had.
    pub(crate) fn next_version<T: Record>(&self, id: &str) -> Result<u64, Problem> {
        let former = self.state.store.history(T::KIND, &self.key(id), None, 1)?;
        Ok(former.first().map_or(1, |version| version.number + 1))
    }

    /// Lets the next request see what was changed.
    pub(crate) fn changed(&self, changed: &Changed) -> Result<(), Problem> {
        self.state.live.refresh(self.source(), changed)
    }

    /// The compiled engine of the organisation: the snapshot for today, read afresh for other days.
    pub(crate) fn office(&self, as_of: Option<Date>) -> Result<Arc<Office>, Problem> {
        let today = self.today();
        match as_of.filter(|day| *day != today) {
            None => self.state.live.office(self.source(), today),
            Some(day) => Ok(Arc::new(Office::read(self.source(), day)?)),
        }
    }

    fn source(&self) -> Source<'_> {
        let organisation = &self.caller.organisation;
        Source { store: &*self.state.store, knowledge: &self.state.knowledge, organisation }
    }

    /// A person as of the day of an office, and the version of their document.
    pub(crate) fn portrait(&self, office: &Office, id: &str) -> Result<(Portrait, u64), Problem> {
        if let Some(person) = office.person(id) {
            return Ok((person.portrait.clone(), person.version));
        }
        let kept = self.get::<Applicant>(id)?;
        let mut person = kept.body.person;
        person.locate(&self.state.knowledge.reference().places);
        let portrait = office.portrait(&self.state.knowledge, &person);
        Ok((portrait, kept.version))
    }

    /// What the caller's role may see, where no consent of a person says otherwise.
    pub(crate) fn audience(&self) -> Audience {
        match self.caller.role {
            Role::Placement | Role::CaseManager => Audience::Casework,
            Role::Organiser => Audience::Organiser,
            Role::Employer => Audience::Employer,
            Role::Companion | Role::Administrator | Role::Auditor => {
                Audience::Companion(Vec::new())
            }
        }
    }

    /// Writes down that somebody reads about people. Comes before the answer, never after it.
    pub(crate) fn saw(&self, entry: Entry) -> Result<(), Problem> {
        self.commit(&self.batch().journal(entry)).map(|_| ())
    }
}

/// A record as it is stored.
pub(crate) fn stored(record: &impl Record) -> Result<Value, Problem> {
    serde_json::to_value(record)
        .map_err(|error| Problem::new(ProblemCode::Internal, error.to_string()))
}
