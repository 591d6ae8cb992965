//! What in a scraped text is the article and what is the site around it.
//!
//! Enters: the articles of a batch. Leaves: one [`Layout`] each: headline, dateline, agency, furniture and body as spans.
//! **Invariant:** nothing is deleted; every byte of the text that is not white space is headline, dateline, furniture or body.
//! **Source:** line frequency after `CCNet` (Wenzek et al. 2020 §3.1); paragraph classes after jusText (Pomikálek 2011 ch. 3)
//! without its link density, which plain text no longer has.

use crate::article::Span;

/// The parts of one article's text.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Layout {
    /// The headline where it stands in the text itself.
    pub headline: Option<Span>,
    /// `MOSCOU, 9 fév 2017 (ADP) -` before the first sentence.
    pub dateline: Option<Span>,
    /// The news agency that the text credits.
    pub agency: Option<Agency>,
    /// What is not the article, in the order of the text, disjoint.
    pub furniture: Vec<Furniture>,
    /// The paragraphs of the article, without headline and dateline, in the order of the text, disjoint. Empty for a headline-only item.
    pub body: Vec<Span>,
}

/// A piece of text that belongs to the site, not to the article.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Furniture {
    /// Where it stands.
    pub span: Span,
    /// What gave it away.
    pub reason: Reason,
}

/// Why a piece of text counts as furniture.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// A known phrase of cookie banners, newsletters, share bars, comment forms and the like.
    Phrase,
    /// The line stands in many of the outlet's articles.
    Repeated,
    /// Too little prose, between other furniture or at the edge of the text.
    Sparse,
    /// Byline, time stamp, photo credit.
    Credit,
}

/// A news agency's credit.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Agency {
    /// The agency's usual short name, as `AFP`.
    pub name: String,
    /// Where it is credited.
    pub span: Span,
}
