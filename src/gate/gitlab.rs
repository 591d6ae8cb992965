//! The verdict as a GitLab Code Quality report. GitLab compares it with that of the target branch, so accepted findings stay in it.
//!
//! **Source:** GitLab documentation, "Code Quality report format": these fields, fingerprints unique in a file.

use serde::Serialize;

use super::wording::sentence;
use super::{Finding, Verdict};

/// Other members named in a description.
const MEMBERS: usize = 5;

#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: String,
    fingerprint: String,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u64,
}

pub(super) fn render(verdict: &Verdict) -> String {
    let issues: Vec<Issue<'_>> = verdict.all().map(|(finding, new)| issue(finding, new)).collect();
    serde_json::to_string_pretty(&issues).expect("strings and numbers have a JSON form") + "\n"
}

fn issue(finding: &Finding, new: bool) -> Issue<'_> {
    let primary = finding.primary();
    Issue {
        description: sentence(finding, MEMBERS),
        check_name: format!("recoupe/{}", finding.kind.name()),
        fingerprint: finding.identifier(),
        severity: if new { "major" } else { "info" },
        location: Location { path: &primary.file, lines: Lines { begin: primary.line.unwrap_or(1) } },
    }
}
