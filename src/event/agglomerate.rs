//! From scored pairs to events.
//!
//! Enters: units, and the log-odds of the pairs that were compared. Leaves: a partition.
//! **Invariant:** two groups merge only if the scorer of merges says so, enough of their cross pairs agree one by one, and no veto stands
//! between the groups. The merge with the best mean comes first; ties go to the earlier units.
//! **Source:** average linkage, Sokal and Michener 1958, here over a sparse graph with a priority queue, and a learnt decision in place of the
//! one threshold ([`super::merging`]).

use std::cmp::Ordering;
use std::collections::{BTreeMap, BinaryHeap};

use super::merging::{Link, MergeFeatures, Side, merge_features};
use super::veto::Profile;

/// Units of a group whose best pairs are looked up.
const SAMPLE: usize = 12;
/// One pair counts no more than this, in log-odds: a shared sentence must not outvote ten pairs without one.
const CLAMP: f32 = 5.0;
/// Two groups without one pair as good as this are no candidates for a merge.
const PLAUSIBLE: f32 = -1.0;

/// Whether a pair may be what two groups merge by.
pub(super) fn plausible(log_odds: f32) -> bool {
    log_odds >= PLAUSIBLE
}

/// How groups are merged.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Linkage {
    /// Share of the cross pairs that must be of one happening by themselves.
    pub quorum: f32,
    pub window_days: i32,
    /// Units in the batch, of which these may be a part.
    pub units: usize,
}

/// One unit to be grouped.
#[derive(Clone, Debug, Default)]
pub(super) struct Member {
    pub profile: Profile,
    /// How much of a headline it is, `0.0..=1.0`.
    pub headline: f32,
}

/// A possible merge in the queue.
#[derive(Clone, Copy, PartialEq, Debug)]
struct Merge {
    mean: f32,
    a: u32,
    b: u32,
    /// Ages of the two groups when it was queued.
    ages: (u32, u32),
}

impl Eq for Merge {}

impl Ord for Merge {
    fn cmp(&self, other: &Self) -> Ordering {
        self.mean.total_cmp(&other.mean).then_with(|| (other.a, other.b).cmp(&(self.a, self.b)))
    }
}

impl PartialOrd for Merge {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// A group that grows.
struct Group {
    /// Ascending.
    units: Vec<u32>,
    /// The compared pairs with every other group.
    links: BTreeMap<u32, Link>,
    /// Sum and count of the log-odds of the pairs inside.
    inside: (f32, u32),
    headlines: f32,
    profile: Profile,
    age: u32,
}

/// Groups the units `0..members.len()`. `pairs` holds those compared, lower unit first, ascending, with their log-odds. `decide` says of the units and
/// the features of two groups whether they merge. The groups are ordered by their first unit, each ascending.
pub(super) fn agglomerate(
    members: Vec<Member>,
    pairs: &[(u32, u32, f32)],
    linkage: Linkage,
    decide: impl FnMut(&[u32], &[u32], &MergeFeatures) -> bool,
) -> Vec<Vec<u32>> {
    let mut state = State::new(members, pairs, linkage);
    state.merge_all(decide);
    state.groups.into_iter().flatten().map(|group| group.units).collect()
}

struct State {
    groups: Vec<Option<Group>>,
    /// The group of each unit.
    of: Vec<u32>,
    /// For each unit those it was compared with, and the log-odds.
    near: Vec<Vec<(u32, f32)>>,
    queue: BinaryHeap<Merge>,
    linkage: Linkage,
}

impl State {
    fn new(members: Vec<Member>, pairs: &[(u32, u32, f32)], linkage: Linkage) -> State {
        let mut near: Vec<Vec<(u32, f32)>> = vec![Vec::new(); members.len()];
        for &(a, b, log_odds) in pairs {
            let clamped = log_odds.clamp(-CLAMP, CLAMP);
            near[a as usize].push((b, clamped));
            near[b as usize].push((a, clamped));
        }
        let group = |((unit, member), near): ((u32, Member), &Vec<(u32, f32)>)| {
            let links = near.iter().map(|(other, log_odds)| (*other, Link::of_pair(*log_odds))).collect();
            Some(Group { units: vec![unit], links, inside: (0.0, 0), headlines: member.headline, profile: member.profile, age: 0 })
        };
        let of = (0..members.len() as u32).collect();
        let groups = (0..).zip(members).zip(&near).map(group).collect();
        let mut state = State { groups, of, near, queue: BinaryHeap::new(), linkage };
        pairs.iter().for_each(|(a, b, _)| state.queue_merge(*a, *b));
        state
    }

