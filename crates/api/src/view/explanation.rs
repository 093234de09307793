//! A pair, as far as the audience may see.

use formats::text::Teller;
use matching_core::{
    Label,
    eligibility::Eligibility,
    explain::{Explanation, Hint, Part, Reason},
    id::ProfileId,
    quantity::{Centipoints, Span},
    score::{RankSpan, Score},
};
use serde::Serialize;
use utoipa::ToSchema;

use super::Audience;

/// How a person and a profile fit, without the lines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct MatchView {
    /// The person's code; for employers the code that only they know.
    pub(crate) applicant: String,
    /// The requirement profile.
    pub(crate) profile: ProfileId,
    /// The place in the list, from 1; an order for reading, never a decision. Not for employers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) rank: Option<usize>,
    /// The places the person could take if open answers turned out well or badly.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) possible_rank: Option<RankSpan>,
    /// The class as things stand.
    pub(crate) eligibility: Eligibility,
    /// The class if every open answer turns out worst, and best.
    #[schema(value_type = [Eligibility; 2])]
    pub(crate) possible_eligibility: Span<Eligibility>,
    /// What the place asks and the person brings: lowest and highest possible centipoints.
    #[schema(value_type = [Centipoints; 2])]
    pub(crate) demands: Span<Centipoints>,
    /// What the person wants and the place offers: lowest and highest possible centipoints.
    #[schema(value_type = [Centipoints; 2])]
    pub(crate) needs: Span<Centipoints>,
    /// Both sides, as a harmonic mean: lowest and highest possible centipoints.
    #[schema(value_type = [Centipoints; 2])]
    pub(crate) overall: Span<Centipoints>,
}

impl MatchView {
    /// A pair from its score.
    pub(crate) fn of(applicant: &str, profile: &ProfileId, score: &Score) -> Self {
        Self {
            applicant: applicant.to_owned(),
            profile: profile.clone(),
            rank: None,
            possible_rank: None,
            eligibility: score.eligibility,
            possible_eligibility: score.possible_eligibility,
            demands: score.demands,
            needs: score.needs,
            overall: score.overall,
        }
    }

    /// With the place in a list.
    #[must_use]
    pub(crate) const fn at(mut self, rank: usize, possible: RankSpan) -> Self {
        self.rank = Some(rank);
        self.possible_rank = Some(possible);
        self
    }
}

/// How a person and a profile fit, line by line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct ExplanationView {
    /// The pair.
    pub(crate) pair: MatchView,
    /// The result in a few sentences, in the language that was asked for. Not for employers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) sentences: Vec<String>,
    /// What weighs most against the match.
    pub(crate) reasons: Vec<Reason>,
    /// What to look at besides. Not for employers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) hints: Vec<Hint>,
    /// The lines that the audience may see.
    pub(crate) parts: Vec<Part>,
}

impl ExplanationView {
    /// What an audience sees of an explanation.
    pub(crate) fn of(
        pair: MatchView,
        title: &Label,
        explanation: Explanation,
        audience: &Audience,
        teller: Teller<'_>,
    ) -> Self {
        let is_casework = *audience == Audience::Casework;
        let sentences = if is_casework { teller.summary(title, &explanation) } else { Vec::new() };
        let Explanation { parts, reasons, hints, .. } = explanation;
        let parts: Vec<Part> = parts.into_iter().filter(|part| is_seen(part, audience)).collect();
        let shown = |reason: &Reason| {
            let mut criteria = reason.criteria.iter();
            criteria.all(|criterion| parts.iter().any(|part| part.criterion == *criterion))
        };
        let reasons = reasons.into_iter().filter(shown).collect();
        let hints = if is_casework { hints } else { Vec::new() };
        Self { pair, sentences, reasons, hints, parts }
    }
}

/// A line is shown if everything it stands on is.
fn is_seen(part: &Part, audience: &Audience) -> bool {
    *audience == Audience::Casework || {
        !part.lines.is_empty() && part.lines.iter().all(|line| audience.sees(line.kind))
    }
}
