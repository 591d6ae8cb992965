//! What became of pages that were captured more than once.
//!
//! Enters: the revisions of an event or comparison. Leaves: rows for the template, each with the words as one capture and the next have them.
//! **Invariant:** the words marked are those that the comparison found to have changed; pairs of captures and changes that are not shown
//! are counted.

use crate::report::model::{ChangeReport, ReadingReport, Wording};

use super::wording::Cast;
use super::{Who, marked, more};

/// Pairs of captures on a page.
const PAIRS: usize = 20;

/// One capture and the next.
pub struct Version {
    pub from: Who,
    pub to: Who,
    pub changes: Vec<Change>,
    pub more: Option<String>,
}

/// A sentence that changed.
pub struct Change {
    pub kind: &'static str,
    pub from: Option<Words>,
    pub to: Option<Words>,
}

/// The words of one capture, those that changed marked.
pub struct Words {
    pub html: String,
    pub lang: String,
}

/// The revisions of `wording`, and how many are not shown.
pub fn versions(cast: &Cast, wording: &Wording) -> (Vec<Version>, Option<String>) {
    let version = wording.revisions.iter().take(PAIRS).map(|revision| Version {
        from: cast.who(revision.from_at),
        to: cast.who(revision.to_at),
        changes: revision.changes.iter().take(cast.limits.differences).map(|one| change(cast, one)).collect(),
        more: more(cast.w, revision.changes.len(), cast.limits.differences),
    });
    (version.collect(), more(cast.w, wording.revisions.len(), PAIRS))
}

fn change(cast: &Cast, change: &ChangeReport) -> Change {
    let words = |reading: &ReadingReport| Words {
        html: marked(&reading.text, &reading.marks, cast.limits.chars),
        lang: cast.lang(reading.article),
    };
    Change { kind: cast.w.change(change.kind), from: change.from.as_ref().map(words), to: change.to.as_ref().map(words) }
}
