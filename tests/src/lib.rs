//! Tests that range over several crates, in one binary: the house rules, the data, the journeys.

#![cfg(test)]
mod support;

mod architecture;
mod generated;
mod golden;
mod hostile;
mod resolving;
mod roles;
mod sentences;
mod vignettes;
