//! Ways over several places: helper, assistant, nurse. Each rung is a job that feeds the next.

use matching_core::{calendar::Date, id::ProfileId, score::BoundProfile};

use crate::{Pathway, Person};

/// More rungs than this are no plan.
const MOST_RUNGS: usize = 5;
/// After so many labels the search stops and says so.
const MOST_LABELS: usize = 2_000;
/// So many ladders are told.
const MOST_LADDERS: usize = 3;

/// A place and the places towards which it is a step.
#[derive(Clone, Copy, Debug)]
pub struct Role<'p> {
    /// The place.
    pub profile: &'p BoundProfile,
    /// Places one rung up.
    pub leads_to: &'p [ProfileId],
    /// First day on which somebody can begin in it.
    pub valid_from: Option<Date>,
    /// Last day on which somebody can begin in it.
    pub valid_to: Option<Date>,
}

impl Role<'_> {
    fn holds_on(&self, day: Date) -> bool {
        self.valid_from.is_none_or(|from| from <= day) && self.valid_to.is_none_or(|to| day <= to)
    }
}

/// A rung: a place, and what was done before it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct LadderStep {
    /// The place.
    pub profile: ProfileId,
    /// The day from which the person could be in it.
    pub from: Date,
    /// What leads to it from the rung below.
    pub pathway: Pathway,
}

/// A way over several places.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Ladder {
    /// The rungs from the lowest to the place wanted.
    pub rungs: Vec<LadderStep>,
    /// The day from which the person could be in the place wanted.
    pub on: Date,
    /// The day from which the person could be in the first place, and earn.
    pub first_job_on: Date,
    /// Measures on the way.
    pub measures: usize,
    /// It ends after the residence title: only with the advice of the immigration authority.
    pub beyond_stay: bool,
}

/// Ladders to a place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Ladders {
    /// At most three: no other is sooner at the place wanted, sooner in a first job, and shorter.
    pub ladders: Vec<Ladder>,
    /// Whether every ladder was looked at.
    pub complete: bool,
}

/// A ladder on its way.
#[derive(Clone)]
struct Label<'a> {
    at: usize,
    rungs: Vec<LadderStep>,
    person: Person<'a>,
}

/// What ladders are compared by: the day of the place wanted, the day of the first job, measures,
/// what they cost.
type Merit = (Date, Date, usize, (u16, u64));

impl Label<'_> {
    fn merit(&self) -> Merit {
        let first = self.rungs.first().map_or(Date::MAX, |rung| rung.from);
        let last = self.rungs.last().map_or(Date::MAX, |rung| rung.from);
        let steps = self.rungs.iter().map(|rung| rung.pathway.steps.len()).sum();
        let unknown = self.rungs.iter().map(|rung| rung.pathway.unknown_prices).sum();
        let cents = self.rungs.iter().map(|rung| rung.pathway.cents).sum();
        (last, first, steps, (unknown, cents))
    }

    /// Whether this is at the same place, nowhere worse, and has reached everything the other has.
    fn covers(&self, other: &Self) -> bool {
        let (one, two) = (self.merit(), other.merit());
        let reached = |goal| self.person.gained().contains(goal);
        self.at == other.at
            && one.0 <= two.0
            && one.1 <= two.1
            && one.2 <= two.2
            && one.3 <= two.3
            && other.person.gained().iter().all(reached)
    }
}

/// The ladders from where a person stands to a place: label setting with dominance.
///
/// The person's horizon holds for each rung by itself. A ladder that crosses the end of the
/// residence title is told only where none stays within it, and is marked.
pub fn ladders(person: &Person<'_>, roles: &[Role<'_>], target: &ProfileId) -> Ladders {
    let within = climb(person, roles, target, false);
    if within.ladders.is_empty() && person.situation().stays_until.is_some() {
        return climb(&person.without_end_of_stay(), roles, target, true);
    }
    within
}

