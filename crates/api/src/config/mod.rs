//! Where the service listens, where it keeps its data and what it takes; every limit lives here.

mod error;
mod oidc;
mod origins;
mod settings;

use std::{fmt, net::SocketAddr, path::PathBuf};

pub use error::ConfigError;
#[cfg(feature = "oidc")]
pub(crate) use oidc::is_safe;
pub use oidc::{Hidden, Oidc};
pub use origins::Origins;
pub use settings::Settings;

/// Settings of the service, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// Where it listens; the loopback interface unless somebody decides otherwise.
    pub listen: SocketAddr,
    /// Where it keeps its data; in memory, until it stops, where nothing is given.
    pub data: Option<PathBuf>,
    /// Certificate and private key, as PEM files; without them it speaks plain HTTP.
    pub tls: Option<Tls>,
    /// Whether a proxy in front of it does the encryption and names the client.
    pub behind_proxy: bool,
    /// Origins whose pages may call the service from a browser with a key; none without it.
    pub cors_origins: Origins,
    /// Whose accounts people may sign in with, beside passwords; nobody's where nothing is given.
    pub oidc: Option<Oidc>,
    /// Hours after which a session ends that nobody uses.
    pub session_hours: u32,
    /// Most bytes of a request body.
    pub body_bytes: usize,
    /// Most bytes of a file that is imported.
    pub import_bytes: usize,
    /// Most people of one stateless request.
    pub people: usize,
    /// Most requirement profiles of one stateless request.
    pub profiles: usize,
    /// Most pairs that one answer lists.
    pub pairs: usize,
    /// Requests that one user, key or unknown address may make in a minute.
    pub requests_per_minute: u32,
    /// Failed attempts to sign in that one account or address may make in ten minutes.
    pub failed_sign_ins: u32,
    /// Requests that are worked on at the same time.
    pub concurrent: usize,
    /// Seconds that a request may take to arrive.
    pub request_seconds: u64,
    /// Seconds that running requests get when the service stops.
    pub shutdown_seconds: u64,
}

/// Files for encrypted connections.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tls {
    /// The chain of certificates, as PEM.
    pub certificate: PathBuf,
    /// The private key, as PEM.
    pub key: PathBuf,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            data: None,
            tls: None,
            behind_proxy: false,
            cors_origins: Origins::default(),
            oidc: None,
            session_hours: 8,
            body_bytes: 32 << 20,
            import_bytes: 128 << 20,
            people: 20_000,
            profiles: 1_000,
            pairs: 20_000,
            requests_per_minute: 1_200,
            failed_sign_ins: 10,
            concurrent: 256,
            request_seconds: 30,
            shutdown_seconds: 30,
        }
    }
}

impl Config {
    /// Whether cookies can be kept to encrypted connections.
    pub const fn is_encrypted(&self) -> bool {
        self.tls.is_some() || self.behind_proxy
    }

    /// Checks what no single setting can tell.
    ///
    /// # Errors
    /// Fails if the service would be open to others, or a limit lets nothing through.
    pub fn check(self) -> Result<Self, ConfigError> {
        if !self.listen.ip().is_loopback() && !self.is_encrypted() {
            return Err(ConfigError::Open(self.listen));
        }
        for (name, is_zero) in [
            ("body_bytes", self.body_bytes == 0),
            ("import_bytes", self.import_bytes == 0),
            ("requests_per_minute", self.requests_per_minute == 0),
            ("failed_sign_ins", self.failed_sign_ins == 0),
            ("concurrent", self.concurrent == 0),
            ("request_seconds", self.request_seconds == 0),
            ("session_hours", self.session_hours == 0),
        ] {
            if is_zero {
                return Err(ConfigError::Zero(name));
            }
        }
        Ok(self)
    }
}

/// The settings for the log; none of them is a secret.
impl fmt::Display for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let data = self.data.as_ref().map_or("memory".into(), |path| path.display().to_string());
        let transport = match (&self.tls, self.behind_proxy) {
            (Some(_), _) => "tls",
            (None, true) => "behind a proxy",
            (None, false) => "plain",
        };
        write!(f, "listen={} data={data} transport={transport}", self.listen)?;
        match &self.oidc {
            Some(Oidc { issuer, client, .. }) => write!(f, " oidc={issuer} as {client}"),
            None => Ok(()),
        }
    }
}
