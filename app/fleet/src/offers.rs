//! From a catalogue and a scenario to a fleet problem: which types may be used, what their nodes have and cost, what the
//! pods of each profile take.
//!
//! All of it is the model's: [`Supply`] less the DaemonSets, [`Needs`](model::node::workload::Needs), the filters and
//! the price of a node.

use crate::options::Options;
use crate::problem::{Item, Kind, LANES, Lanes, Problem};
use model::catalog::{Catalog, TypeIndex};
use model::node::limit::{Amounts, Limit};
use model::node::supply::{NO_LIMIT, Supply};
use model::node::workload::Workload;
use model::plan::cost::{NodePrice, node_price};
use model::plan::eligibility::reason_in_mode;
use model::plan::encryption::rests_on_hardware;
use model::scenario::{MemoryFrom, Scenario};
use model::units::BasisPoints;

/// A type that may be used.
#[derive(Clone, Debug)]
pub struct Offered {
    /// Which type.
    pub index: TypeIndex,
    /// What a node costs.
    pub price: NodePrice,
}

/// What nodes can be had, and the problem in the order of the scenario's profiles.
#[derive(Clone, Debug)]
pub struct Offers {
    /// By name.
    pub types: Vec<Offered>,
    /// An item a profile, a kind each of [`Offers::types`].
    pub problem: Problem,
}

/// The problem of a scenario with all its pods.
pub fn offers(catalog: &Catalog, scenario: &Scenario, options: &Options) -> Offers {
    let workload = Workload::of(scenario).sized(catalog);
    let mut builder = Builder { workload: &workload, options, sizes: Vec::new() };
    let (mut types, mut kinds) = (Vec::new(), Vec::new());
    for index in allowed(catalog, &workload, options) {
        let (t, offer) = (catalog.instance_type(index), catalog.offer(index));
        let Some(price) = node_price(t, offer, scenario).filter(|price| price.month.0 > 0) else { continue };
        if let Some(kind) = builder.kind(&Supply::of(t, &workload), price, types.len()) {
            kinds.push(kind);
            types.push(Offered { index, price });
        }
    }
    let item = |needs: &model::node::workload::Needs| Item {
        demand: needs.pods,
        most_per_node: u32::MAX,
        addresses: needs.each.get(Limit::Addresses),
        volumes: needs.each.get(Limit::Volumes),
    };
    let items = workload.profiles().iter().map(item).collect();
    let problem = Problem { items, sizes: builder.sizes, lanes: LANES, kinds, min_nodes: scenario.min_nodes };
    Offers { types, problem }
}

/// The same as Karpenter sees it before it has seen nodes: memory by its guess of 7.5 % overhead.
pub fn as_karpenter_guesses(scenario: &Scenario) -> Scenario {
    let mut guessed = scenario.clone();
    guessed.node.memory_from = MemoryFrom::Karpenter;
    guessed.node.memory_overhead = BasisPoints(750);
    guessed
}

/// Types that the scenario and the options allow, by name, whether or not pods fit on them.
pub fn allowed<'a>(
    catalog: &'a Catalog,
    workload: &'a Workload,
    options: &'a Options,
) -> impl Iterator<Item = TypeIndex> + use<'a> {
    let scenario = workload.scenario();
    let must_encrypt = workload.mode().is_vpc_cni() && rests_on_hardware(catalog, scenario);
    let mut indices: Vec<TypeIndex> = catalog.indices().collect();
    indices.sort_by_key(|index| &catalog.instance_type(*index).name);
    indices.into_iter().filter(move |index| {
        let (t, offer) = (catalog.instance_type(*index), catalog.offer(*index));
        reason_in_mode(t, offer, scenario, workload.mode()).is_none()
            && (!must_encrypt || t.encryption_in_transit)
            && !workload.cannot_compare(t)
            && (options.burstable || !t.burstable)
            && options.largest_vcpu.is_none_or(|most| t.vcpu <= most)
    })
}

struct Builder<'a> {
    workload: &'a Workload<'a>,
    options: &'a Options,
    sizes: Vec<Vec<Lanes>>,
}

impl Builder<'_> {
    /// A type as a kind; `None` where the DaemonSets leave no room.
    fn kind(&mut self, supply: &Supply, price: NodePrice, source: usize) -> Option<Kind> {
        let mut room = supply.room(self.workload)?;
        for limit in [Limit::Cpu, Limit::Memory] {
            room.set(limit, with_headroom(room.get(limit), self.options.headroom));
        }
        let has_volumes = self.workload.total(Limit::Volumes) > 0;
        let most = room.get(Limit::Addresses).min(room.get(Limit::MaxPods));
        let volumes = if has_volumes { supply.volume_steps(self.workload, most) } else { Vec::new() };
        room.set(Limit::Volumes, volumes.first().map_or(NO_LIMIT, |step| step.1));
        let sized = self.workload.on(supply.t);
        let each: Vec<Lanes> = sized.profiles().iter().map(|needs| lanes(&needs.each)).collect();
        let sizes = match self.sizes.iter().position(|known| *known == each) {
            Some(at) => at,
            None => {
                self.sizes.push(each);
                self.sizes.len() - 1
            }
        };
        Some(Kind { source, price: price.month.0, room: lanes(&room), sizes, allowed: u32::MAX, volumes })
    }
}

/// What is left of a node's room with so many per cent of it free.
pub fn with_headroom(room: u32, per_cent: u32) -> u32 {
    if room == NO_LIMIT { room } else { (u64::from(room) * u64::from(100 - per_cent) / 100) as u32 }
}

fn lanes(amounts: &Amounts) -> Lanes {
    // the last limit is a profile's own, and no resource of a node
    std::array::from_fn(|lane| i64::from(amounts.get(Limit::ALL[lane])))
}
