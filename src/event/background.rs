//! In what share of all news a term stands, counted beforehand: what tells a rare word from a common one where five articles are at hand.
//!
//! Enters: a kind, a language and the hash of a stem or key. Leaves: the share of articles expected to hold it.
//! **Invariant:** the table holds figures and parts of hashes, no text; a share depends on the term alone, not on the batch.
//! **Source:** `background.bin`, made by `examples/count_background.rs`; it begins with where its figures come from, and their licences.
//!
//! The file is text up to a zero byte. Then come the number of tables, one byte, and of each 16 bytes: kind; two letters of the language;
//! bits that number its buckets; the step of the share of absent terms; three zeros; where it begins, counted from the zero byte, and how
//! many entries it has, both as `u32`. A table is the first entry of each bucket and the end of the last as `u32`, then the remainders of
//! all entries as `u16`, ascending within a bucket, then their steps as `u8`. A hash begins with its bucket, then its remainder; a share is
//! exp(−step / 16). Numbers are little-endian.

use super::evidence::Kind;
use super::terms;
use crate::article::Lang;
use crate::document::Document;
use crate::hash;
use crate::mention::DocumentMentions;

const FILE: &[u8] = include_bytes!("background.bin");

/// The part of [`FILE`] that is no text.
static TABLES: &[u8] = FILE.split_at(TEXT_LENGTH + 1).1;

const TEXT_LENGTH: usize = {
    let mut at = 0;
    while FILE[at] != 0 {
        at += 1;
    }
    at
};

/// Steps per factor of e: a share is kept to 3 %, and the smallest is 10⁻⁷.
const STEPS: f64 = 16.0;

/// exp(−step / 16) for each step, by multiplication, which is the same everywhere.
static SHARES: [f32; 256] = {
    let mut shares = [1.0; 256];
    let (mut step, mut share) = (1, 1.0f64);
    while step < 256 {
        // exp(−1 / 16)
        share *= 0.939_413_062_813_475_8;
        shares[step] = share as f32;
        step += 1;
    }
    shares
};

const RECORD: usize = 16;

/// Entries that share a bucket on average: few enough for a short search, enough that the buckets cost less than the entries. Of absent
/// terms, one in 65,536 / `BUCKET` is taken for another.
const BUCKET: usize = 24;

/// Terms that are counted together.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Vocabulary {
    /// Stems of the words of a language.
    Words(Lang),
    /// Keys of names that are no places, whatever the language.
    Names,
    /// Keys of places, whatever the language.
    Places,
}

impl Vocabulary {
    fn tag(self) -> [u8; 3] {
        match self {
            Vocabulary::Words(lang) => [Kind::Word as u8, lang.code().as_bytes()[0], lang.code().as_bytes()[1]],
            Vocabulary::Names => [Kind::Name as u8, 0, 0],
            Vocabulary::Places => [Kind::Place as u8, 0, 0],
        }
    }

    fn of(kind: Kind, lang: Option<Lang>) -> Option<Vocabulary> {
        match kind {
            Kind::Word => lang.map(Vocabulary::Words),
            Kind::Name => Some(Vocabulary::Names),
            Kind::Place => Some(Vocabulary::Places),
            Kind::Number => None,
        }
    }
}

/// Counted shares of one vocabulary.
#[derive(Clone, PartialEq, Debug)]
pub struct BackgroundShares {
    /// What was counted.
    pub vocabulary: Vocabulary,
    /// Terms with the share, `0.0..=1.0`, of articles that hold them.
    pub terms: Vec<(String, f64)>,
    /// Share of a term that is not among them.
    pub absent: f64,
}

/// Calls `emit` with every term of the article that a background share is kept of, as often as it stands there, in no particular order.
/// Without a language words are left out.
pub fn background_terms(document: &Document, mentions: &DocumentMentions, mut emit: impl FnMut(Vocabulary, &str)) {
    super::evidence::visit(document, mentions, |kind, text, _| {
        if let Some(vocabulary) = Vocabulary::of(kind, document.article.lang) {
            emit(vocabulary, text);
        }
    });
}

/// Calls `emit` with the stem of every content word of `text`, in its order.
pub fn background_stems(text: &str, lang: Lang, mut emit: impl FnMut(&str)) {
    terms::stems(text, Some(lang), |stem| emit(&stem));
}

