//! Exact copies: articles whose tokens are the same, collapsed before anything is sketched.

use rayon::prelude::*;

use super::CandidatePair;
use crate::article::DocId;
use crate::document::Document;
use crate::sketch::{Compared, DistinctText};

/// The distinct texts of a batch and who has them.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ExactCopies {
    earliest: Vec<DocId>,
    texts: Vec<DistinctText>,
}

impl ExactCopies {
    /// Groups the batch by identity of 128 bits. Costs one sort.
    pub fn of(documents: &[Document]) -> Self {
        let identities: Vec<Option<u128>> = documents.par_iter().map(|document| Compared::of(document).identity()).collect();
        let mut order: Vec<(u128, DocId)> =
            identities.iter().enumerate().filter_map(|(at, identity)| Some(((*identity)?, DocId::from_index(at)))).collect();
        let key = |doc: DocId| documents[doc.index()].article.key();
        order.par_sort_unstable_by(|x, y| x.0.cmp(&y.0).then_with(|| key(x.1).cmp(&key(y.1))));
        let mut earliest: Vec<DocId> = (0..documents.len()).map(DocId::from_index).collect();
        let mut texts = Vec::new();
        for group in order.chunk_by(|x, y| x.0 == y.0) {
            let (identity, doc) = group[0];
            texts.push(DistinctText { doc, identity });
            group.iter().for_each(|(_, copy)| earliest[copy.index()] = doc);
        }
        texts.sort_unstable_by_key(|text| text.doc);
        ExactCopies { earliest, texts }
    }

    /// The earliest article with the same text, by [`crate::article::Article::key`]; the article itself if it has no tokens.
    pub fn earliest(&self, doc: DocId) -> DocId {
        self.earliest[doc.index()]
    }

    /// Each distinct text once, by the position of its earliest article. Articles without tokens are in none.
    pub fn texts(&self) -> &[DistinctText] {
        &self.texts
    }

    /// Each later copy with the earliest one; ascending.
    pub fn pairs(&self) -> Vec<CandidatePair> {
        let pair = |(at, earliest): (usize, &DocId)| CandidatePair::new(DocId::from_index(at), *earliest);
        let mut pairs: Vec<CandidatePair> = self.earliest.iter().enumerate().filter_map(pair).collect();
        pairs.sort_unstable();
        pairs
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Article, Date, Span};
    use crate::clean::Layout;

    fn document(id: &str, date: &str, text: &str) -> Document {
        let body = if text.is_empty() { Vec::new() } else { vec![Span::new(0, text.len())] };
        let article = Article { id: id.into(), text: text.into(), date: Date::parse(date).ok(), ..Article::default() };
        Document::new(article, Layout { body, ..Layout::default() })
    }

    #[test]
    fn copies_are_tied_to_the_earliest() {
        let documents = [
            document("a", "", "La neige tombe."),
            document("b", "2018-12-02", "la NEIGE tombe"),
            document("c", "2018-12-01", "La neige tombe !"),
            document("d", "2018-12-01", "La pluie tombe."),
            document("e", "", ""),
            document("f", "", ""),
        ];
        let copies = ExactCopies::of(&documents);
        let pairs: Vec<_> = copies.pairs().into_iter().map(|pair| (pair.docs().0.0, pair.docs().1.0)).collect();
        assert_eq!(pairs, [(0, 2), (1, 2)]);
        assert_eq!(copies.texts().iter().map(|text| text.doc.0).collect::<Vec<_>>(), [2, 3]);
        assert_eq!(copies.earliest(DocId(5)), DocId(5));
    }
}
