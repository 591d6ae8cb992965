//! The verdict for people, plain. Every line begins with words of ours, so that none can begin a command of a CI system.

use super::wording::{ACCEPT, counted, headline, name, place, total};
use super::{Finding, Member, Summary, Verdict};

/// Findings shown: what a person reads.
const FINDINGS: usize = 50;
/// Members shown of each.
const MEMBERS: usize = 10;
/// Widest column of places: a longer one pushes its title to the right.
const PLACE_CHARS: usize = 48;

pub(super) fn render(verdict: &Verdict, summary: &Summary) -> String {
    let mut text = total(verdict, summary) + "\n";
    verdict.new.iter().take(FINDINGS).for_each(|finding| text.push_str(&shown(finding)));
    if let Some(more @ 1..) = verdict.new.len().checked_sub(FINDINGS) {
        text.push_str(&format!("\n{} more; --format json lists them all\n", counted(more, "finding")));
    }
    if verdict.exceeded() {
        text.push_str(&format!("\n{ACCEPT}\n"));
    }
    text
}

fn shown(finding: &Finding) -> String {
    let mut text = format!("\n{}\n", headline(finding));
    let members = || finding.members.iter().take(MEMBERS);
    let width = members().map(|member| place(member).chars().count()).max().unwrap_or(0).min(PLACE_CHARS);
    let line = |member: &Member| format!("  - {:width$}  {}\n", place(member), name(member));
    members().for_each(|member| text.push_str(&line(member)));
    if let Some(more @ 1..) = finding.members.len().checked_sub(MEMBERS) {
        text.push_str(&format!("  - and {more} more\n"));
    }
    text
}
