//! Fits the weights of the event scorer on labelled sets, and measures them.
//!
//! ```text
//! cargo run --release --example fit_events -- DIR SET... [--held-out] [--weights FILE] [-o FILE]
//! ```
//!
//! Each SET is `DIR/SET.jsonl` or `.jsonl.gz`, one article a line, with the gold label in `event`, or a folder `DIR/SET` with its gold in
//! `gold.jsonl`; it is read, cleaned and clustered as `recoupe group` does it. `SET@undated` is the set without its dates. Pairs that nobody could decide stand in
//! `DIR/SET.uncertain.jsonl`. Without `--weights` a logistic regression is fitted on the candidate pairs of all sets, each set and
//! each article in it counting alike; with `--held-out` the figures of each set come from weights fitted on the others. Parts of each
//! set, a few events each, are fitted too, so that the weights also hold for small batches. Same input, same weights.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::path::Path;

use recoupe::article::DocId;
use recoupe::cluster::{Cluster, Clusters};
use recoupe::config::Settings;
use recoupe::document::Document;
use recoupe::event::{Case, EventBatch, EventConfig, Events, Feature, PairFeatures, Weights};
use recoupe::input;
use recoupe::mention::DocumentMentions;
use recoupe::pipeline::{self, Silent};

/// Sets whose labels are stories, coarser than events: measured on stories, and no material for weights.
const STORIES: [&str; 1] = ["rpm2"];

type Failure = Box<dyn std::error::Error>;

/// A labelled set.
struct Set {
    name: String,
    documents: Vec<Document>,
    mentions: Vec<DocumentMentions>,
    clusters: Clusters,
    gold: Vec<Option<String>>,
    uncertain: BTreeSet<(usize, usize)>,
}

fn main() -> Result<(), Failure> {
    let mut args = std::env::args().skip(1);
    let directory = args.next().ok_or("the folder of the sets is missing")?;
    let (mut names, mut held_out, mut weights_file, mut output) = (Vec::new(), false, None, None);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--held-out" => held_out = true,
            "--weights" => weights_file = args.next(),
            "-o" => output = args.next(),
            _ => names.push(arg),
        }
    }
    let clock = std::time::Instant::now();
    let sets: Vec<Set> = names.iter().map(|name| read_set(Path::new(&directory), name)).collect::<Result<_, _>>()?;
    eprintln!("read in {:.1?}", clock.elapsed());
    let config = EventConfig::default();
    let prepared: Vec<EventBatch> =
        sets.iter().map(|set| EventBatch::new(&set.documents, &set.mentions, &set.clusters, config.window_days)).collect();
    eprintln!("prepared in {:.1?}", clock.elapsed());
    if let Some(file) = weights_file {
        let weights = Weights::parse(&std::fs::read_to_string(file)?)?;
        let all = vec![weights; sets.len()];
        report(&sets, &prepared, &all, &config);
        return Ok(());
    }
    let material: Vec<Vec<Example>> = sets.iter().zip(&prepared).map(|(set, batch)| material_of(set, batch, &config)).collect();
    eprintln!("material in {:.1?}: {:?}", clock.elapsed(), material.iter().map(Vec::len).collect::<Vec<_>>());
    let all = fit(&material.iter().collect::<Vec<_>>());
    let before = all.clone();
    let all = calibrated(&sets, &prepared, all, &config);
    if let Some(output) = output {
        std::fs::write(output, all.to_toml())?;
    }
    println!("fitted on all");
    report(&sets, &prepared, &vec![all.clone(); sets.len()], &config);
    if held_out {
        let shift = Case::ALL.map(|case| all.of(case, Feature::Bias) - before.of(case, Feature::Bias));
        let stem = |at: usize| sets[at].name.split('@').next().unwrap_or_default().to_owned();
        let others = |at: usize| -> Vec<&Vec<Example>> { (0..sets.len()).filter(|i| stem(*i) != stem(at)).map(|i| &material[i]).collect() };
        let each: Vec<Weights> = (0..sets.len())
            .map(|at| {
                let mut weights = fit(&others(at));
                for case in Case::ALL {
                    weights.set(case, Feature::Bias, weights.of(case, Feature::Bias) + shift[case as usize]);
                }
                weights
            })
            .collect();
        println!("held out");
        report(&sets, &prepared, &each, &config);
    }
    eprintln!("done in {:.1?}", clock.elapsed());
    Ok(())
}

