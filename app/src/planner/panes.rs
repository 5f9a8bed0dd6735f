//! The parts of a view that follow the figures: where each is in the page, and its content as markup.
//!
//! The server writes them into the frame of the view (`frame`); the browser keeps each in line (`live::patch`).

use super::state::State;
use crate::view::advice::AdvicePane;
use crate::view::answer::Answer;
use crate::view::chart::{Dots, Marked};
use crate::view::modes::Modes;
use crate::view::page_view::View;
use crate::view::table::Table;
use crate::view::{boxes, chart, hero};
use leptos::prelude::*;
use maud::html;
use model::scenario::link::to_query;

/// A part whose content follows the figures.
pub struct Pane {
    /// The id of its element.
    pub id: &'static str,
    /// What the element holds.
    pub content: fn(State) -> String,
}

/// The parts of a view. Some are their worker's.
pub fn panes(view: View) -> &'static [Pane] {
    match view {
        View::Nodes => &NODES,
        View::Fleet | View::Addresses => &[],
        View::Advice => &ADVICE,
        View::Modes => &MODES,
    }
}

const fn pane(id: &'static str, content: fn(State) -> String) -> Pane {
    Pane { id, content }
}

const HEADLINE: Pane = pane("headline", headline);
const SUMMARY: Pane = pane("summary", summary);

static NODES: [Pane; 13] = [
    pane("hero", hero),
    pane("ways", ways),
    pane("picture", picture),
    pane("strip", strip),
    pane("answer", answer),
    pane("legend", legend),
    pane("chart", chart_svg),
    pane("read-out", read_out),
    pane("runners-up-pane", runners_up),
    pane("table-caption", caption),
    pane("types-head", head),
    pane("types-body", body),
    SUMMARY,
];

static ADVICE: [Pane; 4] = [HEADLINE, pane("advice", advice), pane("options-pane", options), SUMMARY];

static MODES: [Pane; 8] = [
    HEADLINE,
    pane("modes-figure", modes_figure),
    pane("modes-caption", modes_caption),
    pane("modes-head", modes_head),
    pane("modes-body", modes_body),
    pane("told-head", told_head),
    pane("told-body", told_body),
    SUMMARY,
];

/// What is said of the type that is shown.
pub fn with_answer<T>(state: State, f: impl FnOnce(&Answer) -> T) -> T {
    state.evaluation.with(|evaluation| f(&Answer { evaluation }))
}

fn with_table(state: State, f: impl FnOnce(&Table) -> String) -> String {
    let live = cfg!(feature = "hydrate");
    state
        .evaluation
        .with(|evaluation| state.view.with(|view| state.rows.with(|rows| f(&Table { evaluation, view, rows, live }))))
}

fn with_advice(state: State, f: fn(&AdvicePane) -> String) -> String {
    state.evaluation.with(|evaluation| f(&AdvicePane { evaluation }))
}

fn with_modes(state: State, f: fn(&Modes) -> String) -> String {
    state.evaluation.with(|evaluation| state.view.with(|view| f(&Modes { evaluation, view })))
}

/// A text, which may hold what people have typed, as markup.
fn text(said: &str) -> String {
    html! { (said) }.into_string()
}

/// The answer in a sentence. That of nodes is the hero, those of workers are not worked out here.
fn headline(state: State) -> String {
    text(&match state.page {
        View::Nodes | View::Fleet | View::Addresses => String::new(),
        View::Advice => with_advice(state, |a| a.headline()),
        View::Modes => with_modes(state, |m| m.headline()),
    })
}

/// The answer in a line, for where there is room for no more.
fn summary(state: State) -> String {
    match state.page {
        View::Nodes => text(&with_answer(state, |a| a.summary())),
        View::Fleet | View::Advice | View::Modes | View::Addresses => headline(state),
    }
}

/// The pod network in a line.
fn strip(state: State) -> String {
    with_advice(state, |a| a.strip().into_string())
}

/// The card of the type that is shown.
fn answer(state: State) -> String {
    with_answer(state, |a| a.markup().into_string())
}

/// The answer, and why.
fn hero(state: State) -> String {
    state.evaluation.with(|e| hero::answer(e).into_string())
}

/// What one click would change. Waits while a slider moves: each way is a plan of its own.
fn ways(state: State) -> String {
    state.evaluation.with(|e| state.view.with(|v| hero::ways(e, v).into_string()))
}

/// The nodes as boxes.
fn picture(state: State) -> String {
    state.evaluation.with(|e| boxes::picture(e).into_string())
}

/// The dots of the chart.
pub fn with_dots<T>(state: State, f: impl FnOnce(&Dots) -> T) -> T {
    let every = state.view.with(|v| v.every_dot);
    state.evaluation.with(|e| f(&Dots::of(e, every, state.shown())))
}

/// The colours of the chart.
fn legend(state: State) -> String {
    with_dots(state, |dots| dots.legend().into_string())
}

/// Cost per pod against pods per node. The axes hold still while a slider moves: as they were before.
fn chart_svg(state: State) -> String {
    state.sliding.track();
    let held = state.held.get_value();
    with_dots(state, |dots| dots.svg(&Marked { shown: state.shown(), pointed: state.pointed.get(), held }))
}

/// The type that is pointed at in the chart, else the one that is shown.
fn read_out(state: State) -> String {
    let index = state.pointed.get().unwrap_or_else(|| state.shown());
    text(&state.evaluation.with(|e| chart::read_out(e.catalog(), e.plan(), index)))
}

/// The types that rank next.
fn runners_up(state: State) -> String {
    with_answer(state, |a| a.runners_up().into_string())
}

/// What the table lists.
fn caption(state: State) -> String {
    text(&with_table(state, |t| t.caption()))
}

/// Its columns.
fn head(state: State) -> String {
    with_table(state, |t| t.head().into_string())
}

/// Its rows: in the browser those around the first in view.
fn body(state: State) -> String {
    with_table(state, |t| t.body(state.first_row.get()).into_string())
}

/// The advised pod network.
fn advice(state: State) -> String {
    with_advice(state, |a| a.markup().into_string())
}

/// Every option.
fn options(state: State) -> String {
    with_advice(state, |a| a.rest().into_string())
}

/// The chart of the modes.
fn modes_figure(state: State) -> String {
    with_modes(state, |m| m.figure().into_string())
}

/// What the table of modes shows.
fn modes_caption(state: State) -> String {
    text(&with_modes(state, |m| m.caption()))
}

/// Its columns.
fn modes_head(state: State) -> String {
    with_modes(state, |m| m.head().into_string())
}

/// Its rows.
fn modes_body(state: State) -> String {
    with_modes(state, |m| m.body().into_string())
}

/// The columns of what each mode can do.
fn told_head(state: State) -> String {
    with_modes(state, |m| m.told_head().into_string())
}

/// Its rows.
fn told_body(state: State) -> String {
    with_modes(state, |m| m.told_body().into_string())
}

/// The table shows all its rows, or scrolls.
pub fn scroll_class(state: State) -> String {
    if state.view.with(|v| v.all_rows) { "scroll all" } else { "scroll" }.into()
}

/// The table lists eligible types, or excluded ones.
pub fn types_class(state: State) -> String {
    if state.view.with(|v| v.excluded) { "types excluded" } else { "types" }.into()
}

/// Rows with the heading, for those who are read to.
pub fn row_count(state: State) -> String {
    (state.rows.with(|rows| rows.len()) + 1).to_string()
}

/// The scenario, for the worker of a view.
pub fn query(state: State) -> String {
    state.scenario.with(to_query)
}
