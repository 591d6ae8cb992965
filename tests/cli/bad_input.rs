//! Whatever is wrong with an input is said with its place and reason, the rest is processed, and the exit status is the contract's.

use std::io::Write;

use crate::{Place, json_lines, record, text};

/// Where nothing at all could be read, a gate must not pass.
#[test]
fn an_input_of_which_nothing_can_be_read_is_exit_2() {
    let place = Place::new();
    place.write("bad.jsonl", "[1]\n{\"id\":\n");
    for command in ["dedup", "group", "check", "report"] {
        place.run(&[command, "bad.jsonl"]).exits(2).says("bad.jsonl:1").says("nothing in the input could be read");
    }
}

/// Runs `dedup` over one bad file beside a good one and gives what it said; the good article must come through.
#[track_caller]
fn beside_a_good_one(name: &str, content: &[u8], said: &[&str], ids: &[&str]) {
    let place = Place::new();
    place.write("in/good.jsonl", record("good", &text(0, 8)));
    place.write(&format!("in/{name}"), content);
    let mut ran = place.run(&["dedup", "in", "-o", "out.jsonl"]).exits(0);
    for words in said {
        ran = ran.says(words);
    }
    let found: Vec<String> =
        json_lines(&place.read("out.jsonl")).iter().map(|line| line["id"].as_str().expect("an id").to_owned()).collect();
    let mut expected: Vec<&str> = ids.to_vec();
    expected.push("good");
    let mut sorted: Vec<&str> = found.iter().map(String::as_str).collect();
    sorted.sort_unstable();
    expected.sort_unstable();
    assert_eq!(sorted, expected);
}

#[test]
fn a_missing_path_is_an_error() {
    let place = Place::new();
    place.run(&["dedup", "nowhere.jsonl", "-o", "out.jsonl"]).exits(2).says("nowhere.jsonl").says("no such file");
    assert!(!place.path("out.jsonl").exists());
}

#[test]
fn invalid_utf8_is_replaced_and_said() {
    beside_a_good_one("bad.jsonl", b"{\"id\":\"b\",\"text\":\"caf\xe9 du port et marin\"}\n", &["bad.jsonl:1", "U+FFFD"], &["b"]);
}

#[test]
fn a_truncated_gzip_gives_what_it_held() {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    for n in 0..2000 {
        encoder.write_all(record(&format!("g{n}"), &text(n * 10, 3)).as_bytes()).expect("memory");
    }
    let whole = encoder.finish().expect("memory");
    let place = Place::new();
    place.write("cut.jsonl.gz", &whole[..whole.len() / 2]);
    place.run(&["dedup", "cut.jsonl.gz", "-o", "out.jsonl"]).exits(0).says("cut.jsonl.gz").says("1 input incomplete");
    let count = json_lines(&place.read("out.jsonl")).len();
    assert!((100..2000).contains(&count), "{count} articles came through");
}

#[test]
fn records_that_are_no_articles() {
    for (content, said, ids) in [
        (&b"[1, 2]\n{\"id\":\"b\",\"text\":\"un texte entier\"}\n"[..], &["bad.jsonl:1"][..], &["b"][..]),
        (b"\"just a string\"\n", &["bad.jsonl:1"], &[]),
        (b"{\"id\":\"x\",\"texte\":\"Le port\"}\n", &["bad.jsonl:1", "--text-field", "texte"], &[]),
        (b"{\"id\":\"x\",\"text\":\"Le po", &["bad.jsonl:1", "JSON"], &[]),
        (b"{\"id\":\"x\",\"text\":\"\"}\n", &["bad.jsonl:1", "empty"], &[]),
        (b"{\"id\":\"x\",\"text\":\"Mot\"}\n", &[], &["x"]),
        (b"", &["bad.jsonl"], &[]),
    ] {
        beside_a_good_one("bad.jsonl", content, said, ids);
    }
}

#[test]
fn a_huge_article_is_read_like_any_other() {
    let line = text(7, 40) + "\n";
    let huge = line.repeat(50_000_000 / line.len());
    let place = Place::new();
    place.write("huge.txt", &huge);
    place.write("small.txt", text(7, 40));
    place.run(&["dedup", ".", "-o", "out.jsonl"]).exits(0);
    assert_eq!(json_lines(&place.read("out.jsonl")).len(), 2);
}

