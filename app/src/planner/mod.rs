//! The planner: the one island of the site. Controls on the left, a view of the scenario on the right.
//!
//! `form` is rendered on the server only and stays in the page as it is; `answer`, `chart` and `table`
//! are markup as a function of the figures, rendered by the same code on both sides; `live` makes the
//! browser work out every change on the spot, without a request.

mod daemonsets;
#[cfg(not(feature = "hydrate"))]
pub mod form;
#[cfg(feature = "hydrate")]
mod live;
pub mod presets;
pub mod state;
mod subnets;

use crate::surroundings::fleet;
use crate::view::advice::AdvicePane;
use crate::view::answer::Answer;
use crate::view::modes::Modes;
use crate::view::page_view::{View, here, kept};
use crate::view::state::write_query;
use crate::view::table::{Table, first_row};
use crate::view::{chart, modes, table};
use leptos::either::EitherOf4;
use leptos::prelude::*;
#[cfg(feature = "hydrate")]
use live::patch::follow;
use model::scenario::link::Problem;
use model::words;
use state::{Listed, Loading, State};

pub(crate) fn with_answer<T>(state: State, f: impl FnOnce(&Answer) -> T) -> T {
    state.evaluation.with(|evaluation| f(&Answer { evaluation }))
}

fn with_table<T>(state: State, f: impl FnOnce(&Table) -> T) -> T {
    let live = cfg!(feature = "hydrate");
    state.listed.with(|Listed(evaluation)| {
        state.view.with(|view| state.rows.with(|rows| f(&Table { evaluation, view, rows, live })))
    })
}

fn with_advice<T>(state: State, f: impl FnOnce(&AdvicePane) -> T) -> T {
    state.evaluation.with(|evaluation| f(&AdvicePane { evaluation }))
}

fn with_modes<T>(state: State, f: impl FnOnce(&Modes) -> T) -> T {
    state.evaluation.with(|evaluation| state.view.with(|view| f(&Modes { evaluation, view })))
}

/// A view of the scenario next to the form. Takes everything from the page's address; `children` is the
/// form.
#[island]
pub fn Planner(children: Children) -> impl IntoView {
    state_here().map(|state| planner(state, children))
}

/// What follows changes in the browser is fixed on the server.
#[cfg(not(feature = "hydrate"))]
fn follow<F>(_: web_sys::Element, _: F) {}

/// The server's page has worked the state out already, for what it says of itself.
fn state_here() -> Option<State> {
    #[cfg(not(feature = "hydrate"))]
    if let Some(state) = use_context::<State>() {
        return Some(state);
    }
    State::from_surroundings()
}

fn planner(state: State, children: Children) -> impl IntoView {
    #[cfg(feature = "hydrate")]
    live::start(state);
    let is_waiting = move || state.loading.get() == Loading::Waiting;
    view! {
        <form id="planner" class="planner" method="get" action=state.page.path() novalidate>
            <div inner_html=move || state.problems.with(|all| problems(all))></div>
            {children()}
            <div class="results" class:waiting=is_waiting aria-busy=move || is_waiting().then_some("true")>
                <nav class="views" aria-label="Views of this scenario" inner_html=untrack(|| state.scenario.with(|s| tabs(state.page, s)))></nav>
                <h2 id="headline" tabindex="-1" aria-live="polite">{move || headline(state)}</h2>
                {match state.page {
                    View::Nodes => EitherOf4::A(nodes_view(state)),
                    View::Fleet => EitherOf4::B(fleet_view(state)),
                    View::Advice => EitherOf4::C(advice_view(state)),
                    View::Modes => EitherOf4::D(modes_view(state)),
                }}
                <a class="summary" href="#headline" tabindex="-1" aria-hidden="true">{move || summary(state)}</a>
            </div>
        </form>
    }
}

/// Links that carry the scenario along are written once. `live` brings one up to date when somebody turns to it:
/// see `data-here`.
fn tabs(page: View, scenario: &model::scenario::Scenario) -> String {
    let markup = maud::html! {
        @for view in View::ALL { a href=(view.address(scenario)) data-here aria-current=[(view == page).then_some("page")] { (view.name()) } }
    };
    markup.into_string()
}

/// The table as it is looked at, to take away.
fn exports(state: State) -> String {
    let query = state.scenario.with(|s| state.view.with(|v| write_query(s, v)));
    let markup = maud::html! {
        "Export: " a href={ "/take-away/types.csv?" (query) } data-here download { "CSV" } " \u{b7} "
        a href={ "/take-away/plan.json?" (query) } data-here download { "JSON" } " \u{b7} "
        a href={ "/take-away?" (query) } data-here { "configuration, record, charts" } " \u{b7} "
        a href=(kept("/method#formulas")) { "How each column is calculated" }
    };
    markup.into_string()
}

