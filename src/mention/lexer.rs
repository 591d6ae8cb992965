//! Words, numbers and marks with their shapes, as names, numbers and dates need them.
//!
//! Enters: one piece of text. Leaves: a [`Line`]: its lexemes with folded forms.
//! **Invariant:** every character that is not white space belongs to exactly one lexeme; spans are absolute in the text.

use ahash::AHashMap;
use unicode_normalization::char::is_combining_mark;

use super::lookup::Lookup;
use crate::article::Span;
use crate::text::fold_char;

/// Longest piece that is read at once: a text without paragraphs is no single line.
const PIECE_BYTES: usize = 1 << 16;
/// Words longer than this are no words of any language written with spaces; their folded form is left empty.
const WORD_BYTES: usize = 96;

/// What a lexeme is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Word(Shape),
    /// A run of decimal digits of any script.
    Digits,
    /// One character of anything else.
    Mark(char),
}

/// Upper and lower case of a word.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Shape {
    /// No upper-case letter at its beginning.
    Lower,
    /// Upper-case first letter, some lower-case after it; or one upper-case letter alone.
    Capital,
    /// Two or more letters, all upper case.
    Upper,
    /// A script without case.
    Uncased,
}

/// One word, run of digits or mark.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lexeme {
    pub span: Span,
    pub kind: Kind,
    /// Whether nothing separates it from the lexeme before.
    pub joined: bool,
    /// Whether only one space separates it from the lexeme before.
    pub spaced: bool,
    /// Whether it begins a line of the text.
    pub breaks: bool,
    fold: (u32, u32),
}

impl Lexeme {
    pub fn is_word(&self) -> bool {
        matches!(self.kind, Kind::Word(_))
    }

    pub fn is_mark(&self, mark: char) -> bool {
        self.kind == Kind::Mark(mark)
    }

    pub fn is_apostrophe(&self) -> bool {
        matches!(self.kind, Kind::Mark('\'' | '’' | 'ʼ' | '`' | '´'))
    }

    pub fn is_hyphen(&self) -> bool {
        matches!(self.kind, Kind::Mark('-' | '‐' | '‑'))
    }

    pub fn is_capitalized(&self) -> bool {
        matches!(self.kind, Kind::Word(Shape::Capital | Shape::Upper))
    }
}

/// The lexemes of one piece of text.
pub(super) struct Line<'t> {
    pub text: &'t str,
    pub lexemes: Vec<Lexeme>,
    folds: String,
}

impl<'t> Line<'t> {
    /// The folded form of a word, the ASCII digits of a number, empty for a mark or for no lexeme.
    pub fn fold(&self, at: usize) -> &str {
        self.lexemes.get(at).map_or("", |lexeme| &self.folds[lexeme.fold.0 as usize..lexeme.fold.1 as usize])
    }

    /// The characters as they stand; empty for no lexeme.
    pub fn raw(&self, at: usize) -> &'t str {
        self.lexemes.get(at).map_or("", |lexeme| lexeme.span.of(self.text))
    }

    pub fn get(&self, at: usize) -> Option<&Lexeme> {
        self.lexemes.get(at)
    }

    pub fn len(&self) -> usize {
        self.lexemes.len()
    }

    pub fn is_digits(&self, at: usize) -> bool {
        self.get(at).is_some_and(|lexeme| lexeme.kind == Kind::Digits)
    }

    pub fn is_word(&self, at: usize) -> bool {
        self.get(at).is_some_and(Lexeme::is_word)
    }

    pub fn is_mark(&self, at: usize, mark: char) -> bool {
        self.get(at).is_some_and(|lexeme| lexeme.is_mark(mark))
    }

    /// From the first byte of the lexeme `from` to the last of the one before `to`.
    pub fn span(&self, from: usize, to: usize) -> Span {
        Span { start: self.lexemes[from].span.start, end: self.lexemes[to - 1].span.end }
    }
}

/// Cuts a span into pieces of bounded length, at white space where there is any.
pub(super) fn pieces(text: &str, span: Span) -> impl Iterator<Item = Span> + '_ {
    let (mut at, end) = (span.start as usize, span.end as usize);
    std::iter::from_fn(move || {
        if at >= end {
            return None;
        }
        let start = at;
        at = if end - at <= PIECE_BYTES { end } else { cut(text, at, at + PIECE_BYTES) };
        Some(Span::new(start, at))
    })
}

