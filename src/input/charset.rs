//! From bytes to text, whatever encoding they are in.
//!
//! Enters: the bytes of a text file or page. Leaves: its text, and how sure that is.
//! **Invariant:** nothing is lost silently: a guess, and every replaced byte, is told.
//! **Source:** WHATWG Encoding Standard, "decode" and "BOM sniff"; WHATWG HTML §13.2.3.2 "prescan a byte stream"; chardetng
//! (Sivonen 2020), the detector of Firefox, for the rest.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// A text and how it was come by.
#[derive(Debug)]
pub(super) struct Decoded {
    pub(super) text: String,
    /// Name of the encoding.
    pub(super) encoding: &'static str,
    /// Neither marked, nor declared, nor plainly UTF-8.
    pub(super) guessed: bool,
    /// Some bytes became U+FFFD.
    pub(super) replaced: bool,
}

/// Reads `bytes` by their byte order mark; else as UTF-8 if they are valid; else as declared in a page; else as guessed.
///
/// Validity comes before the declaration: pages are often saved as UTF-8 with the declaration of their server left standing, and
/// text in another encoding is practically never valid UTF-8 by chance.
pub(super) fn decode(bytes: Vec<u8>, is_html: bool) -> Decoded {
    if let Some((encoding, mark)) = Encoding::for_bom(&bytes) {
        return with(encoding, &bytes[mark..], false);
    }
    if let Some(encoding) = utf16(&bytes) {
        return with(encoding, &bytes, true);
    }
    let declared = if is_html { declared(&bytes) } else { None };
    // ISO-2022-JP is all ASCII bytes, hence always valid UTF-8.
    let hidden = declared.is_some_and(|encoding| encoding == encoding_rs::ISO_2022_JP);
    match String::from_utf8(bytes) {
        Ok(text) if !hidden => Decoded { text, encoding: UTF_8.name(), guessed: false, replaced: false },
        Ok(text) => with(encoding_rs::ISO_2022_JP, text.as_bytes(), false),
        Err(error) => {
            let bytes = error.into_bytes();
            let (whole, broken) = census(&bytes);
            match declared {
                Some(encoding) if encoding != UTF_8 || broken == 1 => with(encoding, &bytes, false),
                _ if whole >= WHOLE_TO_BROKEN * broken => with(UTF_8, &bytes, false),
                _ => with(guess(&bytes), &bytes, true),
            }
        }
    }
}

fn with(encoding: &'static Encoding, bytes: &[u8], guessed: bool) -> Decoded {
    let (text, replaced) = encoding.decode_without_bom_handling(bytes);
    Decoded { text: text.into_owned(), encoding: encoding.name(), guessed, replaced }
}

/// UTF-16 without a mark: of the first bytes, nearly every other one is NUL, and hardly any between.
pub(super) fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [0xff, 0xfe, ..] => return Some(UTF_16LE),
        [0xfe, 0xff, ..] => return Some(UTF_16BE),
        _ => {}
    }
    let head = &bytes[..bytes.len().min(1024) / 2 * 2];
    let nuls = |from: usize| head.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, half) = (nuls(0), nuls(1), head.len() / 2);
    if half < 4 {
        None
    } else if odd * 10 >= half * 7 && even * 10 < half {
        Some(UTF_16LE)
    } else if even * 10 >= half * 7 && odd * 10 < half {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Well-formed multi-byte characters to each broken place in UTF-8 with some damage. Of single-byte encodings almost no letters make
/// one by chance, of double-byte ones fewer than one in ten.
const WHOLE_TO_BROKEN: usize = 2;

/// Multi-byte characters of UTF-8, and places where it is broken.
fn census(bytes: &[u8]) -> (usize, usize) {
    let (mut whole, mut broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    (whole, broken)
}

/// Places that look encoded twice from which a text is held to be.
const DOUBLED: usize = 3;

/// Whether a text in UTF-8 was taken for windows-1252 and encoded once more: then all that is not ASCII in it is one of the characters
/// that lead bytes make, and what continuation bytes make behind it.
pub(super) fn is_doubled(text: &str) -> bool {
    const BEYOND_LATIN: &str = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ";
    let continues = |c: Option<char>| c.is_some_and(|c| ('\u{80}'..='\u{bf}').contains(&c) || BEYOND_LATIN.contains(c));
    let (mut doubled, mut others) = (0, 0);
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        let following = match c {
            '\u{c2}'..='\u{df}' => 1,
            'â' => 2,
            _ => 0,
        };
        if following > 0 && (0..following).all(|nth| continues(chars.clone().nth(nth))) {
            chars.nth(following - 1);
            doubled += 1;
        } else if !c.is_ascii() {
            others += 1;
        }
    }
    doubled >= DOUBLED && doubled > others
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, chardetng::Utf8Detection::Allow)
}

