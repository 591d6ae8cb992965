//! What one article offers as evidence: its terms by field, its days, its language and length.
//!
//! Enters: a document and its mentions. Leaves: an [`Evidence`], and terms named by portable hashes.
//! **Invariant:** nothing here depends on the batch.

use super::background::share;
use super::days::{Calendar, calendar};
use super::series::Mould;
use super::terms::stems;
use crate::article::{Date, Lang, Span};
use crate::document::Document;
use crate::hash;
use crate::mention::{DocumentMentions, Mentions, Name, NameKind, Number};

/// Words of the body that count as its lead: where news says what, who, where and when.
const LEAD_WORDS: usize = 80;
/// Words of the body that are read at all; what follows is background more often than news.
const BODY_WORDS: usize = 900;

/// What kind of term it is; each kind is compared apart.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[repr(u8)]
pub(super) enum Kind {
    /// Stem of a content word.
    Word,
    /// Key of a name that is no place.
    Name,
    /// Key of a place.
    Place,
    /// A number with what it counts.
    Number,
}

impl Kind {
    pub const COUNT: usize = 4;
    pub const ALL: [Kind; Kind::COUNT] = [Kind::Word, Kind::Name, Kind::Place, Kind::Number];
}

/// A term of the article: how often each field says it.
#[derive(Clone, Debug)]
pub(super) struct RawTerm {
    pub kind: Kind,
    /// [`hash::bytes`] of its text, kind apart.
    pub hash: u64,
    pub title: bool,
    pub lead: bool,
    pub count: u16,
    /// Expected share of articles that hold it, before any was seen.
    pub prior: f32,
}

/// Evidence of one article, but for its terms.
#[derive(Clone, Debug)]
pub(super) struct Evidence {
    pub lang: Option<Lang>,
    /// [`hash::bytes`] of the outlet, where one is named.
    pub source: Option<u64>,
    /// Day of publication, in days since 1970-01-01.
    pub published: Option<i32>,
    /// Minute of publication, since 1970-01-01 in UTC, where the time of day is known.
    pub minute: Option<i32>,
    /// Days and weekdays that headline and lead name.
    pub calendar: Calendar,
    /// Hash of the words of a headline that itself holds a date or a number: recurring pages have them.
    pub headline_shape: Option<u64>,
    /// What makes it an issue of a series.
    pub mould: Mould,
    /// The single day that the headline names.
    pub title_day: Option<i32>,
    /// What headline and lead count: unit, least and greatest value, ascending.
    pub figures: Vec<Figure>,
    /// Words of the body.
    pub body_words: usize,
    /// Content words of the headline.
    pub title_words: usize,
    /// Whether it says too little to be judged.
    pub too_short: bool,
}

/// A number with its unit.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Figure {
    /// [`hash::bytes`] of the unit.
    pub unit: u64,
    pub low: f64,
    pub high: f64,
}

/// Reads one article: its evidence, and its terms, ascending by kind and hash, each once. Linear in its first [`BODY_WORDS`] words.
pub(super) fn evidence(document: &Document, mentions: &DocumentMentions) -> (Evidence, Vec<RawTerm>) {
    let article = &document.article;
    let lead_end = edge(document, LEAD_WORDS);
    let body_end = edge(document, BODY_WORDS);
    let mut terms = Vec::new();
    visit(document, mentions, |kind, text, field| {
        let hash = hash::bytes(text.as_bytes());
        terms.push(RawTerm {
            kind,
            hash,
            title: field == Field::Title,
            lead: field != Field::Body,
            count: 1,
            prior: share(kind, article.lang, hash, text.chars().count()),
        });
    });
    let title_words = terms.iter().filter(|term| term.title && term.kind == Kind::Word).count();
    let evidence = Evidence {
        lang: article.lang,
        source: article.source.as_ref().map(|source| hash::bytes(source.as_bytes())),
        published: article.date.map(|date| date.day()),
        minute: article.date.and_then(minute),
        calendar: calendar(document, mentions, lead_end.min(body_end)),
        headline_shape: headline_shape(document),
        mould: Mould::new(document),
        title_day: mentions.title.dates.iter().filter_map(|date| date.days).find(|days| days.0 == days.1).map(|days| days.0),
        figures: figures(mentions, lead_end),
        body_words: document.tokens.len(),
        title_words,
        too_short: document.is_too_short(),
    };
    (evidence, gathered(terms))
}

