//! Sketches: what of an article is compared, and its signature, by which alike texts are found without comparing all.
//!
//! Enters: documents and a shingle width. Leaves: shingle sets, identities and signatures.
//! **Invariant:** an article without tokens has neither identity nor signature, so nothing resembles it; a headline
//! never shares a shingle with a body.
//! **Source:** Broder 1997, "On the resemblance and containment of documents"; see [`MinHasher`] for the permutations.

mod minhash;

use std::borrow::Cow;

use rayon::prelude::*;

pub use minhash::{MinHasher, Signature, SketchError};

use crate::article::DocId;
use crate::document::Document;
use crate::hash;
use crate::text::{ShingleSet, Token, tokenize};

/// Salt of headline tokens, any odd constant: it keeps headlines and bodies in two worlds.
const HEADLINE: u64 = 0x6865_6164_6c69_6e65;

/// The hash that a token has in a headline-only item.
pub fn headline_hash(token: u64) -> u64 {
    hash::mix(token ^ HEADLINE)
}

/// What of an article is compared: its body, or the headline of a headline-only item.
#[derive(Clone, Debug)]
pub struct Compared<'d> {
    /// The text that the tokens' spans are over: [`crate::article::Article::text`] or the headline.
    pub text: &'d str,
    /// The tokens in their order. Those of a headline have salted hashes, so they equal no token of any body.
    pub tokens: Cow<'d, [Token]>,
    /// Whether it is the headline of an item without a body.
    pub is_headline: bool,
}

impl<'d> Compared<'d> {
    /// Linear in the headline of a headline-only item, else free.
    pub fn of(document: &'d Document) -> Self {
        if !document.tokens.is_empty() {
            return Compared { text: &document.article.text, tokens: Cow::Borrowed(&document.tokens), is_headline: false };
        }
        let headline = document.headline();
        let salted = |token: Token| Token { hash: headline_hash(token.hash), ..token };
        let tokens: Vec<Token> = tokenize(headline).into_iter().map(salted).collect();
        Compared { text: headline, tokens: Cow::Owned(tokens), is_headline: true }
    }

    /// [`hash::identity`] of the token hashes in little-endian order; `None` without tokens.
    pub fn identity(&self) -> Option<u128> {
        if self.tokens.is_empty() {
            return None;
        }
        let bytes: Vec<u8> = self.tokens.iter().flat_map(|token| token.hash.to_le_bytes()).collect();
        Some(hash::identity(&bytes))
    }

    /// Whether both are the same tokens in the same order; never, without tokens.
    pub fn same_tokens(&self, other: &Compared<'_>) -> bool {
        !self.tokens.is_empty() && self.tokens.iter().map(|t| t.hash).eq(other.tokens.iter().map(|t| t.hash))
    }
}

/// The shingle set of every article, in the order of `documents`. Parallel; linear in the tokens.
///
/// # Panics
/// If `width` is 0.
pub fn shingle_sets(documents: &[Document], width: usize) -> Vec<ShingleSet> {
    documents.par_iter().map(|document| ShingleSet::new(&Compared::of(document).tokens, width)).collect()
}

/// One distinct text of the batch.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct DistinctText {
    /// The earliest article that has it.
    pub doc: DocId,
    /// What makes it distinct, see [`Compared::identity`].
    pub identity: u128,
}

/// The signature of one distinct text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sketch {
    /// Whose it is.
    pub text: DistinctText,
    /// Its minima.
    pub signature: Signature,
}

/// The signatures of `texts`, in their order; `sets` are those of the whole batch. Parallel; linear in the shingles.
pub fn sketches(texts: &[DistinctText], sets: &[ShingleSet], hasher: &MinHasher) -> Vec<Sketch> {
    let sketch = |text: &DistinctText| Some(Sketch { text: *text, signature: hasher.signature(&sets[text.doc.index()])? });
    texts.par_iter().filter_map(sketch).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Article, Span};
    use crate::clean::Layout;

    fn document(title: &str, text: &str) -> Document {
        let body = if text.is_empty() { Vec::new() } else { vec![Span::new(0, text.len())] };
        let article = Article { title: title.into(), text: text.into(), ..Article::default() };
        Document::new(article, Layout { body, ..Layout::default() })
    }

    #[test]
    fn a_headline_resembles_no_body() {
        let words = "le gouvernement annonce un moratoire sur la taxe";
        let documents = [document(words, ""), document("", words), document(words, "")];
        let sets = shingle_sets(&documents, 3);
        assert_eq!(sets[0].shared(&sets[1]), 0);
        assert_eq!(sets[0].shared(&sets[2]), sets[0].len());
    }

    #[test]
    fn identity_is_that_of_the_tokens() {
        let identity = |title, text| Compared::of(&document(title, text)).identity();
        assert_eq!(identity("", ""), None);
        assert_eq!(identity("", "L’État dit non."), identity("autre titre", "l'etat dit NON"));
        assert_ne!(identity("", "oui"), identity("oui", ""));
        assert_ne!(identity("", "a b"), identity("", "b a"));
    }
}
