//! Sentences.
//!
//! A line is at least one sentence, unless it was merely wrapped. Within a line a sentence ends at `. ! ? …` and their Arabic, Devanagari
//! and East Asian kin, together with the quotation marks and brackets that close there, if what follows can begin a sentence.
//!
//! Enters: a text, the part of it to read, and its language if that is known. Leaves: the sentences as spans.
//! **Invariant:** spans are trimmed, ascending and disjoint, and hold everything but white space.
//! **Source:** the rules and the two classes of abbreviations follow Kiss and Strunk 2006, "Unsupervised multilingual sentence
//! boundary detection", §2, with closed lists in place of its statistics, for a sentence has to end the same way in every batch.

use crate::article::{Lang, Span};

/// Abbreviations that something always follows: titles, and words before a name.
const TITLES: &[&str] = &[
    "mm", "mme", "mmes", "mlle", "mgr", "me", "mr", "mrs", "ms", "dr", "drs", "dre", "dra", "pr", "prof", "profa", "st", "ste", "sr",
    "sra", "srta", "dª", "ing", "lic", "sig", "dott", "avv", "hr", "fr", "frl", "vs", "cf", "gen", "gén", "lt", "sgt", "capt", "cmdr",
    "cpt", "rep", "sen", "gov", "hon", "rev", "doç", "av", "bd", "sn", "alb", "org", "st", "им", "ул", "пр", "проф", "см", "напр", "bzw",
    "ca", "evtl", "ggf", "sog", "env", "approx", "ex", "exc", "excmo",
];

/// Abbreviations of which a single language makes a title, though they are words elsewhere.
const TITLES_OF: &[(Lang, &[&str])] = &[
    (Lang::FR, &["m", "col", "préf", "dir", "min"]),
    (Lang::IT, &["on", "sen", "pres", "sec"]),
    (Lang::EN, &["col", "pres", "supt", "det", "sens", "reps", "gens", "govs", "messrs", "profs"]),
    (Lang::DE, &["fa"]),
    (Lang::ES, &["s", "d", "dña", "cnel", "gral", "ud", "uds"]),
    (Lang::PT, &["d", "cel", "exmo", "séc"]),
    (Lang::RU, &["г", "гг", "тыс", "стр", "ок", "тов", "пл", "с"]),
];

/// Abbreviations that may also end a sentence: what follows decides.
const AMBIGUOUS: &[&str] = &[
    "etc", "usw", "vb", "vd", "др", "пр", "млн", "млрд", "трлн", "руб", "долл", "гг", "вв", "mio", "mrd", "mill", "inc", "corp", "ltd",
    "co", "jr", "bros", "mt", "ft", "janv", "févr", "fév", "avr", "juil", "sept", "oct", "nov", "déc", "jan", "feb", "apr", "aug", "sep",
    "dec", "ene", "abr", "ago", "dic", "okt", "dez", "янв", "февр", "апр", "авг", "сент", "окт", "нояб", "дек", "mts", "km", "kg", "min",
    "chap", "vol", "éd", "ed", "av",
];

/// Abbreviations of American states, which stand behind a town: "Danville, Ky."
const STATES: &[&str] = &[
    "Ala", "Ariz", "Ark", "Calif", "Colo", "Conn", "Del", "Fla", "Ga", "Ill", "Ind", "Kan", "Ky", "La", "Md", "Mass", "Mich", "Minn",
    "Miss", "Mo", "Mont", "Neb", "Nev", "Okla", "Ore", "Pa", "Tenn", "Tex", "Va", "Vt", "Wash", "Wis", "Wyo",
];

/// Abbreviations only where a figure follows.
const BEFORE_FIGURES: &[&str] = &[
    "n", "no", "nº", "n°", "nos", "nr", "núm", "num", "art", "al", "abs", "p", "pp", "pág", "par", "fig", "§", "tel", "tél", "ch", "h",
    "ст", "п", "с", "д", "кв", "корп", "ч",
];

