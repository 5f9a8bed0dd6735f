//! What is kept of one object of a file: a small tree of the parts that [`crate::shape`] names, and of nothing else.

use std::borrow::Cow;

/// A part of an object. A part of the wrong kind never gets here: it counts as missing, and is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value<'a> {
    /// Missing, or null.
    Null,
    /// A text, a number as it is written, `true` or `false`.
    Scalar(Cow<'a, str>),
    /// A list.
    List(Vec<Value<'a>>),
    /// Keys and values in the order of the file. Of a key that is there twice, the last counts.
    Map(Vec<(Cow<'a, str>, Value<'a>)>),
}

static NULL: Value<'static> = Value::Null;

impl<'a> Value<'a> {
    /// The value of a key; null where there is none.
    pub fn get(&self, key: &str) -> &Value<'a> {
        let found = self.entries().iter().rev().find(|(name, _)| name == key);
        found.map_or(&NULL, |(_, value)| value)
    }

    /// The value at the end of a path of keys.
    pub fn at(&self, path: &[&str]) -> &Value<'a> {
        path.iter().fold(self, |value, key| value.get(key))
    }

    /// Whether there is nothing.
    pub fn is_null(&self) -> bool {
        matches!(self, Value::Null)
    }

    /// A text or a number as it is written.
    pub fn text(&self) -> Option<&str> {
        match self {
            Value::Scalar(text) => Some(text),
            _ => None,
        }
    }

    /// The same, empty where there is none.
    pub fn str(&self) -> &str {
        self.text().unwrap_or_default()
    }

    /// Whether it is `true`.
    pub fn is_true(&self) -> bool {
        self.text() == Some("true")
    }

    /// A whole number from 0 up.
    pub fn count(&self) -> Option<u32> {
        self.text()?.parse().ok()
    }

    /// The entries of a list; none of anything else.
    pub fn list(&self) -> &[Value<'a>] {
        match self {
            Value::List(items) => items,
            _ => &[],
        }
    }

    /// The entries of a map, doubled keys included; none of anything else.
    pub fn entries(&self) -> &[(Cow<'a, str>, Value<'a>)] {
        match self {
            Value::Map(entries) => entries,
            _ => &[],
        }
    }

    /// The entries of a map of texts, each key once, in the order of the keys.
    pub fn texts(&self) -> Vec<(&str, &str)> {
        let mut texts: Vec<(&str, &str)> = Vec::new();
        for (key, value) in self.entries() {
            let (key, value) = (key.as_ref(), value.str());
            match texts.binary_search_by(|(own, _)| (*own).cmp(key)) {
                Ok(at) => texts[at].1 = value,
                Err(at) => texts.insert(at, (key, value)),
            }
        }
        texts
    }
}
