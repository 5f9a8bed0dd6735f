//! Looking for a text in titles and notes.

/// A text as LIKE takes it, to be found anywhere.
pub(crate) fn anywhere(text: &str) -> String {
    let literal = text.replace('\\', r"\\").replace('%', r"\%").replace('_', r"\_");
    format!("%{literal}%")
}
