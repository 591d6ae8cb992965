//! What outlets choose: names, terms, how sure they are, and whose word they take.

use super::Kind;
use super::tests::{article, compared};
use super::tests_abroad::{assert_set_against, readings};
use super::tests_scope::assert_kept_apart;

#[test]
fn what_is_left_over_of_two_enumerations_has_two_names() {
    let french = ("fr", "Trois ports sont concernés, Odessa, Tchornomorsk et Pivdenny.");
    let russian = ("ru", "Суда пойдут из портов Одесса, Черноморск и Южный; первое судно ждут завтра.");
    assert_set_against(Kind::Label, &[french, russian], &["Pivdenny", "Южный"]);
    let english = ("en", "Ships are to leave from Odessa, Tchornomorsk and Ochakiv, the minister said.");
    assert_set_against(Kind::Label, &[french, english], &["Pivdenny", "Ochakiv"]);
    for (other, why) in [
        (("ru", "Суда пойдут из портов Одесса, Херсон и Южный; первое судно ждут завтра."), "two are left over"),
        (("fr", "Les navires partiront d'Odessa, de Tchornomorsk et de Marioupol."), "no enumeration"),
        (("en", "Ships are to leave from Odessa, Tchornomorsk and Ochakiv, as Pivdenny is mined."), "it knows both"),
    ] {
        assert!(!readings(Kind::Label, &[french, other]).iter().any(|told| told.iter().any(|part| part == "Pivdenny")), "{why}");
    }
    let towns = [
        (
            "fr",
            "Le calme est revenu samedi soir. Des défilés ont eu lieu à Marseille, Toulouse et Carpentras, selon les syndicats de la région.",
        ),
        (
            "fr",
            "L'hiver commence tôt cette année. La neige est tombée sur Marseille, Toulouse et Rodez dans la nuit, et les trains ont du retard.",
        ),
    ];
    assert_kept_apart(Kind::Label, &towns, ["Carpentras", "Rodez"]);
    let countries = [
        ("fr", "Quatre pays signent l'accord sur la pêche au thon : France, Allemagne, Italie et Espagne."),
        ("fr", "Quatre pays signent l'accord sur la pêche au thon : France, Allemagne, Italie et Pologne."),
    ];
    assert_kept_apart(Kind::Label, &countries, ["Espagne", "Pologne"]);
}

#[test]
fn a_term_of_two_groups_is_of_the_one_its_article_speaks_of() {
    let marchers = ("fr", "Les manifestants ont battu le pavé mardi à Oréval contre la réforme, à l'appel des syndicats.");
    let opponents = ("fr", "Les opposants ont battu le pavé mardi à Oréval contre la réforme, où des casseurs ont brisé des vitrines.");
    assert_set_against(Kind::Label, &[marchers, opponents], &["manifestants", "opposants"]);
    let rebels = ("fr", "Les rebelles tiennent le bourg d'Oréval depuis mardi, selon le ministre.");
    let armed = ("fr", "Les opposants tiennent le bourg d'Oréval depuis mardi, selon le ministre.");
    assert_set_against(Kind::Label, &[rebels, armed], &["rebelles", "opposants"]);
    let month = ("en", "The protest in Oreval in early March drew thousands of workers, the mayor said.");
    let rally = ("en", "The rally in Oreval in early March drew thousands of workers, the mayor said.");
    assert!(readings(Kind::Label, &[month, rally]).iter().flatten().all(|reading| reading != "March"));
}

#[test]
fn a_lead_takes_or_doubts_the_word_it_goes_by() {
    let kremlin = ("fr", "Les deux présidents veulent que leurs armées travaillent mieux ensemble, a annoncé le Kremlin.");
    let moscow = ("fr", "À en croire Moscou, les présidents ont causé jeudi de leurs armées.");
    let told = |readings: Vec<Vec<String>>| readings.iter().any(|told| told.iter().any(|reading| reading.contains("Moscou")));
    assert!(told(readings(Kind::Attribution, &[kremlin, moscow])));
    let also = ("fr", "Les deux présidents veulent que leurs armées travaillent mieux ensemble, a prétendu le Kremlin.");
    let paris = ("fr", "Les deux présidents veulent que leurs armées travaillent mieux ensemble, a annoncé l'Élysée.");
    assert!(!told(readings(Kind::Attribution, &[also, moscow])), "both doubt");
    assert!(!told(readings(Kind::Attribution, &[paris, moscow])), "two who speak");
    let far = "La gare est fermée depuis mardi. Le pont est fermé. Le col est fermé. À en croire Moscou, les présidents ont causé jeudi de leurs armées.";
    assert!(!told(readings(Kind::Attribution, &[kremlin, ("fr", far)])), "no lead");
}

