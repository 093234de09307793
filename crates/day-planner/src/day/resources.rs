//! Interpreters and childcare as shared resources of the search.

use std::collections::{BTreeMap, BTreeSet};

use super::grid::Grid;
use super::model::{Day, Happened};
use super::positions::{Positions, everybody};
use crate::advice::Remedy;
use crate::search::draft::Span;

/// Shared resources: interpreters by language and site, childcare by site.
pub(super) struct Resources {
    pub(super) places: Vec<Vec<(Span, u32)>>,
    /// What one more of each is.
    pub(super) remedies: Vec<Remedy>,
    languages: BTreeMap<(String, Option<u32>), u32>,
    pub(super) childcare: BTreeMap<u32, u32>,
}

impl Resources {
    pub(super) fn of(
        day: &Day,
        happened: Option<&Happened>,
        at: &Positions<'_>,
        grid: &Grid<'_>,
    ) -> Self {
        let mut all = Self {
            places: Vec::new(),
            remedies: Vec::new(),
            languages: BTreeMap::new(),
            childcare: BTreeMap::new(),
        };
        for row in &day.interpreters {
            let site = row.site.as_ref().and_then(|id| at.sites.get(id.as_str()).copied());
            let resource = all.language(&row.language, row.site.as_deref(), site);
            all.push(resource, grid.span(&row.hours, at), row.count);
        }
        all.needed(day, happened);
        for (position, site) in (0..).zip(&day.sites) {
            let next = u32::try_from(all.places.len()).unwrap_or(u32::MAX);
            all.childcare.insert(position, next);
            all.places.push(Vec::new());
            all.remedies.push(Remedy::OneMoreChildcarePlace { site: site.id.clone() });
            for row in &site.childcare {
                all.push(next, grid.span(&row.hours, at), row.places);
            }
        }
        if let Some(now) = happened {
            all.miss(now, at, grid);
        }
        all
    }

    /// The resource of a language at a site, or for all sites.
    fn language(&mut self, language: &str, name: Option<&str>, site: Option<u32>) -> u32 {
        let next = u32::try_from(self.places.len()).unwrap_or(u32::MAX);
        let resource = *self.languages.entry((language.to_owned(), site)).or_insert(next);
        if resource == next {
            self.places.push(Vec::new());
            let site = name.map(ToOwned::to_owned);
            let language = language.to_owned();
            self.remedies.push(Remedy::OneMoreInterpreter { language, site });
        }
        resource
    }

    /// Languages that somebody needs and nobody interprets have no places, so that what one
    /// interpreter would bring can be asked.
    fn needed(&mut self, day: &Day, happened: Option<&Happened>) {
        let needed: BTreeSet<&String> =
            everybody(day, happened).into_iter().filter_map(|row| row.language.as_ref()).collect();
        for language in needed {
            let bound =
                day.interpreters.iter().any(|row| row.language == *language && row.site.is_some());
            if !bound {
                self.language(language, None, None);
                continue;
            }
            for (position, site) in (0..).zip(&day.sites) {
                self.language(language, Some(&site.id), Some(position));
            }
        }
    }

    pub(super) fn push(&mut self, resource: u32, span: Option<Span>, count: u32) {
        let rows = usize::try_from(resource).ok().and_then(|at| self.places.get_mut(at));
        if let (Some(rows), Some(span)) = (rows, span) {
            rows.push((span, count));
        }
    }

    /// Takes missing interpreters out: each row is cut where one is missing.
    pub(super) fn miss(&mut self, now: &Happened, at: &Positions<'_>, grid: &Grid<'_>) {
        for row in &now.missing {
            let site = row.site.as_ref().and_then(|id| at.sites.get(id.as_str()).copied());
            let Some(resource) = self.languages.get(&(row.language.clone(), site)) else {
                continue;
            };
            let Some(gone) = grid.span(&row.hours, at) else { continue };
            let rows = usize::try_from(*resource).ok().and_then(|at| self.places.get_mut(at));
            let Some(rows) = rows else { continue };
            *rows = without(rows, gone, row.count);
        }
    }

    /// The resource that interprets a language at a site; `None` when there is none.
    pub(super) fn interpreter(&self, language: &str, site: u32) -> Option<u32> {
        let own = self.languages.get(&(language.to_owned(), Some(site)));
        own.or_else(|| self.languages.get(&(language.to_owned(), None))).copied()
    }
}

/// Rows less `count` in every slot of a range.
fn without(rows: &[(Span, u32)], (date, from, to): Span, count: u32) -> Vec<(Span, u32)> {
    let mut left: Vec<(Span, u32)> = Vec::new();
    let mut missing = vec![count; usize::try_from(to.saturating_sub(from)).unwrap_or(0)];
    for ((d, a, b), places) in rows {
        for slot in *a..*b {
            let spot = (*d == date && slot >= from)
                .then(|| usize::try_from(slot - from).ok())
                .flatten()
                .and_then(|at| missing.get_mut(at));
            let taken = spot.map_or(0, |missing| {
                let taken = (*missing).min(*places);
                *missing -= taken;
                taken
            });
            if taken < *places {
                left.push(((*d, slot, slot + 1), places - taken));
            }
        }
    }
    left
}
