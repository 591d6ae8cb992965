//! Cases of every kind of difference, in sentences of our own, and what holds of any comparison.

use proptest::prelude::*;

use super::*;
use crate::article::{Article, Date, Lang};
use crate::clean::Layout;
use crate::mention;

/// An article whose every line is a paragraph.
pub(super) fn article(id: &str, lang: &str, text: &str) -> Document {
    let mut body = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        if !trimmed.is_empty() {
            let start = at + line.len() - line.trim_start().len();
            body.push(Span::new(start, start + trimmed.len()));
        }
        at += line.len();
    }
    let date = Date::parse("2018-02-09").ok();
    let article = Article { id: id.into(), text: text.into(), lang: Lang::parse(lang), date, ..Article::default() };
    Document::new(article, Layout { body, ..Layout::default() })
}

pub(super) fn compared(documents: &[Document]) -> Comparison {
    let mentions: Vec<DocumentMentions> = documents.iter().map(mention::of_document).collect();
    let texts: Vec<u32> = (0..documents.len() as u32).collect();
    let witnesses: Vec<DocId> = (0..documents.len()).map(DocId::from_index).collect();
    compare(documents, &mentions, &texts, &witnesses)
}

pub(super) fn words<'d>(documents: &'d [Document], reading: &Reading) -> &'d str {
    let article = &documents[reading.doc.index()].article;
    reading.span.of(if reading.field == Field::Title { &article.title } else { &article.text })
}

/// Asserts that a difference of `kind` has readings that contain the given words, in the order of the texts.
pub(super) fn assert_differs(lang: &str, kind: Kind, texts: &[&str], expected: &[&str]) {
    let documents: Vec<Document> = texts.iter().enumerate().map(|(at, text)| article(&format!("a{at}"), lang, text)).collect();
    let comparison = compared(&documents);
    let shows = |difference: &Difference| {
        let has = |(at, words_there): (usize, &&str)| {
            difference.readings.iter().any(|reading| reading.doc.index() == at && words(&documents, reading).contains(*words_there))
        };
        difference.kind == kind && expected.iter().enumerate().all(has)
    };
    let shown: Vec<String> = comparison
        .differences
        .iter()
        .map(|difference| {
            format!("{:?} {:?}", difference.kind, difference.readings.iter().map(|reading| words(&documents, reading)).collect::<Vec<_>>())
        })
        .collect();
    assert!(comparison.differences.iter().any(shows), "{kind:?} {expected:?} not in\n{}", shown.join("\n"));
}

#[test]
fn a_part_is_set_against_the_whole() {
    for (lang, texts, expected) in [
        (
            "fr",
            [
                "Six des huit délégués du collectif étaient attendus mardi à la préfecture d'Estrel.",
                "Les huit délégués du collectif étaient attendus mardi à la préfecture d'Estrel.",
            ],
            ["Six des huit délégués", "huit délégués"],
        ),
        (
            "en",
            [
                "Five of the nine delegates were expected on Tuesday at the Estrel prefecture.",
                "The nine delegates were expected on Tuesday at the Estrel prefecture.",
            ],
            ["Five of the nine delegates", "nine delegates"],
        ),
        (
            "fr",
            [
                "Six d’entre les huit délégués du collectif étaient attendus mardi à la préfecture d'Estrel.",
                "Les huit délégués du collectif étaient attendus mardi à la préfecture d'Estrel.",
            ],
            ["Six d’entre les huit délégués", "huit délégués"],
        ),
        (
            "es",
            [
                "Seis de los ocho delegados del colectivo fueron recibidos el martes en la prefectura de Estrel.",
                "Los ocho delegados del colectivo fueron recibidos el martes en la prefectura de Estrel.",
            ],
            ["Seis de los ocho delegados", "ocho delegados"],
        ),
        (
            "de",
            [
                "Sechs der acht Delegierten wurden am Dienstag in der Präfektur von Estrel erwartet.",
                "Die acht Delegierten wurden am Dienstag in der Präfektur von Estrel erwartet.",
            ],
            ["Sechs der acht Delegierten", "acht Delegierten"],
        ),
    ] {
        assert_differs(lang, Kind::Number, &texts, &expected);
    }
    let told = [
        "Six des huit délégués du collectif étaient attendus mardi à la préfecture d'Estrel.",
        "Les huit délégués du collectif étaient attendus mardi à la préfecture d'Estrel. Six seulement sont venus.",
    ];
    let documents = [article("a", "fr", told[0]), article("b", "fr", told[1])];
    let whole = |difference: &Difference| difference.readings.iter().any(|reading| words(&documents, reading).contains("huit"));
    assert!(!compared(&documents).differences.iter().any(|difference| difference.kind == Kind::Number && whole(difference)));
}

