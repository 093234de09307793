//! What every request can reach.

use knowledge::Knowledge;
use matching_core::calendar::Date;

use crate::Config;

/// What every request can reach. It is built once and never changed.
#[derive(Debug)]
pub struct State {
    /// Vocabulary, packs, rules and the engine.
    pub knowledge: Knowledge,
    /// The fingerprint of the knowledge; stands in every result.
    pub fingerprint: String,
    /// Settings and limits.
    pub config: Config,
    /// What day is it today? A parameter, so that tests can stop the clock.
    pub today: fn() -> Date,
}

impl State {
    /// Puts everything together.
    pub fn new(knowledge: Knowledge, config: Config, today: fn() -> Date) -> Self {
        let fingerprint = knowledge.fingerprint();
        Self { knowledge, fingerprint, config, today }
    }
}
