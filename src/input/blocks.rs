//! A stream cut into blocks of whole lines.
//!
//! Enters: a reader. Leaves: blocks in order, each knowing the line and byte it starts at.
//! **Invariant:** a line is never split; memory holds one block and the line that crosses its end.

use std::io::{self, Read};

/// Bytes per block: enough that handing it out costs nothing beside parsing it, and still in the second cache while it is parsed.
const BLOCK_BYTES: usize = 1 << 18;

/// Whole lines, the last with or without its newline.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) bytes: Vec<u8>,
    /// Number of its first line, from 1.
    pub(super) line: u64,
    /// Bytes of the stream before it.
    pub(super) byte: u64,
    /// Length of the one line it stands for, which was longer than the limit and is not held.
    pub(super) overlong: Option<u64>,
}

/// Cuts a stream into [`Block`]s.
pub(super) struct Blocks<R> {
    reader: R,
    carry: Vec<u8>,
    line: u64,
    byte: u64,
    limit: usize,
    ended: bool,
    failure: Option<io::Error>,
}

impl<R: Read> Blocks<R> {
    /// Lines longer than `limit` bytes are passed over.
    pub(super) fn new(reader: R, limit: usize) -> Self {
        Blocks { reader, carry: Vec::new(), line: 1, byte: 0, limit, ended: false, failure: None }
    }

    /// Why the stream ended early, if it did: the blocks hold every whole line before that place.
    pub(super) fn into_failure(self) -> Option<io::Error> {
        self.failure
    }

    /// Appends up to `BLOCK_BYTES` to `buffer`; false at the end.
    fn fill(&mut self, buffer: &mut Vec<u8>) -> bool {
        match self.reader.by_ref().take(BLOCK_BYTES as u64).read_to_end(buffer) {
            Ok(0) => self.ended = true,
            Ok(_) => {}
            Err(error) => {
                self.failure = Some(error);
                self.ended = true;
            }
        }
        !self.ended
    }

    fn block(&mut self, bytes: Vec<u8>, line_count: u64) -> Block {
        let block = Block { line: self.line, byte: self.byte, overlong: None, bytes };
        self.line += line_count;
        self.byte += block.bytes.len() as u64;
        block
    }

    /// Reads past the rest of a line of which `held` is the beginning.
    fn pass_over(&mut self, held: Vec<u8>) -> Block {
        let mut length = held.len() as u64;
        drop(held);
        loop {
            let mut buffer = Vec::new();
            let more = self.fill(&mut buffer);
            if let Some(at) = memchr::memchr(b'\n', &buffer) {
                length += at as u64;
                self.carry = buffer.split_off(at + 1);
                break;
            }
            length += buffer.len() as u64;
            if !more {
                break;
            }
        }
        let block = Block { bytes: Vec::new(), line: self.line, byte: self.byte, overlong: Some(length) };
        self.line += 1;
        self.byte += length + 1;
        block
    }
}

impl<R: Read> Blocks<R> {
    /// The next block, in the memory of `spare`; `None` at the end.
    pub(super) fn next_into(&mut self, spare: Vec<u8>) -> Option<Block> {
        let mut buffer = spare;
        buffer.clear();
        buffer.append(&mut self.carry);
        // What was carried over may hold lines, after one that was passed over.
        let mut searched = 0;
        loop {
            let more = !self.ended && self.fill(&mut buffer);
            if !more {
                if self.failure.is_some() {
                    buffer.truncate(memchr::memrchr(b'\n', &buffer).map_or(0, |at| at + 1));
                }
                let line_count = memchr::memchr_iter(b'\n', &buffer).count() as u64;
                return (!buffer.is_empty()).then(|| self.block(buffer, line_count));
            }
            if let Some(at) = memchr::memrchr(b'\n', &buffer[searched..]) {
                let end = searched + at + 1;
                self.carry.extend_from_slice(&buffer[end..]);
                buffer.truncate(end);
                let line_count = memchr::memchr_iter(b'\n', &buffer).count() as u64;
                return Some(self.block(buffer, line_count));
            }
            if buffer.len() > self.limit {
                return Some(self.pass_over(buffer));
            }
            searched = buffer.len();
        }
    }
}

#[cfg(test)]
impl<R: Read> Iterator for Blocks<R> {
    type Item = Block;

    fn next(&mut self) -> Option<Block> {
        self.next_into(Vec::new())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_join_to_the_stream_and_end_at_newlines() {
        let long = "x".repeat(BLOCK_BYTES * 3);
        for text in ["", "a", "a\n", "a\n\nb", &format!("{long}\n{long}"), &"line of text\n".repeat(300_000)] {
            let blocks: Vec<Block> = Blocks::new(text.as_bytes(), usize::MAX).collect();
            let joined: Vec<u8> = blocks.iter().flat_map(|block| block.bytes.clone()).collect();
            assert!(joined == text.as_bytes());
            for pair in blocks.windows(2) {
                assert_eq!(pair[0].bytes.last(), Some(&b'\n'));
                assert_eq!(pair[1].byte, pair[0].byte + pair[0].bytes.len() as u64);
                assert_eq!(pair[1].line, pair[0].line + pair[0].bytes.iter().filter(|byte| **byte == b'\n').count() as u64);
            }
        }
    }

    #[test]
    fn a_line_beyond_the_limit_is_passed_over_and_counted() {
        let text = format!("a\n{}\nb\n", "x".repeat(BLOCK_BYTES * 4));
        let blocks: Vec<Block> = Blocks::new(text.as_bytes(), BLOCK_BYTES).collect();
        let seen: Vec<_> = blocks.iter().map(|block| (block.line, block.bytes.len(), block.overlong)).collect();
        assert_eq!(seen, [(1, 2, None), (2, 0, Some(4 * BLOCK_BYTES as u64)), (3, 2, None)]);
        assert_eq!(blocks[2].byte, text.len() as u64 - 2);
    }

    #[test]
    fn a_stream_that_fails_keeps_its_whole_lines() {
        struct Failing(usize);
        impl Read for Failing {
            fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
                self.0 += 1;
                if self.0 > 1 {
                    return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "cut"));
                }
                buffer[..5].copy_from_slice(b"a\nb\nc");
                Ok(5)
            }
        }
        let mut blocks = Blocks::new(Failing(0), usize::MAX);
        let whole: Vec<u8> = blocks.by_ref().flat_map(|block| block.bytes).collect();
        assert_eq!(whole, b"a\nb\n");
        assert!(blocks.into_failure().is_some());
    }
}
