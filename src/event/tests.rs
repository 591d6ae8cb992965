//! Which reports make one event, in news of invented places, and what holds of any grouping.

use proptest::prelude::*;

use super::*;
use crate::article::{Article, Date, Lang, Span};
use crate::clean::Layout;
use crate::cluster::Cluster;
use crate::mention::of_document;

/// An article in five strings: id, language, date or nothing, headline, body.
type Given<'t> = [&'t str; 5];

const CALL_2031: [Given; 4] = [
    [
        "fr-a",
        "fr",
        "2031-03-06",
        "Brévanne et Tordal se parlent après le naufrage de la Calypso",
        "Le président brévannais Armand Quilleret a téléphoné jeudi à son homologue tordalien Ilya Voronko pour lui présenter ses condoléances \
         après le naufrage du ferry Calypso, qui a fait 41 morts au large de Port-Amblin, a annoncé le palais de Brévanne. Les deux dirigeants \
         sont convenus d'ouvrir une enquête commune. M. Voronko a remercié les sauveteurs de Port-Amblin.",
    ],
    [
        "fr-b",
        "fr",
        "2031-03-07",
        "Naufrage de la Calypso : Quilleret appelle Voronko",
        "Conversation téléphonique entre Armand Quilleret et Ilya Voronko, jeudi soir : le chef de l'Etat a exprimé sa solidarité avec les familles des \
         41 victimes de la Calypso, disparue devant Port-Amblin. Une commission d'enquête commune sera formée, selon un communiqué. Les garde-côtes \
         ont repris les recherches au large de Port-Amblin.",
    ],
    [
        "en-a",
        "en",
        "2031-03-06",
        "Quilleret phones Voronko over Calypso ferry disaster",
        "President Armand Quilleret called Ilya Voronko on Thursday to offer condolences for the 41 people who died when the Calypso sank off Port-Amblin. \
         The two leaders agreed on a joint inquiry, the palace said. Voronko thanked the rescuers of Port-Amblin.",
    ],
    [
        "es-a",
        "es",
        "2031-03-07",
        "Quilleret llama a Voronko tras el naufragio del Calypso",
        "El presidente Armand Quilleret telefoneó el jueves a Ilya Voronko para expresarle sus condolencias por los 41 muertos del transbordador Calypso, \
         hundido frente a Port-Amblin. Ambos acordaron una investigación conjunta.",
    ],
];

const CALL_2032: Given = [
    "fr-later",
    "fr",
    "2032-04-13",
    "Quilleret et Voronko veulent relancer le gazoduc du Nord",
    "Les présidents Armand Quilleret et Ilya Voronko se sont entretenus mardi au téléphone, a annoncé le palais de Brévanne. Ils sont convenus de relancer \
     le chantier du gazoduc du Nord, arrêté depuis l'automne faute d'accord sur les tarifs de transit. M. Voronko attend une délégation à Estrel le 28 avril.",
];

fn documents(given: &[Given]) -> Vec<Document> {
    let document = |[id, lang, date, title, text]: &Given| {
        let article = Article {
            id: (*id).to_owned(),
            title: (*title).to_owned(),
            text: (*text).to_owned(),
            source: Some(format!("outlet of {id}")),
            date: Date::parse(date).ok(),
            lang: Lang::parse(lang),
            ..Article::default()
        };
        let body = if text.is_empty() { Vec::new() } else { vec![Span::new(0, text.len())] };
        Document::new(article, Layout { body, ..Layout::default() })
    };
    given.iter().map(document).collect()
}

fn singletons(documents: &[Document]) -> Clusters {
    let mut order: Vec<DocId> = (0..documents.len()).map(DocId::from_index).collect();
    order.sort_by(|a, b| documents[a.index()].article.key().cmp(&documents[b.index()].article.key()));
    let mut of = vec![0; documents.len()];
    order.iter().zip(0..).for_each(|(doc, at)| of[doc.index()] = at);
    let alone = |doc: DocId| Cluster { members: vec![doc], centre: doc, representative: doc, weakest: 1.0, cohesion: 1.0 };
    Clusters { of, list: order.into_iter().map(alone).collect() }
}

fn grouped(given: &[Given]) -> Events {
    let documents = documents(given);
    let mentions: Vec<DocumentMentions> = documents.iter().map(of_document).collect();
    events(&documents, &mentions, &singletons(&documents), &EventConfig::default())
}

/// The partition by ids, in a fixed order.
fn partition(given: &[Given]) -> Vec<Vec<String>> {
    let events = grouped(given);
    let mut groups: Vec<Vec<String>> = events
        .list
        .iter()
        .map(|event| {
            let mut ids: Vec<String> = event.members.iter().map(|doc| given[doc.index()][0].to_owned()).collect();
            ids.sort();
            ids
        })
        .collect();
    groups.sort();
    groups
}

