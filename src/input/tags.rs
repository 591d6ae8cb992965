//! A page without a tree: how deep it nests, and its text with the markup taken out.
//!
//! Enters: the source of a page. Leaves: counts and text, in one linear pass and constant stack.
//! **Invariant:** any text is a page, however broken: `<` that begins no tag is text, and what is never closed reaches to the end.

use ahash::AHashMap;

/// Elements whose end tag may be missing or does not exist: left open, they do not nest.
const UNCLOSED: [&str; 30] = [
    "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "optgroup", "colgroup", "html", "head", "body", "br",
    "hr", "img", "input", "link", "meta", "area", "base", "col", "embed", "source", "track", "wbr", "param",
];

/// Elements whose content is no text of the page.
const HIDDEN: [&str; 7] = ["script", "style", "noscript", "template", "svg", "head", "iframe"];

/// Elements that stand within a line.
const INLINE: [&str; 20] = [
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "em", "font", "i", "img", "mark", "q", "s", "small", "span", "strong", "sub", "sup",
    "u",
];

/// A tag, from `<` to `>`.
struct Tag {
    /// Lower case.
    name: String,
    is_end: bool,
    closes_itself: bool,
    start: usize,
    end: usize,
}

/// The tags of a page in their order, comments among them without a name. The content of scripts and styles holds none.
struct Tags<'h> {
    html: &'h str,
    at: usize,
}

impl Iterator for Tags<'_> {
    type Item = Tag;

    fn next(&mut self) -> Option<Tag> {
        loop {
            let start = self.at + memchr::memchr(b'<', &self.html.as_bytes()[self.at..])?;
            let rest = &self.html[start + 1..];
            if let Some(comment) = rest.strip_prefix("!--") {
                self.at = comment.find("-->").map_or(self.html.len(), |length| start + 4 + length + 3);
                return Some(Tag { name: String::new(), is_end: false, closes_itself: true, start, end: self.at });
            }
            let is_end = rest.starts_with('/');
            let name: String =
                rest[usize::from(is_end)..].chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').take(40).collect();
            if name.is_empty() && !rest.starts_with(['!', '?']) {
                self.at = start + 1;
                continue;
            }
            let end = memchr::memchr(b'>', rest.as_bytes()).map_or(self.html.len(), |length| start + 1 + length + 1);
            self.at = end;
            let tag = Tag { name: name.to_ascii_lowercase(), is_end, closes_itself: self.html[start..end].ends_with("/>"), start, end };
            if !is_end && matches!(tag.name.as_str(), "script" | "style") {
                self.at = self.closing(&tag.name);
            }
            return Some(tag);
        }
    }
}

impl Tags<'_> {
    /// Where the end tag of a script or style begins.
    fn closing(&self, name: &str) -> usize {
        let bytes = self.html.as_bytes();
        let mut at = self.at;
        while let Some(found) = memchr::memchr(b'<', &bytes[at..]) {
            at += found;
            let inner = bytes[at + 1..].strip_prefix(b"/");
            if inner.and_then(|inner| inner.get(..name.len())).is_some_and(|word| word.eq_ignore_ascii_case(name.as_bytes())) {
                return at;
            }
            at += 1;
        }
        bytes.len()
    }
}

/// An upper bound, but for stray markup, of how many elements stand within each other anywhere in the page.
pub(super) fn depth(html: &str) -> usize {
    let mut open: AHashMap<String, usize> = AHashMap::new();
    let (mut depth, mut deepest) = (0, 0);
    for tag in (Tags { html, at: 0 }) {
        if UNCLOSED.contains(&tag.name.as_str()) || tag.name.is_empty() {
            continue;
        }
        let count = open.entry(tag.name).or_default();
        if !tag.is_end {
            *count += 1;
            depth += 1;
            deepest = deepest.max(depth);
        } else if *count > 0 {
            *count -= 1;
            depth -= 1;
        }
    }
    deepest
}

