//! What stays out of a report, or behind the rest, since people who read reports found it wrong.

use super::tests::{article, compared, words};
use super::tests_abroad::{assert_set_against, readings};
use super::{Difference, Kind};
use crate::article::DocId;

/// The differences of a kind between texts, each with the words of its readings.
pub(super) fn differences(kind: Kind, texts: &[(&str, &str)]) -> Vec<(Difference, Vec<String>)> {
    let documents: Vec<_> = texts.iter().enumerate().map(|(at, (lang, text))| article(&format!("w{at}"), lang, text)).collect();
    let of_kind = compared(&documents).differences.into_iter().filter(|difference| difference.kind == kind);
    of_kind.map(|one| (one.clone(), one.readings.iter().map(|reading| words(&documents, reading).to_owned()).collect())).collect()
}

/// What the last of the texts is said to leave out.
fn left_out_by_last(texts: &[(&str, &str)]) -> Vec<Vec<String>> {
    let last = DocId::from_index(texts.len() - 1);
    let all = differences(Kind::Omission, texts).into_iter();
    all.filter(|(omission, _)| omission.absent.contains(&last)).map(|(_, readings)| readings).collect()
}

#[test]
fn a_name_that_every_language_writes_in_its_own_way_is_translated() {
    let french = ("fr", "Vladimir Poutine a reçu le ministre mardi. « Tout va bien », a dit Vladimir Poutine.");
    let english = ("en", "Vladimir Putin received the minister on Tuesday. \"All is well,\" Vladimir Putin said.");
    let other = ("fr", "Vladimir Putin a reçu le ministre mardi. « Tout va bien », a dit Vladimir Putin.");
    let names = |texts: &[(&str, &str)]| differences(Kind::Name, texts);
    let translated = names(&[french, english]);
    assert!(!translated.is_empty() && translated.iter().all(|(one, _)| one.translated), "{translated:?}");
    assert!(names(&[french, other]).iter().all(|(one, _)| !one.translated), "a choice within one language");
}

#[test]
fn whoever_shares_a_forename_has_no_part_in_a_name() {
    let texts = [
        ("fr", "Sergueï Choïgou s'est rendu à Oréval. Sergueï Choïgou a vu les troupes."),
        ("fr", "Sergei Shoigu s'est rendu à Oréval. Sergei Shoigu a vu les troupes."),
        ("fr", "Sergey Lavrov s'est rendu à Oréval. Sergey Lavrov a vu les troupes."),
    ];
    assert_set_against(Kind::Name, &texts, &["Sergueï Choïgou", "Sergei Shoigu"]);
    assert!(readings(Kind::Name, &texts).iter().flatten().all(|reading| !reading.contains("Lavrov")));
}

#[test]
fn marks_on_letters_make_nobody_else() {
    let told =
        ("es", "Luka Modrić, balón de oro del torneo, recogió el trofeo. El equipo bailó. La plaza cantó. El tren volvió. Nadie durmió.");
    let silent = ("fr", "Luka Modric est le meilleur joueur. L'équipe a dansé. La place a chanté. Le train est rentré. Nul n'a dormi.");
    assert!(left_out_by_last(&[told, silent]).iter().flatten().all(|left| !left.contains("Modrić")));
    let russian = ("ru", "Лучшим игроком признан Лука Модрич. Команда танцевала. Площадь пела. Поезд вернулся. Никто не спал.");
    assert!(left_out_by_last(&[told, silent, russian]).iter().flatten().all(|left| !left.contains("Modri")));
}

#[test]
fn a_name_ends_where_it_ends() {
    for (texts, expected) in [
        (
            [
                ("fr", "Les rebelles de Hayat Tahrir al-Cham et leurs alliés tiennent la ville d'Oréval depuis mardi."),
                ("fr", "Les rebelles de HTS et leurs alliés tiennent la ville d'Oréval depuis mardi."),
            ],
            ["Hayat Tahrir al-Cham", "HTS"],
        ),
        (
            [
                ("fr", "L'État islamique est vaincu, a dit le président mardi à Oréval devant les élus."),
                ("tr", "Başkan salı günü Oreval'de konuştu ve DEAŞ'ın yenildiğini söyledi."),
            ],
            ["État islamique", "DEAŞ"],
        ),
    ] {
        let found = readings(Kind::Name, &texts);
        assert!(found.iter().any(|group| group == &expected), "{expected:?} in {found:?}");
    }
}