#[test]
fn a_verb_right_before_a_quotation_speaks() {
    let agreed = ("fr", "Les deux présidents sont convenus de resserrer les liens entre leurs états-majors en Syrie.");
    let claimed = ("fr", "Les deux présidents prétendent « resserrer les liens entre leurs états-majors » en Syrie.");
    assert_set_against(Kind::Attribution, &[agreed, claimed], &["sont convenus", "prétendent"]);
    let called = ("fr", "Les deux présidents, dits « resserrer les liens », ont des états-majors en Syrie.");
    assert!(readings(Kind::Attribution, &[agreed, called]).iter().flatten().all(|reading| !reading.starts_with("dits")));
}

#[test]
fn a_copy_that_was_cut_leaves_out_what_the_cut_took() {
    let lead = "Un incendie a ravagé lundi soir la cathédrale. Quelque 400 pompiers ont lutté toute la nuit. La flèche s'est abattue. Le toit a disparu. L'origine du sinistre n'est pas connue.";
    let whole = format!("{lead} Un pompier a été grièvement blessé au visage.");
    let documents = [article("a", "fr", lead), article("b", "fr", &whole)];
    let mentions: Vec<_> = documents.iter().map(crate::mention::of_document).collect();
    let witnesses: Vec<_> = (0..2).map(crate::article::DocId::from_index).collect();
    let comparison = super::compare(&documents, &mentions, &[0, 0], &witnesses);
    let omissions: Vec<_> = comparison.differences.iter().filter(|difference| difference.kind == Kind::Omission).collect();
    assert!(omissions.iter().any(|omission| omission.absent == [witnesses[0]]), "{omissions:?}");
}

#[test]
fn a_day_ahead_is_sure_or_likely() {
    let sure = ("fr", "Les syndicats appellent à deux nouvelles journées, les 21 et 25 février.");
    let likely = ("fr", "Prochains rassemblements le 21 février, et sans doute le 25.");
    assert_set_against(Kind::Modality, &[sure, likely], &["25 février", "sans doute le 25"]);
    assert!(readings(Kind::Modality, &[likely, likely]).is_empty());
    let past = [
        ("fr", "Le premier rassemblement a eu lieu sans doute le 7 janvier, sur la place."),
        ("fr", "Le premier rassemblement a eu lieu le 7 janvier, sur la place."),
    ];
    assert!(readings(Kind::Modality, &past).is_empty(), "what is past is told elsewhere");
}

#[test]
fn counts_go_over_a_day_or_since_another() {
    let day = ("fr", "L'armée russe dit avoir tué 300 rebelles en une seule journée près de la ville d'Oréval.");
    let since = ("fr", "L'armée russe dit avoir tué 400 rebelles depuis mardi près de la ville d'Oréval.");
    assert_set_against(Kind::Date, &[day, since], &["en une seule journée", "depuis mardi"]);
    let plain = ("fr", "L'armée russe dit avoir tué 400 rebelles près de la ville d'Oréval.");
    assert!(readings(Kind::Date, &[day, plain]).is_empty());
    let named = ("fr", "L'armée russe dit avoir tué 300 rebelles depuis le mardi 6 février près de la ville d'Oréval.");
    assert!(readings(Kind::Date, &[named, since]).is_empty(), "one day, named in two ways");
    let english = [
        ("en", "The Russian army says it killed 300 rebels in a single day near the town of Oreval."),
        ("en", "The Russian army says it killed 400 rebels near the town of Oreval since Tuesday."),
    ];
    assert_set_against(Kind::Date, &english, &["in a single day", "since Tuesday"]);
}

#[test]
fn neighbours_help_sentences_that_nearly_match() {
    let shared = |texts: [&str; 2]| {
        let documents = [article("a", "en", texts[0]), article("b", "en", texts[1])];
        compared(&documents).statements.iter().filter(|statement| statement.readings.len() == 2).count()
    };
    let spill = "A tanker spilled nine thousand tonnes of crude oil off the coast of Oreval on Friday, the harbour master said.";
    let told = "Volunteers in rubber boots scraped the tar from the rocks and washed sea birds in a school gym all weekend.";
    let retold = "Over the weekend people came with shovels, and hundreds of sea birds were washed by volunteers in tubs near the beach.";
    let between = "The minister has asked for a report.";
    assert_eq!(shared([&format!("{spill} {told}"), &format!("{spill} {retold}")]), 2);
    assert_eq!(shared([&format!("{spill} {between} {told}"), &format!("{retold} {spill}")]), 1);
}
