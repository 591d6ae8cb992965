//! The scratch folder of a run: what does not fit in memory waits there.
//!
//! Enters: a parent folder. Leaves: files without a name anyone needs, written and read at offsets.
//! **Invariant:** nothing is made before the first file is asked for, and nothing stays: a folder goes with its run, or with the
//! next run that finds it. A folder is known as abandoned by its lock, which the system lets go when its process dies; nothing is
//! removed that does not bear the names given here, and no link is followed.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

/// How the name of a scratch folder begins; [`RANDOM`] letters and digits follow.
const PREFIX: &str = "recoupe-";
const RANDOM: usize = 12;
/// Held while the run lives.
const LOCK: &str = "lock";
/// The lock before it is held: a folder must not be seen with a lock that nobody holds.
const LOCK_IN_THE_MAKING: &str = "lock.new";
/// How the name of a file of data ends.
const SUFFIX: &str = ".spill";
/// Age from which a folder without a lock is abandoned rather than in the making.
const ABANDONED: Duration = Duration::from_secs(60);

/// Why the scratch folder is of no use. Each names the folder and what to do.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ScratchError {
    /// The parent does not exist or is not a folder.
    #[error("{}: there is no such folder for temporary files; create it, or give --temp-dir another one", .folder.display())]
    NoFolder {
        /// The parent.
        folder: PathBuf,
    },
    /// The system refused to make, write or read a file.
    #[error("{}: temporary files cannot be kept in this folder; give --temp-dir another one, or raise --memory", .folder.display())]
    Refused {
        /// The parent, or the scratch folder in it.
        folder: PathBuf,
        /// The system's reason.
        #[source]
        source: io::Error,
    },
    /// The disk or the quota is used up.
    #[error("{}: no room is left for temporary files, {written} bytes of them are written; give --temp-dir another folder, or raise --memory", .folder.display())]
    Full {
        /// The scratch folder.
        folder: PathBuf,
        /// Bytes this run had written there.
        written: u64,
        /// The system's reason.
        #[source]
        source: io::Error,
    },
    /// The run is being broken off.
    #[error("the temporary files were removed, for the run is being broken off")]
    Removed,
}

/// A run's scratch folder, or a handle to the same. It is removed with its last handle, or by [`Scratch::remove`].
#[derive(Clone, Debug)]
pub struct Scratch(Arc<Folder>);

#[derive(Debug)]
struct Folder {
    parent: PathBuf,
    state: Mutex<State>,
    is_removed: AtomicBool,
    written: AtomicU64,
}

#[derive(Debug)]
enum State {
    Unmade,
    Made { path: PathBuf, lock: File, names: Vec<String> },
    Removed,
}

impl Scratch {
    /// A scratch folder to be made in `parent` when the first file is asked for.
    pub fn new(parent: PathBuf) -> Self {
        let state = Mutex::new(State::Unmade);
        Scratch(Arc::new(Folder { parent, state, is_removed: AtomicBool::new(false), written: AtomicU64::new(0) }))
    }

    /// A new empty file. `name` is for people who look into the folder: ASCII letters, digits and hyphens; names may repeat.
    /// On Unix the file has no name from the start, so that it cannot outlive the process.
    ///
    /// # Errors
    /// The folder or the file cannot be made, or the scratch folder was removed.
    pub fn file(&self, name: &str) -> Result<ScratchFile, ScratchError> {
        let mut state = self.0.state();
        if matches!(*state, State::Unmade) {
            *state = self.0.make()?;
        }
        let State::Made { path, names, .. } = &mut *state else { return Err(ScratchError::Removed) };
        let name = format!("{name}-{}{SUFFIX}", names.len());
        let refused = |source| ScratchError::Refused { folder: path.clone(), source };
        let file = OpenOptions::new().read(true).write(true).create_new(true).open(path.join(&name)).map_err(refused)?;
        if cfg!(unix) {
            fs::remove_file(path.join(&name)).map_err(refused)?;
        }
        names.push(name);
        Ok(ScratchFile { file, path: path.clone(), folder: Arc::clone(&self.0), end: AtomicU64::new(0) })
    }

