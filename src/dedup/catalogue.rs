//! What a run keeps of every article: some hundred bytes, whatever its length.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::sync::Arc;

use ahash::AHashMap;
use rayon::prelude::*;

use crate::article::{Date, DocId, Origin};
use crate::document::Lacking;
use crate::input::{Part, Place};
use crate::outlet::Names;

/// One article.
#[derive(Clone, Copy, Debug)]
pub(super) struct Card {
    /// Halves of the identity of its text, most significant first; nought without tokens.
    pub identity: [u64; 2],
    pub place: Place,
    pub date: PackedDate,
    /// Line of its file; nought where the file is one article.
    pub line: u32,
    pub words: Words,
    /// Number of its outlet; nought for none.
    pub source: u32,
    /// The number under which its sketch was stored.
    pub arrival: u32,
    /// Where its id stands among the ids of its part, and its length.
    pub id: (u32, u32),
}

impl Card {
    pub(super) fn identity(&self) -> u128 {
        u128::from(self.identity[0]) << 64 | u128::from(self.identity[1])
    }

    pub(super) fn set_identity(&mut self, identity: Option<u128>) {
        let identity = identity.unwrap_or(0);
        self.identity = [(identity >> 64) as u64, identity as u64];
    }
}

/// How many tokens the body of an article has, and what else is counted of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Words(u32);

const UNTITLED: u32 = 1 << 31;
const TOO_SHORT: u32 = 1 << 30;

impl Words {
    /// Counts above 2³⁰ are not told apart.
    pub(super) fn new(token_count: usize, is_untitled: bool, is_too_short: bool) -> Words {
        let count = u32::try_from(token_count).unwrap_or(u32::MAX).min(TOO_SHORT - 1);
        Words(count | if is_untitled { UNTITLED } else { 0 } | if is_too_short { TOO_SHORT } else { 0 })
    }

    pub(super) fn token_count(self) -> u32 {
        self.0 & (TOO_SHORT - 1)
    }

    fn is_untitled(self) -> bool {
        self.0 & UNTITLED != 0
    }

    fn is_too_short(self) -> bool {
        self.0 & TOO_SHORT != 0
    }
}

/// A date in eight bytes, in the order of [`Date`], after all of which comes none.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct PackedDate(i64);

/// Bits of the offset in minutes, and what makes it positive.
const OFFSET_BITS: u32 = 14;
const OFFSET_BIAS: i64 = 1 << (OFFSET_BITS - 1);

impl PackedDate {
    pub(super) fn new(date: Option<Date>) -> Self {
        let Some(date) = date else { return PackedDate(i64::MAX) };
        let offset = (i64::from(date.offset_s()) / 60 + OFFSET_BIAS).clamp(0, 2 * OFFSET_BIAS - 1);
        PackedDate(date.utc_s() << (OFFSET_BITS + 1) | i64::from(date.is_timed()) << OFFSET_BITS | offset)
    }

    pub(super) fn get(self) -> Option<Date> {
        let offset = (self.0 & (2 * OFFSET_BIAS - 1)) - OFFSET_BIAS;
        let utc_s = self.0 >> (OFFSET_BITS + 1);
        let is_timed = self.0 >> OFFSET_BITS & 1 == 1;
        let date = if is_timed { Date::from_instant(utc_s, offset as i32 * 60) } else { Date::from_day((utc_s / 86_400) as i32) };
        (self.0 != i64::MAX).then_some(date)
    }
}

/// The articles of one part of the input.
#[derive(Default, Debug)]
pub(super) struct PartCards {
    pub cards: Vec<Card>,
    /// The ids, one after the other.
    pub ids: String,
    /// Articles that took the date that stands in their text.
    pub dated_by_text: usize,
}

/// Where a card is: part, then position. Ordered as the input is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(super) struct Slot {
    part: u32,
    at: u32,
}

/// The articles of a run in the order of [`crate::article::Article::key`]: a lower [`DocId`] is an earlier article.
#[derive(Debug, Default)]
pub struct Catalogue {
    /// In the order of the input; cards stay where the readers put them, for a copy would be the most that a run ever holds.
    parts: Vec<PartCards>,
    files: Vec<Arc<str>>,
    /// Ids that are not those the articles came with.
    pub(super) renamed: AHashMap<Slot, String>,
    /// The slot of each article.
    slots: Vec<Slot>,
    /// The articles in the order of the input.
    rows: Vec<DocId>,
    outlets: Vec<Option<Arc<str>>>,
}

