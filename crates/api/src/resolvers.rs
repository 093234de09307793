//! Resolvers of text, one for each type of term, built when somebody asks first.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use formats::document::ConceptType;
use knowledge::Knowledge;
use matching_core::resolve::Resolver;

use crate::problem::{Problem, ProblemCode};

/// Resolvers by type of term; under no type the one over all terms.
#[derive(Debug, Default)]
pub(crate) struct Resolvers {
    built: Mutex<BTreeMap<Option<ConceptType>, Arc<Resolver>>>,
}

impl Resolvers {
    /// The resolver over the terms of a type, or over all of them.
    pub(crate) fn of(
        &self,
        knowledge: &Knowledge,
        concept_type: Option<ConceptType>,
    ) -> Result<Arc<Resolver>, Problem> {
        let mut built = self.built.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(resolver) = built.get(&concept_type) {
            return Ok(Arc::clone(resolver));
        }
        let resolver = knowledge
            .resolver(|concept| concept_type.is_none_or(|wanted| concept.concept_type == wanted))
            .map_err(|error| Problem::new(ProblemCode::Internal, error.to_string()))?;
        let resolver = Arc::new(resolver);
        built.insert(concept_type, Arc::clone(&resolver));
        Ok(resolver)
    }
}
