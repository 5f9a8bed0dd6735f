//! The planner's state: scenario and view in, plan and rows out. Everything on the page hangs on it.

use crate::address::Address;
use crate::surroundings;
use crate::view::page_view::View;
use crate::view::state::{self as looks, ViewState};
use charts::Point;
use leptos::prelude::*;
use model::catalog::Catalog;
use model::evaluation::Evaluation;
use model::scenario::Scenario;
use model::scenario::link::Problem;
use std::sync::Arc;

/// The state of the region's catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loading {
    /// Here.
    Done,
    /// On its way.
    Waiting,
    /// Did not come; the page still shows the region before.
    Failed,
}

/// All signals of the planner.
#[derive(Clone, Copy)]
pub struct State {
    /// Which view of the scenario the page is.
    pub page: View,
    /// What the person set.
    pub scenario: RwSignal<Scenario>,
    /// How the table is looked at.
    pub view: RwSignal<ViewState>,
    /// The region's catalogue.
    pub catalog: RwSignal<Arc<Catalog>>,
    /// Whether the catalogue is that of the scenario's region.
    pub loading: RwSignal<Loading>,
    /// What was wrong with the link.
    pub problems: RwSignal<Vec<Problem>>,
    /// Catalogue and scenario with all that follows from them, each part computed only where it is shown.
    pub evaluation: Memo<Arc<Evaluation>>,
    /// Whether a slider moves.
    pub sliding: RwSignal<bool>,
    /// Rows of the table, as indices into the plan.
    pub rows: Memo<Arc<Vec<usize>>>,
    /// The first of them in view.
    pub first_row: RwSignal<usize>,
    /// The corners of what the chart showed when a slider began to move: its axes hold them until it has come to rest.
    pub held: StoredValue<Option<[Point; 2]>>,
    /// When a slider that keys move is at rest.
    pub rest: StoredValue<Option<TimeoutHandle>>,
    /// The candidate that is pointed at in the chart, as an index into the plan.
    pub pointed: RwSignal<Option<usize>>,
    /// Counts up when a change is complete: a slider let go, a field left.
    pub settled: RwSignal<u32>,
    /// What the scenario was then: what a value that cannot be used leaves in force.
    pub before: StoredValue<Scenario>,
}

impl State {
    /// From the page's address; `None` where no catalogue is there to plan with.
    pub fn from_surroundings() -> Option<State> {
        let here = Address::here();
        let catalog = surroundings::catalog(&here.scenario.region)?;
        let scenario = RwSignal::new(here.scenario.clone());
        let view = RwSignal::new(here.view.clone());
        let catalog = RwSignal::new(catalog);
        let evaluation = Memo::new_with_compare(
            move |_| surroundings::evaluation(catalog.get(), scenario.get()),
            // Signals change only where something differs.
            |_, _| true,
        );
        let rows =
            Memo::new(move |_| evaluation.with(|e| view.with(|v| Arc::new(looks::rows(e.catalog(), e.plan(), v)))));
        let loading = RwSignal::new(Loading::Done);
        let problems = RwSignal::new(here.problems.clone());
        let page = View::at(&surroundings::path()).unwrap_or_default();
        Some(State {
            page,
            scenario,
            view,
            catalog,
            loading,
            problems,
            evaluation,
            sliding: RwSignal::new(false),
            rows,
            first_row: RwSignal::new(0),
            held: StoredValue::new(None),
            rest: StoredValue::new(None),
            pointed: RwSignal::new(None),
            settled: RwSignal::new(0),
            before: StoredValue::new(here.scenario.clone()),
        })
    }

    /// A change is complete.
    pub fn settle(&self) {
        self.before.set_value(self.scenario.get_untracked());
        self.settled.update(|n| *n += 1);
    }

    /// The rank, from 0, of the candidate on the card: the chosen type if it is one, else the best.
    pub fn shown(&self) -> usize {
        self.evaluation.with(|e| e.shown().map_or(0, |(rank, _)| rank))
    }
}
