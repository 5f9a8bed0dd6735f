//! The views of one scenario: its nodes, a fleet of several types, the network advice, every networking mode, and its
//! addresses. Each has an address of its own; the planner's form is next to all of them.

use crate::surroundings;
use model::scenario::Scenario;
use model::scenario::link::to_query;
use model::summary::decided::DecidedFor;

/// The page of the error that full subnets make, to which the plan leads.
pub const NO_ADDRESS: &str = "/failed-to-assign-an-ip-address";

/// A view of the scenario.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    /// Types, ranked.
    #[default]
    Nodes,
    /// Nodes of several types together.
    Fleet,
    /// Which pod network.
    Advice,
    /// The workload under every networking mode.
    Modes,
    /// Whether the subnets' addresses last.
    Addresses,
}

impl View {
    /// All views, in the order of the tabs.
    pub const ALL: [View; 5] = [View::Nodes, View::Fleet, View::Advice, View::Modes, View::Addresses];

    /// Its path.
    pub fn path(self) -> &'static str {
        match self {
            View::Nodes => "/",
            View::Fleet => "/fleet",
            View::Advice => "/advice",
            View::Modes => "/modes",
            View::Addresses => "/addresses",
        }
    }

    /// Its name on the tab.
    pub fn name(self) -> &'static str {
        match self {
            View::Nodes => "Nodes",
            View::Fleet => "Fleet",
            View::Advice => "Pod network",
            View::Modes => "Networking modes",
            View::Addresses => "Addresses",
        }
    }

    /// Which nodes a decision is for that is saved from it.
    pub fn decided_for(self) -> Option<DecidedFor> {
        match self {
            View::Nodes => Some(DecidedFor::OneType),
            View::Fleet => Some(DecidedFor::Fleet),
            View::Advice | View::Modes | View::Addresses => None,
        }
    }

    /// The view of the nodes that a decision is for.
    pub fn of_decision(decided_for: Option<DecidedFor>) -> View {
        if decided_for == Some(DecidedFor::Fleet) { View::Fleet } else { View::Nodes }
    }

    /// Whether the browser calculates it in a worker, since it takes longer than a frame.
    pub fn is_of_a_worker(self) -> bool {
        matches!(self, View::Fleet | View::Addresses)
    }

    /// How its form is sent where no script takes it over: subnets that were pasted are too long for an address.
    pub fn method(self) -> &'static str {
        if self == View::Addresses { "post" } else { "get" }
    }

    /// The view at a path, if one is.
    pub fn at(path: &str) -> Option<View> {
        View::ALL.into_iter().find(|view| view.path() == path)
    }

    /// The address of a scenario in this view.
    pub fn address(self, scenario: &Scenario) -> String {
        with_query(self.path(), scenario)
    }
}

/// The address of a link that is marked `data-here`. The browser writes the query when somebody turns to the link: to
/// write each at every change would take a good part of the time that a change has.
pub fn here(path: &str, query: impl FnOnce() -> String) -> String {
    if cfg!(feature = "hydrate") { path.to_string() } else { format!("{path}?{}", query()) }
}

/// The address of a page that is about no scenario of its own, with the scenario that the reader came with: from there
/// the way back to the plan leads to the same one. The path may end in a `#` and a line.
pub fn kept(path: &str) -> String {
    match surroundings::given_query() {
        None => path.to_string(),
        Some(query) => {
            let (page, line) = path.find('#').map_or((path, ""), |at| path.split_at(at));
            format!("{page}?{query}{line}")
        }
    }
}

/// A path with a scenario's query.
pub fn with_query(path: &str, scenario: &Scenario) -> String {
    format!("{path}?{}", to_query(scenario))
}
