//! Quoted speech.
//!
//! Enters: a paragraph. Leaves: quotations in the order of the text, outer before inner.
//! **Invariant:** a quotation ends with its paragraph at the latest; an apostrophe opens and closes nothing.

use super::Quotation;
use crate::article::Span;

/// Fewer words are a term in quotation marks, not speech.
const LEAST_WORDS: usize = 2;
/// Deeper nesting is broken typography; the limit keeps the search for an opening mark constant.
const DEEPEST: usize = 8;

struct Open {
    mark: char,
    at: usize,
    inner: usize,
}

/// Appends the quotations of `span`. Linear.
pub(super) fn find(text: &str, span: Span, found: &mut Vec<Quotation>) {
    let from = found.len();
    let mut open: Vec<Open> = Vec::new();
    let mut before = ' ';
    let mut chars = span.of(text).char_indices().peekable();
    while let Some((offset, c)) = chars.next() {
        let at = span.start as usize + offset;
        let after = chars.peek().map_or(' ', |(_, next)| *next);
        let end = at + c.len_utf8();
        if let Some(depth) = closes(&open, c, before, after) {
            let start = open.drain(depth..).next().expect("the depth of an open mark");
            push(text, Span::new(start.at, end), Span::new(start.inner, at), found);
        } else if opens(c, before, after) && open.len() < DEEPEST {
            open.push(Open { mark: c, at, inner: end });
        }
        before = c;
    }
    if let Some(first) = open.iter().find(|first| !matches!(first.mark, '\'' | '’' | '‘' | '‚')) {
        push(text, Span::new(first.at, span.end as usize), Span::new(first.inner, span.end as usize), found);
    }
    found[from..].sort_by_key(|quotation| (quotation.span.start, std::cmp::Reverse(quotation.span.end)));
}

/// Which open mark `c` closes, if any.
fn closes(open: &[Open], c: char, before: char, after: char) -> Option<usize> {
    let openers: &[char] = match c {
        '»' => &['«', '„'],
        '«' => &['»'],
        '”' => &['“', '„', '”', '"'],
        '“' => &['„'],
        '"' => &['"', '„', '“'],
        '›' => &['‹'],
        '‹' => &['›'],
        '’' if !after.is_alphanumeric() => &['‘', '‚'],
        '‘' => &['‚'],
        '\'' if !after.is_alphanumeric() && !before.is_whitespace() => &['\''],
        _ => return None,
    };
    let depth = open.iter().rposition(|start| openers.contains(&start.mark))?;
    // A straight mark that begins a word opens a quotation within the open one.
    let inward = c == '"' && open.len() > depth + 1 && before.is_whitespace() && after.is_alphanumeric();
    (!inward).then_some(depth)
}

fn opens(c: char, before: char, after: char) -> bool {
    let begins = !before.is_alphanumeric();
    match c {
        '«' | '“' | '„' | '‹' => true,
        '»' | '›' => begins && after.is_alphanumeric(),
        '"' => !before.is_ascii_digit() || !begins,
        '”' => begins && after.is_alphanumeric(),
        '‘' | '‚' => begins && !after.is_whitespace(),
        '\'' => (before.is_whitespace() || matches!(before, '(' | '[' | '«' | '"' | '“' | ':')) && after.is_alphabetic(),
        _ => false,
    }
}

fn push(text: &str, span: Span, inner: Span, found: &mut Vec<Quotation>) {
    let said = inner.of(text);
    let trimmed = said.trim();
    let words = trimmed.split_whitespace().filter(|word| word.contains(char::is_alphanumeric));
    if words.take(LEAST_WORDS).count() < LEAST_WORDS {
        return;
    }
    let start = inner.start as usize + (said.len() - said.trim_start().len());
    found.push(Quotation {
        span: Span::new(span.start as usize, span.start as usize + span.of(text).trim_end().len()),
        inner: Span::new(start, start + trimmed.len()),
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Vec<&str> {
        let mut found = Vec::new();
        find(text, Span::new(0, text.len()), &mut found);
        found.iter().map(|quotation| quotation.inner.of(text)).collect()
    }

    #[test]
    fn quotations_of_every_habit() {
        for (text, expected) in [
            ("Il a dit : «\u{a0}Nous irons demain\u{a0}», puis « non ».", &["Nous irons demain"][..]),
            ("“We will go,” he said. \"We must go.\"", &["We will go,", "We must go."]),
            ("Er sagte: „Wir gehen morgen“, und »wir kommen wieder«.", &["Wir gehen morgen", "wir kommen wieder"]),
            ("Сказал: «Мы едем в „старый город“ завтра».", &["Мы едем в „старый город“ завтра", "старый город"]),
            ("“Yarın gideceğiz” dedi.", &["Yarın gideceğiz"]),
            ("قال: \"سنذهب غدا إلى المدينة\".", &["سنذهب غدا إلى المدينة"]),
            ("Il parle d'une \"erreur grave\" et de l'homme d'État", &["erreur grave"]),
            ("Dijo: «Iremos mañana a la ciudad", &["Iremos mañana a la ciudad"]),
            ("Team held over 'unauthorized food items' in the workers' union", &["unauthorized food items"]),
            ("“He told me ‘go home now’ twice”", &["He told me ‘go home now’ twice", "go home now"]),
            ("l’homme d’Idleb n’a rien dit", &[]),
            ("disse ‹molto bene così›", &["molto bene così"]),
            ("", &[]),
        ] {
            assert_eq!(said(text), expected, "{text:?}");
        }
    }
}
