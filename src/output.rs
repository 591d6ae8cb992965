//! Files of output that are whole or absent.
//!
//! Enters: paths and bytes. Leaves: files, each put in place by one rename.
//! **Invariant:** whoever opens a path sees the old file or the new one, never a part; a run that fails or is dropped leaves no file behind.

mod folder;

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use tempfile::{NamedTempFile, TempPath};

pub use self::folder::{FoundFile, Layout, OutputFolder};

/// Why a file could not be written. Each names its path and what to do.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OutputError {
    /// The folder the file belongs in does not exist.
    #[error("{}: cannot be written, for the folder {} does not exist; create it first", .path.display(), .folder.display())]
    NoFolder {
        /// The file.
        path: PathBuf,
        /// The folder that is missing.
        folder: PathBuf,
    },
    /// A folder stands where the file belongs.
    #[error("{}: cannot be written, for it is a folder; give the path of a file", .path.display())]
    IsFolder {
        /// The path.
        path: PathBuf,
    },
    /// A file stands where a folder is needed.
    #[error("{}: cannot be a folder, for it is a file; give another path", .path.display())]
    IsFile {
        /// The path.
        path: PathBuf,
    },
    /// Somebody else's file stands where one belongs.
    #[error("{}: was not written by recoupe, so it stays; give another folder, or move it away", .path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
    },
    /// The system refused.
    #[error("{}: cannot be written", .path.display())]
    Refused {
        /// The file or folder.
        path: PathBuf,
        /// The system's reason.
        #[source]
        source: io::Error,
    },
}

/// A file in the making: written under a temporary name beside its place, and removed on drop unless committed.
#[derive(Debug)]
pub struct OutputFile {
    path: PathBuf,
    /// Where the rename leads: `path`, or what it links to.
    target: PathBuf,
    writer: Writer,
}

#[derive(Debug)]
enum Writer {
    Temporary(BufWriter<NamedTempFile>),
    /// A device, pipe or socket: what it is must stay, so it is written as it is.
    Special(BufWriter<fs::File>),
}

impl OutputFile {
    /// Begins a file that is to stand at `path`. What stands there already stays until [`commit`](Self::commit).
    ///
    /// # Errors
    /// A missing folder, a folder in the file's place, or one that cannot be written in.
    pub fn create(path: &Path) -> Result<Self, OutputError> {
        let Place { target, existing } = Place::of(path)?;
        let refused = |source| OutputError::Refused { path: path.to_owned(), source };
        if existing.as_ref().is_some_and(|metadata| !metadata.is_file()) {
            let file = fs::OpenOptions::new().write(true).open(&target).map_err(refused)?;
            return Ok(OutputFile { path: path.to_owned(), target, writer: Writer::Special(BufWriter::new(file)) });
        }
        let folder = folder_of(&target);
        sweep(folder);
        let file = {
            // Made and named at once, so that `abandon` sees it or it is not made.
            let mut unfinished = unfinished();
            let file = temporary(folder).map_err(refused)?;
            unfinished.insert(file.path().to_owned());
            file
        };
        // On a file system without locks, age alone tells what is left over.
        let _ = file.as_file().try_lock();
        if let Some(metadata) = existing {
            file.as_file().set_permissions(metadata.permissions()).map_err(refused)?;
        }
        Ok(OutputFile { path: path.to_owned(), target, writer: Writer::Temporary(BufWriter::with_capacity(1 << 16, file)) })
    }

    /// Puts the file in its place.
    ///
    /// # Errors
    /// What was left to write cannot be, or the rename fails; then the file is removed.
    pub fn commit(self) -> Result<(), OutputError> {
        self.close()?.place()
    }

    /// Writes what is left and closes the file, which waits under its temporary name.
    fn close(self) -> Result<Waiting, OutputError> {
        let path = self.path;
        let refused = |source| OutputError::Refused { path: path.clone(), source };
        let temporary = match self.writer {
            Writer::Temporary(writer) => Some(writer.into_inner().map_err(|error| refused(error.into_error()))?.into_temp_path()),
            Writer::Special(mut writer) => {
                writer.flush().map_err(refused)?;
                None
            }
        };
        Ok(Waiting { path, target: self.target, temporary })
    }
}

/// Where a file is to stand, and what stands there.
struct Place {
    target: PathBuf,
    existing: Option<fs::Metadata>,
}

