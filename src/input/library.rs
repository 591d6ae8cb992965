//! Where the records of a scan can be read again, so that nobody need hold them.
//!
//! Enters: places. Leaves: records. What stands uncompressed in a file of lines is read from there; everything else is kept, in memory up to
//! a budget and then in the scratch folder.
//! **Invariant:** a place shows the record that the scan met there, or an error says which file changed.

use std::cmp::Ordering;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use super::fields::{FieldNames, Keys};
use super::record::Sighting;
use super::stream::Meter;
use super::{Context, json};
use crate::scratch::{Scratch, ScratchError, ScratchFile};

/// Files kept open; others are opened for each record.
const OPEN_FILES: usize = 128;

/// A file smaller than this is kept whole: opening it again would cost more.
const SMALL_FILE: u64 = 256 << 10;

/// Where a record stands. Eight bytes of offset, four each of shelf and length: there is one for every article.
/// In the order of files, then of offsets: that in which reading costs least.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Place {
    offset: u64,
    shelf: u32,
    length: u32,
}

impl Ord for Place {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.shelf, self.offset, self.length).cmp(&(other.shelf, other.offset, other.length))
    }
}

impl PartialOrd for Place {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Place {
    /// # Panics
    /// On a record of 4 GiB, which no reader lets through.
    pub(super) fn new(shelf: Shelf, offset: u64, length: usize) -> Place {
        let shelf = match shelf {
            Shelf::Spool => u32::MAX,
            Shelf::File(at) => at,
        };
        Place { offset, shelf, length: u32::try_from(length).expect("readers refuse records of 4 GiB") }
    }
}

/// Where the records of one file are to be had.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Shelf {
    /// In the file itself, by its number.
    File(u32),
    /// Kept here.
    Spool,
}

/// Why a record cannot be read again.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LibraryError {
    /// The file cannot be read any more.
    #[error("{}: cannot be read a second time", .path.display())]
    Gone {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        #[source]
        source: io::Error,
    },
    /// The file no longer holds what was read from it.
    #[error("{path}: changed while it was read; run again once nothing writes to it")]
    Changed {
        /// The file.
        path: String,
    },
    /// The scratch folder fails.
    #[error(transparent)]
    Scratch(#[from] ScratchError),
}

/// The records of a scan.
#[derive(Debug)]
pub struct Library {
    keys: Keys,
    files: RwLock<Vec<Stored>>,
    spool: Option<RwLock<Spool>>,
}

#[derive(Debug)]
struct Stored {
    path: PathBuf,
    shown: Arc<str>,
    file: Option<fs::File>,
}

/// Records kept because their file cannot show them again.
#[derive(Debug)]
struct Spool {
    scratch: Scratch,
    budget: u64,
    /// In memory, by offset; empty once they are in the file.
    chunks: Vec<(u64, Vec<u8>)>,
    file: Option<ScratchFile>,
    length: u64,
}

impl Library {
    /// For scans that nobody reads from again: keeps nothing.
    pub(super) fn none() -> Self {
        Library { keys: Keys::default(), files: RwLock::default(), spool: None }
    }

    /// Keeps what it must in memory up to `budget` bytes, beyond that in `scratch`. `fields` are those of the scan.
    pub fn new(fields: &FieldNames, budget: u64, scratch: &Scratch) -> Self {
        let spool = Spool { scratch: scratch.clone(), budget, chunks: Vec::new(), file: None, length: 0 };
        Library { keys: Keys::new(fields), files: RwLock::default(), spool: Some(RwLock::new(spool)) }
    }

    /// Where the lines of a file will be found again.
    pub(super) fn shelf(&self, path: Option<&Path>, shown: &Arc<str>, is_plain: bool) -> Shelf {
        let Some(path) = path.filter(|_| is_plain && self.spool.is_some()) else { return Shelf::Spool };
        let is_large = fs::metadata(path).is_ok_and(|metadata| metadata.is_file() && metadata.len() >= SMALL_FILE);
        let mut files = self.files.write().unwrap_or_else(PoisonError::into_inner);
        let (Ok(number), true) = (u32::try_from(files.len()), is_large) else { return Shelf::Spool };
        let file = if files.len() < OPEN_FILES { fs::File::open(path).ok() } else { None };
        files.push(Stored { path: path.to_owned(), shown: shown.clone(), file });
        Shelf::File(number)
    }

