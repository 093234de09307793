//! Postal codes and where they lie.

use std::collections::BTreeMap;

use matching_core::place::Position;
use serde::{Deserialize, Serialize};

/// A list of postal codes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlacesDocument {
    /// The places.
    pub places: Vec<PlaceDocument>,
}

/// A postal code and where it lies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlaceDocument {
    /// The postal code.
    #[schema(pattern = "^[0-9]{5}$")]
    pub postal_code: String,
    /// The municipality.
    pub name: String,
    /// Its middle.
    pub position: Position,
}

/// Where postal codes lie.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gazetteer(BTreeMap<String, (String, Position)>);

impl Gazetteer {
    /// Adds the places of a list; a later list wins.
    pub fn add(&mut self, list: PlacesDocument) {
        let places = list.places.into_iter();
        self.0.extend(places.map(|place| (place.postal_code, (place.name, place.position))));
    }

    /// Where a postal code lies.
    pub fn position(&self, postal_code: &str) -> Option<Position> {
        self.0.get(postal_code).map(|(_, position)| *position)
    }

    /// The municipality of a postal code.
    pub fn name(&self, postal_code: &str) -> Option<&str> {
        self.0.get(postal_code).map(|(name, _)| name.as_str())
    }

    /// Fills in the position where only the postal code is known.
    pub(crate) fn locate(&self, postal_code: Option<&str>, position: &mut Option<Position>) {
        if position.is_none() {
            *position = postal_code.and_then(|code| self.position(code));
        }
    }
}
