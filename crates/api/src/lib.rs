//! The REST service: HTTP, configuration, and nothing that decides about people.
//!
//! Routes take documents, ask the engine and give documents back; they hold no rules of their own.

pub mod app;
mod body;
pub mod config;
pub mod openapi;
pub mod problem;
mod routes;
mod state;

pub use app::serve;
pub use config::Config;
pub use state::State;
