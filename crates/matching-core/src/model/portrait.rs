//! What is known of a person on a day: all statements about a thing read together.

use std::collections::BTreeMap;

use super::applicant::CompetenceProfile;
use crate::{
    calendar::Date,
    criteria::{Fact, Goal, Held, Key, KindName},
    eligibility::{Reach, Step},
    id::ApplicantId,
    rules::Rules,
};

/// What a line can look up about a person.
pub(crate) trait Knowing {
    /// What is known about a subject; `None` where nothing is.
    fn held(&self, key: &Key) -> Option<&Held>;

    /// What measures can do about a subject.
    fn steps(&self, key: &Key) -> &[Step];
}

/// What is known of a person on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Portrait {
    id: ApplicantId,
    /// Sorted by key.
    known: Vec<(Key, Held)>,
    reach: Reach,
}

impl Portrait {
    /// Reads all statements as of a day. What measures can do for the person is not known yet.
    pub fn new(person: &CompetenceProfile, at: Date, rules: &Rules) -> Self {
        let mut facts: BTreeMap<Key, Vec<&Fact>> = BTreeMap::new();
        for fact in person.facts() {
            for key in fact.keys() {
                let about = facts.entry(key).or_default();
                // The same statement twice is one statement.
                if !about.contains(&fact) {
                    about.push(fact);
                }
            }
        }
        let known = facts
            .into_iter()
            .filter_map(|(key, facts)| key.kind.hold(&facts, at, rules).map(|held| (key, held)))
            .collect();
        Self { id: person.id().clone(), known, reach: Reach::default() }
    }

    /// Adds what measures can do for the person on that day.
    #[must_use]
    pub fn with_reach(mut self, reach: Reach) -> Self {
        self.reach = reach;
        self
    }

    /// The same person after reaching a goal: "if …". Kinds that no measure moves stay as they are.
    #[must_use]
    pub fn raised(mut self, key: &Key, goal: Goal) -> Self {
        let place = self.known.binary_search_by(|(known, _)| known.cmp(key));
        let held = place.ok().and_then(|at| self.known.get(at)).map(|(_, held)| held);
        let Some(raised) = Held::raised(key.kind, held, goal) else { return self };
        if let Ok(at) = place {
            self.known.remove(at);
        }
        let at = place.unwrap_or_else(|at| at);
        self.known.insert(at, (key.clone(), raised));
        self
    }

    /// The person's code.
    pub const fn id(&self) -> &ApplicantId {
        &self.id
    }

    /// What is known about a subject; `None` where nothing is.
    pub fn held(&self, key: &Key) -> Option<&Held> {
        let at = self.known.binary_search_by(|(known, _)| known.cmp(key)).ok()?;
        self.known.get(at).map(|(_, held)| held)
    }

    /// Everything known, sorted by key.
    pub fn known(&self) -> impl Iterator<Item = (&Key, &Held)> {
        self.known.iter().map(|(key, held)| (key, held))
    }

    /// Everything known of one kind, sorted by subject.
    pub fn known_of(&self, kind: KindName) -> impl Iterator<Item = (&Key, &Held)> {
        self.known().filter(move |(key, _)| key.kind == kind)
    }

    /// Knowledge and reach, taken apart.
    pub(crate) fn into_parts(self) -> (Vec<(Key, Held)>, Reach) {
        (self.known, self.reach)
    }

    /// What measures can do for the person.
    pub const fn reach(&self) -> &Reach {
        &self.reach
    }
}

impl Knowing for Portrait {
    fn held(&self, key: &Key) -> Option<&Held> {
        Self::held(self, key)
    }

    fn steps(&self, key: &Key) -> &[Step] {
        self.reach.steps(key)
    }
}
