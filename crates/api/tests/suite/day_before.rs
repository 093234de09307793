//! Before the day: how large it must be, and whom to invite.

use api::access::Role;
use serde_json::{Value, json};

use crate::house::{Guest, House, person};

async fn post(house: &House, guest: &Guest, what: &str, body: &Value) -> crate::house::Answer {
    let path = format!("/v1/interview-days/{}/{what}", house.id("day"));
    house.post(guest, &path, body).await
}

#[actix_web::test]
async fn the_size_of_a_day_follows_from_the_wish_and_the_day() {
    let house = House::furnished().await;
    let desk = house.person(Role::Organiser);
    // Three hours, talks of 20 minutes: nine a table; 20 talks and a tenth spare are 22.
    let wish = json!({ "talks": 20, "showing": { "rate": 1000 } });
    let size = post(&house, desk, "sizing", &wish).await.expect(200);
    assert_eq!(
        (&size["slots"], &size["tables"], &size["tables_there"], &size["people"]),
        (&9.into(), &3.into(), &1.into(), &20.into())
    );
    assert_eq!(size["invitations"]["most"], 20);
    // One opening and two talks for it, when nothing is wished.
    let size = post(&house, desk, "sizing", &json!({})).await.expect(200);
    assert_eq!((&size["talks"], &size["tables"]), (&2.into(), &1.into()));
    // The office has seen one person come so far.
    assert_eq!(size["invitations"]["showing"], json!({ "came": 1, "away": 0 }));

    // The less is known, the fewer are invited at the same rate.
    let invite = async |came: u32, away: u32| {
        let wish = json!({ "talks": 40, "showing": { "came": came, "away": away } });
        let size = post(&house, desk, "sizing", &wish).await.expect(200);
        size["invitations"]["most"].as_u64().unwrap()
    };
    assert!(invite(7, 3).await < invite(700, 300).await);

    for bad in [
        json!({ "talks": 0 }),
        json!({ "showing": { "rate": 0 } }),
        json!({ "risk": 1000 }),
        json!({ "talks_per_person": 50 }),
        json!({ "surplus": 1 }),
    ] {
        let refused = post(&house, desk, "sizing", &bad).await;
        assert_eq!(refused.problem(422), "invalid_document", "{bad}");
    }
}

#[actix_web::test]
async fn whoever_has_a_talk_is_invited_first_and_everybody_is_on_one_list() {
    let house = House::furnished().await;
    let placement = house.person(Role::Placement);
    let mut pool = vec!["P-001".to_owned()]; // needs an interpreter, and there is none
    for n in 0..14 {
        let id = format!("P-4{n:02}");
        let mut person = person(&id);
        person["interpreter"] = Value::Null;
        house.post(placement, "/v1/applicants", &person).await.expect(201);
        pool.push(id);
    }
    let mut day = crate::house::day();
    day["selection"] = json!({ "least_class": "not_possible", "least_possible": 0 });
    let path = format!("/v1/interview-days/{}", house.id("day"));
    let read = house.get(placement, &path).await;
    let guest = placement.with("If-Match", read.header("etag"));
    let changed = house.put(&guest, &path, &day).await;
    let guest = placement.with("If-Match", changed.header("etag"));
    house.put(&guest, &format!("{path}/pool"), &json!({ "people": pool })).await.expect(200);

    let request = json!({ "steps": 2_000, "showing": { "rate": 1000 } });
    let lists = post(&house, placement, "invitations", &request).await.expect(200);
    assert_eq!(lists["places"], 9); // one table, nine talks
    let ids = |name: &str| -> Vec<String> {
        let rows = lists[name].as_array().unwrap().iter();
        rows.map(|row| row["person"].as_str().unwrap_or_default().to_owned()).collect()
    };
    assert_eq!((ids("invited").len(), ids("reserve").len()), (9, 6));
    let mut all = [ids("invited"), ids("reserve")].concat();
    all.sort();
    assert_eq!(all, pool);
    assert!(lists["invited"].as_array().unwrap().iter().all(|row| row["layer"] == 1));
    // Nobody has a talk that needs the interpreter who is not there.
    assert!(ids("reserve").contains(&"P-001".to_owned()));

    let request = json!({ "steps": 2_000, "invite": 12 });
    let lists = post(&house, placement, "invitations", &request).await.expect(200);
    assert_eq!(lists["invited"].as_array().unwrap().len(), 12);
    let refused = post(&house, placement, "invitations", &json!({ "risk": 0 })).await;
    assert_eq!(refused.problem(422), "invalid_document");
}
