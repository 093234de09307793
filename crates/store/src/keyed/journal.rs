//! Reads the journal and verifies its chain.

use super::read;
use crate::{
    engine::{Engine, Span},
    error::StoreError,
    journal::{
        Anchor, Break, Hash, JournalEntry, JournalQuery, JournalReport, Sealed, Subject, WhyBroken,
    },
    layout::{
        chunks, keys,
        records::{self, split_entry},
    },
};

/// The entries that a query asks for.
pub(super) fn entries(
    engine: &dyn Engine,
    query: &JournalQuery,
) -> Result<Vec<JournalEntry>, StoreError> {
    let numbers = match &query.subject {
        Some(subject) => about(engine, subject, query)?,
        None => numbers(read::tail(engine)?.journal.seq, query),
    };
    numbers.into_iter().map(|seq| entry(engine, seq)).collect()
}

/// An entry that must be there.
pub(super) fn entry(engine: &dyn Engine, seq: u64) -> Result<JournalEntry, StoreError> {
    let bytes = chunks::get(engine, &keys::journal(seq))?;
    let missing = || StoreError::damaged(format_args!("journal entry {seq} is missing"));
    records::read_entry(&bytes.ok_or_else(missing)?)
}

/// The numbers of the entries without a subject being asked for: they have no gaps.
fn numbers(last: u64, query: &JournalQuery) -> Vec<u64> {
    if query.descending {
        let before = query.after.unwrap_or(u64::MAX).saturating_sub(1);
        (1..=last.min(before)).rev().take(query.limit).collect()
    } else {
        let first = query.after.unwrap_or(0).saturating_add(1);
        (first..=last).take(query.limit).collect()
    }
}

fn about(
    engine: &dyn Engine,
    subject: &Subject,
    query: &JournalQuery,
) -> Result<Vec<u64>, StoreError> {
    let Subject { kind, id } = subject;
    let mut span = Span::prefix(keys::subjects(kind, id)).descending(query.descending);
    if let Some(after) = query.after {
        span = span.after(&keys::subject(kind, id, after));
    }
    let rows = engine.page(&span, query.limit)?;
    let seq = |key: &[u8]| keys::read_subject(key).map(|(_, _, seq)| seq);
    let number = |key: &[u8]| seq(key).ok_or_else(|| StoreError::damaged("a subject's entry"));
    rows.iter().map(|(key, _)| number(key)).collect()
}

/// Walks the chain up to the entry that the store remembers as the last.
pub(super) fn verify(engine: &dyn Engine, anchor: Anchor) -> Result<JournalReport, StoreError> {
    let mut hash = Hash::NONE;
    for seq in 1..=anchor.seq {
        match link(engine, seq, hash)? {
            Ok((_, next)) => hash = next,
            Err(why) => return Ok(broken(anchor, seq, why)),
        }
    }
    if hash == anchor.hash {
        return Ok(JournalReport { entries: anchor.seq, anchor, broken: None });
    }
    Ok(broken(anchor, anchor.seq, WhyBroken::EndDiffers))
}

/// Adds to a report whether entries stand after the end. Nobody may write meanwhile.
pub(super) fn verify_end(
    engine: &dyn Engine,
    anchor: Anchor,
    report: JournalReport,
) -> Result<JournalReport, StoreError> {
    if report.broken.is_some() {
        return Ok(report);
    }
    let beyond = Span { from: keys::journal(anchor.seq.saturating_add(1)), ..keys::all_entries() };
    match engine.page(&beyond, 1)?.first() {
        None => Ok(report),
        Some((key, _)) => {
            let seq = keys::read_journal(key).map_or(anchor.seq, |(seq, _)| seq);
            Ok(broken(report.anchor, seq, WhyBroken::EndDiffers))
        }
    }
}

fn broken(anchor: Anchor, seq: u64, why: WhyBroken) -> JournalReport {
    let entries = seq.saturating_sub(1).min(anchor.seq);
    JournalReport { entries, anchor, broken: Some(Break { seq, why }) }
}

/// One entry of the chain with its hash, or what is wrong with it.
pub(super) fn link(
    engine: &dyn Engine,
    seq: u64,
    previous: Hash,
) -> Result<Result<(Sealed, Hash), WhyBroken>, StoreError> {
    let bytes = match chunks::get(engine, &keys::journal(seq)) {
        Ok(Some(bytes)) => bytes,
        Ok(None) => return Ok(Err(WhyBroken::Missing)),
        Err(StoreError::Damaged { .. }) => return Ok(Err(WhyBroken::Unreadable)),
        Err(error) => return Err(error),
    };
    let Some((hash, text)) = split_entry(&bytes) else { return Ok(Err(WhyBroken::Unreadable)) };
    if Hash::chained(previous, text) != hash {
        return Ok(Err(WhyBroken::HashDiffers));
    }
    Ok(match records::read::<Sealed>("a journal entry", text.as_bytes()) {
        Err(_) => Err(WhyBroken::Unreadable),
        Ok(sealed) if sealed.seq != seq => Err(WhyBroken::NumberDiffers),
        Ok(sealed) => Ok((sealed, hash)),
    })
}
