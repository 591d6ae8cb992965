//! Pairs among copies: of identical texts each is verified against the earliest alone, and a reader wants to know of any two.
//!
//! Enters: verified edges and groups of articles. Leaves: the edges, and those that follow from them inside a group.
//! **Invariant:** an edge that is added has the figures of one that was verified, between articles of the same tokens.

use ahash::AHashMap;

use crate::article::DocId;
use crate::verify::{Relation, VerifiedEdge};

/// Copies of one text in one group, the earliest first, that get their pairs with each other and with what their text is related to; later
/// ones stay tied to the earliest alone. Pairs grow with the square, and no table of articles is wider.
pub const COPIES: usize = 16;

/// Identical texts of one group.
#[derive(Default)]
struct Copies {
    group: usize,
    docs: Vec<DocId>,
}

/// `edges` with those that follow among identical texts, in the order of their articles. In each of `groups` articles stand earliest first;
/// none is in two, and identical texts are in one. Linear in the edges and in what is added.
pub fn with_copies<'g>(edges: &[VerifiedEdge], groups: impl Iterator<Item = &'g [DocId]>) -> Vec<VerifiedEdge> {
    let mut text_of: AHashMap<DocId, DocId> = AHashMap::new();
    for (a, b) in edges.iter().filter(|edge| edge.relation() == Relation::Identical).map(VerifiedEdge::docs) {
        let known = |doc: DocId| text_of.get(&doc).copied().unwrap_or(doc);
        let text = known(a).min(known(b));
        text_of.extend([(a, text), (b, text)]);
    }
    let mut copies: AHashMap<DocId, Copies> = AHashMap::new();
    let mut group_of: AHashMap<DocId, usize> = AHashMap::new();
    for (group, doc) in groups.enumerate().flat_map(|(group, docs)| docs.iter().map(move |doc| (group, *doc))) {
        group_of.insert(doc, group);
        if let Some(text) = text_of.get(&doc) {
            let copies = copies.entry(*text).or_default();
            copies.group = group;
            copies.docs.extend((copies.docs.len() < COPIES).then_some(doc));
        }
    }
    let of = |doc: DocId, group: usize| match text_of.get(&doc).and_then(|text| copies.get(text)) {
        Some(copies) if copies.group == group => copies.docs.clone(),
        _ => vec![doc],
    };
    let mut all = edges.to_vec();
    for edge in edges.iter().filter(|edge| edge.relation() != Relation::Identical) {
        let (a, b) = edge.docs();
        let Some(group) = group_of.get(&a).filter(|group| group_of.get(&b) == Some(*group)) else { continue };
        let others = of(b, *group);
        for x in of(a, *group) {
            all.extend(others.iter().filter_map(|y| edge.renumbered(|doc| if doc == a { x } else { *y })));
        }
    }
    for list in copies.values().map(|copies| &copies.docs) {
        for (at, x) in list.iter().enumerate() {
            all.extend(list[at + 1..].iter().filter_map(|y| VerifiedEdge::identical(*x, *y)));
        }
    }
    // The sort keeps the order of equals, so that what was verified stays.
    all.sort_by_key(VerifiedEdge::docs);
    all.dedup_by_key(|edge| edge.docs());
    all
}