#[test]
fn numbers() {
    for (lang, a, b, expected) in [
        (
            "fr",
            "Trois soldats turcs ont été tués jeudi près d'al-Bab.",
            "Quatre soldats turcs ont péri jeudi, tués près d'al-Bab.",
            ["Trois", "Quatre"],
        ),
        (
            "fr",
            "Le stock de blé atteint 20 millions de tonnes dans le port.",
            "Le stock de blé atteint 25 millions de tonnes dans le port.",
            ["20", "25"],
        ),
        (
            "fr",
            "Le séisme de magnitude 7,8 a frappé la ville au matin.",
            "Un séisme de magnitude 7,7 a frappé la ville à l'aube.",
            ["7,8", "7,7"],
        ),
        (
            "en",
            "At least 12 people were killed when the bridge collapsed on Monday.",
            "The bridge collapsed on Monday and 15 people were killed.",
            ["12", "15"],
        ),
        (
            "de",
            "Bei dem Unfall auf der Brücke wurden 12 Menschen verletzt.",
            "Auf der Brücke wurden bei dem Unfall 15 Menschen verletzt.",
            ["12", "15"],
        ),
        (
            "es",
            "El incendio del puerto dejó 12 muertos y un almacén destruido.",
            "El incendio del puerto dejó 15 muertos, según la alcaldía.",
            ["12", "15"],
        ),
    ] {
        assert_differs(lang, Kind::Number, &[a, b], &expected);
    }
}

#[test]
fn days() {
    assert_differs(
        "fr",
        Kind::Date,
        &[
            "L'avion du pilote a été abattu samedi au-dessus de la province.",
            "Dimanche, l'avion du pilote a été abattu au-dessus de la province.",
        ],
        &["samedi", "Dimanche"],
    );
}

#[test]
fn names() {
    for (a, b, expected) in [
        ("Le général Valéri Guerassimov a appelé Ankara.", "Valeri Gerasimov a téléphoné au général turc.", ["Guerassimov", "Gerasimov"]),
        ("Les hommes du Front al-Nosra d'Idleb ont reculé.", "Idlib a été bombardée par des avions.", ["Idleb", "Idlib"]),
        ("Le président Recep Tayyip Erdoğan a parlé.", "Le président Recep Tayyip Erdogan a répondu.", ["Erdoğan", "Erdogan"]),
        ("La Birmanie a libéré douze journalistes.", "Le Myanmar a libéré douze journalistes.", ["Birmanie", "Myanmar"]),
        ("On se bat dans le Haut-Karabakh.", "On se bat en Artsakh.", ["Haut-Karabakh", "Artsakh"]),
    ] {
        assert_differs("fr", Kind::Name, &[a, b], &expected);
    }
    for (lang, a, b) in [
        ("en", "The U.S. released twelve journalists on Tuesday.", "The United States released twelve journalists on Tuesday."),
        ("ru", "Турция освободила двенадцать журналистов.", "В Турции освободили двенадцать журналистов."),
    ] {
        assert!(tests_abroad::readings(Kind::Name, &[(lang, a), (lang, b)]).is_empty(), "{a} {b}");
    }
    let near = [("fr", "Le maire François Bayrou a parlé jeudi à Pau."), ("fr", "Les Français ont écouté le maire jeudi à Pau.")];
    assert!(tests_abroad::readings(Kind::Name, &near).is_empty(), "a people is no spelling of a forename");
}

