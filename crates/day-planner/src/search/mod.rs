//! The search: everything is dense numbers here, made from documents that were validated before.

#![expect(
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::excessive_nesting,
    clippy::similar_names,
    reason = "ids are made dense by `Draft::build` and are in range by construction; hot loops nest"
)]

pub(crate) mod advise;
pub(crate) mod anneal;
pub(crate) mod build;
pub(crate) mod comfort;
pub(crate) mod draft;
pub(crate) mod exact;
pub(crate) mod flow;
pub(crate) mod greedy;
pub(crate) mod interchange;
pub(crate) mod prices;
pub(crate) mod problem;
pub(crate) mod random;
pub(crate) mod settle;
pub(crate) mod solve;
pub(crate) mod state;
pub(crate) mod timing;
