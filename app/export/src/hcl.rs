//! A small writer of Terraform's language: blocks and attributes in the order given, aligned as `terraform fmt` does,
//! with comments, and text that cannot escape its quotes.
//!
//! Only what the exports need. References are those of the exports' own code, never text from outside.

use super::text;

/// How wide a comment runs.
const WIDTH: usize = 100;

/// A value.
#[derive(Clone, Debug)]
pub(super) enum Hcl {
    Text(String),
    Number(u64),
    Flag(bool),
    List(Vec<Hcl>),
    Object(Body),
    /// Written as it is: a reference, or a type.
    Raw(&'static str),
    /// What a map has under a name: `var.x["a"]`.
    Entry(&'static str, String),
    /// A function of one value.
    Call(&'static str, Box<Hcl>),
    /// The entries of an object, if a reference holds: `{ for k, v in {...} : k => v if var.x }`.
    If(&'static str, Body),
    /// Text of several lines. Printable lines only: another document.
    Heredoc(String),
}

/// Attributes, blocks and comments.
#[derive(Clone, Debug, Default)]
pub(super) struct Body(Vec<Line>);

#[derive(Clone, Debug)]
enum Line {
    Attribute(String, Hcl),
    Block(&'static str, Vec<String>, Body),
    Comment(String),
    Gap,
}

impl Body {
    pub(super) fn new() -> Body {
        Body::default()
    }

    /// One more attribute.
    pub(super) fn set(mut self, key: &str, value: impl Into<Hcl>) -> Body {
        self.0.push(Line::Attribute(key.to_string(), value.into()));
        self
    }

    /// One more attribute, where it holds.
    pub(super) fn set_if(self, holds: bool, key: &str, value: impl Into<Hcl>) -> Body {
        if holds { self.set(key, value) } else { self }
    }

    /// One more attribute, where there is something to say.
    pub(super) fn set_some<T: Into<Hcl>>(self, key: &str, value: Option<T>) -> Body {
        match value {
            Some(value) => self.set(key, value),
            None => self,
        }
    }

    /// All of another body behind it.
    pub(super) fn and(mut self, other: Body) -> Body {
        self.0.extend(other.0);
        self
    }

    /// One more block, after a blank line unless it is the first.
    pub(super) fn block(mut self, kind: &'static str, labels: &[&str], body: Body) -> Body {
        if !matches!(self.0.last(), None | Some(Line::Comment(_) | Line::Gap)) {
            self.0.push(Line::Gap);
        }
        self.0.push(Line::Block(kind, labels.iter().map(|label| label.to_string()).collect(), body));
        self
    }

    /// A blank line.
    pub(super) fn gap(mut self) -> Body {
        if !matches!(self.0.last(), None | Some(Line::Gap)) {
            self.0.push(Line::Gap);
        }
        self
    }

    /// A comment before what follows.
    pub(super) fn note(mut self, text: impl Into<String>) -> Body {
        self.0.push(Line::Comment(text.into()));
        self
    }

    /// A comment, where it holds.
    pub(super) fn note_if(self, holds: bool, text: impl Into<String>) -> Body {
        if holds { self.note(text) } else { self }
    }

    pub(super) fn is_empty(&self) -> bool {
        !self.0.iter().any(|line| matches!(line, Line::Attribute(..) | Line::Block(..)))
    }

    /// As a file.
    pub(super) fn document(&self) -> String {
        let mut out = String::new();
        self.write(&mut out, 0);
        out
    }

    fn write(&self, out: &mut String, indent: usize) {
        let blank = " ".repeat(indent);
        let widths = self.widths();
        for (line, width) in self.0.iter().zip(widths) {
            match line {
                Line::Gap => out.push('\n'),
                Line::Comment(text) => {
                    for part in text::wrapped(text, WIDTH) {
                        out.push_str(&format!("{blank}# {part}\n"));
                    }
                }
                Line::Attribute(key, value) => {
                    out.push_str(&format!("{blank}{:width$} = ", name(key)));
                    value.write(out, indent);
                    out.push('\n');
                }
                Line::Block(kind, labels, body) => {
                    let labels: String = labels.iter().map(|label| format!(" {}", quoted(label))).collect();
                    out.push_str(&format!("{blank}{kind}{labels} {{\n"));
                    body.write(out, indent + 2);
                    out.push_str(&format!("{blank}}}\n"));
                }
            }
        }
    }

    /// Neighbouring attributes of one line each have their equals signs below each other, and so has a heredoc after them.
    fn widths(&self) -> Vec<usize> {
        let mut widths = vec![0; self.0.len()];
        let mut start = 0;
        while start < self.0.len() {
            let short = self.0[start..].iter().take_while(|line| line.is_short()).count();
            let run = short + usize::from(self.0.get(start + short).is_some_and(Line::is_heredoc));
            let width = self.0[start..start + run].iter().map(Line::key_width).max().unwrap_or(0);
            widths[start..start + run].fill(width);
            start += run.max(1);
        }
        widths
    }
}

impl Line {
    fn is_short(&self) -> bool {
        matches!(self, Line::Attribute(_, value) if value.is_short())
    }

    fn is_heredoc(&self) -> bool {
        matches!(self, Line::Attribute(_, Hcl::Heredoc(_)))
    }

    fn key_width(&self) -> usize {
        match self {
            Line::Attribute(key, _) => name(key).chars().count(),
            Line::Block(..) | Line::Comment(_) | Line::Gap => 0,
        }
    }
}

impl Hcl {
    fn is_short(&self) -> bool {
        match self {
            Hcl::Text(_) | Hcl::Number(_) | Hcl::Flag(_) | Hcl::Raw(_) | Hcl::Entry(..) => true,
            Hcl::List(items) => items.iter().all(|item| !matches!(item, Hcl::Object(_))),
            Hcl::Object(body) => body.is_empty(),
            Hcl::Call(_, inner) => inner.is_short(),
            Hcl::If(..) | Hcl::Heredoc(_) => false,
        }
    }

    fn write(&self, out: &mut String, indent: usize) {
        let blank = " ".repeat(indent);
        match self {
            Hcl::Text(text) => out.push_str(&quoted(text)),
            Hcl::Number(number) => out.push_str(&number.to_string()),
            Hcl::Flag(flag) => out.push_str(&flag.to_string()),
            Hcl::Raw(raw) => out.push_str(raw),
            Hcl::Entry(of, key) => out.push_str(&format!("{of}[{}]", quoted(key))),
            Hcl::Object(body) if body.is_empty() => out.push_str("{}"),
            Hcl::Object(body) => {
                out.push_str("{\n");
                body.write(out, indent + 2);
                out.push_str(&format!("{blank}}}"));
            }
            Hcl::List(items) if self.is_short() => {
                out.push('[');
                for (i, item) in items.iter().enumerate() {
                    out.push_str(if i > 0 { ", " } else { "" });
                    item.write(out, indent);
                }
                out.push(']');
            }
            Hcl::List(items) => {
                out.push_str("[\n");
                for item in items {
                    out.push_str(&format!("{blank}  "));
                    item.write(out, indent + 2);
                    out.push_str(",\n");
                }
                out.push_str(&format!("{blank}]"));
            }
            Hcl::Call(function, inner) => {
                out.push_str(&format!("{function}("));
                inner.write(out, indent);
                out.push(')');
            }
            Hcl::If(holds, body) => {
                out.push_str("{ for k, v in {\n");
                body.write(out, indent + 2);
                out.push_str(&format!("{blank}}} : k => v if {holds} }}"));
            }
            Hcl::Heredoc(text) => {
                out.push_str("<<-EOT\n");
                for line in text.lines() {
                    let line = line.replace("${", "$${").replace("%{", "%%{");
                    out.push_str(&if line.is_empty() { "\n".into() } else { format!("{blank}  {line}\n") });
                }
                out.push_str(&format!("{blank}EOT"));
            }
        }
    }
}

/// A key: plain where it is an identifier, else quoted.
fn name(key: &str) -> String {
    let of_names = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    let starts = key.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    if starts && key.chars().all(of_names) { key.to_string() } else { quoted(key) }
}

fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            // A template starts with these; doubled they are themselves.
            '$' | '%' if chars.peek() == Some(&'{') => out.extend([c, c]),
            ' '..='~' => out.push(c),
            _ if c.is_alphanumeric() => out.push(c),
            _ if (c as u32) < 0x1_0000 => out.push_str(&format!("\\u{:04X}", c as u32)),
            _ => out.push_str(&format!("\\U{:08X}", c as u32)),
        }
    }
    out + "\""
}

impl From<&str> for Hcl {
    fn from(text: &str) -> Hcl {
        Hcl::Text(text.to_string())
    }
}

impl From<String> for Hcl {
    fn from(text: String) -> Hcl {
        Hcl::Text(text)
    }
}

impl From<u32> for Hcl {
    fn from(number: u32) -> Hcl {
        Hcl::Number(number.into())
    }
}

impl From<u64> for Hcl {
    fn from(number: u64) -> Hcl {
        Hcl::Number(number)
    }
}

impl From<bool> for Hcl {
    fn from(flag: bool) -> Hcl {
        Hcl::Flag(flag)
    }
}

impl From<Body> for Hcl {
    fn from(body: Body) -> Hcl {
        Hcl::Object(body)
    }
}

impl<T: Into<Hcl>> From<Vec<T>> for Hcl {
    fn from(items: Vec<T>) -> Hcl {
        Hcl::List(items.into_iter().map(Into::into).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_reads_as_terraform_fmt_leaves_it() {
        let inner = Body::new().set("min_size", 1_u32).set("types", vec!["a", "b"]).set("none", Body::new());
        let written = Body::new()
            .block("variable", &["x"], Body::new().set("type", Hcl::Raw("string")))
            .note("why")
            .block("module", &["eks"], Body::new().set("name", Hcl::Raw("var.x")).gap().set("groups", inner))
            .document();
        let expected = "variable \"x\" {\n  type = string\n}\n# why\nmodule \"eks\" {\n  name = var.x\n\n  groups = {\n    min_size = 1\n    types    = [\"a\", \"b\"]\n    none     = {}\n  }\n}\n";
        assert_eq!(written, expected);
    }

    #[test]
    fn text_stays_text() {
        assert_eq!(quoted("a\"b\\c ${d} %{e} $f"), "\"a\\\"b\\\\c $${d} %%{e} $f\"");
        assert_eq!(quoted("a\nb\u{2028}\u{1f980}\u{e9}"), "\"a\\u000Ab\\u2028\\U0001F980\u{e9}\"");
        assert_eq!(
            (name("vpc-cni"), name("us-east-1a"), name("a b")),
            ("vpc-cni".into(), "us-east-1a".into(), "\"a b\"".into())
        );
        let heredoc = Body::new().set("content", Hcl::Heredoc("a: ${b}\n\nc: d\n".into())).document();
        assert_eq!(heredoc, "content = <<-EOT\n  a: $${b}\n\n  c: d\nEOT\n");
    }
}
