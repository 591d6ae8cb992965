//! Words as the comparison sees them: three keys of growing coarseness, and whether a word carries content.
//!
//! Enters: a piece of text and its language. Leaves: its [`Word`]s. The exact key tells wordings apart, the lemma finds a lexicon's terms
//! in all their inflections, the stem finds sentences that say the same thing. All three are hashes of folded forms.
//! **Invariant:** a word is read without the rest of the comparison: weights, and the keys that names, numbers and days have by what they
//! mean, are set later (`scene`).
//! **Source:** one n-gram in place of a stem, after Mayfield and McNamee 2003, "Single n-gram stemming"; here always the first letters,
//! less final vowels, as news names things by derivation.

use crate::article::{Lang, Span};
use crate::hash;
use crate::text::{fold, tokenize};

use super::lexicon::Lexicon;
use super::meaning::Meanings;

/// Letters of a stem.
const STEM_LETTERS: usize = 6;

/// One word of a sentence.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Word {
    /// Where it stands in the field.
    pub span: Span,
    /// Hash of the folded form.
    pub exact: u64,
    /// Hash of the folded form without inflection.
    pub lemma: u64,
    /// Hash of the first letters; of a name, a number or a day, of what it means.
    pub stem: u64,
    /// Hash of the first letters, always.
    pub root: u64,
    /// What it means in any language: of a name, a number or a day what it names, of a word and of the common name of an institution its
    /// concept, of what is of a country that country; `None` for words of no list.
    pub meaning: Option<u64>,
    /// No function word, no lone letter, no ending set apart; negations and figures count as content.
    pub content: bool,
    /// Begins with a capital.
    pub capital: bool,
    /// Consists of digits.
    pub figure: bool,
    /// How much it tells, from 0; set once the whole comparison is known.
    pub weight: f64,
    /// The same of its meaning, among the sentences of all languages.
    pub meaning_weight: f64,
}

impl Word {
    /// The concept of a word that others of its language may share; `None` for names and figures, which share their stem.
    pub fn synonym(&self) -> Option<u64> {
        self.meaning.filter(|_| self.content && self.stem == self.root)
    }
}

/// The words of `piece`, which begins at byte `offset` of its field; at most `limit`.
pub(super) fn words(piece: &str, offset: usize, lang: Option<Lang>, lexicon: &Lexicon, limit: usize) -> Vec<Word> {
    let language = lexicon.language(lang);
    let meanings = Meanings::in_language(lang);
    let mut words: Vec<Word> = tokenize(piece)
        .into_iter()
        .take(limit)
        .map(|token| {
            let raw = token.span.of(piece);
            let folded = fold(raw);
            let figure = folded.bytes().all(|byte| byte.is_ascii_digit());
            let function = language.is_function(token.hash) && !language.is_negation(token.hash);
            let stem = stem_hash(&folded);
            let capital = raw.chars().next().is_some_and(char::is_uppercase);
            let alone = folded.chars().count() == 1 && folded.is_ascii() && !figure;
            // Turkish sets the endings of names apart: "YPG'nin".
            let before = piece[..token.span.start as usize].strip_suffix(['\'', '’']);
            let ending = lang == Some(Lang::TR) && before.is_some_and(|before| before.ends_with(char::is_alphanumeric));
            let content = !function && !alone && !ending;
            Word {
                span: Span::new(token.span.start as usize + offset, token.span.end as usize + offset),
                exact: token.hash,
                lemma: lemma_hash(&folded, lang),
                stem,
                root: stem,
                meaning: if content { meanings.of(&folded, capital) } else { None },
                content,
                capital,
                figure,
                weight: 0.0,
                meaning_weight: 0.0,
            }
        })
        .collect();
    meanings.set_idioms(&mut words);
    words
}

/// The meaning of a name with this key.
pub(super) fn key_hash(key: &str) -> u64 {
    hash::sequence([1, hash::bytes(key.as_bytes())])
}

/// Hash of the lemma of a folded word.
pub(super) fn lemma_hash(folded: &str, lang: Option<Lang>) -> u64 {
    hash::word(lemma(folded, lang).as_bytes())
}

/// Hash of the stem of a folded word.
pub(super) fn stem_hash(folded: &str) -> u64 {
    hash::word(stem(folded).as_bytes())
}

