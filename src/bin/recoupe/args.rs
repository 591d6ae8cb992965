//! The command line as it is typed. Nothing is decided here: arguments become [`Settings`], and the library decides.

use std::path::PathBuf;

use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use recoupe::config::{Preset, Settings, Size};
use recoupe::report::Language;

/// Cross-checks the news: same text, shared passages, same event, and how the wording differs.
#[derive(Debug, Parser)]
#[command(name = "recoupe", version, max_term_width = 100, arg_required_else_help = true, after_help = AFTER)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
    #[command(flatten)]
    pub output: Output,
}

const AFTER: &str = "\
INPUT is a file, a folder (walked; .gitignore and .recoupeignore respected) or - for standard input: JSON lines, JSON, plain text with
or without front matter, Markdown, HTML, each also .gz or .zst.

Exit status: 0 done, or nothing new at the gate; 1 the gate is exceeded; 2 usage, configuration, input or output failure; 130 interrupted.";

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Find articles that are the same text
    Dedup(Dedup),
    /// Group articles by text and by event
    Group(Group),
    /// Compare the wording of given articles
    Compare(Compare),
    /// Write a cross-source report: index.html, report.md, report.json
    Report(Report),
    /// Guard a content repository against duplicates (for CI)
    Check(Check),
    /// Say why two articles are, or are not, together
    Explain(Explain),
    /// Turn any input into cleaned article JSON lines
    Extract(Extract),
    /// Print a completion script for a shell
    Completions {
        /// The shell
        shell: Shell,
    },
}

#[derive(Debug, Args)]
pub struct Dedup {
    #[command(flatten)]
    pub input: Inputs,
    /// One line per article: id, cluster, cluster size, representative, source, date
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// One line per verified pair
    #[arg(long, value_name = "FILE")]
    pub pairs: Option<PathBuf>,
    /// The input records of representatives, unchanged
    #[arg(long, value_name = "FILE")]
    pub keep: Option<PathBuf>,
    /// One line per article that is not kept, and what it duplicates
    #[arg(long, value_name = "FILE")]
    pub removed: Option<PathBuf>,
    /// With --pairs: every pair of a group of identical texts, and of each of them with what the others resemble, not the earliest's alone
    #[arg(long, requires = "pairs")]
    pub all_pairs: bool,
    /// Parameters, counts, seconds and memory of the run, as JSON
    #[arg(long, value_name = "FILE")]
    pub stats: Option<PathBuf>,
    #[command(flatten)]
    pub engine: Engine,
}

#[derive(Debug, Args)]
pub struct Group {
    #[command(flatten)]
    pub input: Inputs,
    /// One line per article: id, cluster, event, story, source, date
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// One line per verified pair and per pair of one event
    #[arg(long, value_name = "FILE")]
    pub pairs: Option<PathBuf>,
    #[command(flatten)]
    pub engine: Engine,
}

