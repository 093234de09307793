//! German by skill.

use matching_core::{
    criteria::{
        Fact, Stated, language,
        scale::{Cefr, Scale as _},
    },
    evidence::{Evidence, Provenance},
};

use super::{Origin, Writer};
use crate::population::Focus;

impl Writer<'_> {
    /// German by skill: speaking leads, writing lags (DTZ by part: domain.md 4.1). Shares of the
    /// levels: facts.json, proposed marginals for people not from Germany.
    pub(super) fn german(&mut self) -> Cefr {
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
