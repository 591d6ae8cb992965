//! What every command does: settle the plan, read, prepare, and say on standard error what came of it.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError, mpsc};
use std::time::Instant;

use anstream::{eprint, eprintln};
use anyhow::Context;
use recoupe::candidates::CrowdedBucket;
use recoupe::cluster::Cluster;
use recoupe::config::{Plan, RECALL, Settings, Size};
use recoupe::dedup::{self, Copies, Scope};
use recoupe::input::{self, Note, Skipped};
use recoupe::output::{self, write_atomically};
use recoupe::pipeline::{self, Corpus, Progress, Stage, Texts};
use recoupe::scratch::Scratch;

use crate::args::{Output, When};
use crate::progress::Bar;
use crate::{interrupt, machine};

/// Lines that a thread makes at a time.
const LINES: usize = 2048;

/// Skipped records and notes that are shown without `--verbose`.
const SHOWN: usize = 10;
/// How far a command goes, and so how much memory it needs for each byte of input: peaks of 7, 15 and 16 bytes were measured
/// (reports/benchmarks.md).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reach {
    /// Texts, tokens, shingles and signatures.
    Texts = 8,
    /// And names, figures, days, and what weighs them.
    Events = 16,
    /// And comparisons, and pages.
    Report = 20,
}

/// What text of newspapers is compressed to, about.
const COMPRESSION: u64 = 3;

/// One run.
pub struct Session {
    pub plan: Plan,
    pub quiet: bool,
    pub verbose: bool,
    bar: Bar,
    started: Instant,
    /// When each stage began.
    stages: Mutex<Vec<(Stage, Instant)>>,
}

/// What was read, prepared.
pub struct Loaded {
    pub corpus: Corpus,
    /// Place and reason of every record that was skipped.
    pub skipped: Vec<(String, String)>,
    /// Inputs that break off.
    pub incomplete: usize,
    /// What else is worth saying.
    pub notes: Vec<String>,
}

impl Session {
    /// Settles the plan: arguments over the configuration file over the preset.
    pub fn new(output: &Output, arguments: Settings) -> anyhow::Result<Session> {
        let file = output.config.as_deref().map(Settings::from_file).transpose()?.unwrap_or_default();
        let plan = arguments.over(output.settings()).over(file).plan()?;
        rayon::ThreadPoolBuilder::new().num_threads(plan.threads).build_global().context("cannot start the threads")?;
        let session = Session {
            plan,
            quiet: output.quiet,
            verbose: output.verbose,
            bar: Bar::new(output.progress, output.quiet),
            started: Instant::now(),
            stages: Mutex::default(),
        };
        if session.verbose {
            session.say_parameters();
        }
        Ok(session)
    }

    /// Reads and prepares the inputs, and says what was left out and why.
    ///
    /// Fails before reading where an output is an input or another output, and after it where nothing was read: a gate must not pass, and
    /// a report not be written, for a folder named by mistake.
    pub fn load(&self, inputs: &[PathBuf], outputs: &[Option<&Path>], reach: Reach) -> anyhow::Result<Loaded> {
        distinct(inputs, outputs)?;
        self.stage(Stage::Reading);
        if let Some(limit) = self.plan.memory {
            within_memory(inputs, reach, limit)?;
        }
        let leave_out = outputs.iter().flatten().map(|path| path.to_path_buf()).collect();
        let options = input::Options { leave_out, ..self.plan.input.clone() };
        let batch = input::read(inputs, &options, &|bytes| self.bar.read(bytes))?;
        self.say_trouble(&batch.skipped, &batch.notes, batch.articles.is_empty());
        let incomplete = incomplete(&batch.notes);
        something_read(batch.skipped.len() + incomplete, batch.articles.is_empty())?;
        let skipped = batch.skipped.iter().map(|skipped| (skipped.origin.to_string(), skipped.reason.to_string())).collect();
        let notes = batch.notes.iter().map(ToString::to_string).collect();
        Ok(Loaded { corpus: pipeline::prepare(batch.articles, self), skipped, incomplete, notes })
    }

    /// Finds copies without holding the articles, and says what was left out and why. Fails as [`Session::load`].
    pub fn dedup(&self, inputs: &[PathBuf], outputs: &[Option<&Path>], scope: Scope) -> anyhow::Result<Copies> {
        distinct(inputs, outputs)?;
        let leave_out = outputs.iter().flatten().map(|path| path.to_path_buf()).collect();
        let options = input::Options { leave_out, ..self.plan.input.clone() };
        let parent = self.plan.temp_dir.clone().unwrap_or_else(std::env::temp_dir);
        Scratch::sweep(&parent);
        let scratch = Scratch::new(parent);
        interrupt::removes(&scratch);
        let copies = dedup::dedup(inputs, &options, &self.plan.engine(), scope, self.memory(), &scratch, self)?;
        self.say_trouble(&copies.skipped, &copies.notes, copies.catalogue.is_empty());
        something_read(copies.skipped.len() + incomplete(&copies.notes), copies.catalogue.is_empty())?;
        self.say_templates(copies.templates.len());
        self.say_crowds(&copies.crowded, copies.common_seeds.seeds_count);
        Ok(copies)
    }

