//! Times of a day, in minutes, written `HH:MM`.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A time of day; `24:00` is the end of the day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(
    feature = "schema",
    schema(value_type = String, pattern = "^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$", examples("09:30"))
)]
#[serde(try_from = "String", into = "String")]
pub struct Clock(u32);

/// A text is no time of day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no time of day; write HH:MM from 00:00 to 24:00")]
pub struct NoClock(String);

impl Clock {
    /// A time from minutes after midnight; `None` after 24:00.
    pub fn from_minutes(minutes: u32) -> Option<Self> {
        (minutes <= 24 * 60).then_some(Self(minutes))
    }

    /// Minutes after midnight.
    pub fn minutes(self) -> u32 {
        self.0
    }
}

impl TryFrom<String> for Clock {
    type Error = NoClock;

    fn try_from(text: String) -> Result<Self, NoClock> {
        let read = || {
            let (hours, minutes) = text.split_once(':')?;
            let digits = |part: &str| part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit());
            if !digits(hours) || !digits(minutes) {
                return None;
            }
            let (hours, minutes): (u32, u32) = (hours.parse().ok()?, minutes.parse().ok()?);
            if minutes > 59 { None } else { Self::from_minutes(hours * 60 + minutes) }
        };
        read().ok_or_else(|| NoClock(text.clone()))
    }
}

impl From<Clock> for String {
    fn from(clock: Clock) -> Self {
        clock.to_string()
    }
}

impl fmt::Display for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_and_written() {
        for text in ["00:00", "09:05", "23:59", "24:00"] {
            assert_eq!(Clock::try_from(text.to_owned()).unwrap().to_string(), text);
        }
        for text in ["", "9:00", "09:60", "24:01", "0900", "+9:00", "٠٩:٠٠"] {
            assert!(Clock::try_from(text.to_owned()).is_err(), "{text}");
        }
    }
}
