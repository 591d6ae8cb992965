//! What a text names: people, places and bodies, numbers, dates, quotations.
//!
//! Enters: a text, the spans of it to read, its language and publication date. Leaves: [`Mentions`], spans with parsed values.
//! **Invariant:** a mention is what the text says, never what is true; two mentions of one referent are not joined here, they only
//! get equal keys.

mod bounds;
mod calendar;
mod clock;
mod dates;
mod fractions;
mod gazetteer;
mod key;
mod lexer;
mod lexicon;
mod literal;
mod lookup;
mod names;
mod numbers;
mod numerals;
mod quotations;
mod reckoning;
mod units;

use crate::article::{Date, Lang, Span};
use crate::document::Document;
use lexer::Line;
use names::Evidence;

#[cfg(test)]
pub(crate) use gazetteer::place_keys;
pub use key::key;

/// Everything named in one field of an article. Each list is in the order of the text.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Mentions {
    /// Name-like tokens and runs of them.
    pub names: Vec<Name>,
    /// Numbers, in digits or words.
    pub numbers: Vec<Number>,
    /// Days and intervals.
    pub dates: Vec<DateMention>,
    /// Times of day.
    pub times: Vec<ClockTime>,
    /// Quoted speech.
    pub quotations: Vec<Quotation>,
}

/// A name as it stands in the text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Name {
    /// Where it stands.
    pub span: Span,
    /// Equal for spellings of one name across languages and scripts (Poutine, Putin, Путин, بوتين).
    pub key: String,
    /// What the tables know about it.
    pub kind: NameKind,
    /// Which run of names it belongs to, counted from 0 in the order of the text: "Vladimir Poutine" is two names of one run.
    pub run: u32,
}

/// What kind of name it is, as far as the built-in tables tell.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum NameKind {
    /// A country, city or region of the gazetteer.
    Place,
    /// Anything else.
    Other,
}

/// A quantity.
#[derive(Clone, PartialEq, Debug)]
pub struct Number {
    /// The whole phrase, as "au moins 1,27 million".
    pub span: Span,
    /// Least value it allows.
    pub low: f64,
    /// Greatest value it allows; infinite for "plus de".
    pub high: f64,
    /// What is counted, folded and cut to its stem: `mort`, `%`, `euro`; empty if unknown.
    pub unit: String,
    /// Where what is counted stands, if it stands behind the number; else the end of `span`, empty.
    pub counted: Span,
}

/// A time expression, resolved.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DateMention {
    /// Where it stands.
    pub span: Span,
    /// First and last day it may mean, in days since 1970-01-01; equal for one day. `None` where nothing fixes the year or week.
    pub days: Option<(i32, i32)>,
    /// Whether the text itself gives day, month and year.
    pub complete: bool,
    /// Month, 1 to 12, and day of the month, where the text gives both.
    pub month_day: Option<(i8, i8)>,
    /// Day of the week, 1 for Monday to 7 for Sunday, where the text names it.
    pub weekday: Option<i8>,
}

/// A time of day as it stands in the text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ClockTime {
    /// Where it stands.
    pub span: Span,
    /// Minutes since midnight, below 1440.
    pub minute: u16,
}

/// Quoted speech.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Quotation {
    /// With its quotation marks.
    pub span: Span,
    /// Without them.
    pub inner: Span,
}

/// What a reader needs to know about a text to resolve "jeudi" and to tell names from nouns.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Context {
    /// Language of the text.
    pub lang: Option<Lang>,
    /// When it was published.
    pub published: Option<Date>,
}

/// Mentions in both fields of one article.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct DocumentMentions {
    /// Of the headline; spans over [`Document::headline`].
    pub title: Mentions,
    /// Of the body; spans over [`crate::article::Article::text`].
    pub body: Mentions,
}

/// Mentions in the given spans of `text`; spans are paragraphs or a whole headline, in the order of the text, disjoint.
/// Empty for a text without spans. Linear in their length.
pub fn find(text: &str, spans: &[Span], context: Context) -> Mentions {
    let lines = lines(text, spans);
    let mut evidence = Evidence::default();
    evidence.read(&lines, context.lang);
    find_with(text, spans, &lines, context, &evidence)
}

/// Mentions in headline and body of one article; what the body shows to be a name counts as one in the headline, and conversely.
pub fn of_document(document: &Document) -> DocumentMentions {
    let article = &document.article;
    let context = Context { lang: article.lang, published: article.date };
    let (text, headline) = (article.text.as_str(), document.headline());
    let (body, title) = (&document.layout.body, [Span::new(0, headline.len())]);
    let (body_lines, title_lines) = (lines(text, body), lines(headline, &title));
    let mut evidence = Evidence::default();
    evidence.read(&body_lines, context.lang);
    evidence.read(&title_lines, context.lang);
    DocumentMentions {
        title: find_with(headline, &title, &title_lines, context, &evidence),
        body: find_with(text, body, &body_lines, context, &evidence),
    }
}

