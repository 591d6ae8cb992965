//! Captures of one page in sentences of our own.

use proptest::prelude::*;

use super::super::compare;
use super::*;
use crate::article::{Article, Date, Lang};
use crate::clean::Layout;
use crate::mention;

const PAGE: &str = "https://www.gazette.example/page?utm_source=feed";
const SAME_PAGE: &str = "http://gazette.example/page/#top";

fn capture(hour: usize, lang: &str, url: &str, title: &str, text: &str) -> Document {
    let article = Article {
        id: format!("v{hour}"),
        title: title.into(),
        text: text.into(),
        lang: Lang::parse(lang),
        date: Date::parse(&format!("2018-02-09T{hour:02}:00:00Z")).ok(),
        url: Some(url.into()),
        ..Article::default()
    };
    let body = if text.is_empty() { Vec::new() } else { vec![Span::new(0, text.len())] };
    Document::new(article, Layout { body, ..Layout::default() })
}

fn of(documents: &[Document]) -> Vec<Revision> {
    let mentions: Vec<DocumentMentions> = documents.iter().map(mention::of_document).collect();
    let texts: Vec<u32> = (0..documents.len() as u32).collect();
    let witnesses: Vec<DocId> = (0..documents.len()).map(DocId::from_index).collect();
    compare(documents, &mentions, &texts, &witnesses).revisions
}

fn between(lang: &str, before: &str, after: &str) -> (Vec<Document>, Vec<Change>) {
    let documents = vec![capture(1, lang, PAGE, "", before), capture(2, lang, SAME_PAGE, "", after)];
    let changes = of(&documents).into_iter().flat_map(|revision| revision.changes).collect();
    (documents, changes)
}

fn text<'d>(documents: &'d [Document], reading: &Reading) -> &'d str {
    let article = &documents[reading.doc.index()].article;
    reading.span.of(if reading.field == crate::compare::Field::Title { &article.title } else { &article.text })
}

/// What surrounds the sentence under test in either capture.
fn framed(lang: &str, sentence: &str) -> String {
    let (before, after) = match lang {
        "fr" => ("Le conseil s'est réuni jeudi à Valmont.", "La prochaine réunion aura lieu en mars."),
        "de" => ("Der Stadtrat tagte am Donnerstag in Valmont.", "Die nächste Sitzung findet im März statt."),
        "es" => ("El consejo se reunió el jueves en Valmont.", "La próxima reunión tendrá lugar en marzo."),
        _ => ("The council met in Valmont on Thursday.", "The next meeting takes place in March."),
    };
    format!("{before} {sentence} {after}")
}

#[test]
fn a_rewording_softens_hardens_or_neither() {
    use ChangeKind::{Hardened, Reworded, Softened};
    for (lang, before, after, kind) in [
        ("fr", "L'avion a bombardé le marché de la ville.", "L'avion aurait bombardé le marché de la ville.", Softened),
        ("fr", "L'avion a bombardé le marché de la ville.", "Selon les rebelles, l'avion a bombardé le marché de la ville.", Softened),
        ("fr", "Le voleur du tableau a été arrêté dimanche.", "Le voleur présumé du tableau a été arrêté dimanche.", Softened),
        ("fr", "L'incendie du port a fait 12 morts.", "L'incendie du port a fait 9 morts.", Softened),
        ("fr", "L'incendie du port a fait 12 morts.", "L'incendie du port a fait au moins 12 morts.", Softened),
        ("fr", "Le maire a dit que le pont était sûr.", "Le maire a prétendu que le pont était sûr.", Softened),
        ("fr", "Le port compte 12 grues neuves.", "Le port compte 9 grues neuves.", Reworded),
        ("fr", "La maison du notaire a brûlé lundi.", "La demeure du notaire a brûlé lundi.", Reworded),
        ("en", "The soldiers killed the driver of the truck.", "The soldiers allegedly killed the driver of the truck.", Softened),
        ("en", "The bridge closed after the storm.", "According to police, the bridge closed after the storm.", Softened),
        ("en", "The fire killed 12 people in the harbor.", "The fire killed at least 12 people in the harbor.", Softened),
        ("en", "The house of the notary burned on Monday.", "The home of the notary burned on Monday.", Reworded),
        ("de", "Der Täter floh aus dem Rathaus.", "Der Täter floh offenbar aus dem Rathaus.", Softened),
        ("fr", "Les auteurs du vol ont été arrêtés.", "Les auteurs présumés du vol ont été arrêtés.", Softened),
        ("de", "Die Polizei fasste den Täter im Rathaus.", "Die Polizei fasste den mutmaßlichen Täter im Rathaus.", Softened),
        ("es", "La policía detuvo a los autores del robo.", "La policía detuvo a los presuntos autores del robo.", Softened),
        ("it", "La polizia ha fermato la ladra del quadro.", "La polizia ha fermato la presunta ladra del quadro.", Softened),
        ("pt", "A polícia prendeu os autores do roubo.", "A polícia prendeu os supostos autores do roubo.", Softened),
        ("ru", "Полиция задержала авторов письма в Москве.", "Полиция задержала предполагаемых авторов письма в Москве.", Softened),
        ("es", "El avión bombardeó el mercado de la ciudad.", "El avión presuntamente bombardeó el mercado de la ciudad.", Softened),
    ] {
        for (from, to, expected) in [(before, after, kind), (after, before, if kind == Softened { Hardened } else { kind })] {
            let (documents, changes) = between(lang, &framed(lang, from), &framed(lang, to));
            assert_eq!(changes.len(), 1, "{from} → {to}: {changes:?}");
            assert_eq!(changes[0].kind, expected, "{from} → {to}");
            assert_eq!(changes[0].from.map(|reading| text(&documents, &reading)), Some(from));
            assert_eq!(changes[0].to.map(|reading| text(&documents, &reading)), Some(to));
        }
    }
}

