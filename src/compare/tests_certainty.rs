//! How sure a witness is: of a moment, of what is to come, of what caused it.

use super::Kind;
use super::tests_abroad::{assert_set_against, readings};

const NONE: [Vec<String>; 0] = [];

fn dates(texts: [(&str, &str); 2]) -> Vec<Vec<String>> {
    readings(Kind::Date, &texts)
}

#[test]
fn a_moment_counted_from_another_meets_the_moment_named() {
    for (texts, expected) in [
        (
            [
                ("fr", "La flèche de l'église d'Oréval s'est brisée une heure plus tard."),
                ("fr", "La flèche de l'église d'Oréval s'est rompue vers 20 heures devant la foule."),
            ],
            ["une heure plus tard", "20 heures"],
        ),
        (
            [
                ("en", "The army entered the town of Oreval a day after the talks collapsed."),
                ("en", "The army entered the town of Oreval on Friday."),
            ],
            ["a day after", "Friday"],
        ),
        (
            [
                ("es", "El ejército de Oreval entró en la ciudad de Tamar al día siguiente."),
                ("fr", "L'armée d'Oreval est entrée samedi dans la ville de Tamar."),
            ],
            ["al día siguiente", "samedi"],
        ),
        (
            [
                ("de", "Die Armee von Oreval erreichte die Stadt Tamar zwei Tage später."),
                ("de", "Die Armee von Oreval erreichte die Stadt Tamar am Freitag."),
            ],
            ["zwei Tage später", "Freitag"],
        ),
    ] {
        assert_eq!(dates(texts), [expected], "{texts:?}");
    }
}

#[test]
fn a_moment_that_is_named_as_well_is_not_counted() {
    let named = ("en", "The army entered the town of Oreval on Friday.");
    for other in [
        // Its own day stands beside it.
        "The army entered the town of Oreval on Friday, a day after the talks collapsed.",
        // Somebody else's count.
        "“The army entered the town of Oreval a day after the talks collapsed”, a trader said.",
        // Hours are no days.
        "The army entered the town of Oreval an hour later.",
        // Another deed of the same sentence.
        "The army entered the town of Oreval, where ferries, bakers, masons and a circus had returned to the old quay a day after the flood.",
        // Another deed.
        "A day after the storm the harbour of Tamar reopened to ferries.",
    ] {
        assert_eq!(dates([named, ("en", other)]), NONE, "{other}");
    }
}

fn modalities(texts: &[(&str, &str)]) -> Vec<Vec<String>> {
    readings(Kind::Modality, texts)
}

#[test]
fn forecasts_of_one_subject_are_firm_or_hedged() {
    for (texts, expected) in [
        (
            [
                ("fr", "Le mouvement va se durcir, préviennent les dockers."),
                ("fr", "Le mouvement devrait se poursuivre jusqu'à vendredi dans les trains."),
            ],
            ["va se durcir", "devrait se poursuivre"],
        ),
        (
            [("fr", "Le chantier reprendra au printemps."), ("fr", "Le chantier pourrait rester fermé un an, dit la mairie.")],
            ["reprendra", "pourrait rester"],
        ),
        (
            [("en", "The strike will widen, dockers said."), ("en", "The strike is expected to last until Friday on the railways.")],
            ["will widen", "is expected to last"],
        ),
        (
            [
                ("es", "La huelga va a endurecerse, avisan los estibadores."),
                ("es", "La huelga podría durar hasta el viernes en los trenes."),
            ],
            ["va a endurecerse", "podría durar"],
        ),
    ] {
        assert_set_against(Kind::Modality, &texts, &expected);
    }
}

#[test]
fn other_forecasts_are_none_of_it() {
    let firm = ("en", "The strike will widen, dockers said.");
    for other in [
        // Of something else.
        "The ferry could sail on Friday from the old quay.",
        // No forecast of the subject itself.
        "The strike that could last annoys the traders of the old quay.",
        // Somebody else's.
        "“The strike could last until Friday, and nobody will feed us here”, a trader said.",
        // Both ways.
        "The strike could last until Friday on the railways. The strike will end in Oreval.",
    ] {
        assert_eq!(modalities(&[firm, ("en", other)]), NONE, "{other}");
    }
}

#[test]
fn causes_are_held_to_by_degrees() {
    for (texts, expected) in [
        (
            [
                (
                    "fr",
                    "Des travaux étaient en cours autour de la flèche d'Oréval, et le départ du feu pourrait être lié à ce chantier. Le parquet enquête.",
                ),
                ("fr", "La thèse de l'accident est privilégiée par le parquet d'Oréval, qui entend les ouvriers du chantier."),
            ],
            ["pourrait être lié", "thèse de l'accident est privilégiée"],
        ),
        (
            [
                ("en", "The fire in the Oreval warehouse was triggered by a heater, the police said."),
                ("en", "The fire in the Oreval warehouse may have been caused by a heater left on."),
            ],
            ["was triggered by", "may have been caused"],
        ),
        (
            [
                ("es", "El incendio del almacén de Oreval fue causado por una estufa."),
                ("fr", "L'incendie de l'entrepôt d'Oreval serait dû à un poêle."),
            ],
            ["fue causado por", "serait dû"],
        ),
    ] {
        assert_set_against(Kind::Modality, &texts, &expected);
    }
}

#[test]
fn causes_of_two_things_are_not_compared() {
    let known = "In Oreval the anger of the dockers was triggered by the fatal fall of a mason.";
    let other = "In Oreval the fatal fall of a mason may have been caused by a loose rope.";
    let found = modalities(&[("en", known), ("en", other)]).concat();
    assert!(!found.iter().any(|reading| reading.contains("triggered by")), "{found:?}");
}

#[test]
fn a_thesis_counts_with_what_becomes_of_it() {
    let possible = "In Oreval the fire in the warehouse may have been caused by a heater.";
    let found = |other: &str| modalities(&[("en", possible), ("en", other)]).concat();
    let thesis = |reading: &String| reading.contains("theory");
    assert!(found("In Oreval a heater in the warehouse is the leading theory for the fire.").iter().any(thesis));
    assert!(!found("In Oreval a heater in the warehouse is a theory for the fire.").iter().any(thesis));
}
