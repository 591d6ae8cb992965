//! One article at a time: its lines, then which of them are the article.
//!
//! Enters: a text with its tokens, its title, and which lines its outlet repeats. Leaves: its [`Parts`].
//! **Invariant:** the article is one run of lines, the one worth most, less the headline and furniture in it; a paragraph has the tokens
//! that the whole text has there. But for cards of links (`inserts`), the parts are those that `reference` defines.

use std::ops::Range;

use super::dateline::{Dateline, dateline};
use super::inserts;
use super::lines::{self, Line};
use super::phrases::Scratch;
use super::repeated::{LEAST_WORDS, LineFact};
use super::{Agency, Furniture, Layout, Reason};
use crate::article::{Date, Span};
use crate::text::{Token, tokenize_into};

/// Worth of a line of furniture when the article is cut out of its site, against one for each word of prose: an insert must not
/// cut an article in two, a block of furniture must end it.
const FURNITURE_WORTH: i64 = -16;
/// Worth of a short line that is neither prose nor known furniture: kept inside the article, not at its edges.
const LABEL_WORTH: i64 = -2;
/// Fewest words of such a line that may be a standfirst or a heading with something to say, and so is kept at an edge.
const STANDFIRST: u32 = 5;
/// Most words of one line that count, so that one long paragraph of consent text cannot outweigh the article.
const WORDS_WORTH: u32 = 80;
/// Lines from the top among which a headline is looked for.
const HEADLINE_LINES: usize = 8;
/// Most words of a headline.
const HEADLINE_WORDS: u32 = 35;
/// Most words of a line that may repeat the title field, which knows no such limit.
const TITLE_WORDS: u32 = HEADLINE_WORDS + 10;
/// Fewest words that lines judged by repetition must leave; with less, the repeated prose is the article (a page from a template).
const LEAST_BODY: u32 = 25;

/// Cuts articles out of their pages, one after the other; keeps its buffers, so that it allocates nothing once they have grown.
#[derive(Default, Debug)]
pub struct Cleaner {
    lines: Vec<Line>,
    scratch: Scratch,
    verdicts: Vec<Option<Reason>>,
    title: Vec<Token>,
    body: Vec<Paragraph>,
}

/// A paragraph of the body.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Paragraph {
    /// Where it stands, without white space at its ends, a dateline, or a blank piece: never empty.
    pub span: Span,
    first: u32,
    last: u32,
}

impl Paragraph {
    /// Its tokens, as a range of those of the whole text; empty for a paragraph without a word.
    pub fn tokens(&self) -> Range<usize> {
        self.first as usize..self.last as usize
    }
}

/// A text whose lines are known.
#[derive(Debug)]
pub struct Page<'a> {
    cleaner: &'a mut Cleaner,
    text: &'a str,
    tokens: &'a [Token],
}

/// The parts of one text, decided.
#[derive(Debug)]
pub struct Parts<'a> {
    text: &'a str,
    lines: &'a [Line],
    verdicts: &'a [Option<Reason>],
    body: &'a [Paragraph],
    kept: Range<usize>,
    headline: Option<usize>,
    /// The headline was sought among the lines, any of which may have kept another from being it.
    sought: bool,
    dateline: Option<Dateline>,
}

impl Cleaner {
    /// A cleaner without buffers yet.
    pub fn new() -> Self {
        Cleaner::default()
    }

    /// Finds and judges the lines of `text`. Linear in it.
    ///
    /// `tokens` are those that [`tokenize_into`] gives for the whole text; with others the result means nothing.
    pub fn read<'a>(&'a mut self, text: &'a str, tokens: &'a [Token]) -> Page<'a> {
        lines::find(text, tokens, &mut self.lines, &mut self.scratch);
        Page { cleaner: self, text, tokens }
    }
}

