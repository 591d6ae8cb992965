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

const CLAIM: &str = "Le directeur Albert Vernon a détourné deux millions d'euros de la caisse du port d'Oréval, écrit le parquet mardi.";

#[test]
fn a_claim_is_printed_with_its_denial_or_alone() {
    let within = ("fr", format!("{CLAIM} L'intéressé dément. La pluie continue. Le pont rouvre. Le bac attend. Nul ne dort."));
    let behind = ("fr", format!("{CLAIM} Son avocate nie en bloc. La pluie continue. Le pont rouvre. Le bac attend. Nul ne dort."));
    let alone = ("fr", format!("{CLAIM} Le conseil se réunit jeudi. La pluie continue. Le pont rouvre. Le bac attend. Nul ne dort."));
    let other_words = ("fr", format!("{CLAIM} Le directeur crie au mensonge. La pluie continue. Le pont rouvre. Le bac attend."));
    let never = ("fr", format!("{CLAIM} L'intéressé n'a pas démenti. La pluie continue. Le pont rouvre. Le bac attend. Nul ne dort."));
    let texts =
        |third: &(&'static str, String)| accused(&[(within.0, &within.1), (behind.0, &behind.1), (third.0, &third.1)], &["dément", "nie"]);
    assert_eq!(texts(&alone), [2]);
    assert_eq!(texts(&other_words), [] as [usize; 0], "it tells the denial in other words");
    let never = accused(&[(behind.0, &behind.1), (alone.0, &alone.1), (never.0, &never.1)], &["nie", "n'a pas démenti"]);
    assert_eq!(never, [] as [usize; 0], "a denial that did not come is none");
}

#[test]
fn who_is_denied_entry_denies_nothing() {
    let sentence = "The singer Albert Vernon arrived at the port of Oreval on Tuesday with two million pounds of stage equipment.";
    let refused = format!("{sentence} He was denied entry. Rain went on. The bridge reopened. The ferry waited.");
    let again = format!("{sentence} Guards denied him a visa. Rain went on. The bridge reopened. The ferry waited.");
    let silent = format!("{sentence} The council meets on Friday. Rain went on. The bridge reopened. The ferry waited.");
    assert_eq!(accused(&[("en", &refused), ("en", &again), ("en", &silent)], &["denied entry", "denied him"]), [] as [usize; 0]);
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
        ("fr", "Une heure auparavant, les chefs d'état-major Valeri Gerasimov et Hulusi Akar s'étaient entretenus."),
        (
            "fr",
            "Les chefs d'état-major Valeri Gerasimov et Hulusi Akar se sont entretenus après un dîner qui avait réuni les deux délégations.",
        ),
    ] {
        let found = readings(Kind::Order, &[after, other]);
        assert!(found.iter().flatten().all(|reading| !reading.contains("présidents")), "{}: {found:?}", other.1);
    }
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
}

#[test]
fn a_round_time_is_vaguer_than_one_to_the_minute() {
    let exact = ("fr", "23 h 05 — La structure de la cathédrale est sauvée, déclare le général Gallet.");
    let round = ("fr", "La structure de la cathédrale est sauvée, a annoncé vers 23 heures le général Gallet.");
    assert_set_against(Kind::Date, &[exact, round], &["23 h 05", "23 heures"]);
    let same = ("fr", "La structure de la cathédrale est sauvée, a annoncé à 23 heures le général Gallet.");
    assert_eq!(readings(Kind::Date, &[exact, same]), Vec::<Vec<String>>::new(), "five minutes are a rounding");
}

#[test]
fn who_gives_the_others_time_of_something_else_speaks_of_one_moment() {
    let told = "La flèche de la vieille tour d'Oréval s'est effondrée à 19 h 55 devant la foule.";
    let other = ("fr", "La flèche de la vieille tour d'Oréval s'est effondrée à 19 h 20 devant la foule.");
    let with = |more: &str| readings(Kind::Date, &[("fr", &format!("{told} {more}")), other]);
    assert!(!with("Le train de Lyon part à 19 h 20.").is_empty());
    assert!(with("À 19 h 20, la flèche de la vieille tour penchait.").is_empty());
}
