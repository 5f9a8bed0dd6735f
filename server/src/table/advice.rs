//! Advice as text: what the page says, section by section, with the ids of rules and sources.

mod article;
mod today;

use model::advice::knowledge::fact::Fact;
use model::evaluation::Evaluation;
use model::scenario::Era;
use model::sources::source;
use std::fmt::Write;

/// The whole advice.
pub fn text(evaluation: &Evaluation) -> String {
    let mut page = Page::default();
    match evaluation.scenario().era {
        Era::Today => today::write(&mut page, evaluation),
        Era::Article => article::write(&mut page, evaluation),
    }
    page.sources();
    page.text
}

/// Text under way, and the sources that it has cited so far.
#[derive(Default)]
struct Page {
    text: String,
    cited: Vec<&'static str>,
}

impl Page {
    fn line(&mut self, line: impl AsRef<str>) {
        let _ = writeln!(self.text, "{}", line.as_ref().trim_end());
    }

    /// A section's head.
    fn head(&mut self, head: &str) {
        let _ = writeln!(self.text, "\n{head}");
    }

    /// A point of a list.
    fn point(&mut self, point: impl AsRef<str>) {
        self.line(format!("  - {}", point.as_ref()));
    }

    /// Marks for sources, which are listed at the end.
    fn cite(&mut self, ids: &[&'static str]) -> String {
        for id in ids {
            if !self.cited.contains(id) {
                self.cited.push(id);
            }
        }
        ids.iter().map(|id| format!(" [{id}]")).collect()
    }

    /// A fact with its mark and sources.
    fn fact(&mut self, fact: &Fact) -> String {
        let mark = fact.basis.mark().map(|mark| format!(" ({mark})")).unwrap_or_default();
        format!("{}{mark}{}", fact.text, self.cite(fact.basis.sources()))
    }

    fn sources(&mut self) {
        let cited = std::mem::take(&mut self.cited);
        let rows: Vec<_> = cited.iter().filter_map(|id| source(id)).collect();
        if rows.is_empty() {
            return;
        }
        self.head("Sources");
        for row in rows {
            let place = row.url().unwrap_or_else(|| row.place.to_string());
            self.line(format!("  [{}] {} ({}), {place}", row.id, row.title, row.date));
        }
    }
}
