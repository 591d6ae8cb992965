//! Two drawings: the graph of shared passages and the timeline of publications.
//!
//! Enters: articles, and the pairs that share passages or those to place in time. Leaves: a [`Figure`]; nothing without a pair, or with
//! fewer than two moments.
//! **Invariant:** a drawing shows no more articles than can be told apart, and counts the others; names are without controls of direction.
//! The page has tables of pairs and of articles as well.

use std::f64::consts::TAU;
use std::fmt::Write as _;

use crate::report::escape::{self, clip};
use crate::report::model::{ArticleReport, ReuseReport};
use crate::report::words::Words;

use super::{label, more};

/// Nodes of a graph and lines of a timeline that can still be told apart.
const NODES: usize = 16;
const LINES: usize = 24;

/// A drawing.
pub struct Figure {
    /// SVG, to stand in the page as it is.
    pub svg: String,
    /// Articles that are not drawn.
    pub more: Option<String>,
}

/// Articles on a circle, a line for each pair, thicker the more they share; an arrow from the probable origin. `None` without pairs.
pub fn reuse(w: &Words, articles: &[ArticleReport], edges: &[(usize, &ReuseReport)]) -> Option<Figure> {
    let mut nodes: Vec<usize> = edges.iter().flat_map(|(_, edge)| [edge.a_at, edge.b_at]).collect();
    nodes.sort_unstable();
    nodes.dedup();
    let more = more(w, nodes.len(), NODES);
    nodes.truncate(NODES);
    if nodes.is_empty() {
        return None;
    }
    let height = if nodes.len() <= 4 { 220.0 } else { 400.0 };
    let (centre_x, centre_y, radius_x, radius_y) = (360.0, height / 2.0, 170.0, height / 2.0 - 45.0);
    let point = |at: usize| {
        let angle = TAU * (at as f64 / nodes.len() as f64) - TAU / 4.0 + if nodes.len() == 2 { -TAU / 4.0 } else { 0.0 };
        (centre_x + radius_x * angle.cos(), centre_y + radius_y * angle.sin())
    };
    let mut svg = format!(
        "<svg class=\"figure\" viewBox=\"0 0 720 {height}\" role=\"img\" aria-label=\"{}\"><defs><marker id=\"arrow\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" \
         markerWidth=\"9\" markerHeight=\"9\" markerUnits=\"userSpaceOnUse\" orient=\"auto\"><path class=\"arrow\" d=\"M0 0L8 4L0 8z\"/></marker></defs>",
        escape::html(w.reuse_graph)
    );
    for (_, edge) in edges {
        let (Ok(a), Ok(b)) = (nodes.binary_search(&edge.a_at), nodes.binary_search(&edge.b_at)) else { continue };
        let (from, to) = if edge.origin_at() == Some(edge.b_at) { (point(b), point(a)) } else { (point(a), point(b)) };
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let length = dx.hypot(dy).max(1.0);
        let (gap_x, gap_y) = (dx / length * 10.0, dy / length * 10.0);
        let marker = if edge.origin.is_some() { " marker-end=\"url(#arrow)\"" } else { "" };
        let _ = write!(
            svg,
            "<line class=\"edge\" x1=\"{:.1}\" y1=\"{:.1}\" x2=\"{:.1}\" y2=\"{:.1}\" stroke-width=\"{:.1}\"{marker}/>",
            from.0 + gap_x,
            from.1 + gap_y,
            to.0 - gap_x,
            to.1 - gap_y,
            1.0 + 4.0 * edge.covered_a.max(edge.covered_b)
        );
    }
    for (at, node) in nodes.iter().enumerate() {
        let (x, y) = point(at);
        let side = (x - centre_x) / radius_x;
        let anchor = if side > 0.3 {
            "start"
        } else if side < -0.3 {
            "end"
        } else {
            "middle"
        };
        let (text_x, text_y) = match anchor {
            "start" => (x + 14.0, y + 5.0),
            "end" => (x - 14.0, y + 5.0),
            _ if y < centre_y => (x, y - 14.0),
            _ => (x, y + 24.0),
        };
        let name = escape::html(&clip(&escape::undirected(&label(&articles[*node])), 22));
        let _ = write!(
            svg,
            "<circle class=\"node\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"6\"/><text x=\"{text_x:.1}\" y=\"{text_y:.1}\" text-anchor=\"{anchor}\">{name}</text>"
        );
    }
    svg.push_str("</svg>");
    Some(Figure { svg, more })
}

/// A line for each dated article with a dot at its time. `None` with fewer than two moments.
pub fn timeline(w: &Words, articles: &[ArticleReport], members: &[usize]) -> Option<Figure> {
    let mut dated: Vec<(usize, i64)> = members.iter().filter_map(|at| Some((*at, articles[*at].body.published?.0))).collect();
    let more = more(w, dated.len(), LINES);
    dated.truncate(LINES);
    let (first, last) = (dated.iter().map(|one| one.1).min()?, dated.iter().map(|one| one.1).max()?);
    if first == last {
        return None;
    }
    const LEFT: f64 = 200.0;
    const RIGHT: f64 = 690.0;
    let x = |at: i64| LEFT + 15.0 + (RIGHT - LEFT - 30.0) * ((at - first) as f64 / (last - first) as f64);
    let height = 34 + dated.len() * 24;
    let mut svg =
        format!("<svg class=\"figure\" viewBox=\"0 0 720 {height}\" role=\"img\" aria-label=\"{}\">", escape::html(w.timeline_graph));
    for (line, (at, time)) in dated.iter().enumerate() {
        let y = 18 + line * 24;
        let name = escape::html(&clip(&escape::undirected(&label(&articles[*at])), 24));
        let _ = write!(
            svg,
            "<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{name}</text><line class=\"rule\" x1=\"{LEFT}\" y1=\"{y}\" x2=\"{RIGHT}\" y2=\"{y}\"/><circle class=\"node\" cx=\"{:.1}\" cy=\"{y}\" r=\"5\"/>",
            LEFT - 10.0,
            y + 5,
            x(*time)
        );
    }
    let moment = |time: i64| {
        let (at, _) = dated.iter().find(|one| one.1 == time)?;
        articles[*at].date.as_deref().map(|date| escape::html(&w.moment(date)))
    };
    for (time, anchor, at) in [(first, "start", LEFT), (last, "end", RIGHT)] {
        let text = moment(time).unwrap_or_default();
        let _ = write!(svg, "<text class=\"axis\" x=\"{at}\" y=\"{}\" text-anchor=\"{anchor}\">{text}</text>", height - 6);
    }
    svg.push_str("</svg>");
    Some(Figure { svg, more })
}
