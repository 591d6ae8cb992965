//! From scored pairs to events.
//!
//! Enters: units, candidate pairs with their log-odds, and a way to score the pairs that are no candidates. Leaves: a partition.
//! **Invariant:** two groups merge only if the mean log-odds of their cross pairs reaches the threshold, enough of these pairs reach it
//! one by one, and no veto stands between the groups. Best merges come first; ties go to the earlier units.
//! **Source:** average linkage, Sokal and Michener 1958, here over a sparse graph with a priority queue.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BinaryHeap};

use super::veto::Profile;

/// Cross pairs that are read of two large groups.
const SAMPLE: usize = 64;
/// One pair counts no more than this, in log-odds: a shared sentence must not outvote ten pairs without one.
const CLAMP: f32 = 5.0;

/// How groups are merged.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Linkage {
    /// Mean log-odds of the cross pairs that is enough.
    pub threshold: f32,
    /// Share of the cross pairs that must reach the threshold one by one.
    pub quorum: f32,
    pub window_days: i32,
}

impl Linkage {
    /// Whether a candidate pair by itself is enough for a merge.
    pub fn reaches(&self, log_odds: f32) -> bool {
        log_odds.clamp(-CLAMP, CLAMP) >= self.threshold
    }
}

/// A possible merge in the queue.
#[derive(Clone, Copy, PartialEq, Debug)]
struct Merge {
    mean: f32,
    /// Whether `mean` is over all cross pairs, or over those that were candidates.
    exact: bool,
    a: u32,
    b: u32,
    /// Ages of the two groups when it was queued.
    ages: (u32, u32),
}

impl Eq for Merge {}

impl Ord for Merge {
    fn cmp(&self, other: &Self) -> Ordering {
        self.mean.total_cmp(&other.mean).then_with(|| (other.a, other.b).cmp(&(self.a, self.b))).then(self.exact.cmp(&other.exact))
    }
}

impl PartialOrd for Merge {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// A group that grows.
struct Group {
    members: Vec<u32>,
    /// Sum and count of the log-odds of candidate pairs, by the other group.
    neighbours: BTreeMap<u32, (f32, u32)>,
    profile: Profile,
    age: u32,
}

/// Groups the units `0..profiles.len()`. `pairs` holds candidates, lower unit first, with their log-odds; `score` gives the log-odds of any
/// pair. The groups are ordered by their first unit, each ascending.
pub(super) fn agglomerate(
    profiles: Vec<Profile>,
    pairs: &[(u32, u32, f32)],
    linkage: Linkage,
    mut score: impl FnMut(u32, u32) -> f32,
) -> Vec<Vec<u32>> {
    let mut groups: Vec<Option<Group>> = (0u32..)
        .zip(profiles)
        .map(|(unit, profile)| Some(Group { members: vec![unit], neighbours: BTreeMap::new(), profile, age: 0 }))
        .collect();
    let mut queue = BinaryHeap::new();
    for &(a, b, log_odds) in pairs {
        let clamped = log_odds.clamp(-CLAMP, CLAMP);
        for (one, other) in [(a, b), (b, a)] {
            if let Some(group) = &mut groups[one as usize] {
                group.neighbours.insert(other, (clamped, 1));
            }
        }
        if clamped >= linkage.threshold {
            queue.push(Merge { mean: clamped, exact: true, a, b, ages: (0, 0) });
        }
    }
    while let Some(merge) = queue.pop() {
        let (Some(a), Some(b)) = (&groups[merge.a as usize], &groups[merge.b as usize]) else { continue };
        if (a.age, b.age) != merge.ages || a.profile.forbids(&b.profile, linkage.window_days) {
            continue;
        }
        if !merge.exact {
            let (mean, share) = link(a, b, linkage.threshold, &mut score);
            if mean >= linkage.threshold && share >= linkage.quorum {
                queue.push(Merge { mean, exact: true, ..merge });
            }
            continue;
        }
        join(&mut groups, &mut queue, merge, linkage);
    }
    groups.into_iter().flatten().map(|group| group.members).collect()
}

/// Mean log-odds of the cross pairs, and the share of them that reaches the threshold; of a sample where there are many.
fn link(a: &Group, b: &Group, threshold: f32, score: &mut impl FnMut(u32, u32) -> f32) -> (f32, f32) {
    let all = a.members.len() * b.members.len();
    let step = all.div_ceil(SAMPLE).max(1);
    // A stride that divides the row length would read one column only.
    let step = if step > 1 && b.members.len().is_multiple_of(step) { step + 1 } else { step };
    let pair = |at: usize| (a.members[at / b.members.len()], b.members[at % b.members.len()]);
    let links: Vec<f32> = (0..all).step_by(step).map(pair).map(|(x, y)| score(x.min(y), x.max(y)).clamp(-CLAMP, CLAMP)).collect();
    let reached = links.iter().filter(|link| **link >= threshold).count();
    (links.iter().sum::<f32>() / links.len() as f32, reached as f32 / links.len() as f32)
}

/// Merges the later group into the earlier and queues what follows.
fn join(groups: &mut [Option<Group>], queue: &mut BinaryHeap<Merge>, merge: Merge, linkage: Linkage) {
    let (Some(mut kept), Some(gone)) = (groups[merge.a as usize].take(), groups[merge.b as usize].take()) else { return };
    kept.members.extend(gone.members);
    kept.members.sort_unstable();
    kept.profile.absorb(gone.profile);
    kept.age += 1;
    kept.neighbours.remove(&merge.b);
    for (other, (sum, count)) in gone.neighbours {
        if other == merge.a {
            continue;
        }
        let link = kept.neighbours.entry(other).or_insert((0.0, 0));
        link.0 += sum;
        link.1 += count;
        if let Some(neighbour) = &mut groups[other as usize] {
            neighbour.neighbours.remove(&merge.b);
        }
    }
    for (other, (sum, count)) in &kept.neighbours {
        let Some(neighbour) = &mut groups[*other as usize] else { continue };
        neighbour.neighbours.insert(merge.a, (*sum, *count));
        let mean = sum / *count as f32;
        if mean >= linkage.threshold {
            let (a, b) = (merge.a.min(*other), merge.a.max(*other));
            let ages = if a == merge.a { (kept.age, neighbour.age) } else { (neighbour.age, kept.age) };
            queue.push(Merge { mean, exact: false, a, b, ages });
        }
    }
    groups[merge.a as usize] = Some(kept);
}