#[test]
fn sentences_come_and_go() {
    for (lang, kept, other) in [
        ("fr", "Les pompiers ont sauvé la tour du nord.", "Aucune victime n'a été signalée."),
        ("en", "Firefighters saved the northern tower.", "Nobody was reported missing."),
        ("ru", "Пожарные спасли северную башню.", "О жертвах не сообщается."),
        ("ar", "أنقذ رجال الإطفاء البرج الشمالي.", "لم ترد أنباء عن سقوط ضحايا."),
    ] {
        let both = format!("{kept} {other}");
        let (documents, changes) = between(lang, kept, &both);
        assert!(matches!(changes[..], [Change { kind: ChangeKind::Added, from: None, .. }]), "{changes:?}");
        assert_eq!(changes[0].to.map(|reading| text(&documents, &reading)), Some(other));
        let (documents, changes) = between(lang, &both, kept);
        assert!(matches!(changes[..], [Change { kind: ChangeKind::Removed, to: None, .. }]), "{changes:?}");
        assert_eq!(changes[0].from.map(|reading| text(&documents, &reading)), Some(other));
    }
}

#[test]
fn what_moved_or_is_set_otherwise_is_no_change() {
    for (lang, before, after) in [
        ("fr", "Le feu est éteint. La tour a été sauvée.", "La tour a été sauvée. Le feu est éteint."),
        ("fr", "L'État paiera, dit-il. L'été sera long.", "L’Etat paiera, dit-il\u{a0}! L’été sera long."),
        ("en", "The fire is out.\n\nThe tower stands.", "The tower stands. The fire is out."),
        ("en", "The fire is out. The fire is out.", "The fire is out. The fire is out."),
        ("en", "", ""),
    ] {
        assert_eq!(between(lang, before, after).1, [], "{before} → {after}");
    }
}

#[test]
fn the_words_that_changed_are_marked() {
    for (lang, before, after, old, new) in [
        ("fr", "Le maire de Valmont a quitté la salle.", "Le maire de Valmont a déserté la salle.", "quitté", "déserté"),
        ("en", "The mayor of Valmont left the hall at noon.", "The mayor of Valmont fled the hall at noon.", "left", "fled"),
    ] {
        let (documents, changes) = between(lang, &framed(lang, before), &framed(lang, after));
        let words = |at: usize, spans: &[Span]| spans.iter().map(|span| span.of(&documents[at].article.text)).collect::<Vec<_>>().join("|");
        assert_eq!((words(0, &changes[0].from_words).as_str(), words(1, &changes[0].to_words).as_str()), (old, new));
    }
}

#[test]
fn headlines_stand_for_one_another() {
    let documents = [capture(1, "fr", PAGE, "Le pont s'effondre", ""), capture(2, "fr", PAGE, "Deux blessés à Valmont", "")];
    let revisions = of(&documents);
    assert_eq!(revisions[0].changes.len(), 1);
    assert_eq!(revisions[0].changes[0].kind, ChangeKind::Reworded);
    assert_eq!(revisions[0].changes[0].from.map(|reading| text(&documents, &reading)), Some("Le pont s'effondre"));
}

#[test]
fn only_captures_of_one_page_are_revisions() {
    let sentence = "Le pont de la ville a été fermé après la tempête.";
    let longer = format!("{sentence} Il rouvrira lundi.");
    for (first, second) in
        [(PAGE, "https://gazette.example/other"), (PAGE, "https://autre.example/page"), ("https://a.example/", "https://a.example/")]
    {
        assert_eq!(of(&[capture(1, "fr", first, "", sentence), capture(2, "fr", second, "", &longer)]), [], "{first} {second}");
    }
    // One address given to two articles.
    assert_eq!(of(&[capture(1, "fr", PAGE, "", sentence), capture(2, "fr", PAGE, "", "Une école ouvre ses portes à Brest.")]), []);
    // Three captures are two revisions, whatever their order.
    let turned = [capture(3, "fr", PAGE, "", sentence), capture(1, "fr", PAGE, "", sentence), capture(2, "fr", PAGE, "", &longer)];
    let steps: Vec<(u32, u32)> = of(&turned).iter().map(|revision| (revision.from.0, revision.to.0)).collect();
    assert_eq!(steps, [(1, 2), (2, 0)]);
}

proptest! {
    /// Every sentence that is not in both captures stands in one change, and there turned about.
    #[test]
    fn changes_account_for_every_sentence(before in "[a-d. ]{0,60}", after in "[a-d. ]{0,60}") {
        let before = format!("The tower of the old town stands. {before}");
        let after = format!("The tower of the old town stands. {after}");
        let (_, forth) = between("en", &before, &after);
        let (_, back) = between("en", &after, &before);
        let count = |changes: &[Change], kind| changes.iter().filter(|change| change.kind == kind).count();
        prop_assert_eq!(count(&forth, ChangeKind::Added), count(&back, ChangeKind::Removed));
        prop_assert_eq!(count(&forth, ChangeKind::Removed), count(&back, ChangeKind::Added));
        prop_assert_eq!(count(&forth, ChangeKind::Softened), count(&back, ChangeKind::Hardened));
    }
}
