//! One record, read straight from its serialized form: only the fields of an article, borrowed where the form allows.
//!
//! Enters: any self-describing serde deserializer (JSON, YAML, TOML). Leaves: a [`Record`], and from it an [`Article`].
//! **Invariant:** values of unknown keys are passed over without being built; text and title are exactly as written.

use std::borrow::Cow;
use std::cell::RefCell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::fields::{Field, Keys};
use super::problem::{Note, SkipReason};
use crate::article::{Article, Date, DateError, Lang, Origin};
use crate::outlet::host;

/// The fields found in one record.
#[derive(Debug, Default)]
pub(super) struct Record<'de> {
    values: [Option<(u8, Cow<'de, str>)>; Field::ALL.len()],
    /// One bit per field that had a key, though perhaps no value.
    seen: u8,
}

impl<'de> Record<'de> {
    /// Reads a map; an error of the deserializer for anything else.
    pub(super) fn read<D: Deserializer<'de>>(keys: &Keys, deserializer: D) -> Result<Self, D::Error> {
        let mut record = Record::default();
        deserializer.deserialize_map(Level { keys, record: &mut record })?;
        Ok(record)
    }

    /// Keeps `value` unless a key of lower rank already gave one; of equal keys the last wins, as in other JSON readers.
    fn put(&mut self, (field, rank): (Field, u8), value: Option<Cow<'de, str>>) {
        self.seen |= 1 << field as u8;
        let Some(value) = value.filter(|value| !value.trim().is_empty()) else { return };
        let slot = &mut self.values[field as usize];
        if slot.as_ref().is_none_or(|(held, _)| rank <= *held) {
            *slot = Some((rank, value));
        }
    }

    fn get(&self, field: Field) -> Option<&str> {
        self.values[field as usize].as_ref().map(|(_, value)| value.trim())
    }

    /// One bit per field whose key was there.
    pub(super) fn seen(&self) -> u8 {
        self.seen
    }

    /// Whether the record names its article.
    pub(super) fn has_id(&self) -> bool {
        self.get(Field::Id).is_some()
    }

    /// Puts `text` in place of whatever text the record has.
    pub(super) fn set_text(&mut self, text: String) {
        let value = (!text.trim().is_empty()).then_some((0, Cow::Owned(text)));
        self.values[Field::Text as usize] = value;
    }

    /// The same record, borrowing nothing.
    pub(super) fn into_owned(mut self) -> Record<'static> {
        let owned = |(rank, value): (u8, Cow<'de, str>)| (rank, Cow::Owned(value.into_owned()));
        Record { values: std::mem::take(&mut self.values).map(|value| value.map(owned)), seen: self.seen }
    }

    /// What the record says of its article; why it is none, if it has neither text nor title.
    pub(super) fn sighting(&self) -> Result<Sighting<'_>, SkipReason> {
        if self.get(Field::Text).is_none() && self.get(Field::Title).is_none() {
            let either = 1 << Field::Text as u8 | 1 << Field::Title as u8;
            return Err(if self.seen & either == 0 { SkipReason::NoText { fields: Vec::new() } } else { SkipReason::EmptyText });
        }
        let whole = |field: Field| self.values[field as usize].as_ref().map_or("", |(_, value)| value);
        let url = self.get(Field::Url);
        let source = match self.get(Field::Source) {
            Some(address) if address.contains("://") => Some(host(address).unwrap_or(Cow::Borrowed(address))),
            Some(name) => Some(Cow::Borrowed(name)),
            None => url.and_then(host),
        };
        let date = self.get(Field::Date).map(read_date).transpose();
        let sighting = Sighting {
            id: self.get(Field::Id),
            title: whole(Field::Title),
            text: whole(Field::Text),
            source,
            url,
            lang: self.get(Field::Lang).and_then(Lang::parse),
            date: *date.as_ref().unwrap_or(&None),
            date_error: date.err(),
        };
        let byte_count = sighting.text.len().max(sighting.title.len()) as u64;
        longest(byte_count, u32::MAX.into()).map(|()| sighting)
    }

    /// The article, with `fallback_id` where the record names none. An unreadable date is left out and noted.
    pub(super) fn into_article(
        self,
        origin: Origin,
        fallback_id: impl FnOnce() -> String,
        notes: &mut Vec<Note>,
    ) -> Result<Article, SkipReason> {
        let mut sighting = self.sighting()?;
        notes.extend(sighting.date_error.take().map(|error| Note::UnreadableDate { origin: origin.clone(), error }));
        Ok(sighting.into_article(origin, fallback_id))
    }
}

