//! The frame of each view: what stays while the figures change, with the first figures in it. Rendered on the server only.

use super::panes::{self, panes};
use super::state::State;
use crate::saved::{NothingSaved, TITLE};
use crate::surroundings::{search, view_here};
use crate::view::page_view::{View, here, kept};
use crate::view::state::write_query;
use crate::view::{chart, modes, table};
use cluster::readable::drawn;
use leptos::prelude::*;
use maud::{Markup, PreEscaped, html};
use model::scenario::Scenario;
use model::scenario::link::query_pairs;
use model::summary::decided::DecidedFor;
use model::words;

/// The answer, which comes before the form: on a phone it is what is seen first.
pub fn top(state: State) -> String {
    let pane = |id| content(state, id);
    let markup = html! {
        // The first button is what Enter in a field presses.
        button hidden { "Calculate" }
        nav.views aria-label="Views of this scenario" { (state.scenario.with(|s| tabs(state.page, s))) }
        header.hero {
            @match state.page {
                View::Nodes => div.hero-answer id="hero" { (pane("hero")) },
                page => div.hero-answer {
                    h2 id="headline" tabindex="-1" aria-live="polite" { @if page.is_of_a_worker() { (view_here().headline) } (pane("headline")) }
                },
            }
            p.hand-on { (hand_on(state)) }
            @if state.page == View::Nodes { div.ways.holds id="ways" { (pane("ways")) } }
        }
    };
    markup.into_string()
}

/// Ways to hand the answer on.
fn hand_on(state: State) -> Markup {
    let query = state.scenario.with(|s| state.view.with(|v| write_query(s, v)));
    // the files of what is looked at
    let files = if state.page == View::Fleet { "/take-away/fleet" } else { "/take-away" };
    // where the form was sent to calculate, what was typed comes back
    let title = query_pairs(&search()).find(|(key, _)| key == TITLE).map(|(_, title)| title);
    html! {
        a.button href={ (state.page.path()) "?" (query) } data-here data-share { "Share" }
        a.button href={ (files) "?" (query) } data-here { "Export" }
        @if use_context::<NothingSaved>().is_none() {
            input id="f-title" name=(TITLE) maxlength="100" autocomplete="off" placeholder="Title, optional" aria-label="Title" value=[title];
            @let of = state.page.decided_for();
            button formaction="/s" formmethod="post" name=[of.map(|_| DecidedFor::KEY)] value=[of.map(DecidedFor::code)] { "Save" }
        }
    }
}

/// All that is next to the form.
pub fn frame(state: State) -> String {
    let pane = |id| content(state, id);
    let here = state.page.is_of_a_worker().then(view_here).unwrap_or_default();
    let markup = html! {
        @match state.page {
            View::Nodes => (nodes(state)),
            View::Fleet => div.fleet id="fleet" data-query=(panes::query(state)) { (PreEscaped(here.html)) },
            View::Addresses => div.addresses id="addresses" data-query=(panes::query(state)) { (PreEscaped(here.html)) },
            View::Advice => (advice(state)),
            View::Modes => (networking_modes(state)),
        }
        a.summary id="summary" href="#headline" tabindex="-1" aria-hidden="true" { (here.summary) (pane("summary")) }
    };
    markup.into_string()
}

/// What a pane holds, by the id of its element.
fn content(state: State, id: &str) -> Markup {
    let pane = panes(state.page).iter().find(|pane| pane.id == id);
    PreEscaped(pane.map(|pane| (pane.content)(state)).unwrap_or_default())
}

/// Links that carry the scenario along are written once. `live` brings one up to date when somebody turns to it:
/// see `data-here`.
pub(super) fn tabs(page: View, scenario: &Scenario) -> Markup {
    html! {
        @for view in View::ALL {
            a href=(view.address(scenario)) data-here aria-current=[(view == page).then_some("page")] {
                // a phone has room for the last word
                @match view.name().rsplit_once(' ') {
                    Some((first, last)) if view == View::Modes => { span.spare-word { (first) " " } (last) },
                    _ => (view.name()),
                }
            }
        }
    }
}

