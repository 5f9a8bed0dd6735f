//! Dated events before and since the article.

use super::{mark, source_links};
use leptos::prelude::*;
use model::advice::knowledge::timeline::{ARTICLE_DATE, EVENTS, Event};

/// The part of the page.
pub(super) fn part() -> AnyView {
    let before = EVENTS.iter().filter(|e| e.is_before_article()).map(line).collect_view();
    let since = EVENTS.iter().filter(|e| !e.is_before_article()).map(line).collect_view();
    view! {
        <ol class="timeline">
            {before}
            <li class="now"><time datetime=ARTICLE_DATE>{ARTICLE_DATE}</time><p><b>"The article appears."</b></p></li>
            {since}
        </ol>
    }
    .into_any()
}

fn line(event: &'static Event) -> AnyView {
    view! {
        <li id=format!("e-{}", event.id)>
            <time datetime=event.date>{event.date}</time>
            <div>
                <p><span class="topic">{event.topic.name()}</span>" "{event.text}{mark(event.basis)}</p>
                {source_links(event.basis.sources())}
            </div>
        </li>
    }
    .into_any()
}
