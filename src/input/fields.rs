//! Which keys of a record hold which field of an article.
//!
//! Enters: the names the user gave. Leaves: a tree of keys, looked up while a record is parsed.
//! **Invariant:** a key is compared without regard to ASCII case; of several keys for one field the lowest rank wins, so the order of
//! keys in a record decides nothing.

/// Names of record fields in place of the known aliases; `None` keeps the aliases. A dotted path reaches into nested objects.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct FieldNames {
    /// Body.
    pub text: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// Identity.
    pub id: Option<String>,
    /// Publisher.
    pub source: Option<String>,
    /// Publication time.
    pub date: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// Language.
    pub lang: Option<String>,
}

/// One field of an article, as a position in a record's table of values.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Field {
    Text,
    Title,
    Id,
    Source,
    Date,
    Url,
    Lang,
}

impl Field {
    pub(super) const ALL: [Field; 7] = [Field::Text, Field::Title, Field::Id, Field::Source, Field::Date, Field::Url, Field::Lang];

    /// The word used in `--text-field` and the like.
    pub(super) fn word(self) -> &'static str {
        match self {
            Field::Text => "text",
            Field::Title => "title",
            Field::Id => "id",
            Field::Source => "source",
            Field::Date => "date",
            Field::Url => "url",
            Field::Lang => "lang",
        }
    }

    /// Known keys, the longest-established first.
    fn aliases(self) -> &'static [&'static str] {
        match self {
            Field::Text => &["text", "maintext", "plaintext", "body", "content"],
            Field::Title => &["title", "headline"],
            Field::Id => &["id", "uri"],
            Field::Source => &["source", "source_domain", "media_name", "outlet", "publisher", "series"],
            Field::Date => &[
                "date",
                "date_publish",
                "publish_date",
                "publishing_date",
                "datetime",
                "published",
                "created",
                "publishedat",
                "published_at",
            ],
            Field::Url => &["url", "link"],
            Field::Lang => &["lang", "language"],
        }
    }

    /// The name the user gave, if any.
    pub(super) fn named(self, names: &FieldNames) -> Option<&str> {
        match self {
            Field::Text => &names.text,
            Field::Title => &names.title,
            Field::Id => &names.id,
            Field::Source => &names.source,
            Field::Date => &names.date,
            Field::Url => &names.url,
            Field::Lang => &names.lang,
        }
        .as_deref()
    }
}

impl FieldNames {
    /// One bit per field that has a name.
    pub(super) fn mask(&self) -> u8 {
        Field::ALL.into_iter().filter(|field| field.named(self).is_some()).fold(0, |mask, field| mask | 1 << field as u8)
    }
}

/// Object under which scrapers keep the same fields once more.
const NESTED: &str = "metadata";

/// Rank of the first alias found in the nested object: after every alias at the top.
const NESTED_RANK: u8 = 64;

/// The keys of one level of a record.
#[derive(Debug, Default)]
pub(super) struct Keys(Vec<Key>);

/// What one key means.
#[derive(Debug)]
pub(super) struct Key {
    name: String,
    /// First byte of the name in lower case: most keys of a record are no field, and go by it.
    first: u8,
    /// The field whose value stands here, and its rank among the keys of that field.
    pub(super) field: Option<(Field, u8)>,
    /// The keys of an object that stands here.
    pub(super) nested: Option<Keys>,
}

impl Keys {
    /// Aliases, with those of a field replaced by the name the user gave it.
    pub(super) fn new(names: &FieldNames) -> Keys {
        let mut keys = Keys::default();
        for field in Field::ALL {
            if let Some(name) = field.named(names) {
                keys.insert(&[name], field, 0);
                let path: Vec<&str> = name.split('.').collect();
                if path.len() > 1 {
                    keys.insert(&path, field, 1);
                }
                continue;
            }
            for (rank, alias) in (0u8..).zip(field.aliases()) {
                keys.insert(&[alias], field, rank);
                keys.insert(&[NESTED, alias], field, NESTED_RANK + rank);
            }
        }
        keys
    }

    fn insert(&mut self, path: &[&str], field: Field, rank: u8) {
        let Some((first, rest)) = path.split_first() else { return };
        let at = self.0.iter().position(|key| key.name.eq_ignore_ascii_case(first)).unwrap_or_else(|| {
            let byte = first.as_bytes().first().map_or(0, u8::to_ascii_lowercase);
            self.0.push(Key { name: (*first).to_owned(), first: byte, field: None, nested: None });
            self.0.len() - 1
        });
        if rest.is_empty() {
            self.0[at].field.get_or_insert((field, rank));
        } else {
            self.0[at].nested.get_or_insert_default().insert(rest, field, rank);
        }
    }

    /// What `name` means at this level; `None` for a key of no interest.
    pub(super) fn get(&self, name: &str) -> Option<&Key> {
        let first = name.as_bytes().first()?.to_ascii_lowercase();
        self.0.iter().find(|key| key.first == first && key.name.eq_ignore_ascii_case(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn aliases_ignore_case_and_the_first_ranks_lowest() {
        let keys = Keys::new(&FieldNames::default());
        assert_eq!(keys.get("Text").unwrap().field, Some((Field::Text, 0)));
        assert_eq!(keys.get("CONTENT").unwrap().field, Some((Field::Text, 4)));
        assert_eq!(keys.get("dateTime").unwrap().field, Some((Field::Date, 4)));
        let nested = keys.get("metadata").unwrap().nested.as_ref().unwrap();
        assert_eq!(nested.get("title").unwrap().field, Some((Field::Title, NESTED_RANK)));
        assert!(keys.get("texte").is_none());
    }

    #[test]
    fn a_given_name_replaces_the_aliases_and_may_be_a_path_or_hold_a_full_stop() {
        let names = FieldNames { text: Some("article.body".into()), ..FieldNames::default() };
        let keys = Keys::new(&names);
        assert!(keys.get("text").is_none());
        assert_eq!(keys.get("article.body").unwrap().field, Some((Field::Text, 0)));
        assert_eq!(keys.get("article").unwrap().nested.as_ref().unwrap().get("body").unwrap().field, Some((Field::Text, 1)));
    }
}
