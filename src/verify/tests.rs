use super::*;
use crate::article::{Article, Span};
use crate::candidates::{BandScheme, ExactCopies, SeedLimits, candidate_pairs, containment_pairs, union};
use crate::clean::Layout;
use crate::hash;
use crate::sketch::{MinHasher, shingle_sets, sketches};

const WIDTH: usize = 4;

fn document(id: usize, text: String) -> Document {
    let body = if text.is_empty() { Vec::new() } else { vec![Span::new(0, text.len())] };
    Document::new(Article { id: format!("{id:03}"), text, ..Article::default() }, Layout { body, ..Layout::default() })
}

fn headline(id: usize, title: &str) -> Document {
    Document::new(Article { id: format!("{id:03}"), title: title.into(), ..Article::default() }, Layout::default())
}

/// Words `range` of the endless text `of`.
fn words(of: u64, range: std::ops::Range<u64>) -> String {
    range.map(|at| format!("m{:x} ", hash::mix(of << 32 | at) >> 40)).collect()
}

fn thresholds() -> Thresholds {
    Thresholds::new(0.7, 0.5, 12).unwrap()
}

fn relation(a: &str, b: &str) -> Option<Relation> {
    let documents = [document(0, a.into()), document(1, b.into())];
    let pair = CandidatePair::new(DocId(0), DocId(1)).unwrap();
    let found = verify(&documents, &shingle_sets(&documents, WIDTH), &[pair], &thresholds());
    found.edges.first().map(VerifiedEdge::relation)
}

#[test]
fn relations() {
    let text = words(1, 0..200);
    for (a, b, expected, why) in [
        (text.clone(), text.to_uppercase(), Some(Relation::Identical), "case"),
        (text.clone(), words(1, 10..200), Some(Relation::NearDuplicate), "headless"),
        (text.clone(), words(1, 50..120) + &words(2, 0..9), Some(Relation::Contains), "an extract"),
        (text.clone(), words(1, 50..85), Some(Relation::SharedPassages), "an extract too short to be called contained"),
        (text.clone(), words(3, 0..90) + &words(1, 20..32) + &words(3, 90..180), Some(Relation::SharedPassages), "one sentence"),
        (text.clone(), words(3, 0..90) + &words(1, 20..31) + &words(3, 90..180), None, "a token less"),
        (text.clone(), words(4, 0..200), None, "nothing in common"),
        ("deux mots".into(), "Deux mots.".into(), Some(Relation::Identical), "shorter than a shingle"),
        ("deux mots".into(), "deux autres mots".into(), None, "shorter than a shingle, not the same"),
        (String::new(), String::new(), None, "no text resembles nothing"),
    ] {
        assert_eq!(relation(&a, &b), expected, "{why}");
        assert_eq!(relation(&b, &a), expected, "{why}, the other way");
    }
}

#[test]
fn repeated_words_are_not_identical_for_having_the_same_shingles() {
    let (once, twice) = ("a b c d a b c d", "a b c d a b c d a b c d");
    assert_eq!(relation(once, twice), Some(Relation::NearDuplicate));
}

#[test]
fn headlines_meet_headlines_alone() {
    let title = "Le Sénat rejette le budget de la défense";
    let documents = [headline(0, title), document(1, title.into()), headline(2, "le senat rejette LE BUDGET de la défense !")];
    let pairs: Vec<_> = [(0, 1), (0, 2), (1, 2)].iter().filter_map(|(a, b)| CandidatePair::new(DocId(*a), DocId(*b))).collect();
    let found = verify(&documents, &shingle_sets(&documents, WIDTH), &pairs, &thresholds());
    assert_eq!(
        found.edges.iter().map(|edge| (edge.docs().0.0, edge.docs().1.0, edge.relation())).collect::<Vec<_>>(),
        [(0, 2, Relation::Identical)]
    );
}

#[test]
fn forms_filled_in_twice_are_set_apart() {
    let form = |day: u32| {
        format!("{} {day} mars le vent souffle à {} et la mer atteint {} {}", words(5, 0..30), day * 7, day * 3, words(5, 30..60))
    };
    let mut documents = [document(0, form(2)), document(1, form(5))];
    documents.iter_mut().for_each(|document| document.article.source = Some("meteo.example".into()));
    let pair = CandidatePair::new(DocId(0), DocId(1)).unwrap();
    let found = verify(&documents, &shingle_sets(&documents, WIDTH), &[pair], &thresholds());
    assert_eq!((found.edges.len(), found.templates.len()), (0, 1));
}

/// Retrieval and verification as the pipeline runs them.
fn edges(documents: &[Document]) -> Vec<VerifiedEdge> {
    let copies = ExactCopies::of(documents);
    let sets = shingle_sets(documents, WIDTH);
    let sketches = sketches(copies.texts(), &sets, &MinHasher::new(128, 1).unwrap());
    let near = candidate_pairs(&sketches, &BandScheme::solve(128, 0.7, 0.999).unwrap());
    let contained = containment_pairs(documents, copies.texts(), WIDTH, &SeedLimits::default());
    let exact = copies.pairs();
    verify(documents, &sets, &union([&near.pairs[..], &contained.pairs, &exact]), &thresholds()).edges
}

fn brute_force(documents: &[Document]) -> Vec<VerifiedEdge> {
    let ids = || (0..documents.len()).map(DocId::from_index);
    let pairs: Vec<_> = ids().flat_map(|a| ids().filter(move |b| a < *b).filter_map(move |b| CandidatePair::new(a, b))).collect();
    verify(documents, &shingle_sets(documents, WIDTH), &pairs, &thresholds()).edges
}

