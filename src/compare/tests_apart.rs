//! What only looks like a difference, and what is shown with how much of its sentence.

use super::tests::{article, assert_differs, compared, words};
use super::*;

/// Asserts that no difference of `kind` has readings with all the given words.
fn assert_agrees(lang: &str, kind: Kind, texts: &[&str], unwanted: &[&str]) {
    let documents: Vec<Document> = texts.iter().enumerate().map(|(at, text)| article(&format!("a{at}"), lang, text)).collect();
    for difference in compared(&documents).differences.iter().filter(|difference| difference.kind == kind) {
        let has = |words_there: &&str| difference.readings.iter().any(|reading| words(&documents, reading).contains(*words_there));
        let shown: Vec<&str> = difference.readings.iter().map(|reading| words(&documents, reading)).collect();
        assert!(!unwanted.iter().all(has), "{kind:?} {unwanted:?} in {shown:?}");
    }
}

#[test]
fn figures_of_other_things_are_not_set_against_each_other() {
    for (a, b, unwanted) in [
        // The dead and the wounded.
        (
            "Trois soldats ont été tués près de la ville. Onze autres militaires ont été blessés dans l'attaque.",
            "L'attaque près de la ville a tué quatre soldats et blessé une dizaine de leurs camarades.",
            ["Onze", "quatre soldats"],
        ),
        // Another year.
        (
            "Un séisme de magnitude 7,8 a frappé la région d'Anatolie dans la nuit.",
            "En août 1999, un séisme de magnitude 7,6 avait frappé la région d'Anatolie.",
            ["7,8", "7,6"],
        ),
        // Shares of different trades.
        (
            "La grève a été suivie par 39 % des cheminots, selon la direction de la compagnie.",
            "Près de 60 % des enseignants ont cessé le travail, d'après leur syndicat.",
            ["39 %", "60 %"],
        ),
        // Another deal.
        (
            "Ankara achètera des missiles russes pour 2,5 milliards de dollars.",
            "Les Russes construisent une centrale nucléaire d'un coût de 20 milliards de dollars à Ankara.",
            ["2,5", "20"],
        ),
        // Other people.
        (
            "Le raid a tué deux civils dans le village de Kafr.",
            "Le raid a tué neuf soldats dans le village de Kafr.",
            ["deux civils", "neuf soldats"],
        ),
    ] {
        assert_agrees("fr", Kind::Number, &[a, b], &unwanted);
    }
}

#[test]
fn the_dead_meet_the_dead_and_the_wounded_the_wounded() {
    let texts = [
        "Trois soldats ont été tués par erreur dans la frappe. Onze autres militaires ont été blessés.",
        "La frappe a tué quatre soldats et blessé seize de leurs camarades, par erreur.",
    ];
    assert_differs("fr", Kind::Number, &texts, &["Trois soldats", "quatre soldats"]);
    assert_differs("fr", Kind::Number, &texts, &["Onze autres militaires", "seize"]);
}

#[test]
fn times_of_one_deed_are_days_that_differ() {
    let texts = [
        "Le feu a pris à 18 h 20 dans les combles de la cathédrale, sous la charpente.",
        "Le feu a pris à 18 h 50 dans les combles de la cathédrale, sous la charpente.",
    ];
    assert_differs("fr", Kind::Date, &texts, &["18 h 20", "18 h 50"]);
    assert_agrees("fr", Kind::Number, &texts, &["20", "50"]);
}

#[test]
fn synonyms_are_no_labels() {
    let texts = [
        "Des milliers de badauds massés sur les quais ont assisté à l'incendie de la tour.",
        "Des milliers de personnes massées sur les quais ont assisté à l'incendie de la tour.",
    ];
    assert_agrees("fr", Kind::Label, &texts, &["badauds", "personnes"]);
    let texts = [
        "Des rebelles ont attaqué la base dans la nuit de mardi près de Hama.",
        "Des terroristes ont attaqué la base dans la nuit de mardi près de Hama.",
    ];
    assert_differs("fr", Kind::Label, &texts, &["rebelles", "terroristes"]);
}

#[test]
fn silence_is_claimed_of_what_is_told_nowhere() {
    let told = "Le parquet de Valmont a ouvert une enquête. Le ministre Durand se rendra sur place vendredi. La toiture a brûlé. Les pompiers ont lutté. La nef a tenu.";
    let german = "Das Dach der Kirche ist verbrannt. Die Feuerwehr kämpfte lange. Das Schiff hielt stand. Niemand starb. Der Turm steht.";
    let documents = [article("a", "fr", told), article("b", "de", german)];
    let comparison = compared(&documents);
    let omitted = |absent: usize| -> Vec<&str> {
        let left_out = comparison.differences.iter().filter(|difference| difference.absent == [DocId::from_index(absent)]);
        left_out.map(|difference| words(&documents, &difference.readings[0])).collect()
    };
    // In another language only what names somebody or gives a figure can be known to be missing.
    assert_eq!(omitted(1), ["Le parquet de Valmont a ouvert une enquête.", "Le ministre Durand se rendra sur place vendredi."]);
    assert!(omitted(0).is_empty());
    let other = "Une enquête a été confiée par le parquet de Valmont à la police. La toiture a brûlé. Les pompiers ont lutté. La nef a tenu. Nul blessé.";
    let documents = [article("a", "fr", told), article("b", "fr", other)];
    let comparison = compared(&documents);
    let omitted: Vec<&str> = (comparison.differences.iter())
        .filter(|difference| difference.kind == Kind::Omission && difference.absent == [DocId::from_index(1)])
        .map(|difference| words(&documents, &difference.readings[0]))
        .collect();
    assert!(omitted.iter().any(|words| words.contains("Durand")), "{omitted:?}");
    assert!(!omitted.iter().any(|words| words.contains("parquet")), "{omitted:?}");
}

