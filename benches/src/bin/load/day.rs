//! An application day over HTTP: a plan, new plans while people fail to come, and an audit.

use std::time::{Duration, Instant};

use benches::Failure;
use serde_json::{Value, json};

use crate::{
    client::{Answer, Client, Sent},
    house::House,
};

/// People in the pool of the day.
const PEOPLE: usize = 270;
/// Employers, each with a role and a table.
const EMPLOYERS: usize = 30;
/// New plans, a quarter of an hour apart.
const TIMES: [&str; 12] = [
    "09:15", "09:30", "09:45", "10:00", "10:15", "10:30", "10:45", "11:00", "11:15", "11:30",
    "11:45", "12:00",
];
const DATE: &str = "2026-12-03";

/// How long the plans of a day took, each a whole request.
pub(crate) struct Planned {
    pub(crate) people: usize,
    pub(crate) employers: usize,
    pub(crate) talks: usize,
    pub(crate) plan: Duration,
    /// Sorted.
    pub(crate) replans: Vec<Duration>,
    /// Groups of the pool compared, at every step and for every place.
    pub(crate) audit: Duration,
}

/// Plans a day, then plans the rest again whenever the next person has not come.
pub(crate) fn planned(house: &House) -> Result<Planned, Failure> {
    let mut client = Client::new(house.address)?;
    client.always("Authorization", &house.key);
    let pool: Vec<&String> = house.people.iter().take(PEOPLE).collect();
    let made = client.post("/v1/interview-days", &document(house))?.done()?;
    let id = made.get("id").and_then(Value::as_str).ok_or("a day without an identifier")?;
    let day = format!("/v1/interview-days/{id}");
    let body = json!({ "people": pool }).to_string();
    let sent = Sent { version: "\"1\"", ..Sent::json(&body) };
    client.call("PUT", &format!("{day}/pool"), sent)?.done()?;
    let (answer, plan) = timed(|| client.post(&format!("{day}/plans"), &json!({})))?;
    let answer = answer.done()?;
    client.post(&format!("{day}/plans/1/publications"), &Value::Null)?.done()?;
    let talks = answer.pointer("/answer/plan/talks").and_then(Value::as_array);
    let talks = talks.ok_or("a plan without talks")?;
    let mut replans = Vec::new();
    for (time, person) in TIMES.into_iter().zip(later(talks)) {
        let note = json!({ "date": DATE, "status": "no_show" }).to_string();
        let path = format!("{day}/attendance/{person}");
        client.call("PUT", &path, Sent::json(&note))?.done()?;
        let request = json!({ "date": DATE, "now": time, "publish": true });
        let (answer, took) = timed(|| client.post(&format!("{day}/replans"), &request))?;
        answer.done()?;
        replans.push(took);
    }
    replans.sort_unstable();
    let audit = audited(house, &mut client, &day, &pool)?;
    let (people, talks) = (pool.len(), talks.len());
    Ok(Planned { people, employers: EMPLOYERS, talks, plan, replans, audit })
}

/// Notes groups of everybody, and lets an auditor compare them.
fn audited(
    house: &House,
    client: &mut Client,
    day: &str,
    pool: &[&String],
) -> Result<Duration, Failure> {
    let groups = ["female", "male"].into_iter().cycle();
    let note = |(person, sex)| json!({ "applicant": person, "groups": { "sex": sex } });
    let people: Vec<Value> = pool.iter().zip(groups).map(note).collect();
    client.post("/v1/audit-groups", &json!({ "people": people }))?.done()?;
    let mut auditor = Client::new(house.address)?;
    auditor.always("Authorization", &house.auditor);
    let path = format!("{day}/audit?by=sex");
    let (answer, took) = timed(|| auditor.call("GET", &path, Sent::default()))?;
    let answer = answer.done()?;
    let women = answer.pointer("/coverage/0/people").and_then(Value::as_u64);
    if women.is_none() { Err("an audit without numbers".into()) } else { Ok(took) }
}

/// One date, one site, a table of every employer, the published places in turn.
fn document(house: &House) -> Value {
    let places = house.places.iter().cycle().take(EMPLOYERS).enumerate();
    let (roles, tables): (Vec<Value>, Vec<Value>) = places
        .map(|(number, place)| {
            let (id, employer) = (format!("R{number}"), format!("Haus {number}"));
            let role = json!({
                "profile": place, "id": id, "employer": employer, "openings": 2, "minutes": 20,
            });
            let table = json!({
                "id": format!("T{number}"), "employer": employer, "site": "saal", "roles": [id],
            });
            (role, table)
        })
        .unzip();
    json!({
        "name": "Bewerbertag",
        "dates": [{ "id": DATE, "from": "09:00", "to": "16:00" }],
        "sites": [{ "id": "saal" }],
        "roles": roles,
        "tables": tables,
    })
}

/// People whose first talk is in the afternoon: nobody has seen them when they are missed.
fn later(talks: &[Value]) -> impl Iterator<Item = &str> {
    let text = |talk: &'_ Value, field: &str| talk.get(field)?.as_str().map(str::to_owned);
    let early: Vec<String> = talks
        .iter()
        .filter(|talk| text(talk, "from").is_some_and(|from| *from < *"12:30"))
        .filter_map(|talk| text(talk, "person"))
        .collect();
    let mut people: Vec<&str> =
        talks.iter().filter_map(|talk| talk.get("person")?.as_str()).collect();
    people.sort_unstable();
    people.dedup();
    people.into_iter().filter(move |person| !early.iter().any(|known| known == person))
}

#[expect(clippy::disallowed_methods, reason = "a measuring program reads the clock")]
fn timed(request: impl FnOnce() -> Result<Answer, Failure>) -> Result<(Answer, Duration), Failure> {
    let started = Instant::now();
    let answer = request()?;
    Ok((answer, started.elapsed()))
}
