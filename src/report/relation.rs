//! What an article's text is to the others of its event: worked out from verified edges, and put into words.
//!
//! Enters: clusters, verified edges, and passages with their direction. Leaves: a [`TextRelation`] at every article, and that in words
//! ([`Told`]).
//! **Invariant:** texts are called the same only where every word is, and one is said to come from another only where the evidence says so.

use std::collections::BTreeMap;

use crate::article::DocId;
use crate::cluster::Clusters;
use crate::reuse::ReuseEdge;
use crate::verify::{Relation, VerifiedEdge};

use super::model::{ArticleReport, ReuseReport, TextRelation};
use super::words::Words;

/// Least share of an article's words that makes another article worth naming as what its text leans on: a paragraph of a short
/// dispatch, well above what one common quotation covers.
const LEANS: f64 = 0.15;

/// One article that has the text of another.
#[derive(Clone, Copy)]
struct Kin {
    other: usize,
    is_identical: bool,
    /// Which of the two probably had it first.
    origin: Option<usize>,
}

/// Enters at every article what its text is to the others of its cluster.
pub(super) fn related(
    articles: &mut [ArticleReport],
    clusters: &Clusters,
    edges: &[VerifiedEdge],
    reuse: &[ReuseEdge],
    place: &dyn Fn(DocId) -> usize,
) {
    let mut cluster_of = vec![usize::MAX; articles.len()];
    for (number, cluster) in clusters.list.iter().enumerate() {
        let mut members: Vec<usize> = cluster.members.iter().map(|doc| place(*doc)).collect();
        members.sort_unstable();
        let Some(first) = members.first().map(|first| articles[*first].id.clone()) else { continue };
        for member in members {
            articles[member].cluster = Some(first.clone());
            cluster_of[member] = number;
        }
    }
    let origins: BTreeMap<(DocId, DocId), DocId> =
        reuse.iter().filter_map(|edge| Some(((edge.a, edge.b), edge.direction.origin?))).collect();
    let mut kin: Vec<Vec<Kin>> = vec![Vec::new(); articles.len()];
    for edge in edges.iter().filter(|edge| edge.is_copy()) {
        let (a, b) = (place(edge.docs().0), place(edge.docs().1));
        if cluster_of[a] != cluster_of[b] || cluster_of[a] == usize::MAX {
            continue;
        }
        // Versions within one outlet are not taken from anyone.
        let is_one_outlet = articles[a].outlet.is_some() && articles[a].outlet == articles[b].outlet;
        let origin = origins.get(&edge.docs()).filter(|_| !is_one_outlet).map(|doc| place(*doc));
        let is_identical = edge.relation() == Relation::Identical;
        kin[a].push(Kin { other: b, is_identical, origin });
        kin[b].push(Kin { other: a, is_identical, origin });
    }
    for (at, mut kin) in kin.into_iter().enumerate() {
        kin.sort_by_key(|kin| kin.other);
        articles[at].relation = Some(if articles[at].words == 0 { TextRelation::NoText } else { relation(at, &kin) });
    }
}

/// `kin` in the order of the report, which is that of time within an event.
fn relation(at: usize, kin: &[Kin]) -> TextRelation {
    let Some(first) = kin.first() else { return TextRelation::Own };
    if let Some(origin) = kin.iter().find(|kin| kin.origin == Some(kin.other)) {
        return TextRelation::Copy { of: origin.other, edited: !origin.is_identical };
    }
    let identical = kin.iter().filter(|kin| kin.is_identical).count();
    if kin.iter().all(|kin| kin.origin == Some(at)) {
        return TextRelation::Copied { by: kin.len(), edited: kin.len() - identical };
    }
    let with = kin.iter().find(|kin| kin.is_identical).unwrap_or(first).other;
    TextRelation::Same { with, identical, near: kin.len() - identical }
}

