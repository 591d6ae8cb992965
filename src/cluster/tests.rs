use super::*;
use crate::article::{Article, Date, Span};
use crate::candidates::CandidatePair;
use crate::clean::Layout;
use crate::hash;
use crate::sketch::shingle_sets;
use crate::verify::{Thresholds, verify};

/// Words `range` of the endless text `of`.
fn words(of: u64, range: std::ops::Range<u64>) -> String {
    range.map(|at| format!("m{:x} ", hash::mix(of << 32 | at) >> 40)).collect()
}

fn document(id: &str, source: &str, date: &str, text: String) -> Document {
    let body = vec![Span::new(0, text.len())];
    let article = Article { id: id.into(), source: Some(source.into()), date: Date::parse(date).ok(), text, ..Article::default() };
    Document::new(article, Layout { body, ..Layout::default() })
}

fn edges(documents: &[Document]) -> Vec<VerifiedEdge> {
    let ids = || (0..documents.len()).map(DocId::from_index);
    let pairs: Vec<_> = ids().flat_map(|a| ids().filter(move |b| a < *b).filter_map(move |b| CandidatePair::new(a, b))).collect();
    verify(documents, &shingle_sets(documents, 3), &pairs, &Thresholds::new(0.7, 0.5, 12).unwrap()).edges
}

fn names(documents: &[Document], clusters: &Clusters) -> Vec<Vec<String>> {
    let name = |doc: &DocId| documents[doc.index()].article.id.clone();
    clusters.list.iter().map(|cluster| cluster.members.iter().map(name).collect()).collect()
}

#[test]
fn a_chain_does_not_merge() {
    let chain: Vec<_> = (0..5u64).map(|at| document(&at.to_string(), "x", "", words(1, at * 14..at * 14 + 100))).collect();
    let edges = edges(&chain);
    assert_eq!(edges.iter().filter(|edge| edge.is_copy()).count(), 4, "neighbors alone are copies");
    let clusters = clusters(&chain, &edges, &Preference::Earliest);
    for cluster in &clusters.list {
        for member in cluster.members.iter().filter(|member| **member != cluster.centre) {
            let pair = (cluster.centre.min(*member), cluster.centre.max(*member));
            assert!(edges.iter().any(|edge| edge.is_copy() && edge.docs() == pair));
        }
    }
    assert_eq!(names(&chain, &clusters), [["0", "1", "2"].as_slice(), &["3", "4"]]);
}

#[test]
fn members_go_to_the_most_similar_centre() {
    let base = |edit: u64| words(1, 0..60) + &words(1, 60 + edit..160 + edit);
    let documents = [
        document("hub", "x", "", words(1, 0..100)),
        document("near hub", "x", "", words(1, 8..100)),
        document("near hub too", "x", "", words(1, 0..92)),
        document("between", "x", "", words(1, 15..115)),
        document("other", "x", "", words(1, 18..118)),
        document("far", "x", "", base(900)),
    ];
    let clusters = clusters(&documents, &edges(&documents), &Preference::Earliest);
    assert_eq!(clusters.of.len(), 6);
    assert_eq!(clusters.list.iter().map(|cluster| cluster.members.len()).sum::<usize>(), 6);
    let alone = clusters.list.iter().find(|cluster| cluster.members == [DocId(5)]).unwrap();
    assert_eq!((alone.weakest, alone.cohesion), (1.0, 1.0));
}

#[test]
fn identical_texts_stay_together_and_weigh_as_many() {
    let text = |cut| words(1, cut..cut + 100);
    let documents = [
        document("a", "x", "2018-12-03", text(0)),
        document("b", "y", "2018-12-02", text(0)),
        document("c", "z", "2018-12-01", words(1, 10..100)),
        document("d", "z", "2018-12-04", text(40)),
    ];
    let clusters = clusters(&documents, &edges(&documents), &Preference::Earliest);
    assert_eq!(clusters.of[0], clusters.of[1]);
    assert_eq!(names(&documents, &clusters), [["c", "b", "a"].as_slice(), &["d"]]);
    assert_eq!(clusters.list[0].centre, DocId(1), "of the text with most copies, the earliest");
    assert!(clusters.list[0].weakest < clusters.list[0].cohesion && clusters.list[0].cohesion < 1.0);
}

