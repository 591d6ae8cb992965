//! Whole reads: files of every kind, good and bad, through [`read`].

use std::fs;
use std::io::Write;
use std::path::Path;

use proptest::prelude::*;
use tempfile::TempDir;

use super::*;

const PROSE: &str = "Le conseil municipal a voté mardi soir le nouveau plan de circulation du centre-ville.";

/// A folder with the given files.
fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    folder
}

fn read_with(path: &Path, options: &Options) -> Result<Batch, InputError> {
    read(&[path.to_owned()], options, &|_| {})
}

/// Reads one file of the given name and content.
fn read_one(name: &str, content: &[u8]) -> Batch {
    let folder = folder(&[(name, content)]);
    read_with(&folder.path().join(name), &Options { keep_records: true, ..Options::default() }).unwrap()
}

fn texts(batch: &Batch) -> Vec<&str> {
    batch.articles.iter().map(|article| article.text.as_str()).collect()
}

fn ids(batch: &Batch) -> Vec<&str> {
    batch.articles.iter().map(|article| article.id.as_str()).collect()
}

fn gzip(content: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(content).unwrap();
    encoder.finish().unwrap()
}

fn zstd(content: &[u8]) -> Vec<u8> {
    zstd::encode_all(content, 1).unwrap()
}

#[test]
fn every_format_in_every_wrapping_is_read() {
    let lines = b"{\"text\":\"one\"}\r\n\n{\"text\":\"two\"}";
    let array = b"[{\"text\":\"one\"},\n {\"text\":\"two\"}]";
    let page = format!("<html><body><article>{}</article></body></html>", format!("<p>{PROSE}</p>").repeat(8));
    for (name, content, expected) in [
        ("a.jsonl", lines.to_vec(), vec!["one", "two"]),
        ("a.ndjson.gz", gzip(lines), vec!["one", "two"]),
        ("a.jsonl.zst", zstd(lines), vec!["one", "two"]),
        ("wrong.jsonl.zst", gzip(lines), vec!["one", "two"]),
        ("wrong.jsonl", zstd(lines), vec!["one", "two"]),
        ("members.jsonl.gz", [gzip(b"{\"text\":\"one\"}\n"), gzip(b"{\"text\":\"two\"}\n")].concat(), vec!["one", "two"]),
        ("frames.jsonl.zst", [zstd(b"{\"text\":\"one\"}\n"), zstd(b"{\"text\":\"two\"}\n")].concat(), vec!["one", "two"]),
        ("a.json", array.to_vec(), vec!["one", "two"]),
        ("a.json.gz", gzip(array), vec!["one", "two"]),
        ("lines.json", lines.to_vec(), vec!["one", "two"]),
        ("array.jsonl", array.to_vec(), vec!["one", "two"]),
        ("object.json", b"{\n \"text\": \"one\"\n}".to_vec(), vec!["one"]),
        ("bom.jsonl", [b"\xef\xbb\xbf", &lines[..]].concat(), vec!["one", "two"]),
        ("a.txt", b"\xef\xbb\xbfone\r\ntwo\n".to_vec(), vec!["one\r\ntwo\n"]),
        ("a.md", b"---\ntitle: T\n---\n\n# one\n".to_vec(), vec!["one"]),
        ("a.txt.zst", zstd(b"one"), vec!["one"]),
        ("one_word.txt", b"one".to_vec(), vec!["one"]),
        ("no_extension", lines.to_vec(), vec!["one", "two"]),
        ("strange.dump", b"one".to_vec(), vec!["one"]),
    ] {
        let batch = read_one(name, &content);
        assert_eq!(texts(&batch), expected, "{name}");
        assert!(batch.skipped.is_empty() && batch.notes.is_empty(), "{name}: {:?} {:?}", batch.skipped, batch.notes);
        assert_eq!((batch.file_count, batch.byte_count), (1, content.len() as u64), "{name}");
        assert_eq!(batch.records.len(), batch.articles.len(), "{name}");
    }
    for (name, content) in [("a.html", page.clone().into_bytes()), ("a.htm.gz", gzip(page.as_bytes())), ("page.txt", page.into_bytes())] {
        let batch = read_one(name, &content);
        assert_eq!(batch.articles[0].text.lines().filter(|line| *line == PROSE).count(), 8, "{name}");
    }
}

