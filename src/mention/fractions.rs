//! Fractions that words spell: shares of a whole, and hours with their halves and quarters.
//!
//! Enters: a position in a line. Leaves: what stands there, a share in percent or a number of hours.
//! **Invariant:** a share is a share of something: "un tiers des élèves", "half of them", "one teacher in two"; a semi-final, a second
//! half, a fiscal quarter are none.

use std::sync::LazyLock;

use super::lexer::{Line, Phrases};
use super::{numerals, units};
use crate::article::Lang;

/// Percent, then its words in nine languages.
const SHARES: &[(f64, &str)] = &[
    (
        50.0,
        "la moitié|half|la mitad|die hälfte|der hälfte|la metà|metade|a metade|yarısı|yarısını|yarısının|половина|половину|половины|половине|نصف",
    ),
    (
        100.0 / 3.0,
        "un tiers|le tiers|a third|one third|un tercio|una tercera parte|ein drittel|einem drittel|das drittel|un terzo|um terço|üçte biri|üçte birini|треть|трети|ثلث",
    ),
    (
        200.0 / 3.0,
        "deux tiers|les deux tiers|two thirds|dos tercios|los dos tercios|zwei drittel|due terzi|i due terzi|dois terços|üçte ikisi|üçte ikisini|две трети|двух третей|ثلثي|ثلثا",
    ),
    (
        25.0,
        "un quart|le quart|a quarter|one quarter|one fourth|a fourth|una cuarta parte|un cuarto|ein viertel|einem viertel|un quarto|um quarto|dörtte biri|dörtte birini|четверть|четверти|ربع",
    ),
    (
        75.0,
        "trois quarts|les trois quarts|three quarters|three fourths|tres cuartas partes|tres cuartos|drei viertel|tre quarti|i tre quarti|três quartos|dörtte üçü|dörtte üçünü|три четверти|ثلاثة أرباع",
    ),
    (20.0, "un cinquième|le cinquième|a fifth|one fifth|una quinta parte|un quinto|ein fünftel|um quinto|beşte biri|пятая часть|خمس"),
    (10.0, "un dixième|le dixième|a tenth|one tenth|una décima parte|un décimo|ein zehntel|un decimo|um décimo|onda biri|десятая часть"),
    (80.0, "quatre cinquièmes|four fifths|cuatro quintas partes|vier fünftel|quattro quinti|quatro quintos"),
    (50.0, "jeder zweite|jede zweite|jedes zweite|каждый второй|каждая вторая"),
    (100.0 / 3.0, "jeder dritte|jede dritte|jedes dritte|каждый третий|каждая третья"),
    (25.0, "jeder vierte|jede vierte|jedes vierte|каждый четвертый|каждая четвертая"),
    (20.0, "jeder fünfte|jede fünfte|jedes fünfte|каждый пятый|каждая пятая"),
];

/// Hours, then the phrases for them.
const HOURS: &[(f64, &str)] = &[
    (
        1.5,
        "une heure et demie|une heure et demi|an hour and a half|one and a half hours|hora y media|una hora y media|anderthalb stunden|eineinhalb stunden|un'ora e mezza|un'ora e mezzo|uma hora e meia|bir buçuk saat|полтора часа|полутора часов|ساعة ونصف",
    ),
    (
        0.5,
        "une demi heure|la demi heure|half an hour|a half hour|media hora|eine halbe stunde|einer halben stunde|mezz'ora|mezzora|meia hora|yarım saat|полчаса|نصف ساعة",
    ),
    (
        0.25,
        "un quart d'heure|a quarter of an hour|un cuarto de hora|eine viertelstunde|un quarto d'ora|um quarto de hora|четверть часа|ربع ساعة",
    ),
    (
        0.75,
        "trois quarts d'heure|three quarters of an hour|tres cuartos de hora|eine dreiviertelstunde|tre quarti d'ora|três quartos de hora|три четверти часа",
    ),
];

