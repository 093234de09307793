//! Why the service does not start with its settings.

use std::net::SocketAddr;

/// Why the service does not start with these settings.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConfigError {
    /// A file cannot be read.
    #[error("{path}: {cause}")]
    Unreadable {
        /// The file.
        path: String,
        /// Why.
        cause: String,
    },
    /// A setting is unknown or has the wrong shape.
    #[error("{source_name}: {cause}")]
    Invalid {
        /// The file, or the environment.
        source_name: String,
        /// What is wrong, with line and column for files.
        cause: String,
    },
    /// Somebody else could listen in.
    #[error(
        "{0} can be reached by others: give tls_certificate and tls_key, or set behind_proxy = true where a proxy encrypts"
    )]
    Open(SocketAddr),
    /// Only one of the two files is given.
    #[error("tls_certificate and tls_key belong together")]
    HalfTls,
    /// What is said of the provider of accounts does not do.
    #[error("{0}")]
    Oidc(String),
    /// A limit is zero.
    #[error("{0} must be at least 1")]
    Zero(&'static str),
}