/// Words that begin a sentence when capitalized after an abbreviation, and are no part of a name there.
const STARTERS: &[&str] = &[
    "le",
    "la",
    "les",
    "l",
    "un",
    "une",
    "des",
    "il",
    "elle",
    "ils",
    "elles",
    "ce",
    "cet",
    "cette",
    "ces",
    "c",
    "en",
    "dans",
    "pour",
    "mais",
    "et",
    "selon",
    "après",
    "avant",
    "depuis",
    "au",
    "aux",
    "à",
    "sur",
    "par",
    "si",
    "son",
    "sa",
    "ses",
    "nous",
    "vous",
    "on",
    "je",
    "j",
    "qui",
    "que",
    "quant",
    "comme",
    "d",
    "s",
    "tout",
    "alors",
    "ainsi",
    "cependant",
    "pourtant",
    "the",
    "a",
    "an",
    "he",
    "she",
    "it",
    "they",
    "we",
    "in",
    "at",
    "but",
    "and",
    "for",
    "after",
    "this",
    "these",
    "that",
    "his",
    "her",
    "its",
    "their",
    "however",
    "el",
    "los",
    "las",
    "una",
    "por",
    "pero",
    "y",
    "según",
    "su",
    "se",
    "der",
    "die",
    "das",
    "ein",
    "eine",
    "er",
    "sie",
    "es",
    "wir",
    "im",
    "am",
    "bei",
    "nach",
    "aber",
    "und",
    "doch",
    "mit",
    "auch",
    "lo",
    "gli",
    "i",
    "nel",
    "ma",
    "o",
    "os",
    "as",
    "um",
    "uma",
    "no",
    "na",
    "em",
    "mas",
    "bu",
    "bir",
    "ve",
    "ancak",
    "ama",
    "в",
    "на",
    "он",
    "она",
    "они",
    "это",
    "по",
    "но",
    "и",
    "к",
    "как",
    "после",
    "при",
    "для",
    "также",
    "однако",
    "потом",
    "затем",
    "тогда",
    "теперь",
    "позже",
    "ранее",
    "все",
    "всё",
    "его",
    "её",
    "их",
    "мы",
    "если",
    "когда",
    "там",
    "этот",
    "эта",
    "эти",
    "с",
    "из",
    "до",
    "за",
    "у",
];

/// A quotation at most this long, in characters, keeps the full stops inside it; a longer one is read sentence by sentence.
const SHORT_QUOTATION: usize = 160;

/// A line at least this long that ends without punctuation before a lower-case letter was wrapped by a machine.
const WRAPPED_LINE: usize = 40;

/// Letters read before a full stop for the word it follows: no abbreviation is longer, and "a.a.a.a" may go on for megabytes.
const WORD: usize = 80;

/// The sentences of `text` within `span`, in order, trimmed of white space, as spans into `text`. Empty for blank text.
/// The language settles abbreviations that are words elsewhere. Linear: a stop looks back over a few words, and a quotation's worth for its
/// opening mark.
pub fn sentences(text: &str, span: Span, lang: Option<Lang>) -> Vec<Span> {
    let mut found = Vec::new();
    let piece = span.of(text);
    let mut start = 0;
    while start < piece.len() {
        let end = logical_line_end(piece, start);
        split_line(&piece[start..end], lang, |from, to| push_trimmed(&mut found, piece, start + from, start + to, span.start as usize));
        start = end;
    }
    found
}

fn push_trimmed(found: &mut Vec<Span>, piece: &str, from: usize, to: usize, offset: usize) {
    let raw = &piece[from..to];
    let trimmed = raw.trim();
    if trimmed.is_empty() {
        return;
    }
    let start = from + (raw.len() - raw.trim_start().len());
    found.push(Span::new(offset + start, offset + start + trimmed.len()));
}

