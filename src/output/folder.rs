//! Folders of output that one run after the other writes.
//!
//! Enters: names and contents. Leaves: the files of one run, in place of those of an earlier one.
//! **Invariant:** what recoupe did not write stays, links are not followed, and two runs into one folder leave the files of one.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::{OutputError, OutputFile, Waiting, folder_of, temporary};

/// How a folder that one run after the other writes is laid out, and how its files are known. All names are relative, with `/`.
#[derive(Clone, Copy, Debug)]
pub struct Layout {
    /// The folders its files lie in; the folder itself is the empty name.
    pub parts: &'static [&'static str],
    /// Files that every run writes.
    pub always: &'static [&'static str],
    /// Whether a file of this name may be one of its files.
    pub has: fn(&str) -> bool,
    /// Which of the files found are its files, by what stands in them.
    pub own: fn(Vec<FoundFile>) -> Vec<String>,
}

/// A file whose name is one of a layout's.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FoundFile {
    /// Relative, with `/`.
    pub name: String,
    /// Its first and its last bytes, of a short one all.
    pub ends: Vec<u8>,
}

/// Bytes of each end of a file by which it is known.
const END_BYTES: u64 = 1 << 10;

/// A folder to be written, in place of what an earlier run wrote there.
#[derive(Debug)]
pub struct OutputFolder {
    path: PathBuf,
    layout: Layout,
    earlier: BTreeSet<String>,
}

impl OutputFolder {
    /// Looks at what stands at `path`, which is created once there is something to write.
    ///
    /// # Errors
    /// A file in the folder's place or somebody else's where one of [`Layout::always`] belongs, and a place that cannot be written in.
    pub fn open(path: &Path, layout: Layout) -> Result<Self, OutputError> {
        let refused = |source| OutputError::Refused { path: path.to_owned(), source };
        let existing = path.ancestors().find(|part| part.exists()).filter(|part| !part.as_os_str().is_empty()).unwrap_or(Path::new("."));
        if !existing.is_dir() {
            return Err(OutputError::IsFile { path: existing.to_owned() });
        }
        temporary(existing).map_err(refused)?;
        let earlier = own(path, layout)?;
        let mut folder = OutputFolder { path: path.to_owned(), layout, earlier };
        if layout.always.iter().any(|name| folder.free(name).is_err()) {
            // Perhaps another run wrote it since.
            folder.earlier = own(path, layout)?;
        }
        layout.always.iter().try_for_each(|name| folder.free(name))?;
        Ok(folder)
    }

    /// Refuses a place that somebody else's file, link or folder takes.
    fn free(&self, name: &str) -> Result<(), OutputError> {
        let path = self.path.join(name);
        let is_foreign = !self.earlier.contains(name) && fs::symlink_metadata(&path).is_ok();
        if is_foreign { Err(OutputError::Foreign { path }) } else { Ok(()) }
    }

    /// Writes `files` (name and content), and removes what an earlier run wrote beside them; the number of files removed. All are
    /// written before the first is put in place, then each by a rename, in their order: give the file that refers to the others last.
    /// One file is open at a time, and one content held. A run into a folder that another is writing waits for it, where the system locks folders.
    ///
    /// # Errors
    /// As [`write_atomically`](super::write_atomically), and somebody else's file in the place of one of `files`; a failure before the first rename changes nothing
    /// but for folders created.
    pub fn write<N: AsRef<str>, C: AsRef<[u8]>>(mut self, files: impl IntoIterator<Item = (N, C)>) -> Result<usize, OutputError> {
        let mut waiting = Vec::new();
        let mut written = BTreeSet::new();
        create_folder(&self.path)?;
        // Held until all is in place; a system that locks no folder keeps nobody waiting.
        let lock = fs::File::open(&self.path).ok();
        let _ = lock.as_ref().map(fs::File::lock);
        self.earlier = own(&self.path, self.layout)?;
        for (name, content) in files {
            self.free(name.as_ref())?;
            let path = self.path.join(name.as_ref());
            create_folder(folder_of(&path))?;
            let mut file = OutputFile::create(&path)?;
            file.write_all(content.as_ref()).map_err(|source| OutputError::Refused { path, source })?;
            waiting.push(file.close()?);
            written.insert(name.as_ref().to_owned());
        }
        // What somebody put there while the report was made is his.
        let now = own(&self.path, self.layout)?;
        self.earlier.retain(|name| now.contains(name));
        written.iter().try_for_each(|name| self.free(name))?;
        waiting.into_iter().try_for_each(Waiting::place)?;
        self.earlier.retain(|name| !written.contains(name));
        let mut failed = None;
        for name in &self.earlier {
            let path = self.path.join(name);
            match fs::remove_file(&path) {
                Err(source) if source.kind() != io::ErrorKind::NotFound => failed = failed.or(Some(OutputError::Refused { path, source })),
                _ => {}
            }
        }
        // A folder goes with the last file in it; one that holds something is not removed.
        let emptied = |part: &&&str| !part.is_empty() && self.earlier.iter().any(|name| name.starts_with(&format!("{part}/")));
        for part in self.layout.parts.iter().filter(emptied) {
            let _ = fs::remove_dir(self.path.join(part));
        }
        failed.map_or(Ok(self.earlier.len()), Err)
    }
}

