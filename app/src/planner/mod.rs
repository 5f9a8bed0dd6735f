//! The planner: the one island of the site. Controls on the left, the answer on the right.
//!
//! Rendered on the server with the same code and the same figures; in the browser every change is
//! worked out on the spot, without a request.

#[cfg(feature = "hydrate")]
mod address;
mod answer;
mod chart;
mod controls;
mod daemonsets;
mod form;
pub mod state;
mod table;

use leptos::prelude::*;
use state::State;

impl State {
    /// Makes a type the chosen one.
    fn choose(&self, name: &str) {
        self.scenario.update(|s| s.chosen = Some(name.to_string()));
        self.settle();
    }

    /// The name of the candidate at a place.
    fn name_at(&self, place: usize) -> Option<String> {
        self.catalog.with_untracked(|catalog| {
            self.plan.with_untracked(|plan| plan.candidates.get(place).map(|c| plan.name(catalog, c.index).to_string()))
        })
    }
}

/// Controls and answer. Takes everything from the page's address.
#[island]
pub fn Planner() -> impl IntoView {
    let Some(state) = State::from_surroundings() else {
        return view! { <p class="error">"There is no catalogue to plan with."</p> }.into_any();
    };
    #[cfg(feature = "hydrate")]
    address::keep_in_step(state);
    let problems = move || {
        state.problems.with(|all| {
            let lines = all.iter().map(|p| view! { <li>{p.to_string()}</li> }).collect_view();
            (!all.is_empty()).then(|| {
                view! {
                    <div class="problems" role="alert">
                        <p>"Not everything in this link could be used; shown is the nearest scenario that can."</p>
                        <ul>{lines}</ul>
                    </div>
                }
            })
        })
    };
    view! {
        <form class="planner" method="get" action="/" class:article=move || state.is_article()
            on:submit=|ev| ev.prevent_default()>
            {problems}
            {form::form(state)}
            <div class="results">
                {answer::answer(state)}
                {chart::chart(state)}
                {table::table(state)}
            </div>
        </form>
    }
    .into_any()
}
