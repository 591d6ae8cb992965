//! `recoupe compare`: the wording of given articles.

use std::path::PathBuf;

use recoupe::article::DocId;
use recoupe::pipeline;
use recoupe::report::{self, html, json, markdown, terminal};

use crate::Status;
use crate::args::{Compare, CompareFormat};
use crate::session::{Reach, Session, counted};

pub fn run(args: &Compare, session: Session) -> anyhow::Result<Status> {
    let inputs: Vec<PathBuf> = if args.inputs.is_empty() { args.articles.iter().map(PathBuf::from).collect() } else { args.inputs.clone() };
    for (at, article) in args.articles.iter().enumerate() {
        anyhow::ensure!(!args.articles[..at].contains(article), "{article:?} is given twice: a comparison needs different articles");
    }
    let loaded = session.load(&inputs, &[args.output.as_deref()], Reach::Events)?;
    let corpus = &loaded.corpus;
    let witnesses: Vec<DocId> = if args.inputs.is_empty() {
        let found = corpus.documents.len();
        anyhow::ensure!(
            found == args.articles.len(),
            "{} files hold {found} articles: each must hold one (with --in, name articles by id)",
            args.articles.len()
        );
        (0..found).map(DocId::from_index).collect()
    } else {
        let mut witnesses = args.articles.iter().map(|id| super::find(corpus, id)).collect::<anyhow::Result<Vec<_>>>()?;
        witnesses.sort_unstable();
        witnesses.dedup();
        witnesses
    };
    anyhow::ensure!(witnesses.len() >= 2, "a comparison needs two articles; name another");
    let texts = pipeline::texts(corpus, &session.plan, &session);
    let (comparison, highlights) = pipeline::comparison(corpus, &texts, &witnesses);
    session.say_unread(comparison.unread_sentences);
    let options = report::Options { title: String::new(), language: args.ui_lang.into(), version: env!("CARGO_PKG_VERSION").into() };
    let result = report::compare(&corpus.documents, &comparison, &highlights, &options);
    let result = if args.redact { report::redact_comparison(result) } else { result };
    let rendered = match args.format {
        CompareFormat::Terminal => terminal::comparison(&result, super::width()),
        CompareFormat::Html => html::comparison(&result),
        CompareFormat::Markdown => markdown::comparison(&result),
        CompareFormat::Json => json::comparison(&result),
    };
    session.write(args.output.as_deref(), &rendered)?;
    session.done(&loaded, &format!("{} compared", counted(witnesses.len(), "article")));
    Ok(Status::Done)
}
