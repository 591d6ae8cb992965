//! The command line of recoupe: arguments, progress, messages and exit status. What is computed is the library's.

mod args;
mod commands;
mod interrupt;
mod machine;
mod progress;
mod session;
mod stats;

use std::io;
use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use args::{Cli, Command};
use session::Session;

/// Threads hand blocks to one another, at which the system's allocator waits for locks.
/// Huge pages are left out (`no_thp`): they save no time, and a page that is used in part counts whole.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

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
    // Before the first output is begun, which the probes of a run do.
    let result = interrupt::listen().and_then(|()| run(&cli));
    interrupt::give_way();
    let status = match result {
        Ok(status) => status,
        Err(error) if is_broken_pipe(&error) => Status::Done,
        Err(error) => {
            session::error(&error);
            Status::Failed
        }
    };
    interrupt::clear();
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
