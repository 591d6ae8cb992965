//! A year of calls between the same two leaders, told by four outlets each, with dates in half of the articles: `tests/data/calls.jsonl`, written for
//! this test about invented countries. No weight was fitted on it.

mod support;

use std::collections::BTreeMap;
use std::path::Path;

use recoupe::input;
use serde_json::Value;
use support::Run;

/// Share of the pairs of articles on one call that must be found.
const RECALL: f64 = 0.95;

#[test]
fn calls_of_a_year_stay_apart_and_reports_of_one_join() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/calls.jsonl");
    let batch = input::read(std::slice::from_ref(&path), &input::Options::default(), &|_| ()).expect("the calls can be read");
    let dated = batch.articles.iter().filter(|article| article.date.is_some()).count();
    assert_eq!((batch.articles.len(), dated), (48, 24));
    let gold: BTreeMap<String, String> = std::fs::read_to_string(&path)
        .expect("the calls can be read")
        .lines()
        .map(|line| serde_json::from_str(line).expect("a record"))
        .map(|line: Value| (line["id"].as_str().unwrap_or_default().to_owned(), line["event"].as_str().unwrap_or_default().to_owned()))
        .collect();
    let events = Run::of(batch.articles).events();
    let (mut found, mut wanted) = (0, 0);
    for (a, call) in &gold {
        for (b, other) in gold.range(a.clone()..).skip(1) {
            let together = events[a] == events[b];
            assert!(call == other || !together, "two calls are one event: {a} and {b}");
            wanted += usize::from(call == other);
            found += usize::from(call == other && together);
        }
    }
    println!("recurring calls: {found} of {wanted} pairs found, none merged");
    assert!(found as f64 >= RECALL * wanted as f64, "{found} of {wanted} pairs of one call found, below {RECALL}");
}
