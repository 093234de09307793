//! The socket: binds it, answers until the process is asked to stop, and ends in order.

mod error;
#[cfg(feature = "tls")]
mod tls;

pub use error::ServeError;

use std::time::Duration;

use actix_web::{HttpServer, dev::Server, web};

use crate::{State, access::invitation, app, maintenance, problem::Problem};

/// The secret of the link for the first administrator; none once there is an account.
///
/// # Errors
/// Fails if the store does.
pub fn founding_secret(state: &State) -> Result<Option<String>, Problem> {
    invitation::founding(state)
}

/// Reads everything into memory, binds the socket and answers until the process is asked to stop.
///
/// Then running requests are finished, and imports stop at their next piece.
///
/// # Errors
/// Fails if the store cannot be read, the address cannot be bound, or the files for encrypted
/// connections cannot be used.
pub async fn serve(state: web::Data<State>, listening: impl FnOnce()) -> Result<(), ServeError> {
    maintenance::warm_up(&state).map_err(ServeError::Store)?;
    let server = bind(&state)?;
    let daily = actix_web::rt::spawn(maintenance::by_itself(state.clone()));
    listening();
    let ended = server.await;
    daily.abort();
    let patience = Duration::from_secs(state.config.shutdown_seconds);
    maintenance::wind_up(&state, patience).await;
    Ok(ended?)
}

fn bind(state: &web::Data<State>) -> Result<Server, ServeError> {
    let config = state.config.clone();
    let shared = state.clone();
    let server = HttpServer::new(move || app(shared.clone()))
        .client_request_timeout(Duration::from_secs(config.request_seconds))
        .shutdown_timeout(config.shutdown_seconds);
    let server = match &config.tls {
        None => server.bind(config.listen)?,
        #[cfg(feature = "tls")]
        Some(files) => server.bind_rustls_0_23(config.listen, tls::settings(files)?)?,
        #[cfg(not(feature = "tls"))]
        Some(files) => {
            let path = files.certificate.display().to_string();
            let cause = "this program was built without the feature tls".to_owned();
            return Err(ServeError::Tls { path, cause });
        }
    };
    Ok(server.run())
}
