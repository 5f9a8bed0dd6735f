//! The figures of what is tried out together: worked out once for all seats.

use crate::view::advice::AdvicePane;
use crate::view::answer::Answer;
use crate::view::page_view::View as Page;
use maud::{Markup, html};
use model::catalog::Catalog;
use model::evaluation::Evaluation;
use model::scenario::Scenario;
use model::scenario::link::{from_query, to_query};
use room::as_advised;
use room::view::Room;
use std::sync::Arc;

use super::fleets::Fleets;
use super::steps::is_anything_revealed;

/// What is tried out and what it comes to, next to what the room began with.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    /// The two scenarios as links' queries; none before the first reveal, when no figure is shown.
    of: Option<(String, String)>,
    /// The answers to them.
    markup: Option<Markup>,
    fleets: Fleets,
}

impl Figures {
    /// Of a room; `catalog` gives that of a region.
    pub fn of(room: &Room, catalog: impl Fn(&str) -> Option<Arc<Catalog>>) -> Figures {
        let Some(of) = Figures::wanted(room) else { return Figures::default() };
        let [began, tried] = [&of.0, &of.1].map(|query| from_query(query).scenario);
        let markup = match catalog(&tried.region) {
            None => html! { p { "There is no catalogue of this region." } },
            Some(there) => answers(&began, &tried, &there, catalog(&began.region)),
        };
        Figures { of: Some(of), markup: Some(markup), fleets: Fleets::default() }
    }

    /// Whether these are the room's: then they need not be worked out again.
    pub fn is_of(&self, room: &Room) -> bool {
        self.of == Figures::wanted(room)
    }

    fn wanted(room: &Room) -> Option<(String, String)> {
        is_anything_revealed(room).then(|| (room.scenario.clone(), room.what_if.scenario.clone()))
    }

    /// The same with what the answers' outcomes cost as fleets.
    pub fn with_fleets(&self, fleets: Fleets) -> Figures {
        Figures { fleets, ..self.clone() }
    }

    /// What the answers' outcomes cost as fleets.
    pub fn fleets(&self) -> &Fleets {
        &self.fleets
    }

    pub(super) fn markup(&self) -> Markup {
        self.markup.clone().unwrap_or_default()
    }
}

/// The scenario in the mode in which its answers are compared, where that is another than its own.
fn advised(tried: &Scenario, catalog: &Arc<Catalog>) -> Option<Scenario> {
    let advised = from_query(&as_advised(catalog, &to_query(tried))).scenario;
    (advised != *tried).then_some(advised)
}

fn answers(began: &Scenario, tried: &Scenario, catalog: &Arc<Catalog>, first: Option<Arc<Catalog>>) -> Markup {
    let evaluation = Evaluation::of(catalog.clone(), tried.clone());
    html! {
        div.try-answer {
            p.try-sum { (Answer { evaluation: &evaluation }.summary()) }
            p { b { "Pod network: " } (AdvicePane { evaluation: &evaluation }.headline()) }
            @if let Some(advised) = advised(tried, catalog) {
                @let evaluation = Evaluation::of(catalog.clone(), advised.clone());
                p {
                    "As its answers are compared, with the cheapest pod network that meets them: " (Answer { evaluation: &evaluation }.summary()) " "
                    a href=(Page::Nodes.address(&advised)) target="_blank" rel="noopener" { "Open this in the planner" }
                }
            }
            @if began != tried && let Some(first) = first {
                @let before = Evaluation::of(first, began.clone());
                p.help { "The room began with: " (Answer { evaluation: &before }.summary()) }
            }
            p { a href=(Page::Nodes.address(tried)) target="_blank" rel="noopener" { "Open it in the planner" } }
        }
    }
}
