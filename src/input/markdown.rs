//! The text that Markdown stands for.
//!
//! Enters: Markdown after its front matter. Leaves: its text without marks, addresses and tags.
//! **Invariant:** no word is lost but those of pictures, comments and the targets of links, nor a line end: what was a line of its own stays
//! one, and what has no marks stays as it is, the numbers of lists with it.
//! **Source:** CommonMark 0.31 with the tables and strikethrough of GitHub, as `pulldown-cmark` reads them.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::tags;

/// The text of `source`, blocks separated by a blank line and items and rows by a line end.
pub(super) fn text(source: &str) -> String {
    let mut out = Writer::default();
    for (event, place) in Parser::new_ext(source, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH).into_offset_iter() {
        out.take(event, &source[place]);
    }
    out.text.truncate(out.text.trim_end().len());
    out.text
}

#[derive(Default)]
struct Writer {
    text: String,
    /// Line feeds due before the next word.
    due: usize,
    /// Whether the items of each list around are numbered.
    lists: Vec<bool>,
    /// Pictures around: their words are no part of the text.
    pictures: usize,
    /// Tags that follow each other.
    html: String,
}

impl Writer {
    /// Takes an event, made of `piece` of the source.
    fn take(&mut self, event: Event<'_>, piece: &str) {
        match event {
            Event::Html(html) => return self.html.push_str(&html),
            _ => self.close_html(),
        }
        match event {
            Event::Text(text) | Event::Code(text) => self.push(&text),
            Event::SoftBreak | Event::HardBreak => self.line_end(1),
            Event::InlineHtml(tag) if tag.to_ascii_lowercase().starts_with("<br") => self.line_end(1),
            Event::InlineHtml(tag) if !is_element(&tag) => self.push(&tag),
            Event::Start(Tag::Image { .. }) => self.pictures += 1,
            Event::End(TagEnd::Image) => self.pictures -= 1,
            Event::Start(Tag::List(first)) => {
                self.line_end(1);
                self.lists.push(first.is_some());
            }
            Event::Start(Tag::Item) => {
                self.line_end(1);
                // Numbered as they stand there: "2008." may be a year, and the next item "2014."
                let label = piece.find(['.', ')']).filter(|_| self.lists.last() == Some(&true));
                if let Some(label) = label.map(|end| format!("{} ", &piece[..=end])) {
                    self.push(&label);
                }
            }
            Event::End(TagEnd::List(_)) => {
                self.lists.pop();
                self.block_end();
            }
            Event::End(TagEnd::TableCell) => self.push("\t"),
            Event::End(TagEnd::TableHead | TagEnd::TableRow) => {
                self.text.truncate(self.text.trim_end_matches('\t').len());
                self.line_end(1);
            }
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::BlockQuote(_) | TagEnd::Table)
            | Event::Rule => {
                self.block_end();
            }
            _ => {}
        }
    }

    fn push(&mut self, text: &str) {
        let words = text.trim_end_matches('\n');
        if self.pictures == 0 && !words.is_empty() {
            for _ in 0..std::mem::take(&mut self.due) {
                self.text.push('\n');
            }
            self.text.push_str(words);
        }
        if words.len() < text.len() {
            self.line_end(1);
        }
    }

    fn line_end(&mut self, count: usize) {
        if !self.text.is_empty() {
            self.due = self.due.max(count);
        }
    }

    /// Within a list a blank line is the exception.
    fn block_end(&mut self) {
        self.line_end(if self.lists.is_empty() { 2 } else { 1 });
    }

    fn close_html(&mut self) {
        if !self.html.is_empty() {
            let text = tags::text(&std::mem::take(&mut self.html));
            self.push(&text);
            self.block_end();
        }
    }
}

/// Whether a tag is one of HTML's within a line, or a comment: "<Reuters>" is a word.
fn is_element(tag: &str) -> bool {
    const ELEMENTS: &str = "a abbr acronym article aside audio b bdi bdo big blockquote body button canvas center cite code data dd del details \
        dfn div dl dt em embed fieldset figcaption figure font footer form h1 h2 h3 h4 h5 h6 head header hr html i iframe img input ins kbd label \
        li link main map mark meta nav noscript object ol option p param picture pre q rp rt ruby s samp script section select small source span \
        strike strong style sub summary sup svg table tbody td template textarea tfoot th thead time title tr track tt u ul var video wbr";
    let inner = tag.trim_start_matches(['<', '/']);
    let name = inner.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default().to_ascii_lowercase();
    inner.starts_with(['!', '?']) || ELEMENTS.split_ascii_whitespace().any(|element| element == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_go_and_words_stay() {
        for (source, expected) in [
            ("Un dépôt de **5 000 m²**, dit un [habitant](https://example.org).", "Un dépôt de 5 000 m², dit un habitant."),
            ("# Titre\n\nUn *mot* et `un autre`.\n", "Titre\n\nUn mot et un autre."),
            ("Titre\n=====\n\n***\n\nSuite", "Titre\n\nSuite"),
            ("Publié le 3 mai\nPar Inès\\\nLe port rouvre  \nlundi.", "Publié le 3 mai\nPar Inès\nLe port rouvre\nlundi."),
            ("> Cité\n> ici\n\nSuite", "Cité\nici\n\nSuite"),
            ("- un\n- deux\n  - trois\n\nSuite", "un\ndeux\ntrois\n\nSuite"),
            ("- un\n\n- deux\n\nSuite", "un\ndeux\n\nSuite"),
            ("2017. Une année.\n2018. Une autre.", "2017. Une année.\n2018. Une autre."),
            ("2008. La Géorgie.\n\n2014. La Crimée.\n\n2022. L'Ukraine.", "2008. La Géorgie.\n2014. La Crimée.\n2022. L'Ukraine."),
            ("1. un\n1. deux\n3) trois", "1. un\n1. deux\n\n3) trois"),
            ("Selon <Reuters> et <AFP>, <em>trois</em> morts<!-- à vérifier -->.", "Selon <Reuters> et <AFP>, trois morts."),
            ("Avant ![la photo](a.png) après", "Avant  après"),
            ("| a | b |\n|---|---|\n| 1 | 2 |\n\nSuite", "a\tb\n1\t2\n\nSuite"),
            ("Un <b>mot</b><br>et <a href=x>lien</a>", "Un mot\net lien"),
            ("<div>\nUn bloc\n</div>\n\nSuite", "Un bloc\n\nSuite"),
            ("    En retrait\n\nSuite", "En retrait\n\nSuite"),
            ("```\nUn\nDeux\n```\nSuite", "Un\nDeux\n\nSuite"),
            ("~~Rayé~~ <https://example.org> R&amp;D 2\\*3", "Rayé https://example.org R&D 2*3"),
            ("5 * 3 * 2, snake_case_name, a < b, [sic] et [1]", "5 * 3 * 2, snake_case_name, a < b, [sic] et [1]"),
            ("« Un mot »\n\n— Un autre", "« Un mot »\n\n— Un autre"),
            ("", ""),
        ] {
            assert_eq!(text(source), expected, "{source:?}");
        }
    }
}
