//! Why the service does not answer.

use std::io;

use crate::problem::Problem;

/// Why the service does not answer.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The address cannot be bound.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// The store cannot be read.
    #[error(transparent)]
    Store(Problem),
    /// Certificate or key cannot be used.
    #[error("{path}: {cause}")]
    Tls {
        /// The file.
        path: String,
        /// What is wrong with it.
        cause: String,
    },
}
