//! What is printed for a day: everybody finds their talks, and an employer reads only what was disclosed.

use api::access::Role;
use serde_json::{Value, json};

use crate::house::{House, person};

/// A house with a day on which P-001 has a talk; the path of its plan's documents.
async fn planned() -> (House, String) {
    let house = House::furnished().await;
    let placement = house.person(Role::Placement).clone();
    let mut person = person("P-001");
    person["interpreter"] = Value::Null;
    let first = placement.with("If-Match", "\"1\"");
    house.put(&first, "/v1/applicants/P-001", &person).await.expect(200);
    let mut day = crate::house::day();
    day["selection"] = json!({ "least_class": "not_possible", "least_possible": 0 });
    day["name"] = json!("Tag <b>&</b> =1+1");
    let made = house.post(&placement, "/v1/interview-days", &day).await.expect(201);
    let day = format!("/v1/interview-days/{}", made["id"].as_str().unwrap());
    let pool = json!({ "people": ["P-001"] });
    house.put(&first, &format!("{day}/pool"), &pool).await.expect(200);
    let plan = house.post(&placement, &format!("{day}/plans"), &json!({ "steps": 2_000 })).await;
    assert_eq!(plan.expect(201)["answer"]["plan"]["talks"].as_array().unwrap().len(), 1);
    (house, format!("{day}/plans/1/documents"))
}

#[actix_web::test]
async fn the_office_reads_names_and_the_table_only_what_was_disclosed() {
    let (house, documents) = planned().await;
    let desk = house.person(Role::Organiser);
    let get = async |path: &str| house.get(desk, &format!("{documents}/{path}")).await;
    let agendas = get("agendas").await.expect(200);
    let agenda = &agendas["agendas"][0];
    assert_eq!(agenda["name"], "Olena Kanarienvogel");
    assert_eq!(agenda["appointments"][0]["table"], "T1");
    let door = get("door").await.expect(200);
    assert_eq!(
        (&door["door"][0]["person"], &door["door"][0]["talks"]),
        (&"P-001".into(), &1.into())
    );

    // The house disclosed the person under a code only.
    let tables = get("tables").await;
    let guest = tables.expect(200)["tables"][0]["talks"][0]["guest"].clone();
    assert!(guest.as_str().unwrap().starts_with("K-"), "{guest}");
    assert!(!tables.text.contains("P-001") && !tables.text.contains("Olena"), "{}", tables.text);
    let disclosure = json!({
        "applicant": "P-001", "profile": "C11", "stage": "named",
        "basis": "sgb10_section69", "purpose": "Bewerbertag",
    });
    let placement = house.person(Role::Placement);
    house.post(placement, "/v1/disclosures", &disclosure).await.expect(201);
    let tables = get("tables").await.expect(200);
    assert_eq!(tables["tables"][0]["talks"][0]["guest"], "Olena Kanarienvogel");
}

#[actix_web::test]
async fn sheets_are_print_ready_in_two_languages_and_hold_neither_markup_nor_formulas() {
    let (house, documents) = planned().await;
    let desk = house.person(Role::Organiser);
    let path = format!("{documents}/agendas?form=html");
    let german = house.get(desk, &path).await;
    assert_eq!(german.header("content-type"), "text/html; charset=utf-8");
    assert!(german.text.contains("<html lang=\"de\">") && german.text.contains("Arbeitgeber"));
    assert!(german.text.contains("Tag &lt;b&gt;&amp;&lt;/b&gt; =1+1"), "{}", german.text);
    let english = house.get(&desk.with("Accept-Language", "en"), &path).await;
    assert!(english.text.contains("<html lang=\"en\">") && english.text.contains("employer"));

    let table = house.get(desk, &format!("{documents}/door?form=csv")).await;
    assert_eq!(table.header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(table.text.lines().count(), 2, "{}", table.text);

    let path = format!("{documents}/agendas?form=ics&applicant=P-001");
    let calendar = house.get(desk, &path).await;
    assert_eq!(calendar.header("content-type"), "text/calendar; charset=utf-8");
    assert!(calendar.text.contains("DTSTART:20261203T0"), "{}", calendar.text);
    assert!(calendar.text.contains("DTSTAMP:20261122T120000Z\r\n"), "{}", calendar.text);
    for (path, status) in [
        ("door?form=ics", 400),
        ("agendas?form=pdf", 400),
        ("posters", 400),
        ("agendas?applicant=P-002", 404),
    ] {
        let answer = house.get(desk, &format!("{documents}/{path}")).await;
        assert_eq!(answer.status, status, "{path}: {}", answer.text);
    }
}
