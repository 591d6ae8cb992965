//! The gate for continuous integration: what is there twice, what of it was accepted, and the files CI systems read.
//!
//! Enters: documents with their clusters and verified edges, and the text of a baseline. Leaves: [`Finding`]s, a [`Verdict`]
//! over them, and that verdict as one string in any [`Format`].
//! **Invariant:** nothing here opens a file or knows the clock; a string depends on the records alone, not on their order.
//! Ids, titles and paths are hostile until escaped for the format at hand.

mod baseline;
mod finding;
mod github;
mod gitlab;
mod json;
mod junit;
mod markdown;
mod sarif;
mod terminal;
mod wording;

pub use baseline::{Baseline, BaselineError, Verdict, judge};
pub use finding::{Finding, FindingKind, Fingerprint, FingerprintError, Member, findings};

use std::fmt;
use std::str::FromStr;

/// What a verdict is about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Summary {
    /// Articles that were compared.
    pub article_count: usize,
    /// Records that could not be read and so were not compared.
    pub skipped_count: usize,
    /// Version of the program.
    pub version: String,
}

/// A form of the report of a gate.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Format {
    /// Short, for reading in a terminal or a log.
    Terminal,
    /// Everything, in this project's own versioned schema.
    Json,
    /// For a comment on a change, under 60 kB.
    Markdown,
    /// SARIF 2.1.0, at most 5,000 results.
    Sarif,
    /// `JUnit` XML, one test case a finding.
    Junit,
    /// Workflow commands of GitHub Actions, at most ten warnings.
    Github,
    /// GitLab Code Quality.
    Gitlab,
}

impl Format {
    /// Every format, in the order of the documentation.
    pub const ALL: [Format; 7] =
        [Format::Terminal, Format::Json, Format::Markdown, Format::Sarif, Format::Junit, Format::Github, Format::Gitlab];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Format::Terminal => "terminal",
            Format::Json => "json",
            Format::Markdown => "markdown",
            Format::Sarif => "sarif",
            Format::Junit => "junit",
            Format::Github => "github",
            Format::Gitlab => "gitlab",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// A name that is no [`Format`].
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("expected one of {}, got {got:?}", Format::ALL.map(Format::name).join(", "))]
pub struct FormatError {
    /// What was given.
    pub got: String,
}

impl FromStr for Format {
    type Err = FormatError;

    /// # Errors
    /// On anything but the exact [`Format::name`] of a format.
    fn from_str(name: &str) -> Result<Self, FormatError> {
        Format::ALL.into_iter().find(|format| format.name() == name).ok_or_else(|| FormatError { got: name.to_owned() })
    }
}

/// The whole report in `format`, ending in a line feed. Linear in the findings shown.
pub fn render(format: Format, verdict: &Verdict, summary: &Summary) -> String {
    match format {
        Format::Terminal => terminal::render(verdict, summary),
        Format::Json => json::render(verdict, summary),
        Format::Markdown => markdown::render(verdict, summary),
        Format::Sarif => sarif::render(verdict, summary),
        Format::Junit => junit::render(verdict, summary),
        Format::Github => github::render(verdict, summary),
        Format::Gitlab => gitlab::render(verdict),
    }
}

#[cfg(test)]
mod tests;
