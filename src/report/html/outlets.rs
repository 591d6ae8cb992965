//! The outlets: what each covers, and how much of its text is its own.

use askama::Template;

use crate::report::escape::clip;
use crate::report::model::{OutletReport, Report};
use crate::report::slug::slug;
use crate::report::words::Words;

use super::{Frame, Limits, event_path, fitted, headline, lang_attribute, more, render};

/// Rows of the table: with the fewest headlines under each they fit on a page.
const OUTLETS: usize = 300;

#[derive(Template)]
#[template(path = "outlets.html")]
struct Page<'a> {
    frame: Frame<'a>,
    outlets: Vec<Outlet>,
    more: Option<String>,
}

struct Outlet {
    name: String,
    anchor: String,
    articles: usize,
    events: usize,
    words: String,
    words_plain: usize,
    own: String,
    own_plain: f64,
    covered: Vec<(String, String, String)>,
    more: Option<String>,
}

/// `outlets.html`.
pub fn page(report: &Report) -> String {
    fitted(|limits| {
        let frame = Frame::of(report, super::words(report.language).outlets_heading.to_owned(), "");
        let w = frame.w;
        render(&Page {
            outlets: report.outlets.iter().take(OUTLETS).map(|one| outlet(w, report, one, limits)).collect(),
            more: more(w, report.outlets.len(), OUTLETS),
            frame,
        })
    })
}

fn outlet(w: &Words, report: &Report, outlet: &OutletReport, limits: Limits) -> Outlet {
    let covered = outlet.events.iter().take(limits.statements).map(|at| {
        let event = &report.events[*at];
        (event_path(report, *at), headline(w, &event.headline, limits.chars), lang_attribute(event.headline_lang.as_deref()))
    });
    Outlet {
        name: clip(&outlet.name, 60),
        anchor: slug(&outlet.name),
        articles: outlet.articles,
        events: outlet.event_count,
        words: w.number(outlet.words as u64),
        words_plain: outlet.words,
        own: w.percent(outlet.own_share),
        own_plain: outlet.own_share,
        covered: covered.collect(),
        more: more(w, outlet.events.len(), limits.statements),
    }
}
