//! Instances, events and plans of the interchange format (`planning-format.md`).

use std::path::Path;

use day_planner::{
    Budget, Outcome, Plan, Progress, Rejected, Settings, event::Event, instance::Instance, plan,
    replan,
};
use formats::IssueCode;
use issue::Issue;
use serde::de::DeserializeOwned;

use crate::{
    arguments::Search,
    clock::Stopwatch,
    input,
    output::{self, Failure},
    progress::Bar,
};

/// Reads an instance, an event or a plan.
pub(super) fn read<T: DeserializeOwned>(path: &Path) -> Result<T, Failure> {
    let text = input::text_of(path)?;
    serde_json::from_str(&text).map_err(|error| {
        let mut issue = Issue::new(IssueCode::Syntax, "").with("format", "JSON");
        issue.place.file = Some(path.to_string_lossy().into_owned());
        (issue.place.line, issue.place.column) = (Some(error.line()), Some(error.column()));
        Failure::Input(vec![issue.with("detail", error)])
    })
}

/// Runs a search with the budget that the arguments give.
pub(super) fn searched<T>(
    search: &Search,
    run: impl FnOnce(&Settings, &Budget<'_>) -> Result<T, Rejected>,
    file: &Path,
) -> Result<T, Failure> {
    let watch = Stopwatch::start();
    let elapsed = move || watch.millis();
    let millis = search.seconds.map(|seconds| seconds.saturating_mul(1000));
    let bar = Bar::new("Plan", millis.unwrap_or(search.steps));
    let show = |found: &Progress| {
        bar.at(if millis.is_some() { elapsed() } else { found.steps });
    };
    let budget = match millis {
        None => Budget::steps(search.steps),
        Some(millis) => Budget::millis(millis, &elapsed),
    };
    let budget = Budget { watch: Some(&show), ..budget };
    let settings = Settings { seed: search.seed, threads: search.threads };
    run(&settings, &budget).map_err(|rejected| Failure::Input(in_file(rejected.issues, file)))
}

/// Names the file of issues that have none.
pub(super) fn in_file(mut issues: Vec<Issue>, file: &Path) -> Vec<Issue> {
    for issue in &mut issues {
        issue.place.file.get_or_insert_with(|| file.to_string_lossy().into_owned());
    }
    issues
}

/// Plans an instance, or re-plans it after an event.
pub(super) fn run(
    instance: &Path,
    event: Option<&Path>,
    search: &Search,
    (out, language): (Option<&Path>, issue::Language),
) -> Result<u8, Failure> {
    let watch = Stopwatch::start();
    let task: Instance = read(instance)?;
    let happened: Option<Event> = event.map(read).transpose()?;
    let mut outcome: Outcome = searched(
        search,
        |settings, budget| match &happened {
            Some(event) => replan(&task, event, settings, budget),
            None => plan(&task, settings, budget),
        },
        event.unwrap_or(instance),
    )?;
    outcome.plan.seconds = Some(watch.seconds());
    output::warn(&in_file(outcome.warnings, instance), language)?;
    written(&outcome.plan, out)
}

fn written(plan: &Plan, out: Option<&Path>) -> Result<u8, Failure> {
    match out {
        Some(path) => output::write_json(path, plan)?,
        None => output::print_json(plan)?,
    }
    Ok(0)
}
