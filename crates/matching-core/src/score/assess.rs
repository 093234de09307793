//! The one body that decides how well a person answers a line: silently for the score, with a
//! recorder for the explanation, so that the two cannot disagree.

use super::bound::{Body, Line, Reading};
use crate::{
    criteria::{Assessment, End, Held, Key, Truth},
    eligibility::{Due, Step, Verdict, closes},
    model::Knowing,
    quantity::{Permille, Span},
    rules::Rules,
};

/// What a line makes of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Outcome {
    pub(crate) satisfaction: Span<Permille>,
    pub(crate) verdict: Verdict,
}

/// One ask, one thing that answers it, and what came of it.
pub(crate) struct Answer<'a> {
    pub(crate) reading: &'a Reading,
    /// The subject that answers; another than the asked one for related competences.
    pub(crate) key: &'a Key,
    /// The share of what is asked that the subject covers.
    pub(crate) share: Permille,
    pub(crate) held: Option<&'a Held>,
    pub(crate) assessment: Assessment,
}

/// Watches a line being assessed.
pub(crate) trait Trace<'a> {
    fn answer(&mut self, answer: Answer<'a>);
}

/// Watches nothing and costs nothing.
pub(crate) struct Silent;

impl<'a> Trace<'a> for Silent {
    fn answer(&mut self, _answer: Answer<'a>) {}
}

/// What becomes of open answers while a line is assessed.
#[derive(Clone, Copy)]
pub(crate) enum Open<'k> {
    /// They stay open.
    Stays,
    /// All turn out at one end.
    At(End),
    /// The answers to one question turn out at an end; others at their best, but the alternatives beside it at
    /// their worst: an answer that could be replaced would never matter.
    Question(&'k [Key], End),
}

impl Line {
    /// What the line makes of a person.
    pub(crate) fn assess<'a>(
        &'a self,
        person: &'a impl Knowing,
        rules: &Rules,
        trace: &mut impl Trace<'a>,
    ) -> Outcome {
        Assessor { person, rules, due: self.due, open: Open::Stays }.body(&self.body, trace)
    }

    /// What the line would make of a person if open answers turned out so.
    pub(crate) fn settled(&self, person: &impl Knowing, rules: &Rules, open: Open<'_>) -> Outcome {
        Assessor { person, rules, due: self.due, open }.body(&self.body, &mut Silent)
    }

    /// What the line reads.
    pub(crate) const fn body(&self) -> &Body {
        &self.body
    }

    /// What the asked thing makes of the line, by itself: nothing below or beside it is held.
    pub(crate) fn alone(
        &self,
        reading: &Reading,
        held: Option<&Held>,
        steps: &[Step],
        rules: &Rules,
    ) -> Outcome {
        let person = Alone { key: &reading.key, held, steps };
        let assessor = Assessor { person: &person, rules, due: self.due, open: Open::Stays };
        assessor.answer(reading, &reading.key, Permille::FULL, &mut Silent)
    }

    /// What something below or beside the asked thing makes of the line, by itself.
    ///
    /// What measures can do about the asked thing is left out: it is in the outcome of the asked
    /// thing itself, and the better of the two holds.
    pub(crate) fn beside(
        &self,
        reading: &Reading,
        (key, share): (&Key, Permille),
        held: &Held,
        rules: &Rules,
    ) -> Outcome {
        let person = Alone { key, held: Some(held), steps: &[] };
        let assessor = Assessor { person: &person, rules, due: self.due, open: Open::Stays };
        assessor.answer(reading, key, share, &mut Silent)
    }

    /// Everything the line reads.
    pub(crate) fn readings(&self) -> Vec<&Reading> {
        let mut readings = Vec::new();
        self.body.collect(&mut readings);
        readings
    }
}

/// One thing, as if it were all that is known of a person.
struct Alone<'a> {
    key: &'a Key,
    held: Option<&'a Held>,
    steps: &'a [Step],
}

impl Alone<'_> {
    fn is(&self, key: &Key) -> bool {
        std::ptr::eq(key, self.key) || key == self.key
    }
}

impl Knowing for Alone<'_> {
    fn held(&self, key: &Key) -> Option<&Held> {
        self.held.filter(|_| self.is(key))
    }

    fn steps(&self, key: &Key) -> &[Step] {
        if self.is(key) { self.steps } else { &[] }
    }
}

impl Body {
    fn collect<'a>(&'a self, readings: &mut Vec<&'a Reading>) {
        match self {
            Self::Read(reading) => readings.push(reading),
            Self::AnyOf(bodies) | Self::AllOf(bodies) => {
                for body in bodies {
                    body.collect(readings);
                }
            }
        }
    }

    /// Whether one of the subjects answers something in it, for this person.
    fn reads(&self, keys: &[Key], person: &impl Knowing) -> bool {
        match self {
            Self::Read(reading) => reading.reads(keys, person),
            Self::AnyOf(bodies) | Self::AllOf(bodies) => {
                bodies.iter().any(|body| body.reads(keys, person))
            }
        }
    }
}

