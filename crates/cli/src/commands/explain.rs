//! `passgenau explain`: one person against one profile, line by line.

use issue::Issue;
use std::cmp::Reverse;

use formats::{
    IssueCode,
    answer::engine_document,
    document::{MatchDocument, MatchesDocument, PersonDocument, result::MATCHES_FORMAT},
    read::Checked,
    text::Teller,
};
use matching_core::{
    criteria::Side,
    explain::{Explanation, Line, Part},
    quantity::{Centipoints, Span},
    score::RankSpan,
};
use pathways::Outreach;

use crate::{
    arguments::{Arguments, ExplainArguments},
    clock::today,
    input,
    output::{self, Failure},
    table::Table,
};

pub(super) fn run(arguments: &Arguments, command: &ExplainArguments) -> Result<u8, Failure> {
    let knowledge = input::knowledge(arguments)?;
    let (profiles, people) = input::sides(&command.sides, &knowledge)?;
    let profile = chosen(
        profiles.entries,
        command.profile.as_deref(),
        |profile: &Checked| profile.document.id.as_str(),
        "--profile",
    )?;
    let person = chosen(
        people.entries,
        command.applicant.as_deref(),
        |person: &PersonDocument| person.id.as_str(),
        "--applicant",
    )?;
    let as_of = command.sides.as_of.unwrap_or_else(today);
    let engine = knowledge.engine();
    let title = profile.document.title.clone();
    let profile = engine.bind(profile.model);
    let planner = knowledge.planner();
    let mut outreach = Outreach::new(planner, as_of, [&profile]);
    let portrait = outreach.portrait(planner, engine.portrait(&person.model(), as_of));
    let explanation = engine.explain(&portrait, &profile);
    if command.json {
        let alone = RankSpan { best: 1, worst: 1 };
        let id = profile.profile().id().clone();
        let pair = MatchDocument::new(id, person.id, (1, alone), explanation);
        let document = MatchesDocument {
            format: MATCHES_FORMAT,
            engine: engine_document(engine, &knowledge.fingerprint()),
            as_of,
            matches: vec![pair],
        };
        return output::print_json(&document).map(|()| 0);
    }
    let teller = knowledge.teller(arguments.lang);
    let mut text = format!("{} · {}\n\n", person.id, teller.label(&title));
    for sentence in teller.summary(&title, &explanation) {
        text.push_str(&sentence);
        text.push('\n');
    }
    for side in [Side::Demands, Side::Needs] {
        text += &side_table(side, &explanation, teller);
    }
    output::print(&text)?;
    Ok(0)
}

/// The entry of that name, or the only one.
pub(super) fn chosen<T>(
    mut entries: Vec<T>,
    wanted: Option<&str>,
    id: impl Fn(&T) -> &str,
    argument: &str,
) -> Result<T, Failure> {
    let found = match wanted {
        Some(wanted) => entries.iter().position(|entry| id(entry) == wanted),
        None => (entries.len() == 1).then_some(0),
    };
    if let Some(at) = found {
        return Ok(entries.swap_remove(at));
    }
    let known: Vec<&str> = entries.iter().take(20).map(&id).collect();
    let issue = Issue::new(IssueCode::NotAllowed, argument).with("found", wanted.unwrap_or(""));
    Err(Failure::Input(vec![issue.with_both(
        "suggestion",
        format!("Wählen Sie mit {argument} einen Eintrag: {}.", known.join(", ")),
        format!("choose an entry with {argument}: {}", known.join(", ")),
    )]))
}

/// The lines of one side as a table for people.
pub(super) fn side_table(side: Side, explanation: &Explanation, teller: Teller<'_>) -> String {
    let texts = teller.texts();
    let (name, points) = match side {
        Side::Demands => ("side.demands", explanation.score.demands),
        Side::Needs => ("side.needs", explanation.score.needs),
    };
    let headings = ["criterion", "asked", "held", "must", "weight", "achieved", "open", "missing"];
    let headings = headings.map(|heading| format!("table.{heading}"));
    let mut table = Table::new(&headings.each_ref().map(|heading| texts.get(heading)));
    let mut parts: Vec<&Part> = explanation.parts.iter().filter(|part| part.side == side).collect();
    // What the employer reads first: budget by budget, the heaviest line first, gates last.
    parts.sort_by_key(|part| (part.weight.get() == 0, part.budget, Reverse(part.weight)));
    for part in parts {
        table.row(cells(part, teller));
    }
    format!("\n{}: {}\n{table}", texts.get(name), teller.points(points))
}

fn cells(part: &Part, teller: Teller<'_>) -> [String; 8] {
    let join = |texts: Vec<String>| {
        let mut texts = texts;
        texts.dedup();
        texts.join(" / ")
    };
    let asked = part.lines.iter().filter(|line| line.share.get() == 1000);
    let must = part.must.map_or_else(String::new, |must| {
        format!("{}, {}", teller.due(must.due), teller.class(must.value))
    });
    let number = |points: Centipoints| teller.points(Span::exact(points));
    let label = match (&part.of, part.lines.first()) {
        // A part of a split line is told apart by what it reads.
        (Some(_), Some(line)) => {
            let skill = line.subject.rsplit('/').next().unwrap_or_default().to_owned();
            format!("{} · {}", teller.label(&part.label), teller.skill(&skill))
        }
        _ => teller.label(&part.label).to_owned(),
    };
    [
        label,
        join(asked.map(|line| teller.shown(&line.asked)).collect()),
        join(part.lines.iter().map(|line| held(line, teller)).collect()),
        must,
        number(part.weight),
        number(part.achieved),
        number(part.open),
        number(part.missing),
    ]
}

fn held(line: &Line, teller: Teller<'_>) -> String {
    let shown = teller.shown(&line.held);
    if line.share.get() == 1000 {
        return shown;
    }
    let related = [("subject", teller.concept(&line.subject))];
    format!("{shown} ({})", teller.texts().fill("sentence.related", &related))
}
