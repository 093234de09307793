//! One invented person: first who they are, then what of it is recorded.

mod german;
mod life;
mod papers;

use formats::document::PersonDocument;
use matching_core::{
    criteria::{
        Fact, Stated, competence, experience,
        scale::{Cefr, Grade},
        social,
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
}
