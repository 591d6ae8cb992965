//! `recoupe check`: the gate for CI.

use std::fs;

use anyhow::Context;
use recoupe::gate::{self, Baseline, Format, Summary};
use recoupe::output::write_atomically;
use recoupe::pipeline;

use crate::Status;
use crate::args::Check;
use crate::session::{self, Reach, Session, counted};

pub fn run(args: &Check, session: Session) -> anyhow::Result<Status> {
    let format: Format = args.format.parse()?;
    let baseline = match &args.baseline {
        Some(path) if !args.update_baseline => {
            let text = fs::read_to_string(path)
                .with_context(|| format!("cannot read the baseline {}; --update-baseline makes one", path.display()))?;
            Some(Baseline::parse(&text).with_context(|| format!("{} is not a baseline", path.display()))?)
        }
        _ => None,
    };
    session::can_write(&[args.output.as_deref(), args.baseline.as_deref().filter(|_| args.update_baseline)])?;
    let loaded = session.load(&args.input.inputs, &[args.output.as_deref(), args.baseline.as_deref()], Reach::Texts)?;
    let documents = &loaded.corpus.documents;
    let texts = pipeline::texts(&loaded.corpus, &session.plan, &session);
    session.say_texts(&texts);
    for cluster in texts.suspect.iter().map(|at| &texts.clusters.list[*at as usize]) {
        session.say_suspect(&documents[cluster.members[0].index()].article.id, cluster);
    }
    let findings = gate::findings(documents, &texts.clusters, &texts.edges);
    let baseline = match &args.baseline {
        Some(path) if args.update_baseline => {
            let text = Baseline::render(&findings);
            write_atomically(path, |out| std::io::Write::write_all(out, text.as_bytes()))?;
            session.say(&format!("{} accepted in {}", counted(findings.len(), "finding"), path.display()));
            Some(Baseline::parse(&text)?)
        }
        _ => baseline,
    };
    let verdict = gate::judge(findings, baseline.as_ref());
    let summary =
        Summary { article_count: documents.len(), skipped_count: loaded.skipped.len(), version: env!("CARGO_PKG_VERSION").into() };
    session.write(args.output.as_deref(), &gate::render(format, &verdict, &summary))?;
    session.done(&loaded, &format!("{}, {} known", counted(verdict.new.len(), "new finding"), verdict.known.len()));
    Ok(if verdict.exceeded() { Status::Exceeded } else { Status::Done })
}
