//! Tests that range over several crates, in one binary: the house rules, the data, the journeys.

#![cfg(test)]
mod support;

mod architecture;
mod cases;
mod client;
mod generated;
mod golden;
mod hostile;
mod measures;
mod resolving;
mod roles;
mod sentences;
mod vignettes;
