//! Dated events before and since the article.

use super::{mark, source_links};
use maud::{Markup, html};
use model::advice::knowledge::timeline::{ARTICLE_DATE, EVENTS, Event};

/// The part of the page.
pub(super) fn part() -> Markup {
    let (before, since): (Vec<_>, Vec<_>) = EVENTS.iter().partition(|e| e.is_before_article());
    html! {
        ol.timeline {
            @for event in before { (line(event)) }
            li.now { time datetime=(ARTICLE_DATE) { (ARTICLE_DATE) } p { b { "The article appears." } } }
            @for event in since { (line(event)) }
        }
    }
}

fn line(event: &Event) -> Markup {
    html! {
        li id={ "e-" (event.id) } {
            time datetime=(event.date) { (event.date) }
            div {
                p { span.topic { (event.topic.name()) } " " (event.text) (mark(event.basis)) }
                (source_links(event.basis.sources()))
            }
        }
    }
}
