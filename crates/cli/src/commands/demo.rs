//! `passgenau demo`: the whole pilot, from the client list to the planned day, then the service.

use std::path::Path;

use actix_web::web;
use api::{Config, Entrance, Pilot, State};
use formats::{
    answer::{Listing, matches},
    document::ProfileDocument,
    read,
    source::{Source, Syntax},
};
use interview_day::DayDocument;
use issue::Language;
use knowledge::Shelf;
use matching_core::{calendar::Date, score::Order};

use super::{matching, plan, serve, told_day};
use crate::{
    arguments::{Arguments, DemoArguments, Search},
    clock::demonstrated,
    input::{self, Read},
    output::{self, Failure},
};

/// The day as of which the pilot is read, so that the demonstration is the same every day.
const AS_OF: (i16, i8, i8) = (2026, 11, 22);
/// People listed per role.
const LISTED: usize = 5;
/// Enough search for 67 people; the same plan on every machine.
const SEARCH: Search = Search { seconds: None, steps: 600_000, seed: 1, threads: 2 };

pub(super) fn run(arguments: &Arguments, command: &DemoArguments) -> Result<u8, Failure> {
    if !command.listen.ip().is_loopback() && !command.no_serve {
        return Err(Failure::system(arguments.lang.pick(
            "die Vorführung lauscht nur auf diesem Rechner (127.0.0.1 oder [::1])",
            "the demonstration listens on this machine only (127.0.0.1 or [::1])",
        )));
    }
    let knowledge = input::knowledge(arguments)?;
    let (year, month, day) = AS_OF;
    let as_of = Date::new(year, month, day).unwrap_or(Date::MIN);
    let file = Path::new("samples/rhein-erft/day.toml");
    let text = sample("day.toml")?;
    let document = interview_day::day(Source::file("day.toml", &text, Syntax::Toml))
        .map_err(Failure::Input)?;
    let profiles: Read<read::Checked> = input::profiles("pack:care", &knowledge, as_of)?;
    let asked = |profile: &read::Checked| {
        document.roles.iter().any(|role| role.profile == profile.document.id)
    };
    let profiles: Vec<read::Checked> = profiles.entries.into_iter().filter(asked).collect();
    let people = sample("people.ndjson")?;
    let source = Source::file("people.ndjson", &people, Syntax::Ndjson);
    let (people, issues) = read::people(source, &knowledge.reference().places);
    if issue::any_error(&issues) {
        return Err(Failure::Input(issues));
    }
    let people: Vec<_> = people.into_iter().map(|entry| entry.document).collect();
    let listing = Listing { as_of, order: Order::Overall, top: Some(LISTED) };
    let models = profiles.iter().map(|profile| profile.model.clone()).collect();
    let ranked = matches(knowledge.planner(), &knowledge.fingerprint(), models, &people, listing);
    let whole =
        plan::planned((&document, file), (&profiles, &people), (&knowledge, as_of), &SEARCH)?;
    let teller = knowledge.teller(arguments.lang);
    output::print(&matching::told(&ranked, &profiles, people.len(), teller))?;
    output::warn(&whole.warnings, arguments.lang)?;
    output::print(&told_day::told(&whole.answer, &profiles, teller))?;
    if command.no_serve {
        return Ok(0);
    }
    let pilot = Pilot {
        profiles: offered(&document, &profiles),
        plan: serde_json::to_value(&whole.answer).map_err(Failure::system)?,
        people,
        day: document,
    };
    let config = Config { listen: command.listen, ..Config::default() };
    let url = format!("http://{}", config.listen);
    let state = State::open(knowledge, config, demonstrated).map_err(Failure::system)?;
    let state = web::Data::new(state);
    let numbers = [pilot.people.len(), pilot.profiles.len()];
    let entrance = api::furnish(&state, &pilot).map_err(Failure::system)?;
    serve::serve(state, &greeting(&url, &entrance, numbers, arguments.lang))
}

/// The profiles with the employers who sit at the tables of the day.
fn offered(day: &DayDocument, profiles: &[read::Checked]) -> Vec<ProfileDocument> {
    let offered = profiles.iter().map(|profile| {
        let mut document = profile.document.clone();
        let role = day.roles.iter().find(|role| role.profile == document.id);
        document.employer = role.map(|role| role.employer.clone()).or(document.employer);
        document
    });
    offered.collect()
}

fn greeting(
    url: &str,
    entrance: &Entrance,
    [people, profiles]: [usize; 2],
    language: Language,
) -> String {
    let Entrance { accounts, password, key, day } = entrance;
    let accounts: Vec<&str> = accounts.iter().map(|role| role.name()).collect();
    let accounts = accounts.join(", ");
    let told = match language {
        Language::German => format!(
            "Passgenau läuft auf {url} – Dokumentation: {url}/docs – Ende mit Strg+C\n\
             Bereit liegen {people} erfundene Personen, {profiles} Anforderungsprofile und der Bewerbertag \
             von oben; es ist der 22.11.2026. Mit dem Ende des Programms ist alles weg.\n\
             Konten: {accounts}\nKennwort für alle: {password}\n\
             Ohne Anmeldung, mit dem Schlüssel der Vermittlung:\n"
        ),
        Language::English => format!(
            "Passgenau listens on {url} – documentation: {url}/docs – stop with Ctrl+C\n\
             It holds {people} invented people, {profiles} requirement profiles and the application day \
             above; it is 2026-11-22. Everything is gone when the program ends.\n\
             Accounts: {accounts}\nPassword of all: {password}\n\
             Without signing in, with the key of placement:\n"
        ),
    };
    let plan = format!("{url}/v1/interview-days/{day}/plans/1/documents");
    format!(
        "{told}  KEY={key}\n\
         \x20 curl -H \"Authorization: Bearer $KEY\" '{url}/v1/requirement-profiles/C11/candidates?order=overall&limit=5'\n\
         \x20 curl -H \"Authorization: Bearer $KEY\" '{url}/v1/explanations?applicant=P-036&profile=C11'\n\
         \x20 curl -H \"Authorization: Bearer $KEY\" '{plan}/agendas?form=html' > agendas.html\n"
    )
}

/// A file of the pilot, as it is shipped.
fn sample(name: &str) -> Result<String, Failure> {
    let path = format!("samples/rhein-erft/{name}");
    let bytes = Shelf::Shipped.file(&path).map_err(Failure::system)?.unwrap_or_default();
    String::from_utf8(bytes.into_owned()).map_err(Failure::system)
}
