//! Words with their places.
//!
//! A token is a run of letters, digits and their marks; apostrophes and hyphens separate (*l'homme* is two tokens, as is
//! *porte-parole*), so that typography never makes two texts differ. Chinese, Japanese, Thai, Lao, Khmer and Burmese, which
//! write no spaces, give one token a character with its marks; other scripts are segmented by UAX #29.
//!
//! Enters: any text. Leaves: its [`Token`]s.
//! **Invariant:** tokens are ascending and disjoint, and none folds to nothing; every processor gives the same.
//! **Source:** UAX #29 as `unicode-segmentation` implements it.

use super::fold::fold;
use super::scan::scan;
use crate::article::Span;
use crate::cpu::Path;
use crate::hash;

/// One word: its place in the text, in bytes, and the hash of its folded form.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// [`word_hash`] of the word.
    pub hash: u64,
}

impl Token {
    /// Whether it consists of ASCII digits; `text` is the one it was found in.
    pub fn is_digits(&self, text: &str) -> bool {
        text.as_bytes()[self.span.range()].iter().all(u8::is_ascii_digit)
    }
}

/// The hash that a token of this word has, however it is spelt.
pub fn word_hash(word: &str) -> u64 {
    hash::word(fold(word).as_bytes())
}

/// The tokens of `text` in their order; empty for a text without letters or digits. Linear time.
pub fn tokenize(text: &str) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len() / 6);
    tokenize_into(text, &mut tokens);
    tokens
}

