use super::*;
use crate::scratch::Scratch;
use crate::sketch::DistinctText;
use crate::text::{ShingleSet, Token};

/// Shingles of width 1 have hashes of their own, which [`hash::sequence`] makes of those of tokens.
fn sets(lists: &[Vec<u64>]) -> (Vec<ShingleSet>, Vec<DistinctText>) {
    let token = |hash: &u64| Token { span: Span::new(0, 0), hash: *hash };
    let set = |list: &Vec<u64>| ShingleSet::new(&list.iter().map(token).collect::<Vec<_>>(), 1);
    let texts = (0..lists.len()).map(|at| DistinctText { doc: DocId::from_index(at), identity: at as u128 }).collect();
    (lists.iter().map(set).collect(), texts)
}

fn jaccard(a: &[u64], b: &[u64]) -> f64 {
    let shared = a.iter().filter(|hash| b.contains(hash)).count();
    shared as f64 / (a.len() + b.len() - shared) as f64
}

fn brute_force(sets: &[Vec<u64>], threshold: f64) -> Vec<CandidatePair> {
    let all = (0..sets.len()).flat_map(|a| (a + 1..sets.len()).map(move |b| (a, b)));
    let near = all.filter(|(a, b)| jaccard(&sets[*a], &sets[*b]) >= threshold);
    near.map(|(a, b)| CandidatePair::new(DocId::from_index(a), DocId::from_index(b)).unwrap()).collect()
}

fn joined(sets: &[Vec<u64>], threshold: f64, budget: Option<usize>) -> Joined {
    let parent = tempfile::tempdir().unwrap();
    let scratch = Scratch::new(parent.path().to_owned());
    let join = budget.map_or_else(|| ExactJoin::in_memory(threshold), |budget| ExactJoin::new(threshold, budget, &scratch));
    // Numbers run against the order of texts; one more article takes no part.
    let count = sets.len() as u32;
    let mut writer = join.writer();
    writer.push(count, &sets.concat()).unwrap();
    sets.iter().zip(0..).for_each(|(set, at)| writer.push(count - 1 - at, set).unwrap());
    drop(writer);
    let text_of: Vec<u32> = (0..count).rev().chain([NO_TEXT]).collect();
    let sizes: Vec<u32> = sets.iter().rev().map(|set| set.len() as u32).chain([0]).collect();
    join.candidates(&text_of, &sizes).unwrap()
}

#[test]
fn pages_of_one_form_are_joined_once() {
    let lists: Vec<Vec<u64>> = (0..40).map(|at| (0..60).chain([1000 + at]).map(hash::mix).collect()).collect();
    let (sets, texts) = sets(&lists);
    let found = exact_pairs(&sets, &texts, 0.7);
    assert_eq!((found.pairs.len(), found.longest_list), (40 * 39 / 2, 40));
    assert_eq!(exact_pairs(&sets, &texts, 0.99), Joined { pairs: Vec::new(), longest_list: 0 });
}

#[test]
fn no_sets_no_pairs() {
    assert_eq!(exact_pairs(&[], &[], 0.5), Joined::default());
    let (sets, texts) = sets(&[vec![], vec![], vec![1]]);
    assert_eq!(exact_pairs(&sets, &texts, 0.5), Joined::default());
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]

    #[test]
    fn the_join_is_exact(lists in proptest::collection::vec(proptest::collection::btree_set(0u64..24, 0..16), 0..24), tenths in 1u32..=10) {
        let threshold = f64::from(tenths) / 10.0;
        let lists: Vec<Vec<u64>> = lists.into_iter().map(|list| list.into_iter().collect()).collect();
        let (sets, texts) = sets(&lists);
        proptest::prop_assert_eq!(exact_pairs(&sets, &texts, threshold).pairs, brute_force(&lists, threshold));
    }

    /// Hashes that agree in their first bits, by twos, are one to the filter.
    #[test]
    fn shared_bits_lose_no_pair(
        lists in proptest::collection::vec(proptest::collection::btree_set(0u64..24, 1..16), 0..24),
        tenths in 1u32..=10,
        spread in proptest::bool::ANY,
    ) {
        let threshold = f64::from(tenths) / 10.0;
        let hash = |word: u64| if spread { hash::mix(word / 2) & !0xff | (word % 2) } else { ((word / 2) << 40) | (word % 2) };
        let lists: Vec<Vec<u64>> = lists.into_iter().map(|list| list.into_iter().map(hash).collect()).collect();
        let found = joined(&lists, threshold, None);
        for pair in brute_force(&lists, threshold) {
            proptest::prop_assert!(found.pairs.binary_search(&pair).is_ok(), "{:?}", pair);
        }
        for budget in [0, 3000] {
            proptest::prop_assert_eq!(&joined(&lists, threshold, Some(budget)), &found);
        }
    }
}
