//! A document with the site's look and nothing of its frame: no header, no script.

use crate::http::assets::URLS;
use app::unbroken::unbroken;
use maud::{DOCTYPE, Markup, html};

/// A title, what else the head holds, such as further style sheets, which come after the first, and the body.
pub fn bare_page(title: &str, head: &Markup, body: &Markup) -> String {
    let document = html! {
        (DOCTYPE)
        html lang="en-GB" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="robots" content="noindex";
                title { (title) }
                link rel="stylesheet" href=(URLS.css);
                (head)
            }
            body { (body) }
        }
    };
    unbroken(document.into_string().as_str())
}