/// An article as a record shows it, borrowed from the record.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Sighting<'r> {
    /// As [`Article::id`]; `None` where the record names none.
    pub id: Option<&'r str>,
    /// As [`Article::title`].
    pub title: &'r str,
    /// As [`Article::text`].
    pub text: &'r str,
    /// As [`Article::source`].
    pub source: Option<Cow<'r, str>>,
    /// As [`Article::url`].
    pub url: Option<&'r str>,
    /// As [`Article::lang`].
    pub lang: Option<Lang>,
    /// As [`Article::date`].
    pub date: Option<Date>,
    /// Why the date given is none.
    pub(super) date_error: Option<DateError>,
}

impl<'r> Sighting<'r> {
    pub(super) fn of(article: &'r Article) -> Self {
        Sighting {
            id: Some(&article.id),
            title: &article.title,
            text: &article.text,
            source: article.source.as_deref().map(Cow::Borrowed),
            url: article.url.as_deref(),
            lang: article.lang,
            date: article.date,
            date_error: None,
        }
    }

    /// The article itself, with `fallback_id` where it has none.
    pub fn into_article(self, origin: Origin, fallback_id: impl FnOnce() -> String) -> Article {
        Article {
            id: self.id.map_or_else(fallback_id, str::to_owned),
            title: self.title.to_owned(),
            text: self.text.to_owned(),
            source: self.source.map(Cow::into_owned),
            date: self.date,
            url: self.url.map(str::to_owned),
            lang: self.lang,
            origin,
        }
    }
}

/// Fractions of a second since 1970 are dropped.
pub(super) fn read_date(given: &str) -> Result<Date, DateError> {
    Date::parse(given.split_once('.').filter(|_| given.parse::<f64>().is_ok()).map_or(given, |(whole, _)| whole))
}

/// Refuses what spans could not address.
fn longest(byte_count: u64, limit: u64) -> Result<(), SkipReason> {
    if byte_count > limit { Err(SkipReason::TooLarge { byte_count, limit }) } else { Ok(()) }
}

thread_local! {
    /// Strings of records that are gone, to be written anew: a text is as long as the next, and asking for memory costs more than copying.
    static SPARE: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// Most strings kept, and the longest.
const SPARE_STRINGS: usize = 8;
const SPARE_BYTES: usize = 1 << 20;

/// A copy of `value` in the memory of a string that is gone.
fn written_anew(value: &str) -> String {
    let mut string = SPARE.with_borrow_mut(Vec::pop).unwrap_or_default();
    string.clear();
    string.push_str(value);
    string
}

impl Drop for Record<'_> {
    fn drop(&mut self) {
        SPARE.with_borrow_mut(|spare| {
            for value in &mut self.values {
                if let Some((_, Cow::Owned(string))) = value.take()
                    && spare.len() < SPARE_STRINGS
                    && string.capacity() <= SPARE_BYTES
                {
                    spare.push(string);
                }
            }
        });
    }
}

/// Reads the keys of one object into a record.
struct Level<'k, 'r, 'de> {
    keys: &'k Keys,
    record: &'r mut Record<'de>,
}

impl<'de> Visitor<'de> for Level<'_, '_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with the fields of an article")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key_seed(KeyName(self.keys))? {
            match key {
                None => {
                    map.next_value::<IgnoredAny>()?;
                }
                Some(key) => match (&key.nested, key.field) {
                    (Some(nested), field) => map.next_value_seed(Nested { keys: nested, field, record: &mut *self.record })?,
                    (None, Some(field)) => {
                        let value = map.next_value_seed(Value { joined: field.0 == Field::Text })?;
                        self.record.put(field, value);
                    }
                    (None, None) => {
                        map.next_value::<IgnoredAny>()?;
                    }
                },
            }
        }
        Ok(())
    }
}

/// Looks a key up without keeping it.
struct KeyName<'k>(&'k Keys);

impl<'de, 'k> DeserializeSeed<'de> for KeyName<'k> {
    type Value = Option<&'k super::fields::Key>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de, 'k> Visitor<'de> for KeyName<'k> {
    type Value = Option<&'k super::fields::Key>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E>(self, name: &str) -> Result<Self::Value, E> {
        Ok(self.0.get(name))
    }
}

/// A key under which fields are sought: its own value counts where it is no object.
struct Nested<'k, 'r, 'de> {
    keys: &'k Keys,
    field: Option<(Field, u8)>,
    record: &'r mut Record<'de>,
}

