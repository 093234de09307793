//! Results as they are written: one entry per pair, with the parts that make it up.

use matching_core::{
    calendar::Date,
    eligibility::Eligibility,
    explain::{Explanation, Hint, Part, Reason},
    id::{ApplicantId, ProfileId},
    quantity::{Centipoints, Span},
    score::RankSpan,
};
use serde::Serialize;

/// The name and version of this format.
pub const MATCHES_FORMAT: &str = "passgenau-matches-1";

/// All pairs of a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct MatchesDocument {
    /// `passgenau-matches-1`.
    pub format: &'static str,
    /// What computed the result.
    pub engine: EngineDocument,
    /// The day as of which everything was read.
    pub as_of: Date,
    /// The pairs: by profile as given, then by rank.
    pub matches: Vec<MatchDocument>,
}

/// What computed a result: enough to compute it again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct EngineDocument {
    /// Version of the program.
    pub version: &'static str,
    /// Version of the rule set.
    pub rules: String,
    /// SHA-256 of the rule set and the vocabulary.
    pub fingerprint: String,
}

/// One pair.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct MatchDocument {
    /// The requirement profile.
    pub profile: ProfileId,
    /// The person.
    pub applicant: ApplicantId,
    /// The person's place among all people of this request for this profile, from 1. It is an
    /// order for reading, never a decision.
    pub rank: usize,
    /// The places the person could take if open answers turned out well or badly.
    pub possible_rank: RankSpan,
    /// The class as things stand.
    pub eligibility: Eligibility,
    /// The class if every open answer turns out worst, and best.
    #[schema(value_type = [Eligibility; 2])]
    pub possible_eligibility: Span<Eligibility>,
    /// What the place asks and the person brings: lowest and highest possible centipoints.
    #[schema(value_type = [Centipoints; 2])]
    pub demands: Span<Centipoints>,
    /// What the person wants and the place offers: lowest and highest possible centipoints.
    #[schema(value_type = [Centipoints; 2])]
    pub needs: Span<Centipoints>,
    /// Both sides, as a harmonic mean: lowest and highest possible centipoints.
    #[schema(value_type = [Centipoints; 2])]
    pub overall: Span<Centipoints>,
    /// What weighs most against the match, at most four.
    pub reasons: Vec<Reason>,
    /// What to look at besides.
    pub hints: Vec<Hint>,
    /// The lines of the profile; achieved, open and missing sum to 10 000 on each side.
    pub parts: Vec<Part>,
}

impl MatchDocument {
    /// A pair from its explanation and its place in a list.
    pub fn new(
        profile: ProfileId,
        applicant: ApplicantId,
        (rank, possible_rank): (usize, RankSpan),
        explanation: Explanation,
    ) -> Self {
        let Explanation { score, parts, reasons, hints } = explanation;
        Self {
            profile,
            applicant,
            rank,
            possible_rank,
            eligibility: score.eligibility,
            possible_eligibility: score.possible_eligibility,
            demands: score.demands,
            needs: score.needs,
            overall: score.overall,
            reasons,
            hints,
            parts,
        }
    }
}
