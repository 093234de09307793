//! Free text to terms: the same spelling is accepted, everything else is a proposal that a person
//! confirms.

use actix_web::post;
use formats::{
    IssueCode,
    document::{ConceptDocument, ConceptType},
};
use issue::{Issue, any_error};
use matching_core::{
    Label,
    id::ConceptId,
    quantity::Permille,
    resolve::{Outcome, Proposal, QueryError, Resolution, Resolver, Why, level_words},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    http::{Answer, Content, Desk, Reply, body},
    problem::Problem,
};

/// Texts, and what they may mean.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "texts": ["Altenpflegehelferin (m/w/d)", "Pfelgefachkraft"],
    "type": "occupation",
    "proposals": 3,
}))]
pub(crate) struct ResolveRequest {
    /// The texts, each a name and no sentence, in any language of the vocabulary.
    #[schema(min_items = 1, max_items = 200)]
    texts: Vec<String>,
    /// Only terms of this type; all without it.
    #[serde(rename = "type")]
    concept_type: Option<ConceptType>,
    /// Most proposals for each text.
    #[serde(default = "usual")]
    #[schema(minimum = 1, maximum = 20, default = 5)]
    proposals: usize,
    /// Accepts nothing, not even the same spelling: what a must means is always confirmed by a person.
    #[serde(default)]
    for_must: bool,
}

const fn usual() -> usize {
    5
}

body!(ResolveRequest);

/// What the texts may mean, in the order of the texts.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ResolveAnswer {
    /// SHA-256 of rules and vocabulary.
    fingerprint: String,
    /// One entry for each text.
    items: Vec<ResolvedText>,
}

/// What one text may mean.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ResolvedText {
    /// The text.
    text: String,
    /// What may be done with it.
    outcome: TextOutcome,
    /// The term that is accepted: the text is a name of it and of no other.
    #[serde(skip_serializing_if = "Option::is_none")]
    concept: Option<ConceptId>,
    /// How far the first proposal is ahead of the second; its own score if it is alone.
    margin: Permille,
    /// Words of the text that tell a level, such as `b1` or `altenpflegehelfer`: a term of another
    /// level is never the same.
    level_words: Vec<String>,
    /// The proposals, best first.
    proposals: Vec<ConceptProposal>,
}

/// What may be done with a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum TextOutcome {
    /// It is a name of one term.
    Accepted,
    /// A person has to confirm one of the proposals.
    Proposed,
    /// Nothing shares enough letters with it.
    NothingFound,
}

/// A term that may be meant.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ConceptProposal {
    /// The term.
    concept: ConceptId,
    /// What it is a name for.
    #[serde(rename = "type")]
    concept_type: ConceptType,
    /// What it is called.
    label: Label,
    /// Its name that is most like the text.
    matched: String,
    /// The language of that name; nothing for other names, which stand for no language.
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'static str>,
    /// 1000 for the same spelling, less for everything else; orders the proposals of one text.
    score: Permille,
    /// What speaks for it, and against it.
    why: Why,
}

/// Finds which terms of the vocabulary texts may mean.
#[utoipa::path(operation_id = "resolve_concepts", tag = "knowledge", request_body = ResolveRequest, responses((status = 200, description = "What the texts may mean.", body = ResolveAnswer)))]
#[post("/concepts/resolve")]
pub(crate) async fn resolve_concepts(desk: Desk, content: Content) -> Answer {
    let wanted: ResolveRequest = content.read()?;
    desk.run(move |desk| {
        let knowledge = &desk.state.knowledge;
        let resolver = desk.state.resolvers.of(knowledge, wanted.concept_type)?;
        let mut issues = Vec::new();
        let mut items = Vec::new();
        for (at, text) in wanted.texts.iter().enumerate() {
            match ask(&resolver, text, &wanted) {
                Ok(found) => items.push(told(desk, text, found)),
                Err(error) => issues.push(unusable(&format!("/texts/{at}"), text, &error)),
            }
        }
        if any_error(&issues) {
            return Err(Problem::invalid(&issues, desk.language));
        }
        Reply::ok(&ResolveAnswer { fingerprint: desk.state.fingerprint.clone(), items })
    })
    .await
}

fn ask(resolver: &Resolver, text: &str, wanted: &ResolveRequest) -> Result<Resolution, QueryError> {
    if wanted.for_must {
        resolver.resolve_for_must(text, wanted.proposals)
    } else {
        resolver.resolve(text, wanted.proposals)
    }
}

fn unusable(field: &str, text: &str, error: &QueryError) -> Issue {
    match error {
        QueryError::TooLong { bytes, limit } => Issue::new(IssueCode::WrongLength, field)
            .with("found", bytes)
            .with("low", 1)
            .with("high", limit),
        QueryError::Empty => {
            Issue::new(IssueCode::Empty, field).with("detail", format!("{text:?}"))
        }
    }
}

fn told(desk: &Desk, text: &str, found: Resolution) -> ResolvedText {
    let Resolution { outcome, proposals, margin } = found;
    let (outcome, concept) = match outcome {
        Outcome::Accepted(concept) => (TextOutcome::Accepted, Some(concept)),
        Outcome::Proposed => (TextOutcome::Proposed, None),
        Outcome::NothingFound => (TextOutcome::NothingFound, None),
    };
    let concepts = &desk.state.knowledge.vocabulary().concepts;
    let proposals = proposals.into_iter().filter_map(|proposal| {
        let at = concepts.binary_search_by(|known| known.id.cmp(&proposal.concept)).ok()?;
        Some(proposed(concepts.get(at)?, proposal))
    });
    ResolvedText {
        text: text.to_owned(),
        outcome,
        concept,
        margin,
        level_words: level_words(text),
        proposals: proposals.collect(),
    }
}

fn proposed(concept: &ConceptDocument, proposal: Proposal) -> ConceptProposal {
    let Proposal { label: matched, score, why, concept: id } = proposal;
    let language = if matched == concept.label.de {
        Some("de")
    } else {
        concept.label.en.as_ref().filter(|english| **english == matched).map(|_| "en")
    };
    ConceptProposal {
        concept: id,
        concept_type: concept.concept_type,
        label: concept.label.clone(),
        matched,
        language,
        score,
        why,
    }
}
