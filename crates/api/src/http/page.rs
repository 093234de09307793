//! Lists by pages: cursors and caps, the same everywhere.

use serde::{Deserialize, Serialize};
use store::Cursor;
use utoipa::{IntoParams, ToSchema};

use crate::problem::{Problem, ProblemCode};

/// Most entries of one page.
const MOST: usize = 500;

/// Which page of a list.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct PageParameters {
    /// The `next` of the page before; from the beginning without it.
    #[param(max_length = 2048)]
    pub(crate) cursor: Option<String>,
    /// Most entries of the page, 1 to 500.
    #[param(minimum = 1, maximum = 500, default = 50)]
    pub(crate) limit: Option<usize>,
}

impl PageParameters {
    /// Where the page begins.
    pub(crate) fn cursor(&self) -> Result<Option<Cursor>, Problem> {
        Ok(self.cursor.as_deref().map(str::parse).transpose()?)
    }

    /// How long the page may be.
    pub(crate) fn limit(&self) -> Result<usize, Problem> {
        match self.limit.unwrap_or(50) {
            limit @ 1..=MOST => Ok(limit),
            other => {
                let detail = format!("limit is {other}, 1 to {MOST} are allowed");
                Err(Problem::new(ProblemCode::InvalidParameter, detail))
            }
        }
    }
}

/// A page of a list that is in memory, sorted by the names that cursors hold.
///
/// # Errors
/// 400 for a limit out of range.
pub(crate) fn page_of<T, U>(
    sorted: &[T],
    page: &PageParameters,
    name: impl Fn(&T) -> String,
    view: impl Fn(&T) -> U,
) -> Result<Listing<U>, Problem> {
    let limit = page.limit()?;
    let from = page
        .cursor
        .as_deref()
        .map_or(0, |after| sorted.partition_point(|entry| name(entry).as_str() <= after));
    let rest = sorted.get(from..).unwrap_or_default();
    let (shown, left) = rest.split_at(limit.min(rest.len()));
    let next = shown.last().filter(|_| !left.is_empty()).map(&name);
    Ok(Listing { items: shown.iter().map(view).collect(), next })
}

/// A page of a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Listing<T> {
    /// The entries, in order.
    pub(crate) items: Vec<T>,
    /// What to give as `cursor` for the next page; null on the last one.
    pub(crate) next: Option<String>,
}

impl<T> Listing<T> {
    /// The same page with something else for each entry.
    pub(crate) fn map<U>(self, view: impl FnMut(T) -> U) -> Listing<U> {
        Listing { items: self.items.into_iter().map(view).collect(), next: self.next }
    }
}