// Reading -----------------------------------------------------------------------------------------------------------------

fn lines(directory: &Path, name: &str) -> Result<Option<Vec<serde_json::Value>>, Failure> {
    let plain = directory.join(format!("{name}.jsonl"));
    let packed = directory.join(format!("{name}.jsonl.gz"));
    let mut text = String::new();
    if plain.exists() {
        text = std::fs::read_to_string(plain)?;
    } else if packed.exists() {
        flate2::read::GzDecoder::new(std::fs::File::open(packed)?).read_to_string(&mut text)?;
    } else {
        return Ok(None);
    }
    Ok(Some(text.lines().map(serde_json::from_str).collect::<Result<_, _>>()?))
}

/// A set through the whole way that `recoupe group` takes. A folder holds its gold in `gold.jsonl`.
fn read_set(directory: &Path, given: &str) -> Result<Set, Failure> {
    let name = given.strip_suffix("@undated").unwrap_or(given);
    let paths = ["", ".jsonl", ".jsonl.gz"].map(|ending| directory.join(format!("{name}{ending}")));
    let path = paths.iter().find(|path| path.exists()).ok_or_else(|| format!("{name}: no such set"))?;
    let plan = Settings::default().plan()?;
    let mut articles = input::read(std::slice::from_ref(path), &plan.input, &|_| ())?.articles;
    if given != name {
        articles.iter_mut().for_each(|article| article.date = None);
    }
    let corpus = pipeline::prepare(articles, &Silent);
    let clusters = pipeline::texts(&corpus, &plan, &Silent).clusters;
    let documents = corpus.documents;
    let rows = if path.is_dir() { lines(path, "gold")? } else { lines(directory, name)? }.ok_or_else(|| format!("{name}: no gold"))?;
    let text = |row: &serde_json::Value, field: &str| row[field].as_str().unwrap_or_default().to_owned();
    let labels: BTreeMap<String, String> =
        rows.iter().filter(|row| row["event"].is_string()).map(|row| (text(row, "id"), text(row, "event"))).collect();
    let gold = documents.iter().map(|document| labels.get(&document.article.id).cloned()).collect();
    let at: BTreeMap<&str, usize> = documents.iter().enumerate().map(|(at, document)| (document.article.id.as_str(), at)).collect();
    let mut uncertain = BTreeSet::new();
    for pair in lines(directory, &format!("{name}.uncertain"))?.unwrap_or_default() {
        if let (Some(a), Some(b)) = (at.get(text(&pair, "a").as_str()), at.get(text(&pair, "b").as_str())) {
            uncertain.insert((*a.min(b), *a.max(b)));
        }
    }
    let mentions = documents.iter().map(recoupe::mention::of_document).collect();
    Ok(Set { name: given.to_owned(), mentions, clusters, documents, gold, uncertain })
}

fn singletons(count: usize) -> Clusters {
    let alone = |at: usize| {
        let doc = DocId::from_index(at);
        Cluster { members: vec![doc], centre: doc, representative: doc, weakest: 1.0, cohesion: 1.0 }
    };
    Clusters { of: (0..count as u32).collect(), list: (0..count).map(alone).collect() }
}

/// How much the whole set, its parts and its look-alikes count.
const SHARES: [f64; 3] = [1.0, 0.5, 0.5];

/// The labelled pairs of a set, of parts of it, and of small batches of its look-alikes.
fn material_of(set: &Set, batch: &EventBatch, config: &EventConfig) -> Vec<Example> {
    if STORIES.contains(&set.name.as_str()) {
        return Vec::new();
    }
    let pairs = batch.pair_features();
    let mut found = examples(set, &pairs, SHARES[0]);
    for (parts, share) in [(parts(set), SHARES[1]), (look_alikes(set, &pairs), SHARES[2])] {
        for part in &parts {
            let batch = EventBatch::new(&part.documents, &part.mentions, &part.clusters, config.window_days);
            found.extend(examples(part, &batch.pair_features(), share / parts.len() as f64));
        }
    }
    found
}

/// Batches of look-alikes taken from a set, at most.
const LOOK_ALIKES: usize = 150;

