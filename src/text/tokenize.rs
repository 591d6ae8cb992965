//! Words with their places.
//!
//! A token is a run of letters, digits and their marks; apostrophes and hyphens separate (*l'homme* is two tokens, as is
//! *porte-parole*), so that typography never makes two texts differ. Chinese, Japanese, Thai, Lao, Khmer and Burmese, which
//! write no spaces, give one token a character with its marks; other scripts are segmented by UAX #29.

use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

use super::fold::{fold_char, is_ignorable};
use crate::article::Span;
use crate::hash;

/// One word: its place in the text, in bytes, and the hash of its folded form.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// [`hash::bytes`] of its folded form.
    pub hash: u64,
}

/// The tokens of `text` in their order; empty for a text without letters or digits. Linear time.
pub fn tokenize(text: &str) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len() / 6);
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
                    push(&mut tokens, &mut folded, text, at + offset, at + offset + word.len());
                }
                at = end;
                continue;
            }
        };
        if char_at(text, at).is_some_and(|c| matches!(class(c), Class::Letter | Class::Alone)) {
            push(&mut tokens, &mut folded, text, at, end);
        }
        at = end;
    }
    tokens
}

fn push(tokens: &mut Vec<Token>, folded: &mut String, text: &str, start: usize, end: usize) {
    folded.clear();
    text[start..end].chars().for_each(|c| fold_char(c, |f| folded.push(f)));
    if !folded.is_empty() {
        tokens.push(Token { span: Span::new(start, end), hash: hash::bytes(folded.as_bytes()) });
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Gap,
    /// Joins a word, cannot begin one.
    Mark,
    Letter,
    /// A token of its own, with the marks that follow.
    Alone,
    /// Left to UAX #29.
    Segmented,
}

fn class(c: char) -> Class {
    match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' => Class::Letter,
        '\0'..='\u{7f}' => Class::Gap,
        '\u{80}'..='\u{8ff}'
        | '\u{10a0}'..='\u{10ff}'
        | '\u{1c80}'..='\u{1cbf}'
        | '\u{1d00}'..='\u{209f}'
        | '\u{fb00}'..='\u{fdff}'
        | '\u{fe70}'..='\u{feff}'
        | '\u{ff00}'..='\u{ff5f}' => {
            if c.is_alphanumeric() && !is_ignorable(c) {
                Class::Letter
            } else if is_ignorable(c) || is_combining_mark(c) {
                Class::Mark
            } else {
                Class::Gap
            }
        }
        '\u{e00}'..='\u{eff}'
        | '\u{1000}'..='\u{109f}'
        | '\u{1780}'..='\u{17ff}'
        | '\u{2e80}'..='\u{31ff}'
        | '\u{3400}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}' => {
            if is_combining_mark(c) {
                Class::Mark
            } else if c.is_alphanumeric() {
                Class::Alone
            } else {
                Class::Gap
            }
        }
        _ if is_ignorable(c) || is_combining_mark(c) => Class::Mark,
        _ if c.is_alphanumeric() => Class::Segmented,
        _ => Class::Gap,
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

fn alone_end(text: &str, start: usize) -> usize {
    let mut chars = text[start..].char_indices().skip(1);
    chars.find(|(_, c)| class(*c) != Class::Mark).map_or(text.len(), |(offset, _)| start + offset)
}

fn segmented_end(text: &str, start: usize) -> usize {
    let inside = |c: char| matches!(class(c), Class::Segmented | Class::Mark);
    text[start..].char_indices().find(|(_, c)| !inside(*c)).map_or(text.len(), |(offset, _)| start + offset)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        tokenize(text).into_iter().map(|token| token.span.of(text)).collect()
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
