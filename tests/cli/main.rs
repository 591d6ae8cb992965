//! The command line, as a person or a program uses it: whole runs of the binary, one file a behavior.

mod bad_input;
#[cfg(unix)]
mod broken_off;
mod check;
mod compare;
mod dedup;
mod determinism;
mod docs;
mod engine;
mod example;
mod explain;
mod group;
mod report;
mod schema;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A folder that goes with the test.
pub(crate) struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    pub(crate) fn new() -> Place {
        Place { folder: tempfile::tempdir().expect("a temporary folder") }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(&path, content).expect("a file");
        path
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// The names in a folder of this place, sorted.
    pub(crate) fn names(&self, folder: &str) -> Vec<String> {
        let entries = fs::read_dir(self.path(folder)).unwrap_or_else(|error| panic!("{folder}: {error}"));
        let mut names: Vec<String> =
            entries.map(|entry| entry.expect("an entry").file_name().into_string().expect("a name of ours")).collect();
        names.sort();
        names
    }

    /// The binary with arguments, to be started here.
    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_recoupe"));
        command.args(args).current_dir(self.folder.path()).env_remove("COLUMNS");
        command
    }

    /// Runs the binary here.
    pub(crate) fn run(&self, args: &[&str]) -> Ran {
        ran(self.command(args).output().expect("the binary runs"))
    }

    /// Runs the binary here with something on standard input.
    pub(crate) fn run_with(&self, args: &[&str], input: &[u8]) -> Ran {
        use std::io::Write;
        use std::process::Stdio;
        let mut child =
            self.command(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the binary runs");
        child.stdin.take().expect("piped").write_all(input).expect("it reads");
        ran(child.wait_with_output().expect("it ends"))
    }
}

pub(crate) struct Ran {
    pub(crate) status: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

pub(crate) fn ran(output: Output) -> Ran {
    Ran {
        status: output.status.code().expect("no signal"),
        out: String::from_utf8(output.stdout).expect("UTF-8"),
        err: String::from_utf8(output.stderr).expect("UTF-8"),
    }
}

impl Ran {
    #[track_caller]
    pub(crate) fn exits(self, status: i32) -> Ran {
        assert_eq!(self.status, status, "\nstdout: {}\nstderr: {}", self.out, self.err);
        self
    }

    #[track_caller]
    pub(crate) fn says(self, words: &str) -> Ran {
        assert!(self.err.contains(words), "standard error lacks {words:?}:\n{}", self.err);
        self
    }

    #[track_caller]
    pub(crate) fn prints(self, words: &str) -> Ran {
        assert!(self.out.contains(words), "standard output lacks {words:?}:\n{}", self.out);
        self
    }
}

pub(crate) fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

pub(crate) fn corpus() -> String {
    project().join("corpus").to_string_lossy().into_owned()
}

/// The lines of a JSON lines file.
pub(crate) fn json_lines(text: &str) -> Vec<serde_json::Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{line}: {error}"))).collect()
}

/// A sentence of its own for every number, so that texts made of different ones share nothing.
pub(crate) fn sentence(number: u64) -> String {
    let word = |salt: u64| {
        let mut hash = recoupe::hash::mix(number * 1000 + salt);
        let mut word = String::new();
        for _ in 0..3 {
            word.push(char::from(b"bdfgklmnprstv"[(hash % 13) as usize]));
            word.push(char::from(b"aeiou"[(hash / 13 % 5) as usize]));
            hash /= 65;
        }
        word
    };
    let words: Vec<String> = (0..12).map(word).collect();
    format!("Le {}.", words.join(" "))
}

/// A text of `count` sentences.
pub(crate) fn text(first: u64, count: u64) -> String {
    (first..first + count).map(sentence).collect::<Vec<_>>().join("\n")
}

pub(crate) fn record(id: &str, text: &str) -> String {
    serde_json::json!({"id": id, "text": text, "source": "Le Test", "date": "2024-05-01"}).to_string() + "\n"
}
