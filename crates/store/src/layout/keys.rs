//! The keys of the database. The first byte is the area; numbers are big-endian, so that keys are
//! in the order of what they mean; names cannot contain the zero byte that ends them.

use super::order;
use crate::{engine::Span, kind::IndexValue};

const HEAD: u8 = b'h';
const INDEX: u8 = b'i';
const JOURNAL: u8 = b'j';
const META: u8 = b'm';
const RESPONSE: u8 = b'r';
const SUBJECT: u8 = b's';
const VERSION: u8 = b'v';

/// The areas in the order of their keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Area {
    Heads,
    Index,
    Journal,
    Meta,
    Responses,
    Subjects,
    Versions,
}

impl Area {
    pub(crate) const fn byte(self) -> u8 {
        match self {
            Self::Heads => HEAD,
            Self::Index => INDEX,
            Self::Journal => JOURNAL,
            Self::Meta => META,
            Self::Responses => RESPONSE,
            Self::Subjects => SUBJECT,
            Self::Versions => VERSION,
        }
    }

    pub(crate) const ALL: &'static [Self] = &[
        Self::Heads,
        Self::Index,
        Self::Journal,
        Self::Meta,
        Self::Responses,
        Self::Subjects,
        Self::Versions,
    ];
}

fn key(area: u8, names: &[&str]) -> Vec<u8> {
    let mut key = Vec::with_capacity(64);
    key.push(area);
    for (at, name) in names.iter().enumerate() {
        if at > 0 {
            key.push(0);
        }
        key.extend_from_slice(name.as_bytes());
    }
    key
}

fn numbered(mut key: Vec<u8>, number: u64) -> Vec<u8> {
    key.push(0);
    key.extend_from_slice(&number.to_be_bytes());
    key
}

/// The record that says which versions a document has.
pub(crate) fn head(kind: &str, id: &str) -> Vec<u8> {
    key(HEAD, &[kind, id])
}

/// Where the heads of a kind begin.
pub(crate) fn heads(kind: &str) -> Vec<u8> {
    key(HEAD, &[kind, ""])
}

/// Kind and identifier of a head.
pub(crate) fn read_head(key: &[u8]) -> Option<(String, String)> {
    let (kind, id) = cut(key.strip_prefix(&[HEAD])?)?;
    Some((text(kind)?, text(id)?))
}

/// The first part of the keys of a version; the number of a chunk follows.
pub(crate) fn version(kind: &str, id: &str, version: u64) -> Vec<u8> {
    numbered(key(VERSION, &[kind, id]), version)
}

/// Kind, identifier, version and chunk.
pub(crate) fn read_version(key: &[u8]) -> Option<(String, String, u64, u16)> {
    let (kind, rest) = cut(key.strip_prefix(&[VERSION])?)?;
    let (id, rest) = cut(rest)?;
    let (version, chunk) = rest.split_first_chunk::<8>()?;
    let chunk = u16::from_be_bytes(chunk.try_into().ok()?);
    Some((text(kind)?, text(id)?, u64::from_be_bytes(*version), chunk))
}

/// The first part of the keys of a journal entry; the number of a chunk follows.
pub(crate) fn journal(seq: u64) -> Vec<u8> {
    [&[JOURNAL][..], &seq.to_be_bytes()].concat()
}

/// Number and chunk of a journal entry.
pub(crate) fn read_journal(key: &[u8]) -> Option<(u64, u16)> {
    let (seq, chunk) = key.strip_prefix(&[JOURNAL])?.split_first_chunk::<8>()?;
    Some((u64::from_be_bytes(*seq), u16::from_be_bytes(chunk.try_into().ok()?)))
}

/// An entry in the list of entries about a subject.
pub(crate) fn subject(kind: &str, id: &str, seq: u64) -> Vec<u8> {
    numbered(key(SUBJECT, &[kind, id]), seq)
}

/// Where the list of a subject begins.
pub(crate) fn subjects(kind: &str, id: &str) -> Vec<u8> {
    key(SUBJECT, &[kind, id, ""])
}

/// Kind, identifier and number.
pub(crate) fn read_subject(key: &[u8]) -> Option<(String, String, u64)> {
    let (kind, rest) = cut(key.strip_prefix(&[SUBJECT])?)?;
    let (id, seq) = cut(rest)?;
    Some((text(kind)?, text(id)?, u64::from_be_bytes(seq.try_into().ok()?)))
}

/// The first part of the keys of a response; the number of a chunk follows.
pub(crate) fn response(name: &str, change: u64) -> Vec<u8> {
    numbered(key(RESPONSE, &[name]), change)
}

/// Where the responses under a key begin.
pub(crate) fn responses(name: &str) -> Vec<u8> {
    key(RESPONSE, &[name, ""])
}

