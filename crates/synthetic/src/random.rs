//! A small generator of pseudo-random numbers: the same seed gives the same people for ever.

/// `SplitMix64` (Steele, Lea and Flood 2014): one word of state, good enough to invent people.
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// Starts from a seed.
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number.
    pub const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `limit`; 0 where the limit is 0.
    pub fn below(&mut self, limit: u32) -> u32 {
        let wide = (u128::from(self.next()) * u128::from(limit)) >> 64;
        u32::try_from(wide).unwrap_or(0)
    }

    /// A number from `low` to `high`, both included.
    pub fn between(&mut self, low: u32, high: u32) -> u32 {
        low + self.below(high.saturating_sub(low) + 1)
    }

    /// Yes with the given number of chances in a thousand.
    pub fn chance(&mut self, thousandths: u32) -> bool {
        self.below(1000) < thousandths
    }

    /// One of several, each as likely as its weight says; the last where all weights are 0.
    pub fn weighted<T: Copy>(&mut self, choices: &[(u32, T)]) -> Option<T> {
        let whole: u32 = choices.iter().map(|(weight, _)| weight).sum();
        let mut left = self.below(whole);
        for (weight, choice) in choices {
            if left < *weight {
                return Some(*choice);
            }
            left -= weight;
        }
        choices.last().map(|(_, choice)| *choice)
    }

    /// One of several, each as likely as the others.
    pub fn one_of<'a, T>(&mut self, choices: &'a [T]) -> Option<&'a T> {
        let at = self.below(u32::try_from(choices.len()).unwrap_or(u32::MAX));
        choices.get(usize::try_from(at).unwrap_or(0))
    }
}
