//! Folding: the form in which two spellings of one word are the same.
//!
//! Case, diacritics, ligatures and compatibility forms are folded; the Turkish dotted and dotless i are one letter; Arabic
//! vowel marks, tatweel, the hamza that a letter carries, soft hyphens and zero-width characters vanish.
//!
//! Enters: a character, word or phrase. Leaves: its folded form.
//! **Invariant:** a character folds by itself, whatever its neighbours and the language.
//! **Source:** Unicode's compatibility decomposition (UAX #15, NFKD), of the version that `unicode-normalization` has; the rest is the
//! table below.

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// Calls `emit` with each character that `c` folds to: none, one, or several.
pub fn fold_char(c: char, mut emit: impl FnMut(char)) {
    if c.is_ascii() {
        emit(c.to_ascii_lowercase());
        return;
    }
    if is_ignorable(c) {
        return;
    }
    if !decomposes(c) {
        c.to_lowercase().for_each(emit);
        return;
    }
    decompose_compatible(c, |part| {
        if !is_mark(part) && !is_ignorable(part) {
            part.to_lowercase().for_each(|lower| fold_letter(lower, &mut emit));
        }
    });
}

/// The folded form of a word or phrase. Empty for the empty string and for marks alone.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    text.chars().for_each(|c| fold_char(c, |f| folded.push(f)));
    folded
}

/// Letters that Unicode does not decompose but readers take for one another.
fn fold_letter(c: char, emit: &mut impl FnMut(char)) {
    let several = match c {
        'œ' => "oe",
        'æ' => "ae",
        'ß' => "ss",
        'þ' => "th",
        _ => "",
    };
    if !several.is_empty() {
        several.chars().for_each(emit);
        return;
    }
    emit(match c {
        'ı' => 'i',
        'ø' => 'o',
        'đ' | 'ð' => 'd',
        'ł' => 'l',
        'ς' => 'σ',
        'ٱ' => 'ا',
        'ى' | 'ی' => 'ي',
        'ة' => 'ه',
        'ک' => 'ك',
        other => other,
    });
}

/// Scripts whose letters are folded by decomposition: Latin, Greek, Cyrillic, Hebrew, Arabic, and the compatibility
/// forms (ligatures, full-width and superscript characters). Others, Hangul and Indic above all, lose meaning by it.
fn decomposes(c: char) -> bool {
    matches!(c, '\u{80}'..='\u{6ff}' | '\u{1e00}'..='\u{2bff}' | '\u{fb00}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' | '\u{ff00}'..='\u{ffef}')
}

/// Marks that fold away: combining diacritics, Hebrew points, Arabic vowel signs.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6ed}')
        && is_combining_mark(c)
}

/// Characters that may stand inside a word without belonging to it: tatweel, soft hyphen, zero-width and bidi controls.
pub(super) fn is_ignorable(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{640}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_word_fold_alike() {
        for (expected, spellings) in [
            ("erdogan", &["Erdogan", "Erdoğan", "ERDOĞAN", "Erdog\u{306}an", "Er\u{ad}do\u{200b}gan"][..]),
            ("istanbul", &["İstanbul", "ISTANBUL", "Istanbul", "ıstanbul"]),
            ("oeuvre", &["œuvre", "Œuvre", "oeuvre"]),
            ("strasse", &["Straße", "STRASSE", "STRAẞE"]),
            ("еще", &["ещё", "Еще"]),
            ("fin", &["ﬁn", "ﬁn"]),
            ("2254", &["２２５４", "2254"]),
            ("محمد", &["محمد", "مُحَمَّد", "محـــمد"]),
            ("", &["", "\u{301}", "\u{200d}"]),
        ] {
            for spelling in spellings {
                assert_eq!(fold(spelling), expected, "{spelling:?}");
            }
        }
    }

    #[test]
    fn folding_twice_changes_nothing() {
        for text in ["İıI ŒÆß Ǆ ﬃ", "\u{fe71} ﹷ ﶈ", "Ёлки йод", "إلى القاهرة", "한국어", "ไทย", "½ № ™ ²"]
        {
            assert_eq!(fold(&fold(text)), fold(text), "{text:?}");
        }
    }
}
