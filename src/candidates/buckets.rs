//! Banding: texts that agree on a whole band share a bucket.
//!
//! One band at a time, (band key, text) is sorted and each run of equal keys is a bucket. A bucket of m ≤ [`CROWD`] texts gives
//! all its pairs; a larger one m·(pivots + neighbors) at most, chosen by content, so the input's order changes nothing.

use rayon::prelude::*;

use super::{BandScheme, CandidatePair, Candidates, CrowdedBucket};
use crate::hash;
use crate::sketch::Sketch;

/// Most texts of a bucket that are all paired: 2016 pairs, which cost what 64 signatures do.
pub const CROWD: usize = 64;

/// Texts of a crowd that others are paired with. A text that resembles none becomes one, up to this many.
const PIVOTS: usize = 4;

/// Next texts, in the order of signatures, that each text of a crowd is paired with: those that share most of the next band.
const NEIGHBORS: usize = 2;

/// Standard errors that an estimate may lie under the threshold before a pivot is passed over: one pair of 30,000 at the threshold.
const MARGIN: f64 = 4.0;

/// The pairs of texts that share a bucket; `threshold` is the Jaccard they are wanted at, which only guides the choice in
/// crowded buckets. Parallel over bands; memory for bands in work plus the pairs.
///
/// # Panics
/// If a signature has fewer minima than `scheme` needs.
pub fn candidate_pairs(sketches: &[Sketch], scheme: &BandScheme, threshold: f64) -> Candidates {
    let bands: Vec<Candidates> = (0..scheme.bands()).into_par_iter().map(|band| band_pairs(sketches, scheme, band, threshold)).collect();
    let mut all = Candidates::default();
    for band in bands {
        all.pairs.extend(band.pairs);
        all.crowded.extend(band.crowded);
    }
    all.pairs.par_sort_unstable();
    all.pairs.dedup();
    all
}

fn band_pairs(sketches: &[Sketch], scheme: &BandScheme, band: usize, threshold: f64) -> Candidates {
    let rows = band * scheme.rows()..(band + 1) * scheme.rows();
    let key = |sketch: &Sketch| hash::sequence(sketch.signature.minima()[rows.clone()].iter().map(|minimum| u64::from(*minimum)));
    let mut entries: Vec<(u64, u32)> = sketches.iter().zip(0u32..).map(|(sketch, at)| (key(sketch), at)).collect();
    entries.sort_unstable();
    let mut found = Candidates::default();
    for bucket in entries.chunk_by(|x, y| x.0 == y.0).filter(|bucket| bucket.len() > 1) {
        let members: Vec<&Sketch> = bucket.iter().map(|(_, at)| &sketches[*at as usize]).collect();
        if members.len() > CROWD {
            found.crowded.push(crowd_pairs(members, rows.end, threshold, band, &mut found.pairs));
        } else {
            let others = |at: usize| members[at + 1..].iter();
            found.pairs.extend(members.iter().enumerate().flat_map(|(at, x)| others(at).filter_map(|y| pair(x, y))));
        }
    }
    found.pairs.sort_unstable();
    found.pairs.dedup();
    found
}

/// Pairs each text of a crowd with its neighbors in the order of what follows the band in the signature, and with the
/// pivots it resembles by estimate. Pivots are taken by identity, so that all bands choose much the same.
fn crowd_pairs(mut crowd: Vec<&Sketch>, after: usize, threshold: f64, band: usize, pairs: &mut Vec<CandidatePair>) -> CrowdedBucket {
    fn rest(sketch: &Sketch, after: usize) -> (&[u32], &[u32], u128) {
        let (before, rest) = sketch.signature.minima().split_at(after);
        (rest, before, sketch.text.identity)
    }
    crowd.sort_unstable_by(|x, y| rest(x, after).cmp(&rest(y, after)));
    let mut own = Vec::with_capacity(crowd.len() * (PIVOTS + NEIGHBORS));
    for (at, x) in crowd.iter().enumerate() {
        own.extend(crowd[at + 1..].iter().take(NEIGHBORS).filter_map(|y| pair(x, y)));
    }
    let num_perm = crowd[0].signature.minima().len() as f64;
    let least = threshold - MARGIN * (threshold * (1.0 - threshold) / num_perm).sqrt();
    crowd.sort_unstable_by_key(|sketch| sketch.text.identity);
    let mut pivots: Vec<&Sketch> = Vec::with_capacity(PIVOTS);
    for x in &crowd {
        let before = own.len();
        own.extend(pivots.iter().filter(|p| p.signature.estimate_jaccard(&x.signature) >= least).filter_map(|p| pair(p, x)));
        if own.len() == before && pivots.len() < PIVOTS {
            pivots.push(x);
        }
    }
    own.sort_unstable();
    own.dedup();
    let report =
        CrowdedBucket { band: band as u32, example: crowd[0].text.doc, texts_count: crowd.len() as u64, pairs_count: own.len() as u64 };
    pairs.extend(own);
    report
}

fn pair(x: &Sketch, y: &Sketch) -> Option<CandidatePair> {
    CandidatePair::new(x.text.doc, y.text.doc)
}
