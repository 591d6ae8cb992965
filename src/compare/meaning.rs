//! What words mean in any language.
//!
//! Enters: a folded word of a language, or the words of a piece of text. Leaves: the concept of `concepts.txt` that the word stands for, or,
//! of what is of a country or a city, the meaning of its name (`peoples.txt`), or what several words mean together (`idioms.txt`), found by
//! their exact forms. Words are found by their stem; where a language builds words that share no stem with what
//! it builds them from, by the listed word that is left without their endings, articles or, of a German compound, first parts.
//! **Invariant:** a listed word means what its line says, whatever else it might be built from, unless it is of a country or a city or
//! part of an idiom.
//! **Source:** the endings of Turkish and the clitics of Arabic as light stemmers take them off (Can et al. 2008, "Information retrieval
//! on Turkish texts"; Larkey, Ballesteros and Connell 2007, "Light stemming for Arabic information retrieval"); compounds after
//! Koehn and Knight 2003, "Empirical methods for compound splitting".

use std::sync::{LazyLock, OnceLock};

use ahash::AHashMap;

use crate::article::Lang;
use crate::hash;
use crate::text::fold;

use super::lexicon::{Phrases, keys};
use super::word::{Word, key_hash, stem_hash};

/// The languages of the cells of a line of `concepts.txt` and of `peoples.txt`, in their order.
const LANGUAGES: [Lang; 9] = [Lang::FR, Lang::EN, Lang::ES, Lang::DE, Lang::IT, Lang::PT, Lang::TR, Lang::RU, Lang::AR];

/// Letters that are left of a Turkish or an Arabic word at least; where that needs more: behind one letter alone, between what Arabic
/// writes on both sides, and where a Turkish letter was softened or the ending of an infinitive is taken off.
const LEAST_ROOT: usize = 3;
const LEAST_DOUBTFUL: usize = 4;
/// Letters of the last part of a German compound, and of what stands before it, at least: "Lunge" is a part of no "Handlungen".
const LEAST_HEAD: usize = 6;
const LEAST_FIRST: usize = 3;
/// Letters by which two words of one stem may both go on differently and still be one: "contrition" is no "contribution".
const RUN_ON: usize = 3;

/// Turkish words that only look like a noun with endings, by how they begin.
const NO_TURKISH_ROOT: [&str; 14] =
    ["kendi", "zaman", "oluyo", "olan", "oldu", "olar", "olac", "olma", "diger", "yanin", "arasi", "karsisi", "basin", "yasan"];
/// Endings of Turkish nouns and verbs, folded.
const TURKISH: &str = "lar ler i u a e si su in un nin nun ya ye na ne ni nu yi yu da de ta te nda nde dan den tan ten ndan nden la le yla yle \
    im um imiz umuz iniz unuz ki li lu lik luk lig lug ci cu siz suz ca ce \
    di du ti tu dir dur tir tur mis mus yor iyor uyor acak ecek acag eceg yacak yecek yacag yeceg an en yan yen dig dug tig tug mak mek ma me \
    arak erek ip up il ul in un n er ar ir ur sa se";
/// Articles and prepositions that Arabic writes in front of its words, the longest first.
const ARABIC_BEFORE: [&str; 13] = ["وال", "بال", "فال", "كال", "ولل", "لل", "ال", "و", "ف", "ب", "ل", "س", "ك"];
/// What it writes behind them.
const ARABIC_BEHIND: [&str; 11] = ["هما", "هم", "ها", "نا", "ات", "ون", "ين", "ان", "يه", "ه", "ي"];
/// What German writes between the parts of a compound.
const GERMAN_LINKS: [&str; 6] = ["", "s", "n", "en", "es", "e"];
/// Endings of German nouns.
const GERMAN_BEHIND: [&str; 7] = ["", "en", "er", "es", "e", "n", "s"];

/// English words for what is called by its common name, with a capital: "el Ejército", "le Parlement".
const INSTITUTIONS: &str = "army government parliament police court church state senate congress presidency ministry union council navy committee \
    opposition constitution assembly prosecutor";

/// Bytes of the longest word that is taken apart; what is longer is no word.
const LONGEST: usize = 48;

