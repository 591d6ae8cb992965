//! Invented vocabularies: 196,608 forms a language, the commonest of them the language's own function words, the others made of its
//! syllables, longer the rarer they are. Frequencies follow Zipf's law octave by octave: each doubling of the rank is as frequent.

use std::sync::LazyLock;

use ahash::AHashSet;

use super::random::{Random, named};

/// Forms of a vocabulary: seventeen octaves and half of the next.
pub const FORMS: u32 = 3 << 16;

/// A language, or rather its look.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Language {
    French,
    English,
    Russian,
    Arabic,
    Turkish,
    Greek,
    Chinese,
}

impl Language {
    pub const ALL: [Language; 7] =
        [Language::French, Language::English, Language::Russian, Language::Arabic, Language::Turkish, Language::Greek, Language::Chinese];

    pub fn vocabulary(self) -> &'static Vocabulary {
        static ALL: [LazyLock<Vocabulary>; 7] = [
            LazyLock::new(|| Vocabulary::new(Language::French)),
            LazyLock::new(|| Vocabulary::new(Language::English)),
            LazyLock::new(|| Vocabulary::new(Language::Russian)),
            LazyLock::new(|| Vocabulary::new(Language::Arabic)),
            LazyLock::new(|| Vocabulary::new(Language::Turkish)),
            LazyLock::new(|| Vocabulary::new(Language::Greek)),
            LazyLock::new(|| Vocabulary::new(Language::Chinese)),
        ];
        &ALL[self as usize]
    }

    fn sounds(self) -> Sounds {
        match self {
            Language::French => Sounds {
                function: "de la le et les des en un du une que est dans qui par pour au sur pas plus se ne ce il avec sont son aux ont a été sa cette mais comme ou nous elle leur fait ses deux même ils on après entre être sans aussi ces dont très où ans leurs bien avant selon depuis",
                onsets: &[
                    "b", "c", "d", "f", "g", "j", "l", "m", "n", "p", "r", "s", "t", "v", "ch", "gr", "pr", "tr", "pl", "cr", "br", "fr",
                    "bl", "ç", "qu", "",
                ],
                vowels: &["a", "e", "i", "o", "u", "é", "è", "ê", "à", "ai", "ou", "eu", "oi", "au", "an", "on", "in", "en", "e", "a", "i"],
                endings: &["", "", "", "s", "e", "es", "r", "nt", "t", "l", "n", "c"],
            },
            Language::English => Sounds {
                function: "the of and to in a is that for it on was as with be by at he are from this have not but had his they or an which one were all their has been will would who its more after about when up out said if two new no there can first into also than could only other over some year most",
                onsets: &[
                    "b", "c", "d", "f", "g", "h", "j", "k", "l", "m", "n", "p", "r", "s", "t", "w", "th", "sh", "st", "br", "gr", "pl",
                    "tr", "sp", "ch", "",
                ],
                vowels: &["a", "e", "i", "o", "u", "ea", "ee", "ou", "ai", "oo", "e", "i", "a"],
                endings: &["", "", "n", "r", "s", "t", "d", "ng", "l", "ck", "m"],
            },
            Language::Russian => Sounds {
                function: "и в не на что с по как это он к но из за от для его а до так же мы у то было о при их все или после бы года может быть только ещё уже если она они был во со также лет где под будет который между более",
                onsets: &[
                    "б", "в", "г", "д", "ж", "з", "к", "л", "м", "н", "п", "р", "с", "т", "ф", "х", "ц", "ч", "ш", "пр", "ст", "тр", "гр",
                    "",
                ],
                vowels: &["а", "е", "и", "о", "у", "ы", "я", "ю", "ё", "э", "о", "а"],
                endings: &["", "", "", "й", "т", "н", "в", "м", "л", "сть", "х"],
            },
            Language::Arabic => Sounds {
                function: "في من على إلى أن عن التي مع كان هذا هذه بعد الذي قبل بين لا ما كما قد أو كل ذلك حول غير عام أي هو هي لم منذ خلال عند حتى ثم أكثر أيضا لكن إن وقد كانت عدد",
                onsets: &[
                    "ب", "ت", "ج", "ح", "خ", "د", "ر", "ز", "س", "ش", "ص", "ط", "ع", "غ", "ف", "ق", "ك", "ل", "م", "ن", "ه", "و", "ي",
                    "الم", "ال",
                ],
                vowels: &["ا", "و", "ي", "", "", "", "ا"],
                endings: &["", "", "ة", "ن", "ين", "ات", "ر", "د"],
            },
            Language::Turkish => Sounds {
                function: "ve bir bu da de için ile olarak çok daha olan gibi sonra kadar en ne o ancak her ama göre iki ya yeni olduğu var diye ise değil önce büyük üzerinde son ilk etti dedi oldu bin yüzde",
                onsets: &["b", "c", "ç", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "ş", "t", "v", "y", "z", ""],
                vowels: &["a", "e", "ı", "i", "o", "ö", "u", "ü", "a", "e"],
                endings: &["", "", "n", "r", "l", "k", "m", "ş", "ğ", "lar", "ler", "dı"],
            },
            Language::Greek => Sounds {
                function: "και το να του η της με που την από για ο σε τα είναι στην των θα οι στο τον δεν ότι τους μια στη ένα κατά αυτό μετά έχει τις πως ως αλλά δύο στον πριν όπως μας",
                onsets: &["β", "γ", "δ", "ζ", "θ", "κ", "λ", "μ", "ν", "ξ", "π", "ρ", "σ", "τ", "φ", "χ", "στ", "πρ", "κρ", ""],
                vowels: &["α", "ε", "η", "ι", "ο", "υ", "ω", "ά", "έ", "ή", "ί", "ό", "ού", "αι", "ει"],
                endings: &["", "", "ς", "ν", "ρ", "σ", "μα", "ση"],
            },
            Language::Chinese => Sounds {
                function: "的 在 是 了 和 有 为 对 与 中 也 将 并 于 以 不 从 到 都 而 被 后 说 年 月 日 新 多 大 上",
                onsets: &[],
                vowels: &[],
                endings: &[],
            },
        }
    }
}

