//! The planner: the one island of the site. The answer on top, controls on the left, a view of the scenario on the right.
//!
//! `form` is rendered on the server only and stays in the page as it is; `answer`, `chart` and `table`
//! are markup as a function of the figures, rendered by the same code on both sides; `live` makes the
//! browser work out every change on the spot, without a request.

mod daemonsets;
#[cfg(not(feature = "hydrate"))]
pub mod form;
#[cfg(not(feature = "hydrate"))]
mod frame;
#[cfg(feature = "hydrate")]
mod live;
mod panes;
pub mod presets;
mod seen;
pub mod state;
mod subnets;

#[cfg(not(feature = "hydrate"))]
use frame::{frame, top};
use leptos::prelude::*;
use model::scenario::link::Problem;
pub use panes::with_answer;
use state::{Loading, State};

/// A view of the scenario next to the form. Takes everything from the page's address; `children` is the
/// form.
#[island]
pub fn Planner(children: Children) -> impl IntoView {
    state_here().map(|state| planner(state, children))
}

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
        <form id="planner" class="planner" method=state.page.method() action=state.page.path() novalidate>
            <div inner_html=move || state.problems.with(|all| problems(all))></div>
            <div class="top" inner_html=untrack(|| top(state))></div>
            {children()}
            <div class="results" class:waiting=is_waiting aria-busy=move || is_waiting().then_some("true") inner_html=untrack(|| frame(state))></div>
        </form>
    }
}

/// What the server wrote stays in the page.
#[cfg(feature = "hydrate")]
fn frame(_: State) -> &'static str {
    ""
}
#[cfg(feature = "hydrate")]
use frame as top;

/// What opens the whole form on a phone, where one workload is in view.
pub(crate) fn edit_words(workloads: usize) -> String {
    match workloads {
        0 | 1 => "Edit workload and settings".into(),
        n => format!("Edit all {n} workloads and settings"),
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

impl State {
    /// Makes a type the chosen one.
    pub fn choose(&self, name: &str) {
        self.scenario.update(|s| s.chosen = Some(name.to_string()));
        self.settle();
    }
}

#[cfg(test)]
mod tests;
