//! The text that Markdown stands for.
//!
//! Enters: Markdown after its front matter. Leaves: its text without marks, addresses and tags.
//! **Invariant:** no word is lost, nor a line end: what was a line of its own stays one, and what has no marks stays as it is.
//! **Source:** CommonMark 0.31 with the tables and strikethrough of GitHub, as `pulldown-cmark` reads them.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::tags;

/// The text of `source`, blocks separated by a blank line and items and rows by a line end.
pub(super) fn text(source: &str) -> String {
    let mut out = Writer::default();
    for event in Parser::new_ext(source, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        out.take(event);
    }
    out.text.truncate(out.text.trim_end().len());
    out.text
}

#[derive(Default)]
struct Writer {
    text: String,
    /// Line feeds due before the next word.
    due: usize,
    /// Numbers of the next item of each list around; `None` in a list without.
    lists: Vec<Option<u64>>,
    /// Pictures around: their words are no part of the text.
    pictures: usize,
    /// Tags that follow each other.
    html: String,
}

impl Writer {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Html(html) => return self.html.push_str(&html),
            _ => self.close_html(),
        }
        match event {
            Event::Text(text) | Event::Code(text) => self.push(&text),
            Event::SoftBreak | Event::HardBreak => self.line_end(1),
            Event::InlineHtml(tag) if tag.to_ascii_lowercase().starts_with("<br") => self.line_end(1),
            Event::Start(Tag::Image { .. }) => self.pictures += 1,
            Event::End(TagEnd::Image) => self.pictures -= 1,
            Event::Start(Tag::List(first)) => {
                self.line_end(1);
                self.lists.push(first);
            }
            Event::Start(Tag::Item) => {
                self.line_end(1);
                if let Some(Some(number)) = self.lists.last_mut() {
                    let label = format!("{number}. ");
                    *number += 1;
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