    fn merge_all(&mut self, mut decide: impl FnMut(&[u32], &[u32], &MergeFeatures) -> bool) {
        while let Some(merge) = self.queue.pop() {
            let (Some(a), Some(b)) = (&self.groups[merge.a as usize], &self.groups[merge.b as usize]) else { continue };
            let stale = (a.age, b.age) != merge.ages;
            if stale || a.profile.forbids(&b.profile, self.linkage.window_days) {
                continue;
            }
            let Some(link) = a.links.get(&merge.b) else { continue };
            let quorum = link.agreement(a.units.len() * b.units.len()) >= self.linkage.quorum;
            if quorum && decide(&a.units, &b.units, &self.features(merge.a, merge.b, a, b, link)) {
                self.join(merge.a, merge.b);
            }
        }
    }

    /// Queues the merge of two groups if it is to be thought of at all.
    fn queue_merge(&mut self, a: u32, b: u32) {
        let (a, b) = (a.min(b), a.max(b));
        let (Some(one), Some(two)) = (&self.groups[a as usize], &self.groups[b as usize]) else { return };
        if let Some(link) = one.links.get(&b).filter(|link| plausible(link.best)) {
            let mean = link.mean(one.units.len() * two.units.len());
            self.queue.push(Merge { mean, a, b, ages: (one.age, two.age) });
        }
    }

    fn features(&self, a_at: u32, b_at: u32, a: &Group, b: &Group, link: &Link) -> MergeFeatures {
        let side = |group: &Group, other: u32| Side {
            size: group.units.len(),
            inside: group.inside,
            best: self.best(group, other),
            headlines: group.headlines,
            published: group.profile.published(),
            minutes: group.profile.minutes(),
        };
        let (one, two) = (side(a, b_at), side(b, a_at));
        let (smaller, larger) = if one.size <= two.size { (one, two) } else { (two, one) };
        merge_features(&smaller, &larger, link, self.linkage.units)
    }

    /// Mean over the first units of a group of the best pair of each with another group.
    fn best(&self, group: &Group, other: u32) -> f32 {
        let first = &group.units[..group.units.len().min(SAMPLE)];
        let best = |unit: &u32| {
            let there = self.near[*unit as usize].iter().filter(|(near, _)| self.of[*near as usize] == other);
            there.map(|(_, log_odds)| *log_odds).fold(-CLAMP, f32::max)
        };
        first.iter().map(best).sum::<f32>() / first.len() as f32
    }

    /// Merges the later group into the earlier and queues what follows.
    fn join(&mut self, a: u32, b: u32) {
        let (Some(mut kept), Some(gone)) = (self.groups[a as usize].take(), self.groups[b as usize].take()) else { return };
        gone.units.iter().for_each(|unit| self.of[*unit as usize] = a);
        kept.units.extend(gone.units);
        kept.units.sort_unstable();
        kept.profile.absorb(gone.profile);
        kept.headlines += gone.headlines;
        kept.age += 1;
        kept.inside = (kept.inside.0 + gone.inside.0, kept.inside.1 + gone.inside.1);
        if let Some(link) = kept.links.remove(&b) {
            kept.inside = (kept.inside.0 + link.sum, kept.inside.1 + link.compared);
        }
        for (other, link) in gone.links.into_iter().filter(|(other, _)| *other != a) {
            kept.links.entry(other).and_modify(|kept| kept.add(&link)).or_insert(link);
            if let Some(neighbour) = &mut self.groups[other as usize] {
                neighbour.links.remove(&b);
            }
        }
        let others: Vec<u32> = kept.links.keys().copied().collect();
        for (other, link) in &kept.links {
            if let Some(neighbour) = &mut self.groups[*other as usize] {
                neighbour.links.insert(a, *link);
            }
        }
        self.groups[a as usize] = Some(kept);
        others.into_iter().for_each(|other| self.queue_merge(a, other));
    }
}
