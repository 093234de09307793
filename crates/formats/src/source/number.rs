//! Numbers as they are meant.

use serde_json::Value;

/// A number without a fraction is a whole number, however it is written.
pub(super) fn whole(number: Value) -> Value {
    let Some(float) = number.as_f64().filter(|_| number.is_f64()) else { return number };
    // Beyond 2^53 a float no longer says which whole number was meant.
    let exact = float.fract() == 0.0 && float.abs() < 9_007_199_254_740_992.0;
    #[expect(clippy::as_conversions, clippy::cast_possible_truncation, reason = "checked above")]
    if exact { Value::from(float as i64) } else { number }
}
