//! Where a clause ends: the marks between two words, in the scripts that are read.
//!
//! Enters: the gap between two words. Leaves: whether it parts them.
//! **Invariant:** one table, so that a comma in Arabic parts what a comma in French does, for the finders that ask here; some know fewer marks,
//! for what they read goes on behind the others.

/// What sets off a clause, an aside or speech.
const MARKS: [char; 14] = [',', ';', ':', '(', ')', '«', '»', '"', '“', '”', '–', '—', '،', '؛'];

/// What stands around speech.
pub(super) const SPEECH_MARKS: [char; 9] = ['"', '“', '”', '„', '«', '»', '‘', '’', '\''];

/// Whether a clause, an aside or speech begins or ends in a gap.
pub(super) fn breaks(gap: &str) -> bool {
    gap.contains(MARKS)
}

/// The same, or a full stop: of an abbreviation within a sentence.
pub(super) fn breaks_or_stops(gap: &str) -> bool {
    gap.contains('.') || breaks(gap)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_every_script_part_clauses() {
        for gap in [", ", "; ", " (", "، ", "؛ ", " — ", "» ", "” "] {
            assert!(breaks(gap), "{gap:?}");
        }
        for gap in [" ", "-", "'", "\u{a0}"] {
            assert!(!breaks(gap) && !breaks_or_stops(gap), "{gap:?}");
        }
        assert!(breaks_or_stops(". ") && !breaks(". "));
    }
}
