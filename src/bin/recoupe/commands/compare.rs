//! `recoupe compare`: the wording of given articles.

use std::path::{Path, PathBuf};

use recoupe::article::DocId;
use recoupe::pipeline;
use recoupe::report::{self, html, json, markdown, terminal};

use crate::Status;
use crate::args::{Compare, CompareFormat};
use crate::session::{self, Reach, Session, counted};

/// What to do where ids and inputs were mixed up.
const ORDER: &str = "give ids before --in: recoupe compare ID ID --in INPUT";

/// What is compared: articles of these ids in these inputs, or, without ids, the articles that the inputs are.
#[derive(PartialEq, Eq, Debug)]
struct Call {
    ids: Vec<String>,
    inputs: Vec<PathBuf>,
}

impl Call {
    /// `--in` takes whatever stands behind it, ids among it: where fewer than two stand before it, names behind its first input that are
    /// no file are ids.
    fn of(articles: &[String], inputs: &[PathBuf], exists: impl Fn(&Path) -> bool) -> anyhow::Result<Call> {
        let (mut ids, mut inputs) = (articles.to_vec(), inputs.to_vec());
        if inputs.is_empty() {
            inputs = ids.drain(..).map(PathBuf::from).collect();
            if let Some(missing) = inputs.iter().find(|path| !exists(path)) {
                anyhow::bail!("{}: no such file; an id needs --in: recoupe compare ID ID --in INPUT", missing.display());
            }
            distinct(inputs.iter())?;
            return Ok(Call { ids, inputs });
        }
        if ids.len() < 2 {
            let last = inputs.iter().rposition(|path| exists(path)).unwrap_or(0);
            ids.extend(inputs.drain(last + 1..).map(|path| path.to_string_lossy().into_owned()));
        }
        distinct(ids.iter())?;
        anyhow::ensure!(ids.len() >= 2, "a comparison needs two articles; {ORDER}");
        Ok(Call { ids, inputs })
    }
}

fn distinct<T: PartialEq + std::fmt::Debug>(articles: impl Iterator<Item = T> + Clone) -> anyhow::Result<()> {
    for (at, article) in articles.clone().enumerate() {
        anyhow::ensure!(
            articles.clone().take(at).all(|earlier| earlier != article),
            "{article:?} is given twice: a comparison needs different articles"
        );
    }
    Ok(())
}

pub fn run(args: &Compare, session: Session) -> anyhow::Result<Status> {
    let Call { ids, inputs } = Call::of(&args.articles, &args.inputs, |path| path.as_os_str() == "-" || path.exists())?;
    let outputs = [args.output.as_deref()];
    session::can_write(&outputs)?;
    let loaded = session.load(&inputs, &outputs, Reach::Events)?;
    let corpus = &loaded.corpus;
    let witnesses: Vec<DocId> = if ids.is_empty() {
        let found = corpus.documents.len();
        anyhow::ensure!(
            found == inputs.len(),
            "{} files hold {found} articles: each must hold one (with --in, name articles by id)",
            inputs.len()
        );
        (0..found).map(DocId::from_index).collect()
    } else {
        let mut witnesses = ids.iter().map(|id| super::find(corpus, id)).collect::<anyhow::Result<Vec<_>>>()?;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_and_inputs_are_told_apart_in_any_order() {
        let exists = |path: &Path| path.to_string_lossy().starts_with("in");
        let owned = |names: &[&str]| names.iter().map(ToString::to_string).collect::<Vec<_>>();
        let paths = |names: &[&str]| names.iter().map(PathBuf::from).collect::<Vec<_>>();
        let call = |articles: &[&str], inputs: &[&str]| Call::of(&owned(articles), &paths(inputs), exists);
        for (articles, inputs, ids, read) in [
            (&["a", "b"][..], &["in1"][..], &["a", "b"][..], &["in1"][..]),
            (&["a", "b"], &["in1", "in2"], &["a", "b"], &["in1", "in2"]),
            (&["a", "b"], &["in1", "missing"], &["a", "b"], &["in1", "missing"]),
            (&[], &["in1", "a", "b"], &["a", "b"], &["in1"]),
            (&[], &["in1", "in2", "a", "b", "c"], &["a", "b", "c"], &["in1", "in2"]),
            (&["a"], &["in1", "b"], &["a", "b"], &["in1"]),
            (&["in1", "in2"], &[], &[], &["in1", "in2"]),
        ] {
            assert_eq!(call(articles, inputs).unwrap(), Call { ids: owned(ids), inputs: paths(read) }, "{articles:?} --in {inputs:?}");
        }
        for (articles, inputs, said) in [
            (&["a", "in1"][..], &[][..], "a: no such file; an id needs --in"),
            (&[], &["in1", "in2"], "give ids before --in"),
            (&["a"], &["in1"], "needs two articles"),
            (&["a", "a"], &["in1"], "given twice"),
            (&["in1", "in1"], &[], "given twice"),
        ] {
            let error = call(articles, inputs).unwrap_err().to_string();
            assert!(error.contains(said), "{articles:?} --in {inputs:?}: {error}");
        }
    }
}
