//! A provider of accounts on the loopback interface, with keys of its own. It shares no code with what it
//! tries: it signs and checks by itself.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard},
};

use actix_web::{App, HttpRequest, HttpResponse, HttpServer, dev::ServerHandle, web};
use aws_lc_rs::{
    digest::{SHA256, digest},
    rand::SystemRandom,
    rsa::{KeyPair as RsaKeyPair, KeySize},
    signature::{
        ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _, RSA_PKCS1_SHA256,
        RsaPublicKeyComponents,
    },
};
use base64::{
    Engine as _, engine::general_purpose::STANDARD, engine::general_purpose::URL_SAFE_NO_PAD,
};
use serde_json::{Value, json};

pub(super) const CLIENT: &str = "passgenau";
/// With signs that must not go into a header as they are.
pub(super) const SECRET: &str = "ge:heim + 100 % ß";

pub(super) fn base64(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// A key to sign with.
pub(super) enum Key {
    Rsa(Box<RsaKeyPair>),
    Curve(EcdsaKeyPair),
}

impl Key {
    pub(super) fn rsa() -> Self {
        Self::Rsa(Box::new(RsaKeyPair::generate(KeySize::Rsa2048).unwrap()))
    }

    pub(super) fn curve() -> Self {
        Self::Curve(EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap())
    }

    const fn algorithm(&self) -> &'static str {
        match self {
            Self::Rsa(_) => "RS256",
            Self::Curve(_) => "ES256",
        }
    }

    fn published(&self, name: &str) -> Value {
        match self {
            Self::Rsa(pair) => {
                let parts: RsaPublicKeyComponents<Vec<u8>> = pair.public_key().into();
                json!({ "kty": "RSA", "use": "sig", "kid": name, "alg": "RS256", "n": base64(parts.n), "e": base64(parts.e) })
            }
            Self::Curve(pair) => {
                let point = pair.public_key().as_ref();
                let (x, y) = point[1..].split_at(32);
                json!({ "kty": "EC", "crv": "P-256", "kid": name, "x": base64(x), "y": base64(y) })
            }
        }
    }

    /// A token with these claims.
    pub(super) fn signed(&self, name: &str, claims: &Value) -> String {
        let head = json!({ "alg": self.algorithm(), "kid": name, "typ": "JWT" });
        let text = format!("{}.{}", base64(head.to_string()), base64(claims.to_string()));
        let random = SystemRandom::new();
        let signature = match self {
            Self::Rsa(pair) => {
                let mut signature = vec![0; pair.public_modulus_len()];
                pair.sign(&RSA_PKCS1_SHA256, &random, text.as_bytes(), &mut signature).unwrap();
                signature
            }
            Self::Curve(pair) => pair.sign(&random, text.as_bytes()).unwrap().as_ref().to_vec(),
        };
        format!("{text}.{}", base64(signature))
    }
}

/// What the provider does next.
pub(super) struct Script {
    /// The key that signs, under its name.
    pub(super) signs: (String, Key),
    /// Whether that key is published.
    pub(super) names_it: bool,
    /// Claims of the next token, over the right ones; null leaves one out.
    pub(super) claims: Value,
    /// What is done to the next token after it was signed.
    pub(super) spoil: fn(String) -> String,
    /// Whether the secret must stand in the form.
    pub(super) in_form: bool,
    /// Codes that were given, with the query of the browser.
    codes: BTreeMap<String, BTreeMap<String, String>>,
    /// How often keys were asked for, and codes were changed.
    pub(super) asked: (usize, usize),
}

/// The provider.
pub(super) struct Provider {
    pub(super) issuer: String,
    script: Arc<Mutex<Script>>,
    server: ServerHandle,
}

struct Shared(String, Arc<Mutex<Script>>);

pub(super) fn fields(text: &str) -> BTreeMap<String, String> {
    web::Query::<BTreeMap<String, String>>::from_query(text).unwrap().into_inner()
}

impl Provider {
    pub(super) fn open(key: fn() -> Key) -> Self {
        let script = Script {
            signs: ("eins".to_owned(), key()),
            names_it: true,
            claims: json!({}),
            spoil: |token| token,
            in_form: false,
            codes: BTreeMap::new(),
            asked: (0, 0),
        };
        let script = Arc::new(Mutex::new(script));
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let issuer = format!("http://{}/realms/amt", listener.local_addr().unwrap());
        let (name, shared) = (issuer.clone(), Arc::clone(&script));
        let server = HttpServer::new(move || {
            App::new()
                .app_data(web::Data::new(Shared(name.clone(), Arc::clone(&shared))))
                .route("/realms/amt/.well-known/openid-configuration", web::get().to(describe))
                .route("/realms/amt/keys", web::get().to(keys_of))
                .route("/realms/amt/token", web::post().to(token))
        });
        let server = server.workers(1).disable_signals().listen(listener).unwrap().run();
        let handle = server.handle();
        drop(actix_web::rt::spawn(server));
        Self { issuer, script, server: handle }
    }

