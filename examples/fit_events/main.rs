//! Fits the weights of the event scorer on labelled sets, and measures them.
//!
//! ```text
//! cargo run --release --example fit_events -- DIR SET[*SHARE]... [-o FILE] [--left-out] [--halves] [--without FEATURE,…] [--weights FILE]
//! ```
//!
//! Each SET is `DIR/SET.jsonl` or `.jsonl.gz`, one article a line, with the gold label in `event`, or a folder `DIR/SET` with its gold in
//! `gold.jsonl`; it is read, cleaned and clustered as `recoupe group` does it. Pairs that nobody could decide stand in
//! `DIR/SET.uncertain.jsonl`. The set `recurring` is not read but made: series of events with the same names and much the same words each
//! month. Every set counts alike, or SHARE times as much. Of each are made, where it makes a difference, the same articles without
//! dates, as headlines alone, as leads, without headlines, and small batches, so that the weights also hold for these.
//!
//! `--left-out` measures each set with weights fitted on the others; `--halves` measures half the events of every set with weights fitted on the
//! other halves; `--weights` measures weights as they are. Same input, same weights.

mod fit;
mod measure;
mod recurring;
mod sets;

use std::path::Path;

use fit::{Fitted, Material, fit};
use measure::{STORIES, Score, languages, scores};
use recoupe::event::{EventConfig, Feature, Weights};
use sets::View;

/// Anything that ends a run.
pub type Failure = Box<dyn std::error::Error>;

#[derive(Default)]
struct Args {
    directory: String,
    sets: Vec<(String, f64)>,
    left_out: bool,
    halves: bool,
    weights: Option<String>,
    without: Vec<Feature>,
    output: Option<String>,
}

fn args() -> Result<Args, Failure> {
    let mut given = std::env::args().skip(1);
    let mut args = Args { directory: given.next().ok_or("the folder of the sets is missing")?, ..Args::default() };
    while let Some(arg) = given.next() {
        match arg.as_str() {
            "--left-out" => args.left_out = true,
            "--halves" => args.halves = true,
            "--weights" => args.weights = given.next(),
            "-o" => args.output = given.next(),
            "--without" => {
                for name in given.next().unwrap_or_default().split(',') {
                    let feature = Feature::ALL.iter().find(|feature| feature.name() == name);
                    args.without.push(*feature.ok_or_else(|| format!("no feature is called {name:?}"))?);
                }
            }
            _ => {
                let (name, share) = arg.split_once('*').unwrap_or((&arg, "1"));
                args.sets.push((name.to_owned(), share.parse()?));
            }
        }
    }
    Ok(args)
}

fn main() -> Result<(), Failure> {
    let args = args()?;
    let clock = std::time::Instant::now();
    let window = EventConfig::default().window_days;
    let mut sets = Vec::new();
    for (name, share) in &args.sets {
        if name == "recurring" {
            let series = sets::recurring()?;
            let share = share / series.len() as f64;
            sets.extend(series.into_iter().map(|set| (set, share)));
        } else {
            sets.extend(sets::read(Path::new(&args.directory), name)?.into_iter().map(|set| (set, *share)));
        }
    }
    eprintln!("read in {:.1?}", clock.elapsed());
    if let Some(file) = &args.weights {
        let weights = Weights::parse(&std::fs::read_to_string(file)?)?;
        let material: Vec<Material> = sets.into_iter().map(|(set, share)| Material::new(set, share, window)).collect();
        report("given weights", &material.iter().map(|set| (set, &weights)).collect::<Vec<_>>());
        return Ok(());
    }
    if args.halves {
        halves(&sets, &args.without, window);
        eprintln!("halves in {:.1?}", clock.elapsed());
    }
    let material: Vec<Material> = sets.into_iter().map(|(set, share)| Material::new(set, share, window)).collect();
    eprintln!("prepared in {:.1?}: {} pairs", clock.elapsed(), material.iter().map(|set| set.pairs.len()).sum::<usize>());
    let all: Vec<&Material> = material.iter().filter(|set| !STORIES.contains(&set.set.name.as_str())).collect();
    let fitted = fit(&all, &args.without, None);
    eprintln!("fitted in {:.1?}", clock.elapsed());
    if let Some(output) = &args.output {
        std::fs::write(output, fitted.weights.to_toml())?;
    }
    report("fitted on all", &material.iter().map(|set| (set, &fitted.weights)).collect::<Vec<_>>());
    if args.left_out {
        left_out(&material, &all, &fitted, &args);
    }
    eprintln!("done in {:.1?}", clock.elapsed());
    Ok(())
}

