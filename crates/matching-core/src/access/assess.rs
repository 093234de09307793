//! Reads a paper as of a day.

use super::{
    assessment::{Alternative, Assessment, Ground, Origin, PurposeNote, Verdict, Window},
    paper::{Note, Paper, Purpose},
    rule::{Grant, Rule, Unless},
    rules::AccessRules,
    timeline,
};
use crate::{calendar::Date, criteria::scale::Access, id::QuestionId, quantity::Span};

/// Everything is possible.
const OPEN: Span<Access> = Span { low: Access::NotPermitted, high: Access::Free };

/// An access on its way: what is known so far, and why.
struct Reading {
    access: Span<Access>,
    grounds: Vec<Ground>,
    questions: Vec<QuestionId>,
    from: Option<Date>,
}

impl AccessRules {
    /// What a paper means for a purpose on a day.
    ///
    /// More knowledge never widens the answer, and nothing unknown makes it a "not yet": that word
    /// falls only where the note on the paper, an answer or a date says so.
    pub fn assess(&self, paper: &Paper, purpose: Purpose, as_of: Date) -> Assessment {
        let rule = paper.status.as_ref().and_then(|status| self.rule(status, as_of));
        let grant = rule.and_then(|rule| self.grant(rule, purpose));
        let reading = self.read(paper, purpose, rule, as_of);
        let window = window(paper, rule, as_of);
        let start = reading.from.unwrap_or(as_of);
        let in_sight = reading.access.high >= Access::PermissionNeeded || reading.from.is_some();
        let wanted = reading.access.low < Access::Free && in_sight;
        let list = grant.filter(|_| wanted).map(|grant| grant.steps.as_slice());
        let list = list.unwrap_or_default().iter().filter_map(|id| self.step(id));
        let steps = timeline::steps(list, paper, start);
        let ready = ready(&reading, steps.last().map(|step| step.done), as_of);
        let milestones = match (rule, window.until()) {
            (Some(rule), Some(end)) => timeline::milestones(&rule.milestones, end, as_of),
            _ => Vec::new(),
        };
        let changes = rule.filter(|_| reading.access.low < Access::Free);
        Assessment {
            as_of,
            purpose,
            verdict: Verdict::of(reading.access),
            access: reading.access,
            must_be_checked: true,
            alternatives: self.alternatives(paper, (purpose, reading.access), rule, as_of),
            grounds: reading.grounds,
            questions: reading.questions,
            from: reading.from,
            steps,
            ready,
            window,
            milestones,
            changes: changes.map(|rule| rule.changes.clone()).unwrap_or_default(),
            regimes: rule.map(|rule| rule.regimes.clone()).unwrap_or_default(),
            purpose_note: self
                .purposes
                .get(&purpose)
                .map(|rule| PurposeNote { about: rule.about.clone(), verified: rule.verified }),
            origin: rule.map(|rule| self.origin(rule, grant, as_of)),
        }
    }

    fn read(&self, paper: &Paper, purpose: Purpose, rule: Option<&Rule>, as_of: Date) -> Reading {
        if let Some(access) = self.purposes.get(&purpose).and_then(|rule| rule.access) {
            let grounds = vec![Ground::Purpose];
            let access = Span::exact(access);
            return Reading { access, grounds, questions: Vec::new(), from: None };
        }
        let mut reading = self.by_rule(paper, purpose, rule, as_of);
        if let Some(note) = paper.note {
            override_by(&mut reading, note);
        }
        expire(&mut reading, paper, rule, as_of);
        reading
    }

    /// What the rule says without the note.
    fn by_rule(&self, paper: &Paper, purpose: Purpose, rule: Option<&Rule>, on: Date) -> Reading {
        let open = |ground| Reading {
            access: OPEN,
            grounds: vec![ground],
            questions: Vec::new(),
            from: None,
        };
        let Some(rule) = rule else {
            let known = paper.status.is_some();
            return open(if known { Ground::NoRule } else { Ground::NoStatus });
        };
        let Some(grant) = self.grant(rule, purpose) else { return open(Ground::NoRule) };
        let mut reading = match grant.access {
            None => open(Ground::OnlyNote),
            Some(access) => Reading { access: Span::exact(access), ..open(Ground::Rule) },
        };
        for better in &grant.better_if {
            reading.apply(better, paper, Span::best);
        }
        for worse in &grant.worse_if {
            reading.apply(worse, paper, Span::worst);
        }
        reading.wait(grant, paper, on);
        reading
    }

    /// Other purposes that are easier than the one asked for.
    fn alternatives(
        &self,
        paper: &Paper,
        (asked, found): (Purpose, Span<Access>),
        rule: Option<&Rule>,
        as_of: Date,
    ) -> Vec<Alternative> {
        let others = Purpose::ALL.iter().copied().filter(|purpose| *purpose != asked);
        let each = others.map(|purpose| {
            let access = self.read(paper, purpose, rule, as_of).access;
            Alternative { purpose, access }
        });
        each.filter(|other| other.access.low > found.low && other.access.high >= found.high)
            .collect()
    }

