//! What foreign text must pass before it stands on a page.
//!
//! HTML keeps bidirectional controls in its content, because every foreign text stands in an element of its own direction, which ends what
//! they begin. Where there is no such element (titles, attributes, drawings) and in plain media they are dropped.
//!
//! Enters: whatever an article says. Leaves: the same as HTML, as one line of plain text or of Markdown; and of addresses those that a
//! reader may follow.
//! **Invariant:** nothing of it is read as markup, and its control characters, but for line feed and tab, are visible or gone. What
//! [`undirected`] and [`clip`] give has still to pass.
//! **Source:** what CommonMark 0.31 takes for a mark, and GitHub for a link, a name or a formula.

/// A control character as its visible picture; others as they are. Line feed and tab stay.
fn visible(c: char) -> char {
    match c {
        '\n' | '\t' => c,
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}'),
        '\u{7f}' => '\u{2421}',
        '\u{80}'..='\u{9f}' | '\u{fdd0}'..='\u{fdef}' | '\u{fff9}'..='\u{fffb}' => '\u{fffd}',
        c if u32::from(c) & 0xfffe == 0xfffe => '\u{fffd}',
        c => c,
    }
}

fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Text for HTML, in content and in quoted attributes.
pub fn html(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(visible(c)),
        }
    }
    out
}

/// Text for where no element keeps its direction to itself: bidirectional controls are gone.
pub fn undirected(text: &str) -> String {
    text.chars().filter(|c| !is_bidi_control(*c)).collect()
}

/// The whole of a rendered page or text with its control characters as visible pictures.
pub fn visible_controls(text: &str) -> String {
    text.chars().map(visible).collect()
}

/// Text on one line for plain media: white space runs are one space, controls are pictures, bidirectional controls are gone.
pub fn line(text: &str) -> String {
    let kept: String = text.chars().filter(|c| !is_bidi_control(*c)).map(visible).collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Text on one line for Markdown, with nothing left that Markdown or HTML would read as its own.
pub fn markdown(text: &str) -> String {
    let text = line(text);
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for (at, c) in text.char_indices() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '(' | ')' | '#' | '|' | '!' | '~' | '$' | '@' => {
                out.push('\\');
                out.push(c);
            }
            '+' | '-' | '=' if out.is_empty() => {
                out.push('\\');
                out.push(c);
            }
            '.' if !out.is_empty() && out.bytes().all(|b| b.is_ascii_digit()) => out.push_str("\\."),
            ':' if text[at..].starts_with("://") => out.push_str("&#58;"),
            '.' if ends_in_www(&text[..at]) => out.push_str("&#46;"),
            c => out.push(c),
        }
    }
    out
}

/// Whether the last word is `www`: renderers make links of what follows.
fn ends_in_www(text: &str) -> bool {
    let mut before = text.chars().rev();
    before.by_ref().take(3).filter(|c| c.eq_ignore_ascii_case(&'w')).count() == 3 && before.next().is_none_or(|c| !c.is_alphanumeric())
}

/// The address, if it is one that a reader may follow: `http` or `https`, without white space, quotes or controls.
pub fn web_address(url: &str) -> Option<&str> {
    let (scheme, rest) = url.split_once("://")?;
    let known = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    let plain = !rest.is_empty()
        && !rest.starts_with('/')
        && !rest.chars().any(|c| c.is_whitespace() || c.is_control() || is_bidi_control(c) || "\"'<>`\\".contains(c));
    (known && plain).then_some(url)
}

/// The first `limit` characters, with an ellipsis where something is cut.
pub fn clip(text: &str, limit: usize) -> String {
    match text.char_indices().nth(limit) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_foreign_is_read_as_markup() {
        assert_eq!(html("<script>\"&'\u{0}\u{1b}"), "&lt;script&gt;&quot;&amp;&#39;␀␛");
        assert_eq!(markdown("- [x](javascript:y) | <b>\n# `z`"), "\\- \\[x\\]\\(javascript:y\\) \\| &lt;b&gt; \\# \\`z\\`");
        assert_eq!(markdown("1. a"), "1\\. a");
        assert_eq!(undirected("a\u{202e}b\u{2066}c"), "abc");
        assert_eq!(line("a\u{202e}b\u{7}\n c"), "ab␇ c");
    }

    #[test]
    fn no_address_becomes_a_link_in_markdown() {
        for (text, expected) in [
            ("http://a.example", "http&#58;//a.example"),
            ("HTTPS://a.example", "HTTPS&#58;//a.example"),
            ("ftp://a.example", "ftp&#58;//a.example"),
            ("web+x://a", "web+x&#58;//a"),
            ("voir www.evil.example/x", "voir www&#46;evil.example/x"),
            ("(WWW.evil.example)", "\\(WWW&#46;evil.example\\)"),
            ("awww.example", "awww.example"),
            ("a : b, 10:30", "a : b, 10:30"),
        ] {
            assert_eq!(markdown(text), expected);
        }
    }

    #[test]
    fn only_web_addresses_are_followed() {
        for (url, expected) in [
            ("https://a.example/x?y=1&z", true),
            ("HTTP://a.example", true),
            ("javascript:alert(1)", false),
            ("javascript://a.example/%0aalert(1)", false),
            ("data:text/html,x", false),
            ("https://a.example/\"onclick=", false),
            ("https://a.example/ b", false),
            ("https://", false),
            ("https:///x", false),
            ("", false),
        ] {
            assert_eq!(web_address(url).is_some(), expected, "{url}");
        }
    }
}
