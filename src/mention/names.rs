//! Names in running text: capitalized words that their place does not explain, acronyms, and what the tables know.
//!
//! Enters: a line and what the whole article shows about its words. Leaves: one [`Name`] a word, or one for a place of several words.
//! **Invariant:** a word that begins a sentence is a name only on evidence from elsewhere: the tables, the rest of the article, its neighbors.

use std::ops::Range;

use ahash::AHashMap;

use super::gazetteer::{self, forms};
use super::key::{self, key};
use super::lexer::{Kind, Line, Shape};
use super::{Name, NameKind, lexicon};
use crate::article::Lang;
use crate::hash;

/// Words beyond this many are not remembered; no article has so many.
const MOST_WORDS: usize = 1 << 18;

/// Words in capitals of at most so many letters are acronyms, whose key is their letters: they are spelled, not transliterated by sound.
const ACRONYM: usize = 4;

/// More adjectives than this do not stand between an Arabic title and the name.
const ADJECTIVES: usize = 4;
/// More marks than this between a sentence's end and its first word are decoration.
const MARKS: usize = 4;

/// What the whole article shows about its words.
#[derive(Default)]
pub(super) struct Evidence {
    words: AHashMap<u64, Seen>,
}

/// How a word was seen.
#[derive(Clone, Copy, Default)]
struct Seen {
    /// With a capital that only a name explains.
    named: bool,
    /// In lower case.
    lower: bool,
}

impl Evidence {
    /// Remembers how the words of some lines are written. Linear.
    pub fn read(&mut self, lines: &[Line<'_>], lang: Option<Lang>) {
        let nothing = Evidence::default();
        for line in lines {
            let reader = Reader::new(line, lang, &nothing);
            let mut announced = 0..0;
            for at in 0..line.len() {
                announced = reader.announced(at).unwrap_or(announced);
                if reader.is_evident(at) || announced.contains(&at) {
                    self.note(line.fold(at), |seen| seen.named = true);
                } else if matches!(line.lexemes[at].kind, Kind::Word(Shape::Lower)) {
                    self.note(line.fold(at), |seen| seen.lower = true);
                }
            }
        }
    }

    fn note(&mut self, word: &str, change: impl Fn(&mut Seen)) {
        let hash = hash::bytes(word.as_bytes());
        if self.words.len() < MOST_WORDS || self.words.contains_key(&hash) {
            change(self.words.entry(hash).or_default());
        }
    }

    fn of(&self, word: &str) -> Seen {
        self.words.get(&hash::bytes(word.as_bytes())).copied().unwrap_or_default()
    }
}

/// How a piece uses capitals.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Style {
    /// As sentences do.
    Prose,
    /// Every longer word has one.
    Title,
    /// Nothing else.
    Shouted,
}

impl Style {
    /// By the words that grammar does not explain; of fewer than four nothing is inferred, except that all of it is in capitals.
    fn of(line: &Line<'_>) -> Style {
        let (mut words, mut capitals, mut uppers) = (0usize, 0usize, 0usize);
        for (at, lexeme) in line.lexemes.iter().enumerate() {
            let Kind::Word(shape) = lexeme.kind else { continue };
            if shape == Shape::Uncased || lexeme.span.len() < 3 || lexicon::is_function(line.fold(at)) {
                continue;
            }
            words += 1;
            capitals += usize::from(lexeme.is_capitalized());
            uppers += usize::from(shape == Shape::Upper);
        }
        if words >= 2 && uppers * 10 >= words * 7 {
            Style::Shouted
        } else if words >= 4 && capitals * 10 >= words * 9 {
            Style::Title
        } else {
            Style::Prose
        }
    }
}

struct Reader<'a> {
    line: &'a Line<'a>,
    evidence: &'a Evidence,
    style: Style,
    /// Whether the language writes all nouns with capitals.
    nouns: bool,
    /// Whether a colon begins a sentence.
    colon: bool,
}

impl<'a> Reader<'a> {
    fn new(line: &'a Line<'a>, lang: Option<Lang>, evidence: &'a Evidence) -> Self {
        let colon = matches!(lang, Some(Lang::EN | Lang::DE));
        Reader { line, evidence, style: Style::of(line), nouns: lexicon::capitalizes_nouns(lang), colon }
    }

