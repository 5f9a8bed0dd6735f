//! What changes as the cluster grows: the best type and its cost as pods get more, the limits of one type as pods
//! get larger.

mod cost;
pub(super) mod sizes;

use super::readable;
use super::{Asked, no_catalogue, problem_list};
use crate::head::Head;
use crate::view::page_view::View;
use crate::view::words::about_licence;
use leptos::prelude::*;
use maud::{Markup, html};
use model::catalog::TypeIndex;
use model::plan::{Candidate, Plan, plan};
use model::scenario::{Era, Scenario};
use model::words::equal_work;

/// The page.
#[component]
pub fn Growth() -> AnyView {
    let Some(asked) = Asked::from_address() else { return no_catalogue() };
    let scenario = Scenario { era: Era::Today, ..asked.scenario.clone() };
    let planned = plan(&asked.catalog, &scenario);
    let head = Head::titled("As the cluster grows: Berth").described(
        "The best instance type and its cost for every number of pods, and the limits of a node as pods get larger.",
    );
    head.page(html! {
        article.page.wide.growth {
            p { a href=(View::Nodes.address(&asked.scenario)) { "Back to the plan" } }
            (problem_list(&asked.problems))
            h1 { "As the cluster grows" }
            div {
                @match shown(&asked, &planned) {
                    Some(candidate) => (figures(&asked, &scenario, &planned, &candidate)),
                    None => (nothing(&asked.scenario)),
                }
            }
        }
        (readable::script())
    })
}

/// The chosen type if it can carry the pods, else the best.
fn shown(asked: &Asked, planned: &Plan) -> Option<Candidate<TypeIndex>> {
    let chosen = asked.scenario.chosen.as_deref().and_then(|name| planned.candidate(&asked.catalog, name));
    chosen.or(planned.best())?.today()
}

fn figures(asked: &Asked, scenario: &Scenario, planned: &Plan, shown: &Candidate<TypeIndex>) -> Markup {
    let t = asked.catalog.instance_type(shown.index);
    html! {
        @if asked.scenario.era == Era::Article {
            p.problems role="note" { "By today\u{2019}s rules: the article ranks by the price of a pod slot, so its best type is the same for any number of pods." }
        }
        @if let Some(text) = equal_work(scenario) { p.help { (text) } }
        (about_licence(scenario))
        (cost::section(&asked.catalog, scenario, planned, shown))
        (sizes::section(&asked.catalog, t, scenario))
    }
}

fn nothing(scenario: &Scenario) -> Markup {
    html! {
        div.empty {
            p { "No instance type can carry these pods, so there is nothing to draw." }
            p { a href=(View::Nodes.address(scenario)) { "See why" } }
        }
    }
}
