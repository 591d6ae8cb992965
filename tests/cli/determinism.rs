//! The same bytes for any number of threads; the same records and the same report for any order of input.

use crate::example::files;
use crate::{Place, corpus};

#[test]
fn threads_change_no_byte() {
    let place = Place::new();
    let run = |threads: &str, folder: &str| {
        let pairs = format!("{folder}.pairs.jsonl");
        let groups = format!("{folder}.jsonl");
        place.run(&["group", &corpus(), "-o", &groups, "--pairs", &pairs, "--threads", threads]).exits(0);
        place.run(&["report", &corpus(), "-o", folder, "--threads", threads]).exits(0);
        (files(&place.path(folder)), place.read(&groups), place.read(&pairs))
    };
    let one = run("1", "one");
    assert!(one == run("2", "two"), "2 threads");
    assert!(one == run("7", "seven"), "7 threads");
}

#[test]
fn order_of_input_changes_no_record_and_no_page() {
    let place = Place::new();
    let lines = place.run(&["extract", &corpus()]).exits(0).out;
    place.write("given.jsonl", &lines);
    let mut shuffled: Vec<&str> = lines.lines().collect();
    shuffled.sort_by_key(|line| recoupe::hash::mix(recoupe::hash::bytes(line.as_bytes())));
    place.write("shuffled.jsonl", shuffled.join("\n"));
    let run = |input: &str, folder: &str| {
        let (groups, pairs) = (format!("{folder}.jsonl"), format!("{folder}.pairs.jsonl"));
        place.run(&["group", input, "-o", &groups, "--pairs", &pairs]).exits(0);
        place.run(&["report", input, "-o", folder]).exits(0);
        let mut records: Vec<String> = place.read(&groups).lines().map(str::to_owned).collect();
        let order: Vec<String> = records.iter().map(|line| line.split(',').next().expect("an id").to_owned()).collect();
        records.sort();
        (files(&place.path(folder)), records, place.read(&pairs), order)
    };
    let (given, other) = (run("given.jsonl", "a"), run("shuffled.jsonl", "b"));
    assert!(given.0 == other.0, "the report");
    assert_eq!(given.1, other.1, "the records");
    assert_eq!(given.2, other.2, "the pairs");
    assert_ne!(given.3, other.3, "records follow the input's order");
}
