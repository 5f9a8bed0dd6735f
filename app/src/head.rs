//! The head of a page, and pages that are text: rendered once, from markup, with nothing in it that changes.
//!
//! All of them are one type for Leptos. What it makes of a page's type (building, hydrating, resolving it, next to
//! rendering it) is a hundred functions an element: for what only the server renders they would be compiled for nobody.

use crate::escape::escaped;
use leptos::prelude::*;
use leptos::tachys::html::InertElement;
use leptos_meta::{Link, Meta, Title};
use maud::{Markup, PreEscaped};

/// What the head of a page says.
#[derive(Clone, Debug)]
pub struct Head {
    title: String,
    tags: Vec<Tag>,
}

/// A tag of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tag {
    /// A `meta` by its name, and what it says.
    Named(&'static str, String),
    /// A `meta` by its property, and what it says.
    Property(&'static str, String),
    /// The address that the page is known by.
    Canonical(String),
}

impl Head {
    /// A head with this title, which may hold what people have typed.
    pub fn titled(title: &str) -> Head {
        Head { title: escaped(title), tags: Vec::new() }
    }

    /// With a sentence on the page.
    pub fn described(self, description: impl Into<String>) -> Head {
        self.tagged([Tag::Named("description", description.into())])
    }

    /// Asks search engines to leave the page out.
    pub fn unlisted(self) -> Head {
        self.tagged([Tag::Named("robots", "noindex".into())])
    }

    /// With more tags.
    pub fn tagged(mut self, tags: impl IntoIterator<Item = Tag>) -> Head {
        self.tags.extend(tags);
        self
    }

    /// The page with this content.
    pub fn page(self, content: Markup) -> AnyView {
        self.write();
        text(content)
    }

    /// Says it in the head of the document. Rendering these components is what does it: of text they give none.
    fn write(self) {
        let (mut metas, mut links) = (Vec::new(), Vec::new());
        for tag in self.tags {
            match tag {
                Tag::Named(name, says) => metas.push(view! { <Meta name=name content=says /> }),
                Tag::Property(property, says) => metas.push(view! { <Meta property=property content=says /> }),
                Tag::Canonical(address) => links.push(view! { <Link rel="canonical" href=address /> }),
            }
        }
        rendered(view! { <Title text=self.title />{metas}{links} });
    }
}

/// Markup as it is, without an element around it.
pub fn text(content: Markup) -> AnyView {
    InertElement::new(content.into_string()).into_any()
}

/// What a view is for a reader. Rendering it at once leaves out all that Leptos would do with it later on, which is
/// most of what it compiles.
pub fn rendered(view: impl IntoView) -> Markup {
    PreEscaped(view.into_view().to_html())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::page;
    use maud::html;

    #[test]
    fn the_head_stays_out_of_the_content() {
        let head = || Head::titled("A title").described("A sentence").unlisted().tagged([Tag::Canonical("/x".into())]);
        let html = page("", || head().page(html! { p { "one" } "two" p { "three" } }));
        assert_eq!(html.replace("<!>", ""), "<p>one</p>two<p>three</p>");
    }

    #[test]
    fn no_title_ends_its_element() {
        assert_eq!(Head::titled("</title><b>").title, "&lt;/title&gt;&lt;b&gt;");
    }
}
