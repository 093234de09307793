//! The usual lines of the needs side, from what a place offers.

use super::criterion::Criterion;
use crate::{
    Label,
    criteria::{Ask, commute, development, expectation, hours, interest, scale, setting},
    id::{ConceptId, CriterionId, IdError},
};

/// What a place offers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Offer {
    /// The weekly hours.
    pub hours: Option<hours::Ask>,
    /// Where the work is.
    pub commute: Option<commute::Ask>,
    /// What the place offers and needs in moving on.
    pub development: Option<development::Ask>,
    /// The setting of the work.
    pub setting: Option<ConceptId>,
}

impl Offer {
    /// The usual lines of the needs side: scoring.md 3.2. What the place does not say drops out.
    ///
    /// # Errors
    /// Never in practice: the identifiers of the lines are fixed texts.
    pub fn standard_needs(self, field: &ConceptId) -> Result<Vec<Criterion>, IdError> {
        let interest =
            interest::Ask { field: field.clone(), target: scale::Interest::Wants, minimum: None };
        let expectation = expectation::Ask {
            field: field.clone(),
            target: scale::Expectation::Visited,
            minimum: None,
        };
        let setting = self.setting.map(|setting| Ask::Setting(setting::Ask { setting }));
        let lines = [
            Some(Ask::Interest(interest)),
            Some(Ask::Expectation(expectation)),
            self.hours.map(Ask::Hours),
            self.commute.map(Ask::Commute),
            self.development.map(Ask::Development),
            setting,
        ];
        lines
            .into_iter()
            .flatten()
            .map(|ask| {
                let info = ask.kind().info();
                let label = Label::new(info.label.0, info.label.1);
                Ok(Criterion::new(CriterionId::new(info.name)?, label, ask))
            })
            .collect()
    }
}