fn left_out(material: &[Material], all: &[&Material], fitted: &Fitted, args: &Args) {
    let each: Vec<Fitted> = args
        .sets
        .iter()
        .map(|(name, _)| {
            let others: Vec<&Material> = all.iter().copied().filter(|set| set.set.name != *name).collect();
            fit(&others, &args.without, Some(fitted))
        })
        .collect();
    let of = |set: &Material| args.sets.iter().position(|(name, _)| *name == set.set.name).map(|at| &each[at].weights);
    report("each set with weights fitted on the others", &material.iter().filter_map(|set| Some((set, of(set)?))).collect::<Vec<_>>());
}

/// Fits on half the events of every set and measures on the other half, and the other way round.
fn halves(sets: &[(sets::Set, f64)], without: &[Feature], window: u32) {
    let half = |which: bool| -> Vec<Material> { sets.iter().map(|(set, share)| Material::new(set.half(which), *share, window)).collect() };
    let halves = [half(false), half(true)];
    let fitted = halves.each_ref().map(|half| {
        let usable: Vec<&Material> = half.iter().filter(|set| !STORIES.contains(&set.set.name.as_str())).collect();
        fit(&usable, without, None)
    });
    let rows: Vec<(String, Score)> = halves[0]
        .iter()
        .zip(&halves[1])
        .flat_map(|(one, two)| {
            let first = scores(&one.set, &one.batch, &fitted[1].weights, 0.5);
            let second = scores(&two.set, &two.batch, &fitted[0].weights, 0.5);
            let mean = |x: f64, y: f64| (x + y) / 2.0;
            let both = first.into_iter().zip(second).map(move |(x, y)| Score {
                precision: mean(x.precision, y.precision),
                recall: mean(x.recall, y.recall),
                f1: mean(x.f1, y.f1),
                cross: mean(x.cross, y.cross),
            });
            names(one).into_iter().zip(both)
        })
        .collect();
    table("half the events of every set, with weights fitted on the other halves", &rows);
}

fn names(material: &Material) -> Vec<String> {
    let view = if material.set.view == View::Whole { String::new() } else { format!(" {:?}", material.set.view) };
    languages(&material.set.name).iter().map(|lang| format!("{}{view} {lang}", material.set.name)).collect()
}

fn report(title: &str, material: &[(&Material, &Weights)]) {
    let threshold = EventConfig::default().threshold;
    let of_set = |(set, weights): &(&Material, &Weights)| {
        names(set).into_iter().zip(scores(&set.set, &set.batch, weights, threshold)).collect::<Vec<_>>()
    };
    table(title, &material.iter().flat_map(of_set).collect::<Vec<_>>());
}

fn table(title: &str, rows: &[(String, Score)]) {
    println!("{title}\n{:34} {:>6} {:>9} {:>6} {:>14}", "", "B3 F1", "precision", "recall", "across outlets");
    for (name, score) in rows {
        println!("{name:34} {:6.3} {:9.3} {:6.3} {:14.3}", score.f1, score.precision, score.recall, score.cross);
    }
    let mean = |of: &dyn Fn(&Score) -> f64| rows.iter().map(|(_, score)| of(score)).sum::<f64>() / rows.len().max(1) as f64;
    println!("{:34} {:6.4} {:31.4}\n", "mean", mean(&|score| score.f1), mean(&|score| score.cross));
}
