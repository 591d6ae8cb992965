//! What words mean in any language.
//!
//! Enters: a folded word of a language. Leaves: the concept of `concepts.txt` that it stands for, or, of what is of a country, the meaning
//! of the country's name (`peoples.txt`). Words are found by their stem; where a language builds words that share no stem with what
//! it builds them from, by the listed word that is left without their endings, articles or, of a German compound, first parts.
//! **Invariant:** a listed word means what its line says, whatever else it might be built from.
//! **Source:** the endings of Turkish and the clitics of Arabic as light stemmers take them off (Can et al. 2008, "Information retrieval
//! on Turkish texts"; Larkey, Ballesteros and Connell 2007, "Light stemming for Arabic information retrieval"); compounds after
//! Koehn and Knight 2003, "Empirical methods for compound splitting".

use ahash::AHashMap;

use crate::article::Lang;
use crate::hash;
use crate::text::fold;

use super::word::{key_hash, stem_hash};

/// The languages of the cells of a line of `concepts.txt` and of `peoples.txt`, in their order.
const LANGUAGES: [Lang; 9] = [Lang::FR, Lang::EN, Lang::ES, Lang::DE, Lang::IT, Lang::PT, Lang::TR, Lang::RU, Lang::AR];

/// Letters that are left of a Turkish or an Arabic word at least.
const LEAST_ROOT: usize = 3;
/// Letters of the last part of a German compound, and of what stands before it, at least.
const LEAST_HEAD: usize = 5;
const LEAST_FIRST: usize = 4;

/// Endings of Turkish nouns and verbs, folded.
const TURKISH: &str = "lar ler i u a e si su in un nin nun ya ye na ne ni nu yi yu da de ta te nda nde dan den tan ten ndan nden la le yla yle \
    im um imiz umuz iniz unuz ki li lu lik luk lig lug ci cu siz suz ca ce \
    di du ti tu dir dur tir tur mis mus yor iyor uyor acak ecek acag eceg yacak yecek yacag yeceg an en yan yen dig dug tig tug mak mek ma me \
    arak erek ip up il ul in un n er ar ir ur sa se";
/// Articles and prepositions that Arabic writes in front of its words, the longest first.
const ARABIC_BEFORE: [&str; 13] = ["وال", "بال", "فال", "كال", "ولل", "لل", "ال", "و", "ف", "ب", "ل", "س", "ك"];
/// What it writes behind them.
const ARABIC_BEHIND: [&str; 11] = ["هما", "هم", "ها", "نا", "ات", "ون", "ين", "ان", "يه", "ه", "ي"];
/// First parts of German words that turn the meaning of the second.
const GERMAN_TURNS: [&str; 9] = ["unter", "ueber", "uber", "wider", "gegen", "zuruck", "hinter", "nicht", "anti"];
/// Endings of German nouns.
const GERMAN_BEHIND: [&str; 7] = ["", "en", "er", "es", "e", "n", "s"];

/// The meanings of the words of one language.
#[derive(Debug, Default)]
pub(super) struct Meanings {
    /// The listed words of a stem with their concepts.
    by_stem: AHashMap<u64, Vec<(String, u64)>>,
    /// Concept by the listed word; without the ending of the infinitive in Turkish. Empty for languages that find words by stem alone.
    by_word: AHashMap<u64, u64>,
    /// What the name of a country means, by the words for what is of it, without their endings.
    peoples: AHashMap<String, u64>,
}

