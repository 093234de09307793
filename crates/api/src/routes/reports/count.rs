//! Counts that point at nobody: numbers of small groups are not shown.

use serde::Serialize;
use utoipa::ToSchema;

/// Fewest people behind a number inside the office.
const INSIDE: u32 = 5;
/// Fewest people behind a number that is published.
const PUBLISHED: u32 = 10;

/// How small a group may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::routes) struct Least(u32);

/// A number of people; null where so few stand behind it that it could point at somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(value_type = Option<u32>)]
pub(crate) struct Count(Option<u32>);

impl Least {
    pub(in crate::routes) const fn of(is_published: bool) -> Self {
        Self(if is_published { PUBLISHED } else { INSIDE })
    }

    pub(in crate::routes) const fn get(self) -> u32 {
        self.0
    }

    /// Whether a group is too small to be shown; nobody is no group.
    const fn hides(self, people: u32) -> bool {
        people > 0 && people < self.0
    }

    /// A number as it may be shown.
    pub(in crate::routes) fn count(self, people: usize) -> Count {
        let people = number(people);
        Count((!self.hides(people)).then_some(people))
    }

    /// A large enough number; nothing for a small one, not even that it is there.
    pub(super) fn large(self, people: usize) -> Option<u32> {
        Some(number(people)).filter(|people| *people >= self.0)
    }

    /// Numbers of which each counts some of those before: where two differ by a small group, the later one
    /// is hidden, because the difference would show the group.
    pub(super) fn nested(self, numbers: impl IntoIterator<Item = usize>) -> Vec<Count> {
        let mut last: Option<u32> = None;
        let numbers = numbers.into_iter().map(number);
        let shown = numbers.map(|people| {
            let apart = last.map_or(0, |last: u32| last.abs_diff(people));
            let count = (!self.hides(people) && !self.hides(apart)).then_some(people);
            last = count.or(last);
            Count(count)
        });
        shown.collect()
    }
}

fn number(people: usize) -> u32 {
    u32::try_from(people).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::{Count, Least};

    #[test]
    fn small_groups_are_hidden_and_so_are_small_differences() {
        let inside = Least::of(false);
        assert_eq!([0, 4, 5].map(|people| inside.count(people).0), [Some(0), None, Some(5)]);
        assert_eq!((inside.large(4), inside.large(5)), (None, Some(5)));
        let shown = |least: Least, numbers: &[usize]| -> Vec<Option<u32>> {
            least.nested(numbers.iter().copied()).iter().map(|Count(count)| *count).collect()
        };
        // 67 and 64 would show that three were not there; 64 and 58 differ by enough from 67.
        let funnel = [67, 64, 58, 58, 3, 0];
        assert_eq!(shown(inside, &funnel), [Some(67), None, Some(58), Some(58), None, Some(0)]);
        assert_eq!(shown(Least::of(true), &funnel), [Some(67), None, None, None, None, Some(0)]);
    }
}
