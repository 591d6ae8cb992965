//! `recoupe extract`: any input as cleaned article JSON lines.

use crate::Status;
use crate::args::Extract;
use crate::session::{self, Reach, Session};
use recoupe::records;

pub fn run(args: &Extract, session: Session) -> anyhow::Result<Status> {
    let outputs = [args.output.as_deref()];
    session::can_write(&outputs)?;
    let loaded = session.load(&args.input.inputs, &outputs, Reach::Texts)?;
    let records = records::extracts(&loaded.corpus.documents, &loaded.corpus.rows);
    match &args.output {
        Some(path) => session.write_lines(path, records)?,
        None => {
            let lines: Result<Vec<String>, _> = records.map(|record| serde_json::to_string(&record)).collect();
            let mut lines = lines?.join("\n");
            lines.push_str(if lines.is_empty() { "" } else { "\n" });
            session.write(None, &lines)?;
        }
    }
    session.done(&loaded, "extracted");
    Ok(Status::Done)
}
