//! What a run is at, for whoever watches.
//!
//! Enters: nothing. Leaves: the names of the stages, and the trait of a watcher.

use std::fmt;

/// What a run is at.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Reading inputs.
    Reading,
    /// Finding furniture, tokenizing.
    Cleaning,
    /// Shingles and signatures.
    Sketching,
    /// Retrieving pairs worth comparing.
    Retrieving,
    /// Comparing them.
    Verifying,
    /// Aligning what articles share.
    Aligning,
    /// Finding names, numbers, dates.
    Mentions,
    /// Grouping by event.
    Grouping,
    /// Comparing wording.
    Comparing,
    /// Writing outputs.
    Writing,
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Stage::Reading => "reading",
            Stage::Cleaning => "finding the articles in their pages",
            Stage::Sketching => "sketching",
            Stage::Retrieving => "looking for likely copies",
            Stage::Verifying => "comparing likely copies",
            Stage::Aligning => "aligning shared passages",
            Stage::Mentions => "reading names, figures and dates",
            Stage::Grouping => "grouping by event",
            Stage::Comparing => "comparing the wording",
            Stage::Writing => "writing",
        })
    }
}

/// Told what the run is at.
pub trait Progress: Sync {
    /// A stage begins.
    fn stage(&self, stage: Stage);

    /// So many bytes of the input are read.
    fn read(&self, _byte_count: u64) {}
}

/// Progress that nobody watches.
#[derive(Clone, Copy, Debug, Default)]
pub struct Silent;

impl Progress for Silent {
    fn stage(&self, _: Stage) {}
}
