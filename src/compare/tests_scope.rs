//! What figures, deeds and sayings are about: what is set side by side, and what only looks alike.

use super::Kind;
use super::tests::{article, compared};
use super::tests_abroad::{assert_set_against, readings};

/// Asserts that no difference of `kind` has readings that contain both.
pub(super) fn assert_kept_apart(kind: Kind, texts: &[(&str, &str); 2], apart: [&str; 2]) {
    let found = readings(kind, texts);
    let together = |group: &&Vec<String>| apart.iter().all(|words| group.iter().any(|reading| reading.contains(words)));
    assert!(!found.iter().any(|group| together(&group)), "{kind:?} {apart:?} in {found:?}");
}

#[test]
fn figures_of_two_places_are_two_figures() {
    let two = [
        ("fr", "Dans le Val-d'Oise, 97 personnes ont été interpellées mardi devant des lycées bloqués, selon la préfecture."),
        ("fr", "En Seine-et-Marne, seize personnes ont été interpellées mardi devant des lycées bloqués, selon la préfecture."),
    ];
    assert_kept_apart(Kind::Number, &two, ["97", "seize"]);
    let one = [two[0], ("fr", "Mardi, trente-deux personnes ont été interpellées devant des lycées bloqués dans le Val-d'Oise.")];
    assert_set_against(Kind::Number, &one, &["97", "trente-deux"]);
    let miles = [
        ("en", "The lake lies about 150 miles northeast of San Francisco, where residents were told to leave on Sunday."),
        ("en", "The lake lies some 70 miles north of Sacramento, where residents were told to leave on Sunday."),
    ];
    assert_kept_apart(Kind::Number, &miles, ["150", "70"]);
}

#[test]
fn shares_and_terms_belong_to_those_who_have_them() {
    let polls = [
        ("en", "In the poll of Republican voters Gingrich garnered 11 percent on Monday."),
        ("en", "In the poll of Republican voters Palin garnered 14 percent on Monday."),
    ];
    assert_kept_apart(Kind::Number, &polls, ["11", "14"]);
    let one = [polls[0], ("en", "In the poll of Republican voters Gingrich garnered 9 percent on Monday.")];
    assert_set_against(Kind::Number, &one, &["11", "9"]);
    let age = [
        ("fr", "« On ne gagne rien », a déclaré un élève de 17 ans devant le lycée bloqué."),
        ("fr", "« On ne gagne rien », a déclaré un élève de seconde de 15 ans devant le lycée bloqué."),
    ];
    assert_kept_apart(Kind::Number, &age, ["17", "15"]);
}

#[test]
fn a_comparison_with_the_past_is_told_today() {
    let own = ("fr", "Plus de 5 600 immeubles se sont effondrés, selon le président, qui doit se rendre sur place.");
    for since in ["depuis la grande crue de 1939", "depuis 1939", "depuis le séisme d'août 1939"] {
        let other = format!("Le président compte 2 818 immeubles effondrés ; c'est le pire désastre {since}.");
        assert_set_against(Kind::Number, &[own, ("fr", &other)], &["5 600 immeubles", "2 818 immeubles"]);
    }
    let then = ("fr", "En août 1939, le président comptait 2 818 immeubles effondrés.");
    assert!(readings(Kind::Number, &[own, then]).is_empty());
}

#[test]
fn a_time_since_is_no_length() {
    let texts = [
        ("fr", "Deux jours après les violences, le ministre a été entendu mardi par la commission des lois."),
        ("fr", "Le ministre a été entendu mardi par la commission des lois pendant trois jours de débats sur les violences."),
    ];
    assert_kept_apart(Kind::Number, &texts, ["Deux jours", "trois jours"]);
}

#[test]
fn people_are_no_schools_and_a_part_is_no_whole() {
    let schools = [
        ("fr", "Onze personnes ont été touchées mardi à Toulouse par les gaz, selon la préfecture."),
        ("fr", "Vingt et un établissements ont été touchés mardi à Toulouse par les blocages, selon la préfecture."),
    ];
    assert_kept_apart(Kind::Number, &schools, ["Onze", "Vingt"]);
    let others = [
        ("en", "The leaders of the 29 members of the alliance met in London on Tuesday for a summit."),
        ("en", "The remarks were insulting to the other 28 members of the alliance, whose leaders met in London on Tuesday."),
    ];
    assert_kept_apart(Kind::Number, &others, ["29", "28"]);
    let some = [
        ("en", "Police have identified the five officers who were killed in Dallas on Thursday."),
        ("en", "Police have identified three of the officers who were killed in Dallas on Thursday."),
    ];
    assert_kept_apart(Kind::Number, &some, ["five", "three"]);
}

