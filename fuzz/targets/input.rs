//! Any bytes as a file of any format: every byte is counted, every article has an id of its own, and every complaint has words.
#![no_main]

use std::collections::BTreeSet;
use std::fs;

use libfuzzer_sys::fuzz_target;
use recoupe::config::Settings;
use recoupe::input;

const NAMES: [&str; 9] = ["a.jsonl", "a.json", "a.txt", "a.md", "a.html", "a.jsonl.gz", "a.txt.gz", "a.json.zst", "a"];

fuzz_target!(|bytes: &[u8]| {
    let Some((kind, content)) = bytes.split_first() else { return };
    let folder = tempfile::tempdir().expect("a folder for one file");
    let path = folder.path().join(NAMES[usize::from(*kind) % NAMES.len()]);
    fs::write(&path, content).expect("a file of its own");
    let plan = Settings::default().plan().expect("defaults are a plan");
    let Ok(batch) = input::read(&[path], &plan.input, &|_| ()) else { return };
    assert_eq!(batch.byte_count, content.len() as u64);
    let ids: BTreeSet<&str> = batch.articles.iter().map(|article| article.id.as_str()).collect();
    assert!(ids.len() == batch.articles.len() && !ids.contains(""));
    for line in batch.skipped.iter().map(ToString::to_string).chain(batch.notes.iter().map(ToString::to_string)) {
        assert!(!line.is_empty());
    }
});