/// Key, change and chunk of a response.
pub(crate) fn read_response(key: &[u8]) -> Option<(String, u64, u16)> {
    let (name, rest) = cut(key.strip_prefix(&[RESPONSE])?)?;
    let (change, chunk) = rest.split_first_chunk::<8>()?;
    let chunk = u16::from_be_bytes(chunk.try_into().ok()?);
    Some((text(name)?, u64::from_be_bytes(*change), chunk))
}

/// The heads of all documents.
pub(crate) fn all_heads() -> Span {
    Span::prefix(vec![HEAD])
}

/// All responses.
pub(crate) fn all_responses() -> Span {
    Span::prefix(vec![RESPONSE])
}

/// All journal entries.
pub(crate) fn all_entries() -> Span {
    Span::prefix(vec![JOURNAL])
}

/// Something about the store itself.
pub(crate) fn meta(name: &str) -> Vec<u8> {
    key(META, &[name])
}

/// A setting.
pub(crate) fn setting(name: &str) -> Vec<u8> {
    key(META, &["setting", name])
}

/// The name of a setting.
pub(crate) fn read_setting(key: &[u8]) -> Option<String> {
    let (area, name) = cut(key.strip_prefix(&[META])?)?;
    if area == b"setting" { text(name) } else { None }
}

/// An index entry of a document.
pub(crate) fn index(
    kind: &str,
    field: &str,
    organisation: &str,
    value: &IndexValue,
    id: &str,
) -> Vec<u8> {
    let mut key = index_of(kind, field, organisation);
    order::write(value, &mut key);
    key.extend_from_slice(id.as_bytes());
    key
}

/// The entry that lists a document under its organisation: the index without a field.
pub(crate) fn listed(kind: &str, organisation: &str, id: &str) -> Vec<u8> {
    let mut key = index_of(kind, "", organisation);
    key.extend_from_slice(id.as_bytes());
    key
}

/// Where the entries of an index begin, over all organisations.
pub(crate) fn index_over_all(kind: &str, field: &str) -> Vec<u8> {
    key(INDEX, &[kind, field, ""])
}

/// Where the entries of an index begin, within one organisation.
pub(crate) fn index_of(kind: &str, field: &str, organisation: &str) -> Vec<u8> {
    key(INDEX, &[kind, field, organisation, ""])
}

/// Where the index entries of a kind begin.
pub(crate) fn index_of_kind(kind: &str) -> Vec<u8> {
    key(INDEX, &[kind, ""])
}

/// What an index entry says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct IndexEntry {
    pub(crate) kind: String,
    pub(crate) field: String,
    pub(crate) organisation: String,
    pub(crate) id: String,
}

/// Reads an index entry.
pub(crate) fn read_index(key: &[u8]) -> Option<IndexEntry> {
    let (kind, rest) = cut(key.strip_prefix(&[INDEX])?)?;
    let (field, rest) = cut(rest)?;
    let (organisation, rest) = cut(rest)?;
    let id = if field.is_empty() { rest } else { order::skip(rest)? };
    Some(IndexEntry {
        kind: text(kind)?,
        field: text(field)?,
        organisation: text(organisation)?,
        id: text(id)?,
    })
}

fn cut(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let at = bytes.iter().position(|byte| *byte == 0)?;
    Some((bytes.get(..at)?, bytes.get(at + 1..)?))
}

fn text(bytes: &[u8]) -> Option<String> {
    str::from_utf8(bytes).ok().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::{
        head, index, journal, listed, read_head, read_index, read_journal, read_response,
        read_setting, read_subject, read_version, response, setting, subject, version,
    };
    use crate::kind::IndexValue;

    #[test]
    fn every_key_can_be_read_again() {
        let chunk = |mut key: Vec<u8>, number: u16| {
            key.extend_from_slice(&number.to_be_bytes());
            key
        };
        let own = str::to_owned;
        assert_eq!(read_head(&head("k", "ä b")).unwrap(), (own("k"), own("ä b")));
        let found = read_version(&chunk(version("k", "i", 256), 7)).unwrap();
        assert_eq!(found, (own("k"), own("i"), 256, 7));
        assert_eq!(read_journal(&chunk(journal(u64::MAX), 1)).unwrap(), (u64::MAX, 1));
        assert_eq!(read_subject(&subject("k", "i", 0)).unwrap(), (own("k"), own("i"), 0));
        assert_eq!(read_response(&chunk(response("x", 9), 0)).unwrap(), (own("x"), 9, 0));
        assert_eq!(read_setting(&setting("a.b")).unwrap(), "a.b");
        for value in [IndexValue::Number(0), IndexValue::Text(own("a\0b")), IndexValue::from("")] {
            let entry = read_index(&index("k", "f", "", &value, "i")).unwrap();
            assert_eq!((entry.kind, entry.field, entry.id), (own("k"), own("f"), own("i")));
        }
        let entry = read_index(&listed("k", "o", "i")).unwrap();
        assert_eq!((entry.organisation, entry.id), (own("o"), own("i")));
    }
}
