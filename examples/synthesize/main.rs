//! Makes large test sets of invented news, with gold.
//!
//! ```text
//! cargo run --release --example synthesize -- --articles 100000 --seed 1 -o news.jsonl --gold gold.jsonl
//! ```
//!
//! Records are `{"id","title","text","source","date","url","author","tags","extra"}`, one a line, of 200 invented outlets in two years.
//! Words are invented too but have the lengths, letters and frequencies of a language (see `words.rs`): by default 85 % French, 6 %
//! English, 3 % Russian, 3 % Arabic, 1 % each Turkish, Greek and Chinese, 4 to 12 paragraphs, about 440 words and 2.9 kB a record.
//!
//! Planted, by default: 25 % of the articles are in families of copies (2 to 6 articles, rarely up to 40; three in ten copies exact, the
//! others with words replaced, dropped and put in down to a Jaccard of 0.5, a paragraph cut, a new lead, an end cut off; one in four is a
//! copy of a copy); 3 % are dispatches and longer articles that hold them; 2 % are pages of an outlet's template with other figures; 3 %
//! are one sentence long, under 1 % have a headline only, a few have nothing; 15 % carry the repeated lines of their outlet's site.
//!
//! The gold has one line for each pair within a planted family, `{"a","b","relation","jaccard","shared","a_size","b_size"}`: relation is
//! identical, near_copy, contains (b holds a), common_source (both hold one dispatch) or template; jaccard is cut, not rounded, after six
//! digits, and the counts of word 5-shingles that it comes from stand behind it (definition in `gold.rs`). So shared/a_size is the
//! containment of a in b. Articles of different families share no more than chance and headlines do. For the stress sets,
//! `--template-pages` and `--identical`, the gold has only each identical text with the first.
//!
//! Every article is a function of the seed and its number, so memory does not grow with the set, threads do not change it, and copies lie
//! scattered over the whole file. Choices are made with integers alone: the same bytes on every platform.

mod article;
mod gold;
mod outlets;
mod plan;
mod random;
mod text;
mod words;

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

use clap::Parser;
use rayon::prelude::*;

use article::Maker;
use plan::Recipe;
use random::Permutation;

/// Makes a large test set of invented news, with gold.
#[derive(Debug, Parser)]
#[command(name = "synthesize")]
struct Args {
    /// Articles of the mixed part
    #[arg(long, default_value_t = 100_000)]
    articles: u64,
    /// Another seed, another set
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Where the records go [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Where the gold goes; without it none is made
    #[arg(long, value_name = "FILE")]
    gold: Option<PathBuf>,
    /// Articles in a thousand that are in families of copies
    #[arg(long, default_value_t = 250, value_parser = clap::value_parser!(u64).range(..=900))]
    copies: u64,
    /// Articles in a thousand that are dispatches or hold one
    #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u64).range(..=300))]
    wires: u64,
    /// Articles in a thousand that are pages of small templates
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u64).range(..=300))]
    templates: u64,
    /// Articles in a thousand that are one sentence; a quarter as many are a headline
    #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u64).range(..=300))]
    short: u64,
    /// Articles in a thousand that carry lines of their site
    #[arg(long, default_value_t = 150, value_parser = clap::value_parser!(u64).range(..=1000))]
    furniture: u64,
    /// Weights of French, English, Russian, Arabic, Turkish, Greek, Chinese
    #[arg(long, value_delimiter = ',', default_value = "850,60,30,30,10,10,10")]
    languages: Vec<u64>,
    /// Adds N pages of one template
    #[arg(long, default_value_t = 0, value_name = "N")]
    template_pages: u64,
    /// Words that all of these pages have
    #[arg(long, default_value_t = 300, value_name = "WORDS")]
    template_shared: u64,
    /// Words of each page's own
    #[arg(long, default_value_t = 60, value_name = "WORDS")]
    template_own: u64,
    /// Places where they stand: 4 leaves pages a Jaccard of 0.65, 1 of 0.71
    #[arg(long, default_value_t = 4, value_name = "PLACES", value_parser = clap::value_parser!(u64).range(1..))]
    template_runs: u64,
    /// Adds N articles of one text
    #[arg(long, default_value_t = 0, value_name = "N")]
    identical: u64,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args = Args::parse();
    let languages: [u64; 7] = args.languages.as_slice().try_into()?;
    if languages.iter().sum::<u64>() == 0 {
        return Err("one language must weigh something".into());
    }
    let maker = Maker::new(Recipe {
        seed: args.seed,
        articles: args.articles,
        copies: args.copies,
        wires: args.wires,
        templates: args.templates,
        short: args.short,
        furniture: args.furniture,
        languages,
        template_pages: args.template_pages,
        template_shared: args.template_shared,
        template_own: args.template_own,
        template_runs: args.template_runs,
        identical: args.identical,
    });
    match &args.output {
        Some(path) => write_records(&maker, &mut File::create(path)?)?,
        None => write_records(&maker, &mut io::stdout().lock())?,
    }
    if let Some(path) = &args.gold {
        write_gold(&maker, &mut BufWriter::new(File::create(path)?))?;
    }
    Ok(())
}

