//! How many tables, slots and invitations a wished number of talks takes.

use serde::{Deserialize, Serialize};

use issue::Issue;

use crate::issue_code::PlanCode;
use crate::overbooking::{NoAnswer, Overbooking, ShowRate, overbook};

/// What is wished for, and what a day looks like.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = SizeWish))]
#[serde(deny_unknown_fields)]
pub struct Wish {
    /// Talks that shall take place.
    pub talks: u32,
    /// Talks each person shall have.
    pub talks_per_person: u32,
    /// Minutes of a talk with its change-over.
    pub talk_minutes: u32,
    /// Minutes the tables are open, breaks taken out.
    pub open_minutes: u32,
    /// Free minutes a person needs between talks.
    #[serde(default)]
    pub buffer_minutes: u32,
    /// Spare cells, in thousandths: 100 to 200 is what organisers advise.
    #[serde(default = "spare")]
    pub spare: u32,
    /// How many of the invited come.
    pub rate: ShowRate,
    /// Accepted chance, in thousandths, that more come than there are places.
    #[serde(default = "risk")]
    pub risk: u32,
}

fn spare() -> u32 {
    100
}

fn risk() -> u32 {
    100
}

/// The size of a day that fulfils a wish.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = DaySize))]
pub struct Size {
    /// Talks one table can hold.
    pub slots: u32,
    /// Tables, spare included.
    pub tables: u32,
    /// Talks all tables can hold.
    pub capacity: u32,
    /// People who can be served.
    pub people: u32,
    /// Invitations, and their risk.
    pub invitations: Overbooking,
}

/// A wish that no size fulfils.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoSize {
    /// Something that must be above zero is not, or a number is beyond all sense.
    #[error("{what} is {found}; give {low} to 1000000")]
    Range {
        /// Which number.
        what: &'static str,
        /// What was given.
        found: u32,
        /// The least that makes sense.
        low: u32,
    },
    /// A day is too short for what each person shall have.
    #[error("{wanted} talks of a person take {needed} minutes, the day has {open}")]
    DayTooShort {
        /// Talks each person shall have.
        wanted: u32,
        /// Minutes they take with buffers.
        needed: u32,
        /// Minutes the day has.
        open: u32,
    },
    /// The number of invitations has no answer.
    #[error(transparent)]
    Invitations(#[from] NoAnswer),
}

impl NoSize {
    /// The same with its stable code, cause and remedy.
    pub fn issue(&self) -> Issue {
        match *self {
            Self::Range { what, found, low } => Issue::new(PlanCode::SizeRange, what)
                .with("what", what)
                .with("found", found)
                .with("low", low)
                .with("high", MOST),
            Self::DayTooShort { wanted, needed, open } => {
                Issue::new(PlanCode::DayTooShort, "talks_per_person")
                    .with("wanted", wanted)
                    .with("needed", needed)
                    .with("open", open)
            }
            Self::Invitations(no_answer) => no_answer.issue(),
        }
    }
}

/// More than any day has.
const MOST: u32 = 1_000_000;

/// The size of a day that fulfils a wish.
///
/// Talks fit without clashes when no table has more talks than slots and no person more talks
/// than fit one after the other (bipartite edge colouring), so counting is enough where people
/// are free all day; the spare cells pay for those who are not.
///
/// # Errors
///
/// When a number is out of range or the day is too short for the talks of one person.
pub fn size(wish: &Wish) -> Result<Size, NoSize> {
    let numbers = [
        ("talks", wish.talks, 1),
        ("talks_per_person", wish.talks_per_person, 1),
        ("talk_minutes", wish.talk_minutes, 1),
        ("open_minutes", wish.open_minutes, 1),
        ("buffer_minutes", wish.buffer_minutes, 0),
        ("spare", wish.spare, 0),
    ];
    for (what, found, low) in numbers {
        if !(low..=MOST).contains(&found) {
            return Err(NoSize::Range { what, found, low });
        }
    }
    let one = u64::from(wish.talk_minutes + wish.buffer_minutes);
    let needed = u64::from(wish.talks_per_person) * one - u64::from(wish.buffer_minutes);
    if needed > u64::from(wish.open_minutes) {
        let needed = u32::try_from(needed).unwrap_or(u32::MAX);
        let (wanted, open) = (wish.talks_per_person, wish.open_minutes);
        return Err(NoSize::DayTooShort { wanted, needed, open });
    }
    let slots = wish.open_minutes / wish.talk_minutes;
    let cells = (u64::from(wish.talks) * (1000 + u64::from(wish.spare))).div_ceil(1000);
    let tables = u32::try_from(cells.div_ceil(u64::from(slots))).unwrap_or(u32::MAX);
    // an employer is met once, so each talk of a person needs a table of its own
    let tables = tables.max(wish.talks_per_person);
    let people = wish.talks.div_ceil(wish.talks_per_person);
    let invitations = overbook(people, wish.rate, wish.risk)?;
    Ok(Size { slots, tables, capacity: tables.saturating_mul(slots), people, invitations })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wish() -> Wish {
        Wish {
            talks: 600,
            talks_per_person: 3,
            talk_minutes: 10,
            open_minutes: 300,
            buffer_minutes: 0,
            spare: 100,
            rate: ShowRate::Known(700),
            risk: 100,
        }
    }

    #[test]
    fn a_day_has_room_for_the_wish() {
        let found = size(&wish()).unwrap();
        assert_eq!((found.slots, found.tables, found.people), (30, 22, 200));
        assert!(found.capacity >= 660);
        assert!(found.invitations.invite > 260 && found.invitations.risk <= 0.1);
    }

    #[test]
    fn impossible_wishes_are_named() {
        let short = Wish { open_minutes: 20, ..wish() };
        assert!(matches!(size(&short), Err(NoSize::DayTooShort { .. })));
        let nothing = NoSize::Range { what: "talks", found: 0, low: 1 };
        assert_eq!(size(&Wish { talks: 0, ..wish() }), Err(nothing));
        assert_eq!(nothing.issue().code.name(), "size_range");
        let bad = Wish { rate: ShowRate::Known(0), ..wish() };
        assert!(matches!(size(&bad), Err(NoSize::Invitations(_))));
    }
}