#[test]
fn labels() {
    for (lang, a, b, expected) in [
        (
            "fr",
            "Les rebelles syriens tiennent la ville depuis l'hiver.",
            "Les terroristes tiennent la ville depuis l'hiver.",
            ["rebelles", "terroristes"],
        ),
        (
            "fr",
            "Le régime a repris le contrôle de la route du nord.",
            "Le gouvernement a repris le contrôle de la route du nord.",
            ["régime", "gouvernement"],
        ),
        (
            "fr",
            "Des casseurs ont brisé les vitrines de l'avenue.",
            "Des manifestants ont brisé les vitrines de l'avenue.",
            ["casseurs", "manifestants"],
        ),
        (
            "en",
            "Rebels seized the border town on Sunday morning.",
            "Terrorists seized the border town on Sunday morning.",
            ["Rebels", "Terrorists"],
        ),
        ("ru", "Боевики захватили приграничный город утром.", "Повстанцы захватили приграничный город утром.", ["Боевики", "Повстанцы"]),
        (
            "tr",
            "Muhalifler sınır kasabasını sabah ele geçirdi.",
            "Teröristler sınır kasabasını sabah ele geçirdi.",
            ["Muhalifler", "Teröristler"],
        ),
    ] {
        assert_differs(lang, Kind::Label, &[a, b], &expected);
    }
}

#[test]
fn attributions() {
    for (lang, a, b, expected) in [
        (
            "fr",
            "La trêve sera prolongée d'un mois, a annoncé le ministre.",
            "La trêve sera prolongée d'un mois, a prétendu le ministre.",
            ["annoncé", "prétendu"],
        ),
        (
            "fr",
            "Selon le Kremlin, la trêve sera prolongée d'un mois.",
            "À en croire Moscou, la trêve sera prolongée d'un mois.",
            ["Selon", "À en croire"],
        ),
        (
            "en",
            "The minister said the ceasefire would last another month.",
            "The minister claimed the ceasefire would last another month.",
            ["said", "claimed"],
        ),
        (
            "de",
            "Der Minister sagte, die Waffenruhe werde einen Monat dauern.",
            "Der Minister behauptete, die Waffenruhe werde einen Monat dauern.",
            ["sagte", "behauptete"],
        ),
    ] {
        assert_differs(lang, Kind::Attribution, &[a, b], &expected);
    }
}

#[test]
fn modality_and_voice() {
    assert_differs(
        "fr",
        Kind::Modality,
        &["L'armée aurait envoyé des chars vers la frontière.", "L'armée a envoyé des chars vers la frontière."],
        &["aurait envoyé", "a envoyé"],
    );
    assert_differs(
        "en",
        Kind::Modality,
        &["The army allegedly shelled the border village.", "The army has shelled the border village."],
        &["allegedly", "has shelled"],
    );
    assert_differs(
        "fr",
        Kind::Voice,
        &["Un avion russe a tué trois soldats près de la ville d'al-Bab.", "Trois soldats ont été tués près de la ville d'al-Bab."],
        &["a tué", "ont été tués"],
    );
}

#[test]
fn quotes() {
    let whole = "« Nous resserrerons les liens entre nos armées contre tous les groupes extrémistes », a dit le président.";
    for (other, expected) in [
        ("Le président veut « resserrer les liens » : « Nous resserrerons les liens entre nos armées », dit-il.", "Nous resserrerons"),
        ("« Nous resserrerons les liens entre nos polices contre tous les groupes extrémistes », a dit le président.", "polices"),
        ("Le président a promis de resserrer les liens entre les armées contre les groupes extrémistes.", "liens"),
    ] {
        assert_differs("fr", Kind::Quote, &[whole, other], &["armées", expected]);
    }
}

const LONG: &str = "Le ministre a reçu les délégués dans son bureau.\nLa réunion a duré toute la matinée.\nLes syndicats demandent une hausse des salaires.\n\
                    Une nouvelle rencontre est prévue la semaine prochaine.\nLa grève continue dans les ateliers du port.\n";

#[test]
fn omissions_and_order() {
    let told = format!("{LONG}Le directeur Paul Lagrange a quitté la salle avant la fin.\n");
    let documents = [article("a", "fr", &told), article("b", "fr", LONG)];
    let comparison = compared(&documents);
    let omission = comparison.differences.iter().find(|difference| difference.kind == Kind::Omission).unwrap();
    assert!(words(&documents, &omission.readings[0]).contains("Lagrange"));
    assert_eq!(omission.absent, [DocId(1)]);

    let turned: String = LONG.lines().rev().map(|line| format!("{line}\n")).collect();
    let documents = [article("a", "fr", LONG), article("b", "fr", &turned)];
    let kinds: Vec<Kind> = compared(&documents).differences.iter().map(|difference| difference.kind).collect();
    assert_eq!(kinds, [Kind::Order]);
}

