//! `dedup` and its four files.

use crate::{Place, json_lines, record, text};

/// `b` is `a` with one sentence of eight changed; `c` is another text; `d` is `a` again.
fn batch() -> String {
    let edited = text(0, 20) + "\n" + &text(900, 1);
    record("c", &text(500, 20)) + &record("b", &edited) + &record("a", &text(0, 20)) + &record("d", &text(0, 20))
}

#[test]
fn clusters_pairs_keep_and_removed() {
    let place = Place::new();
    let lines = batch().replace("\"id\":\"c\"", "\"extra\":{\"x\":[1, 2]},\"id\":\"c\"");
    place.write("in.jsonl", &lines);
    let files = ["-o", "out.jsonl", "--pairs", "pairs.jsonl", "--keep", "keep.jsonl", "--removed", "removed.jsonl"];
    place.run(&[&["dedup", "in.jsonl"], &files[..]].concat()).exits(0).says("4 articles read");

    let out = json_lines(&place.read("out.jsonl"));
    assert_eq!(out.iter().map(|line| line["id"].as_str().expect("an id")).collect::<Vec<_>>(), ["c", "b", "a", "d"], "input order");
    assert_eq!(
        place.read("out.jsonl").lines().nth(2),
        Some(r#"{"id":"a","cluster":"a","cluster_size":3,"representative":"a","source":"Le Test","date":"2024-05-01"}"#)
    );
    assert_eq!(out[0]["cluster_size"], 1);

    let pairs = json_lines(&place.read("pairs.jsonl"));
    let found: Vec<_> = pairs
        .iter()
        .map(|pair| (pair["a"].as_str().expect("a"), pair["b"].as_str().expect("b"), pair["relation"].as_str().expect("a relation")))
        .collect();
    assert_eq!(found, [("a", "b", "near_duplicate"), ("a", "d", "identical")], "of identical texts each is tied to the earliest alone");
    let passage = &pairs[0]["passages"][0];
    assert_eq!(passage["a"][0], 0);
    assert!(pairs[0]["jaccard"].as_f64().expect("a number") >= 0.7);

    assert_eq!(
        place.read("keep.jsonl"),
        lines.lines().filter(|line| line.contains("\"c\"") || line.contains("\"a\"")).map(|line| format!("{line}\n")).collect::<String>(),
        "records unchanged"
    );
    let removed = place.read("removed.jsonl");
    assert_eq!(json_lines(&removed).len(), 2);
    assert!(removed.lines().any(|line| line == r#"{"id":"d","duplicate_of":"a","jaccard":1.0,"file":"in.jsonl","line":4}"#), "{removed}");
}

#[test]
fn a_representative_can_be_preferred() {
    let place = Place::new();
    place.write("in.jsonl", batch().replace("\"id\":\"d\",\"source\":\"Le Test\"", "\"id\":\"d\",\"source\":\"L'Agence\""));
    for (prefer, expected) in [("earliest", "a"), ("longest", "b"), ("Personne,L'Agence", "d")] {
        place.run(&["dedup", "in.jsonl", "--prefer", prefer, "-o", "out.jsonl"]).exits(0);
        assert_eq!(json_lines(&place.read("out.jsonl"))[1]["representative"], expected, "--prefer {prefer}");
    }
}

#[test]
fn standard_input_compression_and_field_names() {
    let place = Place::new();
    let renamed = batch().replace("\"text\"", "\"corps\"");
    let ran = place.run_with(&["dedup", "-", "--text-field", "corps", "-o", "out.jsonl"], renamed.as_bytes()).exits(0);
    assert_eq!(ran.out, "");
    let plain = place.read("out.jsonl");
    assert_eq!(
        place.run_with(&["dedup", "-", "--text-field", "corps", "-o", "-"], renamed.as_bytes()).exits(0).out,
        plain,
        "- is standard output"
    );
    place.write("in.jsonl.zst", zstd::encode_all(batch().as_bytes(), 3).expect("memory"));
    place.run(&["dedup", "in.jsonl.zst", "-o", "zst.jsonl"]).exits(0);
    assert_eq!(place.read("zst.jsonl"), plain);
}

#[test]
fn a_summary_without_files_and_silence_on_demand() {
    let place = Place::new();
    place.write("in.jsonl", batch());
    place.run(&["dedup", "in.jsonl"]).exits(0).prints("3 articles").prints("* a");
    let quiet = place.run(&["dedup", "in.jsonl", "-o", "out.jsonl", "--quiet"]).exits(0);
    assert_eq!((quiet.out, quiet.err), (String::new(), String::new()));
    place.run(&["dedup", "in.jsonl", "--verbose"]).exits(0).says("bands of").says("retrieved at Jaccard");
}

#[test]
fn settings_come_from_a_file_and_arguments_win() {
    let place = Place::new();
    place.write("in.jsonl", batch());
    place.write("recoupe.toml", "threshold = 1.0\n");
    let clusters =
        |place: &Place| json_lines(&place.read("out.jsonl")).iter().map(|line| line["cluster_size"].as_u64().expect("a number")).max();
    place.run(&["dedup", "in.jsonl", "--config", "recoupe.toml", "-o", "out.jsonl"]).exits(0);
    assert_eq!(clusters(&place), Some(2));
    place.run(&["dedup", "in.jsonl", "--config", "recoupe.toml", "--threshold", "0.6", "-o", "out.jsonl"]).exits(0);
    assert_eq!(clusters(&place), Some(3));
}