/// Where the line that begins at `start` ends, its break included, joined with lines that merely continue it.
fn logical_line_end(piece: &str, start: usize) -> usize {
    let mut line_start = start;
    loop {
        let Some(length) = piece[line_start..].find('\n') else { return piece.len() };
        let next = line_start + length + 1;
        let line = piece[line_start..next].trim();
        let open = line.len() >= WRAPPED_LINE && line.chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == ',');
        let continues = piece[next..].chars().next().is_some_and(char::is_lowercase);
        if !(open && continues) {
            return next;
        }
        line_start = next;
    }
}

fn split_line(line: &str, lang: Option<Lang>, mut emit: impl FnMut(usize, usize)) {
    let (mut start, mut at, mut quote_end) = (0, 0, 0);
    while let Some(c) = line[at..].chars().next() {
        let after = at + c.len_utf8();
        if at >= quote_end && opens_quotation(line, at, c) {
            quote_end = short_quotation_end(line, at, c).unwrap_or(quote_end);
        }
        if matches!(c, '•' | '●' | '▪' | '■') && at > start {
            emit(start, at);
            start = at;
        }
        if !is_terminator(c) {
            at = after;
            continue;
        }
        let run_end = end_of(line, after, is_terminator);
        let closed = closers_end(line, run_end);
        if closed >= quote_end && ends_sentence(line, start, at, run_end, closed, lang) {
            emit(start, closed);
            start = closed;
        }
        at = if closed >= quote_end { closed } else { run_end };
    }
    emit(start, line.len());
}

fn is_terminator(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '؟' | '۔' | '。' | '！' | '？' | '｡' | '．' | '।' | '॥' | '‼' | '⁇' | '⁈' | '⁉')
}

/// Terminators that need no space and no capital after them.
fn is_east_asian(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '｡' | '．' | '।' | '॥' | '۔')
}

fn end_of(line: &str, from: usize, inside: impl Fn(char) -> bool) -> usize {
    line[from..].char_indices().find(|(_, c)| !inside(*c)).map_or(line.len(), |(offset, _)| from + offset)
}

/// Past the quotation marks and brackets that close at `from`; a » may stand off by a space.
fn closers_end(line: &str, from: usize) -> usize {
    let mut end = from;
    loop {
        let spaced = end_of(line, end, |c| matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}'));
        match line[spaced..].chars().next() {
            Some(c @ ('»' | '”' | '’' | ')' | ']' | '」' | '』' | '）' | '›')) if spaced == end || c == '»' => {
                end = spaced + c.len_utf8()
            }
            Some(c @ ('"' | '“' | '\'')) if spaced == end => end += c.len_utf8(),
            _ => return end,
        }
        end = end_of(line, end, |c| matches!(c, '.' | '…'));
    }
}

fn opens_quotation(line: &str, at: usize, c: char) -> bool {
    match c {
        '«' | '“' | '„' | '「' | '『' => true,
        '"' => {
            let before = line[..at].chars().next_back();
            let after = line[at + 1..].chars().next();
            before.is_none_or(|b| b.is_whitespace() || matches!(b, '(' | '[' | '\'' | '’' | '—' | '–' | '-'))
                && after.is_some_and(|a| !a.is_whitespace())
        }
        _ => false,
    }
}

/// Past the mark that closes the quotation opened at `at`, if that is near.
fn short_quotation_end(line: &str, at: usize, opener: char) -> Option<usize> {
    let closes = |c: char| match opener {
        '«' => c == '»',
        '“' => c == '”',
        '„' => matches!(c, '“' | '”'),
        '「' => c == '」',
        '『' => c == '』',
        _ => c == '"',
    };
    let rest = &line[at + opener.len_utf8()..];
    let (offset, closer) = rest.char_indices().take(SHORT_QUOTATION).find(|(_, c)| closes(*c))?;
    Some(at + opener.len_utf8() + offset + closer.len_utf8())
}

