//! Records in JSON: one per line, or in one document.
//!
//! Enters: a stream of lines, or the bytes of a document. Leaves: articles in the order of the file.
//! **Invariant:** a broken record costs itself alone, but in a document one whose brackets do not close costs what follows it too. Lines and
//! bytes are counted in the decompressed file, from 1 and from 0.
//! **Source:** RFC 8259; JSON lines as described at jsonlines.org.

use std::borrow::Cow;
use std::sync::Arc;

use rayon::prelude::*;

use super::blocks::Block;
use super::problem::{Note, SkipReason, Skipped};
use super::record::{self, Record, Sighting};
use super::{Context, Outcome};
use crate::article::Origin;

/// Longest line read, in bytes: what a place in a library can address.
pub(super) const LINE_LIMIT: usize = u32::MAX as usize;

/// Shows each article of a block, with its line, the byte of the block that its record starts at, and the record. Ends with the first error
/// of `show`.
pub(super) fn block<E>(
    block: &Block,
    file: &Arc<str>,
    context: &Context<'_>,
    mut show: impl FnMut(&Sighting<'_>, u64, u64, &[u8]) -> Result<(), E>,
) -> Result<Outcome, E> {
    let mut outcome = Outcome::default();
    if let Some(byte_count) = block.overlong {
        let origin = Origin { file: file.clone(), line: Some(block.line) };
        outcome.skip(origin, block.byte, SkipReason::TooLarge { byte_count, limit: LINE_LIMIT as u64 });
    }
    let mut at = 0;
    let ends = memchr::memchr_iter(b'\n', &block.bytes).chain([block.bytes.len()]);
    for (line, end) in (block.line..).zip(ends) {
        let start = at;
        at = end + 1;
        let bytes = &block.bytes[start..end];
        if let Some(done) = quickly(bytes, context, &mut outcome.seen, |sighting| show(sighting, line, start as u64, bytes)) {
            done?;
            continue;
        }
        let place = Place { line: Some(line), byte: block.byte + start as u64, nth_on_line: 0 };
        let trimmed = bytes.strip_suffix(b"\r").unwrap_or(bytes);
        let trimmed = trimmed.strip_prefix(b"\xef\xbb\xbf").unwrap_or(trimmed);
        if !trimmed.trim_ascii().is_empty() {
            parse_record(trimmed, place, file, context, &mut outcome);
            if let Some(article) = outcome.articles.pop() {
                show(&Sighting::of(&article), line, start as u64, bytes)?;
            }
        }
    }
    outcome.records.clear();
    outcome.note_keys(block.bytes.split(|byte| *byte == b'\n'), context);
    Ok(outcome)
}

/// Reads a record that is as it should be; `None` leaves it, whatever is wrong, to [`parse_record`], which says what. It is the one
/// place where a faster parser is worth a second opinion.
fn quickly<E>(
    bytes: &[u8],
    context: &Context<'_>,
    seen: &mut u8,
    show: impl FnOnce(&Sighting<'_>) -> Result<(), E>,
) -> Option<Result<(), E>> {
    let text = simdutf8::basic::from_utf8(bytes).ok()?;
    let mut deserializer = sonic_rs::Deserializer::from_str(text);
    let record = Record::read(context.keys, &mut deserializer).ok()?;
    deserializer.end().ok()?;
    let sighting = record.sighting().ok().filter(|sighting| sighting.date_error.is_none())?;
    *seen |= record.seen();
    Some(show(&sighting))
}

/// What one record shows, read again from its bytes; `None` if it shows no article.
pub(super) fn again<T>(bytes: &[u8], context: &Context<'_>, mut show: impl FnMut(&Sighting<'_>) -> T) -> Option<T> {
    let mut shown = None;
    let done: Option<Result<(), ()>> = quickly(bytes, context, &mut 0, |sighting| {
        shown = Some(show(sighting));
        Ok(())
    });
    if done.is_none() {
        let mut outcome = Outcome::default();
        let place = Place { line: None, byte: 0, nth_on_line: 0 };
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        parse_record(bytes, place, &Arc::from(""), context, &mut outcome);
        shown = outcome.articles.first().map(|article| show(&Sighting::of(article)));
    }
    shown
}

/// Reads the lines of a text at hand.
pub(super) fn lines(text: &str, file: &Arc<str>, context: &Context<'_>) -> Outcome {
    let mut outcome = Outcome::default();
    for (nth, line) in text.lines().enumerate().filter(|(_, line)| !line.trim_ascii().is_empty()) {
        let byte = (line.as_ptr() as usize - text.as_ptr() as usize) as u64;
        parse_record(line.as_bytes(), Place { line: Some(nth as u64 + 1), byte, nth_on_line: 0 }, file, context, &mut outcome);
    }
    outcome.note_keys(text.lines().map(str::as_bytes), context);
    outcome
}

/// Where a record stands in its file.
#[derive(Clone, Copy)]
struct Place {
    line: Option<u64>,
    byte: u64,
    /// Records that start before it on the same line.
    nth_on_line: usize,
}

/// Reads a document: an object, several after each other, or an array of them.
pub(super) fn document(bytes: &[u8], file: &Arc<str>, stem: &str, context: &Context<'_>) -> Outcome {
    let values = split(bytes);
    let alone = values.len() == 1 && !bytes.trim_ascii_start().starts_with(b"[");
    let places = places(bytes, &values);
    let parts: Vec<Outcome> = values
        .par_iter()
        .zip(places)
        // Records are small next to the cost of a task.
        .with_min_len(64)
        .map(|(value, mut place)| {
            let mut part = Outcome::default();
            if alone {
                place.line = None;
            }
            parse_record(&bytes[value.clone()], place, file, context, &mut part);
            part
        })
        .collect();
    let mut outcome = Outcome::default();
    parts.into_iter().for_each(|part| outcome.append(part));
    outcome.note_keys(values.iter().map(|value| &bytes[value.clone()]), context);
    if alone
        && let [article] = outcome.articles.as_mut_slice()
        && article.id == file.as_ref()
    {
        article.id = stem.to_owned();
        outcome.stem = true;
    }
    outcome
}

fn places(bytes: &[u8], values: &[std::ops::Range<usize>]) -> Vec<Place> {
    let (mut at, mut line, mut nth_on_line) = (0, 1, 0);
    let mut places = Vec::with_capacity(values.len());
    for value in values {
        let newlines = memchr::memchr_iter(b'\n', &bytes[at..value.start]).count() as u64;
        nth_on_line = if newlines > 0 || places.is_empty() { 0 } else { nth_on_line + 1 };
        line += newlines;
        at = value.start;
        places.push(Place { line: Some(line), byte: at as u64, nth_on_line });
    }
    places
}

/// The values of a document: the members of an array at the top, otherwise each value at the top. A value is what lies between its
/// first byte and the bracket that closes it, the next comma, or the end; whether it is valid is not asked here.
fn split(bytes: &[u8]) -> Vec<std::ops::Range<usize>> {
    let start = bytes.iter().position(|byte| !byte.is_ascii_whitespace()).unwrap_or(bytes.len());
    let in_array = bytes.get(start) == Some(&b'[');
    let mut at = start + usize::from(in_array);
    let mut values = Vec::new();
    while at < bytes.len() {
        match bytes[at] {
            b' ' | b'\t' | b'\r' | b'\n' | b',' => at += 1,
            b']' if in_array => at += 1,
            _ => {
                let end = value_end(bytes, at);
                values.push(at..end);
                at = end;
            }
        }
    }
    values
}

/// Where the value that starts at `start` ends; always after `start`.
fn value_end(bytes: &[u8], start: usize) -> usize {
    let mut depth = 0usize;
    let mut at = start;
    while at < bytes.len() {
        match bytes[at] {
            b'"' => {
                at = string_end(bytes, at);
                if depth == 0 {
                    return at;
                }
                continue;
            }
            b'{' | b'[' => depth += 1,
            b'}' | b']' if depth <= 1 => return if depth == 0 { at.max(start + 1) } else { at + 1 },
            b'}' | b']' => depth -= 1,
            b',' | b'\n' if depth == 0 => return at.max(start + 1),
            _ => {}
        }
        at += 1;
    }
    bytes.len()
}

/// One past the quotation mark that closes the string starting at `start`.
fn string_end(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(found) = memchr::memchr2(b'"', b'\\', &bytes[at.min(bytes.len())..]) {
        at += found;
        if bytes[at] == b'"' {
            return at + 1;
        }
        at += 2;
    }
    bytes.len()
}

fn parse_record(bytes: &[u8], place: Place, file: &Arc<str>, context: &Context<'_>, outcome: &mut Outcome) {
    let origin = Origin { file: file.clone(), line: place.line };
    let text = String::from_utf8_lossy(bytes);
    if let Some(reason) = no_object(&text) {
        return outcome.skip(origin, place.byte, reason);
    }
    let notes_before = outcome.notes.len();
    let mut mended = None;
    let result = read_object(&text, context).or_else(|error| {
        let repaired = mend_surrogates(&text).ok_or(error)?;
        outcome.notes.push(Note::LoneSurrogate { origin: origin.clone() });
        read_object(mended.insert(repaired), context)
    });
    let record = match result {
        Ok(record) => record,
        Err(error) => {
            outcome.notes.truncate(notes_before);
            return outcome.skip(origin, place.byte, SkipReason::BrokenJson { message: message(&error) });
        }
    };
    if matches!(text, Cow::Owned(_)) {
        outcome.notes.push(Note::InvalidBytes { origin: origin.clone(), encoding: "UTF-8" });
    }
    outcome.seen |= record.seen();
    let fallback_id = || match place.nth_on_line {
        0 => origin.to_string(),
        nth => format!("{origin}.{nth}"),
    };
    match record.into_article(origin.clone(), fallback_id, &mut outcome.notes) {
        Ok(article) => {
            outcome.push(article, on_one_line(text.trim()));
        }
        Err(SkipReason::NoText { .. }) => {
            let fields = record::keys(text.as_bytes()).unwrap_or_default();
            outcome.skip(origin, place.byte, SkipReason::NoText { fields });
        }
        Err(reason) => outcome.skip(origin, place.byte, reason),
    }
}

/// Why what begins like this is no object.
fn no_object(text: &str) -> Option<SkipReason> {
    let text = text.trim();
    let found = match text.chars().next().unwrap_or_default() {
        '{' => return None,
        '[' => "an array",
        '"' => "a string",
        '0'..='9' | '-' => "a number",
        _ if matches!(text, "true" | "false") => "true or false",
        _ if text == "null" => "null",
        other => return Some(SkipReason::BrokenJson { message: format!("expected {{, found {other:?}") }),
    };
    Some(SkipReason::NotAnObject { found })
}

fn read_object<'t>(text: &'t str, context: &Context<'_>) -> Result<Record<'t>, serde_json::Error> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let record = Record::read(context.keys, &mut deserializer)?;
    deserializer.end()?;
    Ok(record)
}

