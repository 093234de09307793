//! How a level is known: from evidence to the interval `[low, high]` that the score reads.
//!
//! Weak evidence widens the interval downwards; it never lowers what a person may be credited with at most.
//! Unknown is the whole scale, never zero.

use std::cmp::Ordering;

use crate::{calendar::Date, quantity::Span, rules::Rules};

pub use crate::quantity::Level;

/// What a recorded level rests on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum Evidence {
    /// The person said so.
    #[default]
    Statement,
    /// Assessed in a structured counselling talk.
    Conversation,
    /// A foreign certificate that nobody has assessed yet.
    ForeignCertificate,
    /// Seen at work: a work sample, a Hospitation, practical guidance.
    Observed,
    /// Measured by a test, for example a placement test or MYSKILLS.
    Tested,
    /// A certificate, a notice or a school report that counts in Germany.
    Certificate,
    /// A licence to practise or another official permit.
    Permit,
}

/// What a must accepts as proof.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum Proof {
    /// Anything that settles the level.
    #[default]
    None,
    /// Observation, a test or a document.
    Observed,
    /// A certificate, notice, licence or permit: the law asks for paper.
    Document,
}

/// Where a recorded fact comes from and how long it holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Provenance {
    /// What the fact rests on; a statement of the person where nothing is said.
    #[cfg_attr(feature = "serde", serde(default))]
    pub evidence: Evidence,
    /// Day on which it was established. A fact of a later day than the evaluation does not count yet.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub on: Option<Date>,
    /// Last day on which the proof counts.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub valid_until: Option<Date>,
    /// Day of last use; long disuse widens the interval downwards.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub last_used: Option<Date>,
    /// `false` where it is known that there is no document about it.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub document: Option<bool>,
}

impl Provenance {
    /// A fact that rests on `evidence` and nothing more is recorded about it.
    pub fn of(evidence: Evidence) -> Self {
        Self { evidence, ..Self::default() }
    }

    /// Whether the fact is already recorded on the day `at`.
    pub fn counts_on(&self, at: Date) -> bool {
        self.on.is_none_or(|on| on <= at)
    }

    /// Whether the proof has run out before the day `at`.
    pub fn expired_on(&self, at: Date) -> bool {
        self.valid_until.is_some_and(|until| until < at)
    }
}

/// One recorded statement about a level.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Record<'a> {
    /// The level stated, or the range it is said to lie in.
    pub(crate) stated: Span<Level>,
    /// Where it comes from.
    pub(crate) provenance: &'a Provenance,
}

/// How a kind treats time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Ageing {
    /// At most so many steps are lost to disuse.
    pub(crate) disuse: Level,
    /// What remains of a level whose proof has run out.
    pub(crate) expiry: Expiry,
    /// Whether the person's own word settles the matter: wishes and answers about oneself.
    pub(crate) own_word: bool,
}

/// What remains when a proof has run out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Expiry {
    /// The ability remains, only unproven.
    Weakens,
    /// Nothing: an expired paper is no paper.
    Ends,
    /// The record says nothing any more: what holds now must be asked.
    Forgets,
}

/// What is known of a level on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Known {
    /// The interval in which the level lies.
    pub level: Span<Level>,
    /// Highest level seen at work or tested.
    pub observed: Level,
    /// Highest level with a document.
    pub documented: Level,
    /// Whether it is known that no document exists.
    pub undocumented: bool,
    /// Whether disuse has widened the interval.
    pub stale: bool,
}

impl Known {
    /// A level that is settled, without proof.
    pub const fn exact(level: Level) -> Self {
        Self {
            level: Span::exact(level),
            observed: 0,
            documented: 0,
            undocumented: false,
            stale: false,
        }
    }

    /// A level that is settled and documented.
    pub const fn documented(level: Level) -> Self {
        Self { documented: level, observed: level, ..Self::exact(level) }
    }

    /// Nothing known on a scale up to `top`.
    pub const fn nothing(top: Level) -> Self {
        Self { level: Span { low: 0, high: top }, ..Self::exact(0) }
    }

    /// The highest level that `proof` would accept.
    pub fn proven(self, proof: Proof) -> Level {
        match proof {
            Proof::None => Level::MAX,
            Proof::Observed => self.observed.max(self.documented),
            Proof::Document => self.documented,
        }
    }

    /// Raises this to at least `level`, with a document where `documented`; never lowers anything.
    #[must_use]
    pub fn raised(mut self, level: Level, documented: bool) -> Self {
        self.level = self.level.best(Span::exact(level));
        self.observed = self.observed.max(level);
        if documented {
            self.documented = self.documented.max(level);
            self.undocumented = false;
        }
        self
    }
}

