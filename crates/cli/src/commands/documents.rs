//! `passgenau documents`: which papers must be on the table by when.

use formats::papers::WantedPaper;

use crate::{
    arguments::{Arguments, DocumentsArguments},
    clock::today,
    input,
    output::{self, Failure},
    table::Table,
};

pub(super) fn run(arguments: &Arguments, command: &DocumentsArguments) -> Result<u8, Failure> {
    let knowledge = input::knowledge(arguments)?;
    let first_day = command.first_day.unwrap_or_else(today);
    let (pack, role) = input::role(&command.role, None, &knowledge, first_day)?;
    let setting = command.setting.as_ref().or(role.document.offer.setting.as_ref());
    let papers = pack.papers_for(&role.document.id, setting, first_day);
    if command.json {
        return output::print_json(&papers).map(|()| 0);
    }
    let teller = knowledge.teller(arguments.lang);
    let texts = teller.texts();
    let mut table = Table::new(&[
        texts.get("table.document"),
        texts.get("table.begin_by"),
        texts.get("table.law"),
        texts.get("table.confirmed"),
        texts.get("table.reason"),
    ]);
    for WantedPaper { rule, begin_by } in &papers {
        let confirmed = if rule.verified { "scale.yes_no.1" } else { "scale.yes_no.0" };
        table.row([
            teller.concept(rule.document.as_str()).to_owned(),
            teller.day(&begin_by.to_string()),
            rule.law.clone(),
            texts.get(confirmed).to_owned(),
            teller.label(&rule.reason).to_owned(),
        ]);
    }
    let title = teller.label(&role.document.title);
    let place = setting.map_or("–", |setting| teller.concept(setting.as_str()));
    let notice = texts.get("access.told.notice");
    output::print(&format!("{title} – {place}\n{table}{notice}\n"))?;
    Ok(0)
}
