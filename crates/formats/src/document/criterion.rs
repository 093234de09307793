//! A line of a requirement profile as it is written.

use super::Gazetteer;
use matching_core::{
    Label,
    criteria::{Ask, Budget},
    eligibility::Due,
    id::{CriterionId, MeasureId},
};
use serde::{
    Deserialize, Deserializer, Serialize, Serializer, de::DeserializeOwned, ser::Error as _,
};
use serde_json::{Map, Value};

/// A line of a requirement profile as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CriterionDocument {
    /// What it is and how much it counts.
    pub head: CriterionHead,
    /// What it asks.
    pub body: NodeDocument,
}

/// What a line is and how much it counts, whatever it asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct CriterionHead {
    /// Its identifier within the profile.
    pub id: CriterionId,
    /// What it is called; the vocabulary's name for it where nothing is said.
    pub label: Option<Label>,
    /// Weight inside its budget: 1 can, 2 should, 3 important, 0 for a gate without points.
    #[schema(maximum = 9)]
    pub importance: Option<u8>,
    /// When the minimum must hold; from the application on where nothing is said.
    pub due: Option<Due>,
    /// The budget whose points it shares; that of its kind where nothing is said.
    pub budget: Option<Budget>,
    /// Why it is asked. Levels above the usual need one.
    pub reason: Option<Label>,
    /// Measures by which it can be learnt in service.
    #[serde(default)]
    pub learn_by: Vec<MeasureId>,
    /// Where the line comes from.
    #[serde(default)]
    pub sources: Vec<String>,
}

/// What a line asks, as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NodeDocument {
    /// One thing: `kind = "…"` and its fields.
    Ask(Box<Ask>),
    /// `any_of = [ … ]`: the best answered of several.
    AnyOf(Vec<Self>),
    /// `all_of = [ … ]`: the worst answered of several.
    AllOf(Vec<Self>),
}

impl NodeDocument {
    /// Fills in positions where only postal codes are known.
    pub(super) fn locate(&mut self, places: &Gazetteer) {
        match self {
            Self::Ask(ask) => {
                if let Ask::Commute(way) = &mut **ask {
                    places.locate(way.postal_code.as_deref(), &mut way.position);
                }
            }
            Self::AnyOf(nodes) | Self::AllOf(nodes) => {
                for node in nodes {
                    node.locate(places);
                }
            }
        }
    }
}

impl CriterionHead {
    const FIELDS: [&str; 8] =
        ["id", "label", "importance", "due", "budget", "reason", "learn_by", "sources"];
}

impl<'de> Deserialize<'de> for CriterionDocument {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let map = Map::deserialize(deserializer)?;
        let is_head = |key: &str| CriterionHead::FIELDS.contains(&key);
        let (head, body): (Map<_, _>, Map<_, _>) =
            map.into_iter().partition(|(key, _)| is_head(key));
        Ok(Self { head: from(head)?, body: from(body)? })
    }
}

impl Serialize for CriterionDocument {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = into_map::<S>(&self.head)?;
        map.append(&mut into_map::<S>(&self.body)?);
        map.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for NodeDocument {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut map = Map::deserialize(deserializer)?;
        if let Some(members) = map.remove("any_of") {
            return nodes(members).map(Self::AnyOf);
        }
        if let Some(members) = map.remove("all_of") {
            return nodes(members).map(Self::AllOf);
        }
        from(map).map(Box::new).map(Self::Ask)
    }
}

impl Serialize for NodeDocument {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Ask(ask) => ask.serialize(serializer),
            Self::AnyOf(nodes) => serializer.collect_map([("any_of", nodes)]),
            Self::AllOf(nodes) => serializer.collect_map([("all_of", nodes)]),
        }
    }
}

fn nodes<E: serde::de::Error>(members: Value) -> Result<Vec<NodeDocument>, E> {
    serde_json::from_value(members).map_err(E::custom)
}

fn from<T: DeserializeOwned, E: serde::de::Error>(map: Map<String, Value>) -> Result<T, E> {
    serde_json::from_value(Value::Object(map)).map_err(E::custom)
}

fn into_map<S: Serializer>(value: &impl Serialize) -> Result<Map<String, Value>, S::Error> {
    let Value::Object(map) = serde_json::to_value(value).map_err(S::Error::custom)? else {
        return Err(S::Error::custom("a line of a profile is an object"));
    };
    Ok(map)
}
