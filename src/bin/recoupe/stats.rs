//! The figures of a run, for whoever compares runs.

use std::path::Path;

use recoupe::config::Preset;
use recoupe::dedup::{Copies, Counts};
use recoupe::output::write_atomically;
use recoupe::pipeline::Stage;
use serde::Serialize;

use crate::machine;
use crate::session::Session;

/// Version of the form below.
const SCHEMA: u32 = 1;

#[derive(Serialize)]
struct Stats {
    schema: u32,
    version: &'static str,
    parameters: Parameters,
    counts: Counts,
    clusters: usize,
    duplicates: usize,
    edges: usize,
    templates: usize,
    crowded_buckets: usize,
    skipped: usize,
    notes: usize,
    stages: Vec<StageTime>,
    seconds: f64,
    /// `null` where the system does not tell.
    peak_memory_bytes: Option<u64>,
}

#[derive(Serialize)]
struct Parameters {
    preset: Preset,
    shingle_size: usize,
    threshold: f64,
    containment: f64,
    num_perm: usize,
    bands: usize,
    rows: usize,
    /// Probability that a pair at the threshold is retrieved, unless it is in a crowd.
    recall: f64,
    seed: u64,
    threads: usize,
    memory_bytes: u64,
}

#[derive(Serialize)]
struct StageTime {
    stage: Stage,
    seconds: f64,
}

/// Writes the figures of a run as JSON.
pub fn write(path: &Path, session: &Session, copies: &Copies) -> anyhow::Result<()> {
    let plan = &session.plan;
    let (seconds, stages) = session.seconds();
    let threshold = plan.thresholds.jaccard();
    let stats = Stats {
        schema: SCHEMA,
        version: env!("CARGO_PKG_VERSION"),
        parameters: Parameters {
            preset: plan.preset,
            shingle_size: plan.shingle_size,
            threshold,
            containment: plan.thresholds.containment(),
            num_perm: plan.hasher.num_perm(),
            bands: plan.scheme.bands(),
            rows: plan.scheme.rows(),
            recall: if copies.counts.exact_join { 1.0 } else { plan.scheme.probability(threshold) },
            seed: plan.seed,
            threads: rayon::current_num_threads(),
            memory_bytes: session.memory(),
        },
        counts: copies.counts,
        clusters: copies.text_count(),
        duplicates: copies.catalogue.len() - copies.text_count(),
        edges: copies.edges.len(),
        templates: copies.templates.len(),
        crowded_buckets: copies.crowded.len(),
        skipped: copies.skipped.len(),
        notes: copies.notes.len(),
        stages: stages.into_iter().map(|(stage, seconds)| StageTime { stage, seconds }).collect(),
        seconds,
        peak_memory_bytes: machine::peak_memory(),
    };
    let text = serde_json::to_string_pretty(&stats)?;
    if path.as_os_str() == "-" {
        return session.write(None, &(text + "\n"));
    }
    write_atomically(path, |file| std::io::Write::write_all(file, (text + "\n").as_bytes()))?;
    Ok(())
}
