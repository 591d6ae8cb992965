//! The lines of a text: where they are, how much prose they hold, and what they look like with their figures left out.

use super::Reason;
use super::phrases::{judge, normalize};
use crate::article::{Date, Span};
use crate::hash;
use crate::text::{Token, tokenize};

/// Fewest words of a line that counts as prose for its length alone.
const LONG: usize = 20;
/// Fewest words of a line that counts as prose because it ends like a sentence.
const SENTENCE: usize = 4;

/// One line that is not blank.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// Without white space at its ends.
    pub span: Span,
    /// Number of words.
    pub words: usize,
    /// Equal for lines that differ in case, typography and figures only.
    pub key: u64,
    /// Whether it reads as prose rather than as a label, menu or title.
    pub prose: bool,
    /// Why it is furniture, once that is known.
    pub verdict: Option<Reason>,
}

/// The lines of `text`, judged by what stands in each of them alone.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let mut found = Vec::new();
    let mut start = 0;
    for piece in text.split_inclusive(['\n', '\r', '\u{2028}', '\u{2029}']) {
        let trimmed = piece.trim();
        if !trimmed.is_empty() {
            let lead = piece.len() - piece.trim_start().len();
            found.push(Line::new(text, Span::new(start + lead, start + lead + trimmed.len())));
        }
        start += piece.len();
    }
    captions(text, &mut found);
    found
}

impl Line {
    fn new(text: &str, span: Span) -> Line {
        let line = span.of(text);
        let tokens = tokenize(line);
        let words = tokens.len();
        let ends = ends_like_a_sentence(line);
        let prose = words >= LONG || words >= SENTENCE && ends;
        let verdict = match judge(&normalize(line), words) {
            Some(Reason::Credit) if ends && !line.contains('©') => None,
            Some(reason) => Some(reason),
            None if is_time_stamp(line, words) => Some(Reason::Credit),
            None if is_menu(line, words) => Some(Reason::Sparse),
            None if words == 0 => Some(Reason::Sparse),
            None if is_byline(line, words) => Some(Reason::Credit),
            None => None,
        };
        Line { span, words, key: key(line, &tokens), prose, verdict }
    }
}

/// Hash of the words, every run of digits taken for the same.
fn key(line: &str, tokens: &[Token]) -> u64 {
    hash::sequence(tokens.iter().map(|token| if token.span.of(line).bytes().all(|byte| byte.is_ascii_digit()) { 0 } else { token.hash }))
}

pub(super) fn ends_like_a_sentence(line: &str) -> bool {
    let end = line.trim_end_matches(['"', '»', '”', '“', '’', '\'', ')', ']', ' ', '\u{a0}', '\u{202f}', '*', '_']);
    end.ends_with(['.', '!', '?', '…', '。', '؟', '۔', '！', '？', '।', ';'])
}

/// `Accueil > Monde > Proche-Orient`, `Facebook | X | WhatsApp`: short pieces between separators.
fn is_menu(line: &str, words: usize) -> bool {
    let separators = line.matches(['|', '>', '»', '›', '•', '·', '/']).count();
    let quoted = line.contains('«');
    let alone = |separator: &&str| separator.len() <= 3 && separator.chars().all(|c| "|>»›•·/".contains(c));
    let between_spaces = line.split_whitespace().filter(alone).count() + usize::from(line.contains(">>"));
    words <= 24 && !ends_like_a_sentence(line) && !quoted && separators > 0 && between_spaces * 5 >= words.max(4) && between_spaces > 0
}

/// A line that is a date and little else.
fn is_time_stamp(line: &str, words: usize) -> bool {
    (3..=9).contains(&words)
        && line.bytes().filter(u8::is_ascii_digit).count() >= 5
        && !ends_like_a_sentence(line)
        && Date::parse(line).is_ok()
}

/// `Par AFP - Moscou`, `By Jane Doe`: a short line that only says who wrote.
fn is_byline(line: &str, words: usize) -> bool {
    let Some(first) = line.split_whitespace().next() else { return false };
    let by = ["par", "by", "von", "por", "di"].contains(&first.to_lowercase().trim_end_matches(':')) && !line.contains(',');
    let mut rest = line.split_whitespace().skip(1).filter(|word| word.chars().any(char::is_alphabetic)).peekable();
    let named = rest.peek().is_some() && rest.all(|word| word.chars().next().is_some_and(char::is_uppercase) || word.len() <= 3);
    words <= 8 && by && named && !ends_like_a_sentence(line)
}

/// A line right above or below a `©` line that reads like its caption is part of the credit.
fn captions(text: &str, lines: &mut [Line]) {
    for at in 0..lines.len() {
        if lines[at].verdict == Some(Reason::Credit) && lines[at].span.of(text).starts_with('©') && at > 0 {
            let above = &mut lines[at - 1];
            if above.verdict.is_none() && above.words <= 40 && !ends_like_a_sentence(above.span.of(text)) {
                above.verdict = Some(Reason::Credit);
                let key = above.key;
                lines.iter_mut().filter(|line| line.key == key).for_each(|line| line.verdict = Some(Reason::Credit));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_by_themselves() {
        for (line, prose, verdict) in [
            ("Les deux présidents se sont parlé jeudi.", true, None),
            ("Un port rouvre enfin", false, None),
            ("Accueil > Monde > Proche-Orient", false, Some(Reason::Sparse)),
            ("Dernières Nouvelles | News 24", false, Some(Reason::Sparse)),
            ("Page d'accueil>>International", false, Some(Reason::Phrase)),
            ("Xinhua | 10.02.2017 08h17", false, Some(Reason::Credit)),
            ("29 décembre 2018 - 14:26", false, Some(Reason::Credit)),
            ("• 1 •", false, Some(Reason::Sparse)),
            ("***", false, Some(Reason::Sparse)),
            ("Publié mardi, le rapport conclut à une erreur.", true, None),
        ] {
            let found = lines(line);
            assert_eq!((found[0].prose, found[0].verdict), (prose, verdict), "{line:?}");
        }
    }

    #[test]
    fn a_caption_above_a_credit_goes_with_it() {
        let text = "Titre du jour\nLe ministre, le 3 mai à Genève\n© Archives\nLe ministre a parlé longuement devant la presse.\nLe ministre, le 3 mai à Genève";
        let verdicts: Vec<_> = lines(text).into_iter().map(|line| line.verdict).collect();
        let credit = Some(Reason::Credit);
        assert_eq!(verdicts, [None, credit, credit, None, credit]);
    }

    #[test]
    fn blank_lines_and_line_ends_of_every_kind() {
        let text = "un\r\n\r\n  deux\u{2028}trois\n";
        let found: Vec<_> = lines(text).into_iter().map(|line| line.span.of(text)).collect();
        assert_eq!(found, ["un", "deux", "trois"]);
    }

    #[test]
    fn bylines() {
        for (line, expected) in
            [("Par AFP - Moscou", true), ("By Jane Doe", true), ("Par ailleurs", false), ("Par un matin clair, il est parti", false)]
        {
            assert_eq!(is_byline(line, line.split_whitespace().count()), expected, "{line:?}");
        }
    }
}
