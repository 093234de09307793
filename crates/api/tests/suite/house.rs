//! A service in memory with two organisations, an account of every role in each, and something of
//! every resource.

use std::{cell::RefCell, collections::BTreeMap, future::Future, pin::Pin, sync::LazyLock};

use actix_web::{
    body::to_bytes,
    http::header::HeaderMap,
    test::{TestRequest, init_service, try_call_service},
    web,
};
use api::{Config, State, access::RULES, access::Role, access::Who, founding_secret};
use knowledge::{Knowledge, Shelf};
use serde_json::{Value, json};

pub(crate) static KNOWLEDGE: LazyLock<Knowledge> =
    LazyLock::new(|| Knowledge::load(&Shelf::Shipped).unwrap().0.unwrap());

pub(crate) const PASSWORD: &str = "Sonne über Duisburg 47";

/// An answer.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_default()
    }

    /// The answer's document, if it is of that status.
    #[track_caller]
    pub(crate) fn expect(&self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.text);
        self.json()
    }

    /// The code of the problem, if it is of that status.
    #[track_caller]
    pub(crate) fn problem(&self, status: u16) -> String {
        assert_eq!(self.header("content-type"), "application/problem+json", "{}", self.text);
        self.expect(status)["code"].as_str().unwrap().to_owned()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

/// What a caller shows.
#[derive(Clone, Debug, Default)]
pub(crate) struct Guest {
    pub(crate) headers: Vec<(String, String)>,
}

impl Guest {
    pub(crate) fn key(key: &str) -> Self {
        Self { headers: vec![("Authorization".into(), format!("Bearer {key}"))] }
    }

    pub(crate) fn with(&self, name: &str, value: &str) -> Self {
        let mut guest = self.clone();
        guest.headers.push((name.to_owned(), value.to_owned()));
        guest
    }
}

type Called = Pin<Box<dyn Future<Output = Answer>>>;

/// The service.
pub(crate) struct House {
    pub(crate) state: web::Data<State>,
    call: Box<dyn Fn(TestRequest) -> Called>,
    /// Sessions and keys by organisation and role.
    pub(crate) people: BTreeMap<(&'static str, Role), Guest>,
    pub(crate) keys: BTreeMap<(&'static str, Role), Guest>,
    /// Identifiers that stand for the parameters of paths.
    pub(crate) ids: RefCell<BTreeMap<&'static str, String>>,
}

pub(crate) const OWN: &str = "rhein-erft";
pub(crate) const FOREIGN: &str = "moers";

pub(crate) fn noon() -> store::Timestamp {
    "2026-11-22T12:00:00Z".parse().unwrap()
}

impl House {
    pub(crate) async fn empty(config: Config) -> Self {
        Self::at(config, noon).await
    }

    pub(crate) async fn at(config: Config, clock: fn() -> store::Timestamp) -> Self {
        let state = web::Data::new(State::open(KNOWLEDGE.clone(), config, clock).unwrap());
        let service = std::rc::Rc::new(init_service(api::app(state.clone())).await);
        let call = move |request: TestRequest| -> Called {
            let service = std::rc::Rc::clone(&service);
            Box::pin(async move {
                let answer = try_call_service(&*service, request.to_request()).await.unwrap();
                let (_, answer) = answer.into_parts();
                let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
                let bytes = to_bytes(answer.into_body()).await.map_err(Into::into).unwrap();
                let text = String::from_utf8_lossy(&bytes).into_owned();
                Answer { status, headers, text }
            })
        };
        let ids = RefCell::default();
        let (people, keys) = (BTreeMap::new(), BTreeMap::new());
        Self { state, call: Box::new(call), people, keys, ids }
    }

    pub(crate) async fn send(&self, guest: &Guest, request: TestRequest) -> Answer {
        let mut request = request.peer_addr("192.0.2.7:4711".parse().unwrap());
        for (name, value) in &guest.headers {
            request = request.append_header((name.as_str(), value.as_str()));
        }
        (self.call)(request).await
    }

    pub(crate) async fn get(&self, guest: &Guest, path: &str) -> Answer {
        self.send(guest, TestRequest::get().uri(path)).await
    }

    pub(crate) async fn post(&self, guest: &Guest, path: &str, body: &Value) -> Answer {
        self.send(guest, TestRequest::post().uri(path).set_json(body)).await
    }

    pub(crate) async fn put(&self, guest: &Guest, path: &str, body: &Value) -> Answer {
        self.send(guest, TestRequest::put().uri(path).set_json(body)).await
    }

    pub(crate) async fn delete(&self, guest: &Guest, path: &str) -> Answer {
        self.send(guest, TestRequest::delete().uri(path)).await
    }

    /// Signs in and gives what the session shows.
    pub(crate) async fn sign_in(&self, login: &str) -> Guest {
        let body = json!({ "login": login, "password": PASSWORD });
        let answer = self.post(&Guest::default(), "/v1/session", &body).await;
        let token = answer.expect(200)["csrf_token"].as_str().unwrap().to_owned();
        let cookie = answer.header("set-cookie").split(';').next().unwrap().to_owned();
        Guest { headers: vec![("Cookie".into(), cookie), ("X-CSRF-Token".into(), token)] }
    }

    /// Founds the installation: the first account.
    pub(crate) async fn found(&mut self) {
        let secret = founding_secret(&self.state).unwrap().unwrap();
        let founding = json!({
            "login": "admin.rhein-erft",
            "name": "Erste Verwalterin",
            "organisation": { "id": OWN, "name": "jobcenter Rhein-Erft" },
        });
        let body = json!({ "secret": secret, "password": PASSWORD, "founding": founding });
        self.post(&Guest::default(), "/v1/invitations/acceptance", &body).await.expect(200);
        let admin = self.sign_in("admin.rhein-erft").await;
        self.people.insert((OWN, Role::Administrator), admin);
    }

    async fn accept(&self, invitation: &Value) {
        let body = json!({ "secret": invitation, "password": PASSWORD });
        self.post(&Guest::default(), "/v1/invitations/acceptance", &body).await.expect(200);
    }

    /// A house with a session and a key of every role in both organisations.
    pub(crate) async fn staffed() -> Self {
        let mut house = Self::empty(Config::default()).await;
        house.found().await;
        let admin = house.people[&(OWN, Role::Administrator)].clone();
        let other = json!({
            "organisation": { "id": FOREIGN, "name": "jobcenter Moers" },
            "login": "admin.moers",
            "name": "Zweiter Verwalter",
        });
        let invited = house.post(&admin, "/v1/organisations", &other).await.expect(201);
        house.accept(&invited["invitation"]).await;
        let other = house.sign_in("admin.moers").await;
        house.people.insert((FOREIGN, Role::Administrator), other);
        for organisation in [OWN, FOREIGN] {
            for role in Role::ALL {
                house.employ(organisation, role).await;
            }
        }
        house
    }

    async fn employ(&mut self, organisation: &'static str, role: Role) {
        let admin = self.people[&(organisation, Role::Administrator)].clone();
        let employer = (role == Role::Employer).then_some("Haus Abendrot");
        if role != Role::Administrator {
            let login = format!("{}.{organisation}", role.name());
            let user =
                json!({ "login": login, "name": "Jemand", "role": role, "employer": employer });
            let invited = self.post(&admin, "/v1/users", &user).await.expect(201);
            self.accept(&invited["invitation"]).await;
            let session = self.sign_in(&login).await;
            self.people.insert((organisation, role), session);
        }
        let scopes: std::collections::BTreeSet<&str> = RULES
            .iter()
            .filter(|rule| matches!(rule.who, Who::Roles(_)) && rule.admits(role))
            .map(|rule| rule.scope)
            .filter(|scope| !scope.is_empty())
            .collect();
        let key = json!({
            "name": "Prüfung", "role": role, "employer": employer,
            "scopes": scopes, "valid_to": "2027-06-30",
        });
        let made = self.post(&admin, "/v1/api-keys", &key).await.expect(201);
        let key = Guest::key(made["key"].as_str().unwrap());
        self.keys.insert((organisation, role), key);
        if (organisation, role) == (OWN, Role::Auditor) {
            self.note("api-key", &made["id"]);
        }
    }

    pub(crate) fn person(&self, role: Role) -> &Guest {
        &self.people[&(OWN, role)]
    }

    pub(crate) fn note(&self, name: &'static str, id: &Value) {
        let id = id.as_str().map_or_else(|| id.to_string(), str::to_owned);
        self.ids.borrow_mut().insert(name, id);
    }

    pub(crate) fn id(&self, name: &str) -> String {
        self.ids.borrow()[name].clone()
    }

    /// A staffed house with something of every resource.
    pub(crate) async fn furnished() -> Self {
        let house = Self::staffed().await;
        let placement = house.person(Role::Placement).clone();
        house.post(&placement, "/v1/applicants", &person("P-001")).await.expect(201);
        house.put(&placement, "/v1/applicants/P-001/contact", &contact()).await.expect(200);
        let profile = profile("C11");
        house.post(&placement, "/v1/requirement-profiles", &profile).await.expect(201);
        let path = "/v1/requirement-profiles/C11/versions";
        house.post(&placement, path, &json!({ "version": 1 })).await.expect(201);
        let decision = json!({
            "applicant": "P-001", "profile": "C11", "act": "confirm", "outcome": "address",
        });
        let made = house.post(&placement, "/v1/decisions", &decision).await.expect(201);
        house.note("decision", &made["id"]);
        let consent = json!({
            "applicant": "P-001", "fields": ["language"], "given": "mündlich",
            "recipient": { "kind": "companion", "id": "companion.rhein-erft" },
        });
        let made = house.post(&placement, "/v1/consents", &consent).await.expect(201);
        house.note("consent", &made["id"]);
        let disclosure = json!({
            "applicant": "P-001", "profile": "C11", "stage": "pseudonymous",
            "basis": "pseudonymised", "purpose": "Auswahl",
        });
        let made = house.post(&placement, "/v1/disclosures", &disclosure).await.expect(201);
        house.note("disclosure", &made["id"]);
        let line = person("P-002").to_string();
        let import = TestRequest::post()
            .uri("/v1/imports")
            .insert_header(("Content-Type", "application/x-ndjson"))
            .set_payload(line);
        let made = house.send(&placement, import).await.expect(202);
        house.note("import", &made["id"]);
        house.import_ended().await;
        house.note("number", &house.number("decided").await);
        house.plan_a_day(&placement).await;
        house
    }

    async fn plan_a_day(&self, placement: &Guest) {
        let made = self.post(placement, "/v1/interview-days", &day()).await.expect(201);
        self.note("day", &made["id"]);
        let path = format!("/v1/interview-days/{}", self.id("day"));
        let pool = json!({ "people": ["P-001", "P-002"] });
        let guest = placement.with("If-Match", "\"1\"");
        self.put(&guest, &format!("{path}/pool"), &pool).await.expect(200);
        let plans = format!("{path}/plans");
        self.post(placement, &plans, &json!({ "steps": 2000 })).await.expect(201);
        let there = json!({ "date": "2026-12-03", "status": "checked_in" });
        self.put(placement, &format!("{path}/attendance/P-001"), &there).await.expect(200);
        let came = json!({ "steps": [{ "step": "invited", "on": "2026-11-01" }] });
        self.put(placement, &format!("{path}/outcomes/P-001"), &came).await.expect(200);
    }

    pub(crate) async fn import_ended(&self) -> Value {
        let path = format!("/v1/imports/{}", self.id("import"));
        for _ in 0..200 {
            let import = self.get(self.person(Role::Placement), &path).await.expect(200);
            if import["state"] != "running" {
                return import;
            }
            actix_web::rt::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        panic!("the import does not end");
    }

    /// The number of the last journal entry of that action.
    pub(crate) async fn number(&self, action: &str) -> Value {
        let auditor = self.person(Role::Auditor);
        let entries = self.get(auditor, "/v1/journal?limit=500").await.expect(200);
        let items = entries["items"].as_array().unwrap();
        items.iter().rfind(|entry| entry["action"] == action).unwrap()["number"].clone()
    }

    /// The path of a rule with real identifiers and required parameters.
    pub(crate) fn path(&self, pattern: &str) -> String {
        let resource = pattern.split('/').nth(2).unwrap_or_default();
        let id = match resource {
            "applicants" => "P-001".to_owned(),
            "requirement-profiles" => "C11".to_owned(),
            "decisions" => self.id("decision"),
            "consents" => self.id("consent"),
            "disclosures" => self.id("disclosure"),
            "imports" | "jobs" => self.id("import"),
            "api-keys" => self.id("api-key"),
            "interview-days" => self.id("day"),
            "measures" => "Q01".to_owned(),
            "access-rules" => "A26".to_owned(),
            _ => String::new(),
        };
        let number = if resource == "interview-days" { "1".to_owned() } else { self.id("number") };
        let path = pattern
            .replace("{id}", &id)
            .replace("{applicant}", "P-001")
            .replace("{document}", "agendas")
            .replace("{login}", "placement.rhein-erft")
            .replace("{version}", "1")
            .replace("{number}", &number)
            .replace("{pack}", "care")
            .replace("{role}", "C11");
        match pattern {
            "/v1/audits" | "/v1/interview-days/{id}/audit" => path + "?by=sex",
            "/v1/explanations" => path + "?applicant=P-001&profile=C11",
            "/v1/interview-days/{id}/comparison" | "/v1/requirement-profiles/{id}/comparison" => {
                path + "?from=1&to=1"
            }
            _ => path,
        }
    }

    pub(crate) fn entries(&self) -> u64 {
        self.state.store.status().unwrap().journal.seq
    }
}

/// A person with something in every drawer that not everybody may look into.
pub(crate) fn person(id: &str) -> Value {
    json!({
        "id": id,
        "office": "Dienststelle-Kanarienvogel",
        "interpreter": "uk",
        "facts": [
            { "kind": "language", "language": "de", "skill": "speaking", "level": "B1", "evidence": "certificate" },
            { "kind": "load", "physical_at_most": 1 },
            { "kind": "conditions", "condition": "night_work", "accepts": false },
            { "kind": "commute", "postal_code": "50126", "max_minutes": 47 },
            { "kind": "hours", "from": 20, "to": 30 },
        ],
    })
}

pub(crate) fn contact() -> Value {
    json!({
        "name": "Olena Kanarienvogel",
        "phone": "02233 0815 4711",
        "email": "olena@kanarienvogel.example",
        "address": "Kanarienweg 1\n50126 Bergheim",
        "letters_in": "uk",
    })
}

/// A day with one table.
pub(crate) fn day() -> Value {
    json!({
        "name": "Bewerbertag",
        "dates": [{ "id": "2026-12-03", "from": "09:00", "to": "12:00" }],
        "sites": [{ "id": "bergheim", "offices": ["Dienststelle-Kanarienvogel"] }],
        "roles": [{ "profile": "C11", "employer": "Haus Abendrot", "openings": 1, "minutes": 20 }],
        "tables": [{ "id": "T1", "employer": "Haus Abendrot", "site": "bergheim", "roles": ["C11"] }],
    })
}

/// The shipped role as an employer's own profile.
pub(crate) fn profile(id: &str) -> Value {
    let role = KNOWLEDGE.packs().iter().flat_map(|pack| &pack.roles);
    let role = role.into_iter().find(|role| role.document.id.as_str() == "C11").unwrap();
    let mut profile = serde_json::to_value(&role.document).unwrap();
    profile["id"] = json!(id);
    profile["employer"] = json!("Haus Abendrot");
    profile
}