    /// Bytes of memory to keep to.
    pub fn memory(&self) -> u64 {
        self.plan.memory.map_or_else(machine::share_of_memory, |size| size.0)
    }

    /// Writes one line for each of `0..count`, which `line` appends to a buffer, from any thread, in their order.
    pub fn write_each(
        &self,
        path: &Path,
        count: usize,
        line: impl Fn(usize, &mut Vec<u8>) -> anyhow::Result<()> + Sync,
    ) -> anyhow::Result<()> {
        let mut failure = Ok(());
        let text = |run: usize| {
            let mut text = Vec::with_capacity(LINES * 160);
            (run * LINES..((run + 1) * LINES).min(count)).try_for_each(|at| line(at, &mut text)).map(|()| text)
        };
        let written = self.write_to(path, |out| {
            in_order(count.div_ceil(LINES), &text, |text| match text {
                Ok(text) => out.write_all(&text),
                Err(error) => {
                    failure = Err(error);
                    Err(std::io::Error::other("a line could not be made"))
                }
            })
        });
        failure.and(written)
    }

    /// Writes JSON lines to a file that appears whole or not at all.
    pub fn write_lines<T: serde::Serialize>(&self, path: &Path, records: impl IntoIterator<Item = T>) -> anyhow::Result<()> {
        self.write_to(path, |out| {
            for record in records {
                serde_json::to_writer(&mut *out, &record)?;
                out.write_all(b"\n")?;
            }
            Ok(())
        })
    }

    /// Writes to a file that appears whole or not at all; `-` is standard output.
    pub fn write_to(&self, path: &Path, write: impl FnOnce(&mut dyn Write) -> std::io::Result<()>) -> anyhow::Result<()> {
        self.stage(Stage::Writing);
        if path.as_os_str() == "-" {
            let mut out = std::io::BufWriter::new(std::io::stdout().lock());
            write(&mut out)?;
            out.flush()?;
        } else {
            write_atomically(path, |out| write(out))?;
        }
        Ok(())
    }

    /// Writes to a file, or to standard output.
    pub fn write(&self, path: Option<&Path>, text: &str) -> anyhow::Result<()> {
        if let Some(path) = path {
            return self.write_to(path, |out| out.write_all(text.as_bytes()));
        }
        let mut out = anstream::stdout().lock();
        out.write_all(text.as_bytes())?;
        Ok(out.flush()?)
    }

    /// A line on standard error, unless `--quiet`.
    pub fn say(&self, line: &str) {
        if !self.quiet {
            eprintln!("{}", recoupe::report::escape::visible_controls(line));
        }
    }

    /// The last line of a run: counts and time.
    pub fn done(&self, loaded: &Loaded, counts: &str) {
        self.say_done(loaded.corpus.documents.len(), loaded.skipped.len(), loaded.incomplete, counts);
    }

    /// The same for a run that held no articles.
    pub fn done_with(&self, copies: &Copies, counts: &str) {
        self.say_done(copies.catalogue.len(), copies.skipped.len(), incomplete(&copies.notes), counts);
    }

    fn say_done(&self, articles: usize, skipped: usize, incomplete: usize, counts: &str) {
        let skipped = match skipped {
            0 => String::new(),
            count => format!(", {count} skipped"),
        };
        let incomplete = match incomplete {
            0 => String::new(),
            count => format!(", {} incomplete", counted(count, "input")),
        };
        let seconds = self.started.elapsed().as_secs_f64();
        self.say(&format!("{} read{skipped}{incomplete}; {counts}; {seconds:.1} s", counted(articles, "article")));
    }

    /// Seconds since the run began, and those of each stage, in their order.
    pub fn seconds(&self) -> (f64, Vec<(Stage, f64)>) {
        let stages = self.stages.lock().unwrap_or_else(PoisonError::into_inner);
        let ends = stages.iter().skip(1).map(|(_, began)| *began).chain([Instant::now()]);
        let taken = stages.iter().zip(ends).map(|((stage, began), end)| (*stage, (end - *began).as_secs_f64())).collect();
        (self.started.elapsed().as_secs_f64(), taken)
    }

