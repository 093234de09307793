//! One invented person: first who they are, then what of it is recorded.

use formats::document::PersonDocument;
use matching_core::{
    criteria::{
        Fact, Stated, commute, competence, conditions, development, document, driving_licence,
        expectation, experience, hours, interest, language, load, qualification,
        scale::{
            Access, Cefr, Development, Expectation, Grade, Interest, Licence, Recognition,
            Scale as _, School,
        },
        school, setting, shifts, social, work_access,
    },
    evidence::{Evidence, Provenance},
    id::{ApplicantId, ConceptId, SiteId},
};

use crate::{
    population::{Focus, Population},
    random::Random,
};

/// Where somebody comes from. It shapes what is invented and is never written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Origin {
    Germany,
    Ukraine,
    Elsewhere,
}

/// Invents a person.
pub(crate) fn invent(
    population: &Population,
    id: ApplicantId,
    office: Option<SiteId>,
    random: &mut Random,
) -> PersonDocument {
    let origin = origin(population.focus, random);
    let mut person = Writer { population, random, origin, facts: Vec::new() };
    let spoken = person.german();
    person.papers();
    person.training();
    person.experience();
    person.competences();
    person.strengths();
    person.availability();
    person.wishes();
    let facts = person.facts;
    // Below B1 a talk needs help; the languages of the sample stand for those most often asked for.
    let needs_help = origin != Origin::Germany && spoken < Cefr::B1 && random.chance(700);
    let language = match origin {
        Origin::Ukraine => Some("uk"),
        Origin::Germany | Origin::Elsewhere => {
            random.weighted(&[(45, "ar"), (20, "fa"), (20, "tr"), (15, "fr")])
        }
    };
    let interpreter = language.filter(|_| needs_help).map(str::to_owned);
    PersonDocument { id, office, interpreter, facts }
}

/// Of the clients of a Jobcenter 44 % have a migration background (source 001, Kreis Düren); the
/// application day of the pilot addressed mostly them (source 000). A third of those from
/// elsewhere come from Ukraine (facts.json: proposed marginals, 0.12 of 0.44).
fn origin(focus: Focus, random: &mut Random) -> Origin {
    let shares = match focus {
        Focus::Everybody => {
            [(560, Origin::Germany), (120, Origin::Ukraine), (320, Origin::Elsewhere)]
        }
        Focus::Care => [(120, Origin::Germany), (240, Origin::Ukraine), (640, Origin::Elsewhere)],
    };
    random.weighted(&shares).unwrap_or(Origin::Elsewhere)
}

struct Writer<'a> {
    population: &'a Population,
    random: &'a mut Random,
    origin: Origin,
    facts: Vec<Fact>,
}

fn concept(id: &str) -> Option<ConceptId> {
    ConceptId::new(id).ok()
}

