//! From paths and streams to articles.
//!
//! Enters: files, folders, standard input, in any of the [`Format`]s, plain or compressed. Leaves: a [`Batch`].
//! **Invariant:** every record becomes an article or a [`Skipped`] with its place; ids are unique; neither the number of threads nor the
//! order of files in a folder changes anything.

mod blocks;
mod charset;
mod document;
mod fields;
mod format;
mod front_matter;
mod html;
mod ids;
mod json;
mod problem;
mod record;
mod stream;
mod tags;
mod walk;

pub use fields::FieldNames;
pub use format::{Format, UnknownFormat};
pub use problem::{InputError, Note, SkipReason, Skipped};

use std::io;
use std::path::PathBuf;

use ahash::AHashMap;
use rayon::prelude::*;
use serde::Serialize;

use crate::article::{Article, Origin};
use fields::{Field, Keys};
use stream::{Meter, Stream};
use walk::File;

/// How to read.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Options {
    /// Names of record fields in place of the known aliases.
    pub fields: FieldNames,
    /// Format of every input; `None` goes by name and content. With one given, files of any name found in a folder are read.
    pub format: Option<Format>,
    /// Fill [`Batch::records`].
    pub keep_records: bool,
    /// Files and folders that are no input, wherever a walk finds them: what a run is about to write.
    pub leave_out: Vec<PathBuf>,
}

/// What was read.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Batch {
    /// In order of the inputs given, of the paths in a folder, and of the records in a file. Ids are unique.
    pub articles: Vec<Article>,
    /// With [`Options::keep_records`], one for each article: the line or object it was read from, on one line, unchanged but for replaced
    /// invalid UTF-8; for a file that is one article, its fields as JSON. Otherwise empty.
    pub records: Vec<String>,
    /// What did not become an article, in the same order.
    pub skipped: Vec<Skipped>,
    /// What is worth saying, in the same order; then what concerns the batch.
    pub notes: Vec<Note>,
    /// Files read, standard input among them.
    pub file_count: usize,
    /// Bytes read, as stored: compressed files count compressed.
    pub byte_count: u64,
}

/// Bytes looked at to tell what a file is.
const HEAD_BYTES: usize = 64 << 10;

/// What every reader needs to know.
struct Context<'o> {
    keys: Keys,
    keep_records: bool,
    meter: Meter<'o>,
}

/// What one file, or a part of one, came to.
#[derive(Debug, Default)]
struct Outcome {
    articles: Vec<Article>,
    /// As [`Batch::records`]; an empty one is to be written from its article.
    records: Vec<String>,
    skipped: Vec<Skipped>,
    notes: Vec<Note>,
    /// One bit per [`Field`] that had a key in some record.
    seen: u8,
    /// The id of its one article is the stem of the file.
    stem: bool,
}

impl Outcome {
    fn push(&mut self, article: Article, record: Option<String>) {
        self.articles.push(article);
        self.records.extend(record);
    }

    fn append(&mut self, mut part: Outcome) {
        self.articles.append(&mut part.articles);
        self.records.append(&mut part.records);
        self.skipped.append(&mut part.skipped);
        self.notes.append(&mut part.notes);
        self.seen |= part.seen;
    }
}

/// Reads all `inputs`: files, folders, and `-` for standard input. A file reached twice is read once.
///
/// `progress` is called now and then, from any thread, with the bytes read so far; they add up to [`Batch::byte_count`].
///
/// # Errors
/// A path given that does not exist or cannot be read, and inputs among which no file is in a known format. Whatever is wrong with
/// a file found in a folder, or with a record, is in the batch.
pub fn read(inputs: &[PathBuf], options: &Options, progress: &(dyn Fn(u64) + Sync)) -> Result<Batch, InputError> {
    let mut found = walk::find(inputs, options)?;
    found.close()?;
    let context = Context { keys: Keys::new(&options.fields), keep_records: options.keep_records, meter: Meter::new(progress) };
    let outcomes: Vec<io::Result<Outcome>> = found.files.par_iter().map(|file| read_file(file, options, &context)).collect();

    let mut whole = Outcome { skipped: found.skipped, notes: found.notes, ..Outcome::default() };
    let mut called_after_file = AHashMap::new();
    for (file, outcome) in found.files.iter().zip(outcomes) {
        match outcome {
            Ok(outcome) => {
                if outcome.stem && outcome.articles.len() == 1 {
                    called_after_file.insert(whole.articles.len(), file);
                }
                whole.append(outcome);
            }
            Err(source) if file.given => return Err(InputError::Unreadable { path: PathBuf::from(file.shown.as_ref()), source }),
            Err(error) => {
                let origin = Origin { file: file.shown.clone(), line: None };
                whole.skipped.push(Skipped { origin, byte: None, reason: SkipReason::Unreadable { message: error.to_string() } });
            }
        }
    }
    let renamed = ids::make_unique(&mut whole.articles, |at| called_after_file.get(&at).map(|file| file_names(file)));
    whole.notes.extend(renamed);
    whole.notes.extend(missing_fields(&options.fields, &whole));
    for (record, article) in whole.records.iter_mut().zip(&whole.articles).filter(|(record, _)| record.is_empty()) {
        *record = as_record(article);
    }
    Ok(Batch {
        articles: whole.articles,
        records: whole.records,
        skipped: whole.skipped,
        notes: whole.notes,
        file_count: found.files.len(),
        byte_count: context.meter.total(),
    })
}

