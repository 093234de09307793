//! Which talks come into question, how long they take and what they use.

use super::grid::Grid;
use super::model::{Day, Happened, Person, Role, Table};
use super::positions::{Positions, everybody};
use super::resources::Resources;
use crate::search::draft::{Bars, Draft, DraftOffer};
use crate::search::problem::{FREE, NONE, Use};

/// Minutes of a talk of a role with a person at a table.
pub(super) fn minutes(role: &Role, person: &Person, table: &Table) -> u32 {
    match &person.language {
        Some(language) if !table.languages.contains(language) => (role.minutes_by_language)
            .get(language)
            .copied()
            .or(role.interpreted_minutes)
            .unwrap_or(role.minutes),
        _ => role.minutes,
    }
}

pub(super) type Given<'a> = (&'a Positions<'a>, &'a Resources, &'a [u32], &'a Grid<'a>);

/// Every talk that comes into question, and those that only a bar keeps out.
pub(super) fn offers(draft: &mut Draft, day: &Day, happened: Option<&Happened>, given: Given<'_>) {
    let (at, ..) = given;
    let people = everybody(day, happened);
    let walk_ins = happened.map_or(&[][..], |now| &now.walk_in_fits);
    for fit in day.fits.iter().chain(walk_ins) {
        let ids = (at.people.get(fit.person.as_str()), at.roles.get(fit.role.as_str()));
        let (Some(person), Some(role)) = ids else { continue };
        let row = usize::try_from(*person).ok().and_then(|at| people.get(at));
        let place = usize::try_from(*role).ok().and_then(|at| day.roles.get(at));
        let (Some(row), Some(place)) = (row, place) else { continue };
        for (position, table) in (0..).zip(&day.tables) {
            if !table.roles.contains(&place.id) || excluded(day, row, place, table) {
                continue;
            }
            let offer = DraftOffer {
                person: *person,
                role: *role,
                table: position,
                fit: i64::from(fit.fit),
                groups: [NONE; 2],
                span: 1,
                uses: [FREE; 2],
            };
            let groups = [
                if fit.fit >= day.goals.suitable_from { *role } else { NONE },
                if table.min_talks > 0 {
                    u32::try_from(day.roles.len()).unwrap_or(NONE).saturating_add(position)
                } else {
                    NONE
                },
            ];
            let offer = DraftOffer { groups, ..offer };
            let bars = Bars {
                site: !comes_to(row, &table.site),
                access: row.needs_accessible && !table.accessible,
            };
            let Some(offer) = equipped(offer, (row, place, table), given) else { continue };
            if bars == Bars::default() {
                draft.offers.push(offer);
            } else {
                draft.barred.push((offer, bars));
            }
        }
    }
}

/// Whether a pair must not meet at a table.
pub(super) fn excluded(day: &Day, person: &Person, role: &Role, table: &Table) -> bool {
    day.exclusions.iter().any(|row| {
        row.person == person.id
            && row.employer == table.employer
            && row.role.as_ref().is_none_or(|only| *only == role.id)
    })
}

/// Whether a person comes to a site.
pub(super) fn comes_to(person: &Person, site: &str) -> bool {
    person.sites.is_empty() || person.sites.iter().any(|id| id == site)
}

/// An offer with its length and what it uses; `None` when the table cannot serve the person.
fn equipped(
    offer: DraftOffer,
    (person, role, table): (&Person, &Role, &Table),
    (at, resources, cells, grid): Given<'_>,
) -> Option<DraftOffer> {
    let site = *at.sites.get(table.site.as_str())?;
    let mut uses = [FREE; 2];
    if let Some(language) = &person.language
        && !table.languages.contains(language)
    {
        uses[0] = Use { resource: resources.interpreter(language, site)?, units: 1 };
    }
    if person.children > 0 {
        uses[1] = Use { resource: *resources.childcare.get(&site)?, units: person.children };
    }
    let cell = usize::try_from(offer.table).ok().and_then(|at| cells.get(at)).copied()?;
    let span = minutes(role, person, table).div_ceil(cell.max(grid.minutes)).max(1);
    Some(DraftOffer { span, uses, ..offer })
}
