//! Pathways as people read them.

use std::fmt::{self, Write as _};

use formats::{document::pathway::PathwaysDocument, read::Checked, text::Teller};
use knowledge::Measures;
use matching_core::id::{CriterionId, MeasureId, ProfileId};
use pathways::{GapOutlook, Outlook, Pathway, Step, career::Career, ladder::Ladder};

use crate::table::Table;

/// Tells pathways in a language.
pub(super) struct Told<'a> {
    pub(super) teller: Teller<'a>,
    pub(super) measures: &'a Measures,
    pub(super) profiles: &'a [&'a Checked],
}

impl Told<'_> {
    /// Every place in one table, the soonest first.
    pub(super) fn overview(&self, document: &PathwaysDocument) -> String {
        let headings = ["place", "class", "weeks", "weeks_at_worst", "first_step"];
        let headings = headings.map(|heading| format!("path.table.{heading}"));
        let mut table = Table::new(&headings.each_ref().map(|heading| self.text(heading)));
        let mut outlooks: Vec<&Outlook> = document.outlooks.iter().collect();
        outlooks.sort_by_key(|one| (one.days().unwrap_or(u32::MAX), one.profile.clone()));
        for outlook in outlooks {
            let soonest = outlook.pathways.iter().min_by_key(|way| way.days);
            let first = soonest.and_then(|way| way.steps.first());
            table.row([
                self.place(&outlook.profile),
                self.teller.class(outlook.score.eligibility).to_owned(),
                weeks_or_none(outlook.days()),
                weeks_or_none(outlook.days_at_worst()),
                first.map_or_else(String::new, |step| self.measure(&step.measure)),
            ]);
        }
        let mut text = format!("{}\n{table}", document.applicant);
        text += &self.careers(&document.for_case_worker);
        text + "\n" + self.text("path.notice") + "\n"
    }

    /// One place with its gaps, ways and ladders.
    pub(super) fn detail(&self, document: &PathwaysDocument) -> String {
        let mut text = String::new();
        for outlook in &document.outlooks {
            add(
                &mut text,
                format_args!("{} · {}\n", document.applicant, self.place(&outlook.profile)),
            );
            text += &self.teller.texts().fill(
                "path.today",
                &[
                    ("class", self.teller.class(outlook.score.eligibility)),
                    ("points", &self.teller.points(outlook.score.overall)),
                ],
            );
            text.push('\n');
            text += &self.gaps(outlook);
            text += &self.ways("path.ways", outlook, &outlook.pathways);
            if let Some(worst) = &outlook.if_it_turns_out_badly {
                text += &self.ways("path.ways_at_worst", outlook, worst);
            }
            if let Some(beyond) = &outlook.beyond_stay {
                text += &self.ways("path.beyond_stay", outlook, std::slice::from_ref(beyond));
            }
        }
        for ladder in document.ladders.iter().flat_map(|ladders| &ladders.ladders) {
            text += &self.ladder(ladder);
        }
        text += &self.careers(&document.for_case_worker);
        text + "\n" + self.text("path.notice") + "\n"
    }

    fn gaps(&self, outlook: &Outlook) -> String {
        let mut lines: Vec<String> =
            outlook.gaps.iter().map(|gap| self.gap(gap, outlook)).collect();
        lines.dedup();
        lines.concat()
    }

    fn gap(&self, gap: &GapOutlook, outlook: &Outlook) -> String {
        let label = self.criterion(gap.of.as_ref().unwrap_or(&gap.criterion), outlook);
        let class = self.teller.class(gap.value);
        let mut text = format!("  – {label}: {class}");
        if let Some(days) = gap.days {
            let weeks = weeks(days);
            add(
                &mut text,
                format_args!("; {}", self.fill("path.gap_closes", &[("weeks", &weeks)])),
            );
        } else if gap.funding_gap {
            add(&mut text, format_args!("; {}", self.text("path.funding_gap")));
        }
        text.push('\n');
        for refusal in &gap.refusals {
            let barrier = self.word("path.barrier", &refusal.barrier);
            add(&mut text, format_args!("      {}: {barrier}\n", self.measure(&refusal.measure)));
        }
        if !gap.supported_by.is_empty() {
            let names: Vec<String> = gap.supported_by.iter().map(|id| self.measure(id)).collect();
            add(
                &mut text,
                format_args!("      {} {}\n", self.text("path.supported_by"), names.join(", ")),
            );
        }
        text
    }

    fn ways(&self, heading: &str, outlook: &Outlook, ways: &[Pathway]) -> String {
        let mut text = format!("\n{}\n", self.text(heading));
        if ways.is_empty() {
            add(&mut text, format_args!("  {}\n", self.text("path.no_way")));
        }
        for way in ways {
            text += &self.way(way, outlook);
        }
        text
    }

    fn way(&self, way: &Pathway, outlook: &Outlook) -> String {
        let merits: Vec<&str> =
            way.merits.iter().map(|merit| self.word("path.merit", merit)).collect();
        let mut text = if way.steps.is_empty() {
            format!("  {}\n", self.text("path.nothing_to_do"))
        } else {
            let on = self.teller.day(&way.on.to_string());
            let weeks = weeks(way.days);
            let merits = merits.join(", ");
            let values = [("on", on.as_str()), ("weeks", &weeks), ("merits", &merits)];
            format!("  {}\n", self.fill("path.way", &values))
        };
        for (at, step) in way.steps.iter().enumerate() {
            text += &self.step(at + 1, step);
        }
        if let Some(best) = way.at_best_on.filter(|best| *best != way.on) {
            let day = self.teller.day(&best.to_string());
            add(&mut text, format_args!("     {}\n", self.fill("path.at_best", &[("on", &day)])));
        }
        let points = self.teller.points(way.after.overall);
        let after = [("class", self.teller.class(way.after.eligibility)), ("points", &points)];
        add(&mut text, format_args!("     {}\n", self.fill("path.after", &after)));
        for (key, list) in [("path.to_clarify", &way.to_clarify), ("path.runs_out", &way.runs_out)]
        {
            if !list.is_empty() {
                let mut labels: Vec<String> =
                    list.iter().map(|criterion| self.criterion(criterion, outlook)).collect();
                labels.dedup();
                add(&mut text, format_args!("     {} {}\n", self.text(key), labels.join(", ")));
            }
        }
        text
    }

    fn step(&self, number: usize, step: &Step) -> String {
        let [from, to] = [step.from, step.to].map(|day| self.teller.day(&day.to_string()));
        let document = self.measures.document(&step.measure);
        let route = document.and_then(|document| document.routes.get(step.route));
        let ground = route.map_or("", |route| self.teller.label(&route.title));
        let funding = self.word("path.funding", &step.funding);
        let name = self.measure(&step.measure);
        let mut text = format!("    {number}. {from} – {to}: {name} ({funding}: {ground})\n");
        let Some(document) = document else { return text };
        for apply in &document.apply {
            let before = self.word("path.before", &apply.before);
            add(&mut text, format_args!("       {before}: {}\n", self.teller.label(&apply.what)));
        }
        if let Some(check) = route.and_then(|route| route.check.as_ref()) {
            add(
                &mut text,
                format_args!("       {}: {}\n", self.text("path.check"), self.teller.label(check)),
            );
        }
        if !document.verified {
            add(&mut text, format_args!("       {}\n", self.text("path.unverified")));
        }
        text
    }

    fn ladder(&self, ladder: &Ladder) -> String {
        let rung = |(place, day): (String, String)| format!("{place} ({day})");
        let rungs = ladder
            .rungs
            .iter()
            .map(|rung| (self.place(&rung.profile), self.teller.day(&rung.from.to_string())));
        let rungs: Vec<String> = rungs.map(rung).collect();
        let mut text = format!("\n{}\n  {}\n", self.text("path.ladder"), rungs.join(" → "));
        if ladder.beyond_stay {
            add(&mut text, format_args!("  {}\n", self.text("path.beyond_stay")));
        }
        text
    }

    fn careers(&self, careers: &[Career]) -> String {
        if careers.is_empty() {
            return String::new();
        }
        let mut text = format!("\n{}\n", self.text("path.for_case_worker"));
        for career in careers {
            let field = self.word("path.field", &career.field);
            let count = career.measures.len().to_string();
            let sign = self.word("path.sign", &career.sign);
            add(&mut text, format_args!("  – {field} ({count}): {sign}\n"));
        }
        text
    }

    /// What a measure is called.
    pub(super) fn measure(&self, id: &MeasureId) -> String {
        let document = self.measures.document(id);
        document.map_or_else(
            || id.to_string(),
            |document| format!("{id} {}", self.teller.label(&document.title)),
        )
    }

    fn place(&self, id: &ProfileId) -> String {
        let known = self.profiles.iter().find(|checked| checked.document.id == *id);
        let title = known.map_or("", |checked| self.teller.label(&checked.document.title));
        format!("{id} {title}")
    }

    fn criterion(&self, id: &CriterionId, outlook: &Outlook) -> String {
        let place = self.profiles.iter().find(|checked| checked.document.id == outlook.profile);
        let lines = place.map_or(&[][..], |checked| checked.model.criteria());
        let line = lines.iter().find(|line| line.id == *id || line.part_of.as_ref() == Some(id));
        line.map_or_else(|| id.to_string(), |line| self.teller.label(&line.label).to_owned())
    }

    pub(super) fn text(&self, key: &str) -> &str {
        self.teller.texts().known(key)
    }

    pub(super) fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        self.teller.texts().fill(key, values)
    }

    /// The text of a word of a list, by its name in files.
    pub(super) fn word(&self, list: &str, word: &impl serde::Serialize) -> &str {
        let name = serde_json::to_value(word).ok();
        let name = name.as_ref().and_then(serde_json::Value::as_str).unwrap_or_default();
        self.teller.texts().known(&format!("{list}.{name}"))
    }
}

/// Writes to the end of a text.
pub(super) fn add(text: &mut String, more: fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _written = text.write_fmt(more);
}

fn weeks(days: u32) -> String {
    days.div_ceil(7).to_string()
}

fn weeks_or_none(days: Option<u32>) -> String {
    days.map_or_else(|| "–".to_owned(), weeks)
}