impl Catalogue {
    /// Takes the parts in, in the order of the input; articles are not ranked yet.
    pub(super) fn new(parts: Vec<Part<PartCards>>) -> Self {
        let (parts, files) = parts.into_iter().map(|part| (part.product, part.file)).unzip();
        Catalogue { parts, files, ..Catalogue::default() }
    }

    /// All slots, in the order of the input.
    pub(super) fn all_slots(&self) -> Vec<Slot> {
        let mut slots = Vec::with_capacity(self.len());
        for (part, cards) in (0..).zip(&self.parts) {
            slots.extend((0..cards.cards.len() as u32).map(|at| Slot { part, at }));
        }
        slots
    }

    /// All cards with their articles, in the order of the input, in which they lie in memory: for loops over all of them. Empty
    /// before the articles are ranked.
    pub(super) fn cards(&self) -> impl Iterator<Item = (DocId, &Card)> {
        self.rows.iter().copied().zip(self.parts.iter().flat_map(|part| &part.cards))
    }

    /// Names the outlets.
    pub(super) fn name_outlets(&mut self, names: Names) {
        let rename = |card: &mut Card| card.source = names.number[card.source as usize];
        self.parts.par_iter_mut().for_each(|part| part.cards.iter_mut().for_each(rename));
        self.outlets = names.name;
    }

    /// For each number that articles arrived under, the article.
    pub(super) fn doc_of_arrival(&self) -> Vec<u32> {
        let mut doc_of = vec![0; self.len()];
        for (doc, card) in self.cards() {
            doc_of[card.arrival as usize] = doc.0;
        }
        doc_of
    }

    /// Puts the articles in their order. Needs unique ids, and all slots.
    pub(super) fn rank(&mut self, mut slots: Vec<Slot>) {
        let prefix = |id: &str| {
            let mut first = [0; 8];
            let length = id.len().min(8);
            first[..length].copy_from_slice(&id.as_bytes()[..length]);
            u64::from_be_bytes(first)
        };
        let key = |(slot, row): (Slot, u32)| (self.card_at(slot).date, prefix(&self.id_at(slot)), slot, row);
        let mut keys: Vec<_> = slots.par_iter().copied().zip(0..u32::MAX).map(key).collect();
        keys.par_sort_unstable_by(|x, y| (x.0, x.1).cmp(&(y.0, y.1)).then_with(|| self.id_at(x.2).cmp(&self.id_at(y.2))));
        self.rows = vec![DocId(0); keys.len()];
        for ((doc, ranked), (_, _, slot, row)) in (0..).map(DocId).zip(&mut slots).zip(keys) {
            *ranked = slot;
            self.rows[row as usize] = doc;
        }
        self.slots = slots;
    }

    /// Number of articles.
    pub fn len(&self) -> usize {
        self.parts.iter().map(|part| part.cards.len()).sum()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.parts.iter().all(|part| part.cards.is_empty())
    }

    /// The articles in the order of the input.
    pub fn rows(&self) -> &[DocId] {
        &self.rows
    }

