//! The ways of one person to places, and what a pool needs, as results.

use matching_core::{
    calendar::Date,
    id::{ApplicantId, ProfileId},
};
use pathways::{Outlook, career::Career, ladder::Ladders, pool::PoolReport};
use serde::Serialize;

use super::EngineDocument;

/// The version of the results' shape.
pub const PATHWAYS_FORMAT: &str = "passgenau-pathways/1";

/// The ways of one person to places.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct PathwaysDocument {
    /// The version of this shape.
    #[schema(value_type = String)]
    pub format: &'static str,
    /// Engine and knowledge that computed it.
    pub engine: EngineDocument,
    /// The day as of which everything was read.
    pub as_of: Date,
    /// The person.
    pub applicant: ApplicantId,
    /// Place by place.
    pub outlooks: Vec<Outlook>,
    /// Places that could be reached, the soonest first.
    pub reachable: Vec<ReachableDocument>,
    /// Ways over several places to the place asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ladders: Option<Ladders>,
    /// Measure careers: for the case worker only, never for an employer.
    pub for_case_worker: Vec<Career>,
}

/// A place that could be reached.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct ReachableDocument {
    /// The place.
    pub profile: ProfileId,
    /// Days until then, if what is open turns out well.
    pub days: u32,
    /// Days until then, if it turns out badly; absent where there is no way then.
    pub days_at_worst: Option<u32>,
}

/// What a pool needs.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct PoolDocument {
    /// The version of this shape.
    #[schema(value_type = String)]
    pub format: &'static str,
    /// Engine and knowledge that computed it.
    pub engine: EngineDocument,
    /// The day as of which everything was read.
    pub as_of: Date,
    /// What was found.
    pub report: PoolReport,
}

/// Places that could be reached, the soonest first.
pub fn reachable(outlooks: &[Outlook]) -> Vec<ReachableDocument> {
    let mut all: Vec<ReachableDocument> = outlooks
        .iter()
        .filter_map(|outlook| {
            let days_at_worst = outlook.days_at_worst();
            Some(ReachableDocument {
                profile: outlook.profile.clone(),
                days: outlook.days()?,
                days_at_worst,
            })
        })
        .collect();
    all.sort_by(|one, other| (one.days, &one.profile).cmp(&(other.days, &other.profile)));
    all
}
