//! Documents of a day against its plan: agendas, table lists, door list and calendar tell the same talks,
//! each as much of them as its readers may know.

use std::collections::BTreeSet;

use api::access::Role;
use serde_json::{Value, json};

use crate::house::{House, contact, person, profile};

/// Two employers with a table each, an interpreter, four people of whom all have talks with both.
struct Planned {
    house: House,
    documents: String,
    talks: Vec<Value>,
}

const OTHER: &str = "Haus Morgenrot";

async fn planned() -> Planned {
    let house = House::furnished().await;
    let placement = house.person(Role::Placement).clone();
    let mut other = profile("C11-b");
    other["employer"] = json!(OTHER);
    house.post(&placement, "/v1/requirement-profiles", &other).await.expect(201);
    let version = json!({ "version": other["version"] });
    let path = "/v1/requirement-profiles/C11-b/versions";
    house.post(&placement, path, &version).await.expect(201);
    let mut speaker = person("P-003");
    speaker["interpreter"] = Value::Null;
    house.post(&placement, "/v1/applicants", &speaker).await.expect(201);
    let mut named = contact();
    named["name"] = json!("Selma Zeisig; mit Umlaut Ü");
    house.put(&placement, "/v1/applicants/P-003/contact", &named).await.expect(200);

    let mut day = crate::house::day();
    let hours = json!({ "date": "2026-12-03", "from": "09:00", "to": "12:00" });
    day["interpreters"] = json!([{ "language": "uk", "hours": hours }]);
    day["selection"] = json!({ "least_class": "not_possible", "least_possible": 0 });
    let (mut role, mut table) = (day["roles"][0].clone(), day["tables"][0].clone());
    (role["profile"], role["employer"]) = (json!("C11-b"), json!(OTHER));
    (table["id"], table["employer"], table["roles"]) =
        (json!("T2"), json!(OTHER), json!(["C11-b"]));
    day["roles"].as_array_mut().unwrap().push(role);
    day["tables"].as_array_mut().unwrap().push(table);
    let made = house.post(&placement, "/v1/interview-days", &day).await.expect(201);
    let day = format!("/v1/interview-days/{}", made["id"].as_str().unwrap());
    let pool = json!({ "people": ["P-001", "P-002", "P-003"] });
    let first = placement.with("If-Match", "\"1\"");
    house.put(&first, &format!("{day}/pool"), &pool).await.expect(200);
    let plan = house.post(&placement, &format!("{day}/plans"), &json!({ "steps": 5_000 })).await;
    let talks = plan.expect(201)["answer"]["plan"]["talks"].as_array().unwrap().clone();
    assert_eq!(talks.len(), 6, "three people meet two employers: {talks:?}");
    Planned { house, documents: format!("{day}/plans/1/documents"), talks }
}

impl Planned {
    async fn get(&self, path: &str) -> crate::house::Answer {
        let desk = self.house.person(Role::Organiser).with("Accept-Language", "en");
        self.house.get(&desk, &format!("{}/{path}", self.documents)).await
    }

    /// What the plan says, talk by talk.
    fn said(&self, fields: &[&str]) -> BTreeSet<Vec<String>> {
        self.talks.iter().map(|talk| row(talk, fields)).collect()
    }
}

