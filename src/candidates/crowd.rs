//! Crowds: buckets so full that pairing everyone with everyone would be quadratic.
//!
//! A few texts of each crowd, its earliest, are its pivots. A text of crowds may meet the pivots of all of them and, in each, the
//! texts beside it when the crowd is ordered by the keys of the bands that follow. Of those, it is paired with the few that share
//! most bands with it: six in all, so a batch of one template costs six pairs a text. That a text shares bands says how alike two
//! are: at Jaccard s, bands of r rows agree with probability sʳ.
//! All choices are by content and the order of texts, so neither threads nor the order of reading reach them.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};

use ahash::AHashMap;
use rayon::prelude::*;

use super::buckets::{CROWD, Keys, Reader, key, text};
use super::pairs::{PairBag, PairWriter};
use super::partitions::share_out;
use super::radix::Sorter;
use super::{CandidatePair, CrowdedBucket};
use crate::article::DocId;
use crate::scratch::ScratchError;

/// Texts that stand for a crowd, and most of them that a text is paired with.
const PIVOTS: usize = 4;
/// Most further texts that a text is paired with. Each shares more bands with it than any pivot does.
const NEIGHBORS: usize = 2;
/// Bands beyond the crowd's own by which it is ordered. Texts of a crowd that agree on all of these are alike in any order.
const DEPTH: usize = 8;
/// Texts that are ordered by comparison.
const FEW: usize = 32;
/// Texts that a thread takes at a time.
const STRETCH: usize = 256;

/// A set of texts.
pub(super) struct Members(Vec<AtomicU64>);

impl Members {
    /// The empty set, for positions below `texts`.
    pub(super) fn new(texts: usize) -> Self {
        Members((0..texts.div_ceil(64)).map(|_| AtomicU64::new(0)).collect())
    }

    pub(super) fn insert(&self, text: u32) {
        self.0[text as usize / 64].fetch_or(1 << (text % 64), Ordering::Relaxed);
    }
}

/// The texts of crowds, numbered in their order.
struct Numbered {
    /// Members of 64 positions, and how many stand before them.
    words: Vec<(u64, u32)>,
    texts: Vec<u32>,
}

impl Numbered {
    fn new(members: Members) -> Self {
        let (mut words, mut texts) = (Vec::with_capacity(members.0.len()), Vec::new());
        for (bits, at) in members.0.into_iter().map(AtomicU64::into_inner).zip(0u32..) {
            words.push((bits, texts.len() as u32));
            texts.extend((0..64).filter(|bit| bits >> bit & 1 == 1).map(|bit| at * 64 + bit));
        }
        Numbered { words, texts }
    }

    fn number(&self, text: u32) -> Option<usize> {
        let (bits, before) = self.words[text as usize / 64];
        let bit = text % 64;
        (bits >> bit & 1 == 1).then(|| before as usize + (bits & ((1 << bit) - 1)).count_ones() as usize)
    }
}

/// A crowd.
struct Crowd {
    partition: usize,
    key: u32,
    /// Numbers of its first texts; as many as there are.
    pivots: Vec<u32>,
    texts_count: u64,
}

/// All crowds of a batch, and the band keys of their texts.
pub(super) struct Crowds {
    members: Numbered,
    bands: usize,
    /// The keys of each text, one a band.
    keys: Vec<u32>,
    /// By partition, then key.
    crowds: Vec<Crowd>,
    /// The crowds of (band, key).
    at: AHashMap<(u32, u32), Vec<u32>>,
    /// For each text, the best neighbors.
    neighbors: Vec<Best>,
}

/// The greatest entries of those offered, whatever their order.
#[derive(Default)]
struct Best([AtomicU64; NEIGHBORS]);

impl Best {
    /// Offers a text by its number and the bands it shares; of equals, the first in the order of texts is the greater.
    fn offer(&self, shared: usize, number: u32) {
        let mut entry = (shared as u64) << 32 | u64::from(!number);
        for place in &self.0 {
            let before = place.fetch_max(entry, Ordering::Relaxed);
            if before == entry {
                return;
            }
            entry = before.min(entry);
        }
    }