/// Articles that one thread makes at a time.
const CHUNK: u64 = 512;
/// Chunks that are made before they are written.
const CHUNKS: u64 = 16;

fn write_records(maker: &Maker, out: &mut impl Write) -> io::Result<()> {
    let total = maker.recipe.total();
    let order = Permutation::new(total, recoupe::hash::mix(maker.recipe.seed));
    in_order(total.div_ceil(CHUNK), out, |chunk, lines| {
        let mut units = Vec::new();
        for at in chunk * CHUNK..((chunk + 1) * CHUNK).min(total) {
            maker.write_record(order.get(at), &mut units, lines);
        }
    })
}

fn write_gold(maker: &Maker, out: &mut impl Write) -> io::Result<()> {
    in_order(gold::blocks(maker), out, |block, lines| gold::write_block(maker, block, &mut gold::Scratch::default(), lines))?;
    gold::write_identical(maker, out)?;
    out.flush()
}

/// Makes parts on all threads and writes them in their order.
fn in_order(parts: u64, out: &mut impl Write, make: impl Fn(u64, &mut Vec<u8>) + Sync) -> io::Result<()> {
    let mut buffers: Vec<Vec<u8>> = (0..CHUNKS).map(|_| Vec::new()).collect();
    for first in (0..parts).step_by(CHUNKS as usize) {
        let wanted = (parts - first).min(CHUNKS) as usize;
        buffers[..wanted].par_iter_mut().enumerate().for_each(|(at, buffer)| {
            buffer.clear();
            make(first + at as u64, buffer);
        });
        for buffer in &buffers[..wanted] {
            out.write_all(buffer)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn maker(articles: u64) -> Maker {
        Maker::new(Recipe {
            seed: 1,
            articles,
            copies: 250,
            wires: 30,
            templates: 20,
            short: 30,
            furniture: 150,
            languages: [850, 60, 30, 30, 10, 10, 10],
            template_pages: 2,
            template_shared: 300,
            template_own: 60,
            template_runs: 4,
            identical: 2,
        })
    }

    #[test]
    fn the_same_bytes_everywhere_and_always() {
        let maker = maker(600);
        let (mut records, mut gold) = (Vec::new(), Vec::new());
        write_records(&maker, &mut records).unwrap();
        write_gold(&maker, &mut gold).unwrap();
        assert_eq!(
            (recoupe::hash::bytes(&records), recoupe::hash::bytes(&gold)),
            (0x5391_9311_6a0f_d95d, 0xa65f_a1ce_1f18_211c),
            "changed sets make old figures incomparable"
        );
    }

    #[test]
    fn every_record_is_an_object_with_its_fields_and_the_gold_names_records() {
        let maker = maker(600);
        let (mut records, mut gold) = (Vec::new(), Vec::new());
        write_records(&maker, &mut records).unwrap();
        write_gold(&maker, &mut gold).unwrap();
        let lines = |bytes: &[u8]| -> Vec<serde_json::Value> {
            String::from_utf8(bytes.to_vec()).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
        };
        let mut ids = std::collections::BTreeSet::new();
        for record in lines(&records) {
            assert!(["id", "title", "text", "source", "date", "url", "author"].iter().all(|name| record[name].is_string()), "{record}");
            assert!(ids.insert(record["id"].as_str().unwrap().to_owned()));
        }
        assert_eq!(ids.len(), 604);
        let gold = lines(&gold);
        assert!(gold.len() > 100);
        assert!(gold.iter().all(|pair| ids.contains(pair["a"].as_str().unwrap()) && ids.contains(pair["b"].as_str().unwrap())));
    }
}