impl Writer<'_> {
    /// Whether something is on record at all: a third of all details never are.
    fn recorded(&mut self, thousandths: u32) -> bool {
        self.random.chance(thousandths)
    }

    fn provenance(&mut self, shares: &[(u32, Evidence)]) -> Provenance {
        let evidence = self.random.weighted(shares).unwrap_or_default();
        let ago = i32::try_from(self.random.between(10, 700)).unwrap_or(100);
        Provenance { on: Some(self.population.on.plus_days(-ago)), ..Provenance::of(evidence) }
    }

    /// German by skill: speaking leads, writing lags (DTZ by part: domain.md 4.1). Shares of the
    /// levels: facts.json, proposed marginals for people not from Germany.
    fn german(&mut self) -> Cefr {
        let shares: &[(u32, Cefr)] = match self.origin {
            Origin::Germany => &[(1, Cefr::C2)],
            Origin::Ukraine => &[
                (150, Cefr::None),
                (250, Cefr::A1),
                (320, Cefr::A2),
                (200, Cefr::B1),
                (70, Cefr::B2),
                (10, Cefr::C1),
            ],
            Origin::Elsewhere => &[
                (80, Cefr::None),
                (140, Cefr::A1),
                (300, Cefr::A2),
                (300, Cefr::B1),
                (140, Cefr::B2),
                (40, Cefr::C1),
            ],
        };
        let level = self.random.weighted(shares).unwrap_or(Cefr::A2);
        let level = if self.population.focus == Focus::Care { level.max(Cefr::A1) } else { level };
        if self.origin == Origin::Germany {
            self.say_german(None, Stated::level(level), Provenance::of(Evidence::Certificate));
            return level;
        }
        if !self.recorded(920) {
            return level;
        }
        let certified = self.random.chance(450);
        let shares: &[(u32, Evidence)] = if certified {
            &[(1, Evidence::Certificate)]
        } else {
            &[(35, Evidence::Statement), (45, Evidence::Conversation), (20, Evidence::Tested)]
        };
        let provenance = self.provenance(shares);
        if certified && self.random.chance(700) {
            self.say_german(None, Stated::level(level), provenance);
            // Somebody has learnt on since the certificate and says so.
            if self.random.chance(350) {
                let spoken = Stated::level(up(level));
                let said = self.provenance(&[(1, Evidence::Conversation)]);
                self.say_german(Some(language::Skill::Speaking), spoken, said);
            }
            return level;
        }
        for (skill, lag) in [
            (language::Skill::Listening, 0),
            (language::Skill::Speaking, 0),
            (language::Skill::Reading, 150),
            (language::Skill::Writing, 550),
        ] {
            if self.recorded(880) {
                let own = if self.random.chance(lag) { down(level) } else { level };
                let stated = if self.random.chance(60) {
                    Stated::between(down(own), own)
                } else {
                    Stated::level(own)
                };
                self.say_german(Some(skill), stated, provenance.clone());
            }
        }
        level
    }

    fn say_german(
        &mut self,
        skill: Option<language::Skill>,
        stated: Stated<Cefr>,
        provenance: Provenance,
    ) {
        let language = "de".to_owned();
        self.facts.push(Fact::Language(language::Fact { language, skill, stated, provenance }));
    }

    fn papers(&mut self) {
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
    fn training(&mut self) {
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

    fn experience(&mut self) {
        let care = if self.population.focus == Focus::Care { 420 } else { 90 };
        for (field, paid, informal) in [
            ("nursing", care, 450),
            ("kitchen", 180, 0),
            ("cleaning", 250, 0),
            ("housekeeping", 160, 300),
            ("driving", 90, 0),
        ] {
            let Some(field) = concept(field).filter(|_| self.recorded(620)) else { continue };
            let months = if self.random.chance(paid) { self.random.between(2, 72) } else { 0 };
            self.say_experience(&field, months, false);
            if self.random.chance(informal) {
                let months = self.random.between(3, 48);
                self.say_experience(&field, months, true);
            }
        }
    }

    fn say_experience(&mut self, field: &ConceptId, months: u32, informal: bool) {
        let vague = months > 6 && self.random.chance(150);
        let fact = experience::Fact {
            field: field.clone(),
            months: (!vague).then_some(months),
            between_months: vague.then_some([months / 2, months]),
            informal,
            provenance: Provenance::default(),
        };
        self.facts.push(Fact::Experience(fact));
    }

    fn competences(&mut self) {
        let care = if self.population.focus == Focus::Care { 620 } else { 160 };
        let own = [
            ("basic_care", care),
            ("mobilisation", care),
            ("hygiene", care + 100),
            ("communication", 700),
            ("documentation", care / 3),
            ("learning", 500),
            ("cleaning_work", 400),
            ("kitchen_work", 300),
        ];
        for (id, share) in own {
            if let Some(concept) = concept(id).filter(|_| self.random.chance(share)) {
                self.say_competence(concept);
            }
        }
        let others = self.population.competences.len();
        if others > 0 {
            for _ in 0..self.random.between(0, 6) {
                let found = self.random.one_of(&self.population.competences).cloned();
                let Some(concept) = found else { continue };
                self.say_competence(concept);
            }
        }
    }

    fn say_competence(&mut self, concept: ConceptId) {
        let level = self.random.weighted(&[(120, 0), (330, 1), (330, 2), (180, 3), (40, 4)]);
        let Some(level) = level.and_then(Grade::new) else { return };
        let mut provenance = self.provenance(&[
            (35, Evidence::Statement),
            (40, Evidence::Conversation),
            (15, Evidence::Observed),
            (5, Evidence::Tested),
            (5, Evidence::Certificate),
        ]);
        if self.random.chance(300) {
            let ago = i32::try_from(self.random.between(30, 1800)).unwrap_or(365);
            provenance.last_used = Some(self.population.on.plus_days(-ago));
        }
        let stated = Stated::level(level);
        self.facts.push(Fact::Competence(competence::Fact { concept, stated, provenance }));
    }

    fn strengths(&mut self) {
        for strength in ["reliability", "teamwork", "empathy", "resilience", "diligence"] {
            let Some(strength) = concept(strength).filter(|_| self.recorded(450)) else { continue };
            let level = self.random.weighted(&[(60, 1), (340, 2), (450, 3), (150, 4)]);
            let Some(level) = level.and_then(Grade::new) else { continue };
            let stated = Stated::level(level);
            let provenance =
                self.provenance(&[(70, Evidence::Conversation), (30, Evidence::Observed)]);
            self.facts.push(Fact::Social(social::Fact { strength, stated, provenance }));
        }
    }

    fn availability(&mut self) {
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

    fn wishes(&mut self) {
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

fn up(level: Cefr) -> Cefr {
    step(level.level() + 1)
}

fn down(level: Cefr) -> Cefr {
    step(level.level().saturating_sub(1))
}

fn step(level: u8) -> Cefr {
    let found = Cefr::STEPS.iter().find(|step| step.level() == level);
    found.copied().unwrap_or(Cefr::C2)
}
