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

impl Document {
    /// Tokenizes the body. Linear in the text.
    pub fn new(article: Article, layout: Layout) -> Self {
        let mut tokens = Vec::new();
        for paragraph in &layout.body {
            let offset = paragraph.start as usize;
            tokens.extend(tokenize(paragraph.of(&article.text)).into_iter().map(|token| Token {
                span: Span::new(token.span.start as usize + offset, token.span.end as usize + offset),
                hash: token.hash,
            }));
        }
        Document { article, layout, tokens }
    }

    /// The headline: the title field, else the headline found in the text, else empty.
    pub fn headline(&self) -> &str {
        match self.layout.headline {
            Some(span) if self.article.title.is_empty() => span.of(&self.article.text),
            _ => &self.article.title,
        }
    }

    /// The sentences of the body, in order, as spans into [`Article::text`]. No sentence crosses a paragraph.
    pub fn sentences(&self) -> Vec<Span> {
        self.layout.body.iter().flat_map(|paragraph| sentences(&self.article.text, *paragraph, self.article.lang)).collect()
    }

    /// The outlet, or an empty string.
    pub fn source(&self) -> &str {
        self.article.source.as_deref().unwrap_or("")
    }
}