/// What each article's text that is no copy leans on most, within its own event.
pub(super) fn lean(articles: &mut [ArticleReport], reuse: &[ReuseReport]) {
    for report in reuse {
        for (at, other, share) in [(report.a_at, report.b_at, report.covered_a), (report.b_at, report.a_at, report.covered_b)] {
            let first = report.origin_at().map_or(other < at, |origin| origin == other);
            let together = articles[at].body.event == articles[other].body.event;
            let better = match articles[at].relation {
                Some(TextRelation::Own) => true,
                Some(TextRelation::Shares { share: known, .. }) => share > known,
                _ => false,
            };
            if first && together && better && share >= LEANS {
                articles[at].relation = Some(TextRelation::Shares { with: other, share });
            }
        }
    }
}

/// A relation in words, around the name of the other article where it names one.
pub(super) struct Told {
    pub before: String,
    pub other: Option<usize>,
    pub after: String,
}

/// Says what a text is to others.
pub(super) fn told(w: &Words, relation: TextRelation) -> Told {
    let alone = |text: &str| Told { before: text.to_owned(), other: None, after: String::new() };
    let others = |count: usize| format!("{} {}", w.number(count as u64), w.noun(count, w.rel_others));
    match relation {
        TextRelation::Copy { of, edited } => {
            let after = if edited { format!(", {}", w.rel_edited) } else { String::new() };
            Told { before: w.rel_copy.to_owned(), other: Some(of), after }
        }
        TextRelation::Copied { by, edited: 0 } => alone(&format!("{} {}", w.rel_copied, others(by))),
        TextRelation::Copied { by, edited } if edited == by => alone(&format!("{} {}, {}", w.rel_copied, others(by), w.rel_edited)),
        TextRelation::Copied { by, edited } => {
            alone(&format!("{} {}, {} {} {}", w.rel_copied, others(by), w.rel_of_these, w.number(edited as u64), w.rel_edited))
        }
        TextRelation::Same { with, identical, near } => {
            let named = if identical > 0 { identical } else { near };
            let mut after = if named > 1 { format!(" {} {}", w.and, others(named - 1)) } else { String::new() };
            if identical > 0 && near > 0 {
                after += &format!(", {} {}", w.rel_near_too, others(near));
            }
            let before = if identical > 0 { w.rel_same } else { w.rel_near };
            Told { before: before.to_owned(), other: Some(with), after }
        }
        TextRelation::Shares { with, share } => {
            Told { before: format!("{} {}", w.percent(share), w.rel_shares), other: Some(with), after: String::new() }
        }
        TextRelation::Own => alone(w.rel_own),
        TextRelation::NoText => alone(w.rel_no_text),
    }
}

#[cfg(test)]
mod tests {
    use super::super::words::{Language, words};
    use super::*;

    #[test]
    fn a_text_is_called_what_is_known_of_it() {
        let kin = |other, is_identical, origin| Kin { other, is_identical, origin };
        for (list, expected, why) in [
            (vec![], "own text", "alone"),
            (vec![kin(1, true, None)], "same text as 1", "no direction where it is open"),
            (vec![kin(1, false, None)], "nearly the same text as 1", "words differ"),
            (vec![kin(1, false, None), kin(2, true, None)], "same text as 2, nearly the same as 1 other", "the equal one is named"),
            (vec![kin(1, false, None), kin(2, false, None)], "nearly the same text as 1 and 1 other", "two that differ"),
            (vec![kin(1, true, Some(1))], "probably copied from 1", "the other was first"),
            (vec![kin(1, true, None), kin(2, false, Some(2))], "probably copied from 2, with changes", "one was first"),
            (vec![kin(1, true, Some(0)), kin(2, true, Some(0))], "probably copied by 2 others", "this one was first"),
            (vec![kin(1, true, Some(0)), kin(2, false, Some(0))], "probably copied by 2 others, of these 1 with changes", "changed by one"),
            (vec![kin(1, false, Some(0))], "probably copied by 1 other, with changes", "changed by all"),
            (vec![kin(1, true, Some(0)), kin(2, true, None)], "same text as 1 and 1 other", "first of one alone"),
        ] {
            let told = told(words(Language::En), relation(0, &list));
            let other = told.other.map(|other| format!(" {other}")).unwrap_or_default();
            assert_eq!(format!("{}{other}{}", told.before, told.after), expected, "{why}");
        }
    }
}
