//! Everybody of an organisation on a day, compiled, in pieces that are replaced one by one.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex, PoisonError},
};

use formats::{
    document::{PersonDocument, ProfileDocument},
    read,
};
use matching_core::{
    calendar::Date,
    compiled::Pool,
    id::{ApplicantId, ProfileId},
    model::Portrait,
    score::{BoundProfile, Order},
};
use store::{IndexValue, Query, Range};

use super::{Changed, Places, Ranking};
use crate::{
    State,
    problem::{Problem, ProblemCode},
    records::{Applicant, Kept, Published, Record as _},
};

/// A change replaces one of so many pieces: small enough to copy, few enough to ask all.
const PIECES: usize = 64;
/// Lists that are remembered until the next change.
const REMEMBERED: usize = 256;

/// Everybody of an organisation on a day, and what employers ask.
#[derive(Debug)]
pub(crate) struct Office {
    day: Date,
    pieces: Vec<Arc<Piece>>,
    profiles: BTreeMap<ProfileId, Arc<Bound>>,
    rankings: Mutex<BTreeMap<(ProfileId, Order), Arc<Ranking>>>,
    places: Mutex<BTreeMap<Option<String>, Arc<Places>>>,
}

/// Some of the people.
#[derive(Clone, Debug, Default)]
pub(super) struct Piece {
    people: BTreeMap<ApplicantId, Arc<Person>>,
    pub(super) pool: Pool,
}

/// A person as of the day.
#[derive(Debug)]
pub(crate) struct Person {
    /// What is recorded.
    pub(crate) document: PersonDocument,
    /// The version of the document.
    pub(crate) version: u64,
    /// What is known as of the day.
    pub(crate) portrait: Portrait,
}

/// A published requirement profile, ready for scoring.
#[derive(Debug)]
pub(crate) struct Bound {
    /// As it is written.
    pub(crate) document: ProfileDocument,
    /// As it is scored.
    pub(crate) bound: BoundProfile,
}

impl Bound {
    /// Makes a profile ready for scoring.
    pub(crate) fn of(state: &State, mut document: ProfileDocument) -> Result<Self, Problem> {
        let reference = state.knowledge.reference();
        document.locate(&reference.places);
        let (model, _) = read::model(&document, &reference.names);
        let model = model.ok_or_else(|| {
            let detail = format!("the stored profile {:?} cannot be scored any more", document.id);
            Problem::new(ProblemCode::WrongState, detail)
        })?;
        Ok(Self { bound: state.knowledge.engine().bind(model), document })
    }
}

impl Office {
    /// Reads everything of an organisation.
    pub(crate) fn read(state: &State, organisation: &str, day: Date) -> Result<Self, Problem> {
        let mut pieces = vec![Piece::default(); PIECES];
        let mut cursor = None;
        loop {
            let query = Query::all(Applicant::KIND).of(organisation).limit(500).after(cursor);
            let page = state.store.query(&query)?;
            for document in page.items {
                let kept: Kept<Applicant> = Kept::read(document)?;
                let at = place(kept.body.person.id.as_str());
                if let (Some(piece), Some(person)) = (pieces.get_mut(at), person(state, kept, day))
                {
                    piece.put(person);
                }
            }
            cursor = page.next;
            if cursor.is_none() {
                break;
            }
        }
        for piece in &mut pieces {
            piece.pool.settle();
        }
        let mut office = Self {
            day,
            pieces: pieces.into_iter().map(Arc::new).collect(),
            profiles: BTreeMap::new(),
            rankings: Mutex::default(),
            places: Mutex::default(),
        };
        for id in published(state, organisation)? {
            office.read_profile(state, organisation, &id)?;
        }
        Ok(office)
    }

    /// The same, with what was changed read again.
    pub(super) fn with(
        &self,
        state: &State,
        organisation: &str,
        changed: &Changed,
    ) -> Result<Self, Problem> {
        let mut next = Self {
            day: self.day,
            pieces: self.pieces.clone(),
            profiles: self.profiles.clone(),
            rankings: Mutex::default(),
            places: Mutex::new(self.remembered_places(changed.profiles.is_empty())),
        };
        let mut by_piece: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
        for id in &changed.people {
            by_piece.entry(place(id)).or_default().push(id);
        }
        for (at, ids) in by_piece {
            let Some(slot) = next.pieces.get_mut(at) else { continue };
            let mut piece = Piece::clone(slot);
            for id in ids {
                piece.read_again(state, organisation, id, self.day)?;
            }
            piece.pool.settle();
            *slot = Arc::new(piece);
        }
        for id in &changed.profiles {
            next.read_profile(state, organisation, id)?;
        }
        if changed.people.is_empty() {
            // Lists of other profiles are as they were.
            let kept = self.rankings.lock().unwrap_or_else(PoisonError::into_inner).clone();
            let is_same =
                |id: &ProfileId| !changed.profiles.iter().any(|other| other == id.as_str());
            next.rankings =
                Mutex::new(kept.into_iter().filter(|((id, _), _)| is_same(id)).collect());
        }
        Ok(next)
    }

    /// The newest published version of a profile that holds on the day.
    fn read_profile(&mut self, state: &State, organisation: &str, id: &str) -> Result<(), Problem> {
        let query = Query::all(Published::KIND).of(organisation).equal("profile", id);
        let mut newest: Option<ProfileDocument> = None;
        let mut cursor = None;
        loop {
            let page = state.store.query(&query.clone().limit(500).after(cursor))?;
            for document in page.items {
                let kept: Kept<Published> = Kept::read(document)?;
                if kept.body.document.holds_on(self.day) {
                    newest = Some(kept.body.document);
                }
            }
            cursor = page.next;
            if cursor.is_none() {
                break;
            }
        }
        match newest {
            Some(document) => {
                let key = document.id.clone();
                self.profiles.insert(key, Arc::new(Bound::of(state, document)?));
            }
            None => self.profiles.retain(|known, _| known.as_str() != id),
        }
        Ok(())
    }

