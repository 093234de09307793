//! The records behind the keys. They are JSON, so that an export needs no knowledge of the past;
//! only the head of a document, which is read most often, is 17 plain bytes.

use serde::{Deserialize, Deserializer, Serialize, de::DeserializeOwned};
use serde_json::Value;

use crate::{
    document::Version,
    error::StoreError,
    journal::{Anchor, Hash, JournalEntry, Sealed},
    response::Response,
    time::Timestamp,
};

/// Whether a document is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    Live,
    Deleted,
    /// Nothing is left but the number of the last version, so that numbers are never used twice.
    Purged,
}

/// Which versions a document has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Head {
    pub(crate) state: State,
    /// The last version.
    pub(crate) version: u64,
    /// The first version that is still there.
    pub(crate) oldest: u64,
}

impl Head {
    pub(crate) fn to_bytes(self) -> Vec<u8> {
        let state = match self.state {
            State::Live => b'l',
            State::Deleted => b'd',
            State::Purged => b'p',
        };
        [&[state][..], &self.version.to_be_bytes(), &self.oldest.to_be_bytes()].concat()
    }

    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (state, rest) = bytes.split_first()?;
        let (version, oldest) = rest.split_first_chunk::<8>()?;
        let state = match *state {
            b'l' => State::Live,
            b'd' => State::Deleted,
            b'p' => State::Purged,
            _ => return None,
        };
        let oldest = u64::from_be_bytes(oldest.try_into().ok()?);
        Some(Self { state, version: u64::from_be_bytes(*version), oldest })
    }

    /// The version that a client sees: none when the document is not there.
    pub(crate) fn visible(self) -> Option<u64> {
        match self.state {
            State::Live => Some(self.version),
            State::Deleted | State::Purged => None,
        }
    }

    /// The versions that are still there.
    pub(crate) fn kept(self) -> std::ops::RangeInclusive<u64> {
        self.oldest..=self.version
    }
}

/// A version without its body.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Written<'a> {
    pub(crate) version: u64,
    pub(crate) at: Timestamp,
    pub(crate) by: &'a str,
    pub(crate) organisation: &'a str,
    pub(crate) change: u64,
}

impl Written<'_> {
    /// The record with this body, which is JSON already; without one for a deletion.
    pub(crate) fn with_body(&self, body: Option<&str>) -> Result<String, StoreError> {
        let mut text = json(self)?;
        if let Some(body) = body {
            text.truncate(text.len().saturating_sub(1));
            text.push_str(",\"body\":");
            text.push_str(body);
            text.push('}');
        }
        Ok(text)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct VersionRecord {
    version: u64,
    at: Timestamp,
    by: String,
    organisation: String,
    change: u64,
    #[serde(default, deserialize_with = "present")]
    body: Option<Value>,
}

/// A body that is there, also when it is null.
pub(crate) fn present<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    from: D,
) -> Result<Option<T>, D::Error> {
    T::deserialize(from).map(Some)
}

/// Reads a version.
pub(crate) fn read_version(bytes: &[u8]) -> Result<Version, StoreError> {
    let record: VersionRecord = read("a version", bytes)?;
    let VersionRecord { version: number, at, by, organisation, change, body } = record;
    Ok(Version { number, at, by, organisation, change, body })
}

/// A remembered response with the change that wrote it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Remembered {
    pub(crate) change: u64,
    pub(crate) response: Response,
}

/// Where the store stands: the last change and the end of the journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Tail {
    pub(crate) change: u64,
    pub(crate) journal: Anchor,
}

impl Tail {
    pub(crate) const EMPTY: Self = Self { change: 0, journal: Anchor::EMPTY };
}

/// What the database is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Identity {
    pub(crate) format: String,
    pub(crate) schema: u32,
    pub(crate) store: String,
}

/// The name of the format, in the database, in exports and in the file that names the database.
pub(crate) const FORMAT: &str = "passgenau-store";

/// The record of a journal entry: its hash, then the text the hash was taken over.
pub(crate) fn entry(hash: Hash, canonical: &str) -> Vec<u8> {
    [&hash.bytes()[..], canonical.as_bytes()].concat()
}

/// Hash and text of a journal entry.
pub(crate) fn split_entry(bytes: &[u8]) -> Option<(Hash, &str)> {
    let (hash, text) = bytes.split_first_chunk::<32>()?;
    Some((Hash::from(*hash), str::from_utf8(text).ok()?))
}

/// Reads a journal entry.
pub(crate) fn read_entry(bytes: &[u8]) -> Result<JournalEntry, StoreError> {
    let (hash, text) =
        split_entry(bytes).ok_or_else(|| StoreError::damaged("a journal entry is no text"))?;
    let sealed: Sealed = read("a journal entry", text.as_bytes())?;
    Ok(sealed.with_hash(hash))
}

/// Reads a record from JSON.
pub(crate) fn read<T: DeserializeOwned>(what: &str, bytes: &[u8]) -> Result<T, StoreError> {
    serde_json::from_slice(bytes)
        .map_err(|error| StoreError::damaged(format_args!("{what} cannot be read: {error}")))
}

/// A record as JSON.
pub(crate) fn json(record: &impl Serialize) -> Result<String, StoreError> {
    serde_json::to_string(record)
        .map_err(|error| StoreError::damaged(format_args!("no JSON: {error}")))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Head, State, Written, read_version};

    #[test]
    fn a_head_comes_back() {
        for state in [State::Live, State::Deleted, State::Purged] {
            let head = Head { state, version: 300, oldest: 2 };
            assert_eq!(Head::from_bytes(&head.to_bytes()), Some(head));
        }
        assert_eq!(Head::from_bytes(b"x"), None);
        assert_eq!(Head::from_bytes(&[b'l'; 18]), None);
    }

    #[test]
    fn a_deletion_is_not_a_body_of_null() {
        let at = "2026-11-21T09:30:00Z".parse().unwrap();
        let written = Written { version: 2, at, by: "a", organisation: "", change: 9 };
        let read = |body: Option<&str>| {
            read_version(written.with_body(body).unwrap().as_bytes()).unwrap().body
        };
        assert_eq!(read(None), None);
        assert_eq!(read(Some("null")), Some(Value::Null));
        assert_eq!(read(Some("{\"a\":0.1}")), Some(json!({"a": 0.1})));
    }
}
