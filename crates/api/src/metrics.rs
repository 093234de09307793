//! What Prometheus may know: how many requests, how long they took, how the store is doing.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

/// Upper ends of the buckets, in microseconds.
const BUCKETS: [u64; 12] = [
    500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000,
    5_000_000,
];

/// Counts and times of requests.
#[derive(Debug, Default)]
pub(crate) struct Metrics {
    requests: Mutex<BTreeMap<Series, Counted>>,
    running: AtomicUsize,
}

/// Requests that are counted together: the route, never the path.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Series {
    /// The method.
    pub(crate) method: String,
    /// The route with its parameters in braces.
    pub(crate) route: String,
    /// The status.
    pub(crate) status: u16,
}

#[derive(Clone, Copy, Debug, Default)]
struct Counted {
    count: u64,
    micros: u64,
    buckets: [u64; BUCKETS.len()],
}

/// A request that is worked on, until it is dropped.
#[derive(Debug)]
pub(crate) struct Running<'a>(&'a AtomicUsize);

impl Drop for Running<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Metrics {
    /// Begins a request, unless as many as allowed are worked on.
    pub(crate) fn begin(&self, most: usize) -> Option<Running<'_>> {
        let running = Running(&self.running);
        let before = self.running.fetch_add(1, Ordering::Relaxed);
        (before < most).then_some(running)
    }

    /// Counts a request.
    pub(crate) fn count(&self, series: Series, took: Duration) {
        let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        let mut requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        let counted = requests.entry(series).or_default();
        counted.count += 1;
        counted.micros = counted.micros.saturating_add(micros);
        for (bucket, end) in counted.buckets.iter_mut().zip(BUCKETS) {
            *bucket += u64::from(micros <= end);
        }
    }

    /// Everything in the text format of Prometheus.
    pub(crate) fn text(&self, gauges: &[(&str, &str, u64)]) -> String {
        let mut text = String::new();
        // Writing to a string cannot fail.
        let _written = self.write(&mut text, gauges);
        text
    }

    fn write(&self, text: &mut String, gauges: &[(&str, &str, u64)]) -> std::fmt::Result {
        for (name, help, value) in gauges {
            writeln!(text, "# HELP {name} {help}\n# TYPE {name} gauge\n{name} {value}")?;
        }
        let running = self.running.load(Ordering::Relaxed);
        let name = "passgenau_requests_running";
        writeln!(text, "# HELP {name} Requests that are worked on.\n# TYPE {name} gauge")?;
        writeln!(text, "{name} {running}")?;
        let name = "passgenau_request_seconds";
        writeln!(text, "# HELP {name} How long requests took.\n# TYPE {name} histogram")?;
        let requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner).clone();
        for (Series { method, route, status }, counted) in requests {
            let labels = format!("method=\"{method}\",route=\"{route}\",status=\"{status}\"");
            for (end, count) in BUCKETS.into_iter().zip(counted.buckets) {
                let end = seconds(end);
                writeln!(text, "{name}_bucket{{{labels},le=\"{end}\"}} {count}")?;
            }
            writeln!(text, "{name}_bucket{{{labels},le=\"+Inf\"}} {}", counted.count)?;
            writeln!(text, "{name}_sum{{{labels}}} {}", seconds(counted.micros))?;
            writeln!(text, "{name}_count{{{labels}}} {}", counted.count)?;
        }
        Ok(())
    }
}

fn seconds(micros: u64) -> String {
    format!("{}.{:06}", micros / 1_000_000, micros % 1_000_000)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Metrics, Series};

    #[test]
    fn requests_are_counted_by_route_and_time() {
        let metrics = Metrics::default();
        let series = || Series { method: "GET".into(), route: "/v1/kinds".into(), status: 200 };
        metrics.count(series(), Duration::from_micros(700));
        metrics.count(series(), Duration::from_secs(9));
        let text = metrics.text(&[("passgenau_people", "People.", 3)]);
        let labels = "method=\"GET\",route=\"/v1/kinds\",status=\"200\"";
        for line in [
            "passgenau_people 3".to_owned(),
            format!("passgenau_request_seconds_bucket{{{labels},le=\"0.000500\"}} 0"),
            format!("passgenau_request_seconds_bucket{{{labels},le=\"0.001000\"}} 1"),
            format!("passgenau_request_seconds_bucket{{{labels},le=\"+Inf\"}} 2"),
            format!("passgenau_request_seconds_sum{{{labels}}} 9.000700"),
        ] {
            assert!(text.lines().any(|found| found == line), "{line}\n{text}");
        }
    }

    #[test]
    fn only_so_many_are_worked_on_at_once() {
        let metrics = Metrics::default();
        let first = metrics.begin(1);
        assert!(first.is_some() && metrics.begin(1).is_none());
        drop(first);
        assert!(metrics.begin(1).is_some());
    }
}
