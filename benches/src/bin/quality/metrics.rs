//! Figures of a ranking against judgements, as `score.py` beside the data computes them.

use std::collections::BTreeMap;

use crate::run::{LISTED, Ranking};

/// The figures of one query, or their means.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Figures {
    /// The first document is relevant.
    pub(crate) accuracy: f64,
    /// One by the place of the first document of the highest grade, within [`LISTED`].
    pub(crate) reciprocal: f64,
    /// Share of the relevant documents among the first ten.
    pub(crate) recall: f64,
    /// Normalised discounted gain of the first ten, gain 2^grade − 1.
    pub(crate) gain: f64,
}

/// The first documents of a list, ties by identifier.
pub(crate) fn best(mut scored: Ranking) -> Ranking {
    let order = |one: &(String, f64), other: &(String, f64)| {
        other.1.total_cmp(&one.1).then_with(|| one.0.cmp(&other.0))
    };
    if scored.len() > LISTED {
        scored.select_nth_unstable_by(LISTED, order);
        scored.truncate(LISTED);
    }
    scored.sort_unstable_by(order);
    scored
}

/// The figures of one ranking; `None` where nobody has judged the query.
pub(crate) fn figures(ranking: &Ranking, judged: &[(String, u32)]) -> Option<Figures> {
    let grades: BTreeMap<&str, u32> =
        judged.iter().map(|(document, grade)| (document.as_str(), *grade)).collect();
    let highest = grades.values().max().copied()?;
    let grade = |at: &(String, f64)| grades.get(at.0.as_str()).copied();
    let own = ranking.iter().position(|at| grade(at) == Some(highest));
    let found = ranking.iter().take(10).filter(|at| grade(at).is_some()).count();
    let mut ideal: Vec<u32> = grades.values().copied().collect();
    ideal.sort_unstable_by(|one, other| other.cmp(one));
    let reached = ranking.iter().take(10).map(|at| grade(at).unwrap_or(0));
    Some(Figures {
        accuracy: f64::from(u8::from(ranking.first().is_some_and(|at| grade(at).is_some()))),
        reciprocal: own.map_or(0.0, |place| 1.0 / number(place + 1)),
        recall: number(found) / number(grades.len()),
        gain: discounted(reached) / discounted(ideal.into_iter().take(10)).max(f64::EPSILON),
    })
}

fn discounted(grades: impl Iterator<Item = u32>) -> f64 {
    (2_u32..)
        .zip(grades)
        .map(|(place, grade)| (f64::from(grade).exp2() - 1.0) / f64::from(place).log2())
        .sum()
}

fn number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

/// The means of figures; zero for none.
pub(crate) fn mean(all: &[Figures]) -> Figures {
    let of = |figure: fn(&Figures) -> f64| {
        all.iter().map(figure).sum::<f64>() / number(all.len()).max(1.0)
    };
    Figures {
        accuracy: of(|one| one.accuracy),
        reciprocal: of(|one| one.reciprocal),
        recall: of(|one| one.recall),
        gain: of(|one| one.gain),
    }
}