fn row(talk: &Value, fields: &[&str]) -> Vec<String> {
    fields.iter().map(|field| text(&talk[*field])).collect()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

#[actix_web::test]
async fn agendas_tell_everybody_each_of_their_talks_and_no_other() {
    let planned = planned().await;
    let agendas = planned.get("agendas").await.expect(200);
    let mut told = BTreeSet::new();
    for agenda in agendas["agendas"].as_array().unwrap() {
        let rows = agenda["appointments"].as_array().unwrap();
        let starts: Vec<String> = rows.iter().map(|row| text(&row["from"])).collect();
        assert!(starts.is_sorted(), "in the order of the day: {agenda}");
        for appointment in rows {
            assert_eq!(appointment["role"], "Care assistant (QN1), nursing home");
            let fields = ["date", "from", "to", "site", "table", "employer", "interpreter"];
            let mut row = row(appointment, &fields);
            row.push(text(&agenda["person"]));
            told.insert(row);
        }
    }
    let fields = ["date", "from", "to", "site", "table", "employer", "interpreter", "person"];
    assert_eq!(told, planned.said(&fields));
    let names: Vec<&Value> =
        agendas["agendas"].as_array().unwrap().iter().map(|agenda| &agenda["name"]).collect();
    assert_eq!(
        names,
        ["Olena Kanarienvogel", "", "Selma Zeisig; mit Umlaut Ü"]
            .map(|name| { if name.is_empty() { Value::Null } else { json!(name) } })
            .iter()
            .collect::<Vec<_>>()
    );
    // On paper the interpreter's language has a name.
    let printed = planned.get("agendas?form=html&applicant=P-001").await;
    assert_eq!(printed.text.matches("<td>Ukrainian</td>").count(), 2, "{}", printed.text);
    assert!(!printed.text.contains("Zeisig"), "one person's plan is about that person");
}

#[actix_web::test]
async fn each_table_list_tells_its_own_talks_and_what_was_disclosed_to_its_own_employer() {
    let planned = planned().await;
    // P-003 was named to the other house alone; P-001 is known to the first one under a code.
    let disclosure = json!({
        "applicant": "P-003", "profile": "C11-b", "stage": "named",
        "basis": "sgb10_section69", "purpose": "Bewerbertag",
    });
    let placement = planned.house.person(Role::Placement);
    planned.house.post(placement, "/v1/disclosures", &disclosure).await.expect(201);
    let lists = planned.get("tables").await.expect(200);
    let mut told = BTreeSet::new();
    for list in lists["tables"].as_array().unwrap() {
        for talk in list["talks"].as_array().unwrap() {
            let mut row = row(talk, &["date", "from", "to"]);
            row.extend(["table", "employer", "site"].map(|field| text(&list[field])));
            told.insert(row);
        }
    }
    assert_eq!(told, planned.said(&["date", "from", "to", "table", "employer", "site"]));
    let guests = |table: usize| -> Vec<String> {
        let talks = lists["tables"][table]["talks"].as_array().unwrap().iter();
        talks.map(|talk| text(&talk["guest"])).filter(|guest| !guest.is_empty()).collect()
    };
    let (first, other) = (guests(0), guests(1));
    assert!(first.len() == 1 && first[0].starts_with("K-"), "{first:?}");
    assert_eq!(other, ["Selma Zeisig; mit Umlaut Ü"]);
    assert!(!planned.get("tables?form=html").await.text.contains("P-00"));
}

#[actix_web::test]
async fn the_door_list_spans_each_persons_talks() {
    let planned = planned().await;
    let door = planned.get("door").await.expect(200);
    let lines = door["door"].as_array().unwrap();
    assert_eq!(lines.len(), 3);
    for line in lines {
        let own = || planned.talks.iter().filter(|talk| talk["person"] == line["person"]);
        let first = own().map(|talk| text(&talk["from"])).min().unwrap();
        let last = own().map(|talk| text(&talk["to"])).max().unwrap();
        assert_eq!((&line["from"], &line["to"]), (&json!(first), &json!(last)));
        assert_eq!((&line["talks"], &line["sites"]), (&json!(2), &json!(["bergheim"])));
        let language = if line["person"] == "P-003" { Value::Null } else { json!("uk") };
        assert_eq!(line["interpreter"], language);
    }
    let starts: Vec<String> = lines.iter().map(|line| text(&line["from"])).collect();
    assert!(starts.is_sorted());
}

#[actix_web::test]
async fn tables_of_cells_open_in_a_german_spreadsheet_under_a_name() {
    let planned = planned().await;
    let sheet = planned.get("agendas?form=csv").await;
    assert_eq!(sheet.header("content-disposition"), "attachment; filename=\"agendas.csv\"");
    assert!(sheet.text.starts_with("\u{feff}name;day;time;"), "{}", sheet.text);
    // A name with the separator stays one cell.
    assert!(
        sheet.text.contains("\r\n\"Selma Zeisig; mit Umlaut Ü\";2026-12-03;"),
        "{}",
        sheet.text
    );
    assert_eq!(sheet.text.lines().count(), 7);
    let page = planned.get("agendas?form=html").await;
    assert_eq!(page.header("content-disposition"), "", "a page is shown, not kept");
}

/// The events of a calendar by the grammar of RFC 5545: unfolded, in pairs, nested as they should be.
fn events(calendar: &str) -> Vec<Vec<(String, String)>> {
    assert!(calendar.ends_with("\r\n") && !calendar.replace("\r\n", "").contains(['\r', '\n']));
    assert!(calendar.split("\r\n").all(|line| line.len() <= 75));
    let unfolded = calendar.replace("\r\n ", "");
    let lines: Vec<(&str, &str)> =
        unfolded.lines().map(|line| line.split_once(':').unwrap()).collect();
    let [("BEGIN", "VCALENDAR"), head @ .., ("END", "VCALENDAR")] = &lines[..] else {
        panic!("{calendar}");
    };
    for wanted in ["VERSION", "PRODID"] {
        assert_eq!(head.iter().filter(|(name, _)| *name == wanted).count(), 1);
    }
    let mut events = Vec::new();
    let mut open: Option<Vec<(String, String)>> = None;
    for (name, value) in head {
        match (*name, *value) {
            ("BEGIN", "VEVENT") => assert!(open.replace(Vec::new()).is_none()),
            ("END", "VEVENT") => events.push(open.take().unwrap()),
            (name, value) => {
                let value = value.replace("\\,", ",").replace("\\;", ";");
                if let Some(event) = &mut open {
                    event.push((name.to_owned(), value));
                }
            }
        }
    }
    assert!(open.is_none());
    events
}

#[actix_web::test]
async fn the_calendar_is_valid_and_holds_the_talks_of_the_plan() {
    let planned = planned().await;
    let calendar = planned.get("agendas?form=ics").await;
    assert_eq!(calendar.header("content-disposition"), "attachment; filename=\"agendas.ics\"");
    let events = events(&calendar.text);
    let of = |event: &[(String, String)], name: &str| -> String {
        let mut found = event.iter().filter(|(known, _)| known == name);
        let value = found.next().unwrap_or_else(|| panic!("{name} in {event:?}")).1.clone();
        assert!(found.next().is_none(), "{name} twice in {event:?}");
        value
    };
    let told: BTreeSet<Vec<String>> = (events.iter())
        .map(|event| ["DTSTART", "DTEND", "LOCATION", "SUMMARY"].map(|name| of(event, name)).into())
        .collect();
    let at = |talk: &Value, field: &str| {
        format!("{}T{}00", text(&talk["date"]), text(&talk[field])).replace(['-', ':'], "")
    };
    let said: BTreeSet<Vec<String>> = (planned.talks.iter())
        .map(|talk| {
            let place = format!("{}, {}", text(&talk["site"]), text(&talk["table"]));
            let what = format!("{}: Care assistant (QN1), nursing home", text(&talk["employer"]));
            vec![at(talk, "from"), at(talk, "to"), place, what]
        })
        .collect();
    assert_eq!(told, said);
    let names: BTreeSet<String> = events.iter().map(|event| of(event, "UID")).collect();
    assert_eq!(names.len(), events.len(), "each event has a name of its own");
    assert!(events.iter().all(|event| of(event, "DTSTAMP").ends_with('Z')));
    assert!(!calendar.text.contains("Olena"), "a calendar lies open on many screens");
}