impl<'a> Page<'a> {
    /// What counting repeated lines needs to know: every line of two words or more, in the order of the text.
    pub fn facts(&self) -> impl Iterator<Item = LineFact> + '_ {
        self.cleaner.lines.iter().filter(|line| line.words >= LEAST_WORDS).map(|line| LineFact {
            key: line.key,
            words: line.words,
            prose: line.prose,
            open: line.verdict.is_none(),
        })
    }

    /// Decides which lines are the article. `title` is its title field, or empty; `repeated` tells the keys of the lines that its
    /// outlet repeats, of [`LineFact::open`] ones at least.
    pub fn lay_out(self, title: &str, repeated: impl Fn(u64) -> bool) -> Parts<'a> {
        let Page { cleaner: Cleaner { lines, verdicts, title: title_tokens, body, .. }, text, tokens } = self;
        let (lines, verdicts) = (&*lines, verdicts);
        judge(lines, verdicts, repeated);
        let page = Judged { text, tokens, lines, verdicts };
        let headline = if title.trim().is_empty() { page.headline() } else { page.line_of(title, title_tokens) };
        let kept = page.core(headline);
        body.clear();
        for at in kept.clone().filter(|at| Some(*at) != headline && verdicts[*at].is_none()) {
            let line = &lines[at];
            let paragraph = Paragraph { span: line.span, first: line.first, last: line.first + line.words };
            match inserts::cards(line.span.of(text)) {
                cards if cards.is_empty() => body.push(paragraph),
                cards => around(paragraph, &cards, text, tokens, body),
            }
        }
        let dateline = body.first().and_then(|first| dateline(text, first.span));
        if let Some(dateline) = dateline {
            cut(body, dateline.span.end, tokens);
        }
        Parts { text, lines, verdicts, body, kept, headline, sought: title.trim().is_empty(), dateline }
    }
}

/// The verdict on every line. Repetition counts only where it leaves an article.
fn judge(lines: &[Line], verdicts: &mut Vec<Option<Reason>>, repeated: impl Fn(u64) -> bool) {
    verdicts.clear();
    let mut plain = 0;
    for line in lines {
        let verdict = line.verdict.or_else(|| repeated(line.key).then_some(Reason::Repeated));
        plain += if line.prose && verdict.is_none() { line.words } else { 0 };
        verdicts.push(verdict);
    }
    if plain < LEAST_BODY {
        verdicts.iter_mut().filter(|verdict| **verdict == Some(Reason::Repeated)).for_each(|verdict| *verdict = None);
    }
}

/// The parts of a paragraph around `cards`, ranges of its own bytes.
fn around(paragraph: Paragraph, cards: &[Range<usize>], text: &str, tokens: &[Token], body: &mut Vec<Paragraph>) {
    let (line, start) = (paragraph.span.of(text), paragraph.span.start as usize);
    let ends = cards.iter().map(|card| card.start).chain([line.len()]);
    let starts = std::iter::once(0).chain(cards.iter().map(|card| card.end));
    for (from, to) in starts.zip(ends) {
        let part = &line[from..to];
        let from = start + from + part.len() - part.trim_start().len();
        let span = Span::new(from, from + part.trim().len());
        let own = &tokens[paragraph.tokens()];
        let [first, last] = [span.start, span.end].map(|end| paragraph.first + own.partition_point(|token| token.span.start < end) as u32);
        if !span.is_empty() {
            body.push(Paragraph { span, first, last });
        }
    }
}

/// Cuts off what stands before byte `start`, where no token is split: white space or a dash stands before it.
fn cut(body: &mut Vec<Paragraph>, start: u32, tokens: &[Token]) {
    let first = &mut body[0];
    let before = tokens[first.tokens()].iter().take_while(|token| token.span.start < start).count();
    first.first += before as u32;
    first.span.start = start;
    if first.span.is_empty() {
        body.remove(0);
    }
}

/// A card in the line at `span`, as furniture.
fn within(span: Span, card: &Range<usize>) -> Furniture {
    let (start, end) = (span.start as usize + card.start, span.start as usize + card.end);
    Furniture { span: Span::new(start, end), reason: Reason::Phrase }
}

/// Lines with their verdicts.
struct Judged<'a> {
    text: &'a str,
    tokens: &'a [Token],
    lines: &'a [Line],
    verdicts: &'a [Option<Reason>],
}

