//! Metadata at the head of a text file, between two lines of `---` (YAML) or `+++` (TOML).
//!
//! Enters: the text of a file. Leaves: the record in its front matter, and the text after it.
//! **Invariant:** behind the front matter only blank lines are lost; what stands between the fences and is no table is told, not passed
//! over.
//! **Source:** the convention of Jekyll and Hugo; YAML 1.2, TOML 1.0.

use super::fields::Keys;
use super::record::Record;

/// Splits `text`. `Ok(None)` where it has no front matter; the parser's reason where it has one that is no table.
/// Blank lines after the front matter belong to it.
pub(super) fn read<'t>(text: &'t str, keys: &Keys) -> Result<Option<(Record<'static>, &'t str)>, String> {
    let Some((fence, matter, body)) = split(text) else { return Ok(None) };
    let record = if fence == "---" { yaml(matter, keys) } else { toml(matter, keys) }?;
    Ok(Some((record, without_blank_lines(body))))
}

/// Fence, what is between the fences, what comes after. A first line of dashes without a second is a rule, not front matter.
fn split(text: &str) -> Option<(&'static str, &str, &str)> {
    let fence = ["---", "+++"].into_iter().find(|fence| text.starts_with(fence))?;
    let (first, rest) = text.split_once('\n')?;
    if first.trim_end() != fence {
        return None;
    }
    let mut at = 0;
    for line in rest.split_inclusive('\n') {
        if line.trim_end() == fence || fence == "---" && line.trim_end() == "..." {
            return Some((fence, &rest[..at], &rest[at + line.len()..]));
        }
        at += line.len();
    }
    None
}

fn without_blank_lines(text: &str) -> &str {
    let blank: usize = text.split_inclusive('\n').take_while(|line| line.trim().is_empty()).map(str::len).sum();
    &text[blank..]
}

fn yaml(matter: &str, keys: &Keys) -> Result<Record<'static>, String> {
    let record = serde_saphyr::with_deserializer_from_str(matter, |deserializer| Record::read(keys, deserializer).map(Record::into_owned));
    record.map_err(|error| error.to_string().lines().next().unwrap_or_default().to_owned())
}

fn toml(matter: &str, keys: &Keys) -> Result<Record<'static>, String> {
    let table: toml::Table = matter.parse().map_err(|error: toml::de::Error| error.message().to_owned())?;
    let mut table = toml::Value::Table(table);
    write_dates_out(&mut table);
    Record::read(keys, table).map(Record::into_owned).map_err(|error| error.message().to_owned())
}

/// Dates of TOML are a type of their own, which no plain reader knows.
fn write_dates_out(value: &mut toml::Value) {
    match value {
        toml::Value::Datetime(date) => *value = toml::Value::String(date.to_string()),
        toml::Value::Array(members) => members.iter_mut().for_each(write_dates_out),
        toml::Value::Table(table) => table.iter_mut().for_each(|(_, value)| write_dates_out(value)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::super::fields::FieldNames;
    use super::*;
    use crate::article::Origin;

    #[test]
    fn front_matter_is_read_and_cut_off() {
        let keys = Keys::new(&FieldNames::default());
        for (text, expected) in [
            (
                "---\ntitle: Le titre\ndate: 2018-02-08\nid: 7\ntags: [a, b]\n---\n\n \nBody\n",
                Some(("Le titre", "7", "2018-02-08", "Body\n")),
            ),
            ("---\r\ntitle: 'A: b'\r\ndate: 2018-02-08\r\nid: x\r\n...\r\n  Body", Some(("A: b", "x", "2018-02-08", "  Body"))),
            ("+++\ntitle = \"T\"\ndate = 2018-02-08\nid = 3\n+++\nBody", Some(("T", "3", "2018-02-08", "Body"))),
            ("+++\ndate = 2018-02-08T10:00:00Z\n[metadata]\nid = \"m\"\n+++\n", Some(("", "m", "2018-02-08T10:00:00Z", ""))),
            ("---\nA rule opens this text.\n", None),
            ("----\ntitle: x\n----\n", None),
            ("No front matter", None),
            ("", None),
        ] {
            let got = read(text, &keys).unwrap().map(|(mut record, body)| {
                record.set_text(body.to_owned());
                let article = record.into_article(Origin::default(), String::new, &mut Vec::new());
                (article.unwrap_or_default(), body)
            });
            let got =
                got.as_ref().map(|(a, body)| (a.title.clone(), a.id.clone(), a.date.map(|d| d.to_string()).unwrap_or_default(), *body));
            if let (Some(got), Some(expected)) = (&got, expected) {
                // A body without words makes no article; its metadata is not looked at.
                if !expected.3.is_empty() {
                    assert_eq!((got.0.as_str(), got.1.as_str(), got.2.as_str(), got.3), expected, "{text:?}");
                }
            } else {
                assert_eq!(got.is_some(), expected.is_some(), "{text:?}");
            }
        }
    }

    #[test]
    fn what_is_no_table_is_told() {
        let keys = Keys::new(&FieldNames::default());
        for text in ["---\njust words\n---\nBody", "---\na: [\n---\nBody", "---\n- a\n---\n", "+++\na = \n+++\nBody"] {
            assert!(read(text, &keys).is_err(), "{text:?}");
        }
    }
}
