//! What several tell: who counts, who is silent, how often, and in whose words.

use super::Kind;
use super::tests::{article, compared, words};
use super::tests_abroad::{assert_set_against, readings};
use crate::article::DocId;

#[test]
fn who_counts_is_said_where_figures_are_one() {
    let ministry = ("fr", "Les défilés ont rassemblé mardi 1,27 million de personnes en France, selon le ministère de l'Intérieur.");
    let police = ("fr", "Partout en France, on a défilé mardi. La police en a compté 1,27 million.");
    assert_set_against(Kind::Attribution, &[ministry, police], &["ministère de l'Intérieur", "La police en a compté"]);
    let plain = ("fr", "Un séisme de magnitude 7,8 a dévasté le sud du pays lundi avant l'aube.");
    let agency = ("fr", "Le séisme, de magnitude 7,7 selon l'agence des catastrophes, a frappé lundi le sud du pays.");
    assert_set_against(Kind::Attribution, &[plain, agency], &["7,8", "selon l'agence"]);
    // A relative clause is no counter.
    let claim = ("en", "Russia answered with air strikes that it claims killed at least 30 fighters in the province.");
    let ministry = ("en", "At least 30 fighters were killed by air strikes in the province, according to the defence ministry.");
    assert!(readings(Kind::Attribution, &[claim, ministry]).iter().flatten().all(|reading| !reading.starts_with("Russia answered")));
}

#[test]
fn those_counted_alike_may_be_called_otherwise() {
    let people = ("fr", "Selon le ministère, 1,28 million de personnes ont manifesté mardi contre la réforme.");
    let opponents = ("fr", "Le ministère a recensé mardi 1,28 million d'opposants à la réforme dans les rues.");
    assert_set_against(Kind::Label, &[people, opponents], &["personnes", "opposants"]);
    assert!(readings(Kind::Label, &[people, people]).is_empty());
}

#[test]
fn things_with_two_names_are_counted_together() {
    // The length of the ship is no count of ships.
    let boats = ("fr", "Long de 400 mètres, il bloquait le canal. Plus de 400 bateaux attendaient de part et d'autre du canal mardi.");
    let ships = ("fr", "Long de 400 mètres, il bloquait le canal. On sait que 369 navires attendaient de part et d'autre du canal mardi.");
    assert_set_against(Kind::Number, &[boats, ships], &["plus de 400 bateaux", "369 navires"].map(|part| &part[part.len() - 7..]));
    // Two people are two ages.
    let one = ("fr", "« On est à bout », dit Samir, 18 ans, devant le lycée bloqué depuis lundi matin.");
    let other = ("fr", "« On est à bout », dit Charlotte, 17 ans, devant le lycée bloqué depuis lundi matin.");
    assert!(readings(Kind::Number, &[one, other]).is_empty());
}

#[test]
fn one_quotation_in_other_words() {
    let cut = ("fr", "« Plus négociable », disait la Première ministre dimanche à propos des 64 ans.");
    let whole = ("fr", "« Ça n'est plus négociable », avait prévenu dimanche la Première ministre, à propos des 64 ans.");
    assert_set_against(Kind::Quote, &[cut, whole], &["Plus négociable", "Ça n'est plus négociable"]);
    let buildings = ("fr", "« N'entrez pas dans les bâtiments endommagés », a exhorté le vice-président Fuat Oktay lundi soir.");
    let houses = ("fr", "« Ne vous approchez pas des immeubles abîmés », a répété le vice-président Fuat Oktay lundi soir.");
    assert_set_against(Kind::Quote, &[buildings, houses], &["bâtiments", "immeubles"]);
    let french = ("fr", "« C'est une lueur d'espoir », a déclaré Antonio Guterres vendredi.");
    let russian = ("ru", "«Сегодня на Чёрном море зажёгся маяк надежды», — сказал Антониу Гутерриш в пятницу.");
    assert_set_against(Kind::Quote, &[french, russian], &["lueur", "маяк"]);
    let unrelated = ("fr", "« Nous verrons bien en septembre », a répété le vice-président Fuat Oktay lundi soir.");
    assert!(readings(Kind::Quote, &[buildings, unrelated]).is_empty());
}

#[test]
fn how_often_a_deed_was_done() {
    let twice = ("fr", "Les Républicains ont quitté à deux reprises l'hémicycle lundi, avant le vote du budget.");
    let once = ("fr", "Les députés LR ont brièvement quitté l'hémicycle lundi, avant le vote du budget.");
    assert_set_against(Kind::Number, &[twice, once], &["à deux reprises", "brièvement quitté"]);
}

#[test]
fn a_stretch_of_days_is_vaguer_than_a_day() {
    let day = ("fr", "Les ministres des Affaires étrangères des trois pays doivent se réunir samedi à Doha, selon Moscou.");
    let end = ("fr", "Les ministres des Affaires étrangères des trois pays doivent se réunir à la fin de la semaine à Doha, selon Moscou.");
    assert_set_against(Kind::Date, &[day, end], &["samedi", "fin de la semaine"]);
}

