//! Times the kernels on the French texts of corpus/ and on two other scripts, and the copy engine stage by stage on seeded synthetic
//! articles; puts a crowded event side by side; asserts what the kernels count, and that the engine and the comparison find what was planted
//! and no more.

use std::collections::BTreeSet;
use std::hint::black_box;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use recoupe::article::{Article, DocId, Lang, Span};
use recoupe::candidates::{BandScheme, CandidatePair, ExactCopies, SeedLimits, candidate_pairs, containment_pairs, exact_pairs, union};
use recoupe::clean::{Layout, layouts};
use recoupe::cluster::{Preference, clusters};
use recoupe::compare::{Kind, compare};
use recoupe::config::Settings;
use recoupe::dedup::{Scope, dedup};
use recoupe::document::Document;
use recoupe::hash;
use recoupe::input;
use recoupe::mention::{DocumentMentions, of_document};
use recoupe::progress::Silent;
use recoupe::reuse::reuse;
use recoupe::scratch::Scratch;
use recoupe::sketch::{MinHasher, shingle_sets, sketches};
use recoupe::text::{ShingleSet, shingle_hashes_into, tokenize, tokenize_into, word_hash};
use recoupe::verify::{Thresholds, Verified, VerifiedEdge, verify};

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
    let near = candidate_pairs(&sketched, &scheme).pairs;
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
    group.bench_function("banding", |b| b.iter(|| candidate_pairs(black_box(&sketched), &scheme)));
    group.bench_function("exact join", |b| b.iter(|| exact_pairs(black_box(&sets), copies.texts(), 0.7)));
    group.bench_function("containment", |b| b.iter(|| containment_pairs(black_box(&documents), copies.texts(), WIDTH, &limits)));
    group.bench_function("verify", |b| b.iter(|| verify(&documents, &sets, black_box(&pairs), &thresholds)));
    group.bench_function("cluster", |b| b.iter(|| clusters(&documents, black_box(&verified.edges), &Preference::Earliest)));
    group.bench_function("reuse", |b| b.iter(|| reuse(&documents, black_box(&verified.edges), &thresholds)));
    group.finish();
    assert_eq!(
        exact_pairs(&sets, copies.texts(), 0.7).pairs,
        verified.edges.iter().filter(|edge| edge.is_copy()).map(pair).collect::<Vec<_>>()
    );
}

fn pair(edge: &VerifiedEdge) -> CandidatePair {
    CandidatePair::new(edge.docs().0, edge.docs().1).expect("an edge ties two articles")
}

/// From files to articles, from articles to their parts, and from files to clusters out of core.
fn files(c: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("set.jsonl");
    let line = |at: u64| format!("{{\"id\":\"{at:06}\",\"date\":\"2024-05-{:02}\",\"text\":\"{}.\"}}\n", 1 + at % 28, body(at));
    let lines: String = (0..ARTICLES).map(line).collect();
    std::fs::write(&path, &lines).expect("the temporary folder can be written in");
    let inputs = [path];
    let plan = Settings { threshold: Some(0.7), ..Settings::default() }.plan().expect("0.7 is a threshold");
    let read = || input::read(&inputs, &plan.input, &|_| ()).expect("it was just written").articles;
    let articles = read();
    assert_eq!(articles.len() as u64, ARTICLES);
    assert!(layouts(&articles).iter().all(|layout| layout.body.len() == 1));
    let run = || {
        let scratch = Scratch::new(folder.path().to_owned());
        dedup(&inputs, &plan.input, &plan.engine(), Scope::Copies, 1 << 30, &scratch, &Silent).expect("it was just written")
    };
    assert_eq!(run().clusters.len() as u64, ARTICLES / 10);

    let mut group = c.benchmark_group("files");
    group.throughput(Throughput::ElementsAndBytes { elements: ARTICLES, bytes: lines.len() as u64 }).sample_size(20);
    group.bench_function("read", |b| b.iter(read));
    group.bench_function("clean", |b| b.iter(|| layouts(black_box(&articles))));
    group.bench_function("dedup", |b| b.iter(run));
    group.finish();
}

/// Pieces of about 2,900 bytes, as an article is long, of the French texts of corpus/.
fn french() -> Vec<String> {
    let corpus = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let mut files: Vec<_> = ["depeches", "meteo", "carnets"]
        .iter()
        .flat_map(|folder| std::fs::read_dir(corpus.join(folder)).expect("corpus/ is in the repository"))
        .map(|entry| entry.expect("corpus/ is readable").path())
        .collect();
    files.sort();
    let all: String = files.iter().map(|file| std::fs::read_to_string(file).expect("corpus/ is UTF-8")).collect();
    let (mut pieces, mut rest) = (Vec::new(), all.as_str());
    while rest.len() > 3_000 {
        let cut = rest[2_850..].char_indices().find(|(_, c)| *c == ' ').map_or(rest.len(), |(at, _)| 2_850 + at);
        pieces.push(rest[..cut].to_owned());
        rest = &rest[cut..];
    }
    pieces
}

/// Words without regard to marks, of which the texts here have none.
fn words(text: &str) -> usize {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).count()
}

