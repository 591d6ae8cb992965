//! A term of a unit, in the eight bytes it is kept in and in the form in which it is weighed.
//!
//! Enters: a term as it was read, and its number. Leaves: a [`Packed`] term, from which [`super::batch::Batch`] makes a [`Term`] when asked.
//! **Invariant:** what is packed is exact, but for the temporal idf, which is good to two millionths, and counts above 255, which are 255.

use super::evidence::{Kind, RawTerm};

/// Numbers of terms below this can be packed.
const MOST_NUMBERS: u32 = 1 << 30;
const TITLE: u32 = 2;
const LEAD: u32 = 1;

/// Bits of the count, below the temporal idf.
const COUNT_BITS: u32 = 8;
const MOST_COUNT: u16 = (1 << COUNT_BITS) - 1;
/// Steps of the temporal idf in one nat; an idf is less than 32, for articles are fewer than 2³².
const STEPS: f32 = (1 << 19) as f32;

/// A term of a unit in eight bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Packed {
    /// Number of the term, and whether headline and lead say it.
    what: u32,
    /// Temporal idf and count.
    how: u32,
}

impl Packed {
    /// # Panics
    /// On the thousand-millionth term of a batch.
    pub fn new(number: u32, term: &RawTerm) -> Packed {
        assert!(number < MOST_NUMBERS, "a batch holds fewer than 2^30 different terms");
        let what = number << 2 | if term.title { TITLE } else { 0 } | if term.lead { LEAD } else { 0 };
        Packed { what, how: u32::from(term.count.min(MOST_COUNT)) }
    }

    /// Position in the vocabulary.
    #[inline]
    pub fn id(self) -> u32 {
        self.what >> 2
    }

    /// Whether the headline says it.
    #[inline]
    pub fn title(self) -> bool {
        self.what & TITLE != 0
    }

    /// Whether the lead says it.
    #[inline]
    pub fn lead(self) -> bool {
        self.what & LEAD != 0
    }

    /// How often the article says it, headline and lead counted again.
    #[inline]
    pub fn boosted_count(self) -> usize {
        (self.how & u32::from(MOST_COUNT)) as usize + usize::from(self.title()) + usize::from(self.lead())
    }

    /// Temporal idf, in nats.
    #[inline]
    pub fn temporal(self) -> f32 {
        (self.how >> COUNT_BITS) as f32 / STEPS
    }

    /// Gives it another position in the vocabulary.
    pub fn renumber(&mut self, number: u32) {
        self.what = number << 2 | self.what & (TITLE | LEAD);
    }

    /// Sets its temporal idf, rounded to what [`Packed::temporal`] can give and cut at the greatest.
    pub fn set_temporal(&mut self, idf: f32) {
        let most = (u32::MAX >> COUNT_BITS) as f32;
        self.how = ((idf * STEPS).round().min(most) as u32) << COUNT_BITS | self.how & u32::from(MOST_COUNT);
    }
}

/// The greatest of [`Packed::boosted_count`].
pub(super) const MOST_BOOSTED: usize = MOST_COUNT as usize + 2;

/// A term of a unit with its weights.
#[derive(Clone, Copy, Debug)]
pub(super) struct Term {
    /// Position in the vocabulary.
    pub id: u32,
    pub kind: Kind,
    pub title: bool,
    pub lead: bool,
    /// Inverse document frequency, in nats.
    pub idf: f32,
    /// Temporal idf, in nats.
    pub temporal: f32,
    /// Idf in the batch alone, without background, in nats.
    pub batch: f32,
    /// Sub-linear count, headline and lead counted again.
    pub tf: f32,
}

/// A way to weigh the terms of a unit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(usize)]
pub(super) enum View {
    /// tf · idf of everything.
    All,
    /// tf · temporal idf of everything.
    Temporal,
    /// tf · idf in the batch alone: what the other articles at hand do not say.
    Batch,
    /// idf of the headline.
    Title,
    /// idf of headline and lead.
    Lead,
}

impl View {
    pub const COUNT: usize = 5;
    pub const ALL: [View; View::COUNT] = [View::All, View::Temporal, View::Batch, View::Title, View::Lead];
}

impl Term {
    /// Its weight in `view`.
    #[inline]
    pub fn weight(&self, view: View) -> f32 {
        match view {
            View::All => self.tf * self.idf,
            View::Temporal => self.tf * self.temporal,
            View::Batch => self.tf * self.batch,
            View::Title => f32::from(u8::from(self.title)) * self.idf,
            View::Lead => f32::from(u8::from(self.title || self.lead)) * self.idf,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_comes_back() {
        for (number, title, lead, count) in [(0, false, false, 1), (MOST_NUMBERS - 1, true, true, 900), (77, true, false, 3)] {
            let raw = RawTerm { kind: Kind::Word, hash: 0, title, lead, count, prior: 0.1 };
            let mut packed = Packed::new(number, &raw);
            packed.set_temporal(7.654_321);
            packed.renumber(number / 2);
            assert_eq!((packed.id(), packed.title(), packed.lead()), (number / 2, title, lead));
            assert_eq!(packed.boosted_count(), usize::from(count.min(255)) + usize::from(title) + usize::from(lead));
            assert!((packed.temporal() - 7.654_321).abs() < 2e-6);
        }
    }
}
