//! Cross-checks the news: from a pile of scraped articles, which are the same text, which share passages, which report the
//! same event in their own words, and how the wording differs between outlets.
//!
//! Modules stand in the order data flows; each imports only from those above it (see ARCHITECTURE.md). [`pipeline`] puts them together in
//! memory, [`dedup`] for copies in sets of any size:
//!
//! ```no_run
//! use recoupe::{config::Settings, input, pipeline};
//!
//! let plan = Settings::default().plan()?;
//! let batch = input::read(&["corpus".into()], &plan.input, &|_| ())?;
//! let corpus = pipeline::prepare(batch.articles, &pipeline::Silent);
//! let mut texts = pipeline::texts(&corpus, &plan, &pipeline::Silent);
//! texts.part_templates(&corpus, &plan);
//! let groups = pipeline::groups(&corpus, &texts, &plan, &pipeline::Silent);
//! println!("{} articles, {} texts, {} events", corpus.documents.len(), texts.clusters.list.len(), groups.events.list.len());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
#![warn(clippy::print_stdout, clippy::print_stderr)]

pub mod article;

pub mod outlet;

pub mod progress;

pub mod hash;

mod cpu;

pub mod output;

pub mod scratch;

pub mod input;

pub mod text;

pub mod clean;

pub mod document;

pub mod mention;

pub mod sketch;

pub mod candidates;

pub mod verify;

pub mod cluster;

pub mod dedup;

pub mod reuse;

pub mod event;

pub mod compare;

pub mod records;

pub mod report;

pub mod gate;

pub mod config;

pub mod pipeline;