/// The folded word without plural, gender and case endings, as far as its script and language show them.
fn lemma(folded: &str, lang: Option<Lang>) -> &str {
    let Some(first) = folded.chars().next() else { return folded };
    match (first, lang) {
        (_, Some(Lang::TR)) => turkish(folded),
        (_, Some(Lang::DE)) => trim_endings(folded, &['s', 'e', 'n'], 5),
        ('\u{400}'..='\u{52f}', _) => trim_endings(folded, &['а', 'е', 'и', 'о', 'у', 'ы', 'э', 'ю', 'я', 'й', 'ь', 'м', 'х', 'в'], 5),
        ('\u{600}'..='\u{6ff}', _) => arabic(folded),
        (c, _) if c.is_ascii_alphabetic() => trim_endings(trim_endings(folded, &['s', 'x'], 4), &['e'], 4),
        _ => folded,
    }
}

/// Drops final letters of the given set while at least `keep - 1` remain; at most three.
fn trim_endings<'w>(word: &'w str, endings: &[char], keep: usize) -> &'w str {
    let mut letters = word.chars().count();
    let mut rest = word;
    for _ in 0..3 {
        if letters < keep || !rest.ends_with(endings) {
            break;
        }
        let last = rest.chars().next_back().map_or(0, char::len_utf8);
        rest = &rest[..rest.len() - last];
        letters -= 1;
    }
    rest
}

fn turkish(folded: &str) -> &str {
    let plural =
        ["lar", "ler"].iter().filter_map(|suffix| folded.rfind(suffix)).filter(|at| folded.is_char_boundary(*at) && *at >= 4).max();
    let base = plural.map_or(folded, |at| &folded[..at]);
    trim_endings(base, &['i', 'u', 'a', 'e'], 5)
}

fn arabic(folded: &str) -> &str {
    let base = ["وال", "بال", "لل", "ال"]
        .iter()
        .find_map(|prefix| folded.strip_prefix(prefix))
        .filter(|rest| rest.chars().count() >= 3)
        .unwrap_or(folded);
    let cut = ["ين", "ون", "ات", "ه"].iter().find_map(|suffix| base.strip_suffix(suffix)).filter(|rest| rest.chars().count() >= 3);
    cut.unwrap_or(base)
}

/// The first letters of a folded word, without a plural mark or final vowels.
fn stem(folded: &str) -> &str {
    if folded.starts_with('\u{627}') || folded.starts_with('\u{648}') {
        return arabic(folded);
    }
    if folded.bytes().any(|byte| byte.is_ascii_digit()) {
        return folded;
    }
    let singular = folded.strip_suffix(['s', 'x']).filter(|rest| rest.len() >= 3).unwrap_or(folded);
    let end = singular.char_indices().nth(STEM_LETTERS).map_or(singular.len(), |(at, _)| at);
    trim_endings(&singular[..end], &['a', 'e', 'i', 'o', 'u', 'y', 'а', 'е', 'и', 'о', 'у', 'ы', 'ю', 'я', 'й', 'ь'], 4)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inflections_share_a_lemma_and_neighbours_do_not() {
        for (lang, alike) in [
            (Lang::FR, &["rebelle", "rebelles"][..]),
            (Lang::FR, &["manifestant", "manifestantes", "manifestants"]),
            (Lang::DE, &["rebell", "rebellen"]),
            (Lang::RU, &["боевик", "боевиков", "боевики", "боевиками"]),
            (Lang::TR, &["terorist", "teroristler", "teroristlerin"]),
            (Lang::AR, &["متمردين", "المتمردين", "متمرد"]),
        ] {
            let first = lemma_hash(alike[0], Some(lang));
            for word in alike {
                assert_eq!(lemma_hash(word, Some(lang)), first, "{word}");
            }
        }
        assert_ne!(lemma_hash("militants", Some(Lang::FR)), lemma_hash("militaires", Some(Lang::FR)));
        assert_ne!(lemma_hash("manifestant", Some(Lang::FR)), lemma_hash("manifestation", Some(Lang::FR)));
    }

    #[test]
    fn derivations_share_a_stem() {
        for (a, b) in [("annonce", "annoncee"), ("blesses", "blessure"), ("soldat", "soldats"), ("сирия", "сирии")] {
            assert_eq!(stem(a), stem(b), "{a} {b}");
        }
        for (a, b) in [("2018", "2017"), ("poursuit", "pour"), ("note", "nos")] {
            assert_ne!(stem(a), stem(b), "{a} {b}");
        }
    }
}
