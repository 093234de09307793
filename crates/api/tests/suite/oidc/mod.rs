//! Signing in with the accounts of a provider: who comes in, and everything that keeps somebody out.

mod provider;

use std::sync::atomic::{AtomicI64, Ordering};

use api::{Config, Settings, access::Role};
use provider::{CLIENT, Key, Provider, SECRET, base64, fields};
use serde_json::{Value, json};
use store::Timestamp;

use crate::house::{Answer, Guest, House, OWN, noon};

/// A house whose people may sign in with that provider, with one account for Anna Weber.
async fn house(issuer: &str, clock: fn() -> Timestamp) -> House {
    let text = format!(
        "oidc_issuer = \"{issuer}\"\noidc_client = \"{CLIENT}\"\noidc_secret = \"{SECRET}\"\noidc_address = \"https://passgenau.example\"\nfailed_sign_ins = 100"
    );
    let config = Settings::from_text("test", &text).unwrap().complete().unwrap();
    let mut house = House::at(config, clock).await;
    house.found().await;
    add(&house, "anna.weber", Some("anna.weber@amt.example")).await;
    house
}

async fn add(house: &House, login: &str, email: Option<&str>) {
    let user = json!({ "login": login, "name": "Jemand", "role": "placement", "email": email });
    house.post(house.person(Role::Administrator), "/v1/users", &user).await.expect(201);
}

/// Changes an account.
async fn change(house: &House, login: &str, email: &str, disabled: bool) {
    let admin = house.person(Role::Administrator);
    let path = format!("/v1/users/{login}");
    let tag = house.get(admin, &path).await.header("etag").to_owned();
    let change =
        json!({ "name": "Jemand", "role": "placement", "email": email, "disabled": disabled });
    house.put(&admin.with("If-Match", &tag), &path, &change).await.expect(200);
}

/// A browser on its way: where it is sent, and the cookie it carries.
async fn knock(house: &House) -> (String, String) {
    let answer = house.get(&Guest::default(), "/v1/session/oidc?to=/docs/?a=1%26b").await;
    assert_eq!(answer.status, 303, "{}", answer.text);
    let cookie = answer.header("set-cookie");
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
    (answer.header("location").to_owned(), cookie.split(';').next().unwrap().to_owned())
}

async fn come_back(house: &House, cookie: &str, query: &[(&str, &str)]) -> Answer {
    let guest = Guest { headers: vec![("Cookie".into(), cookie.into())] };
    let query: Vec<String> = query
        .iter()
        .map(|(name, value)| {
            format!(
                "{name}={}",
                value
                    .replace('%', "%25")
                    .replace('+', "%2B")
                    .replace(' ', "%20")
                    .replace('/', "%2F")
            )
        })
        .collect();
    house.get(&guest, &format!("/v1/session/oidc/callback?{}", query.join("&"))).await
}

/// The whole way to the provider and back.
async fn sign_in(house: &House, provider: &Provider) -> Answer {
    let (door, cookie) = knock(house).await;
    let (code, state) = provider.sign_in(&door);
    come_back(house, &cookie, &[("code", &code), ("state", &state), ("session_state", "x")]).await
}

/// The cookie of the session that somebody was given; none if nobody was let in.
fn session(answer: &Answer) -> Option<Guest> {
    let mut set = answer.headers.get_all("set-cookie").map(|value| value.to_str().unwrap());
    let cookie = set.find(|cookie| cookie.starts_with("passgenau="))?;
    let cookie = cookie.split(';').next().unwrap().to_owned();
    Some(Guest { headers: vec![("Cookie".into(), cookie)] })
}

/// What the journal says since then.
async fn told(house: &House, since: u64) -> Vec<Value> {
    let entries = house.get(house.person(Role::Administrator), "/v1/journal?limit=500").await;
    let entries = entries.expect(200)["items"].as_array().unwrap().clone();
    entries.into_iter().filter(|entry| entry["number"].as_u64().unwrap() > since).collect()
}

