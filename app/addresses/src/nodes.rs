//! The nodes that are looked at.

use crate::placed::FleetIn;
use crate::standing::Standing;
use crate::which::Which;
use model::scenario::Scenario;

/// Which nodes are looked at.
#[derive(Clone, Debug, Default)]
pub enum Nodes {
    /// Those of the scenario's plan, all of one type.
    #[default]
    OfOneType,
    /// Those of a fleet, mode by mode. A mode that is not there has none.
    Fleets(Vec<FleetIn>),
    /// Those that there are, with the pods that are on them, whatever the mode.
    Standing(Vec<Standing>),
    /// Those that there are, with the scenario's pods on them.
    Today,
}

impl Nodes {
    /// What they are, for whoever reads the answer.
    pub fn which(&self) -> Which {
        match self {
            Nodes::OfOneType => Which::OneType,
            Nodes::Fleets(_) => Which::Fleet,
            Nodes::Standing(_) | Nodes::Today => Which::Present,
        }
    }

    /// The nodes that there are: with the pods on them where those are known, else as the scenario counts them. `None` where
    /// neither knows of any.
    pub fn present(standing: Vec<Standing>, scenario: &Scenario) -> Option<Nodes> {
        match standing.is_empty() {
            false => Some(Nodes::Standing(standing)),
            true => scenario.own.has_nodes().then_some(Nodes::Today),
        }
    }
}
