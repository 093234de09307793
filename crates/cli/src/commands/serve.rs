//! `passgenau serve`: the REST interface and its documentation.

use api::{Config, State};
use issue::Language;
use knowledge::Knowledge;

use crate::{
    arguments::{Arguments, ServeArguments},
    clock::today,
    input,
    output::{self, Failure},
};

pub(super) fn run(arguments: &Arguments, command: &ServeArguments) -> Result<u8, Failure> {
    let knowledge = input::knowledge(arguments)?;
    let config = Config { listen: command.listen, ..Config::default() };
    serve(knowledge, config, arguments.lang)
}

/// Serves until the process is asked to stop.
pub(super) fn serve(
    knowledge: Knowledge,
    config: Config,
    language: Language,
) -> Result<u8, Failure> {
    let listen = config.listen;
    let state = State::new(knowledge, config, today);
    actix_web::rt::System::new().block_on(async {
        let server = api::serve(state)
            .map_err(|error| Failure::system(format!("{listen}: {error}")))?;
        output::print(&match language {
            Language::German => format!(
                "Passgenau läuft auf http://{listen} – Dokumentation: http://{listen}/docs – Ende mit Strg+C\n"
            ),
            Language::English => format!(
                "Passgenau listens on http://{listen} – documentation: http://{listen}/docs – stop with Ctrl+C\n"
            ),
        })?;
        server.await.map_err(Failure::system)?;
        Ok(0)
    })
}
