//! Cards, charts and tables, as the model fills them and as they are with nothing in them.

use super::{part, shown};
use crate::pages::growth::sizes;
use crate::pages::instance::stack;
use crate::planner::advice::AdvicePane;
use crate::planner::answer::Answer;
use crate::planner::chart;
use crate::planner::modes::Modes;
use crate::planner::table::Table;
use crate::view_state::ViewState;
use maud::{Markup, PreEscaped, html};
use model::advice::advise;
use model::catalog::Catalog;
use model::modes::{Which, modes};
use model::plan::{Candidate, Plan, plan};
use model::scenario::{Purchase, Scenario};

/// Rows of the sample table.
const ROWS: usize = 5;

pub(super) fn section(catalog: &Catalog) -> Markup {
    let mut scenario = Scenario::default();
    let planned = plan(catalog, &scenario);
    let spot = Scenario { purchase: Purchase::Spot, ..Scenario::default() };
    scenario.profiles[0].volumes = 128;
    let nothing = plan(catalog, &scenario);
    let usual = Scenario::default();
    html! {
        (part("answers", "Answers", html! {
            div.specimens {
                (shown("the best type", card(catalog, &usual, &planned, 0)))
                (shown("a price that is no list price", card(catalog, &spot, &plan(catalog, &spot), 0)))
                (shown("nothing fits", card(catalog, &scenario, &nothing, 0)))
                (shown("waiting for prices: the bar comes after 300 ms", html! { div.results.waiting aria-busy="true" { (card(catalog, &usual, &planned, 0)) } }))
                (shown("which pod network, in short", html! { div.strip { (AdvicePane { catalog, scenario: &usual, advice: &advise(catalog, &usual) }.strip()) } }))
            }
        }))
        (part("charts", "Charts", html! {
            div.specimens {
                (shown("cost per pod", scatter(&planned)))
                (shown("cost per pod, nothing fits", scatter(&nothing)))
            }
            (bars(catalog, &usual))
            @if let Some(c) = planned.best().and_then(Candidate::today) {
                (sizes::section(catalog.instance_type(c.index), &usual))
                (stack::section(catalog.instance_type(c.index), &usual, Some(&c)))
            }
        }))
        (part("tables", "Tables", html! {
            (table(catalog, &planned, &(0..planned.candidates.len().min(ROWS)).collect::<Vec<_>>()))
            p.help { "No row is found:" }
            (table(catalog, &planned, &[]))
        }))
    }
}

fn card(catalog: &Catalog, scenario: &Scenario, plan: &Plan, shown: usize) -> Markup {
    Answer { catalog, scenario, plan, shown }.markup()
}

fn scatter(plan: &Plan) -> Markup {
    html! {
        figure.chart-pane {
            figcaption { ul.legend { (chart::legend(plan)) } }
            div.chart-frame { (PreEscaped(chart::svg(plan, 0))) }
        }
    }
}

fn bars(catalog: &Catalog, scenario: &Scenario) -> Markup {
    let (rows, view) = (modes(catalog, scenario, Which::Best), ViewState::default());
    Modes { catalog, scenario, rows: &rows, view: &view }.figure()
}

fn table(catalog: &Catalog, plan: &Plan, rows: &[usize]) -> Markup {
    let view = ViewState::default();
    let table = Table { catalog, plan, view: &view, rows, shown: 0, live: true };
    html! {
        div.table-pane { div.scroll.all tabindex="0" role="region" aria-label={ "Sample of " (rows.len()) " rows" } {
            table.types { thead { (table.head()) } tbody { (table.body(0)) } }
        } }
    }
}