/// The way to what changes as the cluster grows.
fn growth(state: State) -> String {
    let href = here("/growth", || state.scenario.with(|s| state.view.with(|v| write_query(s, v))));
    let markup = maud::html! { a href=(href) data-here { "As the cluster grows: more pods, larger pods" } };
    markup.into_string()
}

fn headline(state: State) -> String {
    match state.page {
        View::Nodes => with_answer(state, |a| a.headline()),
        View::Fleet => fleet().headline,
        View::Advice => with_advice(state, |a| a.headline()),
        View::Modes => with_modes(state, |m| m.headline()),
    }
}

/// The answer in a line, for where there is room for no more.
fn summary(state: State) -> String {
    match state.page {
        View::Nodes => with_answer(state, |a| a.summary()),
        View::Fleet => fleet().summary,
        View::Advice | View::Modes => headline(state),
    }
}

/// Types, ranked: card, chart, runners-up and table.
fn nodes_view(state: State) -> impl IntoView {
    let first = RwSignal::new(0);
    let pointed = RwSignal::new(None::<usize>);
    let read_out = move || {
        let index = pointed.get().unwrap_or_else(|| state.shown());
        state.evaluation.with(|e| chart::read_out(e.catalog(), e.plan(), index))
    };
    let strip = move || with_advice(state, |a| a.strip().into_string());
    let answer = move || with_answer(state, |a| a.markup().into_string());
    let legend = move || state.evaluation.with(|e| chart::legend(e.plan()).into_string());
    let svg = move || state.evaluation.with(|e| chart::svg(e.plan(), state.shown()));
    let runners_up = move || with_answer(state, |a| a.runners_up().into_string());
    let head = move || with_table(state, |t| t.head().into_string());
    let body = move || {
        let first = first.get();
        with_table(state, |t| t.body(first).into_string())
    };
    view! {
        <section class="strip" aria-label="Pod network" inner_html=untrack(strip) use:follow=strip></section>
        <section class="answer-pane" aria-labelledby="headline" inner_html=untrack(answer) use:follow=answer></section>
        <div class="beside">
            <figure class="chart-pane">
                <figcaption>
                    <h2>{words::COST_PER_POD}</h2>
                    <ul class="legend" aria-label="Binding limit" inner_html=untrack(legend) use:follow=legend></ul>
                </figcaption>
                <div class="chart-frame" id="chart" tabindex="0" role="group"
                    aria-label="Chart. Arrow keys read out the types by rank; Enter shows one."
                    inner_html=untrack(svg) use:follow=svg
                    on:pointermove=move |ev| on_pointer(state, pointed, &ev)
                    on:pointerleave=move |_| pointed.set(None)
                    on:click=move |_| choose_at(state, pointed.get_untracked())
                    on:keydown=move |ev| on_chart_key(state, pointed, &ev)></div>
                <p class="read-out" aria-live="polite">{read_out}</p>
                <p class="help" inner_html=untrack(|| growth(state))></p>
            </figure>
            <div inner_html=untrack(runners_up) use:follow=runners_up></div>
        </div>
        <section class="table-pane may-wait" aria-labelledby="table-title">
            <header>
                <h2 id="table-title">"Every type"</h2>
                <div inner_html=state.view.with_untracked(|v| table::tools(v).into_string())></div>
            </header>
            <p class="help" id="table-caption" aria-live="polite">{move || with_table(state, |t| t.caption())}</p>
            <div class="scroll" class:all=move || state.view.with(|v| v.all_rows) tabindex="0" role="region" aria-label="Ranked types"
                on:scroll=move |ev| on_scroll(first, &ev)>
                <table class="types" class:excluded=move || state.view.with(|v| v.excluded) aria-describedby="table-caption"
                    aria-rowcount=move || state.rows.with(|rows| rows.len()) + 1>
                    <thead inner_html=untrack(head) use:follow=head></thead>
                    <tbody inner_html=untrack(body) use:follow=body></tbody>
                </table>
            </div>
            <p class="help no-js"><button name="rows" value="all">"Show every row"</button></p>
            <p class="help" inner_html=untrack(|| exports(state))></p>
        </section>
    }
}

/// Nodes of several types. The server searches first; in the browser a worker searches on, for the query that is written here.
fn fleet_view(state: State) -> impl IntoView {
    let query = move || state.scenario.with(model::scenario::link::to_query);
    view! { <div id="fleet" class="fleet" data-query=query inner_html=fleet().html></div> }
}

