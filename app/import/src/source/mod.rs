//! From the bytes of a file to objects, one after the other: JSON and YAML are read by the same rules, as a stream.
//!
//! The shape bounds what is held and how deep anything goes; no input makes these functions call themselves deeper.

pub mod json;
pub mod yaml;

use crate::shape::{OBJECT, Shape};
use crate::value::Value;
use std::borrow::Cow;

/// The beginning of a value.
pub enum Start<'a> {
    /// Null, or nothing.
    Null,
    /// A text, a number, true or false: all of it.
    Scalar(Cow<'a, str>),
    /// A list; its items follow.
    List,
    /// A map; its keys follow.
    Map,
}

/// Why the rest of a document cannot be read: the end of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken(pub String);

/// A stream of values: JSON or YAML. Each is asked through calls, so that the code that asks is there once.
pub trait Source<'a> {
    /// Whether `<<` takes over the keys of another map.
    fn merges(&self) -> bool;
    /// The beginning of the next value.
    fn start(&mut self) -> Result<Start<'a>, Broken>;
    /// The next key of the map that was begun last, `None` at its end.
    fn key(&mut self) -> Result<Option<Cow<'a, str>>, Broken>;
    /// Whether another item follows in the list that was begun last.
    fn item(&mut self) -> Result<bool, Broken>;
    /// Leaves the next value out.
    fn skip(&mut self) -> Result<(), Broken>;
    /// How many bytes have been read.
    fn position(&self) -> usize;
}

/// Where objects go, one after the other.
pub trait Sink {
    /// An object, with the kind that its list gives it where it has none itself, and what of it was of the wrong kind.
    fn object(&mut self, kind: Option<&str>, object: Value<'_>, wrong: Vec<String>);
    /// So many bytes have been read.
    fn read(&mut self, bytes: usize);
}

/// What was found in a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Objects that were handed over.
    pub objects: usize,
    /// Whether it looked like an object of Kubernetes at all.
    pub is_kubernetes: bool,
}

/// Reads a document: an object, a list of them with `items`, or a list of either.
pub fn document<'a>(source: &mut dyn Source<'a>, sink: &mut dyn Sink, found: &mut Found) -> Result<(), Broken> {
    match source.start()? {
        Start::Map => object(source, sink, found),
        Start::List => {
            while source.item()? {
                match source.start()? {
                    Start::Map => object(source, sink, found)?,
                    other => rest(source, &other)?,
                }
            }
            Ok(())
        }
        Start::Null | Start::Scalar(_) => Ok(()),
    }
}

/// An object whose map has begun. Its `items` are handed over as they come.
fn object<'a>(source: &mut dyn Source<'a>, sink: &mut dyn Sink, found: &mut Found) -> Result<(), Broken> {
    let mut builder = Builder::default();
    let (mut entries, mut is_list) = (Vec::new(), false);
    let Shape::Keys(keys) = &OBJECT else { return Ok(()) };
    while let Some(key) = source.key()? {
        found.is_kubernetes |= matches!(key.as_ref(), "apiVersion" | "kind" | "items" | "metadata");
        if key == "items" {
            let kind =
                entries.iter().find_map(|(name, value): &(Cow<str>, Value)| (name == "kind").then(|| value.str()));
            let kind =
                kind.and_then(|kind| kind.strip_suffix("List")).filter(|kind| !kind.is_empty()).map(str::to_owned);
            is_list |= items(source, sink, found, kind.as_deref())?;
        } else {
            builder.entry(source, keys, key, &mut entries)?;
        }
    }
    if !is_list {
        found.objects += 1;
        sink.object(None, Value::Map(entries), builder.wrong);
    }
    sink.read(source.position());
    Ok(())
}

/// The items of a list, each as an object. Whether it was a list.
fn items<'a>(
    source: &mut dyn Source<'a>,
    sink: &mut dyn Sink,
    found: &mut Found,
    kind: Option<&str>,
) -> Result<bool, Broken> {
    let start = source.start()?;
    if !matches!(start, Start::List) {
        rest(source, &start)?;
        return Ok(matches!(start, Start::Null));
    }
    while source.item()? {
        let mut builder = Builder::default();
        let object = builder.value(source, &OBJECT)?;
        found.objects += 1;
        sink.object(kind, object, builder.wrong);
        sink.read(source.position());
    }
    Ok(true)
}

/// Leaves out what is left of a value that has begun.
fn rest<'a>(source: &mut dyn Source<'a>, start: &Start) -> Result<(), Broken> {
    match start {
        Start::Null | Start::Scalar(_) => {}
        Start::List => {
            while source.item()? {
                source.skip()?;
            }
        }
        Start::Map => {
            while source.key()?.is_some() {
                source.skip()?;
            }
        }
    }
    Ok(())
}