#[test]
fn unrelated_articles_share_nothing() {
    let other = "L'équipe a gagné la finale après les tirs au but.\nLe gardien a arrêté deux frappes.\nLe public a chanté toute la nuit.\n\
                 Le capitaine soulèvera la coupe dimanche.\nUn défilé traversera la ville.\n";
    let documents = [article("a", "fr", LONG), article("b", "fr", other)];
    let comparison = compared(&documents);
    assert!(comparison.statements.iter().all(|statement| statement.readings.len() == 1));
    assert_eq!(comparison.differences, [], "who tells of something else leaves nothing out");
    let abroad = "The team of Lionel Messi won the final after penalties.\nThe keeper Hugo Lloris stopped two shots.\n\
                  The crowd sang all night.\nThe captain will lift the cup on Sunday.\nA parade will cross the town.\n";
    let told = format!(
        "{LONG}Le directeur Paul Lagrange a quitté la salle avant la fin.\nLe ministre Marc Toulan a fermé le port de Brest jusqu'à lundi.\n"
    );
    let omissions = |day: &str| {
        let mut documents = [article("a", "fr", &told), article("b", "en", abroad)];
        documents[1].article.date = Date::parse(day).ok();
        compared(&documents).differences.iter().filter(|difference| difference.kind == Kind::Omission).count()
    };
    assert_eq!(omissions("2022-12-18"), 0, "nor does who tells of something else in another language, years later");
    assert!(omissions("2018-02-10") > 0, "of one week it may be one event");
}

#[test]
fn copies_give_no_differences_and_no_evidence() {
    let mut documents = vec![article("a", "fr", LONG), article("b", "fr", LONG)];
    assert_eq!(compared(&documents).differences, []);

    let extra = "Le directeur Paul Lagrange a quitté la salle avant la fin.\n";
    documents =
        vec![article("a", "fr", &format!("{LONG}{extra}")), article("b", "fr", &format!("{LONG}{extra}")), article("c", "fr", LONG)];
    let mentions: Vec<DocumentMentions> = documents.iter().map(mention::of_document).collect();
    let all = [DocId(0), DocId(1), DocId(2)];
    let weight = |texts: &[u32]| compare(&documents, &mentions, texts, &all).differences[0].weight;
    assert!(weight(&[0, 0, 1]) < weight(&[0, 1, 2]), "a text printed twice is one source");
}

#[test]
fn headlines_are_compared_and_never_furniture() {
    let mut documents = vec![article("a", "fr", LONG), article("b", "fr", LONG)];
    documents[0].article.title = "Les rebelles reprennent la ville frontière".into();
    documents[1].article.title = "Les terroristes reprennent la ville frontière".into();
    let comparison = compared(&documents);
    let label = comparison.differences.iter().find(|difference| difference.kind == Kind::Label).unwrap();
    assert_eq!(label.statement, None);
    assert!(label.readings.iter().all(|reading| reading.field == Field::Title));
}

#[test]
fn highlights_mark_what_others_do_not_say() {
    let documents = [
        article("a", "fr", "Les rebelles syriens tiennent la ville depuis l'hiver."),
        article("b", "fr", "Les terroristes tiennent la ville depuis l'hiver."),
    ];
    let comparison = compared(&documents);
    let statement = &comparison.statements[0];
    let marked: Vec<&str> =
        highlight(&documents, statement).iter().enumerate().map(|(at, spans)| spans[0].of(&documents[at].article.text)).collect();
    assert_eq!(marked, ["rebelles syriens", "terroristes"]);
}