#[actix_web::test]
async fn whoever_has_an_account_comes_in_and_is_known_from_then_on() {
    for key in [Key::rsa, Key::curve] {
        let provider = Provider::open(key);
        let house = house(&provider.issuer, noon).await;
        let before = house.entries();
        let answer = sign_in(&house, &provider).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
        assert!(answer.text.contains("url=/docs/?a=1&amp;b\""), "{}", answer.text);
        let set: Vec<&str> =
            answer.headers.get_all("set-cookie").map(|value| value.to_str().unwrap()).collect();
        assert!(
            set.iter()
                .any(|cookie| cookie.starts_with("passgenau-attempt=;")
                    && cookie.contains("Max-Age=0")),
            "{set:?}"
        );
        assert!(
            set.iter().any(|cookie| cookie.starts_with("passgenau=")
                && cookie.contains("HttpOnly")
                && cookie.contains("SameSite=Strict")),
            "{set:?}"
        );
        let guest = session(&answer).unwrap();
        let me = house.get(&guest, "/v1/session").await.expect(200);
        assert_eq!(
            (&me["login"], &me["role"], &me["organisation"]),
            (&"anna.weber".into(), &"placement".into(), &OWN.into())
        );
        // Changes need the session's token, as with a password.
        let body = crate::house::person("P-001");
        let refused = house.post(&guest, "/v1/applicants", &body).await;
        assert_eq!(refused.problem(403), "wrong_csrf_token");
        let guest = guest.with("X-CSRF-Token", me["csrf_token"].as_str().unwrap());
        house.post(&guest, "/v1/applicants", &body).await.expect(201);

        let entries = told(&house, before).await;
        let actions: Vec<_> = entries
            .iter()
            .map(|entry| (entry["action"].as_str().unwrap(), entry["actor"].as_str().unwrap()))
            .collect();
        let who = "user:anna.weber";
        assert_eq!(actions[..2], [("identity_linked", who), ("signed_in", who)], "{entries:?}");
        assert_eq!(entries[1]["details"]["with"], "oidc");
        assert!(!format!("{entries:?}").contains("person-4711"));
        let user = house.get(house.person(Role::Administrator), "/v1/users/anna.weber").await;
        let user = user.expect(200);
        assert_eq!((&user["linked"], &user["joined"]), (&true.into(), &false.into()));

        // From now on the person is known by what never changes, not by the address.
        provider.script().claims = json!({ "email": "anna.schmidt@amt.example" });
        assert!(session(&sign_in(&house, &provider).await).is_some());
        assert_eq!(provider.script().asked, (1, 2), "keys are asked for once");
    }
}

#[actix_web::test]
async fn a_secret_may_have_to_stand_in_the_form() {
    let provider = Provider::open(Key::rsa);
    provider.script().in_form = true;
    let house = house(&provider.issuer, noon).await;
    assert!(session(&sign_in(&house, &provider).await).is_some());
}

#[actix_web::test]
async fn a_token_that_is_not_right_in_everything_opens_nothing() {
    let provider = Provider::open(Key::rsa);
    let house = house(&provider.issuer, noon).await;
    let now = noon().as_micros() / 1_000_000;
    let before = house.entries();
    for claims in [
        json!({ "nonce": "another" }),
        json!({ "nonce": null }),
        json!({ "aud": "another" }),
        json!({ "aud": [] }),
        json!({ "aud": [CLIENT, "another"] }),
        json!({ "azp": "another" }),
        json!({ "iss": "https://login.example" }),
        json!({ "iss": null }),
        json!({ "exp": now - 60 }),
        json!({ "exp": null }),
        json!({ "exp": "soon" }),
        json!({ "nbf": now + 3_600 }),
        json!({ "iat": now + 3_600 }),
        json!({ "sub": "" }),
        json!({ "sub": null }),
    ] {
        provider.script().claims = claims.clone();
        let answer = sign_in(&house, &provider).await;
        assert_eq!(answer.problem(401), "sign_in_failed", "{claims}");
        assert!(session(&answer).is_none(), "{claims}");
    }
    provider.script().claims = json!({});
    let spoils: [fn(String) -> String; 6] = [
        // Signed by somebody else under the same name.
        |token| {
            let (_, payload) = token.split_once('.').unwrap();
            let claims = payload.split('.').next().unwrap();
            let claims =
                base64::Engine::decode(&base64::engine::general_purpose::URL_SAFE_NO_PAD, claims);
            Key::rsa().signed("eins", &serde_json::from_slice(&claims.unwrap()).unwrap())
        },
        // Changed after it was signed.
        |token| {
            let parts: Vec<&str> = token.split('.').collect();
            let claims = format!("{}x", parts[1].split_at(parts[1].len() - 1).0);
            [parts[0], &claims, parts[2]].join(".")
        },
        |token| format!("{}.", token.rsplit_once('.').unwrap().0),
        // No signature at all, and one that needs no private key.
        |token| {
            let claims = token.split('.').nth(1).unwrap();
            format!("{}.{claims}.", base64("{\"alg\":\"none\"}"))
        },
        |token| {
            let claims = token.split('.').nth(1).unwrap();
            format!("{}.{claims}.AAAA", base64("{\"alg\":\"HS256\",\"kid\":\"eins\"}"))
        },
        |_| "nonsense".to_owned(),
    ];
    for (number, spoil) in spoils.into_iter().enumerate() {
        provider.script().spoil = spoil;
        let answer = sign_in(&house, &provider).await;
        assert_eq!(answer.problem(401), "sign_in_failed", "{number}");
        assert!(session(&answer).is_none(), "{number}");
    }
    assert_eq!(house.entries(), before, "nobody was let in");
    provider.script().spoil = |token| token;
    assert!(session(&sign_in(&house, &provider).await).is_some());
}