#[test]
fn other_words_are_whole_and_of_one_language() {
    let told = ("fr", "Le conseil d'Oréval a voté mardi la fermeture du vieux pont de pierre.");
    let other = ("fr", "Le conseil d'Oréval a voté mardi la fermeture du vieux tunnel de pierre.");
    assert_set_against(Kind::Wording, &[told, other], &["pont", "tunnel"]);
    for texts in [
        // An article is left of one, a figure is another's business.
        [
            ("fr", "Les délégués d'Oréval sont restés trois heures ensemble au palais mardi soir."),
            ("fr", "Les délégués d'Oréval sont restés deux heures et au palais mardi soir."),
        ],
        [
            ("en", "Argentina won the World Cup on penalties after a breathless final in Lusail on Sunday."),
            ("es", "Argentina ganó la World Cup en Lusail este domingo, una final para la historia."),
        ],
    ] {
        assert_eq!(readings(Kind::Wording, &texts), Vec::<Vec<String>>::new());
    }
    let remnant = ("fr", "Le conseil d'Oréval a voté mardi la fermeture du vieux quai 7 de pierre.");
    assert_set_against(Kind::Wording, &[told, other, remnant], &["pont", "tunnel"]);
}

#[test]
fn words_without_a_side_are_chosen_within_a_language() {
    let french = ("fr", "La police d'Oréval a compté 1 200 manifestants mardi devant la mairie.");
    let people = ("fr", "La police d'Oréval a compté 1 200 personnes mardi devant la mairie.");
    let english = ("en", "Police in Oreval counted 1,200 protesters on Tuesday outside the town hall.");
    let plain = |texts: &[(&str, &str)]| [readings(Kind::Wording, texts), readings(Kind::Label, texts)].concat();
    assert!(plain(&[french, people]).iter().any(|group| group.contains(&"personnes".to_owned())));
    let reported = ("fr", "Mille deux cents personnes ont défilé mardi devant la mairie d'Oréval, d'après la police.");
    let both = plain(&[french, reported, ("en", "Police in Oreval counted 1,200 people on Tuesday outside the town hall.")]);
    assert!(both.iter().any(|group| group.len() == 2), "a third article in another language takes no choice away: {both:?}");
    let fire = [
        ("fr", "Les pompiers d'Oréval ont éteint mardi l'incendie du vieux moulin."),
        ("es", "Los bomberos de Oreval apagaron el martes el incendio del viejo molino."),
    ];
    assert_eq!(plain(&fire), Vec::<Vec<String>>::new());
    let abroad = plain(&[people, english]);
    assert!(abroad.iter().flatten().all(|reading| !reading.contains("protesters")), "{abroad:?}");
}

#[test]
fn a_word_within_a_name_is_no_label() {
    let arabic = ("ar", "وصلت هيئة تحرير الشام إلى مدينة حماة يوم الثلاثاء، بحسب الوزير.");
    let french = ("fr", "L'offensive des rebelles a atteint mardi la ville de Hama, selon le ministre.");
    assert!(readings(Kind::Label, &[arabic, french]).iter().flatten().all(|reading| !reading.contains("تحرير")));
}

#[test]
fn a_piece_is_left_out_where_a_name_or_a_figure_is() {
    const REST: &str = "Le pont est fermé. Les écoles restent fermées jusqu'à jeudi. Le maire a parlé aux habitants. Le marché aura lieu.";
    let told = |sentence: &str| format!("{sentence} {REST}");
    let (one, two) = (
        told("Après l'orage, les secours ont sorti douze moutons noyés d'une grange de Vauclaire."),
        told("Douze moutons noyés ont été sortis d'une grange, à Vauclaire, par les secours après l'orage."),
    );
    let silent = |last: &str| !left_out_by_last(&[("fr", &one), ("fr", &two), ("fr", last)]).is_empty();
    assert!(silent(REST));
    let named = told("À Vauclaire, douze bêtes ont péri sous l'eau.");
    assert!(!silent(&named), "the place and the figure are there");
}

