//! An article with everything that is derived from it alone: its parts and the tokens of its body.
//!
//! Enters: an [`Article`] and its [`Layout`]. Leaves: a [`Document`], which all later stages read.
//! **Invariant:** furniture, headline and dateline have no token here, so they count in no comparison.

use crate::article::{Article, Span};
use crate::clean::Layout;
use crate::text::{Token, sentences, tokenize};

/// One article, prepared.
#[derive(Clone, Debug)]
pub struct Document {
    /// As it was given.
    pub article: Article,
    /// Its parts.
    pub layout: Layout,
    /// The tokens of the body, with spans into [`Article::text`]; of a headline-only item, none.
    pub tokens: Vec<Token>,
}

/// Words of headline and body, below which an article says too little to be put with any but its copies: two words in common are no
/// evidence where they are all there is.
pub const FEWEST_WORDS: usize = 4;

impl Document {
    /// Tokenizes the text and keeps what stands in the body. Linear in the text.
    pub fn new(article: Article, layout: Layout) -> Self {
        let tokens = tokenize(&article.text);
        Document::with_tokens(article, layout, tokens)
    }

    /// A document made of `tokens`, those of the whole text, of which it keeps the body's: the same as [`Document::new`] without
    /// tokenizing again.
    pub fn with_tokens(article: Article, layout: Layout, mut tokens: Vec<Token>) -> Self {
        let mut paragraphs = layout.body.iter().peekable();
        tokens.retain(|token| {
            while paragraphs.next_if(|paragraph| paragraph.end <= token.span.start).is_some() {}
            paragraphs.peek().is_some_and(|paragraph| paragraph.contains(token.span))
        });
        tokens.shrink_to_fit();
        Document { article, layout, tokens }
    }

    /// The headline: the title field, else the headline found in the text, else empty.
    pub fn headline(&self) -> &str {
        match self.layout.headline {
            Some(span) if self.article.title.is_empty() => span.of(&self.article.text),
            _ => &self.article.title,
        }
    }

    /// Whether it says too little to be judged: fewer than [`FEWEST_WORDS`] words.
    pub fn is_too_short(&self) -> bool {
        self.tokens.len() < FEWEST_WORDS && self.tokens.len() + tokenize(self.headline()).len() < FEWEST_WORDS
    }

    /// The sentences of the body, in order, as spans into [`Article::text`]. No sentence crosses a paragraph.
    pub fn sentences(&self) -> Vec<Span> {
        self.layout.body.iter().flat_map(|paragraph| sentences(&self.article.text, *paragraph, self.article.lang)).collect()
    }

    /// The sentence of the body that holds `span`. Linear in its paragraph.
    pub fn sentence_at(&self, span: Span) -> Option<Span> {
        let paragraphs = self.layout.body.iter().filter(|paragraph| paragraph.contains(span));
        let within = |paragraph: &Span| sentences(&self.article.text, *paragraph, self.article.lang).into_iter();
        paragraphs.flat_map(within).find(|sentence| sentence.contains(span))
    }

    /// The outlet, or an empty string.
    pub fn source(&self) -> &str {
        self.article.source.as_deref().unwrap_or("")
    }
}

/// How many articles lack what.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Lacking {
    /// Articles in all.
    pub articles: usize,
    /// Without a publication day.
    pub undated: usize,
    /// Without a headline.
    pub untitled: usize,
    /// With fewer than [`FEWEST_WORDS`] words.
    pub too_short: usize,
    /// Without an outlet.
    pub nameless: usize,
    /// Dated by what stands in their text alone.
    pub dated_by_text: usize,
}

impl Lacking {
    /// Counts; that of articles dated by their text is known to who dated them.
    pub fn of(documents: &[Document], dated_by_text: usize) -> Lacking {
        let mut lacking = Lacking { articles: documents.len(), dated_by_text, ..Lacking::default() };
        for document in documents {
            lacking.undated += usize::from(document.article.date.is_none());
            lacking.untitled += usize::from(document.headline().is_empty());
            lacking.too_short += usize::from(document.is_too_short());
            lacking.nameless += usize::from(document.source().is_empty());
        }
        lacking
    }
}
