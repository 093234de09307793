//! The one place with a clock: what day is it today?

use std::time::{SystemTime, UNIX_EPOCH};

use matching_core::calendar::Date;

/// Today, by Coordinated Universal Time.
pub(crate) fn today() -> Date {
    #[expect(clippy::disallowed_methods, reason = "the edge of the program has a clock")]
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let days = i32::try_from(now.as_secs() / 86_400).unwrap_or(0);
    Date::new(1970, 1, 1).unwrap_or(Date::MIN).plus_days(days)
}