/// Where a term stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Field {
    Title,
    Lead,
    Body,
}

/// Calls `emit` with every term of the article, its text and its field, in no particular order.
pub(super) fn visit(document: &Document, mentions: &DocumentMentions, mut emit: impl FnMut(Kind, &str, Field)) {
    let article = &document.article;
    let headline = document.headline();
    stems(headline, article.lang, |stem| emit(Kind::Word, &stem, Field::Title));
    let (lead_end, body_end) = (edge(document, LEAD_WORDS), edge(document, BODY_WORDS));
    let field = |span: Span| if (span.start as usize) < lead_end { Field::Lead } else { Field::Body };
    for paragraph in &document.layout.body {
        let (start, end) = (paragraph.start as usize, (paragraph.end as usize).min(body_end));
        for (part, field) in [((start, end.min(lead_end)), Field::Lead), ((start.max(lead_end), end), Field::Body)] {
            if part.0 < part.1 {
                stems(&article.text[part.0..part.1], article.lang, |stem| emit(Kind::Word, &stem, field));
            }
        }
    }
    mentioned(&mentions.title, |kind, text, _| emit(kind, text, Field::Title));
    mentioned(&mentions.body, |kind, text, span| {
        if (span.start as usize) < body_end {
            emit(kind, text, field(span));
        }
    });
}

fn mentioned(mentions: &Mentions, mut emit: impl FnMut(Kind, &str, Span)) {
    for Name { span, key, kind, .. } in &mentions.names {
        emit(if *kind == NameKind::Place { Kind::Place } else { Kind::Name }, key, *span);
    }
    for number in &mentions.numbers {
        if let Some(term) = number_term(number) {
            emit(Kind::Number, &term, number.span);
        }
    }
}

/// `12 mort`; bounds are left out, since one outlet's "at least 12" is another's "12". Small bare numbers say nothing.
fn number_term(number: &Number) -> Option<String> {
    let value = if number.low > 0.0 && number.low.is_finite() { number.low } else { number.high };
    if !value.is_finite() || value < 10.0 && number.unit.is_empty() {
        return None;
    }
    Some(format!("{value} {}", number.unit))
}

/// Minute of publication; midnight to the second mostly stands for a day alone.
fn minute(date: Date) -> Option<i32> {
    let local = date.utc_s() + i64::from(date.offset_s());
    (date.is_timed() && local.rem_euclid(86_400) != 0).then(|| i32::try_from(date.utc_s().div_euclid(60)).ok())?
}

/// Hash of the headline's words if it holds digits.
fn headline_shape(document: &Document) -> Option<u64> {
    let headline = document.headline();
    let mut words = String::new();
    stems(headline, document.article.lang, |stem| {
        words.push_str(&stem);
        words.push(' ');
    });
    (!words.is_empty() && headline.chars().any(char::is_numeric)).then(|| hash::bytes(words.as_bytes()))
}

fn figures(mentions: &DocumentMentions, lead_end: usize) -> Vec<Figure> {
    let lead = mentions.body.numbers.iter().filter(|number| (number.span.start as usize) < lead_end);
    let with_unit = mentions.title.numbers.iter().chain(lead).filter(|number| !number.unit.is_empty());
    let mut figures: Vec<Figure> =
        with_unit.map(|number| Figure { unit: hash::bytes(number.unit.as_bytes()), low: number.low, high: number.high }).collect();
    figures.sort_by(|a, b| a.unit.cmp(&b.unit).then(a.low.total_cmp(&b.low)).then(a.high.total_cmp(&b.high)));
    figures.dedup();
    figures
}

/// Byte at which the body has had `words` words: the end of that token, or of the text.
fn edge(document: &Document, words: usize) -> usize {
    document.tokens.get(words).map_or(document.article.text.len(), |token| token.span.start as usize)
}

/// Sorts, and adds up equal terms.
fn gathered(mut terms: Vec<RawTerm>) -> Vec<RawTerm> {
    terms.sort_unstable_by_key(|term| (term.kind, term.hash));
    terms.dedup_by(|next, kept| {
        let same = (next.kind, next.hash) == (kept.kind, kept.hash);
        if same {
            kept.title |= next.title;
            kept.lead |= next.lead;
            kept.count = kept.count.saturating_add(next.count);
        }
        same
    });
    terms
}