/// Types, ranked: card, chart, runners-up and table.
fn nodes(state: State) -> Markup {
    let pane = |id| content(state, id);
    html! {
        section.nodes-picture id="picture" aria-label="The nodes" { (pane("picture")) }
        (drawn(Some("picture")))
        section.strip id="strip" aria-label="Pod network" { (pane("strip")) }
        section.answer-pane id="answer" aria-labelledby="headline" { (pane("answer")) }
        div.beside {
            figure.chart-pane {
                figcaption {
                    h2 { (words::COST_PER_POD) }
                    ul.legend id="legend" aria-label="Binding limit" { (pane("legend")) }
                    p { (state.view.with(|v| chart::tools(v.every_dot))) }
                    p.files { (files(state, "cost-per-pod")) }
                }
                div.chart-frame id="chart" tabindex="0" role="group" aria-label="Chart. Arrow keys read out the types by rank; Enter shows one." {
                    (pane("chart"))
                }
                p.read-out id="read-out" aria-live="polite" { (pane("read-out")) }
                p.help { (growth(state)) }
            }
            div id="runners-up-pane" { (pane("runners-up-pane")) }
        }
        (every_type(state))
    }
}

/// The table of types.
fn every_type(state: State) -> Markup {
    html! {
        section.table-pane aria-labelledby="table-title" {
            header {
                h2 id="table-title" { "Every type" }
                div { (state.view.with(table::tools)) }
            }
            p.help id="table-caption" aria-live="polite" { (content(state, "table-caption")) }
            div id="types-scroll" class=(panes::scroll_class(state)) tabindex="0" role="region" aria-label="Ranked types" {
                table id="types" class=(panes::types_class(state)) aria-describedby="table-caption" aria-rowcount=(panes::row_count(state)) {
                    thead id="types-head" { (content(state, "types-head")) }
                    tbody id="types-body" { (content(state, "types-body")) }
                }
            }
            p.help.no-js { button name="rows" value="all" { "Show every row" } }
            p.help { (exports(state)) }
        }
    }
}

/// The table as it is looked at, to take away.
fn exports(state: State) -> Markup {
    let query = state.scenario.with(|s| state.view.with(|v| write_query(s, v)));
    html! {
        "Export: " a href={ "/take-away/types.csv?" (query) } data-here download { "CSV" } " \u{b7} "
        a href={ "/take-away/plan.json?" (query) } data-here download { "JSON" } " \u{b7} "
        a href={ "/take-away?" (query) } data-here { "configuration, record, charts" } " \u{b7} "
        a href=(kept("/method#formulas")) { "How each column is calculated" }
    }
}

/// A chart that the server draws, as files.
fn files(state: State, chart: &str) -> Markup {
    let query = state.scenario.with(|s| state.view.with(|v| write_query(s, v)));
    html! {
        "Picture: "
        @for (ending, name) in [("svg", "SVG"), ("png", "PNG")] { a href={ "/charts/" (chart) "." (ending) "?" (query) } data-here download { (name) } " " }
    }
}

/// The way to what changes as the cluster grows.
fn growth(state: State) -> Markup {
    let href = here("/growth", || state.scenario.with(|s| state.view.with(|v| write_query(s, v))));
    html! { a href=(href) data-here { "As the cluster grows: more pods, larger pods" } }
}

/// Which pod network, and why.
fn advice(state: State) -> Markup {
    html! {
        div.advice-pane id="advice" { (content(state, "advice")) }
        div.advice-pane id="options-pane" { (content(state, "options-pane")) }
    }
}

/// The workload under every networking mode.
fn networking_modes(state: State) -> Markup {
    html! {
        div.modes-figure id="modes-figure" { (content(state, "modes-figure")) }
        p.files { (files(state, "cost-by-mode")) }
        section.modes-table aria-labelledby="modes-title" {
            header {
                h2 id="modes-title" { "Every networking mode" }
                div { (state.view.with(modes::tools)) }
            }
            p.help id="modes-caption" aria-live="polite" { (content(state, "modes-caption")) }
            div.scroll.all tabindex="0" role="region" aria-label="Networking modes" {
                table.modes aria-describedby="modes-caption" {
                    thead id="modes-head" { (content(state, "modes-head")) }
                    tbody id="modes-body" { (content(state, "modes-body")) }
                }
            }
            h3 id="told-title" { "What each mode can do" }
            table.told.stacks aria-labelledby="told-title" {
                thead id="told-head" { (content(state, "told-head")) }
                tbody id="told-body" { (content(state, "told-body")) }
            }
            div { (modes::notes()) }
        }
    }
}
