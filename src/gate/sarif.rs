//! The verdict as SARIF 2.1.0: one result a finding, its other members as related locations.
//!
//! **Source:** OASIS SARIF 2.1.0; limits of GitHub code scanning, "SARIF support for code scanning", 2026.

use std::collections::BTreeMap;

use serde_sarif::sarif::{
    ArtifactLocation, Invocation, Location, Message, MultiformatMessageString, Notification, PhysicalLocation, Region,
    ReportingConfiguration, ReportingDescriptor, Result as SarifResult, ResultLevel, Run, Sarif, Tool, ToolComponent,
};

use super::wording::{counted, name, sentence};
use super::{Finding, FindingKind, Member, Summary, Verdict};

/// GitHub shows 5,000 results of a run.
const RESULTS: usize = 5_000;
/// GitHub shows 100 locations of a result.
const LOCATIONS: usize = 100;
/// Other members named in a message; all are among the locations.
const MEMBERS: usize = 5;
/// Name of the fingerprint; its number is that of the baseline's version.
const FINGERPRINT: &str = "recoupe/v2";
/// The folder that paths are relative to.
const BASE: &str = "%SRCROOT%";
const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

pub(super) fn render(verdict: &Verdict, summary: &Summary) -> String {
    let results: Vec<SarifResult> = verdict.all().take(RESULTS).map(|(finding, new)| result(finding, new, verdict.compared)).collect();
    let invocation = Invocation::builder().execution_successful(true).tool_execution_notifications(notifications(verdict, summary)).build();
    let run = Run::builder().tool(tool(summary)).invocations(vec![invocation]).results(results).build();
    let sarif = Sarif::builder().schema(SCHEMA).version("2.1.0").runs(vec![run]).build();
    serde_json::to_string_pretty(&sarif).expect("SARIF has a JSON form") + "\n"
}

fn tool(summary: &Summary) -> Tool {
    let rules = [FindingKind::Duplicate, FindingKind::Contained].map(rule).to_vec();
    Tool::builder().driver(ToolComponent::builder().name("recoupe").version(&summary.version).rules(rules).build()).build()
}

fn rule(kind: FindingKind) -> ReportingDescriptor {
    let (short, full) = match kind {
        FindingKind::Duplicate => (
            "The same text stands in several articles",
            "Articles whose word shingles agree at or above the threshold: reprints, copies and lightly edited versions of one text.",
        ),
        FindingKind::Contained => (
            "Most of an article stands in another",
            "Most of the word shingles of this article stand in another, longer one: an excerpt, or a text that was absorbed.",
        ),
    };
    let text = |text: &str| MultiformatMessageString::builder().text(text).build();
    ReportingDescriptor::builder()
        .id(rule_id(kind))
        .name(match kind {
            FindingKind::Duplicate => "DuplicateText",
            FindingKind::Contained => "ContainedText",
        })
        .short_description(text(short))
        .full_description(text(full))
        .help(text("Keep one of the texts, or accept the finding: recoupe check INPUT... --baseline FILE --update-baseline"))
        .default_configuration(ReportingConfiguration::builder().level("error").build())
        .build()
}

fn rule_id(kind: FindingKind) -> String {
    format!("recoupe/{}", kind.name())
}

fn result(finding: &Finding, new: bool, compared: bool) -> SarifResult {
    let related: Vec<Location> = finding
        .related()
        .iter()
        .take(LOCATIONS)
        .zip(1_i64..)
        .map(|(member, id)| Location::builder().id(id).message(message(&name(member))).physical_location(physical(member)).build())
        .collect();
    let result = SarifResult::builder()
        .rule_id(rule_id(finding.kind))
        .rule_index(finding.kind as i64)
        .level(if new { ResultLevel::Error } else { ResultLevel::Note })
        .message(message(&sentence(finding, MEMBERS)))
        .locations(vec![Location::builder().physical_location(physical(finding.primary())).build()])
        .related_locations(related)
        .partial_fingerprints(BTreeMap::from([(FINGERPRINT.to_owned(), finding.identifier())]))
        .build();
    let state = compared.then_some(if new { "new" } else { "unchanged" });
    SarifResult { baseline_state: state.map(Into::into), ..result }
}

/// The place of a member; the first line, where code scanning must be given one and the article has the whole file.
fn physical(member: &Member) -> PhysicalLocation {
    let line = member.line.map_or(1, |line| i64::try_from(line).unwrap_or(i64::MAX));
    PhysicalLocation::builder()
        .artifact_location(ArtifactLocation::builder().uri(uri(&member.file)).uri_base_id(BASE).build())
        .region(Region::builder().start_line(line).build())
        .build()
}

/// What the file does not show.
fn notifications(verdict: &Verdict, summary: &Summary) -> Vec<Notification> {
    let findings = verdict.new.len() + verdict.known.len();
    let left_off = findings.saturating_sub(RESULTS);
    let crowded = verdict.all().take(RESULTS).filter(|(finding, _)| finding.related().len() > LOCATIONS).count();
    let skipped = summary.skipped_count;
    let notes = [
        (left_off, format!("{} more not shown: this file holds the first {RESULTS}.", counted(left_off, "finding"))),
        (crowded, format!("Of {} only {LOCATIONS} other places are shown.", counted(crowded, "finding"))),
        (skipped, format!("{} skipped and not compared.", counted(skipped, "unreadable record"))),
    ];
    let notification = |text: String| Notification::builder().level("warning").message(message(&text)).build();
    notes.into_iter().filter(|(count, _)| *count > 0).map(|(_, text)| notification(text)).collect()
}

/// Plain text, in which brackets would make links (§3.11.6).
fn message(text: &str) -> Message {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '[' | ']' | '\\') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    Message::builder().text(escaped).build()
}

/// A relative reference (RFC 3986 §4.2): everything but unreserved characters and `/` percent-encoded, and no `/` at its start, so that
/// no path is read as a scheme or a host.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.trim_start_matches('/').bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(char::from(byte)),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_relative_references() {
        for (given, expected) in [
            ("news/a.md", "news/a.md"),
            ("été/à b.md", "%C3%A9t%C3%A9/%C3%A0%20b.md"),
            ("javascript:x", "javascript%3Ax"),
            ("//evil.example/x", "evil.example/x"),
            ("a#b?c%20", "a%23b%3Fc%2520"),
        ] {
            assert_eq!(uri(given), expected);
        }
    }

    #[test]
    fn messages_hold_no_links() {
        assert_eq!(message("[a](http://x)\\").text.as_deref(), Some("\\[a\\](http://x)\\\\"));
    }
}
