//! Passages, pairs among copies and independent texts, in words of no language.

use super::*;
use crate::article::{Article, Date};
use crate::candidates::CandidatePair;
use crate::clean::Layout;
use crate::cluster::{Clusters, Preference, clusters};
use crate::hash;
use crate::sketch::shingle_sets;
use crate::verify::verify;

/// Words `range` of the endless text `of`.
fn words(of: u64, range: std::ops::Range<u64>) -> String {
    range.map(|at| format!("m{:x} ", hash::mix(of << 32 | at) >> 40)).collect()
}

/// One article a text, dated by its position where `is_dated`.
fn batch(texts: &[String], is_dated: bool) -> Vec<Document> {
    let document = |(at, text): (usize, &String)| {
        let date = is_dated.then(|| Date::from_instant(at as i64 * 3600, 0));
        let article = Article { id: format!("{at:02}"), text: text.clone(), date, ..Article::default() };
        Document::new(article, Layout { body: vec![Span::new(0, text.len())], ..Layout::default() })
    };
    texts.iter().enumerate().map(document).collect()
}

fn compare(documents: &[Document]) -> (Vec<VerifiedEdge>, Vec<ReuseEdge>) {
    let thresholds = Thresholds::new(0.7, 0.5, 12).unwrap();
    let ids = || (0..documents.len()).map(DocId::from_index);
    let pairs: Vec<_> = ids().flat_map(|a| ids().filter(move |b| a < *b).filter_map(move |b| CandidatePair::new(a, b))).collect();
    let edges = verify(documents, &shingle_sets(documents, 5), &pairs, &thresholds).edges;
    let reuse = reuse(documents, &edges, &thresholds);
    (edges, reuse)
}

#[test]
fn every_edge_gets_its_passages() {
    let documents = batch(&[words(1, 0..100), words(2, 0..50) + "« " + &words(1, 20..60) + "»", words(1, 0..100)], false);
    let (edges, reuse) = compare(&documents);
    assert_eq!(edges.len(), reuse.len());
    let quoted = reuse.iter().find(|edge| (edge.a, edge.b) == (DocId(0), DocId(1))).unwrap();
    assert_eq!(quoted.passages.len(), 1);
    assert_eq!(quoted.passages[0].tokens, 40);
    assert_eq!(quoted.passages[0].a.of(&documents[0].article.text), words(1, 20..60).trim());
    assert_eq!(quoted.passages[0].b.of(&documents[1].article.text), words(1, 20..60).trim());
    assert!((quoted.covered_a - 0.4).abs() < 1e-9 && (quoted.covered_b - 40.0 / 90.0).abs() < 1e-9);
    let copy = reuse.iter().find(|edge| (edge.a, edge.b) == (DocId(0), DocId(2))).unwrap();
    assert_eq!((copy.covered_a, copy.covered_b, copy.passages.len()), (1.0, 1.0, 1));
}

#[test]
fn words_changed_inside_a_passage_are_not_shared() {
    let documents = batch(&[words(1, 0..40) + "dix " + &words(1, 40..99), words(1, 0..40) + "onze douze " + &words(1, 40..99)], false);
    let (_, reuse) = compare(&documents);
    let edge = &reuse[0];
    assert_eq!((edge.passages.len(), edge.equal.len()), (1, 2));
    assert!((edge.covered_a - 0.99).abs() < 1e-9 && (edge.covered_b - 99.0 / 101.0).abs() < 1e-9);
    assert_eq!(edge.equal[1].0.of(&documents[0].article.text), words(1, 40..99).trim());
}

#[test]
fn copies_get_their_pairs_inside_a_group() {
    let texts = [words(1, 0..40) + "dix " + &words(1, 40..100), words(1, 0..100), words(1, 0..100), words(1, 0..100), words(2, 0..100)];
    let documents = batch(&texts, true);
    let (all, _) = compare(&documents);
    let of_earliest = |edge: &&VerifiedEdge| !(edge.docs().0 >= DocId(2) || edge.docs().0 == DocId(0) && edge.docs().1 > DocId(1));
    let edges: Vec<VerifiedEdge> = all.iter().filter(of_earliest).copied().collect();
    let pairs = |edges: &[VerifiedEdge]| edges.iter().map(|edge| (edge.docs().0.0, edge.docs().1.0)).collect::<Vec<_>>();
    assert_eq!(pairs(&edges), [(0, 1), (1, 2), (1, 3)]);
    let whole: Vec<DocId> = (0..5).map(DocId).collect();
    let completed = with_copies(&edges, std::iter::once(whole.as_slice()));
    assert_eq!(pairs(&completed), [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)]);
    assert_eq!(completed[1].jaccard(), completed[0].jaccard());
    assert_eq!(completed[1].containment_b(), completed[0].containment_b());
    let apart = [vec![DocId(0)], whole[1..].to_vec()];
    assert_eq!(pairs(&with_copies(&edges, apart.iter().map(Vec::as_slice))), [(0, 1), (1, 2), (1, 3), (2, 3)]);
}