/// Whether the terminators at `at..run_end`, with closing marks up to `closed`, end the sentence that began at `start`.
fn ends_sentence(line: &str, start: usize, at: usize, run_end: usize, closed: usize, lang: Option<Lang>) -> bool {
    let run = &line[at..run_end];
    let rest = &line[closed..];
    if run.chars().any(is_east_asian) {
        // 「…。」と述べた: the particle after a closing mark goes on with the sentence.
        return closed == run_end || !rest.starts_with(|c| matches!(c, '\u{3040}'..='\u{309f}'));
    }
    let body = rest.trim_start();
    let Some(next) = first_significant(body) else { return true };
    let only_stop = run == ".";
    let near = line[start..at].char_indices().rev().take(WORD).last().map_or(at, |(offset, _)| start + offset);
    let word = &line[near..at];
    let word = &word[word
        .rfind(|c: char| c.is_whitespace() || matches!(c, '(' | '"' | '«' | '“' | '\'' | '’' | '[' | '-'))
        .map_or(0, |i| i + word[i..].chars().next().map_or(0, char::len_utf8))..];
    if body.len() == rest.len() {
        return only_stop && closed == run_end && glued(word, rest) || !only_stop && next.is_uppercase() && closed > run_end;
    }
    if next.is_lowercase() || matches!(next, ',' | ';' | ':' | ')') {
        return false;
    }
    // "the U.S.' Kurdish allies": an apostrophe closes nothing there.
    let opened = || line[start..at].chars().rev().take(SHORT_QUOTATION).any(|c| matches!(c, '‘' | '\''));
    let possessive = || matches!(&line[run_end..closed], "'" | "’") && word.contains('.') && !opened();
    if !only_stop || closed > run_end && !possessive() {
        return true;
    }
    !is_abbreviation(word, line[start..at].trim(), body, lang)
}

/// Two sentences that lost the space between them: a word, a full stop, a capitalized word.
fn glued(word: &str, rest: &str) -> bool {
    let mut after = rest.chars();
    let lower = |c: char| c.is_lowercase();
    word.chars().count() >= 3
        && word.chars().all(|c| c.is_alphabetic())
        && word.chars().skip(1).all(lower)
        && after.next().is_some_and(char::is_uppercase)
        && after.next().is_some_and(|c| c.is_lowercase() || c.is_whitespace() || matches!(c, '\'' | '’'))
        && !first_word(rest).1.starts_with('.')
}

/// The first character that tells whether a sentence begins, past opening marks and dashes.
fn first_significant(body: &str) -> Option<char> {
    body.chars().find(|c| {
        !c.is_whitespace()
            && !matches!(c, '«' | '“' | '„' | '"' | '\'' | '‘' | '(' | '[' | '—' | '–' | '-' | '¿' | '¡' | '•' | '*' | '‹' | '「' | '『')
    })
}

/// The first word of `body`, in lower case, and what follows it.
fn first_word(body: &str) -> (String, &str) {
    let word = body.trim_start_matches(|c: char| !c.is_alphanumeric());
    let end = end_of(word, 0, char::is_alphanumeric);
    (word[..end].to_lowercase(), &word[end..])
}

