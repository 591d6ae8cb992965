use proptest::prelude::*;

use super::*;
use crate::article::{Article, Date, DocId, Origin, Span};
use crate::clean::Layout;
use crate::cluster::{self, Cluster, Clusters, Preference};
use crate::document::Document;
use crate::sketch::Compared;
use crate::text::ShingleSet;
use crate::verify::{CandidatePair, Thresholds, VerifiedEdge, verify};

/// Id, title, body, path, date; the cluster a document is in is a number beside it.
type Given<'a> = (&'a str, &'a str, &'a str, &'a str, &'a str);

fn document((id, title, text, path, date): Given<'_>) -> Document {
    let (file, line) = path.split_once("@").map_or((path, None), |(file, line)| (file, line.parse().ok()));
    let article = Article {
        id: id.into(),
        title: title.into(),
        text: text.into(),
        date: Date::parse(date).ok(),
        origin: Origin { file: file.into(), line },
        ..Article::default()
    };
    let body = if text.is_empty() { vec![] } else { vec![Span::new(0, text.len())] };
    Document::new(article, Layout { body, ..Layout::default() })
}

fn clusters(documents: &[Document], labels: &[usize], weakest: f64) -> Clusters {
    let key = |doc: &DocId| documents[doc.index()].article.key();
    let mut order: Vec<DocId> = (0..documents.len()).map(DocId::from_index).collect();
    order.sort_by(|a, b| key(a).cmp(&key(b)));
    let mut clusters = Clusters { of: vec![u32::MAX; documents.len()], list: Vec::new() };
    for first in &order {
        if clusters.of[first.index()] != u32::MAX {
            continue;
        }
        let members: Vec<DocId> = order.iter().copied().filter(|doc| labels[doc.index()] == labels[first.index()]).collect();
        members.iter().for_each(|doc| clusters.of[doc.index()] = clusters.list.len() as u32);
        clusters.list.push(Cluster { centre: *first, representative: *first, weakest, cohesion: weakest, members });
    }
    clusters
}