/// Batches of one article and those of other events most like it in words, each of an event of its own; every other batch has a second
/// article of the first one's event. So few, so alike: what five scraped articles on one subject are.
fn look_alikes(set: &Set, pairs: &[PairFeatures]) -> Vec<Set> {
    let mut near: Vec<Vec<(f32, usize)>> = vec![Vec::new(); set.documents.len()];
    for pair in pairs {
        let cosine = pair.values[Feature::Words as usize];
        near[pair.a.index()].push((cosine, pair.b.index()));
        near[pair.b.index()].push((cosine, pair.a.index()));
    }
    let step = set.documents.len().div_ceil(LOOK_ALIKES);
    let mut batches = Vec::new();
    for first in (0..set.documents.len()).step_by(step).filter(|at| set.gold[*at].is_some()) {
        near[first].sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut chosen = vec![first];
        for (_, other) in &near[first] {
            let known = set.gold[*other].is_some() && !set.uncertain.iter().any(|(a, b)| a == other || b == other);
            let new = chosen.iter().all(|at| set.gold[*at] != set.gold[*other]);
            if known && new && chosen.len() < 6 {
                chosen.push(*other);
            }
        }
        if batches.len() % 2 == 1 {
            chosen.extend(near[first].iter().map(|(_, other)| *other).find(|other| set.gold[*other] == set.gold[first]));
        }
        chosen.sort_unstable();
        if chosen.len() > 2 {
            batches.push(part_of(set, &chosen));
        }
    }
    batches
}

/// Articles that a part of a set holds, roughly.
const PART_SIZES: [usize; 4] = [6, 20, 60, 150];

/// Small batches cut from a set: runs of articles in the order of their events' first articles, so that what is near stays near.
fn parts(set: &Set) -> Vec<Set> {
    let mut order: Vec<usize> = (0..set.documents.len()).filter(|at| set.gold[*at].is_some()).collect();
    let first: BTreeMap<&String, usize> = order.iter().rev().filter_map(|at| Some((set.gold[*at].as_ref()?, *at))).collect();
    order.sort_by_key(|at| (set.gold[*at].as_ref().map(|gold| first[gold]), *at));
    let mut parts = Vec::new();
    for size in PART_SIZES {
        let count = (order.len() / size).min(240 / size).max(1);
        for part in 0..count {
            let start = part * (order.len().saturating_sub(size)) / count;
            let chosen: Vec<usize> = order[start..].iter().take(size).copied().collect();
            if order.len() > size {
                parts.push(part_of(set, &chosen));
            }
        }
    }
    parts
}

fn part_of(set: &Set, chosen: &[usize]) -> Set {
    let place = |at: &usize| chosen.iter().position(|other| other == at);
    let pair = |(a, b): &(usize, usize)| Some((place(a)?.min(place(b)?), place(a)?.max(place(b)?)));
    Set {
        name: set.name.clone(),
        documents: chosen.iter().map(|at| set.documents[*at].clone()).collect(),
        mentions: chosen.iter().map(|at| set.mentions[*at].clone()).collect(),
        clusters: singletons(chosen.len()),
        gold: chosen.iter().map(|at| set.gold[*at].clone()).collect(),
        uncertain: set.uncertain.iter().filter_map(pair).collect(),
    }
}

// Fitting -----------------------------------------------------------------------------------------------------------------

const N: usize = Feature::ALL.len();

/// One labelled pair.
struct Example {
    case: Case,
    values: [f64; N],
    same: bool,
    weight: f64,
}

/// The labelled pairs of a set. A pair weighs by how few of its kind its articles have, so that every article counts alike, and the whole set
/// weighs the same as any other.
fn examples(set: &Set, pairs: &[PairFeatures], share: f64) -> Vec<Example> {
    let label = |pair: &PairFeatures| {
        let (a, b) = (pair.a.index(), pair.b.index());
        let same = set.gold[a].as_ref()? == set.gold[b].as_ref()?;
        (!set.uncertain.contains(&(a.min(b), a.max(b)))).then_some(same)
    };
    let mut degree = vec![[0usize; 2]; set.documents.len()];
    for pair in pairs {
        if let Some(same) = label(pair) {
            degree[pair.a.index()][usize::from(same)] += 1;
            degree[pair.b.index()][usize::from(same)] += 1;
        }
    }
    let mut found = Vec::new();
    for pair in pairs {
        let Some(same) = label(pair) else { continue };
        let part = |doc: DocId| if same { 1.0 / degree[doc.index()][1] as f64 } else { 1.0 / degree[doc.index()][0].min(NEGATIVES) as f64 };
        let weight = share * (part(pair.a) + part(pair.b)) / 2.0 / set.documents.len() as f64;
        found.push(Example { case: pair.case, values: pair.values.map(f64::from), same, weight });
    }
    found
}

