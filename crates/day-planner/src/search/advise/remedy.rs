//! The cheapest change that gives somebody a talk: first those that need nobody to move, for
//! everybody at once; then, while searches are left, those for which others make room.

use super::relax::{Kind, Relax};
use super::{first, placed};
use crate::search::anneal::{Anneal, Heat};
use crate::search::draft::{Draft, DraftTalk};
use crate::search::problem::{FIT, LEVELS, NONE, Problem, SEEN, STABLE};
use crate::search::state::State;

/// Who shall get a talk: a person any, or a person one for a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Target {
    pub person: u32,
    pub role: Option<u32>,
}

/// A change, and a second one where one is not enough.
pub(crate) type Found = (Relax, Option<Relax>);

impl Target {
    fn wants(self, person: u32, role: u32) -> bool {
        self.person == person && self.role.is_none_or(|only| only == role)
    }

    /// Its offers in a problem.
    fn offers(self, problem: &Problem) -> impl Iterator<Item = u32> + '_ {
        let offers = problem.offers_of(self.person as usize).map(|offer| offer as u32);
        offers.filter(move |offer| self.wants(self.person, problem.offers[*offer as usize].role))
    }
}

/// A target on the way to its remedy.
struct Case {
    target: Target,
    /// Whether a change can help: the person is there, and nothing fits already.
    open: bool,
    found: Option<Found>,
}

/// The cheapest change for each target that a new plan confirms. Changes that need nobody to
/// move are found for all; at most `searches` times others are moved to find a cheaper one, or
/// any. Who gets a talk for no single change is given two, where two are enough.
pub(crate) fn remedies(
    draft: &Draft,
    plan: &[DraftTalk],
    targets: &[Target],
    searches: usize,
) -> Vec<Option<Found>> {
    let problem = draft.build();
    let state = State::of(&problem, &placed(&problem, plan));
    let case = |target: &Target| {
        let fits = target.offers(&problem).any(|offer| state.first_fit(offer).is_some());
        let open = !fits && !draft.people[target.person as usize].absent;
        Case { target: *target, open, found: None }
    };
    let mut cases: Vec<Case> = targets.iter().map(case).collect();
    for kind in Kind::ALL {
        direct(draft, plan, &[kind], cases.iter_mut());
    }
    search(draft, plan, (&state, &mut cases), searches);
    for (at, one) in Kind::ALL.into_iter().enumerate() {
        for other in Kind::ALL.into_iter().skip(at + 1) {
            if (one, other) != (Kind::Place, Kind::Table) {
                let nobodies = cases.iter_mut().filter(|case| case.target.role.is_none());
                direct(draft, plan, &[one, other], nobodies);
            }
        }
    }
    cases.into_iter().map(|case| case.found).collect()
}

/// Finds those whom these kinds of change help without moving anybody.
fn direct<'a>(
    draft: &Draft,
    plan: &[DraftTalk],
    kinds: &[Kind],
    cases: impl Iterator<Item = &'a mut Case>,
) {
    let open: Vec<&mut Case> = cases.filter(|case| case.open && case.found.is_none()).collect();
    if open.is_empty() {
        return;
    }
    let problem = draft.eased(kinds).build();
    let state = State::of(&problem, &placed(&problem, plan));
    for case in open {
        let offers = case.target.offers(&problem);
        let mut fitting = offers.filter(|offer| state.first_fit(*offer).is_some());
        case.found = fitting.find_map(|offer| {
            let mut changes = kinds.iter().map(|kind| change(draft, &problem, offer, *kind));
            let one = changes.next()??;
            changes.next().map_or(Some((one, None)), |other| Some((one, Some(other?))))
        });
    }
}

/// The change of a kind that an offer of an eased problem stands for.
fn change(draft: &Draft, problem: &Problem, offer: u32, kind: Kind) -> Option<Relax> {
    let row = &problem.offers[offer as usize];
    let tables = draft.tables.len() as u32;
    let (person, role, table) = (row.person, row.role, row.table % tables);
    let all = draft.offers.iter().chain(draft.barred.iter().map(|(offer, _)| offer));
    let said =
        all.clone().find(|said| (said.person, said.role, said.table) == (person, role, table))?;
    kind.of(said, draft.tables[table as usize].site)
}

