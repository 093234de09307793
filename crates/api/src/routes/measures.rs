//! The catalogue of measures; what has ended stays readable.

use actix_web::{get, web};
use formats::document::MeasureDocument;
use matching_core::{access::Regime, calendar::Date, criteria::Fact, id::MeasureId};
use pathways::Field;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    http::{Answer, Desk, Listing, PageParameters, Reply, page_of},
    problem::Problem,
};

/// Which measures.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Which {
    /// Only those that work on this.
    #[param(inline)]
    field: Option<Field>,
    /// Only those with a way that is open in this benefit regime.
    #[param(inline)]
    regime: Option<Regime>,
    /// Only those that give this: a term of the vocabulary, or a language such as `de`.
    #[param(min_length = 1, max_length = 96)]
    gives: Option<String>,
    /// Only those that can begin on this day; without it those that have ended are listed as well.
    open_on: Option<Date>,
    /// The `next` of the page before; from the beginning without it.
    #[param(max_length = 2048)]
    cursor: Option<String>,
    /// Most entries of the page, 1 to 500.
    #[param(minimum = 1, maximum = 500, default = 50)]
    limit: Option<usize>,
}

impl Which {
    fn fits(&self, measure: &MeasureDocument) -> bool {
        let gives = |wanted: &String| {
            let keys = measure.gives.iter().flat_map(Fact::keys);
            keys.into_iter().any(|key| *key.subject == **wanted)
        };
        self.field.is_none_or(|field| measure.field == field)
            && self.regime.is_none_or(|regime| is_open_to(measure, regime))
            && self.gives.as_ref().is_none_or(gives)
            && self.open_on.is_none_or(|day| MeasureState::of(measure, day) == MeasureState::Open)
    }
}

/// A route that names no regime is open in every one.
fn is_open_to(measure: &MeasureDocument, regime: Regime) -> bool {
    let mut routes = measure.routes.iter();
    routes.any(|route| route.regimes.is_empty() || route.regimes.contains(&regime))
}

/// Whether a measure can begin today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum MeasureState {
    /// It can begin only later.
    Ahead,
    /// It can begin.
    Open,
    /// It can no longer begin.
    Ended,
}

impl MeasureState {
    fn of(measure: &MeasureDocument, day: Date) -> Self {
        if measure.valid_to.is_some_and(|to| to < day) {
            return Self::Ended;
        }
        if measure.valid_from.is_some_and(|from| day < from) { Self::Ahead } else { Self::Open }
    }
}

/// A measure.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MeasureView {
    /// Whether it can begin today.
    state: MeasureState,
    /// The measure as it is written, with its sources.
    measure: MeasureDocument,
}

impl MeasureView {
    fn of(measure: &MeasureDocument, today: Date) -> Self {
        Self { state: MeasureState::of(measure, today), measure: measure.clone() }
    }
}

/// Lists measures, sorted by identifier; those that have ended among them.
#[utoipa::path(operation_id = "list_measures", tag = "knowledge", params(Which), responses((status = 200, description = "A page of measures.", body = Listing<MeasureView>)))]
#[get("/measures")]
pub(crate) async fn list_measures(desk: Desk, which: web::Query<Which>) -> Answer {
    desk.run(move |desk| {
        let all = desk.state.knowledge.measures().documents();
        let found: Vec<&MeasureDocument> = all.filter(|measure| which.fits(measure)).collect();
        let page = PageParameters { cursor: which.cursor.clone(), limit: which.limit };
        let today = desk.today();
        let name = |measure: &&MeasureDocument| measure.id.to_string();
        Reply::ok(&page_of(&found, &page, name, |measure| MeasureView::of(measure, today))?)
    })
    .await
}

/// Gives one measure, also one that has ended.
#[utoipa::path(operation_id = "get_measure", tag = "knowledge", params(("id" = String, Path, description = "The identifier of the measure.")), responses((status = 200, description = "The measure.", body = MeasureView)))]
#[get("/measures/{id}")]
pub(crate) async fn get_measure(desk: Desk, id: web::Path<String>) -> Answer {
    desk.run(move |desk| {
        let key = MeasureId::new(&id).map_err(|_unusable| Problem::missing(&id))?;
        let measure = desk.state.knowledge.measures().document(&key);
        let measure = measure.ok_or_else(|| Problem::missing(&id))?;
        Reply::ok(&MeasureView::of(measure, desk.today()))
    })
    .await
}
