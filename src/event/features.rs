//! What two units have in common, as named numbers.
//!
//! Enters: two units. Leaves: [`Features`], one value for each [`Feature`].
//! **Invariant:** symmetric in the two; a field that one of them lacks gives zero, never evidence against.

use super::batch::{Batch, Packed, Unit, View};
use super::candidates::shares_day;
use super::evidence::{Figure, Kind};
use super::neighbourhood::{LocalView, Neighbourhood};

macro_rules! features {
    ($($(#[$doc:meta])* $variant:ident = $name:literal, $bends:expr;)*) => {
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
            /// The values at which its weight may change, ascending.
            pub fn bends(self) -> &'static [f32] {
                match self { $(Feature::$variant => $bends,)* }
            }
        }
    };
}

/// Where the weight of a cosine may change: from none to some says more than from much to more.
const COSINE: &[f32] = &[0.05, 0.15, 0.3, 0.5];
const RARE_INFORMATION: &[f32] = &[1.0, 2.0, 3.0];
const STRAIGHT: &[f32] = &[];

features! {
    /// Always 1.
    Bias = "bias", STRAIGHT;
    /// Cosine of the words.
    Words = "words", COSINE;
    /// Its square root, which tells little from nothing.
    WordsRoot = "words_root", STRAIGHT;
    /// Cosine of the words, those that return outside the window discounted.
    WordsOfTheDays = "words_of_the_days", COSINE;
    /// Cosine of the words, by how few of the batch use them.
    WordsOfTheBatch = "words_of_the_batch", COSINE;
    /// Cosine of the words, by how few of the articles most like either use them.
    WordsAmongAlike = "words_among_alike", COSINE;
    /// Cosine of the words of the headlines.
    HeadlineWords = "headline_words", COSINE;
    /// Cosine of the words of headline and lead.
    LeadWords = "lead_words", COSINE;
    /// The same, by how few of the articles most like either use them.
    LeadWordsAmongAlike = "lead_words_among_alike", COSINE;
    /// Share of a headline's words found anywhere in the other, mean of both ways.
    HeadlineCovered = "headline_covered", COSINE;
    /// Share of a headline's names, places and numbers found anywhere in the other, mean of both ways.
    HeadlineNamesCovered = "headline_names_covered", COSINE;
    /// Cosine of the names.
    Names = "names", COSINE;
    /// Cosine of the names, those that return outside the window discounted.
    NamesOfTheDays = "names_of_the_days", COSINE;
    /// Cosine of the names, by how few of the batch use them.
    NamesOfTheBatch = "names_of_the_batch", COSINE;
    /// Cosine of the names, by how few of the articles most like either use them.
    NamesAmongAlike = "names_among_alike", COSINE;
    /// Cosine of the names of headline and lead.
    LeadNames = "lead_names", COSINE;
    /// Cosine of the names of the headlines.
    HeadlineNames = "headline_names", COSINE;
    /// Cosine of the places.
    Places = "places", COSINE;
    /// Cosine of the places of headline and lead.
    LeadPlaces = "lead_places", COSINE;
    /// Cosine of the places of the headlines.
    HeadlinePlaces = "headline_places", COSINE;
    /// Cosine of the numbers.
    Numbers = "numbers", COSINE;
    /// Cosine of the numbers of headline and lead.
    LeadNumbers = "lead_numbers", COSINE;
    /// Cosine of the numbers of the headlines.
    HeadlineNumbers = "headline_numbers", COSINE;
    /// Information in the rare words that both use, logarithm.
    RareWords = "rare_words", RARE_INFORMATION;
    /// Information in the rare names, places and numbers that both use, logarithm.
    RareNames = "rare_names", RARE_INFORMATION;
    /// Cosine of the words that other articles near either of them reach.
    Crowd = "crowd", &[0.05, 0.15];
    /// Cosine of the words over that.
    AboveTheCrowd = "above_the_crowd", &[0.0, 0.1, 0.25];
    /// How near each is to being the other's nearest.
    Nearest = "nearest", &[0.1, 0.3, 0.6];
    /// Nearness of publication.
    PublishedTogether = "published_together", &[0.5];
    /// Published on one day.
    PublishedOneDay = "published_one_day", STRAIGHT;
    /// Both say at what hour they were published.
    Timed = "timed", STRAIGHT;
    /// A fifth of the logarithm of one more than the hours between the two publications, to 1; 0 where one names none.
    HoursApart = "hours_apart", &[0.35, 0.5, 0.6];
    /// Published more than four days apart.
    PublishedApart = "published_apart", STRAIGHT;
    /// One of them has no publication day.
    Undated = "undated", STRAIGHT;
    /// Headline or lead of both name the same day.
    SameDay = "same_day", STRAIGHT;
    /// Headlines or leads name days, none of them within a day of another.
    OtherDay = "other_day", STRAIGHT;
    /// The days named first are the same.
    SameFirstDay = "same_first_day", STRAIGHT;
    /// A day and month named by both, by one of them without a year.
    SamePartialDay = "same_partial_day", STRAIGHT;
    /// Days and months named by both, none the same, by one of them without a year.
    OtherPartialDay = "other_partial_day", STRAIGHT;
    /// A weekday named by both, by one of them of an unknown week.
    SameWeekday = "same_weekday", STRAIGHT;
    /// Weekdays named by both, none the same, by one of them of an unknown week.
    OtherWeekday = "other_weekday", STRAIGHT;
    /// Of one outlet.
    SameOutlet = "same_outlet", STRAIGHT;
    /// Both leads name places, none the same.
    OtherPlace = "other_place", STRAIGHT;
    /// Both headlines name places, none the same.
    OtherHeadlinePlace = "other_headline_place", STRAIGHT;
    /// Both leads name names, none the same.
    OtherNames = "other_names", STRAIGHT;
    /// Both headlines name names, none the same.
    OtherHeadlineNames = "other_headline_names", STRAIGHT;
    /// Both leads count one unit, with figures that do not exclude each other.
    SameFigures = "same_figures", STRAIGHT;
    /// Share of the units counted in both leads whose figures exclude each other.
    OtherFigures = "other_figures", STRAIGHT;
    /// Length of the shorter, logarithm.
    Length = "length", STRAIGHT;
    /// How much longer the longer is, logarithm.
    Imbalance = "imbalance", &[0.3];
    /// Articles in the batch, logarithm: the more there are, the more of any two that look alike are alike by chance.
    BatchSize = "batch_size", STRAIGHT;
    /// One of them has no publication day, and the batch is too small to show what is common in it: 0 from 400 articles on.
    UndatedAmongFew = "undated_among_few", STRAIGHT;
    /// One of them has no headline.
    NoHeadline = "no_headline", STRAIGHT;
}

