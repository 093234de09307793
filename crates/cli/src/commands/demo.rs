//! `passgenau demo`: the whole pilot, from the client list to the planned day, then the service.

use std::path::Path;

use api::Config;
use formats::{
    answer::{Listing, matches},
    read,
    source::{Source, Syntax},
};
use knowledge::Shelf;
use matching_core::{calendar::Date, score::Order};

use super::{matching, plan, serve, told_day};
use crate::{
    arguments::{Arguments, DemoArguments, Search},
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
    let ranked = matches(knowledge.engine(), &knowledge.fingerprint(), models, &people, listing);
    let whole =
        plan::planned((&document, file), (&profiles, &people), (&knowledge, as_of), &SEARCH)?;
    let teller = knowledge.teller(arguments.lang);
    output::print(&matching::told(&ranked, &profiles, people.len(), teller))?;
    output::warn(&whole.warnings, arguments.lang)?;
    output::print(&told_day::told(&whole.answer, &profiles, teller))?;
    if command.no_serve {
        return Ok(0);
    }
    let config = Config { listen: command.listen, ..Config::default() };
    serve::serve(knowledge, config, arguments.lang)
}

/// A file of the pilot, as it is shipped.
fn sample(name: &str) -> Result<String, Failure> {
    let path = format!("samples/rhein-erft/{name}");
    let bytes = Shelf::Shipped.file(&path).map_err(Failure::system)?.unwrap_or_default();
    String::from_utf8(bytes.into_owned()).map_err(Failure::system)
}
