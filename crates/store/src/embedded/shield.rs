//! Calls sled so that neither its panics nor its kinds of errors get out.

use std::{
    any::Any,
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
};

use crate::error::StoreError;

/// Runs something with sled. A damaged database makes sled panic at several hundred places, which
/// the panic hook reports as usual; here it becomes an error like any other damage.
pub(super) fn shielded<T>(
    path: &Path,
    act: impl FnOnce() -> Result<T, sled::Error>,
) -> Result<T, StoreError> {
    match catch_unwind(AssertUnwindSafe(act)) {
        Ok(result) => result.map_err(|error| translated(path, error)),
        Err(panic) => Err(StoreError::damaged(format_args!("sled gave up: {}", message(&*panic)))),
    }
}

fn translated(path: &Path, error: sled::Error) -> StoreError {
    match error {
        sled::Error::Io(error) => StoreError::io(path, &error),
        sled::Error::CollectionNotFound(_)
        | sled::Error::Unsupported(_)
        | sled::Error::ReportableBug(_)
        | sled::Error::Corruption { .. } => StoreError::damaged(error),
    }
}

fn message(panic: &(dyn Any + Send)) -> &str {
    panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("without a message")
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::shielded;

    #[test]
    fn a_panic_becomes_an_error() {
        let error = shielded::<()>(Path::new("x"), || panic!("no {}", "node")).unwrap_err();
        assert_eq!(error.to_string(), "the database is damaged: sled gave up: no node");
    }
}