impl Judged<'_> {
    /// Position of the line that repeats the title field.
    fn line_of(&self, title: &str, words: &mut Vec<Token>) -> Option<usize> {
        words.clear();
        let title = title.trim();
        self.lines.iter().take(HEADLINE_LINES).position(|line| {
            if line.words == 0 || line.words > TITLE_WORDS {
                return false;
            }
            let shown = line.span.of(self.text);
            if shown == title {
                return true;
            }
            if begin_differently(shown, title) || shown.starts_with('©') != title.starts_with('©') {
                return false;
            }
            if words.is_empty() {
                tokenize_into(title, words);
            }
            let of_line = self.tokens[line.tokens()].iter().map(|token| token.hash);
            of_line.eq(words.iter().map(|token| token.hash))
        })
    }

    /// Position of the first line that could be a headline and has prose below.
    fn headline(&self) -> Option<usize> {
        let long_prose = |at: usize| self.plain_prose(at) && self.lines[at].words > HEADLINE_WORDS;
        let top = (0..self.lines.len().min(HEADLINE_LINES)).take_while(|at| !long_prose(*at));
        let mut short = top.filter(|at| self.verdicts[*at].is_none() && (2..=HEADLINE_WORDS).contains(&self.lines[*at].words));
        short.find(|at| {
            let shown = self.lines[*at].span.of(self.text);
            let goes_on = shown.ends_with([':', ',', ';']) || shown.trim_end_matches('…').ends_with('.');
            !goes_on && (at + 1..self.lines.len()).any(|below| self.plain_prose(below))
        })
    }

    fn plain_prose(&self, at: usize) -> bool {
        self.lines[at].prose && self.verdicts[at].is_none()
    }

    /// The lines of the article: the run of greatest worth, furniture inside it still to be left out. All lines, if none has any worth.
    fn core(&self, headline: Option<usize>) -> Range<usize> {
        let worth = |at: usize| match self.verdicts[at] {
            _ if Some(at) == headline => 0,
            Some(_) => FURNITURE_WORTH,
            None if self.lines[at].prose => self.lines[at].words.min(WORDS_WORTH).into(),
            None if self.lines[at].words >= STANDFIRST => 1,
            None => LABEL_WORTH,
        };
        let (mut best, mut best_worth, mut start, mut sum) = (0..self.lines.len(), 0, 0, 0);
        for at in 0..self.lines.len() {
            if sum <= 0 {
                (start, sum) = (at, 0);
            }
            sum += worth(at);
            if sum > best_worth {
                (best, best_worth) = (start..at + 1, sum);
            }
        }
        best
    }
}

/// Whether the ASCII letters and digits that two texts begin with already tell that their words differ. Spares tokenizing most titles.
fn begin_differently(a: &str, b: &str) -> bool {
    let between =
        |c: char| if c.is_ascii() { !c.is_ascii_alphanumeric() } else { matches!(c, '«' | '»' | '\u{a0}' | '’' | '“' | '”') };
    let letters = |text| str::chars(text).filter(move |c| !between(*c));
    letters(a).zip(letters(b)).take_while(|(a, b)| a.is_ascii() && b.is_ascii()).any(|(a, b)| !a.eq_ignore_ascii_case(&b))
}

