//! `check`: the gate.

use crate::{Place, record, text};

#[test]
fn duplicates_exceed_the_gate_until_they_are_accepted() {
    let place = Place::new();
    place.write("content/a.md", text(0, 20));
    place.write("content/b.md", text(100, 20));
    place.run(&["check", "content"]).exits(0);
    place.write("content/copy.md", text(0, 19) + "\n" + &text(700, 1));
    place.run(&["check", "content"]).exits(1).prints("content/copy.md");
    place.run(&["check", "content", "--baseline", "base.txt", "--update-baseline"]).exits(0);
    place.run(&["check", "content", "--baseline", "base.txt"]).exits(0);
    place.write("content/again.md", text(100, 20));
    place.run(&["check", "content", "--baseline", "base.txt"]).exits(1).prints("content/again.md");
}

/// What a run writes beside the articles is no article of the next run.
#[test]
fn a_folder_may_hold_the_baseline_and_the_report() {
    let place = Place::new();
    place.write("a.md", text(0, 20));
    place.write("b.md", text(0, 20));
    place.run(&["check", ".", "--baseline", "base.txt", "--update-baseline"]).exits(0).says("2 articles read;");
    place.run(&["check", ".", "--baseline", "base.txt"]).exits(0).says("2 articles read;");
    place.write("content/c.md", text(300, 20));
    for _ in 0..2 {
        place.run(&["report", "content", "-o", "content/r"]).exits(0).says("1 article read");
    }
}

#[test]
fn the_report_is_written_before_a_failing_exit() {
    let place = Place::new();
    place.write("a.jsonl", record("a", &text(0, 20)) + &record("b", &text(0, 20)));
    for (format, words) in [
        ("sarif", "\"version\": \"2.1.0\""),
        ("junit", "<testsuites"),
        ("gitlab", "\"fingerprint\""),
        ("github", "::warning file=a.jsonl,line="),
        ("json", "\"duplicate\""),
        ("markdown", "a.jsonl"),
    ] {
        place.run(&["check", "a.jsonl", "--format", format, "-o", "report"]).exits(1);
        let report = place.read("report");
        assert!(report.replace("\":", "\": ").replace(":  ", ": ").contains(words) || report.contains(words), "{format}: {report}");
    }
}

#[test]
fn a_broken_baseline_names_its_line() {
    let place = Place::new();
    place.write("a.jsonl", record("a", &text(0, 20)));
    place.write("base.txt", "recoupe-baseline 2\nnonsense\n");
    place.run(&["check", "a.jsonl", "--baseline", "base.txt"]).exits(2).says("line 2");
}