/// The meanings of every language that has any.
pub(super) fn meanings() -> AHashMap<Lang, Meanings> {
    let mut languages: AHashMap<Lang, Meanings> = AHashMap::new();
    for (line, cells) in concepts() {
        let concept = hash::sequence([6, line as u64]);
        for (lang, cell) in LANGUAGES.iter().zip(cells) {
            let language = languages.entry(*lang).or_default();
            for word in cell.split_whitespace().map(fold) {
                if matches!(*lang, Lang::TR | Lang::AR | Lang::DE) {
                    language.by_word.entry(word_hash(listed(&word, *lang))).or_insert(concept);
                }
                language.by_stem.entry(stem_hash(&word)).or_default().push((word, concept));
            }
        }
    }
    for (key, cells) in peoples() {
        for (lang, cell) in LANGUAGES.iter().zip(cells) {
            let language = languages.entry(*lang).or_default();
            for word in cell.split_whitespace() {
                language.peoples.insert(base(&fold(word)).to_owned(), key_hash(&key));
            }
        }
    }
    languages
}

impl Meanings {
    /// What a folded word means; `None` where no list tells. `capital`: whether it begins with one.
    pub fn of(&self, folded: &str, lang: Option<Lang>, capital: bool) -> Option<u64> {
        self.country(folded, lang, capital).or_else(|| self.concept(folded, lang, capital))
    }

    /// The concept that a folded word stands for.
    pub fn concept(&self, folded: &str, lang: Option<Lang>, capital: bool) -> Option<u64> {
        let by_stem = || self.stemmed(folded);
        match lang {
            Some(Lang::TR) => by_stem().or_else(|| self.turkish(folded)),
            Some(Lang::AR) => by_stem().or_else(|| self.arabic(folded)),
            // The stem of a compound is that of its first part.
            Some(Lang::DE) if capital => self.noun(folded).or_else(|| self.german(folded)).or_else(by_stem),
            _ => by_stem(),
        }
    }

    /// The meaning of the name of the country that a folded word speaks of: "Russian ships" are ships of Russia.
    pub fn country(&self, folded: &str, lang: Option<Lang>, capital: bool) -> Option<u64> {
        let (ending, proper) = match lang {
            Some(Lang::EN) => (1, true),
            Some(Lang::TR) => (5, true),
            Some(Lang::RU) => (4, false),
            Some(Lang::DE) => (3, false),
            _ => (2, false),
        };
        if proper && !capital {
            return None;
        }
        let found = |form: &str| {
            let ends = form.char_indices().map(|(at, c)| at + c.len_utf8()).rev().take(ending + 1);
            ends.into_iter().find_map(|end| self.peoples.get(&form[..end]).copied())
        };
        found(folded).or_else(|| ["ال", "وال", "بال", "لل"].iter().find_map(|article| found(folded.strip_prefix(article)?)))
    }

    /// The concept of the listed word of the same stem that begins most like this one: "entrée" is of "entrer", not of "entraîner".
    fn stemmed(&self, folded: &str) -> Option<u64> {
        let alike = |word: &str| word.bytes().zip(folded.bytes()).take_while(|(a, b)| a == b).count();
        let words = self.by_stem.get(&stem_hash(folded))?;
        let nearest = words.iter().max_by_key(|(word, _)| (alike(word), std::cmp::Reverse(word.len())))?;
        Some(nearest.1)
    }

    fn listed(&self, word: &str) -> Option<u64> {
        self.by_word.get(&word_hash(word)).copied()
    }

    /// The longest listed word that is left without endings: "ordusunun" is of "ordu", "kanadı" of "kanat".
    fn turkish(&self, folded: &str) -> Option<u64> {
        let ends: Vec<usize> = folded.char_indices().map(|(at, _)| at).skip(LEAST_ROOT).collect();
        ends.into_iter().rev().filter(|end| is_endings(&folded[*end..])).find_map(|end| {
            let root = &folded[..end];
            self.listed(root).or_else(|| {
                let hard = [('b', "p"), ('d', "t"), ('g', "k")].iter().find(|(soft, _)| root.ends_with(*soft))?.1;
                self.listed(&format!("{}{hard}", &root[..root.len() - 1]))
            })
        })
    }

