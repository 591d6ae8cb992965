//! The verdict as workflow commands of GitHub Actions: warnings at the places found, then one notice.
//!
//! **Source:** escapes of actions/toolkit `packages/core/src/command.ts`.

use super::wording::{counted, headline, sentence, total};
use super::{Finding, Member, Summary, Verdict};

/// GitHub shows ten warnings of one step.
const WARNINGS: usize = 10;
/// Other members named in a warning.
const MEMBERS: usize = 5;

pub(super) fn render(verdict: &Verdict, summary: &Summary) -> String {
    let mut text: String = verdict.new.iter().take(WARNINGS).map(warning).collect();
    let more = match verdict.new.len().saturating_sub(WARNINGS) {
        0 => String::new(),
        more => format!("; {} more not shown here", counted(more, "finding")),
    };
    text.push_str(&format!("::notice::{}{more}\n", data(&total(verdict, summary))));
    text
}

fn warning(finding: &Finding) -> String {
    let Member { file, line, .. } = finding.primary();
    let title = property(&headline(finding));
    let message = data(&sentence(finding, MEMBERS));
    format!("::warning file={},line={},title={title}::{message}\n", property(file), line.unwrap_or(1))
}

/// A message: the runner reads these escapes and no others, so other control characters have no form.
fn data(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '%' => escaped.push_str("%25"),
            '\r' => escaped.push_str("%0D"),
            '\n' => escaped.push_str("%0A"),
            _ if c.is_control() => escaped.push('\u{fffd}'),
            _ => escaped.push(c),
        }
    }
    escaped
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_cannot_be_broken_out_of() {
        assert_eq!(property("a,b:c%\r\n::set\u{1b}"), "a%2Cb%3Ac%25%0D%0A%3A%3Aset\u{fffd}");
        assert_eq!(data("100 %: a, b"), "100 %25: a, b");
    }
}