/// The bytes of `background.bin` for these shares. Tables and terms may be in any order; of equal hashes the greatest share stays.
///
/// # Panics
/// If `text` holds a zero byte, or there are more than 255 vocabularies.
pub fn background_file(text: &str, shares: &[BackgroundShares]) -> Vec<u8> {
    assert!(!text.contains('\0'), "a zero byte ends the text");
    let mut tables: Vec<&BackgroundShares> = shares.iter().collect();
    tables.sort_by_key(|shares| shares.vocabulary.tag());
    let (mut directory, mut bodies) = (vec![u8::try_from(tables.len()).expect("at most 255 vocabularies")], Vec::new());
    let directory_length = 1 + RECORD * tables.len();
    for shares in tables {
        let bits = (shares.terms.len() / BUCKET).max(2).ilog2();
        let mut entries: Vec<(u64, u8)> =
            shares.terms.iter().map(|(term, share)| (hash::bytes(term.as_bytes()) >> (48 - bits), step(*share))).collect();
        entries.sort_unstable();
        entries.dedup_by_key(|(place, _)| *place);
        directory.extend(shares.vocabulary.tag());
        directory.extend([bits as u8, step(shares.absent), 0, 0, 0]);
        directory.extend(((directory_length + bodies.len()) as u32).to_le_bytes());
        directory.extend((entries.len() as u32).to_le_bytes());
        for bucket in 0..=1u64 << bits {
            bodies.extend((entries.partition_point(|(place, _)| place >> 16 < bucket) as u32).to_le_bytes());
        }
        bodies.extend(entries.iter().flat_map(|(place, _)| (*place as u16).to_le_bytes()));
        bodies.extend(entries.iter().map(|(_, step)| step));
    }
    [text.as_bytes(), &[0], &directory, &bodies].concat()
}

fn step(share: f64) -> u8 {
    (-share.ln() * STEPS).round().clamp(0.0, 255.0) as u8
}

/// Expected share of articles with the term, `0.0..=1.0`, before any was seen. `letters` decides where its language was never counted:
/// short words are frequent words. Logarithmic in the size of a bucket.
pub(super) fn share(kind: Kind, lang: Option<Lang>, hash: u64, letters: usize) -> f32 {
    let table = Vocabulary::of(kind, lang).and_then(|vocabulary| table(TABLES, vocabulary));
    table.map_or_else(|| guess(kind, letters), |table| SHARES[usize::from(table.step(hash).unwrap_or(table.absent))])
}

fn guess(kind: Kind, letters: usize) -> f32 {
    match kind {
        Kind::Word => match letters {
            0..=3 => 0.06,
            4 => 0.05,
            5 => 0.04,
            6 => 0.03,
            _ => 0.025,
        },
        Kind::Name => 0.005,
        // An exact number is rare by nature.
        Kind::Place | Kind::Number => 0.01,
    }
}

/// One table of the file.
struct Table {
    bits: u32,
    absent: u8,
    buckets: &'static [[u8; 4]],
    remainders: &'static [[u8; 2]],
    steps: &'static [u8],
}

fn table(file: &'static [u8], vocabulary: Vocabulary) -> Option<Table> {
    let (count, rest) = file.split_first()?;
    let (records, _) = rest.as_chunks::<RECORD>();
    let record = records.get(..usize::from(*count))?.iter().find(|record| record[..3] == vocabulary.tag())?;
    let [_, _, _, bits, absent, _, _, _, a, b, c, d, e, f, g, h] = *record;
    let (start, count) = (u32::from_le_bytes([a, b, c, d]) as usize, u32::from_le_bytes([e, f, g, h]) as usize);
    let (buckets, rest) = file.get(start..)?.split_at_checked(4 * ((1 << bits) + 1))?;
    let (remainders, rest) = rest.split_at_checked(2 * count)?;
    Some(Table {
        bits: u32::from(bits),
        absent,
        buckets: buckets.as_chunks().0,
        remainders: remainders.as_chunks().0,
        steps: rest.get(..count)?,
    })
}

