//! `compare`: four forms of one comparison.

use crate::{Place, corpus};

const CALL: [&str; 4] = ["adp-20170209", "ponant-20170210", "--in", ""];

fn args(format: &str) -> Vec<String> {
    let mut args: Vec<String> = ["compare"].iter().chain(&CALL[..3]).map(ToString::to_string).collect();
    args.extend([corpus(), "--format".into(), format.into()]);
    args
}

#[test]
fn json_has_the_fields_of_the_contract_and_true_spans() {
    let place = Place::new();
    let args = args("json");
    let ran = place.run(&args.iter().map(String::as_str).collect::<Vec<_>>()).exits(0);
    let value: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    for field in ["schema", "articles", "statements", "differences"] {
        assert!(!value[field].is_null(), "{field}");
    }
    let run = place.run(&["extract", &corpus()]).exits(0);
    assert!(run.out.contains("adp-20170209"));
    assert_eq!(value["unread_sentences"], 0);
    assert!(value["articles"][0].get("own_share").is_none(), "only a report knows all texts");
    let differences = value["differences"].as_array().expect("a list");
    let number = differences.iter().find(|difference| difference["kind"] == "number").expect("three or four soldiers");
    assert!(number["readings"].as_array().expect("a list").len() >= 2);
    assert!(number["weight"].as_f64().expect("a number") > 0.0);
    let dispatch = std::fs::read_to_string(crate::project().join("corpus/depeches/delta-1842.txt")).expect("the dispatch");
    let text: Vec<char> = dispatch.splitn(3, "---\n").nth(2).expect("front matter").trim_start().chars().collect();
    for reading in differences
        .iter()
        .flat_map(|difference| difference["readings"].as_array().expect("a list"))
        .filter(|reading| reading["id"] == "adp-20170209" && reading["field"] != "title")
    {
        let at = |n: usize| reading["span"][n].as_u64().expect("a number") as usize;
        assert_eq!(text[at(0)..at(1)].iter().collect::<String>(), reading["text"].as_str().expect("a string"));
    }
}

#[test]
fn people_can_read_the_other_forms() {
    let place = Place::new();
    for (format, words) in [("terminal", "trois soldats"), ("markdown", "trois soldats"), ("html", "<!DOCTYPE html>")] {
        let args = args(format);
        let ran = place.run(&args.iter().map(String::as_str).collect::<Vec<_>>()).exits(0);
        assert!(ran.out.to_lowercase().contains(&words.to_lowercase()), "{format}:\n{}", ran.out);
        assert!(!ran.out.contains('\u{1b}'), "no color where there is no terminal");
    }
}

#[test]
fn files_of_one_article_each() {
    let place = Place::new();
    place.write("a.txt", "Le pont ferme lundi pour deux mois, a annoncé la mairie de Brest. Au moins 200 commerces sont touchés.");
    place.write("b.txt", "Le pont ferme lundi pour trois mois, a reconnu la mairie de Brest. Près de 300 commerces sont touchés.");
    place.run(&["compare", "a.txt", "b.txt"]).exits(0).prints("200");
    place.write("c.txt", "La recette du far breton demande des pruneaux, du lait et de la patience. Il cuit une heure à four doux.");
    let ran = place.run(&["compare", "a.txt", "c.txt", "--format", "json"]).exits(0);
    let value: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    let shared = value["statements"]
        .as_array()
        .expect("a list")
        .iter()
        .filter(|statement| statement["readings"].as_array().is_some_and(|readings| readings.len() > 1));
    assert_eq!(shared.count(), 0, "nothing is invented between two unrelated articles");
}

