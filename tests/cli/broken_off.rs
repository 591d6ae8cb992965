//! Runs that end before their time, by a signal or for want of room: what stands under a name is whole, and nothing temporary stays.

use std::fs::{self, File};
use std::io::Write;
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, Command, Output, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant, SystemTime};

use crate::engine::{gzip, set};
use crate::{Place, Ran, ran, record, text};

/// As little memory as makes any set of these tests go to disk.
const LITTLE: [&str; 4] = ["--memory", "1MiB", "--temp-dir", "temp"];

fn place() -> Place {
    let place = Place::new();
    fs::create_dir(place.path("temp")).expect("a folder");
    place
}

fn start(place: &Place, args: &[&str]) -> Child {
    place.command(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the binary runs")
}

fn is_unfinished(name: &str) -> bool {
    name.starts_with(".recoupe-")
}

fn signal(child: &Child, name: &str) {
    let status = Command::new("sh").args(["-c", &format!("kill -{name} {}", child.id())]).status().expect("a shell");
    assert!(status.success(), "kill -{name}");
}

/// Waits until something is so.
fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let started = Instant::now();
    while !is_so() {
        assert!(started.elapsed() < Duration::from_secs(60), "{what} never came");
        sleep(Duration::from_millis(1));
    }
}

#[test]
fn a_run_killed_at_any_moment_leaves_the_old_file_or_the_new() {
    let place = place();
    place.write("set.jsonl.gz", gzip(&set(480)));
    let args = [&["dedup", "set.jsonl.gz", "-o", "out.jsonl", "--pairs", "pairs.jsonl"][..], &LITTLE].concat();
    let outputs = ["out.jsonl", "pairs.jsonl"];
    let started = Instant::now();
    place.run(&args).exits(0);
    let whole_run = started.elapsed();
    let new = outputs.map(|name| place.read(name));
    let mut killed = 0;
    let runs = 30;
    for run in 0..runs {
        let old = (run % 2 == 1).then_some("old\n");
        for name in outputs {
            fs::remove_file(place.path(name)).ok();
            old.map(|old| place.write(name, old));
        }
        let mut child = start(&place, &args);
        sleep(whole_run * run / runs);
        child.kill().expect("it is ours");
        killed += u32::from(child.wait().expect("it ended").signal() == Some(9));
        for (name, new) in outputs.iter().zip(&new) {
            let found = fs::read_to_string(place.path(name)).ok();
            assert!(found.as_deref() == old || found.as_ref() == Some(new), "{name} is half-written after run {run}");
        }
    }
    assert!(killed > runs / 3, "only {killed} runs were killed");
    // A folder whose run died before it had a lock is known by its age alone.
    for name in place.names("temp").iter().filter(|name| !place.path(&format!("temp/{name}/lock")).exists()) {
        let folder = File::open(place.path(&format!("temp/{name}"))).expect("a folder");
        folder.set_modified(SystemTime::now() - Duration::from_secs(3600)).expect("it is ours");
    }
    place.run(&args).exits(0);
    assert_eq!(place.names("temp"), [""; 0]);
    assert!(outputs.map(|name| place.read(name)) == new);
}

#[track_caller]
fn ends_with_130(child: Child) -> Ran {
    ran(child.wait_with_output().expect("it ended")).exits(130)
}

#[test]
fn a_signal_while_reading_removes_the_scratch_folder() {
    for name in ["INT", "TERM", "HUP"] {
        let place = place();
        place.write("out.jsonl", "old\n");
        let mut child = start(&place, &[&["dedup", "-", "-o", "out.jsonl"][..], &LITTLE].concat());
        let mut input = child.stdin.take().expect("piped");
        // More than is kept in memory, and then nothing: the run waits for the rest.
        let feeder = std::thread::spawn(move || {
            input.write_all(set(1200).as_bytes()).ok();
            input
        });
        until("a scratch folder", || place.names("temp").iter().any(|folder| place.path(&format!("temp/{folder}/lock")).exists()));
        signal(&child, name);
        ends_with_130(child);
        drop(feeder.join());
        assert_eq!(place.names("temp"), [""; 0], "{name}");
        assert_eq!(place.names("."), ["out.jsonl", "temp"], "{name}");
        assert_eq!(place.read("out.jsonl"), "old\n");
    }
}