    /// What the engine had to cap: nothing is lost silently.
    pub fn say_texts(&self, texts: &Texts) {
        self.say_templates(texts.templates.len());
        self.say_crowds(&texts.crowded, texts.common_seeds.seeds_count);
    }

    fn say_templates(&self, count: usize) {
        if count > 0 {
            let pairs = counted(count, "pair");
            self.say(&format!("note: {pairs} of articles of one outlet agree but for figures and days: a template, not copies"));
        }
    }

    /// That a cluster looks like a template, and stays; `id` is that of its first member.
    pub fn say_suspect(&self, id: &str, cluster: &Cluster) {
        let members = cluster.members.len();
        self.say(&format!("warning: the cluster of {id} has {members} members that are only loosely alike: look whether it is a template"));
    }

    /// That a cluster looked like a template, and was taken apart.
    pub fn say_parted(&self, id: &str, cluster: &Cluster) {
        let members = cluster.members.len();
        self.say(&format!("note: {id} and {} more of its outlet look like one template filled in: no copies", members - 1));
    }

    fn say_crowds(&self, crowded: &[CrowdedBucket], common_seeds: u64) {
        let fullest: u64 = crowded.iter().map(|bucket| bucket.texts_count).max().unwrap_or(0);
        if fullest > 0 {
            self.say(&format!(
                "note: {} held too many articles to compare every pair ({fullest} in the fullest); each was compared with a few of them",
                counted(crowded.len(), "bucket")
            ));
        }
        if self.verbose && common_seeds > 0 {
            self.say(&format!("note: {common_seeds} shingles stand in too many articles to look for reuse by"));
        }
    }

    /// Sentences that no comparison read.
    pub fn say_unread(&self, count: usize) {
        if count > 0 {
            let (were, s) = if count == 1 { ("was", "") } else { ("were", "s") };
            self.say(&format!("warning: {count} sentence{s} at the end of very long articles {were} not compared"));
        }
    }

    fn say_trouble(&self, skipped: &[Skipped], notes: &[Note], is_empty: bool) {
        let most = if self.verbose { usize::MAX } else { SHOWN };
        let (grave, notes): (Vec<&Note>, Vec<&Note>) = notes.iter().partition(|note| note.is_grave());
        for note in grave {
            self.say(&format!("warning: {note}"));
        }
        let hidden = skipped.len().saturating_sub(most) + notes.len().saturating_sub(most);
        for skipped in skipped.iter().take(most) {
            self.say(&format!("warning: skipped {skipped}"));
        }
        for note in notes.iter().take(most) {
            self.say(&format!("note: {note}"));
        }
        if hidden > 0 {
            self.say(&format!("… and {hidden} more of these; --verbose shows all"));
        }
        if is_empty {
            self.say("warning: no article found in the input");
        }
    }

    fn say_parameters(&self) {
        let Plan { scheme, thresholds, .. } = &self.plan;
        self.say(&format!(
            "shingles of {} words; copies from Jaccard {}, contained from {}; {} bands of {} rows (recall {} wanted at the threshold); events within {} days",
            self.plan.shingle_size,
            thresholds.jaccard(),
            thresholds.containment(),
            scheme.bands(),
            scheme.rows(),
            RECALL,
            self.plan.event.window_days
        ));
        let curve: Vec<String> =
            (1..10).map(|tenth| format!("{:.1}: {:.4}", f64::from(tenth) / 10.0, scheme.probability(f64::from(tenth) / 10.0))).collect();
        self.say(&format!("a pair is retrieved at Jaccard {}", curve.join(", ")));
    }
}

impl Progress for Session {
    fn stage(&self, stage: Stage) {
        let mut stages = self.stages.lock().unwrap_or_else(PoisonError::into_inner);
        if stages.last().is_none_or(|(last, _)| *last != stage) {
            stages.push((stage, Instant::now()));
        }
        self.bar.stage(stage);
    }

    fn read(&self, byte_count: u64) {
        self.bar.read(byte_count);
    }
}

/// What `make` gives for each of `0..count`, on all threads, taken by this one in their order while more is made; ends at the first error.
fn in_order<T: Send, E>(count: usize, make: &(impl Fn(usize) -> T + Sync), mut take: impl FnMut(T) -> Result<(), E>) -> Result<(), E> {
    let next = &AtomicUsize::new(0);
    let (sender, receiver) = mpsc::sync_channel(rayon::current_num_threads());
    // The receiver moves in, so that an error lets go of whoever waits to send.
    rayon::in_place_scope(move |scope| {
        scope.spawn_broadcast(move |_, _| {
            let mut places = std::iter::repeat_with(|| next.fetch_add(1, Ordering::Relaxed)).take_while(|at| *at < count);
            places.try_for_each(|at| sender.send((at, make(at)))).ok();
        });
        let mut early = BTreeMap::new();
        for wanted in 0..count {
            while !early.contains_key(&wanted) {
                // Nobody sends any more only after a panic, which the scope hands on.
                let Ok((at, made)) = receiver.recv() else { return Ok(()) };
                early.insert(at, made);
            }
            early.remove(&wanted).map_or(Ok(()), &mut take)?;
        }
        Ok(())
    })
}

