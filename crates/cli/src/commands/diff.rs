//! `passgenau diff`: what differs between two profiles.

use formats::adapt::differences;
use serde_json::Value;

use crate::{
    arguments::{Arguments, DiffArguments},
    clock::today,
    input,
    output::{self, Failure},
    table::Table,
};

/// Exit code 1 says that there are differences, as `diff` does.
pub(super) fn run(arguments: &Arguments, command: &DiffArguments) -> Result<u8, Failure> {
    let knowledge = input::knowledge(arguments)?;
    let as_of = command.as_of.unwrap_or_else(today);
    let before = input::one_profile(&command.before, &knowledge, as_of)?;
    let after = input::one_profile(&command.after, &knowledge, as_of)?;
    let found = differences(&before.document, &after.document).map_err(Failure::system)?;
    let code = u8::from(!found.is_empty());
    if command.json {
        return output::print_json(&found).map(|()| code);
    }
    let teller = knowledge.teller(arguments.lang);
    let texts = teller.texts();
    let mut table = Table::new(&[
        texts.get("table.field"),
        texts.get("table.before"),
        texts.get("table.after"),
    ]);
    for difference in &found {
        let cell = |value: &Option<Value>| value.as_ref().map_or_else(String::new, short);
        table.row([difference.field.clone(), cell(&difference.before), cell(&difference.after)]);
    }
    output::print(&table.to_string())?;
    Ok(code)
}

/// A value in one line.
fn short(value: &Value) -> String {
    const MOST: usize = 60;
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let begin: String = text.chars().take(MOST).collect();
    if text.chars().nth(MOST).is_some() { begin + " …" } else { begin }
}
