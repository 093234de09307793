//! What a profile says in words.

use std::ops::Range;

use matching_core::Label;

use super::{
    found::Found,
    phrase::{Phrase, words},
};
use crate::document::{GuardRule, ProfileDocument};

/// A text of a profile.
struct Text<'a> {
    field: String,
    said: &'a str,
    /// Whether a reason stands beside it.
    explained: bool,
}

/// Phrases of a rule in any text of a profile.
pub(super) fn words_of(rule: &GuardRule, profile: &ProfileDocument) -> Vec<Found> {
    let phrases: Vec<Phrase> = rule.phrases.iter().map(|phrase| Phrase::new(phrase)).collect();
    let unless: Vec<Phrase> = rule.unless.iter().map(|phrase| Phrase::new(phrase)).collect();
    let each = texts(profile).into_iter().filter_map(|text| {
        let words = words(text.said);
        let mut places = phrases.iter().flat_map(|phrase| phrase.places(&words));
        let place = places.find(|place| !is_harmless(&words, place, &unless))?;
        let found = words.get(place).unwrap_or_default();
        Some(Found { field: text.field, what: found.join(" "), explained: text.explained })
    });
    each.collect()
}

/// Words on either side of a finding in which something can make it harmless.
const AROUND: usize = 3;

fn is_harmless(words: &[String], place: &Range<usize>, unless: &[Phrase]) -> bool {
    let from = place.start.saturating_sub(AROUND);
    let to = (place.end + AROUND).min(words.len());
    let around = words.get(from..to).unwrap_or_default();
    unless.iter().any(|phrase| !phrase.places(around).is_empty())
}

/// A missing realistic preview.
pub(super) fn no_preview(profile: &ProfileDocument) -> Vec<Found> {
    let missing = profile.preview.as_ref().is_none_or(|preview| preview.de.trim().is_empty());
    let found = || Found { field: "/preview".to_owned(), what: String::new(), explained: false };
    if missing { vec![found()] } else { Vec::new() }
}

fn texts(profile: &ProfileDocument) -> Vec<Text<'_>> {
    let mut texts = both("/title", Some(&profile.title), false);
    texts.extend(both("/preview", profile.preview.as_ref(), false));
    for (at, line) in profile.criteria.iter().enumerate() {
        let explained = line.head.reason.is_some();
        texts.extend(both(&format!("/criteria/{at}/label"), line.head.label.as_ref(), explained));
        texts.extend(both(&format!("/criteria/{at}/reason"), line.head.reason.as_ref(), explained));
    }
    texts
}

fn both<'a>(field: &str, label: Option<&'a Label>, explained: bool) -> Vec<Text<'a>> {
    let Some(label) = label else { return Vec::new() };
    let each = [("de", Some(label.de.as_str())), ("en", label.en.as_deref())];
    let each = each.into_iter().filter_map(|(language, said)| {
        Some(Text { field: format!("{field}/{language}"), said: said?, explained })
    });
    each.collect()
}
