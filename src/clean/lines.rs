//! The lines of a text: where they are, how much prose they hold, and what they look like with their figures left out.
//!
//! Enters: a text and its tokens. Leaves: its [`Line`]s.
//! **Invariant:** a line is judged by what stands in it, but for a caption, which the credit below it gives away, and then wherever it
//! stands in the text, and for a headline in capitals, which the prose above it gives away. Lines that differ in case, typography and
//! figures only have one key.

use std::sync::LazyLock;

use memchr::{memchr, memchr_iter, memchr2_iter, memchr3, memchr3_iter, memmem};

use super::Reason;
use super::phrases::{PHRASES, Phrases, Scratch};
use crate::article::{Date, Span};
use crate::hash;
use crate::text::Token;

/// Fewest words of a line that counts as prose for its length alone.
const LONG: usize = 20;
/// Fewest words of a line that counts as prose because it ends like a sentence.
const SENTENCE: usize = 4;
/// Most words of a menu.
const MENU: usize = 24;
/// Fewest words of a headline in capitals: fewer are a subheading.
const SHOUTED: usize = 5;
/// Bytes of prose among which a small letter stands where it has any.
const WRITTEN: usize = 64;
/// Most words of a byline.
const BYLINE: usize = 8;
/// Most words of a caption.
const CAPTION: usize = 40;

/// One line that is not blank.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// Without white space at its ends.
    pub span: Span,
    /// Position of its first token among those of the text.
    pub first: u32,
    /// Number of words.
    pub words: u32,
    /// Equal for lines that differ in case, typography and figures only.
    pub key: u64,
    /// Whether it reads as prose rather than as a label, menu or title.
    pub prose: bool,
    /// Why it is furniture, as far as the text alone can tell.
    pub verdict: Option<Reason>,
}

impl Line {
    /// Its tokens among those of the text.
    pub(super) fn tokens(&self) -> std::ops::Range<usize> {
        self.first as usize..(self.first + self.words) as usize
    }
}

/// Finds the lines of `text`, judged by what stands in each of them, captions by the credit below, headlines in capitals by the prose above.
/// `tokens` are those of the whole text.
pub(super) fn find(text: &str, tokens: &[Token], lines: &mut Vec<Line>, scratch: &mut Scratch) {
    lines.clear();
    let mut next = 0;
    let phrases = &*PHRASES;
    for_each_piece(text, |start, end| {
        let piece = text[start..end].trim_start();
        let start = end - piece.len();
        let piece = piece.trim_end();
        if piece.is_empty() {
            return;
        }
        let span = Span::new(start, start + piece.len());
        let (words, key) = walk(&text.as_bytes()[..span.end as usize], &tokens[next..], phrases, &mut scratch.suspects);
        let of_line = &tokens[next..next + words];
        let said = phrases.judge(of_line, piece.starts_with('©'), scratch);
        let prose = words >= LONG || words >= SENTENCE && ends_like_a_sentence(piece);
        let verdict = verdict(piece, words, said);
        lines.push(Line { span, first: next as u32, words: words as u32, key, prose, verdict });
        next += words;
    });
    captions(text, lines);
    shouted(text, lines);
}

