//! An instant of Coordinated Universal Time, as the caller gives it: the store has no clock.

use std::{fmt, str::FromStr};

/// An instant, to the microsecond (what every backend can keep).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(jiff::Timestamp);

/// Why a text is no instant.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is no instant of the form 2026-11-21T09:30:00Z")]
pub struct TimestampError {
    /// The text as given.
    pub text: String,
}

impl Timestamp {
    /// The beginning of 1970.
    pub const EPOCH: Self = Self(jiff::Timestamp::UNIX_EPOCH);

    /// The instant so many microseconds after the beginning of 1970, if the calendar has it.
    pub fn from_micros(micros: i64) -> Option<Self> {
        jiff::Timestamp::from_microsecond(micros).ok().map(Self)
    }

    /// Microseconds since the beginning of 1970.
    pub fn as_micros(self) -> i64 {
        self.0.as_microsecond()
    }

    /// The instant so many seconds later (earlier when negative); stops at the calendar's ends.
    #[must_use]
    pub fn plus_seconds(self, seconds: i64) -> Self {
        // Whole seconds: the calendar's last second has no fractions when counted in microseconds.
        let most = jiff::Timestamp::MAX.as_second().saturating_mul(1_000_000);
        let least = jiff::Timestamp::MIN.as_second().saturating_mul(1_000_000);
        let micros = self.as_micros().saturating_add(seconds.saturating_mul(1_000_000));
        Self::from_micros(micros.clamp(least, most)).unwrap_or(self)
    }
}

impl FromStr for Timestamp {
    type Err = TimestampError;

    fn from_str(text: &str) -> Result<Self, TimestampError> {
        text.parse::<jiff::Timestamp>()
            .ok()
            .and_then(|instant| Self::from_micros(instant.as_microsecond()))
            .ok_or_else(|| TimestampError { text: text.to_owned() })
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl serde::Serialize for Timestamp {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Timestamp {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::Timestamp;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn an_instant_is_written_in_utc_and_read_back() {
        assert_eq!(at("2026-11-21T10:30:00+01:00").to_string(), "2026-11-21T09:30:00Z");
        assert_eq!(at("2026-11-21T09:30:00.123456789Z").to_string(), "2026-11-21T09:30:00.123456Z");
        for micros in [0, 1, -1, 1_790_000_000_123_456, -62_000_000_000_000_001] {
            let instant = Timestamp::from_micros(micros).unwrap();
            assert_eq!(at(&instant.to_string()).as_micros(), micros);
        }
        assert!("2026-11-21".parse::<Timestamp>().is_err());
    }

    #[test]
    fn instants_are_ordered_and_can_be_moved() {
        let noon = at("2026-11-21T12:00:00Z");
        assert_eq!(noon.plus_seconds(86_400), at("2026-11-22T12:00:00Z"));
        assert!(noon.plus_seconds(i64::MAX) > noon && noon.plus_seconds(i64::MIN) < noon);
    }
}
