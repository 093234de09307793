//! Matches people and places: competence profiles against requirement profiles.
//!
//! Deterministic (the same input gives the same bytes on every machine), explained (every point has a
//! line), honest (unknown is a span, never a "no"). No input or output, no clock, no global state, no
//! floating point in a score. The features `serde` and `schema` add reading, writing and OpenAPI
//! schemas; nothing is on by default.
//!
//! # Words
//!
//! A **requirement profile** says what a place asks, line by line ([`Criterion`]). A **competence
//! profile** holds what is recorded about a person, with its evidence; its **portrait** is what that
//! means on a day. The [`Engine`] holds rules and taxonomy; it **binds** a profile once and **scores**
//! any number of portraits with it. A [`Score`] is a class ([`Eligibility`]) and three spans of points:
//! demands (what the place asks), needs (what the person wants), overall.
//!
//! # A place, a person, a score
//!
//! ```
//! use matching_core::{
//!     Date, Eligibility, Engine, Label, RequirementProfile, CompetenceProfile, Criterion,
//!     criteria::{Budget, competence, language, scale::{Cefr, Grade}},
//!     evidence::Evidence,
//!     id::{ApplicantId, ConceptId, CriterionId, ProfileId},
//!     model::Budgets,
//! };
//!
//! let engine = Engine::default();
//! let washing = ConceptId::new("washing")?;
//! let place = RequirementProfile::builder(
//!     ProfileId::new("care-helper")?,
//!     Label::new("Pflegehelfer/in", "Care helper"),
//!     ConceptId::new("nursing")?,
//! )
//! .budgets(Budgets::from_iter([(Budget::Competence, 60), (Budget::Language, 40)]))
//! .criterion(Criterion::new(
//!     CriterionId::new("washing")?,
//!     Label::new("Beim Waschen helfen", "Helping people wash"),
//!     competence::Ask::new(washing.clone(), Grade::GUIDED),
//! ))
//! .criterion(Criterion::new(
//!     CriterionId::new("german")?,
//!     Label::new("Deutsch", "German"),
//!     language::Ask::new("de", Cefr::B1).minimum(Cefr::A2),
//! ))
//! .build()
//! .expect("every problem at once, each with the line it is about");
//!
//! let person = CompetenceProfile::new(ApplicantId::new("P-017")?)
//!     .with(competence::Fact::new(washing, Grade::GUIDED, Evidence::Observed))
//!     .with(language::Fact::new("de", Cefr::A2, Evidence::Certificate));
//!
//! let place = engine.bind(place);
//! let today = Date::new(2026, 11, 21).ok_or("no such day")?;
//! let score = engine.score(&engine.portrait(&person, today), &place);
//! assert_eq!(score.eligibility, Eligibility::Suitable);
//! // All of the washing, two thirds of the way to B1 (400 of 600 course units): 60 + 40 · 0.667.
//! assert_eq!(score.demands.low.to_string(), "86.68");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The other journeys, each with two places (`helper` asks for washing, `nurse` for washing and wound
//! care) and two people (`amira` can both, `boris` can wash; of his wound care nothing is known):
//!
//! # Why: line by line
//!
//! ```
//! # use matching_core::{*, criteria::{Budget, competence, scale::Grade}, evidence::Evidence, id::*, model::Budgets};
//! # let id = ConceptId::new;
//! # let engine = Engine::default();
//! # let line = |name: &str, target| -> Result<Criterion, IdError> {
//! #     let ask = competence::Ask::new(ConceptId::new(name)?, target);
//! #     Ok(Criterion::new(CriterionId::new(name)?, Label::german(name), ask))
//! # };
//! # let place = |name: &str, lines: Vec<Criterion>| {
//! #     let place = RequirementProfile::builder(ProfileId::new(name).unwrap(), Label::german(name), id("nursing").unwrap());
//! #     let place = place.budgets(Budgets::from_iter([(Budget::Competence, 100)])).criteria(lines);
//! #     engine.bind(place.build().unwrap())
//! # };
//! # let helper = place("helper", vec![line("washing", Grade::GUIDED)?]);
//! # let nurse = place("nurse", vec![line("washing", Grade::GUIDED)?, line("wound_care", Grade::INDEPENDENT)?]);
//! # let today = Date::new(2026, 11, 21).ok_or("no such day")?;
//! # let person = |code: &str, known: &[(&str, Grade)]| -> Result<Portrait, IdError> {
//! #     let known = known.iter().map(|(name, level)| {
//! #         Ok(competence::Fact::new(ConceptId::new(name)?, *level, Evidence::Observed).into())
//! #     });
//! #     let profile = CompetenceProfile::new(ApplicantId::new(code)?).with_all(known.collect::<Result<Vec<_>, IdError>>()?);
//! #     Ok(engine.portrait(&profile, today))
//! # };
//! # let amira = person("P-1", &[("washing", Grade::GUIDED), ("wound_care", Grade::INDEPENDENT)])?;
//! # let boris = person("P-2", &[("washing", Grade::GUIDED)])?;
//! let explanation = engine.explain(&boris, &nurse);
//! // Nothing is known of the wound care: half of the points are open, none are lost for certain.
//! let wounds = explanation.parts.iter().find(|part| part.criterion.as_str() == "wound_care");
//! assert_eq!(wounds.map(|part| part.open.get()), Some(5_000));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Everybody for one place
//!
//! ```
//! # use matching_core::{*, criteria::{Budget, competence, scale::Grade}, evidence::Evidence, id::*, model::Budgets};
//! # let id = ConceptId::new;
//! # let engine = Engine::default();
//! # let line = |name: &str, target| -> Result<Criterion, IdError> {
//! #     let ask = competence::Ask::new(ConceptId::new(name)?, target);
//! #     Ok(Criterion::new(CriterionId::new(name)?, Label::german(name), ask))
//! # };
//! # let place = |name: &str, lines: Vec<Criterion>| {
//! #     let place = RequirementProfile::builder(ProfileId::new(name).unwrap(), Label::german(name), id("nursing").unwrap());
//! #     let place = place.budgets(Budgets::from_iter([(Budget::Competence, 100)])).criteria(lines);
//! #     engine.bind(place.build().unwrap())
//! # };
//! # let helper = place("helper", vec![line("washing", Grade::GUIDED)?]);
//! # let nurse = place("nurse", vec![line("washing", Grade::GUIDED)?, line("wound_care", Grade::INDEPENDENT)?]);
//! # let today = Date::new(2026, 11, 21).ok_or("no such day")?;
//! # let person = |code: &str, known: &[(&str, Grade)]| -> Result<Portrait, IdError> {
//! #     let known = known.iter().map(|(name, level)| {
//! #         Ok(competence::Fact::new(ConceptId::new(name)?, *level, Evidence::Observed).into())
//! #     });
//! #     let profile = CompetenceProfile::new(ApplicantId::new(code)?).with_all(known.collect::<Result<Vec<_>, IdError>>()?);
//! #     Ok(engine.portrait(&profile, today))
//! # };
//! # let amira = person("P-1", &[("washing", Grade::GUIDED), ("wound_care", Grade::INDEPENDENT)])?;
//! # let boris = person("P-2", &[("washing", Grade::GUIDED)])?;
//! use matching_core::{compiled::Pool, score::Order};
//! let people = [boris, amira];
//! let ranked = engine.rank(&people, &nurse, Order::Demands);
//! assert_eq!(ranked[0].person, 1);
//! // The first of many, without sorting all of them: exactly the same order.
//! let pool = Pool::new(people);
//! assert_eq!(engine.top(&pool, &nurse, 1, Order::Demands)[0].id.as_str(), "P-1");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # The roles for one person
//!
//! ```
//! # use matching_core::{*, criteria::{Budget, competence, scale::Grade}, evidence::Evidence, id::*, model::Budgets};
//! # let id = ConceptId::new;
//! # let engine = Engine::default();
//! # let line = |name: &str, target| -> Result<Criterion, IdError> {
//! #     let ask = competence::Ask::new(ConceptId::new(name)?, target);
//! #     Ok(Criterion::new(CriterionId::new(name)?, Label::german(name), ask))
//! # };
//! # let place = |name: &str, lines: Vec<Criterion>| {
//! #     let place = RequirementProfile::builder(ProfileId::new(name).unwrap(), Label::german(name), id("nursing").unwrap());
//! #     let place = place.budgets(Budgets::from_iter([(Budget::Competence, 100)])).criteria(lines);
//! #     engine.bind(place.build().unwrap())
//! # };
//! # let helper = place("helper", vec![line("washing", Grade::GUIDED)?]);
//! # let nurse = place("nurse", vec![line("washing", Grade::GUIDED)?, line("wound_care", Grade::INDEPENDENT)?]);
//! # let today = Date::new(2026, 11, 21).ok_or("no such day")?;
//! # let person = |code: &str, known: &[(&str, Grade)]| -> Result<Portrait, IdError> {
//! #     let known = known.iter().map(|(name, level)| {
//! #         Ok(competence::Fact::new(ConceptId::new(name)?, *level, Evidence::Observed).into())
//! #     });
//! #     let profile = CompetenceProfile::new(ApplicantId::new(code)?).with_all(known.collect::<Result<Vec<_>, IdError>>()?);
//! #     Ok(engine.portrait(&profile, today))
//! # };
//! # let amira = person("P-1", &[("washing", Grade::GUIDED), ("wound_care", Grade::INDEPENDENT)])?;
//! # let boris = person("P-2", &[("washing", Grade::GUIDED)])?;
//! let roles = engine.roles([helper, nurse])?;
//! let listed = engine.roles_for(&amira, &roles);
//! // She fulfils both; only one uses what she can.
//! assert_eq!(listed.roles[0].role, 1);
//! assert!(listed.roles[0].fit.adequacy > listed.roles[1].fit.adequacy);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What to ask next
//!
//! ```
//! # use matching_core::{*, criteria::{Budget, competence, scale::Grade}, evidence::Evidence, id::*, model::Budgets};
//! # let id = ConceptId::new;
//! # let engine = Engine::default();
//! # let line = |name: &str, target| -> Result<Criterion, IdError> {
//! #     let ask = competence::Ask::new(ConceptId::new(name)?, target);
//! #     Ok(Criterion::new(CriterionId::new(name)?, Label::german(name), ask))
//! # };
//! # let place = |name: &str, lines: Vec<Criterion>| {
//! #     let place = RequirementProfile::builder(ProfileId::new(name).unwrap(), Label::german(name), id("nursing").unwrap());
//! #     let place = place.budgets(Budgets::from_iter([(Budget::Competence, 100)])).criteria(lines);
//! #     engine.bind(place.build().unwrap())
//! # };
//! # let helper = place("helper", vec![line("washing", Grade::GUIDED)?]);
//! # let nurse = place("nurse", vec![line("washing", Grade::GUIDED)?, line("wound_care", Grade::INDEPENDENT)?]);
//! # let today = Date::new(2026, 11, 21).ok_or("no such day")?;
//! # let person = |code: &str, known: &[(&str, Grade)]| -> Result<Portrait, IdError> {
//! #     let known = known.iter().map(|(name, level)| {
//! #         Ok(competence::Fact::new(ConceptId::new(name)?, *level, Evidence::Observed).into())
//! #     });
//! #     let profile = CompetenceProfile::new(ApplicantId::new(code)?).with_all(known.collect::<Result<Vec<_>, IdError>>()?);
//! #     Ok(engine.portrait(&profile, today))
//! # };
//! # let amira = person("P-1", &[("washing", Grade::GUIDED), ("wound_care", Grade::INDEPENDENT)])?;
//! # let boris = person("P-2", &[("washing", Grade::GUIDED)])?;
//! let questions = engine.questions(&boris, &[&nurse]);
//! assert_eq!(&*questions[0].topic.subject, "wound_care");
//! assert!(engine.is_complete(&amira, &nurse));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Two people for one place
//!
//! ```
//! # use matching_core::{*, criteria::{Budget, competence, scale::Grade}, evidence::Evidence, id::*, model::Budgets};
//! # let id = ConceptId::new;
//! # let engine = Engine::default();
//! # let line = |name: &str, target| -> Result<Criterion, IdError> {
//! #     let ask = competence::Ask::new(ConceptId::new(name)?, target);
//! #     Ok(Criterion::new(CriterionId::new(name)?, Label::german(name), ask))
//! # };
//! # let place = |name: &str, lines: Vec<Criterion>| {
//! #     let place = RequirementProfile::builder(ProfileId::new(name).unwrap(), Label::german(name), id("nursing").unwrap());
//! #     let place = place.budgets(Budgets::from_iter([(Budget::Competence, 100)])).criteria(lines);
//! #     engine.bind(place.build().unwrap())
//! # };
//! # let helper = place("helper", vec![line("washing", Grade::GUIDED)?]);
//! # let nurse = place("nurse", vec![line("washing", Grade::GUIDED)?, line("wound_care", Grade::INDEPENDENT)?]);
//! # let today = Date::new(2026, 11, 21).ok_or("no such day")?;
//! # let person = |code: &str, known: &[(&str, Grade)]| -> Result<Portrait, IdError> {
//! #     let known = known.iter().map(|(name, level)| {
//! #         Ok(competence::Fact::new(ConceptId::new(name)?, *level, Evidence::Observed).into())
//! #     });
//! #     let profile = CompetenceProfile::new(ApplicantId::new(code)?).with_all(known.collect::<Result<Vec<_>, IdError>>()?);
//! #     Ok(engine.portrait(&profile, today))
//! # };
//! # let amira = person("P-1", &[("washing", Grade::GUIDED), ("wound_care", Grade::INDEPENDENT)])?;
//! # let boris = person("P-2", &[("washing", Grade::GUIDED)])?;
//! use matching_core::compare::Lead;
//! let comparison = engine.compare(&amira, &boris, &nurse);
//! assert_eq!(comparison.differences.len(), 1);
//! assert_eq!(comparison.differences[0].criterion.as_str(), "wound_care");
//! assert_eq!(comparison.needs, Lead::Level);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # From text to concept
//!
//! ```
//! use matching_core::{Resolver, id::ConceptId, resolve::Outcome};
//! let washing = ConceptId::new("washing")?;
//! let resolver = Resolver::builder()
//!     .name(&washing, "Körperpflege")
//!     .synonym(&washing, "Hilfe beim Waschen")
//!     .build()?;
//! assert_eq!(resolver.resolve("KOERPERPFLEGE", 3)?.outcome, Outcome::Accepted(washing.clone()));
//! // Another spelling is a proposal, and what a must means is always confirmed by a person.
//! assert_eq!(resolver.resolve("Körperflege", 3)?.outcome, Outcome::Proposed);
//! assert_eq!(resolver.resolve_for_must("Körperpflege", 3)?.outcome, Outcome::Proposed);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod access;
pub mod adequacy;
pub mod calendar;
pub mod clarify;
pub mod compare;
pub mod compiled;
pub mod contrast;
pub mod criteria;
pub mod eligibility;
mod engine;
pub mod evidence;
pub mod explain;
pub mod id;
mod label;
mod logarithm;
pub mod model;
pub mod need;
pub mod place;
pub mod quantity;
mod reason;
pub mod resolve;
pub mod roles;
pub mod rules;
pub mod score;
pub mod taxonomy;

pub use calendar::Date;
pub use eligibility::Eligibility;
pub use engine::Engine;
pub use label::Label;
pub use model::{CompetenceProfile, Criterion, Portrait, RequirementProfile};
pub use reason::ReasonCode;
pub use resolve::Resolver;
pub use score::{BoundProfile, Score};
