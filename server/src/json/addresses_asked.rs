//! What is asked about addresses: a scenario, with the subnets as AWS lists them where `vpc` is among its keys, and of which
//! nodes.

use crate::wrong_input::WrongInput;
use addresses::described::from_json;
use addresses::nodes::Nodes;
use addresses::standing::Standing;
use addresses::subnets::Subnets;
use addresses::which::Which;
use cluster::mixes::Mixes;
use fleet::plan::NoFleet;
use model::catalog::Catalog;
use model::scenario::Scenario;
use model::scenario::link::Problem;
use serde_json::Value;
use std::sync::Arc;

/// The key of the subnets next to a scenario's own.
pub const VPC: &str = "vpc";

/// Takes the subnets out of a scenario's JSON; `None` where it names none.
pub fn take_subnets(value: &mut Value) -> Option<Result<Subnets, Vec<Problem>>> {
    let vpc = value.as_object_mut()?.remove(VPC)?;
    Some(from_json(&vpc.to_string()))
}

/// Subnets as AWS prints them, or what is wrong with them in sentences.
pub fn described(text: &str) -> Result<Subnets, WrongInput> {
    let read = from_json(text);
    read.map_err(|problems| WrongInput(problems.iter().map(ToString::to_string).collect()))
}

/// The subnets that count: as AWS lists them, else as the scenario does; what is wrong with the scenario's own list is its
/// decoder's to tell.
pub fn or_of_scenario(given: Option<Subnets>, scenario: &Scenario) -> Subnets {
    given.unwrap_or_else(|| Subnets::of(scenario))
}

/// Why there are no nodes to look at.
pub enum NoNodes {
    /// There is no fleet.
    Fleet(NoFleet),
    /// The scenario does not say which nodes there are.
    Present(Problem),
}

/// The nodes of a choice. Takes a search where that is the fleet; `standing` are nodes that there are with the pods on them.
pub fn nodes(
    which: Which,
    standing: Vec<Standing>,
    catalog: &Arc<Catalog>,
    scenario: &Scenario,
) -> Result<Nodes, NoNodes> {
    match which {
        Which::OneType => Ok(Nodes::OfOneType),
        Which::Fleet => Mixes::of(catalog.clone(), scenario).finish().map(Nodes::Fleets).map_err(NoNodes::Fleet),
        Which::Present => {
            let allowed = "a scenario with the nodes of today under \u{201c}today\u{201d}, or pods_on";
            let none = || NoNodes::Present(Problem::new("nodes", Which::Present.code(), allowed));
            Nodes::present(standing, scenario).ok_or_else(none)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn subnets_are_taken_out_of_a_scenario() {
        let mut body =
            json!({ "v": 2, "vpc": { "Subnets": [{ "AvailabilityZone": "a", "AvailableIpAddressCount": 5 }] } });
        let subnets = take_subnets(&mut body).expect("they are there").expect("they are sound");
        assert_eq!((subnets.list[0].free, body), (Some(5), json!({ "v": 2 })));
        assert!(take_subnets(&mut json!({ "v": 2 })).is_none() && take_subnets(&mut json!([])).is_none());
        assert!(take_subnets(&mut json!({ "vpc": 3 })).is_some_and(|read| read.is_err()));
    }
}
