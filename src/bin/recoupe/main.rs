//! The command line of recoupe: arguments, progress, messages and exit status. What is computed is the library's.

mod args;
mod commands;
mod progress;
mod session;

use std::io;
use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use args::{Cli, Command};
use session::Session;

/// How a run ended, as its exit status.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Status {
    /// Done, or nothing new at the gate.
    Done = 0,
    /// The gate is exceeded.
    Exceeded = 1,
    /// Usage, configuration, input or output failure.
    Failed = 2,
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let status = match run(&cli) {
        Ok(status) => status,
        Err(error) if is_broken_pipe(&error) => Status::Done,
        Err(error) => {
            session::error(&error);
            Status::Failed
        }
    };
    ExitCode::from(status as u8)
}

fn run(cli: &Cli) -> anyhow::Result<Status> {
    session::color(cli.output.color);
    let session = |settings| Session::new(&cli.output, settings);
    match &cli.command {
        Command::Dedup(args) => commands::dedup::run(args, session(args.input.fields.settings().over(args.engine.settings()))?),
        Command::Group(args) => commands::group::run(args, session(args.input.fields.settings().over(args.engine.settings()))?),
        Command::Compare(args) => commands::compare::run(args, session(args.fields.settings().over(args.engine.settings()))?),
        Command::Report(args) => commands::report::run(args, session(args.input.fields.settings().over(args.engine.settings()))?),
        Command::Check(args) => commands::check::run(args, session(args.input.fields.settings().over(args.engine.settings()))?),
        Command::Explain(args) => commands::explain::run(args, session(args.input.fields.settings().over(args.engine.settings()))?),
        Command::Extract(args) => commands::extract::run(args, session(args.input.fields.settings())?),
        Command::Completions { shell } => {
            clap_complete::generate(*shell, &mut Cli::command(), "recoupe", &mut io::stdout());
            Ok(Status::Done)
        }
    }
}

/// Whoever reads standard output has enough: no failure.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().filter_map(|cause| cause.downcast_ref::<io::Error>()).any(|cause| cause.kind() == io::ErrorKind::BrokenPipe)
}