#[test]
fn wide_characters_are_read_in_records_and_texts() {
    let utf16 = |text: &str| -> Vec<u8> { [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect() };
    assert_eq!(texts(&read_one("a.jsonl", &utf16("{\"text\":\"été\"}\n{\"text\":\"two\"}\n"))), ["été", "two"]);
    assert_eq!(texts(&read_one("a.json", &utf16("[{\"text\":\"été\"}]"))), ["été"]);
    assert_eq!(texts(&read_one("a.txt", &utf16("été"))), ["été"]);
}

#[test]
fn bad_records_are_skipped_with_place_and_reason_and_the_rest_is_read() {
    for (bad, expected) in [
        (&b"{\"text\":"[..], "broken JSON: EOF while parsing a value, column 8"),
        (b"{\"text\":\"a\"} x", "broken JSON: trailing characters, column 14"),
        (b"not json", "broken JSON: expected {, found 'n'"),
        (b"{\"text\":\"a\0b\"}", "broken JSON: control character"),
        (b"\0\0\0", "broken JSON"),
        (b"[1,2]", "an array in place of a record"),
        (b"\"text\"", "a string in place of a record"),
        (b"12", "a number in place of a record"),
        (b"null", "null in place of a record"),
        (b"{\"corps\":\"a\",\"n\":1}", "the record has: corps, n); name the field that holds the text with --text-field"),
        (b"{}", "the record has no fields"),
        (b"{\"text\":\"  \"}", "the text is empty"),
        (b"{\"text\":{\"a\":1}}", "the text is empty"),
    ] {
        let content = [b"{\"text\":\"one\"}\n", bad, b"\n{\"text\":\"two\"}\n"].concat();
        let batch = read_one("a.jsonl", &content);
        assert_eq!(texts(&batch), ["one", "two"], "{expected}");
        assert_eq!(batch.skipped.len(), 1, "{expected}");
        let skipped = &batch.skipped[0];
        assert!(skipped.to_string().contains(expected), "{skipped} / {expected}");
        assert_eq!((skipped.origin.line, skipped.byte), (Some(2), Some(15)), "{expected}");
    }
}

#[test]
fn broken_members_of_an_array_cost_themselves_alone() {
    let batch = read_one("a.json", b"[{\"text\":\"one\"},\n{\"text\": nope},\n7,\n{\"text\":\"two\"}, {\"text\":\"cut");
    assert_eq!(texts(&batch), ["one", "two"]);
    let lines: Vec<_> = batch.skipped.iter().map(|skipped| skipped.origin.line).collect();
    assert_eq!(lines, [Some(2), Some(3), Some(4)]);
}

#[test]
fn damage_that_can_be_mended_is_noted() {
    let note = |batch: &Batch| batch.notes.iter().map(Note::to_string).collect::<Vec<_>>().join("\n");
    for (name, content, text, expected) in [
        ("a.jsonl", &b"{\"text\":\"a\xffb\"}"[..], "a\u{fffd}b", "not valid UTF-8"),
        ("a.jsonl", b"{\"text\":\"a\\ud800b\"}", "a\u{fffd}b", "surrogate"),
        ("a.jsonl", b"{\"text\":\"a\",\"date\":\"one day\"}", "a", "undated"),
        ("a.txt", b"a\0b", "a\0b", "NUL"),
        ("a.txt", b"---\na: [\n---\nb", "---\na: [\n---\nb", "front matter"),
        ("a.html", b"<title>T</title><div></div>", "T", "whole page"),
        (
            "a.txt",
            "L'état-major était à l'hôtel\u{e9}".as_bytes().strip_suffix(b"\xa9").unwrap(),
            "L'état-major était à l'hôtel\u{fffd}",
            "U+FFFD",
        ),
    ] {
        let batch = read_one(name, content);
        assert_eq!(texts(&batch), [text], "{expected}");
        assert!(note(&batch).contains(expected), "{expected}: {}", note(&batch));
        assert!(batch.skipped.is_empty(), "{expected}");
    }
}

#[test]
fn truncated_compression_keeps_the_whole_records_before_it() {
    let lines: String = (0..20_000).map(|n| format!("{{\"id\":{n},\"text\":\"{:x}\"}}\n", crate::hash::mix(n))).collect();
    for (name, whole) in [("a.jsonl.gz", gzip(lines.as_bytes())), ("a.jsonl.zst", zstd(lines.as_bytes()))] {
        let batch = read_one(name, &whole[..whole.len() / 2]);
        let count = batch.articles.len();
        assert!((1000..20_000).contains(&count), "{name}: {count}");
        assert!(
            matches!(&batch.notes[..], [Note::Truncated { article_count, .. }] if *article_count == count),
            "{name}: {:?}",
            batch.notes
        );
        assert!(batch.skipped.is_empty(), "{name}");
    }
    let text = gzip(PROSE.as_bytes());
    let batch = read_one("a.txt.gz", &text[..text.len() - 12]);
    assert!(matches!(batch.skipped[0].reason, SkipReason::Damaged { .. }));
}

#[test]
fn files_without_articles_are_told_apart() {
    let empty = read_one("a.jsonl", b"");
    assert!(matches!(&empty.notes[..], [Note::EmptyFile { .. }]) && empty.articles.is_empty());
    assert!(matches!(read_one("a.txt", b" \n\n").notes[..], [Note::EmptyFile { .. }]));
    assert!(matches!(read_one("a.txt", b"---\ndate: 2018-02-08\n---\n").skipped[0].reason, SkipReason::EmptyText));
    assert!(matches!(read_one("a.html", b"<html></html>").skipped[0].reason, SkipReason::EmptyText));
    assert!(matches!(read_one("a.txt", b"\x89PNG\r\n\x1a\n\0\0").skipped[0].reason, SkipReason::Binary { kind: "a PNG image" }));
    assert!(matches!(read_one("a.txt.gz", &gzip(b"")).notes[..], [Note::EmptyFile { .. }]));
}

#[test]
fn a_dispatch_is_read_without_the_frame_it_was_sent_in() {
    for (framed, expected) in [
        ("\u{1}FRA0123 4 i 0345 \u{2}\r\nTitre\n\nTexte.\u{3}\r\n020945 MAR 23\u{4}", "Titre\n\nTexte."),
        ("\u{2}Titre\n\nTexte.", "Titre\n\nTexte."),
        ("\u{1}FRA0123\n\nTexte.", "\u{1}FRA0123\n\nTexte."),
        ("Titre\u{2}\n\nTexte.", "Titre\u{2}\n\nTexte."),
    ] {
        assert_eq!(read_one("a.txt", framed.as_bytes()).articles[0].text, expected, "{framed:?}");
    }
}

#[test]
fn what_cannot_be_read_at_all_is_an_error() {
    let folder = folder(&[
        ("a.csv", b"a,b"),
        ("empty/.hidden.txt", b"x"),
        ("pictures/a.png", b"x"),
        ("sheets/a.csv", b"a"),
        ("sheets/b.csv", b"b"),
        ("sheets/c.csv", b"c"),
        ("sheets/d.csv", b"d"),
    ]);
    let read = |name: &str| read_with(&folder.path().join(name), &Options::default());
    assert!(matches!(super::read(&[], &Options::default(), &|_| {}), Err(InputError::NothingGiven)));
    assert!(matches!(read("missing"), Err(InputError::Missing { .. })));
    let error = read("a.csv").unwrap_err().to_string();
    assert!(error.contains("a.csv: this format is not read; convert it to JSON lines"), "{error}");
    let many = read("sheets").unwrap_err().to_string();
    assert!(many.contains("c.csv and 1 more: this format is not read"), "{many}");
    assert!(matches!(read("pictures"), Err(InputError::NothingReadable { file_count: 1, .. })));
    assert!(matches!(&read("empty").unwrap().notes[..], [Note::EmptyFolder { .. }]));
}

#[test]
fn folders_are_walked_in_order_and_ignore_files_respected() {
    let folder = folder(&[
        ("b/index.txt", b"three"),
        ("a/index.html", format!("<p>{PROSE}</p>").as_bytes()),
        ("a.jsonl", b"{\"text\":\"zero\"}\n"),
        ("b/notes.csv", b"x"),
        ("LICENSE", b"x"),
        (".hidden/x.txt", b"no"),
        ("out/x.txt", b"no"),
        ("drafts/x.txt", b"no"),
        ("kept/x.txt", b"four"),
        (".gitignore", b"out/\n"),
        (".recoupeignore", b"drafts/\n"),
    ]);
    let root = folder.path().to_owned();
    let batch = super::read(&[root.clone(), root.join("kept/x.txt")], &Options::default(), &|_| {}).unwrap();
    let expected_id = format!("{}:1", root.join("a.jsonl").display());
    assert_eq!(ids(&batch), ["a/index", expected_id.as_str(), "b/index", "x"]);
    let passed: Vec<String> = batch.notes.iter().filter(|note| matches!(note, Note::PassedOver { .. })).map(Note::to_string).collect();
    assert_eq!(passed.len(), 2, "{passed:?}");
    assert!(passed[0].contains("1 csv file") && passed[0].contains("notes.csv"), "{passed:?}");
    let renamed = batch.notes.iter().filter(|note| matches!(note, Note::IdRenamed { .. })).count();
    assert_eq!((renamed, batch.file_count), (2, 4));

    let forced = Options { format: Some(Format::Text), ..Options::default() };
    assert!(texts(&read_with(&root, &forced).unwrap()).contains(&"x"));
}

#[test]
fn a_folders_own_documentation_is_no_article_unless_it_is_given() {
    let folder = folder(&[("README.md", PROSE.as_bytes()), ("sub/LICENSE", b"free"), ("sub/readme-first.md", PROSE.as_bytes())]);
    let batch = read_with(folder.path(), &Options::default()).unwrap();
    assert_eq!(ids(&batch), ["readme-first"]);
    assert!(matches!(&batch.notes[..], [Note::PassedOver { file_count: 2, .. }]), "{:?}", batch.notes);
    assert_eq!(ids(&read_with(&folder.path().join("README.md"), &Options::default()).unwrap()), ["README"]);
}

#[cfg(unix)]
#[test]
fn links_are_followed_once() {
    let folder = folder(&[("a/x.txt", b"one")]);
    let link = |to: &str, at: &str| std::os::unix::fs::symlink(folder.path().join(to), folder.path().join(at)).unwrap();
    link("a", "a/loop");
    link("a/x.txt", "same.txt");
    link("nowhere", "broken.txt");
    let batch = read_with(folder.path(), &Options::default()).unwrap();
    assert_eq!(texts(&batch), ["one"]);
    assert!(batch.notes.iter().any(|note| matches!(note, Note::LinkLoop { .. })), "{:?}", batch.notes);
    assert!(matches!(&batch.skipped[..], [Skipped { reason: SkipReason::Unreadable { .. }, .. }]), "{:?}", batch.skipped);
}

#[test]
fn records_are_kept_as_they_were() {
    let batch = read_one("a.jsonl", b"{\"text\":\"one\",  \"extra\":[1]}\r\n");
    assert_eq!(batch.records, ["{\"text\":\"one\",  \"extra\":[1]}"]);
    let batch = read_one("a.json", b"[{\n\"text\":\"one\",\r\n\"extra\":1}]");
    assert_eq!(batch.records, ["{ \"text\":\"one\",  \"extra\":1}"]);
    let batch = read_one("name.txt", b"---\ntitle: T\ndate: 2018-02-08\nlang: fr\n---\none");
    assert_eq!(batch.records, ["{\"id\":\"name\",\"title\":\"T\",\"text\":\"one\",\"date\":\"2018-02-08\",\"lang\":\"fr\"}"]);
    let batch = read_one("name.json", b"{\"text\":\"one\"}");
    assert_eq!((ids(&batch), batch.records.as_slice()), (vec!["name"], &["{\"text\":\"one\"}".to_owned()][..]));
}

#[test]
fn named_fields_are_read_and_missed_ones_noted() {
    let folder = folder(&[("a.jsonl", b"{\"corps\":{\"brut\":\"one\"},\"text\":\"no\"}\n")]);
    let fields = FieldNames { text: Some("corps.brut".into()), id: Some("cle".into()), ..FieldNames::default() };
    let batch = read_with(folder.path(), &Options { fields, ..Options::default() }).unwrap();
    assert_eq!(texts(&batch), ["one"]);
    assert_eq!(batch.notes, [Note::FieldNotFound { field: "id", name: "cle".into(), keys: vec!["corps".into(), "text".into()] }]);
}

#[test]
fn a_text_field_that_no_record_has_is_an_error_that_lists_those_it_has() {
    let record = &b"{\"title\":\"T\",\"texte\":\"one\"}\n"[..];
    let wide: Vec<u8> = [0xff, 0xfe].into_iter().chain(record.iter().flat_map(|byte| [*byte, 0])).collect();
    let array = [b"[", record, b", {\"id\": 1}]"].concat();
    let fields = || FieldNames { text: Some("foo".into()), ..FieldNames::default() };
    let read = |files: &[(&str, &[u8])]| read_with(folder(files).path(), &Options { fields: fields(), ..Options::default() });
    for (name, content) in [("a.jsonl", record), ("a.jsonl", &wide), ("a.json", &array)] {
        let error = read(&[(name, content), ("b.txt", b"two")]).unwrap_err().to_string();
        assert_eq!(error, "no record has a field \"foo\" (--text-field); the records have: title, texte");
    }
    let both = read(&[("a.jsonl", record), ("b.jsonl", b"{\"foo\":\"two\"}\n")]).unwrap();
    assert_eq!((texts(&both), both.notes.len()), (vec!["", "two"], 0));
    let none = read(&[("b.txt", b"two")]).unwrap();
    assert_eq!(none.notes, [Note::FieldNotFound { field: "text", name: "foo".into(), keys: Vec::new() }]);
}

#[test]
fn long_articles_and_many_records_keep_their_order_and_places() {
    let long = "mot ".repeat(12 << 20);
    let mut lines = format!("{{\"text\":\"{long}\"}}\n");
    (0..50_000).for_each(|n| lines.push_str(&format!("{{\"id\":{n},\"text\":\"text {n}\"}}\n")));
    lines.push_str("broken");
    let folder = folder(&[("a.jsonl", lines.as_bytes())]);
    let read_in = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| read_with(folder.path(), &Options::default()).unwrap())
    };
    let batch = read_in(1);
    assert_eq!(batch.articles[0].text.len(), long.len());
    assert_eq!(batch.articles[50_000].origin.line, Some(50_001));
    assert_eq!(batch.skipped[0].origin.line, Some(50_002));
    assert_eq!(batch.skipped[0].byte, Some(lines.len() as u64 - 6));
    assert!(batch == read_in(3));
}