/// Reads one file as what it turns out to be.
fn read_file(file: &File, options: &Options, context: &Context<'_>) -> io::Result<Outcome> {
    let origin = || Origin { file: file.shown.clone(), line: None };
    let stream = Stream::open(file.path.as_deref(), &context.meter)?;
    let head = stream.head();
    let mut outcome = Outcome::default();
    if head.is_empty() && !stream.is_broken() {
        outcome.notes.push(Note::EmptyFile { origin: origin() });
        return Ok(outcome);
    }
    if let Some(kind) = format::binary(head) {
        outcome.skipped.push(Skipped { origin: origin(), byte: None, reason: SkipReason::Binary { kind } });
        return Ok(outcome);
    }
    let wide = charset::utf16(head).is_some();
    let format = options.format.unwrap_or_else(|| match wide {
        true => format::decide(file.named, charset::decode(head.to_vec(), false).text.as_bytes()),
        false => format::decide(file.named, head),
    });
    if format == Format::Jsonl && !wide {
        return Ok(json::lines(stream, &file.shown, context));
    }
    let compressed = stream.is_compressed();
    let bytes = match stream.read_whole(u32::MAX.into()) {
        Ok(Ok(bytes)) => bytes,
        Ok(Err(reason)) => {
            outcome.skipped.push(Skipped { origin: origin(), byte: None, reason });
            return Ok(outcome);
        }
        Err(error) if compressed => {
            let reason = SkipReason::Damaged { message: error.to_string() };
            outcome.skipped.push(Skipped { origin: origin(), byte: None, reason });
            return Ok(outcome);
        }
        Err(error) => return Err(error),
    };
    let stem = format::stem(file.relative.rsplit('/').next().unwrap_or_default());
    Ok(match format {
        Format::Jsonl => json::lines(charset::decode(bytes, false).text.as_bytes(), &file.shown, context),
        Format::Json if wide => json::document(charset::decode(bytes, false).text.as_bytes(), &file.shown, stem, context),
        Format::Json => json::document(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes), &file.shown, stem, context),
        _ => document::read(bytes, format, &file.shown, stem, context),
    })
}

/// Longer and longer names of a file: its path below the folder given, then as given, the last with its extension.
fn file_names(file: &File) -> [String; 3] {
    [format::stem(&file.relative).to_owned(), format::stem(&file.shown).to_owned(), file.shown.to_string()]
}

/// A note for each field name given that no record has.
fn missing_fields(names: &FieldNames, whole: &Outcome) -> Vec<Note> {
    let read_any = !whole.articles.is_empty() || !whole.skipped.is_empty();
    let missing = Field::ALL.into_iter().filter(|field| read_any && whole.seen & 1 << *field as u8 == 0);
    missing.filter_map(|field| Some(Note::FieldNotFound { field: field.word(), name: field.named(names)?.to_owned() })).collect()
}

/// An article as a line of JSON, under the first alias of each field.
fn as_record(article: &Article) -> String {
    #[derive(Serialize)]
    struct Line<'a> {
        id: &'a str,
        #[serde(skip_serializing_if = "str::is_empty")]
        title: &'a str,
        text: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        source: Option<&'a str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        date: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        url: Option<&'a str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        lang: Option<String>,
    }
    let line = Line {
        id: &article.id,
        title: &article.title,
        text: &article.text,
        source: article.source.as_deref(),
        date: article.date.map(|date| date.to_string()),
        url: article.url.as_deref(),
        lang: article.lang.map(|lang| lang.to_string()),
    };
    serde_json::to_string(&line).expect("a struct of strings is always valid JSON")
}

#[cfg(test)]
mod tests;