#[derive(Debug, Args)]
#[command(override_usage = "recoupe compare [OPTIONS] FILE FILE...\n       recoupe compare [OPTIONS] ID ID... --in INPUT...")]
pub struct Compare {
    /// Files of one article each or, with --in, ids of articles
    #[arg(required_unless_present = "inputs", num_args = 1.., value_name = "ARTICLE")]
    pub articles: Vec<String>,
    /// Where the articles are, if ARTICLE is an id; behind it, what is no file or folder is an id where one is missing
    #[arg(long = "in", num_args = 1.., value_name = "INPUT")]
    pub inputs: Vec<PathBuf>,
    /// Form of the output
    #[arg(long, value_enum, default_value_t = CompareFormat::Terminal)]
    pub format: CompareFormat,
    /// Leave the articles' words out: ids for headlines, hashes for quoted words, and where they stand
    #[arg(long)]
    pub redact: bool,
    /// Language of the comparison's own words
    #[arg(long, value_enum, default_value_t = UiLang::En)]
    pub ui_lang: UiLang,
    /// Write to FILE instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    #[command(flatten)]
    pub engine: Engine,
    #[command(flatten)]
    pub fields: Fields,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum CompareFormat {
    Terminal,
    Html,
    Markdown,
    Json,
}

#[derive(Debug, Args)]
pub struct Report {
    #[command(flatten)]
    pub input: Inputs,
    /// Folder for the report; without it a summary is printed
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// Title of the report
    #[arg(long)]
    pub title: Option<String>,
    /// Leave the articles' words out: ids for headlines, hashes for quoted words, and where they stand
    #[arg(long)]
    pub redact: bool,
    /// Language of the report's own words
    #[arg(long, value_enum, default_value_t = UiLang::En)]
    pub ui_lang: UiLang,
    #[command(flatten)]
    pub engine: Engine,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum UiLang {
    Fr,
    En,
}

#[derive(Debug, Args)]
pub struct Check {
    #[command(flatten)]
    pub input: Inputs,
    /// Findings that are accepted; only new ones fail
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// Write all present findings to the baseline file and pass
    #[arg(long, requires = "baseline")]
    pub update_baseline: bool,
    /// Form of the output
    #[arg(long, default_value = "terminal", value_parser = clap::builder::PossibleValuesParser::new(["terminal", "json", "markdown", "sarif", "junit", "github", "gitlab"]))]
    pub format: String,
    /// Write to FILE instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    #[command(flatten)]
    pub engine: Engine,
}

#[derive(Debug, Args)]
pub struct Explain {
    #[command(flatten)]
    pub input: Inputs,
    /// Ids of the two articles
    #[arg(long, num_args = 2, required = true, value_names = ["A", "B"])]
    pub pair: Vec<String>,
    #[command(flatten)]
    pub engine: Engine,
}

#[derive(Debug, Args)]
pub struct Extract {
    #[command(flatten)]
    pub input: Inputs,
    /// Write to FILE instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Inputs {
    /// Files, folders, or - for standard input
    #[arg(required = true, value_name = "INPUT")]
    pub inputs: Vec<PathBuf>,
    #[command(flatten)]
    pub fields: Fields,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Reading")]
pub struct Fields {
    /// Read every input as this format: jsonl, json, text, markdown, html
    #[arg(long, value_name = "FORMAT")]
    pub input_format: Option<String>,
    /// Field that holds the text (dotted paths allowed, for this and the others)
    #[arg(long, value_name = "NAME")]
    pub text_field: Option<String>,
    /// Field that holds the title
    #[arg(long, value_name = "NAME")]
    pub title_field: Option<String>,
    /// Field that holds the id
    #[arg(long, value_name = "NAME")]
    pub id_field: Option<String>,
    /// Field that holds the outlet
    #[arg(long, value_name = "NAME")]
    pub source_field: Option<String>,
    /// Field that holds the date
    #[arg(long, value_name = "NAME")]
    pub date_field: Option<String>,
    /// Field that holds the address
    #[arg(long, value_name = "NAME")]
    pub url_field: Option<String>,
    /// Field that holds the language
    #[arg(long, value_name = "NAME")]
    pub lang_field: Option<String>,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Engine")]
pub struct Engine {
    /// Named set of defaults [default: news]
    #[arg(long, value_parser = preset, value_name = "news|corpus")]
    pub preset: Option<Preset>,
    /// Words in a shingle
    #[arg(long, alias = "ngram", value_name = "N")]
    pub shingle_size: Option<usize>,
    /// Least Jaccard of two copies, above 0 and at most 1
    #[arg(long, value_name = "J")]
    pub threshold: Option<f64>,
    /// Least share of the shorter text that stands in the longer for `contains`
    #[arg(long, value_name = "C")]
    pub containment: Option<f64>,
    /// Permutations of a signature
    #[arg(long, value_name = "K")]
    pub num_perm: Option<usize>,
    /// Bands, with --rows, instead of solving them from the threshold
    #[arg(long, value_name = "B")]
    pub bands: Option<usize>,
    /// Rows in a band
    #[arg(long, value_name = "R")]
    pub rows: Option<usize>,
    /// Find copies by an exact join, which misses none, whatever the number of articles [default: up to 10,000]
    #[arg(long)]
    pub exact: bool,
    /// Seed of the permutations
    #[arg(long, value_name = "SEED")]
    pub seed: Option<u64>,
    /// Days within which reports of one event are published
    #[arg(long, value_name = "DAYS")]
    pub window_days: Option<u32>,
    /// Which member represents a cluster: earliest, longest, or outlets in order of preference
    #[arg(long, value_name = "earliest|longest|OUTLET,…")]
    pub prefer: Option<String>,
}

fn preset(name: &str) -> Result<Preset, String> {
    match name {
        "news" => Ok(Preset::News),
        "corpus" => Ok(Preset::Corpus),
        _ => Err("the presets are news and corpus".into()),
    }
}

#[derive(Debug, Args)]
#[command(next_help_heading = "General")]
pub struct Output {
    /// Settings in TOML; arguments win over them
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Threads [default: one per core]
    #[arg(long, global = true, value_name = "N")]
    pub threads: Option<usize>,
    /// Memory to keep to, as 512MiB: dedup puts on disk what is more [default: half of the machine's], the others refuse it [default: no
    /// limit]
    #[arg(long, global = true, value_name = "SIZE")]
    pub memory: Option<Size>,
    /// Folder for what does not fit in memory [default: the system's for temporary files]
    #[arg(long, global = true, value_name = "DIR")]
    pub temp_dir: Option<PathBuf>,
    /// Say nothing but errors
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Say more: every skipped record, the parameters and the S-curve
    #[arg(short, long, global = true, action = ArgAction::SetTrue)]
    pub verbose: bool,
    /// Progress bars on standard error
    #[arg(long, global = true, value_enum, default_value_t = When::Auto)]
    pub progress: When,
    /// Color
    #[arg(long, global = true, value_enum, default_value_t = When::Auto)]
    pub color: When,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum When {
    Auto,
    Always,
    Never,
}

impl From<UiLang> for Language {
    fn from(lang: UiLang) -> Language {
        match lang {
            UiLang::Fr => Language::Fr,
            UiLang::En => Language::En,
        }
    }
}

impl Output {
    pub fn settings(&self) -> Settings {
        Settings { threads: self.threads, memory: self.memory, temp_dir: self.temp_dir.clone(), ..Settings::default() }
    }
}

impl Engine {
    pub fn settings(&self) -> Settings {
        Settings {
            preset: self.preset,
            shingle_size: self.shingle_size,
            threshold: self.threshold,
            containment: self.containment,
            num_perm: self.num_perm,
            bands: self.bands,
            rows: self.rows,
            exact: self.exact.then_some(true),
            seed: self.seed,
            window_days: self.window_days,
            prefer: self.prefer.clone(),
            ..Settings::default()
        }
    }
}

impl Fields {
    pub fn settings(&self) -> Settings {
        Settings {
            input_format: self.input_format.clone(),
            text_field: self.text_field.clone(),
            title_field: self.title_field.clone(),
            id_field: self.id_field.clone(),
            source_field: self.source_field.clone(),
            date_field: self.date_field.clone(),
            url_field: self.url_field.clone(),
            lang_field: self.lang_field.clone(),
            ..Settings::default()
        }
    }
}
