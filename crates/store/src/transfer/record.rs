//! What the lines of an export hold.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    journal::{Anchor, Hash},
    layout::records::{Remembered, present},
    report::Counts,
    time::Timestamp,
};

/// The first line: what was exported, and how much of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Header {
    pub(crate) format: String,
    pub(crate) format_version: u32,
    pub(crate) schema: u32,
    pub(crate) store: String,
    pub(crate) change: u64,
    pub(crate) journal: Anchor,
    pub(crate) counts: Counts,
}

/// The last line: how many lines stand before it, and the hash of all their bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Footer {
    pub(crate) lines: u64,
    pub(crate) sha256: Hash,
}

/// A setting.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SettingRecord {
    pub(crate) name: String,
    pub(crate) value: Value,
}

/// A version of a document; without a body where it was deleted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DocumentRecord {
    pub(crate) kind: String,
    pub(crate) id: String,
    pub(crate) version: u64,
    pub(crate) at: Timestamp,
    pub(crate) by: String,
    pub(crate) organisation: String,
    pub(crate) change: u64,
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub(crate) body: Option<Value>,
}

/// An identifier whose document was purged, with its last version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PurgedRecord {
    pub(crate) kind: String,
    pub(crate) id: String,
    pub(crate) version: u64,
}

/// A record, as steps from one schema to the next see it. Journal entries are not among them: a
/// changed entry would break the chain.
#[derive(Clone, Debug)]
pub(crate) enum Record {
    Setting(SettingRecord),
    Document(DocumentRecord),
    Response(Remembered),
}

#[cfg(test)]
mod tests {
    use super::DocumentRecord;

    #[test]
    fn a_deletion_and_a_body_of_null_stay_apart() {
        let start = r#"{"kind":"a","id":"b","version":1,"at":"2026-11-21T09:30:00Z","by":"c","#;
        for end in
            [r#""organisation":"","change":1}"#, r#""organisation":"","change":1,"body":null}"#]
        {
            let text = format!("{start}{end}");
            let record: DocumentRecord = serde_json::from_str(&text).unwrap();
            assert_eq!(serde_json::to_string(&record).unwrap(), text);
        }
    }
}
