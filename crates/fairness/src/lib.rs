//! Compares groups of people, for an audit: how often something holds in each, what a mean is, which line
//! of a profile makes the difference. Always with the number of people and an interval; never a number
//! so small that it points at somebody.
//!
//! Knows nothing of people, profiles or what the groups are: it gets counts and gives numbers. Floating
//! point is used with the basic operations and square roots alone, so that results are the same on
//! every machine; nothing of it goes into a score.
//!
//! ```
//! use fairness::{Signal, Tally, compare, shown};
//!
//! // 48 of 80 women and 90 of 100 men are invited; of a third group there are three.
//! let table = [Tally::new(80, 48), Tally::new(100, 90), Tally::new(3, 1)];
//! // The third group is too small, and so another one is hidden with it: the rest would tell.
//! assert_eq!(shown(5, &table), [false, true, false]);
//!
//! let two = [table[0], table[1]];
//! assert_eq!(shown(5, &two), [true, true]);
//! let found = compare(two[0], two[1]).ok_or("a group is empty")?;
//! assert!((found.difference.value + 0.30).abs() < 1e-9);
//! assert!(found.ratio.is_some_and(|ratio| (ratio.value - 0.6667).abs() < 1e-4));
//! assert_eq!(found.signal, Signal::Conspicuous);
//! # Ok::<(), &str>(())
//! ```

mod compare;
mod fisher;
mod gap;
mod interval;
mod mean;
mod protect;
mod tally;

pub use compare::{Comparison, Signal, compare};
pub use fisher::mid_p;
pub use gap::{Gap, Shares, gap};
pub use interval::{Estimate, difference, rate, ratio};
pub use mean::{Sample, mean, mean_difference};
pub use protect::{shown, shown_along, shown_within};
pub use tally::Tally;