    /// Whether the capital of a word shows by itself that it is a name.
    fn is_evident(&self, at: usize) -> bool {
        self.style == Style::Prose && self.is_candidate(at) && !self.begins_sentence(at) && (!self.nouns || self.is_name_among_nouns(at))
    }

    /// Whether the word is a name, with all that is known.
    fn is_name(&self, at: usize) -> bool {
        if self.is_uncased(at) {
            return forms(self.line.fold(at)).any(|form| form.chars().count() > 2 && (key::is_known(form) || self.evidence.of(form).named));
        }
        if !self.is_candidate(at) {
            return false;
        }
        let word = self.line.fold(at);
        let known = || key::is_known(word) || lexicon::is_given(word) || forms(word).any(|form| self.is_shown(form));
        match self.style {
            Style::Shouted => known(),
            Style::Title if !self.nouns => known() || !lexicon::is_headline_word(word) && !self.evidence.of(word).lower,
            _ if self.nouns => known() || self.is_name_among_nouns(at),
            _ if self.begins_sentence(at) => known() || self.is_acronym(at) || self.leads_a_name(at),
            _ => true,
        }
    }

    fn is_shown(&self, word: &str) -> bool {
        let seen = self.evidence.of(word);
        seen.named && !seen.lower
    }

    /// A word with a capital that grammar and spelling rules do not explain.
    fn is_candidate(&self, at: usize) -> bool {
        let Some(lexeme) = self.line.get(at) else { return false };
        let word = self.line.fold(at);
        let Kind::Word(shape) = lexeme.kind else { return false };
        let long = word.chars().nth(1).is_some();
        let digits_around = lexeme.joined && at > 0 && self.line.is_digits(at - 1);
        if !lexeme.is_capitalized() || !long || digits_around || lexicon::is_title(word) || lexicon::is_capitalized(word) {
            return false;
        }
        let acronym = shape == Shape::Upper && self.style == Style::Prose && word.chars().nth(2).is_some();
        acronym || !lexicon::is_function(word)
    }

    fn is_acronym(&self, at: usize) -> bool {
        let upper = |at: usize| self.line.get(at).is_some_and(|lexeme| lexeme.kind == Kind::Word(Shape::Upper));
        upper(at) && !upper(at + 1) && (2..=5).contains(&self.line.fold(at).chars().count())
    }

    /// Whether a name follows directly, so that a sentence-initial word is probably its first part.
    fn leads_a_name(&self, at: usize) -> bool {
        let next = if self.line.get(at + 1).is_some_and(|lexeme| lexeme.is_hyphen() && lexeme.joined) { at + 2 } else { at + 1 };
        let word = self.line.fold(at);
        word.chars().nth(2).is_some() && self.is_candidate(next) && !self.evidence.of(word).lower && !lexicon::is_headline_word(word)
    }

    /// Among capitalized nouns: after a title or given name, in capitals, or two such words in a row that do not look like nouns.
    fn is_name_among_nouns(&self, at: usize) -> bool {
        let line = self.line;
        if line.lexemes[at].kind == Kind::Word(Shape::Upper) {
            return true;
        }
        let before = if at > 0 && line.is_word(at - 1) { line.fold(at - 1) } else { "" };
        if lexicon::is_given(line.fold(at)) || lexicon::is_title(before) || lexicon::is_given(before) {
            return !lexicon::is_german_noun(line.fold(at)) || lexicon::is_given(before);
        }
        let nameable = |at: usize| self.is_candidate(at) && !lexicon::is_german_noun(line.fold(at));
        let counted = at > 0 && line.is_digits(at - 1);
        let after_name = at > 0 && nameable(at - 1) && !self.begins_sentence(at - 1);
        nameable(at) && !counted && !self.begins_sentence(at) && (after_name || nameable(at + 1))
    }

    fn is_uncased(&self, at: usize) -> bool {
        matches!(self.line.get(at), Some(lexeme) if lexeme.kind == Kind::Word(Shape::Uncased))
            && self.line.fold(at).starts_with(|c: char| matches!(c, '\u{620}'..='\u{6ff}'))
    }

