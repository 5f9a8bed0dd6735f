//! Markdown: text from outside as plain text, and what the exports write with it.

use super::text;
use model::sources::source;
use std::fmt::Write;

/// One line of plain text, whatever it holds: what Markdown or HTML would read is escaped.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::new();
    for c in text::line(text).chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '&' | '~') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// An address as a link, where it is one; else as plain text.
pub(super) fn link(address: &str) -> String {
    let is_address = address.chars().all(|c| c.is_ascii_graphic() && !matches!(c, '<' | '>'));
    match is_address && (address.starts_with("https://") || address.starts_with("http://")) {
        true => format!("<{address}>"),
        false => plain(address),
    }
}

/// A table: its head, whether each column is a number, and its rows. Cells are Markdown.
pub(super) fn table(head: &[(&str, bool)], rows: &[Vec<String>]) -> String {
    let line = |cells: Vec<&str>| format!("| {} |\n", cells.join(" | "));
    let mut out = line(head.iter().map(|(name, _)| *name).collect());
    out += &line(head.iter().map(|(_, is_number)| if *is_number { "---:" } else { "---" }).collect());
    rows.iter().for_each(|row| out += &line(row.iter().map(String::as_str).collect()));
    out
}

/// A document in the making, with what it has cited.
#[derive(Default)]
pub(super) struct Document {
    out: String,
    cited: Vec<&'static str>,
}

impl Document {
    /// A heading of this level.
    pub fn heading(&mut self, level: usize, text: &str) {
        if !self.out.is_empty() {
            self.gap();
        }
        let _ = writeln!(self.out, "{} {text}\n", "#".repeat(level));
    }

    /// A paragraph.
    pub fn paragraph(&mut self, text: &str) {
        let _ = writeln!(self.out, "{text}\n");
    }

    /// A point of a list.
    pub fn point(&mut self, text: &str) {
        let _ = writeln!(self.out, "- {text}");
    }

    /// Somebody's own words, as plain text in a quotation, a paragraph for each line.
    pub fn quoted(&mut self, lines: &[&str]) {
        let lines: Vec<_> = lines.iter().map(|line| format!("> {}\n", plain(line))).collect();
        self.out += &lines.join(">\n");
    }

    /// A step of a numbered list, with its commands.
    pub fn step(&mut self, number: usize, text: &str, commands: &[String]) {
        self.gap();
        let _ = writeln!(self.out, "{number}. {}", plain(text));
        if !commands.is_empty() {
            let _ = writeln!(self.out, "\n   ```sh");
            commands.iter().for_each(|command| {
                let _ = writeln!(self.out, "   {}", text::line(command));
            });
            let _ = writeln!(self.out, "   ```");
        }
    }

    /// What is Markdown already.
    pub fn raw(&mut self, text: &str) {
        self.out += text;
    }

    /// A blank line, if there is none: the end of a list or table.
    pub fn gap(&mut self) {
        if !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
    }

    /// References to sources by id, with a blank before them; nothing for none. Each is listed at the end.
    pub fn cite(&mut self, ids: &[&'static str]) -> String {
        let mut out = String::new();
        for id in ids.iter().copied().filter(|id| source(id).is_some()) {
            if !self.cited.contains(&id) {
                self.cited.push(id);
            }
            let _ = write!(out, " [{id}]");
        }
        out
    }

    /// The sources cited, in the order of their first mention, and where each is.
    pub fn end(mut self) -> String {
        if self.cited.is_empty() {
            return self.out;
        }
        self.heading(2, "Sources");
        let rows: Vec<_> = self.cited.iter().filter_map(|id| source(id)).collect();
        rows.iter().for_each(|row| self.point(&format!("[{}] {}, {}", row.id, row.title, row.date)));
        self.gap();
        for row in rows {
            if let Some(url) = row.url().filter(|url| url.starts_with("https://")) {
                let _ = writeln!(self.out, "[{}]: {url}", row.id);
            }
        }
        self.out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text() {
        assert_eq!(plain("a|b *c* <i>\n# [d](e) `f`"), "a\\|b \\*c\\* \\<i\\> \\# \\[d\\](e) \\`f\\`");
        assert_eq!(link("https://berth.example/s/k3"), "<https://berth.example/s/k3>");
        assert_eq!(link("javascript:alert(1)"), "javascript:alert(1)");
        assert_eq!(link("https://x/> <b>"), "https://x/\\> \\<b\\>");
    }

    #[test]
    fn sources_are_listed_once_in_the_order_of_mention() {
        let mut document = Document::default();
        assert_eq!(
            document.cite(&["vcni-pool", "article", "no-such", "vcni-pool"]),
            " [vcni-pool] [article] [vcni-pool]"
        );
        let text = document.end();
        assert_eq!(text.matches("- [vcni-pool] ").count(), 1);
        assert!(text.find("- [vcni-pool]") < text.find("- [article]"));
        assert!(text.contains("\n[vcni-pool]: https://") && !text.contains("[article]: "), "{text}");
    }
}
