//! What a report has to show and once did not: denials, what came first, what one tells in two sentences, times that are round.

use super::tests_abroad::{assert_set_against, readings};
use super::tests_doubt::differences;
use super::{Comparison, Kind};
use crate::article::DocId;

type Text<'t> = (&'t str, &'t str);

/// Whom an omission accuses whose readings hold all these words.
fn accused(texts: &[Text], parts: &[&str]) -> Vec<usize> {
    let holds = |readings: &[String]| parts.iter().all(|part| readings.iter().any(|reading| reading.contains(part)));
    let all = differences(Kind::Omission, texts).into_iter().filter(|(_, readings)| holds(readings));
    let mut silent: Vec<usize> = all.flat_map(|(omission, _)| omission.absent).map(DocId::index).collect();
    silent.sort_unstable();
    silent.dedup();
    silent
}

/// Who of three is accused of a claim without its denial: of articles that go on from it so.
fn accused_of(lang: &str, claim: &str, behind: [&str; 3], rest: &str, parts: &[&str]) -> Vec<usize> {
    let texts = behind.map(|behind| format!("{claim} {behind} {rest}"));
    accused(&[(lang, &texts[0]), (lang, &texts[1]), (lang, &texts[2])], parts)
}

const FRENCH: (&str, &str) = (
    "Le directeur Albert Vernon a détourné deux millions d'euros de la caisse du port d'Oréval, écrit le parquet mardi.",
    "La pluie continue. Le pont rouvre. Le bac attend. Le marché ferme.",
);
const ENGLISH: (&str, &str) = (
    "Director Albert Vernon took two million pounds from the funds of the port of Oreval, prosecutors wrote on Tuesday.",
    "Rain went on. The bridge reopened. The ferry waited. The market closed.",
);

#[test]
fn a_claim_is_printed_with_its_denial_or_alone() {
    let silent = "Le conseil se réunit jeudi.";
    let accused = |behind: [&str; 3], parts: &[&str]| accused_of("fr", FRENCH.0, behind, FRENCH.1, parts);
    let both = &["L'intéressé dément", "Son avocate nie"];
    assert_eq!(accused(["L'intéressé dément.", "Son avocate nie en bloc.", silent], both), [2]);
    for told in [
        "Le directeur crie au mensonge.",
        "Ses avocats contestent.",
        "Il s'en défend.",
        "Il assure n'avoir jamais rien pris.",
        "Il plaide non coupable.",
        "L'accusation est niée.",
        "« C'est inexact », dit-il.",
    ] {
        assert_eq!(accused(["L'intéressé dément.", "Son avocate nie en bloc.", told], both), [] as [usize; 0], "{told}");
    }
    for (no_denial, part) in [
        ("L'intéressé n'a pas démenti.", "démenti"),
        ("Il ne nie pas les faits.", "ne nie pas"),
        ("Il a nié la réalité du froid.", "réalité"),
        ("Un projet dément sort de terre.", "projet"),
    ] {
        assert_eq!(accused([no_denial, "Son avocate nie en bloc.", silent], &[part, "Son avocate nie"]), [] as [usize; 0], "{no_denial}");
    }
    let brief = accused_of("fr", FRENCH.0, ["L'intéressé dément.", "Son avocate nie en bloc.", ""], "", both);
    assert_eq!(brief, [] as [usize; 0], "a brief has no room");
    let other = ["Le maire dément avoir reçu neuf voitures.", "La préfète nie avoir vendu quatre maisons.", silent];
    assert_eq!(accused(other, &["Le maire dément", "La préfète nie"]), [] as [usize; 0], "the denial names what the claim does not");
}

