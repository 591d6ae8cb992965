//! `recoupe dedup`: articles that are the same text.

use recoupe::article::DocId;
use recoupe::cluster::{Clusters, Preference};
use recoupe::{pipeline, records};

use crate::Status;
use crate::args::Dedup;
use crate::session::{Reach, Session, counted, shown};

pub fn run(args: &Dedup, session: Session) -> anyhow::Result<Status> {
    let outputs = [&args.output, &args.pairs, &args.keep, &args.removed].map(Option::as_deref);
    let loaded = session.load(&args.input.inputs, &outputs, Reach::Texts, args.keep.is_some())?;
    let corpus = &loaded.corpus;
    let texts = pipeline::texts(corpus, &session.plan, &session);
    session.say_texts(&loaded, &texts);
    say_unknown_outlets(&session, corpus);
    if let Some(path) = &args.output {
        session.write_lines(path, records::articles(&corpus.documents, &corpus.rows, &texts.clusters, None))?;
    }
    if let Some(path) = &args.pairs {
        let reuse = pipeline::passages(corpus, &texts, &session.plan, &session);
        session.write_lines(path, records::pairs(&corpus.documents, &texts.edges, &reuse, None))?;
    }
    if let Some(path) = &args.removed {
        session.write_lines(path, records::removed(&corpus.documents, &corpus.rows, &texts.clusters, &texts.edges))?;
    }
    if let Some(path) = &args.keep {
        let kept = |doc: DocId| texts.clusters.list[texts.clusters.of[doc.index()] as usize].representative == doc;
        session.write_to(path, |out| {
            corpus.rows.iter().zip(&loaded.records).filter(|(doc, _)| kept(**doc)).try_for_each(|(_, record)| writeln!(out, "{record}"))
        })?;
    }
    let clusters = texts.clusters.list.len();
    let copies = corpus.documents.len() - clusters;
    if outputs.iter().all(Option::is_none) {
        session.write(None, &summary(&loaded.corpus, &texts.clusters))?;
    }
    session.done(
        &loaded,
        &format!("{}, {} of another", counted(clusters, "text"), if copies == 1 { "1 copy".into() } else { format!("{copies} copies") }),
    );
    Ok(Status::Done)
}

/// A preferred outlet that no article has is probably misspelled.
fn say_unknown_outlets(session: &Session, corpus: &pipeline::Corpus) {
    let Preference::Outlets(outlets) = &session.plan.preference else { return };
    for outlet in outlets {
        if !corpus.documents.iter().any(|document| document.source().eq_ignore_ascii_case(outlet)) {
            session.say(&format!(
                "warning: --prefer names {outlet:?}, but no article is of that outlet (earliest and longest are the other choices)"
            ));
        }
    }
}

/// Clusters a person wants to see without asking for a file.
const SHOWN: usize = 20;

fn summary(corpus: &pipeline::Corpus, clusters: &Clusters) -> String {
    let article = |doc: DocId| &corpus.documents[doc.index()].article;
    let mut shared: Vec<_> = clusters.list.iter().filter(|cluster| cluster.members.len() > 1).collect();
    shared.sort_by_key(|cluster| (std::cmp::Reverse(cluster.members.len()), article(cluster.members[0]).key()));
    let mut text = String::new();
    for cluster in shared.iter().take(SHOWN) {
        text.push_str(&format!("{} (least alike {:.0} %)\n", counted(cluster.members.len(), "article"), (cluster.weakest * 100.0).floor()));
        for doc in &cluster.members {
            let mark = if *doc == cluster.representative { '*' } else { ' ' };
            text.push_str(&format!("  {mark} {}  {}\n", shown(&article(*doc).id), shown(article(*doc).source.as_deref().unwrap_or(""))));
        }
    }
    match shared.len() {
        0 => text.push_str("no two articles are the same text\n"),
        count if count > SHOWN => text.push_str(&format!("… and {} more; -o FILE writes all\n", counted(count - SHOWN, "cluster"))),
        _ => {}
    }
    text
}
