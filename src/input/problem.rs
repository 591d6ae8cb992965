//! What went wrong, or nearly, and where: fatal errors, records left out, and matters worth a word.
//!
//! Enters: places and causes. Leaves: values whose `Display` says in plain words what happened and, where something can be done, how to
//! mend it.
//! **Invariant:** what concerns one record or file says which. A record left out is data, and ends no run.

use std::fmt;
use std::io;
use std::path::PathBuf;

use crate::article::{DateError, Origin};

/// Why nothing could be read at all.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum InputError {
    /// No path was given.
    #[error("no input given: name a file, a folder, or - for standard input")]
    NothingGiven,
    /// A path given does not exist.
    #[error("{}: no such file or folder", .path.display())]
    Missing {
        /// The path as given.
        path: PathBuf,
    },
    /// A file or folder given cannot be opened or read.
    #[error("{}: cannot be read", .path.display())]
    Unreadable {
        /// The path as given.
        path: PathBuf,
        /// The system's reason.
        #[source]
        source: io::Error,
    },
    /// No record in JSON has the field that the user says holds the text.
    #[error("no record has a field {name:?} (--text-field); the records have: {keys}")]
    NoSuchTextField {
        /// The name given.
        name: String,
        /// Fields that records have, at most twelve.
        keys: String,
    },
    /// There were files, but none in a format that is read.
    #[error("{examples}: {hint}; jsonl, json, txt, md and html are read, each also .gz or .zst")]
    NothingReadable {
        /// Files found.
        file_count: usize,
        /// Some of them, and how many more there are.
        examples: String,
        /// What to do with the first.
        hint: &'static str,
    },
}

/// A record or file that did not become an article.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Skipped {
    /// Where it stands.
    pub origin: Origin,
    /// Bytes before it in the decompressed file, where that helps to find it.
    pub byte: Option<u64>,
    /// Why, and how to mend it.
    pub reason: SkipReason,
}

impl fmt::Display for Skipped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.origin)?;
        if let (Some(byte), SkipReason::BrokenJson { .. }) = (self.byte, &self.reason) {
            write!(f, "byte {byte}: ")?;
        }
        self.reason.fmt(f)
    }
}

/// Why a record or file was left out.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SkipReason {
    /// A file found in a folder cannot be opened or read.
    #[error("cannot be read: {message}; check its permissions, or leave it out with a .recoupeignore file")]
    Unreadable {
        /// The system's reason.
        message: String,
    },
    /// Not JSON, or cut off.
    #[error("broken JSON: {message}; every record must be one complete JSON object, on one line of its own in JSON lines")]
    BrokenJson {
        /// The parser's reason, with the column.
        message: String,
    },
    /// JSON, but no object.
    #[error("{found} in place of a record; a record is a JSON object such as {{\"id\": …, \"text\": …}}")]
    NotAnObject {
        /// What stands there.
        found: &'static str,
    },
    /// No key that holds a text or a title.
    #[error("no text and no title field{}; name the field that holds the text with --text-field", listed(fields))]
    NoText {
        /// Keys of the record in its order, at most twelve.
        fields: Vec<String>,
    },
    /// A text field or file without a word in it, and no title.
    #[error("the text is empty, and there is no title")]
    EmptyText,
    /// More bytes than a span can address, or a line than memory should hold.
    #[error("{byte_count} bytes or more in one article, where {limit} are the most; split it")]
    TooLarge {
        /// Bytes found before reading stopped.
        byte_count: u64,
        /// The most that is read.
        limit: u64,
    },
    /// No text at all.
    #[error("not a text: {kind}; convert it to text, HTML or JSON lines")]
    Binary {
        /// What it seems to be.
        kind: &'static str,
    },
    /// A compressed file of one article that breaks off or is damaged.
    #[error("cannot be decompressed: {message}; fetch or compress it again")]
    Damaged {
        /// The decoder's reason.
        message: String,
    },
}

fn listed(fields: &[String]) -> String {
    match fields {
        [] => " (the record has no fields)".to_owned(),
        fields => format!(" (the record has: {})", fields.join(", ")),
    }
}

