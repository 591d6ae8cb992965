//! The body of an article as a list of words with what stands around them, so that copies are edits of words and never break
//! a sentence's form.

use super::random::{Random, named};
use super::words::{self, Language};

/// One word, its form and what stands around it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Unit {
    /// A rank of the vocabulary or, for figures, the value.
    pub word: u32,
    pub form: Form,
    pub before: Before,
    pub after: After,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    Small,
    Capital,
    /// A number, grouped by thousands.
    Number,
    /// A share with one decimal, `word` being in tenths.
    Percent,
    /// A day, counted from 1 January 2023: `12 mars 2024`.
    Day,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Before {
    Nothing,
    /// `l’`, `d’`, `qu’`, `n’`, `s’`: the number says which; shown before a vowel, in French.
    Elided(u8),
    Quote,
    /// ` – `
    Dash,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum After {
    Nothing,
    Comma,
    Unquote,
    Stop(u8),
    /// End of sentence and paragraph.
    Paragraph(u8),
}

impl Unit {
    fn word(rank: u32) -> Unit {
        Unit { word: rank, form: Form::Small, before: Before::Nothing, after: After::Nothing }
    }

    /// Whether it may be replaced or dropped without a trace.
    fn is_plain(&self) -> bool {
        self.form == Form::Small && self.before == Before::Nothing && self.after == After::Nothing
    }

    fn ends_paragraph(&self) -> bool {
        matches!(self.after, After::Paragraph(_))
    }
}

/// Phrases that everybody uses, so that some shingles stand in many articles, as in any language.
const STOCK_PHRASES: u64 = 3_000;

/// Appends `paragraphs` paragraphs.
pub fn paragraphs(random: &mut Random, paragraphs: u64, units: &mut Vec<Unit>) {
    for _ in 0..paragraphs {
        for _ in 0..random.within(1, 4) {
            let length = random.within(5, 23) + random.below(15);
            sentence(random, length, units);
        }
        end_paragraph(units);
    }
}

/// Makes the last sentence the last of its paragraph.
fn end_paragraph(units: &mut [Unit]) {
    if let Some(Unit { after, .. }) = units.last_mut()
        && let After::Stop(kind) = *after
    {
        *after = After::Paragraph(kind);
    }
}

/// Appends one sentence of about `length` words.
pub fn sentence(random: &mut Random, length: u64, units: &mut Vec<Unit>) {
    let start = units.len();
    let mut quoted = false;
    while ((units.len() - start) as u64) < length {
        let draw = random.next();
        let mut unit = Unit::word(words::draw(random));
        match draw & 0x3ff {
            0..40 => {
                unit.word = words::draw_rare(random);
                unit.form = Form::Capital;
            }
            40..58 => (unit.form, unit.word) = figure(random),
            58..110 => unit.before = Before::Elided((draw >> 32) as u8 % 5),
            110..118 if !quoted => {
                unit.before = Before::Quote;
                quoted = true;
            }
            118..122 => unit.before = Before::Dash,
            122..130 => {
                let mut phrase = Random::of(&[named("phrase"), words::draw(random) as u64 % STOCK_PHRASES]);
                for _ in 0..phrase.within(3, 7) {
                    units.push(Unit::word(words::draw(&mut phrase)));
                }
            }
            _ => {}
        }
        if draw >> 40 & 0xff < 14 {
            unit.after = After::Comma;
        }
        if quoted && draw >> 48 & 0x7 == 0 && unit.before != Before::Quote {
            unit.after = After::Unquote;
            quoted = false;
        }
        units.push(unit);
    }
    units[start].form = if units[start].form == Form::Small { Form::Capital } else { units[start].form };
    units[start].before = Before::Nothing;
    // A quotation opened by the first word has just lost its mark.
    let opened = units[start..].iter().filter(|unit| unit.before == Before::Quote).count();
    let closed = units[start..].iter().filter(|unit| unit.after == After::Unquote).count();
    if closed > opened
        && let Some(unit) = units[start..].iter_mut().find(|unit| unit.after == After::Unquote)
    {
        unit.after = After::Nothing;
    }
    let end = match random.below(64) {
        0..3 => 1,
        3..5 => 2,
        5..7 => 3,
        _ => 0,
    };
    let still_open = opened > closed;
    if let Some(last) = units.last_mut() {
        last.after = After::Stop(end | u8::from(still_open) << 2);
    }
}

/// Takes the full stop from the end, as headlines have none.
pub fn strip(units: &mut [Unit]) {
    if let Some(last) = units.last_mut() {
        last.after = if matches!(last.after, After::Stop(kind) if kind & 4 != 0) { After::Unquote } else { After::Nothing };
    }
}

fn figure(random: &mut Random) -> (Form, u32) {
    match random.below(8) {
        0..3 => (Form::Number, random.within(2, 60) as u32),
        3 | 4 => (Form::Number, random.within(100, 9_000_000) as u32),
        5 => (Form::Percent, random.below(1000) as u32),
        _ => (Form::Day, random.below(731) as u32),
    }
}

/// How a copy differs from its original.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Edit {
    /// Not at all.
    None,
    /// Words replaced, dropped or put in here and there until about this many hundredths of Jaccard are left.
    Scattered(u64),
    /// One paragraph is gone, and as many words edited as cost a few hundredths.
    Cut,
    /// A new first paragraph, and a word here and there.
    NewLead,
    /// Everything after the first paragraphs is gone.
    Shortened,
}

