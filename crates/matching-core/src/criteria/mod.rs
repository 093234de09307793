//! The kinds of criteria. This file is the table; each kind has a file of its own.
//!
//! A criterion is the vocabulary of the engine: profiles are bags of criteria, and this module
//! knows nothing of profiles.

mod budget;
mod kind;
mod levelled;
mod payload;
pub mod scale;
mod short;

pub use budget::{Budget, Side};
pub use kind::{
    AskProblem, Assessment, Beside, End, Goal, KindInfo, MustRule, Shown, SubAsk, Subject, Truth,
};
pub use levelled::Stated;

use crate::{evidence::Known, id::ConceptId, reason::ReasonCode, rules::Rules};
use kind::{Day, Kind};

/// Declares the modules of the kinds and everything that ranges over them.
macro_rules! kinds {
    ($($module:ident: $variant:ident = $kind:ident,)*) => {
        $(pub mod $module;)*

        /// What a requirement profile asks in one line.
        #[derive(Clone, Debug, PartialEq, Eq)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
        #[cfg_attr(feature = "serde", serde(tag = "kind", rename_all = "snake_case"))]
        pub enum Ask {
            $(#[doc = concat!("An ask of the kind `", stringify!($module), "`.")] $variant($module::Ask),)*
        }

        /// One recorded statement about a person.
        #[derive(Clone, Debug, PartialEq, Eq)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
        #[cfg_attr(feature = "serde", serde(tag = "kind", rename_all = "snake_case"))]
        pub enum Fact {
            $(#[doc = concat!("A fact of the kind `", stringify!($module), "`.")] $variant($module::Fact),)*
        }

        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
        enum Knowledge {
            $($variant(<$module::$kind as Kind>::Held),)*
        }

        /// A kind of criterion, in the order of the table.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum KindName {
            $(#[doc = concat!("The kind `", stringify!($module), "`.")] $variant,)*
        }

        /// All kinds in the order of the table.
        pub const KINDS: &[KindName] = &[$(KindName::$variant),*];

        impl KindName {
            /// What the kind is.
            pub const fn info(self) -> KindInfo {
                match self { $(Self::$variant => <$module::$kind as Kind>::INFO,)* }
            }

            /// The schemas of what a profile asks and of what is recorded, and all they refer to.
            #[cfg(feature = "schema")]
            pub fn schemas(self) -> KindSchemas {
                match self { $(Self::$variant => KindSchemas::of::<$module::Ask, $module::Fact>(),)* }
            }

            /// Reads all facts of this kind about one subject as of a day.
            pub(crate) fn hold(self, facts: &[&Fact], at: crate::calendar::Date, rules: &Rules) -> Option<Held> {
                let day = Day { at, rules };
                match self {
                    $(Self::$variant => {
                        let own: Vec<&$module::Fact> = facts
                            .iter()
                            .filter_map(|fact| if let Fact::$variant(fact) = fact { Some(fact) } else { None })
                            .collect();
                        <$module::$kind as Kind>::hold(&own, day).map(Knowledge::$variant).map(Held)
                    })*
                }
            }
        }

        $(
            impl From<$module::Ask> for Ask {
                fn from(ask: $module::Ask) -> Self {
                    Self::$variant(ask)
                }
            }

            impl From<$module::Fact> for Fact {
                fn from(fact: $module::Fact) -> Self {
                    Self::$variant(fact)
                }
            }
        )*

        impl Ask {
            /// The kind of the ask.
            pub const fn kind(&self) -> KindName {
                match self { $(Self::$variant(_) => KindName::$variant,)* }
            }

            /// What the criterion reads.
            pub fn key(&self) -> Key {
                match self {
                    $(Self::$variant(ask) => {
                        Key { kind: KindName::$variant, subject: <$module::$kind as Kind>::subject(ask) }
                    })*
                }
            }

            /// How well what is known answers what is asked.
            ///
            /// Knowledge of another kind counts as none.
            pub fn assess(&self, held: Option<&Held>, rules: &Rules) -> Assessment {
                match self {
                    $(Self::$variant(ask) => {
                        let held = held.and_then(|held| if let Knowledge::$variant(held) = &held.0 { Some(held) } else { None });
                        <$module::$kind as Kind>::assess(ask, held, rules)
                    })*
                }
            }

            /// Whether the ask has a threshold that can gate.
            pub fn can_gate(&self) -> bool {
                match self { $(Self::$variant(ask) => <$module::$kind as Kind>::can_gate(ask),)* }
            }

            /// What is asked, for people.
            pub fn shown(&self) -> Shown {
                match self { $(Self::$variant(ask) => <$module::$kind as Kind>::show_asked(ask),)* }
            }

            /// What is known about it, for people.
            pub fn show(&self, held: Option<&Held>) -> Shown {
                match (self, held.map(|held| &held.0)) {
                    $((Self::$variant(ask), Some(Knowledge::$variant(held))) => <$module::$kind as Kind>::show_held(ask, held),)*
                    _ => Shown::Unknown,
                }
            }

            /// What is wrong with the ask in itself.
            pub fn problems(&self) -> Vec<AskProblem> {
                match self { $(Self::$variant(ask) => <$module::$kind as Kind>::problems(ask),)* }
            }

            /// The parts of an ask that stands for several; none for an ask that stands for itself.
            pub fn split(&self) -> Vec<SubAsk<Self>> {
                match self {
                    $(Self::$variant(ask) => <$module::$kind as Kind>::split(ask)
                        .into_iter()
                        .map(|SubAsk { suffix, share, ask }| SubAsk { suffix, share, ask: Self::$variant(ask) })
                        .collect(),)*
                }
            }

            /// What one question would settle: the same for all skills of a language.
            pub fn topic(&self) -> Key {
                match self {
                    $(Self::$variant(ask) => {
                        Key { kind: KindName::$variant, subject: <$module::$kind as Kind>::topic(ask) }
                    })*
                }
            }

            /// The terms of the vocabulary that the ask names.
            pub fn terms(&self) -> Vec<&ConceptId> {
                match self { $(Self::$variant(ask) => <$module::$kind as Kind>::terms(ask),)* }
            }

            /// The concept asked, for kinds where something below it answers too, and whether
            /// something beside it answers in part.
            pub fn concept(&self) -> Option<(&ConceptId, Beside)> {
                match self { $(Self::$variant(ask) => <$module::$kind as Kind>::concept(ask),)* }
            }

            /// The threshold and the full target as goals for measures, for kinds that have levels.
            pub fn goals(&self) -> Option<(Option<Goal>, Goal)> {
                match self { $(Self::$variant(ask) => <$module::$kind as Kind>::goals(ask),)* }
            }
        }

        impl Fact {
            /// The kind of the fact.
            pub const fn kind(&self) -> KindName {
                match self { $(Self::$variant(_) => KindName::$variant,)* }
            }

            /// What the fact tells about.
            pub fn keys(&self) -> Vec<Key> {
                match self {
                    $(Self::$variant(fact) => <$module::$kind as Kind>::told(fact)
                        .into_iter()
                        .map(|subject| Key { kind: KindName::$variant, subject })
                        .collect(),)*
                }
            }
        }

        impl Held {
            /// The level known, for kinds that have levels.
            pub fn known(&self) -> Option<Known> {
                match &self.0 { $(Knowledge::$variant(held) => <$module::$kind as Kind>::known(held),)* }
            }

            /// What is held about `kind` after reaching a goal; `None` for kinds that no measure moves.
            pub fn raised(kind: KindName, held: Option<&Self>, goal: Goal) -> Option<Self> {
                match kind {
                    $(KindName::$variant => {
                        let own = held.and_then(|held| if let Knowledge::$variant(held) = &held.0 { Some(held) } else { None });
                        <$module::$kind as Kind>::raised(own, goal).map(Knowledge::$variant).map(Held)
                    })*
                }
            }
        }
    };
}

kinds! {
    language: Language = Language,
    competence: Competence = Competence,
    social: Social = Social,
    qualification: Qualification = Qualification,
    school: School = SchoolLeaving,
    document: Document = Document,
    work_access: WorkAccess = WorkAccess,
    driving_licence: DrivingLicence = DrivingLicence,
    shifts: Shifts = Shifts,
    start: Start = Start,
    experience: Experience = Experience,
    interest: Interest = Wish,
    expectation: Expectation = Preview,
    hours: Hours = Hours,
    commute: Commute = Commute,
    development: Development = Development,
    setting: Setting = Setting,
    load: Load = Load,
    conditions: Conditions = Conditions,
}

/// What is known of a person about one subject on a day.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Held(Knowledge);

/// What a criterion reads of a person: a subject within a kind.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// The kind.
    pub kind: KindName,
    /// The subject within the kind, such as `de/speaking`; empty where a kind has only one.
    pub subject: Subject,
}

impl KindName {
    /// The kind of that name.
    pub fn of(name: &str) -> Option<Self> {
        KINDS.iter().copied().find(|kind| kind.info().name == name)
    }

    /// The reason given where an answer of this kind falls short.
    pub const fn short(self) -> ReasonCode {
        self.info().short
    }
}

/// The schemas of a kind: what is asked, what is recorded, and everything they refer to.
#[cfg(feature = "schema")]
#[derive(Clone, Debug)]
pub struct KindSchemas {
    /// What a profile asks.
    pub ask: utoipa::openapi::RefOr<utoipa::openapi::Schema>,
    /// What is recorded.
    pub fact: utoipa::openapi::RefOr<utoipa::openapi::Schema>,
    /// Schemas referred to, by name.
    pub parts: Vec<(String, utoipa::openapi::RefOr<utoipa::openapi::Schema>)>,
}

#[cfg(feature = "schema")]
impl KindSchemas {
    fn of<A: utoipa::ToSchema, F: utoipa::ToSchema>() -> Self {
        let mut parts = Vec::new();
        A::schemas(&mut parts);
        F::schemas(&mut parts);
        Self { ask: A::schema(), fact: F::schema(), parts }
    }
}