fn undated(given: &[Given]) -> Vec<Given<'static>> {
    let leak = |text: &str| -> &'static str { Box::leak(text.to_owned().into_boxed_str()) };
    given.iter().map(|[id, lang, _, title, text]| [leak(id), leak(lang), "", leak(title), leak(text)]).collect()
}

#[test]
fn an_empty_batch_has_no_events() {
    assert_eq!(grouped(&[]), Events::default());
}

#[test]
fn reports_of_one_call_join_and_the_call_of_the_next_year_stays_apart() {
    let mut all = CALL_2031[..2].to_vec();
    all.push(CALL_2032);
    assert_eq!(partition(&all), [vec!["fr-a", "fr-b"], vec!["fr-later"]]);
    assert_eq!(partition(&undated(&all)), [vec!["fr-a", "fr-b"], vec!["fr-later"]]);
}

#[test]
fn reports_in_other_languages_join() {
    assert_eq!(partition(&CALL_2031), [vec!["en-a", "es-a", "fr-a", "fr-b"]]);
}

#[test]
fn decisions_of_two_months_are_two_events() {
    let given = [
        [
            "july-a",
            "fr",
            "2031-07-24",
            "La Banque de Brévanne relève son taux à 3,75 %",
            "La Banque centrale de Brévanne a relevé jeudi son taux directeur d'un quart de point, à 3,75 %, pour freiner l'inflation, qui atteint 5,5 %. La \
             gouverneure Hélène Marsac n'a pas exclu une pause à la rentrée.",
        ],
        [
            "july-b",
            "fr",
            "2031-07-24",
            "Taux : Brévanne monte à 3,75 %, Marsac évoque une pause",
            "Nouvelle hausse d'un quart de point : le taux directeur de la Banque centrale de Brévanne passe à 3,75 %, a annoncé jeudi Hélène Marsac. L'inflation \
             atteint 5,5 %. Une pause est possible à la rentrée.",
        ],
        [
            "september-a",
            "fr",
            "2031-09-11",
            "La Banque de Brévanne relève son taux à 4 %",
            "La Banque centrale de Brévanne a relevé jeudi son taux directeur d'un quart de point, à 4 %, pour freiner l'inflation, qui atteint 5,2 %. La gouverneure \
             Hélène Marsac a laissé entendre que ce serait la dernière hausse.",
        ],
        [
            "september-b",
            "fr",
            "2031-09-12",
            "Brévanne porte son taux à 4 %, sans doute la dernière hausse",
            "Le taux directeur de la Banque centrale de Brévanne passe à 4 %, a annoncé jeudi Hélène Marsac, qui y voit sans doute la dernière hausse du cycle. \
             L'inflation atteint 5,2 %.",
        ],
    ];
    assert_eq!(partition(&given), [vec!["july-a", "july-b"], vec!["september-a", "september-b"]]);
}

#[test]
fn a_recurring_page_is_a_new_event_every_day() {
    let page = |id, date, title, text| [id, "fr", date, title, text];
    let given = [
        page(
            "d1",
            "2031-02-03",
            "Le temps à Estrel, lundi 3 février 2031",
            "Ciel couvert le matin, éclaircies l'après-midi. Vent d'ouest, 30 km/h. Minimale 2 degrés, maximale 8 degrés.",
        ),
        page(
            "d2",
            "2031-02-04",
            "Le temps à Estrel, mardi 4 février 2031",
            "Ciel couvert le matin, éclaircies l'après-midi. Vent d'ouest, 40 km/h. Minimale 3 degrés, maximale 9 degrés.",
        ),
    ];
    let mut documents = documents(&given);
    documents.iter_mut().for_each(|document| document.article.source = Some("Estrel météo".to_owned()));
    let mentions: Vec<DocumentMentions> = documents.iter().map(of_document).collect();
    let events = events(&documents, &mentions, &singletons(&documents), &EventConfig::default());
    assert_eq!(events.list.len(), 2);
}

