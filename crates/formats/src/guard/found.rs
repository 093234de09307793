//! A place of a profile that a rule speaks about.

/// Where something was found.
pub(super) struct Found {
    pub(super) field: String,
    pub(super) what: String,
    pub(super) explained: bool,
}