/// Appends the tokens of `text` to `tokens`.
///
/// # Panics
/// On texts of 4 GiB and more, which `input` never lets in.
pub fn tokenize_into(text: &str, tokens: &mut Vec<Token>) {
    scan(text, Path::best(), tokens);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_segmentation::UnicodeSegmentation;

    use super::super::class::{Class, alone_end, class, segmented_end};
    use super::super::fold::fold_char;
    use super::*;

    /// The definition: one character after another.
    mod reference {
        use super::*;

        pub(super) fn tokenize(text: &str) -> Vec<Token> {
            let mut found = Vec::new();
            let tokens = &mut found;
            let mut folded = String::with_capacity(64);
            let bytes = text.as_bytes();
            let mut at = 0;
            while at < bytes.len() {
                if bytes[at].is_ascii() && !bytes[at].is_ascii_alphanumeric() {
                    at += 1;
                    continue;
                }
                let end = match char_at(text, at).map(class) {
                    None | Some(Class::Gap | Class::Mark) => at + char_at(text, at).map_or(1, char::len_utf8),
                    Some(Class::Letter) => word_end(text, at),
                    Some(Class::Alone) => alone_end(text, at),
                    Some(Class::Segmented) => {
                        let end = segmented_end(text, at);
                        for (offset, word) in text[at..end].unicode_word_indices() {
                            push(tokens, &mut folded, text, at + offset, at + offset + word.len());
                        }
                        at = end;
                        continue;
                    }
                };
                if char_at(text, at).is_some_and(|c| matches!(class(c), Class::Letter | Class::Alone)) {
                    push(tokens, &mut folded, text, at, end);
                }
                at = end;
            }
            found
        }

        fn push(tokens: &mut Vec<Token>, folded: &mut String, text: &str, start: usize, end: usize) {
            folded.clear();
            text[start..end].chars().for_each(|c| fold_char(c, |f| folded.push(f)));
            if !folded.is_empty() {
                tokens.push(Token { span: Span::new(start, end), hash: hash::word(folded.as_bytes()) });
            }
        }

        fn char_at(text: &str, at: usize) -> Option<char> {
            text[at..].chars().next()
        }

        fn word_end(text: &str, start: usize) -> usize {
            let bytes = text.as_bytes();
            let mut at = start;
            loop {
                while at < bytes.len() && bytes[at].is_ascii_alphanumeric() {
                    at += 1;
                }
                match text[at..].chars().next() {
                    Some(c) if !c.is_ascii() && matches!(class(c), Class::Letter | Class::Mark) => at += c.len_utf8(),
                    _ => return at,
                }
            }
        }
    }

    fn words(text: &str) -> Vec<&str> {
        tokenize(text).into_iter().map(|token| token.span.of(text)).collect()
    }

    fn assert_all_paths_agree(text: &str) {
        let expected = reference::tokenize(text);
        for path in Path::available() {
            let mut tokens = vec![Token { span: Span::new(0, 0), hash: 0 }];
            scan(text, path, &mut tokens);
            assert_eq!(tokens[1..], expected, "{path:?} on {text:?}");
        }
    }

    /// Pieces that meet in unusual ways: scripts, marks that begin words, forms longer than the character, edges of blocks.
    const PIECES: &[&str] = &[
        "a",
        "Z",
        "9",
        " ",
        "\n",
        "mot",
        "l\u{2019}\u{e9}t\u{e9}",
        "\u{c9}COLE",
        "\u{153}uvre",
        "stra\u{df}e",
        "\u{149}",
        "\u{1c4}",
        "\u{130}",
        "\u{131}",
        "\u{301}",
        "\u{ad}",
        "\u{200b}",
        "\u{a0}",
        "\u{202f}",
        "\u{ab}",
        "\u{2026}",
        "\u{2013}",
        "\u{20ac}",
        "\u{2122}",
        "\u{37a}",
        "\u{390}",
        "\u{3c2}",
        "\u{451}",
        "\u{419}",
        "\u{43f}\u{440}\u{438}\u{432}\u{435}\u{442}",
        "\u{483}",
        "\u{5b0}",
        "\u{5e9}\u{5b8}",
        "\u{627}\u{644}",
        "\u{64e}",
        "\u{640}",
        "\u{675}",
        "\u{e01}\u{e34}",
        "\u{e19}",
        "\u{6771}",
        "\u{3042}",
        "\u{30ac}",
        "\u{3099}",
        "\u{3001}",
        "\u{fdfa}",
        "\u{fb03}",
        "\u{ff21}",
        "\u{ff11}",
        "\u{1ebf}",
        "\u{1e9e}",
        "\u{1e9a}",
        "\u{1fb3}",
        "\u{2071}",
        "\u{bd}",
        "\u{928}\u{92e}",
        "\u{94d}",
        "\u{d55c}\u{ad6d}",
        "\u{10d0}",
        "\u{1f600}",
        "\u{1d400}",
        "\u{20000}",
        "\u{1f1eb}",
        "\u{feff}",
        "\u{fe0f}",
        "\u{345}",
        "abcdefghijklmnopqrstuvwxyz",
        "                              ",
    ];

    #[test]
    fn every_character_agrees_with_the_reference_in_every_company() {
        for c in '\0'..='\u{10ffff}' {
            if u32::from(c) > 0x3400 && u32::from(c) % 61 != 0 {
                continue;
            }
            assert_all_paths_agree(&format!("{c} a{c}b {c}{c}c"));
        }
    }

    #[test]
    fn every_place_in_a_block_agrees_with_the_reference() {
        let filler = "x yé ".repeat(1500);
        for piece in PIECES {
            for before in (0..70).chain(8180..8200).filter(|before| filler.is_char_boundary(*before)) {
                assert_all_paths_agree(&format!("{}{piece}{}", &filler[..before], "z".repeat(70)));
            }
        }
    }

    #[test]
    fn endless_words_agree_with_the_reference() {
        for (word, count) in [
            ("a", 100_000),
            ("\u{e9}", 50_000),
            ("\u{301}", 20_000),
            ("\u{43f}\u{301}", 20_000),
            ("\u{6771}", 20_000),
            ("\u{6771}\u{301}", 9_000),
            ("\u{fdfa}", 5_000),
        ] {
            assert_all_paths_agree(&format!("un {}", word.repeat(count)));
        }
    }

    #[test]
    fn real_texts_agree_with_the_reference() {
        let mut folders = vec![std::path::PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/corpus"))];
        let mut read = 0;
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
                if entry.file_type().unwrap().is_dir() {
                    folders.push(entry.path());
                } else {
                    assert_all_paths_agree(&String::from_utf8_lossy(&std::fs::read(entry.path()).unwrap()));
                    read += 1;
                }
            }
        }
        assert!(read > 30, "only {read} files in corpus/");
    }

    proptest! {
        #[test]
        fn any_text_agrees_with_the_reference(text in "\\PC{0,300}") {
            assert_all_paths_agree(&text);
        }

        #[test]
        fn mixed_scripts_agree_with_the_reference(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..120)) {
            assert_all_paths_agree(&pieces.concat());
        }

        #[test]
        fn texts_of_two_byte_scripts_agree_with_the_reference(text in "[ a-zA-Z\u{80}-\u{7ff}]{0,300}") {
            assert_all_paths_agree(&text);
        }

        #[test]
        fn latin_texts_agree_with_the_reference(text in "[ a-zA-Z0-9.,\u{e0}-\u{ff}\u{100}-\u{17f}\u{2010}-\u{2026}\u{ad}\u{300}-\u{304}]{0,300}") {
            assert_all_paths_agree(&text);
        }
    }

    #[test]
    fn digits_are_told_from_words() {
        let text = "254 n\u{b0}2254 a1 \u{ff12}";
        let digits: Vec<bool> = tokenize(text).iter().map(|token| token.is_digits(text)).collect();
        assert_eq!(digits, [true, false, true, false, false]);
    }

    #[test]
    fn a_token_hashes_as_its_word() {
        for text in ["\u{c9}lys\u{e9}e", "anticonstitutionnellement\u{e9}", "", "\u{41f}\u{440}\u{430}\u{432}\u{434}\u{430}"] {
            assert_eq!(
                tokenize(text).iter().map(|token| token.hash).collect::<Vec<_>>(),
                if text.is_empty() { vec![] } else { vec![word_hash(text)] }
            );
        }
    }

    #[test]
    fn words_of_many_scripts() {
        for (text, expected) in [
            ("", &[][..]),
            ("… — « » !", &[]),
            ("L’homme d'Idleb", &["L", "homme", "d", "Idleb"]),
            ("porte-parole du n°2254", &["porte", "parole", "du", "n", "2254"]),
            ("Erdog\u{306}an a dit\u{a0}: non", &["Erdog\u{306}an", "a", "dit", "non"]),
            ("в четверг, 9 февраля", &["в", "четверг", "9", "февраля"]),
            ("أعلن الرئيس", &["أعلن", "الرئيس"]),
            ("東京で地震", &["東", "京", "で", "地", "震"]),
            ("नमस्ते दुनिया", &["नमस्ते", "दुनिया"]),
            ("e\u{ad}x", &["e\u{ad}x"]),
        ] {
            assert_eq!(words(text), expected, "{text:?}");
        }
    }

    #[test]
    fn typography_does_not_change_hashes() {
        let hashes = |text| tokenize(text).into_iter().map(|token| token.hash).collect::<Vec<_>>();
        assert_eq!(hashes("L’État d’ERDOĞAN"), hashes("l'etat d'Erdogan"));
        assert_ne!(hashes("trois soldats"), hashes("quatre soldats"));
    }
}
