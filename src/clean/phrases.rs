//! The phrase list: which phrases of `phrases.txt` stand in a line, and what that makes of it.
//!
//! A phrase is a sequence of word hashes, found through one of its words: the first where it must open the line, else the
//! longest, which is mostly the rarest. A table of those words turns nearly every token of prose away.
//!
//! Enters: the words of a line. Leaves: what its phrases say of it, if anything.
//! **Invariant:** a phrase is met in whole folded words, where its section of the list lets it stand; the first to end that condemns the
//! line decides.

use std::sync::LazyLock;

use super::Reason;
use crate::text::{Token, tokenize};

/// Longest line, in words, that a phrase of `[start]` or `[in]` can condemn: longer ones are paragraphs that may quote it.
pub(super) const SHORT_LINE: usize = 40;
/// Longest byline, time stamp or photo credit, in words.
pub(super) const SHORT_CREDIT: usize = 25;
/// Longest line, in words, that one phrase of `[strong]` can condemn: a longer one may be a whole article on one line.
pub(super) const LONG_LINE: usize = 120;
/// Different phrases of `[in]` and `[strong]` that condemn a line of any length.
pub(super) const CROWD: usize = 3;
/// The phrase that is no word.
const SIGN: &str = "©";

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Place {
    Line,
    Start,
    In,
    Strong,
    Credit,
}

struct Phrase {
    place: Place,
    /// The hash of each word; empty for [`SIGN`].
    words: Vec<u64>,
}

/// The phrase list, ready to be found.
pub(super) struct Phrases {
    phrases: Vec<Phrase>,
    /// Position of [`SIGN`].
    sign: usize,
    /// Phrases that open a line or fill it, by their first word.
    opening: Index,
    /// Phrases that may stand anywhere, by their longest word.
    anywhere: Index,
}

/// Where one phrase was found in a line, in words. In the order of the ends, of those the longest first, of those the list's.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Match {
    end: u32,
    start: u32,
    phrase: u32,
}

/// What judging needs and leaves behind, to be used again.
#[derive(Default, Debug)]
pub(super) struct Scratch {
    /// Words of the line at hand that [`Phrases::suspicion`] falls on, by position in the line.
    pub suspects: Vec<u32>,
    matches: Vec<Match>,
}

/// The list that the program ships with.
pub(super) static PHRASES: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(include_str!("phrases.txt")));

/// The phrases of a list and their places, in its order.
pub(super) fn listed(file: &str) -> impl Iterator<Item = (Place, &str)> {
    let mut place = Place::Line;
    file.lines().map(|line| line.split('#').next().unwrap_or("").trim()).filter(|line| !line.is_empty()).filter_map(move |line| {
        place = match line {
            "[line]" => Place::Line,
            "[start]" => Place::Start,
            "[in]" => Place::In,
            "[strong]" => Place::Strong,
            "[credit]" => Place::Credit,
            phrase => return Some((place, phrase)),
        };
        None
    })
}

impl Phrases {
    fn new(file: &str) -> Self {
        let (mut phrases, mut opening, mut anywhere, mut sign) = (Vec::new(), Vec::new(), Vec::new(), usize::MAX);
        for (at, (place, phrase)) in listed(file).enumerate() {
            let tokens = tokenize(phrase);
            let entry = |word: usize| Entry { hash: tokens[word].hash, phrase: at as u32, word: word as u32 };
            match place {
                _ if phrase == SIGN => sign = at,
                Place::In | Place::Strong => {
                    let longest = (0..tokens.len()).max_by_key(|word| tokens[*word].span.len());
                    anywhere.push(entry(longest.expect("a phrase has a word")));
                }
                Place::Line | Place::Start | Place::Credit => opening.push(entry(0)),
            }
            phrases.push(Phrase { place, words: tokens.iter().map(|token| token.hash).collect() });
        }
        Phrases { phrases, sign, opening: Index::new(opening), anywhere: Index::new(anywhere) }
    }

    /// Not 0 if a phrase may be found through this word, other than at the beginning of a line. Wrong for one word in a hundred.
    #[inline]
    pub(super) fn suspicion(&self, word: u64) -> u8 {
        self.anywhere.suspicion(word)
    }

    /// What the phrases in a line make of it; `None` if nothing. `signed` if it begins with `©`; `scratch` holds its suspects.
    pub(super) fn judge(&self, tokens: &[Token], signed: bool, scratch: &mut Scratch) -> Option<Reason> {
        let Scratch { suspects, matches } = scratch;
        matches.clear();
        if signed {
            matches.push(Match { end: 0, start: 0, phrase: self.sign as u32 });
        } else if tokens.len() <= SHORT_LINE
            && let Some(first) = tokens.first()
        {
            matches.extend(self.opening.of(first.hash).filter_map(|entry| self.found(entry, tokens, 0)));
        }
        for at in suspects.iter() {
            matches.extend(self.anywhere.of(tokens[*at as usize].hash).filter_map(|entry| self.found(entry, tokens, *at)));
        }
        if matches.is_empty() {
            return None;
        }
        matches.sort_unstable();
        self.weigh(matches, tokens.len(), signed)
    }

    fn found(&self, entry: &Entry, tokens: &[Token], at: u32) -> Option<Match> {
        let start = at.checked_sub(entry.word)?;
        let words = &self.phrases[entry.phrase as usize].words;
        let line = tokens.get(start as usize..start as usize + words.len())?;
        let same = line.iter().zip(words).all(|(token, word)| token.hash == *word);
        same.then_some(Match { end: start + words.len() as u32, start, phrase: entry.phrase })
    }