/// Texts cut from few sources, so that they overlap in every degree.
fn overlapping(cuts: &[(u64, u64, u64)]) -> Vec<Document> {
    let text = |(at, (source, start, len)): (usize, &(u64, u64, u64))| {
        document(at, words(*source, *start..start + len) + &words(100 + at as u64, 0..len / 4))
    };
    cuts.iter().enumerate().map(text).collect()
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(48))]

    #[test]
    fn retrieval_finds_what_brute_force_finds(cuts in proptest::collection::vec((0u64..3, 0u64..40, 5u64..120), 2..24)) {
        let documents = overlapping(&cuts);
        proptest::prop_assert_eq!(edges(&documents), brute_force(&documents));
    }

    #[test]
    fn threads_change_nothing_and_every_edge_verifies_again(cuts in proptest::collection::vec((0u64..3, 0u64..40, 5u64..120), 2..24)) {
        let documents = overlapping(&cuts);
        let run = |threads| rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap().install(|| edges(&documents));
        let expected = run(1);
        proptest::prop_assert_eq!(&run(2), &expected);
        proptest::prop_assert_eq!(&run(7), &expected);
        let sets = shingle_sets(&documents, WIDTH);
        for edge in expected {
            proptest::prop_assert_eq!(verify(&documents, &sets, &[edge.pair], &thresholds()).edges, [edge]);
        }
    }

    #[test]
    fn claimed_passages_hold_equal_tokens(cuts in proptest::collection::vec((0u64..2, 0u64..40, 5u64..120), 2..6)) {
        let documents = overlapping(&cuts);
        for a in &documents {
            for b in &documents {
                check_passages(a, b)?;
            }
        }
    }

    #[test]
    fn self_repeating_texts_align_soundly(a in proptest::collection::vec(0u64..4, 0..80), b in proptest::collection::vec(0u64..4, 0..80)) {
        let text = |letters: &[u64]| letters.iter().map(|letter| format!("w{letter} ")).collect::<String>();
        check_passages(&document(0, text(&a)), &document(1, text(&b)))?;
    }
}

fn check_passages(a: &Document, b: &Document) -> Result<(), proptest::test_runner::TestCaseError> {
    let passages = Aligner::new(a).passages(b, 6);
    let mut of_b: Vec<_> = passages.iter().map(|passage| passage.b.clone()).collect();
    of_b.sort_by_key(|range| range.start);
    proptest::prop_assert!(passages.windows(2).all(|two| two[0].a.end <= two[1].a.start));
    proptest::prop_assert!(of_b.windows(2).all(|two| two[0].end <= two[1].start));
    for passage in &passages {
        let hashes =
            |document: &Document, range: &std::ops::Range<usize>| document.tokens[range.clone()].iter().map(|t| t.hash).collect::<Vec<_>>();
        let (x, y) = (hashes(a, &passage.a), hashes(b, &passage.b));
        proptest::prop_assert!(x[0] == y[0] && x.last() == y.last());
        proptest::prop_assert!((6..=x.len().min(y.len())).contains(&passage.tokens));
        proptest::prop_assert!(common_subsequence(&x, &y) >= passage.tokens);
    }
    Ok(())
}

fn common_subsequence(x: &[u64], y: &[u64]) -> usize {
    let mut row = vec![0; y.len() + 1];
    for a in x {
        let mut diagonal = 0;
        for (at, b) in y.iter().enumerate() {
            let above = row[at + 1];
            row[at + 1] = if a == b { diagonal + 1 } else { above.max(row[at]) };
            diagonal = above;
        }
    }
    row[y.len()]
}

#[test]
fn alignment() {
    let w = |source, range| words(source, range);
    for (a, b, expected, why) in [
        (w(1, 0..30), w(1, 0..30), vec![(0..30, 0..30, 30)], "the whole"),
        (w(1, 0..30), w(1, 0..15) + "x " + &w(1, 16..30), vec![(0..30, 0..30, 29)], "an edited word does not end a passage"),
        (
            w(1, 0..30),
            w(1, 0..15) + &w(2, 0..20) + &w(1, 15..30),
            vec![(0..15, 0..15, 15), (15..30, 35..50, 15)],
            "an inserted paragraph does",
        ),
        (w(1, 0..30), w(1, 15..30) + &w(1, 0..15), vec![(0..15, 15..30, 15), (15..30, 0..15, 15)], "moved blocks"),
        (w(1, 0..15), w(1, 0..15) + &w(2, 0..9) + &w(1, 0..15), vec![(0..15, 0..15, 15)], "each token once"),
        (w(1, 0..11), w(1, 0..11), vec![], "too short"),
    ] {
        let found = Aligner::new(&document(0, a)).passages(&document(1, b), 12);
        let found: Vec<_> = found.into_iter().map(|passage| (passage.a, passage.b, passage.tokens)).collect();
        assert_eq!(found, expected, "{why}");
    }
}

#[test]
fn no_passage_crosses_furniture() {
    let text = words(1, 0..30);
    let (plain, mut split) = (document(0, text.clone()), document(1, String::new()));
    let cut = text.match_indices(' ').nth(14).unwrap().0 + 1;
    split.article.text = format!("{}Abonnez-vous\n{}", &text[..cut], &text[cut..]);
    split.layout.body = vec![Span::new(0, cut), Span::new(cut + 13, text.len() + 13)];
    let split = Document::new(split.article, split.layout);
    let found = Aligner::new(&plain).passages(&split, 12);
    assert_eq!(found.iter().map(|passage| passage.b.clone()).collect::<Vec<_>>(), [0..15, 15..30]);
}
