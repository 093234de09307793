//! When and how somebody can and wants to work.

use matching_core::{
    criteria::{
        Fact, Stated, commute, conditions, development, expectation, hours, interest, load,
        scale::{Development, Expectation, Interest},
        setting, shifts,
    },
    evidence::Provenance,
};

use super::{Writer, concept};
use crate::population::Focus;

impl Writer<'_> {
    pub(super) fn availability(&mut self) {
        let provenance = Provenance::default;
        for (shift, share) in [
            (shifts::Shift::Early, 800),
            (shifts::Shift::Day, 950),
            (shifts::Shift::Late, 500),
            (shifts::Shift::Night, 220),
            (shifts::Shift::Weekend, 560),
            (shifts::Shift::Split, 250),
        ] {
            if self.recorded(780) {
                let can = self.random.chance(share);
                self.facts.push(Fact::Shifts(shifts::Fact {
                    shift,
                    can,
                    provenance: provenance(),
                }));
            }
        }
        // Half of those who aim at care want part-time work (facts.json).
        if self.recorded(850) {
            let (from, to) = if self.random.chance(500) { (15, 25) } else { (30, 40) };
            let firm = self.random.chance(120);
            let fact =
                hours::Fact { from: Some(from), to: Some(to), firm, provenance: provenance() };
            self.facts.push(Fact::Hours(fact));
        }
        let place = self.random.one_of(&self.population.places).cloned();
        if let Some((postal_code, position)) = place.filter(|_| self.recorded(940)) {
            let limit = self.random.weighted(&[(200, 8), (400, 15), (300, 25), (100, 40)]);
            let max_km = limit.filter(|_| self.random.chance(750));
            self.facts.push(Fact::Commute(commute::Fact {
                postal_code: Some(postal_code),
                position,
                max_km,
                max_minutes: None,
                minutes_to: std::collections::BTreeMap::new(),
                firm: false,
                provenance: provenance(),
            }));
        }
        if self.random.chance(80) {
            let physical_at_most = Some(1);
            let fact =
                load::Fact { physical_at_most, mental_at_most: None, provenance: provenance() };
            self.facts.push(Fact::Load(fact));
        }
    }

    pub(super) fn wishes(&mut self) {
        let care = self.population.focus == Focus::Care;
        let provenance = Provenance::default;
        for (field, known, keen) in [
            ("nursing", if care { 900 } else { 250 }, if care { 600 } else { 200 }),
            ("care_support", if care { 600 } else { 200 }, 350),
            ("housekeeping", 450, 350),
            ("kitchen", 450, 300),
            ("cleaning", 400, 200),
            ("driving", 300, 250),
        ] {
            let Some(field) = concept(field).filter(|_| self.recorded(known)) else { continue };
            let level = if self.random.chance(keen) {
                self.random.weighted(&[(800, Interest::Wants), (200, Interest::WorkedTowards)])
            } else {
                self.random.weighted(&[
                    (250, Interest::Declines),
                    (250, Interest::Unsure),
                    (500, Interest::Imaginable),
                ])
            };
            let stated = Stated::level(level.unwrap_or(Interest::Imaginable));
            let provenance = provenance();
            self.facts.push(Fact::Interest(interest::Fact { field, stated, provenance }));
        }
        for field in ["nursing", "care_support", "housekeeping", "kitchen"] {
            let Some(field) = concept(field).filter(|_| self.recorded(550)) else { continue };
            let level = self.random.weighted(&[
                (450, Expectation::None),
                (300, Expectation::Informed),
                (120, Expectation::Met),
                (80, Expectation::Visited),
                (50, Expectation::Tried),
            ]);
            let stated = Stated::level(level.unwrap_or(Expectation::None));
            let provenance = provenance();
            self.facts.push(Fact::Expectation(expectation::Fact { field, stated, provenance }));
        }
        if self.recorded(700) {
            let level = self.random.weighted(&[
                (300, Development::Stay),
                (350, Development::Courses),
                (350, Development::Qualification),
            ]);
            let stated = Stated::level(level.unwrap_or(Development::Stay));
            self.facts
                .push(Fact::Development(development::Fact { stated, provenance: provenance() }));
        }
        for (id, share) in
            [("inpatient_care", 800), ("home_care", 550), ("kitchen_site", 600), ("day_care", 800)]
        {
            if let Some(setting) = concept(id).filter(|_| self.recorded(500)) {
                let suits = self.random.chance(share);
                self.facts.push(Fact::Setting(setting::Fact {
                    setting,
                    suits,
                    provenance: provenance(),
                }));
            }
        }
        for (id, known, accepts) in [
            ("body_care_all_genders", if care { 650 } else { 150 }, 850),
            ("night_shift", 150, 300),
        ] {
            if let Some(condition) = concept(id).filter(|_| self.recorded(known)) {
                let accepts = self.random.chance(accepts);
                let provenance = provenance();
                self.facts.push(Fact::Conditions(conditions::Fact {
                    condition,
                    accepts,
                    provenance,
                }));
            }
        }
    }
}
