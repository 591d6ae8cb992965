//! What an adjective judges here and nothing there.

use super::Kind;
use super::tests::{article, compared, words};
use super::tests_abroad::readings;

/// Whether some label difference sets these words against each other, and no others.
fn set_against(lang: &str, texts: [&str; 2], expected: [&str; 2]) -> bool {
    readings(Kind::Label, &[(lang, texts[0]), (lang, texts[1])]).iter().any(|readings| *readings == expected)
}

#[test]
fn who_judges_is_set_against_who_does_not() {
    for (lang, texts, expected) in [
        (
            "en",
            ["The president signed the controversial travel ban on Friday.", "The president signed the travel ban on Friday."],
            ["controversial travel ban", "travel ban"],
        ),
        (
            "en",
            [
                "He criticized so-called “sanctuary cities” for not cooperating with the Justice Department.",
                "He criticized sanctuary cities for not cooperating with the Justice Department.",
            ],
            ["so-called “sanctuary cities", "sanctuary cities"],
        ),
        (
            "fr",
            [
                "Les députés ont adopté mardi la réforme contestée de l'assurance-chômage.",
                "Les députés ont adopté mardi la réforme de l'assurance-chômage.",
            ],
            ["réforme contestée de l'assurance-chômage", "réforme de l'assurance-chômage"],
        ),
        (
            "fr",
            ["Le maire a reçu lundi un militant d'extrême droite à Oréval.", "Le maire a reçu lundi un militant à Oréval."],
            ["militant d'extrême droite", "militant"],
        ),
        (
            "es",
            [
                "El Congreso aprobó el martes la polémica ley de vivienda en Madrid.",
                "El Congreso aprobó el martes la ley de vivienda en Madrid.",
            ],
            ["polémica ley de vivienda", "ley de vivienda"],
        ),
        (
            "es",
            ["El Congreso aprobó el martes la ley polémica en Madrid.", "El Congreso aprobó el martes la ley en Madrid."],
            ["ley polémica", "ley"],
        ),
        (
            "de",
            [
                "Der Bundestag hat am Dienstag das umstrittene Gesetz zur Rente beschlossen.",
                "Der Bundestag hat am Dienstag das Gesetz zur Rente beschlossen.",
            ],
            ["umstrittene Gesetz", "Gesetz"],
        ),
        (
            "it",
            [
                "Il Senato ha votato martedì la riforma controversa della giustizia.",
                "Il Senato ha votato martedì la riforma della giustizia.",
            ],
            ["riforma controversa della giustizia", "riforma della giustizia"],
        ),
        (
            "pt",
            ["O Senado aprovou na terça a controversa lei da pesca.", "O Senado aprovou na terça a lei da pesca."],
            ["controversa lei da pesca", "lei da pesca"],
        ),
        (
            "pt",
            ["O Senado aprovou na terça a lei controversa da pesca.", "O Senado aprovou na terça a lei da pesca."],
            ["lei controversa da pesca", "lei da pesca"],
        ),
        (
            "tr",
            [
                "Meclis salı günü tartışmalı yasayı kabul etti, vekiller alkışladı.",
                "Meclis salı günü yasayı kabul etti, vekiller alkışladı.",
            ],
            ["tartışmalı yasayı kabul etti", "yasayı kabul etti"],
        ),
        (
            "ru",
            ["Депутаты приняли во вторник спорный законопроект о пенсиях.", "Депутаты приняли во вторник законопроект о пенсиях."],
            ["спорный законопроект", "законопроект"],
        ),
        (
            "ar",
            ["أقر البرلمان يوم الثلاثاء القانون المثير للجدل حول التقاعد.", "أقر البرلمان يوم الثلاثاء القانون حول التقاعد."],
            ["القانون المثير للجدل", "القانون"],
        ),
    ] {
        assert!(set_against(lang, texts, expected), "{texts:?}: {:?}", readings(Kind::Label, &texts.map(|text| (lang, text))));
    }
}

#[test]
fn who_judges_as_well_or_means_another_thing_is_not() {
    let judging = "The president signed the controversial travel ban on Friday.";
    for other in [
        "The president signed the travel ban on Friday, a dubious move.",
        "The president signed the disputed travel ban on Friday.",
        "The president signed what he calls a “controversial” travel ban on Friday.",
        "The president signed the travel rules on Friday.",
        "The president signed the travel-insurance bill on Friday.",
        "The mayor opened an exhibition about old ways of travel in the mill.",
    ] {
        let found = readings(Kind::Label, &[("en", judging), ("en", other)]);
        assert!(!found.iter().flatten().any(|reading| reading.starts_with("controversial")), "{other}: {found:?}");
    }
}