impl Edit {
    /// As newsrooms do it: three in ten untouched, half edited here and there.
    pub fn draw(random: &mut Random) -> Edit {
        match random.below(100) {
            0..30 => Edit::None,
            30..80 => Edit::Scattered(random.within(50, 98)),
            80..90 => Edit::Cut,
            90..96 => Edit::NewLead,
            _ => Edit::Shortened,
        }
    }

    pub fn apply(self, random: &mut Random, units: &mut Vec<Unit>) {
        match self {
            Edit::None => {}
            Edit::Scattered(jaccard) => scatter(random, jaccard, units),
            Edit::Cut => {
                cut_paragraph(random, units);
                let left = random.within(93, 100);
                scatter(random, left, units);
            }
            Edit::NewLead => {
                let mut lead = Vec::new();
                paragraphs(random, 1, &mut lead);
                units.splice(0..0, lead);
                let left = random.within(95, 100);
                scatter(random, left, units);
            }
            Edit::Shortened => {
                let ends: Vec<usize> = ends_of_paragraphs(units);
                if ends.len() > 2 {
                    let kept = random.within(ends.len() as u64 / 2, ends.len() as u64 - 1);
                    units.truncate(ends[kept as usize - 1]);
                }
            }
        }
    }
}

fn ends_of_paragraphs(units: &[Unit]) -> Vec<usize> {
    (1..=units.len()).filter(|end| units[end - 1].ends_paragraph()).collect()
}

fn cut_paragraph(random: &mut Random, units: &mut Vec<Unit>) {
    let ends = ends_of_paragraphs(units);
    if ends.len() > 2 {
        let cut = random.below(ends.len() as u64) as usize;
        units.drain(if cut == 0 { 0 } else { ends[cut - 1] }..ends[cut]);
    }
}

/// A lone edit takes 5 shingles of width 5 from each side, so k of them in n leave a Jaccard of (n − 5k) / (n + 5k).
fn scatter(random: &mut Random, hundredths: u64, units: &mut Vec<Unit>) {
    let length = units.len() as u64;
    let edits = (length * (100 - hundredths) + 5 * (100 + hundredths) / 2) / (5 * (100 + hundredths));
    if edits == 0 || length == 0 {
        return;
    }
    // Evenly spaced with some play, from the end so that places stay valid.
    for edit in (0..edits).rev() {
        let (low, high) = (edit * length / edits, (edit + 1) * length / edits);
        let at = (low + random.below(high - low)) as usize;
        let at = (at..units.len().min(at + 4)).find(|at| units[*at].is_plain()).unwrap_or(at);
        match random.below(10) {
            0..6 => substitute(random, &mut units[at]),
            6 | 7 if units[at].is_plain() => {
                units.remove(at);
            }
            _ => units.insert(at, Unit::word(words::draw_rare(random))),
        }
    }
}

