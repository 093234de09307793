//! How much of an asked concept a held one covers.

use super::{Node, Taxonomy};
use crate::{id::ConceptId, quantity::Permille};

impl Taxonomy {
    /// The share of `asked` that holding `held` covers.
    ///
    /// Full if `held` is `asked` or lies below it; else the information content of their most
    /// telling common ancestor in relation to that of `asked` (Lin's measure made one-sided, so
    /// that holding something more specific is never penalised); nothing below `floor` and across
    /// top branches. See scoring.md 2.3.
    pub fn similarity(&self, held: &ConceptId, asked: &ConceptId, floor: Permille) -> Permille {
        if held == asked {
            return Permille::FULL;
        }
        let (Some(held), Some(asked)) = (self.node(held), self.node(asked)) else {
            return Permille::NONE;
        };
        self.share(held, asked, floor)
    }

    /// Every other concept that covers a share of `asked` of at least `floor`, by identifier.
    pub fn related(&self, asked: &ConceptId, floor: Permille) -> Vec<(&ConceptId, Permille)> {
        let Some(asked) = self.node(asked) else { return Vec::new() };
        // Only what lies below an ancestor that is telling enough can reach the floor.
        let mut near: Vec<usize> = asked
            .lineage
            .iter()
            .filter_map(|at| self.nodes.get(*at))
            .filter(|above| above.id == asked.id || covered(above, asked) >= floor)
            .flat_map(|above| above.below.iter().copied())
            .collect();
        near.sort_unstable();
        near.dedup();
        near.into_iter()
            .filter_map(|at| self.nodes.get(at))
            .filter(|held| held.id != asked.id)
            .map(|held| (&held.id, self.share(held, asked, floor)))
            .filter(|(_, share)| *share > Permille::NONE)
            .collect()
    }

    fn share(&self, held: &Node, asked: &Node, floor: Permille) -> Permille {
        let common = held.lineage.iter().filter(|at| asked.lineage.binary_search(at).is_ok());
        let shares = common
            .filter_map(|at| self.nodes.get(*at))
            .map(|above| if above.id == asked.id { Permille::FULL } else { covered(above, asked) });
        shares.max().filter(|share| *share >= floor).unwrap_or(Permille::NONE)
    }
}

/// The share of `asked` that is already said by a concept above it.
fn covered(above: &Node, asked: &Node) -> Permille {
    if asked.information == 0 {
        return Permille::NONE;
    }
    let thousandths = u32::from(above.information) * 1000 / u32::from(asked.information);
    // Whatever is beside the asked thing is not the thing itself.
    Permille::new(u16::try_from(thousandths).unwrap_or(1000).min(999))
}
