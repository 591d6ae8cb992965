//! File names from ids: short, lower case, the same on every file system, never outside their folder.
//!
//! Enters: an id, or the name of an outlet. Leaves: a name for its file or its place on a page.
//! **Invariant:** a name depends on its id alone; what the eye cannot tell apart, 64 bits of hash do.

use crate::hash;
use crate::text::fold;

/// Letters and digits kept for the human eye; the hash after them carries identity.
const READABLE: usize = 40;

/// A file name without extension: `a-z`, `0-9` and `-`, at most 57 bytes, different for different ids (64-bit hash).
/// The hash at its end keeps it apart from device names and from names that differ in case alone.
pub fn slug(id: &str) -> String {
    let mut name = String::with_capacity(READABLE + 17);
    for c in fold(id).chars() {
        if name.len() >= READABLE {
            break;
        }
        if c.is_ascii_alphanumeric() {
            name.push(c);
        } else if !name.is_empty() && !name.ends_with('-') {
            name.push('-');
        }
    }
    let name = name.trim_end_matches('-');
    let separator = if name.is_empty() { "" } else { "-" };
    format!("{name}{separator}{:016x}", hash::bytes(id.as_bytes()))
}

/// Whether [`slug`] may have made this name.
pub fn is_slug(name: &str) -> bool {
    let (readable, hash) = name.rsplit_once('-').unwrap_or(("", name));
    let lower = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
    hash.len() == 16
        && hash.bytes().all(|b| lower(b) && b.is_ascii_hexdigit())
        && readable.len() <= READABLE
        && readable.bytes().all(|b| lower(b) || b == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_ids_give_plain_names() {
        for id in ["", "../../etc/passwd", "..", "CON", "a/b\\c:d", "é€😀", "\u{0}", &"x".repeat(300), "Путин"] {
            let name = slug(id);
            assert!(name.len() <= 57 && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'), "{name:?}");
            assert!(!name.starts_with('-') && is_slug(&name), "{name:?}");
        }
    }

    #[test]
    fn other_names_are_no_slugs() {
        for name in ["", "notes", "a-0123", "A-0123456789abcdef", "a-0123456789ABCDEF", "a/0123456789abcdef", "a.b-0123456789abcdef"] {
            assert!(!is_slug(name), "{name:?}");
        }
    }

    #[test]
    fn ids_that_look_alike_stay_apart() {
        let names = ["Article", "article", "ARTICLE", "article ", "a-rticle"].map(slug);
        for (at, name) in names.iter().enumerate() {
            assert!(!names[..at].contains(name), "{name}");
        }
    }
}
