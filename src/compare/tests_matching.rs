//! Which sentences make one statement.

use super::tests::{article, compared, words};

/// Whether a sentence with `one` and a sentence with `other` make one statement.
fn told_together(texts: [(&str, &str); 2], [one, other]: [&str; 2]) -> bool {
    let documents = [article("a", texts[0].0, texts[0].1), article("b", texts[1].0, texts[1].1)];
    let comparison = compared(&documents);
    comparison.statements.iter().any(|statement| {
        let says = |part: &str| statement.readings.iter().any(|reading| words(&documents, reading).contains(part));
        says(one) && says(other)
    })
}

#[test]
fn a_figure_a_quotation_or_the_place_tells_that_sentences_say_the_same() {
    let reproach = "The week was busy. Joining a chorus of bishops and theologians, nearly 90 teachers of the college have taken Senator Moss to task for his misuse of church doctrine in defending a budget that hurts the poor.";
    let quoted = "The week was busy. The senator called the move a \"cruel gamble\" that no town council in the valley would survive beyond the winter.";
    for (one, other, parts, together) in [
        (
            reproach,
            "Classes at the college end in May. The latest rebuke comes in a letter signed by nearly 90 teachers and priests of the college in advance of a visit by Mr Moss on Thursday.",
            ["nearly 90 teachers of", "nearly 90 teachers and"],
            true,
        ),
        (
            reproach,
            "Classes at the college end in May. The latest rebuke comes in a letter signed by nearly 70 teachers and priests of the college in advance of a visit by Mr Moss on Thursday.",
            ["nearly 90 teachers of", "nearly 70 teachers and"],
            false,
        ),
        (
            quoted,
            "Classes at the college end in May. Asked on Friday by reporters at the airport, Mr Moss spoke of a \"cruel gamble\" and left without a word on the senator's budget.",
            ["called the move", "spoke of a"],
            true,
        ),
        (
            quoted,
            "Classes at the college end in May. Asked on Friday by reporters at the airport, Mr Moss spoke of a cruel gamble and left without a word on the senator's budget.",
            ["called the move", "spoke of a"],
            false,
        ),
        (
            "The House majority leader was beaten on Tuesday by a novice who works as an economics professor at a small college.",
            "In one of the most stunning upsets in the history of primaries, the majority leader lost to a professor backed by farmers, who had hammered him for being soft on subsidies.",
            ["was beaten", "stunning upsets"],
            true,
        ),
        (
            "Rain fell over the valley. The House majority leader was beaten on Tuesday by a novice who works as an economics professor at a small college.",
            "Trains ran late in the south. In one of the most stunning upsets in the history of primaries, the majority leader lost to a professor backed by farmers, who had hammered him for being soft on subsidies.",
            ["was beaten", "stunning upsets"],
            false,
        ),
    ] {
        assert_eq!(told_together([("en", one), ("en", other)], parts), together, "{parts:?}");
    }
}

#[test]
fn words_are_heard_through_their_endings_and_capitals() {
    let french =
        "La réunion a duré deux heures. L'armée syrienne a fait savoir vendredi qu'elle était entrée à Manbij, à la demande des Kurdes.";
    for (lang, meets, text) in [
        ("tr", "ordusu", "Toplantı sona erdi. Suriye ordusu cuma günü, Kürtlerin çağrısı üzerine Menbiç'e girdiğini öne sürmüştü."),
        ("es", "Ejército", "No hubo declaraciones. El Ejército sirio anunció el viernes su entrada en Manbij, a petición de los kurdos."),
        (
            "de",
            "Armee",
            "Niemand sprach danach. Die syrische Armee teilte am Freitag mit, sie sei auf Bitten der Kurden in Manbidsch eingerückt.",
        ),
    ] {
        assert!(told_together([("fr", french), (lang, text)], ["armée syrienne", meets]), "{text}");
    }
}