#[test]
fn a_crowd_is_counted_by_several() {
    let texts = [
        ("fr", "À Paris, la préfecture de police a recensé 87 000 manifestants, la CGT 500 000."),
        ("fr", "La marche est partie à midi. À Paris, le cabinet Occurrence a évalué la foule à 55 000 personnes."),
    ];
    assert_set_against(Kind::Number, &texts, &["87 000", "55 000"]);
    // Nobody counts the police by the same measure, nor the crowd of another town.
    let police = [texts[0], ("fr", "À Paris, selon la préfecture, 3 000 policiers étaient mobilisés pour encadrer le cortège.")];
    assert_kept_apart(Kind::Number, &police, ["87 000", "3 000"]);
    let town = [texts[0], ("fr", "À Marseille, la préfecture de police a recensé 40 000 manifestants, la CGT 205 000.")];
    assert_kept_apart(Kind::Number, &town, ["87 000", "40 000"]);
}

#[test]
fn what_was_promised_is_no_doubt() {
    let texts = [
        ("fr", "Le Premier ministre a promis mardi que les tarifs du gaz ne bougeraient pas avant le printemps."),
        ("fr", "Les tarifs du gaz ne bougeront pas avant le printemps, a promis mardi le Premier ministre."),
    ];
    assert!(readings(Kind::Modality, &texts).is_empty());
    let doubt = [
        ("fr", "Le régime aurait envoyé plusieurs centaines d'hommes aux portes de la ville de Manbij."),
        ("fr", "Le régime a envoyé plusieurs centaines d'hommes aux portes de la ville de Manbij."),
    ];
    assert_set_against(Kind::Modality, &doubt, &["aurait envoyé", "a envoyé"]);
}

#[test]
fn a_party_is_no_gathering_and_a_purchase_no_government() {
    let party = [
        ("fr", "La préfecture a été incendiée samedi après un rassemblement des opposants à la taxe, a dit le maire."),
        ("fr", "La préfecture a été incendiée samedi, a dit le Rassemblement national Marine Le Pen des opposants à la taxe."),
    ];
    assert_kept_apart(Kind::Name, &party, ["un rassemblement", "Rassemblement national"]);
    let power = [
        ("fr", "La réponse sur le pouvoir d'achat est jugée insuffisante par les syndicats reçus jeudi."),
        ("fr", "La réponse du gouvernement est jugée insuffisante par les syndicats reçus jeudi."),
    ];
    assert_kept_apart(Kind::Label, &power, ["pouvoir", "gouvernement"]);
}

#[test]
fn a_term_in_prison_is_a_length() {
    let texts = [
        ("en", "The court sentenced the former minister Jean Duval to two years in prison for fraud on Monday."),
        ("en", "The court sentenced the former minister Jean Duval to three years of prison for fraud on Monday."),
    ];
    assert_set_against(Kind::Number, &texts, &["two years", "three years"]);
}

#[test]
fn two_dates_that_fall_on_one_weekday_are_two() {
    let texts = [
        ("fr", "Le sommet des ministres sur la Syrie se tiendra le jeudi 12 avril 2018 à Doha, a annoncé le palais."),
        ("fr", "Le sommet des ministres sur la Syrie se tiendra le 19 avril 2018 à Doha, a annoncé le palais."),
    ];
    assert_set_against(Kind::Date, &texts, &["12 avril", "19 avril"]);
}

#[test]
fn who_calls_stands_before_the_verb() {
    let texts = [
        ("en", "Vladimir Putin phoned his counterpart on Thursday to speak of the truce in Idlib."),
        ("en", "Recep Tayyip Erdogan phoned his counterpart on Thursday to speak of the truce in Idlib."),
    ];
    assert_set_against(Kind::Name, &texts, &["Putin phoned", "Erdogan phoned"]);
}

