//! From the paths given to the files to read.
//!
//! Enters: paths as given. Leaves: each file once, the inputs in their order, a folder's files by path.
//! **Invariant:** within a folder only what it holds itself decides: ignore files above it and those of the user's machine do not count,
//! so a folder gives the same articles wherever it lies.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ahash::AHashSet;

use super::Options;
use super::format::{self, Format, Named};
use super::problem::{InputError, Note, SkipReason, Skipped};
use crate::article::Origin;

/// A file to read.
#[derive(Clone, Debug)]
pub(super) struct File {
    /// Where to open it; `None` for standard input.
    pub(super) path: Option<PathBuf>,
    /// As messages and origins name it.
    pub(super) shown: Arc<str>,
    /// Its path below the folder given, with `/`; the file's name where it was given itself.
    pub(super) relative: String,
    /// What its name says; `None` where that is nothing.
    pub(super) named: Option<Format>,
    /// Given itself, not found in a folder: then failing to read it is fatal.
    pub(super) given: bool,
}

/// What the paths given amount to.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) files: Vec<File>,
    pub(super) skipped: Vec<Skipped>,
    pub(super) notes: Vec<Note>,
    passed: PassedOver,
}

impl Found {
    /// Counts a file whose format is not read.
    fn pass_over(&mut self, kind: &str, hint: &'static str, path: &str) {
        self.passed.add(kind, hint, path);
    }