#[test]
fn denials_are_heard_in_other_languages() {
    let silent = "The council meets on Friday.";
    let accused = |behind: [&str; 3], parts: &[&str]| accused_of("en", ENGLISH.0, behind, ENGLISH.1, parts);
    for denial in ["He denied the allegations.", "He denied doing anything wrong.", "He denied it."] {
        assert_eq!(accused([denial, "His lawyer denies taking it.", silent], &["He denied", "lawyer denies"]), [2], "{denial}");
    }
    for told in ["He pleaded not guilty.", "He said he had done nothing wrong.", "He calls it a smear.", "His lawyers contest it."] {
        assert_eq!(accused(["He denied it.", "His lawyer denies it.", told], &["He denied", "lawyer denies"]), [] as [usize; 0], "{told}");
    }
    for refused in
        ["A judge denied the motion.", "He was denied entry.", "They denied reporters entry.", "He refused to confirm or deny it."]
    {
        let parts = [&refused[..12], "lawyer denies"];
        assert_eq!(accused([refused, "His lawyer denies it.", silent], &parts), [] as [usize; 0], "{refused}");
    }
    let spanish = "El director Albert Vernon tomó dos millones de euros de la caja del puerto de Oreval, escribió la fiscalía el martes.";
    let rest = "La lluvia sigue. El puente reabre. La barca espera. El mercado cierra.";
    let accused = |behind: [&str; 3]| accused_of("es", spanish, behind, rest, &["negó", "niegan"]);
    assert_eq!(accused(["Vernon negó las acusaciones.", "Sus abogados niegan todo.", "El consejo se reúne el jueves."]), [2]);
    assert_eq!(accused(["Vernon negó haber hecho nada.", "Sus abogados niegan todo.", "El consejo se reúne el jueves."]), [2]);
    assert!(accused(["Vernon negó las acusaciones.", "Sus abogados niegan todo.", "Vernon sigue negando los hechos."]).is_empty());
}

#[test]
fn one_deed_is_told_before_another_or_after_it() {
    let after = ("fr", "Valeri Gerasimov et Hulusi Akar, les deux chefs d'état-major, se sont entretenus, après les présidents.");
    for before in [
        ("fr", "Auparavant, les chefs d'état-major Valeri Gerasimov et Hulusi Akar s'étaient entretenus."),
        ("ru", "Ранее начальники штабов Валерий Герасимов и Хулуси Акар провели переговоры."),
    ] {
        let found = readings(Kind::Order, &[after, before]);
        assert!(found.iter().any(|group| group.iter().any(|reading| reading == "après les présidents")), "{found:?}");
    }
    for other in [
        "Une heure auparavant, les chefs d'état-major Valeri Gerasimov et Hulusi Akar s'étaient entretenus.",
        "Auparavant, les deux chefs d'état-major s'étaient entretenus, tous deux en uniforme et sans témoins.",
        "Auparavant, les deux chefs d'état-major, dont Hulusi Akar, s'étaient entretenus.",
        "Avant le dîner, les chefs d'état-major Valeri Gerasimov et Hulusi Akar se sont entretenus.",
        "Avant tout, les chefs d'état-major Valeri Gerasimov et Hulusi Akar se sont entretenus.",
        "Auparavant, les chefs d'état-major Valeri Gerasimov et Hulusi Akar s'étaient entretenus, a dit le Kremlin.",
        "Auparavant, les chefs d'état-major Valeri Gerasimov et Hulusi Akar s'étaient entretenus à 17 h 20.",
        "Plus tôt que prévu les chefs d'état-major Valeri Gerasimov et Hulusi Akar se sont entretenus.",
        "Les chefs d'état-major Valeri Gerasimov et Hulusi Akar se sont entretenus avant un dîner qui avait réuni les deux délégations.",
    ] {
        let found = readings(Kind::Order, &[after, ("fr", other)]);
        assert!(found.iter().flatten().all(|reading| !reading.contains("présidents")), "{other}: {found:?}");
    }
    let neutral = ("fr", "Les chefs d'état-major Valeri Gerasimov et Hulusi Akar se sont entretenus au téléphone.");
    let twice = "Auparavant, Valeri Gerasimov et Hulusi Akar s'étaient parlé au téléphone. Ensuite, Valeri Gerasimov et Hulusi Akar se sont parlé au téléphone.";
    assert_eq!(readings(Kind::Order, &[neutral, ("fr", twice)]), Vec::<Vec<String>>::new(), "of one article");
}

fn compared(texts: &[Text]) -> Comparison {
    let documents: Vec<_> =
        texts.iter().enumerate().map(|(at, (lang, text))| super::tests::article(&format!("w{at}"), lang, text)).collect();
    super::tests::compared(&documents)
}