#[actix_web::test]
async fn an_answer_belongs_to_the_browser_that_asked() {
    let provider = Provider::open(Key::rsa);
    let house = house(&provider.issuer, noon).await;
    let (door, cookie) = knock(&house).await;
    let (other_door, other) = knock(&house).await;
    assert_ne!(fields(&door)["nonce"], fields(&other_door)["nonce"]);
    let (code, state) = provider.sign_in(&door);
    let failed = |answer: Answer| {
        assert_eq!(answer.problem(401), "sign_in_failed");
        assert!(session(&answer).is_none());
    };
    failed(come_back(&house, &other, &[("code", &code), ("state", &state)]).await);
    failed(come_back(&house, "a=b", &[("code", &code), ("state", &state)]).await);
    failed(
        come_back(&house, "passgenau-attempt=a.1.2f", &[("code", &code), ("state", &state)]).await,
    );
    failed(come_back(&house, &cookie, &[("code", &code), ("state", "another")]).await);
    failed(come_back(&house, &cookie, &[("code", &code)]).await);
    failed(come_back(&house, &cookie, &[("state", &state)]).await);
    failed(come_back(&house, &cookie, &[("error", "access_denied"), ("state", &state)]).await);
    let mixed = [("code", &*code), ("state", &*state), ("iss", "https://login.example")];
    failed(come_back(&house, &cookie, &mixed).await);
    assert_eq!(provider.script().asked.1, 0, "nobody asked the provider");
    failed(come_back(&house, &cookie, &[("code", "guessed"), ("state", &state)]).await);
    let right = [("code", &*code), ("state", &*state), ("iss", &*provider.issuer)];
    assert!(session(&come_back(&house, &cookie, &right).await).is_some());
    // A code is changed once.
    failed(come_back(&house, &cookie, &[("code", &code), ("state", &state)]).await);

    for to in ["https://a.example", "//a.example", "/\\a.example", "", "docs", "/%22"] {
        let refused = house.get(&Guest::default(), &format!("/v1/session/oidc?to={to}")).await;
        assert_eq!(refused.problem(400), "invalid_parameter", "{to}");
    }
}

