//! The decision record as a page that prints well; the Markdown of it is a file to take away.

use super::taken::Taken;
use super::{not_found, problem_list};
use crate::head::Head;
use export::decision_record;
use leptos::prelude::*;
use maud::{PreEscaped, html};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, html::push_html};

/// The record of the scenario.
#[component]
pub fn Record() -> AnyView {
    let Some(taken) = Taken::from_context() else { return not_found::NotFound() };
    Head::titled("Decision record: Berth").unlisted().page(html! {
        (problem_list(&taken.problems))
        nav.page.beside-print aria-label="This record" {
            p {
                a href=(taken.address("take-away/decision.md")) download { "As Markdown" } " · "
                a href=(taken.address("take-away")) { "Everything to export" } " · "
                a href=(taken.to_planner()) { "Change the scenario" }
            }
            p.help { "Print this page for a PDF." }
        }
        article.page.record { (PreEscaped(html_of(&markdown(&taken)))) }
    })
}

/// The record's Markdown: of its day if it is saved, else of today.
pub fn markdown(taken: &Taken) -> String {
    decision_record(&taken.subject(), &taken.kept(&taken.day()))
}

/// Markdown as HTML. Markup inside it is text: what people typed must not become part of the page.
fn html_of(markdown: &str) -> String {
    let events = Parser::new_ext(markdown, Options::ENABLE_TABLES).map(|event| match event {
        Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
        other => other,
    });
    let mut html = String::new();
    push_html(&mut html, events.scan(0, |tables, event| Some(within_reach(tables, event))).flatten());
    html
}

/// A table that is wider than a phone scrolls within a region, which keys reach.
fn within_reach<'a>(tables: &mut u32, event: Event<'a>) -> [Event<'a>; 2] {
    let none = Event::Html("".into());
    match event {
        Event::Start(Tag::Table(_)) => {
            *tables += 1;
            let open =
                format!("<div class=\"scroll all\" tabindex=\"0\" role=\"region\" aria-label=\"Table {tables}\">");
            [Event::Html(open.into()), event]
        }
        Event::End(TagEnd::Table) => [event, Event::Html("</div>".into())],
        other => [other, none],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_in_a_record_is_text() {
        let html = html_of("# A <script>alert(1)</script>\n\n<div onclick=x>\n\n| a |\n|---|\n| b |\n");
        assert!(!html.contains("<script") && !html.contains("<div onclick"), "{html}");
        assert!(html.contains("&lt;script&gt;") && html.contains("aria-label=\"Table 1\"><table>"), "{html}");
    }
}
