mod banding;
mod exact;

use super::*;
use crate::article::{Article, Span};
use crate::clean::Layout;
use crate::document::Document;
use crate::hash;
use crate::sketch::{MinHasher, Sketch, shingle_sets, sketches};

/// Words `range` of the endless text `of`.
fn words(of: u64, range: std::ops::Range<u64>) -> String {
    range.map(|at| format!("m{:x} ", hash::mix(of << 32 | at) >> 40)).collect()
}

fn batch(texts: impl Iterator<Item = String>) -> Vec<Document> {
    let document = |(at, text): (usize, String)| {
        let layout = Layout { body: vec![Span::new(0, text.len())], ..Layout::default() };
        Document::new(Article { id: format!("{at:06}"), text, ..Article::default() }, layout)
    };
    texts.enumerate().map(document).collect()
}

fn sketched(documents: &[Document]) -> Vec<Sketch> {
    let sets = shingle_sets(documents, 5);
    sketches(ExactCopies::of(documents).texts(), &sets, &MinHasher::new(128, 1).unwrap())
}

fn near(documents: &[Document]) -> Candidates {
    candidate_pairs(&sketched(documents), &BandScheme::solve(128, 0.7, 0.999).unwrap())
}

/// A page of one form: 200 words that all have, 12 of its own.
fn page(at: u64) -> String {
    words(1, 0..200) + &words(1000 + at, 0..12)
}

#[test]
fn identical_texts_give_a_pair_each() {
    let documents = batch((0..3000).map(|_| words(1, 0..50)));
    let copies = ExactCopies::of(&documents);
    assert_eq!((copies.texts().len(), copies.pairs().len()), (1, 2999));
    assert!(near(&documents).pairs.is_empty());
}

#[test]
fn a_crowd_is_thinned_linearly_and_reported() {
    let documents = batch((0..300).map(page));
    let found = near(&documents);
    assert!(!found.crowded.is_empty());
    assert!(found.crowded.iter().all(|bucket| bucket.texts_count > CROWD as u64 && bucket.pairs_count <= 6 * bucket.texts_count));
    assert!(found.pairs.len() <= 300 * 6);
    let mut is_paired = vec![false; documents.len()];
    found.pairs.iter().for_each(|pair| [pair.docs().0, pair.docs().1].iter().for_each(|doc| is_paired[doc.index()] = true));
    assert!(is_paired.iter().all(|paired| *paired), "everyone meets a pivot");
    let contained = containment_pairs(&documents, ExactCopies::of(&documents).texts(), 5, &SeedLimits::default());
    assert!(contained.pairs.is_empty() && contained.common_seeds.seeds_count > 50);
}

#[test]
fn a_short_text_inside_a_long_one_is_a_containment_candidate_alone() {
    let documents = batch([words(1, 0..400), words(2, 0..10) + &words(1, 300..340), words(3, 0..100)].into_iter());
    assert!(near(&documents).pairs.is_empty());
    let found = containment_pairs(&documents, ExactCopies::of(&documents).texts(), 5, &SeedLimits::default());
    assert_eq!(found.pairs, [CandidatePair::new(DocId(0), DocId(1)).unwrap()]);
}

#[test]
fn nothing_gives_nothing() {
    assert_eq!(near(&[]), Candidates::default());
    assert_eq!(containment_pairs(&[], &[], 5, &SeedLimits::default()), Candidates::default());
    let empty = batch([String::new(), String::new()].into_iter());
    assert_eq!(near(&empty), Candidates::default());
}
