//! What a reader can rely on: differences that are none weigh little, and nobody is accused who had no chance.

use super::tests::{article, compared, words};
use super::tests_abroad::{assert_set_against, readings};
use super::*;
use crate::article::Date;

/// The weight of the weightiest difference of a kind whose readings hold all of these words.
fn weight(kind: Kind, documents: &[Document], parts: &[&str]) -> f64 {
    let comparison = compared(documents);
    let holds = |difference: &&Difference| {
        let told: Vec<&str> = difference.readings.iter().map(|reading| words(documents, reading)).collect();
        difference.kind == kind && parts.iter().all(|part| told.iter().any(|words| words.contains(part)))
    };
    let found = comparison.differences.iter().filter(holds).map(|difference| difference.weight);
    found.max_by(f64::total_cmp).unwrap_or_else(|| panic!("{kind:?} {parts:?} not found"))
}

fn two(lang: &str, one: &str, other: &str) -> [Document; 2] {
    [article("a", lang, one), article("b", lang, other)]
}

#[test]
fn what_is_rounded_weighs_less_than_what_excludes() {
    let of = |cents: &str| format!("La hausse de la taxe sur l'essence, de {cents} par litre au 1er janvier, est suspendue pour six mois.");
    let against = |cents: &str| {
        let documents = two("fr", &of("2,9 centimes"), &of(cents));
        weight(Kind::Number, &documents, &["2,9 centimes", cents])
    };
    assert!(against("trois centimes") < 0.7 * against("quatre centimes"));
}

#[test]
fn a_question_and_a_condition_state_nothing() {
    let sure = "The bridge was closed on Monday by the council of Orville after the flood.";
    let doubt = ("en", "The bridge may have been closed on Monday by the council of Orville after the flood.");
    assert_set_against(Kind::Modality, &[("en", sure), doubt], &["was closed", "may have been closed"]);
    for open in [
        "Was the bridge closed, was the bridge closed on Monday by the council of Orville after the flood?",
        "Nobody knew whether the bridge was closed on Monday by the council of Orville after the flood.",
        "People asked that the bridge should be closed on Monday by the council of Orville after the flood.",
    ] {
        assert!(readings(Kind::Modality, &[("en", open), doubt]).is_empty(), "{open}");
    }
    let ahead = ("en", "The bridge will be closed on Monday by the council of Orville after the flood.");
    let unsure = ("en", "The bridge could be closed on Monday by the council of Orville after the flood.");
    assert_set_against(Kind::Modality, &[ahead, unsure], &["will be closed", "could be closed"]);
    let never = ("en", "The bridge will not be closed on Monday by the council of Orville after the flood.");
    assert_set_against(Kind::Modality, &[never, unsure], &["will not be closed", "could be closed"]);
    let french = ("fr", "Le pont aurait été fermé lundi par la mairie d'Orville après la crue.");
    let supposed = ("fr", "On ignore si le pont a été fermé lundi par la mairie d'Orville après la crue.");
    assert!(readings(Kind::Modality, &[french, supposed]).is_empty());
}

#[test]
fn a_weekday_of_an_unknown_week_convinces_less() {
    let mut documents = two(
        "fr",
        "Le maire a inauguré mardi la nouvelle passerelle du port d'Estrel.",
        "Le maire a inauguré jeudi la nouvelle passerelle du port d'Estrel.",
    );
    let dated = weight(Kind::Date, &documents, &["mardi", "jeudi"]);
    documents[1].article.date = None;
    assert!(weight(Kind::Date, &documents, &["mardi", "jeudi"]) < dated);
}

/// Four reports of one flood, the first two of which tell of the dam; each of its own outlet.
fn reports() -> Vec<Document> {
    let shared = "La crue de l'Ombrette a submergé vendredi le quartier bas de Vaurolles.\nDeux cents habitants ont passé la nuit au gymnase municipal.\n\
                  Le préfet Armand Lestelle promet un relogement avant la fin du mois.\nLes écoles de Vaurolles restent fermées jusqu'à lundi.\n\
                  La départementale est coupée entre Vaurolles et Sommières.";
    let dam = "Le barrage de Kerlouan avait été vidangé jeudi sur ordre de l'exploitant Hydrelo.";
    let texts = [
        format!("{shared}\n{dam}"),
        format!("{shared} Elle rouvrira dimanche.\n{dam}"),
        shared.to_owned(),
        shared.replace("Deux cents", "Près de deux cents"),
    ];
    let mut documents: Vec<Document> = texts.iter().enumerate().map(|(at, text)| article(&format!("a{at}"), "fr", text)).collect();
    for (at, document) in documents.iter_mut().enumerate() {
        document.article.source = Some(format!("outlet {at}"));
    }
    documents
}

