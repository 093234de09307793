//! What a whole pool needs: courses that could start, gaps that nobody funds.

use formats::{
    answer::engine_document,
    document::{
        PersonDocument,
        pathway::{PATHWAYS_FORMAT, PoolDocument},
    },
    read::Checked,
};
use matching_core::{Label, score::BoundProfile};
use pathways::pool::{Cluster, FundingGap, Member, PoolReport, Survey};

use super::{
    asked::Asked,
    told::{Told, add},
};
use crate::{
    output::{self, Failure},
    progress::Bar,
};

/// So many lines of a list are told.
const LINES: usize = 20;

pub(super) fn run(
    asked: &Asked<'_>,
    profiles: &[Checked],
    people: &[PersonDocument],
) -> Result<u8, Failure> {
    let engine = asked.knowledge.engine();
    let bound: Vec<BoundProfile> =
        profiles.iter().map(|checked| engine.bind(checked.model.clone())).collect();
    let planner = asked.planner();
    let mut survey = Survey::new(&bound);
    let bar = Bar::new("Pool", number(people.len()));
    for (done, person) in people.iter().enumerate() {
        let written = asked.situations.get(&person.id);
        let office = person.office.as_ref().map(|office| office.as_str().into());
        let place = written.and_then(|written| written.place.as_deref().map(Into::into));
        survey.add(Member {
            person: planner.person(&person.model(), &asked.situation(&person.id), asked.as_of),
            place: place.or(office),
            attends: written.and_then(|written| written.attends),
        });
        bar.at(number(done + 1));
    }
    drop(bar);
    let report = survey.report();
    if asked.command.json {
        let document = PoolDocument {
            format: PATHWAYS_FORMAT,
            engine: engine_document(engine, &asked.knowledge.fingerprint()),
            as_of: asked.as_of,
            report,
        };
        return output::print_json(&document).map(|()| 0);
    }
    let told = Told {
        teller: asked.knowledge.teller(asked.arguments.lang),
        measures: asked.knowledge.measures(),
        profiles: &[],
    };
    output::print(&pool(&told, &report))?;
    Ok(0)
}

fn number(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

fn pool(told: &Told<'_>, report: &PoolReport) -> String {
    let people = report.people.to_string();
    let without = report.without_a_way.len().to_string();
    let mut text = told.fill("path.pool.people", &[("n", &people), ("without", &without)]) + "\n";
    add(&mut text, format_args!("\n{}\n", told.text("path.pool.courses")));
    for cluster in report.clusters.iter().take(LINES) {
        add(&mut text, format_args!("  – {}\n", course(told, cluster)));
    }
    add(&mut text, format_args!("\n{}\n", told.text("path.pool.funding_gaps")));
    for gap in report.funding_gaps.iter().take(LINES) {
        add(&mut text, format_args!("  – {}\n", funding_gap(told, gap)));
    }
    text + "\n" + told.text("path.notice") + "\n"
}

/// What nobody closes, for how many people; what is not recorded is said to be unknown.
fn funding_gap(told: &Told<'_>, gap: &FundingGap) -> String {
    let info = gap.subject.0.kind.info();
    let kind = Label::new(info.label.0, info.label.1);
    let subject = told.teller.concept(&gap.subject.0.subject);
    let level = info.scale.map(|(scale, _)| told.teller.step(scale, gap.level));
    let what = [Some(told.teller.label(&kind)), Some(subject), level.as_deref()];
    let what: Vec<&str> = what.into_iter().flatten().filter(|word| !word.is_empty()).collect();
    let regime = gap.regime.map_or_else(
        || told.text("path.pool.regime_unknown"),
        |regime| told.word("path.regime", &regime),
    );
    let place = gap.place.as_deref().unwrap_or_else(|| told.text("path.pool.place_unknown"));
    let key = if gap.people == 1 { "path.pool.gap_of_one" } else { "path.pool.gap" };
    let (what, n) = (what.join(" "), gap.people.to_string());
    told.fill(key, &[("what", &what), ("regime", regime), ("place", place), ("n", &n)])
}

fn course(told: &Told<'_>, cluster: &Cluster) -> String {
    let place = cluster.place.as_deref().unwrap_or_else(|| told.text("path.pool.place_unknown"));
    let time = cluster.attends.map_or_else(
        || told.text("path.pool.time_unknown"),
        |part| told.word("path.day_part", &part),
    );
    let members = cluster.members.len().to_string();
    let perhaps = cluster.perhaps.len().to_string();
    let needed = cluster.needed.to_string();
    let key = if cluster.can_start() { "path.pool.can_start" } else { "path.pool.not_yet" };
    let name = told.measure(&cluster.measure);
    let values = [
        ("measure", name.as_str()),
        ("place", place),
        ("time", time),
        ("members", &members),
        ("perhaps", &perhaps),
        ("needed", &needed),
    ];
    told.fill(key, &values)
}
