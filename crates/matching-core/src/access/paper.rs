//! What a residence paper says, and what else is known beside it.

use std::collections::BTreeMap;

use crate::{
    calendar::Date,
    criteria::scale::Access,
    id::{QuestionId, StatusId},
};

/// Declares a list of words as they stand in files.
macro_rules! words {
    ($($(#[$doc:meta])* $name:ident { $($(#[$word_doc:meta])* $word:ident = $wire:literal,)* })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
        pub enum $name {
            $($(#[$word_doc])* #[cfg_attr(feature = "serde", serde(rename = $wire))] $word,)*
        }

        impl $name {
            /// All words of the list.
            pub const ALL: &'static [Self] = &[$(Self::$word),*];

            /// The word in files.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$word => $wire),* }
            }

            /// The word of that name.
            pub fn named(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|word| word.name() == name)
            }
        }

        #[cfg(feature = "schema")]
        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
                utoipa::openapi::ObjectBuilder::new()
                    .schema_type(utoipa::openapi::schema::Type::String)
                    .enum_values(Some(Self::ALL.iter().map(|word| word.name())))
                    .into()
            }
        }

        #[cfg(feature = "schema")]
        impl utoipa::ToSchema for $name {}
    )*};
}
pub(super) use words;

words! {
    /// The note on the paper ("Nebenbestimmung"). It overrides every rule.
    Note {
        /// „Erwerbstätigkeit gestattet“ or „Beschäftigung erlaubt“.
        Permitted = "permitted",
        /// „Beschäftigung nur mit Erlaubnis der Ausländerbehörde“.
        PermissionNeeded = "permission_needed",
        /// A named job or employer; another job needs permission.
        NamedJob = "named_job",
        /// „Erwerbstätigkeit nicht gestattet“.
        NotPermitted = "not_permitted",
    }

    /// What the person would do.
    Purpose {
        /// A job.
        Employment = "employment",
        /// Vocational training in a firm or school with a contract.
        Training = "training",
        /// Einstiegsqualifizierung before training.
        EntryQualification = "entry_qualification",
        /// An internship in which the person works, up to three months.
        Internship = "internship",
        /// A measure at an employer under § 45 SGB III.
        Measure = "measure",
        /// Watching only; no work.
        Hospitation = "hospitation",
    }

    /// Who pays and places. It decides about measures, never about fit.
    Regime {
        /// Basic income support: the Jobcenter.
        Sgb2 = "sgb2",
        /// Unemployment insurance: the employment agency.
        Sgb3 = "sgb3",
        /// Asylum seekers' benefits: the social welfare office pays, the employment agency places.
        Asylblg = "asylblg",
        /// Social assistance.
        Sgb12 = "sgb12",
        /// No benefit.
        None = "none",
    }

    /// From when a waiting time is counted.
    Since {
        /// The first day of an uninterrupted stay with a title, a toleration or an asylum permission.
        Stay = "stay",
        /// The day of the asylum application.
        Application = "application",
        /// The first day of the toleration.
        Toleration = "toleration",
        /// The day on which the paper was issued.
        Issue = "issue",
    }
}

impl Note {
    /// The access that the note gives for another job than the one it may name.
    pub const fn access(self) -> Access {
        match self {
            Self::Permitted => Access::Free,
            Self::PermissionNeeded | Self::NamedJob => Access::PermissionNeeded,
            Self::NotPermitted => Access::NotPermitted,
        }
    }
}

/// What a residence paper says, and what else is known. Everything may be unknown.
///
/// It is read, assessed and forgotten: only the result goes into a profile.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Paper {
    /// The status, as a case of the access rules.
    pub status: Option<StatusId>,
    /// The note on the paper.
    pub note: Option<Note>,
    /// The day on which the paper was issued.
    pub issued: Option<Date>,
    /// The last day on which the paper is valid.
    pub valid_to: Option<Date>,
    /// The first day of an uninterrupted stay with a title, a toleration or an asylum permission.
    pub stay: Option<Date>,
    /// The day of the asylum application.
    pub application: Option<Date>,
    /// The first day of the toleration.
    pub toleration: Option<Date>,
    /// Answers to the questions of the rules; what is not answered is unknown.
    #[cfg_attr(feature = "serde", serde(default))]
    #[cfg_attr(feature = "schema", schema(value_type = std::collections::BTreeMap<String, bool>))]
    pub answers: BTreeMap<QuestionId, bool>,
}

impl Paper {
    /// The day from which a waiting time is counted, if it is known.
    pub const fn since(&self, since: Since) -> Option<Date> {
        match since {
            Since::Stay => self.stay,
            Since::Application => self.application,
            Since::Toleration => self.toleration,
            Since::Issue => self.issued,
        }
    }

    /// The answer to a question, if there is one.
    pub fn answer(&self, question: &QuestionId) -> Option<bool> {
        self.answers.get(question).copied()
    }
}