/// The files of a layout that an earlier run wrote into a folder, links not followed: what they lead to is another's.
fn own(path: &Path, layout: Layout) -> Result<BTreeSet<String>, OutputError> {
    let mut found = Vec::new();
    for part in layout.parts {
        let place = path.join(part);
        if !part.is_empty() && fs::symlink_metadata(&place).is_ok_and(|metadata| !metadata.is_dir()) {
            return Err(OutputError::Foreign { path: place });
        }
        for entry in fs::read_dir(place).into_iter().flatten().flatten() {
            let Some(file) = entry.file_name().to_str().map(str::to_owned) else { continue };
            let name = if part.is_empty() { file } else { format!("{part}/{file}") };
            if (layout.has)(&name) && entry.file_type().is_ok_and(|kind| kind.is_file()) {
                match ends(&entry.path()) {
                    Ok(ends) => found.push(FoundFile { name, ends }),
                    // Another run took it away meanwhile.
                    Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                    Err(source) => return Err(OutputError::Refused { path: entry.path(), source }),
                }
            }
        }
    }
    Ok((layout.own)(found).into_iter().collect())
}

/// The first and the last bytes of a file.
fn ends(path: &Path) -> io::Result<Vec<u8>> {
    let mut file = fs::File::open(path)?;
    let mut ends = Vec::new();
    (&mut file).take(END_BYTES).read_to_end(&mut ends)?;
    let last = file.metadata()?.len().saturating_sub(END_BYTES).max(ends.len() as u64);
    file.seek(SeekFrom::Start(last))?;
    file.take(END_BYTES).read_to_end(&mut ends)?;
    Ok(ends)
}