/// Calls `each` with the bounds of what stands between line ends: `\n`, `\r`, U+2028 and U+2029.
fn for_each_piece(text: &str, mut each: impl FnMut(usize, usize)) {
    static SEPARATORS: LazyLock<[memmem::Finder<'static>; 2]> = LazyLock::new(|| ["\u{2028}", "\u{2029}"].map(memmem::Finder::new));
    let bytes = text.as_bytes();
    let mut start = 0;
    let separated = |from: usize| SEPARATORS.iter().any(|separator| separator.find(&bytes[from..]).is_some());
    if memchr(0xe2, bytes).is_some_and(separated) {
        let separator = |at: usize| matches!(bytes[at..], [0xe2, 0x80, 0xa8 | 0xa9, ..]);
        for at in memchr3_iter(b'\n', b'\r', 0xe2, bytes).filter(|at| bytes[*at] != 0xe2 || separator(*at)) {
            each(start, at);
            start = at + if bytes[at] == 0xe2 { 3 } else { 1 };
        }
    } else {
        for at in memchr2_iter(b'\n', b'\r', bytes) {
            each(start, at);
            start = at + 1;
        }
    }
    each(start, bytes.len());
}

/// Number of the tokens that begin in `text` and their key; leaves in `suspects` those through which a phrase may be found.
///
/// The key is the multilinear hash of the words' hashes, a run of digits counted as 0, made to depend on their number.
/// **Source:** Lemire & Kaser 2014, "Strongly universal string hashing is fast" §2; the factors are odd multiples of 2⁶⁴/φ.
#[inline]
fn walk(text: &[u8], tokens: &[Token], phrases: &Phrases, suspects: &mut Vec<u32>) -> (usize, u64) {
    const STEP: u64 = 0x9e37_79b9_7f4a_7c15;
    suspects.clear();
    let (mut words, mut sum, mut factor) = (0, 0u64, STEP);
    for token in tokens {
        let Some(first) = text.get(token.span.start as usize) else { break };
        let mut word = token.hash;
        if phrases.suspicion(word) | DIGIT[*first as usize] != 0 {
            word = suspect(text, *token, words, phrases, suspects);
        }
        sum = sum.wrapping_add(word.wrapping_mul(factor));
        factor = factor.wrapping_add(STEP << 1);
        words += 1;
    }
    (words, hash::mix(sum ^ hash::mix(words as u64)))
}

/// Notes a word through which a phrase may be found; its hash, or 0 for a run of digits.
#[cold]
#[inline(never)]
fn suspect(text: &[u8], token: Token, at: usize, phrases: &Phrases, suspects: &mut Vec<u32>) -> u64 {
    if phrases.suspicion(token.hash) != 0 {
        suspects.push(at as u32);
    }
    if text[token.span.range()].iter().all(u8::is_ascii_digit) { 0 } else { token.hash }
}

/// 1 for ASCII digits.
static DIGIT: [u8; 256] = {
    let mut table = [0; 256];
    let mut digit = b'0';
    while digit <= b'9' {
        table[digit as usize] = 1;
        digit += 1;
    }
    table
};

/// What the line is, given what the phrases in it say.
fn verdict(line: &str, words: usize, said: Option<Reason>) -> Option<Reason> {
    match said {
        Some(Reason::Credit) if ends_like_a_sentence(line) && !line.contains('©') => None,
        Some(reason) => Some(reason),
        None if is_link(line, words) => Some(Reason::Phrase),
        None if is_captioned(line, words) => Some(Reason::Credit),
        None if words > MENU => None,
        None if is_time_stamp(line, words) => Some(Reason::Credit),
        None if is_menu(line, words) => Some(Reason::Sparse),
        None if words == 0 => Some(Reason::Sparse),
        None if is_byline(line, words) => Some(Reason::Credit),
        None => None,
    }
}

pub(super) fn ends_like_a_sentence(line: &str) -> bool {
    let end = line.trim_end_matches(['"', '»', '”', '“', '’', '\'', ')', ']', ' ', '\u{a0}', '\u{202f}', '*', '_']);
    end.ends_with(['.', '!', '?', '…', '。', '؟', '۔', '！', '？', '।', ';'])
}

/// `Accueil > Monde > Proche-Orient`, `Facebook | X | WhatsApp`: short pieces between separators.
fn is_menu(line: &str, words: usize) -> bool {
    if words > MENU || !may_have_separator(line.as_bytes()) || line.contains('«') || ends_like_a_sentence(line) {
        return false;
    }
    let alone = |separator: &&str| separator.len() <= 3 && separator.chars().all(|c| "|>»›•·/".contains(c));
    let between_spaces = line.split_whitespace().filter(alone).count() + usize::from(line.contains(">>"));
    between_spaces > 0 && between_spaces * 5 >= words.max(4)
}

/// Whether the line may hold one of `|>»›•·/`: told by their first bytes, in UTF-8.
fn may_have_separator(line: &[u8]) -> bool {
    memchr3(b'|', b'>', b'/', line).is_some()
        || memchr_iter(0xc2, line).any(|at| matches!(line[at + 1], 0xbb | 0xb7))
        || memchr_iter(0xe2, line).any(|at| line[at + 1] == 0x80 && matches!(line[at + 2], 0xba | 0xa2))
}

/// What links to other articles begin with, the headline glued to it: `More:Who was Abu Bakr al-Baghdadi?`
const LINK_LABELS: [&str; 4] = ["More:", "MORE:", "Related:", "RELATED:"];

/// `» EN DIRECT - Suivez le procès`: a line set off by the mark of a link, its first word in capitals. A paragraph of a long quotation may
/// begin with the mark too, and goes on in small letters.
pub(super) fn is_link(line: &str, words: usize) -> bool {
    let glued = |label: &&str| line.strip_prefix(*label).is_some_and(|headline| headline.starts_with(char::is_alphanumeric));
    if words <= LONG && LINK_LABELS.iter().any(glued) {
        return true;
    }
    let Some(rest) = line.strip_prefix('»').filter(|_| words <= LONG) else { return false };
    let first: &str = rest.trim_start().split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    first.chars().count() > 1 && first.chars().all(char::is_uppercase)
}

/// Words of the longest caption that an agency writes, and of the credit at its end.
const LONG_CAPTION: usize = 130;
const CAPTION_CREDIT: usize = 12;
/// How the credit of a picture begins in its brackets, and what ends the name of who took it.
const CREDITS: [&str; 9] = ["AP Photo", "Photo:", "Photo :", "Photo by ", "Photo/", "Foto:", "Crédit photo", "REUTERS/", "Reuters photo"];
const AGENCIES: [&str; 5] = ["/Getty Images", "/AFP", "/Reuters", "/AP", "/dpa"];

/// `In this May 27 photo, a voter … (AP Photo/Matt Rourke, File)`, `FILE - …`: a caption with its credit.
pub(super) fn is_captioned(line: &str, words: usize) -> bool {
    if words > LONG_CAPTION || !(line.ends_with(')') || line.starts_with("FILE ")) {
        return false;
    }
    let filed = ["FILE - ", "FILE – ", "FILE — ", "FILE _ "].iter().any(|mark| line.starts_with(mark));
    let credit = line.strip_suffix(')').and_then(|rest| rest.rsplit_once('(')).map_or("", |(_, credit)| credit);
    let credited = CREDITS.iter().any(|mark| credit.starts_with(mark)) || AGENCIES.iter().any(|agency| credit.ends_with(agency));
    filed || credited && credit.split_whitespace().count() <= CAPTION_CREDIT
}

/// A line that is a date and little else.
fn is_time_stamp(line: &str, words: usize) -> bool {
    (3..=9).contains(&words)
        && line.bytes().filter(u8::is_ascii_digit).count() >= 5
        && !ends_like_a_sentence(line)
        && Date::parse(line).is_ok()
}

/// `Par AFP - Moscou`, `By Jane Doe`: a short line that only says who wrote.
fn is_byline(line: &str, words: usize) -> bool {
    if words > BYLINE || !line.starts_with(['p', 'P', 'b', 'B', 'v', 'V', 'd', 'D']) || memchr(b',', line.as_bytes()).is_some() {
        return false;
    }
    let Some(first) = line.split_whitespace().next() else { return false };
    let by = ["par", "by", "von", "por", "di"].contains(&first.to_lowercase().trim_end_matches(':'));
    let mut rest = line.split_whitespace().skip(1).filter(|word| word.chars().any(char::is_alphabetic)).peekable();
    let named = rest.peek().is_some() && rest.all(|word| word.chars().next().is_some_and(char::is_uppercase) || word.len() <= 3);
    by && named && !ends_like_a_sentence(line)
}

/// A line right above a `©` line that reads like its caption is part of the credit, wherever it stands.
fn captions(text: &str, lines: &mut [Line]) {
    for at in 1..lines.len() {
        if lines[at].verdict == Some(Reason::Credit) && lines[at].span.of(text).starts_with('©') {
            let above = &lines[at - 1];
            if above.verdict.is_none() && above.words as usize <= CAPTION && !ends_like_a_sentence(above.span.of(text)) {
                let key = above.key;
                lines.iter_mut().filter(|line| line.key == key).for_each(|line| line.verdict = Some(Reason::Credit));
            }
        }
    }
}

/// A line of capitals alone behind prose that is written otherwise is the headline of another article: `MAN ARRESTED AT THE QUAY OF TAMAR`.
fn shouted(text: &str, lines: &mut [Line]) {
    // How prose begins tells how it is written, and other scripts are left at once.
    let in_small_letters = |line: &Line| line.prose && line.span.of(text).bytes().take(WRITTEN).any(|byte| byte.is_ascii_lowercase());
    let Some(first) = lines.iter().position(in_small_letters) else { return };
    for line in lines[first + 1..].iter_mut().filter(|line| line.verdict.is_none()) {
        if is_headline_in_capitals(line.span.of(text), line.words as usize) {
            line.verdict = Some(Reason::Phrase);
        }
    }
}

fn is_headline_in_capitals(line: &str, words: usize) -> bool {
    let small = || line.bytes().any(|byte| byte.is_ascii_lowercase()) || line.chars().any(char::is_lowercase);
    let capitals = || line.bytes().filter(u8::is_ascii_uppercase).count();
    (SHOUTED..=MENU).contains(&words) && !small() && capitals() >= 2 * words && !ends_like_a_sentence(line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokenize;

    fn lines(text: &str) -> Vec<Line> {
        let mut found = Vec::new();
        find(text, &tokenize(text), &mut found, &mut Scratch::default());
        found
    }

    #[test]
    fn a_headline_in_capitals_behind_prose_is_a_link() {
        let verdicts = |text: &str| lines(text).iter().map(|line| line.verdict).collect::<Vec<_>>();
        let prose = "The mayor spoke at the quay on Monday.";
        let link = "MAN WITH RIFLE ARRESTED AT THE QUAY OF TAMAR";
        assert_eq!(verdicts(&format!("{prose}\n{link}\n{prose}")), [None, Some(Reason::Phrase), None]);
        for other in [
            // Its own headline.
            format!("{link}\n{prose}"),
            // An article in capitals.
            format!("THE MAYOR SPOKE AT THE QUAY.\n{link}"),
            format!("{prose}\nWHAT COMES NEXT\n{prose}"),
            format!("{prose}\nTHE MAYOR SPOKE AGAIN AT THE QUAY.\n{prose}"),
            format!("{prose}\nI 2 V 3 X 4 L 5\n{prose}"),
            format!("{prose}\nتحدث رئيس البلدية على الرصيف يوم الاثنين\n{prose}"),
        ] {
            assert!(verdicts(&other).iter().all(Option::is_none), "{other}");
        }
    }

    #[test]
    fn lines_by_themselves() {
        for (line, prose, verdict) in [
            ("Les deux présidents se sont parlé jeudi.", true, None),
            ("Un port rouvre enfin", false, None),
            ("Accueil > Monde > Proche-Orient", false, Some(Reason::Sparse)),
            ("Dernières Nouvelles | News 24", false, Some(Reason::Sparse)),
            ("Page d'accueil>>International", false, Some(Reason::Phrase)),
            ("» EN DIRECT - Suivez la crise de l'eau à Oréval heure par heure", false, Some(Reason::Phrase)),
            ("» Et nous tiendrons parole, quoi qu'il arrive.", true, None),
            ("» À Oréval, rien n'a changé depuis l'orage.", true, None),
            ("Xinhua | 10.02.2017 08h17", false, Some(Reason::Credit)),
            ("29 décembre 2018 - 14:26", false, Some(Reason::Credit)),
            ("FILE - This May 12 photo shows a harbour in the rain.", true, Some(Reason::Credit)),
            ("The mayor speaks at the quay on Monday, as rain falls. (AP Photo/Jane Doe, File)", false, Some(Reason::Credit)),
            ("Le maire parle sur le quai lundi. (Photo : Jeanne Doux)", false, Some(Reason::Credit)),
            ("The mayor speaks at the quay on Monday. (Jane Doe/Reuters)", false, Some(Reason::Credit)),
            ("The mayor spoke at the quay on Monday (and on Tuesday).", true, None),
            ("The mayor showed a photo of the quay (Photo City is near).", true, None),
            ("The mayor spoke on Monday, he told reporters (Reuters)", false, None),
            ("• 1 •", false, Some(Reason::Sparse)),
            ("***", false, Some(Reason::Sparse)),
            ("Publié mardi, le rapport conclut à une erreur.", true, None),
        ] {
            let found = lines(line);
            assert_eq!((found[0].prose, found[0].verdict), (prose, verdict), "{line:?}");
        }
    }

    #[test]
    fn a_caption_above_a_credit_goes_with_it() {
        let text = "Titre du jour\nLe ministre, le 3 mai à Genève\n© Archives\nLe ministre a parlé longuement devant la presse.\nLe ministre, le 3 mai à Genève";
        let verdicts: Vec<_> = lines(text).into_iter().map(|line| line.verdict).collect();
        let credit = Some(Reason::Credit);
        assert_eq!(verdicts, [None, credit, credit, None, credit]);
    }

    #[test]
    fn blank_lines_and_line_ends_of_every_kind() {
        for text in ["un\r\n\r\n  deux\u{2028}trois\n", "un\u{2029}\u{a0}deux\u{3000}\n’\u{2028}trois", "un\rdeux\n\t\ntrois"] {
            let found: Vec<_> = lines(text).into_iter().filter(|line| line.words > 0).map(|line| line.span.of(text)).collect();
            assert_eq!(found, ["un", "deux", "trois"], "{text:?}");
        }
    }

    #[test]
    fn keys_tell_words_and_their_order_but_not_figures() {
        let key = |line: &str| lines(line)[0].key;
        assert_eq!(key("Lundi 3 mai, 10:15"), key("LUNDI 27 MAI – 8h00".replace('h', ":").as_str()));
        assert_eq!(key("***"), key("•"));
        for (a, b) in [("un deux", "deux un"), ("1 un", "un 1"), ("un", "un 1"), ("1", "1 1"), ("un un", "un"), ("***", "1")] {
            assert_ne!(key(a), key(b), "{a:?} {b:?}");
        }
    }

    #[test]
    fn bylines() {
        for (line, expected) in
            [("Par AFP - Moscou", true), ("By Jane Doe", true), ("Par ailleurs", false), ("Par un matin clair, il est parti", false)]
        {
            assert_eq!(is_byline(line, line.split_whitespace().count()), expected, "{line:?}");
        }
    }
}