fn substitute(random: &mut Random, unit: &mut Unit) {
    let old = unit.word;
    while unit.word == old {
        unit.word = match unit.form {
            Form::Small | Form::Capital => words::draw_rare(random),
            Form::Number => random.within(2, 9_000) as u32,
            Form::Percent => random.below(1000) as u32,
            Form::Day => random.below(731) as u32,
        };
    }
}

/// A template: its figures and names of places are drawn anew for each page, and now and then a sentence is left out.
pub fn fill_template(random: &mut Random, units: &mut [Unit]) {
    for unit in units.iter_mut().filter(|unit| matches!(unit.form, Form::Number | Form::Percent | Form::Day)) {
        substitute(random, unit);
    }
}

/// Appends the body of a template's blank page: sentences dense with figures.
pub fn template(random: &mut Random, units: &mut Vec<Unit>) {
    let every = random.within(6, 30);
    for _ in 0..random.within(2, 4) {
        for _ in 0..random.within(2, 4) {
            let length = random.within(10, 24);
            sentence(random, length, units);
        }
        end_paragraph(units);
    }
    let mut next = random.below(every);
    for (at, unit) in units.iter_mut().enumerate() {
        if at as u64 >= next && unit.is_plain() {
            (unit.form, unit.word) = figure(random);
            next = at as u64 + every;
        }
    }
}

/// Appends the words of one page of a stress template, in one paragraph: `shared` words that all pages have, and `own` of this page in `runs` places.
pub fn stress_page(shared_key: &[u64], own_key: &[u64], shared: u64, own: u64, runs: u64, units: &mut Vec<Unit>) {
    let (mut common, mut private) = (Random::of(shared_key), Random::of(own_key));
    let (mut placed, mut written) = (0, 0);
    for run in 1..=runs {
        while placed < shared * run / (runs + u64::from(runs > 1)) {
            units.push(Unit::word(words::draw(&mut common)));
            placed += 1;
        }
        while written < own * run / runs {
            units.push(Unit::word(words::draw_rare(&mut private)));
            written += 1;
        }
    }
    units.extend((placed..shared).map(|_| Unit::word(words::draw(&mut common))));
    if let Some(first) = units.first_mut() {
        first.form = Form::Capital;
    }
    if let Some(last) = units.last_mut() {
        last.after = After::Paragraph(0);
    }
}

/// The page of the text, lines between `newline`, quotation marks as the language has them.
pub struct Page<'a> {
    pub language: Language,
    pub out: &'a mut Vec<u8>,
    /// In a JSON string, or as it is read.
    pub escaped: bool,
}