#[test]
fn two_sentences_may_tell_what_another_language_tells_in_one() {
    let two = (
        "fr",
        "M. Erdogan s'est dit attaché à l'intégrité territoriale de la Syrie. Mais il a estimé que Damas devait enfin s'engager dans un règlement politique, faute de quoi rien ne se calmerait.",
    );
    let one = (
        "ar",
        "من جهتها، ذكرت الرئاسة التركية أن الرئيس أردوغان أكد تمسك بلاده بوحدة الأراضي السورية، وأن على النظام في دمشق أن ينخرط في عملية سياسية جادة.",
    );
    let sizes = |texts: &[Text]| -> Vec<usize> { compared(texts).statements.iter().map(|statement| statement.readings.len()).collect() };
    assert_eq!(sizes(&[two, one]), [3]);
    let first = ("fr", "M. Erdogan tient à l'intégrité territoriale de la Syrie.");
    assert_eq!(sizes(&[two, one, first]), [4], "who tells the first sentence alone does not part the second from what holds both");
}

#[test]
fn about_fifty_are_fifty_where_one_thing_is_measured() {
    let risk = "L'agence des catastrophes, l'Afad, a d'abord demandé à la population de s'éloigner du littoral, la mer risquant de monter d'une cinquantaine de centimètres, avant de lever l'alerte.";
    let rise = "Une hausse du niveau de la mer de 50 centimètres serait possible, avait prévenu l'agence avant de se raviser.";
    // Neither leads its article.
    let texts = |rise: &str| [format!("Trois routes sont coupées. {risk}"), format!("Le vieux pont tient bon. {rise}")];
    let found = |rise: &str| {
        let [one, other] = texts(rise);
        readings(Kind::Modality, &[("fr", &one), ("fr", &other)])
    };
    let both = |group: &Vec<String>| group == &["risquant de monter", "serait possible"];
    assert!(found(rise).iter().any(both), "{:?}", found(rise));
    assert!(!found(&rise.replace("50", "80")).iter().any(both));
    let hundred = risk.replace("cinquantaine", "centaine");
    let texts = [format!("Trois routes sont coupées. {hundred}"), format!("Le vieux pont tient bon. {}", rise.replace("50", "100"))];
    assert!(readings(Kind::Modality, &[("fr", &texts[0]), ("fr", &texts[1])]).iter().any(both), "a hundred is computed inexactly");
}

#[test]
fn verbs_of_doubt_differ_between_languages() {
    let swore = ("fr", "Donald Trump avait juré mercredi que l'État islamique était vaincu en Syrie.");
    let argued = ("tr", "Donald Trump çarşamba günü Suriye'de DEAŞ'ın yenildiğini savunarak konuştu.");
    assert_set_against(Kind::Attribution, &[swore, argued], &["avait juré", "savunarak"]);
}

#[test]
fn a_pronoun_makes_a_verb_of_what_may_be_a_noun() {
    let said = ("fr", "Le maire Albert Vernon s'est dit hier attaché à la réouverture du vieux moulin d'Oréval.");
    let swears = ("fr", "Il jure dans le même souffle que le maire Albert Vernon veut la réouverture du vieux moulin d'Oréval.");
    assert_set_against(Kind::Attribution, &[said, swears], &["s'est dit", "jure"]);
    let noun = ("fr", "Une note du même souffle dit que le maire Albert Vernon veut la réouverture du vieux moulin d'Oréval.");
    assert!(readings(Kind::Attribution, &[said, noun]).iter().flatten().all(|reading| reading != "note"));
    let deed = ("fr", "Il soutient la réouverture du vieux moulin d'Oréval, dont le maire Albert Vernon veut tout savoir.");
    assert!(readings(Kind::Attribution, &[said, deed]).iter().flatten().all(|reading| reading != "soutient"), "a deed");
    let called = ("fr", "Les pompiers ont été prévenus pour le maire Albert Vernon au vieux moulin d'Oréval.");
    assert!(readings(Kind::Attribution, &[said, called]).iter().flatten().all(|reading| !reading.contains("prévenus")));
}