/// What adds a half: behind a time ("trois jours et demi") or before it ("two and a half years").
const AND_A_HALF: &[&str] =
    &["et demie", "et demi", "and a half", "y media", "y medio", "e mezza", "e mezzo", "e meia", "e meio", "buçuk", "с половиной", "ونصف"];
/// Units that are told in halves.
const HALVED: &[&str] = &["minute", "heure", "jour", "semaine", "mois", "an"];

/// What leads from a share to its whole, as folded.
const OF: &[&str] = &[
    "de", "d", "des", "du", "of", "der", "des", "aller", "von", "dei", "delle", "degli", "del", "della", "dell", "di", "dos", "das", "do",
    "da", "las", "los",
];
/// What makes a half, a quarter or a third of a match, a year or a list.
const ORDERED: &[&str] = &["first", "second", "latter", "last", "other", "back", "top", "bottom", "better", "third", "fourth", "a"];
/// Wholes of which a part is no share but a time, a round or a place.
const NO_WHOLES: &[&str] = &[
    "finale",
    "finales",
    "final",
    "finals",
    "finali",
    "siecle",
    "siecles",
    "century",
    "siglo",
    "secolo",
    "seculo",
    "jahrhunderts",
    "temps",
    "time",
    "way",
    "season",
    "match",
    "nuit",
    "night",
    "النهايي",
    "مليون",
    "قرن",
    "века",
];
/// Units of time and length: "half of the year" and "deux sur dix kilomètres" are no shares.
const MEASURES: &[&str] = &["heure", "jour", "semaine", "mois", "an", "minute", "km", "metre", "degre"];

/// Both tables: how much, and whether in hours.
static WORDS: LazyLock<Phrases<(f64, bool)>> = LazyLock::new(|| {
    let entries = |table: &'static [(f64, &'static str)], hours: bool| {
        table.iter().flat_map(move |(value, list)| list.split('|').map(move |phrase| (phrase, (*value, hours))))
    };
    Phrases::new(entries(SHARES, false).chain(entries(HOURS, true)))
});
static HALF: LazyLock<Phrases<()>> = LazyLock::new(|| Phrases::new(AND_A_HALF.iter().map(|phrase| (*phrase, ()))));

/// What words spell: where it ends, and how much.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Fraction {
    /// In percent.
    Share(usize, f64),
    Hours(usize, f64),
}

/// The fraction that begins at lexeme `at`.
pub(super) fn at(line: &Line<'_>, at: usize, lang: Option<Lang>) -> Option<Fraction> {
    let spelled = match WORDS.at(line, at) {
        Some((end, (hours, true))) => return Some(Fraction::Hours(end, hours)),
        Some((end, (percent, false))) => share(line, at, end).then_some((end, percent)),
        None => None,
    };
    spelled.or_else(|| ratio(line, at, lang)).map(|(end, share)| Fraction::Share(end, share))
}

/// One past the "et demie" at lexeme `at` that adds half of a `unit`.
pub(super) fn half_more(line: &Line<'_>, at: usize, unit: &str) -> Option<usize> {
    HALF.at(line, at).map(|(end, ())| end).filter(|_| HALVED.contains(&unit))
}

/// One past the "and a half" at lexeme `at`, before the unit that it is half of.
pub(super) fn half_before(line: &Line<'_>, at: usize, lang: Option<Lang>) -> Option<usize> {
    HALF.at(line, at).map(|(end, ())| end).filter(|end| HALVED.contains(&units::after(line, *end, lang).0.as_str()))
}