/// The text cut into words, read twice: for what it shows of its names, then for what it mentions. Some six bytes for each of its own.
fn lines<'t>(text: &'t str, spans: &[Span]) -> Vec<Line<'t>> {
    spans.iter().flat_map(|span| lexer::pieces(text, *span)).map(|piece| lexer::lex(text, piece)).collect()
}

fn find_with(text: &str, spans: &[Span], lines: &[Line<'_>], context: Context, evidence: &Evidence) -> Mentions {
    let mut mentions = Mentions::default();
    spans.iter().for_each(|span| quotations::find(text, *span, &mut mentions.quotations));
    for line in lines {
        let dates_before = mentions.dates.len();
        dates::find(line, context, &mut mentions.dates);
        let times_before = mentions.times.len();
        clock::find(line, context.lang, &mut mentions.times);
        let mut taken: Vec<Span> = mentions.dates[dates_before..].iter().map(|date| date.span).collect();
        taken.extend(mentions.times[times_before..].iter().map(|time| time.span));
        taken.sort_unstable();
        numbers::find(line, context.lang, &taken, &mut mentions.numbers);
        names::find(line, context.lang, evidence, &mut mentions.names);
    }
    mentions
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn languages() -> impl Strategy<Value = Option<Lang>> {
        prop::sample::select(vec!["", "fr", "en", "es", "de", "it", "pt", "tr", "ru", "ar", "zh"]).prop_map(Lang::parse)
    }

    /// Arbitrary characters mixed with the pieces that the readers look for.
    fn texts() -> impl Strategy<Value = String> {
        let known = vec![
            "jeudi",
            " 8 ",
            "février",
            "2018",
            "«",
            "»",
            "\"",
            "'",
            "Poutine",
            "au moins",
            "3",
            ".",
            ",",
            "/",
            "-",
            " ",
            "\n",
            "10.02.2017",
            "n°",
            "million",
            "Syrie",
            "l’",
            "الرئيس",
            "بوتين",
            "٣٤",
            "entre",
            " et ",
            "Путина",
            "une dizaine de",
            "Feb. ",
            "M.",
            "%",
            "$",
            "zwanzig",
            "’e",
            "\u{a0}",
            "\u{202f}",
            "\u{301}",
            "de",
            "31",
            "29 ",
            "last ",
            "Tuesday",
        ];
        prop::collection::vec(prop_oneof![prop::sample::select(known).prop_map(str::to_owned), "\\PC{0,6}"], 0..40)
            .prop_map(|parts| parts.concat())
    }

    proptest! {
        #[test]
        fn mentions_lie_in_their_spans_in_order(text in texts(), lang in languages(), day in prop::option::of(-800_000i32..3_000_000)) {
            let half = (0..=text.len() / 2).rev().find(|at| text.is_char_boundary(*at)).unwrap();
            let spans = [Span::new(0, half), Span::new(half, text.len())];
            let context = Context { lang, published: day.map(Date::from_day) };
            let mentions = find(&text, &spans, context);
            let lists: [Vec<Span>; 5] = [
                mentions.names.iter().map(|name| name.span).collect(),
                mentions.numbers.iter().map(|number| number.span).collect(),
                mentions.dates.iter().map(|date| date.span).collect(),
                mentions.times.iter().map(|time| time.span).collect(),
                mentions.quotations.iter().map(|quotation| quotation.span).collect(),
            ];
            for list in &lists {
                for span in list {
                    prop_assert!(!span.is_empty() && text.get(span.range()).is_some());
                    prop_assert!(spans.iter().any(|outer| outer.contains(*span)));
                }
                prop_assert!(list.is_sorted_by_key(|span| span.start));
            }
            prop_assert!(mentions.quotations.iter().all(|quotation| quotation.span.contains(quotation.inner)));
            prop_assert!(mentions.numbers.iter().all(|number| number.low <= number.high));
            prop_assert!(mentions.dates.iter().all(|date| date.days.is_none_or(|days| days.0 <= days.1)));
        }
    }

    #[test]
    fn title_and_body_share_their_evidence() {
        let article = crate::article::Article {
            title: "DUPUIS ACCUSE MARTEL".into(),
            text: "Le maire, Jean Dupuis, a critiqué jeudi Anne Martel.".into(),
            lang: Some(Lang::FR),
            ..Default::default()
        };
        let body = vec![Span::new(0, article.text.len())];
        let layout = crate::clean::Layout { body, ..Default::default() };
        let mentions = of_document(&Document::new(article, layout));
        let keys = |mentions: &Mentions| mentions.names.iter().map(|name| name.key.clone()).collect::<Vec<_>>();
        assert_eq!(keys(&mentions.title), [key("Dupuis"), key("Martel")]);
        assert_eq!(keys(&mentions.body), [key("Jean"), key("Dupuis"), key("Anne"), key("Martel")]);
    }

    #[test]
    fn long_texts_without_spaces_or_ends_are_read_in_linear_time() {
        for unit in ["a", "«", "1 ", "\"", "1.", "entre ", "Nom ", "de ", "au moins ", "الرئيس ", "jeudi "] {
            let text = unit.repeat(200_000 / unit.len());
            find(&text, &[Span::new(0, text.len())], Context { lang: Some(Lang::FR), published: None });
        }
    }
}