/// Encoding a page declares in its first 4 KiB: `<meta charset=…>`, `<meta http-equiv … charset=…>`, or the XML prolog.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_ascii_lowercase();
    let prolog = head.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>")).map(|(prolog, _)| prolog);
    let in_prolog = prolog.and_then(|prolog| label_after(prolog, "encoding"));
    let mut metas = head.match_indices("<meta").map(|(at, _)| head[at..].split('>').next().unwrap_or_default());
    let encoding = in_prolog.or_else(|| metas.find_map(|meta| label_after(meta, "charset")))?;
    // A page that could be read this far is not UTF-16, whatever it says.
    if encoding == UTF_16LE || encoding == UTF_16BE { Some(UTF_8) } else { Some(encoding) }
}

fn label_after(tag: &str, word: &str) -> Option<&'static Encoding> {
    let rest = &tag[tag.find(word)? + word.len()..];
    let value = rest.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
    let end = value.find(['"', '\'', ' ', ';', '/', '\n', '\r', '\t']).unwrap_or(value.len());
    Encoding::for_label(&value.as_bytes()[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRENCH: &str = "L'état-major a reçu les délégués à l'hôtel de ville, où l'on fêtait Noël dès le début de la soirée.";

    #[test]
    fn every_way_to_say_an_encoding_is_heard() {
        let latin = encoding_rs::WINDOWS_1252.encode(FRENCH).0.into_owned();
        let utf16: Vec<u8> = FRENCH.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let marked = [&b"\xff\xfe"[..], &utf16].concat();
        for (bytes, expected, guessed) in [
            (FRENCH.as_bytes().to_vec(), "UTF-8", false),
            ([b"\xef\xbb\xbf", FRENCH.as_bytes()].concat(), "UTF-8", false),
            (marked, "UTF-16LE", false),
            (utf16, "UTF-16LE", true),
            (latin, "windows-1252", true),
        ] {
            let got = decode(bytes, false);
            assert_eq!((got.text.as_str(), got.encoding, got.guessed, got.replaced), (FRENCH, expected, guessed, false));
        }
    }

    #[test]
    fn pages_declare_their_encoding() {
        let cyrillic = "Президент выступил с речью";
        for (head, encoding) in [
            ("<meta charset=windows-1251>", encoding_rs::WINDOWS_1251),
            ("<META http-equiv='Content-Type' content=\"text/html; Charset=koi8-r\">", encoding_rs::KOI8_R),
            ("<?xml version=\"1.0\" encoding=\"iso-8859-5\"?>", encoding_rs::ISO_8859_5),
        ] {
            let page = format!("{head}<p>{cyrillic}</p>");
            let got = decode(encoding.encode(&page).0.into_owned(), true);
            assert!(got.text.contains(cyrillic) && !got.guessed, "{head}: {}", got.text);
            assert_eq!(decode(page.into_bytes(), true).encoding, "UTF-8");
        }
    }

    #[test]
    fn damaged_utf8_stays_utf8() {
        let mut bytes = FRENCH.as_bytes().to_vec();
        bytes.push(0xc3);
        let got = decode(bytes, false);
        assert_eq!((got.encoding, got.replaced, got.guessed), ("UTF-8", true, false));
        assert!(got.text.starts_with(FRENCH));
    }

    #[test]
    fn a_page_that_is_not_what_it_declares_is_guessed() {
        let page = |words: &str| format!("<meta charset=\"utf-8\"><p>{words}</p>");
        for (encoding, words) in [(encoding_rs::WINDOWS_1252, FRENCH), (encoding_rs::WINDOWS_1251, "Президент выступил с речью в городе")]
        {
            let got = decode(encoding.encode(&page(words)).0.into_owned(), true);
            assert_eq!((got.text, got.encoding, got.guessed, got.replaced), (page(words), encoding.name(), true, false));
        }
        let cut = decode([page("cut off").as_bytes(), b"\xc3"].concat(), true);
        assert_eq!((cut.encoding, cut.guessed, cut.replaced), ("UTF-8", false, true));
    }

    #[test]
    fn what_was_encoded_twice_is_told_from_what_looks_like_it() {
        let again = |text: &str| encoding_rs::WINDOWS_1252.decode_without_bom_handling(text.as_bytes()).0.into_owned();
        let others = [
            "Президент выступил с речью",
            "He said “no”, and – it’s known – left…",
            "Déjà ! « Voilà\u{a0}», dit-elle à Noël, où l'été s'achève.",
        ];
        for text in [FRENCH].into_iter().chain(others) {
            assert!(is_doubled(&again(text)) && !is_doubled(text), "{text}");
        }
        for text in ["", "ASCII", "On lit « Ã© », « Ã¨ » ou « Ã  » à la place des lettres accentuées é, è et à dès qu'une page est relue."]
        {
            assert!(!is_doubled(text), "{text}");
        }
    }

    #[test]
    fn no_bytes_are_an_empty_text() {
        assert_eq!(decode(Vec::new(), true).text, "");
    }
}
