//! Tells what a residence paper means for work.

use matching_core::{
    access::{AccessRules, Assessment, Ground, Window},
    calendar::Date,
    criteria::scale::{Access, Scale as _},
    quantity::Span,
};

use super::Teller;

impl Teller<'_> {
    /// An assessment in lines, from the answer to what it rests on; the last one always says that a
    /// qualified person must check it.
    pub fn access(&self, rules: &AccessRules, found: &Assessment) -> Vec<String> {
        let texts = self.texts();
        let mut lines = vec![self.access_title(found), self.verdict(found)];
        lines.extend(found.grounds.iter().map(|ground| self.ground(rules, ground)));
        lines.extend(found.from.map(|from| self.dated("access.told.from", "from", from)));
        lines.extend(self.steps(found));
        lines.extend(self.ready(found));
        lines.push(self.window(found.window));
        lines.extend(self.milestones(found));
        let changes = found.changes.iter().map(|change| self.label(change).to_owned());
        lines.extend(self.listed("access.told.changes", changes.collect()));
        let others = found.alternatives.iter().map(|other| {
            let purpose =
                texts.get(key(&["access.purpose", other.purpose.name()]).as_str()).to_owned();
            let access = self.between_access(other.access);
            let values = [("purpose", purpose.as_str()), ("access", access.as_str())];
            texts.fill("access.told.alternative", &values)
        });
        lines.extend(self.listed("access.told.alternatives", others.collect()));
        lines.extend(self.origin(found));
        lines.push(texts.get("access.told.notice").to_owned());
        lines
    }

    fn access_title(&self, found: &Assessment) -> String {
        let purpose = self.named("access.purpose", found.purpose.name());
        let on = self.day(&found.as_of.to_string());
        let label = found.origin.as_ref().map(|origin| self.label(&origin.label));
        let key = if label.is_some() { "access.told.title" } else { "access.told.no_status" };
        let values = [
            ("status", label.unwrap_or_default()),
            ("purpose", purpose.as_str()),
            ("on", on.as_str()),
        ];
        self.texts().fill(key, &values)
    }

    fn verdict(&self, found: &Assessment) -> String {
        let (low, high) = self.ends(found.access);
        let key = key(&["access.verdict", found.verdict.name()]);
        self.texts().fill(&key, &[("low", low.as_str()), ("high", high.as_str())])
    }

    /// Why the answer is what it is.
    fn ground(&self, rules: &AccessRules, ground: &Ground) -> String {
        let fill = |name: &str, values: &[(&str, &str)]| {
            self.texts().fill(&key(&["access.ground", name]), values)
        };
        let question = |id| {
            rules.question(id).map_or_else(|| id.to_string(), |it| self.label(&it.label).to_owned())
        };
        match ground {
            Ground::Note { note } => {
                fill("note", &[("note", self.named("access.note", note.name()).as_str())])
            }
            Ground::NoteDiffers { rule } => {
                let (low, high) = self.ends(*rule);
                fill("note_differs", &[("low", low.as_str()), ("high", high.as_str())])
            }
            Ground::Rule => fill("rule", &[]),
            Ground::Purpose => fill("purpose", &[]),
            Ground::Waiting { until } => self.dated("access.ground.waiting", "until", *until),
            Ground::WaitUnknown { since } => fill(
                "wait_unknown",
                &[("since", self.named("access.since", since.name()).as_str())],
            ),
            Ground::Answered { question: id, access } => {
                let (access, _) = self.ends(Span::exact(*access));
                fill(
                    "answered",
                    &[("question", question(id).as_str()), ("access", access.as_str())],
                )
            }
            Ground::Open { question: id } => fill("open", &[("question", question(id).as_str())]),
            Ground::OnlyNote => fill("only_note", &[]),
            Ground::Expired { on } => self.dated("access.ground.expired", "on", *on),
            Ground::Continues => fill("continues", &[]),
            Ground::NoStatus => fill("no_status", &[]),
            Ground::NoRule => fill("no_rule", &[]),
        }
    }

    fn steps(&self, found: &Assessment) -> Vec<String> {
        let texts = self.texts();
        let each = found.steps.iter().map(|step| {
            let who = self.named("access.who", step.who.name());
            let (low, high) =
                (self.day(&step.done.low.to_string()), self.day(&step.done.high.to_string()));
            let maybe = if step.may_fall_away { texts.get("access.told.maybe") } else { "" };
            let mark = format!("{maybe}{}", self.mark(step.verified));
            let values = [
                ("label", self.label(&step.label)),
                ("who", who.as_str()),
                ("low", low.as_str()),
                ("high", high.as_str()),
                ("mark", mark.as_str()),
            ];
            texts.fill("access.told.step", &values)
        });
        self.listed("access.told.steps", each.collect())
    }

    fn ready(&self, found: &Assessment) -> Option<String> {
        let ready = found.ready?;
        let texts = self.texts();
        if ready == Span::exact(found.as_of) {
            return Some(texts.get("access.told.ready_now").to_owned());
        }
        let (low, high) = (self.day(&ready.low.to_string()), self.day(&ready.high.to_string()));
        Some(texts.fill("access.told.ready", &[("low", low.as_str()), ("high", high.as_str())]))
    }

    /// Until when stay and work are assured.
    fn window(&self, window: Window) -> String {
        let texts = self.texts();
        match window {
            Window::Unlimited => texts.get("access.window.unlimited").to_owned(),
            Window::Unknown => texts.get("access.window.unknown").to_owned(),
            Window::Ended { date } => self.dated("access.window.ended", "date", date),
            Window::Until { date, days_left, alert } => {
                let key = if alert { "access.window.until_alert" } else { "access.window.until" };
                let (date, days) = (self.day(&date.to_string()), days_left.to_string());
                texts.fill(key, &[("date", date.as_str()), ("days", days.as_str())])
            }
        }
    }

    fn milestones(&self, found: &Assessment) -> Vec<String> {
        let each = found.milestones.iter().map(|milestone| {
            let due = self.day(&milestone.due.to_string());
            let begin_by = self.day(&milestone.begin_by.to_string());
            let days = [("begin_by", begin_by.as_str()), ("due", due.as_str())];
            let state = self.texts().fill(&key(&["access.due", milestone.state.name()]), &days);
            let values = [
                ("label", self.label(&milestone.label)),
                ("due", due.as_str()),
                ("state", state.as_str()),
                ("mark", self.mark(milestone.verified)),
            ];
            self.texts().fill("access.told.milestone", &values)
        });
        self.listed("access.told.milestones", each.collect())
    }

    fn origin(&self, found: &Assessment) -> Vec<String> {
        let texts = self.texts();
        let mut lines = Vec::new();
        if let Some(note) = &found.purpose_note {
            lines.push(format!("{}{}", self.label(&note.about), self.mark(note.verified)));
        }
        let Some(origin) = &found.origin else { return lines };
        lines.extend(origin.about.iter().map(|about| self.label(about).to_owned()));
        let (from, checked) =
            (self.day(&origin.valid_from.to_string()), self.day(&origin.checked_on.to_string()));
        let reviewer = origin.reviewer.as_ref().map_or_else(
            || texts.get("access.told.no_reviewer").to_owned(),
            |reviewer| texts.fill("access.told.reviewer", &[("reviewer", reviewer)]),
        );
        let values = [
            ("law", origin.law.as_str()),
            ("valid_from", from.as_str()),
            ("checked_on", checked.as_str()),
            ("reviewer", reviewer.as_str()),
        ];
        lines.push(texts.fill("access.told.origin", &values));
        if !origin.verified {
            lines.push(texts.get("access.told.shaky").to_owned());
        }
        if origin.unchecked {
            lines.push(texts.get("access.told.unchecked").to_owned());
        }
        let sources = origin.sources.join("; ");
        lines.push(texts.fill("access.told.sources", &[("sources", sources.as_str())]));
        lines
    }

    /// A heading and what stands under it; nothing where there is nothing.
    fn listed(&self, heading: &str, entries: Vec<String>) -> Vec<String> {
        if entries.is_empty() {
            return Vec::new();
        }
        let entries = entries.into_iter().map(|entry| format!("  - {entry}"));
        std::iter::once(self.texts().get(heading).to_owned()).chain(entries).collect()
    }

    fn mark(&self, verified: bool) -> &str {
        if verified { "" } else { self.texts().get("access.told.unverified") }
    }

    fn named(&self, table: &str, name: &str) -> String {
        self.texts().get(&key(&[table, name])).to_owned()
    }

    fn dated(&self, text: &str, name: &str, date: Date) -> String {
        self.texts().fill(text, &[(name, self.day(&date.to_string()).as_str())])
    }

    fn ends(&self, access: Span<Access>) -> (String, String) {
        let step = |access: Access| self.step(Access::NAME, access.level());
        (step(access.low), step(access.high))
    }

    fn between_access(&self, access: Span<Access>) -> String {
        let (low, high) = self.ends(access);
        if low == high { low } else { format!("{low} – {high}") }
    }
}

fn key(parts: &[&str]) -> String {
    parts.join(".")
}
