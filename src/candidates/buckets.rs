//! Banding: texts that agree on a whole band share a bucket.
//!
//! One partition at a time, (band key, text) is sorted and each run of equal keys is a bucket. A bucket of m ≤ [`CROWD`] texts
//! gives all its pairs; how larger ones are thinned stands in the module `crowd`.

use std::sync::atomic::{AtomicBool, Ordering};

use super::crowd::{Crowds, Members};
use super::pairs::{PairBag, PairWriter};
use super::partitions::{Partitions, Writer, share_out};
use super::radix::Sorter;
use super::{BandScheme, Candidates, NO_TEXT};
use crate::hash;
use crate::scratch::{Scratch, ScratchError};
use crate::sketch::Sketch;

/// Most texts of a bucket that are all paired: 2016 pairs, which cost what 64 signatures do.
pub const CROWD: usize = 64;

/// Partitions of a band, by the first bits of the key, so that a partition of a million articles stays in the second cache.
const SPLIT_BITS: u32 = 4;

/// Signatures that a thread takes at a time.
const STRETCH: usize = 256;

/// Share of the budget that the found pairs may have; the band keys have the rest.
const PAIRS_SHARE: usize = 4;

/// The band keys of articles, gathered while they are read.
#[derive(Debug)]
pub struct Bands {
    scheme: BandScheme,
    keys: Partitions,
    scratch: Option<(Scratch, usize)>,
}

impl Bands {
    /// Keys and pairs hold about `budget` bytes of memory, the rest waits in `scratch`.
    pub fn new(scheme: BandScheme, budget: usize, scratch: &Scratch) -> Self {
        let (of_pairs, count) = (budget / PAIRS_SHARE, scheme.bands() << SPLIT_BITS);
        let keys = Partitions::new(count, budget - of_pairs, scratch, "bands");
        Bands { scheme, keys, scratch: Some((scratch.clone(), of_pairs)) }
    }

    /// All in memory.
    pub fn in_memory(scheme: BandScheme) -> Self {
        Bands { scheme, keys: Partitions::in_memory(scheme.bands() << SPLIT_BITS), scratch: None }
    }

    /// A writer for one thread.
    pub fn writer(&self) -> BandWriter<'_> {
        BandWriter { scheme: self.scheme, writer: self.keys.writer() }
    }

    /// Bytes of band keys that went to disk.
    pub fn spilled_bytes(&self) -> u64 {
        self.keys.spilled_bytes()
    }

    /// The pairs of texts that share a bucket. `text_of` gives, for each number that was pushed, the position of its text, or
    /// [`NO_TEXT`] for an article that takes no part; the order of positions decides who stands for a crowd. Parallel over
    /// partitions, and memory for those in work.
    ///
    /// # Errors
    /// The scratch folder is of no use.
    ///
    /// # Panics
    /// If a number that was pushed has no entry in `text_of`.
    pub fn candidates(self, text_of: &[u32]) -> Result<Candidates, ScratchError> {
        let texts = text_of.iter().filter(|text| **text != NO_TEXT).max().map_or(0, |last| *last as usize + 1);
        let (scratch, budget) = self.scratch.as_ref().map_or((None, usize::MAX), |(scratch, budget)| (Some(scratch), *budget));
        let bag = PairBag::new(texts, 1, budget, scratch);
        let members = Members::new(texts);
        let is_crowded: Vec<AtomicBool> = (0..self.keys.count()).map(|_| AtomicBool::new(false)).collect();
        let keys = Keys { keys: &self.keys, text_of, bands: self.scheme.bands() };
        let pair_up = |(reader, writer): &mut (Reader, PairWriter<'_>), partition: usize| {
            keys.buckets(partition, reader, |bucket| {
                if bucket.len() <= CROWD {
                    return writer.push_all(bucket.iter().map(|entry| text(*entry)));
                }
                is_crowded[partition].store(true, Ordering::Relaxed);
                bucket.iter().for_each(|entry| members.insert(text(*entry)));
                Ok(())
            })
        };
        share_out(self.keys.count(), 1, || (Reader::default(), bag.writer()), pair_up)?;
        let crowded: Vec<usize> = (0..self.keys.count()).filter(|at| is_crowded[*at].load(Ordering::Relaxed)).collect();
        if crowded.is_empty() {
            drop(self.keys);
            return Ok(Candidates { pairs: bag.sorted()?, ..Candidates::default() });
        }
        let crowds = Crowds::gather(&keys, &crowded, members)?;
        drop(self.keys);
        crowds.pair_up(&bag)?;
        let pairs = bag.sorted()?;
        Ok(Candidates { crowded: crowds.report(&pairs), pairs, ..Candidates::default() })
    }
}