/// The parser's words, with the column; the line it counts is that of the record.
fn message(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let reason = text.rsplit_once(" at line ").map_or(text.as_str(), |(reason, _)| reason);
    if error.line() == 1 {
        format!("{reason}, column {}", error.column())
    } else {
        format!("{reason}, {} lines on, column {}", error.line() - 1, error.column())
    }
}

/// Line breaks of a valid record stand between its tokens only, where a space does as well.
fn on_one_line(record: &str) -> String {
    record.replace(['\n', '\r'], " ")
}

/// Puts U+FFFD in place of half surrogate pairs; `None` if there is none.
fn mend_surrogates(json: &str) -> Option<String> {
    let mut mended = String::new();
    let mut copied = 0;
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'\\', &json.as_bytes()[at..]) {
        at += found;
        match surrogate(json, at) {
            Some(0xd800..=0xdbff) if matches!(surrogate(json, at + 6), Some(0xdc00..=0xdfff)) => at += 12,
            Some(_) => {
                mended.push_str(&json[copied..at]);
                mended.push_str("\\ufffd");
                at += 6;
                copied = at;
            }
            None => at = (at + 2).min(json.len()),
        }
    }
    (copied > 0).then(|| mended + &json[copied..])
}

/// The surrogate escaped at `at`, if one is.
fn surrogate(json: &str, at: usize) -> Option<u16> {
    let hex = json.get(at..at + 6)?.strip_prefix("\\u")?;
    u16::from_str_radix(hex, 16).ok().filter(|code| (0xd800..=0xdfff).contains(code))
}

