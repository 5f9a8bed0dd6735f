//! Where pages lead to a planning room. Where the operator has switched rooms off, nothing does.

use crate::view::page_view::with_query;
use leptos::prelude::use_context;
use maud::{Markup, html};
use model::scenario::Scenario;
use model::scenario::link::to_query;
use room::question::OF_THE_ARTICLE;

/// In the context of every page while rooms are on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RoomsOn;

/// Where a room is started.
pub const START: &str = "/rooms/new";
/// Where the form that opens a room is sent.
pub const OPEN: &str = "/r";

/// The key for the ID of a saved decision that a room reviews.
pub const SUPERSEDES: &str = "supersedes";

/// The way to a room about a scenario.
pub(crate) fn link(scenario: &Scenario) -> Markup {
    html! {
        @if use_context::<RoomsOn>().is_some() {
            p { a.button.wide href=(with_query(START, scenario)) data-here { "Decide together" } }
            p.help { "With your team: everybody answers alone, all answers are shown at once, and you see whether the differences matter." }
        }
    }
}

/// Opens a room that asks the article's five questions about a scenario.
pub(crate) fn article_room(scenario: &Scenario) -> Markup {
    html! {
        @if use_context::<RoomsOn>().is_some() {
            form.inline method="post" action=(OPEN) {
                input type="hidden" name="scenario" value=(to_query(scenario));
                input type="hidden" name="title" value="The article\u{2019}s five questions";
                @for key in OF_THE_ARTICLE { input type="hidden" name="question" value=(key); }
                p { "With your team: " button { "Decide the five questions together" } " The fifth is asked in two parts." }
                p.help { "Everybody answers alone, all answers are shown at once, and you see whether the differences matter." }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{links, scenario, within};
    use leptos::prelude::provide_context;

    #[test]
    fn both_ways_carry_the_scenario_and_vanish_where_rooms_are_off() {
        let asked = scenario("v=2&pods=407");
        let both = || (link(&asked).into_string(), article_room(&asked).into_string());
        assert_eq!(within("", both), (String::new(), String::new()));
        let (link, form) = within("", || {
            provide_context(RoomsOn);
            both()
        });
        assert_eq!(links(&link), ["/rooms/new?v=2&profile=web&pods=407"]);
        assert!(
            form.contains("value=\"v=2&amp;profile=web&amp;pods=407\"")
                && form.contains("method=\"post\" action=\"/r\""),
            "{form}"
        );
        assert_eq!(form.matches("name=\"question\"").count(), 6, "the fifth has two parts");
    }
}