    fn origin(&self, rule: &Rule, grant: Option<&Grant>, as_of: Date) -> Origin {
        let about = [rule.about.clone(), grant.and_then(|grant| grant.about.clone())];
        Origin {
            status: rule.id.clone(),
            label: rule.label.clone(),
            law: rule.law.clone(),
            valid_from: rule.valid_from,
            valid_to: rule.valid_to,
            checked_on: rule.checked_on,
            reviewer: rule.reviewer.clone(),
            verified: rule.verified,
            unchecked: rule.is_unchecked(self.review_months, as_of),
            sources: rule.sources.clone(),
            about: about.into_iter().flatten().collect(),
        }
    }
}

impl Reading {
    /// Lets an answer better or worsen the access; a missing one leaves both open.
    fn apply(
        &mut self,
        unless: &Unless,
        paper: &Paper,
        change: fn(Span<Access>, Span<Access>) -> Span<Access>,
    ) {
        let changed = change(self.access, Span::exact(unless.access));
        if changed == self.access {
            return;
        }
        let question = unless.question.clone();
        match paper.answer(&question) {
            Some(false) => {}
            Some(true) => {
                self.access = changed;
                self.grounds.push(Ground::Answered { question, access: unless.access });
            }
            None => {
                self.access = self.access.hull(changed);
                self.grounds.push(Ground::Open { question: question.clone() });
                self.questions.push(question);
            }
        }
    }

    /// Nothing is given before a waiting time is over.
    fn wait(&mut self, grant: &Grant, paper: &Paper, on: Date) {
        let Some(wait) = &grant.wait else { return };
        if self.access.high == Access::NotPermitted {
            return;
        }
        let Some(since) = paper.since(wait.since) else {
            self.access.low = Access::NotPermitted;
            return self.grounds.push(Ground::WaitUnknown { since: wait.since });
        };
        let until = since.plus_months(wait.months);
        if on < until {
            self.access = Span::exact(Access::NotPermitted);
            self.from = Some(until);
            self.grounds.push(Ground::Waiting { until });
        }
    }
}

/// The note on the paper overrides what the rule says.
fn override_by(reading: &mut Reading, note: Note) {
    let by_rule = reading.access;
    let access = Span::exact(note.access());
    let mut grounds = vec![Ground::Note { note }];
    if !by_rule.contains(access) {
        grounds.push(Ground::NoteDiffers { rule: by_rule });
    }
    let from = reading.from.filter(|_| access.high == Access::NotPermitted);
    *reading = Reading { access, grounds, questions: Vec::new(), from };
}

/// What the end of the paper does to the access.
fn expire(reading: &mut Reading, paper: &Paper, rule: Option<&Rule>, as_of: Date) {
    let Some(end) = end(paper, rule).filter(|end| *end < as_of) else { return };
    reading.grounds.push(Ground::Expired { on: end });
    let question = rule.and_then(|rule| rule.end.as_ref()).map(|end| end.continues_if.clone());
    match question.as_ref().and_then(|question| paper.answer(question)) {
        Some(true) => reading.grounds.push(Ground::Continues),
        Some(false) => {
            reading.access = Span::exact(Access::NotPermitted);
            if let Some(question) = question {
                let access = Access::NotPermitted;
                reading.grounds.push(Ground::Answered { question, access });
            }
        }
        None => {
            reading.access.low = Access::NotPermitted;
            if let Some(question) = question {
                reading.grounds.push(Ground::Open { question: question.clone() });
                reading.questions.push(question);
            }
        }
    }
}

/// The last day of the paper, as printed, by the rule, or as extended by law.
fn end(paper: &Paper, rule: Option<&Rule>) -> Option<Date> {
    let by_rule = rule.and_then(|rule| rule.end.as_ref());
    let counted = by_rule.and_then(|end| Some(paper.issued?.plus_months(end.months?)));
    let printed = paper.valid_to.or(counted);
    let extended = by_rule.and_then(|end| end.extended_to);
    printed.max(extended)
}

fn window(paper: &Paper, rule: Option<&Rule>, as_of: Date) -> Window {
    let alert_days = rule.and_then(|rule| rule.end.as_ref()).map_or(0, |end| end.alert_days);
    match end(paper, rule) {
        None if rule.is_some_and(|rule| rule.end.is_none()) => Window::Unlimited,
        None => Window::Unknown,
        Some(date) if date < as_of => Window::Ended { date },
        Some(date) => {
            let days_left = as_of.days_until(date);
            let alert = u32::try_from(days_left).is_ok_and(|left| left <= alert_days);
            Window::Until { date, days_left, alert }
        }
    }
}

/// The first working day, where that can be said.
fn ready(reading: &Reading, steps: Option<Span<Date>>, as_of: Date) -> Option<Span<Date>> {
    if reading.access.low == Access::NotPermitted && reading.from.is_none() {
        return None;
    }
    if reading.access.low == Access::Free {
        return Some(Span::exact(as_of));
    }
    let done = steps?;
    let now = reading.access.high == Access::Free && reading.from.is_none();
    Some(if now { Span { low: as_of, high: done.high } } else { done })
}
