//! Requirement profiles: the working copy, and every version that was published.

use formats::document::ProfileDocument;
use serde::{Deserialize, Serialize};
use store::Kind;

use super::{Record, texts};

/// The working copy of a requirement profile.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Profile {
    /// The profile; its version is the one that it will be published as.
    pub(crate) document: ProfileDocument,
    /// The newest published version.
    pub(crate) published: Option<u32>,
}

/// A published version; never changed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Published {
    /// The profile.
    pub(crate) document: ProfileDocument,
}

impl Published {
    /// The identifier of a version in the store; sorts by number.
    pub(crate) fn id(profile: &str, version: u32) -> String {
        format!("{profile}@{version:08}")
    }
}

impl Record for Profile {
    const KIND: &'static str = "profile";
}
impl Record for Published {
    const KIND: &'static str = "published-profile";
}

pub(super) const PROFILE: Kind = Kind::new(Profile::KIND)
    .indexed(1, &["employer"], |body| texts(body, &[("employer", "/document/employer")]));
pub(super) const PUBLISHED: Kind = Kind::new(Published::KIND)
    .indexed(1, &["profile"], |body| texts(body, &[("profile", "/document/id")]));