    /// The day as of which everything is read.
    pub(crate) const fn day(&self) -> Date {
        self.day
    }

    /// How many people there are.
    pub(crate) fn len(&self) -> usize {
        self.pieces.iter().map(|piece| piece.people.len()).sum()
    }

    /// A person whose case is open.
    pub(crate) fn person(&self, id: &str) -> Option<&Arc<Person>> {
        let id = ApplicantId::new(id).ok()?;
        self.pieces.get(place(id.as_str()))?.people.get(&id)
    }

    /// A published profile that holds on the day.
    pub(crate) fn profile(&self, id: &str) -> Option<&Arc<Bound>> {
        self.profiles.get(&ProfileId::new(id).ok()?)
    }

    /// All published profiles that hold on the day, sorted by identifier.
    pub(crate) fn profiles(&self) -> impl Iterator<Item = &Arc<Bound>> {
        self.profiles.values()
    }

    /// The places that are listed for people: the organisation's own, or the roles of a shipped pack.
    ///
    /// # Errors
    /// 400 where there is no such pack.
    pub(crate) fn places(&self, state: &State, pack: Option<&str>) -> Result<Arc<Places>, Problem> {
        let key = pack.map(str::to_owned);
        let lock = || self.places.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = lock().get(&key) {
            return Ok(Arc::clone(known));
        }
        let places = match pack {
            None => Places::of(state, self.profiles.values().cloned())?,
            Some(pack) => Places::of(state, self.roles_of(state, pack)?)?,
        };
        let places = Arc::new(places);
        lock().insert(key, Arc::clone(&places));
        Ok(places)
    }

    /// The roles of a shipped pack that hold on the day.
    fn roles_of(&self, state: &State, pack: &str) -> Result<Vec<Arc<Bound>>, Problem> {
        let mut packs = state.knowledge.packs().iter();
        let pack = packs.find(|known| known.document.id == pack).ok_or_else(|| {
            Problem::new(ProblemCode::InvalidParameter, "there is no such pack; see /v1/packs")
        })?;
        pack.roles_on(self.day)
            .map(|role| Bound::of(state, role.document.clone()).map(Arc::new))
            .collect()
    }

    /// What is remembered of places; the organisation's own ones only while they are as they were.
    fn remembered_places(&self, own: bool) -> BTreeMap<Option<String>, Arc<Places>> {
        let known = self.places.lock().unwrap_or_else(PoisonError::into_inner).clone();
        known.into_iter().filter(|(pack, _)| own || pack.is_some()).collect()
    }

    /// Everybody in order for a profile; remembered until the next change.
    pub(crate) fn ranking(&self, state: &State, profile: &Bound, order: Order) -> Arc<Ranking> {
        let key = (profile.document.id.clone(), order);
        let lock = || self.rankings.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = lock().get(&key) {
            return Arc::clone(known);
        }
        let engine = state.knowledge.engine();
        let pools = self.pieces.iter().map(|piece| &piece.pool);
        let ranking = Arc::new(Ranking::of(engine, pools, &profile.bound, order));
        let mut remembered = lock();
        if remembered.len() >= REMEMBERED {
            remembered.clear();
        }
        remembered.insert(key, Arc::clone(&ranking));
        ranking
    }
}

impl Piece {
    fn put(&mut self, person: Person) {
        self.pool.put(person.portrait.clone());
        self.people.insert(person.document.id.clone(), Arc::new(person));
    }

    fn read_again(
        &mut self,
        state: &State,
        organisation: &str,
        id: &str,
        day: Date,
    ) -> Result<(), Problem> {
        let document = state.store.get(Applicant::KIND, &format!("{organisation}/{id}"))?;
        let kept = document.map(Kept::<Applicant>::read).transpose()?;
        if let Ok(id) = ApplicantId::new(id) {
            self.pool.take_out(&id);
            self.people.remove(&id);
        }
        if let Some(person) = kept.and_then(|kept| person(state, kept, day)) {
            self.put(person);
        }
        Ok(())
    }
}

/// A person as of a day; none whose case is closed.
fn person(state: &State, kept: Kept<Applicant>, day: Date) -> Option<Person> {
    let Kept { version, body: Applicant { mut person, closed_on }, .. } = kept;
    if closed_on.is_some_and(|closed| closed <= day) {
        return None;
    }
    person.locate(&state.knowledge.reference().places);
    let portrait = state.knowledge.engine().portrait(&person.model(), day);
    Some(Person { document: person, version, portrait })
}

/// The identifiers of all profiles that were ever published.
fn published(state: &State, organisation: &str) -> Result<BTreeSet<String>, Problem> {
    let all = Range::Between(std::ops::Bound::<IndexValue>::Unbounded, std::ops::Bound::Unbounded);
    let query = Query::all(Published::KIND).of(organisation).within("profile", all).limit(500);
    let mut ids = BTreeSet::new();
    let mut cursor = None;
    loop {
        let page = state.store.query(&query.clone().after(cursor))?;
        for document in page.items {
            let kept: Kept<Published> = Kept::read(document)?;
            ids.insert(kept.body.document.id.to_string());
        }
        cursor = page.next;
        if cursor.is_none() {
            return Ok(ids);
        }
    }
}

/// Which piece a person belongs to: FNV-1a of the code.
fn place(id: &str) -> usize {
    let hash = id.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let pieces = u64::try_from(PIECES).unwrap_or(1);
    usize::try_from(hash % pieces).unwrap_or(0)
}
