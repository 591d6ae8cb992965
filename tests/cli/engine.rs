//! `dedup` on sets larger than its memory, and on sets of one text or one page: the same files whatever it was given to work with.

use std::collections::BTreeSet;
use std::io::Write;

use serde_json::Value;

use crate::{Place, json_lines, record, sentence, text};

/// Articles in sixes: a text, its copy to the letter, the same with another end, a longer text around it, and two of their own. Lines are
/// laid out as nobody would lay them out again, with fields that nobody reads.
pub(crate) fn set(articles: u64) -> String {
    let line = |at: u64| {
        let first = (at - at % 6) * 100;
        let text = match at % 6 {
            0 | 1 => text(first, 12),
            2 => text(first, 11) + "\n" + &sentence(first + 50),
            3 => format!("{}\n{}\n{}", text(first + 100, 10), text(first, 12), text(first + 150, 8)),
            _ => text(at * 100, 12),
        };
        let text = serde_json::to_string(&text).expect("a string");
        let (day, outlet) = (1 + at % 28, at % 7);
        format!(
            "{{ \"x\":{{\"deep\": [{at}, 1.50, \"\\u00e9\"]}},\"text\" :{text}, \"id\":\"n{at:04}\",\"date\":\"2024-05-{day:02}\",\"source\":\"Journal {outlet}\",\"y\":null}}\n"
        )
    };
    (0..articles).map(line).collect()
}

pub(crate) fn gzip(content: &str) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(content.as_bytes()).expect("memory");
    encoder.finish().expect("memory")
}

const FILES: [&str; 4] = ["out.jsonl", "pairs.jsonl", "removed.jsonl", "keep.jsonl"];
const OUTPUTS: [&str; 8] = ["-o", FILES[0], "--pairs", FILES[1], "--removed", FILES[2], "--keep", FILES[3]];

/// The four files of a run, and its figures.
fn files(place: &Place, args: &[&str], input: &str) -> (Vec<String>, Value) {
    place.run_with(&[&["dedup", "--stats", "stats.json"], args, &OUTPUTS].concat(), input.as_bytes()).exits(0);
    (FILES.map(|name| place.read(name)).to_vec(), serde_json::from_str(&place.read("stats.json")).expect("JSON"))
}

#[test]
fn neither_memory_nor_threads_nor_the_form_of_the_input_change_a_byte() {
    let place = Place::new();
    let set = set(1800);
    place.write("set.jsonl", &set);
    place.write("set.jsonl.gz", gzip(&set));
    std::fs::create_dir(place.path("temp")).expect("a folder");
    let run = |input: &str, memory: &str, threads: &str| {
        let given = if input == "-" { set.as_str() } else { "" };
        let (mut files, stats) = files(&place, &[input, "--memory", memory, "--threads", threads, "--temp-dir", "temp"], given);
        assert_eq!(place.names("temp"), [""; 0], "{input} {memory} {threads}");
        let spilled = stats["counts"]["spilled_bytes"].as_u64().expect("a number");
        assert_eq!(spilled > 0, memory == "1MiB", "{input} {memory} {threads}: {spilled} bytes on disk");
        // Where an article stood is all that may differ.
        let origins: BTreeSet<String> = json_lines(&files[2]).iter().map(|line| line["file"].to_string()).collect();
        assert_eq!(origins.len(), 1, "{origins:?}");
        let origin = format!("\"file\":{}", origins.first().expect("one"));
        files[2] = files[2].replace(&origin, "\"file\":\"\"");
        files
    };
    let expected = run("set.jsonl", "64GiB", "1");
    assert_eq!(expected.iter().map(|file| file.lines().count()).collect::<Vec<_>>(), [1800, 1200, 600, 1200]);
    for (relation, count) in [("identical", 300), ("near_duplicate", 300), ("contains", 600)] {
        assert_eq!(expected[1].matches(&format!("\"relation\":\"{relation}\"")).count(), count, "{relation}");
    }
    for (input, memory, threads) in [
        ("set.jsonl", "64GiB", "7"),
        ("set.jsonl", "1MiB", "1"),
        ("set.jsonl", "1MiB", "2"),
        ("set.jsonl", "1MiB", "7"),
        ("set.jsonl.gz", "64GiB", "2"),
        ("set.jsonl.gz", "1MiB", "7"),
        ("-", "64GiB", "7"),
        ("-", "1MiB", "2"),
    ] {
        for (name, (got, expected)) in FILES.iter().zip(run(input, memory, threads).iter().zip(&expected)) {
            assert!(got == expected, "{name} of {input} with {memory} and {threads} threads");
        }
    }
    let kept: BTreeSet<&str> = expected[3].lines().collect();
    let out = json_lines(&expected[0]);
    for (line, record) in set.lines().zip(&out) {
        assert_eq!(kept.contains(line), record["id"] == record["representative"], "a line is kept as it was, or not at all: {line}");
    }
}

