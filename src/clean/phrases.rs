//! The phrase list: which phrases of `phrases.txt` stand in a line, and what that makes of it.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::Reason;
use crate::text::{fold_char, tokenize};

/// Longest line, in words, that a phrase of `[start]` or `[in]` can condemn: longer ones are paragraphs that may quote it.
const SHORT_LINE: usize = 40;
/// Longest byline, time stamp or photo credit, in words.
const SHORT_CREDIT: usize = 25;
/// Longest line, in words, that one phrase of `[strong]` can condemn: a longer one may be a whole article on one line.
const LONG_LINE: usize = 120;
/// Different phrases of `[in]` and `[strong]` that condemn a line of any length.
const CROWD: usize = 3;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Line,
    Start,
    In,
    Strong,
    Credit,
}

struct Phrases {
    automaton: AhoCorasick,
    places: Vec<Place>,
}

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| parse(include_str!("phrases.txt")));

fn parse(file: &str) -> Phrases {
    let (mut patterns, mut places, mut place) = (Vec::new(), Vec::new(), Place::Line);
    for line in file.lines().map(|line| line.split('#').next().unwrap_or("").trim()).filter(|line| !line.is_empty()) {
        match line {
            "[line]" => place = Place::Line,
            "[start]" => place = Place::Start,
            "[in]" => place = Place::In,
            "[strong]" => place = Place::Strong,
            "[credit]" => place = Place::Credit,
            phrase => {
                patterns.push(normalize(phrase));
                places.push(place);
            }
        }
    }
    let automaton = AhoCorasick::new(patterns).expect("a few hundred short patterns fit any automaton");
    Phrases { automaton, places }
}

/// The folded words of a line, each between spaces, so that phrases match whole words whatever stands between them.
pub(super) fn normalize(line: &str) -> String {
    let mut joined = String::with_capacity(line.len() + 2);
    joined.push(' ');
    for token in tokenize(line) {
        token.span.of(line).chars().for_each(|c| fold_char(c, |folded| joined.push(folded)));
        joined.push(' ');
    }
    if line.trim_start().starts_with('©') {
        joined.insert_str(0, " ©");
    }
    joined
}

/// What the phrases in a line of `words` words make of it, given as [`normalize`] leaves it; `None` if nothing.
pub(super) fn judge(normalized: &str, words: usize) -> Option<Reason> {
    let mut crowd: Vec<usize> = Vec::new();
    for found in PHRASES.automaton.find_overlapping_iter(normalized) {
        let which = found.pattern().as_usize();
        let at_start = found.start() == 0;
        match PHRASES.places[which] {
            Place::Strong if words <= LONG_LINE => return Some(Reason::Phrase),
            Place::Line if at_start && found.end() == normalized.len() => return Some(Reason::Phrase),
            Place::Start if at_start && words <= SHORT_LINE => return Some(Reason::Phrase),
            Place::Credit if at_start && words <= SHORT_CREDIT => return Some(Reason::Credit),
            Place::In if words <= SHORT_LINE => return Some(Reason::Phrase),
            Place::In | Place::Strong if !crowd.contains(&which) => crowd.push(which),
            _ => {}
        }
    }
    (crowd.len() >= CROWD).then_some(Reason::Phrase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn site_phrases_and_prose_are_told_apart() {
        for (line, expected) in [
            ("Lire aussi : Syrie, la trêve tient", Some(Reason::Phrase)),
            ("NEWSLETTER", Some(Reason::Phrase)),
            ("À LIRE ÉGALEMENT – Le port rouvre", Some(Reason::Phrase)),
            ("Читайте также: Что решили в Астане", Some(Reason::Phrase)),
            ("اقرأ أيضا: أزمة الخبز", Some(Reason::Phrase)),
            ("Haberi paylaş: Facebook | X", Some(Reason::Phrase)),
            ("© Archives / Q.I.", Some(Reason::Credit)),
            ("Publié le 9 février 2017 à 19:15", Some(Reason::Credit)),
            ("Le ministre a indiqué que le port rouvrirait lundi.", None),
            ("Les lecteurs pourront lire aussi bien en français qu'en turc.", None),
            ("", None),
        ] {
            let words = tokenize(line).len();
            assert_eq!(judge(&normalize(line), words), expected, "{line:?}");
        }
    }

    #[test]
    fn a_long_paragraph_may_use_one_phrase_but_not_a_crowd_of_them() {
        let prose = "mot ".repeat(60);
        let judged = |line: &str| judge(&normalize(line), tokenize(line).len());
        assert_eq!(judged(&format!("{prose} newsletter")), None);
        assert_eq!(judged(&format!("{prose} newsletter, infolettre et conditions générales")), Some(Reason::Phrase));
    }
}
