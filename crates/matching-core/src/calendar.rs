//! Dates. No clock: today is always an argument.

use std::{fmt, str::FromStr};

/// A day of the calendar.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(jiff::civil::Date);

/// Why a text is no date.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is no date of the form YYYY-MM-DD, or the day does not exist")]
pub struct DateError {
    /// The text as given.
    pub text: String,
}

impl Date {
    /// The first day that can be named.
    pub const MIN: Self = Self(jiff::civil::Date::MIN);
    /// The last day that can be named.
    pub const MAX: Self = Self(jiff::civil::Date::MAX);

    /// The day `year-month-day`, if the calendar has it.
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        jiff::civil::Date::new(year, month, day).ok().map(Self)
    }

    /// Days from this date to a later one; negative towards an earlier one.
    pub fn days_until(self, other: Self) -> i32 {
        self.0.until(other.0).map_or(0, |span| span.get_days())
    }

    /// Whole months from this date to a later one; zero towards an earlier one.
    pub fn months_until(self, other: Self) -> u32 {
        let (from, to) = (self.0, other.0);
        let months = (i32::from(to.year()) - i32::from(from.year())) * 12 + i32::from(to.month())
            - i32::from(from.month())
            - i32::from(to.day() < from.day());
        u32::try_from(months).unwrap_or(0)
    }

    /// The date `days` later (earlier when negative); stops at the calendar's ends.
    #[must_use]
    pub fn plus_days(self, days: i32) -> Self {
        Self(self.0.saturating_add(jiff::Span::new().days(days.clamp(-3_000_000, 3_000_000))))
    }

    /// The same day of the month `months` later, or the last one that month has; stops at the
    /// calendar's end.
    #[must_use]
    pub fn plus_months(self, months: u32) -> Self {
        let months = i64::from(months.min(120_000));
        Self(self.0.saturating_add(jiff::Span::new().months(months)))
    }
}

impl FromStr for Date {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        // jiff also reads date-times and ordinal weeks; a file means one form only.
        let plain =
            text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
        let parsed = if plain { text.parse().ok() } else { None };
        parsed.map(Self).ok_or_else(|| DateError { text: text.to_owned() })
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for Date {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for Date {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(feature = "schema")]
impl utoipa::PartialSchema for Date {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
        use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, SchemaFormat, Type};
        ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::Date)))
            .into()
    }
}

#[cfg(feature = "schema")]
impl utoipa::ToSchema for Date {}

#[cfg(test)]
mod tests {
    use super::Date;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn a_day_that_does_not_exist_is_refused() {
        for text in [
            "2026-02-30",
            "2026-13-01",
            "26-01-01",
            "2026-1-1",
            "2026-01-01T00:00",
            "",
            "2025-02-29",
        ] {
            assert!(text.parse::<Date>().is_err(), "{text}");
        }
        assert_eq!(date("2024-02-29").to_string(), "2024-02-29");
    }

    #[test]
    fn months_are_whole() {
        assert_eq!(date("2025-11-22").months_until(date("2026-11-21")), 11);
        assert_eq!(date("2025-11-21").months_until(date("2026-11-21")), 12);
        assert_eq!(date("2026-11-21").months_until(date("2025-11-21")), 0);
        assert_eq!(date("2026-11-21").days_until(date("2027-05-31")), 191);
        assert_eq!(date("2026-11-21").plus_days(84), date("2027-02-13"));
        assert_eq!(date("2025-08-31").plus_months(18), date("2027-02-28"));
        assert_eq!(date("9999-12-01").plus_months(u32::MAX), super::Date::MAX);
    }
}
