//! Table lists: who comes to a table, as far as the employer may know.

use std::collections::BTreeMap;

use day_planner::day::{Clock, PlannedTalk};
use serde::Serialize;
use utoipa::ToSchema;

/// What happens at one table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct TableList {
    /// The table.
    pub table: String,
    /// Who sits there.
    pub employer: String,
    /// Where it stands.
    pub site: String,
    /// The talks in order.
    pub talks: Vec<TableTalk>,
}

/// A talk on a table list.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
pub struct TableTalk {
    /// The date.
    pub date: String,
    /// When it begins.
    pub from: Clock,
    /// When it ends.
    pub to: Clock,
    /// For which role, as people call it.
    pub role: String,
    /// Who comes, as far as the employer may know.
    pub guest: Option<String>,
    /// The language of the interpreter, where one is needed and the employer may know who comes: a
    /// language tells where somebody may be from.
    pub interpreter: Option<String>,
}

/// The lists of all tables with a talk.
pub fn table_lists(
    talks: &[PlannedTalk],
    guest: impl Fn(&PlannedTalk) -> Option<String>,
    role: impl Fn(&str) -> String,
) -> Vec<TableList> {
    let mut lists: BTreeMap<&str, TableList> = BTreeMap::new();
    for planned in talks {
        let list = lists.entry(&planned.talk.table).or_insert_with(|| TableList {
            table: planned.talk.table.clone(),
            employer: planned.employer.clone(),
            site: planned.site.clone(),
            talks: Vec::new(),
        });
        let guest = guest(planned);
        list.talks.push(TableTalk {
            date: planned.talk.date.clone(),
            from: planned.talk.from,
            to: planned.to,
            role: role(&planned.talk.role),
            interpreter: guest.as_ref().and(planned.interpreter.clone()),
            guest,
        });
    }
    for list in lists.values_mut() {
        list.talks.sort();
    }
    lists.into_values().collect()
}
