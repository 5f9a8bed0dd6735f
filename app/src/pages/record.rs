//! The decision record as a page that prints well; the Markdown of it is a file to take away.

use super::take_away::no_fleet;
use super::taken::Taken;
use super::{not_found, problem_list};
use crate::head::Head;
use export::decision_record;
use leptos::prelude::*;
use maud::{Markup, PreEscaped, html};
use model::scenario::Era;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, html::push_html};

/// The record of the scenario.
#[component]
pub fn Record() -> AnyView {
    let Some(taken) = Taken::from_context() else { return not_found::NotFound() };
    Head::titled("Decision record: Berth").unlisted().page(html! {
        (problem_list(&taken.problems))
        nav.page.beside-print aria-label="This record" {
            p {
                a href=(taken.of_same_nodes("take-away", "decision.md")) download { "As Markdown" } " · "
                a href=(taken.of_same_nodes("take-away", "")) { "Everything to export" } " · "
                (other_nodes(&taken, "record"))
                a href=(taken.to_planner()) { "Change the scenario" }
            }
            p.help { "Print this page for a PDF." }
        }
        article.page.record {
            @match no_fleet(&taken) {
                Some(why) => { h1 { "Decision record" } p { (why) } },
                None => (PreEscaped(html_of(&markdown(&taken)))),
            }
        }
    })
}

/// The way to the same page about the other nodes: of the fleet, or of one type throughout.
fn other_nodes(taken: &Taken, page: &str) -> Markup {
    html! {
        @if taken.fleet.is_some() { a href=(taken.address(page)) { "For one type throughout" } " · " }
        @else if taken.evaluation.scenario().era == Era::Today { a href=(taken.address(&format!("{page}/fleet"))) { "For a fleet of several types" } " · " }
    }
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
