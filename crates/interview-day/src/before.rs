//! What is asked before a day: how large it must be, and whom to invite.

use day_planner::{Invitations, Overbooking, Size, Wish};
use serde::Serialize;
use utoipa::ToSchema;

/// The size of a day for a wish.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct SizeAnswer {
    /// `passgenau-size-1`.
    pub format: &'static str,
    /// What was wished for.
    pub wish: Wish,
    /// The size that fulfils it.
    pub size: Size,
}

impl SizeAnswer {
    /// The answer to a wish.
    pub fn new(wish: Wish, size: Size) -> Self {
        Self { format: "passgenau-size-1", wish, size }
    }
}

/// Whom to invite to a day, who stands by, and how sure the number is.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct InvitationsAnswer {
    /// `passgenau-invitations-1`.
    pub format: &'static str,
    /// How the number follows from the show rate; nothing where it was given.
    pub overbooking: Option<Overbooking>,
    /// The lists.
    #[serde(flatten)]
    pub invitations: Invitations,
}

impl InvitationsAnswer {
    /// The answer with its lists.
    pub fn new(invitations: Invitations, overbooking: Option<Overbooking>) -> Self {
        Self { format: "passgenau-invitations-1", overbooking, invitations }
    }
}