#[test]
fn the_representative_is_the_preferred_one() {
    let documents = [
        document("a", "lefigaro.fr", "2018-12-01", words(1, 0..100)),
        document("b", "AFP", "2018-12-02", words(1, 0..110)),
        document("c", "lemonde.fr", "2018-12-03", words(1, 0..105)),
    ];
    let edges = edges(&documents);
    for (prefer, expected) in [
        (Preference::Earliest, 0),
        (Preference::Longest, 1),
        (Preference::Outlets(vec!["nobody".into(), "lemonde.fr".into(), "afp".into()]), 2),
        (Preference::Outlets(vec!["afp".into()]), 1),
        (Preference::Outlets(vec![]), 0),
    ] {
        assert_eq!(clusters(&documents, &edges, &prefer).list[0].representative, DocId(expected), "{prefer:?}");
    }
}

#[test]
fn large_loose_clusters_of_one_outlet_are_suspect() {
    let page = |at: u64| document(&at.to_string(), "x", "", words(1, 0..100) + &words(2 + at, 0..10));
    let mut documents: Vec<_> = (0..8).map(page).collect();
    let suspects = |documents: &[Document]| template_like(documents, &clusters(documents, &edges(documents), &Preference::Earliest));
    assert_eq!(suspects(&documents), [0]);
    documents[3].article.source = Some("y".into());
    assert_eq!(suspects(&documents), [0; 0]);
}

#[test]
fn parted_clusters_keep_identical_texts_together() {
    let page = |at: u64| document(&format!("{at:02}"), "x", "", words(1, 0..100) + &words(2 + at.max(1), 0..10));
    let copy = |at: u64| document(&format!("{at:02}"), "y", "", words(50, 0..100));
    let documents: Vec<_> = (0..9).map(page).chain((9..11).map(copy)).collect();
    let edges = edges(&documents);
    let mut found = clusters(&documents, &edges, &Preference::Earliest);
    let before = found.list.clone();
    let suspect = template_like(&documents, &found);
    assert_eq!(found.part(&documents, &suspect, &edges, &Preference::Earliest), before[..1]);
    let sizes: Vec<usize> = found.list.iter().map(|cluster| cluster.members.len()).collect();
    assert_eq!(sizes, [2, 1, 1, 1, 1, 1, 1, 1, 2]);
    assert_eq!((found.of[0], found.of[1], found.of[9], found.of[10]), (0, 0, 8, 8));
    assert!(found.list.iter().all(|cluster| cluster.cohesion == 1.0 && cluster.weakest == 1.0));
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(32))]

    #[test]
    fn order_of_input_and_threads_change_nothing(cuts in proptest::collection::vec((0u64..3, 0u64..30, 50u64..70), 1..20), turn in 0usize..20) {
        let text = |(at, cut): (usize, &(u64, u64, u64))| document(&format!("{at:02}"), "x", "", words(cut.0, cut.1..cut.1 + cut.2));
        let documents: Vec<_> = cuts.iter().enumerate().map(text).collect();
        let run = |documents: &[Document], threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            let found = pool.install(|| clusters(documents, &edges(documents), &Preference::Longest));
            let floats: Vec<_> = found.list.iter().map(|cluster| (cluster.weakest, cluster.cohesion)).collect();
            let centres: Vec<_> = found.list.iter().map(|cluster| documents[cluster.centre.index()].article.id.clone()).collect();
            (names(documents, &found), centres, floats)
        };
        let expected = run(&documents, 1);
        let mut turned = documents.clone();
        turned.rotate_left(turn % documents.len());
        turned.reverse();
        proptest::prop_assert_eq!(&run(&turned, 2), &expected);
        proptest::prop_assert_eq!(&run(&documents, 7), &expected);
    }
}