impl Place {
    /// Refuses what can be told to be no place for a file.
    fn of(path: &Path) -> Result<Place, OutputError> {
        // A symbolic link stays a link: what it points to is replaced.
        let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        if target.is_dir() {
            return Err(OutputError::IsFolder { path: path.to_owned() });
        }
        let folder = folder_of(&target);
        if !folder.is_dir() {
            let folder = folder.to_owned();
            return Err(if folder.exists() {
                OutputError::IsFile { path: folder }
            } else {
                OutputError::NoFolder { path: path.to_owned(), folder }
            });
        }
        let existing = fs::metadata(&target).ok();
        if existing.as_ref().is_some_and(|metadata| metadata.is_file() && metadata.permissions().readonly()) {
            let source = io::Error::new(io::ErrorKind::PermissionDenied, "the file is read-only");
            return Err(OutputError::Refused { path: path.to_owned(), source });
        }
        Ok(Place { target, existing })
    }
}

/// Finds out whether a file can be written at `path`, and leaves no trace: for runs that have much to do before they write.
///
/// # Errors
/// As [`OutputFile::create`].
pub fn probe(path: &Path) -> Result<(), OutputError> {
    let Place { target, existing } = Place::of(path)?;
    // A device or pipe is not opened in passing: whoever waits at its other end would take that for the output.
    if existing.is_none_or(|metadata| metadata.is_file()) {
        temporary(folder_of(&target)).map_err(|source| OutputError::Refused { path: path.to_owned(), source })?;
    }
    Ok(())
}

/// Removes the temporary files of all unfinished outputs: for runs that a signal ends. From here on, whoever begins an output waits for the end
/// of the process.
pub fn abandon() {
    let mut unfinished = unfinished();
    for path in std::mem::take(&mut *unfinished) {
        let _ = fs::remove_file(path);
    }
    std::mem::forget(unfinished);
}

/// Temporary files that are not in their places yet.
fn unfinished() -> std::sync::MutexGuard<'static, BTreeSet<PathBuf>> {
    static UNFINISHED: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());
    UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Age from which a temporary file that nobody writes is left over from a run that was killed. A file that waits, closed, for its fellows
/// is younger.
const LEFT_OVER: Duration = Duration::from_secs(600);

/// Removes what killed runs left in a folder; once a process.
fn sweep(folder: &Path) {
    static SWEPT: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());
    if !SWEPT.lock().unwrap_or_else(PoisonError::into_inner).insert(folder.to_owned()) {
        return;
    }
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let is_ours = name.to_str().is_some_and(|name| name.starts_with(PREFIX) && name.ends_with(SUFFIX));
        let modified = entry.metadata().ok().filter(fs::Metadata::is_file).and_then(|metadata| metadata.modified().ok());
        let is_old = modified.is_some_and(|at| SystemTime::now().duration_since(at).is_ok_and(|age| age > LEFT_OVER));
        if is_ours && is_old && fs::File::open(entry.path()).is_ok_and(|file| file.try_lock().is_ok()) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// A file that is written and closed, but not in its place; removed on drop.
struct Waiting {
    path: PathBuf,
    target: PathBuf,
    /// `None` for what is written in place.
    temporary: Option<TempPath>,
}

impl Waiting {
    fn place(self) -> Result<(), OutputError> {
        let Some(temporary) = self.temporary else { return Ok(()) };
        // Unfinished until it is in place: `abandon` comes before the rename or after it.
        let mut unfinished = unfinished();
        unfinished.remove(&*temporary);
        temporary.persist(&self.target).map_err(|error| OutputError::Refused { path: self.path, source: error.error })
    }
}

impl Write for OutputFile {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        match &mut self.writer {
            Writer::Temporary(writer) => writer.write(buffer),
            Writer::Special(writer) => writer.write(buffer),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.writer {
            Writer::Temporary(writer) => writer.flush(),
            Writer::Special(writer) => writer.flush(),
        }
    }
}

/// The folder a path lies in.
fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// How the names of temporary files begin and end.
const PREFIX: &str = ".recoupe-";
const SUFFIX: &str = ".tmp";

/// A temporary file with the permissions of any new file: the system's mask decides, not the secrecy of temporary files.
fn temporary(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX).suffix(SUFFIX);
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}