    /// One note per kind of file passed over; an error if there was nothing else.
    pub(super) fn close(&mut self) -> Result<(), InputError> {
        let file_count = self.passed.0.values().map(|(_, _, count)| count).sum();
        if self.files.is_empty() && file_count > 0 && self.skipped.is_empty() {
            let examples: Vec<&str> = self.passed.0.values().flat_map(|(_, examples, _)| examples).map(String::as_str).take(3).collect();
            let more = match file_count - examples.len() {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            let hint = self.passed.0.values().next().map_or("", |(hint, _, _)| hint);
            return Err(InputError::NothingReadable { file_count, examples: examples.join(", ") + &more, hint });
        }
        for (format, (hint, examples, file_count)) in std::mem::take(&mut self.passed.0) {
            self.notes.push(Note::PassedOver { format, file_count, examples, hint });
        }
        Ok(())
    }
}

/// By kind: hint, first examples, count.
#[derive(Debug, Default)]
struct PassedOver(BTreeMap<String, (&'static str, Vec<String>, usize)>);

impl PassedOver {
    fn add(&mut self, kind: &str, hint: &'static str, path: &str) {
        let (_, examples, count) = self.0.entry(kind.to_owned()).or_insert((hint, Vec::new(), 0));
        *count += 1;
        if examples.len() < 3 {
            examples.push(path.to_owned());
        }
    }
}

/// Finds every file of `inputs`. With a format given, files of any name found in a folder are taken.
pub(super) fn find(inputs: &[PathBuf], options: &Options) -> Result<Found, InputError> {
    let forced = options.format;
    if inputs.is_empty() {
        return Err(InputError::NothingGiven);
    }
    let mut found = Found::default();
    let leave_out: Vec<PathBuf> = options.leave_out.iter().map(|path| canonical(path)).collect();
    let mut once = AHashSet::new();
    for input in inputs {
        if input.as_os_str() == "-" {
            if once.insert(PathBuf::from("-")) {
                found.files.push(File { path: None, shown: "-".into(), relative: "stdin".into(), named: forced, given: true });
            }
            continue;
        }
        let metadata = fs::metadata(input).map_err(|source| match source.kind() {
            io::ErrorKind::NotFound => InputError::Missing { path: input.clone() },
            _ => InputError::Unreadable { path: input.clone(), source },
        })?;
        if metadata.is_dir() {
            walk(input, forced, &leave_out, &mut once, &mut found)?;
        } else if once.insert(canonical(input)) {
            take(input, forced, &mut found);
        }
    }
    Ok(found)
}

/// The one name of a file, whatever way led to it.
fn canonical(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

/// A file given itself is read whatever its name, unless that names another format.
fn take(path: &Path, forced: Option<Format>, found: &mut Found) {
    let shown = path.to_string_lossy();
    let named = match (forced, format::named(path)) {
        (Some(format), _) => Some(format),
        (None, Named::Known(format)) => Some(format),
        (None, Named::Other(extension)) if NOT_READ.contains(&extension.as_str()) => {
            return found.pass_over(&extension, format::hint(&extension), &shown);
        }
        (None, Named::Other(_)) => None,
    };
    let relative = path.file_name().map_or_else(|| shown.to_string(), |name| name.to_string_lossy().into_owned());
    found.files.push(File { path: Some(path.to_owned()), shown: shown.as_ref().into(), relative, named, given: true });
}

/// Extensions that promise articles in a form that is not read.
const NOT_READ: [&str; 22] = [
    "csv", "tsv", "parquet", "warc", "wet", "xml", "bz2", "xz", "zip", "tar", "tgz", "7z", "rar", "pdf", "doc", "docx", "odt", "rtf",
    "epub", "xls", "xlsx", "arrow",
];

/// Adds the files below `root`, but for those that are or lie below one of `leave_out`.
fn walk(
    root: &Path,
    forced: Option<Format>,
    leave_out: &[PathBuf],
    once: &mut AHashSet<PathBuf>,
    found: &mut Found,
) -> Result<(), InputError> {
    let mut files = Vec::new();
    let walker = ignore::WalkBuilder::new(root)
        .follow_links(true)
        .require_git(false)
        .parents(false)
        .git_global(false)
        .git_exclude(false)
        .add_custom_ignore_filename(".recoupeignore")
        .build();
    for entry in walker {
        match entry {
            Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => files.push(entry.into_path()),
            Ok(_) => {}
            Err(error) => unwalkable(root, error, found)?,
        }
    }
    files.sort();
    let before = (found.files.len(), found.passed.0.len(), found.skipped.len());
    for path in files {
        let whole = canonical(&path);
        if !leave_out.iter().any(|left| whole.starts_with(left)) && once.insert(whole) {
            adopt(root, path, forced, found);
        }
    }
    if before == (found.files.len(), found.passed.0.len(), found.skipped.len()) {
        found.notes.push(Note::EmptyFolder { path: root.to_string_lossy().into_owned() });
    }
    Ok(())
}

/// Names, in lower case and without extension, of the files that speak of a folder rather than belong to what it holds.
const ABOUT_THE_FOLDER: [&str; 9] =
    ["readme", "license", "licence", "contributing", "changelog", "code_of_conduct", "security", "authors", "notice"];

/// Whether a file, by its name, is documentation of its folder.
fn is_about_the_folder(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    let (stem, extension) = name.split_once('.').unwrap_or((&name, ""));
    ABOUT_THE_FOLDER.contains(&stem) && ["", "md", "markdown", "txt"].contains(&extension)
}

/// A file found in a folder is read if its name has a known extension and it is not about the folder.
fn adopt(root: &Path, path: PathBuf, forced: Option<Format>, found: &mut Found) {
    let shown = path.to_string_lossy();
    if forced.is_none() && is_about_the_folder(&path) {
        return found.pass_over("documentation", "a file about its folder is read only if it is given itself", &shown);
    }
    let named = match (forced, format::named(&path)) {
        (Some(format), _) | (None, Named::Known(format)) => format,
        (None, Named::Other(extension)) => {
            let kind = if extension.is_empty() { "extensionless" } else { &extension };
            return found.pass_over(kind, format::hint(&extension), &shown);
        }
    };
    let below = path.strip_prefix(root).unwrap_or(&path);
    let parts: Vec<_> = below.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    let shown = shown.as_ref().into();
    found.files.push(File { relative: parts.join("/"), path: Some(path), shown, named: Some(named), given: false });
}

/// An entry that cannot be visited: fatal for the root, data for anything below.
fn unwalkable(root: &Path, error: ignore::Error, found: &mut Found) -> Result<(), InputError> {
    let (path, error) = parts(error, root);
    match error {
        ignore::Error::Loop { child, .. } => found.notes.push(Note::LinkLoop { path: child.to_string_lossy().into_owned() }),
        error if path == root => {
            let text = error.to_string();
            let source = error.into_io_error().unwrap_or_else(|| io::Error::other(text));
            return Err(InputError::Unreadable { path, source });
        }
        error => {
            let origin = Origin { file: path.to_string_lossy().into(), line: None };
            found.skipped.push(Skipped { origin, byte: None, reason: SkipReason::Unreadable { message: error.to_string() } });
        }
    }
    Ok(())
}

/// The path an error speaks of, and the error without its wrappers.
fn parts(error: ignore::Error, root: &Path) -> (PathBuf, ignore::Error) {
    match error {
        ignore::Error::WithPath { path, err } => (path, parts(*err, root).1),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => parts(*err, root),
        other => (root.to_owned(), other),
    }
}