impl Table {
    fn step(&self, hash: u64) -> Option<u8> {
        let place = hash >> (48 - self.bits);
        let bucket = (place >> 16) as usize;
        let [first, end] = [bucket, bucket + 1].map(|at| u32::from_le_bytes(self.buckets[at]) as usize);
        let at = self.remainders[first..end].binary_search_by_key(&(place as u16), |bytes| u16::from_le_bytes(*bytes)).ok()?;
        Some(self.steps[first + at])
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::mention::key;

    fn word(lang: Lang, word: &str) -> f32 {
        let mut found = None;
        background_stems(word, lang, |stem| {
            found = Some(share(Kind::Word, Some(lang), hash::bytes(stem.as_bytes()), stem.chars().count()));
        });
        found.expect("a content word")
    }

    fn absent(vocabulary: Vocabulary) -> f32 {
        SHARES[usize::from(table(TABLES, vocabulary).expect("it was counted").absent)]
    }

    #[test]
    fn common_words_have_greater_shares_than_rare_ones() {
        for (lang, common, rare) in [
            (Lang::FR, ["président", "ville"], "tsunami"),
            (Lang::EN, ["president", "city"], "tsunami"),
            (Lang::ES, ["presidente", "ciudad"], "tsunami"),
            (Lang::DE, ["Präsident", "Stadt"], "Tsunami"),
            (Lang::IT, ["presidente", "città"], "tsunami"),
            (Lang::PT, ["presidente", "cidade"], "tsunami"),
            (Lang::TR, ["cumhurbaşkanı", "şehir"], "tsunami"),
            (Lang::RU, ["президент", "город"], "цунами"),
            (Lang::AR, ["الرئيس", "المدينة"], "تسونامي"),
        ] {
            for common in common {
                assert!(word(lang, common) > 4.0 * word(lang, rare), "{common} {} {rare} {}", word(lang, common), word(lang, rare));
            }
        }
    }

    #[test]
    fn names_that_news_is_full_of_have_greater_shares_than_unknown_ones() {
        let share = |name: &str| share(Kind::Name, None, hash::bytes(key(name).as_bytes()), 0);
        assert_eq!(share("Zgrvbltzk"), absent(Vocabulary::Names));
        for name in ["Poutine", "Путин", "Trump"] {
            assert!(share(name) > 50.0 * share("Zgrvbltzk"), "{name} {}", share(name));
        }
    }

    #[test]
    fn an_absent_word_is_as_rare_as_its_language_says() {
        for lang in [Lang::FR, Lang::EN, Lang::ES, Lang::DE, Lang::IT, Lang::PT, Lang::TR, Lang::RU, Lang::AR] {
            assert_eq!(word(lang, "xqzzyvwk"), absent(Vocabulary::Words(lang)), "{lang:?}");
        }
    }

    #[test]
    fn a_language_that_was_never_counted_is_guessed_by_length() {
        let lang = Lang::parse("sv");
        assert_eq!(share(Kind::Word, lang, 7, 3), 0.06);
        assert_eq!(share(Kind::Word, None, 7, 9), 0.025);
    }

    #[test]
    fn every_table_of_the_file_is_whole() {
        let (count, rest) = TABLES.split_first().expect("a count");
        let (mut end, mut entries) = (1 + RECORD * usize::from(*count), 0);
        for record in &rest.as_chunks::<RECORD>().0[..usize::from(*count)] {
            let vocabulary = match record[0] {
                0 => Vocabulary::Words(Lang::parse(std::str::from_utf8(&record[1..3]).expect("letters")).expect("a language")),
                1 => Vocabulary::Names,
                _ => Vocabulary::Places,
            };
            let table = table(TABLES, vocabulary).expect("it is whole");
            assert_eq!(record[8..12], (end as u32).to_le_bytes(), "{vocabulary:?} begins where the one before it ends");
            assert_eq!(table.buckets.len(), (1 << table.bits) + 1);
            assert!(table.buckets.is_sorted_by_key(|at| u32::from_le_bytes(*at)));
            assert_eq!(table.buckets.last(), Some(&(table.steps.len() as u32).to_le_bytes()));
            // The Turkish list is far from whole: what it lacks may well be common.
            let is_whole = vocabulary != Vocabulary::Words(Lang::TR);
            assert!(!is_whole || table.steps.iter().all(|step| *step <= table.absent), "nothing is rarer than what is absent");
            end += 4 * table.buckets.len() + 3 * table.steps.len();
            entries += table.steps.len();
        }
        assert_eq!(end, TABLES.len());
        assert!(entries > 200_000 && FILE.len() < 2_000_000);
    }

    #[test]
    fn what_is_written_is_read() {
        let terms: Vec<(String, f64)> = (1..1000).map(|n| (format!("mot{n}"), 1.0 / f64::from(n))).collect();
        let shares = BackgroundShares { vocabulary: Vocabulary::Words(Lang::FR), terms: terms.clone(), absent: 1e-4 };
        let places = BackgroundShares { vocabulary: Vocabulary::Places, terms: Vec::new(), absent: 1e-3 };
        let file = background_file("", &[places, shares]);
        let file: &'static [u8] = file[1..].to_vec().leak();
        let table = |vocabulary| table(file, vocabulary).expect("it was written");
        for (term, share) in terms {
            let step = table(Vocabulary::Words(Lang::FR)).step(hash::bytes(term.as_bytes())).expect("it was written");
            assert!((f64::from(SHARES[usize::from(step)]) / share).ln().abs() <= 0.5 / STEPS + 1e-6, "{term}");
        }
        assert_eq!(table(Vocabulary::Places).step(0), None);
    }

    #[test]
    fn steps_are_even() {
        for (step, share) in SHARES.iter().enumerate() {
            assert!((f64::from(*share).ln() * STEPS + step as f64).abs() < 1e-4);
        }
    }

    proptest! {
        #[test]
        fn any_hash_has_a_share(hash: u64, letters: usize, two in "[a-z]{2}") {
            for kind in [Kind::Word, Kind::Name, Kind::Place, Kind::Number] {
                for lang in [None, Some(Lang::FR), Some(Lang::RU), Lang::parse(&two)] {
                    let share = share(kind, lang, hash, letters);
                    prop_assert!(share > 0.0 && share <= 1.0);
                }
            }
        }
    }
}