#[test]
fn voice_is_shown_with_its_phrase() {
    let texts = [
        "Trois hôpitaux de la province ont été bombardés lundi, selon les secouristes.",
        "Des avions russes ont bombardé trois hôpitaux de la province lundi, selon les secouristes.",
    ];
    assert_differs("fr", Kind::Voice, &texts, &["ont été bombardés", "avions russes ont bombardé trois hôpitaux"]);
}

#[test]
fn people_and_things_are_presented_in_other_words() {
    for (kind, a, b, expected) in [
        // The office beside the name.
        (
            Kind::Label,
            "Jason Herbier, le porte-parole de Valmont, a quitté la salle avant la fin de la réunion.",
            "La réunion de vendredi a tourné court : Jason Herbier, l'un des huit membres de la délégation, est parti.",
            ["porte-parole", "l'un des huit membres"],
        ),
        // A periphrasis for whom the text spoke of last.
        (
            Kind::Label,
            "Le député Paul Tanguy a pris la parole sur le port. L'électron libre du parti a promis de revenir samedi.",
            "« Je reviendrai », a dit Paul Tanguy sur le port. « Samedi », développe l'élu de la Manche.",
            ["électron libre", "élu de la Manche"],
        ),
        // A school with its name, and a school.
        (
            Kind::Name,
            "Des poubelles ont brûlé lundi près du lycée professionnel Anatole Kerouac, à Valmont.",
            "Des poubelles ont brûlé lundi près d'un lycée de Valmont.",
            ["lycée professionnel Anatole Kerouac", "un lycée"],
        ),
        // An epithet.
        (
            Kind::Label,
            "Le maire a rencontré sur la place une vingtaine de rebelles.",
            "Le maire a rencontré sur la place une vingtaine de rebelles modérés.",
            ["rebelles", "rebelles modérés"],
        ),
    ] {
        assert_differs("fr", kind, &[a, b], &expected);
    }
}

#[test]
fn the_same_presentation_is_no_difference() {
    for (a, b, unwanted) in [
        ("Le ministre Paul Tanguy a reçu les délégués.", "Paul Tanguy, le ministre, a reçu les délégués.", ["Tanguy", "Tanguy"]),
        // The second office is that of somebody else.
        (
            "Paul Tanguy, le maire Jean Morel et les délégués ont signé l'accord.",
            "Le sénateur Paul Tanguy a signé l'accord.",
            ["maire", "sénateur"],
        ),
    ] {
        assert_agrees("fr", Kind::Label, &[a, b], &unwanted);
    }
}

#[test]
fn a_term_that_only_one_chooses_stands_beside_the_other_word() {
    let texts = [
        "Des jeunes ont mis le feu à une voiture devant le lycée.\nAux cris de démission, ces casseurs ont détruit un abri bus.",
        "Une voiture a brûlé devant le lycée, où des dizaines de jeunes criaient démission.",
    ];
    assert_differs("fr", Kind::Label, &texts, &["casseurs", "jeunes"]);
    // Whoever is quoted chose the word.
    let quoted = [
        "« Ce sont des casseurs qui ont détruit cet abri », a dit le maire. Des jeunes ont détruit un abri bus lundi.",
        "Des jeunes ont détruit un abri bus lundi.",
    ];
    let documents = [article("a", "fr", quoted[0]), article("b", "fr", quoted[1])];
    let weight = |difference: &Difference| if difference.kind == Kind::Label { difference.weight } else { 0.0 };
    assert!(compared(&documents).differences.iter().all(|difference| weight(difference) < 0.5));
}

#[test]
fn what_may_be_one_figure_is_shown_and_weighs_little() {
    let texts = [
        "La suspension de la taxe représente un manque à gagner de deux milliards d'euros pour les finances publiques.",
        "La suspension de la taxe a été annoncée mardi. La facture pourrait atteindre 3 milliards d'euros pour l'État.",
    ];
    assert_differs("fr", Kind::Number, &texts, &["deux milliards", "3 milliards"]);
    let documents = [
        article("a", "fr", "Il portait une fronde et 260 billes de métal."),
        article("b", "fr", "On a trouvé 250 billes de plomb et un masque."),
    ];
    let billes = compared(&documents).differences.into_iter().find(|difference| difference.kind == Kind::Number).unwrap();
    assert!(billes.weight > 0.15, "the only count of one rare thing, nearly equal");
}

#[test]
fn who_reports_is_no_verb_of_saying() {
    let texts = [
        "The leading contender met reporters outside the hotel on Monday and did not answer.",
        "The minister told reporters outside the hotel on Monday that the contender would answer.",
    ];
    assert_agrees("en", Kind::Attribution, &texts, &["reporters", "told"]);
    assert_agrees("en", Kind::Attribution, &texts, &["contender", "told"]);
}
