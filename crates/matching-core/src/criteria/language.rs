//! A language, skill by skill.

use std::fmt::Write as _;

use super::{
    budget::Budget,
    kind::{KindInfo, SubAsk, Subject},
    levelled::{Asked, LANGUAGE, Levelled, Stated},
    scale::{Cefr, Scale as _},
};
use crate::{
    evidence::{Ageing, Level, Proof, Provenance},
    quantity::Permille,
    rules::Rules,
};

/// A skill of a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum Skill {
    /// Understanding speech.
    Listening,
    /// Speaking.
    Speaking,
    /// Reading.
    Reading,
    /// Writing.
    Writing,
}

impl Skill {
    /// All skills with their share inside an overall line: at work, speech comes before writing.
    pub const SHARES: [(Self, u8); 4] =
        [(Self::Listening, 3), (Self::Speaking, 3), (Self::Reading, 2), (Self::Writing, 1)];

    /// The name in files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Listening => "listening",
            Self::Speaking => "speaking",
            Self::Reading => "reading",
            Self::Writing => "writing",
        }
    }
}

/// A level of a language that is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = LanguageAsk))]
pub struct Ask {
    /// The language as an ISO 639 code, such as `de`.
    #[cfg_attr(feature = "schema", schema(pattern = "^[a-z]{2,3}$"))]
    pub language: String,
    /// The skill; without it the line stands for all four, weighted 3:3:2:1.
    pub skill: Option<Skill>,
    /// Level for full credit.
    pub target: Cefr,
    /// Level that must be held.
    pub minimum: Option<Cefr>,
    /// Levels that must be held skill by skill; only on a line without a skill.
    pub minima: Option<Minima>,
    /// What the minimum accepts as proof.
    #[cfg_attr(feature = "serde", serde(default))]
    pub proof: Proof,
}

/// Levels that must be held, skill by skill.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = LanguageMinima))]
pub struct Minima {
    /// Understanding speech.
    pub listening: Option<Cefr>,
    /// Speaking.
    pub speaking: Option<Cefr>,
    /// Reading.
    pub reading: Option<Cefr>,
    /// Writing.
    pub writing: Option<Cefr>,
}

/// A recorded level of a language.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = LanguageFact))]
pub struct Fact {
    /// The language as an ISO 639 code, such as `de`.
    #[cfg_attr(feature = "schema", schema(pattern = "^[a-z]{2,3}$"))]
    pub language: String,
    /// The skill; without it the level holds for all four, as a certificate does.
    pub skill: Option<Skill>,
    /// The level.
    #[cfg_attr(feature = "serde", serde(flatten))]
    pub stated: Stated<Cefr>,
    /// What it rests on.
    #[cfg_attr(feature = "serde", serde(flatten))]
    pub provenance: Provenance,
}

fn subject(language: &str, skill: Skill) -> Subject {
    let mut text = String::with_capacity(language.len() + 10);
    // Writing to a string cannot fail.
    let _written = write!(text, "{language}/{}", skill.name());
    text.into()
}

/// The kind.
#[derive(Debug)]
pub(crate) struct Language;

impl Levelled for Language {
    type Ask = Ask;
    type Fact = Fact;
    type Scale = Cefr;

    const INFO: KindInfo = KindInfo {
        name: "language",
        label: ("Sprache", "Language"),
        about: "A level of a language on the CEFR scale, overall or in one skill.",
        budget: Budget::Language,
        changeable: true,
        ..KindInfo::USUAL
    };
    const AGEING: Ageing = LANGUAGE;

    fn subject(ask: &Ask) -> Subject {
        subject(&ask.language, ask.skill.unwrap_or(Skill::Speaking))
    }

    fn told(fact: &Fact) -> Vec<Subject> {
        match fact.skill {
            Some(skill) => vec![subject(&fact.language, skill)],
            None => Skill::SHARES.map(|(skill, _)| subject(&fact.language, skill)).into(),
        }
    }

    fn stated(fact: &Fact) -> (Stated<Cefr>, &Provenance) {
        (fact.stated, &fact.provenance)
    }

    fn asked(ask: &Ask) -> Asked {
        Asked {
            proof: ask.proof,
            ..Asked::levels(ask.target.level(), ask.minimum.map(Cefr::level))
        }
    }

    fn can_gate(ask: &Ask) -> bool {
        ask.minimum.is_some() || ask.minima.is_some_and(|minima| minima != Minima::default())
    }

    fn topic(ask: &Ask) -> Subject {
        ask.language.as_str().into()
    }

    fn split(ask: &Ask) -> Vec<SubAsk<Ask>> {
        if ask.skill.is_some() {
            return Vec::new();
        }
        let minima = ask.minima.unwrap_or_default();
        let lines = Skill::SHARES.into_iter().map(|(skill, share)| {
            let own = match skill {
                Skill::Listening => minima.listening,
                Skill::Speaking => minima.speaking,
                Skill::Reading => minima.reading,
                Skill::Writing => minima.writing,
            };
            let minimum = own.or(ask.minimum);
            let ask = Ask { skill: Some(skill), minimum, minima: None, ..ask.clone() };
            SubAsk { suffix: skill.name(), share, ask }
        });
        lines.collect()
    }

    fn credit(rules: &Rules, held: Level, target: Level) -> Permille {
        rules.language(held, target)
    }
}
