//! Where the service listens and what it takes; every limit lives here.

use std::net::SocketAddr;

/// Settings of the service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// Where it listens; the loopback interface unless somebody decides otherwise.
    pub listen: SocketAddr,
    /// Most bytes of a request body.
    pub body_bytes: usize,
    /// Most people of one stateless request.
    pub people: usize,
    /// Most requirement profiles of one stateless request.
    pub profiles: usize,
    /// Most pairs that one answer lists.
    pub pairs: usize,
    /// Seconds that a request may take to arrive.
    pub request_seconds: u64,
    /// Seconds that running requests get when the service stops.
    pub shutdown_seconds: u64,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            body_bytes: 32 << 20,
            people: 20_000,
            profiles: 1_000,
            pairs: 20_000,
            request_seconds: 30,
            shutdown_seconds: 30,
        }
    }
}
