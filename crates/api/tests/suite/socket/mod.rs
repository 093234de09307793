//! The service on a real socket: slow and greedy clients, encrypted connections, an orderly end.

mod limits;
mod shutdown;
mod tls;
mod wire;