#[test]
fn two_articles_with_one_id_are_both_kept() {
    let place = Place::new();
    place.write("a.jsonl", record("same", &text(0, 8)) + &record("same", &text(100, 8)));
    place.run(&["dedup", "a.jsonl", "-o", "out.jsonl"]).exits(0).says("same").says("a.jsonl:2");
    let ids: Vec<String> = json_lines(&place.read("out.jsonl")).iter().map(|line| line["id"].to_string()).collect();
    assert_eq!(ids.len(), 2);
    assert_ne!(ids[0], ids[1]);
}

#[test]
fn no_article_at_all_is_a_warning() {
    let place = Place::new();
    place.write("none.jsonl", "\n");
    for command in ["dedup", "group"] {
        place.run(&[command, "none.jsonl", "-o", "out.jsonl"]).exits(0).says("no article");
        assert_eq!(place.read("out.jsonl"), "");
    }
    place.run(&["report", "none.jsonl", "-o", "r"]).exits(0).says("no article");
    assert!(place.path("r/index.html").exists());
}

/// A link to nowhere cannot be read by anyone, whatever the rights of whoever runs the tests.
#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_opened_is_named_and_the_rest_is_read() {
    let place = Place::new();
    place.write("in/good.jsonl", record("good", &text(0, 8)));
    std::os::unix::fs::symlink(place.path("nowhere"), place.path("in/dangling.jsonl")).expect("a link");
    place.run(&["dedup", "in", "-o", "out.jsonl"]).exits(0).says("dangling.jsonl: cannot be read").says("1 article read, 1 skipped");
    place.run(&["dedup", "in/dangling.jsonl"]).exits(2).says("dangling.jsonl");
}

#[cfg(unix)]
#[test]
fn what_may_not_be_read_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new();
    place.write("in/good.jsonl", record("good", &text(0, 8)));
    let path = place.write("in/closed.jsonl", record("closed", &text(50, 8)));
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o000)).expect("it is ours");
    if std::fs::read(&path).is_ok() {
        return; // whoever runs the tests may read everything
    }
    place.run(&["dedup", "in", "-o", "out.jsonl"]).exits(0).says("closed.jsonl");
    place.run(&["dedup", "in/closed.jsonl"]).exits(2).says("closed.jsonl");
}

#[test]
fn an_output_that_cannot_be_written_is_exit_2_and_leaves_nothing() {
    let place = Place::new();
    place.write("a.jsonl", record("a", &text(0, 8)));
    place.write("taken/file", "");
    for output in ["no/such/folder/out.jsonl", "taken"] {
        place.run(&["dedup", "a.jsonl", "-o", output]).exits(2).says(output);
    }
    place.run(&["report", "a.jsonl", "-o", "taken/file"]).exits(2).says("taken");
    assert!(!place.path("no").exists());
}

#[test]
fn usage_and_configuration_failures_are_exit_2() {
    let place = Place::new();
    place.write("a.jsonl", record("a", &text(0, 8)));
    place.write("bad.toml", "treshold = 0.8\n");
    for (args, said) in [
        (&["dedup"][..], "INPUT"),
        (&["nonsense"], "nonsense"),
        (&["dedup", "a.jsonl", "--threshold", "7"], "7"),
        (&["dedup", "a.jsonl", "--bands", "20"], "--bands"),
        (&["dedup", "a.jsonl", "--config", "bad.toml"], "treshold"),
        (&["dedup", "a.jsonl", "--config", "none.toml"], "none.toml"),
        (&["dedup", "a.jsonl", "--input-format", "docx"], "docx"),
        (&["report", "a.jsonl", "--memory", "1KiB"], "--memory"),
        (&["explain", "a.jsonl", "--pair", "a", "b"], "\"b\""),
        (&["compare", "a.jsonl", "a.jsonl"], "given twice"),
        (&["compare", "a.jsonl"], "needs two articles"),
        (&["dedup", "a.jsonl", "-o", "a.jsonl"], "is an input of this run"),
        (&["dedup", "a.jsonl", "-o", "x", "--keep", "./x"], "another output"),
        (&["dedup", "a.jsonl", "--threads", "100000"], "--threads"),
        (&["dedup", "a.jsonl", "--num-perm", "100000000000"], "--num-perm"),
        (&["check", "a.jsonl", "--baseline", "none.txt"], "none.txt"),
    ] {
        place.run(args).exits(2).says(said);
    }
}