/// An article long enough that its silence tells.
fn with_room(lead: &str) -> String {
    format!(
        "{lead} Les secours ont travaillé toute la nuit. Le maire a remercié les pompiers. La gare reste fermée. Les écoles rouvriront lundi. Une enquête a été ouverte."
    )
}

/// What others tell and the article at `silent` leaves out: the readings of each omission of several.
fn left_out(texts: &[String], silent: usize) -> Vec<Vec<String>> {
    let documents: Vec<_> = texts.iter().enumerate().map(|(at, text)| article(&format!("w{at}"), "fr", text)).collect();
    let comparison = compared(&documents);
    let omissions = comparison.differences.iter().filter(|difference| {
        difference.kind == Kind::Omission && difference.readings.len() > 1 && difference.absent.contains(&DocId::from_index(silent))
    });
    omissions.map(|difference| difference.readings.iter().map(|reading| words(&documents, reading).to_owned()).collect()).collect()
}

#[test]
fn what_two_tell_in_their_own_ways_and_a_third_nowhere() {
    let texts = [
        with_room("Le président a redit que l'État islamique était vaincu, et rien d'autre."),
        with_room("On nous l'avait juré en décembre encore : vaincu pour de bon, cet État islamique dont les hommes tiennent la vallée."),
        with_room("La pluie n'a pas cessé de tomber sur la vallée, où l'on attend le retour du courant."),
    ];
    let told = left_out(&texts, 2);
    assert!(told.iter().any(|told| told.iter().all(|reading| reading.contains("vaincu"))), "{told:?}");
}

#[test]
fn who_retells_a_part_leaves_out_the_rest() {
    let texts = [
        with_room("Le président compte 2 818 immeubles effondrés ; c'est le pire désastre depuis la grande crue de 1939."),
        with_room("Le président parle de 2 818 immeubles effondrés : depuis la grande crue de 1939, le pays n'a rien vécu de tel."),
        with_room("Plus de 5 600 immeubles se sont effondrés, selon le président, qui doit se rendre sur place demain."),
    ];
    let told = left_out(&texts, 2);
    assert!(told.iter().any(|told| told.iter().all(|reading| reading.contains("1939"))), "{told:?}");
    assert!(!told.iter().flatten().any(|reading| reading.contains("2 818")), "it gives its own count: {told:?}");
}

#[test]
fn who_counts_the_same_things_leaves_no_count_out() {
    // A place and a year that only the others name keep the counts apart: no difference shows that they are of one thing.
    let texts = [
        with_room("Le président y voit le pire désastre après celui d'Erzincan, en 1939, et compte 2 818 immeubles effondrés."),
        with_room("Après Erzincan, en 1939, le pays n'a rien vécu de tel, dit le président, qui parle de 2 818 immeubles effondrés."),
        with_room("Plus de 5 600 immeubles se sont effondrés, selon le président, qui doit se rendre sur place demain."),
        with_room("La pluie n'a pas cessé de tomber sur la vallée, où l'on attend le retour du courant."),
    ];
    let count =
        |texts: &[String], silent| left_out(texts, silent).iter().any(|told| told.iter().all(|reading| reading == "2 818 immeubles"));
    assert!(!count(&texts, 2), "{:?}", left_out(&texts, 2));
    assert!(left_out(&texts, 3).iter().flatten().any(|reading| reading.contains("2 818")));
}

#[test]
fn one_sentence_may_meet_two_others() {
    let whole = "Le président y voit le pire désastre depuis Erzincan, en 1939, compte 2 818 immeubles effondrés et prend le deuil au palais Kestrel, à Oréval.";
    let texts = [
        with_room(whole),
        with_room("Depuis Erzincan, en 1939, le pays n'avait rien vécu de tel."),
        with_room("Le deuil est pris à Oréval, au palais Kestrel, où flotte un drapeau en berne."),
        with_room("Plus de 5 600 immeubles se sont effondrés, selon le président, qui doit se rendre sur place demain."),
    ];
    let told = left_out(&texts, 3);
    for part in ["Erzincan", "Kestrel"] {
        assert!(told.iter().any(|told| told.iter().all(|reading| reading.contains(part))), "{part} not in {told:?}");
    }
}

#[test]
fn the_minister_of_a_country_names_it() {
    let countries = ("fr", "Les ministres de la Turquie et de la Grèce ont signé mardi à Genève l'accord sur la pêche au thon.");
    let adjectives = ("fr", "Les ministres turc et grec ont signé mardi à Genève l'accord sur la pêche au thon.");
    let left_out = readings(Kind::Omission, &[countries, adjectives]);
    assert!(!left_out.iter().flatten().any(|reading| reading.contains("Turquie")), "{left_out:?}");
}

#[test]
fn nouns_of_deeds_are_no_passives() {
    let noun = ("fr", "Le défilé des soldats a duré deux heures mardi à Paris, place de la Concorde.");
    let verb = ("fr", "Les soldats ont défilé mardi à Paris, place de la Concorde, pendant deux heures.");
    assert!(readings(Kind::Voice, &[noun, verb]).is_empty());
    let negated = ("en", "The results are not public, the ministry said on Tuesday in the capital.");
    let plain = ("en", "The results have not been made public, the ministry said on Tuesday in the capital.");
    assert!(readings(Kind::Voice, &[negated, plain]).is_empty());
}