/// Negatives of one article that count fully; more of them share their weight.
const NEGATIVES: usize = 10;
/// Strength of the prior that a weight is zero.
const RIDGE: f64 = 0.002;

fn fit(material: &[&Vec<Example>]) -> Weights {
    let mut weights = Weights::parse("").expect("an empty file is a file of zeros");
    for case in Case::ALL {
        let of_case: Vec<&Example> = material.iter().flat_map(|set| set.iter()).filter(|example| example.case == case).collect();
        let fitted = logistic(&of_case);
        for (feature, weight) in Feature::ALL.iter().zip(fitted) {
            weights.set(case, *feature, (weight * 1e4).round() as f32 / 1e4);
        }
    }
    weights
}

/// Moves the bias of each case, and what being undated or without a headline means for texts, to where the groups, not the pairs, come out best at one threshold for all sets.
fn calibrated(sets: &[Set], prepared: &[EventBatch], mut weights: Weights, base: &EventConfig) -> Weights {
    let value = |weights: &Weights| -> f64 {
        let config = EventConfig { weights: weights.clone(), ..base.clone() };
        let of_set = |(set, batch): (&Set, &EventBatch)| -> f64 {
            let events = batch.events(&config);
            let share = if set.name.contains("undated") { 0.3 } else { 1.0 };
            let scores = languages(&set.name).iter().map(|lang| measure(set, &events, lang));
            share * scores.map(|(b3, cross)| b3 + 0.3 * cross).sum::<f64>()
        };
        sets.iter().zip(prepared).map(of_set).sum()
    };
    let mut best = value(&weights);
    let biases = Case::ALL.map(|case| (case, Feature::Bias));
    let undated = [Feature::Undated, Feature::UndatedAmongFew, Feature::NoHeadline].map(|feature| (Case::Text, feature));
    for step in [0.6, 0.3] {
        for (case, feature) in biases.into_iter().chain(undated) {
            for direction in [-1.0, 1.0] {
                loop {
                    let mut moved = weights.clone();
                    moved.set(case, feature, weights.of(case, feature) + direction * step);
                    let reached = value(&moved);
                    if reached <= best + 1e-4 {
                        break;
                    }
                    (weights, best) = (moved, reached);
                }
            }
        }
    }
    weights
}

/// Ridge logistic regression by Newton's method.
fn logistic(examples: &[&Example]) -> [f64; N] {
    let mut w = [0.0; N];
    for _ in 0..25 {
        let mut gradient = [0.0; N];
        let mut hessian = vec![[0.0; N]; N];
        for example in examples {
            let z: f64 = w.iter().zip(&example.values).map(|(w, v)| w * v).sum();
            let p = 1.0 / (1.0 + (-z).exp());
            let error = (p - f64::from(u8::from(example.same))) * example.weight;
            let curve = p * (1.0 - p) * example.weight;
            for i in 0..N {
                let v = example.values[i];
                if v == 0.0 {
                    continue;
                }
                gradient[i] += error * v;
                for (sum, other) in hessian[i].iter_mut().zip(&example.values[..=i]) {
                    *sum += curve * v * other;
                }
            }
        }
        for i in 0..N {
            let ridge = if Feature::ALL[i] == Feature::Bias { 1e-9 } else { RIDGE };
            gradient[i] += ridge * w[i];
            hessian[i][i] += ridge + 1e-9;
        }
        let step = solve(&mut hessian, gradient);
        let size: f64 = step.iter().map(|s| s.abs()).sum();
        // Newton overshoots from far away; a bounded step does not.
        let scale = (20.0 / size).min(1.0);
        w.iter_mut().zip(step).for_each(|(w, s)| *w -= scale * s);
        if size < 1e-7 {
            break;
        }
    }
    w
}