#[test]
fn of_many_copies_the_later_are_tied_to_the_earliest_alone() {
    let documents = batch(&vec![words(1, 0..60); COPIES + 4], true);
    let docs: Vec<DocId> = (0..documents.len()).map(DocId::from_index).collect();
    let edges: Vec<VerifiedEdge> = docs[1..].iter().filter_map(|doc| VerifiedEdge::identical(docs[0], *doc)).collect();
    assert_eq!(with_copies(&edges, std::iter::once(docs.as_slice())).len(), COPIES * (COPIES - 1) / 2 + 4);
}

#[test]
fn a_headline_is_no_independent_text() {
    let mut documents = batch(&[words(1, 0..60), String::new()], false);
    documents[1].article.title = "Le Sénat rejette le budget".into();
    let clusters: Clusters = clusters(&documents, &[], &Preference::Earliest);
    assert_eq!(independent(&documents, &clusters, &[], &[DocId(0), DocId(1)]).count, 1);
}

#[test]
fn identical_texts_share_everything_however_short_or_repetitive() {
    for text in ["Non.".to_owned(), "la la la ".repeat(50)] {
        let documents = batch(&[text.clone(), text.to_uppercase()], false);
        let (_, reuse) = compare(&documents);
        assert_eq!((reuse[0].covered_a, reuse[0].covered_b, reuse[0].passages.len()), (1.0, 1.0, 1));
    }
}

#[test]
fn headlines_have_no_passages() {
    let mut documents = batch(&[String::new(), String::new()], false);
    documents.iter_mut().for_each(|document| document.article.title = "Le Sénat rejette le budget".into());
    let (edges, reuse) = compare(&documents);
    assert_eq!((edges.len(), reuse[0].passages.len(), reuse[0].covered_a), (1, 0, 0.0));
}

#[test]
fn an_endless_refrain_is_aligned_in_time() {
    let refrain = "la la la et puis ".repeat(20_000);
    let documents = batch(&[refrain.clone() + &words(1, 0..40), words(1, 0..40) + &refrain], false);
    let (_, reuse) = compare(&documents);
    assert!(reuse.iter().all(|edge| edge.passages.iter().any(|passage| passage.tokens >= 40)));
}

fn independence(texts: &[String], is_dated: bool) -> (usize, Vec<bool>) {
    let documents = batch(texts, is_dated);
    let (edges, reuse) = compare(&documents);
    let clusters: Clusters = clusters(&documents, &edges, &Preference::Earliest);
    let members: Vec<DocId> = (0..documents.len()).map(DocId::from_index).collect();
    let found = independent(&documents, &clusters, &reuse, &members);
    (found.count, found.verdicts.iter().map(|verdict| verdict.is_independent).collect())
}

#[test]
fn independent_texts() {
    let dispatch = || words(1, 0..100);
    for (texts, is_dated, expected, why) in [
        (vec![], false, 0, "an empty group"),
        (vec![dispatch(), words(2, 0..100)], false, 2, "two texts"),
        (vec![dispatch(), dispatch(), dispatch(), words(2, 0..100)], false, 2, "copies count once"),
        (vec![dispatch(), words(2, 0..30) + &words(1, 0..60)], false, 1, "each holds most of the other"),
        (vec![dispatch(), words(2, 0..300) + &dispatch()], false, 2, "a dispatch in a longer article of its own"),
        (vec![dispatch(), words(2, 0..40) + &dispatch()], false, 1, "a dispatch with a few words more"),
        (
            vec![dispatch(), words(2, 0..300) + &dispatch(), words(3, 0..300) + &dispatch()],
            false,
            3,
            "one dispatch, two articles around it",
        ),
        (vec![dispatch() + &words(2, 0..300), dispatch()], true, 1, "an extract, published later"),
        (vec![dispatch(), dispatch() + &words(2, 0..300)], true, 2, "a dispatch, published earlier"),
        (vec![words(1, 0..400), words(1, 0..100), words(1, 150..250), words(1, 300..400)], false, 1, "extracts of one text"),
        (vec![dispatch() + &words(4, 0..200), words(2, 0..200) + &words(4, 0..60)], false, 2, "a shared quotation"),
    ] {
        assert_eq!(independence(&texts, is_dated).0, expected, "{why}");
    }
}

#[test]
fn the_fullest_of_its_kind_counts() {
    let texts = [words(1, 0..60) + &words(2, 0..20), words(1, 0..100) + &words(3, 0..10), words(1, 20..90) + &words(5, 0..25)];
    assert_eq!(independence(&texts, false), (1, vec![false, true, false]));
}

#[test]
fn articles_outside_the_group_cover_nothing() {
    let documents = batch(&[words(1, 0..100), words(1, 0..60) + &words(2, 0..30)], false);
    let (edges, reuse) = compare(&documents);
    let clusters = clusters(&documents, &edges, &Preference::Earliest);
    let found = independent(&documents, &clusters, &reuse, &[DocId(1)]);
    assert_eq!(found.verdicts, [Verdict { cluster: 1, covered: 0.0, is_independent: true, derived_from: None }]);
    let both = independent(&documents, &clusters, &reuse, &[DocId(0), DocId(1)]);
    assert_eq!(both.verdicts[1].derived_from, Some(0));
}
