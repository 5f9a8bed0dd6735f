//! Text that other people wrote, made fit to be drawn; and lines that fit a width.

use super::font::{Faces, Weight};
use model::text::is_hidden;

/// More characters than any picture has room for.
const MOST: usize = 400;

const ELLIPSIS: char = '\u{2026}';

/// What can be drawn of a text, its words one space apart. What the font has no picture of is left out, and
/// with it all that would turn the direction of writing or hide in it.
pub fn clean(faces: &Faces, text: &str) -> String {
    let spaced = text.chars().map(|c| if c.is_whitespace() || c.is_control() { ' ' } else { c });
    let drawn: String = spaced.filter(|c| faces.has(*c) && !is_left_out(*c)).take(MOST).collect();
    drawn.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What shows nothing, and joiners: what they join is drawn letter by letter.
fn is_left_out(c: char) -> bool {
    is_hidden(c) || matches!(c, '\u{200c}' | '\u{200d}' | '\u{2061}'..='\u{206f}')
}

/// How a text is set.
#[derive(Clone, Copy)]
pub struct Setting<'a> {
    pub faces: &'a Faces,
    pub weight: Weight,
    pub size: f32,
}

impl Setting<'_> {
    /// How far a text reaches.
    pub fn width(&self, text: &str) -> f32 {
        self.faces.width(self.weight, self.size, text)
    }

    /// The text in lines of that width. Words stay whole; what is more than `most` lines ends in an ellipsis.
    pub fn wrap(&self, text: &str, width: f32, most: usize) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for word in text.split(' ').filter(|word| !word.is_empty()) {
            match lines.last_mut() {
                Some(line) if self.width(&format!("{line} {word}")) <= width => {
                    line.push(' ');
                    line.push_str(word);
                }
                _ => lines.push(word.to_string()),
            }
        }
        if lines.len() > most {
            let rest = lines.split_off(most.saturating_sub(1)).join(" ");
            lines.push(rest);
        }
        lines.iter().map(|line| self.fit(line, width)).collect()
    }

    /// The same number of lines as [`Setting::wrap`] gives, but of a length: no last word by itself.
    pub fn balance(&self, text: &str, width: f32, most: usize) -> Vec<String> {
        let lines = self.wrap(text, width, most);
        let (mut narrow, mut wide) = (width / 2.0, width);
        for _ in 0..8 {
            let middle = f32::midpoint(narrow, wide);
            let is_enough = self.wrap(text, middle, usize::MAX).len() <= lines.len();
            (narrow, wide) = if is_enough { (narrow, middle) } else { (middle, wide) };
        }
        let balanced = self.wrap(text, wide, most);
        // A word that is wider than the lines would be cut.
        if balanced.concat().ends_with(ELLIPSIS) { lines } else { balanced }
    }

    /// The text in one line: as many of its words as fit, then an ellipsis. A first word that is too long by
    /// itself is cut.
    pub fn fit(&self, text: &str, width: f32) -> String {
        if self.width(text) <= width {
            return text.to_string();
        }
        let words = text.match_indices(' ').map(|(at, _)| at).rev();
        let letters = text.char_indices().map(|(at, _)| at).rev();
        let cut = |at: usize| format!("{}{ELLIPSIS}", text[..at].trim_end_matches([' ', ',', ':', ';', '.']));
        let mut shorter = words.chain(letters).map(cut);
        shorter.find(|short| self.width(short) <= width).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::super::font::faces;
    use super::*;

    fn setting() -> Setting<'static> {
        Setting { faces: faces().expect("the font"), weight: Weight::SemiBold, size: 40.0 }
    }

    #[test]
    fn only_what_can_be_drawn_stays() {
        let faces = faces().expect("the font");
        assert_eq!(clean(faces, " a\tb\n\u{202e}c\u{7} \u{1f680}\u{4e2d} d\u{200b}e "), "a b c de");
        assert_eq!(
            clean(faces, "Zażółć \u{201c}gęślą\u{201d} Ωμ Кот 3 \u{d7} \u{2212}5 \u{2013} x"),
            "Zażółć \u{201c}gęślą\u{201d} Ωμ Кот 3 \u{d7} \u{2212}5 \u{2013} x"
        );
        assert_eq!(clean(faces, &"x ".repeat(5_000)).len(), MOST - 1);
        assert_eq!(clean(faces, "\u{4e2d}\u{6587}"), "");
    }

    #[test]
    fn lines_fit_and_words_stay_whole() {
        let setting = setting();
        let text = "VPC CNI, secondary IPs: addresses stop at 27 pods a node. Prefix delegation saves money.";
        let lines = setting.wrap(text, 600.0, 9);
        assert!(lines.len() > 2, "{lines:?}");
        assert_eq!(lines.join(" "), text);
        assert!(lines.iter().all(|line| setting.width(line) <= 600.0), "{lines:?}");
        let two = setting.wrap(text, 600.0, 2);
        assert_eq!((two.len(), two[0] == lines[0]), (2, true));
        let last = two[1].strip_suffix(ELLIPSIS).expect("an ellipsis");
        assert!(text.contains(&format!("{last} ")) || text.contains(&format!("{last}. ")), "{last}");
        assert!(setting.width(&two[1]) <= 600.0);
    }

    #[test]
    fn balanced_lines_are_of_a_length() {
        let setting = setting();
        let text = "VPC CNI, secondary IPs: addresses stop at 55 pods a node and that is all.";
        for width in [500.0, 700.0, 900.0, 5_000.0] {
            let (greedy, balanced) = (setting.wrap(text, width, 9), setting.balance(text, width, 9));
            assert_eq!((balanced.len(), balanced.join(" ").as_str()), (greedy.len(), text));
            let longest = |lines: &[String]| lines.iter().map(|line| setting.width(line)).fold(0.0, f32::max);
            assert!(longest(&balanced) <= longest(&greedy), "{balanced:?}");
        }
        for (text, most) in [("m".repeat(300), 3), ("many words ".repeat(90), 3), (String::new(), 3)] {
            assert_eq!(setting.balance(&text, 300.0, most), setting.wrap(&text, 300.0, most));
        }
    }

    #[test]
    fn a_word_that_is_too_long_is_cut() {
        let setting = setting();
        for text in ["m".repeat(300), format!("a {}", "m".repeat(300)), "ß".repeat(300)] {
            let lines = setting.wrap(&text, 200.0, 3);
            assert!(lines.iter().all(|line| setting.width(line) <= 200.0), "{lines:?}");
            assert!(lines.iter().any(|line| line.ends_with(ELLIPSIS)), "{lines:?}");
        }
        assert_eq!(setting.fit("anything", 1.0), "");
        assert_eq!(setting.wrap("", 200.0, 3), Vec::<String>::new());
    }
}
