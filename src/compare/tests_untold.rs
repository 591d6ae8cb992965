//! What stays out of a report because a second look takes it back.

use super::Kind;
use super::tests::{article, compared};
use super::tests_abroad::readings;
use super::tests_scope::assert_kept_apart;
use crate::article::{DocId, Span};

/// What the second of two articles is said to leave out of the first.
fn left_out(told: &str, silent: &str) -> Vec<String> {
    let documents = [article("a", "fr", told), article("b", "fr", silent)];
    let omissions = compared(&documents).differences.into_iter().filter(|difference| difference.kind == Kind::Omission);
    let readings = omissions.filter(|omission| omission.absent == [DocId(1)]).flat_map(|omission| omission.readings);
    readings.map(|reading| reading.span.of(&documents[0].article.text).to_owned()).collect()
}

const REPORT: &str = "Le barrage d'Oréval a cédé dans la nuit de lundi. Les habitants du bourg ont été conduits au gymnase. \
    L'électricité manque dans toute la vallée. Le préfet a interdit l'accès aux rives. Les écoles restent fermées jusqu'à jeudi.";

#[test]
fn what_is_told_in_other_words_is_not_left_out() {
    for (sentence, silence, why) in [
        ("Sylvain Tardieu, l'ingénieur du barrage, avait signalé des fissures en juin.", true, "nobody else speaks of it"),
        ("Les habitants du bourg ont été conduits au gymnase par le car de Sylvain Tardieu.", false, "but for the name it is told"),
        ("Sylvain Tardieu.", false, "a name alone"),
        ("Qui savait que le béton du barrage était fissuré depuis dix ans ?", false, "a question"),
        ("Et après ?", false, "nothing"),
    ] {
        let found = left_out(&format!("{REPORT} {sentence}"), REPORT);
        assert_eq!(found.iter().any(|left| sentence.contains(left.as_str())), silence, "{why}: {found:?}");
    }
}

#[test]
fn what_several_tell_is_left_out_where_its_core_is() {
    let told = |sentence: &str| format!("{REPORT} {sentence}");
    let silent = |tellings: [&str; 2], last: &str| {
        let documents = [article("a", "fr", &told(tellings[0])), article("b", "fr", &told(tellings[1])), article("c", "fr", last)];
        compared(&documents)
            .differences
            .iter()
            .any(|difference| difference.kind == Kind::Omission && difference.absent.contains(&DocId(2)) && difference.readings.len() > 1)
    };
    let cracks = [
        "Un rapport signalait dès 2019 des fissures larges de 12 centimètres dans le béton.",
        "Des fissures larges de 12 centimètres figuraient dans un rapport en 2019.",
    ];
    assert!(silent(cracks, REPORT));
    let again = format!("{REPORT} Le béton avait, en 2019 déjà, des fissures de 12 centimètres, a écrit un bureau.");
    assert!(!silent(cracks, &again), "its figures and most of its words stand there");
}

#[test]
fn a_quotation_differs_where_its_words_do() {
    let weight = |a: &str, b: &str| {
        let documents = [article("a", "en", a), article("b", "en", b)];
        let quotes = compared(&documents).differences.into_iter().filter(|difference| difference.kind == Kind::Quote);
        quotes.map(|difference| difference.weight).fold(0.0, f64::max)
    };
    let other = weight(
        "“The way this bill cuts health care is heartless,” the senator said.",
        "“The way this bill trims health care is heartless,” the senator said.",
    );
    let cut = weight(
        "“The way this bill cuts health care is heartless,” the senator said.",
        "“The president said the bill needed a heart. The way this bill cuts health care is heartless,” the senator said.",
    );
    assert!(0.0 < cut && cut < other, "a lone article at its head makes no other words: {cut} {other}");
    for inserted in ["these (local) supervisors have", "these [store] supervisors have"] {
        let said = weight(
            "“Now you say these supervisors have far too much discretion,” the judge said.",
            &format!("“Now you say {inserted} far too much discretion,” the judge said."),
        );
        assert_eq!(said, 0.0, "{inserted}");
    }
    let of_two = [
        ("en", "Anna Obermark wrote that the plan “is not a health care bill at all”."),
        ("en", "Nelly Pelson called it “a tax plan disguised as a health care bill”."),
    ];
    assert!(readings(Kind::Quote, &of_two).is_empty(), "two speakers");
}

