//! Cards, charts and tables, as the model fills them and as they are with nothing in them.

use super::{part, shown};
use crate::pages::growth::sizes;
use crate::pages::instance::stack;
use crate::view::advice::AdvicePane;
use crate::view::answer::Answer;
use crate::view::chart;
use crate::view::modes::Modes;
use crate::view::state::ViewState;
use crate::view::table::Table;
use maud::{Markup, PreEscaped, html};
use model::catalog::Catalog;
use model::evaluation::Evaluation;
use model::plan::Candidate;
use model::scenario::{Purchase, Scenario};
use std::sync::Arc;

/// Rows of the sample table.
const ROWS: usize = 5;

pub(super) fn section(catalog: &Arc<Catalog>) -> Markup {
    let of = |scenario: Scenario| Evaluation::of(catalog.clone(), scenario);
    let usual = of(Scenario::default());
    let spot = of(Scenario { purchase: Purchase::Spot, ..Scenario::default() });
    let mut greedy = Scenario::default();
    greedy.profiles[0].volumes = 128;
    let nothing = of(greedy);
    html! {
        (part("answers", "Answers", html! {
            div.specimens {
                (shown("the best type", card(&usual)))
                (shown("a price that is no list price", card(&spot)))
                (shown("nothing fits", card(&nothing)))
                (shown("waiting for prices: the bar comes after 300 ms", html! { div.results.waiting aria-busy="true" { (card(&usual)) } }))
                (shown("which pod network, in short", html! { div.strip { (AdvicePane { evaluation: &usual }.strip()) } }))
            }
        }))
        (part("charts", "Charts", html! {
            div.specimens {
                (shown("cost per pod", scatter(&usual)))
                (shown("cost per pod, nothing fits", scatter(&nothing)))
            }
            (Modes { evaluation: &usual, view: &ViewState::default() }.figure())
            @if let Some(c) = usual.plan().best().and_then(Candidate::today) {
                (sizes::section(catalog, catalog.instance_type(c.index), usual.scenario()))
                (stack::section(catalog, usual.scenario(), c.index, Some(&c)))
            }
        }))
        (part("tables", "Tables", html! {
            (table(&usual, &(0..usual.plan().candidates.len().min(ROWS)).collect::<Vec<_>>()))
            p.help { "No row is found:" }
            (table(&usual, &[]))
        }))
    }
}

fn card(evaluation: &Evaluation) -> Markup {
    Answer { evaluation }.markup()
}

fn scatter(evaluation: &Evaluation) -> Markup {
    let (legend, svg) = chart::legend_and_svg(evaluation);
    html! {
        figure.chart-pane {
            figcaption { ul.legend { (legend) } }
            div.chart-frame { (PreEscaped(svg)) }
        }
    }
}

fn table(evaluation: &Evaluation, rows: &[usize]) -> Markup {
    let view = ViewState::default();
    let table = Table { evaluation, view: &view, rows, live: true };
    html! {
        div.table-pane { div.scroll.all tabindex="0" role="region" aria-label={ "Sample of " (rows.len()) " rows" } {
            table.types { thead { (table.head()) } tbody { (table.body(0)) } }
        } }
    }
}
