//! Text for the one element whose text Leptos writes as it is, `title`, and for markup in a string.
//! Anything that people have typed goes through here, or a `</title>` in it would end the title.

use maud::html;

/// The text with character references instead of what could end an element or an attribute.
pub fn escaped(text: &str) -> String {
    html! { (text) }.into_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_an_element() {
        assert_eq!(
            escaped("</title><b> & \u{201c}x\u{201d} \"&lt;"),
            "&lt;/title&gt;&lt;b&gt; &amp; \u{201c}x\u{201d} &quot;&amp;lt;"
        );
    }
}
