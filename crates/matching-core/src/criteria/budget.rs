//! The two sides of a fit, and the budgets that share the points of a side.

/// Whose question a criterion answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum Side {
    /// What the place asks and the person brings.
    Demands,
    /// What the person wants and the place offers.
    Needs,
}

/// A share of the points of a side; criteria of one budget share it among themselves.
///
/// Budgets keep a profile with twenty competence lines from drowning its language line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum Budget {
    /// Languages.
    Language,
    /// Qualification and access: degrees, school, papers.
    Qualification,
    /// Competences in the work itself.
    Competence,
    /// Social competences, as structured ratings.
    Social,
    /// Shifts and start.
    Availability,
    /// Months in the field.
    Experience,
    /// Driving.
    Mobility,
    /// Wanting this work.
    Interest,
    /// A realistic picture of this work.
    Expectation,
    /// Weekly hours.
    WorkingTime,
    /// The way to work.
    Commute,
    /// Wanting to move on.
    Development,
    /// The setting of the work.
    Field,
}

impl Budget {
    /// All budgets, side by side.
    pub const ALL: [Self; 13] = [
        Self::Language,
        Self::Qualification,
        Self::Competence,
        Self::Social,
        Self::Availability,
        Self::Experience,
        Self::Mobility,
        Self::Interest,
        Self::Expectation,
        Self::WorkingTime,
        Self::Commute,
        Self::Development,
        Self::Field,
    ];

    /// The side whose points it shares.
    pub const fn side(self) -> Side {
        match self {
            Self::Language
            | Self::Qualification
            | Self::Competence
            | Self::Social
            | Self::Availability
            | Self::Experience
            | Self::Mobility => Side::Demands,
            Self::Interest
            | Self::Expectation
            | Self::WorkingTime
            | Self::Commute
            | Self::Development
            | Self::Field => Side::Needs,
        }
    }

    /// The name in files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Language => "language",
            Self::Qualification => "qualification",
            Self::Competence => "competence",
            Self::Social => "social",
            Self::Availability => "availability",
            Self::Experience => "experience",
            Self::Mobility => "mobility",
            Self::Interest => "interest",
            Self::Expectation => "expectation",
            Self::WorkingTime => "working_time",
            Self::Commute => "commute",
            Self::Development => "development",
            Self::Field => "field",
        }
    }
}
