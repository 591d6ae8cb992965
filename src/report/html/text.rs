//! The text of an article as given, with layers of what was found in it.
//!
//! Enters: an article, and layers as spans of its text. Leaves: its text as HTML, and how many characters did not fit.
//! **Invariant:** layers may overlap in any way: the text is cut wherever one begins or ends, and every piece is closed before the next
//! opens. Words stay as they are and in their order; blank lines and other blank pieces do not.

use std::fmt::Write as _;

use crate::article::Span;
use crate::clean::Reason;
use crate::report::escape;
use crate::report::model::ArticleReport;

/// Bytes after which a paragraph is cut even where nothing begins, so that the limit is noticed.
const PIECE_BYTES: usize = 1 << 14;

/// A text set as HTML.
pub struct MarkedText {
    pub html: String,
    /// Characters that did not fit.
    pub left_out: usize,
}

/// What a stretch of text is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layer {
    Headline,
    Dateline,
    Furniture(Reason),
    Quote,
    /// By position in [`Body::shared`](crate::report::model::Body::shared).
    Shared(usize),
    Differing,
    /// One statement of the event, and whether the article makes it here first.
    Told {
        statement: usize,
        first: bool,
    },
}

/// What was found in an article, but for its statements.
pub fn layers(article: &ArticleReport) -> Vec<(Span, Layer)> {
    let body = &article.body;
    let mut layers: Vec<(Span, Layer)> = Vec::new();
    layers.extend(body.headline.map(|span| (span, Layer::Headline)));
    layers.extend(body.dateline.map(|span| (span, Layer::Dateline)));
    layers.extend(body.furniture.iter().map(|furniture| (furniture.span, Layer::Furniture(furniture.reason))));
    layers.extend(body.quotations.iter().map(|span| (*span, Layer::Quote)));
    layers.extend(body.shared.iter().enumerate().map(|(at, passage)| (passage.span, Layer::Shared(at))));
    layers.extend(body.differing.iter().map(|span| (*span, Layer::Differing)));
    layers.retain(|(span, _)| !span.is_empty());
    layers
}

/// The text in paragraphs, cut wherever a layer begins or ends, in not much more than `bytes`; every piece is closed before the next
/// opens. `begin` writes what stands once before a layer, `end` what stands after those that end together.
pub fn set(
    article: &ArticleReport,
    layers: &[(Span, Layer)],
    bytes: usize,
    begin: &dyn Fn(Layer, &mut String),
    end: &dyn Fn(&[Layer], &mut String),
) -> MarkedText {
    let text = article.body.text.as_str();
    if text.is_empty() {
        return MarkedText { html: String::new(), left_out: 0 };
    }
    let mut starts: Vec<usize> = (0..layers.len()).collect();
    starts.sort_by_key(|at| (layers[*at].0.start, layers[*at].1));
    let mut starts = starts.into_iter().peekable();
    let mut cuts: Vec<usize> = layers.iter().flat_map(|(span, _)| [span.start as usize, span.end as usize]).collect();
    cuts.extend(text.match_indices('\n').flat_map(|(at, _)| [at, at + 1]));
    cuts.extend((0..text.len()).step_by(PIECE_BYTES).filter_map(|at| (at..text.len()).find(|cut| text.is_char_boundary(*cut))));
    cuts.push(text.len());
    cuts.sort_unstable();
    cuts.dedup();
    let mut out = String::with_capacity(text.len() * 2);
    let mut active: Vec<(u32, Layer)> = Vec::new();
    let mut open = false;
    let mut tags = String::new();
    for pair in cuts.windows(2) {
        let (start, stop) = (pair[0], pair[1]);
        if out.len() > bytes {
            close(&mut out, &mut open);
            return MarkedText { html: out, left_out: text[start..].chars().count() };
        }
        let piece = &text[start..stop];
        while let Some(at) = starts.next_if(|at| layers[*at].0.start as usize <= start) {
            let (span, layer) = layers[at];
            active.push((span.end, layer));
            begin(layer, &mut tags);
        }
        if piece == "\n" {
            close(&mut out, &mut open);
        } else if !piece.trim().is_empty() {
            if !open {
                out.push_str("<p dir=\"auto\">");
                open = true;
            }
            out.push_str(&std::mem::take(&mut tags));
            push_piece(&mut out, piece, &active);
        } else if open {
            out.push(' ');
        }
        let ended = |(until, _): &(u32, Layer)| *until as usize <= stop;
        if open {
            let ended: Vec<Layer> = active.iter().filter(|layer| ended(layer)).map(|(_, layer)| *layer).collect();
            end(&ended, &mut out);
        }
        active.retain(|layer| !ended(layer));
    }
    close(&mut out, &mut open);
    MarkedText { html: out, left_out: 0 }
}

fn close(out: &mut String, open: &mut bool) {
    if std::mem::take(open) {
        out.push_str("</p>\n");
    }
}

fn push_piece(out: &mut String, piece: &str, active: &[(u32, Layer)]) {
    let has = |wanted: fn(Layer) -> bool| active.iter().any(|(_, layer)| wanted(*layer));
    let classes = [
        ("headline", has(|layer| layer == Layer::Headline)),
        ("dateline", has(|layer| layer == Layer::Dateline)),
        ("furniture", has(|layer| matches!(layer, Layer::Furniture(_)))),
        ("quote", has(|layer| layer == Layer::Quote)),
        ("shared", has(|layer| matches!(layer, Layer::Shared(_)))),
    ];
    let names: Vec<&str> = classes.iter().filter(|class| class.1).map(|class| class.0).collect();
    let differs = has(|layer| layer == Layer::Differing);
    let told = active.iter().find_map(|(_, layer)| if let Layer::Told { statement, .. } = layer { Some(statement + 1) } else { None });
    let plain = names.is_empty() && told.is_none();
    if !plain {
        let class = if names.is_empty() { String::new() } else { format!(" class=\"{}\"", names.join(" ")) };
        let told = told.map(|number| format!(" data-s=\"{number}\"")).unwrap_or_default();
        let _ = write!(out, "<span{class}{told}>");
    }
    if differs {
        out.push_str("<mark>");
    }
    out.push_str(&escape::html(piece));
    if differs {
        out.push_str("</mark>");
    }
    if !plain {
        out.push_str("</span>");
    }
}