#[actix_web::test]
async fn nobody_comes_in_without_an_account_that_is_theirs_and_open() {
    let provider = Provider::open(Key::rsa);
    let house = house(&provider.issuer, noon).await;
    let refused = async |claims: Value| {
        provider.script().claims = claims.clone();
        let answer = sign_in(&house, &provider).await;
        assert_eq!(answer.problem(403), "no_account", "{claims}");
        assert!(session(&answer).is_none());
    };
    refused(json!({ "email": "berta@amt.example" })).await;
    refused(json!({ "email_verified": false })).await;
    refused(json!({ "email_verified": null })).await;
    refused(json!({ "email": null })).await;
    let count = async || {
        let users = house.get(house.person(Role::Administrator), "/v1/users").await.expect(200);
        users["items"].as_array().unwrap().len()
    };
    assert_eq!(count().await, 2, "nobody was added");

    // Two accounts with one address: nobody guesses which.
    add(&house, "anna.zwei", Some("ANNA.weber@amt.example")).await;
    refused(json!({})).await;
    change(&house, "anna.zwei", "anna.zwei@amt.example", false).await;
    provider.script().claims = json!({ "email_verified": "true" });
    let guest = session(&sign_in(&house, &provider).await).unwrap();

    // An account belongs to one person at the provider, until it gets another address.
    refused(json!({ "sub": "person-4712" })).await;
    change(&house, "anna.weber", "anna.weber@amt.example", true).await;
    house.get(&guest, "/v1/session").await.problem(401);
    refused(json!({})).await;
    change(&house, "anna.weber", "Anna.Weber@amt.example", false).await;
    provider.script().claims = json!({ "email": null });
    assert!(session(&sign_in(&house, &provider).await).is_some(), "the link stays");
    change(&house, "anna.weber", "berta@amt.example", false).await;
    refused(json!({})).await;
    provider.script().claims = json!({ "sub": "person-4712", "email": "berta@amt.example" });
    assert!(session(&sign_in(&house, &provider).await).is_some(), "the next person");
}

static LATER: AtomicI64 = AtomicI64::new(0);

fn moving() -> Timestamp {
    noon().plus_seconds(LATER.load(Ordering::SeqCst))
}

#[actix_web::test]
async fn keys_change_and_time_passes() {
    let provider = Provider::open(Key::rsa);
    let house = house(&provider.issuer, moving).await;
    let (door, cookie) = knock(&house).await;
    let (code, state) = provider.sign_in(&door);
    assert!(session(&sign_in(&house, &provider).await).is_some());
    assert_eq!(provider.script().asked.0, 1);

    // A new key is asked for, but not again and again.
    provider.script().signs = ("zwei".to_owned(), Key::rsa());
    assert_eq!(sign_in(&house, &provider).await.problem(401), "sign_in_failed");
    assert_eq!(provider.script().asked.0, 1);
    LATER.store(31, Ordering::SeqCst);
    assert!(session(&sign_in(&house, &provider).await).is_some());
    assert_eq!(provider.script().asked.0, 2);

    // A key that the provider does not name any more is worthless.
    LATER.store(70, Ordering::SeqCst);
    provider.script().signs = ("drei".to_owned(), Key::rsa());
    provider.script().names_it = false;
    assert_eq!(sign_in(&house, &provider).await.problem(401), "sign_in_failed");
    assert_eq!(provider.script().asked.0, 3);

    // Nobody stays at the provider for ever.
    LATER.store(600, Ordering::SeqCst);
    let late = come_back(&house, &cookie, &[("code", &code), ("state", &state)]).await;
    assert_eq!(late.problem(401), "sign_in_failed");
}

#[actix_web::test]
async fn a_provider_that_is_gone_keeps_nobody_with_a_password_out() {
    let provider = Provider::open(Key::rsa);
    let house = house(&provider.issuer, noon).await;
    let (door, cookie) = knock(&house).await;
    let (code, state) = provider.sign_in(&door);
    provider.close().await;
    let answer = come_back(&house, &cookie, &[("code", &code), ("state", &state)]).await;
    assert_eq!(answer.problem(503), "provider_unavailable");
    assert!(!answer.header("retry-after").is_empty() && session(&answer).is_none());
    house.sign_in("admin.rhein-erft").await;

    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let house = self::house(&format!("http://{free}"), noon).await;
    let answer = house.get(&Guest::default(), "/v1/session/oidc").await;
    assert_eq!(answer.problem(503), "provider_unavailable");
    house.sign_in("admin.rhein-erft").await;
}

#[actix_web::test]
async fn whoever_fails_too_often_waits_and_without_a_provider_there_is_no_such_door() {
    let house = house("http://127.0.0.1:9", noon).await;
    let guess = async || {
        let path = "/v1/session/oidc/callback?code=a&state=b";
        house.get(&Guest::default(), path).await
    };
    for _ in 0..100 {
        assert_eq!(guess().await.problem(401), "sign_in_failed");
    }
    assert_eq!(guess().await.problem(429), "too_many_requests");

    let house = House::empty(Config::default()).await;
    for path in ["/v1/session/oidc", "/v1/session/oidc/callback?code=a&state=b"] {
        assert_eq!(house.get(&Guest::default(), path).await.problem(404), "not_found", "{path}");
    }
}
