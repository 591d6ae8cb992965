//! The verdict as Markdown for a comment on a change. The first line marks the comment, so that a later run can replace it.

use super::wording::{ACCEPT, counted, headline, name, place, total};
use super::{Finding, Summary, Verdict};

/// Bytes of the whole text: GitHub refuses comments over 65,536 characters, and a workflow may add its own words.
const BYTES: usize = 60_000;
/// Bytes kept for what follows the findings.
const CLOSING_BYTES: usize = 500;
/// Members shown of each finding.
const MEMBERS: usize = 5;
const MARK: &str = "<!-- recoupe-check -->";

pub(super) fn render(verdict: &Verdict, summary: &Summary) -> String {
    let mut text = format!("{MARK}\n**recoupe**: {}.\n", total(verdict, summary));
    if verdict.exceeded() {
        text.push('\n');
    }
    let mut shown_count = 0;
    for item in verdict.new.iter().map(item) {
        if text.len() + item.len() > BYTES - CLOSING_BYTES {
            break;
        }
        text.push_str(&item);
        shown_count += 1;
    }
    if let more @ 1.. = verdict.new.len() - shown_count {
        text.push_str(&format!("\n**{} more** not shown here.\n", counted(more, "finding")));
    }
    if let (true, Some((words, command))) = (verdict.exceeded(), ACCEPT.split_once(": ")) {
        text.push_str(&format!("\n{words}: `{command}`\n"));
    }
    text
}

fn item(finding: &Finding) -> String {
    let mut text = format!("- **{}** (`{}`)\n", headline(finding), finding.fingerprint.short());
    for member in finding.members.iter().take(MEMBERS) {
        text.push_str(&format!("  - {}: {}\n", code(&place(member)), prose(&name(member))));
    }
    if let Some(more @ 1..) = finding.members.len().checked_sub(MEMBERS) {
        text.push_str(&format!("  - and {more} more\n"));
    }
    text
}

/// A code span, in which nothing has a meaning. **Source:** `CommonMark` 0.31 §6.1: a fence longer than any run of backticks inside.
fn code(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad = if text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']) { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// Text without markup, links, mentions of people or references to issues.
fn prose(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            // Forges look for mentions in the finished page, where an escaped sign is the sign again; a comment after it hides what follows.
            '@' | '#' => escaped.extend(['\\', c].into_iter().chain("<!-- -->".chars())),
            _ if c.is_ascii_punctuation() => escaped.extend(['\\', c]),
            _ => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_spans_hold_backticks() {
        for (given, expected) in [("a.md", "`a.md`"), ("a`b``c", "```a`b``c```"), ("`", "`` ` ``"), ("<b>*x*", "`<b>*x*`")] {
            assert_eq!(code(given), expected);
        }
    }

    #[test]
    fn prose_is_inert() {
        for (given, expected) in [
            ("Le port rouvre", "Le port rouvre"),
            ("<img src=x> & [a](b)", "&lt;img src\\=x&gt; &amp; \\[a\\]\\(b\\)"),
            ("@all #12", "\\@<!-- -->all \\#<!-- -->12"),
            ("https://x.org", "https\\:\\/\\/x\\.org"),
        ] {
            assert_eq!(prose(given), expected);
        }
    }
}
