//! One pass over inputs of any size: each article is shown once, to whoever visits it on the thread that parsed it, and let go.
//!
//! Enters: files. Leaves: what the visitors made, in the order of the input.
//! **Invariant:** a block of lines is read, and decompressed, by one thread while the others parse theirs; memory holds one block a thread.

use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use super::blocks::{Block, Blocks};
use super::format::Format;
use super::library::{Library, Place, Shelf};
use super::problem::{Note, SkipReason, Skipped};
use super::stream::{Meter, Stream};
use super::walk::{self, File};
use super::{Context, InputError, Keys, Options, Outcome, Sighting, json, record};
use crate::article::Origin;
use crate::scratch::ScratchError;

/// An article, and where it was seen.
#[derive(Clone, Copy, Debug)]
pub struct Found<'b> {
    /// The article.
    pub sighting: &'b Sighting<'b>,
    /// The line or object it was read from, its bytes as they stand; for a file that is one article, its fields as JSON.
    pub raw: &'b [u8],
    /// Where to read it again.
    pub place: Place,
    /// Line of the file, from 1; `None` where the file is one article.
    pub line: Option<u64>,
}

/// Takes articles as they are met. One visitor serves one thread; its work is cut into parts of consecutive articles.
pub trait Visitor: Send {
    /// What it makes of a part.
    type Product: Send;

    /// An article, the next of the part.
    ///
    /// # Errors
    /// Whatever keeps the visitor from going on; it ends the scan.
    fn visit(&mut self, found: &Found<'_>) -> Result<(), ScratchError>;

    /// The part is over.
    fn finish(&mut self) -> Self::Product;
}

/// Consecutive articles of one file.
#[derive(Debug)]
pub struct Part<P> {
    /// The file, as messages name it.
    pub file: Arc<str>,
    /// Articles in it.
    pub article_count: usize,
    /// What the visitor made of them.
    pub product: P,
    /// Of a file that is one article called after it: longer and longer names of the file.
    pub(crate) names: Option<[String; 3]>,
}

/// What a scan met.
#[derive(Debug)]
pub struct Scanned<P> {
    /// In order of the inputs given, of the paths in a folder, and of the records in a file.
    pub parts: Vec<Part<P>>,
    /// What did not become an article, in the same order.
    pub skipped: Vec<Skipped>,
    /// What is worth saying, in the same order; then what concerns the input as a whole.
    pub notes: Vec<Note>,
    /// Files read, standard input among them.
    pub file_count: usize,
    /// Bytes read, as stored: compressed files count compressed.
    pub byte_count: u64,
}

/// Why a scan ended early.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ScanError {
    /// Something given cannot be read.
    #[error(transparent)]
    Input(#[from] InputError),
    /// What does not fit in memory cannot be written.
    #[error(transparent)]
    Scratch(#[from] ScratchError),
}

/// Shows every article of `inputs` to a visitor. Records that are not to be had again from their file are kept in `library`.
///
/// `progress` is called now and then, from any thread, with the bytes read so far; they add up to [`Scanned::byte_count`].
///
/// # Errors
/// As [`super::read`], and whatever a visitor or the library cannot store.
pub fn scan<V: Visitor>(
    inputs: &[PathBuf],
    options: &Options,
    library: &Library,
    progress: &(dyn Fn(u64) + Sync),
    visitor: impl Fn() -> V + Sync,
) -> Result<Scanned<V::Product>, ScanError> {
    let mut found = walk::find(inputs, options)?;
    found.close()?;
    let (keys, meter) = (Keys::new(&options.fields), Meter::new(progress));
    let context = Context { keys: &keys, named: options.fields.mask(), meter: &meter };
    let scan = Scan { files: &found.files, options, context: &context, library, feed: Mutex::new(Feed::default()) };
    let parts = rayon::broadcast(|_| scan.work(visitor()));
    let mut parts: Vec<_> = parts.into_iter().collect::<Result<Vec<_>, ScanError>>()?.into_iter().flatten().collect();
    let feed = scan.feed.into_inner().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, error)) = feed.failure {
        return Err(error);
    }
    parts.extend(feed.closing);
    parts.sort_unstable_by_key(|part| part.at);