#[test]
fn who_speaks_of_something_else_is_not_set_against_another() {
    let texts = [
        ("en", "Ana Collins claimed that the allegations fail to meet the standard of the committee in the Kavanaugh vote."),
        ("en", "Leo Trump said that the allegations nearly tanked the nomination before the Kavanaugh vote on Friday."),
    ];
    assert_kept_apart(Kind::Attribution, &texts, ["claimed", "said"]);
    let steel = [
        ("en", "Ana Collins claimed that prices rose because of the tariff on steel."),
        ("en", "Leo Schumer said that exports fell because of the tariff on steel."),
    ];
    assert_kept_apart(Kind::Attribution, &steel, ["claimed", "said"]);
    let same = [
        ("en", "The police claimed on Saturday that the milkshakes thrown by activists contained drying cement."),
        ("en", "The police said on Saturday that the milkshakes thrown by activists contained drying cement."),
    ];
    assert_set_against(Kind::Attribution, &same, &["claimed", "said"]);
}

#[test]
fn what_holds_a_term_and_is_none_is_no_label() {
    let texts = [
        ("fr", "La guerre des prix dans les supermarchés inquiète les éleveurs reçus jeudi à Rennes."),
        ("fr", "Le conflit dans les supermarchés inquiète les éleveurs reçus jeudi à Rennes."),
    ];
    assert_kept_apart(Kind::Label, &texts, ["guerre", "conflit"]);
    let war = [texts[1], ("fr", "La guerre dans les supermarchés inquiète les éleveurs reçus jeudi à Rennes.")];
    assert_set_against(Kind::Label, &war, &["conflit", "guerre"]);
}

#[test]
fn a_measure_given_once_meets_the_nearest() {
    let two = (
        "fr",
        "Un séisme de magnitude 6,4 a frappé lundi soir le sud de la Turquie. Une réplique de magnitude 5,8 a suivi trois minutes plus tard.",
    );
    let one = ("fr", "Un séisme de magnitude 6,3, suivi d'une réplique, a frappé lundi soir le sud de la Turquie.");
    assert_set_against(Kind::Number, &[two, one], &["6,4", "6,3"]);
    assert_kept_apart(Kind::Number, &[two, one], ["5,8", "6,3"]);
}

#[test]
fn a_figure_beside_its_counterpart_is_another() {
    let texts = [
        ("fr", "La banque a revu ses prévisions : 5,6 % d'inflation cette année et une croissance ramenée à 0,7 %."),
        ("de", "Die Bank hat ihre Prognosen geändert: Die Inflation liegt dieses Jahr bei über fünf Prozent."),
    ];
    assert_kept_apart(Kind::Number, &texts, ["0,7", "fünf"]);
}

#[test]
fn how_long_it_lasted_is_told_in_many_ways() {
    let lasted = ("fr", "Les deux présidents se sont parlé jeudi. L'appel a duré une heure et demie, dit l'Élysée.");
    for (lang, text, expected) in [
        (
            "fr",
            "Ils ont passé près de deux heures et demie au téléphone, à se répartir les rôles en Syrie.",
            "près de deux heures et demie",
        ),
        ("fr", "Le Kremlin a rendu compte d'un entretien de 45 minutes, le premier de l'année.", "45 minutes"),
        ("en", "The Kremlin told reporters about a 45-minute call, the first of the year.", "45-minute"),
        ("de", "Das Telefonat dauerte 45 Minuten, das erste in diesem Jahr.", "45 Minuten"),
    ] {
        assert_set_against(Kind::Number, &[lasted, (lang, text)], &["une heure et demie", expected]);
    }
    // The same in minutes, and what it is counted from.
    let minutes = ("en", "The Kremlin told reporters about a 90-minute call, the first of the year.");
    assert_kept_apart(Kind::Number, &[lasted, minutes], ["heure", "90"]);
    let later = ("fr", "Une réunion des généraux a suivi quatre heures plus tard à Moscou.");
    assert_kept_apart(Kind::Number, &[lasted, later], ["une heure", "quatre heures"]);
}