fn is_abbreviation(word: &str, sentence: &str, body: &str, lang: Option<Lang>) -> bool {
    let lower = word.to_lowercase();
    let digits = !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    let (next, after) = first_word(body);
    let before_name = !STARTERS.contains(&next.as_str()) || after.starts_with('.');
    let figure_follows = next.starts_with(|c: char| c.is_numeric());
    if digits {
        let enumerates = word.len() == sentence.len() && word.len() <= 3;
        let ordinals = lang.is_some_and(|lang| matches!(lang.code(), "de" | "tr" | "da" | "no" | "fi" | "cs" | "hu" | "hr" | "sr" | "pl"));
        return enumerates || ordinals && word.len() <= 2 && before_name;
    }
    let titled = TITLES.contains(&lower.as_str())
        || lang.is_some_and(|lang| TITLES_OF.iter().any(|(of, words)| *of == lang && words.contains(&lower.as_str())))
            // "forty sales reps." are no title.
            && (lang != Some(Lang::EN) || word.starts_with(char::is_uppercase))
        // "Roe v. Wade".
        || lang == Some(Lang::EN) && word == "v";
    if titled {
        // "млн", "г." and the like end a sentence as often as they stand inside one; a title never does.
        return lang != Some(Lang::RU) || before_name;
    }
    if BEFORE_FIGURES.contains(&lower.as_str()) && figure_follows {
        return true;
    }
    let letter = |word: &str| word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
    if letter(word) && word.len() == sentence.len() {
        // "a." before the first point of a list.
        return true;
    }
    // German sets its abbreviations apart: "z. B.", "v. a.", "i. d. R.".
    let chained = letter(word) && (letter(&next) && after.starts_with('.') || lang == Some(Lang::DE) && ends_in_letter(sentence, word));
    let mut letters = word.chars();
    let initial = letters.next().is_some_and(|c| c.is_uppercase() || c.is_alphabetic() && !c.is_lowercase()) && letters.next().is_none();
    let dotted = word.contains('.') && word.split('.').all(|part| part.chars().count() <= 2);
    // Spanish plurals: EE. UU., RR. HH.
    let doubled = word.len() == 2 && word.as_bytes()[0] == word.as_bytes()[1] && word.bytes().all(|byte| byte.is_ascii_uppercase());
    let title_follows = after.starts_with('.') && TITLES.contains(&next.as_str());
    let behind_town = || sentence.strip_suffix(word).is_some_and(|before| before.trim_end().ends_with(','));
    let state = lang == Some(Lang::EN) && STATES.contains(&word) && (title_follows || behind_town());
    (initial || chained || dotted || doubled || state || AMBIGUOUS.contains(&lower.as_str())) && before_name
}

/// Whether a letter with a full stop stands right before the last `word` of a sentence.
fn ends_in_letter(sentence: &str, word: &str) -> bool {
    let before = sentence.strip_suffix(word).unwrap_or_default().trim_end();
    let mut back = before.chars().rev();
    back.next() == Some('.') && back.next().is_some_and(char::is_alphabetic) && back.next().is_none_or(|c| !c.is_alphanumeric())
}