#[test]
fn terms_that_take_no_side_or_name_other_places_are_no_labels() {
    let march = ("fr", "La mobilisation a faibli mardi à Oréval, où les syndicats avaient appelé à défiler contre la réforme.");
    let movement = ("fr", "Le mouvement a faibli mardi à Oréval, où les syndicats avaient appelé à défiler contre la réforme.");
    assert!(readings(Kind::Label, &[march, movement]).is_empty());
    let clashes = ("fr", "Sept personnes ont été interpellées lundi. Des violences ont éclaté à Carpentras près du lycée lundi matin.");
    let incidents = ("fr", "Seize personnes ont été interpellées lundi. Des incidents ont éclaté à Toulouse près du lycée lundi matin.");
    assert_kept_apart(Kind::Label, &[clashes, incidents], ["violences", "incidents"]);
    let here = ("fr", "Seize personnes ont été interpellées lundi. Des incidents ont éclaté à Carpentras près du lycée lundi matin.");
    assert!(!readings(Kind::Label, &[clashes, here]).is_empty());
}

#[test]
fn a_figure_in_brackets_is_of_the_place_before_them() {
    let toulouse = ("fr", "Les académies les plus touchées sont Toulouse (44 lycées bloqués) et Créteil, selon le rectorat lundi.");
    let other = ("fr", "Les académies les plus touchées sont Versailles (30 lycées bloqués) et Créteil, selon le rectorat lundi.");
    assert_kept_apart(Kind::Number, &[toulouse, other], ["44", "30"]);
    let again = ("fr", "Les académies les plus touchées sont Toulouse (30 lycées bloqués) et Créteil, selon le rectorat lundi.");
    assert!(!readings(Kind::Number, &[toulouse, again]).is_empty());
}

#[test]
fn a_reading_ends_where_its_words_do() {
    let minister = ("fr", "La CPME participera au débat sur les impôts du 15 décembre au 1er mars, selon le ministre des Finances.");
    let chairman = ("fr", "La CPME participera au débat sur les impôts du 15 décembre au 1er mars, selon M. du Mesnil.");
    let found = readings(Kind::Attribution, &[minister, chairman]);
    assert!(found.iter().flatten().any(|reading| reading == "selon M. du Mesnil"), "{found:?}");
    let area = ("fr", "L'entrepôt de 5 000 m² a brûlé dans la nuit de lundi près du port de commerce.");
    let larger = ("fr", "L'entrepôt de 6 000 m² a brûlé dans la nuit de lundi près du port de commerce.");
    let found = readings(Kind::Number, &[area, larger]);
    assert!(found.iter().flatten().any(|reading| reading.ends_with("6 000 m²")), "{found:?}");
}

#[test]
fn a_text_too_short_to_tell_its_language_is_in_that_of_the_others() {
    let mut documents = [article("a", "fr", "Un mort, trois blessés à Lyon."), article("b", "fr", "Un mort, deux blessés à Lyon.")];
    documents[1].article.lang = None;
    assert!(compared(&documents).differences.iter().any(|difference| difference.kind == Kind::Number));
}

#[test]
fn a_headline_in_the_text_is_read_from_its_own_beginning() {
    let told = |crumb: &str| {
        let texts = [("h0", "34 bateaux attendent devant le canal de Suez"), ("h1", "40 navires attendent devant le canal de Suez")];
        let documents = texts.map(|(id, headline)| {
            let mut document = article(id, "fr", &format!("{crumb}{headline}\nLe canal est fermé depuis mardi, dit l'Autorité."));
            document.layout.headline = Some(Span::new(crumb.len(), crumb.len() + headline.len()));
            document.layout.body.retain(|line| line.start as usize > crumb.len());
            document
        });
        let found = compared(&documents).differences.into_iter().filter(|difference| difference.kind == Kind::Number);
        found.map(|difference| difference.weight).fold(0.0, f64::max)
    };
    assert!(told("") > 0.0);
    assert_eq!(told("Accueil > Monde > Proche-Orient > Le canal de Suez en direct depuis Ismaïlia\n"), told(""));
}

