//! Short ways to write the usual asks and facts; every field can also be set by itself.

use super::{
    competence, interest, language,
    levelled::Stated,
    qualification,
    scale::{Cefr, Grade, Interest, Recognition},
    social,
};
use crate::{
    evidence::{Evidence, Proof, Provenance},
    id::ConceptId,
};

macro_rules! levelled {
    ($($module:ident $subject:ident $level:ty,)*) => {$(
        impl $module::Ask {
            /// Asks for a level, without a minimum.
            pub const fn new($subject: ConceptId, target: $level) -> Self {
                Self { $subject, target, minimum: None, proof: Proof::None }
            }

            /// Sets the level that must be held.
            #[must_use]
            pub const fn minimum(mut self, minimum: $level) -> Self {
                self.minimum = Some(minimum);
                self
            }

            /// Sets what the minimum accepts as proof.
            #[must_use]
            pub const fn proof(mut self, proof: Proof) -> Self {
                self.proof = proof;
                self
            }
        }

        impl $module::Fact {
            /// States a level and what it rests on.
            pub fn new($subject: ConceptId, level: $level, evidence: Evidence) -> Self {
                let provenance = Provenance::of(evidence);
                Self { $subject, stated: Stated::level(level), provenance }
            }
        }
    )*};
}

levelled! {
    competence concept Grade,
    social strength Grade,
    qualification qualification Recognition,
}

impl language::Ask {
    /// Asks for a level of a language (ISO 639, such as `de`) in all four skills, without a minimum.
    pub fn new(language: &str, target: Cefr) -> Self {
        let language = language.to_owned();
        Self { language, skill: None, target, minimum: None, minima: None, proof: Proof::None }
    }

    /// Sets the level that must be held.
    #[must_use]
    pub const fn minimum(mut self, minimum: Cefr) -> Self {
        self.minimum = Some(minimum);
        self
    }
}

impl language::Fact {
    /// States a level in all four skills, as a certificate does, and what it rests on.
    pub fn new(language: &str, level: Cefr, evidence: Evidence) -> Self {
        let provenance = Provenance::of(evidence);
        let language = language.to_owned();
        Self { language, skill: None, stated: Stated::level(level), provenance }
    }
}

impl interest::Ask {
    /// Asks that the person wants the field of work.
    pub const fn new(field: ConceptId) -> Self {
        Self { field, target: Interest::Wants, minimum: None }
    }
}

impl interest::Fact {
    /// States how far the person wants a field of work: their own word settles it.
    pub fn new(field: ConceptId, level: Interest) -> Self {
        let provenance = Provenance::of(Evidence::Statement);
        Self { field, stated: Stated::level(level), provenance }
    }
}
