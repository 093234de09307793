//! The documents of application days, each with its JSON Schema.

use day_planner::day::Happened;
use formats::file_schema;
use serde_json::Value;

use crate::{DayAnswer, DayDocument, InvitationsAnswer, SizeAnswer};

/// The documents of application days, each as a self-contained JSON Schema with a name.
pub fn day_schemas() -> Vec<(&'static str, Value)> {
    vec![
        ("day", file_schema::<DayDocument>("Passgenau day file")),
        ("day-happened", file_schema::<Happened>("Passgenau: what happened on a day")),
        ("day-size", file_schema::<SizeAnswer>("Passgenau size of a day")),
        ("day-invitations", file_schema::<InvitationsAnswer>("Passgenau invitations to a day")),
        ("day-plan", file_schema::<DayAnswer>("Passgenau planned day")),
    ]
}
