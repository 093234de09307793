//! Which documents are wanted, in which order, and where a page ends.

use std::{fmt, ops::Bound, str::FromStr};

use crate::{error::StoreError, kind::IndexValue};

/// Which values of a field are wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Range {
    /// Exactly this one.
    Equal(IndexValue),
    /// Those between two ends; without a lower end numbers come first, then texts.
    Between(Bound<IndexValue>, Bound<IndexValue>),
    /// Texts that begin like this.
    Prefix(String),
}

/// A question for documents of one kind.
///
/// Within one organisation the answer is in the order of the field, then of the identifier.
/// Over all organisations it is in the order of the organisation first; without a field it is in
/// the order of the identifier alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    pub(crate) kind: String,
    pub(crate) organisation: Option<String>,
    pub(crate) field: Option<(String, Range)>,
    pub(crate) descending: bool,
    pub(crate) after: Option<Cursor>,
    pub(crate) limit: usize,
}

impl Query {
    /// All documents of a kind.
    pub fn all(kind: &str) -> Self {
        Self {
            kind: kind.to_owned(),
            organisation: None,
            field: None,
            descending: false,
            after: None,
            limit: 50,
        }
    }

    /// Only those of this organisation.
    #[must_use]
    pub fn of(mut self, organisation: &str) -> Self {
        self.organisation = Some(organisation.to_owned());
        self
    }

    /// Only those with this value in this index.
    #[must_use]
    pub fn equal(self, field: &str, value: impl Into<IndexValue>) -> Self {
        self.within(field, Range::Equal(value.into()))
    }

    /// Only those with values of this index within the range, in the order of the values.
    #[must_use]
    pub fn within(mut self, field: &str, range: Range) -> Self {
        self.field = Some((field.to_owned(), range));
        self
    }

    /// All that have an entry in this index, in the order of the values.
    #[must_use]
    pub fn by(self, field: &str) -> Self {
        self.within(field, Range::Between(Bound::Unbounded, Bound::Unbounded))
    }

    /// Turns the order round.
    #[must_use]
    pub fn descending(mut self) -> Self {
        self.descending = true;
        self
    }

    /// Continues after the end of an earlier page of the same query.
    #[must_use]
    pub fn after(mut self, cursor: Option<Cursor>) -> Self {
        self.after = cursor;
        self
    }

    /// At most so many documents; 50 by default.
    #[must_use]
    pub fn limit(mut self, limit: usize) -> Self {
        self.limit = limit;
        self
    }
}

/// Where a page ended. Its text is for putting into a URL, not for reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor(pub(crate) Vec<u8>);

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl FromStr for Cursor {
    type Err = StoreError;

    fn from_str(text: &str) -> Result<Self, StoreError> {
        let digit = |byte: u8| match byte {
            b'0'..=b'9' => Some(byte - b'0'),
            b'a'..=b'f' => Some(byte - b'a' + 10),
            _ => None,
        };
        let byte = |pair: &[u8]| match pair {
            [high, low] => Some(digit(*high)? * 16 + digit(*low)?),
            _ => None,
        };
        let bytes: Option<Vec<u8>> = text.as_bytes().chunks(2).map(byte).collect();
        let bytes = bytes.filter(|bytes| (1..=1_024).contains(&bytes.len()));
        let invalid = || StoreError::InvalidCursor { cursor: text.chars().take(160).collect() };
        bytes.map(Self).ok_or_else(invalid)
    }
}

/// A page of an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Page<T> {
    /// What is on it, in order.
    pub items: Vec<T>,
    /// Where to go on; none at the end.
    pub next: Option<Cursor>,
}

#[cfg(test)]
mod tests {
    use super::Cursor;

    #[test]
    fn a_cursor_survives_a_url_and_nonsense_is_refused() {
        let cursor = Cursor(vec![0, 255, 16, 1]);
        assert_eq!(cursor.to_string(), "00ff1001");
        assert_eq!("00ff1001".parse::<Cursor>().unwrap(), cursor);
        for text in ["", "0", "0g", "ää", "0A", &"00".repeat(2_000)] {
            assert_eq!(text.parse::<Cursor>().unwrap_err().code(), "invalid_cursor", "{text}");
        }
    }
}
