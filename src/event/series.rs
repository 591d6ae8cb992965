//! Articles that one outlet makes from one mould: the shows of a fashion week, the cities of a guide, the signs of a horoscope.
//!
//! Enters: units and the pairs worth comparing. Leaves: for each unit the series it is an issue of, if any.
//! **Invariant:** two issues of a series are of one outlet, begin with the same words but for a gap, and so do their headlines. Two that
//! are alike are one story told twice; it takes three to make a series.

use ahash::AHashMap;

use super::components::connected;
use crate::document::Document;
use crate::text::tokenize;

/// Words of the body that are compared.
const OPENING: usize = 32;
/// Fewest words that two headlines have in common on both sides of the gap.
const FEWEST_FRAMED: usize = 3;
/// Fewest words of an opening: below, any two sentences about one thing agree in most.
const FEWEST_OPENING: usize = 8;
/// Share of the shorter opening that stands in the other in the same order.
const SAME_OPENING: f32 = 0.6;
/// Fewest others that one must be made like.
const FEWEST_ALIKE: u32 = 2;

/// What an article of a series would have in common with the others, every number being one word: an update with another figure is no
/// issue of its own. Empty where no outlet is named, or headline or text is missing.
#[derive(Clone, Default, Debug)]
pub(super) struct Mould {
    headline: Box<[u32]>,
    opening: Box<[u32]>,
}

impl Mould {
    /// That of an article; empty also where its text has fewer than [`FEWEST_OPENING`] words.
    pub fn new(document: &Document) -> Mould {
        let (headline, text) = (document.headline(), document.article.text.as_str());
        if document.article.source.is_none() || document.tokens.len() < FEWEST_OPENING {
            return Mould::default();
        }
        let words = |tokens: &[_], text: &str| -> Box<[u32]> {
            let word = |token: &crate::text::Token| if token.is_digits(text) { 0 } else { token.hash as u32 };
            tokens.iter().map(word).collect()
        };
        let opening = &document.tokens[..document.tokens.len().min(OPENING)];
        Mould { headline: words(&tokenize(headline), headline), opening: words(opening, text) }
    }

    /// Whether the two may be issues of one series.
    fn fits(&self, other: &Mould) -> bool {
        gap_in_frame(&self.headline, &other.headline) && {
            let shorter = self.opening.len().min(other.opening.len());
            longest_common(&self.opening, &other.opening) as f32 >= SAME_OPENING * shorter as f32
        }
    }
}

/// Whether two headlines agree in the words before and after one gap that both fill, and these are at least half of each.
fn gap_in_frame(a: &[u32], b: &[u32]) -> bool {
    let shorter = a.len().min(b.len());
    let before = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let after = a.iter().rev().zip(b.iter().rev()).take(shorter - before).take_while(|(x, y)| x == y).count();
    let framed = before + after;
    framed < shorter && framed >= FEWEST_FRAMED && 2 * framed >= a.len().max(b.len())
}

/// Length of the longest sequence of words that stand in both in this order.
fn longest_common(a: &[u32], b: &[u32]) -> usize {
    let mut row = vec![0usize; b.len() + 1];
    for x in a {
        let mut diagonal = 0;
        for (at, y) in b.iter().enumerate() {
            let above = row[at + 1];
            row[at + 1] = if x == y { diagonal + 1 } else { above.max(row[at]) };
            diagonal = above;
        }
    }
    row[b.len()]
}

/// The first unit of the series of each unit that is an issue of one. `pairs` are of `units` units, of which outlet and mould are asked.
pub(super) fn series<'a>(
    units: usize,
    pairs: &[(u32, u32)],
    outlet: impl Fn(u32) -> Option<u64>,
    mould: impl Fn(u32) -> &'a Mould,
) -> AHashMap<u32, u32> {
    let of_one_outlet = |a: u32, b: u32| outlet(a).is_some() && outlet(a) == outlet(b);
    let fitting = |(a, b): &(u32, u32)| of_one_outlet(*a, *b) && mould(*a).fits(mould(*b));
    issues(units, pairs.iter().copied().filter(fitting).collect())
}

/// The first unit of the series of each issue, by the pairs made alike.
fn issues(units: usize, mut alike: Vec<(u32, u32)>) -> AHashMap<u32, u32> {
    let mut others: AHashMap<u32, u32> = AHashMap::new();
    alike.iter().flat_map(|(a, b)| [a, b]).for_each(|unit| *others.entry(*unit).or_insert(0) += 1);
    alike.retain(|(a, b)| others[a] >= FEWEST_ALIKE && others[b] >= FEWEST_ALIKE);
    let first = connected(units, alike.iter().copied());
    alike.into_iter().flat_map(|(a, b)| [a, b]).map(|unit| (unit, first[unit as usize])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<u32> {
        tokenize(text).iter().map(|token| token.hash as u32).collect()
    }

    #[test]
    fn a_frame_has_one_gap_that_both_fill() {
        for (a, b, framed) in [
            ("Visite : le port d'Estrel en images", "Visite : le musée Tordal en images", true),
            ("Prévisions pour le Bélier", "Prévisions pour le Taureau", true),
            ("Séisme à Estrel", "Séisme à Tordal", false),
            ("Le port d'Estrel en images", "Le port d'Estrel en images", false),
            ("Le port d'Estrel en images", "Le vieux port d'Estrel en images", false),
            (
                "Naufrage de la Calypso : le président écrit aux familles",
                "Naufrage de la Calypso : trois marins entendus hier soir par le juge",
                false,
            ),
        ] {
            assert_eq!(gap_in_frame(&words(a), &words(b)), framed, "{a} / {b}");
            assert_eq!(gap_in_frame(&words(b), &words(a)), framed, "{b} / {a}");
        }
        assert!(!gap_in_frame(&[], &[]));
    }

    #[test]
    fn a_series_is_whole_and_has_three_issues() {
        for (alike, expected) in [
            (vec![], vec![]),
            (vec![(1, 2)], vec![]),
            (vec![(1, 3), (2, 3)], vec![]),
            (vec![(1, 2), (1, 3), (2, 3)], vec![(1, 1), (2, 1), (3, 1)]),
            // 2 is met only through 3 and 4, which are already of the series of 1.
            (vec![(1, 3), (1, 4), (2, 3), (2, 4)], vec![(1, 1), (2, 1), (3, 1), (4, 1)]),
        ] {
            let mut found: Vec<(u32, u32)> = issues(6, alike).into_iter().collect();
            found.sort_unstable();
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn common_words_keep_their_order() {
        for (a, b, common) in [("a b c d", "a x c d", 3), ("a b c", "c b a", 1), ("", "a", 0), ("a b", "a b", 2)] {
            assert_eq!(longest_common(&words(a), &words(b)), common, "{a} / {b}");
        }
    }
}