/// The meanings of the words of one language.
#[derive(Debug, Default)]
pub(super) struct Meanings {
    /// `None` for a language without lists.
    lang: Option<Lang>,
    /// The listed words of a stem with their concepts.
    by_stem: AHashMap<u64, Vec<(String, u64)>>,
    /// Concept by the listed word, of longer Turkish verbs also by what is left without the ending of the infinitive. Empty for languages that find words by stem alone.
    by_word: AHashMap<u64, u64>,
    /// What the name of a country or a city means, by the words for what is of it, without their endings.
    peoples: AHashMap<String, u64>,
    /// What several words mean together, by their exact forms.
    idioms: Phrases<u64>,
}

/// Each language is read when the first article in it is, as most runs have few.
static MEANINGS: [OnceLock<Meanings>; LANGUAGES.len()] = [const { OnceLock::new() }; LANGUAGES.len()];
static NONE: LazyLock<Meanings> = LazyLock::new(Meanings::default);

impl Meanings {
    /// The meanings of the words of a language; of none where it has no lists.
    pub fn in_language(lang: Option<Lang>) -> &'static Meanings {
        let column = lang.and_then(|lang| LANGUAGES.iter().position(|listed| *listed == lang));
        column.map_or(&NONE, |column| MEANINGS[column].get_or_init(|| Meanings::read(column)))
    }

    /// The cells of one column of both lists.
    fn read(column: usize) -> Meanings {
        let lang = LANGUAGES[column];
        let mut meanings = Meanings { lang: Some(lang), ..Meanings::default() };
        let mut verbs: Vec<(u64, u64)> = Vec::new();
        for (line, mut cells) in concepts() {
            let concept = concept_of(line);
            for word in cells.nth(column).unwrap_or_default().split_whitespace().map(fold) {
                if matches!(lang, Lang::TR | Lang::AR | Lang::DE) {
                    meanings.by_word.insert(word_hash(&word), concept);
                    verbs.extend(infinitive(&word, lang).map(|root| (word_hash(root), concept)));
                }
                meanings.by_stem.entry(stem_hash(&word)).or_default().push((word, concept));
            }
        }
        // A noun comes before a verb that is left with its letters.
        for (root, concept) in verbs {
            meanings.by_word.entry(root).or_insert(concept);
        }
        for (key, mut cells) in peoples() {
            for word in cells.nth(column).unwrap_or_default().split_whitespace() {
                meanings.peoples.insert(base(&fold(word)).to_owned(), key_hash(&key));
            }
        }
        for (concept, mut cells) in idioms() {
            for idiom in cells.nth(column).unwrap_or_default().split(',').map(|idiom| fold(idiom.trim())) {
                meanings.idioms.insert(keys(&idiom, word_hash), concept);
            }
        }
        meanings
    }

    /// What a folded word means; `None` where no list tells. `capital`: whether it begins with one.
    pub fn of(&self, folded: &str, capital: bool) -> Option<u64> {
        self.country(folded, capital).or_else(|| self.concept(folded, capital))
    }

    /// Gives the first content word of every idiom what the whole means, and the others no meaning: who lost his life is dead, and nobody
    /// defeated him.
    pub fn set_idioms(&self, words: &mut [Word]) {
        let mut at = 0;
        while at < words.len() {
            let Some((length, concept)) = self.idioms.at(&words[at..], |word| word.exact) else {
                at += 1;
                continue;
            };
            let mut concept = Some(concept);
            for word in words[at..at + length].iter_mut().filter(|word| word.content) {
                word.meaning = concept.take();
            }
            at += length;
        }
    }

    /// The concept that a folded word stands for.
    fn concept(&self, folded: &str, capital: bool) -> Option<u64> {
        let by_stem = || self.stemmed(folded);
        match self.lang {
            _ if folded.len() > LONGEST => by_stem(),
            Some(Lang::TR) => by_stem().or_else(|| self.turkish(folded)),
            Some(Lang::AR) => by_stem().or_else(|| self.arabic(folded)),
            // The stem of a compound is that of its first part.
            Some(Lang::DE) if capital => {
                self.noun(folded, 0).or_else(|| self.inflected(folded)).or_else(|| self.german(folded)).or_else(by_stem)
            }
            _ => by_stem(),
        }
    }

    /// The meaning of the name of the country or the city that a folded word speaks of: "Russian ships" are ships of Russia.
    pub fn country(&self, folded: &str, capital: bool) -> Option<u64> {
        let (ending, proper) = match self.lang {
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
        let (word, concept) = self.nearest(folded)?;
        let shared = alike(word, folded);
        let runs_on = |word: &str| word.chars().count() - shared > RUN_ON;
        (!runs_on(word) || !runs_on(folded)).then_some(concept)
    }

    /// The concept of a listed word that this one goes on from by an ending.
    fn inflected(&self, folded: &str) -> Option<u64> {
        let (word, concept) = self.nearest(folded)?;
        folded.strip_prefix(word).is_some_and(|ending| ending.chars().count() <= RUN_ON).then_some(concept)
    }

    fn nearest(&self, folded: &str) -> Option<(&str, u64)> {
        let words = self.by_stem.get(&stem_hash(folded))?;
        let (word, concept) = words.iter().max_by_key(|(word, _)| (alike(word, folded), std::cmp::Reverse(word.len())))?;
        Some((word, *concept))
    }

    fn listed(&self, word: &str) -> Option<u64> {
        self.by_word.get(&word_hash(word)).copied()
    }

    /// The longest listed word that is left without endings: "ordusunun" is of "ordu", "kanadı" of "kanat".
    fn turkish(&self, folded: &str) -> Option<u64> {
        if NO_TURKISH_ROOT.iter().any(|word| folded.starts_with(word)) {
            return None;
        }
        let rests = rows_of_endings(folded);
        let ends: Vec<(usize, usize)> = folded.char_indices().map(|(at, _)| at).enumerate().skip(LEAST_ROOT).collect();
        ends.into_iter().rev().filter(|(_, end)| rests[*end]).find_map(|(letters, end)| {
            let (root, ending) = folded.split_at(end);
            let whole = self.listed(root).filter(|_| letters >= LEAST_DOUBTFUL || ending.len() > 1);
            whole.or_else(|| {
                let hard = [('b', "p"), ('d', "t"), ('g', "k")].iter().find(|(soft, _)| root.ends_with(*soft))?.1;
                self.listed(&format!("{}{hard}", &root[..root.len() - 1])).filter(|_| letters >= LEAST_DOUBTFUL)
            })
        })
    }

    /// The listed word between what is written in front of it and behind.
    fn arabic(&self, folded: &str) -> Option<u64> {
        let letters = |word: &str| word.chars().count();
        let bare = std::iter::once((0, folded))
            .chain(ARABIC_BEFORE.iter().filter_map(|before| Some((letters(before), folded.strip_prefix(before)?))));
        let doubtful = |before: usize| if before == 1 { LEAST_DOUBTFUL } else { LEAST_ROOT };
        bare.into_iter().filter(|(before, rest)| letters(rest) >= doubtful(*before)).find_map(|(_, rest)| {
            let cut = ARABIC_BEHIND.iter().filter_map(|behind| rest.strip_suffix(behind)).filter(|root| letters(root) >= LEAST_DOUBTFUL);
            // Before an ending the last letter of feminines is another one.
            let feminine = |root: &str| self.listed(&format!("{}ه", root.strip_suffix('ت')?));
            self.listed(rest).or_else(|| cut.into_iter().find_map(|root| self.listed(root).or_else(|| feminine(root))))
        })
    }

    /// The meaning of a listed German noun of at least so many letters, whatever its case.
    fn noun(&self, folded: &str, least: usize) -> Option<u64> {
        let roots = GERMAN_BEHIND.iter().filter_map(|behind| folded.strip_suffix(behind)).filter(|root| root.chars().count() >= least);
        roots.into_iter().find_map(|root| self.listed(root))
    }

    /// The meaning of the last part of a compound of listed words, which says what it is: "Großangriff" is an "Angriff".
    fn german(&self, folded: &str) -> Option<u64> {
        let starts = folded.char_indices().map(|(at, _)| at).skip(LEAST_FIRST);
        starts.take_while(|start| folded[*start..].chars().count() >= LEAST_HEAD).find_map(|start| {
            let (first, head) = folded.split_at(start);
            let parts = GERMAN_LINKS.iter().filter_map(|link| first.strip_suffix(link)).filter(|part| part.chars().count() >= LEAST_FIRST);
            parts.into_iter().find_map(|part| self.listed(part))?;
            self.noun(head, LEAST_HEAD)
        })
    }
}