#[test]
fn what_only_looks_like_an_epithet_is_none() {
    for (lang, with, without) in [
        // Somebody else's word.
        ("en", "The president signed the “controversial” travel ban on Friday.", "The president signed the travel ban on Friday."),
        ("en", "The paper printed fake news on Friday in Oreval.", "The paper printed news on Friday in Oreval."),
        ("en", "Troops met the notorious Kandar on Friday in Oreval.", "Troops met Kandar on Friday in Oreval."),
        ("fr", "Le maire a rouvert vendredi une vive controverse à Oréval.", "Le maire a rouvert vendredi une plaie vive à Oréval."),
        // The journal of that name.
        ("fr", "Il a lu vendredi dans la revue Controverses un long texte.", "Il a lu vendredi dans la revue un long texte."),
        ("fr", "Le maire a relancé vendredi une nouvelle polémique à Oréval.", "Le maire a relancé vendredi une nouvelle usine à Oréval."),
    ] {
        let found = readings(Kind::Label, &[(lang, with), (lang, without)]);
        assert!(found.is_empty(), "{with}: {found:?}");
    }
}

#[test]
fn nouns_with_another_word_at_them_are_not_plain() {
    for (lang, judging, other, expected) in [
        ("en", "They had an explosive exchange on Friday in Oreval.", "They had an exchange on Friday in Oreval.", true),
        ("en", "They had an explosive exchange on Friday in Oreval.", "They had a combative exchange on Friday in Oreval.", false),
        ("fr", "Ils ont voté lundi une loi contestée à Oréval.", "Ils ont voté lundi une loi à Oréval.", true),
        ("fr", "Ils ont voté lundi une loi contestée à Oréval.", "Ils ont voté lundi une loi scélérate à Oréval.", false),
        // Judged as well, in an adverb.
        ("en", "They signed a historic deal on Friday in Oreval.", "They signed a deal on Friday in Oreval, historically.", false),
        // Another thing.
        ("en", "A savage storm on Friday closed the port of Oreval.", "A storm-surge on Friday closed the port of Oreval.", false),
        ("en", "A savage storm on Friday closed the port of Oreval.", "A storm on Friday closed the port of Oreval.", true),
        // The adjective is that of the bill.
        ("en", "They passed a landmark tax reform bill on Friday in Oreval.", "They passed a tax reform on Friday in Oreval.", false),
    ] {
        let found = readings(Kind::Label, &[(lang, judging), (lang, other)]);
        assert_eq!(!found.is_empty(), expected, "{judging} {other}: {found:?}");
    }
}

#[test]
fn a_term_in_common_tells_that_one_thing_is_meant() {
    let judging = |term: &str| {
        format!("Le Sénat examine jusqu'à vendredi {term}, dont l'article premier repousse l'âge du départ pour les agents des ports.")
    };
    let plain = |term: &str| {
        format!("Mille personnes ont marché samedi sous la pluie contre {term}, selon la mairie, tambours et sifflets en tête du cortège.")
    };
    let found = |one: &str, other: &str| readings(Kind::Label, &[("fr", &judging(one)), ("fr", &plain(other))]);
    let term = found("la réforme contestée des retraites", "la réforme des retraites");
    assert_eq!(term, [["réforme contestée des retraites", "réforme des retraites"]]);
    assert_eq!(found("la réforme contestée", "la réforme"), [] as [Vec<String>; 0]);
}

#[test]
fn without_a_statement_in_common_one_is_not_one_of_several() {
    let judging = "Ferrymen blocked the harbour with barges. A dubious candidate was there. Police from Tamar cut their ropes at noon.";
    let several = "With barges ferrymen blocked the harbour. Candidates were there. At noon police from Tamar cut their ropes.";
    let one = several.replace("Candidates were", "The candidate was");
    assert_eq!(readings(Kind::Label, &[("en", judging), ("en", several)]), [] as [Vec<String>; 0]);
    assert_eq!(readings(Kind::Label, &[("en", judging), ("en", &one)]), [["dubious candidate", "candidate"]]);
}

#[test]
fn a_quotation_in_the_text_does_not_quote_the_headline() {
    let body = "“The quay stays shut until the rain ends in Oreval”, the mayor said.";
    let titled = |id: &str, title: &str| {
        let mut document = article(id, "en", body);
        document.article.title = title.into();
        document
    };
    let documents = [titled("a", "The council backs the baseless claim in Oreval"), titled("b", "The council backs the claim in Oreval")];
    let mut documents = documents.to_vec();
    documents[1].article.text = documents[1].article.text.replace("mayor", "bishop");
    let comparison = compared(&documents);
    let labels = comparison.differences.iter().filter(|difference| difference.kind == Kind::Label);
    let found: Vec<Vec<&str>> = labels.map(|label| label.readings.iter().map(|reading| words(&documents, reading)).collect()).collect();
    assert_eq!(found, [["baseless claim", "claim"]]);
}

#[test]
fn a_noun_judged_in_one_language_is_plain_in_another() {
    let spanish = "Griezmann convirtió un penalti por una mano dudosa de Perišić en el área de Croacia.";
    let english = "Perišić was penalised for handball in the Croatia area, and Griezmann scored the penalty.";
    assert_eq!(readings(Kind::Label, &[("es", spanish), ("en", english)]), [["mano dudosa", "handball"]]);
    let judging = english.replace("handball", "a dubious handball");
    assert_eq!(readings(Kind::Label, &[("es", spanish), ("en", &judging)]), [] as [Vec<String>; 0]);
}
