use super::*;
use crate::scratch::Scratch;

fn scheme() -> BandScheme {
    BandScheme::new(26, 4, 104).unwrap()
}

/// Candidates of texts with these minima, pushed in the order `numbers` gives (a permutation) by `threads`.
fn banded(minima: &[Vec<u32>], scheme: BandScheme, numbers: &[u32], budget: Option<usize>, threads: usize) -> Candidates {
    let parent = tempfile::tempdir().unwrap();
    let scratch = Scratch::new(parent.path().to_owned());
    let bands = budget.map_or_else(|| Bands::in_memory(scheme), |budget| Bands::new(scheme, budget, &scratch));
    std::thread::scope(|scope| {
        for thread in 0..threads {
            let bands = &bands;
            scope.spawn(move || {
                let mut writer = bands.writer();
                for (minima, number) in minima.iter().zip(numbers).skip(thread).step_by(threads) {
                    writer.push(*number, minima).unwrap();
                }
            });
        }
    });
    let mut text_of = vec![NO_TEXT; minima.len()];
    numbers.iter().zip(0..).for_each(|(number, text)| text_of[*number as usize] = text);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    pool.install(|| bands.candidates(&text_of)).unwrap()
}

fn in_order(count: usize) -> Vec<u32> {
    (0..count as u32).collect()
}

fn shuffled(count: usize, seed: u64) -> Vec<u32> {
    let mut numbers = in_order(count);
    numbers.sort_by_key(|number| hash::mix(seed << 32 | u64::from(*number)));
    numbers
}

/// A draw from the exponential distribution of this rate: the least of `rate` shingles under one permutation.
fn least(of: u64, permutation: u64, rate: f64) -> (f64, u32) {
    let draw = hash::mix(hash::mix(of) ^ permutation);
    (-((draw >> 11) as f64 / (1u64 << 53) as f64).ln() / rate, draw as u32)
}

/// The signature of a text that is made of parts, given by name and size. Texts that share parts resemble each other by Broder's law.
fn signature(parts: &[(u64, f64)]) -> Vec<u32> {
    let of = |permutation| {
        let least = parts.iter().map(|(name, size)| least(*name, permutation, *size)).min_by(|x, y| x.0.total_cmp(&y.0));
        least.unwrap().1
    };
    (0..104).map(of).collect()
}

const TEMPLATE: u64 = 1 << 60;

#[test]
fn near_copies_in_a_crowd_are_found() {
    // Pages resemble one another at 0.45; each hundredth is followed by a copy that resembles it at 0.94.
    let page = |at: u64| match at % 100 {
        1 => signature(&[(TEMPLATE, 1.0), (at - 1, 0.56), (at + (1 << 40), 0.05)]),
        0 => signature(&[(TEMPLATE, 1.0), (at, 0.56), (at + (1 << 40), 0.05)]),
        _ => signature(&[(TEMPLATE, 1.0), (at, 0.61)]),
    };
    let minima: Vec<_> = (0..20_000).map(page).collect();
    let found = banded(&minima, scheme(), &in_order(minima.len()), None, 2);
    assert!(found.crowded.iter().any(|crowd| crowd.texts_count > 1000), "the test has crowds");
    let hits = (0..200).filter(|at| found.pairs.contains(&CandidatePair::new(DocId(at * 100), DocId(at * 100 + 1)).unwrap())).count();
    assert!(hits >= 199, "{hits} of 200");
    let of_crowds = found.pairs.len() as f64 / minima.len() as f64;
    assert!(of_crowds < 10.0, "{of_crowds} pairs a page");
}

#[test]
fn a_template_within_a_template_keeps_its_own_pivots() {
    // A sixth of the pages are of a second form within the first, at 0.9 among themselves, at 0.4 with the others, and come last.
    let page = |at: u64| match at {
        0..5000 => signature(&[(TEMPLATE, 1.0), (at, 0.61)]),
        _ => signature(&[(TEMPLATE, 1.0), (TEMPLATE + 1, 0.9), (at, 0.1)]),
    };
    let minima: Vec<_> = (0..6000).map(page).collect();
    let found = banded(&minima, scheme(), &in_order(minima.len()), None, 2);
    let mut is_hit = vec![false; minima.len()];
    let inner = found.pairs.iter().map(|pair| pair.docs()).filter(|(a, b)| a.0 >= 5000 && b.0 >= 5000);
    inner.for_each(|(a, b)| [a, b].iter().for_each(|doc| is_hit[doc.index()] = true));
    assert!(is_hit[5000..].iter().all(|hit| *hit));
}

#[test]
fn pages_of_one_template_meet_the_same_few() {
    let minima: Vec<_> = (0..5000).map(|at| signature(&[(TEMPLATE, 1.0), (at, 0.08)])).collect();
    let found = banded(&minima, scheme(), &in_order(minima.len()), None, 2);
    assert!(found.pairs.len() <= 6 * minima.len());
    let with_pivot = found.pairs.iter().filter(|pair| pair.docs().0.0 < 4).count();
    assert!(with_pivot > 2 * minima.len(), "{with_pivot}");
}

#[test]
fn articles_without_a_text_take_no_part() {
    let bands = Bands::in_memory(BandScheme::new(2, 1, 2).unwrap());
    let mut writer = bands.writer();
    [[1, 2], [1, 3], [1, 2]].iter().zip(0..).for_each(|(minima, number)| writer.push(number, minima).unwrap());
    drop(writer);
    let found = bands.candidates(&[7, NO_TEXT, 3]).unwrap();
    assert_eq!(found.pairs, [CandidatePair::new(DocId(3), DocId(7)).unwrap()]);
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(24))]

    #[test]
    fn those_who_agree_on_a_band_are_paired(minima in proptest::collection::vec(proptest::collection::vec(0u32..3, 9), 0..CROWD), seed in 0u64..99) {
        let scheme = BandScheme::new(3, 3, 9).unwrap();
        let agree = |x: &Vec<u32>, y: &Vec<u32>| x.chunks(3).zip(y.chunks(3)).any(|(x, y)| x == y);
        let all = (0..minima.len() as u32).flat_map(|a| (a + 1..minima.len() as u32).map(move |b| (a, b)));
        let expected: Vec<_> = all.filter(|(a, b)| agree(&minima[*a as usize], &minima[*b as usize]))
            .map(|(a, b)| CandidatePair::new(DocId(a), DocId(b)).unwrap()).collect();
        for (budget, threads) in [(None, 1), (Some(0), 2), (Some(2000), 3)] {
            let found = banded(&minima, scheme, &shuffled(minima.len(), seed), budget, threads);
            proptest::prop_assert_eq!(&found.pairs, &expected);
            proptest::prop_assert!(found.crowded.is_empty());
        }
    }

    #[test]
    fn crowds_are_thinned_alike_whatever_the_order_the_memory_and_the_threads(count in 200usize..400, letters in 1u64..3, seed in 0u64..99) {
        let minima: Vec<Vec<u32>> =
            (0..count as u64).map(|text| (0..12).map(|row| (hash::mix(seed << 40 | text << 8 | row) % 8).min(letters) as u32).collect()).collect();
        let scheme = BandScheme::new(6, 2, 12).unwrap();
        let expected = banded(&minima, scheme, &in_order(count), None, 1);
        proptest::prop_assert!(!expected.crowded.is_empty());
        for (budget, threads) in [(Some(0), 1), (Some(10_000), 2), (Some(usize::MAX), 7)] {
            proptest::prop_assert_eq!(&banded(&minima, scheme, &shuffled(count, seed), budget, threads), &expected);
        }
    }
}
