//! The first pass: every article becomes a card, band keys and the keys of its lines.

use std::sync::atomic::{AtomicU32, Ordering};

use super::catalogue::{Card, PackedDate, PartCards};
use super::digest::Digester;
use super::furniture::{LineIndex, LineWriter};
use super::retrieval::{Retrieval, RetrievalWriter};
use crate::input::{Found, Visitor};
use crate::outlet::{Outlets, Register};
use crate::scratch::ScratchError;

/// What all readers of a run write to.
pub(super) struct Desk<'d> {
    pub outlets: &'d Outlets,
    pub lines: &'d LineIndex,
    pub retrieval: &'d Retrieval,
    pub arrivals: &'d AtomicU32,
}

/// One thread's reader.
pub(super) struct Reader<'d> {
    desk: &'d Desk<'d>,
    register: Register<'d>,
    lines: LineWriter<'d>,
    retrieval: RetrievalWriter<'d>,
    digester: Digester,
    part: PartCards,
}

impl<'d> Reader<'d> {
    pub(super) fn new(desk: &'d Desk<'d>) -> Self {
        Reader {
            desk,
            register: desk.outlets.register(),
            lines: desk.lines.writer(),
            retrieval: desk.retrieval.writer(),
            digester: Digester::default(),
            part: PartCards::default(),
        }
    }
}

impl Visitor for Reader<'_> {
    type Product = PartCards;

    fn visit(&mut self, found: &Found<'_>) -> Result<(), ScratchError> {
        let sighting = found.sighting;
        let arrival = self.desk.arrivals.fetch_add(1, Ordering::Relaxed);
        let source = self.register.number(sighting.source.as_deref(), sighting.url);
        let mut stored = Ok(());
        let published = self.digester.take(
            sighting.title,
            sighting.text,
            None,
            sighting.date.is_none(),
            |_| false,
            |fact| {
                if source != 0 && stored.is_ok() {
                    stored = self.lines.push(fact, arrival);
                }
            },
        );
        stored?;
        self.part.dated_by_text += usize::from(sighting.date.is_none() && published.is_some());
        let id = sighting.id.unwrap_or_default();
        let start = self.part.ids.len() as u32;
        self.part.ids.push_str(id);
        let mut card = Card {
            identity: [0; 2],
            place: found.place,
            date: PackedDate::new(sighting.date.or(published)),
            line: found.line.map_or(0, |line| u32::try_from(line).unwrap_or(u32::MAX)),
            words: self.digester.words(),
            source,
            arrival,
            id: (start, id.len() as u32),
        };
        let identity = self.digester.identity();
        card.set_identity(identity);
        if identity.is_some() {
            self.retrieval.push(arrival, &mut self.digester)?;
        }
        self.part.cards.push(card);
        Ok(())
    }

    fn finish(&mut self) -> PartCards {
        let mut part = std::mem::take(&mut self.part);
        part.cards.shrink_to_fit();
        part.ids.shrink_to_fit();
        part
    }
}
