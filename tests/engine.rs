//! The engine for large sets gives what the stages in memory give, whatever the budget, the threads, the order and the form of the input.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};

use recoupe::config::Settings;
use recoupe::dedup::{Copies, EXACT_UP_TO, Engine, Scope, dedup};
use recoupe::document::Lacking;
use recoupe::hash::mix;
use recoupe::input;
use recoupe::pipeline::{self, Silent};
use recoupe::records;
use recoupe::scratch::Scratch;

const PLENTY: u64 = 1 << 40;

/// Words `range` of the endless text `of`.
fn words(of: u64, range: std::ops::Range<u64>) -> String {
    range.map(|at| format!("m{:x} ", mix(of << 32 | at) % 50_000)).collect()
}

/// A set with everything that can happen to a text: copies, edits, embedded dispatches, furniture of outlets, templates, headlines alone,
/// clashing and missing ids, missing dates and outlets, and records that are none.
fn records_of_a_set(articles: u64) -> Vec<String> {
    let record = |at: u64| {
        let of = at / 3 * u64::from(at % 12 < 6) + at * u64::from(at % 12 >= 6);
        let (outlet, edit) = (mix(at) % 5, at % 3);
        let mut text = match at % 17 {
            0 => format!("{}\n{}", words(7, 0..300), words(1_000_000 + at, 0..60)),
            1 => format!("{}\n{}\n{}", words(at + 1, 0..200), words(of / 12, 0..80), words(at + 2, 0..100)),
            2 => String::new(),
            3 => words(of, 0..3),
            _ => format!("{}\n{}\n{}", words(of, 0..90), words(of, 90 + edit..200), words(of, 200..280 - edit * 5)),
        };
        if !text.is_empty() && at.is_multiple_of(4) {
            text = format!("La cloche du quai {outlet} sonne toujours à midi\n{text}.\nRecevez chaque matin nos titres du jour {outlet}");
        }
        let id = if at.is_multiple_of(50) { "again".to_owned() } else { format!("n{:05}", mix(at) % 90_000 * 10 + at % 10) };
        let mut fields = vec![
            format!("\"title\":\"Titre {}\"", of % 40),
            format!("\"text\":{}", serde_json::to_string(&text).expect("the set is the test's own")),
        ];
        if !at.is_multiple_of(31) {
            fields.push(format!("\"id\":\"{id}\""));
        }
        if !at.is_multiple_of(7) {
            fields.push(format!("\"date\":\"20{:02}-{:02}-{:02}\"", 10 + at % 9, 1 + at % 12, 1 + of % 28));
        }
        match at % 6 {
            0 => {}
            1 => fields.push(format!("\"url\":\"https://www.o{outlet}.example/{at}\"")),
            2 => fields.push(format!("\"source\":\"Outlet {outlet}\",\"url\":\"https://o{outlet}.example/{at}\"")),
            _ => fields.push(format!("\"source\":\"Outlet {outlet}\"")),
        }
        fields.push(format!("\"extra\":{{\"deep\":[{at},\"\\u00e9\"]}}"));
        format!("{{{}}}", fields.join(","))
    };
    (0..articles).map(record).collect()
}

fn write(folder: &Path, name: &str, lines: &[String]) -> PathBuf {
    let path = folder.join(name);
    let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
    let mut file = std::fs::File::create(&path).expect("the set is the test's own");
    match name.rsplit('.').next() {
        Some("gz") => flate2::write::GzEncoder::new(&mut file, flate2::Compression::fast())
            .write_all(text.as_bytes())
            .expect("the set is the test's own"),
        Some("zst") => zstd::stream::copy_encode(text.as_bytes(), &mut file, 1).expect("the set is the test's own"),
        Some("json") => file.write_all(format!("[{}]", lines.join(",")).as_bytes()).expect("the set is the test's own"),
        _ => file.write_all(text.as_bytes()).expect("the set is the test's own"),
    }
    path
}

fn run(input: &Path, settings: Settings, scope: Scope, memory: u64, threads: usize) -> Copies {
    run_with(input, settings, scope, memory, threads, EXACT_UP_TO)
}

fn run_with(input: &Path, settings: Settings, scope: Scope, memory: u64, threads: usize, exact_up_to: usize) -> Copies {
    run_then(input, settings, scope, memory, threads, exact_up_to, |_| ()).0
}