#[test]
fn a_verb_is_no_article() {
    let named = ("fr", "Le président a traité mercredi le traité New Start de « désastre » devant la presse réunie à Genève.");
    let verb = ("fr", "Le président a traité mercredi ses alliés de « désastre » devant la presse réunie à Genève.");
    assert!(readings(Kind::Name, &[named, verb]).iter().flatten().all(|reading| reading != "a traité"));
}

#[test]
fn an_arabic_comma_ends_a_clause() {
    let weights = [",", "،"].map(|comma| {
        let text = |crowd: u32| format!("أعلنت الحكومة مقتل جنود{comma} وتظاهر {crowd} شخص في العاصمة يوم الثلاثاء");
        let documents = [article("a", "ar", &text(300)), article("b", "ar", &text(500))];
        let found = compared(&documents).differences.into_iter().filter(|difference| difference.kind == Kind::Number);
        found.map(|difference| difference.weight).fold(0.0, f64::max)
    });
    assert!(weights[0] > 0.0);
    assert_eq!(weights[0], weights[1]);
}

#[test]
fn two_sentences_that_share_a_word_leave_nothing_out() {
    let told = |sentence: &str| format!("{REPORT} {sentence}");
    let silent = |tellings: [&str; 2]| {
        let documents = [article("a", "fr", &told(tellings[0])), article("b", "fr", &told(tellings[1])), article("c", "fr", REPORT)];
        let of_two = |difference: &super::Difference| difference.kind == Kind::Omission && difference.readings.len() > 1;
        compared(&documents).differences.iter().any(|difference| of_two(difference) && difference.absent.contains(&DocId(2)))
    };
    let one = "Un ingénieur avait signalé des fissures larges dans le béton dès le mois de juin.";
    assert!(silent([one, "Des fissures larges dans le béton avaient été signalées en juin par un ingénieur."]));
    assert!(!silent([one, "Les élus réclament du béton neuf, des sirènes, une route et un ingénieur à demeure."]));
}

#[test]
fn what_one_outlet_tells_in_two_ways_weighs_less() {
    let weight = |outlets: [&str; 3]| {
        let texts =
            ["Trois pêcheurs sont morts lundi à Oréval.", "Quatre pêcheurs sont morts lundi à Oréval.", "Le port d'Oréval a fermé lundi."];
        let mut documents = [0, 1, 2].map(|at| article(&format!("o{at}"), "fr", texts[at]));
        documents.iter_mut().zip(outlets).for_each(|(document, outlet)| document.article.source = Some(outlet.into()));
        let numbers = compared(&documents).differences.into_iter().filter(|difference| difference.kind == Kind::Number);
        numbers.map(|difference| difference.weight).fold(0.0, f64::max)
    };
    let (between, within) = (weight(["Le Fil", "La Gazette", "La Gazette"]), weight(["Le Fil", "Le Fil", "La Gazette"]));
    assert!(0.0 < within && within < between, "{within} {between}");
    assert_eq!(weight(["Le Fil", "Le Fil", "Le Fil"]), between, "where all are of one outlet there is nothing else");
}

#[test]
fn a_machine_that_is_downed_is_nobody_who_died() {
    let downed = ("fr", "Le président s'est associé au deuil de la famille du pilote, dont le Su-25 a été abattu samedi près d'Oréval.");
    let death = ("fr", "Le président s'est associé samedi, près d'Oréval, au deuil de la famille, pour la mort du pilote du Su-25.");
    assert_kept_apart(Kind::Label, &[downed, death], ["abattu", "mort"]);
    let shot = ("fr", "Le président s'est associé au deuil de la famille du pilote, qui a été abattu samedi près d'Oréval avec son chien.");
    assert!(readings(Kind::Label, &[shot, death]).iter().flatten().any(|reading| reading == "abattu"));
    let killer = ("fr", "Un avion russe a tué trois soldats turcs jeudi près d'Oréval, où ils tenaient un immeuble.");
    let martyrs =
        ("fr", "Trois soldats turcs sont tombés en martyrs jeudi près d'Oréval, où ils tenaient un immeuble, sous un avion russe.");
    assert!(readings(Kind::Label, &[killer, martyrs]).iter().flatten().any(|reading| reading == "tué"));
}

