//! What a file is: its compression and its format, by name and by its first bytes.
//!
//! Enters: a path and the head of a file. Leaves: a [`Format`], or the name of what it is instead.
//! **Invariant:** bytes that are unmistakable outweigh the extension; where they are not, the extension decides.

use std::fmt;
use std::path::Path;
use std::str::FromStr;

/// A format that is read.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[non_exhaustive]
pub enum Format {
    /// One JSON object per line.
    Jsonl,
    /// A JSON object, several, or an array of them.
    Json,
    /// One article of plain text, perhaps with front matter.
    Text,
    /// One article in Markdown, perhaps with front matter: its marks are no part of the text.
    Markdown,
    /// One web page.
    Html,
}

/// Not the name of a format.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("unknown input format {0:?}: expected jsonl, json, text, markdown or html")]
pub struct UnknownFormat(pub String);

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(name: &str) -> Result<Self, UnknownFormat> {
        by_extension(&name.to_ascii_lowercase()).ok_or_else(|| UnknownFormat(name.to_owned()))
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Format::Jsonl => "jsonl",
            Format::Json => "json",
            Format::Text => "text",
            Format::Markdown => "markdown",
            Format::Html => "html",
        })
    }
}

fn by_extension(extension: &str) -> Option<Format> {
    Some(match extension {
        "jsonl" | "ndjson" => Format::Jsonl,
        "json" => Format::Json,
        "txt" | "text" => Format::Text,
        "md" | "markdown" => Format::Markdown,
        "html" | "htm" | "xhtml" => Format::Html,
        _ => return None,
    })
}

/// What the name of a file says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Named {
    /// A format that is read.
    Known(Format),
    /// The last extension, in lower case; empty if there is none.
    Other(String),
}

/// Reads the name of a file, looking past `.gz` and `.zst`.
pub(super) fn named(path: &Path) -> Named {
    let name = path.file_name().map(|name| name.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
    let bare = name.strip_suffix(".gz").or_else(|| name.strip_suffix(".zst")).unwrap_or(&name);
    let extension = bare.rsplit_once('.').map_or("", |(stem, extension)| if stem.is_empty() { "" } else { extension });
    by_extension(extension).map_or_else(|| Named::Other(extension.to_owned()), Named::Known)
}

/// Name of a file without its extensions: `a.txt.gz` is `a`.
pub(super) fn stem(name: &str) -> &str {
    let lower = name.to_ascii_lowercase();
    let bare = if lower.ends_with(".gz") { &name[..name.len() - 3] } else { name };
    let bare = if lower.ends_with(".zst") { &name[..name.len() - 4] } else { bare };
    match bare.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() && !stem.ends_with('/') && by_extension(&extension.to_ascii_lowercase()).is_some() => {
            stem
        }
        _ => bare,
    }
}

/// What to say of a format that is not read.
pub(super) fn hint(extension: &str) -> &'static str {
    match extension {
        "csv" | "tsv" | "parquet" | "warc" | "wet" | "xml" | "xls" | "xlsx" => "this format is not read; convert it to JSON lines",
        "bz2" | "xz" | "zip" | "tar" | "tgz" | "7z" | "rar" => "this compression is not read; unpack it, or compress with gzip or zstd",
        "pdf" | "doc" | "docx" | "odt" | "rtf" | "epub" => "this format is not read; convert it to text or HTML",
        _ => "no known format; --input-format names one outright",
    }
}

/// How a file is compressed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Compression {
    None,
    Gzip,
    Zstd,
}

/// Compression by the first bytes.
pub(super) fn compression(head: &[u8]) -> Compression {
    match head {
        [0x1f, 0x8b, ..] => Compression::Gzip,
        [0x28, 0xb5, 0x2f, 0xfd, ..] => Compression::Zstd,
        // Skippable frames, with which some writers begin a zstd file.
        [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => Compression::Zstd,
        _ => Compression::None,
    }
}

/// Known files that are no text, by their first bytes.
const BINARY: [(&[u8], &str); 15] = [
    (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ\0", "an xz file"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"PK\x03\x04", "a zip archive or office document"),
    (b"PAR1", "a Parquet file"),
    (b"ARROW1", "an Arrow file"),
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF89a", "a GIF image"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\0", "a SQLite database"),
    (b"wOF2", "a font"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"WARC/1.", "a web archive"),
];

/// Control characters that no text, however short, is condemned for.
const STRAY_CONTROLS: usize = 4;

/// A text has at most one control character in so many bytes; of random bytes, one in ten is one.
const TEXT_SHARE: usize = 50;

/// A byte that no encoding of texts but the wide ones uses, line ends, tabs and the escapes of ISO-2022 apart.
fn is_control(byte: u8) -> bool {
    byte.is_ascii_control() && !matches!(byte, b'\t'..=b'\r' | 0x1b)
}

/// What a file is that is no text; `None` for one that may be.
pub(super) fn binary(head: &[u8]) -> Option<&'static str> {
    let known = BINARY.iter().find(|(magic, _)| head.starts_with(magic)).map(|(_, kind)| *kind);
    known.or_else(|| {
        let controls = head.iter().filter(|byte| is_control(**byte)).count();
        let is_text = controls <= STRAY_CONTROLS || controls * TEXT_SHARE <= head.len();
        // UTF-16 is full of NULs, and a text.
        (!is_text && super::charset::utf16(head).is_none()).then_some("a binary file")
    })
}

