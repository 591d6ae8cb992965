//! What must hold for any number of threads and any order of input.

mod support;

use recoupe::article::Article;
use recoupe::records;
use recoupe::report::{self, Language, Material, Options, html, json, markdown};
use support::{Run, articles};

/// Everything a run writes: report files, then article and pair records, sorted.
fn outputs(articles: Vec<Article>) -> (Vec<(String, String)>, Vec<String>) {
    let run = Run::of(articles);
    let documents = &run.corpus.documents;
    let independent: Vec<u32> = run.wording.independence.iter().map(|independence| independence.count as u32).collect();
    let quotations: Vec<_> =
        run.groups.mentions.iter().map(|mentions| mentions.body.quotations.iter().map(|quotation| quotation.span).collect()).collect();
    let material = Material {
        documents,
        clusters: &run.texts.clusters,
        edges: &run.texts.edges,
        reuse: &run.reuse,
        events: &run.groups.events,
        comparisons: &run.wording.comparisons,
        highlights: &run.wording.highlights,
        independent: &independent,
        quotations: &quotations,
        skipped: &[],
        notes: &[],
    };
    let report = report::build(&material, &Options { title: String::new(), language: Language::Fr, version: "0".into() });
    let mut files: Vec<(String, String)> = html::pages(&report).collect();
    files.push(("report.json".into(), json::report(&report)));
    files.push(("report.md".into(), markdown::report(&report)));
    let mut lines: Vec<String> = records::articles(documents, &run.corpus.rows, &run.texts.clusters, Some(&run.groups.events))
        .map(|record| serde_json::to_string(&record).expect("records are JSON"))
        .collect();
    lines.extend(
        records::pairs(documents, &run.texts.edges, &run.reuse, Some(&run.groups.events))
            .iter()
            .map(|record| serde_json::to_string(record).expect("records are JSON")),
    );
    lines.sort();
    (files, lines)
}

#[test]
fn threads_and_order_change_nothing() {
    let expected = outputs(articles());
    for threads in [1, 2, 7] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        assert!(pool.install(|| outputs(articles())) == expected, "{threads} threads give other bytes");
    }
    for seed in [1u64, 2] {
        let mut shuffled = articles();
        shuffled.sort_by_key(|article| recoupe::hash::mix(recoupe::hash::bytes(article.id.as_bytes()) ^ seed));
        let (files, lines) = outputs(shuffled);
        assert!(lines == expected.1, "shuffled input gives other records (seed {seed})");
        let differing: Vec<&str> = files.iter().zip(&expected.0).filter(|(a, b)| a != b).map(|(a, _)| a.0.as_str()).collect();
        assert!(differing.is_empty() && files.len() == expected.0.len(), "shuffled input gives other reports (seed {seed}): {differing:?}");
    }
}
