//! Templates: one form that an outlet fills in anew each day, as weather, closing prices, results, lottery draws.
//!
//! Such pages agree in wording and differ in what they tell, so they are not copies. An update of a dispatch agrees in
//! wording too; what tells them apart is the day and how much of the variable part changed.

use std::sync::LazyLock;

use ahash::AHashSet;

use crate::article::{Date, Month};
use crate::document::Document;
use crate::hash;
use crate::sketch::Compared;
use crate::text::{Token, word_hash};

/// Fewest places that both texts fill: with less, one changed figure would make "most".
const VARIABLES: usize = 3;

/// Least share of pairs of consecutive other tokens that both have. Above what a report and its follow-up reach with the same
/// background paragraphs, below a form with its adjectives changed (*ensoleillé*, *nuageux*).
const WORDING: f64 = 0.7;

/// Least share of the places for variable tokens that both texts fill: a cut or added paragraph takes its figures along,
/// a form keeps its blanks.
const PLACES: f64 = 0.5;

/// Share of the places filled by both, from which on equal entries make one telling of two.
const SAME_ENTRIES: f64 = 0.5;

/// Names of the days, with the declined or shortened forms news uses, in the languages of [`Month`].
const WEEKDAYS: &[&str] = &[
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "lunes",
    "martes",
    "miércoles",
    "jueves",
    "viernes",
    "sábado",
    "domingo",
    "montag",
    "dienstag",
    "mittwoch",
    "donnerstag",
    "freitag",
    "samstag",
    "sonnabend",
    "sonntag",
    "lunedì",
    "martedì",
    "mercoledì",
    "giovedì",
    "venerdì",
    "sabato",
    "domenica",
    "segunda",
    "terça",
    "quarta",
    "quinta",
    "sexta",
    "pazartesi",
    "salı",
    "çarşamba",
    "perşembe",
    "cuma",
    "cumartesi",
    "pazar",
    "понедельник",
    "вторник",
    "среда",
    "среду",
    "четверг",
    "пятница",
    "пятницу",
    "суббота",
    "субботу",
    "воскресенье",
    "الاثنين",
    "الإثنين",
    "الثلاثاء",
    "الأربعاء",
    "الخميس",
    "الجمعة",
    "السبت",
    "الأحد",
];

/// Folded hashes of the words that name a day or a month. Month names under four letters are words of other languages.
static CALENDAR: LazyLock<AHashSet<u64>> = LazyLock::new(|| {
    let months =
        Month::names().map(|(name, _)| name).filter(|name| name.chars().count() >= 4 || ["mai", "мая", "май", "may"].contains(name));
    WEEKDAYS.iter().copied().chain(months).map(word_hash).collect()
});

/// Whether two articles may be one form filled in twice, whatever they say: same outlet, published on different days or
/// on days unknown.
pub(super) fn may_be_template(a: &Document, b: &Document) -> bool {
    !a.source().is_empty() && a.source() == b.source() && other_days(a.article.date, b.article.date)
}

/// Whether two articles were published on different days, or on days unknown.
pub(crate) fn other_days(a: Option<Date>, b: Option<Date>) -> bool {
    a.zip(b).is_none_or(|(a, b)| a.day() != b.day())
}

/// Whether two texts are one form: the same wording and blanks, most of them filled in differently. Symmetric; linear in the
/// tokens.
pub(super) fn is_template(a: &Parts, b: &Parts) -> bool {
    let places = common(&a.places, &b.places);
    let most = |lists: (&[u64], &[u64])| lists.0.len().max(lists.1.len()) as f64;
    places >= VARIABLES
        && places as f64 >= PLACES * most((&a.places, &b.places))
        && (common(&a.entries, &b.entries) as f64) < SAME_ENTRIES * places as f64
        && common(&a.wording, &b.wording) as f64 >= WORDING * most((&a.wording, &b.wording))
}

/// The tokens of a text by whether they vary, as sorted hashes.
#[derive(Debug)]
pub(super) struct Parts {
    /// Each with the one before it, so that the same words in other sentences do not count as the same wording.
    wording: Vec<u64>,
    /// The last word before each variable token.
    places: Vec<u64>,
    /// The same with the variable token itself.
    entries: Vec<u64>,
}

