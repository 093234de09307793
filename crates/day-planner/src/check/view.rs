//! A plan beside its documents, by id.

use std::collections::BTreeMap;

use crate::event::Event;
use crate::instance::{Appointment, Candidate, Instance, Role, Table, Window};

/// The documents by id.
pub(super) struct View<'a> {
    pub(super) instance: &'a Instance,
    pub(super) event: Option<&'a Event>,
    pub(super) candidates: BTreeMap<&'a str, &'a Candidate>,
    pub(super) roles: BTreeMap<&'a str, &'a Role>,
    pub(super) tables: BTreeMap<&'a str, &'a Table>,
    pub(super) scores: BTreeMap<(&'a str, &'a str), i64>,
}

/// An appointment whose ids are all known.
#[derive(Clone, Copy)]
pub(super) struct Talk<'a> {
    pub(super) said: &'a Appointment,
    pub(super) candidate: &'a Candidate,
    pub(super) role: &'a Role,
    pub(super) table: &'a Table,
    pub(super) score: i64,
}

impl Talk<'_> {
    pub(super) fn end(&self) -> u32 {
        self.said.slot.saturating_add(self.table.len)
    }

    pub(super) fn language(&self) -> Option<&str> {
        let language = self.candidate.interpreter.as_deref()?;
        (!self.table.languages.iter().any(|spoken| spoken == language)).then_some(language)
    }
}

impl<'a> View<'a> {
    pub(super) fn new(instance: &'a Instance, event: Option<&'a Event>) -> Self {
        let walk_ins = event.map_or(&[][..], |event| &event.walk_ins);
        let walk_in_scores = event.map_or(&[][..], |event| &event.walk_in_scores);
        Self {
            instance,
            event,
            candidates: (instance.candidates.iter().chain(walk_ins))
                .map(|candidate| (candidate.id.as_str(), candidate))
                .collect(),
            roles: instance.roles.iter().map(|role| (role.id.as_str(), role)).collect(),
            tables: instance.tables.iter().map(|table| (table.id.as_str(), table)).collect(),
            scores: (instance.scores.iter().chain(walk_in_scores))
                .map(|(candidate, role, score)| {
                    ((candidate.as_str(), role.as_str()), i64::from(*score))
                })
                .collect(),
        }
    }

    pub(super) fn is_past(&self, said: &Appointment) -> bool {
        self.event.is_some_and(|event| is_past(event, said))
    }
}

/// Whether `from..to` of `day` lies inside one window or several that touch.
pub(super) fn inside(windows: &[Window], day: u32, from: u32, to: u32) -> bool {
    (from..to).all(|slot| windows.iter().any(|w| w.day == day && w.from <= slot && slot < w.to))
}

/// Whether an appointment starts before now.
pub(super) fn is_past(event: &Event, said: &Appointment) -> bool {
    (said.day, said.slot) < event.now
}
