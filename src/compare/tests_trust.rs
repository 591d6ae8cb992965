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

#[test]
fn a_set_phrase_is_no_quotation_in_common() {
    let union = "« Nous voulons expliquer les difficultés dans la gestion du maintien de l'ordre », a affirmé lundi le syndicat.";
    let president = "Le ministre a été invité lundi à réfléchir à « l'adaptation du dispositif de maintien de l'ordre », mardi à Paris.";
    assert!(readings(Kind::Quote, &[("fr", union), ("fr", president)]).is_empty());
    let one = "The \"adaptation of the means of keeping order in the streets\" was asked for on Monday.";
    let other = "The minister spoke of the \"adaptation of the methods of keeping order in the streets\" on Monday.";
    assert_set_against(Kind::Quote, &[("en", one), ("en", other)], &["means", "methods"]);
}

#[test]
fn what_is_printed_beside_was_not_cut() {
    let whole =
        "\"The dam will hold, whatever the river brings. We built it for worse, and it will hold,\" said Mayor Anne Orville on Monday.";
    let split =
        "\"The dam will hold, whatever the river brings,\" Mayor Anne Orville said on Monday. \"We built it for worse, and it will hold.\"";
    let cut = "\"The dam will hold, whatever the river brings,\" Mayor Anne Orville said on Monday. She left by the back door.";
    assert!(readings(Kind::Quote, &[("en", whole), ("en", split)]).is_empty());
    assert_set_against(Kind::Quote, &[("en", whole), ("en", cut)], &["We built it", "whatever the river brings"]);
    let below = "She left by the back door. The mill stood still. Nobody was hurt in the night. \
                 The statement in full: We built it for worse, and it will hold.";
    assert!(readings(Kind::Quote, &[("en", whole), ("en", &format!("{cut} {below}"))]).is_empty());
}

#[test]
fn a_translation_weighs_less_than_other_words() {
    let of = |lang: &str, quotation: &str, verb: &str| (lang.to_owned(), format!("{quotation}, {verb} Christine Lagarde."));
    let against = |one: (String, String), other: (String, String), parts: &[&str]| {
        let documents = [article("a", &one.0, &one.1), article("b", &other.0, &other.1)];
        weight(Kind::Quote, &documents, parts)
    };
    let english = || of("en", "The decision had the backing of a \"solid majority\" of the council", "said");
    let french = || of("fr", "La décision a eu l'appui d'une « solide majorité » du conseil", "a dit");
    let translated = against(english(), french(), &["solid majority", "solide majorité"]);
    let one = of("fr", "« N'entrez pas dans les bâtiments endommagés »", "a exhorté");
    let other = of("fr", "« Ne vous approchez pas des immeubles abîmés »", "a répété");
    assert!(translated < against(one, other, &["bâtiments", "immeubles"]));
}

#[test]
fn leads_differ_where_one_tells_further_down_what_another_leads_with() {
    let vote = "The council of Orville voted on Monday to close the old bridge for good.";
    let anger = "Shopkeepers of the harbour quarter threatened to sue the town over lost customers.";
    let others = ["Repairs had been put off since the flood of 2013.", "The ferry carries forty cars an hour.", "Rain is forecast."];
    let of = |sentences: &[&str]| ("en", sentences.join(" "));
    let late = of(&[anger, others[0], others[1], vote]);
    let early = of(&[vote, anger, others[0], others[2]]);
    let next = of(&["What a day!", "Rain fell on the harbour on Monday, as it had all week.", vote, others[1]]);
    let found = |one: &(&str, String), other: &(&str, String)| readings(Kind::Order, &[(one.0, &one.1), (other.0, &other.1)]);
    assert!(!found(&early, &late).is_empty());
    // The exclamation is no lead, and what the next sentence tells is.
    assert!(found(&early, &next).is_empty());
}

#[test]
fn of_two_sources_in_a_sentence_each_meets_its_own() {
    let both = ("fr", "Le défilé a réuni 87 000 personnes à Orville, selon la préfecture, et 500 000, selon les syndicats du port.");
    let claims =
        ("fr", "Le défilé a réuni 500 000 personnes à Orville, assurent les syndicats du port, selon la préfecture 87 000 personnes.");
    let set_against = readings(Kind::Attribution, &[both, claims]);
    let mixed =
        |told: &Vec<String>| told.iter().any(|words| words.contains("préfecture")) && told.iter().any(|words| words.contains("syndicats"));
    assert!(!set_against.iter().any(mixed), "{set_against:?}");
}