/// Whether the words from `at` to `end` are a share of what follows: "un tiers des élèves", "a two-thirds majority".
fn share(line: &Line<'_>, at: usize, end: usize) -> bool {
    let first = line.fold(at);
    if at > 0 && first == "half" && ORDERED.contains(&line.fold(at - 1)) {
        return false;
    }
    let next = line.fold(end);
    let led = OF.contains(&next);
    // "half the population", "a two-thirds majority"; languages that put the whole in the genitive need no word between.
    let hyphenated = line.get(at + 1).is_some_and(|lexeme| lexeme.is_hyphen());
    let open = first == "half" && next == "the" || hyphenated || !first.is_ascii();
    let turkish = first.ends_with("te") || first.ends_with("da") || first.starts_with("yaris");
    let each = matches!(first, "jeder" | "jede" | "jedes");
    let mut whole = end;
    while whole < end + 3
        && (OF.contains(&line.fold(whole))
            || matches!(line.fold(whole), "la" | "le" | "les" | "l" | "the" | "an" | "a" | "’" | "'")
            || line.get(whole).is_some_and(|lexeme| lexeme.is_apostrophe()))
    {
        whole += 1;
    }
    let timed = units::known(line.fold(whole)).is_some_and(|unit| MEASURES.contains(&unit)) || NO_WHOLES.contains(&line.fold(whole));
    let holds = (led || open || each) && line.is_word(whole) && !timed;
    holds || turkish
}

/// Whether a word begins what links a part to its whole.
fn leads(word: &str) -> bool {
    matches!(word, "out" | "sur" | "in" | "su" | "em" | "de" | "von" | "из" | "من")
}

