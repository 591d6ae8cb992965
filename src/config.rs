//! What a run may be told, and what it was decided to be.
//!
//! Enters: [`Settings`] from a file and from arguments, every value optional. Leaves: a [`Plan`], every value decided and valid.
//! **Invariant:** every number that changes a result is in the plan; defaults < preset < file < arguments; no environment variable is read.

use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::candidates::{BandError, BandScheme, SeedLimits};
use crate::cluster::Preference;
use crate::dedup::{EXACT_UP_TO, Engine};
use crate::event::{EventConfig, EventConfigError};
use crate::input::{self, FieldNames, UnknownFormat};
use crate::sketch::{MinHasher, SketchError};
use crate::verify::{ThresholdError, Thresholds};

/// What a user wrote, in `recoupe.toml` or as arguments. Keys are the long flags without their dashes.
#[derive(Clone, PartialEq, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Settings {
    /// Named set of defaults.
    pub preset: Option<Preset>,
    /// Words in a shingle.
    #[serde(alias = "ngram")]
    pub shingle_size: Option<usize>,
    /// Permutations of a signature.
    pub num_perm: Option<usize>,
    /// Bands; with `rows`, instead of solving them from the threshold.
    pub bands: Option<usize>,
    /// Rows in a band.
    pub rows: Option<usize>,
    /// Least Jaccard of two copies.
    pub threshold: Option<f64>,
    /// Least share of the shorter text that stands in the longer one for `contains`.
    pub containment: Option<f64>,
    /// Days within which reports of one event are published.
    pub window_days: Option<u32>,
    /// Find candidates by the exact join, whatever the number of articles.
    pub exact: Option<bool>,
    /// Seed of the permutations.
    pub seed: Option<u64>,
    /// Threads; 0 for one per core.
    pub threads: Option<usize>,
    /// Most memory to use, as `512MiB`.
    pub memory: Option<Size>,
    /// Folder for what does not fit in memory.
    pub temp_dir: Option<PathBuf>,
    /// Which member of a cluster represents it: `earliest`, `longest`, or outlets in order of preference, between commas.
    pub prefer: Option<String>,
    /// Format of the inputs, instead of telling it from their names and contents.
    pub input_format: Option<String>,
    /// Name of the field that holds the text.
    pub text_field: Option<String>,
    /// Name of the field that holds the title.
    pub title_field: Option<String>,
    /// Name of the field that holds the id.
    pub id_field: Option<String>,
    /// Name of the field that holds the outlet.
    pub source_field: Option<String>,
    /// Name of the field that holds the date.
    pub date_field: Option<String>,
    /// Name of the field that holds the address.
    pub url_field: Option<String>,
    /// Name of the field that holds the language.
    pub lang_field: Option<String>,
}