impl Parts<'_> {
    /// The paragraphs of the article, without headline and dateline, in the order of the text. Empty for a headline-only item.
    pub fn body(&self) -> &[Paragraph] {
        self.body
    }

    /// As [`Page::facts`], but a line is open only if taking it for furniture would change the parts: a line outside the article, which
    /// is the run of greatest worth, only makes worse runs of which it is part.
    pub fn facts(&self) -> impl Iterator<Item = LineFact> + '_ {
        let lines = self.lines.iter().zip(self.verdicts).enumerate().filter(|(_, (line, _))| line.words >= LEAST_WORDS);
        lines.map(|(at, (line, verdict))| LineFact {
            key: line.key,
            words: line.words,
            prose: line.prose,
            open: verdict.is_none() && (self.sought || self.kept.contains(&at)),
        })
    }

    /// The headline where it stands in the text itself, without the marks of a Markdown heading.
    pub fn headline(&self) -> Option<Span> {
        let line = self.lines[self.headline?].span;
        let words = line.of(self.text).trim_start_matches('#').trim_start();
        Some(Span::new(line.end as usize - words.len(), line.end as usize))
    }

    /// The publication time that a time stamp among the credits gives. Reads dates, so ask only if the article has none.
    pub fn published(&self) -> Option<Date> {
        let mut credits = self.lines.iter().zip(self.verdicts).filter(|(_, verdict)| **verdict == Some(Reason::Credit));
        credits.find_map(|(line, _)| Date::parse(line.span.of(self.text)).ok())
    }

    /// Everything, with an agency only where a dateline names it.
    pub fn layout(&self) -> Layout {
        let headline = self.headline();
        let mut furniture = Vec::new();
        for (at, (line, verdict)) in self.lines.iter().zip(self.verdicts).enumerate() {
            if let (Some(headline), true) = (headline, Some(at) == self.headline) {
                // The marks of a Markdown heading are not words of the headline.
                let marks = Span { start: line.span.start, end: headline.start };
                furniture.extend((!marks.is_empty()).then_some(Furniture { span: marks, reason: Reason::Sparse }));
            } else if let Some(reason) = verdict.or((!self.kept.contains(&at)).then_some(Reason::Sparse)) {
                furniture.push(Furniture { span: line.span, reason });
            } else {
                furniture.extend(inserts::cards(line.span.of(self.text)).into_iter().map(|card| within(line.span, &card)));
            }
        }
        let agency = |span: Span| Agency { name: span.of(self.text).to_owned(), span };
        let trimmed = |span: Span| Span::new(span.start as usize, span.start as usize + span.of(self.text).trim_end().len());
        Layout {
            headline,
            dateline: self.dateline.map(|dateline| trimmed(dateline.span)),
            agency: self.dateline.and_then(|dateline| dateline.agency).map(agency),
            published: self.published(),
            furniture,
            body: self.body.iter().map(|paragraph| paragraph.span).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokenize;

    #[test]
    fn texts_that_begin_differently_have_different_words() {
        for (a, b, expected) in [
            ("Le port rouvre", "Le port ferme", true),
            ("LE PORT – rouvre", "le port", false),
            ("« Le port »", "Un port", true),
            ("É", "Un port", false),
            ("« L’État »", "l'était", false),
            ("l'État", "Létal", false),
            ("", "mot", false),
            ("# 12", "12", false),
        ] {
            assert_eq!(begin_differently(a, b), expected, "{a:?} {b:?}");
            let words = |text| tokenize(text).into_iter().map(|token| token.hash).collect::<Vec<_>>();
            assert!(!expected || words(a) != words(b), "{a:?} {b:?}");
        }
    }

    #[test]
    fn a_dateline_takes_its_tokens_with_it() {
        let text = "Le port\nMOSCOU, 9 fév 2017 (ADP) - Le président a parlé devant la presse.\n\nIl a ri aux éclats.";
        let tokens = tokenize(text);
        let mut cleaner = Cleaner::new();
        let parts = cleaner.read(text, &tokens).lay_out("", |_| false);
        let shown: Vec<_> = parts.body().iter().map(|p| (p.span.of(text), tokens[p.tokens()][0].span.of(text), p.tokens().len())).collect();
        assert_eq!(shown, [("Le président a parlé devant la presse.", "Le", 7), ("Il a ri aux éclats.", "Il", 5)]);
    }

    #[test]
    fn cards_are_furniture_and_the_sentence_is_read_around_them() {
        let text = "The port\nThe plan was praised by President Trump Donald John TrumpGOP senators balk MORE and by senators of both parties.\n\
                    More: that is what the dockers of the port asked for on Monday.\nMore:Who is Donald Trump and what does he want";
        let tokens = tokenize(text);
        let mut cleaner = Cleaner::new();
        let parts = cleaner.read(text, &tokens).lay_out("", |_| false);
        let shown: Vec<_> = parts.body().iter().map(|part| (part.span.of(text), tokens[part.tokens()][0].span.of(text))).collect();
        let expected = [
            ("The plan was praised by President Trump", "The"),
            ("and by senators of both parties.", "and"),
            ("More: that is what the dockers of the port asked for on Monday.", "More"),
        ];
        assert_eq!(shown, expected);
        let furniture: Vec<_> = parts.layout().furniture.iter().map(|piece| piece.span.of(text)).collect();
        assert_eq!(furniture, [" Donald John TrumpGOP senators balk MORE", "More:Who is Donald Trump and what does he want"]);
    }
}