impl<'de> DeserializeSeed<'de> for Nested<'_, '_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Nested<'_, '_, 'de> {
    fn put<E>(self, value: Option<Cow<'de, str>>) -> Result<(), E> {
        if let Some(field) = self.field {
            self.record.put(field, value);
        }
        Ok(())
    }
}

impl<'de> Visitor<'de> for Nested<'_, '_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        Level { keys: self.keys, record: self.record }.visit_map(map)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<(), A::Error> {
        let joined = self.field.is_some_and(|(field, _)| field == Field::Text);
        let value = Value { joined }.visit_seq(seq)?;
        self.put(value)
    }

    fn visit_borrowed_str<E>(self, value: &'de str) -> Result<(), E> {
        self.put(Some(Cow::Borrowed(value)))
    }

    fn visit_str<E>(self, value: &str) -> Result<(), E> {
        self.put(Some(Cow::Owned(value.to_owned())))
    }

    fn visit_i64<E>(self, value: i64) -> Result<(), E> {
        self.put(Some(Cow::Owned(value.to_string())))
    }

    fn visit_u64<E>(self, value: u64) -> Result<(), E> {
        self.put(Some(Cow::Owned(value.to_string())))
    }

    fn visit_f64<E>(self, value: f64) -> Result<(), E> {
        self.put(Some(Cow::Owned(value.to_string())))
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        self.put(None)
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        self.put(None)
    }

    fn visit_none<E>(self) -> Result<(), E> {
        self.put(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

/// Keys under which an object in place of a plain value says what it stands for, the best first: names of outlets as news
/// interfaces give them, and MongoDB's extended JSON.
const INNER: [&str; 8] = ["name", "text", "title", "uri", "domain", "value", "$date", "$oid"];

/// The string a value stands for, if any: itself, a number's digits, a list's members, an object's name.
struct Value {
    /// Members of a list are lines of one text; otherwise the first alone counts.
    joined: bool,
}

impl<'de> DeserializeSeed<'de> for Value {
    type Value = Option<Cow<'de, str>>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Value {
    type Value = Option<Cow<'de, str>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_borrowed_str<E>(self, value: &'de str) -> Result<Self::Value, E> {
        Ok(Some(Cow::Borrowed(value)))
    }

    fn visit_str<E>(self, value: &str) -> Result<Self::Value, E> {
        Ok(Some(Cow::Owned(written_anew(value))))
    }

    fn visit_string<E>(self, value: String) -> Result<Self::Value, E> {
        Ok(Some(Cow::Owned(value)))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Self::Value, E> {
        Ok(Some(Cow::Owned(value.to_string())))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Self::Value, E> {
        Ok(Some(Cow::Owned(value.to_string())))
    }

    fn visit_i128<E>(self, value: i128) -> Result<Self::Value, E> {
        Ok(Some(Cow::Owned(value.to_string())))
    }

    fn visit_u128<E>(self, value: u128) -> Result<Self::Value, E> {
        Ok(Some(Cow::Owned(value.to_string())))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Self::Value, E> {
        Ok(Some(Cow::Owned(value.to_string())))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_none<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut whole: Option<Cow<'de, str>> = None;
        while let Some(member) = seq.next_element_seed(Value { joined: self.joined })? {
            match (&mut whole, member) {
                (None, member) => whole = member,
                (Some(whole), Some(member)) if self.joined => {
                    let whole = whole.to_mut();
                    whole.push('\n');
                    whole.push_str(&member);
                }
                _ => {}
            }
        }
        Ok(whole)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut best: Option<(usize, Cow<'de, str>)> = None;
        while let Some(key) = map.next_key::<Cow<'de, str>>()? {
            match INNER.iter().position(|name| key.eq_ignore_ascii_case(name)) {
                Some(rank) if best.as_ref().is_none_or(|(held, _)| rank <= *held) => {
                    let value = map.next_value_seed(Value { joined: self.joined })?;
                    best = value.map(|value| (rank, value)).or(best);
                }
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(best.map(|(_, value)| value))
    }
}

/// Most key names in a message.
pub(super) const MOST_KEYS: usize = 12;

/// The first key names of an object in JSON, in their order, for messages; `None` if it is none.
pub(super) fn keys(json: &[u8]) -> Option<Vec<String>> {
    let json = json.strip_prefix(b"\xef\xbb\xbf").unwrap_or(json);
    KeyList.deserialize(&mut serde_json::Deserializer::from_slice(json)).ok()
}

struct KeyList;

impl<'de> DeserializeSeed<'de> for KeyList {
    type Value = Vec<String>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for KeyList {
    type Value = Vec<String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut names = Vec::new();
        while let Some(name) = map.next_key::<Cow<'de, str>>()? {
            map.next_value::<IgnoredAny>()?;
            if names.len() < MOST_KEYS {
                names.push(name.chars().take(40).collect());
            }
        }
        Ok(names)
    }
}

#[cfg(test)]
mod tests {
    use super::super::fields::FieldNames;
    use super::*;

    fn article(json: &str) -> Result<Article, SkipReason> {
        let keys = Keys::new(&FieldNames::default());
        let record = Record::read(&keys, &mut serde_json::Deserializer::from_str(json)).unwrap();
        record.into_article(Origin::default(), || "fallback".into(), &mut Vec::new())
    }

    #[test]
    fn records_of_many_shapes_are_read() {
        for (json, id, title, text, source) in [
            (r#"{"id":7,"title":"T","text":"B"}"#, "7", "T", "B", None),
            (r#"{"ID":"x","HeadLine":"T","maintext":"B","content":"C"}"#, "x", "T", "B", None),
            (r#"{"content":"C","text":"","body":"B"}"#, "fallback", "", "B", None),
            (r#"{"text":["one","two",null],"uri":"u1"}"#, "u1", "", "one\ntwo", None),
            (r#"{"text":[{"text":"one"},{"text":"two"}]}"#, "fallback", "", "one\ntwo", None),
            (r#"{"metadata":{"title":"T","id":3},"text":"B"}"#, "3", "T", "B", None),
            (r#"{"metadata":"none","text":"B","url":"https://www.Journal.example:80/a"}"#, "fallback", "", "B", Some("journal.example")),
            (r#"{"text":"B","source":{"uri":"j.example","title":"Journal"}}"#, "fallback", "", "B", Some("Journal")),
            (r#"{"text":"B","source":{"id":null,"name":"Journal"},"url":"http://a.example"}"#, "fallback", "", "B", Some("Journal")),
            (r#"{"text":"B","source":"https://www.a.example/rss"}"#, "fallback", "", "B", Some("a.example")),
            (r#"{"text":"B","source":null,"link":"//b.example/1"}"#, "fallback", "", "B", Some("b.example")),
            (r#"{"text":"a &amp; b","extra":[[{"deep":{}}]],"_id":{"$oid":"1"}}"#, "fallback", "", "a &amp; b", None),
            (r#"{"title":"Only a headline"}"#, "fallback", "Only a headline", "", None),
            (r#"{"text":"old","text":"new"}"#, "fallback", "", "new", None),
        ] {
            let got = article(json).unwrap();
            assert_eq!(
                (got.id.as_str(), got.title.as_str(), got.text.as_str(), got.source.as_deref()),
                (id, title, text, source),
                "{json}"
            );
        }
    }

    #[test]
    fn dates_come_as_strings_numbers_and_objects() {
        for (json, expected) in [
            (r#"{"text":"B","date":"2018-02-08"}"#, Some("2018-02-08")),
            (r#"{"text":"B","dateTime":1518099960}"#, Some("2018-02-08T14:26:00Z")),
            (r#"{"text":"B","date":1518099960.25}"#, Some("2018-02-08T14:26:00Z")),
            (r#"{"text":"B","created":{"$date":"2018-02-08T14:26:00Z"}}"#, Some("2018-02-08T14:26:00Z")),
            (r#"{"text":"B","date":"soon","published":"2018-02-08"}"#, None),
            (r#"{"text":"B","date":null,"published":"2018-02-08"}"#, Some("2018-02-08")),
        ] {
            assert_eq!(article(json).unwrap().date.map(|date| date.to_string()).as_deref(), expected, "{json}");
        }
    }

    #[test]
    fn records_without_words_say_why() {
        assert_eq!(article(r#"{"texte":"B"}"#), Err(SkipReason::NoText { fields: Vec::new() }));
        assert_eq!(article(r#"{"text":" \n"}"#), Err(SkipReason::EmptyText));
        assert_eq!(article(r#"{"text":null,"title":""}"#), Err(SkipReason::EmptyText));
    }

    #[test]
    fn texts_beyond_the_limit_are_refused() {
        assert_eq!(longest(4, 3), Err(SkipReason::TooLarge { byte_count: 4, limit: 3 }));
        assert_eq!(longest(4, 4), Ok(()));
    }
}