/// The format of a file from its name and head. `named` is `None` for standard input and names without meaning.
pub(super) fn decide(named: Option<Format>, head: &[u8]) -> Format {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    match named {
        Some(Format::Jsonl) if head.starts_with(b"[") => Format::Json,
        // A lone object is a document, though it stand on one line.
        Some(Format::Json) if is_json_lines(head) && second_line(head).starts_with(b"{") => Format::Jsonl,
        Some(Format::Text) | None if is_html(head) => Format::Html,
        Some(Format::Text) | None if is_json_lines(head) => Format::Jsonl,
        Some(format) => format,
        None if head.starts_with(b"{") && looks_like_object(head) || starts_array_of_objects(head) => Format::Json,
        None => Format::Text,
    }
}

/// Whether the first line is a whole JSON object.
fn is_json_lines(head: &[u8]) -> bool {
    let line = head.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let whole = line.len() < head.len();
    head.starts_with(b"{")
        && match serde_json::from_slice::<serde::de::IgnoredAny>(line) {
            Ok(_) => true,
            // A first line longer than the head: no pretty-printed object has one so long.
            Err(error) => !whole && error.is_eof() && line.len() >= super::HEAD_BYTES / 2,
        }
}

fn second_line(head: &[u8]) -> &[u8] {
    memchr::memchr(b'\n', head).map_or(&[], |at| head[at..].trim_ascii_start())
}

fn looks_like_object(head: &[u8]) -> bool {
    let inner = head[1..].trim_ascii_start();
    inner.starts_with(b"\"") || inner.starts_with(b"}")
}

fn starts_array_of_objects(head: &[u8]) -> bool {
    head.strip_prefix(b"[").is_some_and(|inner| inner.trim_ascii_start().starts_with(b"{"))
}

fn is_html(head: &[u8]) -> bool {
    let start = head[..head.len().min(512)].to_ascii_lowercase();
    let after_prolog = match start.strip_prefix(b"<?xml") {
        Some(rest) => rest.iter().position(|byte| *byte == b'>').map_or(&rest[..0], |at| rest[at + 1..].trim_ascii_start()),
        None => &start,
    };
    [&b"<!doctype html"[..], b"<html", b"<head"].iter().any(|mark| after_prolog.starts_with(mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_formats() {
        for (name, expected) in [
            ("a.jsonl", Named::Known(Format::Jsonl)),
            ("a.b.NDJSON.gz", Named::Known(Format::Jsonl)),
            ("a.json.zst", Named::Known(Format::Json)),
            ("a.txt", Named::Known(Format::Text)),
            ("a.Markdown", Named::Known(Format::Markdown)),
            ("a.htm", Named::Known(Format::Html)),
            ("a.csv.gz", Named::Other("csv".into())),
            ("a.txt.bz2", Named::Other("bz2".into())),
            ("README", Named::Other(String::new())),
            (".txt", Named::Other(String::new())),
        ] {
            assert_eq!(named(Path::new(name)), expected, "{name}");
        }
        for (name, expected) in [("a.txt.gz", "a"), ("a.b.html", "a.b"), ("a.b", "a.b"), ("x/.txt", "x/.txt"), ("x.y/a", "x.y/a")] {
            assert_eq!(stem(name), expected, "{name}");
        }
    }

    #[test]
    fn content_tells_formats() {
        for (named, head, expected) in [
            (None, "{\"text\":\"a\"}\n{\"text\":\"b\"}\n", Format::Jsonl),
            (None, "\u{feff}{\"text\":\"a\"}", Format::Jsonl),
            (None, "{\n  \"text\": \"a\"\n}", Format::Json),
            (None, " [\n{\"text\":\"a\"}]", Format::Json),
            (None, "[…] said the mayor", Format::Text),
            (None, "{a brace} begins this text", Format::Text),
            (None, "<!DOCTYPE html><html>", Format::Html),
            (None, "<?xml version=\"1.0\"?>\n<html>", Format::Html),
            (None, "", Format::Text),
            (Some(Format::Text), "<html lang=fr>", Format::Html),
            (Some(Format::Text), "{\"text\":\"a\"}\n", Format::Jsonl),
            (Some(Format::Markdown), "<html>", Format::Markdown),
            (Some(Format::Jsonl), "[{\"text\":\"a\"}]", Format::Json),
            (Some(Format::Json), "{\"text\":\"a\"}\n{\"text\":\"b\"}\n", Format::Jsonl),
            (Some(Format::Json), "{\n\"text\":\"a\"}", Format::Json),
        ] {
            assert_eq!(decide(named, head.as_bytes()), expected, "{head:?}");
        }
    }

    #[test]
    fn binary_files_are_told_from_texts_with_a_stray_byte() {
        let random: Vec<u8> = (0..4096).map(|at| crate::hash::mix(at) as u8).collect();
        let prose = "Le port a rouvert. ".repeat(20);
        let wide: Vec<u8> = prose.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let [latin, japanese] = [(encoding_rs::WINDOWS_1252, "déjà vu à l'été "), (encoding_rs::ISO_2022_JP, "港 が 開 い た ")]
            .map(|(encoding, words)| encoding.encode(&words.repeat(40)).0.into_owned());
        for (head, expected) in [
            (random, true),
            (vec![0; 64], true),
            (format!("{prose}\0\0\0\0\0\0").into_bytes(), false),
            (b"a\0b".to_vec(), false),
            (wide, false),
            (latin, false),
            (japanese, false),
            (Vec::new(), false),
        ] {
            assert_eq!(binary(&head).is_some(), expected, "{:?}", String::from_utf8_lossy(&head[..head.len().min(40)]));
        }
    }

    #[test]
    fn every_format_is_known_by_its_own_name() {
        for format in [Format::Jsonl, Format::Json, Format::Text, Format::Markdown, Format::Html] {
            assert_eq!(format.to_string().parse(), Ok(format));
        }
        assert_eq!("csv".parse::<Format>(), Err(UnknownFormat("csv".into())));
    }
}
