//! Reports: what the earlier stages found, set out for people and for programs.
//!
//! Enters: [`Material`], the results of every earlier stage. Leaves: one [`Report`], and its renderings.
//! **Invariant:** a report has an order of its own and holds no clock, no duration and no machine path, so any order of input and
//! any number of threads give the same bytes; whatever an article says reaches a page only as escaped text.

mod articles;
mod build;
pub mod escape;
mod folder;
pub mod html;
pub mod json;
pub mod markdown;
mod model;
mod redact;
mod relation;
mod slug;
pub mod terminal;
mod wording;
mod words;

#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;

pub use build::{Material, build};
pub use folder::LAYOUT;
pub use model::{
    ArticleReport, ChangeReport, Cited, ComparisonReport, DifferenceReport, EventReport, OutletReport, PairReport, PassageReport,
    ReadingReport, Report, ReuseReport, RevisionReport, SharedPassage, Standout, StatementReport, TextRelation, Totals, Wording,
};
pub use redact::{comparison as redact_comparison, report as redact_report};
pub use wording::compare;
pub use words::Language;

use crate::article::Span;

/// Sub-spans of one comparison in which its readings differ: by statement, by reading, in the order of the text, disjoint.
/// A statement or reading that is missing has none.
pub type Highlights = Vec<Vec<Vec<Span>>>;

/// What a report is called and in which language it speaks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Options {
    /// Title of the overview; empty for the language's own.
    pub title: String,
    /// Language of everything that is not quoted from an article.
    pub language: Language,
    /// Version of recoupe, as `0.1.0`.
    pub version: String,
}
