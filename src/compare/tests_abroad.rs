//! Wording compared between languages, and what holds whatever the statement.

use super::Kind;
use super::tests::{article, compared, words};

/// The readings of every difference of a kind.
pub(super) fn readings(kind: Kind, texts: &[(&str, &str)]) -> Vec<Vec<String>> {
    let documents: Vec<_> = texts.iter().enumerate().map(|(at, (lang, text))| article(&format!("w{at}"), lang, text)).collect();
    let comparison = compared(&documents);
    let of_kind = comparison.differences.iter().filter(|difference| difference.kind == kind);
    of_kind.map(|difference| difference.readings.iter().map(|reading| words(&documents, reading).to_owned()).collect()).collect()
}

pub(super) fn assert_set_against(kind: Kind, texts: &[(&str, &str)], expected: &[&str]) {
    let found = readings(kind, texts);
    let holds = |group: &Vec<String>| expected.iter().all(|part| group.iter().any(|reading| reading.contains(part)));
    assert!(found.iter().any(holds), "{kind:?} {expected:?} not in {found:?}");
}

#[test]
fn what_is_of_a_country_meets_its_name_in_any_language() {
    let french = ("fr", "Les ministres des deux États, la Russie et la Turquie, doivent envoyer des observateurs à la frontière.");
    for (lang, text) in [
        ("en", "Russian and Turkish observers are to be posted along the border."),
        ("ru", "Российские и турецкие наблюдатели появятся на границе."),
        ("de", "Russische und türkische Beobachter sollen die Grenze überwachen."),
    ] {
        let documents = [article("a", french.0, french.1), article("b", lang, text)];
        assert!(compared(&documents).statements.iter().any(|statement| statement.readings.len() == 2), "{text}");
    }
}

#[test]
fn two_meanings_and_a_name_are_enough() {
    let spanish = ("es", "Es el primer título desde el de Maradona en 1986.");
    let english = ("en", "Argentina's last title came in Mexico in 1986, with Diego Maradona.");
    let other = ("en", "Diego Maradona opened a factory and spoke with workers about wages.");
    let shared = |a: (&str, &str), b: (&str, &str)| {
        let documents = [article("a", a.0, a.1), article("b", b.0, b.1)];
        compared(&documents).statements.iter().any(|statement| statement.readings.len() == 2)
    };
    assert!(shared(spanish, english));
    assert!(!shared(spanish, other), "a name alone is not");
}

#[test]
fn sentences_of_two_languages_meet_by_what_their_words_mean() {
    let french = "Le ministre de la Défense a annoncé mardi la livraison de douze navires à la marine. Un incendie a détruit deux entrepôts du port. La grève des dockers continue.";
    for (lang, text) in [
        (
            "en",
            "The strike of the dockworkers continues. Two warehouses in the port were destroyed by a fire. On Tuesday the defence minister announced the delivery of twelve ships to the navy.",
        ),
        (
            "es",
            "Un incendio destruyó dos almacenes del puerto. El ministro de Defensa anunció el martes la entrega de doce buques a la marina. Sigue la huelga.",
        ),
        (
            "ru",
            "Пожар уничтожил два склада в порту. Министр обороны объявил во вторник о поставке двенадцати кораблей флоту. Забастовка продолжается.",
        ),
        (
            "tr",
            "Limandaki iki depo yangında yok oldu. Savunma bakanı salı günü donanmaya on iki gemi teslim edileceğini açıkladı. Grev sürüyor.",
        ),
    ] {
        let documents = [article("a", "fr", french), article("b", lang, text)];
        let comparison = compared(&documents);
        let shared: Vec<Vec<&str>> = comparison
            .statements
            .iter()
            .filter(|statement| statement.readings.len() > 1)
            .map(|statement| statement.readings.iter().map(|reading| words(&documents, reading)).collect())
            .collect();
        assert!(shared.iter().any(|told| told[0].starts_with("Le ministre")), "{lang}: {shared:?}");
        assert!(shared.iter().all(|told| !told[0].starts_with("Le ministre") || !told[1].contains("port")), "{lang}: {shared:?}");
    }
}

