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
    /// What they are of; nothing before the first reveal, when no figure is shown.
    of: Option<Of>,
    /// The answers to what is tried out.
    markup: Option<Markup>,
    /// What the record says, unless it is made for what was tried out.
    recorded: Option<Markup>,
    fleets: Fleets,
}

/// The scenarios, as links' queries.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Of {
    began: String,
    tried: String,
    /// What the room began with, with what was settled.
    decided: String,
}

impl Figures {
    /// Of a room; `catalog` gives that of a region.
    pub fn of(room: &Room, catalog: impl Fn(&str) -> Option<Arc<Catalog>>) -> Figures {
        let Some(of) = Figures::wanted(room) else { return Figures::default() };
        let [began, tried] = [&of.began, &of.tried].map(|query| from_query(query).scenario);
        let markup = match catalog(&tried.region) {
            None => html! { p { "There is no catalogue of this region." } },
            Some(there) => answers(&began, &tried, &there, catalog(&began.region)),
        };
        let recorded = catalog(&from_query(&of.decided).scenario.region).map(|there| recorded(&of.decided, there));
        Figures { of: Some(of), markup: Some(markup), recorded, fleets: Fleets::default() }
    }

    /// Whether these are the room's: then they need not be worked out again.
    pub fn is_of(&self, room: &Room) -> bool {
        self.of == Figures::wanted(room)
    }

    fn wanted(room: &Room) -> Option<Of> {
        let (began, tried) = (room.scenario.clone(), room.what_if.scenario.clone());
        is_anything_revealed(room).then(|| Of { began, tried, decided: room.decided.clone() })
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

    /// What the record says, unless it is made for what was tried out.
    pub(super) fn recorded(&self) -> Markup {
        self.recorded.clone().unwrap_or_default()
    }

    /// Whether something was tried out that the decisions alone do not come to.
    pub(super) fn is_tried_apart(&self) -> bool {
        self.of.as_ref().is_some_and(|of| of.tried != of.decided)
    }
}

/// The scenario in the mode in which its answers are compared, where that is another than its own.
fn advised(tried: &Scenario, catalog: &Arc<Catalog>) -> Option<Scenario> {
    let advised = from_query(&as_advised(catalog, &to_query(tried))).scenario;
    (advised != *tried).then_some(advised)
}

/// What was decided, planned as the record plans it.
fn recorded(decided: &str, catalog: Arc<Catalog>) -> Markup {
    let scenario = from_query(&as_advised(&catalog, decided)).scenario;
    let evaluation = Evaluation::of(catalog, scenario);
    html! {
        p.try-sum { "Pod network: " (AdvicePane { evaluation: &evaluation }.headline()) }
        p { (Answer { evaluation: &evaluation }.summary()) }
    }
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