    /// The listed word between what is written in front of it and behind.
    fn arabic(&self, folded: &str) -> Option<u64> {
        let long = |rest: &&str| rest.chars().count() >= LEAST_ROOT;
        let bare = std::iter::once(folded).chain(ARABIC_BEFORE.iter().filter_map(|before| folded.strip_prefix(before)).filter(long));
        bare.into_iter().find_map(|rest| {
            let cut = ARABIC_BEHIND.iter().filter_map(|behind| rest.strip_suffix(behind)).filter(long);
            std::iter::once(rest).chain(cut).find_map(|root| {
                // Before an ending the last letter of feminines is another one.
                self.listed(root).or_else(|| self.listed(&format!("{}ه", root.strip_suffix('ت')?)))
            })
        })
    }

    /// The meaning of a listed German noun, whatever its case.
    fn noun(&self, folded: &str) -> Option<u64> {
        GERMAN_BEHIND.iter().filter_map(|behind| folded.strip_suffix(behind)).find_map(|root| self.listed(root))
    }

    /// The meaning of the last part of a compound, which says what it is: "Großangriff" is an "Angriff".
    fn german(&self, folded: &str) -> Option<u64> {
        let starts = folded.char_indices().map(|(at, _)| at).skip(LEAST_FIRST);
        starts.take_while(|start| folded[*start..].chars().count() >= LEAST_HEAD).find_map(|start| {
            if GERMAN_TURNS.iter().any(|turn| folded[..start].starts_with(turn)) {
                return None;
            }
            self.noun(&folded[start..])
        })
    }
}

/// Whether letters are a row of Turkish endings; the empty row is one.
fn is_endings(rest: &str) -> bool {
    rest.is_empty() || TURKISH.split_whitespace().any(|ending| rest.strip_prefix(ending).is_some_and(is_endings))
}

/// A word as words built from it hold it.
fn listed(folded: &str, lang: Lang) -> &str {
    let infinitive = |ending| folded.strip_suffix(ending).filter(|rest: &&str| rest.chars().count() >= LEAST_ROOT);
    if lang == Lang::TR { infinitive("mak").or_else(|| infinitive("mek")).unwrap_or(folded) } else { folded }
}

fn word_hash(folded: &str) -> u64 {
    hash::word(folded.as_bytes())
}

/// A word without its last vowel, in Cyrillic its last two, as endings replace them; whole where little would be left.
fn base(folded: &str) -> &str {
    let trimmed = match folded.strip_suffix(['a', 'e', 'i', 'o']) {
        Some(latin) => latin,
        None => folded.trim_end_matches(['а', 'е', 'и', 'ы', 'я']),
    };
    if trimmed.chars().count() < 5 { folded } else { trimmed }
}

/// The concepts of `concepts.txt`: number of the line, and its cells.
fn concepts() -> impl Iterator<Item = (usize, impl Iterator<Item = &'static str>)> {
    let lines = include_str!("concepts.txt").lines().enumerate();
    lines.filter(|(_, line)| !line.starts_with('#') && !line.is_empty()).map(|(number, line)| (number, line.split('|')))
}

/// The peoples of `peoples.txt`: the key of the name of each country, and the words for what is of it.
fn peoples() -> impl Iterator<Item = (String, impl Iterator<Item = &'static str>)> {
    let lines = include_str!("peoples.txt").lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    lines.filter_map(|line| line.split_once('|')).map(|(key, cells)| (format!("@{}", key.trim()), cells.split('|')))
}

#[cfg(test)]
mod tests {
    use ahash::AHashMap;

    use super::*;
    use crate::text::tokenize;

    #[test]
    fn no_word_stands_for_two_concepts_and_no_cell_is_missing() {
        let mut seen: AHashMap<(Lang, String), usize> = AHashMap::new();
        for (line, cells) in concepts() {
            let cells: Vec<&str> = cells.collect();
            assert_eq!(cells.len(), LANGUAGES.len(), "line {}", line + 1);
            for (lang, cell) in LANGUAGES.iter().zip(cells) {
                for word in cell.split_whitespace() {
                    let first = *seen.entry((*lang, fold(word))).or_insert(line);
                    assert_eq!(first, line, "{word} of {lang:?} stands on lines {} and {}", first + 1, line + 1);
                }
            }
        }
    }