    /// The name that an Arabic title at `at` announces: after adjectives, at most three words.
    fn announced(&self, at: usize) -> Option<Range<usize>> {
        let next = lexicon::arabic_title(self.line, at)?;
        let adjective = |at: usize| self.line.fold(at).starts_with("ال");
        let next = (next..next + ADJECTIVES).find(|at| !adjective(*at))?;
        let name = |at: &usize| {
            let word = self.line.fold(*at);
            self.is_uncased(*at) && !word.starts_with('و') && !lexicon::is_function(word) && word.chars().nth(2).is_some()
        };
        let end = (next..next + 3).take_while(|at| name(at)).last()? + 1;
        Some(next..end)
    }

    /// Whether the place alone explains a capital: begin of a sentence, line, quotation.
    fn begins_sentence(&self, at: usize) -> bool {
        let mut at = at;
        for _ in 0..MARKS {
            if at == 0 || self.line.lexemes[at].breaks {
                return true;
            }
            let opens = !self.line.lexemes[at - 1].joined && self.line.lexemes[at].joined;
            let Kind::Mark(mark) = self.line.lexemes[at - 1].kind else { return false };
            match mark {
                '!' | '?' | '…' | '¡' | '¿' | '«' | '“' | '„' | '‹' | '•' | '–' | '—' | '|' | '*' | '>' | ']' => {
                    return true;
                }
                '.' => return !self.abbreviates(at - 1),
                ':' => return self.colon,
                '"' | '\'' | '‘' if opens => return true,
                '-' if !self.line.lexemes[at].joined => return true,
                '"' | '”' | '»' | '’' | '\'' | ')' | '(' if !self.line.lexemes[at].joined || mark == '(' => at -= 1,
                _ => return false,
            }
        }
        true
    }

    /// Whether the full stop at `at` belongs to an initial or a title.
    fn abbreviates(&self, at: usize) -> bool {
        let word = if at > 0 { self.line.fold(at - 1) } else { "" };
        self.line.lexemes[at].joined
            && (word.chars().count() == 1 && self.line.is_word(at - 1) || lexicon::is_title(word) || matches!(word, "st" | "jr" | "sgt"))
    }

    /// Whether the name at `at` goes on with the one that ended before `end`.
    fn continues(&self, end: usize, at: usize, after_place: bool) -> bool {
        (end..at).all(|between| {
            let lexeme = &self.line.lexemes[between];
            match lexeme.kind {
                Kind::Mark('-' | '‐' | '‑' | '’' | '\'') => lexeme.joined,
                Kind::Mark('.') => self.abbreviates(between),
                Kind::Word(_) => {
                    // An initial, not "и", "y" or "e".
                    let initial = lexeme.is_capitalized() && self.line.fold(between).chars().count() == 1;
                    !after_place && lexicon::is_particle(self.line.fold(between)) || initial
                }
                _ => false,
            }
        }) && at - end <= 3
            && !self.line.lexemes[at].breaks
    }

    fn key_of(&self, at: usize) -> String {
        let word = self.line.fold(at);
        let acronym =
            matches!(self.line.lexemes[at].kind, Kind::Word(Shape::Upper)) && self.style == Style::Prose && word.chars().count() <= ACRONYM;
        if acronym && !key::is_known(word) {
            return word.to_owned();
        }
        let stem = forms(word).skip(1).find(|form| key::is_known(form) || self.is_shown(form));
        match stem {
            Some(stem) if !key::is_known(word) && !self.is_shown(word) => key(stem),
            _ => key(self.line.raw(at)),
        }
    }
}

/// Appends the names of one line. Linear.
pub(super) fn find(line: &Line<'_>, lang: Option<Lang>, evidence: &Evidence, found: &mut Vec<Name>) {
    let reader = Reader::new(line, lang, evidence);
    let mut run = found.last().map_or(0, |name| name.run + 1);
    let mut last: Option<(usize, bool)> = None;
    let mut announced = 0..0;
    let mut at = 0;
    while at < line.len() {
        announced = reader.announced(at).unwrap_or(announced);
        let (end, key, kind) = match gazetteer::find(line, at, reader.style == Style::Shouted) {
            Some(place) => (place.end, place.key, place.kind),
            None if reader.is_name(at) || announced.contains(&at) => (at + 1, reader.key_of(at), NameKind::Other),
            None => {
                at += 1;
                continue;
            }
        };
        if !key.is_empty() {
            if last.is_some_and(|(before, place)| !reader.continues(before, at, place)) {
                run += 1;
            }
            last = Some((end, kind == NameKind::Place));
            found.push(Name { span: line.span(at, end), key, kind, run });
        }
        at = end;
    }
}

