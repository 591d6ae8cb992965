//! The parts of a batch that no merge can join, grouped each by itself.
//!
//! Enters: units and the log-odds of the pairs that were compared. Leaves: a partition.
//! **Invariant:** the same groups as [`agglomerate`] makes of the whole: a merge needs one plausible pair, so units that no chain of such pairs
//! connects never meet, and pairs between them decide nothing.

use rayon::prelude::*;

use super::agglomerate::{Linkage, Member, agglomerate, plausible};
use super::merging::MergeFeatures;

/// Groups the units `0..linkage.units`. `pairs` holds those compared, lower unit first, ascending, with their log-odds. The groups are ordered by
/// their first unit, each ascending. Parallel over the parts.
pub(super) fn grouped(
    member: impl Fn(u32) -> Member + Sync,
    pairs: &[(u32, u32, f32)],
    linkage: Linkage,
    decide: impl Fn(&[u32], &[u32], &MergeFeatures) -> bool + Sync,
) -> Vec<Vec<u32>> {
    let joined = pairs.iter().filter(|(.., log_odds)| plausible(*log_odds)).map(|(a, b, _)| (*a, *b));
    let first = connected(linkage.units, joined);
    let mut inner: Vec<(u32, (u32, u32, f32))> =
        pairs.iter().filter(|(a, b, _)| first[*a as usize] == first[*b as usize]).map(|pair| (first[pair.0 as usize], *pair)).collect();
    inner.par_sort_unstable_by_key(|(component, (a, b, _))| (*component, *a, *b));
    let mut members: Vec<(u32, u32)> = first.into_iter().zip(0..).collect();
    members.par_sort_unstable();
    let components: Vec<&[(u32, u32)]> = members.chunk_by(|x, y| x.0 == y.0).collect();
    let group = |members: &&[(u32, u32)]| {
        let unit = |at: u32| members[at as usize].1;
        if members.len() == 1 {
            return vec![vec![unit(0)]];
        }
        let at = |wanted: u32| members.partition_point(|(_, unit)| *unit < wanted) as u32;
        let own = &inner[inner.partition_point(|(component, _)| *component < members[0].0)..];
        let own = own.iter().take_while(|(component, _)| *component == members[0].0);
        let own: Vec<(u32, u32, f32)> = own.map(|(_, (a, b, log_odds))| (at(*a), at(*b), *log_odds)).collect();
        let own_members = members.iter().map(|(_, unit)| member(*unit)).collect();
        let whole = |units: &[u32]| units.iter().map(|at| unit(*at)).collect::<Vec<u32>>();
        let groups = agglomerate(own_members, &own, linkage, |a, b, features| decide(&whole(a), &whole(b), features));
        groups.into_iter().map(|group| whole(&group)).collect()
    };
    let mut groups: Vec<Vec<u32>> = components.par_iter().flat_map_iter(group).collect();
    groups.par_sort_unstable_by_key(|group| group[0]);
    groups
}

/// For each unit the first of those that a chain of `pairs` connects it to; itself where none does.
pub(super) fn connected(units: usize, pairs: impl Iterator<Item = (u32, u32)>) -> Vec<u32> {
    let mut parent: Vec<u32> = (0..units as u32).collect();
    for (a, b) in pairs {
        let (a, b) = (root(&mut parent, a), root(&mut parent, b));
        parent[a.max(b) as usize] = a.min(b);
    }
    (0..units as u32).map(|unit| root(&mut parent, unit)).collect()
}

fn root(parent: &mut [u32], mut at: u32) -> u32 {
    while parent[at as usize] != at {
        parent[at as usize] = parent[parent[at as usize] as usize];
        at = parent[at as usize];
    }
    at
}

#[cfg(test)]
mod tests {
    use super::super::merging::MergeFeature;
    use super::*;
    use crate::hash::mix;

    #[test]
    fn parts_are_grouped_as_the_whole_is() {
        for seed in 0..20u64 {
            let units = 60u32;
            let linkage = Linkage { quorum: 0.2, window_days: 10, units: units as usize };
            let score = |a: u32, b: u32| (mix(seed << 32 | u64::from(a) << 16 | u64::from(b)) % 1000) as f32 / 125.0 - 6.5;
            let pairs: Vec<(u32, u32, f32)> =
                (0..units).flat_map(|a| (a + 1..units).step_by(9).map(move |b| (a, b))).map(|(a, b)| (a, b, score(a, b))).collect();
            let decide = |_: &[u32], _: &[u32], features: &MergeFeatures| features.value(MergeFeature::MeanOfCompared) > 0.0;
            let whole = agglomerate(vec![Member::default(); units as usize], &pairs, linkage, decide);
            let parts = grouped(|_| Member::default(), &pairs, linkage, decide);
            assert!(whole.len() > 1 && whole.len() < units as usize);
            assert_eq!(parts, whole);
        }
    }
}