/// The values of all features.
pub type Features = [f32; Feature::ALL.len()];

/// Sums over the terms that two units share.
#[derive(Clone, Copy, Debug, Default)]
struct Overlap {
    products: [[f32; View::COUNT]; Kind::COUNT],
    /// Information of shared rare terms, words and others apart.
    rare: [f32; 2],
    /// Information of the headline of each that stands in the other, of words and of other terms.
    covered: [[f32; 2]; 2],
    local: [f32; LocalView::COUNT],
}

/// Temporal idf above which a term counts as rare: one in fifty articles.
const RARE: f32 = 4.0;
/// Days after which publication days say half as much: news is told and retold within three.
const NEAR_DAYS: f32 = 3.0;
/// Hours beyond which days say enough: their logarithm is 5.
const MOST_HOURS: f32 = 147.0;
/// Publication days farther apart than this seldom belong to one happening.
const FAR_DAYS: i32 = 4;

/// Hours as a fifth of their logarithm, 0 to 1: what differs within a day tells more than what differs between days.
pub(super) fn log_hours(hours: f32) -> f32 {
    hours.min(MOST_HOURS).ln_1p() / 5.0
}

/// The features of two units.
pub(super) fn features(batch: &Batch, around: &[Neighbourhood], a: u32, b: u32) -> Features {
    let (one, two) = (&batch.units[a as usize], &batch.units[b as usize]);
    let near = [around.get(a as usize), around.get(b as usize)];
    let overlap = overlap(batch, a, b, near);
    let mut f: Features = [0.0; Feature::ALL.len()];
    f[Feature::Bias as usize] = 1.0;
    wording(&mut f, &overlap, one, two);
    surroundings(&mut f, &overlap, near);
    timing(&mut f, one, two);
    clashes(&mut f, &overlap, one, two);
    shape(&mut f, one, two);
    f[Feature::BatchSize as usize] = (batch.units.len() as f32).ln() / 10.0;
    f[Feature::UndatedAmongFew as usize] = f[Feature::Undated as usize] * (1.0 - (batch.units.len() as f32).ln() / 6.0).max(0.0);
    f
}

/// Cosine of the words of two units alone, by the terms they share in ascending order: the same as [`Feature::Words`] to the bit.
#[derive(Default)]
pub(super) struct WordCosine {
    product: f32,
}

impl WordCosine {
    /// Adds a word that both hold.
    #[inline]
    pub fn add(&mut self, batch: &Batch, a: Packed, b: Packed) {
        self.product += batch.full_weight(a) * batch.full_weight(b);
    }

    /// The cosine, once every shared word was added.
    pub fn of(&self, batch: &Batch, a: u32, b: u32) -> f32 {
        let norm = |unit: u32| batch.units[unit as usize].norms[Kind::Word as usize][View::All as usize];
        ratio(self.product, norm(a) * norm(b))
    }
}