/// Whether a meaning is one of those that are called by their common names, as are armies and parliaments.
pub(super) fn is_institution(meaning: u64) -> bool {
    static MEANT: LazyLock<Vec<u64>> = LazyLock::new(|| {
        let english = Meanings::in_language(Some(Lang::EN));
        INSTITUTIONS.split_whitespace().filter_map(|word| english.stemmed(word)).collect()
    });
    MEANT.contains(&meaning)
}

/// Letters in which two words begin alike.
fn alike(a: &str, b: &str) -> usize {
    a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count()
}

/// By position, whether what stands behind it is a row of Turkish endings; the empty row is one.
fn rows_of_endings(word: &str) -> Vec<bool> {
    let mut rows = vec![false; word.len() + 1];
    rows[word.len()] = true;
    for (at, _) in word.char_indices().rev() {
        rows[at] = TURKISH.split(' ').any(|ending| word[at..].starts_with(ending) && rows[at + ending.len()]);
    }
    rows
}

/// A Turkish verb without the ending of its infinitive.
fn infinitive(folded: &str, lang: Lang) -> Option<&str> {
    let root = ["mak", "mek"].iter().find_map(|ending| folded.strip_suffix(ending)).filter(|_| lang == Lang::TR)?;
    (root.chars().count() >= LEAST_DOUBTFUL).then_some(root)
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

/// The idioms of `idioms.txt`: the concept of each line, that of an English word or one of its own, and its cells.
fn idioms() -> impl Iterator<Item = (u64, impl Iterator<Item = &'static str>)> {
    static LISTED: LazyLock<AHashMap<&str, u64>> = LazyLock::new(|| {
        let english = LANGUAGES.iter().position(|lang| *lang == Lang::EN).unwrap_or_default();
        let cells = concepts().filter_map(move |(line, mut cells)| Some((concept_of(line), cells.nth(english)?)));
        cells.flat_map(|(concept, cell)| cell.split_whitespace().map(move |word| (word, concept))).collect()
    });
    let lines = include_str!("idioms.txt").lines().enumerate().filter(|(_, line)| !line.starts_with('#') && !line.is_empty());
    lines.filter_map(|(number, line)| {
        let (word, cells) = line.split_once('|')?;
        let concept = LISTED.get(word.trim()).copied().unwrap_or_else(|| hash::sequence([7, number as u64]));
        Some((concept, cells.split('|')))
    })
}

/// The concept of a line of `concepts.txt`.
fn concept_of(line: usize) -> u64 {
    hash::sequence([6, line as u64])
}

/// The concepts of `concepts.txt`: number of the line, and its cells.
fn concepts() -> impl Iterator<Item = (usize, impl Iterator<Item = &'static str>)> {
    let lines = include_str!("concepts.txt").lines().enumerate();
    lines.filter(|(_, line)| !line.starts_with('#') && !line.is_empty()).map(|(number, line)| (number, line.split('|')))
}

/// The peoples of `peoples.txt`: the key of the name of each country and city, and the words for what is of it.
fn peoples() -> impl Iterator<Item = (String, impl Iterator<Item = &'static str>)> {
    let lines = include_str!("peoples.txt").lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    lines.filter_map(|line| line.split_once('|')).map(|(key, cells)| (format!("@{}", key.trim()), cells.split('|')))
}

#[cfg(test)]
mod tests {
    use ahash::{AHashMap, AHashSet};

    use super::super::lexicon::Lexicon;
    use super::super::word::words;
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
    fn idioms_name_concepts_that_are_listed_and_no_cell_is_missing() {
        let english: AHashSet<&str> = concepts().flat_map(|(_, mut cells)| cells.nth(1).unwrap_or_default().split_whitespace()).collect();
        let mut seen: AHashMap<(Lang, Vec<u64>), usize> = AHashMap::new();
        let lines = include_str!("idioms.txt").lines().enumerate().filter(|(_, line)| !line.starts_with('#') && !line.is_empty());
        for (line, text) in lines {
            let (word, cells) = text.split_once('|').expect("a line has cells");
            assert!(word.trim().is_empty() || english.contains(word.trim()), "{word:?} stands on no line of concepts.txt");
            let cells: Vec<&str> = cells.split('|').collect();
            assert_eq!(cells.len(), LANGUAGES.len(), "line {}", line + 1);
            assert!(cells.iter().filter(|cell| !cell.trim().is_empty()).count() > 1 || !word.trim().is_empty(), "line {}", line + 1);
            for (lang, cell) in LANGUAGES.iter().zip(cells) {
                for idiom in cell.split(',').map(|idiom| fold(idiom.trim())).filter(|idiom| !idiom.is_empty()) {
                    let first = *seen.entry((*lang, keys(&idiom, word_hash))).or_insert(line);
                    assert_eq!(first, line, "{idiom} of {lang:?} stands on lines {} and {}", first + 1, line + 1);
                }
            }
        }
    }

    #[test]
    fn several_words_mean_one_thing_together() {
        let meanings = |lang: Lang, text: &str| -> Vec<u64> {
            let words = words(text, 0, Some(lang), Lexicon::get(), usize::MAX);
            words.into_iter().filter_map(|word| word.meaning).collect()
        };
        let concept = |word: &str| Meanings::in_language(Some(Lang::EN)).concept(word, false).expect("it is listed");
        for (lang, text, word) in [
            (Lang::FR, "il s'est donné la mort", "suicide"),
            (Lang::EN, "he blew himself up", "suicide"),
            (Lang::RU, "он подорвал себя", "suicide"),
            (Lang::TR, "hayatını kaybetti", "die"),
            (Lang::AR, "لقي مصرعه", "die"),
            (Lang::DE, "kamen ums Leben", "die"),
            (Lang::ES, "un alto el fuego", "truce"),
            (Lang::PT, "um cessar-fogo", "truce"),
            (Lang::IT, "il cessate il fuoco", "truce"),
            (Lang::FR, "la flèche s'est rompue", "collapse"),
        ] {
            let found = meanings(lang, text);
            assert!(found.contains(&concept(word)), "{text}");
            // The words it is made of mean nothing beside.
            assert!(!found.contains(&concept("lose")) && !found.contains(&concept("fire")), "{text}");
        }
        assert!(meanings(Lang::FR, "il a perdu la partie").contains(&concept("lose")));
        assert!(!meanings(Lang::EN, "according to the poll").contains(&concept("vote")));
        assert!(!meanings(Lang::EN, "gunmen took officers hostage").contains(&concept("inauguration")));
        assert!(!meanings(Lang::FR, "il avait lié les deux affaires").contains(&concept("happen")));
        // The longer idiom counts: what falls upon a town does not collapse, and a chief of staff is no president.
        assert!(!meanings(Lang::FR, "l'orage s'est abattu sur la ville").contains(&concept("collapse")));
        assert!(!meanings(Lang::FR, "le chef d'état-major").contains(&concept("president")));
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
            let found = Meanings::in_language(Some(lang)).country(&fold(word), capital);
            assert_eq!(found, country.map(key_hash), "{word}");
        }
    }

    #[test]
    fn words_that_languages_build_are_found_by_what_they_are_built_from() {
        for (lang, listed, built) in [
            (Lang::TR, "ordu", &["ordusu", "ordusunun", "orduları"][..]),
            (Lang::TR, "saldırı", &["saldırılarında"]),
            (Lang::AR, "جيش", &["الجيش", "للجيش", "والجيش"]),
            (Lang::AR, "حكومة", &["بالحكومة", "حكومتها"]),
            (Lang::DE, "Angriff", &["Großangriff", "Großangriffen", "Nachtangriffe"]),
            (Lang::DE, "Kirche", &["Dorfkirche"]),
            (Lang::FR, "entrer", &["entrée", "entrées"]),
        ] {
            let concept = |word: &str| Meanings::in_language(Some(lang)).concept(&fold(word), true);
            assert!(concept(listed).is_some(), "{listed}");
            for word in built {
                assert_eq!(concept(word), concept(listed), "{word}");
            }
        }
        for (lang, words) in [
            (Lang::TR, &["bambaşka", "kendisi", "zamanda", "oluyor", "diğerleri", "karşısında"][..]),
            (Lang::AR, &["والتي", "نفسها"]),
            (Lang::DE, &["Widerangriff", "Aussprache"]),
            (Lang::FR, &["ordusu"]),
            (Lang::FR, &["contrition"]),
        ] {
            for word in words {
                assert_eq!(Meanings::in_language(Some(lang)).concept(&fold(word), true), None, "{word}");
            }
        }
        for (word, other) in [("Meisterschaften", "Haft"), ("Handlungen", "Lunge"), ("Vergewaltiger", "Tiger"), ("Vergleiche", "Leiche")] {
            let concept = |word: &str| Meanings::in_language(Some(Lang::DE)).concept(&fold(word), true);
            assert!(concept(word).is_none() || concept(word) != concept(other), "{word}");
        }
        // What no language writes is not taken apart.
        for word in ["nenan".repeat(9), "nenan".repeat(40_000), "a".repeat(300_000)] {
            assert_eq!(Meanings::in_language(Some(Lang::TR)).concept(&word, false), None);
        }
    }
}