#[test]
fn who_asked_may_be_told_by_what_is_of_a_country() {
    let turkish = ("fr", "L'entretien téléphonique de mardi a eu lieu à la demande du président turc, précise la présidence.");
    let russia = ("fr", "L'entretien téléphonique de mardi, engagé à l'initiative de la Russie, est le premier depuis un an.");
    let found = readings(Kind::Name, &[turkish, russia]);
    assert!(found.iter().any(|group| group.contains(&"à la demande du président turc".to_owned())), "{found:?}");
    let ankara = ("fr", "L'entretien téléphonique de mardi a eu lieu à l'initiative d'Ankara, précise la présidence.");
    let asked = |group: &Vec<String>| group.iter().any(|reading| reading.contains("à l'initiative"));
    assert!(!readings(Kind::Name, &[turkish, ankara]).iter().any(asked), "one side");
}

#[test]
fn only_the_same_terms_weigh_less_the_second_time() {
    let weight = |behind: [&str; 2]| {
        let documents = [
            article("a", "fr", &format!("Trois ports sont concernés, Odessa, Tchornomorsk et Pivdenny.{}", behind[0])),
            article("b", "fr", &format!("Les navires partiront de trois ports, Odessa, Tchornomorsk et Otchakiv.{}", behind[1])),
        ];
        let ports = |reading: &super::Reading| reading.span.of(&documents[reading.doc.index()].article.text) == "Pivdenny";
        let found = compared(&documents).differences;
        let labels = found.iter().filter(|difference| difference.kind == Kind::Label && difference.readings.iter().any(ports));
        labels.map(|difference| difference.weight).fold(0.0, f64::max)
    };
    let alone = weight(["", ""]);
    assert!(alone > 0.0);
    let rebels = " Les rebelles ont pris lundi le bourg d'Oréval.";
    assert_eq!(weight([rebels, &rebels.replace("rebelles", "terroristes")]), alone, "what is no term repeats none");
}

#[test]
fn tellings_with_little_in_common_weigh_little() {
    let frame = "Ottawa voted on Monday and the prime minister stays in office with fewer seats than before in the chamber. \
                 The count went on until the early morning in the western provinces. Turnout was lower than four years ago. \
                 The opposition leader spoke of a lost night. Polls closed late.";
    let documents = |one: &str, other: &str| {
        [
            article("a", "en", &format!("{frame} {one}")),
            article("b", "en", &format!("{other} {frame}")),
            article("c", "en", &format!("{frame} Snow fell in the mountains on the day of the vote. Lines were long in the cities.")),
        ]
    };
    let weight = |one: &str, other: &str| {
        let documents = documents(one, other);
        let omissions = compared(&documents).differences.into_iter().filter(|difference| difference.kind == Kind::Omission);
        let both = omissions.filter(|omission| omission.readings.len() == 2 && omission.absent == [DocId(2)]);
        both.map(|omission| omission.weight).fold(0.0, f64::max)
    };
    let partner = "With less than half of the benches he must reach out to the Bloc Avranche party to govern the country at all.";
    let again = "To govern he must reach out to the Bloc Avranche party, with less than half of the benches of the country.";
    let gains = "The Bloc Avranche party, which only stands in one province, fared much better than anybody had expected there.";
    assert!(weight(partner, again) > 2.0 * weight(partner, gains), "{} {}", weight(partner, again), weight(partner, gains));
}

