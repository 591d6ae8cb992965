//! The verdict as JSON: everything, nothing cut.

use serde::Serialize;

use super::{Finding, Summary, Verdict};

/// Raised when a field changes its meaning or goes; added fields do not raise it.
const SCHEMA: &str = "recoupe/check/1";

#[derive(Serialize)]
struct Report<'a> {
    schema: &'static str,
    version: &'a str,
    article_count: usize,
    skipped_count: usize,
    exceeded: bool,
    new_count: usize,
    known_count: usize,
    resolved_count: usize,
    findings: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    status: &'static str,
    #[serde(flatten)]
    finding: &'a Finding,
}

pub(super) fn render(verdict: &Verdict, summary: &Summary) -> String {
    let entry = |(finding, new)| Entry { status: if new { "new" } else { "known" }, finding };
    let report = Report {
        schema: SCHEMA,
        version: &summary.version,
        article_count: summary.article_count,
        skipped_count: summary.skipped_count,
        exceeded: verdict.exceeded(),
        new_count: verdict.new.len(),
        known_count: verdict.known.len(),
        resolved_count: verdict.resolved,
        findings: verdict.all().map(entry).collect(),
    };
    serde_json::to_string_pretty(&report).expect("strings and numbers have a JSON form") + "\n"
}
