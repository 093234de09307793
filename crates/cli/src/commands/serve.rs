//! `passgenau serve`: the REST interface and its documentation.

use actix_web::web;
use api::{Config, Settings, State};
use issue::Language;
use tracing_subscriber::EnvFilter;

use crate::{
    arguments::{Arguments, ServeArguments},
    clock::now,
    input,
    output::{self, Failure},
};

pub(super) fn run(arguments: &Arguments, command: &ServeArguments) -> Result<u8, Failure> {
    let config = config(command)?;
    log(command)?;
    let knowledge = input::knowledge(arguments)?;
    tracing::info!(%config, "starting");
    let greet = config.clone();
    let state = State::open(knowledge, config, now).map_err(Failure::system)?;
    let secret = api::founding_secret(&state).map_err(Failure::system)?;
    serve(web::Data::new(state), &greeting(&greet, secret.as_deref(), arguments.lang))
}

/// The settings: arguments over the environment over the file over the defaults, checked once.
fn config(command: &ServeArguments) -> Result<Config, Failure> {
    let arguments =
        Settings { listen: command.listen, data: command.data.clone(), ..Settings::default() };
    let file = match &command.config {
        Some(path) => Settings::from_file(path).map_err(Failure::system)?,
        None => Settings::default(),
    };
    let environment = Settings::from_environment().map_err(Failure::system)?;
    arguments.or(environment).or(file).complete().map_err(Failure::system)
}

/// Writes the log to standard error. It names routes and accounts, never people.
fn log(command: &ServeArguments) -> Result<(), Failure> {
    let filter = EnvFilter::try_new(&command.log).map_err(Failure::system)?;
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    let done = if command.log_json { builder.json().try_init() } else { builder.try_init() };
    done.map_err(Failure::system)
}

/// Says that it listens, and serves until the process is asked to stop.
pub(super) fn serve(state: web::Data<State>, greeting: &str) -> Result<u8, Failure> {
    actix_web::rt::System::new().block_on(async {
        let greet = || {
            // Whoever started it may not read what it says; it serves all the same.
            let _told = output::print(greeting);
        };
        api::serve(state, greet).await.map_err(Failure::system)
    })?;
    tracing::info!("stopped in order");
    Ok(0)
}

fn greeting(config: &Config, secret: Option<&str>, language: Language) -> String {
    let scheme = if config.tls.is_some() { "https" } else { "http" };
    let url = format!("{scheme}://{}", config.listen);
    let mut text = match language {
        Language::German => {
            format!("Passgenau läuft auf {url} – Dokumentation: {url}/docs – Ende mit Strg+C\n")
        }
        Language::English => {
            format!("Passgenau listens on {url} – documentation: {url}/docs – stop with Ctrl+C\n")
        }
    };
    if config.data.is_none() {
        text += language.pick(
            "Ohne --data wird nichts gespeichert: Mit dem Ende des Programms ist alles weg.\n",
            "Without --data nothing is kept: everything is gone when the program ends.\n",
        );
    }
    if let Some(secret) = secret {
        text += language.pick(
            "Noch gibt es kein Konto. Öffnen Sie diesen Link, der einmal und drei Tage lang gilt, und legen Sie das erste an:\n",
            "There is no account yet. Open this link, good once and for three days, and make the first one:\n",
        );
        return format!("{text}  {url}/setup#{secret}\n");
    }
    text
}
