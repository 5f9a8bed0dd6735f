//! YAML, document by document.
//!
//! A line that begins with `---` ends a document whatever it is in, so a slip in one document leaves the others. What
//! an anchor marks is kept as events and replayed where it is named, up to a limit: a file cannot make itself larger.

use crate::format::has_part;
use crate::source::json::Outcome;
use crate::source::{Broken, Found, Sink, Source, Start, document};
use std::borrow::Cow;
use std::collections::VecDeque;
use std::rc::Rc;
use std::str::Chars;
use yaml_rust2::Event;
use yaml_rust2::parser::Parser;
use yaml_rust2::scanner::TScalarStyle;

/// More events than this are not replayed for anchors in one document.
const MAX_REPLAYED: usize = 200_000;
/// Deeper nesting than this is no object of Kubernetes.
const MAX_DEPTH: usize = 200;
const MAX_PROBLEMS: usize = 20;

/// A part of a value.
#[derive(Clone)]
enum Part {
    Null,
    Scalar(Rc<str>),
    List,
    Map,
    End,
}

struct Yaml<'a> {
    parser: Parser<Chars<'a>>,
    /// Parts that come before those of the parser: of an alias, or looked at too early.
    queue: VecDeque<Part>,
    /// What anchors mark, whole, each with its number.
    anchors: Vec<(usize, Rc<[Part]>)>,
    /// Anchors whose value has begun: id, depth at which it began, its parts so far.
    open: Vec<(usize, usize, Vec<Part>)>,
    depth: usize,
    replayed: usize,
    bytes: usize,
    /// A key was a list or a map: `{{ .Values.name }}` reads so.
    has_odd_key: bool,
}

/// Reads every document of a file.
pub fn read(text: &str, sink: &mut dyn Sink) -> Outcome {
    let (mut outcome, mut at) = (Outcome::default(), 0);
    for part in documents(text) {
        let begin = at;
        at += part.len();
        if part.lines().all(is_blank) {
            continue;
        }
        let mut yaml = Yaml::of(part, at);
        let mut found = Found::default();
        let read = yaml.begin().and_then(|()| document(&mut yaml, sink, &mut found)).and_then(|()| yaml.end());
        outcome.objects += found.objects;
        outcome.documents += usize::from(found.is_kubernetes);
        let is_template = (read.is_err() || yaml.has_odd_key) && has_part(part, "{{");
        let why = match read {
            Err(Broken(why)) => format!("was left out: {why}"),
            Ok(()) if is_template => "has keys that are no texts".to_owned(),
            Ok(()) => String::new(),
        };
        if !why.is_empty() && outcome.problems.len() < MAX_PROBLEMS {
            let line = 1 + text[..begin].matches('\n').count();
            let helm =
                if is_template { ". It looks like a Helm template: give what `helm template` prints" } else { "" };
            outcome.problems.push(format!("The YAML document at line {line} {why}{helm}"));
        }
        sink.read(at);
    }
    outcome
}

fn is_blank(line: &str) -> bool {
    let line = line.trim();
    line.is_empty() || line.starts_with('#') || line.starts_with("---") || line == "..."
}

/// The documents, each from its `---` on.
fn documents(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let mut end = rest.len();
        for (at, _) in rest.match_indices('\n') {
            let after = rest[at + 1..].strip_prefix("---");
            if after.is_some_and(|after| after.chars().next().is_none_or(char::is_whitespace)) {
                end = at + 1;
                break;
            }
        }
        let (document, others) = rest.split_at(end);
        rest = others;
        Some(document)
    })
}

