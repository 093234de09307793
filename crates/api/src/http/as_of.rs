//! The day as of which a question is answered.

use matching_core::calendar::Date;
use serde::Deserialize;
use utoipa::IntoParams;

use super::Desk;

/// As of which day, where a route asks for nothing else.
#[derive(Clone, Copy, Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct AsOf {
    /// The day as of which everything is read; today without it.
    as_of: Option<Date>,
}

impl AsOf {
    /// The day that was asked for, else today.
    pub(crate) fn day(self, desk: &Desk) -> Date {
        self.as_of.unwrap_or_else(|| desk.today())
    }
}
