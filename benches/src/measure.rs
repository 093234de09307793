//! Processor time and memory, as the system counts them.

use std::{fs, time::Duration};

/// Processor time that this thread has had.
///
/// On a machine that others use too it says more than the clock on the wall. `None` where the
/// system does not tell (it is read from `/proc/thread-self/schedstat`).
pub fn thread_time() -> Option<Duration> {
    let text = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    text.split_whitespace().next()?.parse().ok().map(Duration::from_nanos)
}

/// Processor time that the whole process has had, in steps of ten milliseconds.
pub fn process_time() -> Option<Duration> {
    let text = fs::read_to_string("/proc/self/stat").ok()?;
    // The second field is a name in brackets; user and system time are the 14th and 15th.
    let rest = text.rsplit_once(") ")?.1;
    let ticks = |at: usize| rest.split(' ').nth(at)?.parse::<u64>().ok();
    Some(Duration::from_millis(10 * (ticks(11)? + ticks(12)?)))
}

/// Bytes of memory in use, and the most that ever were.
pub fn memory() -> Option<(u64, u64)> {
    let text = fs::read_to_string("/proc/self/status").ok()?;
    let kilobytes = |name: &str| {
        let line = text.lines().find(|line| line.starts_with(name))?;
        line.split_whitespace().nth(1)?.parse::<u64>().ok()
    };
    Some((kilobytes("VmRSS:")? * 1024, kilobytes("VmHWM:")? * 1024))
}