    /// (shared bands, number), the greatest first.
    fn list(&self) -> impl Iterator<Item = (usize, u32)> {
        let entries = self.0.iter().map(|place| place.load(Ordering::Relaxed)).filter(|entry| *entry > 0);
        entries.map(|entry| ((entry >> 32) as usize, !(entry as u32)))
    }
}

impl Crowds {
    /// Reads the crowds of the partitions that have some, and the keys of their `members`.
    pub(super) fn gather(keys: &Keys<'_>, partitions: &[usize], members: Members) -> Result<Self, ScratchError> {
        let members = Numbered::new(members);
        let bands = keys.bands();
        let table: Vec<AtomicU32> = (0..members.texts.len() * bands).map(|_| AtomicU32::new(0)).collect();
        share_out(keys.partitions(), 1, Reader::default, |reader, partition| {
            keys.each(partition, reader, |entry| {
                if let Some(number) = members.number(text(entry)) {
                    table[number * bands + Keys::band(partition)].store(key(entry), Ordering::Relaxed);
                }
            })
        })?;
        let table = table.into_iter().map(AtomicU32::into_inner).collect();
        let neighbors = members.texts.iter().map(|_| Best::default()).collect();
        let mut all = Crowds { members, bands, keys: table, crowds: Vec::new(), at: AHashMap::new(), neighbors };
        let crowds = Mutex::new(Vec::new());
        share_out(partitions.len(), 1, Reader::default, |reader, at| {
            keys.buckets(partitions[at], reader, |bucket| {
                if bucket.len() > CROWD {
                    let crowd = all.meet(partitions[at], bucket);
                    crowds.lock().expect("no thread panics while it holds the list").push(crowd);
                }
                Ok(())
            })
        })?;
        all.crowds = crowds.into_inner().expect("no thread panics while it holds the list");
        all.crowds.par_sort_unstable_by_key(|crowd| (crowd.partition, crowd.key));
        for (crowd, at) in all.crowds.iter().zip(0u32..) {
            all.at.entry((Keys::band(crowd.partition) as u32, crowd.key)).or_default().push(at);
        }
        Ok(all)
    }

    /// Chooses the pivots of a bucket of (key, text), and offers each text those beside it.
    fn meet(&self, partition: usize, bucket: &[u64]) -> Crowd {
        let key = key(bucket[0]);
        let mut order: Vec<u64> = bucket.iter().filter_map(|entry| self.members.number(text(*entry))).map(|number| number as u64).collect();
        order.sort_unstable();
        let crowd = Crowd {
            partition,
            key,
            pivots: order.iter().take(PIVOTS).map(|number| *number as u32).collect(),
            texts_count: order.len() as u64,
        };
        self.order_by(Keys::band(partition) + 1, DEPTH, &mut order, &mut Sorter::default());
        for at in 0..order.len() {
            for other in order[at + 1..].iter().take(NEIGHBORS) {
                let (x, y) = (order[at] as u32, *other as u32);
                let shared = self.shared_bands(x, y);
                self.neighbors[x as usize].offer(shared, y);
                self.neighbors[y as usize].offer(shared, x);
            }
        }
        crowd
    }