impl Page<'_> {
    pub fn plain(&mut self, text: &str) {
        self.out.extend_from_slice(text.as_bytes());
    }

    pub fn newline(&mut self) {
        self.plain(if self.escaped { "\\n" } else { "\n" });
    }

    fn straight_quote(&mut self) {
        self.plain(if self.escaped { "\\\"" } else { "\"" });
    }

    /// Writes the units; `between` is called between two paragraphs, after the newline, with the number of paragraphs so far.
    pub fn units(&mut self, units: &[Unit], mut between: impl FnMut(&mut Self, usize)) {
        let vocabulary = self.language.vocabulary();
        let spaced = self.language != Language::Chinese;
        let mut paragraph = 0;
        let mut fresh = true;
        for (at, unit) in units.iter().enumerate() {
            if !fresh && spaced && (unit.before != Before::Dash) {
                self.out.push(b' ');
            }
            fresh = false;
            match unit.before {
                Before::Nothing => {}
                Before::Elided(which) => {
                    if self.language == Language::French && unit.form == Form::Small && vocabulary.begins_with_vowel(unit.word) {
                        self.plain(["l’", "d’", "l’", "qu’", "d'"][usize::from(which)]);
                    }
                }
                Before::Quote => self.quote(),
                Before::Dash => self.plain(" – "),
            }
            match unit.form {
                Form::Small => vocabulary.write(unit.word, false, self.out),
                Form::Capital => vocabulary.write(unit.word, true, self.out),
                Form::Number => self.number(unit.word),
                Form::Percent => self.percent(unit.word),
                Form::Day => self.day(unit.word),
            }
            match unit.after {
                After::Nothing => {}
                After::Comma => self.plain(match self.language {
                    Language::Chinese => "，",
                    Language::Arabic => "،",
                    _ => ",",
                }),
                After::Unquote => self.unquote(),
                After::Stop(kind) => self.stop(kind),
                After::Paragraph(kind) => {
                    self.stop(kind);
                    paragraph += 1;
                    if at + 1 < units.len() {
                        self.newline();
                        between(self, paragraph);
                    }
                    fresh = true;
                }
            }
        }
    }

    fn quote(&mut self) {
        match self.language {
            Language::French => self.plain("«\u{a0}"),
            Language::Russian | Language::Greek | Language::Arabic => self.plain("«"),
            Language::Chinese => self.plain("“"),
            Language::English | Language::Turkish => self.straight_quote(),
        }
    }

    fn unquote(&mut self) {
        match self.language {
            Language::French => self.plain("\u{a0}»"),
            Language::Russian | Language::Greek | Language::Arabic => self.plain("»"),
            Language::Chinese => self.plain("”"),
            Language::English | Language::Turkish => self.straight_quote(),
        }
    }

    /// The end of a sentence: its mark in the low bits, a quotation still open in bit 2.
    fn stop(&mut self, kind: u8) {
        if kind & 4 != 0 {
            self.unquote();
        }
        self.plain(match (kind & 3, self.language) {
            (1, Language::French) => "\u{a0}?",
            (1, Language::Chinese) => "？",
            (1, Language::Arabic) => "؟",
            (1, Language::Greek) => ";",
            (1, _) => "?",
            (2, _) => "…",
            (3, Language::French) => "\u{a0}!",
            (3, _) => "!",
            (_, Language::Chinese) => "。",
            _ => ".",
        });
    }

    fn digits(&mut self, number: u32) {
        let mut digits = [0u8; 10];
        let (mut at, mut left) = (10, number);
        loop {
            at -= 1;
            digits[at] = b'0' + (left % 10) as u8;
            left /= 10;
            if left == 0 {
                break;
            }
        }
        self.out.extend_from_slice(&digits[at..]);
    }

    fn number(&mut self, number: u32) {
        let group = match self.language {
            Language::French => "\u{202f}",
            Language::English => ",",
            Language::Chinese => "",
            _ => "\u{a0}",
        };
        for (power, last) in [(1_000_000, false), (1_000, false), (1, true)] {
            let digits = number / power % 1_000;
            if number >= power * 1_000 {
                self.out.extend([b'0' + (digits / 100) as u8, b'0' + (digits / 10 % 10) as u8, b'0' + (digits % 10) as u8]);
            } else if number >= power || last {
                self.digits(digits);
            } else {
                continue;
            }
            if !last {
                self.plain(group);
            }
        }
    }

    fn percent(&mut self, tenths: u32) {
        self.digits(tenths / 10);
        self.plain(if self.language == Language::English { "." } else { "," });
        self.digits(tenths % 10);
        self.plain(if self.language == Language::French { "\u{a0}%" } else { "%" });
    }

    fn day(&mut self, day: u32) {
        let (year, month, date) = calendar(day);
        self.digits(date);
        self.plain(" ");
        self.plain(match self.language {
            Language::French => FRENCH_MONTHS[month as usize - 1],
            Language::English => ENGLISH_MONTHS[month as usize - 1],
            Language::Russian => RUSSIAN_MONTHS[month as usize - 1],
            Language::Turkish => TURKISH_MONTHS[month as usize - 1],
            Language::Greek => GREEK_MONTHS[month as usize - 1],
            Language::Arabic => ARABIC_MONTHS[month as usize - 1],
            Language::Chinese => "月",
        });
        self.plain(" ");
        self.digits(year);
    }
}