#[test]
fn captures_of_one_page_are_compared_as_revisions() {
    let place = Place::new();
    let ids = ["gazette-argonne-20190415-v1", "gazette-argonne-20190415-v2", "gazette-argonne-20190415-v3"];
    let run = |ids: &[&str], format: &str| {
        let corpus = corpus();
        let args = [&["compare"], ids, &["--in", &corpus, "--format", format, "--ui-lang", "fr"]].concat();
        place.run(&args).exits(0).out
    };
    let value: serde_json::Value = serde_json::from_str(&run(&ids, "json")).expect("JSON");
    let revisions = value["revisions"].as_array().expect("a list");
    let steps: Vec<_> = revisions.iter().map(|revision| (&revision["from"], &revision["to"])).collect();
    assert_eq!(steps, [(&ids[0].into(), &ids[1].into()), (&ids[1].into(), &ids[2].into())]);
    let found = |at: usize, kind: &str, side: &str, words: &str| {
        let changes = revisions[at]["changes"].as_array().expect("a list");
        changes.iter().any(|change| change["kind"] == kind && change[side]["text"].as_str().is_some_and(|text| text.contains(words)))
    };
    assert!(found(0, "removed", "from", "Aucune victime n'a été signalée."), "{revisions:#?}");
    assert!(found(0, "added", "to", "Un pompier a été grièvement blessé."), "{revisions:#?}");
    assert!(found(0, "added", "to", "La couronne d'épines"), "{revisions:#?}");
    assert!(found(0, "reworded", "to", "peu avant 23 heures"), "{revisions:#?}");
    assert!(found(0, "reworded", "to", "pour destruction involontaire"), "{revisions:#?}");
    assert!(found(1, "reworded", "to", "ont lutté toute la soirée"), "{revisions:#?}");
    assert!(found(1, "added", "to", "La structure de la cathédrale est sauvée"), "{revisions:#?}");
    for change in revisions.iter().flat_map(|revision| revision["changes"].as_array().expect("a list")) {
        let sides = (change["from"].is_null(), change["to"].is_null());
        assert_eq!(sides, (change["kind"] == "added", change["kind"] == "removed"));
    }
    assert!(run(&ids, "terminal").contains("Ajouté  Un pompier"));
    assert!(run(&ids, "markdown").contains("## Versions"));
    let two: serde_json::Value = serde_json::from_str(&run(&["adp-20170209", "ponant-20170210"], "json")).expect("JSON");
    assert!(two.get("revisions").is_none(), "two pages");
}

#[test]
fn events_of_a_report_have_their_revisions() {
    let place = Place::new();
    place.run(&["report", &corpus(), "-o", "out"]).exits(0);
    let report = std::fs::read_to_string(place.path("out/report.json")).expect("a report");
    let report: serde_json::Value = serde_json::from_str(&report).expect("JSON");
    let events = report["events"].as_array().expect("a list").iter();
    let revised: Vec<_> = events.filter_map(|event| event["wording"].get("revisions")).collect();
    let steps: Vec<usize> = revised.iter().map(|revisions| revisions.as_array().expect("a list").len()).collect();
    assert_eq!(steps, [2], "one page of the corpus was captured, three times");
    let change = revised[0][0]["changes"][1].as_object().expect("an object");
    assert_eq!(change.keys().collect::<Vec<_>>(), ["from", "from_words", "kind", "to", "to_words"]);
    let markdown = std::fs::read_to_string(place.path("out/report.md")).expect("a report");
    assert_eq!(markdown.matches("#### Versions").count(), 1);
    let summary = place.run(&["report", &corpus()]).exits(0).out;
    assert!(summary.contains("Added  Un pompier a été grièvement blessé."), "{summary}");
}

#[test]
fn ids_may_stand_behind_the_inputs() {
    let place = Place::new();
    let corpus = corpus();
    let expected = place.run(&["compare", "adp-20170209", "ponant-20170210", "--in", &corpus]).exits(0).out;
    for args in [
        &["compare", "--in", &corpus, "adp-20170209", "ponant-20170210"][..],
        &["compare", "adp-20170209", "--in", &corpus, "ponant-20170210"],
    ] {
        assert_eq!(place.run(args).exits(0).out, expected);
    }
    place.run(&["compare", "--in", &corpus, "adp-20170209", "no-such-id"]).exits(2).says("no article has the id \"no-such-id\"");
}

#[test]
fn lines_are_as_wide_as_the_variable_asks() {
    let place = Place::new();
    let corpus = corpus();
    for args in [&["compare", "adp-20170209", "ponant-20170210", "--in", &corpus][..], &["report", &corpus]] {
        let widest = |columns: &str| {
            let ran = crate::ran(place.command(args).env("COLUMNS", columns).output().expect("the binary runs")).exits(0);
            ran.out.lines().map(|line| line.chars().count()).max().expect("lines")
        };
        assert!((40..=50).contains(&widest("50")) && (80..=90).contains(&widest("90")));
        assert_eq!(widest("none"), widest("100"));
    }
}