#[test]
fn ids_do_not_depend_on_the_order_of_files() {
    let folder = folder(&[
        ("a.jsonl", b"{\"id\":1,\"text\":\"one\"}\n{\"id\":1,\"text\":\"one\"}\n{\"id\":2,\"text\":\"x\"}\n"),
        ("b.jsonl", b"{\"id\":1,\"text\":\"two\"}\n{\"id\":2,\"text\":\"x\"}\n"),
    ]);
    let read_in = |names: [&str; 2]| {
        let paths = names.map(|name| folder.path().join(name));
        let batch = super::read(&paths, &Options::default(), &|_| {}).unwrap();
        let mut named: Vec<(String, String)> = batch.articles.into_iter().map(|article| (article.id, article.text)).collect();
        named.sort();
        named
    };
    let named = read_in(["a.jsonl", "b.jsonl"]);
    assert_eq!(named, read_in(["b.jsonl", "a.jsonl"]));
    assert_eq!(named.iter().filter(|(id, _)| id.starts_with("1~")).count(), 3);
    assert_eq!(named.iter().filter(|(id, _)| id == "2" || id == "2~2").count(), 2);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_bytes_make_any_reader_panic(
        bytes in prop_oneof![
            prop::collection::vec(any::<u8>(), 0..400),
            "[\\[\\]{}\",:\\\\u0-9a-f<>/!&;=\n -]{0,200}".prop_map(String::into_bytes),
            "(---\n|\\+\\+\\+\n|[a-z]: |[\"'\\[{&*|>-]|<[a-z]{1,6}[ >]|</|\n){0,60}".prop_map(String::into_bytes),
        ],
        name in prop::sample::select(vec!["a.jsonl", "a.json", "a.txt", "a.md", "a.html", "a.jsonl.gz", "a.txt.zst", "a"]),
        wrapping in 0..3,
    ) {
        let content = match wrapping { 0 => bytes, 1 => gzip(&bytes), _ => zstd(&bytes) };
        let batch = read_one(name, &content);
        prop_assert_eq!(batch.records.len(), batch.articles.len());
        prop_assert_eq!(batch.byte_count, content.len() as u64);
        for line in batch.skipped.iter().map(Skipped::to_string).chain(batch.notes.iter().map(Note::to_string)) {
            prop_assert!(!line.is_empty());
        }
    }
}