/// Three towns of one election, from one form of one outlet: names and figures are filled in, so no two are copies.
#[test]
fn issues_of_a_series_are_events_of_their_own() {
    let given = [
        [
            "estrel",
            "fr",
            "2031-03-16",
            "Résultats des municipales 2031 à Estrel en direct",
            "Retrouvez les résultats des élections municipales à Estrel. La maire sortante Hélène Marsac arrive en tête du premier tour avec 38 % des \
             voix devant Luc Arnoult (27 %). La participation atteint 61 %. Le second tour aura lieu dimanche 23 mars.",
        ],
        [
            "tordal",
            "fr",
            "2031-03-16",
            "Résultats des municipales 2031 à Tordal en direct",
            "Retrouvez les résultats des élections municipales à Tordal. Le maire sortant Bruno Keller arrive en tête du premier tour avec 44 % des voix \
             devant Anne Sorel (31 %). La participation atteint 55 %. Le second tour aura lieu dimanche 23 mars.",
        ],
        [
            "port-amblin",
            "fr",
            "2031-03-16",
            "Résultats des municipales 2031 à Port-Amblin en direct",
            "Retrouvez les résultats des élections municipales à Port-Amblin. La conseillère Inès Duval arrive en tête du premier tour avec 33 % des voix \
             devant Paul Ferrand (29 %). La participation atteint 58 %. Le second tour aura lieu dimanche 23 mars.",
        ],
    ];
    let of = |outlets: [&str; 3]| {
        let mut documents = documents(&given);
        documents.iter_mut().zip(outlets).for_each(|(document, outlet)| document.article.source = Some(outlet.to_owned()));
        let mentions: Vec<DocumentMentions> = documents.iter().map(of_document).collect();
        let (clusters, config) = (singletons(&documents), EventConfig::default());
        let why = explain(&documents, &mentions, &clusters, &config, DocId(0), DocId(1));
        (events(&documents, &mentions, &clusters, &config).list.len(), why.vetoes)
    };
    assert_eq!(of(["Le Tordalien"; 3]), (3, vec![Veto::Series]));
    assert_eq!(of(["Le Tordalien", "Estrel matin", "La Voix d'Amblin"]), (1, vec![]));
}

#[test]
fn headlines_alone_join() {
    let given = [
        ["a", "fr", "2031-03-06", "Naufrage de la Calypso : 41 morts au large de Port-Amblin", ""],
        ["b", "fr", "2031-03-06", "Le naufrage de la Calypso à Port-Amblin fait 41 morts", ""],
        ["c", "fr", "2031-03-06", "Football : Estrel bat Tordal et file en demi-finale", ""],
        ["d", "fr", "2031-03-07", "Budget : le Sénat rejette la hausse des droits de succession", ""],
    ];
    assert_eq!(partition(&given), [vec!["a", "b"], vec!["c"], vec!["d"]]);
}

#[test]
fn copies_are_never_split() {
    let documents = documents(&[CALL_2031[0], CALL_2032]);
    let mentions: Vec<DocumentMentions> = documents.iter().map(of_document).collect();
    let both = Cluster { members: vec![DocId(0), DocId(1)], centre: DocId(0), representative: DocId(0), weakest: 1.0, cohesion: 1.0 };
    let clusters = Clusters { of: vec![0, 0], list: vec![both] };
    let events = events(&documents, &mentions, &clusters, &EventConfig::default());
    assert_eq!(events.list.len(), 1);
}

#[test]
fn contributions_sum_to_the_score_that_grouped() {
    let documents = documents(&CALL_2031);
    let mentions: Vec<DocumentMentions> = documents.iter().map(of_document).collect();
    let clusters = singletons(&documents);
    let config = EventConfig::default();
    let events = events(&documents, &mentions, &clusters, &config);
    for (a, b) in [(0, 1), (0, 2), (1, 3)] {
        let why = explain(&documents, &mentions, &clusters, &config, DocId(a), DocId(b));
        let sum: f64 = why.contributions.iter().map(|contribution| contribution.log_odds).sum();
        assert!((sum - why.log_odds).abs() < 1e-9);
        assert!((1.0 / (1.0 + (-sum).exp()) - why.score).abs() < 1e-9);
        let link = events.links.iter().find(|link| (link.a, link.b) == (DocId(a), DocId(b))).unwrap();
        assert!((link.score - why.score).abs() < 1e-4);
        assert!(why.together && !why.copies && why.vetoes.is_empty());
        assert!(why.contributions.iter().any(|contribution| !contribution.terms.is_empty()));
    }
}

#[test]
fn the_window_is_a_veto_and_explained_as_one() {
    let documents = documents(&[CALL_2031[0], CALL_2032]);
    let mentions: Vec<DocumentMentions> = documents.iter().map(of_document).collect();
    let why = explain(&documents, &mentions, &singletons(&documents), &EventConfig::default(), DocId(0), DocId(1));
    assert_eq!(why.vetoes, [Veto::OutsideWindow]);
    assert!(!why.together);
}

#[test]
fn parameters_out_of_range_are_refused() {
    let with = |threshold, window_days| EventConfig { threshold, window_days, ..EventConfig::default() }.validate();
    assert_eq!(with(0.5, 10), Ok(()));
    assert!(matches!(with(1.5, 10), Err(EventConfigError::Share { name: "threshold", .. })));
    assert!(matches!(with(f64::NAN, 10), Err(EventConfigError::Share { .. })));
    assert!(matches!(with(0.5, u32::MAX), Err(EventConfigError::Window { .. })));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn order_and_threads_change_nothing(order in Just((0..5usize).collect::<Vec<_>>()).prop_shuffle(), threads in 1..5usize) {
        let mut all = CALL_2031.to_vec();
        all.push(CALL_2032);
        let shuffled: Vec<Given> = order.iter().map(|at| all[*at]).collect();
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        prop_assert_eq!(pool.install(|| partition(&shuffled)), partition(&all));
    }
}