#[test]
fn who_counts_nearly_alike_leaves_nothing_out() {
    let rest = "Le pont est fermé. Les écoles restent closes. Le maire a parlé. Le marché aura lieu. La pluie revient.";
    let (one, two) = (
        format!("Les présidents ont parlé plus de trois heures. {rest}"),
        "The presidents spoke for more than three hours. Trains run. Schools closed. Rain fell. Shops shut.".to_owned(),
    );
    let german = |lasting: &str| {
        format!(
            "Das kündigten die Präsidenten nach einem {lasting} Gespräch an. Die Brücke ist zu. Es regnet. Der Markt findet statt. Alle gehen."
        )
    };
    let silent = |last: &str| {
        left_out_by_last(&[("fr", &one), ("en", &two), ("de", last)]).into_iter().flatten().any(|left| left.contains("trois heures"))
    };
    assert!(!silent(&german("rund dreistündigen")));
    assert!(silent(&german("langen")), "else it is left out");
}

#[test]
fn two_countries_and_three_are_sides() {
    let texts = [
        ("fr", "Les deux pays veulent la paix en Syrie, a dit le ministre mardi à Oréval."),
        ("fr", "Les trois pays veulent la paix en Syrie, a dit le ministre mardi à Oréval."),
    ];
    assert!(readings(Kind::Number, &texts).is_empty());
    let several = [
        ("fr", "Deux pays ont expulsé des diplomates mardi, a dit le ministre à Oréval."),
        ("fr", "Trois pays ont expulsé des diplomates mardi, a dit le ministre à Oréval."),
    ];
    assert!(!readings(Kind::Number, &several).is_empty(), "no sides");
    let soldiers = texts.map(|(lang, text)| (lang, text.replace("pays veulent la paix", "soldats sont morts mardi")));
    let soldiers = [(soldiers[0].0, soldiers[0].1.as_str()), (soldiers[1].0, soldiers[1].1.as_str())];
    assert!(!readings(Kind::Number, &soldiers).is_empty());
}

#[test]
fn a_figure_without_a_name_vouches_little() {
    let rest = "The bridge is shut. Schools stay closed until Thursday. The market will take place. Rain is coming back. Trains run late.";
    let texts = |place: &str| {
        let asked = format!(
            "The challengers asked the court in an urgent request to toss out the stay, arguing it has left thousands of voters {place} unable to cast ballots. {rest}"
        );
        let dissent = format!(
            "As a justice pointed out in her dissent, this decision is bad news for the thousands of voters {place} who may now stay at home in November. {rest}"
        );
        [asked, dissent]
    };
    let weight = |[one, two]: [String; 2]| {
        let found = differences(Kind::Omission, &[("en", one.as_str()), ("en", two.as_str()), ("en", rest)]).into_iter();
        found.filter(|(omission, _)| omission.readings.len() > 1).map(|(omission, _)| omission.weight).fold(0.0, f64::max)
    };
    let (bare, named) = (weight(texts("who are now")), weight(texts("of Vauclaire")));
    assert!(2.0 * bare < named, "{bare} {named}");
}

#[test]
fn who_leads_on_another_day_leads_with_other_news() {
    use crate::article::Date;
    let (quake, talks) =
        ("Un séisme a détruit lundi le vieux pont d'Oréval.", "Les syndicats de la vallée ont appelé mardi à la grève des trains.");
    let order = |day: &str| {
        let mut documents = [
            article("a", "fr", &format!("{quake}\nLe maire a parlé.\nLe marché aura lieu.\n{talks}")),
            article("b", "fr", &format!("{talks}\nLa pluie revient.\nTout est calme.\n{quake}")),
        ];
        documents[1].article.date = Date::parse(day).ok();
        compared(&documents).differences.iter().any(|difference| difference.kind == Kind::Order)
    };
    assert!(order("2018-02-09") && !order("2018-02-12"));
}