#[test]
fn a_share_is_told_in_words() {
    let quarter = ("fr", "Le ministère de l'Éducation a compté mardi un quart d'enseignants grévistes dans les écoles.");
    let half = ("fr", "Côté enseignants, un sur deux était gréviste mardi dans les écoles, assurent les syndicats.");
    assert_set_against(Kind::Number, &[quarter, half], &["un quart", "un sur deux"]);
    let share = ("fr", "Le ministère de l'Éducation a compté mardi 61 % d'enseignants grévistes dans les écoles.");
    assert_set_against(Kind::Number, &[quarter, share], &["un quart", "61 %"]);
}

#[test]
fn a_month_is_no_agent() {
    let texts = [
        ("en", "The sentence of Mr Baker was commuted by June 2017, after eight years in the county prison."),
        ("en", "The sentence of Mr Baker was commuted after eight years in the county prison."),
    ];
    assert!(readings(Kind::Voice, &texts).is_empty());
    let governor = [texts[1], ("en", "The sentence of Mr Baker was commuted by Governor Bevin, after eight years in the county prison.")];
    assert_set_against(Kind::Voice, &governor, &["was commuted", "by Governor Bevin"]);
}

#[test]
fn who_signed_is_told_between_languages() {
    let french = ("fr", "Un accord sur les céréales de la mer Noire a été signé vendredi à Istanbul, sous l'égide de l'ONU.");
    let russian = ("ru", "Россия, Турция и ООН подписали в пятницу в Стамбуле соглашение о зерне Чёрного моря.");
    assert_set_against(Kind::Voice, &[french, russian], &["a été signé", "подписали"]);
}

#[test]
fn a_number_that_another_leaves_open() {
    for (lang, counted, open, shown) in [
        (
            "fr",
            "La semaine passée, des avions ont bombardé trois hôpitaux de la vallée.",
            "Plusieurs hôpitaux de la vallée ont été bombardés la semaine dernière.",
            ["trois hôpitaux", "Plusieurs hôpitaux"],
        ),
        (
            "en",
            "Police arrested four suspects near the harbour on Tuesday.",
            "Several suspects were arrested near the harbour on Tuesday, police said.",
            ["four suspects", "Several suspects"],
        ),
        (
            "de",
            "Bei dem Brand in der Altstadt wurden am Dienstag vier Häuser zerstört.",
            "Der Brand in der Altstadt zerstörte am Dienstag mehrere Häuser.",
            ["vier Häuser", "mehrere Häuser"],
        ),
    ] {
        assert_set_against(Kind::Number, &[(lang, counted), (lang, open)], &shown);
        // Who gives the number as well leaves nothing open.
        let both = format!("{open} {counted}");
        assert!(readings(Kind::Number, &[(lang, counted), (lang, &both)]).is_empty(), "{lang}");
    }
    let groups = [
        ("en", "Three armed men were seen near the harbour on Tuesday, police said."),
        ("en", "Several armed groups were seen near the harbour on Tuesday, police said."),
    ];
    assert!(readings(Kind::Number, &groups).is_empty(), "men are no groups");
    let days = [
        ("fr", "Le maire a parlé trois jours après l'incendie du port."),
        ("fr", "Le maire a parlé plusieurs jours après l'incendie du port."),
    ];
    assert!(readings(Kind::Number, &days).is_empty(), "durations are given in passing");
}

#[test]
fn one_group_of_verbs_has_two_victims() {
    let plane = ("fr", "Les combattants ont abattu l'avion d'attaque près du village, jeudi matin, avec un missile.");
    let men = ("fr", "Trente miliciens ont été tués près du village, jeudi matin, par un missile.");
    assert_kept_apart(Kind::Voice, &[plane, men], ["ont abattu", "ont été tués"]);
    let shot = ("fr", "L'avion d'attaque, un appareil ancien, a été abattu près du village, jeudi matin.");
    let documents = [article("a", plane.0, plane.1), article("b", shot.0, shot.1)];
    let weights = compared(&documents).differences.into_iter().filter(|difference| difference.kind == Kind::Voice);
    let weight = weights.map(|difference| difference.weight).fold(0.0, f64::max);
    assert!(weight > 0.3, "the plane before the aside is the one that was shot down: {weight}");
}