/// Looks for cheaper changes, or any, by moving others.
fn search(
    draft: &Draft,
    plan: &[DraftTalk],
    (state, cases): (&State<'_>, &mut [Case]),
    searches: usize,
) {
    let mut left = searches;
    for at in most_urgent(cases, state) {
        let Case { target, found, .. } = &mut cases[at];
        let known = found.map(|(relax, _)| price(relax));
        for relax in candidates(draft, *target) {
            if known.is_some_and(|known| known <= price(relax)) {
                break;
            }
            if left == 0 {
                return;
            }
            left -= 1;
            if verify(draft, relax, plan, *target) {
                *found = Some((relax, None));
                break;
            }
        }
    }
}

/// Those for whom others may be moved: who has fewest talks first, then the best fit.
fn most_urgent(cases: &[Case], state: &State<'_>) -> Vec<usize> {
    let problem = state.problem;
    let mut order: Vec<(usize, i64, usize)> = Vec::new();
    for (at, case) in cases.iter().enumerate().filter(|(_, case)| case.open) {
        let talks = state.talks_of(case.target.person as usize);
        let met = |offer: &u32| {
            let employer = problem.offers[*offer as usize].employer;
            talks.iter().any(|talk| problem.offers[*talk as usize].employer == employer)
        };
        let open = case.target.offers(problem).filter(|offer| !met(offer));
        let best = open.map(|offer| problem.offers[offer as usize].fit).max();
        // who meets all these employers already lacks nothing; who has no cell at all may
        if best.is_some() || case.target.offers(problem).next().is_none() {
            order.push((talks.len(), -best.unwrap_or(0), at));
        }
    }
    order.sort_unstable();
    order.into_iter().map(|(.., at)| at).collect()
}

/// Single changes that could help a target, the cheapest first.
fn candidates(draft: &Draft, target: Target) -> Vec<Relax> {
    let mut all = Vec::new();
    for offer in draft.offers.iter().filter(|offer| target.wants(offer.person, offer.role)) {
        let site = draft.tables[offer.table as usize].site;
        let kinds = Kind::ALL.into_iter();
        let kinds = kinds.filter(|kind| !matches!(kind, Kind::Site | Kind::Access));
        all.extend(kinds.filter_map(|kind| kind.of(offer, site)));
    }
    for (offer, bars) in &draft.barred {
        if target.wants(offer.person, offer.role) && bars.site != bars.access {
            let kind = if bars.site { Kind::Site } else { Kind::Access };
            all.extend(kind.of(offer, draft.tables[offer.table as usize].site));
        }
    }
    if target.role.is_none() {
        // who has no talk has not had enough of them
        all.retain(|relax| !matches!(relax, Relax::Talks(_)));
    }
    all.sort_by_key(|relax| (price(*relax), *relax));
    all.dedup();
    all
}

/// The order of changes by what they cost.
fn price(relax: Relax) -> u32 {
    match relax {
        Relax::Talks(_) | Relax::Role(_) => 0,
        Relax::Place(_) => 1,
        Relax::Times(_) => 2,
        Relax::Site(..) => 3,
        Relax::Resource(_) => 4,
        Relax::Access(_) => 5,
        Relax::Table(_) => 6,
        Relax::Hour(_) => 7,
    }
}

/// Whether a change gives a target a talk, though others must move, while nobody loses the last
/// one, no goal above the fit suffers, and for a role nothing is merely swapped.
fn verify(draft: &Draft, relax: Relax, plan: &[DraftTalk], target: Target) -> bool {
    let mut problem = draft.relaxed(relax).build();
    let start = placed(&problem, plan);
    let before = State::of(&problem, &start).levels;
    let wanted: Vec<u32> = target.offers(&problem).collect();
    for offer in &mut problem.offers {
        (offer.keep, offer.home) = (0, NONE);
    }
    for offer in &wanted {
        problem.offers[*offer as usize].keep = 1;
    }
    problem.order = first(problem.order, STABLE);
    let pool = neighbours(&problem, &wanted);
    // as many moves as a small plan needs to settle; more never changed a verdict in tests
    let heat = Heat { from: 20.0, to: 2.0, moves: 20_000 };
    let found = Anneal::new(State::of(&problem, &start), pool, 1).run(heat, &|| false).0;
    let state = State::of(&problem, &found);
    let met = wanted.iter().any(|offer| state.placed[*offer as usize] != NONE);
    let after = state.levels;
    let kept = (0..LEVELS)
        .filter(|level| *level != FIT && *level != STABLE)
        .all(|level| after[level] >= before[level]);
    let more = match target.role {
        None => after[SEEN] > before[SEEN],
        Some(_) => found.len() > start.len(),
    };
    met && kept && more
}

/// Offers worth moving: those of everybody who could sit where the wanted talks would be.
fn neighbours(problem: &Problem, wanted: &[u32]) -> Vec<u32> {
    let tables: std::collections::BTreeSet<u32> =
        wanted.iter().map(|offer| problem.offers[*offer as usize].table).collect();
    let near: std::collections::BTreeSet<u32> = (problem.offers.iter())
        .filter(|row| tables.contains(&row.table))
        .map(|row| row.person)
        .collect();
    (0..problem.offers.len() as u32)
        .filter(|offer| near.contains(&problem.offers[*offer as usize].person))
        .collect()
}
