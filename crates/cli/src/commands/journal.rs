//! `passgenau journal verify`: whether anybody altered the journal.

use issue::Language;
use serde_json::json;
use store::{Anchor, JournalQuery, JournalReport, Store};

use super::transfer::open;
use crate::{
    arguments::{Arguments, JournalArguments, JournalCommand, VerifyArguments},
    output::{self, Failure},
};

pub(super) fn run(arguments: &Arguments, command: &JournalArguments) -> Result<u8, Failure> {
    match &command.command {
        JournalCommand::Verify(command) => verify(arguments, command),
    }
}

fn verify(arguments: &Arguments, command: &VerifyArguments) -> Result<u8, Failure> {
    let store = open(&command.data)?;
    let report = store.verify_journal().map_err(Failure::system)?;
    let noted = command.noted.as_deref().map(anchor).transpose()?;
    let is_there = match noted {
        Some(noted) => Some(holds(&*store, noted)?),
        None => None,
    };
    let sound = report.broken.is_none() && is_there != Some(false);
    if command.data.json {
        let broken = report.broken.as_ref();
        output::print_json(&json!({
            "sound": sound,
            "entries": report.entries,
            "last": report.anchor,
            "broken_at": broken.map(|broken| broken.seq),
            "why": broken.map(|broken| broken.why.code()),
            "noted_is_there": is_there,
        }))?;
    } else {
        output::print(&told(&report, is_there, arguments.lang))?;
    }
    Ok(u8::from(!sound))
}

/// An entry that somebody noted.
fn anchor(text: &str) -> Result<Anchor, Failure> {
    let parts = text.split_once(':');
    let parts = parts.and_then(|(seq, hash)| Some((seq.parse().ok()?, hash.parse().ok()?)));
    let wrong = || Failure::System(format!("{text:?} is not of the form NUMBER:HASH"));
    parts.map(|(seq, hash)| Anchor { seq, hash }).ok_or_else(wrong)
}

/// Whether the journal still has that entry.
fn holds(store: &dyn Store, noted: Anchor) -> Result<bool, Failure> {
    let Some(before) = noted.seq.checked_sub(1) else { return Ok(noted == Anchor::EMPTY) };
    let found = store.journal(&JournalQuery::all().after(before).limit(1));
    let found = found.map_err(Failure::system)?;
    Ok(found.first().is_some_and(|entry| entry.seq == noted.seq && entry.hash == noted.hash))
}

fn told(report: &JournalReport, is_there: Option<bool>, language: Language) -> String {
    let JournalReport { entries, anchor, broken } = report;
    let mut text = match (broken, language) {
        (None, Language::German) => format!("Das Journal ist unversehrt: {entries} Einträge.\n"),
        (None, Language::English) => format!("The journal is sound: {entries} entries.\n"),
        (Some(broken), Language::German) => {
            format!("Das Journal ist verändert: Eintrag {} [{}].\n", broken.seq, broken.why.code())
        }
        (Some(broken), Language::English) => {
            format!("The journal was altered: entry {} [{}].\n", broken.seq, broken.why.code())
        }
    };
    if is_there == Some(false) {
        text += language.pick(
            "Der notierte Eintrag fehlt oder ist ein anderer.\n",
            "The noted entry is missing or another one.\n",
        );
    }
    let noted = language.pick("Zum Notieren", "To be noted");
    format!("{text}{noted}: {}:{}\n", anchor.seq, anchor.hash)
}