/// Which pod network, and why.
fn advice_view(state: State) -> impl IntoView {
    let advice = move || with_advice(state, |a| a.markup().into_string());
    let options = Memo::new(move |last: Option<&String>| match last {
        Some(last) if state.rest_waits() => last.clone(),
        _ => with_advice(state, |a| a.rest().into_string()),
    });
    let options = move || options.get();
    view! {
        <div class="advice-pane" inner_html=untrack(advice) use:follow=advice></div>
        <div class="advice-pane may-wait" inner_html=untrack(options) use:follow=options></div>
    }
}

/// The workload under every networking mode.
fn modes_view(state: State) -> impl IntoView {
    let figure = move || with_modes(state, |m| m.figure().into_string());
    let head = move || with_modes(state, |m| m.head().into_string());
    let body = move || with_modes(state, |m| m.body().into_string());
    view! {
        <div class="modes-figure" inner_html=untrack(figure) use:follow=figure></div>
        <section class="modes-table" aria-labelledby="modes-title">
            <header>
                <h2 id="modes-title">"Every networking mode"</h2>
                <div inner_html=state.view.with_untracked(|v| modes::tools(v).into_string())></div>
            </header>
            <p class="help" id="modes-caption" aria-live="polite">{move || with_modes(state, |m| m.caption())}</p>
            <div class="scroll all" tabindex="0" role="region" aria-label="Networking modes">
                <table class="modes" aria-describedby="modes-caption">
                    <thead inner_html=untrack(head) use:follow=head></thead>
                    <tbody inner_html=untrack(body) use:follow=body></tbody>
                </table>
            </div>
            <div inner_html=modes::notes().into_string()></div>
        </section>
    }
}

/// What was wrong with the link, in sentences; nothing where nothing was.
fn problems(all: &[Problem]) -> String {
    let markup = maud::html! {
        @if !all.is_empty() {
            div.problems role="alert" {
                p { "Not everything in this link could be used. The nearest valid scenario is shown." }
                ul { @for problem in all { li { (problem.to_string()) } } }
            }
        }
    };
    markup.into_string()
}

fn on_scroll(first: RwSignal<usize>, ev: &leptos::ev::Event) {
    let scrolled = event_target::<web_sys::Element>(ev).scroll_top().max(0) as usize;
    if first.get_untracked() != first_row(scrolled) {
        first.set(first_row(scrolled));
    }
}

/// The candidate under the pointer is read out.
fn on_pointer(state: State, pointed: RwSignal<Option<usize>>, ev: &leptos::ev::PointerEvent) {
    use wasm_bindgen::JsCast;
    let Some(frame) = ev.current_target().and_then(|t| t.dyn_into::<web_sys::Element>().ok()) else { return };
    let frame = frame.get_bounding_client_rect();
    let width = frame.width().max(1.0);
    let (x, y) = (f64::from(ev.client_x()) - frame.left(), f64::from(ev.client_y()) - frame.top());
    let index = state.evaluation.with_untracked(|e| chart::nearest_candidate(e.plan(), x / width, y / width));
    if pointed.get_untracked() != index {
        pointed.set(index);
    }
}

/// The keys walk the ranking, so that the chart can be read without a pointer.
fn on_chart_key(state: State, pointed: RwSignal<Option<usize>>, ev: &leptos::ev::KeyboardEvent) {
    let last = state.evaluation.with_untracked(|e| e.plan().candidates.len()).saturating_sub(1);
    let now = pointed.get_untracked();
    let next = match ev.key().as_str() {
        "ArrowRight" | "ArrowDown" => now.map_or(0, |at| (at + 1).min(last)),
        "ArrowLeft" | "ArrowUp" => now.unwrap_or(0).saturating_sub(1),
        "Home" => 0,
        "End" => last,
        "Enter" => {
            ev.prevent_default();
            return choose_at(state, now);
        }
        _ => return,
    };
    ev.prevent_default();
    pointed.set(Some(next));
}

/// Makes the candidate at an index the chosen type.
fn choose_at(state: State, index: Option<usize>) {
    let name =
        state.evaluation.with_untracked(|e| e.plan().candidates.get(index?).map(|c| c.name(e.catalog()).to_string()));
    if let Some(name) = name {
        state.choose(&name);
    }
}

impl State {
    /// Makes a type the chosen one.
    pub fn choose(&self, name: &str) {
        self.scenario.update(|s| s.chosen = Some(name.to_string()));
        self.settled.update(|n| *n += 1);
    }
}

#[cfg(test)]
mod tests;