fn cut(text: &str, start: usize, limit: usize) -> usize {
    let floor = |offset: usize| (0..=offset).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let limit = floor(limit);
    let half = floor(start + (limit - start) / 2);
    text[half..limit].rfind(['\n', ' ']).map_or(limit, |at| half + at + 1)
}

/// Reads one piece. Linear.
pub(super) fn lex(text: &str, piece: Span) -> Line<'_> {
    let mut line = Line { text, lexemes: Vec::with_capacity(piece.len() / 5), folds: String::with_capacity(piece.len()) };
    let base = piece.start as usize;
    let mut chars = piece.of(text).char_indices().peekable();
    let mut gap = Gap::Break;
    while let Some((at, c)) = chars.next() {
        if c.is_whitespace() || is_invisible(c) {
            gap = gap.widen(c);
            continue;
        }
        let mut end = at + c.len_utf8();
        let class = class(c);
        while let Some((next, n)) = chars.peek().copied() {
            let inside = match class {
                Class::Letter => matches!(self::class(n), Class::Letter) || is_combining_mark(n) || n == '\u{ad}' || n == '\u{200c}',
                Class::Digit => matches!(self::class(n), Class::Digit),
                Class::Mark => false,
            };
            if !inside {
                break;
            }
            end = next + n.len_utf8();
            chars.next();
        }
        push(&mut line, Span::new(base + at, base + end), class, gap);
        gap = Gap::None;
    }
    line
}

/// What separates two lexemes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gap {
    None,
    /// One space.
    Space,
    Wide,
    /// A line break at least.
    Break,
}

impl Gap {
    fn widen(self, c: char) -> Gap {
        match self {
            _ if matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}') => Gap::Break,
            gap if is_invisible(c) => gap,
            Gap::None if is_plain_space(c) => Gap::Space,
            Gap::Break => Gap::Break,
            _ => Gap::Wide,
        }
    }
}

#[derive(Clone, Copy)]
enum Class {
    Letter,
    Digit,
    Mark,
}

fn class(c: char) -> Class {
    if matches!(c, 'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{24f}') {
        // Nearly all letters, without a look into tables.
        Class::Letter
    } else if digit(c).is_some() {
        Class::Digit
    } else if c.is_alphabetic() {
        Class::Letter
    } else {
        Class::Mark
    }
}

/// The value of a decimal digit of the scripts that news are written with.
fn digit(c: char) -> Option<u8> {
    let value = match c {
        '0'..='9' => c as u32 - '0' as u32,
        '\u{660}'..='\u{669}' => c as u32 - 0x660,
        '\u{6f0}'..='\u{6f9}' => c as u32 - 0x6f0,
        '\u{966}'..='\u{96f}' => c as u32 - 0x966,
        '\u{ff10}'..='\u{ff19}' => c as u32 - 0xff10,
        _ => return None,
    };
    Some(value as u8)
}

fn is_plain_space(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}')
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{ad}')
}

fn push(line: &mut Line<'_>, span: Span, class: Class, gap: Gap) {
    let start = line.folds.len() as u32;
    let raw = span.of(line.text);
    let kind = match class {
        Class::Digit => {
            line.folds.extend(raw.chars().filter_map(digit).map(|value| char::from(b'0' + value)));
            Kind::Digits
        }
        Class::Letter => {
            if raw.len() <= WORD_BYTES {
                raw.chars().for_each(|c| fold_char(c, |f| line.folds.push(f)));
            }
            Kind::Word(shape(raw))
        }
        Class::Mark => Kind::Mark(raw.chars().next().unwrap_or(' ')),
    };
    let fold = (start, line.folds.len() as u32);
    line.lexemes.push(Lexeme { span, kind, joined: gap == Gap::None, spaced: gap == Gap::Space, breaks: gap == Gap::Break, fold });
}