fn overlap(batch: &Batch, a: u32, b: u32, near: [Option<&Neighbourhood>; 2]) -> Overlap {
    let mut overlap = Overlap::default();
    let (one, two) = (batch.packed(a), batch.packed(b));
    shared_at(one, two, |i, j| {
        let (x, y) = (batch.term(one[i]), batch.term(two[j]));
        for view in View::ALL {
            overlap.products[x.kind as usize][view as usize] += x.weight(view) * y.weight(view);
        }
        let class = usize::from(x.kind != Kind::Word);
        overlap.rare[class] += (x.temporal.min(y.temporal) - RARE).max(0.0);
        overlap.covered[class][0] += f32::from(u8::from(x.title)) * x.idf;
        overlap.covered[class][1] += f32::from(u8::from(y.title)) * y.idf;
        if let [Some(around_a), Some(around_b)] = near {
            let idf = around_a.idf(i) * around_b.idf(j);
            let weights = LocalView::weights(&x).into_iter().zip(LocalView::weights(&y));
            overlap.local.iter_mut().zip(weights).for_each(|(sum, (x, y))| *sum += x * y * idf);
        }
    });
    overlap
}

/// Calls `each` with what two units have of each term that both hold, in the order of the vocabulary.
#[inline]
pub(super) fn shared(a: &[Packed], b: &[Packed], mut each: impl FnMut(Packed, Packed)) {
    shared_at(a, b, |i, j| each(a[i], b[j]));
}

/// Calls `each` with the positions of each term that both hold, in the order of the vocabulary.
pub(super) fn shared_at(a: &[Packed], b: &[Packed], mut each: impl FnMut(usize, usize)) {
    let (mut i, mut j) = (0, 0);
    while i < a.len() && j < b.len() {
        let (x, y) = (a[i].id(), b[j].id());
        if x == y {
            each(i, j);
        }
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
}

fn cosine(overlap: &Overlap, a: &Unit, b: &Unit, kind: Kind, view: View) -> f32 {
    let norm = |unit: &Unit| unit.norms[kind as usize][view as usize];
    ratio(overlap.products[kind as usize][view as usize], norm(a) * norm(b))
}

/// A product of two vectors over that of their lengths, `0.0..=1.0`; 0 where one has no length.
fn ratio(product: f32, lengths: f32) -> f32 {
    if lengths > 0.0 { (product / lengths).min(1.0) } else { 0.0 }
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
        (Feature::HeadlinePlaces, Kind::Place, View::Title),
        (Feature::Numbers, Kind::Number, View::All),
        (Feature::LeadNumbers, Kind::Number, View::Lead),
        (Feature::HeadlineNumbers, Kind::Number, View::Title),
    ] {
        f[feature as usize] = cosine(kind, view);
    }
    f[Feature::WordsRoot as usize] = f[Feature::Words as usize].sqrt();
    f[Feature::RareWords as usize] = overlap.rare[0].ln_1p();
    f[Feature::RareNames as usize] = overlap.rare[1].ln_1p();
    let covered = |class: usize| {
        let (of_a, of_b) = (a.headline_info[class], b.headline_info[class]);
        let share = || (overlap.covered[class][0] / of_a + overlap.covered[class][1] / of_b) / 2.0;
        (of_a > 0.0 && of_b > 0.0).then(share)
    };
    f[Feature::HeadlineCovered as usize] = covered(0).unwrap_or(0.0);
    f[Feature::NoHeadline as usize] = f32::from(u8::from(covered(0).is_none()));
    f[Feature::HeadlineNamesCovered as usize] = covered(1).unwrap_or(0.0);
}

fn surroundings(f: &mut Features, overlap: &Overlap, near: [Option<&Neighbourhood>; 2]) {
    let [Some(a), Some(b)] = near else { return };
    let cosine = f[Feature::Words as usize];
    let crowd = (a.crowd() + b.crowd()) / 2.0;
    f[Feature::Crowd as usize] = crowd;
    f[Feature::AboveTheCrowd as usize] = cosine - crowd;
    f[Feature::Nearest as usize] = (a.nearness(cosine) + b.nearness(cosine)) / 2.0;
    for (feature, view) in [
        (Feature::WordsAmongAlike, LocalView::Words),
        (Feature::LeadWordsAmongAlike, LocalView::LeadWords),
        (Feature::NamesAmongAlike, LocalView::Names),
    ] {
        let product = a.norm(view) * b.norm(view);
        f[feature as usize] = if product > 0.0 { (overlap.local[view as usize] / product).min(1.0) } else { 0.0 };
    }
}

