//! How long one goal would take by itself.

use matching_core::{
    criteria::{End, Goal, Truth},
    need::{Need, Needed},
};

use super::{compile::compile, usable::Offer};
use crate::search;

/// In how many days a goal could be reached by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Closed {
    pub(super) days: Option<u32>,
    pub(super) in_service: Option<u32>,
}

/// Until when a way ends, counted from the day asked, and how many measures it has at most.
pub(super) type Most = (i32, u8);

/// In how many days a goal could be reached by itself, with what could be used before a job and beside one.
pub(super) fn close(
    [before, in_service]: [&Offer<'_>; 2],
    needed: &Needed,
    goal: Goal,
    most: Most,
) -> Closed {
    let days = soonest(before, needed, goal, (End::Worst, most))
        .or_else(|| soonest(before, needed, goal, (End::Best, most)));
    // Time counts beside a job: nothing open may be taken for granted.
    Closed { days, in_service: soonest(in_service, needed, goal, (End::Worst, most)) }
}

/// In how many days a goal could be reached if what is open about measures turns out at an end.
pub(super) fn soonest(
    offer: &Offer<'_>,
    needed: &Needed,
    goal: Goal,
    (end, (latest, measures)): (End, Most),
) -> Option<u32> {
    // Whether it holds already is the question of the class; here it counts as missing.
    let need = Need::One(Needed { truth: Truth::Not, ..needed.clone() });
    let compiled = compile(offer, &need, (end, Some((&needed.key, goal))), latest);
    u32::try_from(search::soonest(&compiled.instance, measures.into())?).ok()
}
