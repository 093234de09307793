//! What the store refuses, as a problem of the request; what fails inside it stays inside.

use store::StoreError;

use super::{Problem, ProblemCode};

/// Seconds after which a store that does not answer may be back.
const STORE_IS_BACK: u32 = 30;

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        let cause = error.to_string();
        match error {
            StoreError::Conflict { expected: None, id, .. } => {
                Self::new(ProblemCode::AlreadyThere, format!("{:?} is already there", own(&id)))
            }
            StoreError::Conflict { current, .. } => {
                let detail = current.map_or_else(
                    || "it does not exist any more".to_owned(),
                    |version| format!("it is at version {version}; read it again"),
                );
                Self::new(ProblemCode::VersionConflict, detail)
            }
            StoreError::InvalidCursor { .. } => Self::new(ProblemCode::InvalidCursor, cause),
            StoreError::InvalidName { .. } => Self::new(ProblemCode::InvalidParameter, cause),
            StoreError::TooLarge { .. } => Self::new(ProblemCode::TooMuch, cause),
            StoreError::IdempotencyKeyUsed { .. } => Self::new(ProblemCode::KeyReused, cause),
            StoreError::DiskFull { .. }
            | StoreError::NotWritable { .. }
            | StoreError::Io { .. }
            | StoreError::Stopped { .. }
            | StoreError::Damaged { .. } => failed(&error),
            StoreError::UnknownKind { .. }
            | StoreError::UnknownIndex { .. }
            | StoreError::RegisteredTwice { .. }
            | StoreError::TwiceInBatch { .. }
            | StoreError::Locked { .. }
            | StoreError::Foreign { .. }
            | StoreError::SchemaNewer { .. }
            | StoreError::MigrationFailed { .. }
            | StoreError::NotEmpty { .. }
            | StoreError::ImportRefused { .. } => misused(&error),
        }
    }
}

/// The store cannot read or write.
fn failed(error: &StoreError) -> Problem {
    tracing::error!(code = error.code(), cause = %error, "the store failed");
    let detail = "the data cannot be read or written at present; the log says why";
    Problem::new(ProblemCode::Unavailable, detail).again_after(STORE_IS_BACK)
}

/// The service asked the store for something that it does not have: a fault of the service.
fn misused(error: &StoreError) -> Problem {
    tracing::error!(code = error.code(), cause = %error, "the store was used wrongly");
    Problem::new(ProblemCode::Internal, "the log of the service says more")
}

/// An identifier without the organisation it belongs to.
fn own(id: &str) -> &str {
    id.split_once('/').map_or(id, |(_, own)| own)
}