fn shape(word: &str) -> Shape {
    let Some(first) = word.chars().next() else { return Shape::Uncased };
    if !first.is_uppercase() {
        return if first.is_lowercase() { Shape::Lower } else { Shape::Uncased };
    }
    let mut rest = word.chars().skip(1).filter(|c| c.is_alphabetic()).peekable();
    if rest.peek().is_some() && rest.all(char::is_uppercase) { Shape::Upper } else { Shape::Capital }
}

/// Fixed phrases, found by their first word; the longest wins.
pub(super) struct Phrases<T> {
    by_first: Lookup<Vec<(Vec<String>, T)>>,
}

impl<T: Copy> Phrases<T> {
    /// From phrases as one writes them: folded here, hyphens and apostrophes separate words as spaces do.
    pub fn new<'p>(phrases: impl IntoIterator<Item = (&'p str, T)>) -> Self {
        let mut by_first: AHashMap<String, Vec<(Vec<String>, T)>> = AHashMap::new();
        for (phrase, value) in phrases {
            let line = lex(phrase, Span::new(0, phrase.len()));
            let words: Vec<String> = (0..line.len()).filter(|at| !line.fold(*at).is_empty()).map(|at| line.fold(at).to_owned()).collect();
            if let Some((first, rest)) = words.split_first() {
                by_first.entry(first.clone()).or_default().push((rest.to_vec(), value));
            }
        }
        for list in by_first.values_mut() {
            list.sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len()));
        }
        Phrases { by_first: by_first.into_iter().collect() }
    }

    /// The longest phrase that begins at lexeme `at`: where it ends, and its value.
    pub fn at(&self, line: &Line<'_>, at: usize) -> Option<(usize, T)> {
        self.after(line, line.fold(at), at + 1)
    }

    /// The same with another form for its first word; `next` is the lexeme after that word.
    pub fn after(&self, line: &Line<'_>, first: &str, next: usize) -> Option<(usize, T)> {
        let list = self.by_first.get(first)?;
        list.iter().find_map(|(rest, value)| {
            let mut at = next;
            for word in rest {
                let abbreviated = at > 0 && line.raw(at - 1).len() <= 2 && line.is_mark(at, '.');
                if abbreviated || line.get(at).is_some_and(|lexeme| lexeme.is_apostrophe() || lexeme.is_hyphen()) {
                    at += 1;
                }
                if line.fold(at) != word {
                    return None;
                }
                at += 1;
            }
            Some((at, *value))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lexemes_and_shapes() {
        let text = "L'OTAN, à Ankara : 1\u{a0}270 iPhone ٣٤ بوتين";
        let line = lex(text, Span::new(0, text.len()));
        let words: Vec<&str> = (0..line.len()).map(|at| line.raw(at)).collect();
        assert_eq!(words, ["L", "'", "OTAN", ",", "à", "Ankara", ":", "1", "270", "iPhone", "٣٤", "بوتين"]);
        assert_eq!(line.fold(10), "34");
        assert_eq!(line.lexemes[2].kind, Kind::Word(Shape::Upper));
        assert_eq!(line.lexemes[5].kind, Kind::Word(Shape::Capital));
        assert!(line.lexemes[8].spaced && line.lexemes[2].joined);
    }

    #[test]
    fn pieces_cover_the_span() {
        for text in ["x ".repeat(100_000), "é".repeat(100_000)] {
            let pieces: Vec<Span> = pieces(&text, Span::new(0, text.len())).collect();
            assert_eq!(pieces.iter().map(|piece| piece.of(&text)).collect::<String>(), text);
            assert!(pieces.iter().all(|piece| piece.len() <= PIECE_BYTES && !piece.is_empty()));
        }
    }

    #[test]
    fn phrases_cross_hyphens_and_apostrophes() {
        let phrases = Phrases::new([("aujourd'hui", 1), ("avant-hier", 2), ("hier", 3)]);
        let text = "aujourd’hui avant-hier hier";
        let line = lex(text, Span::new(0, text.len()));
        assert_eq!(phrases.at(&line, 0), Some((3, 1)));
        assert_eq!(phrases.at(&line, 3), Some((6, 2)));
        assert_eq!(phrases.at(&line, 6), Some((7, 3)));
    }
}
