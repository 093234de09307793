//! The ordinal scales: what a level is called in files, and where it stands.

use crate::evidence::Level;

/// A scale whose steps have names.
pub trait Scale: Copy + Ord {
    /// Name of the scale, for texts and documentation.
    const NAME: &'static str;
    /// The highest level.
    const TOP: Level;

    /// Where the step stands; 0 is "not held".
    fn level(self) -> Level;
}

macro_rules! scale {
    ($(#[$doc:meta])* $name:ident $text:literal { $($(#[$step_doc:meta])* $step:ident = $wire:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
        pub enum $name {
            $($(#[$step_doc])* #[cfg_attr(feature = "serde", serde(rename = $wire))] $step,)*
        }

        impl $name {
            /// The steps from lowest to highest.
            pub const STEPS: &'static [Self] = &[$(Self::$step),*];

            /// The step's name in files.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$step => $wire),* }
            }
        }

        #[cfg(feature = "schema")]
        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
                utoipa::openapi::ObjectBuilder::new()
                    .schema_type(utoipa::openapi::schema::Type::String)
                    .enum_values(Some(Self::STEPS.iter().map(|step| step.name())))
                    .description(Some(concat!("Steps from lowest to highest:" $(, " ", $wire)*)))
                    .into()
            }
        }

        #[cfg(feature = "schema")]
        impl utoipa::ToSchema for $name {}

        impl Scale for $name {
            const NAME: &'static str = $text;
            #[expect(clippy::as_conversions, clippy::cast_possible_truncation, reason = "a scale has a handful of steps")]
            const TOP: Level = Self::STEPS.len() as Level - 1;

            #[expect(clippy::as_conversions, reason = "the steps are numbered from 0")]
            fn level(self) -> Level {
                self as Level
            }
        }
    };
}

scale! {
    /// Levels of the Common European Framework of Reference for Languages.
    Cefr "cefr" {
        /// Below A1.
        None = "none",
        /// A1.
        A1 = "A1",
        /// A2.
        A2 = "A2",
        /// B1.
        B1 = "B1",
        /// B2.
        B2 = "B2",
        /// C1.
        C1 = "C1",
        /// C2.
        C2 = "C2",
    }
}

scale! {
    /// How far a formal qualification counts in Germany.
    Recognition "recognition" {
        /// No such qualification.
        None = "none",
        /// It exists abroad, no procedure has begun, or it was refused.
        NotApplied = "not_applied",
        /// The procedure is running.
        InProcedure = "in_procedure",
        /// Partly equivalent, or a compensation measure is imposed or under way.
        Partial = "partial",
        /// Fully equivalent, or a German certificate.
        Recognised = "recognised",
        /// The licence to practise is granted (regulated occupations).
        Licensed = "licensed",
    }
}

scale! {
    /// General school leaving certificates.
    School "school" {
        /// No certificate.
        None = "none",
        /// Hauptschulabschluss or an equal one.
        LowerSecondary = "lower_secondary",
        /// Mittlerer Abschluss, or ten years of general schooling.
        Intermediate = "intermediate",
        /// Fachhochschulreife.
        TechnicalUpper = "technical_upper",
        /// Abitur.
        UpperSecondary = "upper_secondary",
    }
}

scale! {
    /// Whether the person may work.
    Access "access" {
        /// Not permitted at present.
        NotPermitted = "not_permitted",
        /// Permitted once the immigration office has agreed to the concrete job.
        PermissionNeeded = "permission_needed",
        /// Permitted without further steps.
        Free = "free",
    }
}

scale! {
    /// A driving licence.
    Licence "licence" {
        /// None.
        None = "none",
        /// A foreign one that must be converted.
        ToConvert = "to_convert",
        /// One that counts in Germany.
        Held = "held",
    }
}

scale! {
    /// A plain answer.
    YesNo "yes_no" {
        /// No.
        No = "no",
        /// Yes.
        Yes = "yes",
    }
}

impl From<bool> for YesNo {
    fn from(yes: bool) -> Self {
        if yes { Self::Yes } else { Self::No }
    }
}

scale! {
    /// How far a person wants this work.
    Interest "interest" {
        /// Declines it.
        Declines = "declines",
        /// Is not sure.
        Unsure = "unsure",
        /// Can imagine it.
        Imaginable = "imaginable",
        /// Expressly wants it.
        Wants = "wants",
        /// Has already worked towards it.
        WorkedTowards = "worked_towards",
    }
}

scale! {
    /// How realistic the person's picture of the work is.
    Expectation "expectation" {
        /// None yet.
        None = "none",
        /// A talk or a film, also in the first language.
        Informed = "informed",
        /// An information day or a talk with a trainee.
        Met = "met",
        /// At least one day of Hospitation, and still wants it.
        Visited = "visited",
        /// At least five days of internship, and still wants it.
        Tried = "tried",
    }
}

scale! {
    /// What a person wants to become, and what a place offers towards it.
    Development "development" {
        /// To stay at this level; the place offers nothing.
        Stay = "stay",
        /// Courses beside the job.
        Courses = "courses",
        /// A vocational qualification.
        Qualification = "qualification",
    }
}

/// A level from 0 (none) to 4 (can teach it): none, basics, under guidance, independent, can teach.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "u8", into = "u8"))]
pub struct Grade(Level);

impl Grade {
    /// Not held.
    pub const NONE: Self = Self(0);
    /// Basics.
    pub const BASICS: Self = Self(1);
    /// Under guidance.
    pub const GUIDED: Self = Self(2);
    /// Independently.
    pub const INDEPENDENT: Self = Self(3);
    /// Can teach it.
    pub const TEACHING: Self = Self(4);

    /// The level `value`, if it lies on the scale 0 to 4.
    pub fn new(value: u8) -> Option<Self> {
        (value <= Self::TOP).then_some(Self(value))
    }
}

impl Scale for Grade {
    const NAME: &'static str = "grade";
    const TOP: Level = 4;

    fn level(self) -> Level {
        self.0
    }
}

impl TryFrom<u8> for Grade {
    type Error = OffScale;

    fn try_from(value: u8) -> Result<Self, OffScale> {
        Self::new(value).ok_or(OffScale { value, top: Self::TOP })
    }
}

impl From<Grade> for u8 {
    fn from(grade: Grade) -> Self {
        grade.0
    }
}

/// A level above the top of its scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the level {value} is off the scale 0 to {top}")]
pub struct OffScale {
    /// The level as given.
    pub value: u8,
    /// The top of the scale.
    pub top: u8,
}

#[cfg(feature = "schema")]
impl utoipa::PartialSchema for Grade {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
        utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::Integer)
            .minimum(Some(0))
            .maximum(Some(Self::TOP))
            .description(Some("0 none, 1 basics, 2 under guidance, 3 independent, 4 can teach it"))
            .into()
    }
}

#[cfg(feature = "schema")]
impl utoipa::ToSchema for Grade {}