#[test]
fn a_place_that_heads_a_line_is_where_it_happened() {
    let one = article("a", "fr", "Toulouse : sept personnes ont été interpellées lundi après des violences près d'un lycée.");
    let other = article("b", "fr", "Seize personnes ont été interpellées lundi à Marseille après des violences près d'un lycée.");
    let same = article("b", "fr", "Seize personnes ont été interpellées lundi à Toulouse après des violences près d'un lycée.");
    let numbers = |documents: &[Document]| compared(documents).differences.iter().filter(|one| one.kind == Kind::Number).count();
    assert_eq!(numbers(&[one.clone(), other]), 0);
    assert_eq!(numbers(&[one, same]), 1);
}

#[test]
fn at_the_request_of_the_same_is_one_request() {
    let lower = ("fr", "Le match a été reporté à la demande de la préfecture de police, a annoncé la Ligue mardi.");
    let upper = ("fr", "Le match a été reporté à la demande de la Préfecture de police, a annoncé la Ligue mardi.");
    assert!(readings(Kind::Name, &[lower, upper]).is_empty());
}

#[test]
fn an_omission_told_twice_weighs_less_the_second_time() {
    let told = "La CGT avance le chiffre de 3,5 millions de manifestants dans toute la France pour la journée de mardi.";
    let frame =
        "Le ministère de l'Intérieur a recensé 1,28 million de personnes mardi dans les rues. Les éboueurs poursuivent le mouvement.";
    let end = "À la gare, quatre trains sur dix circulaient. La Première ministre a reçu les élus du port. Il a plu toute la journée.";
    let documents = [
        article("a", "fr", &format!("{frame} {told} {end}")),
        article("b", "fr", &format!("{told} {frame} {end}")),
        article("c", "fr", &format!("{frame} {end} Les syndicats se retrouvent mercredi pour décider de la suite.")),
    ];
    let comparison = compared(&documents);
    let of_the_union = |difference: &&Difference| {
        difference.kind == Kind::Omission && difference.readings.iter().any(|reading| words(&documents, reading).contains("3,5 millions"))
    };
    let mut weights: Vec<f64> = comparison.differences.iter().filter(of_the_union).map(|difference| difference.weight).collect();
    weights.sort_by(|a, b| b.total_cmp(a));
    assert!(!weights.is_empty() && weights.iter().skip(1).all(|weight| *weight < 0.5 * weights[0]), "{weights:?}");
}

#[test]
fn who_was_printed_the_day_before_is_not_accused_by_one_who_gives_no_date() {
    let frame = "The senate of Orville met behind closed doors in the old harbour hall. The mayor of the town took part by telephone. \
                 Fishermen waited outside in the rain for hours. The session went on until the evening. Nobody spoke to the press.";
    let told = "Senator Anne Loret called the report on her shares a ridiculous and baseless attack in two late messages.";
    let mut documents = [
        article("a", "en", &format!("{frame} {told}")),
        article("b", "en", &format!("{told} {frame}")),
        article("c", "en", &format!("{frame} The harbour stays closed for a week and the ferry does not run.")),
    ];
    let accused = |documents: &[Document]| {
        let omissions = compared(documents).differences.into_iter().filter(|difference| difference.kind == Kind::Omission);
        let of_the_senator = |one: &Difference| one.readings.iter().any(|reading| words(documents, reading).contains("baseless"));
        omissions.filter(of_the_senator).map(|one| one.weight).fold(0.0, f64::max)
    };
    documents.iter_mut().for_each(|document| document.article.date = None);
    let without = accused(&documents);
    documents[0].article.date = Date::parse("2020-03-20").ok();
    documents[2].article.date = Date::parse("2020-03-19").ok();
    let early = accused(&documents);
    documents[2].article.date = Date::parse("2020-03-20").ok();
    assert!(without > 0.0 && early < 0.5 * without && accused(&documents) == without, "{without} {early}");
}

#[test]
fn to_hand_over_eight_years_is_no_bound() {
    let of =
        |words: &str| format!("The court ordered the accountants to {words} eight years of tax returns of the president to the committee.");
    assert!(!readings(Kind::Number, &[("en", &of("carry over")), ("en", &of("carry"))]).is_empty());
    for handed in ["hand over", "turn over", "produce"] {
        assert!(readings(Kind::Number, &[("en", &of(handed)), ("en", &of("give them"))]).is_empty(), "{handed}");
    }
    assert!(!readings(Kind::Number, &[("en", &of("give them over")), ("en", &of("give them"))]).is_empty());
}

#[test]
fn who_is_freed_is_not_who_is_still_trapped() {
    let freed = "Eight boys have now been rescued from the flooded cave near the town of Estrel on Monday.";
    let inside = "Four boys are trapped in the flooded cave near the town of Estrel on Monday.";
    assert!(readings(Kind::Number, &[("en", freed), ("en", inside)]).is_empty());
}

