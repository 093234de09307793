//! How many of a group something holds for.

/// How many of a group something holds for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    people: u32,
    yes: u32,
}

impl Tally {
    /// A group of so many people; it holds for so many of them, at most all.
    pub const fn new(people: u32, yes: u32) -> Self {
        Self { people, yes: if yes < people { yes } else { people } }
    }

    /// Counts one more person.
    pub const fn note(&mut self, holds: bool) {
        self.people = self.people.saturating_add(1);
        if holds {
            self.yes = self.yes.saturating_add(1);
        }
    }

    /// How many people.
    pub const fn people(self) -> u32 {
        self.people
    }

    /// For how many it holds.
    pub const fn yes(self) -> u32 {
        self.yes
    }

    /// For how many it does not.
    pub const fn no(self) -> u32 {
        self.people - self.yes
    }

    /// Both groups as one.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self {
            people: self.people.saturating_add(other.people),
            yes: self.yes.saturating_add(other.yes),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Tally;

    #[test]
    fn people_are_counted_one_by_one() {
        let mut tally = Tally::default();
        for holds in [true, false, true] {
            tally.note(holds);
        }
        assert_eq!((tally.people(), tally.yes(), tally.no()), (3, 2, 1));
        // More than all cannot be.
        assert_eq!(Tally::new(3, 5), Tally::new(3, 3));
    }
}
