//! Sagas: consecutive events that keep the same rare names and words.
//!
//! Enters: the batch and its events. Leaves: for each event the first event of its story.
//! **Invariant:** an event joins the story of one earlier event, by what both events say as wholes; the members of a story follow each
//! other within weeks.
//! **Source:** nearest earlier neighbor, as in topic detection and tracking (Allan et al. 1998 §4).

use ahash::AHashMap;
use rayon::prelude::*;

use super::batch::Batch;

/// Days without news after which a saga has ended.
const PAUSE_DAYS: i32 = 45;
/// Strongest terms that stand for an event.
const TERMS: usize = 150;
/// Earlier events that one term shows, the latest first.
const SHOWN: usize = 500;
/// Events that are looked up at a time, and only then shown to later ones by the index.
const STRETCH: usize = 1024;

/// An event as a vector of unit length, ascending by term, without the terms that no other event can have.
struct Centroid {
    terms: Vec<(u32, f32)>,
    published: Option<(i32, i32)>,
}

/// For each event the position of the first event of its story. `events` hold units, in the order of their first.
pub(super) fn stories(batch: &Batch, events: &[Vec<u32>], threshold: f32) -> Vec<u32> {
    let mut postings: Vec<Vec<(u32, f32)>> = vec![Vec::new(); batch.vocabulary.len()];
    let mut published = Vec::with_capacity(events.len());
    let mut story: Vec<u32> = Vec::with_capacity(events.len());
    for stretch in events.chunks(STRETCH) {
        let start = story.len() as u32;
        let centroids: Vec<Centroid> = stretch.par_iter().map(|members| centroid(batch, members)).collect();
        for (at, event) in (start..).zip(&centroids) {
            event.terms.iter().for_each(|(term, weight)| postings[*term as usize].push((at, *weight)));
            published.push(event.published);
        }
        let nearest: Vec<Option<u32>> = centroids
            .par_iter()
            .enumerate()
            .map_init(
                || Cosines::new(published.len()),
                |cosines, (at, event)| nearest_earlier(start + at as u32, event, &published, &postings, cosines, threshold),
            )
            .collect();
        for (at, nearest) in (start..).zip(nearest) {
            story.push(nearest.map_or(at, |earlier| story[earlier as usize]));
        }
        postings.par_iter_mut().filter(|list| list.len() > SHOWN).for_each(|list| {
            list.drain(..list.len() - SHOWN);
        });
    }
    story
}

/// The earlier event most like `event`, at `at`, if it is so by `threshold` at least.
fn nearest_earlier(
    at: u32,
    event: &Centroid,
    published: &[Option<(i32, i32)>],
    postings: &[Vec<(u32, f32)>],
    cosines: &mut Cosines,
    threshold: f32,
) -> Option<u32> {
    for (term, weight) in &event.terms {
        let list = &postings[*term as usize];
        // Later events of the stretch stand at the end.
        let earlier = &list[..list.partition_point(|(other, _)| *other < at)];
        earlier[earlier.len().saturating_sub(SHOWN)..].iter().for_each(|(earlier, other)| cosines.add(*earlier, weight * other));
    }
    let follows = |earlier: u32| match (published[earlier as usize], event.published) {
        (Some((first, last)), Some((start, end))) => start - last <= PAUSE_DAYS && first - end <= PAUSE_DAYS,
        _ => true,
    };
    let mut best: Option<(u32, f32)> = None;
    cosines.take(threshold, |earlier, cosine| {
        if best.is_none_or(|(_, most)| cosine > most) && follows(earlier) {
            best = Some((earlier, cosine));
        }
    });
    best.map(|(earlier, _)| earlier)
}

/// Sums for a few of many events. Adding one asks the processor to guess nothing; to find them again, only the blocks that
/// were written to are read.
struct Cosines {
    sums: Vec<[f32; Cosines::BLOCK]>,
    written: Vec<bool>,
}

impl Cosines {
    const BLOCK: usize = 64;

    fn new(events: usize) -> Self {
        let blocks = events.div_ceil(Self::BLOCK);
        Cosines { sums: vec![[0.0; Self::BLOCK]; blocks], written: vec![false; blocks] }
    }

    #[inline]
    fn add(&mut self, event: u32, product: f32) {
        let (block, place) = (event as usize / Self::BLOCK, event as usize % Self::BLOCK);
        self.sums[block][place] += product;
        self.written[block] = true;
    }

    /// Calls `each` with every event whose sum is above 0 and `threshold` at least, ascending, and its sum; all are 0 again afterwards.
    fn take(&mut self, threshold: f32, mut each: impl FnMut(u32, f32)) {
        let reaches = |sum: f32| (sum > 0.0) & (sum >= threshold);
        for (block, written) in self.written.iter_mut().enumerate().filter(|(_, written)| **written) {
            *written = false;
            let sums = std::mem::replace(&mut self.sums[block], [0.0; Self::BLOCK]);
            // Without a way out the processor compares many at a time.
            if sums.iter().fold(false, |any, sum| any | reaches(*sum)) {
                let first = (block * Self::BLOCK) as u32;
                (first..).zip(sums).filter(|(_, sum)| reaches(*sum)).for_each(|(event, sum)| each(event, sum));
            }
        }
    }
}

fn centroid(batch: &Batch, members: &[u32]) -> Centroid {
    let mut terms: Vec<(u32, f32)> = match members {
        [unit] => batch.packed(*unit).iter().map(|term| (term.id(), batch.full_weight(*term))).collect(),
        _ => sums(batch, members),
    };
    if terms.len() > TERMS {
        terms.select_nth_unstable_by(TERMS, |a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        terms.truncate(TERMS);
    }
    terms.sort_unstable_by_key(|(term, _)| *term);
    let norm = terms.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt().max(1e-6);
    terms.iter_mut().for_each(|(_, weight)| *weight /= norm);
    terms.retain(|(term, _)| batch.vocabulary.counts[*term as usize] > 1);
    let published = members.iter().filter_map(|unit| batch.units[*unit as usize].published);
    Centroid { terms, published: published.reduce(|one, other| (one.0.min(other.0), one.1.max(other.1))) }
}

/// What all members say, in no order.
fn sums(batch: &Batch, members: &[u32]) -> Vec<(u32, f32)> {
    let mut sums: AHashMap<u32, f32> = AHashMap::new();
    for unit in members {
        batch.packed(*unit).iter().for_each(|term| *sums.entry(term.id()).or_insert(0.0) += batch.full_weight(*term));
    }
    sums.into_iter().collect()
}
