//! The sentences every format shares, and text made safe to show on one line.

use super::{Finding, FindingKind, Member, Summary, Verdict};

/// Most characters of an id or a title that are shown.
const NAME_CHARS: usize = 120;
/// Most characters of a path that are shown.
const PATH_CHARS: usize = 240;

/// Whether members are shown with their titles.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Names {
    Shown,
    Hidden,
}

/// `text` with nothing in it that a terminal, a log or an XML reader acts on: control characters, overrides of the writing direction
/// and noncharacters are written as escapes, and `##`, which begins a command in the logs of several CI systems, is broken up.
pub(super) fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}' | '\u{fffe}' | '\u{ffff}' => {
                shown.extend(c.escape_unicode());
            }
            _ if c.is_control() => shown.extend(c.escape_unicode()),
            '#' if shown.ends_with('#') => shown.push_str(" #"),
            _ => shown.push(c),
        }
    }
    shown
}

/// `text` on one line: visible, white space as single spaces, cut after `limit` characters.
fn line(text: &str, limit: usize) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    cut(&visible(&words), limit)
}

fn cut(text: &str, limit: usize) -> String {
    match text.char_indices().nth(limit) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}

/// The title of a member, else its id.
pub(super) fn name(member: &Member) -> String {
    let title = line(&member.title, NAME_CHARS);
    if title.is_empty() { line(&member.id, NAME_CHARS) } else { title }
}

/// `file` or `file:line`, to be shown.
pub(super) fn place(member: &Member) -> String {
    let file = cut(&visible(&member.file), PATH_CHARS);
    match member.line {
        Some(line) => format!("{file}:{line}"),
        None => file,
    }
}

/// The places of the first `limit` members and how many more there are.
pub(super) fn places(members: &[Member], limit: usize, names: Names) -> String {
    let shown: Vec<String> = members
        .iter()
        .take(limit)
        .map(|member| match names {
            Names::Shown => format!("{} (“{}”)", place(member), name(member)),
            Names::Hidden => place(member),
        })
        .collect();
    let more = members.len() - shown.len();
    let list = shown.join(", ");
    if more == 0 { list } else { format!("{list} and {more} more") }
}

/// A share in whole percent, rounded down so that only all of it is 100 %.
pub(super) fn percent(share: f64) -> String {
    format!("{} %", (share * 100.0).floor())
}

/// What a finding is, without its members.
pub(super) fn headline(finding: &Finding) -> String {
    match finding.kind {
        FindingKind::Duplicate => format!("{} in {} articles{}", sameness(finding), finding.members.len(), likeness(finding)),
        FindingKind::Contained => format!("{} of the first article stands in the second", percent(finding.containment.unwrap_or(0.0))),
    }
}

/// What is wrong with the primary member: one sentence naming at most `limit` others.
pub(super) fn sentence(finding: &Finding, limit: usize) -> String {
    let others = places(finding.related(), limit, Names::Shown);
    match finding.kind {
        FindingKind::Duplicate => format!("{} as {others}{}.", sameness(finding), likeness(finding)),
        FindingKind::Contained => format!("{} of this text stands in {others}.", percent(finding.containment.unwrap_or(0.0))),
    }
}

fn sameness(finding: &Finding) -> &'static str {
    if finding.jaccard >= 1.0 { "Same text" } else { "Nearly the same text" }
}

/// How alike the members of a duplicate are. Of more than two, each was compared with the centre alone, and no more is claimed.
fn likeness(finding: &Finding) -> String {
    match (finding.jaccard, finding.members.len()) {
        (1.0.., _) => String::new(),
        (jaccard, 2) => format!(", {} alike", percent(jaccard)),
        (jaccard, _) => format!(", each at least {} like one of them", percent(jaccard)),
    }
}

/// The verdict in one line without a full stop.
pub(super) fn total(verdict: &Verdict, summary: &Summary) -> String {
    let mut total = match verdict.new.len() {
        0 => format!("No new duplicates among {}", counted(summary.article_count, "article")),
        found => format!("{} among {}", counted(found, "new finding"), counted(summary.article_count, "article")),
    };
    let known = (verdict.known.len(), format!("{} accepted by the baseline", verdict.known.len()));
    let resolved = (verdict.resolved, format!("{} accepted but no longer found", verdict.resolved));
    let skipped = (summary.skipped_count, format!("{} skipped", counted(summary.skipped_count, "unreadable record")));
    [known, resolved, skipped].into_iter().filter(|(count, _)| *count > 0).for_each(|(_, text)| {
        total.push_str("; ");
        total.push_str(&text);
    });
    total
}

/// `1 article`, `2 articles`.
pub(super) fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}

/// How to accept what was found.
pub(super) const ACCEPT: &str = "To accept them as they are: recoupe check INPUT... --baseline FILE --update-baseline";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_shown_acts() {
        for (given, expected) in [
            ("plain – é 東", "plain – é 東"),
            ("a\u{1b}[31mb\0", "a\\u{1b}[31mb\\u{0}"),
            ("a\u{202e}b\u{2066}", "a\\u{202e}b\\u{2066}"),
            ("##[add-mask]x", "# #[add-mask]x"),
            ("####", "# # # #"),
            ("\u{fffe}", "\\u{fffe}"),
        ] {
            assert_eq!(visible(given), expected);
        }
    }

    #[test]
    fn names_are_one_short_line() {
        assert_eq!(line(" a\r\nb\u{2028}c\t ", 9), "a b c");
        assert_eq!(line("éééé", 3), "ééé…");
        assert_eq!(line("éééé", 4), "éééé");
    }

    #[test]
    fn percents_round_down() {
        for (share, expected) in [(0.0, "0 %"), (0.876, "87 %"), (0.999, "99 %"), (1.0, "100 %")] {
            assert_eq!(percent(share), expected);
        }
    }
}
