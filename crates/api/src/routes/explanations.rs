//! Why a person and a place fit as they do, line by line.

use actix_web::{get, web};
use matching_core::calendar::Date;
use serde::{Deserialize, Serialize};
use store::Entry;
use utoipa::{IntoParams, ToSchema};

use crate::{
    evaluate::Evaluated,
    http::{Answer, Desk, Reply},
    records::{Applicant, Evaluation, Record as _},
    view::{ExplanationView, MatchView},
};

/// Which pair.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Pair {
    /// The person's code.
    #[param(min_length = 1, max_length = 96)]
    applicant: String,
    /// The requirement profile.
    #[param(min_length = 1, max_length = 96)]
    profile: String,
    /// The day as of which everything is read; today without it.
    as_of: Option<Date>,
}

/// A pair, explained.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Explained {
    /// What it was computed from.
    evaluation: Evaluation,
    /// The explanation, as far as the role may see.
    explanation: ExplanationView,
}

/// Explains one pair.
#[utoipa::path(operation_id = "get_explanation", tag = "matches", params(Pair), responses((status = 200, description = "The explanation.", body = Explained)))]
#[get("/explanations")]
pub(crate) async fn get_explanation(desk: Desk, pair: web::Query<Pair>) -> Answer {
    desk.run(move |desk| {
        let Pair { applicant, profile, as_of } = pair.into_inner();
        let office = desk.office(as_of)?;
        let (evaluated, bound) = Evaluated::of(desk, &office, &applicant, &profile)?;
        let entry = Entry::new("explanation_read").about(Applicant::KIND, &applicant);
        desk.saw(entry.details(evaluated.details(&profile)))?;
        let Evaluated { explanation, evaluation } = evaluated;
        let pair = MatchView::of(&applicant, &bound.document.id, &explanation.score);
        let teller = desk.state.knowledge.teller(desk.language);
        let title = &bound.document.title;
        let explanation = ExplanationView::of(pair, title, explanation, &desk.audience(), teller);
        Reply::ok(&Explained { evaluation, explanation })
    })
    .await
}
