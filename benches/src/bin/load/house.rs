//! A service with data on disk, an office, people and published places: everything over HTTP.

use std::{
    fs,
    net::{SocketAddr, TcpListener},
    path::{Path, PathBuf},
    process, thread,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use actix_web::{rt::System, web};
use api::{Config, State, founding_secret};
use benches::Failure;
use knowledge::{Knowledge, Shelf};
use serde_json::{Value, json};
use synthetic::{Focus, Population};

use crate::client::{Client, Sent};

const PASSWORD: &str = "Regen ueber Bedburg 12";
/// Places that are published.
const PLACES: usize = 12;

/// A running service.
pub(crate) struct House {
    pub(crate) address: SocketAddr,
    /// What a key of placement shows.
    pub(crate) key: String,
    /// What a key of an auditor shows.
    pub(crate) auditor: String,
    /// Codes of everybody.
    pub(crate) people: Vec<String>,
    /// Identifiers of the published places.
    pub(crate) places: Vec<String>,
    folder: PathBuf,
}

impl Drop for House {
    fn drop(&mut self) {
        // A folder of the system's for passing things; whoever cleans up there cleans up here too.
        let _left = fs::remove_dir_all(&self.folder);
    }
}

fn now() -> store::Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let micros = i64::try_from(since.as_micros()).unwrap_or(0);
    store::Timestamp::from_micros(micros).unwrap_or(store::Timestamp::EPOCH)
}

impl House {
    /// Starts the service and fills it; says how long taking people over took.
    pub(crate) fn open(people: usize) -> Result<(Self, Duration), Failure> {
        let (knowledge, issues) = Knowledge::load(&Shelf::Shipped)?;
        let knowledge = knowledge.ok_or_else(|| format!("{issues:?}"))?;
        let lines = invented(&knowledge, people)?;
        let roles: Vec<Value> = profiles(&knowledge)?;
        let folder = std::env::temp_dir().join(format!("passgenau-load-{}", process::id()));
        let (address, secret) = start(knowledge, &folder)?;
        let mut office = Client::new(address)?;
        let [key, auditor] = keys(&mut office, &secret)?;
        let mut placement = Client::new(address)?;
        placement.always("Authorization", &key);
        let started = Instant::now();
        import(&mut placement, &lines.join("\n"))?;
        let took = started.elapsed();
        let mut places = Vec::new();
        for role in &roles {
            placement.post("/v1/requirement-profiles", role)?.done()?;
            let id = text(role, "id")?;
            let path = format!("/v1/requirement-profiles/{id}/versions");
            placement.post(&path, &json!({ "version": 1 }))?.done()?;
            places.push(id);
        }
        let codes = lines.iter().map(|line| {
            let person: Value = serde_json::from_str(line)?;
            text(&person, "id")
        });
        let people = codes.collect::<Result<_, Failure>>()?;
        Ok((Self { address, key, auditor, people, places, folder }, took))
    }
}

/// The text in a field of an answer.
fn text(answer: &Value, field: &str) -> Result<String, Failure> {
    let text = answer.get(field).and_then(Value::as_str);
    Ok(text.ok_or_else(|| format!("no {field} in {answer}"))?.to_owned())
}

/// People as lines, one document each.
fn invented(knowledge: &Knowledge, count: usize) -> Result<Vec<String>, Failure> {
    let codes = ["50171", "50126", "50389", "50354", "50226", "50374"];
    let position = |code: &str| knowledge.reference().places.position(code);
    let competences = knowledge
        .vocabulary()
        .concepts
        .iter()
        .filter(|concept| concept.concept_type == formats::document::ConceptType::Competence);
    let population = Population {
        seed: 7,
        focus: Focus::Everybody,
        on: "2026-11-21".parse()?,
        offices: Vec::new(),
        places: codes.map(|code| (code.to_owned(), position(code))).to_vec(),
        competences: competences.map(|concept| concept.id.clone()).collect(),
    };
    population.people(0, count).map(|person| Ok(serde_json::to_string(&person)?)).collect()
}

