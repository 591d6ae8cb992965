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
mod library;
mod markdown;
mod problem;
mod record;
mod scan;
mod stream;
mod tags;
mod titles;
mod walk;

pub use fields::FieldNames;
pub use format::{Format, UnknownFormat};
pub(crate) use ids::make_unique;
pub use library::{Library, LibraryError, Place};
pub use problem::{InputError, Note, SkipReason, Skipped};
pub use record::Sighting;
pub use scan::{Found, Part, ScanError, Scanned, Visitor, scan};

use std::io;
use std::path::PathBuf;

use ahash::AHashMap;
use serde::Serialize;

use crate::article::{Article, Origin};
use crate::scratch::ScratchError;
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
    keys: &'o Keys,
    /// One bit per [`Field`] that the user named.
    named: u8,
    meter: &'o Meter<'o>,
}

/// What one file, or a part of one, came to.
#[derive(Debug, Default)]
struct Outcome {
    articles: Vec<Article>,
    /// One for each article, as [`Batch::records`]; an empty one is to be written from its article.
    records: Vec<String>,
    skipped: Vec<Skipped>,
    notes: Vec<Note>,
    /// One bit per [`Field`] that had a key in some record.
    seen: u8,
    /// Keys of a record in JSON, where a field that the user named is in none of them.
    keys: Vec<String>,
    /// The id of its one article is the stem of the file.
    stem: bool,
}

impl Outcome {
    fn push(&mut self, article: Article, record: String) {
        self.articles.push(article);
        self.records.push(record);
    }

    fn append(&mut self, mut part: Outcome) {
        self.articles.append(&mut part.articles);
        self.records.append(&mut part.records);
        self.skipped.append(&mut part.skipped);
        self.notes.append(&mut part.notes);
        self.seen |= part.seen;
    }

    /// Keeps the keys of the first of `records` that is an object, for messages, if it is worth a message.
    fn note_keys<'r>(&mut self, records: impl IntoIterator<Item = &'r [u8]>, context: &Context<'_>) {
        if context.named & !self.seen != 0 {
            self.keys = records.into_iter().find_map(record::keys).unwrap_or_default();
        }
    }

    fn note(note: Note) -> Outcome {
        Outcome { notes: vec![note], ..Outcome::default() }
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
    let library = Library::none();
    let collector = || Collector { keep_records: options.keep_records, ..Collector::default() };
    let scanned = scan(inputs, options, &library, progress, collector).map_err(|error| match error {
        ScanError::Input(error) => error,
        ScanError::Scratch(_) => unreachable!("neither the library nor the collector stores anything"),
    })?;
    let Scanned { parts, skipped, mut notes, file_count, byte_count } = scanned;
    let (mut articles, mut records, mut called_after_file) = (Vec::new(), Vec::new(), AHashMap::new());
    for part in parts {
        called_after_file.extend(part.names.map(|names| (articles.len(), names)));
        for (mut article, line) in part.product.0 {
            article.origin = Origin { file: part.file.clone(), line };
            if article.id.is_empty() {
                article.id = article.origin.to_string();
            }
            articles.push(article);
        }
        records.extend(part.product.1);
    }
    let renamed = ids::make_unique(&mut articles, |at| called_after_file.get(&at).cloned());
    notes.extend(renamed);
    Ok(Batch { articles, records, skipped, notes, file_count, byte_count })
}

/// Keeps every article.
#[derive(Default)]
struct Collector {
    keep_records: bool,
    articles: Vec<(Article, Option<u64>)>,
    records: Vec<String>,
}

impl Visitor for Collector {
    type Product = (Vec<(Article, Option<u64>)>, Vec<String>);

    fn visit(&mut self, found: &Found<'_>) -> Result<(), ScratchError> {
        self.articles.push((found.sighting.clone().into_article(Origin::default(), String::new), found.line));
        if self.keep_records {
            self.records.push(String::from_utf8_lossy(found.raw).trim().trim_start_matches('\u{feff}').to_owned());
        }
        Ok(())
    }