fn create_folder(path: &Path) -> Result<(), OutputError> {
    fs::create_dir_all(path).map_err(|source| match path.ancestors().find(|part| part.is_file()) {
        Some(file) => OutputError::IsFile { path: file.to_owned() },
        None => OutputError::Refused { path: path.to_owned(), source },
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::names;
    use super::*;

    const LAYOUT: Layout = Layout {
        parts: &["", "parts"],
        always: &["index.html"],
        has: |name| name.ends_with(".html"),
        own: |found| found.into_iter().filter(|file| file.ends.starts_with(b"our ")).map(|file| file.name).collect(),
    };

    fn write(folder: &Path, files: &[(&str, &str)]) -> Result<usize, OutputError> {
        OutputFolder::open(folder, LAYOUT)?.write(files.iter().copied())
    }

    #[test]
    fn a_file_is_no_folder() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, "mine").unwrap();
        assert!(matches!(OutputFolder::open(&file, LAYOUT), Err(OutputError::IsFile { .. })));
        assert!(matches!(OutputFolder::open(&file.join("a/b"), LAYOUT), Err(OutputError::IsFile { .. })));
    }

    #[test]
    fn a_folder_is_written_whole_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let report = folder.path().join("a/report");
        write(&report, &[("parts/1.html", "our one"), ("index.html", "our index")]).unwrap();
        assert_eq!(names(&report), ["index.html", "parts"]);
        fs::create_dir(report.join("blocked")).unwrap();
        assert!(write(&report, &[("index.html", "our new"), ("blocked", "our x")]).is_err());
        assert_eq!(fs::read(report.join("index.html")).unwrap(), b"our index");
        assert_eq!(fs::read(report.join("parts/1.html")).unwrap(), b"our one");
        assert_eq!(names(&report), ["blocked", "index.html", "parts"]);
    }

    #[test]
    fn a_folder_gives_up_what_an_earlier_run_wrote_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let report = folder.path().join("report");
        let long = format!("our {}", "x".repeat(3 * END_BYTES as usize));
        write(&report, &[("parts/1.html", "our one"), ("parts/2.html", &long), ("index.html", "our index")]).unwrap();
        fs::write(report.join("parts/mine.html"), "mine").unwrap();
        fs::write(report.join("parts/mine.txt"), "our way to say mine").unwrap();
        fs::write(report.join("mine.html"), "mine").unwrap();
        assert_eq!(write(&report, &[("parts/3.html", "our three"), ("index.html", "our new")]).unwrap(), 2);
        assert_eq!(names(&report), ["index.html", "mine.html", "parts"]);
        assert_eq!(names(&report.join("parts")), ["3.html", "mine.html", "mine.txt"]);
        let failed = write(&report, &[("parts/mine.html", "our page"), ("index.html", "our third")]);
        assert!(matches!(failed, Err(OutputError::Foreign { path }) if path.ends_with("parts/mine.html")));
        assert_eq!(fs::read(report.join("index.html")).unwrap(), b"our new");
        assert_eq!(names(&report.join("parts")), ["3.html", "mine.html", "mine.txt"]);
        fs::write(report.join("index.html"), "mine").unwrap();
        assert!(matches!(OutputFolder::open(&report, LAYOUT), Err(OutputError::Foreign { .. })));
        fs::write(report.join("index.html"), "our index").unwrap();
        fs::remove_file(report.join("parts/mine.html")).unwrap();
        fs::remove_file(report.join("parts/mine.txt")).unwrap();
        write(&report, &[("index.html", "our last")]).unwrap();
        assert_eq!(names(&report), ["index.html", "mine.html"]);
    }

    #[test]
    fn what_is_put_into_a_folder_meanwhile_stays() {
        let folder = tempfile::tempdir().unwrap();
        let report = folder.path().join("report");
        write(&report, &[("parts/1.html", "our one"), ("parts/2.html", "our two"), ("index.html", "our index")]).unwrap();
        let open = OutputFolder::open(&report, LAYOUT).unwrap();
        fs::write(report.join("parts/1.html"), "mine").unwrap();
        assert_eq!(open.write([("index.html", "our new")]).unwrap(), 1);
        assert_eq!(names(&report.join("parts")), ["1.html"]);
        let open = OutputFolder::open(&report, LAYOUT).unwrap();
        fs::write(report.join("index.html"), "mine").unwrap();
        assert!(matches!(open.write([("index.html", "our newer")]), Err(OutputError::Foreign { .. })));
        assert_eq!(fs::read(report.join("index.html")).unwrap(), b"mine");
        assert_eq!(names(&report), ["index.html", "parts"]);
    }

    #[test]
    fn two_runs_into_one_folder_leave_the_files_of_one() {
        let folder = tempfile::tempdir().unwrap();
        let report = folder.path().join("report");
        let run = |own: &str| {
            for round in 0..40 {
                let index = format!("our {own} {round}");
                write(&report, &[(format!("parts/{own}.html").as_str(), index.as_str()), ("parts/3.html", &index), ("index.html", &index)])
                    .unwrap();
            }
        };
        std::thread::scope(|scope| ["1", "2"].map(|own| scope.spawn(move || run(own))).map(|thread| thread.join().unwrap()));
        let index = fs::read_to_string(report.join("index.html")).unwrap();
        let last = index.split(' ').nth(1).unwrap();
        assert_eq!(names(&report.join("parts")), [&format!("{last}.html"), "3.html"]);
        assert_eq!(fs::read_to_string(report.join("parts/3.html")).unwrap(), index);
    }

    #[test]
    fn links_out_of_a_folder_are_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        let (one, other) = (folder.path().join("one"), folder.path().join("other"));
        write(&one, &[("parts/1.html", "our one"), ("index.html", "our index")]).unwrap();
        fs::create_dir(&other).unwrap();
        std::os::unix::fs::symlink("../one/index.html", other.join("index.html")).unwrap();
        assert!(matches!(write(&other, &[("index.html", "our new")]), Err(OutputError::Foreign { .. })));
        fs::remove_file(other.join("index.html")).unwrap();
        std::os::unix::fs::symlink("../one/parts", other.join("parts")).unwrap();
        assert!(matches!(write(&other, &[("index.html", "our new")]), Err(OutputError::Foreign { .. })));
        assert_eq!(fs::read(one.join("index.html")).unwrap(), b"our index");
        assert_eq!(names(&one.join("parts")), ["1.html"]);
    }
}