/// Shipped roles as places of one employer.
fn profiles(knowledge: &Knowledge) -> Result<Vec<Value>, Failure> {
    let on = "2026-11-21".parse()?;
    let roles = knowledge.packs().iter().flat_map(|pack| pack.roles_on(on)).take(PLACES);
    roles
        .map(|role| {
            let mut place = role.document.clone();
            place.employer = Some("Haus Abendrot".to_owned());
            Ok(serde_json::to_value(&place)?)
        })
        .collect()
}

/// Starts the service on a thread; gives its address and the secret for the first account.
fn start(knowledge: Knowledge, folder: &Path) -> Result<(SocketAddr, String), Failure> {
    let listen = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?;
    let data = Some(folder.to_path_buf());
    let config = Config { listen, data, requests_per_minute: 1_000_000_000, ..Config::default() };
    let state = web::Data::new(State::open(knowledge, config, now)?);
    let secret = founding_secret(&state).map_err(|problem| problem.to_string())?;
    let (tell, told) = std::sync::mpsc::channel();
    thread::spawn(move || {
        let listening = move || {
            // Whoever waits for it is there until it comes.
            let _told = tell.send(());
        };
        System::new().block_on(api::serve(state, listening))
    });
    told.recv().map_err(|_gone| "the service does not begin")?;
    Ok((listen, secret.ok_or("there is an account already")?))
}

/// The first account makes keys for placement and for an auditor.
fn keys(office: &mut Client, secret: &str) -> Result<[String; 2], Failure> {
    let founding = json!({
        "secret": secret, "password": PASSWORD,
        "founding": {
            "login": "verwaltung", "name": "Vera Waltung",
            "organisation": { "id": "rhein-erft", "name": "jobcenter Rhein-Erft" },
        },
    });
    office.post("/v1/invitations/acceptance", &founding)?.done()?;
    let sign_in = json!({ "login": "verwaltung", "password": PASSWORD });
    let answer = office.post("/v1/session", &sign_in)?;
    let cookie = answer.header("set-cookie").split(';').next().unwrap_or_default().to_owned();
    let token = text(&answer.done()?, "csrf_token")?;
    office.always("Cookie", &cookie);
    office.always("X-CSRF-Token", &token);
    let placement = [
        "applicants:read",
        "applicants:write",
        "matches:read",
        "matches:write",
        "requirement-profiles:read",
        "requirement-profiles:write",
        "decisions:write",
        "imports:read",
        "imports:write",
        "knowledge:read",
        "interview-days:read",
        "interview-days:write",
        "audit-groups:write",
    ];
    let mut made = |role: &str, scopes: &[&str]| -> Result<String, Failure> {
        let key = json!({ "name": role, "role": role, "valid_to": last_day(), "scopes": scopes });
        Ok(format!("Bearer {}", text(&office.post("/v1/api-keys", &key)?.done()?, "key")?))
    };
    Ok([made("placement", &placement)?, made("auditor", &["audits:read"])?])
}

/// Some months ahead: the day of now, with the year after it.
fn last_day() -> String {
    let today = now().to_string();
    let year: i32 = today.get(..4).and_then(|year| year.parse().ok()).unwrap_or(2026);
    format!("{}-01-31", year + 1)
}

/// Takes people over and waits for the end.
fn import(placement: &mut Client, lines: &str) -> Result<(), Failure> {
    let sent = Sent { media: "application/x-ndjson", body: lines, version: "" };
    let made = placement.call("POST", "/v1/imports?all_or_nothing=true", sent)?.done()?;
    let path = format!("/v1/imports/{}", text(&made, "id")?);
    loop {
        let import = placement.get(&path)?.done()?;
        match text(&import, "state")?.as_str() {
            "running" => thread::sleep(Duration::from_millis(50)),
            "done" => return Ok(()),
            _ => return Err(import.to_string().into()),
        }
    }
}
