//! Fitting: curves on labelled pairs, then the decisions of merges on the groups that come up with these curves.

use rayon::prelude::*;

use recoupe::article::DocId;
use recoupe::event::{
    EventBatch, EventConfig, Feature, MergeCondition, MergeFeature, MergeFeatures, MergeWeights, PairFeatures, Table, Weights,
};

use crate::sets::{Set, View};

/// A set ready to be fitted on.
pub struct Material {
    pub set: Set,
    pub batch: EventBatch,
    pub pairs: Vec<Example>,
    /// How much it counts.
    pub share: f64,
}

/// How much the set counts that everything is made of, and what was made of it.
const VIEW_SHARE: f64 = 0.3;
/// How much all small batches of a set count.
const BATCHES_SHARE: f64 = 0.3;

/// A labelled pair.
pub struct Example {
    /// How much of a headline the shorter is, and whether they are in different languages.
    headline: f32,
    across: f32,
    values: Vec<f32>,
    same: bool,
    weight: f64,
}

impl Material {
    /// The labelled pairs of a set, of runs of it, and of small batches of its look-alikes.
    pub fn new(set: Set, share: f64, window_days: u32) -> Material {
        let prepared = |set: &Set| EventBatch::new(&set.documents, &set.mentions, &set.clusters, window_days);
        let batch = prepared(&set);
        let found = batch.pair_features();
        let share = if set.view == View::Whole { share } else { share * VIEW_SHARE };
        let mut pairs = examples(&set, &found, share);
        if matches!(set.view, View::Whole | View::Undated | View::HalfDated) {
            for parts in [set.runs(), set.look_alikes(&found)] {
                let share = share * BATCHES_SHARE / parts.len().max(1) as f64;
                pairs.par_extend(parts.par_iter().flat_map_iter(|part| examples(part, &prepared(part).pair_features(), share)));
            }
        }
        Material { set, batch, pairs, share }
    }
}

/// Negatives of one article that count fully; more of them share their weight.
const NEGATIVES: usize = 10;

/// The labelled pairs of a batch. A pair weighs by how few of its kind its articles have, so that every article counts alike.
fn examples(set: &Set, pairs: &[PairFeatures], share: f64) -> Vec<Example> {
    let label = |pair: &PairFeatures| set.label(pair.a.index(), pair.b.index());
    let mut degree = vec![[0usize; 2]; set.documents.len()];
    for pair in pairs {
        if let Some(same) = label(pair) {
            degree[pair.a.index()][usize::from(same)] += 1;
            degree[pair.b.index()][usize::from(same)] += 1;
        }
    }
    let example = |pair: &PairFeatures| {
        let same = label(pair)?;
        let part = |doc: DocId| 1.0 / if same { degree[doc.index()][1] } else { degree[doc.index()][0].min(NEGATIVES) } as f64;
        let weight = share * (part(pair.a) + part(pair.b)) / 2.0 / set.documents.len() as f64;
        let across = f32::from(u8::from(pair.mix.across_languages));
        Some(Example { headline: pair.mix.headline, across, values: pair.values.to_vec(), same, weight })
    };
    pairs.iter().filter_map(example).collect()
}

/// Strength of the prior that a weight is zero, of a curve and of a merge.
const CURVE_RIDGE: f64 = 0.0003;
const MERGE_RIDGE: f64 = 0.0005;
/// How much stronger it is for what is added across languages, for which there are few examples.
const ACROSS_RIDGE: f64 = 3.0;

/// Fits everything. `start` is near, if anything is; features in `without` weigh nothing.
pub fn fit(material: &[&Material], without: &[Feature], start: Option<&Fitted>) -> Fitted {
    let columns = Columns::new(without);
    let coefficients = curves(material, &columns, start.map(|start| start.coefficients.as_slice()));
    let weights = columns.weights(&coefficients);
    let weights = merging(material, weights);
    Fitted { coefficients, weights }
}

/// What a fit comes to.
pub struct Fitted {
    coefficients: Vec<f64>,
    pub weights: Weights,
}

/// Which column of the model is what: the text curves, then by how much headlines differ from them, then what languages add.
struct Columns {
    /// The features with the column of their straight part.
    features: Vec<(Feature, usize)>,
    /// Columns of one set of curves.
    curve: usize,
}

impl Columns {
    fn new(without: &[Feature]) -> Columns {
        let mut curve = 0;
        let kept = Feature::ALL.iter().filter(|feature| !without.contains(feature));
        let features = kept.map(|feature| {
            curve += 1 + feature.bends().len();
            (*feature, curve - 1 - feature.bends().len())
        });
        Columns { features: features.collect(), curve }
    }

