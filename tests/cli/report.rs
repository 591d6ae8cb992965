//! `report`: a folder that reads without script and without network, whatever the articles say.

use std::fs;

use crate::{Place, corpus};

#[test]
fn the_folder_and_its_first_page() {
    let place = Place::new();
    place.run(&["report", &corpus(), "-o", "r", "--ui-lang", "fr", "--title", "Revue du <corpus>"]).exits(0).says("index.html");
    let index = place.read("r/index.html");
    assert!(index.contains("Revue du &#60;corpus&#62;") && index.contains("lang=\"fr\"") && index.contains("Content-Security-Policy"));
    assert!(place.read("r/report.md").contains("Erdogan"));
    let json: serde_json::Value = serde_json::from_str(&place.read("r/report.json")).expect("JSON");
    assert!(json["schema"].is_string() || json["schema"].is_number());
    place.run(&["report", &corpus(), "-o", "r"]).exits(0);
    assert!(place.read("r/index.html").contains("lang=\"en\""), "a report can be written over an older one");
}

#[test]
fn hostile_articles_stay_text() {
    let place = Place::new();
    let evil = r#"</title><script>alert(1)</script>"><img src=x onerror=alert(2)>"#;
    let mut lines = String::new();
    for n in 0..3 {
        let record = serde_json::json!({
            "id": format!("../../{evil}{n}"),
            "title": format!("{evil} à Brest le 3 mai"),
            "text": format!("{evil} Le port de Brest a rouvert mardi 3 mai après trois semaines de travaux, a annoncé la préfecture ({n}00 navires). \u{202e}Les grutiers ont repris le travail à l'aube.\u{1b}[31m"),
            "source": format!("{evil} Journal {n}"),
            "url": "javascript:alert(3)",
            "date": "2022-05-03",
        });
        lines.push_str(&format!("{record}\n"));
    }
    place.write("evil.jsonl", lines);
    place.run(&["report", "evil.jsonl", "-o", "deep/er/r"]).exits(0);
    let mut files = vec![place.path("deep/er/r")];
    let mut pages = 0;
    while let Some(path) = files.pop() {
        if path.is_dir() {
            files.extend(fs::read_dir(&path).expect("a folder").map(|entry| entry.expect("an entry").path()));
            continue;
        }
        let content = fs::read_to_string(&path).expect("UTF-8");
        if path.extension().is_some_and(|extension| extension == "html") {
            pages += 1;
            assert!(
                !content.contains("<script>alert") && !content.contains("<img src=x") && !content.contains("href=\"javascript:"),
                "{}",
                path.display()
            );
            assert!(!content.contains('\u{1b}'));
        }
    }
    assert!(pages >= 4, "{pages} pages");
    assert_eq!(fs::read_dir(place.path("")).expect("a folder").count(), 2, "nothing was written outside the report's folder");
    for command in ["dedup", "group"] {
        let ran = place.run(&[command, "evil.jsonl"]).exits(0);
        assert!(!ran.out.contains('\u{1b}') && !ran.err.contains('\u{1b}'));
    }
}

/// What an earlier report told and this one does not must not stay beside it.
#[test]
fn a_report_takes_the_place_of_an_earlier_one_and_of_nothing_else() {
    let place = Place::new();
    place.run(&["report", &corpus(), "-o", "r", "--ui-lang", "fr"]).exits(0);
    place.write("r/notes.txt", "mine");
    place.write("r/articles/my-page.html", "mine");
    place.run(&["report", &corpus(), "-o", "r", "--redact"]).exits(0).says("of an earlier report");
    place.run(&["report", &corpus(), "-o", "fresh", "--redact"]).exits(0);
    let files = |name: &str| crate::example::files(&place.path(name));
    let mut expected = files("fresh");
    for name in ["notes.txt", "articles/my-page.html"] {
        expected.insert(name.into(), "mine".into());
    }
    assert_eq!(files("r"), expected);
    place.write("a.txt", crate::text(0, 8));
    place.run(&["report", "a.txt", "-o", "r"]).exits(0).says("of an earlier report");
    assert_eq!(place.names("r/articles").len(), 2, "the page of the one article, and mine");
    assert!(!place.path("r/events").exists());
}

#[test]
fn a_page_of_somebody_else_is_not_written_over() {
    for name in ["index.html", "report.md", "assets/report.css"] {
        let place = Place::new();
        place.write("a.txt", crate::text(0, 8));
        place.write(&format!("site/{name}"), "<!doctype html>\n<html lang=\"en\"><title>My site</title>");
        let before = crate::example::files(&place.path("site"));
        place.run(&["report", "a.txt", "-o", "site"]).exits(2).says(name).says("was not written by recoupe");
        assert_eq!(crate::example::files(&place.path("site")), before);
    }
}

