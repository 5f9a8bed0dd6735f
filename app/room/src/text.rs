//! Text that people type: plain, without what cannot be seen or turns the reading direction, otherwise as typed.

use model::scenario::link::Problem;
use model::text::is_hidden;

/// One line of plain text: line breaks and tabs are blanks, other control and direction characters are gone.
pub fn line(typed: &str) -> String {
    let kept = typed.chars().map(|c| if matches!(c, '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}') { ' ' } else { c });
    kept.filter(|c| !is_hidden(*c)).collect::<String>().trim().to_string()
}

/// The same, with its lines.
pub fn lines(typed: &str) -> String {
    let kept: Vec<String> = typed.replace("\r\n", "\n").split(['\n', '\r']).map(line).collect();
    kept.join("\n").trim().to_string()
}

/// A field of a form on its way into an event.
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// Most characters.
    pub most: usize,
    /// Whether it may be empty.
    pub optional: bool,
}

impl Field {
    /// The text, or a problem that goes with the others.
    pub fn check(&self, text: String, problems: &mut Vec<Problem>) -> String {
        let length = text.chars().count();
        let least = if self.optional { "at most" } else { "1 to" };
        if length > self.most || (length == 0 && !self.optional) {
            problems.push(Problem::new(self.name, &text, format!("{least} {} characters", self.most)));
            return String::new();
        }
        text
    }
}