    fn len(&self) -> usize {
        2 * self.curve + self.features.len()
    }

    /// The columns of an example that are not nought.
    fn row(&self, example: &Example, row: &mut Vec<(usize, f32)>) {
        row.clear();
        for (feature, start) in &self.features {
            let value = example.values[*feature as usize];
            if value != 0.0 {
                row.push((*start, value));
            }
            let bends = feature.bends().iter().zip(start + 1..).filter(|(bend, _)| value > **bend);
            row.extend(bends.map(|(bend, column)| (column, value - bend)));
        }
        let straight = row.len();
        if example.headline > 0.0 {
            for at in 0..straight {
                let (column, value) = row[at];
                row.push((self.curve + column, value * example.headline));
            }
        }
        if example.across > 0.0 {
            let values =
                self.features.iter().zip(2 * self.curve..).map(|((feature, _), column)| (column, example.values[*feature as usize]));
            row.extend(values.filter(|(_, value)| *value != 0.0));
        }
    }

    fn ridge(&self) -> Vec<f64> {
        let mut ridge = vec![CURVE_RIDGE; 2 * self.curve];
        ridge.resize(self.len(), CURVE_RIDGE * ACROSS_RIDGE);
        ridge[0] = 1e-9;
        ridge
    }

    fn weights(&self, coefficients: &[f64]) -> Weights {
        let mut weights = Weights::zero();
        for (at, (feature, start)) in self.features.iter().enumerate() {
            let slopes = |of: &dyn Fn(usize) -> f64| -> Vec<f32> {
                let mut slope = 0.0;
                (*start..=start + feature.bends().len())
                    .map(|column| {
                        slope += of(column);
                        (slope * 1e3).round() as f32 / 1e3
                    })
                    .collect()
            };
            weights.set(Table::Text, *feature, &slopes(&|column| coefficients[column]));
            weights.set(Table::Headline, *feature, &slopes(&|column| coefficients[column] + coefficients[self.curve + column]));
            weights.set(Table::AcrossLanguages, *feature, &[(coefficients[2 * self.curve + at] * 1e3).round() as f32 / 1e3]);
        }
        weights
    }
}

/// Steps of Newton's method; it has converged long before.
const STEPS: usize = 15;
/// Examples that a thread adds up at a time.
const CHUNK: usize = 20_000;

/// Ridge logistic regression by Newton's method.
fn curves(material: &[&Material], columns: &Columns, start: Option<&[f64]>) -> Vec<f64> {
    let n = columns.len();
    let ridge = columns.ridge();
    let mut w = start.map_or_else(|| vec![0.0; n], <[f64]>::to_vec);
    let chunks: Vec<&[Example]> = material.iter().flat_map(|set| set.pairs.chunks(CHUNK)).collect();
    for _ in 0..STEPS {
        let sums: Vec<(Vec<f64>, Vec<f64>)> = chunks.par_iter().map(|chunk| sums(chunk, columns, &w)).collect();
        let mut gradient: Vec<f64> = w.iter().zip(&ridge).map(|(w, r)| w * r).collect();
        let mut hessian = vec![0.0; n * n];
        ridge.iter().enumerate().for_each(|(at, r)| hessian[at * n + at] = r + 1e-9);
        for (g, h) in sums {
            gradient.iter_mut().zip(g).for_each(|(sum, g)| *sum += g);
            hessian.iter_mut().zip(h).for_each(|(sum, h)| *sum += h);
        }
        let step = solve(&mut hessian, gradient);
        let size: f64 = step.iter().map(|s| s.abs()).sum();
        // Newton overshoots from far away; a bounded step does not.
        let scale = (60.0 / size).min(1.0);
        w.iter_mut().zip(step).for_each(|(w, s)| *w -= scale * s);
        if size < 0.05 {
            break;
        }
    }
    w
}

/// Gradient and lower triangle of the Hessian of some examples.
fn sums(chunk: &[Example], columns: &Columns, w: &[f64]) -> (Vec<f64>, Vec<f64>) {
    let n = w.len();
    let (mut gradient, mut hessian, mut row) = (vec![0.0; n], vec![0.0; n * n], Vec::new());
    for example in chunk {
        columns.row(example, &mut row);
        let z: f64 = row.iter().map(|(column, value)| w[*column] * f64::from(*value)).sum();
        let p = 1.0 / (1.0 + (-z).exp());
        let error = (p - f64::from(u8::from(example.same))) * example.weight;
        let curve = p * (1.0 - p) * example.weight;
        row.iter().for_each(|(column, value)| gradient[*column] += error * f64::from(*value));
        // What is certain bends nothing.
        if curve < 1e-12 {
            continue;
        }
        for (at, (i, value)) in row.iter().enumerate() {
            let (scaled, of_row) = (curve * f64::from(*value), &mut hessian[i * n..i * n + n]);
            row[..=at].iter().for_each(|(j, other)| of_row[*j] += scaled * f64::from(*other));
        }
    }
    (gradient, hessian)
}

