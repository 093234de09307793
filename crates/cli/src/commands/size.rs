//! `passgenau size`: how many tables, slots and invitations a wished number of talks takes.

use day_planner::{NoAnswer, Overbooking, ShowRate, Wish, size};
use formats::text::Teller;
use interview_day::SizeAnswer;

use crate::{
    arguments::{Arguments, Coming, SizeArguments},
    input,
    output::{self, Failure},
    table::Table,
};

/// Half of the invited: what a public invitation without more knowledge must expect.
const UNKNOWN_RATE: u32 = 500;

pub(super) fn run(arguments: &Arguments, command: &SizeArguments) -> Result<u8, Failure> {
    let wish = Wish {
        talks: command.talks,
        talks_per_person: command.per_person,
        talk_minutes: command.minutes,
        open_minutes: command.open,
        buffer_minutes: command.buffer,
        spare: command.spare.saturating_mul(10),
        rate: rate(&command.coming),
        risk: command.coming.risk.saturating_mul(10),
    };
    let found = size(&wish).map_err(|no_size| Failure::Input(vec![no_size.issue()]))?;
    let answer = SizeAnswer::new(wish, found);
    if command.json {
        return output::print_json(&answer).map(|()| 0);
    }
    let knowledge = input::knowledge(arguments)?;
    output::print(&told(&answer, knowledge.teller(arguments.lang)))?;
    Ok(0)
}

/// How many of the invited come, as the arguments say it.
pub(super) fn rate(coming: &Coming) -> ShowRate {
    match (coming.came, coming.away) {
        (Some(came), Some(away)) => ShowRate::Beta { came, away },
        _ => ShowRate::Known(coming.show_rate.map_or(UNKNOWN_RATE, |rate| rate.saturating_mul(10))),
    }
}

/// A question about invitations that has no answer.
pub(super) fn no_answer(no_answer: NoAnswer) -> Failure {
    Failure::Input(vec![no_answer.issue()])
}

fn told(answer: &SizeAnswer, teller: Teller<'_>) -> String {
    let texts = teller.texts();
    let size = &answer.size;
    let mut table = Table::new(&[texts.get("size.what"), texts.get("size.number")]);
    let rows = [
        ("size.slots", size.slots),
        ("size.tables", size.tables),
        ("size.capacity", size.capacity),
        ("size.people", size.people),
        ("size.invitations", size.invitations.invite),
    ];
    for (key, number) in rows {
        table.row([texts.get(key).to_owned(), number.to_string()]);
    }
    format!("{table}{}\n", told_risk(&size.invitations, teller))
}

/// How sure a number of invitations is.
pub(super) fn told_risk(overbooking: &Overbooking, teller: Teller<'_>) -> String {
    let percent = |share: f64| teller.number(&format!("{:.1}", share * 100.0));
    let values = [
        ("invite", overbooking.invite.to_string()),
        ("expected", teller.number(&format!("{:.1}", overbooking.expected))),
        ("risk", percent(overbooking.risk)),
        ("next", percent(overbooking.next_risk)),
    ];
    let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
    teller.texts().fill("size.risk", &values)
}