    /// The verdict of the first match that has one; else of a crowd.
    fn weigh(&self, matches: &[Match], words: usize, signed: bool) -> Option<Reason> {
        let mut crowd = [u32::MAX; CROWD];
        let mut different = 0;
        for found in matches {
            let at_start = found.start == 0 && (!signed || found.end == 0);
            match self.phrases[found.phrase as usize].place {
                Place::Strong if words <= LONG_LINE => return Some(Reason::Phrase),
                Place::Line if at_start && found.end as usize == words => return Some(Reason::Phrase),
                Place::Start if at_start && words <= SHORT_LINE => return Some(Reason::Phrase),
                Place::Credit if at_start && words <= SHORT_CREDIT => return Some(Reason::Credit),
                Place::In if words <= SHORT_LINE => return Some(Reason::Phrase),
                Place::In | Place::Strong if !crowd.contains(&found.phrase) => {
                    crowd[different] = found.phrase;
                    different += 1;
                }
                _ => {}
            }
            if different == CROWD {
                return Some(Reason::Phrase);
            }
        }
        None
    }
}

/// The words by which phrases are found.
struct Index {
    /// 1 where a hash with these first bits is among the entries.
    flags: Box<[u8; 1 << INDEX_BITS]>,
    /// In the order of their hashes.
    entries: Vec<Entry>,
}

/// Bits of a hash that turn it away: enough for a hundred words to be rare among them, and a table that leaves the cache to others.
const INDEX_BITS: u32 = 14;

struct Entry {
    hash: u64,
    phrase: u32,
    /// Position of the word in the phrase.
    word: u32,
}

impl Index {
    fn new(mut entries: Vec<Entry>) -> Self {
        entries.sort_unstable_by_key(|entry| (entry.hash, entry.phrase));
        let mut flags = Box::new([0; 1 << INDEX_BITS]);
        for entry in &entries {
            flags[(entry.hash >> (64 - INDEX_BITS)) as usize] = 1;
        }
        Index { flags, entries }
    }

    #[inline]
    fn suspicion(&self, word: u64) -> u8 {
        self.flags[(word >> (64 - INDEX_BITS)) as usize]
    }

    fn of(&self, word: u64) -> impl Iterator<Item = &Entry> {
        let from = if self.suspicion(word) != 0 { self.entries.partition_point(|entry| entry.hash < word) } else { self.entries.len() };
        self.entries[from..].iter().take_while(move |entry| entry.hash == word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judge(line: &str) -> Option<Reason> {
        let tokens = tokenize(line);
        let suspects = (0..).zip(&tokens).filter(|(_, token)| PHRASES.suspicion(token.hash) != 0).map(|(at, _)| at).collect();
        PHRASES.judge(&tokens, line.starts_with(SIGN), &mut Scratch { suspects, ..Scratch::default() })
    }

    #[test]
    fn site_phrases_and_prose_are_told_apart() {
        for (line, expected) in [
            ("Lire aussi : Syrie, la trêve tient", Some(Reason::Phrase)),
            ("NEWSLETTER", Some(Reason::Phrase)),
            ("À LIRE ÉGALEMENT – Le port rouvre", Some(Reason::Phrase)),
            ("Читайте также: Что решили в Астане", Some(Reason::Phrase)),
            ("اقرأ أيضا: أزمة الخبز", Some(Reason::Phrase)),
            ("Haberi paylaş: Facebook | X", Some(Reason::Phrase)),
            ("© Archives / Q.I.", Some(Reason::Credit)),
            ("© Newsletter", Some(Reason::Credit)),
            ("Publié le 9 février 2017 à 19:15", Some(Reason::Credit)),
            ("Publié le 9 février 2017, tous droits réservés", Some(Reason::Credit)),
            ("Tous droits réservés, publié le 9 février 2017", Some(Reason::Phrase)),
            ("Photo", Some(Reason::Phrase)),
            ("Le ministre a indiqué que le port rouvrirait lundi.", None),
            ("Les lecteurs pourront lire aussi bien en français qu'en turc.", None),
            ("Politique", Some(Reason::Phrase)),
            ("Politique étrangère", None),
            ("", None),
        ] {
            assert_eq!(judge(line), expected, "{line:?}");
        }
    }

    #[test]
    fn a_long_paragraph_may_use_one_phrase_but_not_a_crowd_of_them() {
        let prose = "mot ".repeat(60);
        assert_eq!(judge(&format!("{prose} newsletter")), None);
        assert_eq!(judge(&format!("{prose} newsletter, newsletter, newsletter, disqus")), None);
        assert_eq!(judge(&format!("{prose} newsletter, infolettre et conditions générales")), Some(Reason::Phrase));
        assert_eq!(judge(&format!("{prose} en cliquant sur")), Some(Reason::Phrase));
        assert_eq!(judge(&format!("{prose} {prose} en cliquant sur")), None);
    }

    #[test]
    fn every_phrase_of_the_list_is_found_where_it_may_stand() {
        let file = include_str!("phrases.txt");
        for (place, phrase) in listed(file) {
            let expected = if place == Place::Credit { Reason::Credit } else { Reason::Phrase };
            let found = judge(phrase);
            assert!(found == Some(expected) || place == Place::Credit && found.is_some(), "{phrase:?}");
            if matches!(place, Place::In | Place::Strong) {
                assert_eq!(judge(&format!("un deux {phrase} trois")), Some(Reason::Phrase), "{phrase:?}");
            }
        }
    }
}
