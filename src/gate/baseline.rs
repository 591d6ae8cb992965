//! The baseline: findings that were accepted, by their words.
//!
//! A text file made for version control: a first line with the version, then one line a fingerprint, sorted, with the
//! number of findings accepted and a comment for people. Empty lines and lines that begin with `#` say nothing.
//!
//! ```text
//! recoupe-baseline 2
//! 0123456789abcdef0123456789abcdef 1 # duplicate: news/a.md, news/b.md
//! ```

use std::collections::BTreeMap;

use super::wording::{self, Names};
use super::{Finding, Fingerprint};

/// Version of the file and of all that a fingerprint is computed from: folding, tokens, hash. Raised when any of them changes.
const VERSION: u32 = 2;
const NAME: &str = "recoupe-baseline";

/// The findings that were accepted.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Baseline {
    accepted: BTreeMap<Fingerprint, u32>,
}

/// Why a text is no baseline. Lines count from 1.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BaselineError {
    /// The first line does not name a baseline.
    #[error("line 1: expected `{NAME} {VERSION}`, got {got:?}")]
    Header {
        /// The first line.
        got: String,
    },
    /// Written by another version.
    #[error("line 1: expected version {VERSION} of the baseline, got {got:?}; write it anew with --update-baseline")]
    Version {
        /// The version given.
        got: String,
    },
    /// A line that does not begin with a fingerprint.
    #[error("line {line}: expected a fingerprint of 32 hexadecimal digits, got {got:?}")]
    Fingerprint {
        /// Where.
        line: usize,
        /// What stands in its place.
        got: String,
    },
    /// No number of accepted findings after the fingerprint, or nothing, or something more.
    #[error("line {line}: expected the number of accepted findings after the fingerprint, got {got:?}")]
    Count {
        /// Where.
        line: usize,
        /// What stands in its place.
        got: String,
    },
    /// One fingerprint on two lines.
    #[error("line {line}: expected each fingerprint once, got {fingerprint} of line {first} again")]
    Repeated {
        /// Where it stands again.
        line: usize,
        /// Where it stands first.
        first: usize,
        /// Which.
        fingerprint: Fingerprint,
    },
}

impl Baseline {
    /// Reads the text of a baseline, with line ends of any system.
    ///
    /// # Errors
    /// On an unknown first line or version, and on the first line that is not as [`Baseline::render`] writes it.
    pub fn parse(text: &str) -> Result<Self, BaselineError> {
        let mut lines = text.trim_start_matches('\u{feff}').lines().map(str::trim).zip(1..);
        header(lines.next().map_or("", |(line, _)| line))?;
        let mut accepted = BTreeMap::new();
        let mut seen = BTreeMap::new();
        for (text, line) in lines.filter(|(text, _)| !text.is_empty() && !text.starts_with('#')) {
            let (fingerprint, count) = entry(text, line)?;
            if let Some(first) = seen.insert(fingerprint, line) {
                return Err(BaselineError::Repeated { line, first, fingerprint });
            }
            accepted.insert(fingerprint, count);
        }
        Ok(Baseline { accepted })
    }

    /// The text of a baseline that accepts exactly `findings`.
    pub fn render(findings: &[Finding]) -> String {
        let mut entries: BTreeMap<Fingerprint, (u32, &Finding)> = BTreeMap::new();
        for finding in findings {
            entries.entry(finding.fingerprint).or_insert((0, finding)).0 += 1;
        }
        let mut text = format!("{NAME} {VERSION}\n# Findings of `recoupe check` that were accepted. A line taken out is reported again.\n");
        for (fingerprint, (count, finding)) in entries {
            let places = wording::places(&finding.members, COMMENT_MEMBERS, Names::Hidden);
            text.push_str(&format!("{fingerprint} {count} # {}: {places}\n", finding.kind.name()));
        }
        text
    }

    /// Number of findings it accepts.
    pub fn accepted_count(&self) -> usize {
        self.accepted.values().map(|count| *count as usize).sum()
    }
}

/// Members named in a comment: enough to know the finding by, on a line that can be reviewed.
const COMMENT_MEMBERS: usize = 4;

fn header(line: &str) -> Result<(), BaselineError> {
    match line.split_once(' ') {
        Some((NAME, version)) if version.trim() == VERSION.to_string() => Ok(()),
        Some((NAME, version)) => Err(BaselineError::Version { got: version.trim().to_owned() }),
        _ => Err(BaselineError::Header { got: line.to_owned() }),
    }
}

fn entry(text: &str, line: usize) -> Result<(Fingerprint, u32), BaselineError> {
    let (digits, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let fingerprint = digits.parse().map_err(|_| BaselineError::Fingerprint { line, got: digits.to_owned() })?;
    let count = rest.split_once('#').map_or(rest, |(count, _)| count).trim();
    match count.parse() {
        Ok(number @ 1..) => Ok((fingerprint, number)),
        _ => Err(BaselineError::Count { line, got: count.to_owned() }),
    }
}

/// Findings, told apart by a baseline. Both lists keep the order of [`super::findings`].
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Verdict {
    /// Not accepted.
    pub new: Vec<Finding>,
    /// Accepted by the baseline; empty without one.
    pub known: Vec<Finding>,
    /// Findings that the baseline accepts and that are no longer there.
    pub resolved: usize,
    /// Whether there was a baseline.
    pub compared: bool,
}

impl Verdict {
    /// Whether the gate is exceeded: there is a new finding.
    pub fn exceeded(&self) -> bool {
        !self.new.is_empty()
    }

    /// All findings, the new ones first, each with whether it is new.
    pub(super) fn all(&self) -> impl Iterator<Item = (&Finding, bool)> {
        let new = self.new.iter().map(|finding| (finding, true));
        new.chain(self.known.iter().map(|finding| (finding, false)))
    }
}

/// Tells new findings from accepted ones: of the findings with one fingerprint, as many are known as the baseline accepts, in their order.
pub fn judge(findings: Vec<Finding>, baseline: Option<&Baseline>) -> Verdict {
    let nothing = Baseline::default();
    let accepted = &baseline.unwrap_or(&nothing).accepted;
    let is_known = |finding: &Finding| accepted.get(&finding.fingerprint).is_some_and(|count| finding.occurrence <= *count);
    let (known, new): (Vec<_>, Vec<_>) = findings.into_iter().partition(is_known);
    let resolved = baseline.map_or(0, Baseline::accepted_count) - known.len();
    Verdict { new, known, resolved, compared: baseline.is_some() }
}