#[test]
fn a_signal_while_writing_removes_the_unfinished_output() {
    let place = place();
    // A million pairs that follow from identical texts take a while to write.
    place.write("in.jsonl", (0..1500).map(|at| record(&format!("n{at}"), &text(0, 4))).collect::<String>());
    let child = start(&place, &[&["dedup", "in.jsonl", "--pairs", "pairs.jsonl", "--all-pairs"][..], &LITTLE].concat());
    until("an unfinished output", || place.names(".").iter().any(|name| is_unfinished(name)));
    signal(&child, "INT");
    ends_with_130(child);
    assert_eq!((place.names("temp"), place.names(".")), (vec![], vec!["in.jsonl".to_owned(), "temp".to_owned()]));
}

#[test]
fn a_signal_at_any_moment_is_status_130_and_leaves_nothing() {
    let place = place();
    place.write("set.jsonl.gz", gzip(&set(480)));
    let args = [&["dedup", "set.jsonl.gz", "-o", "out.jsonl", "--pairs", "pairs.jsonl"][..], &LITTLE].concat();
    let started = Instant::now();
    place.run(&args).exits(0);
    let whole_run = started.elapsed();
    for moment in 0..10 {
        let mut child = start(&place, &args);
        until("a scratch folder", || !place.names("temp").is_empty() || child.try_wait().is_ok_and(|status| status.is_some()));
        sleep(whole_run * moment / 12);
        if child.try_wait().expect("it is ours").is_none() {
            signal(&child, "TERM");
        }
        let Output { status, stderr, .. } = child.wait_with_output().expect("it ended");
        let said = String::from_utf8_lossy(&stderr);
        assert!(matches!(status.code(), Some(0 | 130)), "moment {moment}: {status}: {said}");
        assert!(!said.contains("error"), "moment {moment}: {said}");
        assert_eq!(place.names("temp"), [""; 0], "moment {moment}");
        assert!(!place.names(".").iter().any(|name| is_unfinished(name)), "moment {moment}");
    }
}

#[test]
fn a_folder_for_temporary_files_that_is_of_no_use_is_named() {
    let place = place();
    place.write("set.jsonl.gz", gzip(&set(300)));
    place.write("file", "");
    let mut cases = vec![("missing", "create it, or give --temp-dir another one"), ("file", "give --temp-dir another one")];
    if cfg!(target_os = "linux") {
        // Not even root writes there.
        cases.push(("/proc/self", "give --temp-dir another one, or raise --memory"));
    }
    for (folder, advice) in cases {
        let args = ["dedup", "set.jsonl.gz", "-o", "out.jsonl", "--temp-dir", folder];
        place.run(&[&args[..], &["--memory", "1MiB"]].concat()).exits(2).says(&format!("{folder}: ")).says(advice);
        assert_eq!(place.names("."), ["file", "set.jsonl.gz", "temp"], "{folder}");
        place.run(&args).exits(0);
        fs::remove_file(place.path("out.jsonl")).expect("where nothing goes to disk, no folder is needed");
    }
}

/// Runs the binary with files of at most 50 or 100 kB, as the shell counts, beyond which writing fails as on a full disk.
fn run_in_little_room(place: &Place, args: &[&str]) -> Ran {
    let mut shell = Command::new("sh");
    shell.args(["-c", "trap '' XFSZ; ulimit -f 100; exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_recoupe")]).args(args);
    ran(shell.current_dir(place.path(".")).output().expect("a shell"))
}

#[test]
fn a_full_disk_is_said_and_leaves_nothing() {
    let place = place();
    place.write("set.jsonl.gz", gzip(&set(1200)));
    let little = [&["dedup", "set.jsonl.gz", "-o", "out.jsonl"][..], &LITTLE].concat();
    run_in_little_room(&place, &little).exits(2).says("temp/recoupe-").says("no room is left for temporary files").says("give --temp-dir");
    run_in_little_room(&place, &["dedup", "set.jsonl.gz", "-o", "out.jsonl", "--temp-dir", "temp"])
        .exits(2)
        .says("out.jsonl: cannot be written");
    assert_eq!((place.names("temp"), place.names(".")), (vec![], vec!["set.jsonl.gz".to_owned(), "temp".to_owned()]));
    if cfg!(target_os = "linux") {
        for output in ["-o", "--pairs", "--keep", "--removed", "--stats"] {
            place.run(&["dedup", "set.jsonl.gz", output, "/dev/full"]).exits(2).says("/dev/full: cannot be written").says("No space left");
        }
    }
}