impl Outcome {
    fn skip(&mut self, origin: Origin, byte: u64, reason: SkipReason) {
        self.skipped.push(Skipped { origin, byte: Some(byte), reason });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_pairs_are_replaced_and_whole_ones_kept() {
        for (given, expected) in [
            (r#""a\ud800b""#, Some(r#""a\ufffdb""#)),
            (r#""\udc00""#, Some(r#""\ufffd""#)),
            (r#""\ud83d\ude00 \ud83d""#, Some(r#""\ud83d\ude00 \ufffd""#)),
            (r#""\ud83d\ude00""#, None),
            (r#""\\ud800""#, None),
            (r#""\u00e9""#, None),
            ("\"\\", None),
            ("\"\\é", None),
        ] {
            assert_eq!(mend_surrogates(given).as_deref(), expected, "{given}");
        }
    }

    #[test]
    fn documents_are_cut_into_their_values() {
        for (given, expected) in [
            ("", vec![]),
            ("{}", vec!["{}"]),
            ("[{\"a\":[1,{}]}, {\"b\":\"]}\\\"\"}]", vec!["{\"a\":[1,{}]}", "{\"b\":\"]}\\\"\"}"]),
            ("{}\n{}", vec!["{}", "{}"]),
            ("[1, \"two\", {}]", vec!["1", "\"two\"", "{}"]),
            ("[{\"a\":1", vec!["{\"a\":1"]),
            ("[{\"a", vec!["{\"a"]),
            ("]", vec!["]"]),
            ("}}", vec!["}", "}"]),
        ] {
            let values: Vec<&str> = split(given.as_bytes()).into_iter().map(|range| &given[range]).collect();
            assert_eq!(values, expected, "{given}");
        }
    }
}
