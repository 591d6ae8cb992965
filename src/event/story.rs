//! Sagas: consecutive events that keep the same rare names and words.
//!
//! Enters: the batch and its events. Leaves: for each event the first event of its story.
//! **Invariant:** an event joins the story of one earlier event, by what both events say as wholes; the members of a story follow each
//! other within weeks.
//! **Source:** nearest earlier neighbor, as in topic detection and tracking (Allan et al. 1998 §4).

use ahash::AHashMap;

use super::batch::{Batch, View};
use super::veto::Profile;

/// Days without news after which a saga has ended.
const PAUSE_DAYS: i32 = 45;
/// Strongest terms that stand for an event.
const TERMS: usize = 150;

/// An event as a vector of unit length, ascending by term.
struct Centroid {
    terms: Vec<(u32, f32)>,
    published: Option<(i32, i32)>,
}

/// For each event the position of the first event of its story. `events` hold units, in the order of their first.
pub(super) fn stories(batch: &Batch, events: &[Vec<u32>], threshold: f32) -> Vec<u32> {
    let centroids: Vec<Centroid> = events.iter().map(|members| centroid(batch, members)).collect();
    let mut postings: AHashMap<u32, Vec<(u32, f32)>> = AHashMap::new();
    let mut story: Vec<u32> = Vec::with_capacity(events.len());
    for (at, event) in (0u32..).zip(&centroids) {
        let best = nearest_earlier(event, &centroids, &postings);
        story.push(best.filter(|(_, cosine)| *cosine >= threshold).map_or(at, |(earlier, _)| story[earlier as usize]));
        event.terms.iter().for_each(|(term, weight)| postings.entry(*term).or_default().push((at, *weight)));
    }
    story
}

fn nearest_earlier(event: &Centroid, all: &[Centroid], postings: &AHashMap<u32, Vec<(u32, f32)>>) -> Option<(u32, f32)> {
    let mut cosines: AHashMap<u32, f32> = AHashMap::new();
    for (term, weight) in &event.terms {
        for (earlier, other) in postings.get(term).into_iter().flatten().rev().take(500) {
            *cosines.entry(*earlier).or_insert(0.0) += weight * other;
        }
    }
    let follows = |earlier: &u32| match (all[*earlier as usize].published, event.published) {
        (Some((first, last)), Some((start, end))) => start - last <= PAUSE_DAYS && first - end <= PAUSE_DAYS,
        _ => true,
    };
    cosines.into_iter().filter(|(earlier, _)| follows(earlier)).max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))
}

fn centroid(batch: &Batch, members: &[u32]) -> Centroid {
    let mut sums: AHashMap<u32, f32> = AHashMap::new();
    let mut profile = Profile::default();
    for unit in members.iter().map(|member| &batch.units[*member as usize]) {
        unit.terms.iter().for_each(|term| *sums.entry(term.id).or_insert(0.0) += term.weight(View::All));
        profile.absorb(Profile::new(unit, batch.units.len()));
    }
    let mut terms: Vec<(u32, f32)> = sums.into_iter().collect();
    terms.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    terms.truncate(TERMS);
    terms.sort_unstable_by_key(|(term, _)| *term);
    let norm = terms.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt().max(1e-6);
    terms.iter_mut().for_each(|(_, weight)| *weight /= norm);
    Centroid { terms, published: profile.published() }
}