/// A run, and what is done with its copies while records that memory does not hold are still in the scratch folder.
fn run_then<T: Send>(
    input: &Path,
    settings: Settings,
    scope: Scope,
    memory: u64,
    threads: usize,
    exact_up_to: usize,
    then: impl FnOnce(&mut Copies) -> T + Send,
) -> (Copies, T) {
    let plan = settings.plan().expect("the set is the test's own");
    let engine = Engine { exact_up_to, ..plan.engine() };
    let folder = tempfile::tempdir().expect("the set is the test's own");
    let scratch = Scratch::new(folder.path().to_owned());
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("the set is the test's own");
    let result = pool.install(|| {
        let copies = dedup(&[input.to_owned()], &plan.input, &engine, scope, memory, &scratch, &Silent);
        let mut copies = copies.expect("the set is the test's own");
        let found = then(&mut copies);
        (copies, found)
    });
    scratch.remove();
    assert_eq!(std::fs::read_dir(folder.path()).expect("the set is the test's own").count(), 0, "nothing temporary stays");
    result
}

/// All that is written of a run, as it would be written.
fn written(copies: &Copies) -> Vec<String> {
    let article =
        |doc: &recoupe::article::DocId| serde_json::to_string(&records::of_copy(copies, None, *doc)).expect("the set is the test's own");
    let edge = |edge: &recoupe::verify::VerifiedEdge| {
        let (a, b) = edge.docs();
        format!("{} {} {:?} {} {}", copies.catalogue.id(a), copies.catalogue.id(b), edge.relation(), edge.jaccard(), edge.containment_a())
    };
    let removed = records::removed(copies).map(|record| serde_json::to_string(&record).expect("the set is the test's own"));
    let edges = copies.edges.iter().map(edge).chain(copies.templates.iter().map(edge));
    copies.catalogue.rows().iter().map(article).chain(edges).chain(removed).collect()
}

/// The records of the articles, in no order.
fn unordered(copies: &Copies) -> BTreeSet<String> {
    copies
        .catalogue
        .rows()
        .iter()
        .map(|doc| serde_json::to_string(&records::of_copy(copies, None, *doc)).expect("the set is the test's own"))
        .collect()
}

fn large() -> Settings {
    Settings { threads: Some(2), ..Settings::default() }
}

#[test]
fn threads_and_memory_change_no_byte() {
    let folder = tempfile::tempdir().expect("the set is the test's own");
    let input = write(folder.path(), "set.jsonl", &records_of_a_set(1500));
    for scope in [Scope::Copies, Scope::Passages] {
        let expected = written(&run(&input, large(), scope, PLENTY, 1));
        assert!(expected.len() > 1500);
        for (memory, threads) in [(PLENTY, 2), (PLENTY, 7), (0, 1), (0, 7), (400_000, 2)] {
            assert!(written(&run(&input, large(), scope, memory, threads)) == expected, "{scope:?} {memory} {threads}");
        }
        let banded = written(&run_with(&input, large(), scope, PLENTY, 1, 0));
        assert!(written(&run_with(&input, large(), scope, 0, 7, 0)) == banded, "{scope:?} without the join");
    }
}

#[test]
fn the_order_and_form_of_the_input_change_no_record() {
    let folder = tempfile::tempdir().expect("the set is the test's own");
    let lines: Vec<String> = records_of_a_set(1200).into_iter().filter(|line| line.contains("\"id\"")).collect();
    let expected = unordered(&run(&write(folder.path(), "set.jsonl", &lines), large(), Scope::Copies, PLENTY, 2));
    let mut shuffled = lines.clone();
    shuffled.sort_by_key(|line| recoupe::hash::bytes(line.as_bytes()));
    for (name, lines, memory) in
        [("shuffled.jsonl", &shuffled, PLENTY), ("set.jsonl.gz", &lines, 0), ("set.jsonl.zst", &shuffled, PLENTY), ("set.json", &lines, 0)]
    {
        let got = unordered(&run(&write(folder.path(), name, lines), large(), Scope::Copies, memory, 2));
        assert!(got == expected, "{name}: {:?}", got.symmetric_difference(&expected).take(4).collect::<Vec<_>>());
    }
}

#[test]
fn large_sets_and_sets_in_memory_have_the_same_copies() {
    let folder = tempfile::tempdir().expect("the set is the test's own");
    let set = write(folder.path(), "set.jsonl", &records_of_a_set(1500));
    for input in [set, "corpus".into()] {
        let copies = run(&input, large(), Scope::Passages, 0, 2);
        let plan = large().plan().expect("the set is the test's own");
        let batch = input::read(std::slice::from_ref(&input), &plan.input, &|_| ()).expect("the set is the test's own");
        assert_eq!(batch.skipped, copies.skipped);
        let corpus = pipeline::prepare(batch.articles, &Silent);
        let texts = pipeline::texts(&corpus, &plan, &Silent);
        let in_memory: Vec<String> = records::articles(&corpus.documents, &corpus.rows, &texts.clusters, None)
            .map(|record| serde_json::to_string(&record).expect("the set is the test's own"))
            .collect();
        let got = written(&copies);
        assert_eq!(got[..in_memory.len()], in_memory);
        let edges = |edges: &[recoupe::verify::VerifiedEdge]| -> Vec<_> {
            edges.iter().map(|edge| (edge.docs(), edge.relation(), edge.jaccard(), edge.containment_a())).collect()
        };
        let (mut ours, theirs) = (edges(&copies.edges), edges(&texts.edges));
        // Of identical texts nobody counts the shingles.
        ours.iter_mut().for_each(|edge| edge.3 = if edge.2 == 1.0 { 1.0 } else { edge.3 });
        assert_eq!(ours, theirs);
        assert_eq!(edges(&copies.templates), edges(&texts.templates));
    }
}