/// Builds a value of a shape, and notes what is of another kind.
#[derive(Default)]
struct Builder {
    path: Vec<&'static str>,
    wrong: Vec<String>,
}

/// No more is said of one object.
const MAX_WRONG: usize = 5;
/// More entries of a list than this are left out.
const MAX_ITEMS: usize = 500;
/// More labels or amounts than this are left out.
const MAX_LABELS: usize = 1_000;

impl Builder {
    fn value<'a>(&mut self, source: &mut dyn Source<'a>, shape: &'static Shape) -> Result<Value<'a>, Broken> {
        let start = source.start()?;
        match (shape, start) {
            (_, Start::Null) => Ok(Value::Null),
            (Shape::Scalar, Start::Scalar(text)) => Ok(Value::Scalar(text)),
            (Shape::Labels, Start::Map) => self.labels(source),
            (Shape::Keys(keys), Start::Map) => {
                let mut entries = Vec::new();
                while let Some(key) = source.key()? {
                    self.entry(source, keys, key, &mut entries)?;
                }
                Ok(Value::Map(entries))
            }
            (Shape::Each(shape), Start::List) => {
                let mut items = Vec::new();
                while source.item()? {
                    match items.len() < MAX_ITEMS {
                        true => items.push(self.value(source, shape)?),
                        false => source.skip()?,
                    }
                }
                if items.len() == MAX_ITEMS {
                    self.wrong
                        .push(format!("{} has {MAX_ITEMS} entries or more; the rest is left out", self.path.join(".")));
                }
                Ok(Value::List(items))
            }
            (_, start) => {
                self.note(shape, &start);
                rest(source, &start)?;
                Ok(Value::Null)
            }
        }
    }

    /// The value of a key that has been read, if it is wanted.
    fn entry<'a>(
        &mut self,
        source: &mut dyn Source<'a>,
        keys: &'static [(&'static str, Shape)],
        key: Cow<'a, str>,
        entries: &mut Vec<(Cow<'a, str>, Value<'a>)>,
    ) -> Result<(), Broken> {
        if let Some((name, shape)) = keys.iter().find(|(name, _)| *name == key) {
            self.path.push(name);
            entries.push((Cow::Borrowed(name), self.value(source, shape)?));
            self.path.pop();
            return Ok(());
        }
        if !(source.merges() && key == "<<") {
            return source.skip();
        }
        let mut inherited = Vec::new();
        let start = source.start()?;
        if let Start::Map = start {
            while let Some(key) = source.key()? {
                match keys.iter().find(|(name, _)| *name == key) {
                    Some((name, shape)) => inherited.push((Cow::Borrowed(*name), self.value(source, shape)?)),
                    None => source.skip()?,
                }
            }
        } else {
            rest(source, &start)?;
        }
        // the last of a key counts, so own keys beat inherited ones
        inherited.append(entries);
        *entries = inherited;
        Ok(())
    }

    fn labels<'a>(&mut self, source: &mut dyn Source<'a>) -> Result<Value<'a>, Broken> {
        let (mut entries, mut inherited) = (Vec::new(), Vec::new());
        while let Some(key) = source.key()? {
            let is_merge = source.merges() && key == "<<";
            match source.start()? {
                Start::Scalar(text) if entries.len() < MAX_LABELS => entries.push((key, Value::Scalar(text))),
                Start::Null | Start::Scalar(_) => {}
                Start::Map if is_merge => {
                    while let Some(key) = source.key()? {
                        match source.start()? {
                            Start::Scalar(text) if inherited.len() < MAX_LABELS => {
                                inherited.push((key, Value::Scalar(text)))
                            }
                            start => rest(source, &start)?,
                        }
                    }
                }
                start => {
                    self.note(&Shape::Scalar, &start);
                    rest(source, &start)?;
                }
            }
        }
        inherited.append(&mut entries);
        Ok(Value::Map(inherited))
    }

    fn note(&mut self, shape: &Shape, start: &Start) {
        if self.wrong.len() >= MAX_WRONG {
            return;
        }
        let wanted = match shape {
            Shape::Scalar => "a text or a number",
            Shape::Labels | Shape::Keys(_) => "a map",
            Shape::Each(_) => "a list",
        };
        let found = match start {
            Start::Null => "nothing",
            Start::Scalar(_) => "a text or a number",
            Start::List => "a list",
            Start::Map => "a map",
        };
        let path = if self.path.is_empty() { "an item".to_owned() } else { self.path.join(".") };
        self.wrong.push(format!("{path} is {found}; it takes {wanted}"));
    }
}
