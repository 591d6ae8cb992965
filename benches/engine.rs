//! Times the copy engine stage by stage on seeded synthetic articles, and asserts that it finds what was planted and no more.

use std::collections::BTreeSet;
use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use recoupe::article::{Article, Span};
use recoupe::candidates::{BandScheme, CandidatePair, ExactCopies, SeedLimits, candidate_pairs, containment_pairs, union};
use recoupe::clean::Layout;
use recoupe::cluster::{Preference, clusters};
use recoupe::document::Document;
use recoupe::hash;
use recoupe::reuse::reuse;
use recoupe::sketch::{MinHasher, shingle_sets, sketches};
use recoupe::verify::{Thresholds, Verified, verify};

const ARTICLES: u64 = 2_000;
const TOKENS: u64 = 400;
const WIDTH: usize = 5;
const NUM_PERM: usize = 128;

/// A word of a vocabulary of 16,384, the low ones far more frequent, as in any language.
fn word(text: u64, at: u64) -> String {
    let draw = hash::mix(text << 32 | at);
    format!("m{}", (draw % 16_384) * (draw >> 32 & 0xff) / 256)
}

/// Every tenth article is its predecessor with a word in fifty changed; every tenth after that holds a third of it as a passage.
fn body(article: u64) -> String {
    let source = |at: u64| match article % 10 {
        1 if at % 50 != 25 => article - 1,
        2 if (100..230).contains(&at) => article - 2,
        _ => article,
    };
    (0..TOKENS).map(|at| word(source(at), at)).collect::<Vec<_>>().join(" ")
}

fn documents() -> Vec<Document> {
    let document = |at: u64| {
        let text = body(at);
        let layout = Layout { body: vec![Span::new(0, text.len())], ..Layout::default() };
        Document::new(Article { id: format!("{at:06}"), text, ..Article::default() }, layout)
    };
    (0..ARTICLES).map(document).collect()
}

/// The positions of the pairs of one kind that were found.
fn found(verified: &Verified, is_copy: bool) -> BTreeSet<(u64, u64)> {
    let edges = verified.edges.iter().filter(|edge| edge.is_copy() == is_copy);
    edges.map(|edge| (u64::from(edge.docs().0.0), u64::from(edge.docs().1.0))).collect()
}

fn engine(c: &mut Criterion) {
    let documents = documents();
    let copies = ExactCopies::of(&documents);
    let sets = shingle_sets(&documents, WIDTH);
    let hasher = MinHasher::new(NUM_PERM, 1).expect("128 permutations are allowed");
    let sketched = sketches(copies.texts(), &sets, &hasher);
    let scheme = BandScheme::solve(NUM_PERM, 0.7, 0.999).expect("128 permutations reach the recall");
    let thresholds = Thresholds::new(0.7, 0.5, 12).expect("the bounds are shares");
    let limits = SeedLimits::default();
    let near = candidate_pairs(&sketched, &scheme, 0.7).pairs;
    let passages = containment_pairs(&documents, copies.texts(), WIDTH, &limits).pairs;
    let pairs: Vec<CandidatePair> = union([near.as_slice(), passages.as_slice()]);
    let verified = verify(&documents, &sets, &pairs, &thresholds);

    let tens = || (0..ARTICLES).step_by(10);
    assert_eq!(found(&verified, true), tens().map(|at| (at, at + 1)).collect());
    assert_eq!(found(&verified, false), tens().flat_map(|at| [(at, at + 2), (at + 1, at + 2)]).collect());

    let bytes: usize = documents.iter().map(|document| document.article.text.len()).sum();
    let mut group = c.benchmark_group("engine");
    group.throughput(Throughput::ElementsAndBytes { elements: ARTICLES, bytes: bytes as u64 }).sample_size(20);
    group.bench_function("exact copies", |b| b.iter(|| ExactCopies::of(black_box(&documents))));
    group.bench_function("shingles", |b| b.iter(|| shingle_sets(black_box(&documents), WIDTH)));
    group.bench_function("signatures", |b| b.iter(|| sketches(copies.texts(), black_box(&sets), &hasher)));
    group.bench_function("banding", |b| b.iter(|| candidate_pairs(black_box(&sketched), &scheme, 0.7)));
    group.bench_function("containment", |b| b.iter(|| containment_pairs(black_box(&documents), copies.texts(), WIDTH, &limits)));
    group.bench_function("verify", |b| b.iter(|| verify(&documents, &sets, black_box(&pairs), &thresholds)));
    group.bench_function("cluster", |b| b.iter(|| clusters(&documents, black_box(&verified.edges), &Preference::Earliest)));
    group.bench_function("reuse", |b| b.iter(|| reuse(&documents, black_box(&verified.edges), &thresholds)));
    group.finish();
}

criterion_group!(benches, engine);
criterion_main!(benches);