#[test]
fn bands_find_what_the_exact_join_finds() {
    let folder = tempfile::tempdir().expect("the set is the test's own");
    let input = write(folder.path(), "set.jsonl", &records_of_a_set(3000));
    let near = |settings: Settings| -> BTreeSet<_> {
        let exact = settings.exact == Some(true);
        let copies = run_with(&input, settings, Scope::Copies, PLENTY, 2, 0);
        assert_eq!(copies.counts.exact_join, exact);
        copies.edges.iter().map(recoupe::verify::VerifiedEdge::docs).collect()
    };
    let exact = near(Settings { exact: Some(true), ..large() });
    assert!(exact.len() > 300);
    assert_eq!(near(large()), exact);
}

#[test]
fn a_file_that_changes_meanwhile_is_named() {
    // A record whose text is not what its card says: the second reading must not make an edge of it.
    let folder = tempfile::tempdir().expect("the set is the test's own");
    let lines: Vec<String> = (0..400).map(|at| format!("{{\"id\":\"{at}\",\"text\":\"{}\"}}", words(at / 2, 0..300 + at % 2))).collect();
    let path = write(folder.path(), "set.jsonl", &lines);
    let plan = large().plan().expect("the set is the test's own");
    let scratch = Scratch::new(folder.path().to_owned());
    struct Meddler(PathBuf);
    impl recoupe::progress::Progress for Meddler {
        fn stage(&self, stage: pipeline::Stage) {
            if stage == pipeline::Stage::Verifying {
                let text = std::fs::read_to_string(&self.0).expect("the set is the test's own").replace("m1", "n1");
                std::fs::write(&self.0, text).expect("the set is the test's own");
            }
        }
    }
    let result = dedup(std::slice::from_ref(&path), &plan.input, &plan.engine(), Scope::Copies, PLENTY, &scratch, &Meddler(path.clone()));
    assert!(result.expect_err("it changed").to_string().contains("set.jsonl: changed while it was read"));
}

/// Pages that one outlet filled in from one form, the first two alike to the letter, and two copies of another text.
fn records_of_a_form(pages: u64) -> Vec<String> {
    let form = |at: u64| (at, "Form", words(3, 0..100) + " " + &words(100 + at.max(1), 0..10));
    let copy = |at: u64| (at, "Other", words(5, 0..150));
    let record = |(at, source, text): (u64, &str, String)| {
        format!("{{\"id\":\"{at:02}\",\"source\":\"{source}\",\"date\":\"2020-01-01\",\"text\":\"{text}\"}}")
    };
    (0..pages).map(form).chain((pages..pages + 2).map(copy)).map(record).collect()
}

#[test]
fn events_of_the_engine_are_those_of_the_stages_in_memory() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    for (input, forms) in [
        (corpus, 0),
        (write(folder.path(), "set.jsonl.gz", &records_of_a_set(900)), 0),
        (write(folder.path(), "forms.jsonl", &records_of_a_form(12)), 1),
    ] {
        let plan = Settings::default().plan().expect("the defaults are valid");
        let batch = input::read(std::slice::from_ref(&input), &plan.input, &|_| ()).expect("the set can be read");
        let held = pipeline::prepare(batch.articles, &Silent);
        let mut texts = pipeline::texts(&held, &plan, &Silent);
        let parted = texts.part_templates(&held, &plan);
        assert_eq!(parted.len(), forms);
        let expected = pipeline::groups(&held, &texts, &plan, &Silent).events;
        for (memory, threads) in [(PLENTY, 1), (1 << 16, 3)] {
            let events = |copies: &mut Copies| {
                assert_eq!(copies.part_templates(&plan.preference), parted);
                assert_eq!(copies.text_count(), texts.clusters.list.len());
                pipeline::events(copies, &plan, &Silent).expect("the set is still there")
            };
            let (copies, events) = run_then(&input, Settings::default(), Scope::Passages, memory, threads, EXACT_UP_TO, events);
            assert_eq!(events, expected, "{} in {memory} bytes", input.display());
            assert_eq!(copies.catalogue.lacking(), Lacking::of(&held.documents, held.dated_by_text));
        }
    }
}