/// Why settings cannot become a plan.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("cannot read {path}")]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The file is not valid; the source says where.
    #[error("{path} is not a valid configuration")]
    Parse {
        /// The file.
        path: PathBuf,
        /// Where and why.
        source: Box<toml::de::Error>,
    },
    /// A value is outside its range.
    #[error("{name} is {value}, but must be {allowed}")]
    Range {
        /// The flag or key.
        name: &'static str,
        /// What was given.
        value: String,
        /// What is allowed.
        allowed: &'static str,
    },
    /// Bands that cannot be cut from the signature, or reach too little.
    #[error("bands and rows")]
    Bands(#[from] BandError),
    /// A threshold that is none.
    #[error("thresholds")]
    Thresholds(#[from] ThresholdError),
    /// Permutations that cannot be drawn.
    #[error("permutations")]
    Sketch(#[from] SketchError),
    /// A parameter of event grouping out of range.
    #[error("event grouping")]
    Event(#[from] EventConfigError),
    /// A format that is not read.
    #[error("--input-format")]
    Format(#[from] UnknownFormat),
    /// `bands` without `rows`, or the other way round.
    #[error("--bands and --rows go together: {given} was given without the other")]
    BandsWithoutRows {
        /// The one that was given.
        given: &'static str,
    },
}

impl Settings {
    /// Reads a TOML file.
    ///
    /// # Errors
    /// [`ConfigError::Read`] and [`ConfigError::Parse`].
    pub fn from_file(path: &Path) -> Result<Settings, ConfigError> {
        let text = std::fs::read_to_string(path).map_err(|source| ConfigError::Read { path: path.into(), source })?;
        toml::from_str(&text).map_err(|source| ConfigError::Parse { path: path.into(), source: Box::new(source) })
    }

    /// These settings, and `base` where they are silent.
    pub fn over(self, base: Settings) -> Settings {
        Settings {
            preset: self.preset.or(base.preset),
            shingle_size: self.shingle_size.or(base.shingle_size),
            num_perm: self.num_perm.or(base.num_perm),
            bands: self.bands.or(base.bands),
            rows: self.rows.or(base.rows),
            threshold: self.threshold.or(base.threshold),
            containment: self.containment.or(base.containment),
            window_days: self.window_days.or(base.window_days),
            exact: self.exact.or(base.exact),
            seed: self.seed.or(base.seed),
            threads: self.threads.or(base.threads),
            memory: self.memory.or(base.memory),
            temp_dir: self.temp_dir.or(base.temp_dir),
            prefer: self.prefer.or(base.prefer),
            input_format: self.input_format.or(base.input_format),
            text_field: self.text_field.or(base.text_field),
            title_field: self.title_field.or(base.title_field),
            id_field: self.id_field.or(base.id_field),
            source_field: self.source_field.or(base.source_field),
            date_field: self.date_field.or(base.date_field),
            url_field: self.url_field.or(base.url_field),
            lang_field: self.lang_field.or(base.lang_field),
        }
    }
}

/// A named set of defaults.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Preset {
    /// News: copies are edited, cut and given another headline.
    #[default]
    News,
    /// Corpora for language models: word 5-grams at 0.7, the habit there.
    Corpus,
}

/// A run, decided.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Where the defaults come from.
    pub preset: Preset,
    /// Words in a shingle, at least 1.
    pub shingle_size: usize,
    /// Bounds of the relations.
    pub thresholds: Thresholds,
    /// The permutations.
    pub hasher: MinHasher,
    /// Seed of the permutations.
    pub seed: u64,
    /// Whether candidates are found by the exact join whatever their number.
    pub exact: bool,
    /// How signatures are cut into bands.
    pub scheme: BandScheme,
    /// What counts as a sign of a shared passage.
    pub seeds: SeedLimits,
    /// Which member represents a cluster.
    pub preference: Preference,
    /// How events are grouped.
    pub event: EventConfig,
    /// How inputs are read.
    pub input: input::Options,
    /// Threads; 0 for one per core.
    pub threads: usize,
    /// Memory to keep to. `None`: out of core, a share of what the machine has; in memory, no limit.
    pub memory: Option<Size>,
    /// Folder for what does not fit in memory; `None` for the system's.
    pub temp_dir: Option<PathBuf>,
}

/// Permutations of a signature: enough that bands exist for a recall of 0.999 at every usual threshold.
const NUM_PERM: usize = 128;
/// A signature of 4096 minima estimates to a hundredth what is then compared exactly: more is a typing mistake.
const MOST_PERMUTATIONS: usize = 4096;
/// More threads than any machine has cores only cost their stacks.
const MOST_THREADS: usize = 1024;
/// Share of the pairs at the threshold that bands must retrieve.
pub const RECALL: f64 = 0.999;
/// Seed of the permutations; 42 is the field's custom.
const SEED: u64 = 42;
/// Words of a shared passage: shorter ones are formulas and titles more often than reuse.
const PASSAGE_TOKENS: usize = 14;

impl Settings {
    /// Decides every value.
    ///
    /// # Errors
    /// On a value outside its range, and on values that do not go together.
    pub fn plan(self) -> Result<Plan, ConfigError> {
        let preset = self.preset.unwrap_or_default();
        let (width, threshold) = match preset {
            Preset::News => (5, 0.6),
            Preset::Corpus => (5, 0.7),
        };
        let shingle_size = self.shingle_size.unwrap_or(width);
        if !(1..=64).contains(&shingle_size) {
            return Err(ConfigError::Range { name: "--shingle-size", value: shingle_size.to_string(), allowed: "from 1 to 64" });
        }
        let threads = self.threads.unwrap_or(0);
        if threads > MOST_THREADS {
            return Err(ConfigError::Range { name: "--threads", value: threads.to_string(), allowed: "at most 1024; 0 is one per core" });
        }
        let asked = self.num_perm.unwrap_or(1).max(self.bands.unwrap_or(1).saturating_mul(self.rows.unwrap_or(1)));
        if self.num_perm == Some(0) || asked > MOST_PERMUTATIONS {
            return Err(ConfigError::Range {
                name: "--num-perm, or --bands times --rows,",
                value: asked.to_string(),
                allowed: "from 1 to 4096",
            });
        }
        let thresholds = Thresholds::new(self.threshold.unwrap_or(threshold), self.containment.unwrap_or(0.5), PASSAGE_TOKENS)?;
        let num_perm = self.num_perm.unwrap_or(NUM_PERM);
        let scheme = match (self.bands, self.rows) {
            (Some(bands), Some(rows)) => {
                BandScheme::new(bands, rows, num_perm.max(if self.num_perm.is_none() { bands.saturating_mul(rows) } else { 0 }))?
            }
            // At a threshold of 1 only equal sets are wanted, and those meet in any one band.
            (None, None) if thresholds.jaccard() >= 1.0 => BandScheme::new(1, num_perm, num_perm)?,
            (None, None) => BandScheme::solve(num_perm, thresholds.jaccard(), RECALL)?,
            (bands, _) => return Err(ConfigError::BandsWithoutRows { given: if bands.is_some() { "--bands" } else { "--rows" } }),
        };
        let mut event = EventConfig::default();
        event.window_days = self.window_days.unwrap_or(event.window_days);
        event.validate()?;
        let format = self.input_format.as_deref().map(str::parse).transpose()?;
        let fields = FieldNames {
            text: self.text_field,
            title: self.title_field,
            id: self.id_field,
            source: self.source_field,
            date: self.date_field,
            url: self.url_field,
            lang: self.lang_field,
        };
        Ok(Plan {
            preset,
            shingle_size,
            thresholds,
            hasher: MinHasher::new(scheme.num_perm(), self.seed.unwrap_or(SEED))?,
            seed: self.seed.unwrap_or(SEED),
            exact: self.exact.unwrap_or(false),
            scheme,
            seeds: SeedLimits::default(),
            preference: preference(self.prefer.as_deref()),
            event,
            input: input::Options { fields, format, ..input::Options::default() },
            threads,
            memory: self.memory,
            temp_dir: self.temp_dir,
        })
    }
}

impl Plan {
    /// How copies are found out of core.
    pub fn engine(&self) -> Engine {
        Engine {
            shingle_size: self.shingle_size,
            thresholds: self.thresholds,
            hasher: self.hasher.clone(),
            scheme: self.scheme,
            seeds: self.seeds,
            preference: self.preference.clone(),
            exact: self.exact,
            exact_up_to: EXACT_UP_TO,
        }
    }
}

fn preference(given: Option<&str>) -> Preference {
    match given {
        None | Some("earliest") => Preference::Earliest,
        Some("longest") => Preference::Longest,
        Some(outlets) => {
            Preference::Outlets(outlets.split(',').map(|outlet| outlet.trim().to_owned()).filter(|outlet| !outlet.is_empty()).collect())
        }
    }
}

/// A number of bytes, written `512MiB`, `2GB`, `1.5g` or `1048576`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Size(pub u64);

impl FromStr for Size {
    type Err = String;

    fn from_str(text: &str) -> Result<Size, String> {
        let digits = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
        let number: f64 = text[..digits].parse().map_err(|_| format!("{text:?} is not a size such as 512MiB"))?;
        let unit: f64 = match text[digits..].trim().to_ascii_lowercase().as_str() {
            "" | "b" => 1.0,
            "k" | "kib" => 1024.0,
            "m" | "mib" => 1_048_576.0,
            "g" | "gib" => 1_073_741_824.0,
            "t" | "tib" => 1_099_511_627_776.0,
            "kb" => 1e3,
            "mb" => 1e6,
            "gb" => 1e9,
            "tb" => 1e12,
            _ => return Err(format!("{text:?} is not a size such as 512MiB")),
        };
        Ok(Size((number * unit) as u64))
    }
}

impl TryFrom<String> for Size {
    type Error = String;

    fn try_from(text: String) -> Result<Size, String> {
        text.parse()
    }
}

impl From<Size> for String {
    fn from(size: Size) -> String {
        size.to_string()
    }
}

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (mut value, mut unit) = (self.0 as f64, "B");
        for next in ["KiB", "MiB", "GiB", "TiB"] {
            if value >= 1024.0 {
                (value, unit) = (value / 1024.0, next);
            }
        }
        if value.fract() == 0.0 { write!(f, "{value}{unit}") } else { write!(f, "{value:.1}{unit}") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes() {
        for (given, expected) in [
            ("512MiB", Some(536_870_912)),
            ("1.5g", Some(1_610_612_736)),
            ("2GB", Some(2_000_000_000)),
            ("77", Some(77)),
            ("lots", None),
            ("", None),
            ("5 parsecs", None),
        ] {
            assert_eq!(given.parse::<Size>().ok().map(|size| size.0), expected, "{given:?}");
        }
        assert_eq!(Size(536_870_912).to_string(), "512MiB");
    }

    #[test]
    fn what_is_said_later_wins() {
        let file: Settings = toml::from_str("preset = \"corpus\"\nthreshold = 0.8\nprefer = \"A, B\"").unwrap();
        let both = Settings { threshold: Some(0.9), ..Settings::default() }.over(file);
        assert_eq!((both.threshold, both.preset, both.prefer), (Some(0.9), Some(Preset::Corpus), Some("A, B".into())));
        assert_eq!(preference(Some("A, B")), Preference::Outlets(vec!["A".into(), "B".into()]));
    }

    #[test]
    fn plans_that_cannot_be_say_why() {
        let settings = Settings::default;
        for (given, expected) in [
            (Settings { threshold: Some(1.5), ..settings() }, "1.5"),
            (Settings { shingle_size: Some(0), ..settings() }, "--shingle-size"),
            (Settings { bands: Some(20), ..settings() }, "--bands"),
            (Settings { bands: Some(20), rows: Some(20), num_perm: Some(128), ..settings() }, "400"),
            (Settings { num_perm: Some(2), ..settings() }, "2 permutations"),
            (Settings { num_perm: Some(usize::MAX), ..settings() }, "--num-perm"),
            (Settings { bands: Some(usize::MAX), rows: Some(2), ..settings() }, "--num-perm"),
            (Settings { threads: Some(100_000), ..settings() }, "--threads"),
            (Settings { input_format: Some("docx".into()), ..settings() }, "docx"),
        ] {
            let error = given.plan().unwrap_err();
            let chain = format!("{error}: {}", std::error::Error::source(&error).map(ToString::to_string).unwrap_or_default());
            assert!(chain.contains(expected), "{chain}");
        }
        assert!(settings().plan().is_ok());
        assert!(Settings { threshold: Some(1.0), ..settings() }.plan().is_ok());
    }

    #[test]
    fn an_unknown_key_is_an_error_that_names_it() {
        let error = toml::from_str::<Settings>("treshold = 0.8").unwrap_err();
        assert!(error.to_string().contains("treshold"), "{error}");
    }
}