#[test]
fn labels_differ_between_languages_where_their_meaning_does() {
    let french = ("fr", "Au moins 400 terroristes ont été tués dans des bombardements russes et syriens, selon l'armée russe.");
    let rebels = ("en", "Russia's army says its bombers and Syria's have killed at least 400 rebels.");
    assert_set_against(Kind::Label, &[french, rebels], &["terroristes", "rebels"]);
    let terrorists = ("en", "Russia's army says its bombers and Syria's have killed at least 400 terrorists.");
    assert!(!readings(Kind::Label, &[french, terrorists]).iter().any(|group| group.iter().any(|word| word.contains("terrorist"))));
}

#[test]
fn who_asked_for_a_call_differs() {
    let one = ("fr", "L'entretien a eu lieu mardi au téléphone, à la demande d'Ankara, précise le Kremlin.");
    assert_set_against(
        Kind::Name,
        &[one, ("fr", "L'entretien de mardi au téléphone, à l'initiative de la Russie, a duré une heure.")],
        &["à la demande d'Ankara", "à l'initiative de la Russie"],
    );
    // A capital stands for its country.
    let same = ("en", "The telephone call on Tuesday was made at the request of Turkey, the Kremlin said.");
    assert!(readings(Kind::Name, &[one, same]).iter().all(|group| !group.iter().any(|words| words.contains("demande"))));
}

#[test]
fn sides_named_in_the_other_order() {
    let texts = [
        ("fr", "Mevlüt Çavuşoğlu et Sergueï Lavrov se sont retrouvés samedi à Moscou."),
        ("es", "Serguéi Lavrov y Mevlüt Cavusoglu se reunieron el sábado en Moscú."),
    ];
    assert_set_against(Kind::Order, &texts, &["Mevlüt Çavuşoğlu et Sergueï Lavrov", "Serguéi Lavrov y Mevlüt Cavusoglu"]);
    let named = ("fr", "La Russie et la Turquie ont tenu samedi une réunion sur le retrait américain de Syrie.");
    for (lang, text, words) in [
        ("fr", "C'est ce dont ont parlé samedi les chefs des diplomaties turque et russe.", "turque et russe"),
        ("en", "Turkish and Russian ministers met on Saturday.", "Turkish and Russian"),
        ("ru", "Турецкие и российские министры встретились в субботу.", "Турецкие и российские"),
    ] {
        assert_set_against(Kind::Order, &[named, (lang, text)], &["Russie et la Turquie", words]);
    }
}

#[test]
fn opening_figures_meet_though_nothing_else_does() {
    let texts = [
        ("fr", "Un séisme de magnitude 6,4 a frappé lundi soir la province, tuant trois personnes, a annoncé le ministre."),
        ("fr", "Au moins six morts : c'est le bilan, mardi matin. De magnitude 6,3 d'après l'institut, le tremblement a duré peu."),
    ];
    assert_set_against(Kind::Number, &texts, &["trois personnes", "six morts"]);
    assert_set_against(Kind::Number, &texts, &["6,4", "6,3"]);
}

#[test]
fn marks_on_letters_make_no_other_name() {
    let texts = [
        ("fr", "À Moscou, Mario Mandzukic a marqué contre son camp à la dix-huitième minute de la finale."),
        ("es", "En Moscú, Mario Mandžukić marcó en propia puerta en el minuto dieciocho de la final."),
    ];
    assert_set_against(Kind::Name, &texts, &["Mandzukic", "Mandžukić"]);
}

#[test]
fn a_weekday_meets_a_dated_day() {
    let texts = [
        ("fr", "Le Su-25 du pilote a été abattu samedi 3 février dans la province d'Idleb par un missile."),
        ("fr", "Le Su-25 du pilote a été touché dimanche dans la province d'Idleb par un missile."),
    ];
    assert_set_against(Kind::Date, &texts, &["samedi 3 février", "dimanche"]);
}