    let mut whole = Scanned {
        parts: Vec::with_capacity(parts.len()),
        skipped: found.skipped,
        notes: found.notes,
        file_count: found.files.len(),
        byte_count: meter.total(),
    };
    let (mut seen, mut keys, mut of_file) = (0, Vec::new(), (usize::MAX, 0));
    for part in parts {
        let RawPart { at, article_count, product, outcome, names } = part;
        of_file = (at.0, article_count + if of_file.0 == at.0 { of_file.1 } else { 0 });
        seen |= outcome.seen;
        for key in outcome.keys {
            if keys.len() < record::MOST_KEYS && !keys.contains(&key) {
                keys.push(key);
            }
        }
        whole.skipped.extend(outcome.skipped);
        whole.notes.extend(outcome.notes.into_iter().map(|note| match note {
            Note::Truncated { origin, message, .. } => Note::Truncated { origin, message, article_count: of_file.1 },
            note => note,
        }));
        let file = found.files[at.0].shown.clone();
        whole.parts.extend(product.map(|product| Part { file, article_count, product, names }));
    }
    let read_any = whole.parts.iter().any(|part| part.article_count > 0) || !whole.skipped.is_empty();
    if read_any {
        whole.notes.extend(super::missing_fields(&options.fields, seen, &keys)?);
    }
    Ok(whole)
}

/// A part before its file's other parts are known.
struct RawPart<P> {
    /// Position of its file, and its own in it.
    at: (usize, u64),
    article_count: usize,
    /// `None` for a closing word on the file.
    product: Option<P>,
    /// Skipped records, notes, and the fields seen; no articles.
    outcome: Outcome,
    names: Option<[String; 3]>,
}

struct Scan<'s, P> {
    files: &'s [File],
    options: &'s Options,
    context: &'s Context<'s>,
    library: &'s Library,
    feed: Mutex<Feed<'s, P>>,
}

/// What is handed out next.
struct Feed<'s, P> {
    /// Files begun.
    begun: usize,
    /// The file of lines at hand.
    lines: Option<Lines<'s>>,
    /// Words on files that ended.
    closing: Vec<RawPart<P>>,
    /// The first failure by file.
    failure: Option<(usize, ScanError)>,
}

impl<P> Default for Feed<'_, P> {
    fn default() -> Self {
        Feed { begun: 0, lines: None, closing: Vec::new(), failure: None }
    }
}

struct Lines<'s> {
    file: usize,
    blocks: Blocks<Stream<'s>>,
    block_count: u64,
    shelf: Shelf,
}

/// What one thread works on.
enum Task<'s> {
    Block { file: usize, nth: u64, block: Block, shelf: Shelf },
    Whole { file: usize, stream: Stream<'s>, format: Format, wide: bool },
}

impl<'s, P: Send> Scan<'s, P> {
    fn work<V: Visitor<Product = P>>(&self, mut visitor: V) -> Result<Vec<RawPart<P>>, ScanError> {
        let mut parts = Vec::new();
        let mut spare = Vec::new();
        while let Some(task) = self.next(std::mem::take(&mut spare)) {
            let part = match task {
                Task::Block { file, nth, block, shelf } => {
                    let part = self.block(&mut visitor, (file, nth), &block, shelf);
                    spare = block.bytes;
                    part
                }
                Task::Whole { file, stream, format, wide } => self.whole(&mut visitor, file, stream, format, wide),
            };
            match part {
                Ok(part) => parts.push(part),
                Err(error) => {
                    let mut feed = self.feed.lock().unwrap_or_else(PoisonError::into_inner);
                    feed.fail(usize::MAX, ScanError::Scratch(error));
                    break;
                }
            }
        }
        Ok(parts)
    }

    fn block<V: Visitor<Product = P>>(
        &self,
        visitor: &mut V,
        at: (usize, u64),
        block: &Block,
        shelf: Shelf,
    ) -> Result<RawPart<P>, ScratchError> {
        let base = match shelf {
            Shelf::File(_) => block.byte,
            Shelf::Spool => self.library.spool(&block.bytes)?,
        };
        let mut article_count = 0;
        let outcome = json::block(block, &self.files[at.0].shown, self.context, |sighting, line, start, raw| {
            article_count += 1;
            let place = Place::new(shelf, base + start, raw.len());
            visitor.visit(&Found { sighting, raw, place, line: Some(line) })
        })?;
        Ok(RawPart { at, article_count, product: Some(visitor.finish()), outcome, names: None })
    }