impl Reading {
    /// What is recorded of a person below or beside the asked thing.
    pub(crate) fn recorded<'a>(
        &'a self,
        person: &impl Knowing,
    ) -> impl Iterator<Item = &'a (Key, Permille)> {
        self.related.iter().filter(|(key, _)| person.held(key).is_some())
    }

    /// Whether one of the subjects answers the ask, for this person.
    fn reads(&self, keys: &[Key], person: &impl Knowing) -> bool {
        keys.contains(&self.key) || self.recorded(person).any(|(key, _)| keys.contains(key))
    }
}

struct Assessor<'a, 'r, P> {
    person: &'a P,
    rules: &'r Rules,
    due: Option<Due>,
    open: Open<'r>,
}

impl<'a, P: Knowing> Assessor<'a, '_, P> {
    fn body(&self, body: &'a Body, trace: &mut impl Trace<'a>) -> Outcome {
        match body {
            Body::Read(reading) => self.reading(reading, trace),
            Body::AnyOf(bodies) => {
                let beside = |body: &Body| match self.open {
                    Open::Question(keys, _) => body.reads(keys, self.person),
                    Open::Stays | Open::At(_) => true,
                };
                let asked_inside = bodies.iter().any(beside);
                let outcomes = bodies.iter().map(|body| {
                    if asked_inside && !beside(body) {
                        Self { open: Open::At(End::Worst), ..*self }.body(body, trace)
                    } else {
                        self.body(body, trace)
                    }
                });
                outcomes.reduce(Outcome::or).unwrap_or(Outcome::NOTHING)
            }
            Body::AllOf(bodies) => {
                let outcomes = bodies.iter().map(|body| self.body(body, trace));
                outcomes.reduce(Outcome::and).unwrap_or(Outcome::NOTHING)
            }
        }
    }

    fn reading(&self, reading: &'a Reading, trace: &mut impl Trace<'a>) -> Outcome {
        let asked_inside = match self.open {
            Open::Question(keys, _) => reading.reads(keys, self.person),
            Open::Stays | Open::At(_) => false,
        };
        let worst = Self { open: Open::At(End::Worst), ..*self };
        let mut answer = |key: &'a Key, share| match self.open {
            // What answers the same ask is an alternative beside the question.
            Open::Question(keys, _) if asked_inside && !keys.contains(key) => {
                worst.answer(reading, key, share, trace)
            }
            Open::Question(..) | Open::Stays | Open::At(_) => {
                self.answer(reading, key, share, trace)
            }
        };
        let own = answer(&reading.key, Permille::FULL);
        let recorded = reading.recorded(self.person);
        recorded.fold(own, |best, (key, share)| best.or(answer(key, *share)))
    }

    fn answer(
        &self,
        reading: &'a Reading,
        key: &'a Key,
        share: Permille,
        trace: &mut impl Trace<'a>,
    ) -> Outcome {
        let held = self.person.held(key);
        let assessment = reading.ask.assess(held, self.rules);
        let assessment = match self.open {
            Open::Stays => assessment,
            Open::At(end) => assessment.settled(end),
            Open::Question(asked, end) if asked.contains(key) => assessment.settled(end),
            Open::Question(..) => assessment.settled(End::Best),
        };
        let full = share == Permille::FULL;
        let satisfaction = Span {
            low: assessment.satisfaction.low.scaled(share),
            high: assessment.satisfaction.high.scaled(share),
        };
        // Something related earns points, but it is not the thing itself: it meets no must.
        let truth = if full { assessment.truth } else { Truth::Not };
        let verdict = self.due.map_or(Verdict::CLEAR, |due| {
            let minimum = reading.ask.goals().and_then(|(minimum, _)| minimum);
            let steps = self.person.steps(&reading.key);
            let closure = minimum.map_or_else(Default::default, |goal| closes(steps, goal));
            Verdict::of(truth, due, closure)
        });
        let assessment = Assessment { satisfaction, truth };
        trace.answer(Answer { reading, key, share, held, assessment });
        Outcome { satisfaction, verdict }
    }
}

impl Outcome {
    /// What an empty group makes of anybody; a checked profile has none.
    pub(crate) const NOTHING: Self =
        Self { satisfaction: Span::exact(Permille::NONE), verdict: Verdict::CLEAR };

    pub(crate) fn or(self, other: Self) -> Self {
        Self {
            satisfaction: self.satisfaction.best(other.satisfaction),
            verdict: self.verdict.or(other.verdict),
        }
    }

    pub(crate) fn and(self, other: Self) -> Self {
        Self {
            satisfaction: self.satisfaction.worst(other.satisfaction),
            verdict: self.verdict.and(other.verdict),
        }
    }
}
