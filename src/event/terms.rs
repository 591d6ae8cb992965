//! Words as evidence: folded, cut to a stem, without function words.
//!
//! Enters: text. Leaves: stems in the order of the text.
//! **Invariant:** a stem does not depend on the batch, so that stories can be compared across batches.
//! **Source:** cutting after Mayfield and McNamee 2003, "Single n-gram stemming"; the lists of function words are our own.

use std::sync::OnceLock;

use ahash::AHashSet;

use crate::article::Lang;
use crate::text::{fold, tokenize};

/// Letters kept of a word in an alphabet of that kind: long enough to tell *Turquie* from *turbine*, short enough to join the
/// inflections of verbs and the cognates of Romance and English words.
const LATIN_LETTERS: usize = 7;
/// Slavic endings begin earlier.
const CYRILLIC_LETTERS: usize = 6;
/// Turkish and Finnic words take several endings in a row.
const AGGLUTINATED_LETTERS: usize = 6;
/// Arabic and Hebrew write no short vowels.
const ABJAD_LETTERS: usize = 5;

/// The content words of `text` as stems, in the order of the text.
pub(super) fn stems(text: &str, lang: Option<Lang>, mut emit: impl FnMut(String)) {
    let mut previous: Option<(usize, String)> = None;
    for token in tokenize(text) {
        let folded = fold(token.span.of(text));
        if is_unspaced(&folded) {
            let adjacent = previous.take().filter(|(end, _)| *end == token.span.start as usize);
            if let Some((_, before)) = adjacent {
                emit(before + &folded);
            }
            previous = Some((token.span.end as usize, folded));
            continue;
        }
        if let Some(stem) = stem(&folded, lang) {
            emit(stem);
        }
    }
}

/// The stem of a folded word; `None` for function words, single letters and bare digits (numbers are evidence of their own).
pub(super) fn stem(folded: &str, lang: Option<Lang>) -> Option<String> {
    let first = folded.chars().next()?;
    if folded.bytes().all(|b| b.is_ascii_digit()) || is_function_word(folded, lang) {
        return None;
    }
    let letters = folded.chars().count();
    if letters < 2 {
        return None;
    }
    let stem = match first {
        '\u{400}'..='\u{52f}' => cut(
            strip_end(
                folded,
                letters,
                &[
                    "ами", "ями", "ого", "его", "ому", "ыми", "ими", "ой", "ая", "ый", "ий", "ое", "ов", "ам", "ах", "ом", "ем", "а", "я",
                    "у", "ю", "ы", "и", "е", "о", "ь",
                ],
            ),
            CYRILLIC_LETTERS,
        ),
        '\u{590}'..='\u{6ff}' => cut(strip_article(folded), ABJAD_LETTERS),
        _ if lang == Some(Lang::TR) => cut(folded, AGGLUTINATED_LETTERS),
        _ => cut(strip_end(folded, letters, &["s", "x", "e"]), LATIN_LETTERS),
    };
    Some(stem.to_owned())
}

/// Removes the first ending that leaves four letters.
fn strip_end<'w>(word: &'w str, letters: usize, endings: &[&str]) -> &'w str {
    let fits = |ending: &&&str| letters >= 4 + ending.chars().count();
    endings.iter().filter(fits).find_map(|ending| word.strip_suffix(ending)).unwrap_or(word)
}

/// Removes the Arabic article with the particles written before it.
fn strip_article(word: &str) -> &str {
    let long_enough = |rest: &&str| rest.chars().count() >= 3;
    ["وال", "بال", "فال", "كال", "ال", "لل"].iter().filter_map(|prefix| word.strip_prefix(prefix)).find(long_enough).unwrap_or(word)
}

fn cut(word: &str, letters: usize) -> &str {
    word.char_indices().nth(letters).map_or(word, |(at, _)| &word[..at])
}

/// Whether the token is one character of a script that writes no spaces; two of them in a row make one term.
fn is_unspaced(folded: &str) -> bool {
    folded.chars().next().is_some_and(|c| matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}'))
}

fn is_function_word(folded: &str, lang: Option<Lang>) -> bool {
    static LISTS: OnceLock<Vec<(Lang, AHashSet<&'static str>)>> = OnceLock::new();
    let lists = LISTS.get_or_init(|| {
        let list = |line: &'static str| {
            let mut words = line.split_whitespace();
            let lang = words.next().and_then(Lang::parse).expect("each list begins with its language");
            (lang, words.collect())
        };
        include_str!("function_words.txt").lines().filter(|line| !line.starts_with('#') && !line.is_empty()).map(list).collect()
    });
    match lang {
        Some(lang) if lists.iter().any(|(of, _)| *of == lang) => lists.iter().any(|(of, words)| *of == lang && words.contains(folded)),
        _ => lists.iter().any(|(_, words)| words.contains(folded)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str, lang: Lang) -> Vec<String> {
        let mut found = Vec::new();
        stems(text, Some(lang), |stem| found.push(stem));
        found
    }

    #[test]
    fn inflections_share_a_stem() {
        for (lang, words) in [
            (Lang::FR, &["condoléances", "condoléance", "CONDOLÉANCES"][..]),
            (Lang::FR, &["militaire", "militaires"]),
            (Lang::EN, &["earthquake", "earthquakes"]),
            (Lang::RU, &["переговоры", "переговоров", "переговорам"]),
            (Lang::AR, &["الرئيس", "والرئيس", "رئيس"]),
            (Lang::TR, &["görüştüler", "görüştü"]),
        ] {
            let stems: AHashSet<String> = words.iter().flat_map(|word| all(word, lang)).collect();
            assert_eq!(stems.len(), 1, "{words:?} give {stems:?}");
        }
    }

    #[test]
    fn function_words_and_bare_numbers_are_no_evidence() {
        assert_eq!(all("le 28 de la et a", Lang::FR), Vec::<String>::new());
        assert_eq!(all("the of and in 2018", Lang::EN), Vec::<String>::new());
    }

    #[test]
    fn unspaced_scripts_give_pairs_of_characters() {
        assert_eq!(all("東京都 地震", Lang::parse("ja").unwrap()), ["東京", "京都", "地震"]);
    }
}
