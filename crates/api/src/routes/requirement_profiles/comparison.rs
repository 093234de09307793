//! Two versions of a profile: what was added, removed and changed, line by line.

use std::collections::BTreeMap;

use actix_web::{get, web};
use formats::document::CriterionDocument;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};

use super::versions::version;
use crate::{
    http::{Answer, Desk, Reply},
    problem::{Problem, ProblemCode},
};

/// Which versions.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Versions {
    /// The version before.
    #[param(minimum = 1)]
    from: u32,
    /// The version after.
    #[param(minimum = 1)]
    to: u32,
}

/// What changed between two versions.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProfileComparison {
    /// Fields beside the lines that differ, each before and after.
    fields: BTreeMap<String, Change>,
    /// Lines that were added.
    added: Vec<CriterionDocument>,
    /// Lines that were removed.
    removed: Vec<CriterionDocument>,
    /// Lines that differ, each before and after.
    changed: Vec<ComparedLine>,
}

/// A field before and after.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Change {
    /// Before; null where it was not given.
    before: Value,
    /// After; null where it is not given.
    after: Value,
}

/// A line before and after.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ComparedLine {
    /// Before.
    before: CriterionDocument,
    /// After.
    after: CriterionDocument,
}

/// Compares two published versions of a profile.
#[utoipa::path(operation_id = "compare_profile_versions", tag = "requirement-profiles", params(("id" = String, Path, description = "The identifier of the profile."), Versions), responses((status = 200, description = "The differences.", body = ProfileComparison)))]
#[get("/requirement-profiles/{id}/comparison")]
pub(crate) async fn compare_versions(
    desk: Desk,
    id: web::Path<String>,
    versions: web::Query<Versions>,
) -> Answer {
    desk.run(move |desk| {
        let mut before = version(desk, &id, versions.from)?.body.document;
        let mut after = version(desk, &id, versions.to)?.body.document;
        let lines = (std::mem::take(&mut before.criteria), std::mem::take(&mut after.criteria));
        let fields = fields(as_object(&before)?, as_object(&after)?);
        Reply::ok(&compared(fields, lines))
    })
    .await
}

fn as_object(document: &impl Serialize) -> Result<serde_json::Map<String, Value>, Problem> {
    match serde_json::to_value(document) {
        Ok(Value::Object(fields)) => Ok(fields),
        Ok(_) | Err(_) => Err(Problem::new(ProblemCode::Internal, "a profile is an object")),
    }
}

fn fields(
    before: serde_json::Map<String, Value>,
    mut after: serde_json::Map<String, Value>,
) -> BTreeMap<String, Change> {
    let mut changes = BTreeMap::new();
    for (name, before) in before {
        let after = after.remove(&name).unwrap_or_default();
        changes.insert(name, Change { before, after });
    }
    let added =
        after.into_iter().map(|(name, after)| (name, Change { before: Value::Null, after }));
    changes.extend(added);
    changes.retain(|name, change| name != "version" && change.before != change.after);
    changes
}

fn compared(
    fields: BTreeMap<String, Change>,
    (before, mut after): (Vec<CriterionDocument>, Vec<CriterionDocument>),
) -> ProfileComparison {
    let mut found = ProfileComparison { fields, added: vec![], removed: vec![], changed: vec![] };
    for line in before {
        match after.iter().position(|other| other.head.id == line.head.id) {
            Some(at) => {
                let other = after.remove(at);
                if other != line {
                    found.changed.push(ComparedLine { before: line, after: other });
                }
            }
            None => found.removed.push(line),
        }
    }
    found.added = after;
    found
}