const NEWSROOM: [(Given<'_>, usize); 6] = [
    (("quai", "Le quai rouvre", "Le quai rouvre lundi matin.", "./notes/quai.md", "2021-05-03"), 0),
    (("quai-bis", "Le quai a rouvert", "Le quai rouvre lundi matin !", "notes/quai bis.md", "2021-05-04"), 0),
    (("r7", "Quai : réouverture", "Le quai a rouvert lundi matin.", "fil.jsonl@7", ""), 0),
    (("pain", "Le pain", "Le pain coûte plus cher.", "notes/pain.md", "2021-05-05"), 1),
    (("flash", "Séisme à Vallonne", "", "fil.jsonl@9", "2021-05-01"), 2),
    (("flash-2", "SÉISME À VALLONNE", "", "fil.jsonl@10", "2021-05-02"), 2),
];

const HOSTILE: [(Given<'_>, usize); 2] = [
    (
        (
            "a\n::set-env name=x::y",
            "</system-out>]]>\u{1b}[31m<script>alert(1)</script> [x](http://x.org) @all #1 `b` ##[add-mask]\u{202e}\u{ffff}\0",
            "Un texte en double.",
            "dir,1/a:b%\n::warning::x ]]>\"&'<.md",
            "2021-01-01",
        ),
        0,
    ),
    (("-->", "\r\n::error::x\r\n- [ ] <!-- --> | * _", "Un texte en double.", "``` \u{1b}]0;x\u{7} é#?.md", "2021-01-02"), 0),
];

fn found(given: &[(Given<'_>, usize)], weakest: f64) -> Vec<Finding> {
    let documents: Vec<Document> = given.iter().map(|(given, _)| document(*given)).collect();
    let labels: Vec<usize> = given.iter().map(|(_, label)| *label).collect();
    findings(&documents, &clusters(&documents, &labels, weakest), &[])
}

/// Two duplicates and a containment.
fn newsroom() -> Vec<Finding> {
    let mut findings = found(&NEWSROOM, 0.876);
    findings.push(excerpt());
    findings
}

fn excerpt() -> Finding {
    let documents = [
        document(("sel", "Le pain et le sel", &words(0..90), "notes/sel.md", "2021-05-06")),
        document(("pain", "Le pain", &words(10..60), "notes/pain.md", "2021-05-05")),
    ];
    compared(&documents, (0.9, 0.8)).remove(0)
}

/// Words that are all different.
fn words(numbers: std::ops::Range<u32>) -> String {
    numbers.map(|number| format!("mot{number}")).collect::<Vec<_>>().join(" ")
}

/// Edges of all pairs, by thresholds of Jaccard and containment.
fn edges(documents: &[Document], thresholds: (f64, f64)) -> Vec<VerifiedEdge> {
    let sets: Vec<ShingleSet> = documents.iter().map(|document| ShingleSet::new(&Compared::of(document).tokens, 3)).collect();
    let ids = || (0..documents.len()).map(DocId::from_index);
    let pairs: Vec<CandidatePair> = ids().flat_map(|a| ids().filter_map(move |b| CandidatePair::new(a, b).filter(|_| a < b))).collect();
    verify(documents, &sets, &pairs, &Thresholds::new(thresholds.0, thresholds.1, 12).unwrap()).edges
}

fn compared(documents: &[Document], thresholds: (f64, f64)) -> Vec<Finding> {
    let edges = edges(documents, thresholds);
    findings(documents, &cluster::clusters(documents, &edges, &Preference::Earliest), &edges)
}

fn summary() -> Summary {
    Summary { article_count: 85, skipped_count: 2, version: "0.1.0".into() }
}

/// The second duplicate is accepted, as is one that is gone.
fn verdict() -> Verdict {
    let findings = newsroom();
    let mut text = Baseline::render(&findings[1..2]);
    text.push_str("00000000000000000000000000000001 1 # duplicate: gone.md\n");
    judge(findings, Some(&Baseline::parse(&text).unwrap()))
}

#[test]
fn every_format_of_a_verdict() {
    for format in Format::ALL {
        insta::assert_snapshot!(format!("{format}"), render(format, &verdict(), &summary()));
    }
}

#[test]
fn every_format_of_a_clean_verdict() {
    for format in Format::ALL {
        insta::assert_snapshot!(format!("clean_{format}"), render(format, &judge(vec![], None), &summary()));
    }
}

#[test]
fn every_format_of_hostile_strings() {
    let verdict = judge(found(&HOSTILE, 1.0), None);
    for format in Format::ALL {
        let text = render(format, &verdict, &summary());
        let shown = !matches!(format, Format::Json | Format::Gitlab);
        assert!(text.chars().all(|c| c == '\n' || !c.is_control()), "{format} lets control characters through");
        assert!(!shown || !text.contains('\u{202e}'), "{format} lets the writing direction be turned");
        assert!(!shown || !text.contains("##["), "{format} lets commands of logs through");
        let commands = text.lines().filter(|line| line.trim().starts_with("::")).count();
        assert_eq!(commands, if format == Format::Github { 2 } else { 0 }, "{format}");
        insta::assert_snapshot!(format!("hostile_{format}"), text);
    }
}

#[test]
fn xml_reads_back() {
    let report = quick_junit::Report::deserialize_from_str(&render(Format::Junit, &judge(found(&HOSTILE, 1.0), None), &summary())).unwrap();
    assert_eq!((report.tests, report.failures), (1, 1));
}

#[test]
fn the_baseline_is_a_text_for_people() {
    insta::assert_snapshot!("baseline", Baseline::render(&newsroom()));
}

#[test]
fn broken_baselines_say_where() {
    let fingerprint = "0123456789abcdef0123456789abcdef";
    for (text, expected) in [
        (String::new(), "line 1: expected `recoupe-baseline 2`, got \"\""),
        ("{}".into(), "line 1: expected `recoupe-baseline 2`, got \"{}\""),
        ("recoupe-baseline 1\n".into(), "line 1: expected version 2 of the baseline, got \"1\"; write it anew with --update-baseline"),
        ("recoupe-baseline 2\n\n<<<<<<< HEAD\n".into(), "line 3: expected a fingerprint of 32 hexadecimal digits, got \"<<<<<<<\""),
        (
            "recoupe-baseline 2\n+123456789abcdef0123456789abcdef 1".into(),
            "line 2: expected a fingerprint of 32 hexadecimal digits, got \"+123456789abcdef0123456789abcdef\"",
        ),
        (
            format!("recoupe-baseline 2\n# note\n{fingerprint} # 1"),
            "line 3: expected the number of accepted findings after the fingerprint, got \"\"",
        ),
        (
            format!("recoupe-baseline 2\n{fingerprint} 0"),
            "line 2: expected the number of accepted findings after the fingerprint, got \"0\"",
        ),
        (
            format!("recoupe-baseline 2\n{fingerprint} 1 2"),
            "line 2: expected the number of accepted findings after the fingerprint, got \"1 2\"",
        ),
        (
            format!("recoupe-baseline 2\n{fingerprint} 1\n\n{fingerprint} 1\n"),
            "line 4: expected each fingerprint once, got 0123456789abcdef0123456789abcdef of line 2 again",
        ),
    ] {
        assert_eq!(Baseline::parse(&text).unwrap_err().to_string(), expected);
    }
}

#[test]
fn baselines_are_read_with_line_ends_of_any_system() {
    let text = Baseline::render(&newsroom());
    let foreign = format!("\u{feff}{}", text.replace('\n', "\r\n"));
    assert_eq!(Baseline::parse(&foreign), Baseline::parse(&text));
}

#[test]
fn of_findings_between_the_same_words_as_many_are_known_as_were_accepted() {
    let flashes = [
        (("a", "Séisme", "", "a.md", "2021-01-01"), 0),
        (("b", "Séisme", "", "b.md", "2021-01-02"), 0),
        (("c", "Séisme", "", "c.md", "2021-01-03"), 1),
        (("d", "Séisme", "", "d.md", "2021-01-04"), 1),
    ];
    let all = found(&flashes, 1.0);
    assert_eq!(all.iter().map(|finding| finding.occurrence).collect::<Vec<_>>(), [1, 2]);
    for (accepted, known, new, resolved) in [(0, 0, 2, 0), (1, 1, 1, 0), (2, 2, 0, 0), (3, 2, 0, 1)] {
        let text = format!("recoupe-baseline 2\n{} {accepted}\n", all[0].fingerprint);
        let text = if accepted == 0 { "recoupe-baseline 2\n".to_owned() } else { text };
        let verdict = judge(all.clone(), Some(&Baseline::parse(&text).unwrap()));
        assert_eq!((verdict.known.len(), verdict.new.len(), verdict.resolved), (known, new, resolved));
    }
    let issues: serde_json::Value = serde_json::from_str(&render(Format::Gitlab, &judge(all, None), &summary())).unwrap();
    assert_ne!(issues[0]["fingerprint"], issues[1]["fingerprint"]);
}

#[test]
fn fingerprints_are_of_words_alone() {
    let of = |a: Given<'_>, b: Given<'_>| found(&[(a, 0), (b, 0)], 1.0)[0].fingerprint;
    let base = of(("a", "T", "Un deux trois.", "a.md", "2021"), ("b", "U", "Un deux quatre.", "b.md@3", ""));
    let moved = of(("x", "V", "un DEUX quatre", "x/y.md", "2020"), ("y", "", "Un, deux, trois", "z.md", "2019"));
    let edited = of(("a", "T", "Un deux trois.", "a.md", "2021"), ("b", "U", "Un deux cinq.", "b.md@3", ""));
    let headlines = of(("a", "Un deux trois.", "", "a.md", ""), ("b", "Un deux quatre.", "", "b.md", ""));
    assert_eq!(base, moved);
    assert_ne!(base, edited);
    assert_ne!(base, headlines);
    assert_eq!(base.to_string().parse(), Ok(base));
}

#[test]
fn fingerprints_of_version_2() {
    let texts = [(("a", "", "Un deux trois.", "a", ""), 0), (("b", "", "Un deux quatre.", "b", ""), 0)];
    assert_eq!(found(&texts, 1.0)[0].fingerprint.to_string(), "6bb2a1d2f42d0e7a4c401550e339fc1d");
}

#[test]
fn the_contained_article_comes_first() {
    for (early, late, expected) in
        [(0..100, 20..80, ["late", "early"]), (20..80, 0..100, ["early", "late"]), (0..100, 10..110, ["late", "early"])]
    {
        let documents = [
            document(("late", "", &words(late), "late.md", "2021-02-01")),
            document(("early", "", &words(early), "early.md", "2021-01-01")),
        ];
        let found = compared(&documents, (0.99, 0.8));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].kind, FindingKind::Contained);
        assert_eq!(found[0].members.iter().map(|member| member.id.as_str()).collect::<Vec<_>>(), expected);
    }
}

#[test]
fn a_copy_that_no_cluster_took_is_reported() {
    let chain: Vec<Document> = [0..100, 10..110, 20..120, 30..130]
        .into_iter()
        .zip(["a", "b", "c", "d"])
        .map(|(range, id)| document((id, "", &words(range), id, "2021")))
        .collect();
    let edges = edges(&chain, (0.75, 1.0));
    let clusters = cluster::clusters(&chain, &edges, &Preference::Earliest);
    let alone = clusters.list.iter().filter(|cluster| cluster.members.len() == 1).count();
    assert_eq!(alone, 1, "a chain leaves an end");
    let found = findings(&chain, &clusters, &edges);
    let mut reported: Vec<&str> = found.iter().flat_map(|finding| finding.members.iter().map(|member| member.id.as_str())).collect();
    reported.sort_unstable();
    reported.dedup();
    assert_eq!(reported, ["a", "b", "c", "d"]);
    assert!(found.iter().all(|finding| finding.kind == FindingKind::Duplicate && finding.jaccard >= 0.75));
}

#[test]
fn a_containment_inside_a_cluster_is_no_finding() {
    let documents = [document(("a", "", &words(0..100), "a", "")), document(("b", "", &words(0..50), "b", ""))];
    let edges = edges(&documents, (0.99, 0.8));
    assert_eq!(edges.len(), 1);
    assert!(findings(&documents, &clusters(&documents, &[0, 0], 0.5), &edges).iter().all(|finding| finding.kind == FindingKind::Duplicate));
}

#[test]
fn the_order_of_input_changes_no_finding_of_the_engine() {
    let texts = [0..100, 10..110, 20..120, 30..130, 0..100, 40..90, 200..300, 220..280].map(words);
    let of = |order: &[usize]| {
        let documents: Vec<Document> =
            order.iter().map(|at| document((&format!("id{at}"), "", &texts[*at], "a.jsonl", ["2021", ""][at % 2]))).collect();
        compared(&documents, (0.75, 0.8))
    };
    let straight = of(&[0, 1, 2, 3, 4, 5, 6, 7]);
    assert!(straight.iter().any(|finding| finding.kind == FindingKind::Contained));
    for order in [[7, 6, 5, 4, 3, 2, 1, 0], [3, 7, 0, 4, 6, 1, 5, 2]] {
        assert_eq!(of(&order), straight);
    }
}

#[test]
fn large_verdicts_stay_within_the_limits_of_their_readers() {
    let finding = found(&HOSTILE, 1.0).remove(0);
    let verdict = Verdict { new: vec![finding; 6_000], ..Verdict::default() };
    let markdown = render(Format::Markdown, &verdict, &summary());
    assert!(markdown.len() < 60_000 && markdown.contains(" findings more** not shown here"), "{}", markdown.len());
    let github = render(Format::Github, &verdict, &summary());
    assert_eq!(github.lines().count(), 11);
    assert!(github.ends_with("; 5990 findings more not shown here\n"));
    let sarif: serde_json::Value = serde_json::from_str(&render(Format::Sarif, &verdict, &summary())).unwrap();
    assert_eq!(sarif["runs"][0]["results"].as_array().map(Vec::len), Some(5_000));
    let notes = &sarif["runs"][0]["invocations"][0]["toolExecutionNotifications"];
    assert_eq!(notes[0]["message"]["text"], "1000 findings more not shown: this file holds the first 5000.");
    assert!(render(Format::Terminal, &verdict, &summary()).contains("5950 findings more; --format json lists them all"));
}

#[test]
fn a_large_cluster_is_cut_where_people_read_and_whole_in_json() {
    let mut finding = found(&NEWSROOM[..2], 1.0).remove(0);
    finding.members = vec![finding.members[0].clone(); 300];
    let verdict = judge(vec![finding], None);
    let text = |format| render(format, &verdict, &summary());
    assert!(text(Format::Terminal).contains("\n  - and 290 more\n"));
    assert!(text(Format::Markdown).contains("\n  - and 295 more\n"));
    assert!(text(Format::Junit).contains("\n- and 200 more"));
    assert!(text(Format::Sarif).contains("Of 1 finding only 100 other places are shown."));
    assert_eq!(text(Format::Json).matches("\"line\": null").count(), 300);
}

#[test]
fn formats_have_names() {
    for format in Format::ALL {
        assert_eq!(format.to_string().parse(), Ok(format));
    }
    let error = Format::from_str("SARIF").unwrap_err().to_string();
    assert_eq!(error, "expected one of terminal, json, markdown, sarif, junit, github, gitlab, got \"SARIF\"");
}

fn articles() -> impl Strategy<Value = Vec<(String, String, String, usize)>> {
    prop::collection::vec(("\\PC{0,12}", "[a-c ]{0,6}", "\\PC{0,20}", 0..4_usize), 0..12)
}

fn given(articles: &[(String, String, String, usize)], order: &[usize]) -> Vec<Finding> {
    let documents: Vec<Document> = order
        .iter()
        .map(|at| (at, &articles[*at]))
        .map(|(at, (title, text, file, _))| document((&format!("id{at}"), title, text, file, ["2021", "2020", ""][at % 3])))
        .collect();
    let labels: Vec<usize> = order.iter().map(|at| articles[*at].3).collect();
    findings(&documents, &clusters(&documents, &labels, 0.5), &[])
}

proptest! {
    #[test]
    fn a_baseline_accepts_what_it_was_written_from(articles in articles()) {
        let findings = given(&articles, &(0..articles.len()).collect::<Vec<_>>());
        let baseline = Baseline::parse(&Baseline::render(&findings)).unwrap();
        prop_assert_eq!(baseline.accepted_count(), findings.len());
        let verdict = judge(findings.clone(), Some(&baseline));
        prop_assert!(!verdict.exceeded());
        prop_assert_eq!(verdict.resolved, 0);
        prop_assert_eq!(verdict.known, findings);
    }

    #[test]
    fn the_order_of_input_changes_no_byte(
        (articles, order) in articles().prop_flat_map(|articles| {
            let order = Just((0..articles.len()).collect::<Vec<_>>()).prop_shuffle();
            (Just(articles), order)
        })
    ) {
        let straight = given(&articles, &(0..articles.len()).collect::<Vec<_>>());
        let shuffled = given(&articles, &order);
        prop_assert_eq!(Baseline::render(&straight), Baseline::render(&shuffled));
        let (straight, shuffled) = (judge(straight, None), judge(shuffled, None));
        for format in Format::ALL {
            prop_assert_eq!(render(format, &straight, &summary()), render(format, &shuffled, &summary()));
        }
    }

    #[test]
    fn no_text_makes_a_baseline_panic(text in "(recoupe-baseline 2\n)?\\PC*(\n[0-9a-f]{32} [0-9]{1,12}( #\\PC*)?)*") {
        let _ = Baseline::parse(&text);
    }

    #[test]
    fn xml_and_json_stay_readable(title in any::<String>(), file in any::<String>()) {
        let texts = [(("a", title.as_str(), "Un texte.", file.as_str(), ""), 0), (("b", "", "Un texte.", "b", ""), 0)];
        let verdict = judge(found(&texts, 1.0), None);
        prop_assert!(quick_junit::Report::deserialize_from_str(&render(Format::Junit, &verdict, &summary())).is_ok());
        for format in [Format::Json, Format::Sarif, Format::Gitlab] {
            prop_assert!(serde_json::from_str::<serde_json::Value>(&render(format, &verdict, &summary())).is_ok());
        }
        prop_assert_eq!(render(Format::Github, &verdict, &summary()).lines().count(), 2);
    }
}
