//! A run: for every query the documents found, best first.

use std::io::{self, Write};

/// Documents listed for a query: enough for every figure that is asked for.
pub(crate) const LISTED: usize = 50;

/// Documents every query lists at least, those that nothing speaks for with score 0.
const LEAST: usize = 20;

/// Documents with their scores, best first.
pub(crate) type Ranking = Vec<(String, f64)>;

/// Answers the query of that number.
pub(crate) type Answer = Box<dyn Fn(usize) -> Ranking>;

/// A set of queries and what answers them.
pub(crate) struct Collection {
    /// What it is called in reports.
    pub(crate) name: String,
    /// The identifiers of the queries.
    pub(crate) queries: Vec<String>,
    /// Groups of queries that are reported apart, by query; empty for none.
    pub(crate) groups: Vec<String>,
    /// The identifiers of all documents, sorted.
    pub(crate) documents: Vec<String>,
    /// Relevant documents with their grades, by query; none where nobody has judged.
    pub(crate) judged: Vec<Vec<(String, u32)>>,
    /// The library.
    pub(crate) answer: Answer,
    /// Simple methods to compare with: a name, every how many queries it is measured on, the method.
    pub(crate) baselines: Vec<(&'static str, usize, Answer)>,
}

/// Writes a line for every document listed.
///
/// Scores are whole numbers of the library; the place in the list stands behind the point, so that
/// whoever sorts by score gets the library's order.
pub(crate) fn write(collection: &Collection, out: &mut impl Write) -> io::Result<()> {
    for (number, query) in collection.queries.iter().enumerate() {
        let mut ranking = (collection.answer)(number);
        ranking.truncate(LISTED);
        let listed: Vec<String> = ranking.iter().map(|(document, _)| document.clone()).collect();
        let rest = collection.documents.iter().filter(|document| !listed.contains(document));
        let missing = LEAST.saturating_sub(listed.len());
        ranking.extend(rest.take(missing).map(|document| (document.clone(), 0.0)));
        for (place, (document, score)) in (0_u32..).zip(&ranking) {
            writeln!(out, "{query}\t{document}\t{score:.0}.{:03}", 999_u32.saturating_sub(place))?;
        }
    }
    Ok(())
}