#[cfg(test)]
mod tests {
    use super::super::lexer::lex;
    use super::*;
    use crate::article::Span;

    fn named(lang: Lang, text: &str) -> Vec<Name> {
        let lines = [lex(text, Span::new(0, text.len()))];
        let mut evidence = Evidence::default();
        evidence.read(&lines, Some(lang));
        let mut found = Vec::new();
        find(&lines[0], Some(lang), &evidence, &mut found);
        found
    }

    fn names(lang: Lang, text: &str) -> Vec<&str> {
        named(lang, text).iter().map(|name| name.span.of(text)).collect()
    }

    #[test]
    fn names_in_nine_languages() {
        for (lang, text, expected) in [
            (
                Lang::FR,
                "Le président Vladimir Poutine a reçu M. Erdogan à Moscou. Poutine est content.",
                &["Vladimir", "Poutine", "Erdogan", "Moscou", "Poutine"][..],
            ),
            (Lang::FR, "Hier, l'OTAN et l’ONU ont salué les États-Unis ; Dupuis a refusé.", &["OTAN", "ONU", "États-Unis", "Dupuis"]),
            (Lang::FR, "POUTINE ET ERDOGAN D'ACCORD SUR LA SYRIE", &["SYRIE"]),
            (Lang::EN, "On Thursday President Donald Trump met Smith in New York. Nobody knew.", &["Donald", "Trump", "Smith", "New York"]),
            (Lang::EN, "Samoa Weightlifters Withdraw Over Covid, Reports Say", &["Samoa", "Weightlifters", "Withdraw"]),
            (
                Lang::DE,
                "Am Donnerstag sprach Präsident Wladimir Putin in Moskau mit der Presse über den Krieg. Putins Sprecher schwieg.",
                &["Wladimir", "Putin", "Moskau", "Putins"],
            ),
            (Lang::ES, "El presidente Pedro Sánchez viajó a Moscú con la ministra García.", &["Pedro", "Sánchez", "Moscú", "García"]),
            (Lang::IT, "Ieri la premier Giorgia Meloni ha visto Rossi a Mosca.", &["Giorgia", "Meloni", "Rossi", "Mosca"]),
            (Lang::PT, "O presidente Luiz Inácio Lula da Silva chegou a Lisboa.", &["Luiz", "Inácio", "Lula", "Silva", "Lisboa"]),
            (
                Lang::TR,
                "Cumhurbaşkanı Erdoğan, Putin'in Suriye'de yaptığı açıklamayı İdlib'e taşıdı.",
                &["Erdoğan", "Putin", "Suriye", "İdlib"],
            ),
            (Lang::RU, "Президент Владимир Путин обсудил с Эрдоганом положение в Сирии.", &["Владимир", "Путин", "Эрдоганом", "Сирии"]),
            (
                Lang::AR,
                "بحث الرئيس الروسي فلاديمير بوتين مع نظيره التركي رجب طيب أردوغان الوضع في سوريا",
                &["فلاديمير", "بوتين", "رجب", "طيب", "أردوغان", "سوريا"],
            ),
            (Lang::AR, "تحدث بوتين ونظيره التركي رجب طيب أردوغان", &["رجب", "طيب", "أردوغان"]),
        ] {
            assert_eq!(names(lang, text), expected, "{text}");
        }
    }

    #[test]
    fn a_conjunction_of_one_letter_parts_names_and_an_initial_joins_them() {
        for (lang, text, expected) in [
            (Lang::RU, "Стороны встретились в Черноморске и Южном вчера.", 2),
            (Lang::EN, "The plan of the late John F Kennedy failed.", 1),
        ] {
            let mut runs: Vec<u32> = named(lang, text).into_iter().map(|name| name.run).collect();
            runs.dedup();
            assert_eq!(runs.len(), expected, "{text}");
        }
    }
}