impl Parts {
    pub(super) fn of(document: &Document) -> Parts {
        let compared = Compared::of(document);
        let (mut wording, mut places, mut entries, mut last) = (Vec::new(), Vec::new(), Vec::new(), 0);
        for token in compared.tokens.iter() {
            if is_variable(&compared, *token) {
                places.push(last);
                entries.push(hash::sequence([last, token.hash]));
            } else {
                wording.push(hash::sequence([last, token.hash]));
                last = token.hash;
            }
        }
        [&mut wording, &mut places, &mut entries].into_iter().for_each(|list| list.sort_unstable());
        Parts { wording, places, entries }
    }
}

/// A figure, or the name of a day or month. The hashes of a headline are salted, so its words are read again.
fn is_variable(compared: &Compared<'_>, token: Token) -> bool {
    let word = token.span.of(compared.text);
    let hash = if compared.is_headline { word_hash(word) } else { token.hash };
    word.starts_with(char::is_numeric) || CALENDAR.contains(&hash)
}

/// Size of the intersection of two sorted multisets.
fn common(a: &[u64], b: &[u64]) -> usize {
    let (mut i, mut j, mut both) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        let (x, y) = (a[i], b[j]);
        both += usize::from(x == y);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    both
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Article, Date, Span};
    use crate::clean::Layout;

    fn document(source: &str, date: &str, text: &str) -> Document {
        let source = (!source.is_empty()).then(|| source.to_owned());
        let article = Article { text: text.into(), source, date: Date::parse(date).ok(), ..Article::default() };
        Document::new(article, Layout { body: vec![Span::new(0, text.len())], ..Layout::default() })
    }

    fn verdict(a: &Document, b: &Document) -> bool {
        let (x, y) = (Parts::of(a), Parts::of(b));
        assert_eq!(is_template(&x, &y), is_template(&y, &x));
        may_be_template(a, b) && is_template(&x, &y)
    }

    const MONDAY: &str = "Lundi 3 décembre, le ciel sera couvert sur le littoral, avec 7 degrés le matin et 12 l'après-midi.";
    const TUESDAY: &str = "Mardi 4 décembre, le ciel sera dégagé sur le littoral, avec 2 degrés le matin et 9 l'après-midi.";
    const TOLL: &str = "L'effondrement d'un immeuble a fait 3 morts et 12 blessés lundi 5 novembre rue d'Aubagne, selon les 80 pompiers.";
    const CUT: &str = "L'effondrement d'un immeuble a fait des morts et des blessés rue d'Aubagne, selon les 80 pompiers.";
    const LATER_TOLL: &str =
        "L'effondrement d'un immeuble a fait 4 morts et 12 blessés lundi 5 novembre rue d'Aubagne, selon les 80 pompiers.";

    #[test]
    fn forms_and_updates() {
        for (a, b, expected, why) in [
            (("meteo", "2018-12-03", MONDAY), ("meteo", "2018-12-04", TUESDAY), true, "one outlet, two days, other figures"),
            (("meteo", "", MONDAY), ("meteo", "2018-12-04", TUESDAY), true, "day unknown"),
            (("meteo", "2018-12-03", MONDAY), ("meteo", "2018-12-03", TUESDAY), false, "same day"),
            (("meteo", "2018-12-03", MONDAY), ("autre", "2018-12-04", TUESDAY), false, "other outlet"),
            (("", "", MONDAY), ("", "", TUESDAY), false, "outlet unknown"),
            (("afp", "2018-11-05", TOLL), ("afp", "2018-11-06", LATER_TOLL), false, "one figure of many changed"),
            (("afp", "2018-11-05", TOLL), ("afp", "2018-12-04", TUESDAY), false, "other wording"),
            (("afp", "2018-11-05", TOLL), ("afp", "2018-11-07", CUT), false, "figures left out, none changed"),
            (("afp", "", "Il pleut beaucoup."), ("afp", "", "Il pleut peu."), false, "no figures"),
        ] {
            assert_eq!(verdict(&document(a.0, a.1, a.2), &document(b.0, b.1, b.2)), expected, "{why}");
        }
    }

    #[test]
    fn a_figure_counts_in_its_place() {
        let day = |low: u32, high: u32, wind: u32| {
            format!("Le thermomètre affiche {low} à Brest, {high} à Nice, avec un vent de {wind} en pointe sur la côte.")
        };
        let (a, b) = (day(4, 12, 60), day(12, 60, 4));
        assert!(verdict(&document("m", "", &a), &document("m", "", &b)));
    }
}
