//! What a text names: people, places and bodies, numbers, dates, quotations.
//!
//! Enters: a text, the spans of it to read, its language and publication date. Leaves: [`Mentions`], spans with parsed values.
//! **Invariant:** a mention is what the text says, never what is true; two mentions of one referent are not joined here, they only
//! get equal keys.

use crate::article::{Date, Lang, Span};

/// Everything named in one field of an article. Each list is in the order of the text.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Mentions {
    /// Name-like tokens and runs of them.
    pub names: Vec<Name>,
    /// Numbers, in digits or words.
    pub numbers: Vec<Number>,
    /// Days and intervals.
    pub dates: Vec<DateMention>,
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