fn climb(person: &Person<'_>, roles: &[Role<'_>], target: &ProfileId, beyond: bool) -> Ladders {
    let below = leading_to(roles, target);
    let mut open: Vec<Label<'_>> = Vec::new();
    for at in &below {
        open.extend(next(person, &[], *at, roles));
    }
    let mut kept: Vec<Label<'_>> = Vec::new();
    let mut looked_at = 0;
    let mut complete = true;
    while let Some(label) = take_soonest(&mut open) {
        if kept.iter().any(|other| other.covers(&label)) {
            continue;
        }
        looked_at += 1;
        if looked_at > MOST_LABELS {
            complete = false;
            break;
        }
        for up in ups(&label, roles, &below) {
            open.extend(next(&label.person, &label.rungs, up, roles));
        }
        kept.push(label);
    }
    let arrived =
        |label: &Label<'_>| label.rungs.last().is_some_and(|rung| rung.profile == *target);
    let mut arrived: Vec<Label<'_>> = kept.into_iter().filter(arrived).collect();
    arrived.sort_by_key(Label::merit);
    let ladders = told(&arrived, beyond);
    Ladders { ladders, complete }
}

/// The soonest ladder, the one with the soonest first job, and the shortest, each once.
fn told(arrived: &[Label<'_>], beyond_stay: bool) -> Vec<Ladder> {
    let soonest = arrived.iter().min_by_key(|label| label.merit());
    let first = arrived.iter().min_by_key(|label| (label.merit().1, label.merit()));
    let shortest = arrived.iter().min_by_key(|label| (label.merit().2, label.merit()));
    let mut chosen: Vec<Ladder> = Vec::new();
    for label in [soonest, first, shortest].into_iter().flatten().take(MOST_LADDERS) {
        let (on, first_job_on, measures, _) = label.merit();
        let rungs = label.rungs.clone();
        let ladder = Ladder { rungs, on, first_job_on, measures, beyond_stay };
        if !chosen.contains(&ladder) {
            chosen.push(ladder);
        }
    }
    chosen
}

fn take_soonest<'a>(open: &mut Vec<Label<'a>>) -> Option<Label<'a>> {
    let at = (0..open.len()).min_by_key(|at| open.get(*at).map(Label::merit))?;
    Some(open.swap_remove(at))
}

/// The roles from which a place can be reached, itself among them.
fn leading_to(roles: &[Role<'_>], target: &ProfileId) -> Vec<usize> {
    let mut known: Vec<&ProfileId> = vec![target];
    loop {
        let before = known.len();
        for role in roles {
            let own = role.profile.profile().id();
            if !known.contains(&own) && role.leads_to.iter().any(|up| known.contains(&up)) {
                known.push(own);
            }
        }
        if known.len() == before {
            break;
        }
    }
    let named = |role: &Role<'_>| known.contains(&role.profile.profile().id());
    roles.iter().enumerate().filter(|(_, role)| named(role)).map(|(at, _)| at).collect()
}

/// The places one rung up from a label that lead to the place wanted.
fn ups(label: &Label<'_>, roles: &[Role<'_>], below: &[usize]) -> Vec<usize> {
    let Some(role) = roles.get(label.at).filter(|_| label.rungs.len() < MOST_RUNGS) else {
        return Vec::new();
    };
    let been = |id: &ProfileId| label.rungs.iter().any(|rung| rung.profile == *id);
    let named = |at: &&usize| {
        roles.get(**at).is_some_and(|up| {
            let id = up.profile.profile().id();
            role.leads_to.contains(id) && !been(id)
        })
    };
    below.iter().filter(named).copied().collect()
}

/// A person's ways to a place, each as a label that stands there.
fn next<'a>(
    person: &Person<'a>,
    rungs: &[LadderStep],
    at: usize,
    roles: &[Role<'_>],
) -> Vec<Label<'a>> {
    let Some(role) = roles.get(at) else { return Vec::new() };
    let outlook = person.clone().outlook(role.profile);
    let in_time = outlook.pathways.into_iter().filter(|pathway| role.holds_on(pathway.on));
    let labels = in_time.map(|pathway| {
        let person = person.after(&pathway);
        let profile = role.profile.profile().id().clone();
        let mut rungs = rungs.to_vec();
        rungs.push(LadderStep { profile, from: pathway.on, pathway });
        Label { at, rungs, person }
    });
    labels.collect()
}
