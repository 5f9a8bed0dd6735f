//! A small YAML writer: maps in the order given, with comments, and text that cannot escape its scalar.
//!
//! Only what the exports need. Text is plain where that cannot be mistaken for anything else, else in
//! double quotes with everything but letters, digits and printable ASCII escaped.

use super::hcl::{Body, Hcl};
use super::text;

/// How wide a comment runs.
const WIDTH: usize = 100;

/// A value.
#[derive(Clone, Debug)]
pub(super) enum Yaml {
    Text(String),
    Number(u64),
    /// That far below zero.
    Below(u64),
    Flag(bool),
    List(Vec<Yaml>),
    Map(Map),
    /// Text of several lines, as a literal block. Printable lines only: another document.
    Block(String),
}

/// Keys with their values, and comments between them.
#[derive(Clone, Debug, Default)]
pub(super) struct Map(Vec<Line>);

#[derive(Clone, Debug)]
enum Line {
    Entry(String, Yaml),
    Comment(String),
}

impl Map {
    pub(super) fn new() -> Map {
        Map::default()
    }

    /// One more key.
    pub(super) fn set(mut self, key: &str, value: impl Into<Yaml>) -> Map {
        self.0.push(Line::Entry(key.to_string(), value.into()));
        self
    }

    /// One more key, where there is something to say.
    pub(super) fn set_some<T: Into<Yaml>>(self, key: &str, value: Option<T>) -> Map {
        match value {
            Some(value) => self.set(key, value),
            None => self,
        }
    }

    /// One more key, where it holds.
    pub(super) fn set_if(self, holds: bool, key: &str, value: impl Into<Yaml>) -> Map {
        self.set_some(key, holds.then_some(value))
    }

    /// A comment before what follows.
    pub(super) fn note(mut self, text: impl Into<String>) -> Map {
        self.0.push(Line::Comment(text.into()));
        self
    }

    /// A comment, where it holds.
    pub(super) fn note_if(self, holds: bool, text: impl Into<String>) -> Map {
        if holds { self.note(text) } else { self }
    }

    /// The map, `None` where it has no key.
    pub(super) fn non_empty(self) -> Option<Map> {
        self.0.iter().any(|line| matches!(line, Line::Entry(..))).then_some(self)
    }

    /// Keys with the texts that they have.
    pub(super) fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().filter_map(|line| match line {
            Line::Entry(key, Yaml::Text(text)) => Some((key.as_str(), text.as_str())),
            Line::Entry(..) | Line::Comment(_) => None,
        })
    }

    /// The same as an object of Terraform's.
    pub(super) fn hcl(&self) -> Body {
        self.0.iter().fold(Body::new(), |body, line| match line {
            Line::Entry(key, value) => body.set(key, value.hcl()),
            Line::Comment(text) => body.note(text.as_str()),
        })
    }

    /// As a document.
    pub(super) fn document(&self) -> String {
        let mut out = String::new();
        self.write(&mut out, 0);
        out
    }

    fn write(&self, out: &mut String, indent: usize) {
        for line in &self.0 {
            match line {
                Line::Comment(text) => comment(out, text, indent),
                Line::Entry(key, value) => {
                    out.push_str(&" ".repeat(indent));
                    out.push_str(&scalar(key));
                    out.push(':');
                    value.write_after_key(out, indent);
                }
            }
        }
    }
}

/// Comment lines above a document.
pub(super) fn comments(lines: &[String]) -> String {
    let mut out = String::new();
    lines.iter().for_each(|line| comment(&mut out, line, 0));
    out
}

/// Whether a text can name a Kubernetes object, such as a zone does.
pub(super) fn is_name(name: &str) -> bool {
    let of_names = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    !name.is_empty() && name.len() <= 63 && name.chars().all(of_names) && !name.starts_with('-') && !name.ends_with('-')
}

fn comment(out: &mut String, text: &str, indent: usize) {
    for line in text::wrapped(text, WIDTH) {
        out.push_str(&" ".repeat(indent));
        out.push_str("# ");
        out.push_str(&line);
        out.push('\n');
    }
}

impl Yaml {
    fn write_after_key(&self, out: &mut String, indent: usize) {
        match self {
            Yaml::Map(map) if !map.0.is_empty() => {
                out.push('\n');
                map.write(out, indent + 2);
            }
            Yaml::List(items) if !items.is_empty() => {
                out.push('\n');
                items.iter().for_each(|item| item.write_item(out, indent + 2));
            }
            Yaml::Block(text) => {
                out.push_str(" |-\n");
                for line in text.lines() {
                    out.push_str(&" ".repeat(if line.is_empty() { 0 } else { indent + 2 }));
                    out.push_str(line);
                    out.push('\n');
                }
            }
            short => {
                out.push(' ');
                out.push_str(&short.short());
                out.push('\n');
            }
        }
    }

