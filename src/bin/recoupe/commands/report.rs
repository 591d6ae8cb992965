//! `recoupe report`: everything, for people.

use recoupe::article::Span;
use recoupe::document::Lacking;
use recoupe::output::OutputFolder;
use recoupe::pipeline;
use recoupe::pipeline::{Progress, Stage};
use recoupe::report::{self, Material, html, json, markdown, terminal};

use crate::Status;
use crate::args::Report;
use crate::session::{Reach, Session, counted};

pub fn run(args: &Report, session: Session) -> anyhow::Result<Status> {
    let folder = args.output.as_deref().map(|path| OutputFolder::open(path, report::LAYOUT)).transpose()?;
    let loaded = session.load(&args.input.inputs, &[args.output.as_deref()], Reach::Report)?;
    let corpus = &loaded.corpus;
    let mut texts = pipeline::texts(corpus, &session.plan, &session);
    session.say_texts(&texts);
    for cluster in texts.part_templates(corpus, &session.plan) {
        session.say_parted(&corpus.documents[cluster.members[0].index()].article.id, &cluster);
    }
    let groups = pipeline::groups(corpus, &texts, &session.plan, &session);
    super::group::say_what_is_missing(&session, &Lacking::of(&corpus.documents, corpus.dated_by_text));
    let reuse = pipeline::passages(corpus, &texts, &session.plan, &session);
    let wording = pipeline::wording(corpus, &texts, &groups, &reuse, &session);
    let independent: Vec<u32> = wording.independence.iter().map(|independence| independence.count as u32).collect();
    let quotations: Vec<Vec<Span>> =
        groups.mentions.iter().map(|mentions| mentions.body.quotations.iter().map(|quotation| quotation.span).collect()).collect();
    let unread: usize = wording.comparisons.iter().map(|(_, comparison)| comparison.unread_sentences).sum();
    session.say_unread(unread);
    let (edges, reuse) = pipeline::with_copies(corpus, &texts, &groups, reuse, &session.plan);
    let material = Material {
        documents: &corpus.documents,
        clusters: &texts.clusters,
        edges: &edges,
        reuse: &reuse,
        events: &groups.events,
        comparisons: &wording.comparisons,
        highlights: &wording.highlights,
        independent: &independent,
        quotations: &quotations,
        skipped: &loaded.skipped,
        notes: &loaded.notes,
    };
    let options = report::Options {
        title: args.title.clone().unwrap_or_default(),
        language: args.ui_lang.into(),
        version: env!("CARGO_PKG_VERSION").into(),
    };
    let report = report::build(&material, &options);
    let report = if args.redact { report::redact_report(report) } else { report };
    match (folder, &args.output) {
        (Some(folder), Some(path)) => {
            session.stage(Stage::Writing);
            let others = [("report.json".to_owned(), json::report(&report)), ("report.md".to_owned(), markdown::report(&report))];
            let removed = folder.write(others.into_iter().chain(html::pages(&report)))?;
            if removed > 0 {
                session.say(&format!("note: removed {} of an earlier report from {}", counted(removed, "file"), path.display()));
            }
            session.say(&format!("wrote {}", path.join("index.html").display()));
        }
        _ => session.write(None, &terminal::summary(&report, super::width()))?,
    }
    let total: u32 = independent.iter().sum();
    session.done(&loaded, &format!("{}, {}", counted(groups.events.list.len(), "event"), counted(total as usize, "independent text")));
    Ok(Status::Done)
}