#[test]
fn a_title_or_a_small_number_ties_no_two_facts() {
    let silent = "Rain fell on Oreval. The ferry was late. A bishop spoke to the crowd. Nobody was fined. The market closed at noon. Boats came back.";
    let told = |one: &str, other: &str| {
        let rest = "The quay of Tamar stays shut, and traders count what the flood has left of their stalls.";
        let documents = [
            article("a", "en", &format!("{one} {rest}")),
            article("b", "en", &format!("{rest} {other}")),
            article("c", "en", &format!("{rest} {silent}")),
        ];
        let omissions = compared(&documents).differences.into_iter().filter(|difference| difference.kind == Kind::Omission);
        let both = omissions.filter(|omission| omission.readings.len() == 2 && omission.absent == [DocId(2)]);
        both.map(|omission| omission.weight).fold(0.0, f64::max)
    };
    let praised = "He praised the Secretary General, Antonio Guterres, describing him as fantastic.";
    let gap = "Secretary General Antonio Guterres told a radio that others would fill whatever gap is left behind.";
    assert_eq!(told(praised, gap), 0.0, "a name with its title");
    let incidents = "Two recent incidents highlight this concern among bakers.";
    let board = "Intense feelings recently divided two board members of a bank.";
    assert_eq!(told(incidents, board), 0.0, "two of anything");
    let again = "Describing him as fantastic, he praised Secretary General Antonio Guterres on the stairs.";
    assert!(told(praised, again) > 0.0);
}

#[test]
fn who_gives_all_figures_of_it_may_tell_it_in_other_words() {
    let telling =
        "Nonfarm payrolls in Oreval increased by only 38,000 jobs last month, the smallest gain since September 2010, officials said.";
    let rest = "The quay of Tamar stays shut. Traders count their stalls. Rain fell. A bishop spoke. Boats came back. Nobody was fined.";
    let accused = |other: &str| {
        let found = readings(Kind::Omission, &[("en", &format!("{rest} {telling}")), ("en", &format!("{rest} {other}"))]);
        found.iter().flatten().any(|reading| reading.contains("payrolls"))
    };
    assert!(accused("Ferrymen of Oreval hired nobody. Masons left in May for jobs in the south."));
    assert!(!accused("In Oreval 38,000 jobs were created in May. It was the worst such figure since September 2010."));
}

#[test]
fn silence_in_another_language_needs_a_sentence_that_is_understood_and_wholly_new() {
    let frame = "The bank raised its rate on Thursday in Oreval. Prices fell. Loans cost more. Traders sold the currency. Builders warn.";
    let telling = |more: &str| format!("Die Bank hat am Donnerstag in Oreval den Zinssatz erhöht. Die Preise sanken. {more}");
    let told = |more: &str| -> bool {
        let found = readings(Kind::Omission, &[("de", &telling(more)), ("en", frame)]);
        found.iter().any(|group| group.iter().any(|reading| reading == more))
    };
    assert!(told("Die Fischer feiern die Ernte mit einem Gottesdienst in der Kirche."));
    assert!(!told("Die Wirbelzunft fegt den Schnarrkamm."), "nothing of it is understood");
    assert!(!told("Die Bauunternehmer warnen vor teuren Krediten und sinkenden Preisen."), "half of it stands there");
}

#[test]
fn who_tells_it_beside_something_else_tells_it_too() {
    let pilot = "The pilot killed himself with a grenade among the rocks of Tamar.";
    let strike = "A strike on Oreval then killed thirty gunmen in the market hall.";
    let both =
        "The army says the pilot killed himself with a grenade among the rocks of Tamar and that a strike on Oreval killed thirty gunmen.";
    let rest = "Rain fell. The ferry was late. A bishop spoke to the crowd. Nobody was fined.";
    let documents = [
        article("a", "en", &format!("{pilot}\n{rest}\n{strike}")),
        article("b", "en", &format!("{rest}\n{both}")),
        article("c", "en", &format!("{strike}\nTraders left the quay early. {pilot}")),
        article("d", "en", &format!("{rest} The harbour of Tamar stays open, and the mayor thanked the drivers of the night bus.")),
    ];
    let comparison = compared(&documents);
    let told: Vec<Vec<usize>> = comparison
        .differences
        .iter()
        .filter(|difference| difference.kind == Kind::Omission && difference.absent == [DocId::from_index(3)])
        .map(|omission| omission.readings.iter().map(|reading| reading.doc.index()).collect())
        .collect();
    assert!(told.iter().filter(|docs| **docs == [0, 1, 2]).count() >= 2, "{told:?}");
}
