//! L47: what the sentences say is what the structured result says, for every pair of the vignettes,
//! in both languages.

use issue::Language;
use knowledge::{Knowledge, Shelf};
use matching_core::{criteria::Side, explain::Explanation, quantity::Centipoints};

use crate::vignettes::pairs;

/// Every decimal number in a text, written with a point.
fn decimals(text: &str) -> Vec<String> {
    let kept = |sign: char| sign.is_ascii_digit() || sign == '.' || sign == ',';
    let words = text.split(|sign: char| !kept(sign)).map(|word| word.replace(',', "."));
    let words = words.map(|word| word.trim_matches('.').to_owned());
    words.filter(|word| word.contains('.')).collect()
}

#[test]
fn every_number_of_a_sentence_stands_in_the_result() {
    let knowledge = Knowledge::load(&Shelf::Shipped).unwrap().0.unwrap();
    for language in [Language::German, Language::English] {
        let teller = knowledge.teller(language);
        for (role, found) in pairs() {
            let sentences = teller.summary(role.title(), &found);
            let score = found.score;
            let ends = [score.overall.low, score.overall.high].map(|points| points.to_string());
            let told = decimals(&sentences[0]);
            let expected = if score.overall.is_exact() { &ends[..1] } else { &ends[..] };
            assert_eq!(told, expected, "{sentences:?}");
            let changing = usize::from(!score.possible_eligibility.is_exact());
            let listed = found.reasons.len() + found.hints.len();
            // Span and class; what counts most; and that a person decides.
            assert_eq!(sentences.len(), 4 + changing + listed, "{sentences:?}");
            assert!(sentences[1].contains(teller.class(score.eligibility)), "{sentences:?}");
            let (heaviest, most) = (&sentences[2 + changing + listed], heaviest(&found));
            assert_eq!(decimals(heaviest), [most.to_string()]);
            for sentence in sentences[1..].iter().filter(|one| *one != heaviest) {
                assert_eq!(decimals(sentence), Vec::<String>::new(), "{sentence}");
                assert!(!sentence.is_empty() && !sentence.contains('{'), "{sentence}");
            }
            for (reason, sentence) in found.reasons.iter().zip(&sentences[2 + changing..]) {
                assert_eq!(*sentence, teller.reason(reason, &found.parts));
            }
        }
    }
}

/// The points of the budget that carries most of the employer's side.
fn heaviest(found: &Explanation) -> Centipoints {
    let demands = || found.parts.iter().filter(|part| part.side == Side::Demands);
    let of = |budget| -> u16 {
        demands().filter(|part| part.budget == budget).map(|part| part.weight.get()).sum()
    };
    Centipoints::new(demands().map(|part| of(part.budget)).max().unwrap())
}
