//! How far long work is, drawn on a terminal that somebody looks at; nothing in a pipe or a log.

use std::{
    io::{self, IsTerminal as _, Write as _},
    sync::atomic::{AtomicU64, Ordering},
};

/// Signs of the bar.
const WIDE: u64 = 30;

/// A bar on standard error, gone when it is dropped.
#[derive(Debug)]
pub(crate) struct Bar {
    what: &'static str,
    total: u64,
    /// What stands there; more than a hundred while nothing does.
    percent: AtomicU64,
    is_shown: bool,
}

impl Bar {
    /// A bar for so much work, shown where standard error is a terminal.
    pub(crate) fn new(what: &'static str, total: u64) -> Self {
        let is_shown = total > 0 && io::stderr().is_terminal();
        Self { what, total, percent: AtomicU64::new(u64::MAX), is_shown }
    }

    /// Says how much is done; drawn again only where it reads differently.
    pub(crate) fn at(&self, done: u64) {
        if !self.is_shown {
            return;
        }
        let percent = percent(done, self.total);
        if self.percent.swap(percent, Ordering::Relaxed) != percent {
            // Whoever cannot be told is served all the same.
            let _told = write!(io::stderr().lock(), "\r{}", drawn(self.what, percent));
        }
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        if self.is_shown && *self.percent.get_mut() <= 100 {
            let _cleared = write!(io::stderr().lock(), "\r\u{1b}[K");
        }
    }
}

fn percent(done: u64, total: u64) -> u64 {
    let parts = u128::from(done.min(total)) * 100;
    u64::try_from(parts / u128::from(total.max(1))).unwrap_or(100)
}

fn drawn(what: &str, percent: u64) -> String {
    let full = (percent * WIDE).div_euclid(100);
    let bar: String = (0..WIDE).map(|at| if at < full { '█' } else { '░' }).collect();
    format!("{what} {bar} {percent:>3} %")
}

#[cfg(test)]
mod tests {
    use super::{drawn, percent};

    #[test]
    fn a_bar_is_never_fuller_than_the_work() {
        assert_eq!([0, 1, 2, 3, 9].map(|done| percent(done, 3)), [0, 33, 66, 100, 100]);
        assert_eq!(percent(u64::MAX, u64::MAX), 100);
        assert_eq!(percent(0, 0), 0);
        assert_eq!(drawn("x", 0), format!("x {}   0 %", "░".repeat(30)));
        assert_eq!(drawn("x", 50), format!("x {}{}  50 %", "█".repeat(15), "░".repeat(15)));
        assert_eq!(drawn("x", 100), format!("x {} 100 %", "█".repeat(30)));
    }
}