    #[test]
    fn what_is_of_a_country_means_its_name() {
        let known = crate::mention::place_keys();
        let mut seen: AHashMap<(Lang, String), String> = AHashMap::new();
        for (key, cells) in peoples() {
            assert!(known.contains(&key), "{key}");
            let cells: Vec<&str> = cells.collect();
            assert_eq!(cells.len(), LANGUAGES.len(), "{key}");
            for (lang, word) in LANGUAGES.iter().zip(cells).flat_map(|(lang, cell)| cell.split_whitespace().map(move |word| (lang, word))) {
                assert_eq!(tokenize(word).len(), 1, "{word}");
                let base = base(&fold(word)).to_owned();
                assert_eq!(*seen.entry((*lang, base)).or_insert(key.clone()), key, "{word} of {lang:?}");
            }
        }
        let languages = meanings();
        for (lang, word, country) in [
            (Lang::FR, "russes", Some("@russia")),
            (Lang::FR, "Italiennes", Some("@italy")),
            (Lang::FR, "francs", None),
            (Lang::FR, "argent", None),
            (Lang::FR, "argentine", Some("@argentina")),
            (Lang::FR, "nigériens", Some("@niger")),
            (Lang::DE, "palästinensische", Some("@palestine")),
            (Lang::EN, "Australians", Some("@australia")),
            (Lang::EN, "Austrian", Some("@austria")),
            (Lang::ES, "estadounidenses", Some("@usa")),
            (Lang::EN, "Russians", Some("@russia")),
            (Lang::EN, "polish", None),
            (Lang::EN, "Roman", None),
            (Lang::ES, "rusas", Some("@russia")),
            (Lang::ES, "chinches", None),
            (Lang::ES, "albañil", None),
            (Lang::DE, "russischen", Some("@russia")),
            (Lang::DE, "Polio", None),
            (Lang::IT, "palestra", None),
            (Lang::PT, "além", None),
            (Lang::PT, "dinâmica", None),
            (Lang::TR, "Rusların", Some("@russia")),
            (Lang::TR, "almanın", None),
            (Lang::RU, "российского", Some("@russia")),
            (Lang::RU, "австралийский", Some("@australia")),
            (Lang::AR, "الألماني", Some("@germany")),
            (Lang::AR, "الفلسطينية", Some("@palestine")),
        ] {
            let capital = word.chars().next().is_some_and(char::is_uppercase);
            let found = languages[&lang].country(&fold(word), Some(lang), capital);
            assert_eq!(found, country.map(key_hash), "{word}");
        }
    }

    #[test]
    fn words_that_languages_build_are_found_by_what_they_are_built_from() {
        let languages = meanings();
        for (lang, listed, built) in [
            (Lang::TR, "ordu", &["ordusu", "ordusunun", "orduları"][..]),
            (Lang::TR, "saldırı", &["saldırılarında"]),
            (Lang::AR, "جيش", &["الجيش", "للجيش", "والجيش", "جيشها"]),
            (Lang::AR, "حكومة", &["بالحكومة", "حكومتها"]),
            (Lang::DE, "Angriff", &["Großangriff", "Großangriffen", "Scheinangriffe"]),
            (Lang::DE, "Kirche", &["Dorfkirche"]),
        ] {
            let concept = |word: &str| languages[&lang].concept(&fold(word), Some(lang), true);
            assert!(concept(listed).is_some(), "{listed}");
            for word in built {
                assert_eq!(concept(word), concept(listed), "{word}");
            }
        }
        for (lang, word) in [(Lang::TR, "bambaşka"), (Lang::DE, "Widerangriff"), (Lang::FR, "ordusu")] {
            assert_eq!(languages[&lang].concept(&fold(word), Some(lang), true), None, "{word}");
        }
    }
}
