//! Tells a result in one language.

use std::collections::BTreeMap;

use issue::Language;
use matching_core::{
    Label, ReasonCode,
    criteria::{Budget, Shown, Side},
    eligibility::{Due, Eligibility},
    evidence::Level,
    explain::{Explanation, Part, Reason},
    quantity::{Centipoints, Span},
};

use super::Texts;
use crate::document::Names;

/// Tells a result in one language, with the names of the vocabulary.
#[derive(Clone, Copy, Debug)]
pub struct Teller<'a> {
    language: Language,
    texts: &'a Texts,
    names: &'a Names,
}

impl<'a> Teller<'a> {
    /// A teller for a language.
    pub const fn new(language: Language, texts: &'a Texts, names: &'a Names) -> Self {
        Self { language, texts, names }
    }

    /// The texts of the language.
    pub const fn texts(&self) -> &'a Texts {
        self.texts
    }

    /// A label in the language.
    pub fn label<'l>(&self, label: &'l Label) -> &'l str {
        self.language.pick(&label.de, label.english())
    }

    /// What a concept is called; its identifier where the vocabulary does not have it.
    pub fn concept<'c>(&'c self, concept: &'c str) -> &'c str {
        self.names.label(concept).map_or(concept, |label| self.label(label))
    }

    /// The name of a class.
    pub fn class(&self, class: Eligibility) -> &'a str {
        match class {
            Eligibility::NotPossible => self.texts.get("eligibility.not_possible"),
            Eligibility::WithMeasures => self.texts.get("eligibility.with_measures"),
            Eligibility::ToClarify => self.texts.get("eligibility.to_clarify"),
            Eligibility::SuitableWithConditions => {
                self.texts.get("eligibility.suitable_with_conditions")
            }
            Eligibility::Suitable => self.texts.get("eligibility.suitable"),
        }
    }

    /// When a must has to hold.
    pub fn due(&self, due: Due) -> String {
        match due {
            Due::AtApplication => self.texts.get("due.at_application").to_owned(),
            Due::ByFirstDay => self.texts.get("due.by_first_day").to_owned(),
            Due::WithinDays(days) => {
                self.texts.fill("due.within_days", &[("days", &days.to_string())])
            }
        }
    }

    /// Points with two decimals, or the span they lie in.
    pub fn points(&self, span: Span<Centipoints>) -> String {
        if span.is_exact() {
            return self.decimal(span.low);
        }
        format!("{}–{}", self.decimal(span.low), self.decimal(span.high))
    }

    fn decimal(&self, points: Centipoints) -> String {
        self.number(&points.to_string())
    }

    /// A decimal number as it is written in the language.
    pub fn number(&self, text: &str) -> String {
        match self.language {
            Language::German => text.replace('.', ","),
            Language::English => text.to_owned(),
        }
    }

    /// A value as people read it.
    pub fn shown(&self, shown: &Shown) -> String {
        let fill = |key: &str, n: &str| self.texts.fill(key, &[("n", n)]);
        match shown {
            Shown::Unknown => self.texts.get("shown.unknown").to_owned(),
            Shown::Level { scale, low, high } => {
                self.between(&self.step(scale, *low), &self.step(scale, *high))
            }
            Shown::Months { low, high } => {
                let months = |n: u32| match n {
                    1 => self.texts.get("shown.month").to_owned(),
                    n => fill("shown.months", &n.to_string()),
                };
                self.between(&months(*low), &months(*high))
            }
            Shown::Hours { from, to } => self.hours(*from, *to),
            Shown::Day { date } => self.day(&date.to_string()),
            Shown::Distance { tenths_km } => {
                let kilometres = format!("{}.{}", tenths_km / 10, tenths_km % 10);
                fill("shown.distance", &self.number(&kilometres))
            }
            Shown::Minutes { minutes } => fill("shown.minutes", &minutes.to_string()),
            Shown::Terms { terms } if terms.is_empty() => self.texts.get("shown.none").to_owned(),
            Shown::Terms { terms } => {
                let terms: Vec<String> = terms.iter().map(|term| self.term(term)).collect();
                terms.join(", ")
            }
        }
    }

    fn between(&self, low: &str, high: &str) -> String {
        if low == high {
            return low.to_owned();
        }
        self.texts.fill("shown.between", &[("low", low), ("high", high)])
    }

    /// The name of a step of a scale.
    pub fn step(&self, scale: &str, level: Level) -> String {
        let key = format!("scale.{scale}.{level}");
        if self.texts.contains(&key) { self.texts.get(&key).to_owned() } else { level.to_string() }
    }

    fn hours(&self, from: Option<u8>, to: Option<u8>) -> String {
        let text = |hours: Option<u8>| hours.map_or_else(String::new, |hours| hours.to_string());
        let key = match (from, to) {
            (Some(_), Some(_)) => "shown.hours",
            (Some(_), None) => "shown.hours_from",
            (None, Some(_)) => "shown.hours_to",
            (None, None) => "shown.unknown",
        };
        self.texts.fill(key, &[("from", &text(from)), ("to", &text(to))])
    }

    /// The name of a skill of a language; the word itself for anything else.
    pub fn skill<'s>(&self, skill: &'s str) -> &'s str
    where
        'a: 's,
    {
        match skill {
            "listening" => self.texts.get("skill.listening"),
            "speaking" => self.texts.get("skill.speaking"),
            "reading" => self.texts.get("skill.reading"),
            "writing" => self.texts.get("skill.writing"),
            other => other,
        }
    }

    /// What a language is called; its ISO 639 code where the texts have no name for it.
    pub fn tongue<'c>(&self, code: &'c str) -> &'c str
    where
        'a: 'c,
    {
        let texts: &'a Texts = self.texts;
        let name = texts.known(&format!("tongue.{code}"));
        if name.is_empty() { code } else { name }
    }

    /// A day as it is written in the language.
    pub fn day(&self, iso: &str) -> String {
        let mut parts = iso.splitn(3, '-');
        match (self.language, parts.next(), parts.next(), parts.next()) {
            (Language::German, Some(year), Some(month), Some(day)) => {
                format!("{day}.{month}.{year}")
            }
            _ => iso.to_owned(),
        }
    }

    /// A word: a shift, a load, or a concept, which a mark in front negates.
    fn term(&self, term: &str) -> String {
        if let Some(refused) = term.strip_prefix('!') {
            return self.texts.fill("shown.refuses", &[("term", self.concept(refused))]);
        }
        if let Some((load, n)) = term.split_once(':') {
            let key = format!("shown.{load}");
            if self.texts.contains(&key) {
                return self.texts.fill(&key, &[("n", n)]);
            }
        }
        let shift = format!("shift.{term}");
        let text =
            if self.texts.contains(&shift) { self.texts.get(&shift) } else { self.concept(term) };
        text.to_owned()
    }

    /// What a reason says about the lines it stands on.
    pub fn reason(&self, reason: &Reason, parts: &[Part]) -> String {
        let stands_on = || parts.iter().filter(|part| reason.criteria.contains(&part.criterion));
        let mut labels: Vec<&str> = stands_on().map(|part| self.label(&part.label)).collect();
        labels.dedup();
        let line = stands_on().next().and_then(|part| part.lines.first());
        let asked = line.map_or_else(String::new, |line| self.shown(&line.asked));
        let held = line.map_or_else(String::new, |line| self.shown(&line.held));
        let key = format!("reason.{}", reason.code.code());
        let values = [("criterion", labels.join(", ")), ("asked", asked), ("held", held)];
        let values: Vec<(&str, &str)> =
            values.iter().map(|(name, text)| (*name, text.as_str())).collect();
        self.texts.fill(&key, &values)
    }

    /// What a hint says.
    pub fn hint(&self, code: ReasonCode) -> String {
        self.texts.get(&format!("reason.{}", code.code())).to_owned()
    }

    /// The result in a few sentences: span, class, heaviest reasons, and that a person decides.
    pub fn summary(&self, role: &Label, explanation: &Explanation) -> Vec<String> {
        let score = &explanation.score;
        let (low, high) = (self.decimal(score.overall.low), self.decimal(score.overall.high));
        let key = if score.overall.is_exact() { "sentence.exact" } else { "sentence.span" };
        let values = [("role", self.label(role)), ("low", low.as_str()), ("high", high.as_str())];
        let mut sentences = vec![self.texts.fill(key, &values)];
        sentences
            .push(self.texts.fill("sentence.class", &[("class", self.class(score.eligibility))]));
        let possible = score.possible_eligibility;
        if !possible.is_exact() {
            let values = [("worst", self.class(possible.low)), ("best", self.class(possible.high))];
            sentences.push(self.texts.fill("sentence.class_may_change", &values));
        }
        let reasons = explanation.reasons.iter();
        sentences.extend(reasons.map(|reason| self.reason(reason, &explanation.parts)));
        sentences.extend(explanation.hints.iter().map(|hint| self.hint(hint.code)));
        sentences.extend(self.heaviest(&explanation.parts));
        sentences.push(self.texts.get("sentence.no_decision").to_owned());
        sentences
    }

    /// What counts most on the employer's side.
    fn heaviest(&self, parts: &[Part]) -> Option<String> {
        let mut points: BTreeMap<Budget, u16> = BTreeMap::new();
        for part in parts.iter().filter(|part| part.side == Side::Demands) {
            *points.entry(part.budget).or_default() += part.weight.get();
        }
        // Of equal budgets the first.
        let heaviest = points.into_iter().rev().max_by_key(|(_, points)| *points);
        let (budget, points) = heaviest.filter(|(_, points)| *points > 0)?;
        let (name, points) = (format!("budget.{}", budget.name()), Centipoints::new(points));
        let values = [("budget", self.texts.get(&name)), ("points", &self.decimal(points))];
        Some(self.texts.fill("sentence.heaviest", &values))
    }
}
