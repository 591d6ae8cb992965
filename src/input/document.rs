//! A file that is one article: plain text, Markdown, or a page.
//!
//! Enters: the decompressed bytes of a file. Leaves: one article, or the reason why there is none.
//! **Invariant:** the text is what follows the front matter, byte for byte after decoding; of Markdown, what its marks leave; of a dispatch
//! in the frame it was sent in, what is within.

use std::sync::Arc;

use super::format::Format;
use super::problem::{Note, SkipReason, Skipped};
use super::record::{Record, read_date};
use super::{Context, Outcome, charset, format, front_matter, html, markdown};
use crate::article::{Article, Lang, Origin};

/// Reads one file; `stem` is its id unless the front matter gives one.
pub(super) fn read(bytes: Vec<u8>, format: Format, file: &Arc<str>, stem: &str, context: &Context<'_>) -> Outcome {
    let origin = Origin { file: file.clone(), line: None };
    let mut outcome = Outcome::default();
    if let Some(kind) = format::binary(&bytes[..bytes.len().min(super::HEAD_BYTES)]) {
        outcome.skipped.push(Skipped { origin, byte: None, reason: SkipReason::Binary { kind } });
        return outcome;
    }
    let decoded = charset::decode(bytes, format == Format::Html);
    if decoded.guessed {
        outcome.notes.push(Note::EncodingGuessed { origin: origin.clone(), encoding: decoded.encoding });
    }
    if decoded.replaced {
        outcome.notes.push(Note::InvalidBytes { origin: origin.clone(), encoding: decoded.encoding });
    }
    let result = match format {
        Format::Html => page(&decoded.text, origin.clone(), stem, &mut outcome),
        _ => text(decoded.text, format, origin.clone(), stem, context, &mut outcome),
    };
    match result {
        Ok(article) => {
            if article.text.contains('\0') {
                outcome.notes.push(Note::NulCharacters { origin: origin.clone() });
            }
            if charset::is_doubled(&article.text) {
                outcome.notes.push(Note::DoublyEncoded { origin });
            }
            outcome.push(article, String::new());
        }
        Err(reason) => outcome.skipped.push(Skipped { origin, byte: None, reason }),
    }
    outcome
}

fn text(
    text: String,
    format: Format,
    origin: Origin,
    stem: &str,
    context: &Context<'_>,
    outcome: &mut Outcome,
) -> Result<Article, SkipReason> {
    let (mut record, body) = match front_matter::read(&text, context.keys) {
        Ok(Some((record, body))) => (record, Some(body)),
        Ok(None) => (Record::default(), None),
        Err(message) => {
            outcome.notes.push(Note::BrokenFrontMatter { origin: origin.clone(), message });
            (Record::default(), None)
        }
    };
    outcome.seen |= record.seen();
    outcome.stem = !record.has_id();
    match body {
        body if format == Format::Markdown => record.set_text(markdown::text(body.unwrap_or(&text))),
        Some(body) => record.set_text(body.to_owned()),
        None => record.set_text(unframed(text)),
    }
    let article = record.into_article(origin, || stem.to_owned(), &mut outcome.notes);
    article.map_err(|reason| if let SkipReason::NoText { .. } = reason { SkipReason::EmptyText } else { reason })
}

/// A dispatch without the frame of its transmission: header, start of text, text, end of text (IPTC 7901).
fn unframed(text: String) -> String {
    let start = text.trim_start().starts_with(['\u{1}', '\u{2}']).then(|| text.find('\u{2}')).flatten();
    let Some(start) = start else { return text };
    let body = &text[start + 1..];
    body[..body.find(['\u{3}', '\u{4}']).unwrap_or(body.len())].trim_start_matches(['\r', '\n']).to_owned()
}

fn page(source: &str, origin: Origin, stem: &str, outcome: &mut Outcome) -> Result<Article, SkipReason> {
    let page = html::read(source);
    if page.text.trim().is_empty() && page.title.trim().is_empty() {
        return Err(SkipReason::EmptyText);
    }
    if let Some(reason) = page.whole {
        outcome.notes.push(Note::WholePage { origin: origin.clone(), reason });
    }
    let date = page.date.as_deref().and_then(|given| {
        let unreadable = |error| outcome.notes.push(Note::UnreadableDate { origin: origin.clone(), error });
        read_date(given).map_err(unreadable).ok()
    });
    outcome.stem = true;
    Ok(Article {
        id: stem.to_owned(),
        title: page.title,
        text: page.text,
        source: page.source,
        date,
        url: page.url,
        lang: page.lang.as_deref().and_then(Lang::parse),
        origin,
    })
}
