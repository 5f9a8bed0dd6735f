//! What the picture of a fleet says, in words and boxes.

use super::figures::{OnPicture, prices};
use super::subject::PicturedFleet;
use charts::boxes::MOST_BOXES;
use fleet::fleet::Fleet;
use fleet::picture::{NodeBox, picture};
use model::catalog::Catalog;
use model::scenario::Era;
use model::scenario::Scenario;
use model::summary::decided::DecidedFleet;
use model::units::{MicroUsd, counted, grouped};
use model::words::room_in_all;

/// Types that are named.
const NAMED: usize = 3;

/// Everything that is on the picture of a fleet.
pub struct OnFleetPicture {
    /// The title of a saved scenario, may be empty.
    pub title: String,
    /// The fleet in a sentence, or why there is none.
    pub headline: String,
    /// The pod network advised.
    pub network: String,
    /// Whether it is advice or a default.
    pub network_label: &'static str,
    /// All nodes, a month; nothing where there is no fleet.
    pub monthly: String,
    /// `8 × c7a.4xlarge`, those that cost most first.
    pub types: Vec<String>,
    /// What no fleet costs less than.
    pub bound: String,
    /// What one type throughout would cost, where that is known.
    pub single: String,
    /// Room and pods, where there is room for more than run.
    pub room: String,
    /// Region and date of the prices.
    pub prices: String,
    /// The nodes.
    pub boxes: Vec<DrawnBox>,
    /// The workloads, by their index.
    pub workloads: Vec<String>,
    /// Whether pods are drawn in the boxes.
    pub has_pods: bool,
}

/// A box to draw.
pub struct DrawnBox {
    /// The node and what is on it.
    pub node: NodeBox,
    /// How many nodes it stands for; none where each has a box of its own.
    pub count: Option<u32>,
    /// Whether it is a spare.
    pub is_spare: bool,
}

impl OnFleetPicture {
    /// The figures of a subject: as it was decided, else those of now.
    pub fn of(subject: &PicturedFleet) -> OnFleetPicture {
        let of_one_type = OnPicture::of(&subject.pictured);
        let evaluation = &subject.pictured.evaluation;
        let (catalog, scenario) = (evaluation.catalog(), evaluation.scenario());
        let today = Scenario { era: Era::Today, ..scenario.clone() };
        let base = OnFleetPicture {
            title: of_one_type.title,
            headline: subject.found.why_none().unwrap_or_default(),
            network: of_one_type.network,
            network_label: of_one_type.network_label,
            monthly: String::new(),
            types: Vec::new(),
            bound: String::new(),
            single: String::new(),
            room: String::new(),
            prices: prices(&today, catalog, None),
            boxes: Vec::new(),
            workloads: scenario.profiles.iter().map(|profile| profile.name.clone()).collect(),
            has_pods: false,
        };
        match (&subject.found.fleet(), &subject.decided) {
            (Some(fleet), None) => base.with(catalog, scenario, fleet),
            (Some(fleet), Some(decided)) if subject.found.decided().as_ref() == Some(decided) => {
                base.with(catalog, scenario, fleet)
            }
            (_, Some(decided)) => base.as_decided(catalog, decided),
            (None, None) => base,
        }
    }

    /// Every node with its pods.
    fn with(self, catalog: &Catalog, scenario: &Scenario, fleet: &Fleet) -> OnFleetPicture {
        let each = fleet.nodes <= MOST_BOXES;
        let of_group = |(node, group): (NodeBox, &fleet::fleet::NodeGroup)| {
            let (times, count) = if each { (node.nodes, None) } else { (1, Some(node.nodes)) };
            let is_spare = group.is_spare;
            (0..times).map(move |_| DrawnBox { node: node.clone(), count, is_spare }).collect::<Vec<_>>()
        };
        let boxes = picture(catalog, scenario, fleet).into_iter().zip(&fleet.groups).flat_map(of_group).collect();
        let groups = fleet.groups.iter().map(|group| (group.nodes, group.pods.as_slice()));
        let types: Vec<(String, u32)> = fleet.types().into_iter().map(|(name, n, _)| (name.to_string(), n)).collect();
        let single = fleet.single.as_ref().filter(|_| types.len() > 1);
        OnFleetPicture {
            headline: fleet.headline(),
            monthly: MicroUsd(fleet.cost.total).cents(),
            types: named(&types),
            bound: bound(fleet.bound, fleet.cost.total),
            single: single.map_or(String::new(), |one| format!("One type: {}", MicroUsd(one.cost).cents())),
            room: room_in_all(scenario, groups).unwrap_or_default(),
            boxes,
            has_pods: true,
            ..self
        }
    }

    /// Where the same search comes to another fleet today, only what was kept of it is known: its types.
    fn as_decided(self, catalog: &Catalog, decided: &DecidedFleet) -> OnFleetPicture {
        let of_type = |(name, nodes): &(String, u32)| {
            let vcpu = catalog.find(name).map_or(1, |index| catalog.instance_type(index).vcpu);
            let node = NodeBox {
                instance_type: name.clone(),
                nodes: *nodes,
                zone: None,
                vcpu,
                fullest: String::new(),
                reserved: 0,
                cells: Vec::new(),
                free: 0,
            };
            DrawnBox { node, count: Some(*nodes), is_spare: false }
        };
        let (nodes, types) = (counted(decided.nodes, "node"), counted(decided.types.len() as u64, "type"));
        OnFleetPicture {
            headline: format!("{nodes} of {types} for {} a month, as decided.", decided.monthly.cents()),
            monthly: decided.monthly.cents(),
            types: named(&decided.types),
            bound: bound(decided.bound.0, decided.monthly.0),
            boxes: decided.types.iter().map(of_type).collect(),
            ..self
        }
    }
}

fn bound(bound: u64, cost: u64) -> String {
    match bound >= cost {
        true => "No fleet costs less".into(),
        false => format!("No fleet below {}", MicroUsd(bound).cents()),
    }
}

/// `8 × c7a.4xlarge`, a few of them.
fn named(types: &[(String, u32)]) -> Vec<String> {
    let line = |(name, nodes): &(String, u32)| format!("{} × {name}", grouped((*nodes).into()));
    match types.len() > NAMED {
        false => types.iter().map(line).collect(),
        true => {
            let more = format!("and {}", counted((types.len() - NAMED + 1) as u64, "more type"));
            types.iter().take(NAMED - 1).map(line).chain([more]).collect()
        }
    }
}
