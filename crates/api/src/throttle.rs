//! How often somebody may ask: buckets that fill again with time.

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

use store::Timestamp;

/// Most buckets; beyond it those that are full again are forgotten.
const MOST: usize = 50_000;

/// Buckets by name. Each holds a number of tokens and fills again over a while.
#[derive(Debug)]
pub(crate) struct Throttle {
    tokens: u32,
    seconds: u32,
    buckets: Mutex<BTreeMap<String, Bucket>>,
}

#[derive(Clone, Copy, Debug)]
struct Bucket {
    /// When the bucket will be full again, in microseconds.
    full_at: i64,
}

impl Throttle {
    /// So many at once, and as many again over so many seconds.
    pub(crate) fn new(tokens: u32, seconds: u32) -> Self {
        Self { tokens: tokens.max(1), seconds: seconds.max(1), buckets: Mutex::default() }
    }

    /// Takes a token; without one, the seconds until there is one.
    pub(crate) fn take(&self, name: &str, now: Timestamp) -> Result<(), u32> {
        let now = now.as_micros();
        let (token, whole) = self.measures();
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= MOST {
            buckets.retain(|_, bucket| bucket.full_at > now);
        }
        let full_at = buckets.get(name).map_or(now, |bucket| bucket.full_at.max(now));
        let after = full_at.saturating_add(token);
        if after.saturating_sub(now) > whole {
            let wait = after.saturating_sub(now).saturating_sub(whole);
            return Err(u32::try_from(wait / 1_000_000).unwrap_or(u32::MAX).saturating_add(1));
        }
        buckets.insert(name.to_owned(), Bucket { full_at: after });
        Ok(())
    }

    /// Seconds until there is a token, without taking it.
    pub(crate) fn wait(&self, name: &str, now: Timestamp) -> Option<u32> {
        let now = now.as_micros();
        let (token, whole) = self.measures();
        let buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        let full_at = buckets.get(name)?.full_at.max(now);
        let over = full_at.saturating_add(token).saturating_sub(now).saturating_sub(whole);
        (over > 0).then(|| u32::try_from(over / 1_000_000).unwrap_or(u32::MAX).saturating_add(1))
    }

    /// Fills a bucket again.
    pub(crate) fn forgive(&self, name: &str) {
        self.buckets.lock().unwrap_or_else(PoisonError::into_inner).remove(name);
    }

    /// Microseconds that a token takes to come back, and that all of them take.
    fn measures(&self) -> (i64, i64) {
        let whole = i64::from(self.seconds) * 1_000_000;
        (whole / i64::from(self.tokens), whole)
    }
}

#[cfg(test)]
mod tests {
    use super::Throttle;

    #[test]
    fn a_bucket_empties_and_fills_again() {
        let throttle = Throttle::new(3, 60);
        let now: store::Timestamp = "2026-11-21T09:30:00Z".parse().unwrap();
        for _ in 0..3 {
            assert_eq!(throttle.take("a", now), Ok(()));
        }
        assert_eq!(throttle.take("a", now), Err(21));
        assert_eq!(throttle.wait("a", now), Some(21));
        assert_eq!(throttle.take("b", now), Ok(()));
        assert_eq!(throttle.take("a", now.plus_seconds(21)), Ok(()));
        assert_eq!(throttle.take("a", now.plus_seconds(21)), Err(20));
        throttle.forgive("a");
        assert_eq!(throttle.wait("a", now), None);
        assert_eq!(throttle.take("a", now), Ok(()));
    }
}