/// Inputs that break off.
fn incomplete(notes: &[Note]) -> usize {
    notes.iter().filter(|note| matches!(note, Note::Truncated { .. })).count()
}

fn something_read(lost: usize, is_empty: bool) -> anyhow::Result<()> {
    anyhow::ensure!(lost == 0 || !is_empty, "nothing in the input could be read: {} skipped", counted(lost, "record"));
    Ok(())
}

/// Refuses an output that is one of the inputs, or another output: one of the two would be lost.
fn distinct(inputs: &[PathBuf], outputs: &[Option<&Path>]) -> anyhow::Result<()> {
    let place = |path: &Path| std::fs::canonicalize(path).or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_owned());
    let mut taken: Vec<(PathBuf, &str)> = inputs.iter().filter(|path| path.is_file()).map(|path| (place(path), "an input")).collect();
    for output in outputs.iter().flatten() {
        let output_place = place(output);
        if let Some((_, what)) = taken.iter().find(|(path, _)| *path == output_place) {
            anyhow::bail!("{} is {what} of this run: give the output another path", output.display());
        }
        taken.push((output_place, "another output"));
    }
    Ok(())
}

/// Refuses outputs that cannot be written, before hours of work go into them.
pub fn can_write(outputs: &[Option<&Path>]) -> anyhow::Result<()> {
    outputs.iter().flatten().filter(|path| path.as_os_str() != "-").try_for_each(|path| output::probe(path))?;
    Ok(())
}

/// Refuses inputs that would not fit, before anything is read.
fn within_memory(inputs: &[PathBuf], reach: Reach, limit: Size) -> anyhow::Result<()> {
    let bytes: u64 = inputs.iter().map(|input| stored_bytes(input)).sum();
    let needed = Size(bytes.saturating_mul(reach as u64));
    anyhow::ensure!(needed <= limit, "the input needs about {needed} of memory, more than --memory {limit}: raise it, or split the input");
    Ok(())
}

fn stored_bytes(path: &Path) -> u64 {
    let Ok(meta) = std::fs::metadata(path) else { return 0 };
    if meta.is_dir() {
        let entries = std::fs::read_dir(path).into_iter().flatten().flatten();
        return entries
            .filter(|entry| entry.file_type().is_ok_and(|kind| !kind.is_symlink()))
            .map(|entry| stored_bytes(&entry.path()))
            .sum();
    }
    let compressed = path.extension().is_some_and(|extension| extension == "gz" || extension == "zst");
    meta.len() * if compressed { COMPRESSION } else { 1 }
}

/// `1 article`, `2 articles`.
pub fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

/// An error and its causes on one line.
pub fn error(error: &anyhow::Error) {
    let visible = recoupe::report::escape::visible_controls;
    eprint!("error: {}", visible(&error.to_string()));
    let mut said = error.to_string();
    for cause in error.chain().skip(1) {
        let cause = cause.to_string();
        if !said.contains(&cause) {
            eprint!(": {}", visible(&cause));
        }
        said = cause;
    }
    eprintln!();
}

/// Sets color for both standard streams.
pub fn color(when: When) {
    match when {
        When::Auto => {}
        When::Always => anstream::ColorChoice::Always.write_global(),
        When::Never => anstream::ColorChoice::Never.write_global(),
    }
}

/// Text of an article on one line of a terminal: control characters cannot move the cursor or change its colors.
pub fn shown(text: &str) -> String {
    recoupe::report::escape::line(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_made_on_all_threads_is_taken_in_order() {
        for count in [0, 1, 2, 1000] {
            let mut taken = Vec::new();
            let ended: Result<(), ()> = in_order(count, &|at| at * 3, |made| {
                taken.push(made);
                Ok(())
            });
            assert_eq!((ended, taken), (Ok(()), (0..count).map(|at| at * 3).collect()));
        }
    }

    #[test]
    fn an_error_ends_it_and_lets_go_of_who_waits() {
        let ended = in_order(100_000, &|at| at, |made| if made == 20 { Err(made) } else { Ok(()) });
        assert_eq!(ended, Err(20));
    }

    #[test]
    #[should_panic = "the seventh"]
    fn a_panic_is_handed_on() {
        let make = |at: usize| if at == 7 { panic!("the seventh") } else { at };
        in_order(100, &make, |_| Ok::<(), ()>(())).ok();
    }
}