/// Solves `h x = g` for a positive definite `h` given by its lower triangle.
fn solve(h: &mut [f64], g: Vec<f64>) -> Vec<f64> {
    let n = g.len();
    for i in 0..n {
        for j in 0..=i {
            let known: f64 = (0..j).map(|k| h[i * n + k] * h[j * n + k]).sum();
            let sum = h[i * n + j] - known;
            h[i * n + j] = if i == j { sum.max(1e-12).sqrt() } else { sum / h[j * n + j] };
        }
    }
    let mut x = g;
    for i in 0..n {
        let known: f64 = (0..i).map(|k| h[i * n + k] * x[k]).sum();
        x[i] = (x[i] - known) / h[i * n + i];
    }
    for i in (0..n).rev() {
        let known: f64 = (i + 1..n).map(|k| h[k * n + i] * x[k]).sum();
        x[i] = (x[i] - known) / h[i * n + i];
    }
    x
}

/// A merge that came up, with the share of its pairs that are of one event.
struct Decision {
    values: MergeFeatures,
    same: f64,
    weight: f64,
}

/// Mean log-odds that is enough for a merge before anything is learnt.
const FIRST_THRESHOLD: f32 = -1.0;

/// Learns from the merges that come up under a plain threshold, and then under what was learnt, which goes other ways.
fn merging(material: &[&Material], mut weights: Weights) -> Weights {
    let usable: Vec<&&Material> = material.iter().filter(|set| set.set.view != View::WithoutHeadlines).collect();
    let scored: Vec<_> = usable.par_iter().map(|set| (set, set.batch.scored(&weights))).collect();
    let mut decisions = Vec::new();
    for round in 0..2 {
        let config = EventConfig { weights: weights.clone(), ..EventConfig::default() };
        let plain = |values: &MergeFeatures| values.value(MergeFeature::Mean) >= FIRST_THRESHOLD;
        let learnt = |values: &MergeFeatures| weights.merge_log_odds(values) >= 0.0;
        decisions.par_extend(scored.par_iter().flat_map_iter(|(set, batch)| {
            let merges = if round == 0 { batch.merges(&config, plain) } else { batch.merges(&config, learnt) };
            merges.into_iter().filter_map(|merge| {
                let labels: Vec<bool> =
                    merge.a.iter().flat_map(|a| merge.b.iter().filter_map(|b| set.set.label(a.index(), b.index()))).collect();
                let same = labels.iter().filter(|same| **same).count() as f64 / labels.len() as f64;
                let (a, b) = (merge.a.len() as f64, merge.b.len() as f64);
                let weight = set.share * 2.0 * a * b / (a + b) / set.set.documents.len() as f64;
                (!labels.is_empty()).then_some(Decision { values: merge.values, same, weight })
            })
        }));
        weights.set_merging(decided(&decisions));
    }
    weights
}

/// Ridge logistic regression on shares.
fn decided(decisions: &[Decision]) -> MergeWeights {
    const CONDITIONS: usize = MergeCondition::ALL.len();
    const N: usize = MergeFeature::ALL.len() * CONDITIONS;
    let total: f64 = decisions.iter().map(|decision| decision.weight).sum();
    let mut w = [0.0; N];
    for _ in 0..STEPS {
        let (mut gradient, mut hessian) = (w.map(|w| w * MERGE_RIDGE).to_vec(), vec![0.0; N * N]);
        (0..N).for_each(|at| hessian[at * N + at] = MERGE_RIDGE);
        for decision in decisions {
            let values: Vec<f64> = decision.values.products().iter().flatten().map(|product| f64::from(*product)).collect();
            let z: f64 = w.iter().zip(&values).map(|(w, v)| w * v).sum();
            let (p, weight) = (1.0 / (1.0 + (-z).exp()), decision.weight / total);
            for i in 0..N {
                gradient[i] += (p - decision.same) * weight * values[i];
                for j in 0..=i {
                    hessian[i * N + j] += p * (1.0 - p) * weight * values[i] * values[j];
                }
            }
        }
        let step = solve(&mut hessian, gradient);
        w.iter_mut().zip(step).for_each(|(w, s)| *w -= s);
    }
    let mut weights = MergeWeights::default();
    weights.iter_mut().flatten().zip(w).for_each(|(weight, w)| *weight = (w * 1e3).round() as f32 / 1e3);
    weights
}