/// The visible text, one line per block, blank lines left out.
pub(super) fn text(html: &str) -> String {
    let mut lines = Lines::default();
    let mut at = 0;
    let mut hidden: Option<(String, usize)> = None;
    for tag in (Tags { html, at: 0 }) {
        match &mut hidden {
            Some((name, depth)) if *name == tag.name => {
                *depth = if tag.is_end { *depth - 1 } else { *depth + 1 };
                if *depth == 0 {
                    hidden = None;
                }
            }
            Some(_) => {}
            None => {
                lines.push(&html[at..tag.start]);
                if !tag.name.is_empty() && !INLINE.contains(&tag.name.as_str()) {
                    lines.end();
                }
                if !tag.is_end && !tag.closes_itself && HIDDEN.contains(&tag.name.as_str()) {
                    hidden = Some((tag.name, 1));
                }
            }
        }
        at = tag.end;
    }
    if hidden.is_none() {
        lines.push(&html[at..]);
    }
    lines.end();
    lines.whole
}

/// Content of the first `title` element.
pub(super) fn title(html: &str) -> String {
    let mut tags = Tags { html, at: 0 };
    let Some(tag) = tags.find(|tag| tag.name == "title" && !tag.is_end) else { return String::new() };
    let end = tags.next().map_or(html.len(), |next| next.start);
    let mut lines = Lines::default();
    lines.push(&html[tag.end..end]);
    lines.end();
    lines.whole
}

/// Text gathered into lines with single spaces.
#[derive(Default)]
struct Lines {
    whole: String,
    line: String,
}

impl Lines {
    fn push(&mut self, piece: &str) {
        self.line.push_str(&unescape(piece));
    }

    fn end(&mut self) {
        let mut words = self.line.split_whitespace();
        if let Some(first) = words.next() {
            if !self.whole.is_empty() {
                self.whole.push('\n');
            }
            self.whole.push_str(first);
            for word in words {
                self.whole.push(' ');
                self.whole.push_str(word);
            }
        }
        self.line.clear();
    }
}

/// Resolves numeric character references and the named ones that stand in running text.
fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.as_bytes().iter().take(12).position(|byte| *byte == b';');
        match end.and_then(|end| Some((end, reference(&rest[1..end])?))) {
            Some((end, c)) => {
                out.push(c);
                rest = &rest[end + 1..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out + rest
}

fn reference(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code);
    }
    let (_, c) = NAMED.iter().find(|(known, _)| *known == name)?;
    Some(*c)
}

const NAMED: [(&str, char); 28] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", '\u{a0}'),
    ("laquo", '«'),
    ("raquo", '»'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("hellip", '…'),
    ("euro", '€'),
    ("eacute", 'é'),
    ("Eacute", 'É'),
    ("egrave", 'è'),
    ("ecirc", 'ê'),
    ("agrave", 'à'),
    ("acirc", 'â'),
    ("ccedil", 'ç'),
    ("ocirc", 'ô'),
    ("ucirc", 'û'),
    ("ugrave", 'ù'),
    ("icirc", 'î'),
    ("iuml", 'ï'),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn depth_counts_what_stays_open() {
        for (html, expected) in [
            ("", 0),
            ("<div><div></div></div><div></div>", 2),
            ("<p>a<p>b<p>c<br><img>", 0),
            ("<b><b><b>", 3),
            ("<b></i><b></i><b></p>", 3),
            ("<!-- <div><div> --><div>", 1),
            ("<script>'<div><div>'</script><div>", 1),
            ("a < b <", 0),
        ] {
            assert_eq!(depth(html), expected, "{html}");
        }
    }

    #[test]
    fn text_is_what_a_reader_sees() {
        for (html, expected) in [
            (
                "<title>T</title><h1>Un <em>titre</em></h1>\n<p>Deux&nbsp;mots &amp; l&#39;autre &inconnu; & fin</p>",
                "T\nUn titre\nDeux mots & l'autre &inconnu; & fin",
            ),
            ("a<script>var x = '<p>no</p>';</script>b<style>p{}</style>", "a\nb"),
            ("<svg><text>no</text></svg><p>yes<br>two", "yes\ntwo"),
            ("2 < 3 and <", "2 < 3 and <"),
            ("<!-- no -->yes<!-- no", "yes"),
            ("<script>never closed <p>no", ""),
        ] {
            assert_eq!(text(html), expected, "{html}");
        }
        assert_eq!(title("<head><TITLE>A &amp;\n b</TITLE>"), "A & b");
    }
}
