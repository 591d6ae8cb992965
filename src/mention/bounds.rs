//! What words around a number say of it: at least, at most, about, nearly; or that it names a thing and counts nothing.
//!
//! Enters: a line and a place in it, or a value. Leaves: the bound that stands there, or the interval that it leaves.
//! **Invariant:** a bound widens and never moves: the interval holds the value that is written.

use std::sync::LazyLock;

use super::lexer::{Line, Phrases};

/// How far from the number "environ" may lie: reporters round to one digit, which moves a number by at most this much.
const ROUNDING: f64 = 0.15;

/// What words before or after a number say about it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Bound {
    AtLeast,
    AtMost,
    About,
    Nearly,
    /// The first of two ends.
    Between,
    /// Names a thing, counts nothing.
    Identifier,
}

static BOUNDS: LazyLock<Phrases<Bound>> = LazyLock::new(|| {
    let lists = [
        (
            Bound::AtLeast,
            "au moins|dépassent|dépassait|dépassaient|exceeds|exceeded|plus de|plus d'|pas moins de|au minimum|dépassant|at least|more than|over|no fewer than|no less than|not less than|upwards of|al menos|por lo menos|más de|no menos de|mindestens|mehr als|über|wenigstens|almeno|più di|oltre|non meno di|pelo menos|mais de|ao menos|no mínimo|en az|не менее|более|больше|свыше|по меньшей мере|как минимум|минимум|ما لا يقل عن|أكثر من|على الأقل",
        ),
        (
            Bound::AtMost,
            "jusqu'à|au plus|au maximum|moins de|moins d'|pas plus de|up to|at most|fewer than|less than|no more than|under|hasta|menos de|a lo sumo|bis zu|höchstens|weniger als|fino a|meno di|al massimo|até|no máximo|en fazla|en çok|не более|менее|до|ما يصل إلى|أقل من",
        ),
        (
            Bound::About,
            "environ|avoisine|avoisinent|avoisinait|avoisinaient|avoisinant|quelque|quelques|à peu près|autour de|about|around|some|roughly|approximately|alrededor de|unos|unas|aproximadamente|cerca de|rund|etwa|ungefähr|circa|zirka|um die|intorno a|qualche|por volta de|aproximadamente|yaklaşık|около|примерно|приблизительно|порядка|حوالي|نحو|قرابة|زهاء",
        ),
        (
            Bound::Nearly,
            "près de|près d'|frôle|frôlent|frôlait|frôlaient|presque|nearly|almost|close to|casi|cerca de|knapp|fast|quasi|quase|perto de|почти|ما يقرب من|ما يقارب",
        ),
        (Bound::Between, "entre|between|zwischen|tra|fra|между|بين"),
        (
            Bound::Identifier,
            "n°|nº|№|no.|nr.|nr|numéro|number|nummer|número|numero|номер|رقم|résolution|resolution|resolución|resolução|risoluzione|резолюция|резолюции|article|articles|artículo|artigo|articolo|artikel|art.|page|route|vol|flight|loi|décret|chapitre|chapter|paragraphe|section|highway|room|boeing|airbus|top|covid",
        ),
    ];
    Phrases::new(lists.into_iter().flat_map(|(bound, list)| list.split('|').map(move |phrase| (phrase, bound))))
});

/// The bound that begins at lexeme `at`, with the lexeme behind it.
pub(super) fn before(line: &Line<'_>, at: usize) -> Option<(usize, Bound)> {
    let bound = BOUNDS.at(line, at).filter(|_| line.is_word(at) && !(line.fold(at) == "over" && is_handed(line, at)));
    bound.or_else(|| sign(line, at))
}

/// Whether the word before "over" takes it to itself: "to hand over eight years of tax returns".
fn is_handed(line: &Line<'_>, at: usize) -> bool {
    at > 0 && HANDED.iter().any(|verb| line.fold(at - 1).strip_prefix(verb).is_some_and(|ending| matches!(ending, "" | "s" | "ed" | "ing")))
}

const HANDED: &[&str] = &["hand", "turn"];

/// `n°`, `№`: marks that announce an identifier.
pub(super) fn sign(line: &Line<'_>, at: usize) -> Option<(usize, Bound)> {
    let numbered = line.fold(at) == "n" && matches!(line.raw(at + 1), "°" | "º") || line.is_mark(at, '№');
    numbered.then(|| (if line.is_mark(at, '№') { at + 1 } else { at + 2 }, Bound::Identifier))
}

/// A bound that is said behind the number which ends before `end`, as Turkish and English do with some.
pub(super) fn behind(line: &Line<'_>, end: usize) -> Option<(usize, Bound)> {
    match (line.fold(end), line.fold(end + 1)) {
        ("fazla", _) | ("askin", _) => Some((end + 1, Bound::AtLeast)),
        ("yakin", _) => Some((end + 1, Bound::Nearly)),
        ("kadar", _) => Some((end + 1, Bound::About)),
        ("or", "more") | ("ou", "plus") | ("o", "mas") | ("oder", "mehr") => Some((end + 2, Bound::AtLeast)),
        _ => None,
    }
}

/// A value and how much it allows.
#[derive(Clone, Copy)]
pub(super) struct Value {
    /// Lexeme after its last.
    pub end: usize,
    pub low: f64,
    pub high: f64,
}

impl Value {
    /// A round value, as "a dozen" gives it.
    pub fn about(end: usize, value: f64) -> Value {
        Value { end, low: value * (1.0 - ROUNDING), high: value * (1.0 + ROUNDING) }
    }

    /// The least and the greatest that a bound leaves; what is round already stays as round.
    pub fn widened(self, bound: Option<Bound>) -> (f64, f64) {
        let Value { low, high, .. } = self;
        match bound {
            Some(Bound::AtLeast) => (low, f64::INFINITY),
            Some(Bound::AtMost) => (0.0, high),
            Some(Bound::About) if low == high => (low * (1.0 - ROUNDING), high * (1.0 + ROUNDING)),
            Some(Bound::Nearly) if low == high => (low * (1.0 - ROUNDING), high),
            _ => (low, high),
        }
    }
}