    fn finish(&mut self) -> Self::Product {
        (std::mem::take(&mut self.articles), std::mem::take(&mut self.records))
    }
}

/// How a file is to be read.
enum Kind {
    /// Not at all: what there is to say of it.
    Nothing(Outcome),
    /// Line by line.
    Lines,
    /// As a whole, in a format; `wide` if in UTF-16.
    Whole { format: Format, wide: bool },
}

/// Tells from its name and head how a file is to be read.
fn kind(file: &File, options: &Options, stream: &Stream<'_>) -> Kind {
    let origin = || Origin { file: file.shown.clone(), line: None };
    let head = stream.head();
    // A whole file of blanks is an empty one.
    if head.len() < HEAD_BYTES && head.trim_ascii().is_empty() && !stream.is_broken() {
        return Kind::Nothing(Outcome::note(Note::EmptyFile { origin: origin() }));
    }
    if let Some(kind) = format::binary(head) {
        let skipped = vec![Skipped { origin: origin(), byte: None, reason: SkipReason::Binary { kind } }];
        return Kind::Nothing(Outcome { skipped, ..Outcome::default() });
    }
    let wide = charset::utf16(head).is_some();
    let format = options.format.unwrap_or_else(|| match wide {
        true => format::decide(file.named, charset::decode(head.to_vec(), false).text.as_bytes()),
        false => format::decide(file.named, head),
    });
    if format == Format::Jsonl && !wide { Kind::Lines } else { Kind::Whole { format, wide } }
}

/// Reads one file that is no list of lines.
fn read_whole(file: &File, stream: Stream<'_>, format: Format, wide: bool, context: &Context<'_>) -> io::Result<Outcome> {
    let skip = |reason| {
        let origin = Origin { file: file.shown.clone(), line: None };
        Outcome { skipped: vec![Skipped { origin, byte: None, reason }], ..Outcome::default() }
    };
    let compressed = stream.is_compressed();
    let bytes = match stream.read_whole(u32::MAX.into()) {
        Ok(Ok(bytes)) => bytes,
        Ok(Err(reason)) => return Ok(skip(reason)),
        Err(error) if compressed => return Ok(skip(SkipReason::Damaged { message: error.to_string() })),
        Err(error) => return Err(error),
    };
    let stem = format::stem(file.relative.rsplit('/').next().unwrap_or_default());
    Ok(match format {
        Format::Jsonl => json::lines(&charset::decode(bytes, false).text, &file.shown, context),
        Format::Json if wide => json::document(charset::decode(bytes, false).text.as_bytes(), &file.shown, stem, context),
        Format::Json => json::document(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes), &file.shown, stem, context),
        _ => document::read(bytes, format, &file.shown, stem, context),
    })
}

/// Longer and longer names of a file: its path below the folder given, then as given, the last with its extension.
fn file_names(file: &File) -> [String; 3] {
    [format::stem(&file.relative).to_owned(), format::stem(&file.shown).to_owned(), file.shown.to_string()]
}

/// A note for each field name given that no record has; `keys` are those of the records in JSON.
///
/// # Errors
/// A text that no record has: what is left of the articles would pass for them.
fn missing_fields(names: &FieldNames, seen: u8, keys: &[String]) -> Result<Vec<Note>, InputError> {
    let mut notes = Vec::new();
    for field in Field::ALL.into_iter().filter(|field| seen & 1 << *field as u8 == 0) {
        let Some(name) = field.named(names).map(str::to_owned) else { continue };
        if field == Field::Text && !keys.is_empty() {
            return Err(InputError::NoSuchTextField { name, keys: keys.join(", ") });
        }
        notes.push(Note::FieldNotFound { field: field.word(), name, keys: keys.to_vec() });
    }
    Ok(notes)
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
