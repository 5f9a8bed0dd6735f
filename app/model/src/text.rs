//! Characters that are not what they seem, in names and texts that people type.
//!
//! `U+202E` turns what follows it, in its own line and beyond: `cod.exe` reads `exe.doc` after one. Unicode's reports on security call
//! them bidirectional controls (<https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing>). Text of languages
//! that are written from right to left needs none of them.

/// Whether a character embeds or turns the direction of what is around it.
pub fn turns(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether a character shows nothing: control characters, marks of direction, blanks without width, and what is no character.
/// Joiners are none of them: they shape letters and pictures.
pub fn is_hidden(c: char) -> bool {
    let is_mark = matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}');
    let is_invisible = matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{ad}' | '\u{fff9}'..='\u{fffb}');
    let is_nothing = matches!(c as u32 & 0xffff, 0xfffe | 0xffff);
    c.is_control() || turns(c) || is_mark || is_invisible || is_nothing
}

/// A text without what turns its surroundings.
pub fn unturned(text: &str) -> String {
    text.chars().filter(|c| !turns(*c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_turns_is_hidden_and_what_is_written_from_right_to_left_is_not() {
        for c in
            ['\u{202a}', '\u{202b}', '\u{202c}', '\u{202d}', '\u{202e}', '\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}']
        {
            assert!(turns(c) && is_hidden(c), "{c:?}");
        }
        for c in "web-1 \u{5d0}\u{5d1} \u{627}\u{644} na\u{ef}ve \u{1f44d}\u{200d}\u{4e2d}".chars() {
            assert!(!turns(c) && !is_hidden(c), "{c:?}");
        }
        assert!(!turns('\u{200e}') && is_hidden('\u{200e}'), "a mark turns nothing and shows nothing");
        assert_eq!(unturned("a\u{202e}b\n\u{5d0}"), "ab\n\u{5d0}");
    }
}