    /// Bytes written to files of this folder so far.
    pub fn written(&self) -> u64 {
        self.0.written.load(Ordering::Relaxed)
    }

    /// Removes the folder and its files now. Whoever writes or reads one of them afterwards gets [`ScratchError::Removed`]. May be
    /// called from any thread, more than once; what cannot be removed is left to the next run's [`Scratch::sweep`].
    pub fn remove(&self) {
        self.0.remove();
    }

    /// Removes the scratch folders in `parent` whose runs have died, and says how many. Those of living runs stay, and so does
    /// everything else; what cannot be removed is passed over.
    pub fn sweep(parent: &Path) -> usize {
        let Ok(entries) = fs::read_dir(parent) else { return 0 };
        let is_ours = |entry: &fs::DirEntry| {
            entry.file_name().to_str().is_some_and(is_scratch_name) && entry.file_type().is_ok_and(|kind| kind.is_dir())
        };
        entries.filter_map(Result::ok).filter(is_ours).filter(|entry| sweep_folder(&entry.path())).count()
    }
}

fn is_scratch_name(name: &str) -> bool {
    name.strip_prefix(PREFIX).is_some_and(|rest| rest.len() == RANDOM && rest.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

/// Removes one folder if its run has died. Its own lock is held meanwhile, so two sweepers do not meet in it.
fn sweep_folder(path: &Path) -> bool {
    let lock = path.join(LOCK);
    let held = match fs::symlink_metadata(&lock) {
        Ok(metadata) if metadata.is_file() => match OpenOptions::new().write(true).open(&lock) {
            Ok(file) => file,
            Err(_) => return false,
        },
        Err(error) if error.kind() == ErrorKind::NotFound && is_old(path) => return remove_folder(path),
        _ => return false,
    };
    match held.try_lock() {
        Ok(()) => remove_folder(path),
        // Held by its run; or on a file system without locks, where nobody can tell.
        Err(TryLockError::WouldBlock | TryLockError::Error(_)) => false,
    }
}

fn is_old(path: &Path) -> bool {
    let modified = fs::symlink_metadata(path).and_then(|metadata| metadata.modified());
    modified.is_ok_and(|modified| SystemTime::now().duration_since(modified).is_ok_and(|age| age > ABANDONED))
}

/// Removes the files that a run makes, the lock last, then the folder, which stays if it holds anything else.
fn remove_folder(path: &Path) -> bool {
    let Ok(entries) = fs::read_dir(path) else { return false };
    for entry in entries.filter_map(Result::ok) {
        let name = entry.file_name();
        let is_known = name.to_str().is_some_and(|name| name.ends_with(SUFFIX) || name == LOCK_IN_THE_MAKING);
        if is_known && entry.file_type().is_ok_and(|kind| kind.is_file()) {
            let _ = fs::remove_file(entry.path());
        }
    }
    let _ = fs::remove_file(path.join(LOCK));
    fs::remove_dir(path).is_ok()
}

impl Folder {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn make(&self) -> Result<State, ScratchError> {
        if !self.parent.is_dir() {
            return Err(ScratchError::NoFolder { folder: self.parent.clone() });
        }
        let refused = |source| ScratchError::Refused { folder: self.parent.clone(), source };
        let folder = tempfile::Builder::new().prefix(PREFIX).rand_bytes(RANDOM).tempdir_in(&self.parent).map_err(refused)?;
        let new = folder.path().join(LOCK_IN_THE_MAKING);
        let lock = OpenOptions::new().write(true).create_new(true).open(&new).map_err(refused)?;
        match lock.try_lock() {
            // Without locks a folder that outlives its run is not swept, which harms nobody.
            Ok(()) => {}
            Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Unsupported => {}
            Err(error) => return Err(refused(error.into())),
        }
        fs::rename(&new, folder.path().join(LOCK)).map_err(refused)?;
        Ok(State::Made { path: folder.keep(), lock, names: Vec::new() })
    }

    fn remove(&self) {
        self.is_removed.store(true, Ordering::SeqCst);
        if let State::Made { path, lock, .. } = std::mem::replace(&mut *self.state(), State::Removed) {
            remove_folder(&path);
            drop(lock);
        }
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        self.remove();
    }
}

/// A file of a scratch folder, shared by threads: each writes where nobody else does. It keeps the folder.
#[derive(Debug)]
pub struct ScratchFile {
    file: File,
    path: PathBuf,
    folder: Arc<Folder>,
    end: AtomicU64,
}

impl ScratchFile {
    /// Sets `len` bytes aside at the end of the file and gives their offset.
    pub fn reserve(&self, len: u64) -> u64 {
        self.end.fetch_add(len, Ordering::Relaxed)
    }

    /// Writes bytes at an offset that [`reserve`](Self::reserve) gave.
    ///
    /// # Errors
    /// The disk is full, the system refuses, or the folder was removed.
    pub fn write_at(&self, bytes: &[u8], offset: u64) -> Result<(), ScratchError> {
        self.check()?;
        write_all_at(&self.file, bytes, offset).map_err(|source| self.failed(source))?;
        self.folder.written.fetch_add(bytes.len() as u64, Ordering::Relaxed);
        Ok(())
    }

    /// Writes bytes at the end and gives their offset.
    ///
    /// # Errors
    /// As [`write_at`](Self::write_at).
    pub fn append(&self, bytes: &[u8]) -> Result<u64, ScratchError> {
        let offset = self.reserve(bytes.len() as u64);
        self.write_at(bytes, offset).map(|()| offset)
    }

    /// Fills `bytes` from an offset.
    ///
    /// # Errors
    /// The file ends before, the system refuses, or the folder was removed.
    pub fn read_at(&self, bytes: &mut [u8], offset: u64) -> Result<(), ScratchError> {
        self.check()?;
        read_exact_at(&self.file, bytes, offset).map_err(|source| self.failed(source))
    }

    fn check(&self) -> Result<(), ScratchError> {
        if self.folder.is_removed.load(Ordering::Relaxed) { Err(ScratchError::Removed) } else { Ok(()) }
    }

    fn failed(&self, source: io::Error) -> ScratchError {
        if self.folder.is_removed.load(Ordering::SeqCst) {
            return ScratchError::Removed;
        }
        let folder = self.path.clone();
        match source.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
                ScratchError::Full { folder, written: self.folder.written.load(Ordering::Relaxed), source }
            }
            _ => ScratchError::Refused { folder, source },
        }
    }
}

