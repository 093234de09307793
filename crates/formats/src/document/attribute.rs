//! Attributes of people that an audit compares and that no score ever sees, as they are written.

use matching_core::{Label, calendar::Date};
use serde::{Deserialize, Serialize};

/// A part of the attributes. Several files make one set.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AttributesDocument {
    /// The attributes.
    pub attributes: Vec<AttributeDocument>,
}

/// An attribute by which people are compared in an audit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AttributeDocument {
    /// Its identifier.
    #[schema(min_length = 1, max_length = 64)]
    pub id: String,
    /// What it is called.
    pub label: Label,
    /// Why it is compared.
    pub why: Label,
    /// The paragraphs it is about.
    pub norm: String,
    /// The groups; whoever says nothing is in none of them.
    #[schema(min_items = 2)]
    pub groups: Vec<GroupDocument>,
    /// First day on which it is compared.
    pub valid_from: Date,
    /// Last day on which it is compared.
    pub valid_to: Option<Date>,
    /// The day on which somebody last checked it.
    pub checked_on: Date,
    /// Who checked it; nobody qualified yet where it is left out.
    pub reviewer: Option<String>,
    /// Whether everything in it has been confirmed.
    pub verified: bool,
    /// Where it comes from.
    #[schema(min_items = 1)]
    pub sources: Vec<String>,
}

/// A group of an attribute.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GroupDocument {
    /// Its identifier within the attribute.
    #[schema(min_length = 1, max_length = 64)]
    pub id: String,
    /// What it is called.
    pub label: Label,
}

impl AttributeDocument {
    /// Whether the attribute is compared on a day.
    pub fn holds_on(&self, day: Date) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|to| day <= to)
    }

    /// The place of a group in the list, if it is one of them.
    pub fn position(&self, group: &str) -> Option<usize> {
        self.groups.iter().position(|known| known.id == group)
    }
}