/// One thread's door to [`Bands`].
#[derive(Debug)]
pub struct BandWriter<'b> {
    scheme: BandScheme,
    writer: Writer<'b>,
}

impl BandWriter<'_> {
    /// Adds an article by its number, and the minima of its signature. Articles without minima are not added.
    ///
    /// # Errors
    /// Memory is used up and the scratch folder is of no use.
    ///
    /// # Panics
    /// If there are fewer minima than the scheme needs.
    pub fn push(&mut self, number: u32, minima: &[u32]) -> Result<(), ScratchError> {
        let bands = minima[..self.scheme.num_perm()].chunks_exact(self.scheme.rows());
        for (band, rows) in bands.enumerate() {
            let key = band_key(rows);
            let split = (key >> (64 - SPLIT_BITS)) as usize;
            self.writer.push(band << SPLIT_BITS | split, key << SPLIT_BITS & !0xffff_ffff | u64::from(number))?;
        }
        Ok(())
    }
}

/// Two minima a word, so that half the mixing is enough.
fn band_key(rows: &[u32]) -> u64 {
    let (pairs, last) = rows.as_chunks::<2>();
    let words = pairs.iter().map(|[x, y]| u64::from(*x) << 32 | u64::from(*y));
    hash::sequence(words.chain(last.iter().map(|x| u64::from(*x))))
}

/// The band keys with the texts they are of.
pub(super) struct Keys<'k> {
    keys: &'k Partitions,
    text_of: &'k [u32],
    bands: usize,
}

/// What a thread reads partitions with.
#[derive(Default)]
pub(super) struct Reader {
    entries: Vec<u64>,
    sorter: Sorter,
    bucket: Vec<u64>,
}

impl Keys<'_> {
    pub(super) fn bands(&self) -> usize {
        self.bands
    }

    pub(super) fn partitions(&self) -> usize {
        self.keys.count()
    }

    /// The band of a partition.
    pub(super) fn band(partition: usize) -> usize {
        partition >> SPLIT_BITS
    }

    /// Gives (key, text) of each text of a partition.
    pub(super) fn each(&self, partition: usize, reader: &mut Reader, mut give: impl FnMut(u64)) -> Result<(), ScratchError> {
        self.keys.read(partition, &mut reader.entries)?;
        reader.entries.iter().filter_map(|entry| self.with_text(*entry)).for_each(&mut give);
        Ok(())
    }

    /// Gives the buckets of a partition that hold two texts and more: (key, text), the texts in no order.
    pub(super) fn buckets(
        &self,
        partition: usize,
        reader: &mut Reader,
        mut give: impl FnMut(&[u64]) -> Result<(), ScratchError>,
    ) -> Result<(), ScratchError> {
        let Reader { entries, sorter, bucket } = reader;
        self.keys.read(partition, entries)?;
        sorter.by_upper(entries);
        for run in entries.chunk_by(|x, y| key(*x) == key(*y)).filter(|run| run.len() > 1) {
            bucket.clear();
            bucket.extend(run.iter().filter_map(|entry| self.with_text(*entry)));
            if bucket.len() > 1 {
                give(bucket)?;
            }
        }
        Ok(())
    }

    /// (key, text) of (key, number).
    fn with_text(&self, entry: u64) -> Option<u64> {
        let text = self.text_of[entry as u32 as usize];
        (text != NO_TEXT).then_some(entry & !0xffff_ffff | u64::from(text))
    }
}

pub(super) fn key(entry: u64) -> u32 {
    (entry >> 32) as u32
}

pub(super) fn text(entry: u64) -> u32 {
    entry as u32
}

/// The pairs of texts that share a bucket, from signatures in memory. Parallel over bands.
///
/// # Panics
/// If a signature has fewer minima than `scheme` needs.
pub fn candidate_pairs(sketches: &[Sketch], scheme: &BandScheme) -> Candidates {
    let bands = Bands::in_memory(*scheme);
    let push = |writer: &mut BandWriter<'_>, at: usize| writer.push(at as u32, sketches[at].signature.minima());
    let text_of: Vec<u32> = sketches.iter().map(|sketch| sketch.text.doc.0).collect();
    let found = share_out(sketches.len(), STRETCH, || bands.writer(), push).and_then(|()| bands.candidates(&text_of));
    found.expect("nothing goes to disk")
}