#[test]
fn without_a_folder_a_summary_is_printed() {
    let place = Place::new();
    place.run(&["report", &corpus()]).exits(0).prints("85\u{a0}articles");
}

#[test]
fn what_texts_are_to_each_other_is_said_as_far_as_it_is_known() {
    let place = Place::new();
    place.run(&["report", &corpus(), "-o", "r"]).exits(0);
    let report: serde_json::Value = serde_json::from_str(&place.read("r/report.json")).expect("JSON");
    let list = |name: &str| report[name].as_array().expect("a list").clone();
    let article = |id: &str| list("articles").into_iter().find(|article| article["id"] == id).expect("the article");
    for (id, relation, own_share) in [
        ("gazette-argonne-20210329", "same_text", None),
        ("radio-cevenole-20210329", "same_text", Some(0.0)),
        ("harbour-chronicle-20210329", "no_text", None),
        ("adp-20170209", "copied", Some(1.0)),
        ("gazette-20170209", "copy", Some(0.0)),
        ("ill-20170210", "copy", None),
        ("gazette-argonne-20190415-v3", "same_text", None),
    ] {
        let article = article(id);
        assert_eq!(article["relation"], relation, "{id}");
        assert!(own_share.is_none_or(|share| article["own_share"] == share), "{id}: {}", article["own_share"]);
    }
    assert!(article("harbour-chronicle-20210329")["own_share"].is_null());
    assert!(article("ill-20170210")["own_share"].as_f64().expect("a share") > 0.01, "it changed words");
    let between = |a: &str, b: &str| list("reuse").into_iter().find(|edge| edge["a"] == a && edge["b"] == b).expect("an edge");
    let edge = between("gazette-argonne-20210329", "radio-cevenole-20210329");
    assert!(edge["origin"].is_null() && edge["covered_a"].as_f64().expect("a share") < 1.0, "{edge}");
    let markdown = place.read("r/report.md");
    for told in [
        "nearly the same text as Le Courrier du Ponant and 1\u{20}other",
        "same text as Radio Cévenole, nearly the same as 1 other",
        "probably copied from Agence Delta, with changes",
        "probably copied by 2 others, of these 1 with changes",
        "17:20\u{a0}UTC |",
        "18:42\u{a0}UTC+1 |",
        "09:10\u{a0}UTC+3 |",
    ] {
        assert!(markdown.contains(told), "{told}");
    }
}

/// Runs of letters of some length in titles and sentences: whatever of them came through would be theirs.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    text.split(['.', '!', '?', '\n', '«', '»', '"', '“', '”']).map(str::trim).filter(|piece| piece.chars().count() > 24)
}

#[test]
fn a_redacted_report_says_where_and_never_what() {
    let place = Place::new();
    place.run(&["report", &corpus(), "-o", "r", "--redact"]).exits(0);
    place.run(&["extract", &corpus(), "-o", "articles.jsonl"]).exits(0);
    let call = ["compare", "adp-20170209", "ponant-20170210", "vestnik-20170209", "--in", &corpus(), "--redact", "--format"];
    let mut outputs: Vec<(String, String)> = crate::example::files(&place.path("r")).into_iter().collect();
    outputs.retain(|(path, _)| !path.ends_with(".css") && !path.ends_with(".js"));
    for format in ["json", "html", "markdown", "terminal"] {
        outputs.push((format!("compare {format}"), place.run(&[&call[..], &[format]].concat()).exits(0).out));
    }
    outputs.push(("summary".into(), place.run(&["report", &corpus(), "--redact"]).exits(0).out));
    let whole: String = outputs.iter().map(|(_, output)| output.as_str()).collect::<Vec<_>>().join("\n");
    let mut looked = 0;
    for article in crate::json_lines(&place.read("articles.jsonl")) {
        let [title, text, url] = ["title", "text", "url"].map(|field| article[field].as_str().unwrap_or_default());
        for piece in pieces(title).chain(pieces(text)).chain((!url.is_empty()).then_some(url)) {
            looked += 1;
            if whole.contains(piece) {
                let guilty: Vec<&String> = outputs.iter().filter(|(_, output)| output.contains(piece)).map(|(path, _)| path).collect();
                panic!("{piece:?} is in {guilty:?}");
            }
        }
    }
    assert!(looked > 1000, "{looked}");
    let json: serde_json::Value = serde_json::from_str(&place.read("r/report.json")).expect("JSON");
    assert_eq!(json["redacted"], true);
}
