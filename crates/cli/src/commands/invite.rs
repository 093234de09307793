//! `passgenau invite`: whom to invite to an application day, and who stands by.

use day_planner::{Invitations, Listed, Overbooking, invite_to_day, overbook};
use formats::{read::Checked, text::Teller};
use interview_day::{InvitationsAnswer, gather};

use super::{interchange, plan, size};
use crate::{
    arguments::{Arguments, InviteArguments},
    clock::today,
    input,
    output::{self, Failure},
    table::Table,
};

pub(super) fn run(arguments: &Arguments, command: &InviteArguments) -> Result<u8, Failure> {
    let knowledge = input::knowledge(arguments)?;
    let (profiles, people) = input::sides(&command.sides, &knowledge)?;
    let document = plan::day_file(&command.day)?;
    let models: Vec<_> = profiles.entries.iter().map(Checked::clone).map(|it| it.model).collect();
    let as_of = command.sides.as_of.unwrap_or_else(today);
    let gathered = gather(&document, &models, &people.entries, (knowledge.planner(), as_of))
        .map_err(|issues| Failure::Input(interchange::in_file(issues, &command.day)))?;
    // refused before the search, not after it
    let of_places = |places: usize| {
        let places = u32::try_from(places).unwrap_or(u32::MAX);
        let risk = command.coming.risk.saturating_mul(10);
        overbook(places, size::rate(&command.coming), risk).map_err(size::no_answer)
    };
    let _checked = of_places(1)?;
    let everybody = interchange::searched(
        &command.search,
        |settings, budget| invite_to_day(&gathered.day, usize::MAX, settings, budget),
        &command.day,
    )?;
    let (number, overbooking) = match command.invitations {
        Some(number) => (number, None),
        None => asked(of_places(everybody.served())?),
    };
    let warnings = interchange::in_file(gathered.warnings, &command.day);
    output::warn(&[profiles.warnings, people.warnings, warnings].concat(), arguments.lang)?;
    let answer = InvitationsAnswer::new(everybody.asking(number), overbooking);
    if command.json {
        return output::print_json(&answer).map(|()| 0);
    }
    output::print(&told(&answer, knowledge.teller(arguments.lang)))?;
    Ok(0)
}

fn asked(overbooking: Overbooking) -> (usize, Option<Overbooking>) {
    (usize::try_from(overbooking.invite).unwrap_or(usize::MAX), Some(overbooking))
}

fn told(answer: &InvitationsAnswer, teller: Teller<'_>) -> String {
    let texts = teller.texts();
    let Invitations { invited, reserve, elsewhere } = &answer.invitations;
    let mut text = String::new();
    for (key, people) in [("invite.invited", invited), ("invite.reserve", reserve)] {
        let n = people.len().to_string();
        text.extend(["\n", &texts.fill(key, &[("n", &n)]), "\n"]);
        if !people.is_empty() {
            text += &list(people, teller).to_string();
        }
    }
    if !elsewhere.is_empty() {
        let n = elsewhere.len().to_string();
        let values = [("n", n.as_str()), ("people", &elsewhere.join(", "))];
        text.extend(["\n", &texts.fill("invite.elsewhere", &values), "\n"]);
    }
    if let Some(overbooking) = &answer.overbooking {
        text.extend(["\n", &size::told_risk(overbooking, teller), "\n"]);
    }
    text + "\n" + texts.get("invite.no_decision") + "\n"
}

fn list(people: &[Listed], teller: Teller<'_>) -> Table {
    let texts = teller.texts();
    let mut table = Table::new(&[
        texts.get("invite.place"),
        texts.get("table.person"),
        texts.get("invite.round"),
        texts.get("plan.fit"),
    ]);
    for (place, row) in (1_usize..).zip(people) {
        let round = match row.layer {
            0 => texts.get("invite.no_round").to_owned(),
            layer => layer.to_string(),
        };
        table.row([place.to_string(), row.person.clone(), round, row.fit.to_string()]);
    }
    table
}