#[test]
fn highlights_stay_within_a_language() {
    let texts = [
        ("fr", "Le port de Brest a rouvert lundi."),
        ("fr", "Le port de Brest a fermé lundi."),
        ("en", "The port of Brest reopened on Monday."),
    ];
    let documents: Vec<Document> = texts.iter().enumerate().map(|(at, (lang, text))| article(&format!("a{at}"), lang, text)).collect();
    let reading = |at: usize| Reading { doc: DocId::from_index(at), field: Field::Text, span: Span::new(0, texts[at].1.len()) };
    let marked = highlight(&documents, &Statement { readings: (0..3).map(reading).collect() });
    let shown: Vec<Vec<&str>> =
        marked.iter().zip(texts).map(|(spans, (_, text))| spans.iter().map(|span| span.of(text)).collect()).collect();
    assert_eq!(shown, [vec!["rouvert"], vec!["fermé"], vec![]]);
}

#[test]
fn nothing_to_compare_is_no_error() {
    assert_eq!(compared(&[]), Comparison::default());
    let documents = [article("a", "fr", ""), article("b", "fr", "…")];
    assert_eq!(compared(&documents).statements, []);
    let documents = [article("a", "fr", LONG)];
    assert_eq!(compared(&documents).differences, []);
}

/// Names, figures and days beyond the words that are read of one endless sentence.
#[test]
fn an_endless_sentence_is_read_to_its_limit() {
    let list: String = (0..120).map(|n| format!("quai {n} à Brest le {} mai, ", n % 28 + 1)).collect();
    let told = |end: &str| format!("Les navires attendent au port de Brest, {list} {end}.");
    let texts = [told("avec Jeanne Kerouac, Paul Tanguy et 77 dockers venus le 3 juin"), told("dit-on")];
    let documents: Vec<Document> = texts.iter().enumerate().map(|(at, text)| article(&format!("a{at}"), "fr", text)).collect();
    assert!(!compared(&documents).statements.is_empty());
}

#[test]
fn an_endless_article_is_cut_and_counted() {
    let documents = [article("a", "fr", &LONG.repeat(4_000)), article("b", "fr", LONG)];
    assert_eq!(compared(&documents).unread_sentences, 20_000 - 6_000);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn order_of_witnesses_changes_nothing_and_spans_are_sound(picks in prop::collection::vec(prop::collection::vec(0usize..12, 1..8), 2..5), turn in 0usize..4) {
        const POOL: [&str; 12] = [
            "Trois soldats ont été tués jeudi près de la ville.", "Quatre soldats tués près de la ville, a annoncé le ministère.",
            "« Nous resterons aussi longtemps qu'il le faudra », a dit M. Émile Durand.", "M. Durand a prétendu : « Nous resterons aussi longtemps ».",
            "Les rebelles tiennent la route du nord.", "Les terroristes tiennent toujours la route du nord !", "L'armée aurait repris la route.",
            "L'armée a repris la route vendredi.", "Le port d'Idleb a fermé…", "Le port d'Idlib — fermé — rouvrira.", "12 % des navires attendent.", "15 % des navires attendent au large.",
        ];
        let texts: Vec<String> = picks.iter().map(|lines| lines.iter().map(|line| POOL[*line]).collect::<Vec<_>>().join("\n")).collect();
        let documents: Vec<Document> = texts.iter().enumerate().map(|(at, text)| article(&format!("a{at}"), "fr", text)).collect();
        let mentions: Vec<DocumentMentions> = documents.iter().map(mention::of_document).collect();
        let clusters: Vec<u32> = (0..documents.len() as u32).collect();
        let mut witnesses: Vec<DocId> = (0..documents.len()).map(DocId::from_index).collect();
        let comparison = compare(&documents, &mentions, &clusters, &witnesses);
        witnesses.rotate_left(turn % documents.len());
        prop_assert_eq!(&compare(&documents, &mentions, &clusters, &witnesses), &comparison);
        let statements = comparison.statements.iter().flat_map(|statement| &statement.readings);
        for reading in comparison.differences.iter().flat_map(|difference| &difference.readings).chain(statements) {
            let document = &documents[reading.doc.index()];
            prop_assert!(document.article.text.get(reading.span.range()).is_some_and(|words| !words.is_empty()));
            prop_assert!(document.layout.body.iter().any(|paragraph| paragraph.contains(reading.span)));
        }
        for difference in &comparison.differences {
            prop_assert!((0.0..=1.0).contains(&difference.weight));
            prop_assert!(!difference.readings.is_empty());
        }
    }
}