const FRENCH_MONTHS: [&str; 12] =
    ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"];
const ENGLISH_MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const RUSSIAN_MONTHS: [&str; 12] =
    ["января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"];
const TURKISH_MONTHS: [&str; 12] =
    ["Ocak", "Şubat", "Mart", "Nisan", "Mayıs", "Haziran", "Temmuz", "Ağustos", "Eylül", "Ekim", "Kasım", "Aralık"];
const GREEK_MONTHS: [&str; 12] = [
    "Ιανουαρίου",
    "Φεβρουαρίου",
    "Μαρτίου",
    "Απριλίου",
    "Μαΐου",
    "Ιουνίου",
    "Ιουλίου",
    "Αυγούστου",
    "Σεπτεμβρίου",
    "Οκτωβρίου",
    "Νοεμβρίου",
    "Δεκεμβρίου",
];
const ARABIC_MONTHS: [&str; 12] =
    ["يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"];

/// Year, month and day of month of a day counted from 1 January 2023, within 2023 and 2024.
pub fn calendar(day: u32) -> (u32, u32, u32) {
    let (year, mut left) = if day < 365 { (2023, day) } else { (2024, day - 365) };
    let february = if year == 2024 { 29 } else { 28 };
    for (month, days) in (1..).zip([31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]) {
        if left < days {
            return (year, month, left + 1);
        }
        left -= days;
    }
    (year, 12, 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(units: &[Unit], language: Language) -> String {
        let mut out = Vec::new();
        Page { language, out: &mut out, escaped: false }.units(units, |_, _| ());
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn figures_are_written_as_the_language_does() {
        let unit = |form, word| Unit { form, ..Unit::word(word) };
        for (unit, french, english) in [
            (unit(Form::Number, 0), "0", "0"),
            (unit(Form::Number, 1_234_056), "1\u{202f}234\u{202f}056", "1,234,056"),
            (unit(Form::Number, 12_005), "12\u{202f}005", "12,005"),
            (unit(Form::Percent, 45), "4,5\u{a0}%", "4.5%"),
            (unit(Form::Day, 424), "29 février 2024", "29 February 2024"),
        ] {
            assert_eq!(shown(&[unit], Language::French), french);
            assert_eq!(shown(&[unit], Language::English), english);
        }
    }

    #[test]
    fn scattered_edits_leave_about_the_wanted_share() {
        for seed in 0..20 {
            let mut units = Vec::new();
            paragraphs(&mut Random::of(&[seed]), 8, &mut units);
            let mut copy = units.clone();
            scatter(&mut Random::of(&[seed, 1]), 70, &mut copy);
            let set = |units: &[Unit]| {
                units.windows(5).map(|w| w.iter().map(|u| u.word).collect::<Vec<_>>()).collect::<std::collections::BTreeSet<_>>()
            };
            let (a, b) = (set(&units), set(&copy));
            let shared = a.intersection(&b).count();
            let jaccard = shared * 100 / (a.len() + b.len() - shared);
            assert!((64..=77).contains(&jaccard), "{jaccard}");
        }
    }

    #[test]
    fn stress_pages_share_their_words() {
        let page = |at| {
            let mut units = Vec::new();
            stress_page(&[1], &[2, at], 300, 60, 4, &mut units);
            units
        };
        assert_eq!(page(0).len(), 360);
        assert_ne!(page(0), page(1));
        assert_eq!(page(0)[..60], page(1)[..60]);
    }
}