/// Reads all records about one thing as of the day `at`; `None` where nothing counts.
///
/// Records of the same level support each other: the strongest counts. Records of different levels
/// disagree: the interval is their hull. The order of arrival is irrelevant.
pub(crate) fn weigh<'a>(
    records: impl IntoIterator<Item = Record<'a>>,
    ageing: Ageing,
    at: Date,
    rules: &Rules,
) -> Option<Known> {
    let mut groups: Vec<(Span<Level>, Known)> = Vec::new();
    for record in records {
        let gone = ageing.expiry == Expiry::Forgets && record.provenance.expired_on(at);
        if gone || !record.provenance.counts_on(at) {
            continue;
        }
        let read = read(record, ageing, at, rules);
        match groups.iter_mut().find(|(stated, _)| *stated == record.stated) {
            Some((_, known)) => *known = agree(*known, read),
            None => groups.push((record.stated, read)),
        }
    }
    groups.into_iter().map(|(_, known)| known).reduce(disagree)
}

fn read(record: Record<'_>, ageing: Ageing, at: Date, rules: &Rules) -> Known {
    let Record { stated, provenance } = record;
    let expired = provenance.expired_on(at);
    if expired && ageing.expiry == Expiry::Ends {
        return Known { undocumented: true, ..Known::exact(0) };
    }
    let mut known = Known::exact(0);
    known.undocumented = provenance.document == Some(false);
    // A proof that has run out is a statement; an answer about oneself needs no proof.
    let evidence = if expired && provenance.evidence > Evidence::ForeignCertificate {
        Evidence::Statement
    } else {
        provenance.evidence
    };
    known.level = match evidence {
        Evidence::ForeignCertificate => Span { low: 0, high: stated.high },
        Evidence::Statement | Evidence::Conversation if ageing.own_word => stated,
        Evidence::Statement | Evidence::Conversation => one_step_down(stated),
        Evidence::Observed | Evidence::Tested => {
            known.observed = stated.low;
            stated
        }
        Evidence::Certificate | Evidence::Permit => {
            known.documented = stated.low;
            known.observed = stated.low;
            stated
        }
    };
    let lost = provenance.last_used.map_or(0, |day| rules.steps_lost(day.months_until(at)));
    let lost = lost.min(ageing.disuse).min(known.level.low);
    known.level.low -= lost;
    known.stale = lost > 0;
    known
}

/// A stated range is as wide as it is; a stated level may be one step too high.
fn one_step_down(stated: Span<Level>) -> Span<Level> {
    if stated.is_exact() { Span { low: stated.low.saturating_sub(1), ..stated } } else { stated }
}

fn agree(one: Known, other: Known) -> Known {
    let level = one.level.best(other.level);
    let documented = one.documented.max(other.documented);
    Known {
        level,
        observed: one.observed.max(other.observed),
        documented,
        undocumented: documented == 0 && (one.undocumented || other.undocumented),
        // The record that holds the lower end decides; a fresh one beats a stale one.
        stale: match one.level.low.cmp(&other.level.low) {
            Ordering::Greater => one.stale,
            Ordering::Less => other.stale,
            Ordering::Equal => one.stale && other.stale,
        },
    }
}

fn disagree(one: Known, other: Known) -> Known {
    let documented = one.documented.max(other.documented);
    Known {
        level: one.level.hull(other.level),
        observed: one.observed.max(other.observed),
        documented,
        undocumented: documented == 0 && (one.undocumented || other.undocumented),
        stale: one.stale || other.stale,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(low: Level, stale: bool) -> Known {
        Known { level: Span { low, high: 4 }, stale, ..Known::exact(0) }
    }

    /// Who holds the lower end decides whether it is stale; of two that hold it the fresh one.
    #[test]
    fn a_fresh_record_beats_a_stale_one_of_the_same_level() {
        for (one, other, stale) in [
            (known(2, true), known(1, false), true),
            (known(1, true), known(2, false), false),
            (known(2, true), known(2, false), false),
            (known(2, true), known(2, true), true),
        ] {
            assert_eq!(agree(one, other).stale, stale);
            assert_eq!(agree(other, one).stale, stale);
        }
        assert!(disagree(known(2, true), known(1, false)).stale);
        assert!(!disagree(known(2, false), known(1, false)).stale);
    }

    /// "I have no paper" stands until somebody shows one.
    #[test]
    fn a_paper_that_is_shown_ends_that_there_is_none() {
        let without = Known { undocumented: true, ..Known::exact(1) };
        let with = Known { documented: 1, observed: 1, ..Known::exact(1) };
        for together in [agree, disagree] {
            assert!(together(without, Known::exact(1)).undocumented);
            assert!(together(Known::exact(1), without).undocumented);
            assert!(!together(Known::exact(1), Known::exact(1)).undocumented);
            assert!(!together(without, with).undocumented);
            assert!(!together(with, without).undocumented);
        }
    }

    #[test]
    fn a_documented_level_is_proven_in_every_way() {
        let papers = Known::documented(3);
        let proven = [Proof::None, Proof::Observed, Proof::Document].map(|way| papers.proven(way));
        assert_eq!(proven, [Level::MAX, 3, 3]);
        assert_eq!((papers.observed, papers.documented), (3, 3));
    }
}
