//! Half-open byte ranges over a text, and their translation to code points, the unit in which offsets leave the program.

/// A half-open range of bytes `start..end` in one text, on character boundaries.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span `start..end`.
    ///
    /// # Panics
    /// On offsets of 4 GiB and more, which `input` never lets in.
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end);
        let narrow = |offset| u32::try_from(offset).expect("articles of 4 GiB and more are refused by input");
        Span { start: narrow(start), end: narrow(end) }
    }

    /// As a range for slicing.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The piece of `text` it covers.
    pub fn of(self, text: &str) -> &str {
        &text[self.range()]
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether it covers nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// Translates byte offsets of one text into code points, in constant time after one linear pass.
pub struct CharIndex<'t> {
    text: &'t str,
    /// Code points before byte `i * STEP`, moved back to a character boundary; empty for ASCII.
    marks: Vec<u32>,
}

const STEP: usize = 256;

impl<'t> CharIndex<'t> {
    /// Reads `text` once.
    pub fn new(text: &'t str) -> Self {
        let mut marks = Vec::new();
        if !text.is_ascii() {
            let mut chars = 0;
            for chunk in text.as_bytes().chunks(STEP) {
                marks.push(chars);
                chars += starts(chunk);
            }
            marks.push(chars);
        }
        CharIndex { text, marks }
    }

    /// Code points before byte `offset`, which lies on a character boundary.
    pub fn chars_before(&self, offset: usize) -> usize {
        if self.marks.is_empty() {
            return offset;
        }
        let mark = offset / STEP;
        (self.marks[mark] + starts(&self.text.as_bytes()[mark * STEP..offset])) as usize
    }

    /// `[start, end)` in code points.
    pub fn char_span(&self, span: Span) -> [usize; 2] {
        [self.chars_before(span.start as usize), self.chars_before(span.end as usize)]
    }
}

/// Characters that begin in `bytes`.
fn starts(bytes: &[u8]) -> u32 {
    bytes.iter().map(|byte| u32::from((*byte as i8) >= -0x40)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points_agree_with_counting_at_every_boundary() {
        for text in ["", "plain", &"a".repeat(600), &"é€😀 x".repeat(300)] {
            let index = CharIndex::new(text);
            for (count, offset) in text.char_indices().map(|(at, _)| at).chain([text.len()]).enumerate() {
                assert_eq!(index.chars_before(offset), count);
            }
        }
    }
}