    /// A file that is no list of lines: read whole, its articles put where they can be read again.
    fn whole<V: Visitor<Product = P>>(
        &self,
        visitor: &mut V,
        at: usize,
        stream: Stream<'_>,
        format: Format,
        wide: bool,
    ) -> Result<RawPart<P>, ScratchError> {
        let file = &self.files[at];
        let mut outcome = match super::read_whole(file, stream, format, wide, self.context) {
            Ok(outcome) => outcome,
            Err(error) => {
                self.feed.lock().unwrap_or_else(PoisonError::into_inner).unreadable(at, file, error);
                Outcome::default()
            }
        };
        let (articles, records) = (std::mem::take(&mut outcome.articles), std::mem::take(&mut outcome.records));
        let names = (outcome.stem && articles.len() == 1).then(|| super::file_names(file));
        for (article, record) in articles.iter().zip(records) {
            let raw = if record.is_empty() { super::as_record(article) } else { record };
            let place = Place::new(Shelf::Spool, self.library.spool(raw.as_bytes())?, raw.len());
            visitor.visit(&Found { sighting: &Sighting::of(article), raw: raw.as_bytes(), place, line: article.origin.line })?;
        }
        Ok(RawPart { at: (at, 0), article_count: articles.len(), product: Some(visitor.finish()), outcome, names })
    }

    fn next(&self, spare: Vec<u8>) -> Option<Task<'s>> {
        let mut feed = self.feed.lock().unwrap_or_else(PoisonError::into_inner);
        let mut spare = Some(spare);
        while feed.failure.is_none() {
            if let Some(lines) = &mut feed.lines {
                let (file, nth, shelf) = (lines.file, lines.block_count, lines.shelf);
                lines.block_count += 1;
                if let Some(block) = lines.blocks.next_into(spare.take().unwrap_or_default()) {
                    return Some(Task::Block { file, nth, block, shelf });
                }
                if let Some(error) = feed.lines.take().and_then(|lines| lines.blocks.into_failure()) {
                    let origin = Origin { file: self.files[file].shown.clone(), line: None };
                    feed.close(file, Outcome::note(Note::Truncated { origin, article_count: 0, message: error.to_string() }));
                }
                continue;
            }
            let (at, file) = (feed.begun, self.files.get(feed.begun)?);
            feed.begun += 1;
            match Stream::open(file.path.as_deref(), self.context.meter) {
                Err(error) => feed.unreadable(at, file, error),
                Ok(stream) => match super::kind(file, self.options, &stream) {
                    super::Kind::Nothing(outcome) => feed.close(at, outcome),
                    super::Kind::Whole { format, wide } => return Some(Task::Whole { file: at, stream, format, wide }),
                    super::Kind::Lines => {
                        let shelf = self.library.shelf(file.path.as_deref(), &file.shown, !stream.is_compressed());
                        let blocks = Blocks::new(stream, json::LINE_LIMIT);
                        feed.lines = Some(Lines { file: at, blocks, block_count: 0, shelf });
                    }
                },
            }
        }
        None
    }
}

impl<P> Feed<'_, P> {
    /// The failure of the earliest file counts, whichever thread is first.
    fn fail(&mut self, at: usize, error: ScanError) {
        if self.failure.as_ref().is_none_or(|(earlier, _)| at < *earlier) {
            self.failure = Some((at, error));
        }
    }

    fn close(&mut self, at: usize, outcome: Outcome) {
        self.closing.push(RawPart { at: (at, u64::MAX), article_count: 0, product: None, outcome, names: None });
    }

    fn unreadable(&mut self, at: usize, file: &File, error: io::Error) {
        if file.given {
            return self.fail(at, InputError::Unreadable { path: PathBuf::from(file.shown.as_ref()), source: error }.into());
        }
        let origin = Origin { file: file.shown.clone(), line: None };
        let skipped = Skipped { origin, byte: None, reason: SkipReason::Unreadable { message: error.to_string() } };
        self.close(at, Outcome { skipped: vec![skipped], ..Outcome::default() });
    }
}
