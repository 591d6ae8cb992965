//! A file or standard input as a stream of decompressed bytes.
//!
//! Enters: a path. Leaves: bytes, counted as stored, and the head of them to look at beforehand.
//! **Invariant:** memory holds the head and the decoder's window, whatever the file's size.

use std::fs;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use super::format::{self, Compression};
use super::problem::SkipReason;

/// Counts bytes read from storage, over all files, and tells whoever wants to know.
pub(super) struct Meter<'p> {
    byte_count: AtomicU64,
    progress: &'p (dyn Fn(u64) + Sync),
}

impl<'p> Meter<'p> {
    pub(super) fn new(progress: &'p (dyn Fn(u64) + Sync)) -> Self {
        Meter { byte_count: AtomicU64::new(0), progress }
    }

    /// All bytes so far.
    pub(super) fn total(&self) -> u64 {
        self.byte_count.load(Ordering::Relaxed)
    }

    fn add(&self, byte_count: u64) {
        let before = self.byte_count.fetch_add(byte_count, Ordering::Relaxed);
        (self.progress)(before + byte_count);
    }
}

/// Reads and counts.
struct Metered<'m, R> {
    reader: R,
    meter: &'m Meter<'m>,
}

impl<R: Read> Read for Metered<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.reader.read(buffer)?;
        if count > 0 {
            self.meter.add(count as u64);
        }
        Ok(count)
    }
}

/// The decompressed bytes of one file.
pub(super) struct Stream<'m> {
    reader: Box<dyn Read + Send + 'm>,
    head: Vec<u8>,
    /// Bytes of the head already given out.
    given: usize,
    /// What reading the head ended with, given out after it.
    failure: Option<io::Error>,
    compressed: bool,
}

/// Bytes asked of the system at a time.
const BUFFER_BYTES: usize = 256 << 10;

impl<'m> Stream<'m> {
    /// Opens a file, or standard input for `None`, and reads its head.
    pub(super) fn open(path: Option<&Path>, meter: &'m Meter<'m>) -> io::Result<Self> {
        let raw: Box<dyn Read + Send + 'm> = match path {
            Some(path) => Box::new(fs::File::open(path)?),
            None => Box::new(io::stdin()),
        };
        let mut raw = BufReader::with_capacity(BUFFER_BYTES, Metered { reader: raw, meter });
        let compression = format::compression(raw.fill_buf()?);
        let reader: Box<dyn Read + Send + 'm> = match compression {
            Compression::None => Box::new(raw),
            Compression::Gzip => Box::new(flate2::bufread::MultiGzDecoder::new(raw)),
            Compression::Zstd => Box::new(zstd::stream::read::Decoder::with_buffer(raw)?),
        };
        let mut stream = Stream { reader, head: Vec::new(), given: 0, failure: None, compressed: compression != Compression::None };
        let result = stream.reader.by_ref().take(super::HEAD_BYTES as u64).read_to_end(&mut stream.head);
        match result {
            Ok(_) => {}
            Err(error) if stream.compressed => stream.failure = Some(error),
            Err(error) => return Err(error),
        }
        Ok(stream)
    }

    /// The first [`super::HEAD_BYTES`], or all there are.
    pub(super) fn head(&self) -> &[u8] {
        &self.head
    }

    pub(super) fn is_compressed(&self) -> bool {
        self.compressed
    }

    /// Whether the file breaks off within its head.
    pub(super) fn is_broken(&self) -> bool {
        self.failure.is_some()
    }

    /// Everything, unless it is more than `limit`.
    pub(super) fn read_whole(mut self, limit: u64) -> io::Result<Result<Vec<u8>, SkipReason>> {
        let mut bytes = Vec::new();
        self.by_ref().take(limit + 1).read_to_end(&mut bytes)?;
        let byte_count = bytes.len() as u64;
        Ok(if byte_count > limit { Err(SkipReason::TooLarge { byte_count, limit }) } else { Ok(bytes) })
    }
}

impl Read for Stream<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut left = &self.head[self.given..];
        if !left.is_empty() {
            let count = left.read(buffer)?;
            self.given += count;
            return Ok(count);
        }
        match self.failure.take() {
            Some(error) => Err(error),
            None => self.reader.read(buffer),
        }
    }
}