/// Writes one file whole: `write` gives its content.
///
/// # Errors
/// As [`OutputFile::create`] and [`OutputFile::commit`], and whatever `write` returns; then `path` is as it was.
pub fn write_atomically(path: &Path, write: impl FnOnce(&mut OutputFile) -> io::Result<()>) -> Result<(), OutputError> {
    let mut file = OutputFile::create(path)?;
    write(&mut file).map_err(|source| OutputError::Refused { path: path.to_owned(), source })?;
    file.commit()
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(in crate::output) fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> =
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_committed_file_replaces_and_a_dropped_one_leaves_no_trace() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out.jsonl");
        write_atomically(&path, |file| file.write_all(b"first")).unwrap();
        let mut file = OutputFile::create(&path).unwrap();
        file.write_all(b"second").unwrap();
        file.flush().unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"first");
        drop(file);
        let failed = write_atomically(&path, |file| file.write_all(b"x").and(Err(io::Error::other("no more"))));
        assert!(matches!(failed, Err(OutputError::Refused { .. })));
        assert_eq!(fs::read(&path).unwrap(), b"first");
        assert_eq!(names(folder.path()), ["out.jsonl"]);
        write_atomically(&path, |file| file.write_all(b"third")).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"third");
    }

    #[test]
    fn what_a_killed_run_left_goes_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        let make = |name: &str, age: Duration| {
            fs::write(path(name), "x").unwrap();
            fs::File::options().write(true).open(path(name)).unwrap().set_modified(SystemTime::now() - age).unwrap();
        };
        make(".recoupe-old.tmp", 2 * LEFT_OVER);
        make(".recoupe-young.tmp", Duration::ZERO);
        make(".recoupe-held.tmp", 2 * LEFT_OVER);
        make("recoupe-other.tmp", 2 * LEFT_OVER);
        let held = fs::File::open(path(".recoupe-held.tmp")).unwrap();
        held.lock().unwrap();
        write_atomically(&path("out"), |file| file.write_all(b"new")).unwrap();
        assert_eq!(names(folder.path()), [".recoupe-held.tmp", ".recoupe-young.tmp", "out", "recoupe-other.tmp"]);
    }

    #[test]
    fn a_pipe_is_written_and_stays_a_pipe() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        let reader = std::thread::spawn({
            let pipe = pipe.clone();
            move || fs::read(pipe).unwrap()
        });
        write_atomically(&pipe, |file| file.write_all(b"through")).unwrap();
        assert_eq!(reader.join().unwrap(), b"through");
        assert!(!fs::metadata(&pipe).unwrap().is_file());
        assert_eq!(names(folder.path()), ["pipe"]);
    }

    #[test]
    fn what_is_in_the_way_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, "").unwrap();
        let missing = folder.path().join("no/such/out");
        assert!(matches!(OutputFile::create(&missing), Err(OutputError::NoFolder { .. })));
        assert!(matches!(OutputFile::create(folder.path()), Err(OutputError::IsFolder { .. })));
        assert!(matches!(OutputFile::create(&file.join("out")), Err(OutputError::IsFile { .. })));
        for path in [folder.path(), &missing, &file.join("out")] {
            assert_eq!(probe(path).unwrap_err().to_string(), OutputFile::create(path).unwrap_err().to_string());
        }
        probe(&file).unwrap();
        probe(&folder.path().join("new")).unwrap();
        assert_eq!(names(folder.path()), ["file"]);
        let message = OutputFile::create(&missing).unwrap_err().to_string();
        assert!(message.contains("out") && message.contains("does not exist"), "{message}");
    }

    #[test]
    fn a_read_only_file_stays_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out");
        fs::write(&path, "kept").unwrap();
        let mut permissions = fs::metadata(&path).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&path, permissions).unwrap();
        assert!(matches!(OutputFile::create(&path), Err(OutputError::Refused { .. })));
        assert!(matches!(probe(&path), Err(OutputError::Refused { .. })));
        assert_eq!(fs::read(&path).unwrap(), b"kept");
    }

    #[test]
    fn permissions_are_those_of_any_file_and_links_stay_links() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let (plain, written) = (folder.path().join("plain"), folder.path().join("written"));
        fs::write(&plain, "").unwrap();
        write_atomically(&written, |file| file.write_all(b"x")).unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&written), mode(&plain));
        fs::set_permissions(&plain, fs::Permissions::from_mode(0o640)).unwrap();
        let link = folder.path().join("link");
        std::os::unix::fs::symlink(&plain, &link).unwrap();
        write_atomically(&link, |file| file.write_all(b"through")).unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!((fs::read(&plain).unwrap().as_slice(), mode(&plain)), (&b"through"[..], 0o640));
    }
}
