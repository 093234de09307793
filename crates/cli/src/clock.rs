//! The one place with a clock: what time is it, and how long has something taken?

use std::{
    sync::OnceLock,
    time::{Instant, SystemTime, UNIX_EPOCH},
};

use matching_core::calendar::Date;
use store::Timestamp;

/// Microseconds since the beginning of 1970.
fn micros() -> i64 {
    #[expect(clippy::disallowed_methods, reason = "the edge of the program has a clock")]
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(now.as_micros()).unwrap_or(0)
}

/// This instant.
pub(crate) fn now() -> Timestamp {
    Timestamp::from_micros(micros()).unwrap_or(Timestamp::EPOCH)
}

/// The instant at which a demonstration begins, whenever it is shown: noon of 22 November 2026.
const DEMONSTRATION: i64 = 1_795_348_800_000_000;

/// This instant in a demonstration, which begins anew with each process.
pub(crate) fn demonstrated() -> Timestamp {
    static BEGUN: OnceLock<Stopwatch> = OnceLock::new();
    let passed = BEGUN.get_or_init(Stopwatch::start).millis().saturating_mul(1_000);
    let micros = DEMONSTRATION.saturating_add_unsigned(passed);
    Timestamp::from_micros(micros).unwrap_or(Timestamp::EPOCH)
}

/// Today, by Coordinated Universal Time.
pub(crate) fn today() -> Date {
    let days = i32::try_from(micros() / 86_400_000_000).unwrap_or(0);
    Date::new(1970, 1, 1).unwrap_or(Date::MIN).plus_days(days)
}

/// Measures how long something takes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stopwatch(Instant);

impl Stopwatch {
    /// Begins now.
    pub(crate) fn start() -> Self {
        #[expect(clippy::disallowed_methods, reason = "the edge of the program has a clock")]
        Self(Instant::now())
    }

    /// Milliseconds until now.
    pub(crate) fn millis(self) -> u64 {
        u64::try_from(self.0.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    /// Seconds until now.
    pub(crate) fn seconds(self) -> f64 {
        self.0.elapsed().as_secs_f64()
    }
}
