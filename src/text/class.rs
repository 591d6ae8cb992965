//! What a character does to the words around it, and a table of the frequent ones.
//!
//! Enters: a character. Leaves: its [`Class`], and of a frequent one an [`Entry`]: how it folds, and which of its bytes are of a word.
//! **Invariant:** the table says of a character what its class and its folded form say, or that it is rare and these must be asked.
//! **Source:** the properties of Unicode, as the standard library and `unicode-normalization` have them.

use std::sync::LazyLock;

use unicode_normalization::char::is_combining_mark;

use super::fold::{fold_char, is_ignorable};

/// The part of a character in a word.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Class {
    /// Between words.
    Gap,
    /// Joins a word, cannot begin one.
    Mark,
    /// Of a script that parts its words.
    Letter,
    /// A token of its own, with the marks that follow.
    Alone,
    /// Left to UAX #29.
    Segmented,
}

pub(super) fn class(c: char) -> Class {
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
            if is_plain(c) {
                Class::Alone
            } else if is_combining_mark(c) {
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

/// Kana and common ideographs, which stand alone and fold to themselves.
pub(super) fn is_plain(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' | '\u{4e00}'..='\u{9fff}')
}

/// The end of the token that the [`Class::Alone`] character at `start` begins.
pub(super) fn alone_end(text: &str, start: usize) -> usize {
    let mut chars = text[start..].char_indices().skip(1);
    chars.find(|(_, c)| class(*c) != Class::Mark).map_or(text.len(), |(offset, _)| start + offset)
}

/// The end of the run of [`Class::Segmented`] characters and their marks that begins at `start`.
pub(super) fn segmented_end(text: &str, start: usize) -> usize {
    let inside = |c: char| matches!(class(c), Class::Segmented | Class::Mark);
    text[start..].char_indices().find(|(_, c)| !inside(*c)).map_or(text.len(), |(offset, _)| start + offset)
}

/// What to do with one character, as bits: 0–15 its folded bytes, 16–18 which of its bytes are of a word, 19–21 which of its bytes
/// the folded form lacks, 24–26 why it needs care.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Entry(u32);

impl Entry {
    const MARK: u32 = 1 << 24;
    const EMPTY: u32 = 1 << 25;
    const RARE: Entry = Entry(1 << 26);

    fn of(c: char) -> Entry {
        let (mut bytes, mut folded) = ([0; 4], String::new());
        c.encode_utf8(&mut bytes);
        fold_char(c, |f| folded.push(f));
        let all = (1 << c.len_utf8()) - 1;
        let in_word = |flags: u32| match folded.as_bytes() {
            short @ ([] | [_] | [_, _]) => {
                let kept = (1 << short.len()) - 1;
                let form = short.iter().rev().fold(0, |form, byte| form << 8 | u32::from(*byte));
                Entry(flags | form | all << 16 | (all & !kept) << 19)
            }
            _ => Entry::RARE,
        };
        match class(c) {
            Class::Gap => Entry(u32::from(bytes[0]) | u32::from(bytes[1]) << 8),
            Class::Letter if folded.is_empty() => in_word(Entry::EMPTY),
            Class::Letter => in_word(0),
            Class::Mark => in_word(Entry::MARK),
            Class::Alone | Class::Segmented => Entry::RARE,
        }
    }

    /// The folded form; what lies beyond its length has no meaning.
    #[inline(always)]
    pub(super) fn form(self) -> [u8; 2] {
        (self.0 as u16).to_le_bytes()
    }

    /// A bit for each byte of the character that is of a word.
    #[inline(always)]
    pub(super) fn letters(self) -> u64 {
        u64::from(self.0 >> 16 & 7)
    }

    /// A bit for each byte of the character beyond its folded form.
    #[inline(always)]
    pub(super) fn dropped(self) -> u64 {
        u64::from(self.0 >> 19 & 7)
    }

    /// Whether it is anything but a letter with a folded form, or a gap.
    #[inline(always)]
    pub(super) fn needs_care(self) -> bool {
        self.0 >> 24 != 0
    }

    /// Whether it joins a word before it and is nothing elsewhere.
    pub(super) fn is_mark(self) -> bool {
        self.0 & Entry::MARK != 0
    }

    /// Whether no table can say what to do.
    pub(super) fn is_rare(self) -> bool {
        self == Entry::RARE
    }
}

/// The entries of U+0080–07FF and U+1E00–20FF: Latin with diacritics, Greek, Cyrillic, Hebrew, Arabic, typographic punctuation.
pub(super) struct Frequent([Entry; Frequent::SIZE]);

impl Frequent {
    const TWO_BYTES: usize = 0x800;
    const THREE_BYTES: std::ops::Range<usize> = 0x1e00..0x2100;
    const SIZE: usize = Self::TWO_BYTES + Self::THREE_BYTES.end - Self::THREE_BYTES.start;

    /// The one table.
    pub(super) fn get() -> &'static Frequent {
        static TABLE: LazyLock<Frequent> = LazyLock::new(|| {
            let entry = |code: usize| char::from_u32(code as u32).map_or(Entry::RARE, Entry::of);
            Frequent(std::array::from_fn(|index| match index {
                0..0x80 => Entry::RARE,
                0x80..Frequent::TWO_BYTES => entry(index),
                _ => entry(index - Frequent::TWO_BYTES + Frequent::THREE_BYTES.start),
            }))
        });
        &TABLE
    }

    /// The entry of the character that begins `bytes`, which is not ASCII.
    #[inline(always)]
    pub(super) fn entry(&self, bytes: [u8; 4]) -> Entry {
        let word = u32::from_le_bytes(bytes) as usize;
        let (lead, second, third) = (word & 0x1f, word >> 8 & 0x3f, word >> 16 & 0x3f);
        let two = lead << 6 | second;
        let three = (lead << 12 | second << 6 | third).wrapping_sub(Self::THREE_BYTES.start).saturating_add(Self::TWO_BYTES);
        let is_long = bytes[0] >= 0xe0;
        let index = if is_long { three } else { two };
        let index = if index < Self::SIZE { index } else { 0 };
        self.0[index]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_characters_are_what_the_tables_of_unicode_say() {
        for c in ('\u{3041}'..='\u{9fff}').filter(|c| is_plain(*c)) {
            let mut folded = String::new();
            fold_char(c, |f| folded.push(f));
            assert!(c.is_alphanumeric() && !is_combining_mark(c) && folded == c.to_string(), "{c:?}");
        }
    }

    #[test]
    fn entries_are_found_by_their_bytes() {
        for c in '\u{80}'..='\u{10ffff}' {
            let mut bytes = [0; 4];
            c.encode_utf8(&mut bytes);
            let frequent = matches!(c, '\u{80}'..='\u{7ff}' | '\u{1e00}'..='\u{20ff}');
            let entry = Frequent::get().entry(bytes);
            assert_eq!(entry, if frequent { Entry::of(c) } else { Entry::RARE }, "{c:?}");
        }
    }
}