#[cfg(test)]
mod cases;
#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn split<'t>(text: &'t str, lang: &str) -> Vec<&'t str> {
        sentences(text, Span::new(0, text.len()), Lang::parse(lang)).into_iter().map(|span| span.of(text)).collect()
    }

    /// Each case marks its boundaries with `|`, which is replaced by a space.
    fn check(lang: &str, cases: &[&str]) {
        for case in cases {
            let expected: Vec<&str> = case.split('|').collect();
            let text = case.replace('|', " ");
            assert_eq!(split(&text, lang), expected, "{lang}");
        }
    }

    #[test]
    fn french() {
        check(
            "fr",
            &[
                "M. Macron a reçu MM. Dupont et Durand.|Il a parlé.",
                "Mme Le Pen et le Dr. Martin ont voté.|Le texte n° 12 passe.",
                "L'art. 49 et le no. 3 restent.|Voilà.",
                "« Non ! C'est fini », a-t-il dit.|Elle est partie.",
                "« Partez. »|Le ministre a insisté.",
                "\"Partez !\" a lancé le ministre.|Rien n'y fit.",
                "Le prix est de 3.5 euros.|Il monte...|Il baisse… puis remonte.",
                "J. Chirac et F. Hollande étaient là.|Le plan B.|Le voici.",
                "Vraiment ?|Oui !|« Soit. »",
                "— Non, dit-il.|— Si, répondit-elle.",
                "Il lit lemonde.fr et www.exemple.org chaque matin.|Puis sort.",
            ],
        );
        assert_eq!(split("Il a plu toute la nuit.Le matin fut clair.", "fr").len(), 2);
        assert_eq!(split("Des œufs, du lait, etc. Le reste suivra.", "fr").len(), 2);
    }

    #[test]
    fn english_and_spanish() {
        check(
            "en",
            &[
                "Mr. Smith met Dr. Jones of the U.S. Army at 5 p.m. on Monday.|They left.",
                "\"We will stay,\" he said.|\"Really?\" she asked.",
                "He lives in the U.S.|The house is new.",
                "J. R. Smith paid $3.5 million to Acme Inc. for it.|Nobody knew.",
            ],
        );
        check(
            "es",
            &[
                "El Sr. García viajó a EE.UU. con la Sra. López.|¿Por qué?|¡Nadie lo sabe!",
                "Vive en EE. UU. y vuelve.|Según el núm. 4, sí.",
            ],
        );
    }

    #[test]
    fn german_turkish_italian_portuguese() {
        check(
            "de",
            &["Am 8. Februar kam Dr. Weber, z.B. mit dem 19. Jahrhundert.|Er blieb.", "Das kostet 2,5 Mio. Euro.|Die Stadt zahlt."],
        );
        check("tr", &["8. Cumhurbaşkanı Prof. Dr. Ali geldi.|Sonra gitti."]);
        check("it", &["L'on. Rossi e il sig. Bianchi hanno votato.|Poi basta."]);
        check("pt", &["O Dr. Silva e a Sra. Costa saíram.|Depois voltaram."]);
    }

    #[test]
    fn scripts_without_case_and_with_other_stops() {
        check(
            "ru",
            &["В 2017 г. президент РФ, т.е. глава государства, приехал.|Он уехал.", "А. С. Пушкин родился в Москве.|Это известно."],
        );
        check("ar", &["هل وصل الرئيس؟|نعم وصل أمس.|ثم غادر."]);
        check("ur", &["وہ آیا۔|وہ گیا۔"]);
        assert_eq!(
            split("首脳が電話で話した。「停戦が必要だ。」と述べた。終わり", "ja"),
            ["首脳が電話で話した。", "「停戦が必要だ。」と述べた。", "終わり"]
        );
    }

    #[test]
    fn lines_lists_and_wrapped_text() {
        assert_eq!(split("Un titre\nUne phrase. Une autre\n\n", "fr"), ["Un titre", "Une phrase.", "Une autre"]);
        assert_eq!(split("1. Premier point\n2. Second point", "fr"), ["1. Premier point", "2. Second point"]);
        assert_eq!(split("La rencontre a eu lieu jeudi au palais de la\nprésidence, à Ankara.", "fr").len(), 1);
        assert_eq!(split("Bilan : • trois morts • dix blessés", "fr").len(), 3);
        assert_eq!(split("  \n ", "fr"), Vec::<&str>::new());
    }

    #[test]
    fn a_long_quotation_is_read_sentence_by_sentence() {
        let long = format!(
            "« Nous partirons demain. {} », a-t-il dit.",
            "Nous reviendrons avec des forces nouvelles et une volonté intacte ".repeat(3)
        );
        assert_eq!(split(&long, "fr").len(), 2);
    }

    proptest! {
        #[test]
        fn spans_are_trimmed_ascending_and_lose_no_word(text in "[A-Za-zé .!?»«\"\n…。0-9-]{0,200}") {
            let spans = sentences(&text, Span::new(0, text.len()), Some(Lang::FR));
            let kept: String = spans.iter().map(|span| span.of(&text)).collect();
            let solid = |s: &str| s.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(solid(&kept), solid(&text));
            prop_assert!(spans.windows(2).all(|pair| pair[0].end <= pair[1].start));
            prop_assert!(spans.iter().all(|span| span.of(&text).trim() == span.of(&text)));
        }
    }
}
