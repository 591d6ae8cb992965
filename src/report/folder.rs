//! The folder of a report: which files are its own, so that the next report in it can take their place.
//!
//! Enters: names and ends of files. Leaves: the names of those that a report wrote.
//! **Invariant:** a file is known by its name and by what stands in it, so that nobody else's is taken for a report's. What earlier
//! versions wrote has to be known too: articles that stay behind were perhaps to be left out.

use super::slug::is_slug;
use super::words::{Language, words};
use crate::output::{FoundFile, Layout};

/// The folder that [`super::html::pages`] and the renderings beside them fill.
pub const LAYOUT: Layout = Layout {
    parts: &["", "articles", "assets", "events"],
    always: &["index.html", "outlets.html", "report.json", "report.md", STYLE, SCRIPT],
    has,
    own,
};

const STYLE: &str = "assets/report.css";
const SCRIPT: &str = "assets/report.js";

fn has(name: &str) -> bool {
    let numbered = |start: &str, end: &str| {
        let number = name.strip_prefix(start).and_then(|rest| rest.strip_suffix(end)).unwrap_or_default();
        !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit())
    };
    let page = |part: &str, end: &str| name.strip_prefix(part).and_then(|rest| rest.strip_suffix(end)).is_some_and(is_slug);
    LAYOUT.always.contains(&name)
        || numbered("index-", ".html")
        || numbered("assets/search-", ".js")
        || page("articles/", ".html")
        || page("events/", ".html")
        || page("events/", "-side-by-side.html")
}

fn own(found: Vec<FoundFile>) -> Vec<String> {
    let is_asset = |name: &str| [STYLE, SCRIPT].contains(&name);
    let (assets, others): (Vec<_>, Vec<_>) = found.into_iter().partition(|file| is_asset(&file.name));
    let mut own: Vec<String> = others.into_iter().filter(is_marked).map(|file| file.name).collect();
    // Style and script say of themselves nothing that lasts: they are a report's where it has a page.
    if own.iter().any(|name| name.ends_with(".html")) {
        own.extend(assets.into_iter().map(|file| file.name));
    }
    own
}

/// Whether a file says that a report wrote it: pages and `report.md` in their last words.
fn is_marked(file: &FoundFile) -> bool {
    let text = String::from_utf8_lossy(&file.ends);
    let made_by = |line: &str| [Language::Fr, Language::En].iter().any(|language| line.contains(words(*language).made_by));
    let last_line = |text: &str| text.lines().next_back().is_some_and(made_by);
    match file.name.rsplit_once('.') {
        Some((_, "html")) => {
            let foot = text.trim_end().strip_suffix("</footer>\n</body>\n</html>");
            text.starts_with("<!doctype html>\n<html lang=") && foot.is_some_and(|text| last_line(text.trim_end()))
        }
        Some((_, "md")) => last_line(&text),
        Some((_, "json")) => text.starts_with("{\"schema\":\"recoupe.report/"),
        _ => text.starts_with("recoupeEvents("),
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{batch, options};
    use super::super::{Options, Report, build, html, json, markdown, redact_report};
    use super::*;

    fn files(report: &Report) -> Vec<FoundFile> {
        let others = [("report.json".to_owned(), json::report(report)), ("report.md".to_owned(), markdown::report(report))];
        html::pages(report).chain(others).map(|(name, content)| FoundFile { name, ends: content.into_bytes() }).collect()
    }

    #[test]
    fn every_file_of_a_report_is_known_in_every_language_whole_or_redacted() {
        for language in [Language::Fr, Language::En] {
            let batch = batch(0);
            let report = || build(&batch.material(), &Options { language, ..options() });
            for report in [report(), redact_report(report())] {
                let files = files(&report);
                assert!(files.iter().all(|file| has(&file.name)), "{:?}", files.iter().find(|file| !has(&file.name)));
                let mut names: Vec<String> = files.iter().map(|file| file.name.clone()).collect();
                assert!(LAYOUT.always.iter().all(|name| names.iter().any(|written| written == name)));
                let mut known = own(files);
                names.sort();
                known.sort();
                assert_eq!(known, names);
            }
        }
    }

    #[test]
    fn pages_of_long_reports_are_known() {
        let page = html::pages(&batch(0).report()).last().unwrap().1;
        for (name, content) in [("index-2.html", page.as_str()), ("assets/search-12.js", "recoupeEvents([]);\n")] {
            assert!(has(name) && own(vec![FoundFile { name: name.into(), ends: content.into() }]) == [name]);
        }
    }

    #[test]
    fn nobody_elses_file_is_taken_for_one() {
        for name in [
            "index.htm",
            "index-.html",
            "index-two.html",
            "a.html",
            "articles/my-notes.html",
            "articles/../index.html",
            "events/x/0123456789abcdef.html",
        ] {
            assert!(!has(name), "{name}");
        }
        let page = "<!doctype html>\n<html lang=\"en\">\n<body>Made by recoupe</body>\n</html>\n";
        let found = [
            ("index.html", page),
            ("index-2.html", "<!doctype html>\n<html lang=\"en\">\n<footer>\n<p>Made by me</p>\n</footer>\n</body>\n</html>\n"),
            ("report.md", "Made by recoupe 0.1.0, and\nmended by me\n"),
            ("report.json", "{\"schema\":\"mine\"}"),
            ("assets/search-1.js", "search();"),
            (STYLE, "p { color: red }"),
        ];
        let found = found.map(|(name, content)| FoundFile { name: name.into(), ends: content.into() });
        assert_eq!(own(found.into()), Vec::<String>::new());
    }
}
