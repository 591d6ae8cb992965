//! One article to what is compared of it, without keeping anything of the article.

use super::catalogue::Words;
use crate::article::Date;
use crate::clean::{Cleaner, LineFact};
use crate::document::FEWEST_WORDS;
use crate::hash;
use crate::sketch::headline_hash;
use crate::text::{Token, shingle_hashes_into, tokenize_into};

/// Digests one article after the other; keeps its buffers, so that it allocates nothing once they have grown.
#[derive(Default, Debug)]
pub(super) struct Digester {
    cleaner: Cleaner,
    tokens: Vec<Token>,
    /// Of the body, or of the headline of an item without one; as [`crate::sketch::Compared::tokens`].
    hashes: Vec<u64>,
    is_headline: bool,
    is_untitled: bool,
    is_too_short: bool,
    bytes: Vec<u8>,
    shingles: Vec<u64>,
}

impl Digester {
    /// Takes an article in. Tells `line` the facts of its lines, and whether its text dates itself, which is read only if `undated`.
    /// `known` is the number of tokens of its body, if it was taken in before: a text without others is all body, and nothing is told of it.
    pub(super) fn take(
        &mut self,
        title: &str,
        text: &str,
        known: Option<u32>,
        undated: bool,
        repeated: impl Fn(u64) -> bool,
        line: impl FnMut(LineFact),
    ) -> Option<Date> {
        let Digester { cleaner, tokens, hashes, is_headline, is_untitled, is_too_short, .. } = self;
        tokens.clear();
        hashes.clear();
        tokenize_into(text, tokens);
        if !tokens.is_empty() && known.is_some_and(|count| count as usize == tokens.len()) {
            *is_headline = false;
            hashes.extend(tokens.iter().map(|token| token.hash));
            return None;
        }
        let parts = cleaner.read(text, tokens).lay_out(title, repeated);
        parts.facts().for_each(line);
        for paragraph in parts.body() {
            hashes.extend(tokens[paragraph.tokens()].iter().map(|token| token.hash));
        }
        let published = if undated { parts.published() } else { None };
        let headline = if title.is_empty() { parts.headline().map_or("", |span| span.of(text)) } else { title };
        let body = hashes.len();
        if body < FEWEST_WORDS {
            tokens.clear();
            tokenize_into(headline, tokens);
        }
        *is_untitled = headline.is_empty();
        *is_too_short = body < FEWEST_WORDS && body + tokens.len() < FEWEST_WORDS;
        *is_headline = body == 0;
        if *is_headline {
            hashes.extend(tokens.iter().map(|token| headline_hash(token.hash)));
        }
        published
    }

    /// What a card keeps of the number of its words.
    pub(super) fn words(&self) -> Words {
        Words::new(self.token_count(), self.is_untitled, self.is_too_short)
    }

    /// Tokens of the body; 0 for a headline-only item.
    fn token_count(&self) -> usize {
        if self.is_headline { 0 } else { self.hashes.len() }
    }

    /// Whether the item is a headline without a body.
    pub(super) fn is_headline(&self) -> bool {
        self.is_headline
    }

    /// As [`crate::sketch::Compared::identity`]; `None` without tokens.
    pub(super) fn identity(&mut self) -> Option<u128> {
        if self.hashes.is_empty() {
            return None;
        }
        self.bytes.resize(self.hashes.len() * size_of::<u64>(), 0);
        for (bytes, hash) in self.bytes.as_chunks_mut().0.iter_mut().zip(&self.hashes) {
            *bytes = hash.to_le_bytes();
        }
        Some(hash::identity(&self.bytes))
    }

    /// The hashes of the shingles of `width` tokens, in the order of the text.
    pub(super) fn shingles(&mut self, width: usize) -> &[u64] {
        self.shingles.clear();
        shingle_hashes_into(&self.hashes, width, &mut self.shingles);
        &self.shingles
    }
}
