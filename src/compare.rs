//! Wording: what several articles say about the same thing, and where they differ.
//!
//! Enters: the documents of one event. Leaves: a [`Comparison`]: statements with each witness's own words, and typed differences.
//! **Invariant:** every reading is a span of an article as it was given; nothing is paraphrased, and furniture is never read.

use crate::article::{DocId, Span};

/// The articles of one event side by side.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Comparison {
    /// The articles compared, in the order of [`crate::article::Article::key`].
    pub witnesses: Vec<DocId>,
    /// What is being said, in the order in which a reader meets it.
    pub statements: Vec<Statement>,
    /// Where the wording differs, the weightiest first.
    pub differences: Vec<Difference>,
}

/// One thing that is said, by one witness or several.
#[derive(Clone, PartialEq, Debug)]
pub struct Statement {
    /// Where each witness says it: one or more sentences, in the order of `Comparison::witnesses`, then of the text.
    pub readings: Vec<Reading>,
}

/// A witness's own words.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Reading {
    /// The article.
    pub doc: DocId,
    /// Which of its fields.
    pub field: Field,
    /// Where in that field.
    pub span: Span,
}

/// A field of an article that readers read.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// The title.
    Title,
    /// The text.
    Text,
}

/// A place where witnesses differ.
#[derive(Clone, PartialEq, Debug)]
pub struct Difference {
    /// In what way.
    pub kind: Kind,
    /// The statement it stands in, as a position in `Comparison::statements`; `None` for headlines and order.
    pub statement: Option<usize>,
    /// Each witness's words there; of an omission, only of those who say it.
    pub readings: Vec<Reading>,
    /// Those who leave it out although they had the chance.
    pub absent: Vec<DocId>,
    /// How much it matters, `0.0..=1.0`.
    pub weight: f64,
}

/// In what way witnesses differ.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Figures that exclude each other or are bounded otherwise.
    Number,
    /// Days or times.
    Date,
    /// Spelling or form of one referent's name.
    Name,
    /// What the same people or things are called.
    Label,
    /// Who says it and with which verb.
    Attribution,
    /// Conditional against indicative.
    Modality,
    /// The agent is named or dropped.
    Voice,
    /// The same quotation, whole, shortened or altered.
    Quote,
    /// Left out by some.
    Omission,
    /// What leads.
    Order,
    /// Other words.
    Wording,
}