/// Solves `h x = g` for a positive definite `h` given by its lower triangle.
fn solve(h: &mut [[f64; N]], g: [f64; N]) -> [f64; N] {
    for i in 0..N {
        for j in 0..=i {
            let known: f64 = h[i][..j].iter().zip(&h[j][..j]).map(|(x, y)| x * y).sum();
            let sum = h[i][j] - known;
            h[i][j] = if i == j { sum.max(1e-12).sqrt() } else { sum / h[j][j] };
        }
    }
    let mut x = g;
    for i in 0..N {
        for k in 0..i {
            x[i] -= h[i][k] * x[k];
        }
        x[i] /= h[i][i];
    }
    for i in (0..N).rev() {
        for k in i + 1..N {
            x[i] -= h[k][i] * x[k];
        }
        x[i] /= h[i][i];
    }
    x
}

// Measuring ---------------------------------------------------------------------------------------------------------------

fn report(sets: &[Set], prepared: &[EventBatch], weights: &[Weights], base: &EventConfig) {
    let thresholds = [0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8];
    println!("{:28} {}", "B-cubed F1 at", thresholds.map(|t| format!("{t:>11}")).concat());
    let mut sums = vec![0.0; thresholds.len()];
    let mut rows = 0;
    for ((set, batch), weights) in sets.iter().zip(prepared).zip(weights) {
        let config = |threshold| EventConfig { threshold, weights: weights.clone(), ..base.clone() };
        let grouped: Vec<Events> = thresholds.iter().map(|t| batch.events(&config(*t))).collect();
        for lang in languages(&set.name) {
            let scores: Vec<(f64, f64)> = grouped.iter().map(|events| measure(set, events, lang)).collect();
            let cells: String = scores.iter().map(|(b3, cross)| format!(" {b3:.3}/{cross:.3}")).collect();
            println!("{:28} {cells}", format!("{} {lang}", set.name));
            sums.iter_mut().zip(&scores).for_each(|(sum, score)| *sum += score.0);
            rows += 1;
        }
    }
    println!("{:28} {}", "mean", sums.iter().map(|sum| format!(" {:.4}     ", sum / f64::from(rows))).collect::<String>());
}

fn languages(name: &str) -> &'static [&'static str] {
    if name.starts_with("og2021") { &["fr", "en"] } else { &["all"] }
}

/// B-cubed F1, and the F1 over pairs of articles of different outlets.
fn measure(set: &Set, events: &Events, lang: &str) -> (f64, f64) {
    let stories = STORIES.contains(&set.name.as_str());
    let group = |at: usize| {
        let event = events.of[at];
        if stories { events.list[event as usize].story } else { event }
    };
    let scored: Vec<usize> = (0..set.documents.len())
        .filter(|at| set.gold[*at].is_some() && (lang == "all" || set.documents[*at].article.lang.is_some_and(|l| l.code() == lang)))
        .collect();
    let (mut precision, mut recall) = (0.0, 0.0);
    let (mut both, mut found, mut wanted) = (0.0f64, 0.0f64, 0.0f64);
    for a in &scored {
        let (mut same_both, mut same_group, mut same_gold) = (0.0, 0.0, 0.0);
        for b in &scored {
            if set.uncertain.contains(&(*a.min(b), *a.max(b))) {
                continue;
            }
            let (g, t) = (group(*a) == group(*b), set.gold[*a] == set.gold[*b]);
            same_group += f64::from(u8::from(g));
            same_gold += f64::from(u8::from(t));
            same_both += f64::from(u8::from(g && t));
            let (x, y) = (set.documents[*a].source(), set.documents[*b].source());
            if a < b && !x.is_empty() && !y.is_empty() && x != y {
                found += f64::from(u8::from(g));
                wanted += f64::from(u8::from(t));
                both += f64::from(u8::from(g && t));
            }
        }
        precision += same_both / same_group;
        recall += same_both / same_gold;
    }
    let count = scored.len().max(1) as f64;
    let f1 = |p: f64, r: f64| if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 };
    (f1(precision / count, recall / count), f1(both / found.max(1.0), both / wanted.max(1.0)))
}