/// Who is said to leave out the dam, and with what weight.
fn silent_on_the_dam(documents: &[Document]) -> (Vec<usize>, f64) {
    let comparison = compared(documents);
    let of_the_dam = |difference: &&Difference| {
        difference.kind == Kind::Omission && difference.readings.iter().any(|reading| words(documents, reading).contains("Kerlouan"))
    };
    let found = comparison.differences.iter().filter(of_the_dam).max_by(|a, b| a.weight.total_cmp(&b.weight));
    let found = found.expect("nobody leaves it out");
    (found.absent.iter().map(|doc| doc.index()).collect(), found.weight)
}

#[test]
fn who_had_no_chance_leaves_nothing_out() {
    let plain = reports();
    assert_eq!(silent_on_the_dam(&plain).0, [2, 3]);
    let mut earlier = reports();
    earlier[2].article.date = Date::parse("2018-02-08").ok();
    assert_eq!(silent_on_the_dam(&earlier).0, [3], "printed the day before");
    let mut hours = reports();
    for (at, time) in ["2018-02-09T18:00:00Z", "2018-02-09T19:00:00Z", "2018-02-09T09:00:00Z", "2018-02-09T15:00:00Z"].iter().enumerate() {
        hours[at].article.date = Date::parse(time).ok();
    }
    let (absent, _) = silent_on_the_dam(&hours);
    // Articles are ranked by time.
    let names: Vec<&str> = absent.iter().map(|at| hours[*at].article.id.as_str()).collect();
    assert_eq!(names, ["a3"], "printed in the morning");
    let mut house = reports();
    house[3].article.source = Some("outlet 0".into());
    assert_eq!(silent_on_the_dam(&house).0, [2], "its outlet tells it elsewhere");
    let mut cut = reports();
    cut[2] = article("a2", "fr", &format!("{} Les secours…", cut[2].article.text));
    assert_eq!(silent_on_the_dam(&cut).0, [3], "its text breaks off");
    let mut stranger = reports();
    stranger[2] = article(
        "a2",
        "fr",
        "Que veut dire « étiage » ?\nLe mot vient du latin.\nOn le lit dès 1783 chez les ingénieurs.\nIl a servi aux bateliers.\nLes dictionnaires le gardent.\nL'eau basse porte ce nom.",
    );
    assert_eq!(silent_on_the_dam(&stranger).0, [3], "it tells of something else");
}

#[test]
fn an_omission_that_all_have_an_excuse_for_weighs_little() {
    let (_, plain) = silent_on_the_dam(&reports());
    let mut earlier = reports();
    earlier[2].article.date = Date::parse("2018-02-08").ok();
    earlier[3].article.date = Date::parse("2018-02-07").ok();
    let (absent, weight) = silent_on_the_dam(&earlier);
    assert_eq!((absent.len(), weight < 0.5 * plain), (2, true));
    // One outlet has one voice.
    let mut house = reports();
    house[1].article.source = Some("outlet 0".into());
    assert!(silent_on_the_dam(&house).1 < plain);
}

#[test]
fn what_is_not_said_and_claims_for_something_are_no_sayings() {
    let said = "Officials said on Thursday that the number of jobless people in Orville had fallen to 4,000 last week.";
    for other in [
        "New claims for jobless benefits show that the number of jobless people in Orville had fallen to 4,000 last week.",
        "Officials did not claim on Thursday that the number of jobless people in Orville had fallen to 4,000 last week.",
    ] {
        let told = readings(Kind::Attribution, &[("en", said), ("en", other)]);
        assert!(!told.iter().flatten().any(|words| words.contains("claim")), "{other}: {told:?}");
    }
}

#[test]
fn an_agent_may_follow_a_mistake() {
    let named = ("en", "The airliner was shot down near Tehran on Wednesday by mistake by an Iranian missile.");
    let also = ("en", "The airliner was shot down near Tehran on Wednesday by an Iranian missile.");
    let dropped = ("en", "The airliner was shot down near Tehran on Wednesday by mistake.");
    assert!(readings(Kind::Voice, &[named, also]).is_empty());
    assert_set_against(Kind::Voice, &[also, dropped], &["by an Iranian missile", "was shot"]);
    let means = ("en", "The airliner was shot down near Tehran on Wednesday by using flares.");
    assert_set_against(Kind::Voice, &[also, means], &["by an Iranian missile", "was shot"]);
    let police = ("en", "The airliner was seized near Tehran on Wednesday by police.");
    let someone = ("en", "The airliner was seized near Tehran on Wednesday.");
    assert_set_against(Kind::Voice, &[police, someone], &["by police", "was seized"]);
}

#[test]
fn a_text_in_the_headline_is_another_hands() {
    let mut ill = article("ill", "fr", "Les ministres turc et russe ont parlé samedi du retrait de Syrie.");
    ill.article.title = "La Russie et la Turquie s'organisent".into();
    let other = article("gazette", "fr", "La Russie et la Turquie ont tenu samedi une réunion sur le retrait de Syrie.");
    weight(Kind::Order, &[ill, other], &["Russie et la Turquie", "turc et russe"]);
}