fn timing(f: &mut Features, a: &Unit, b: &Unit) {
    let hours = a.evidence.minute.zip(b.evidence.minute).map(|(a, b)| a.abs_diff(b) as f32 / 60.0);
    match (a.published, b.published) {
        (Some((a_first, a_last)), Some((b_first, b_last))) => {
            let gap = (b_first - a_last).max(a_first - b_last).max(0);
            let days = hours.map_or(gap as f32, |hours| hours / 24.0);
            f[Feature::PublishedTogether as usize] = (-(days / NEAR_DAYS).powi(2) / 2.0).exp();
            f[Feature::PublishedOneDay as usize] = f32::from(u8::from(gap == 0));
            f[Feature::PublishedApart as usize] = f32::from(u8::from(gap > FAR_DAYS));
        }
        _ => f[Feature::Undated as usize] = 1.0,
    }
    if let Some(hours) = hours {
        f[Feature::Timed as usize] = 1.0;
        f[Feature::HoursApart as usize] = log_hours(hours);
    }
    let (one, two) = (&a.evidence.calendar, &b.evidence.calendar);
    if !one.days.is_empty() && !two.days.is_empty() {
        let near = one.days.iter().any(|day| two.days.iter().any(|other| (day - other).abs() <= 1));
        f[Feature::SameDay as usize] = f32::from(u8::from(shares_day(a, b)));
        f[Feature::OtherDay as usize] = f32::from(u8::from(!near));
        f[Feature::SameFirstDay as usize] = f32::from(u8::from(one.first == two.first));
    }
    for (agree, resolved, same, other) in [
        // Where one says "13 January" and the other is known to mean that of 2022, the year tells nothing apart.
        (
            agreement(&one.month_days, &two.month_days),
            [&one.partial, &two.partial].iter().all(|unresolved| unresolved.is_empty()),
            Feature::SamePartialDay,
            Feature::OtherPartialDay,
        ),
        (
            agreement(&one.all_weekdays, &two.all_weekdays),
            [&one.weekdays, &two.weekdays].iter().all(|unresolved| unresolved.is_empty()),
            Feature::SameWeekday,
            Feature::OtherWeekday,
        ),
    ] {
        f[same as usize] = f32::from(u8::from(!resolved && agree == Some(true)));
        f[other as usize] = f32::from(u8::from(!resolved && agree == Some(false)));
    }
}

/// Whether two lists share an entry; `None` where one is empty.
fn agreement<T: PartialEq>(a: &[T], b: &[T]) -> Option<bool> {
    (!a.is_empty() && !b.is_empty()).then(|| a.iter().any(|x| b.contains(x)))
}

fn clashes(f: &mut Features, overlap: &Overlap, a: &Unit, b: &Unit) {
    for (feature, kind, view) in [
        (Feature::OtherPlace, Kind::Place, View::Lead),
        (Feature::OtherHeadlinePlace, Kind::Place, View::Title),
        (Feature::OtherNames, Kind::Name, View::Lead),
        (Feature::OtherHeadlineNames, Kind::Name, View::Title),
    ] {
        let named = |unit: &Unit| unit.norms[kind as usize][view as usize] > 0.0;
        let none = overlap.products[kind as usize][view as usize] <= 0.0;
        f[feature as usize] = f32::from(u8::from(named(a) && named(b) && none));
    }
    let (together, apart) = figures(&a.evidence.figures, &b.evidence.figures);
    f[Feature::SameFigures as usize] = f32::from(u8::from(together > 0));
    f[Feature::OtherFigures as usize] = if apart > 0 { apart as f32 / (together + apart) as f32 } else { 0.0 };
}

/// Units counted by both in which some figure of one agrees with some figure of the other, and those in which none does.
pub(super) fn figures(a: &[Figure], b: &[Figure]) -> (u32, u32) {
    let (mut together, mut apart) = (0, 0);
    for of_unit in a.chunk_by(|x, y| x.unit == y.unit) {
        let mut others = b.iter().filter(|other| other.unit == of_unit[0].unit).peekable();
        if others.peek().is_some() {
            let meet = others.any(|y| of_unit.iter().any(|x| x.low <= y.high && y.low <= x.high));
            together += u32::from(meet);
            apart += u32::from(!meet);
        }
    }
    (together, apart)
}

fn shape(f: &mut Features, a: &Unit, b: &Unit) {
    let length = |unit: &Unit| (1 + unit.evidence.body_words + unit.evidence.title_words) as f32;
    let (short, long) = (length(a).min(length(b)), length(a).max(length(b)));
    f[Feature::Length as usize] = short.ln() / 6.0;
    f[Feature::Imbalance as usize] = (long / short).ln() / 3.0;
    f[Feature::SameOutlet as usize] = f32::from(u8::from(a.evidence.source.is_some() && a.evidence.source == b.evidence.source));
}
