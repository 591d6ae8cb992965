//! What two units have in common, as named numbers.
//!
//! Enters: two units. Leaves: [`Features`], one value for each [`Feature`].
//! **Invariant:** symmetric in the two; a field that one of them lacks gives zero, never evidence against.

use super::batch::{Batch, Packed, Term, Unit, View};
use super::candidates::shares_day;
use super::evidence::{Figure, Kind};

macro_rules! features {
    ($($(#[$doc:meta])* $variant:ident = $name:literal,)*) => {
        /// A named number about a pair.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        #[repr(usize)]
        pub enum Feature { $($(#[$doc])* $variant,)* }

        impl Feature {
            /// Every feature, in the order of [`Features`].
            pub const ALL: &'static [Feature] = &[$(Feature::$variant,)*];
            /// Its name in the file of weights and in explanations.
            pub fn name(self) -> &'static str {
                match self { $(Feature::$variant => $name,)* }
            }
        }
    };
}

features! {
    /// Always 1.
    Bias = "bias",
    /// Cosine of the words.
    Words = "words",
    /// Its square root, which tells little from nothing.
    WordsRoot = "words_root",
    /// Cosine of the words, those that return outside the window discounted.
    WordsOfTheDays = "words_of_the_days",
    /// Cosine of the words, by how few of the batch use them.
    WordsOfTheBatch = "words_of_the_batch",
    /// Cosine of the words of the headlines.
    HeadlineWords = "headline_words",
    /// Cosine of the words of headline and lead.
    LeadWords = "lead_words",
    /// Share of a headline's words found anywhere in the other, mean of both ways.
    HeadlineCovered = "headline_covered",
    /// Cosine of the names.
    Names = "names",
    /// Cosine of the names, those that return outside the window discounted.
    NamesOfTheDays = "names_of_the_days",
    /// Cosine of the names, by how few of the batch use them.
    NamesOfTheBatch = "names_of_the_batch",
    /// Cosine of the names of headline and lead.
    LeadNames = "lead_names",
    /// Cosine of the names of the headlines.
    HeadlineNames = "headline_names",
    /// Cosine of the places.
    Places = "places",
    /// Cosine of the places of headline and lead.
    LeadPlaces = "lead_places",
    /// Cosine of the numbers.
    Numbers = "numbers",
    /// Shared numbers in headline and lead, as a cosine.
    LeadNumbers = "lead_numbers",
    /// Information in the rare words that both use, logarithm.
    RareWords = "rare_words",
    /// Information in the rare names, places and numbers that both use, logarithm.
    RareNames = "rare_names",
    /// Cosine of the words over what other articles near either of them reach.
    AboveTheCrowd = "above_the_crowd",
    /// How near each is to being the other's nearest.
    Nearest = "nearest",
    /// Nearness of publication.
    PublishedTogether = "published_together",
    /// Published more than four days apart.
    PublishedApart = "published_apart",
    /// One of them has no publication day.
    Undated = "undated",
    /// Headline or lead of both name the same day.
    SameDay = "same_day",
    /// Headlines or leads name days, none of them within a day of another.
    OtherDay = "other_day",
    /// The days named first are the same.
    SameFirstDay = "same_first_day",
    /// A day and month without a year, named by both.
    SamePartialDay = "same_partial_day",
    /// Days and months without a year named by both, none the same.
    OtherPartialDay = "other_partial_day",
    /// A weekday of an unknown week, named by both.
    SameWeekday = "same_weekday",
    /// Weekdays of unknown weeks named by both, none the same.
    OtherWeekday = "other_weekday",
    /// Of one outlet.
    SameOutlet = "same_outlet",
    /// Both leads name places, none the same.
    OtherPlace = "other_place",
    /// Both leads name names, none the same.
    OtherNames = "other_names",
    /// Share of the units counted in both leads whose figures exclude each other.
    OtherFigures = "other_figures",
    /// Length of the shorter, logarithm.
    Length = "length",
    /// How much longer the longer is, logarithm.
    Imbalance = "imbalance",
    /// Articles in the batch, logarithm: the more there are, the more of any two that look alike are alike by chance.
    BatchSize = "batch_size",
    /// One of them has no publication day, and the batch is too small to show what is common in it: 0 from 400 articles on.
    UndatedAmongFew = "undated_among_few",
    /// One of them has no headline.
    NoHeadline = "no_headline",
}

/// The values of all features.
pub type Features = [f32; Feature::ALL.len()];

/// What stands around a unit among its candidates.
#[derive(Clone, Debug, Default)]
pub(super) struct Neighbourhood {
    /// Cosines of its candidates, descending.
    pub cosines: Vec<f32>,
}

/// Places among the neighbours that tell the crowd: past the outlets that may report the same, before the unrelated.
const CROWD: std::ops::Range<usize> = 4..16;

impl Neighbourhood {
    /// Mean cosine of the crowd; absent neighbours count as zero.
    fn crowd(&self) -> f32 {
        self.cosines.iter().skip(CROWD.start).take(CROWD.len()).sum::<f32>() / CROWD.len() as f32
    }

    /// 1 / rank of a neighbour at that cosine.
    fn nearness(&self, cosine: f32) -> f32 {
        1.0 / (1 + self.cosines.partition_point(|other| *other > cosine)) as f32
    }
}

/// Sums over the terms that two units share.
#[derive(Clone, Copy, Debug, Default)]
struct Overlap {
    products: [[f32; View::COUNT]; Kind::COUNT],
    /// Information of shared rare terms, words and others apart.
    rare: [f32; 2],
    /// Information of the headline words of each that stand in the other.
    covered: [f32; 2],
}

/// Temporal idf above which a term counts as rare: one in fifty articles.
const RARE: f32 = 4.0;
/// Days after which publication days say half as much: news is told and retold within three.
const NEAR_DAYS: f32 = 3.0;
/// Publication days farther apart than this seldom belong to one happening.
const FAR_DAYS: i32 = 4;

/// The features of two units.
pub(super) fn features(batch: &Batch, around: &[Neighbourhood], a: u32, b: u32) -> Features {
    let (one, two) = (&batch.units[a as usize], &batch.units[b as usize]);
    let overlap = overlap(batch, a, b);
    let mut f: Features = [0.0; Feature::ALL.len()];
    f[Feature::Bias as usize] = 1.0;
    wording(&mut f, &overlap, one, two);
    surroundings(&mut f, around.get(a as usize), around.get(b as usize));
    timing(&mut f, one, two);
    clashes(&mut f, &overlap, one, two);
    shape(&mut f, one, two);
    f[Feature::BatchSize as usize] = (batch.units.len() as f32).ln() / 10.0;
    f[Feature::UndatedAmongFew as usize] = f[Feature::Undated as usize] * (1.0 - (batch.units.len() as f32).ln() / 6.0).max(0.0);
    f
}

/// Cosine of the words alone: what neighborhoods are made of.
pub(super) fn word_cosine(batch: &Batch, a: u32, b: u32) -> f32 {
    let (one, two) = (&batch.units[a as usize], &batch.units[b as usize]);
    let mut overlap = Overlap::default();
    let words = |unit| batch.packed_words(unit);
    shared(words(a), words(b), |x, y| {
        overlap.products[Kind::Word as usize][View::All as usize] += batch.full_weight(x) * batch.full_weight(y);
    });
    cosine(&overlap, one, two, Kind::Word, View::All)
}

fn overlap(batch: &Batch, a: u32, b: u32) -> Overlap {
    let mut overlap = Overlap::default();
    shared(batch.packed(a), batch.packed(b), |x, y| {
        let (x, y): (Term, Term) = (batch.term(x), batch.term(y));
        let kind = x.kind;
        for view in View::ALL {
            overlap.products[kind as usize][view as usize] += x.weight(view) * y.weight(view);
        }
        let rare = (x.temporal.min(y.temporal) - RARE).max(0.0);
        overlap.rare[usize::from(kind != Kind::Word)] += rare;
        if kind == Kind::Word {
            overlap.covered[0] += f32::from(u8::from(x.title)) * x.idf;
            overlap.covered[1] += f32::from(u8::from(y.title)) * y.idf;
        }
    });
    overlap
}

/// Calls `each` with what two units have of each term that both hold, in the order of the vocabulary.
#[inline]
pub(super) fn shared(a: &[Packed], b: &[Packed], mut each: impl FnMut(Packed, Packed)) {
    let (mut i, mut j) = (0, 0);
    while i < a.len() && j < b.len() {
        let (x, y) = (a[i], b[j]);
        if x.id() == y.id() {
            each(x, y);
        }
        i += usize::from(x.id() <= y.id());
        j += usize::from(y.id() <= x.id());
    }
}

fn cosine(overlap: &Overlap, a: &Unit, b: &Unit, kind: Kind, view: View) -> f32 {
    let norm = |unit: &Unit| unit.norms[kind as usize][view as usize];
    let product = norm(a) * norm(b);
    if product > 0.0 { (overlap.products[kind as usize][view as usize] / product).min(1.0) } else { 0.0 }
}

fn wording(f: &mut Features, overlap: &Overlap, a: &Unit, b: &Unit) {
    let cosine = |kind, view| cosine(overlap, a, b, kind, view);
    for (feature, kind, view) in [
        (Feature::Words, Kind::Word, View::All),
        (Feature::WordsOfTheDays, Kind::Word, View::Temporal),
        (Feature::WordsOfTheBatch, Kind::Word, View::Batch),
        (Feature::NamesOfTheBatch, Kind::Name, View::Batch),
        (Feature::HeadlineWords, Kind::Word, View::Title),
        (Feature::LeadWords, Kind::Word, View::Lead),
        (Feature::Names, Kind::Name, View::All),
        (Feature::NamesOfTheDays, Kind::Name, View::Temporal),
        (Feature::LeadNames, Kind::Name, View::Lead),
        (Feature::HeadlineNames, Kind::Name, View::Title),
        (Feature::Places, Kind::Place, View::All),
        (Feature::LeadPlaces, Kind::Place, View::Lead),
        (Feature::Numbers, Kind::Number, View::All),
        (Feature::LeadNumbers, Kind::Number, View::Lead),
    ] {
        f[feature as usize] = cosine(kind, view);
    }
    f[Feature::WordsRoot as usize] = f[Feature::Words as usize].sqrt();
    f[Feature::RareWords as usize] = overlap.rare[0].ln_1p();
    f[Feature::RareNames as usize] = overlap.rare[1].ln_1p();
    if a.headline_info > 0.0 && b.headline_info > 0.0 {
        f[Feature::HeadlineCovered as usize] = (overlap.covered[0] / a.headline_info + overlap.covered[1] / b.headline_info) / 2.0;
    } else {
        f[Feature::NoHeadline as usize] = 1.0;
    }
}

fn surroundings(f: &mut Features, a: Option<&Neighbourhood>, b: Option<&Neighbourhood>) {
    let (Some(a), Some(b)) = (a, b) else { return };
    let cosine = f[Feature::Words as usize];
    f[Feature::AboveTheCrowd as usize] = cosine - (a.crowd() + b.crowd()) / 2.0;
    f[Feature::Nearest as usize] = (a.nearness(cosine) + b.nearness(cosine)) / 2.0;
}

fn timing(f: &mut Features, a: &Unit, b: &Unit) {
    match (a.published, b.published) {
        (Some((a_first, a_last)), Some((b_first, b_last))) => {
            let gap = (b_first - a_last).max(a_first - b_last).max(0);
            f[Feature::PublishedTogether as usize] = (-(gap as f32 / NEAR_DAYS).powi(2) / 2.0).exp();
            f[Feature::PublishedApart as usize] = f32::from(u8::from(gap > FAR_DAYS));
        }
        _ => f[Feature::Undated as usize] = 1.0,
    }
    let (one, two) = (&a.evidence.calendar, &b.evidence.calendar);
    if !one.days.is_empty() && !two.days.is_empty() {
        let near = one.days.iter().any(|day| two.days.iter().any(|other| (day - other).abs() <= 1));
        f[Feature::SameDay as usize] = f32::from(u8::from(shares_day(a, b)));
        f[Feature::OtherDay as usize] = f32::from(u8::from(!near));
        f[Feature::SameFirstDay as usize] = f32::from(u8::from(one.first == two.first));
    }
    for (agree, same, other) in [
        (agreement(&one.partial, &two.partial), Feature::SamePartialDay, Feature::OtherPartialDay),
        (agreement(&one.weekdays, &two.weekdays), Feature::SameWeekday, Feature::OtherWeekday),
    ] {
        f[same as usize] = f32::from(u8::from(agree == Some(true)));
        f[other as usize] = f32::from(u8::from(agree == Some(false)));
    }
}

/// Whether two lists share an entry; `None` where one is empty.
fn agreement<T: PartialEq>(a: &[T], b: &[T]) -> Option<bool> {
    (!a.is_empty() && !b.is_empty()).then(|| a.iter().any(|x| b.contains(x)))
}

fn clashes(f: &mut Features, overlap: &Overlap, a: &Unit, b: &Unit) {
    for (feature, kind) in [(Feature::OtherPlace, Kind::Place), (Feature::OtherNames, Kind::Name)] {
        let named = |unit: &Unit| unit.norms[kind as usize][View::Lead as usize] > 0.0;
        let none = overlap.products[kind as usize][View::Lead as usize] <= 0.0;
        f[feature as usize] = f32::from(u8::from(named(a) && named(b) && none));
    }
    f[Feature::OtherFigures as usize] = figures_apart(&a.evidence.figures, &b.evidence.figures);
}

/// Share of common units in which no figure of one agrees with a figure of the other; 0 without common units.
pub(super) fn figures_apart(a: &[Figure], b: &[Figure]) -> f32 {
    let (mut common, mut apart) = (0u32, 0u32);
    for of_unit in a.chunk_by(|x, y| x.unit == y.unit) {
        let others: Vec<&Figure> = b.iter().filter(|other| other.unit == of_unit[0].unit).collect();
        if !others.is_empty() {
            let meet = of_unit.iter().any(|x| others.iter().any(|y| x.low <= y.high && y.low <= x.high));
            common += 1;
            apart += u32::from(!meet);
        }
    }
    if common == 0 { 0.0 } else { apart as f32 / common as f32 }
}

fn shape(f: &mut Features, a: &Unit, b: &Unit) {
    let length = |unit: &Unit| (1 + unit.evidence.body_words + unit.evidence.title_words) as f32;
    let (short, long) = (length(a).min(length(b)), length(a).max(length(b)));
    f[Feature::Length as usize] = short.ln() / 6.0;
    f[Feature::Imbalance as usize] = (long / short).ln() / 3.0;
    f[Feature::SameOutlet as usize] = f32::from(u8::from(a.evidence.source.is_some() && a.evidence.source == b.evidence.source));
}
