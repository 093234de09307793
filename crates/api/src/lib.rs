//! The REST service: HTTP, accounts, configuration, and nothing that decides about people.
//!
//! A request comes in through the [`access`] guard, which knows who may use which route. Its
//! handler (one file per resource under `routes`) works at a desk that keeps organisations apart
//! and the journal complete, asks the compiled engine, and answers through one view that knows what
//! each audience may see. Routes hold no rules of their own.

pub mod access;
pub mod app;
mod around;
mod audit;
pub mod config;
mod cors;
mod evaluate;
mod http;
mod jobs;
mod live;
mod maintenance;
mod metrics;
mod offline;
#[cfg(feature = "oidc")]
mod oidc;
pub mod openapi;
mod pages;
mod pilot;
pub mod problem;
mod records;
mod resolvers;
mod role;
mod routes;
mod secret;
mod server;
mod state;
mod throttle;
mod view;

pub use app::app;
pub use audit::open_audit_store;
pub use config::{Config, ConfigError, Oidc, Settings};
pub use offline::{ReportRequest, report};
pub use pilot::{Entrance, Pilot, furnish};
pub use records::kinds;
pub use server::{ServeError, founding_secret, serve};
pub use state::{StartError, State, open_store};