fn tokenizer(c: &mut Criterion) {
    let russian = "Президент России провёл в четверг телефонный разговор с президентом Турции, сообщила пресс-служба Кремля. ".repeat(15);
    let arabic = "أعلن الرئيس التركي، الخميس، أن بلاده لن تسمح بتدهور الوضع في إدلب شمال غربي سوريا، بحسب وكالة الأناضول. ".repeat(16);
    let mut group = c.benchmark_group("tokenize");
    for (name, texts) in [("French", french()), ("Russian", vec![russian]), ("Arabic", vec![arabic])] {
        let mut tokens = Vec::new();
        for text in &texts {
            tokens.clear();
            tokenize_into(text, &mut tokens);
            assert_eq!(tokens.len(), words(text), "{name}");
            assert!(tokens.iter().all(|token| token.hash == word_hash(token.span.of(text))), "{name}");
        }
        let bytes: usize = texts.iter().map(String::len).sum();
        group.throughput(Throughput::ElementsAndBytes { elements: texts.len() as u64, bytes: bytes as u64 });
        group.bench_function(name, |b| {
            b.iter(|| {
                for text in &texts {
                    tokens.clear();
                    tokenize_into(black_box(text), &mut tokens);
                }
            });
        });
    }
    group.finish();
}

fn kernels(c: &mut Criterion) {
    let hashes = |text: &String| tokenize(text).iter().map(|token| token.hash).collect::<Vec<u64>>();
    let texts: Vec<Vec<u64>> = french().iter().map(hashes).collect();
    let mut shingles: Vec<Vec<u64>> = texts.iter().map(|_| Vec::new()).collect();
    let hash_all = |shingles: &mut [Vec<u64>]| {
        for (text, shingles) in texts.iter().zip(shingles) {
            shingles.clear();
            shingle_hashes_into(black_box(text), WIDTH, shingles);
        }
    };
    hash_all(&mut shingles);
    let hasher = MinHasher::new(87, 1).expect("87 permutations are allowed");
    let mut minima = vec![0; hasher.num_perm()];
    let mut group = c.benchmark_group("kernels");
    group.throughput(Throughput::Elements(texts.len() as u64));
    group.bench_function("shingle hashes", |b| b.iter(|| hash_all(&mut shingles)));
    let sets: Vec<ShingleSet> = shingles.iter().map(|hashes| ShingleSet::from_unsorted(hashes.clone())).collect();
    for (text, (hashes, set)) in texts.iter().zip(shingles.iter().zip(&sets)) {
        assert!(hashes.iter().copied().eq(text.windows(WIDTH).map(hash::shingle)));
        assert_eq!(set.hashes().iter().copied().collect::<BTreeSet<_>>(), hashes.iter().copied().collect());
        assert_eq!(set.shared(set), set.len());
        hasher.minima_into(hashes, &mut minima);
        assert_eq!(hasher.signature(set).expect("the text has shingles").minima(), minima);
    }
    group.bench_function("minima", |b| b.iter(|| shingles.iter().for_each(|hashes| hasher.minima_into(black_box(hashes), &mut minima))));
    group.bench_function("sets", |b| {
        b.iter_batched(
            || shingles.clone(),
            |all| all.into_iter().map(ShingleSet::from_unsorted).collect::<Vec<_>>(),
            BatchSize::LargeInput,
        );
    });
    group.bench_function("shared", |b| b.iter(|| sets.windows(2).map(|pair| black_box(&pair[0]).shared(&pair[1])).sum::<usize>()));
    group.finish();
}

/// Facts of a crowded event, and articles that tell two thirds of them each.
const FACTS: u64 = 14;
const CROWD: u64 = 60;

/// A sentence on a fact: ten words that are its own, of which an article changes two, with a toll on which articles differ.
fn sentence(article: u64, fact: u64) -> String {
    let changed = |at: u64| (article + fact + at).is_multiple_of(5);
    let word = |at: u64| format!("v{:x}", hash::mix(fact << 32 | at << 16 | if changed(at) { article + 1 } else { 0 }) & 0xff_ffff);
    let words: Vec<String> = (0..10).map(word).collect();
    format!("Le {} {} a annoncé {} morts dans la ville de Lyon.", words[0], words[1..].join(" "), 20 + fact * 7 + article % 2)
}

/// One event that many report, side by side: time must not grow with more than the pairs of tellings of one fact.
fn crowd(c: &mut Criterion) {
    let document = |at: u64| {
        let told: Vec<String> = (0..FACTS).filter(|fact| !(at + fact).is_multiple_of(3)).map(|fact| sentence(at, fact)).collect();
        let (mut text, mut body) = (String::new(), Vec::new());
        for sentence in told {
            body.push(Span::new(text.len(), text.len() + sentence.len()));
            text.push_str(&sentence);
            text.push('\n');
        }
        Document::new(
            Article { id: format!("{at:06}"), text, lang: Some(Lang::FR), ..Article::default() },
            Layout { body, ..Layout::default() },
        )
    };
    let documents: Vec<Document> = (0..CROWD).map(document).collect();
    let mentions: Vec<DocumentMentions> = documents.iter().map(of_document).collect();
    let texts: Vec<u32> = (0..CROWD as u32).collect();
    let witnesses: Vec<DocId> = (0..documents.len()).map(DocId::from_index).collect();
    let run = || compare(black_box(&documents), &mentions, &texts, &witnesses);
    let found = run();
    let tolls = found.differences.iter().filter(|difference| difference.kind == Kind::Number);
    let told: BTreeSet<usize> = tolls.filter_map(|difference| difference.statement).collect();
    assert_eq!((found.statements.len() as u64, told.len() as u64), (FACTS, FACTS));

    let mut group = c.benchmark_group("compare");
    group.throughput(Throughput::Elements(CROWD)).sample_size(10);
    group.bench_function("crowd", |b| b.iter(run));
    group.finish();
}

criterion_group!(benches, tokenizer, kernels, engine, files, crowd);
criterion_main!(benches);