    fn write_item(&self, out: &mut String, indent: usize) {
        out.push_str(&" ".repeat(indent));
        out.push_str("- ");
        match self {
            Yaml::Map(map) if !map.0.is_empty() => {
                let mut lines = String::new();
                map.write(&mut lines, indent + 2);
                // The dash is where the first line is indented.
                out.push_str(lines.trim_start_matches(' '));
            }
            other => {
                out.push_str(&other.short());
                out.push('\n');
            }
        }
    }

    fn hcl(&self) -> Hcl {
        match self {
            Yaml::Text(text) => Hcl::Text(text.clone()),
            Yaml::Number(number) => Hcl::Number(*number),
            Yaml::Below(number) => Hcl::Text(format!("-{number}")),
            Yaml::Flag(flag) => Hcl::Flag(*flag),
            Yaml::List(items) => Hcl::List(items.iter().map(Yaml::hcl).collect()),
            Yaml::Map(map) => Hcl::Object(map.hcl()),
            Yaml::Block(text) => Hcl::Heredoc(text.clone()),
        }
    }

    /// On one line. Lists in lists and blocks in lists are not written by any export.
    fn short(&self) -> String {
        match self {
            Yaml::Text(text) | Yaml::Block(text) => scalar(text),
            Yaml::Number(number) => number.to_string(),
            Yaml::Below(number) => format!("-{number}"),
            Yaml::Flag(flag) => flag.to_string(),
            Yaml::List(items) => format!("[{}]", items.iter().map(Yaml::short).collect::<Vec<_>>().join(", ")),
            Yaml::Map(_) => "{}".into(),
        }
    }
}

/// Text as a scalar: plain if it can be nothing else, else quoted.
fn scalar(text: &str) -> String {
    if is_plain(text) { text.to_string() } else { quoted(text) }
}

fn is_plain(text: &str) -> bool {
    const WORDS: [&str; 9] = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    let starts = text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
    let of_names = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '/' | '-' | '@');
    starts && text.chars().all(of_names) && !WORDS.contains(&text.to_ascii_lowercase().as_str())
}

fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            ' '..='~' => out.push(c),
            _ if c.is_alphanumeric() => out.push(c),
            _ if (c as u32) < 0x1_0000 => out.push_str(&format!("\\u{:04X}", c as u32)),
            _ => out.push_str(&format!("\\U{:08X}", c as u32)),
        }
    }
    out + "\""
}

impl From<&str> for Yaml {
    fn from(text: &str) -> Yaml {
        Yaml::Text(text.to_string())
    }
}

impl From<String> for Yaml {
    fn from(text: String) -> Yaml {
        Yaml::Text(text)
    }
}

impl From<u32> for Yaml {
    fn from(number: u32) -> Yaml {
        Yaml::Number(number.into())
    }
}

impl From<u64> for Yaml {
    fn from(number: u64) -> Yaml {
        Yaml::Number(number)
    }
}

impl From<bool> for Yaml {
    fn from(flag: bool) -> Yaml {
        Yaml::Flag(flag)
    }
}

impl From<Map> for Yaml {
    fn from(map: Map) -> Yaml {
        Yaml::Map(map)
    }
}

impl<T: Into<Yaml>> From<Vec<T>> for Yaml {
    fn from(items: Vec<T>) -> Yaml {
        Yaml::List(items.into_iter().map(Into::into).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_reads_as_people_write_it() {
        let group = Map::new().set("name", "nodes").set("sizes", vec![1_u32, 2]);
        let written = Map::new()
            .set("kind", "Cluster")
            .note("why")
            .set("groups", vec![group])
            .set("none", Map::new())
            .set("values", Yaml::Block("env:\n  A: \"1\"\n".into()))
            .document();
        let expected = "kind: Cluster\n# why\ngroups:\n  - name: nodes\n    sizes:\n      - 1\n      - 2\nnone: {}\nvalues: |-\n  env:\n    A: \"1\"\n";
        assert_eq!(written, expected);
    }

    #[test]
    fn what_could_be_something_else_is_quoted() {
        assert_eq!(scalar("m5.large"), "m5.large");
        assert_eq!(scalar("/dev/xvda"), "/dev/xvda");
        for odd in ["110", "1.33", "true", "No", "", "a: b", "- a", "#a", "a #b", "*a", "&a", "{a", ".5", "~", " a"] {
            assert_eq!(scalar(odd), format!("\"{odd}\""), "{odd}");
        }
        assert_eq!(scalar("a\"b\\c"), "\"a\\\"b\\\\c\"");
        assert_eq!(scalar("a\nb\u{2028}\u{1f980}\u{e9}"), "\"a\\u000Ab\\u2028\\U0001F980\u{e9}\"");
    }
}