    /// Orders numbers by the keys of band `band` and `depth − 1` more, which begin anew after the last; then ascending.
    fn order_by(&self, band: usize, depth: usize, numbers: &mut Vec<u64>, sorter: &mut Sorter) {
        let band = band % self.bands;
        if numbers.len() <= FEW {
            let keys = |number: u64| (0..depth).map(move |at| self.keys[number as usize * self.bands + (band + at) % self.bands]);
            return numbers.sort_unstable_by(|x, y| keys(*x).cmp(keys(*y)).then(x.cmp(y)));
        }
        if depth == 0 {
            return numbers.sort_unstable();
        }
        for number in numbers.iter_mut() {
            *number |= u64::from(self.keys[*number as usize * self.bands + band]) << 32;
        }
        sorter.by_upper(numbers);
        let mut ordered = Vec::with_capacity(numbers.len());
        for run in numbers.chunk_by(|x, y| key(*x) == key(*y)) {
            let start = ordered.len();
            ordered.extend(run.iter().map(|entry| u64::from(text(*entry))));
            if run.len() > 1 {
                let mut rest = ordered.split_off(start);
                self.order_by(band + 1, depth - 1, &mut rest, sorter);
                ordered.append(&mut rest);
            }
        }
        *numbers = ordered;
    }

    /// Bands on which two texts agree.
    fn shared_bands(&self, x: u32, y: u32) -> usize {
        let keys = |number: u32| &self.keys[number as usize * self.bands..][..self.bands];
        keys(x).iter().zip(keys(y)).filter(|(x, y)| x == y).count()
    }

    /// The crowds that both texts are in.
    fn of_both(&self, x: u32, y: u32) -> impl Iterator<Item = u32> {
        let keys = |number: u32| &self.keys[number as usize * self.bands..][..self.bands];
        let shared = keys(x).iter().zip(keys(y)).zip(0u32..).filter(|((x, y), _)| x == y);
        shared.filter_map(|((key, _), band)| self.at.get(&(band, *key))).flatten().copied()
    }

    /// Pairs each text of crowds with the pivots and neighbors chosen for it.
    pub(super) fn pair_up(&self, bag: &PairBag) -> Result<(), ScratchError> {
        let texts = &self.members.texts;
        let pair_up = |(writer, chosen): &mut (PairWriter<'_>, Vec<u32>), number: usize| {
            self.choose(number as u32, chosen);
            chosen.iter().try_for_each(|other| writer.push(texts[number], texts[*other as usize]))
        };
        share_out(texts.len(), STRETCH, || (bag.writer(), Vec::new()), pair_up)
    }

    /// Whom a text is paired with: the first pivots that share at least half as many bands with it as the best one does, lest a
    /// crowd of loosely alike texts hide the closer crowd within it; then neighbors.
    fn choose(&self, number: u32, chosen: &mut Vec<u32>) {
        chosen.clear();
        chosen.extend(self.of_both(number, number).flat_map(|crowd| &self.crowds[crowd as usize].pivots).filter(|pivot| **pivot != number));
        chosen.sort_unstable();
        chosen.dedup();
        let best = chosen.iter().map(|pivot| self.shared_bands(number, *pivot)).max().unwrap_or(0);
        chosen.retain(|pivot| 2 * self.shared_bands(number, *pivot) >= best);
        chosen.truncate(PIVOTS);
        chosen.extend(self.neighbors[number as usize].list().filter(|(shared, _)| *shared > best).map(|(_, other)| other));
    }

    /// What became of each crowd, given all candidates.
    pub(super) fn report(&self, pairs: &[CandidatePair]) -> Vec<CrowdedBucket> {
        let counts: Vec<AtomicU64> = self.crowds.iter().map(|_| AtomicU64::new(0)).collect();
        pairs.par_iter().for_each(|pair| {
            let (Some(x), Some(y)) = (self.members.number(pair.a.0), self.members.number(pair.b.0)) else { return };
            self.of_both(x as u32, y as u32).for_each(|crowd| {
                counts[crowd as usize].fetch_add(1, Ordering::Relaxed);
            });
        });
        let bucket = |(crowd, count): (&Crowd, AtomicU64)| CrowdedBucket {
            band: Keys::band(crowd.partition) as u32,
            example: DocId(self.members.texts[crowd.pivots[0] as usize]),
            texts_count: crowd.texts_count,
            pairs_count: count.into_inner(),
        };
        self.crowds.iter().zip(counts).map(bucket).collect()
    }
}