#[test]
fn a_rough_time_is_none_to_the_minute() {
    let exact = ("fr", "23 h 05 — La structure de la cathédrale est sauvée, déclare le général Gallet.");
    let round = ("fr", "La structure de la cathédrale est sauvée, a annoncé vers 23 heures le général Gallet.");
    assert_set_against(Kind::Date, &[exact, round], &["23 h 05", "23 heures"]);
    let same = ("fr", "La structure de la cathédrale est sauvée, a annoncé à 23 heures le général Gallet.");
    assert_eq!(readings(Kind::Date, &[exact, same]), Vec::<Vec<String>>::new(), "five minutes are a rounding");
    let weight = |texts: &[Text]| differences(Kind::Date, texts).first().map(|(difference, _)| difference.weight);
    let minutes = |time: &str| format!("La structure de la cathédrale est sauvée, a annoncé {time} le général Gallet.");
    let (rough, at) = (minutes("vers 23 h 11"), minutes("à 23 h 11"));
    assert!(weight(&[exact, ("fr", &rough)]) < weight(&[exact, ("fr", &at)]), "a rough time excludes little");
    for (lang, rough, at) in [
        (
            "en",
            "The tower of Oreval collapsed at about 20:00 before the crowd.",
            "The tower of Oreval collapsed at 19:55 before the crowd.",
        ),
        (
            "de",
            "Der Turm von Oreval stürzte um etwa 20:00 Uhr vor der Menge ein.",
            "Der Turm von Oreval stürzte um 19:55 Uhr vor der Menge ein.",
        ),
        ("tr", "Oreval kulesi saat 20.00 sıralarında kalabalığın önünde çöktü.", "Oreval kulesi saat 19.55 kalabalığın önünde çöktü."),
    ] {
        assert_eq!(readings(Kind::Date, &[(lang, rough), (lang, at)]).len(), 1, "{rough}");
    }
}

#[test]
fn who_gives_the_others_time_of_something_else_speaks_of_one_moment() {
    let told = "La flèche de la vieille tour d'Oréval s'est effondrée à 19 h 55 devant la foule.";
    let other = ("fr", "La flèche de la vieille tour d'Oréval s'est effondrée à 19 h 20 devant la foule.");
    let with = |more: &str| readings(Kind::Date, &[("fr", &format!("{told} {more}")), other]);
    assert!(!with("Le train de Lyon part à 19 h 20.").is_empty());
    assert!(with("À 19 h 20, la flèche de la vieille tour penchait.").is_empty());
}

#[test]
fn a_piece_keeps_its_negation_and_its_names_whole() {
    let french = "Un séisme a frappé lundi avant l'aube. L'épicentre se situe près de Pazarcık, dans la province de Kahramanmaraş, non loin de la grande ville de Gaziantep.";
    let english =
        "The 7.8-magnitude tremor struck at 4.17am local time near the city of Gaziantep, and was felt as far away as Cyprus and Lebanon.";
    let spanish = "Un seísmo sacudió el lunes el país. La lluvia sigue. El puente reabre. La barca espera. El mercado cierra.";
    let found: Vec<String> = readings(Kind::Omission, &[("fr", french), ("en", english), ("es", spanish)]).concat();
    assert!(found.iter().any(|reading| reading.starts_with("non loin de")), "{found:?}");
}

#[test]
fn two_who_each_give_both_figures_mean_two_things() {
    let (one, other) = (
        "Four prosecutors quit the Stone case on Tuesday after the memo.",
        "Three prosecutors quit the Stone case on Tuesday after the memo.",
    );
    let apart = |more: [&str; 2]| {
        let (one, other) = (format!("{one} {}", more[0]), format!("{other} {}", more[1]));
        let found = readings(Kind::Number, &[("en", &one), ("en", &other)]);
        found.iter().any(|group| group.iter().any(|one| one.contains("Four")) && group.iter().any(|one| one.contains("Three")))
    };
    assert!(apart(["Rain fell.", "Rain fell."]));
    assert!(apart(["Three prosecutors spoke.", "Rain fell."]), "who gives one alone may mean the other's");
    assert!(!apart(["Three prosecutors spoke.", "A letter bears four names."]));
}