impl<'a> Yaml<'a> {
    fn of(text: &'a str, bytes: usize) -> Yaml<'a> {
        Yaml {
            parser: Parser::new_from_str(text),
            queue: VecDeque::new(),
            anchors: Vec::new(),
            open: Vec::new(),
            depth: 0,
            replayed: 0,
            bytes,
            has_odd_key: false,
        }
    }

    fn event(&mut self) -> Result<Event, Broken> {
        self.parser.next_token().map(|(event, _)| event).map_err(|error| {
            let line = error.marker().line();
            Broken(format!("{} (its line {line})", error.info()))
        })
    }

    /// Goes past what comes before the document's value.
    fn begin(&mut self) -> Result<(), Broken> {
        loop {
            match self.event()? {
                Event::StreamStart | Event::Nothing => {}
                Event::DocumentStart => return Ok(()),
                _ => return Err(Broken("it is empty".into())),
            }
        }
    }

    /// Whether the document ends where its value does.
    fn end(&mut self) -> Result<(), Broken> {
        match self.event()? {
            Event::DocumentEnd | Event::StreamEnd => Ok(()),
            _ => Err(Broken("it goes on after its end".into())),
        }
    }

    /// The next part, of an alias or of the text. Kept for the anchors that are open.
    fn part(&mut self) -> Result<Part, Broken> {
        if let Some(part) = self.queue.pop_front() {
            return Ok(part);
        }
        let (part, anchor) = match self.event()? {
            Event::Alias(id) => return self.alias(id),
            Event::Scalar(text, style, anchor, tag) => {
                let is_text = style != TScalarStyle::Plain || tag.is_some_and(|tag| tag.suffix == "str");
                let is_null = !is_text && matches!(text.as_str(), "" | "~" | "null" | "Null" | "NULL");
                (if is_null { Part::Null } else { Part::Scalar(text.into()) }, anchor)
            }
            Event::SequenceStart(anchor, _) => (Part::List, anchor),
            Event::MappingStart(anchor, _) => (Part::Map, anchor),
            Event::SequenceEnd | Event::MappingEnd => (Part::End, 0),
            _ => return Err(Broken("it ends too early".into())),
        };
        if anchor > 0 {
            self.open.push((anchor, self.depth, Vec::new()));
        }
        match part {
            Part::List | Part::Map => self.depth += 1,
            Part::End => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        if self.depth > MAX_DEPTH {
            return Err(Broken(format!("it is nested more than {MAX_DEPTH} levels deep")));
        }
        self.keep(std::slice::from_ref(&part))?;
        Ok(part)
    }

    /// Keeps parts for the open anchors, and closes those whose value is whole.
    fn keep(&mut self, parts: &[Part]) -> Result<(), Broken> {
        for (_, _, kept) in &mut self.open {
            kept.extend_from_slice(parts);
            self.replayed += parts.len();
        }
        self.bounded()?;
        while let Some((id, depth, _)) = self.open.last()
            && *depth == self.depth
        {
            let id = *id;
            if let Some((_, _, parts)) = self.open.pop() {
                self.anchors.push((id, parts.into()));
            }
        }
        Ok(())
    }

    /// The first part of what an alias names; the others are queued.
    fn alias(&mut self, id: usize) -> Result<Part, Broken> {
        let found = self.anchors.iter().rev().find(|(own, _)| *own == id);
        let Some(parts) = found.map(|(_, parts)| parts.clone()) else {
            return Err(Broken("it names an anchor inside itself".into()));
        };
        self.replayed += parts.len();
        self.bounded()?;
        self.keep(&parts)?;
        self.queue.extend(parts.iter().cloned());
        self.queue.pop_front().ok_or_else(|| Broken("an anchor marks nothing".into()))
    }

    fn bounded(&self) -> Result<(), Broken> {
        match self.replayed > MAX_REPLAYED {
            true => Err(Broken("its anchors repeat each other without end".into())),
            false => Ok(()),
        }
    }

    /// Leaves out a value whose first part has been read.
    fn skip_from(&mut self, part: &Part) -> Result<(), Broken> {
        let mut depth = usize::from(matches!(part, Part::List | Part::Map));
        while depth > 0 {
            match self.part()? {
                Part::List | Part::Map => depth += 1,
                Part::End => depth -= 1,
                _ => {}
            }
        }
        Ok(())
    }
}

impl<'a> Source<'a> for Yaml<'_> {
    fn merges(&self) -> bool {
        true
    }

    fn start(&mut self) -> Result<Start<'a>, Broken> {
        Ok(match self.part()? {
            Part::Null => Start::Null,
            Part::Scalar(text) => Start::Scalar(Cow::Owned(text.to_string())),
            Part::List => Start::List,
            Part::Map => Start::Map,
            Part::End => return Err(Broken("it ends too early".into())),
        })
    }

    fn key(&mut self) -> Result<Option<Cow<'a, str>>, Broken> {
        match self.part()? {
            Part::End => Ok(None),
            Part::Scalar(text) => Ok(Some(Cow::Owned(text.to_string()))),
            // a key that is no text is nobody's
            other => {
                self.has_odd_key = true;
                self.skip_from(&other)?;
                Ok(Some(Cow::Borrowed("")))
            }
        }
    }

    fn item(&mut self) -> Result<bool, Broken> {
        match self.part()? {
            Part::End => Ok(false),
            part => {
                self.queue.push_front(part);
                Ok(true)
            }
        }
    }

    fn skip(&mut self) -> Result<(), Broken> {
        let part = self.part()?;
        self.skip_from(&part)
    }

    fn position(&self) -> usize {
        self.bytes
    }
}