/// What words of a language are made of.
struct Sounds {
    function: &'static str,
    onsets: &'static [&'static str],
    vowels: &'static [&'static str],
    endings: &'static [&'static str],
}

/// A word of at most 31 bytes and, in the last byte, its length: one line of cache a word, for words are drawn all over the vocabulary.
type Cell = [u8; 32];

fn cell(word: &str) -> Option<Cell> {
    let mut cell = [0; 32];
    cell[..31].get_mut(..word.len())?.copy_from_slice(word.as_bytes());
    cell[31] = word.len() as u8;
    Some(cell)
}

/// The forms of one language, each in small letters and with a capital, by rank of frequency from 0.
pub struct Vocabulary {
    small: Vec<Cell>,
    capital: Vec<Cell>,
    /// Whether a French article is elided before it.
    vowel: Vec<bool>,
}

impl Vocabulary {
    fn new(language: Language) -> Vocabulary {
        let forms = FORMS as usize;
        let mut made =
            Vocabulary { small: Vec::with_capacity(forms), capital: Vec::with_capacity(forms), vowel: Vec::with_capacity(forms) };
        let mut seen = AHashSet::with_capacity(forms);
        let sounds = language.sounds();
        sounds.function.split(' ').for_each(|word| made.add(&mut seen, word));
        let mut random = Random::of(&[named("words"), language as u64]);
        let mut word = String::new();
        while made.small.len() < forms {
            word.clear();
            match language {
                Language::Chinese => characters(&mut random, made.small.len(), &mut word),
                _ => syllables(&mut random, &sounds, made.small.len(), &mut word),
            }
            made.add(&mut seen, &word);
        }
        made
    }

    /// Adds a word that is not there yet.
    fn add(&mut self, seen: &mut AHashSet<Cell>, word: &str) {
        let mut letters = word.chars();
        let Some(first) = letters.next() else { return };
        let capital: String = first.to_uppercase().chain(letters).collect();
        if let (Some(small), Some(capital)) = (cell(word), cell(&capital))
            && seen.insert(small)
        {
            self.small.push(small);
            self.capital.push(capital);
            self.vowel.push("aeiouéèêàyh".contains(first));
        }
    }

    /// Appends the form of this rank to `out`.
    pub fn write(&self, rank: u32, capital: bool, out: &mut Vec<u8>) {
        let cell = &(if capital { &self.capital } else { &self.small })[rank as usize];
        let end = out.len() + usize::from(cell[31]);
        // A whole cell costs less than as many bytes as the word has: its address need not wait for its length.
        out.extend_from_slice(cell);
        out.truncate(end);
    }

    /// The form of this rank.
    pub fn form(&self, rank: u32, capital: bool) -> String {
        let mut out = Vec::with_capacity(32);
        self.write(rank, capital, &mut out);
        String::from_utf8_lossy(&out).into_owned()
    }

    /// Whether the form of this rank begins with a vowel of the Latin alphabet.
    pub fn begins_with_vowel(&self, rank: u32) -> bool {
        self.vowel[rank as usize]
    }
}

/// A rank, by frequency.
pub fn draw(random: &mut Random) -> u32 {
    let draw = random.next();
    // 17 octaves of weight 1000; the half one weighs 1000·log₂ 1.5.
    let octave = (((draw >> 32) * 17_585) >> 32) / 1000;
    let wide = if octave == 17 { 1 << 16 } else { 1 << octave };
    ((1u64 << octave) - 1 + (((draw & 0xffff_ffff) * wide) >> 32)) as u32
}

/// A rank among the rarer words, as names and nouns are.
pub fn draw_rare(random: &mut Random) -> u32 {
    (1 << 9) + random.below(u64::from(FORMS) - (1 << 9)) as u32
}

fn syllables(random: &mut Random, sounds: &Sounds, rank: usize, word: &mut String) {
    let count = match rank {
        ..500 => random.within(1, 2),
        500..8_000 => 2,
        8_000..50_000 => random.within(2, 3),
        _ => 3,
    };
    for _ in 0..count {
        // The first of a list are the common ones.
        let common = random.permille(700);
        word.push_str(random.pick(&sounds.onsets[..if common { sounds.onsets.len() * 2 / 3 } else { sounds.onsets.len() }]));
        word.push_str(random.pick(&sounds.vowels[..if common { 5.min(sounds.vowels.len()) } else { sounds.vowels.len() }]));
    }
    word.push_str(random.pick(&sounds.endings[..if rank < 8_000 { sounds.endings.len() / 2 } else { sounds.endings.len() }]));
}

fn characters(random: &mut Random, rank: usize, word: &mut String) {
    let count = if rank < 1_000 { 1 } else { 2 };
    word.extend((0..count).filter_map(|_| char::from_u32(0x4e00 + random.below(3_000) as u32)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rank_can_be_drawn_and_has_a_form() {
        let vocabulary = Language::French.vocabulary();
        assert_eq!(vocabulary.form(0, false), "de");
        assert_eq!(vocabulary.form(0, true), "De");
        assert!(!vocabulary.form(FORMS - 1, true).is_empty());
        let mut random = Random::of(&[3]);
        assert!((0..100_000).all(|_| draw(&mut random) < FORMS));
        assert!((0..100_000).all(|_| draw_rare(&mut random) < FORMS));
    }
}
