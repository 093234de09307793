//! What is on paper: documents, permissions, schools and training.

use matching_core::{
    criteria::{
        Fact, Stated, document, driving_licence, qualification,
        scale::{Access, Licence, Recognition, School},
        school, work_access,
    },
    evidence::{Evidence, Provenance},
};

use super::{Origin, Writer, concept};
use crate::population::Focus;

impl Writer<'_> {
    pub(super) fn papers(&mut self) {
        let access = match self.origin {
            Origin::Germany | Origin::Ukraine => Access::Free,
            // Recognised refugees and people with a title may work; some need permission for the
            // concrete job, a few may not at present (domain.md 2.2).
            Origin::Elsewhere => self
                .random
                .weighted(&[
                    (780, Access::Free),
                    (180, Access::PermissionNeeded),
                    (40, Access::NotPermitted),
                ])
                .unwrap_or(Access::Free),
        };
        if self.recorded(900) {
            let mut provenance = Provenance::of(Evidence::Permit);
            if self.origin != Origin::Germany {
                let days = i32::try_from(self.random.between(60, 900)).unwrap_or(365);
                provenance.valid_until = Some(self.population.on.plus_days(days));
            }
            self.facts.push(Fact::WorkAccess(work_access::Fact { status: access, provenance }));
        }
        // Licence B: 62 % of people from Germany, 30 % of others (facts.json).
        let share = if self.origin == Origin::Germany { 620 } else { 300 };
        let status = if self.random.chance(share) {
            Licence::Held
        } else if self.origin != Origin::Germany && self.random.chance(250) {
            Licence::ToConvert
        } else {
            Licence::None
        };
        if let Some(class) = concept("B").filter(|_| self.recorded(700)) {
            let provenance = self.provenance(&[(60, Evidence::Permit), (40, Evidence::Statement)]);
            self.facts.push(Fact::DrivingLicence(driving_licence::Fact {
                class,
                status,
                provenance,
            }));
        }
        for (paper, known, held) in [
            ("police_certificate", 250, 300),
            ("measles_proof", 450, 650),
            ("food_hygiene_instruction", 200, 250),
        ] {
            if let Some(document) = concept(paper).filter(|_| self.recorded(known)) {
                let held = self.random.chance(held);
                let provenance = Provenance::of(Evidence::Certificate);
                self.facts.push(Fact::Document(document::Fact { document, held, provenance }));
            }
        }
    }

    /// School and vocational training: 64 % have none, every eighth has a foreign one that nobody
    /// has recognised (facts.json, proposed marginals).
    pub(super) fn training(&mut self) {
        let level = self
            .random
            .weighted(&[
                (190, School::None),
                (400, School::LowerSecondary),
                (260, School::Intermediate),
                (40, School::TechnicalUpper),
                (110, School::UpperSecondary),
            ])
            .unwrap_or(School::None);
        let abroad = self.origin != Origin::Germany;
        if self.recorded(if abroad { 650 } else { 900 }) {
            let evidence =
                if abroad { Evidence::ForeignCertificate } else { Evidence::Certificate };
            let stated = Stated::level(level);
            let provenance = Provenance::of(evidence);
            self.facts.push(Fact::School(school::Fact { stated, provenance }));
        }
        let in_care = self.population.focus == Focus::Care;
        let (nurse, assistant) = if in_care { (120, 90) } else { (12, 15) };
        let (qualification, held) = if self.random.chance(nurse) {
            ("nurse", true)
        } else {
            ("nursing_assistant", self.random.chance(assistant))
        };
        let Some(qualification) = concept(qualification).filter(|_| self.recorded(600)) else {
            return;
        };
        let level = match (held, abroad) {
            (false, _) => Recognition::None,
            (true, false) => Recognition::Licensed,
            (true, true) => self
                .random
                .weighted(&[
                    (350, Recognition::NotApplied),
                    (300, Recognition::InProcedure),
                    (250, Recognition::Partial),
                    (100, Recognition::Licensed),
                ])
                .unwrap_or(Recognition::NotApplied),
        };
        let shares: &[(u32, Evidence)] = match level {
            Recognition::Licensed => &[(1, Evidence::Permit)],
            Recognition::InProcedure | Recognition::Partial | Recognition::Recognised => {
                &[(1, Evidence::Certificate)]
            }
            Recognition::None | Recognition::NotApplied => &[(1, Evidence::Certificate)],
        };
        let provenance = self.provenance(shares);
        let stated = Stated::level(level);
        self.facts.push(Fact::Qualification(qualification::Fact {
            qualification,
            stated,
            provenance,
        }));
    }
}
