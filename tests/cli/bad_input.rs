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

/// A folder named by mistake must not pass a gate, nor give an empty report; beside something else an empty file is only worth a note.
#[test]
fn no_article_at_all_is_a_warning() {
    let place = Place::new();
    place.write("lines.jsonl", "\n");
    place.write("empty.txt", "");
    place.write("blank.txt", " \n\n");
    std::fs::create_dir(place.path("folder")).expect("a folder");
    for input in ["lines.jsonl", "empty.txt", "blank.txt", "folder"] {
        for command in ["dedup", "group", "extract"] {
            place.run(&[command, input, "-o", "out.jsonl"]).exits(0).says("no article");
            assert_eq!(place.read("out.jsonl"), "", "{command} {input}");
        }
        place.run(&["check", input]).exits(0).says("no article");
        place.run(&["report", input, "-o", "report"]).exits(0).says("no article");
    }
    place.write("a.txt", text(0, 8));
    place.run(&["dedup", "a.txt", "empty.txt", "folder"]).exits(0).says("empty.txt: the file is empty").says("folder: no articles");
}

#[test]
fn what_is_no_text_is_skipped_and_what_is_badly_encoded_is_said() {
    let random: Vec<u8> = (0..50_000).map(|at| recoupe::hash::mix(at) as u8).collect();
    for name in ["junk.txt", "junk.html", "junk.md", "junk.jsonl"] {
        beside_a_good_one(name, &random, &[name, "not a text"], &[]);
    }
    let page = format!("<html><head><meta charset=utf-8><title>L'été à Brest</title></head><body><p>{}</p></body></html>", text(9, 8));
    let page = page.replace("Le ", "Là-bas, dès l'été, le ");
    let latin: Vec<u8> = page.chars().map(|c| u8::try_from(c).expect("Latin-1")).collect();
    beside_a_good_one("page.html", &latin, &["page.html", "read as windows-1252"], &["page"]);
    let twice: String = page.bytes().map(char::from).collect();
    beside_a_good_one("twice.html", twice.as_bytes(), &["twice.html", "encoded twice"], &["twice"]);
}

#[test]
fn a_field_that_no_record_has_is_named_with_those_that_records_have() {
    let place = Place::new();
    place.write("in/a.jsonl", record("a", &text(0, 8)));
    place.write("in/b.txt", text(9, 8));
    let found = "the records have: date, id, source, text";
    for command in ["dedup", "report", "extract"] {
        place.run(&[command, "in", "--text-field", "foo", "-o", "out"]).exits(2).says("\"foo\" (--text-field)").says(found);
        assert!(!place.path("out").exists());
        place.run(&[command, "in", "--date-field", "foo", "-o", "out"]).exits(0).says("warning: no record has a field \"foo\"").says(found);
        std::fs::remove_file(place.path("out")).or_else(|_| std::fs::remove_dir_all(place.path("out"))).expect("the output");
    }
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
    // Before anything is read, or it would be the missing input that is named.
    for (command, output) in [("dedup", "taken"), ("group", "taken"), ("extract", "taken"), ("check", "taken"), ("report", "taken/file")] {
        place.run(&[command, "nowhere.jsonl", "-o", output]).exits(2).says(output);
    }
    place.run(&["check", "nowhere.jsonl", "--baseline", "taken", "--update-baseline"]).exits(2).says("taken");
    place.run(&["compare", "a.jsonl", "taken/file", "-o", "taken"]).exits(2).says("taken: cannot be written");
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
        (&["compare"], "recoupe compare [OPTIONS] ID ID... --in INPUT..."),
        (&["compare", "a", "b"], "an id needs --in"),
        (&["compare", "--in", "a.jsonl"], "give ids before --in"),
        (&["dedup", "a.jsonl", "-o", "a.jsonl"], "is an input of this run"),
        (&["dedup", "a.jsonl", "-o", "x", "--keep", "./x"], "another output"),
        (&["dedup", "a.jsonl", "--threads", "100000"], "--threads"),
        (&["dedup", "a.jsonl", "--num-perm", "100000000000"], "--num-perm"),
        (&["check", "a.jsonl", "--baseline", "none.txt"], "none.txt"),
    ] {
        place.run(args).exits(2).says(said);
    }
}