#[test]
fn quotations_that_share_a_title_are_two() {
    let silent = ("fr", "« Le président de la République ne peut pas continuer à rester silencieux », a jugé l'opposition lundi.");
    let calm = (
        "fr",
        "Matignon annonce des « mesures souhaitées par le président de la République et de nature à assurer le maintien de l'ordre » lundi.",
    );
    let marked = |group: &Vec<String>| group.iter().filter(|reading| reading.contains("président de la République")).count() > 1;
    assert!(!readings(Kind::Quote, &[silent, calm]).iter().any(marked));
}

#[test]
fn how_a_quotation_is_transcribed_is_no_other_word() {
    let weight = |a: &str, b: &str| {
        let documents = [article("a", "en", a), article("b", "en", b)];
        let quotes = compared(&documents).differences.into_iter().filter(|difference| difference.kind == Kind::Quote);
        quotes.map(|difference| difference.weight).fold(0.0, f64::max)
    };
    let said = "“This is the most unethical sham since I have been in politics and I do not outvote you,” the senator said.";
    let other = weight(said, "“This is the most unethical deal since I have been in politics and I do not outvote you,” the senator said.");
    for transcribed in [
        "“This is the most unethical sham since I've been in politics and I don’t outvote you,” the senator said.",
        "“This is the most unethical sham since I have been in [American] politics and I do not outvote you,” the senator said.",
    ] {
        assert!(weight(said, transcribed) < other, "{transcribed}");
    }
    let apart = "“This is the most unethical sham since I have been in politics and I do not out vote you,” the senator said.";
    assert_eq!(weight(said, apart), 0.0, "no difference at all");
}

#[test]
fn an_extract_that_only_the_whole_speech_links_stays_out() {
    let minister = |quoted: &str, rest: &str| format!("Le ministre de l'Économie veut « {quoted} », {rest}.");
    let texts = [
        minister("accélérer la baisse des impôts", "dit-il lundi"),
        minister("accélérer la baisse des impôts", "selon son entourage"),
        minister("accélérer la baisse des impôts. Mais il faut accélérer la baisse de la dépense publique", "lundi"),
        "Le ministre de la Culture exige « un grand débat sur la baisse de la dépense publique », lundi.".to_owned(),
    ];
    let told: Vec<(&str, &str)> = texts.iter().map(|text| ("fr", text.as_str())).collect();
    for group in readings(Kind::Quote, &told) {
        let both = |part: &str| group.iter().any(|reading| reading.contains(part));
        assert!(!(both("grand débat") && group.iter().any(|reading| reading == "accélérer la baisse des impôts")), "{group:?}");
    }
}

#[test]
fn what_speakers_call_by_name_makes_no_two_quotations_one() {
    let said = |words: &str| format!("The vote came late on Tuesday in Oreval. “{words}” the speaker told reporters on the stairs.");
    let found = |one: &str, other: &str| readings(Kind::Quote, &[("en", &said(one)), ("en", &said(other))]);
    let (walk, about) = (
        "They will cross a threshold, delivering articles against the president of the United States,",
        "This is about the Constitution of the United States,",
    );
    assert_eq!(found(walk, about), [] as [Vec<String>; 0]);
    let (office, reforms) = (
        "The board of the ethics committee keeps an even split and reviews all the complaints sent to the house,",
        "These are just reforms to the Ethics Committee,",
    );
    assert_eq!(found(office, reforms), [] as [Vec<String>; 0]);
}

#[test]
fn what_one_cuts_here_and_another_there_is_two_differences() {
    let whole =
        "“I have decided not to host the debate of the masons. I must leave all of my options open for the harbour,” he said in Oreval.";
    let first = "“I have decided not to host the debate of the masons,” he said in Oreval.";
    let second = "“I must leave all of my options open for the harbour,” he said in Oreval.";
    let found = readings(Kind::Quote, &[("en", whole), ("en", first), ("en", second)]);
    assert!(found.len() == 2 && found.iter().all(|group| group.len() == 2), "{found:?}");
}

#[test]
fn who_prints_a_quotation_in_two_parts_shows_both() {
    let whole = "“As I said, the comments were offensive and wrong for the harbour. Masons urged him to step aside for good,” he wrote.";
    let split = "“As I said, the comments were offensive and wrong for the harbour,” said the mayor. “Masons urged him to step aside for good,” he went on.";
    let cut = "“Masons urged him to step aside for good,” he wrote.";
    let found = readings(Kind::Quote, &[("en", whole), ("en", whole), ("en", split), ("en", cut)]);
    let shown = found.iter().flatten().find(|reading| reading.contains("said the mayor"));
    assert!(shown.is_some_and(|reading| reading.starts_with("As I said") && reading.ends_with("for good,")), "{found:?}");
}