/// Something survived, but worth saying.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum Note {
    /// Several articles had one id; this one goes by another.
    IdRenamed {
        /// The id as given.
        id: String,
        /// The id it has in the batch.
        renamed: String,
        /// The article.
        origin: Origin,
        /// Another article with the same id.
        other: Origin,
    },
    /// A date in no known form: the article is undated.
    UnreadableDate {
        /// The article.
        origin: Origin,
        /// What was given, and why it is none.
        error: DateError,
    },
    /// Bytes that are no text in the encoding at hand became U+FFFD.
    InvalidBytes {
        /// The record or file.
        origin: Origin,
        /// Name of the encoding it was read as.
        encoding: &'static str,
    },
    /// Half a surrogate pair in a JSON string became U+FFFD.
    LoneSurrogate {
        /// The record.
        origin: Origin,
    },
    /// NUL characters in a text, kept.
    NulCharacters {
        /// The file.
        origin: Origin,
    },
    /// The encoding was neither declared nor UTF-8.
    EncodingGuessed {
        /// The file.
        origin: Origin,
        /// Name of the encoding it was read as.
        encoding: &'static str,
    },
    /// A compressed file breaks off or is damaged: what came before was read.
    Truncated {
        /// The file.
        origin: Origin,
        /// Articles read before the break.
        article_count: usize,
        /// The decoder's reason.
        message: String,
    },
    /// A front matter that is no YAML or TOML table: the file was read as text throughout.
    BrokenFrontMatter {
        /// The file.
        origin: Origin,
        /// The parser's reason.
        message: String,
    },
    /// No article was found in a page: its whole text was taken.
    WholePage {
        /// The page.
        origin: Origin,
        /// Why.
        reason: &'static str,
    },
    /// Files whose format is not read.
    PassedOver {
        /// Extension or kind.
        format: String,
        /// How many.
        file_count: usize,
        /// The first three by path.
        examples: Vec<String>,
        /// What to do, where there is something.
        hint: &'static str,
    },
    /// A folder that links into itself; entered once.
    LinkLoop {
        /// The link.
        path: String,
    },
    /// A file without a byte.
    EmptyFile {
        /// The file.
        origin: Origin,
    },
    /// No file of a known format anywhere in a folder given.
    EmptyFolder {
        /// The folder as given.
        path: String,
    },
    /// No record has the field named on the command line.
    FieldNotFound {
        /// `text`, `title`, …
        field: &'static str,
        /// The name given for it.
        name: String,
        /// Fields that the records in JSON have, at most twelve.
        keys: Vec<String>,
    },
    /// Text that was taken for windows-1252 and encoded in UTF-8 a second time, kept.
    DoublyEncoded {
        /// The file.
        origin: Origin,
    },
}

impl Note {
    /// Whether what was read is probably not what was meant.
    pub fn is_grave(&self) -> bool {
        matches!(self, Note::FieldNotFound { .. })
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Note::IdRenamed { id, renamed, origin, other } => {
                write!(f, "{origin}: the id {id:?} also stands at {other}; this article is called {renamed:?} here")
            }
            Note::UnreadableDate { origin, error } => write!(f, "{origin}: {error}; the article counts as undated"),
            Note::InvalidBytes { origin, encoding } => {
                write!(f, "{origin}: bytes that are not valid {encoding} were replaced by U+FFFD")
            }
            Note::LoneSurrogate { origin } => {
                write!(f, "{origin}: half a surrogate pair (\\ud800 to \\udfff) in a string was replaced by U+FFFD")
            }
            Note::NulCharacters { origin } => write!(f, "{origin}: the text holds NUL characters"),
            Note::EncodingGuessed { origin, encoding } => {
                write!(f, "{origin}: not UTF-8 and no other encoding declared; read as {encoding}, which is a guess")
            }
            Note::Truncated { origin, article_count, message } => {
                write!(f, "{origin}: breaks off after {article_count} articles ({message}); what came before was read")
            }
            Note::BrokenFrontMatter { origin, message } => {
                write!(f, "{origin}: the front matter cannot be read ({message}); the file was read as plain text")
            }
            Note::WholePage { origin, reason } => write!(f, "{origin}: {reason}; the text of the whole page was taken"),
            Note::PassedOver { format, file_count, examples, hint } => {
                let plural = if *file_count == 1 { "file" } else { "files" };
                write!(f, "{file_count} {format} {plural} passed over ({}", examples.join(", "))?;
                write!(f, "{})", if *file_count > examples.len() { ", …" } else { "" })?;
                if hint.is_empty() { Ok(()) } else { write!(f, ": {hint}") }
            }
            Note::LinkLoop { path } => write!(f, "{path}: links back to a folder above it; not entered again"),
            Note::EmptyFile { origin } => write!(f, "{origin}: the file is empty"),
            Note::EmptyFolder { path } => write!(f, "{path}: no articles in this folder"),
            Note::FieldNotFound { field, name, keys } => {
                write!(f, "no record has a field {name:?} (--{field}-field)")?;
                if keys.is_empty() { Ok(()) } else { write!(f, "; the records have: {}", keys.join(", ")) }
            }
            Note::DoublyEncoded { origin } => {
                write!(f, "{origin}: seems to have been encoded twice, as \"Ã©\" for \"é\"; write it anew from its source")
            }
        }
    }
}