    /// Keeps bytes; says where.
    pub(super) fn spool(&self, bytes: &[u8]) -> Result<u64, ScratchError> {
        let Some(spool) = &self.spool else { return Ok(0) };
        spool.write().unwrap_or_else(PoisonError::into_inner).append(bytes)
    }

    /// The record at a place, in `buffer`, as it stands in its file.
    ///
    /// # Errors
    /// If the file is gone or shorter than it was, or the scratch folder fails.
    pub fn read(&self, place: Place, buffer: &mut Vec<u8>) -> Result<(), LibraryError> {
        buffer.resize(place.length as usize, 0);
        if place.shelf == u32::MAX {
            if let Some(spool) = &self.spool {
                spool.read().unwrap_or_else(PoisonError::into_inner).read(place.offset, buffer)?;
            }
            return Ok(());
        }
        let files = self.files.read().unwrap_or_else(PoisonError::into_inner);
        let stored = &files[place.shelf as usize];
        let gone = |source| LibraryError::Gone { path: stored.path.clone(), source };
        match &stored.file {
            Some(file) => read_at(file, place.offset, buffer).map_err(gone),
            None => read_at(&fs::File::open(&stored.path).map_err(gone)?, place.offset, buffer).map_err(gone),
        }
    }

    /// Tells the system that the record at a place will be read soon, so that it may fetch it meanwhile. A mere hint.
    pub fn announce(&self, place: Place) {
        let files = self.files.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(file) = files.get(place.shelf as usize).and_then(|stored| stored.file.as_ref()) {
            will_need(file, place.offset, u64::from(place.length));
        }
    }

    /// What `show` makes of the article at a place; `buffer` is working space.
    ///
    /// # Errors
    /// As [`Library::read`], and if no article stands there any more.
    pub fn show<T>(&self, place: Place, buffer: &mut Vec<u8>, show: impl FnMut(&Sighting<'_>) -> T) -> Result<T, LibraryError> {
        self.read(place, buffer)?;
        let context = Context { keys: &self.keys, named: 0, meter: &Meter::new(&|_| ()) };
        json::again(buffer, &context, show).ok_or_else(|| self.changed(place))
    }

    /// The error that says which file changed.
    pub fn changed(&self, place: Place) -> LibraryError {
        let files = self.files.read().unwrap_or_else(PoisonError::into_inner);
        LibraryError::Changed {
            path: files.get(place.shelf as usize).map_or_else(|| "the input".into(), |stored| stored.shown.to_string()),
        }
    }
}

impl Spool {
    fn append(&mut self, bytes: &[u8]) -> Result<u64, ScratchError> {
        let start = self.length;
        if self.file.is_none() && self.length + bytes.len() as u64 > self.budget {
            let file = self.scratch.file("records")?;
            for (_, chunk) in self.chunks.drain(..) {
                file.append(&chunk)?;
            }
            self.file = Some(file);
        }
        match &self.file {
            Some(file) => {
                file.append(bytes)?;
            }
            None => self.chunks.push((start, bytes.to_vec())),
        }
        self.length += bytes.len() as u64;
        Ok(start)
    }

    fn read(&self, offset: u64, buffer: &mut [u8]) -> Result<(), ScratchError> {
        if let Some(file) = &self.file {
            return file.read_at(buffer, offset);
        }
        let at = self.chunks.partition_point(|(start, _)| *start <= offset) - 1;
        let (start, chunk) = &self.chunks[at];
        let within = (offset - start) as usize;
        buffer.copy_from_slice(&chunk[within..within + buffer.len()]);
        Ok(())
    }
}

#[cfg(target_os = "linux")]
fn will_need(file: &fs::File, offset: u64, length: u64) {
    // Whatever is wrong with the file, reading it will say.
    rustix::fs::fadvise(file, offset, std::num::NonZero::new(length), rustix::fs::Advice::WillNeed).ok();
}

#[cfg(not(target_os = "linux"))]
fn will_need(_: &fs::File, _: u64, _: u64) {}

#[cfg(unix)]
fn read_at(file: &fs::File, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, buffer, offset)
}

#[cfg(windows)]
fn read_at(file: &fs::File, mut offset: u64, mut buffer: &mut [u8]) -> io::Result<()> {
    while !buffer.is_empty() {
        let count = std::os::windows::fs::FileExt::seek_read(file, buffer, offset)?;
        if count == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        buffer = &mut buffer[count..];
        offset += count as u64;
    }
    Ok(())
}