    /// The id of an article.
    pub fn id(&self, doc: DocId) -> Cow<'_, str> {
        self.id_at(self.slot(doc))
    }

    pub(super) fn id_at(&self, slot: Slot) -> Cow<'_, str> {
        if !self.renamed.is_empty()
            && let Some(id) = self.renamed.get(&slot)
        {
            return Cow::Borrowed(id);
        }
        self.given_id(slot)
    }

    /// The id an article came with: where the record has none, its place.
    pub(super) fn given_id(&self, slot: Slot) -> Cow<'_, str> {
        let (start, length) = self.card_at(slot).id;
        if length == 0 {
            return Cow::Owned(self.origin_at(slot).to_string());
        }
        Cow::Borrowed(&self.parts[slot.part as usize].ids[start as usize..(start + length) as usize])
    }

    /// Where an article was read.
    pub fn origin(&self, doc: DocId) -> Origin {
        self.origin_at(self.slot(doc))
    }

    pub(super) fn origin_at(&self, slot: Slot) -> Origin {
        let line = self.card_at(slot).line;
        Origin { file: self.files[slot.part as usize].clone(), line: (line > 0).then_some(u64::from(line)) }
    }

    /// The outlet of an article.
    pub fn source(&self, doc: DocId) -> Option<&str> {
        self.outlets[self.card(doc).source as usize].as_deref()
    }

    /// One more than the greatest number of an outlet.
    pub(super) fn outlet_count(&self) -> usize {
        self.outlets.len()
    }

    /// The names of all outlets, some perhaps more than once.
    pub fn outlets(&self) -> impl Iterator<Item = &str> {
        self.outlets.iter().flatten().map(|name| &**name)
    }

    /// When an article was published.
    pub fn date(&self, doc: DocId) -> Option<Date> {
        self.card(doc).date.get()
    }

    /// Where the record of an article can be read again.
    pub fn place(&self, doc: DocId) -> Place {
        self.card(doc).place
    }

    /// Tokens of its body.
    pub fn token_count(&self, doc: DocId) -> usize {
        self.card(doc).words.token_count() as usize
    }

    /// How many articles lack what.
    pub fn lacking(&self) -> Lacking {
        let dated_by_text = self.parts.iter().map(|part| part.dated_by_text).sum();
        let mut lacking = Lacking { articles: self.len(), dated_by_text, ..Lacking::default() };
        for card in self.parts.iter().flat_map(|part| &part.cards) {
            lacking.undated += usize::from(card.date.get().is_none());
            lacking.untitled += usize::from(card.words.is_untitled());
            lacking.too_short += usize::from(card.words.is_too_short());
            lacking.nameless += usize::from(self.outlets[card.source as usize].as_deref().unwrap_or("").is_empty());
        }
        lacking
    }

    pub(super) fn slot(&self, doc: DocId) -> Slot {
        self.slots[doc.index()]
    }

    pub(super) fn card_at(&self, slot: Slot) -> &Card {
        &self.parts[slot.part as usize].cards[slot.at as usize]
    }

    pub(super) fn card(&self, doc: DocId) -> &Card {
        self.card_at(self.slot(doc))
    }

    pub(super) fn card_mut(&mut self, doc: DocId) -> &mut Card {
        let slot = self.slot(doc);
        &mut self.parts[slot.part as usize].cards[slot.at as usize]
    }
}

/// Some of the articles of a catalogue, renumbered from 0 in their order: those that have an edge.
pub(super) struct Involved<'c> {
    catalogue: &'c Catalogue,
    /// Ascending.
    pub docs: Vec<DocId>,
    token_counts: Vec<u32>,
}

impl<'c> Involved<'c> {
    /// `docs` ascend.
    pub(super) fn new(catalogue: &'c Catalogue, docs: Vec<DocId>) -> Self {
        let token_counts = docs.par_iter().map(|doc| catalogue.card(*doc).words.token_count()).collect();
        Involved { catalogue, docs, token_counts }
    }

    /// The number here of an article that is among them.
    pub(super) fn number(&self, doc: DocId) -> DocId {
        DocId::from_index(self.docs.partition_point(|other| *other < doc))
    }
}

impl crate::cluster::Batch for Involved<'_> {
    fn count(&self) -> usize {
        self.docs.len()
    }

    fn order(&self, a: DocId, b: DocId) -> Ordering {
        a.cmp(&b)
    }

    fn token_count(&self, doc: DocId) -> usize {
        self.token_counts[doc.index()] as usize
    }

    fn source(&self, doc: DocId) -> &str {
        self.catalogue.source(self.docs[doc.index()]).unwrap_or("")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_dates_are_the_dates_and_keep_their_order() {
        let given =
            ["2018-02-08", "2018-02-08T00:00:00Z", "2018-02-08T14:26:00+01:00", "2018-02-08T14:26:00-03:30", "1965-01-01", "9999-12-31"];
        let dates: Vec<Option<Date>> = given.iter().map(|date| Date::parse(date).ok()).chain([None]).collect();
        for a in &dates {
            assert_eq!(PackedDate::new(*a).get(), *a);
            for b in &dates {
                assert_eq!(PackedDate::new(*a).cmp(&PackedDate::new(*b)), (a.is_none(), a).cmp(&(b.is_none(), b)), "{a:?} {b:?}");
            }
        }
    }
}
