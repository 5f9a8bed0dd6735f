//! What a user saves: tidied up, and checked so that all problems are reported at once.

use crate::http::refusal::{Refusal, Wrong};
use model::scenario::Scenario;
use model::scenario::link::to_query;
use model::summary::decided::{DecidedFor, MODEL_VERSION, is_for_a_fleet};
use model::text::{is_hidden, turns as turns_text};
use store::EditionRef;
use store::saved::{Content, Id};

/// What is to be saved.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// The scenario.
    pub scenario: Scenario,
    /// Plain text.
    pub title: String,
    /// Plain text.
    pub note: String,
    /// What it was made from.
    pub parent: Option<Id>,
    /// The nodes that it is for, where that was said.
    pub decided_for: Option<DecidedFor>,
}

/// The id of a parent as a form or a program sends it; nothing is none.
pub fn parent(text: &str) -> Result<Option<Id>, Wrong> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    text.parse().map(Some).map_err(|error| Wrong {
        field: Some("parent".into()),
        value: Some(text.chars().take(60).filter(|c| !is_hidden(*c)).collect()),
        detail: format!("parent: {error}"),
    })
}

impl Wanted {
    /// The same without white space around the texts and with one kind of line end: browsers send CR LF.
    pub fn tidy(self) -> Wanted {
        let text = |text: &str| text.replace("\r\n", "\n").trim().to_owned();
        Wanted { title: text(&self.title), note: text(&self.note), ..self }
    }

    /// As the store takes it. The figures are still to come.
    pub fn content(&self, edition: EditionRef) -> Content {
        let has_both = is_for_a_fleet(&self.scenario);
        let said = self.decided_for.filter(|of| has_both || *of == DecidedFor::Fleet);
        let said = said.map(|of| format!("&{}={}", DecidedFor::KEY, of.code())).unwrap_or_default();
        Content {
            // beside the scenario, so that two decisions on one scenario are two links
            query: to_query(&self.scenario) + &said,
            title: self.title.clone(),
            note: self.note.clone(),
            parent: self.parent,
            room: None,
            edition,
            model_version: MODEL_VERSION,
            decided: String::new(),
        }
    }
}

/// Refuses a content with everything that is wrong with it. The store's own check names the first only.
pub fn check(content: &Content) -> Result<(), Refusal> {
    let bare = Content { query: String::new(), title: String::new(), note: String::new(), ..content.clone() };
    let parts = [
        Content { query: content.query.clone(), ..bare.clone() },
        Content { title: content.title.clone(), ..bare.clone() },
        Content { note: content.note.clone(), ..bare },
    ];
    let refused = parts.iter().filter_map(|part| part.check().err()).flat_map(|error| Refusal::from(error).errors);
    let turning = [("title", &content.title), ("note", &content.note)].map(|(what, text)| turns(what, text));
    let errors: Vec<Wrong> = refused.chain(turning.into_iter().flatten()).collect();
    if errors.is_empty() { Ok(()) } else { Err(Refusal::invalid(errors)) }
}

/// Whether a text holds a character that turns what is around it: `cod.exe` reads `exe.doc` after one.
fn turns(what: &str, text: &str) -> Option<Wrong> {
    let found = text.chars().find(|c| turns_text(*c))?;
    let code = u32::from(found);
    let detail = format!(
        "The {what} holds the invisible character U+{code:04X}, which changes the direction of text and cannot be saved. Remove it and save again."
    );
    Some(Wrong::of_field(what, detail))
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::catalog::edition::EditionHash;

    fn content(title: &str, note: &str) -> Content {
        let version = "2026-11-23.1".parse().expect("a version");
        let edition = EditionRef { version, hash: EditionHash([0; 32]) };
        let (title, note) = (title.to_owned(), note.to_owned());
        Wanted { scenario: Scenario::default(), title, note, parent: None, decided_for: None }.tidy().content(edition)
    }

    #[test]
    fn everything_wrong_is_said_at_once() {
        let wrong = check(&content(&"t".repeat(101), "a\u{7}\u{202e}b")).expect_err("refused");
        let fields: Vec<_> = wrong.errors.iter().map(|error| error.field.as_deref().unwrap_or_default()).collect();
        assert_eq!(fields, ["title", "note", "note"]);
        assert!(wrong.errors[0].detail.contains("101 characters; at most 100"), "{:?}", wrong.errors[0]);
        assert!(wrong.errors[2].detail.contains("U+202E"), "{:?}", wrong.errors[2]);
    }

    #[test]
    fn texts_are_tidied_and_markup_is_only_text() {
        let tidy = content("  a <script>alert(1)</script>\r\n", "one\r\ntwo\n");
        assert_eq!((tidy.title.as_str(), tidy.note.as_str()), ("a <script>alert(1)</script>", "one\ntwo"));
        assert_eq!(check(&tidy), Ok(()));
        assert_eq!(check(&content("\u{5d0}\u{5d1} \u{1f44d}", "")), Ok(()), "text from right to left is text");
    }

    #[test]
    fn a_parent_is_an_id_or_nothing() {
        assert_eq!(parent(" "), Ok(None));
        assert!(parent("0Kd6bEUlL2x").is_ok_and(|id| id.is_some()));
        assert!(parent("x").is_err_and(|wrong| wrong.detail.starts_with("parent: A saved scenario")));
    }
}