#[test]
fn figures_of_a_run() {
    let place = Place::new();
    place.write("set.jsonl", set(60));
    place
        .run(&["dedup", "set.jsonl", "--stats", "stats.json", "--threads", "2", "--memory", "512MiB", "--verbose"])
        .exits(0)
        .says("a pair is retrieved at Jaccard 0.1: ")
        .says("0.9: 1.0000");
    let stats: Value = serde_json::from_str(&place.read("stats.json")).expect("JSON");
    assert_eq!(stats["schema"], 1);
    let parameters = &stats["parameters"];
    assert_eq!(
        (&parameters["threads"], &parameters["memory_bytes"], &parameters["recall"]),
        (&2.into(), &(512 << 20).into(), &1.0.into()),
        "so few are joined exactly"
    );
    for positive in ["bands", "rows", "num_perm", "shingle_size", "threshold", "containment"] {
        assert!(parameters[positive].as_f64().expect("a number") > 0.0, "{positive}");
    }
    let counts = &stats["counts"];
    assert_eq!((&counts["files"], &counts["articles"], &counts["texts"]), (&1.into(), &60.into(), &50.into()));
    assert_eq!(counts["bytes"], place.read("set.jsonl").len());
    assert_eq!((&counts["exact_join"], &counts["spilled_bytes"]), (&true.into(), &0.into()));
    assert_eq!((&stats["clusters"], &stats["duplicates"], &stats["skipped"]), (&40.into(), &20.into(), &0.into()));
    let stages = stats["stages"].as_array().expect("a list");
    let names: Vec<&str> = stages.iter().map(|stage| stage["stage"].as_str().expect("a name")).collect();
    assert_eq!(names, ["reading", "cleaning", "retrieving", "verifying"]);
    let seconds: f64 = stages.iter().map(|stage| stage["seconds"].as_f64().expect("a number")).sum();
    assert!(0.0 < seconds && seconds <= stats["seconds"].as_f64().expect("a number"));
    if cfg!(target_os = "linux") {
        assert!(stats["peak_memory_bytes"].as_u64().expect("a number") > 1 << 20);
    }
}

