//! `report.json`, and the JSON of one comparison.
//!
//! Enters: a report or a comparison. Leaves: one line of JSON.
//! **Invariant:** the form is that of the model, which `schemas/` describes; nothing is added or left out here.

use super::{ComparisonReport, Report};

/// The report on one line, with a line feed.
pub fn report(report: &Report) -> String {
    line(report)
}

/// The comparison on one line, with a line feed: `schema`, `articles`, `unread_sentences`, `statements`, `differences`, and where there are
/// any `revisions`; spans in code points.
pub fn comparison(comparison: &ComparisonReport) -> String {
    line(comparison)
}

fn line(value: &impl serde::Serialize) -> String {
    let mut json = serde_json::to_string(value).expect("the model has string keys and no failing serializer");
    json.push('\n');
    json
}