#[cfg(unix)]
fn write_all_at(file: &File, bytes: &[u8], offset: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::write_all_at(file, bytes, offset)
}

#[cfg(unix)]
fn read_exact_at(file: &File, bytes: &mut [u8], offset: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, offset)
}

#[cfg(windows)]
fn write_all_at(file: &File, mut bytes: &[u8], mut offset: u64) -> io::Result<()> {
    while !bytes.is_empty() {
        match std::os::windows::fs::FileExt::seek_write(file, bytes, offset) {
            Ok(0) => return Err(ErrorKind::WriteZero.into()),
            Ok(count) => (bytes, offset) = (&bytes[count..], offset + count as u64),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

#[cfg(windows)]
fn read_exact_at(file: &File, mut bytes: &mut [u8], mut offset: u64) -> io::Result<()> {
    while !bytes.is_empty() {
        match std::os::windows::fs::FileExt::seek_read(file, bytes, offset) {
            Ok(0) => return Err(ErrorKind::UnexpectedEof.into()),
            Ok(count) => (bytes, offset) = (&mut bytes[count..], offset + count as u64),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let name = |entry: io::Result<fs::DirEntry>| entry.unwrap().file_name().into_string().unwrap();
        fs::read_dir(folder).unwrap().map(name).collect()
    }

    fn age(path: &Path) {
        File::open(path).unwrap().set_modified(SystemTime::now() - 2 * ABANDONED).unwrap();
    }

    #[test]
    fn nothing_is_made_before_it_is_needed_and_nothing_stays() {
        let parent = tempfile::tempdir().unwrap();
        let scratch = Scratch::new(parent.path().to_owned());
        assert!(names(parent.path()).is_empty());
        let (first, second) = (scratch.file("a").unwrap(), scratch.file("a").unwrap());
        assert!(matches!(&names(parent.path())[..], [name] if is_scratch_name(name)));
        assert_eq!((first.append(b"one").unwrap(), second.append(b"x").unwrap(), first.append(b"two").unwrap()), (0, 0, 3));
        let mut bytes = [0; 5];
        first.read_at(&mut bytes, 1).unwrap();
        assert_eq!((&bytes, scratch.written()), (b"netwo", 7));
        assert!(matches!(first.read_at(&mut bytes, 2), Err(ScratchError::Refused { .. })), "past the end");
        drop((first, second, scratch));
        assert!(names(parent.path()).is_empty());
    }

    #[test]
    fn who_writes_after_the_removal_gets_an_error() {
        let parent = tempfile::tempdir().unwrap();
        let scratch = Scratch::new(parent.path().to_owned());
        let file = scratch.file("a").unwrap();
        std::thread::scope(|scope| {
            let writer = scope.spawn(|| (0..).find_map(|_| file.append(&[0; 512]).err()));
            scratch.clone().remove();
            assert!(matches!(writer.join().unwrap(), Some(ScratchError::Removed)));
        });
        assert!(matches!(scratch.file("b"), Err(ScratchError::Removed)));
        assert!(names(parent.path()).is_empty());
        scratch.remove();
    }

    #[test]
    fn the_dead_are_swept_and_the_living_stay() {
        let parent = tempfile::tempdir().unwrap();
        let at = |name: &str| parent.path().join(name);
        let living = Scratch::new(parent.path().to_owned());
        let file = living.file("a").unwrap();
        for (name, files) in [
            ("recoupe-deaddeaddead", &["lock", "a-0.spill"][..]),
            ("recoupe-unlockedOld1", &["lock.new", "a-0.spill"]),
            ("recoupe-unlockedNew1", &["lock.new"]),
            ("recoupe-withForeign1", &["lock", "thesis.doc"]),
            ("recoupe-short", &["lock"]),
            ("somebodys-folder", &["lock"]),
        ] {
            fs::create_dir(at(name)).unwrap();
            files.iter().for_each(|file| drop(File::create(at(name).join(file)).unwrap()));
        }
        age(&at("recoupe-unlockedOld1"));
        assert_eq!(Scratch::sweep(parent.path()), 2);
        assert!(!at("recoupe-deaddeaddead").exists() && !at("recoupe-unlockedOld1").exists());
        for stays in ["recoupe-unlockedNew1", "recoupe-withForeign1/thesis.doc", "recoupe-short/lock", "somebodys-folder/lock"] {
            assert!(at(stays).exists(), "{stays}");
        }
        file.append(b"still there").unwrap();
        assert_eq!(Scratch::sweep(&at("nowhere")), 0);
    }

    #[cfg(unix)]
    #[test]
    fn links_are_not_followed() {
        let (parent, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        File::create(other.path().join("a-0.spill")).unwrap();
        File::create(other.path().join("lock")).unwrap();
        std::os::unix::fs::symlink(other.path(), parent.path().join("recoupe-linkedfolder")).unwrap();
        let folder = parent.path().join("recoupe-linkedInside");
        fs::create_dir(&folder).unwrap();
        std::os::unix::fs::symlink(other.path().join("lock"), folder.join("lock")).unwrap();
        std::os::unix::fs::symlink(other.path(), folder.join("a-0.spill")).unwrap();
        assert_eq!(Scratch::sweep(parent.path()), 0);
        assert_eq!((names(other.path()).len(), names(parent.path()).len()), (2, 2));
    }

    #[test]
    fn errors_name_the_folder_and_what_to_do() {
        let parent = tempfile::tempdir().unwrap();
        let missing = parent.path().join("missing");
        let error = Scratch::new(missing.clone()).file("a").unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("{}: there is no such folder for temporary files; create it, or give --temp-dir another one", missing.display())
        );
        let scratch = Scratch::new(parent.path().to_owned());
        let file = scratch.file("a").unwrap();
        file.append(b"0123456789").unwrap();
        let error = file.failed(ErrorKind::StorageFull.into()).to_string();
        assert!(error.contains("10 bytes") && error.ends_with("give --temp-dir another folder, or raise --memory"), "{error}");
    }
}
