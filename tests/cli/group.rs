//! `group`: records with events, pairs with event links.

use crate::{Place, corpus, json_lines};

#[test]
fn records_and_pairs_of_the_corpus() {
    let place = Place::new();
    place.run(&["group", &corpus(), "-o", "out.jsonl", "--pairs", "pairs.jsonl"]).exits(0).says("articles read");
    let out = place.read("out.jsonl");
    let records = json_lines(&out);
    assert_eq!(records.len(), 85);
    let keys: Vec<&str> = ["id", "cluster", "cluster_size", "representative", "event", "event_size", "story", "source", "date"].to_vec();
    for (line, record) in out.lines().zip(&records) {
        let positions: Vec<usize> =
            keys.iter().map(|key| line.find(&format!("\"{key}\":")).unwrap_or_else(|| panic!("{line} lacks {key}"))).collect();
        assert!(positions.is_sorted(), "{line}: the fields have their order");
        assert_eq!(record.as_object().map(serde_json::Map::len), Some(keys.len()));
    }
    for record in &records {
        let event = records.iter().filter(|other| other["event"] == record["event"]);
        assert_eq!(record["event_size"].as_u64(), Some(event.clone().count() as u64));
        let cluster: Vec<_> = records.iter().filter(|other| other["cluster"] == record["cluster"]).collect();
        assert!(cluster.iter().all(|other| other["event"] == record["event"]), "a cluster lies inside one event");
    }
    let pairs = json_lines(&place.read("pairs.jsonl"));
    assert!(pairs.iter().any(|pair| pair["relation"] == "same_event" && pair["jaccard"].is_null()));
    assert!(pairs.iter().any(|pair| pair["relation"] == "contains" && !pair["passages"].as_array().expect("a list").is_empty()));
}

#[test]
fn a_summary_names_events_and_what_is_missing() {
    let place = Place::new();
    place.run(&["group", &corpus()]).exits(0).prints("Erdogan").says("dated by a time stamp in the text");
}

#[test]
fn articles_of_two_words_are_not_judged_and_said() {
    let place = Place::new();
    let lines: String = ["obj id", "empty id", "nul id"].iter().map(|text| crate::record(text, text)).collect();
    place.write("short.jsonl", lines);
    place.run(&["group", "short.jsonl", "-o", "out.jsonl"]).exits(0).says("3 of 3 articles have fewer than four words");
    assert!(json_lines(&place.read("out.jsonl")).iter().all(|record| record["event_size"] == 1));
}