/// Two texts that resemble each other, three and two times to the letter, and one of its own.
#[test]
fn pairs_that_follow_from_identical_texts_are_written_on_demand() {
    let place = Place::new();
    let (one, other) = (text(0, 20), text(0, 19) + "\n" + &sentence(900));
    let set: String = [("a1", &one), ("b1", &other), ("a2", &one), ("c", &text(500, 20)), ("b2", &other), ("a3", &one)]
        .map(|(id, text)| record(id, text))
        .concat();
    place.write("in.jsonl", set);
    let pairs = |extra: &[&str]| -> BTreeSet<String> {
        place.run(&[&["dedup", "in.jsonl", "--pairs", "pairs.jsonl"], extra].concat()).exits(0);
        let lines = json_lines(&place.read("pairs.jsonl"));
        let found: BTreeSet<String> = lines
            .iter()
            .map(|pair| [&pair["a"], &pair["b"], &pair["relation"]].map(|value| value.as_str().expect("a string")).join(" "))
            .collect();
        assert_eq!(found.len(), lines.len(), "each pair once");
        let jaccard = |relation: &str| -> BTreeSet<String> {
            lines.iter().filter(|pair| pair["relation"] == relation).map(|pair| pair["jaccard"].to_string()).collect()
        };
        assert_eq!(jaccard("identical"), BTreeSet::from(["1.0".to_owned()]));
        assert_eq!(jaccard("near_duplicate").len(), 1);
        found
    };
    let set = |pairs: &[&str]| -> BTreeSet<String> { pairs.iter().map(|pair| (*pair).to_owned()).collect() };
    let direct = set(&["a1 a2 identical", "a1 a3 identical", "a1 b1 near_duplicate", "b1 b2 identical"]);
    assert_eq!(pairs(&[]), direct);
    let implied = set(&[
        "a2 a3 identical",
        "a1 b2 near_duplicate",
        "a2 b1 near_duplicate",
        "a2 b2 near_duplicate",
        "a3 b1 near_duplicate",
        "a3 b2 near_duplicate",
    ]);
    assert_eq!(pairs(&["--all-pairs"]), direct.union(&implied).cloned().collect());
    place.run(&["dedup", "in.jsonl", "-o", "out.jsonl", "--all-pairs"]).exits(2).says("--pairs");
    assert!(!place.path("out.jsonl").exists());
}

/// Of a page: `shared` sentences in common and `own` of its own, in one paragraph, so that none of it is a line that an outlet repeats.
fn page(at: u64, shared: u64, own: u64) -> String {
    record(&format!("p{at:04}"), &(sentence(90_000 + at) + " " + &text(1, shared).replace('\n', " ") + " " + &text(100_000 + at * 10, own)))
}

/// Pages that resemble one another, but not enough to be copies, crowd a bucket, which makes bands of what is else an exact join. Bands and
/// join happen upon different pairs below the threshold, of which some contain one another; copies are the same.
#[test]
fn the_exact_join_gives_the_copies_that_bands_give() {
    let place = Place::new();
    let pages: String = (0..120).map(|at| page(at, 16, 6)).collect();
    place.write("set.jsonl", set(300) + &pages);
    let (banded, figures) = files(&place, &["set.jsonl"], "");
    assert_eq!(figures["counts"]["exact_join"], false);
    let (joined, figures) = files(&place, &["set.jsonl", "--exact"], "");
    assert_eq!(figures["counts"]["exact_join"], true);
    for (at, name) in FILES.iter().enumerate().filter(|(_, name)| **name != "pairs.jsonl") {
        assert!(banded[at] == joined[at], "{name}");
    }
    let [banded, joined] = [&banded[1], &joined[1]].map(|pairs| pairs.lines().collect::<BTreeSet<_>>());
    for line in banded.symmetric_difference(&joined) {
        assert!(json_lines(line)[0]["jaccard"].as_f64().expect("a number") < 0.7, "only one of them has this copy: {line}");
    }
}

#[test]
fn a_crowd_of_one_template_and_a_crowd_of_one_text_end() {
    let place = Place::new();
    let pages: String = (0..1500).map(|at| page(at, 23, 4)).collect();
    let copies: String = (0..3000).map(|at| record(&format!("c{at:04}"), &text(50_000, 10))).collect();
    place.write("in.jsonl", pages + &copies);
    place.run(&["dedup", "in.jsonl", "-o", "out.jsonl"]).exits(0).says("held too many articles to compare every pair");
    let out = json_lines(&place.read("out.jsonl"));
    let copies: Vec<&Value> = out.iter().filter(|record| record["id"].as_str().is_some_and(|id| id.starts_with('c'))).collect();
    assert_eq!(copies.len(), 3000);
    assert!(copies.iter().all(|record| record["cluster_size"] == 3000 && record["representative"] == "c0000"));
}