#[test]
fn risks_are_no_conditionals() {
    let risk = "L'agence a demandé aux habitants de s'éloigner du littoral, la mer risquant de monter d'une cinquantaine de centimètres.";
    let could = "L'agence a demandé aux habitants de s'éloigner du littoral, la mer pouvant monter d'une cinquantaine de centimètres.";
    let would = "L'agence a demandé aux habitants de s'éloigner du littoral, la mer pourrait monter d'une cinquantaine de centimètres.";
    assert_set_against(Kind::Modality, &[("fr", risk), ("fr", would)], &["risquant de monter", "pourrait monter"]);
    assert!(readings(Kind::Modality, &[("fr", risk), ("fr", could)]).is_empty());
}

#[test]
fn quotations_that_are_trimmed_weigh_little() {
    let of = |quotation: &str| format!("The governor of Orville called for \"{quotation}\" in the hall on Monday.");
    let against = |one: &str, other: &str| weight(Kind::Quote, &two("en", &of(one), &of(other)), &[one, other]);
    let whole = "a balanced approach to the debt of the harbour, whatever the council of the ferry workers may threaten";
    let cut = "a balanced approach to the debt of the harbour";
    assert!(against(whole, &whole[2..]) < 0.5 * against(whole, cut));
    let two = two("en", &of(whole), &of(&whole.replace("the debt", "debt")));
    assert!(weight(Kind::Quote, &two, &["approach to the debt", "approach to debt"]) < 0.5 * against(whole, cut));
}

#[test]
fn a_term_between_marks_is_no_part_of_a_quotation() {
    let invited = "Le ministre a invité mardi « les gilets jaunes raisonnables » à ne pas venir à Paris samedi.";
    let term = "Les « gilets jaunes » ne désarment pas à Paris. Le ministre a parlé mardi des « gilets jaunes » devant les députés.";
    assert!(readings(Kind::Quote, &[("fr", invited), ("fr", term)]).is_empty());
}

#[test]
fn what_dozens_leave_open_is_no_contradiction() {
    let of = |wounded: &str| {
        format!("At least 49 people were killed in the two mosques on Friday, and {wounded} others were wounded in the attack.")
    };
    let against = |one: &str, other: &str| weight(Kind::Number, &two("en", &of(one), &of(other)), &[one, other]);
    assert!(against("dozens", "48") < 0.7 * against("20", "48"));
}

#[test]
fn a_bare_name_in_common_weighs_little() {
    let frame = "The board met on Monday in the old hall of the harbour. Nobody spoke to the press before the doors were closed. \
                 The vote on the ferry was put off by a week. Fishermen waited outside in the rain for hours. The session was long.";
    let told = |documents: &[Document]| {
        let omissions = compared(documents).differences.into_iter().filter(|difference| difference.kind == Kind::Omission);
        let of_the_two = omissions.filter(|one| one.absent == [DocId(2)] && one.readings.len() == 2);
        of_the_two.map(|one| one.weight).fold(0.0, f64::max)
    };
    let documents = |one: &str, other: &str| {
        [
            article("a", "en", &format!("{frame} {one}")),
            article("b", "en", &format!("{other} {frame}")),
            article("c", "en", &format!("{frame} A storm is forecast for the weekend.")),
        ]
    };
    let letter = "A letter of the Orville Justice Chamber warns the members of the board of a heavy fine.";
    let warned = "The members of the board are warned of a heavy fine in a letter of the Orville Justice Chamber.";
    let one = "A new seal in green and gold, made by a painter of the lower town, hangs in the Orville Justice Chamber since the jubilee.";
    let other =
        "The brewer, once a clerk of the Orville Justice Chamber, took the mill of his uncle in the hills and sells beer to sailors.";
    let (full, bare) = (told(&documents(letter, warned)), told(&documents(one, other)));
    assert!(full > 0.0 && full > 2.0 * bare, "{full} {bare}");
}

#[test]
fn rival_counts_come_in_an_order() {
    let of = |counts: &str| {
        format!("La deuxième journée contre la réforme a été suivie mardi dans tout le pays. {counts} Il pleuvait à Orville.")
    };
    let ministry = of("Le cortège a réuni 1,27 million de personnes, selon le ministère, et 2,8 millions, selon la CGT.");
    let union = of("Il y avait 2,8 millions de personnes, selon la CGT, et 1,27 million, selon le ministère.");
    let again = of("Ils étaient 1,27 million de personnes, selon le ministère, et 2,8 millions, selon la CGT.");
    let ordered = |one: &str, other: &str| readings(Kind::Order, &[("fr", one), ("fr", other)]);
    assert_eq!(ordered(&ministry, &union), [["1,27 million de personnes", "2,8 millions de personnes"]]);
    assert!(ordered(&ministry, &again).is_empty());
    // Two counts of one source are of two things.
    let dead = of("Le séisme a fait 127 morts et 2 800 blessés, selon le ministère, des personnes âgées surtout.");
    let hurt = of("Le séisme a fait 2 800 blessés et 127 morts, selon le ministère, des personnes âgées surtout.");
    assert!(ordered(&dead, &hurt).is_empty());
}
