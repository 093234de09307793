//! How much the store takes, and the checks that nothing beyond it comes in.

use serde_json::Value;

use crate::{error::StoreError, measure::Measured, name::Named};

/// How much the store takes. The defaults suit a Jobcenter; an import needs none larger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The largest body of a document, in bytes of JSON.
    pub body: usize,
    /// The largest details of a journal entry, in bytes of JSON.
    pub details: usize,
    /// The largest stored response, in bytes of JSON.
    pub response: usize,
    /// The most changes and journal entries of one commit.
    pub changes: usize,
    /// The most bytes of JSON of one commit; it is held in memory several times.
    pub batch: usize,
    /// The most documents or entries of one page.
    pub page: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            body: 4 << 20,
            details: 64 << 10,
            response: 1 << 20,
            changes: 1_000, // 500 documents, each with its journal entry
            batch: 32 << 20,
            page: 500,
        }
    }
}

impl Limits {
    /// Refuses too long a page.
    pub(crate) fn check_page(&self, limit: usize) -> Result<(), StoreError> {
        check_size(Measured::Page, limit, self.page)
    }
}

/// The largest value of a setting, in bytes of JSON.
pub(crate) const SETTING: usize = 4_000; // one piece, see `layout::chunks`
/// The most settings: an export holds them all in memory.
pub(crate) const SETTINGS: usize = 1_000;
/// The longest text in an index, in bytes; see [`Named`] for the reason.
pub(crate) const INDEX_TEXT: usize = 128;
/// The most index entries of one document.
pub(crate) const INDEX_ENTRIES: usize = 256;

/// A count as the wide number that is stored and reported.
pub(crate) fn number(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

/// Refuses a name that cannot be stored.
pub(crate) fn check_name(what: Named, name: &str) -> Result<(), StoreError> {
    if what.rule().allows(name) {
        return Ok(());
    }
    Err(StoreError::InvalidName { what, found: name.chars().take(160).collect() })
}

/// Refuses more than the limit.
pub(crate) fn check_size(what: Measured, found: usize, limit: usize) -> Result<(), StoreError> {
    if found <= limit {
        return Ok(());
    }
    Err(StoreError::TooLarge { what, found: number(found), limit: number(limit) })
}

// serde_json reads 128 levels; a record wraps a body in a few of its own.
const MOST_LEVELS: usize = 64;

/// The JSON of a value, refused when it is larger or deeper than the store takes.
///
/// # Errors
/// [`StoreError::TooLarge`] names the size or the depth.
pub(crate) fn json_within(
    what: Measured,
    value: &Value,
    limit: usize,
) -> Result<String, StoreError> {
    let levels = levels(value, MOST_LEVELS);
    check_size(Measured::Nesting, levels, MOST_LEVELS)?;
    let text = value.to_string();
    check_size(what, text.len(), limit)?;
    Ok(text)
}

/// How deep a value is nested; looks no deeper than one level beyond the given number.
fn levels(value: &Value, left: usize) -> usize {
    let below = |values: &mut dyn Iterator<Item = &Value>| {
        let Some(left) = left.checked_sub(1) else { return 0 };
        values.map(|value| levels(value, left)).max().unwrap_or(0)
    };
    match value {
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => 0,
        Value::Array(values) => 1 + below(&mut values.iter()),
        Value::Object(fields) => 1 + below(&mut fields.values()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{MOST_LEVELS, check_name, json_within};
    use crate::{error::StoreError, measure::Measured, name::Named};

    fn nested(levels: usize) -> Value {
        (0..levels).fold(json!(1), |value, _| json!([value]))
    }

    #[test]
    fn what_is_too_deep_to_be_read_again_is_refused() {
        assert!(json_within(Measured::Body, &nested(MOST_LEVELS), 1_000).is_ok());
        let error = json_within(Measured::Body, &nested(MOST_LEVELS + 9), 1_000).unwrap_err();
        assert_eq!(error, StoreError::TooLarge { what: Measured::Nesting, found: 65, limit: 64 });
    }

    #[test]
    fn the_size_is_that_of_the_json() {
        let value = json!({"ä": "12"});
        assert_eq!(json_within(Measured::Body, &value, 11).unwrap(), "{\"ä\":\"12\"}");
        assert!(json_within(Measured::Body, &value, 10).is_err());
    }

    #[test]
    fn names_that_would_break_a_key_or_a_log_line_are_refused() {
        for (named, name) in [
            (Named::Kind, ""),
            (Named::Kind, "Applicant"),
            (Named::Kind, "a\0b"),
            (Named::Id, ""),
            (Named::Id, "a\0b"),
            (Named::Id, "line\nbreak"),
            (Named::Organisation, "\u{7f}"),
        ] {
            assert!(check_name(named, name).is_err(), "{named:?} {name:?}");
        }
        assert!(check_name(Named::Id, &"x".repeat(129)).is_err());
        assert!(check_name(Named::Id, &"ä".repeat(64)).is_ok());
        assert!(check_name(Named::Organisation, "").is_ok());
        assert!(check_name(Named::Kind, "requirement-profile").is_ok());
    }
}
