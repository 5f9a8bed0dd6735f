//! Text from outside made safe for comments: names that people type, links, names in the catalogue.

use model::text::is_hidden;

/// One line: what breaks a line, cannot be printed or turns the reading direction becomes a blank.
pub(super) fn line(text: &str) -> String {
    text.chars().map(|c| if breaks(c) { ' ' } else { c }).collect()
}

fn breaks(c: char) -> bool {
    is_hidden(c) || matches!(c, '\u{2028}' | '\u{2029}')
}

/// Lines of at most so many characters, broken at blanks; a longer word has a line of its own.
pub(super) fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in line(text).split(' ').filter(|word| !word.is_empty()) {
        match lines.last_mut() {
            Some(last) if last.chars().count() + 1 + word.chars().count() <= width => {
                last.push(' ');
                last.push_str(word);
            }
            _ => lines.push(word.to_string()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_a_comment_early() {
        assert_eq!(line("a\nb\r\u{85}\u{2028}c\u{202e}d"), "a b   c d");
        assert_eq!(line("na\u{ef}ve: \u{201c}x\u{201d} # 1"), "na\u{ef}ve: \u{201c}x\u{201d} # 1");
    }

    #[test]
    fn lines_break_at_blanks_only() {
        assert_eq!(wrapped("one two  three", 7), ["one two", "three"]);
        assert_eq!(wrapped("a longer-than-wide b", 5), ["a", "longer-than-wide", "b"]);
        assert!(wrapped("", 5).is_empty());
    }
}
