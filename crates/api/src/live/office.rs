//! Everybody of an organisation on a day, compiled, in pieces that are replaced one by one.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex, PoisonError},
};

use formats::document::{PersonDocument, ProfileDocument};
use knowledge::Knowledge;
use matching_core::{
    calendar::Date,
    id::{ApplicantId, ProfileId},
    model::Portrait,
    score::{BoundProfile, Order},
};
use pathways::Outreach;
use store::{IndexValue, Query, Range};

use super::{
    Bound, Changed, Person, Places, Ranking, Source,
    piece::{Piece, person},
};
use crate::{
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
    /// What measures could do, for whoever is read; shared with the snapshots before and after.
    outreach: Arc<Mutex<Outreach>>,
    pieces: Vec<Arc<Piece>>,
    profiles: BTreeMap<ProfileId, Arc<Bound>>,
    rankings: Mutex<BTreeMap<(ProfileId, Order), Arc<Ranking>>>,
    places: Mutex<BTreeMap<Option<String>, Arc<Places>>>,
}

impl Office {
    /// Reads everything of an organisation.
    pub(crate) fn read(source: Source<'_>, day: Date) -> Result<Self, Problem> {
        let mut office = Self::without_people(source, day)?;
        let mut pieces = vec![Piece::default(); PIECES];
        let outreach = Arc::clone(&office.outreach);
        let mut outreach = outreach.lock().unwrap_or_else(PoisonError::into_inner);
        let mut cursor = None;
        loop {
            let query =
                Query::all(Applicant::KIND).of(source.organisation).limit(500).after(cursor);
            let page = source.store.query(&query)?;
            for document in page.items {
                let kept: Kept<Applicant> = Kept::read(document)?;
                let at = place(kept.body.person.id.as_str());
                let person = person(source.knowledge, kept, (day, &mut *outreach));
                if let (Some(piece), Some(person)) = (pieces.get_mut(at), person) {
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
        office.pieces = pieces.into_iter().map(Arc::new).collect();
        Ok(office)
    }

    /// The published profiles, and what measures could do about their musts and those of the roles that
    /// ship: most places are made from these.
    fn without_people(source: Source<'_>, day: Date) -> Result<Self, Problem> {
        let (knowledge, planner) = (source.knowledge, source.knowledge.planner());
        let mut office = Self {
            day,
            outreach: Arc::new(Mutex::new(Outreach::new(planner, day, []))),
            pieces: Vec::new(),
            profiles: BTreeMap::new(),
            rankings: Mutex::default(),
            places: Mutex::default(),
        };
        for id in published(source)? {
            office.read_profile(source, &id)?;
        }
        let roles = knowledge.packs().iter().flat_map(|pack| pack.roles_on(day));
        let roles: Vec<BoundProfile> =
            roles.map(|role| knowledge.engine().bind(role.model.clone())).collect();
        let own = office.profiles.values().map(|place| &place.bound);
        let outreach = Outreach::new(planner, day, own.chain(&roles));
        office.outreach = Arc::new(Mutex::new(outreach));
        Ok(office)
    }

    /// Whether measures were looked at for everything that the musts of the profiles ask for.
    fn is_covered(&self, knowledge: &Knowledge, profiles: &[String]) -> bool {
        let outreach = self.outreach.lock().unwrap_or_else(PoisonError::into_inner);
        let mut changed = profiles.iter().filter_map(|id| self.profile(id));
        changed.all(|place| outreach.covers(knowledge.planner(), &place.bound))
    }

    /// What is known of somebody on the day, who need not be among the people.
    pub(crate) fn portrait(&self, knowledge: &Knowledge, person: &PersonDocument) -> Portrait {
        let portrait = knowledge.engine().portrait(&person.model(), self.day);
        let mut outreach = self.outreach.lock().unwrap_or_else(PoisonError::into_inner);
        outreach.portrait(knowledge.planner(), portrait)
    }

    /// The same, with what was changed read again.
    pub(super) fn with(&self, source: Source<'_>, changed: &Changed) -> Result<Self, Problem> {
        let mut next = Self {
            day: self.day,
            outreach: Arc::clone(&self.outreach),
            pieces: self.pieces.clone(),
            profiles: self.profiles.clone(),
            rankings: Mutex::default(),
            places: Mutex::new(self.remembered_places(changed.profiles.is_empty())),
        };
        let mut by_piece: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
        for id in &changed.people {
            by_piece.entry(place(id)).or_default().push(id);
        }
        let mut outreach = self.outreach.lock().unwrap_or_else(PoisonError::into_inner);
        for (at, ids) in by_piece {
            let Some(slot) = next.pieces.get_mut(at) else { continue };
            let mut piece = Piece::clone(slot);
            for id in ids {
                piece.read_again(source, id, (self.day, &mut *outreach))?;
            }
            piece.pool.settle();
            *slot = Arc::new(piece);
        }
        drop(outreach);
        for id in &changed.profiles {
            next.read_profile(source, id)?;
        }
        if !next.is_covered(source.knowledge, &changed.profiles) {
            // A must asks for something new: what measures could do about it is asked for everybody.
            return Self::read(source, self.day);
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
    fn read_profile(&mut self, source: Source<'_>, id: &str) -> Result<(), Problem> {
        let query = Query::all(Published::KIND).of(source.organisation).equal("profile", id);
        let mut newest: Option<ProfileDocument> = None;
        let mut cursor = None;
        loop {
            let page = source.store.query(&query.clone().limit(500).after(cursor))?;
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
                self.profiles.insert(key, Arc::new(Bound::of(source.knowledge, document)?));
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
    pub(crate) fn places(
        &self,
        knowledge: &Knowledge,
        pack: Option<&str>,
    ) -> Result<Arc<Places>, Problem> {
        let key = pack.map(str::to_owned);
        let lock = || self.places.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = lock().get(&key) {
            return Ok(Arc::clone(known));
        }
        let places = match pack {
            None => Places::of(knowledge, self.profiles.values().cloned())?,
            Some(pack) => Places::of(knowledge, self.roles_of(knowledge, pack)?)?,
        };
        let places = Arc::new(places);
        lock().insert(key, Arc::clone(&places));
        Ok(places)
    }

    /// The roles of a shipped pack that hold on the day.
    fn roles_of(&self, knowledge: &Knowledge, pack: &str) -> Result<Vec<Arc<Bound>>, Problem> {
        let mut packs = knowledge.packs().iter();
        let pack = packs.find(|known| known.document.id == pack).ok_or_else(|| {
            Problem::new(ProblemCode::InvalidParameter, "there is no such pack; see /v1/packs")
        })?;
        pack.roles_on(self.day)
            .map(|role| Bound::of(knowledge, role.document.clone()).map(Arc::new))
            .collect()
    }

    /// What is remembered of places; the organisation's own ones only while they are as they were.
    fn remembered_places(&self, own: bool) -> BTreeMap<Option<String>, Arc<Places>> {
        let known = self.places.lock().unwrap_or_else(PoisonError::into_inner).clone();
        known.into_iter().filter(|(pack, _)| own || pack.is_some()).collect()
    }

    /// Everybody in order for a profile; remembered until the next change.
    pub(crate) fn ranking(
        &self,
        knowledge: &Knowledge,
        profile: &Bound,
        order: Order,
    ) -> Arc<Ranking> {
        let key = (profile.document.id.clone(), order);
        let lock = || self.rankings.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = lock().get(&key) {
            return Arc::clone(known);
        }
        let engine = knowledge.engine();
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

/// The identifiers of all profiles that were ever published.
fn published(source: Source<'_>) -> Result<BTreeSet<String>, Problem> {
    let all = Range::Between(std::ops::Bound::<IndexValue>::Unbounded, std::ops::Bound::Unbounded);
    let query =
        Query::all(Published::KIND).of(source.organisation).within("profile", all).limit(500);
    let mut ids = BTreeSet::new();
    let mut cursor = None;
    loop {
        let page = source.store.query(&query.clone().after(cursor))?;
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