    pub(super) fn script(&self) -> MutexGuard<'_, Script> {
        self.script.lock().unwrap()
    }

    pub(super) async fn close(&self) {
        self.server.stop(false).await;
    }

    /// What a person does there: signs in, and is sent back with a code and the state.
    pub(super) fn sign_in(&self, door: &str) -> (String, String) {
        let (place, query) = door.split_once('?').unwrap();
        assert_eq!(place, format!("{}/authorize", self.issuer));
        let query = fields(query);
        assert_eq!((&*query["response_type"], &*query["client_id"]), ("code", CLIENT));
        assert_eq!(query["code_challenge_method"], "S256");
        assert!(query["scope"].split(' ').any(|scope| scope == "openid"));
        let mut script = self.script();
        let code = format!("code {} / +", script.codes.len());
        let state = query["state"].clone();
        script.codes.insert(code.clone(), query);
        (code, state)
    }
}

async fn describe(shared: web::Data<Shared>) -> HttpResponse {
    let issuer = &shared.0;
    let way =
        if shared.1.lock().unwrap().in_form { "client_secret_post" } else { "client_secret_basic" };
    HttpResponse::Ok().json(json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/authorize"),
        "token_endpoint": format!("{issuer}/token"),
        "jwks_uri": format!("{issuer}/keys"),
        "token_endpoint_auth_methods_supported": [way],
    }))
}

async fn keys_of(shared: web::Data<Shared>) -> HttpResponse {
    let mut script = shared.1.lock().unwrap();
    script.asked.0 += 1;
    let signs = script.signs.1.published(&script.signs.0);
    // Keys that nobody here knows how to use do not harm the others.
    let mut keys = vec![
        json!({ "kty": "OKP", "crv": "X448", "kid": "other", "x": "AA" }),
        json!({ "kty": "RSA", "use": "enc", "alg": "RSA-OAEP-512", "kid": "enc", "n": "AQAB", "e": "AQAB" }),
    ];
    if script.names_it {
        keys.push(signs);
    }
    HttpResponse::Ok()
        .content_type("application/jwk-set+json")
        .body(json!({ "keys": keys }).to_string())
}

async fn token(shared: web::Data<Shared>, request: HttpRequest, body: String) -> HttpResponse {
    let refused = |why: &str| HttpResponse::BadRequest().json(json!({ "error": why }));
    let mut script = shared.1.lock().unwrap();
    script.asked.1 += 1;
    let form = fields(&body);
    let head = request.headers().get("authorization").and_then(|head| head.to_str().ok());
    let head = head.and_then(|head| head.strip_prefix("Basic "));
    let shown = head.map(|head| {
        let both = String::from_utf8(STANDARD.decode(head).unwrap()).unwrap();
        let (name, secret) = both.split_once(':').unwrap();
        let both = fields(&format!("name={name}&secret={secret}"));
        (both["name"].clone(), both["secret"].clone())
    });
    let in_form = form.get("client_id").cloned().zip(form.get("client_secret").cloned());
    let shown = if script.in_form { in_form } else { shown };
    if shown != Some((CLIENT.to_owned(), SECRET.to_owned())) {
        return refused("invalid_client");
    }
    let Some(asked) = script.codes.remove(&form["code"]) else { return refused("invalid_grant") };
    let challenge = base64(digest(&SHA256, form["code_verifier"].as_bytes()));
    let is_right = form["grant_type"] == "authorization_code"
        && form["redirect_uri"] == asked["redirect_uri"]
        && challenge == asked["code_challenge"];
    if !is_right {
        return refused("invalid_grant");
    }
    let now = crate::house::noon().as_micros() / 1_000_000;
    let mut claims = json!({
        "iss": shared.0, "aud": CLIENT, "sub": "person-4711", "exp": now + 300, "iat": now,
        "nonce": asked["nonce"], "email": "Anna.Weber@amt.example", "email_verified": true,
    });
    let all = claims.as_object_mut().unwrap();
    for (name, value) in script.claims.as_object().unwrap() {
        all.insert(name.clone(), value.clone());
    }
    all.retain(|_, value| !value.is_null());
    let token = (script.spoil)(script.signs.1.signed(&script.signs.0, &claims));
    HttpResponse::Ok()
        .json(json!({ "access_token": "x", "token_type": "Bearer", "id_token": token }))
}