/// "un enseignant sur deux", "six in 10", "nine out of ten voters", "uno de cada dos".
fn ratio(line: &Line<'_>, at: usize, lang: Option<Lang>) -> Option<(usize, f64)> {
    // Nearly all words fall out here, before any table is asked.
    let lang = lang.filter(|_| leads(line.fold(at + 1)) || leads(line.fold(at + 2)))?;
    let small = |at: usize| -> Option<f64> {
        let value = if line.is_digits(at) { line.fold(at).parse().ok() } else { numerals::value(line.fold(at), lang) };
        value.filter(|value| (1.0..=100.0).contains(value))
    };
    let part = small(at)?;
    const LINKS: &[&[&str]] =
        &[&["out", "of"], &["sur"], &["in"], &["su"], &["em", "cada"], &["em"], &["de", "cada"], &["von"], &["из"], &["من", "كل"]];
    let linked = |at: usize| LINKS.iter().find(|link| link.iter().enumerate().all(|(next, word)| line.fold(at + next) == *word));
    let from = [at + 1, at + 2].into_iter().find(|next| linked(*next).is_some())?;
    // "un Français sur deux" has its noun between; "three in two" has none.
    if from == at + 2 && !line.is_word(at + 1) {
        return None;
    }
    let end = from + linked(from)?.len();
    let whole = small(end).filter(|whole| *whole > part && matches!(*whole as u32, 2..=10 | 20 | 100))?;
    let joined = line
        .get(end + 1)
        .is_some_and(|next| next.joined && (next.is_word() || next.is_mark(',') || next.is_mark('.')) && line.is_digits(end + 2));
    let measured = units::known(line.fold(end + 1)).is_some_and(|unit| MEASURES.contains(&unit))
        || numerals::scale(line.fold(end + 1), Some(lang)).is_some();
    (!joined && !measured).then_some((end + 1, 100.0 * part / whole))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Span;
    use crate::mention::lexer::lex;

    fn found(lang: Lang, text: &str) -> Vec<(String, Fraction)> {
        let line = lex(text, Span::new(0, text.len()));
        let fractions = (0..line.len()).filter_map(|place| at(&line, place, Some(lang)).map(|fraction| (place, fraction)));
        let end = |fraction: &Fraction| match fraction {
            Fraction::Share(end, _) | Fraction::Hours(end, _) => *end,
        };
        fractions.map(|(place, fraction)| (line.span(place, end(&fraction)).of(text).to_owned(), fraction)).collect()
    }

    #[test]
    fn shares_in_nine_languages() {
        for (lang, text, words, percent) in [
            (Lang::FR, "un quart d'enseignants grévistes", "un quart", 25),
            (Lang::FR, "Côté enseignants, un sur deux a cessé le travail", "un sur deux", 50),
            (Lang::FR, "six Français sur dix", "six Français sur dix", 60),
            (Lang::FR, "près de la moitié des élèves", "la moitié", 50),
            (Lang::FR, "les deux tiers de la couverture ont disparu", "les deux tiers", 67),
            (Lang::EN, "half of the teachers", "half", 50),
            (Lang::EN, "half the population", "half", 50),
            (Lang::EN, "a two-thirds majority", "two-thirds", 67),
            (Lang::EN, "six in 10 Americans", "six in 10", 60),
            (Lang::EN, "nine out of ten voters", "nine out of ten", 90),
            (Lang::ES, "la mitad de los votantes", "la mitad", 50),
            (Lang::ES, "uno de cada cinco niños", "uno de cada cinco", 20),
            (Lang::DE, "ein Drittel der Schüler", "ein Drittel", 33),
            (Lang::DE, "jeder dritte Deutsche", "jeder dritte", 33),
            (Lang::IT, "un terzo degli elettori", "un terzo", 33),
            (Lang::IT, "uno su due", "uno su due", 50),
            (Lang::PT, "metade dos professores", "metade", 50),
            (Lang::PT, "um em cada dois professores", "um em cada dois", 50),
            (Lang::TR, "öğretmenlerin üçte ikisi", "üçte ikisi", 67),
            (Lang::RU, "половина учителей", "половина", 50),
            (Lang::RU, "две трети избирателей", "две трети", 67),
            (Lang::AR, "ثلث المعلمين", "ثلث", 33),
        ] {
            let found = found(lang, text);
            let share = found.iter().find_map(|(words, fraction)| match fraction {
                Fraction::Share(_, share) => Some((words.as_str(), share.round() as i32)),
                Fraction::Hours(..) => None,
            });
            assert_eq!(share, Some((words, percent)), "{text}: {found:?}");
        }
    }

    #[test]
    fn hours_in_nine_languages() {
        for (lang, text, hours) in [
            (Lang::FR, "une heure et demie", 1.5),
            (Lang::FR, "une demi-heure", 0.5),
            (Lang::FR, "trois quarts d'heure", 0.75),
            (Lang::EN, "an hour and a half", 1.5),
            (Lang::EN, "half an hour", 0.5),
            (Lang::ES, "una hora y media", 1.5),
            (Lang::DE, "anderthalb Stunden", 1.5),
            (Lang::IT, "un'ora e mezza", 1.5),
            (Lang::PT, "meia hora", 0.5),
            (Lang::TR, "bir buçuk saat", 1.5),
            (Lang::RU, "полтора часа", 1.5),
            (Lang::AR, "نصف ساعة", 0.5),
        ] {
            let found = found(lang, text);
            assert!(matches!(found.first(), Some((_, Fraction::Hours(_, read))) if *read == hours), "{text}: {found:?}");
        }
    }

    #[test]
    fn parts_of_matches_years_and_towns_are_no_shares() {
        for (lang, text) in [
            (Lang::FR, "le quart de finale"),
            (Lang::FR, "un quart de siècle"),
            (Lang::FR, "le tiers payant"),
            (Lang::FR, "trois blessés sur dix kilomètres"),
            (Lang::FR, "deux soldats sur le pont"),
            (Lang::EN, "the second half of the year"),
            (Lang::EN, "the first half"),
            (Lang::EN, "a quarter ago"),
            (Lang::EN, "it grew for three quarters running"),
            (Lang::EN, "a third man"),
            (Lang::EN, "three in two days"),
            (Lang::EN, "one in 2,500"),
            (Lang::ES, "un cuarto oscuro"),
            (Lang::AR, "نصف النهائي"),
        ] {
            assert_eq!(found(lang, text), [], "{text}");
        }
    }
}
