//! What computes a result: the engine and what it knows.

use matching_core::Engine;

use crate::{document::EngineDocument, fingerprint};

/// What computes a result, for the result.
pub fn engine_document(engine: &Engine, knowledge: &str) -> EngineDocument {
    EngineDocument {
        version: env!("CARGO_PKG_VERSION"),
        rules: engine.rules().version.clone(),
        fingerprint: knowledge.to_owned(),
    }
}

/// The version of the rules and of what else results rest on, as a fingerprint.
pub fn knowledge_fingerprint(engine: &Engine, rest: &impl serde::Serialize) -> String {
    fingerprint(&(engine.rules(), rest))
}
