//! What an office asks: mostly reading, some matching, some writing.

use std::time::{Duration, Instant};

use benches::Failure;
use serde_json::{Value, json};
use synthetic::Random;

use crate::{
    client::{Answer, Client, Sent},
    house::House,
};

macro_rules! kinds {
    ($($name:ident $text:literal $share:literal;)*) => {
        /// A kind of request.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Kind { $($name),* }

        impl Kind {
            /// All kinds.
            pub(crate) const ALL: &'static [Self] = &[$(Self::$name),*];

            /// What it is called.
            pub(crate) const fn name(self) -> &'static str {
                match self { $(Self::$name => $text),* }
            }

            /// How many of a hundred requests are of this kind.
            const fn share(self) -> u32 {
                match self { $(Self::$name => $share),* }
            }
        }
    };
}

kinds! {
    ReadPerson "read a person" 30;
    ListPeople "list 50 people" 10;
    Candidates "first 20 of everybody for a place" 20;
    Opportunities "places for a person" 10;
    Explanation "explain a pair" 10;
    Match "match 20 people sent along" 5;
    Change "change a person" 10;
    Decide "decide, with a reason" 5;
}

/// A request that was answered.
pub(crate) struct Served {
    pub(crate) kind: Kind,
    pub(crate) took: Duration,
    /// What went wrong.
    pub(crate) failed: Option<String>,
}

/// Somebody who asks, one request after the other.
pub(crate) struct Caller<'h> {
    house: &'h House,
    client: Client,
    random: Random,
    /// People whom only this caller changes.
    own: Vec<&'h str>,
    /// A body of people for stateless matches.
    pool: String,
}

impl<'h> Caller<'h> {
    /// One of several callers.
    pub(crate) fn new(house: &'h House, number: usize, callers: usize) -> Result<Self, Failure> {
        let mut client = Client::new(house.address)?;
        client.always("Authorization", &house.key);
        let own: Vec<&str> =
            house.people.iter().skip(number).step_by(callers).map(String::as_str).collect();
        let mut pool: Vec<Value> = Vec::new();
        for id in own.iter().take(20) {
            let person = client.get(&format!("/v1/applicants/{id}"))?.done()?;
            pool.push(json!({ "id": id, "facts": person.get("facts") }));
        }
        let pool = json!({ "roles": ["C11"], "top": 20, "people": pool }).to_string();
        let random = Random::new(u64::try_from(number)?);
        Ok(Self { house, client, random, own, pool })
    }

    /// Makes one request, by chance.
    pub(crate) fn one(&mut self) -> Result<Served, Failure> {
        let mut dice = self.random.below(100);
        let mut kinds = Kind::ALL.iter().copied();
        let kind = kinds.find(|kind| {
            let hit = dice < kind.share();
            dice = dice.saturating_sub(kind.share());
            hit
        });
        let kind = kind.unwrap_or(Kind::ReadPerson);
        let (answer, took) = self.ask(kind)?;
        let failed = answer.done().err().map(|failure| format!("{}: {failure}", kind.name()));
        Ok(Served { kind, took, failed })
    }

    fn ask(&mut self, kind: Kind) -> Result<(Answer, Duration), Failure> {
        let person = self.person()?;
        let place = pick(&mut self.random, &self.house.places)?.clone();
        match kind {
            Kind::ReadPerson => {
                self.timed("GET", &format!("/v1/applicants/{person}"), Sent::default())
            }
            Kind::ListPeople => self.timed("GET", "/v1/applicants?limit=50", Sent::default()),
            Kind::Candidates => {
                let path =
                    format!("/v1/requirement-profiles/{place}/candidates?order=overall&limit=20");
                self.timed("GET", &path, Sent::default())
            }
            Kind::Opportunities => {
                let path = format!("/v1/applicants/{person}/opportunities");
                self.timed("GET", &path, Sent::default())
            }
            Kind::Explanation => {
                let path = format!("/v1/explanations?applicant={person}&profile={place}");
                self.timed("GET", &path, Sent::default())
            }
            Kind::Match => {
                let pool = self.pool.clone();
                self.timed("POST", "/v1/matches", Sent::json(&pool))
            }
            Kind::Change => self.change(),
            Kind::Decide => {
                let body = json!({
                    "applicant": person, "profile": place, "act": "override",
                    "outcome": "address", "reason": "Die Sprachprüfung ist nächste Woche.",
                });
                self.timed("POST", "/v1/decisions", Sent::json(&body.to_string()))
            }
        }
    }

    /// Somebody of everybody.
    fn person(&mut self) -> Result<String, Failure> {
        Ok(pick(&mut self.random, &self.house.people)?.clone())
    }

    /// Reads one of the own people, and measures writing the person back with other hours.
    fn change(&mut self) -> Result<(Answer, Duration), Failure> {
        let id = *pick(&mut self.random, &self.own)?;
        let path = format!("/v1/applicants/{id}");
        let read = self.client.get(&path)?;
        let version = read.header("etag").to_owned();
        let person = read.done()?;
        let hours = 15 + self.random.below(20);
        let facts = person.get("facts").and_then(Value::as_array).into_iter().flatten();
        let others = facts.filter(|fact| fact.get("kind").is_none_or(|kind| kind != "hours"));
        let mut facts: Vec<Value> = others.cloned().collect();
        facts.push(json!({ "kind": "hours", "from": hours, "to": hours }));
        let body = json!({ "id": id, "facts": facts }).to_string();
        let sent = Sent { version: &version, ..Sent::json(&body) };
        self.timed("PUT", &path, sent)
    }

    #[expect(clippy::disallowed_methods, reason = "a measuring program reads the clock")]
    fn timed(
        &mut self,
        method: &str,
        path: &str,
        sent: Sent<'_>,
    ) -> Result<(Answer, Duration), Failure> {
        let started = Instant::now();
        let answer = self.client.call(method, path, sent)?;
        Ok((answer, started.elapsed()))
    }
}

fn pick<'a, T>(random: &mut Random, all: &'a [T]) -> Result<&'a T, Failure> {
    let at = random.below(u32::try_from(all.len())?);
    all.get(usize::try_from(at)?).ok_or_else(|| "there is nothing to pick from".into())
}
