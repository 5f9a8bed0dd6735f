//! From a catalogue and a scenario to a fleet problem: which types may be used, what their nodes have and cost, what the
//! pods of each profile take.
//!
//! All of it is the model's: [`Supply`] less the DaemonSets, [`Needs`](model::node::workload::Needs), the filters and
//! the price of a node.

use crate::options::Options;
use crate::problem::{Item, Kind, LANES, Lanes, Problem};
use model::catalog::instance_type::InstanceType;
use model::catalog::{Catalog, TypeIndex};
use model::node::headroom::with_headroom;
use model::node::limit::{Amounts, Limit};
use model::node::supply::{NO_LIMIT, Supply};
use model::node::workload::Workload;
use model::order::sort_long_by;
use model::plan::cost::{NodePrice, node_price_as};
use model::plan::eligibility::reason_in_fleet;
use model::plan::encryption::rests_on_hardware;
use model::scenario::{MemoryFrom, PodProfile, Purchase, Scenario};
use model::units::BasisPoints;

/// A type that may be used, as it is bought.
#[derive(Clone, Debug)]
pub struct Offered {
    /// Which type.
    pub index: TypeIndex,
    /// What a node costs.
    pub price: NodePrice,
    /// Whether it is bought as spot: then only profiles that may run on spot are placed on it.
    pub is_spot: bool,
    /// Its node pool, an index into [`Scenario::pools`]: only profiles of the pool are placed on it.
    pub pool: usize,
}

/// What nodes can be had, and the problem in the order of the scenario's profiles.
#[derive(Clone, Debug)]
pub struct Offers {
    /// By name, as the scenario buys before spot.
    pub types: Vec<Offered>,
    /// An item a profile, a kind each of [`Offers::types`].
    pub problem: Problem,
    /// Types of which pods may run on spot nodes, and for which no spot price is known: they are not offered as spot.
    pub without_spot_price: u32,
}

/// The problem of a scenario with all its pods.
pub fn offers(catalog: &Catalog, scenario: &Scenario, options: &Options) -> Offers {
    let workload = Workload::of(scenario).sized(catalog);
    let mut builder = Builder { workload: &workload, options, sizes: Vec::new() };
    let (mut types, mut kinds, mut without_spot_price) = (Vec::new(), Vec::new(), 0);
    for index in allowed(catalog, &workload, options) {
        let (t, offer) = (catalog.instance_type(index), catalog.offer(index));
        let (supply, mut is_without_spot_price) = (Supply::of(t, &workload), false);
        for Way { purchase, pool, allowed } in ways(scenario, t) {
            let price = node_price_as(t, offer, scenario, purchase).filter(|price| price.month.0 > 0);
            let Some(price) = price else {
                // a type counts once, in however many pools it would be
                is_without_spot_price |= purchase == Purchase::Spot;
                continue;
            };
            if let Some(kind) = builder.kind(&supply, Bought { price, allowed, source: types.len() }) {
                kinds.push(kind);
                types.push(Offered { index, price, is_spot: purchase == Purchase::Spot, pool });
            }
        }
        without_spot_price += u32::from(is_without_spot_price);
    }
    let item = |needs: &model::node::workload::Needs| Item {
        demand: needs.pods,
        most_per_node: needs.most_per_node,
        addresses: needs.each.get(Limit::Addresses),
        volumes: needs.each.get(Limit::Volumes),
    };
    let items = workload.profiles().iter().map(item).collect();
    let problem = Problem { items, sizes: builder.sizes, lanes: LANES, kinds, min_nodes: scenario.min_nodes };
    Offers { types, problem, without_spot_price }
}

/// How nodes of a type can be had: bought in a way, in a node pool.
struct Way {
    purchase: Purchase,
    pool: usize,
    /// The profiles that may run on them then, a bit each.
    allowed: u32,
}

/// How nodes of a type can be had for some profile: as the scenario buys, and as spot where that is something else, in each
/// pool.
fn ways(scenario: &Scenario, t: &InstanceType) -> Vec<Way> {
    let those = |may: &dyn Fn(&PodProfile) -> bool| -> u32 {
        let profiles = scenario.profiles.iter().enumerate();
        profiles.filter(|(_, profile)| may(profile)).fold(0, |bits, (at, _)| bits | 1 << at)
    };
    let runs = |profile: &PodProfile| profile.runs_on(t.arch, scenario.filters.arch);
    let as_usual = (scenario.purchase, those(&runs));
    let as_spot = (Purchase::Spot, those(&|profile| runs(profile) && profile.spot));
    let is_another = scenario.purchase != Purchase::Spot;
    let mut ways = Vec::new();
    for (purchase, all) in [as_usual, as_spot].into_iter().take(1 + usize::from(is_another)) {
        for (pool, taints) in scenario.pools().into_iter().enumerate() {
            let allowed = all & those(&|profile| profile.taints == taints);
            if allowed != 0 {
                ways.push(Way { purchase, pool, allowed });
            }
        }
    }
    ways
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
    let name = |index: &TypeIndex| &catalog.instance_type(*index).name;
    sort_long_by(&mut indices, |a, b| name(a).cmp(name(b)));
    indices.into_iter().filter(move |index| {
        let (t, offer) = (catalog.instance_type(*index), catalog.offer(*index));
        reason_in_fleet(t, offer, scenario, workload.mode()).is_none()
            && (!must_encrypt || t.encryption_in_transit)
            && !workload.cannot_compare(t)
            && (options.burstable || !t.burstable)
            && options.largest_vcpu.is_none_or(|most| t.vcpu <= most)
    })
}

/// A type as it is bought.
struct Bought {
    price: NodePrice,
    /// The profiles that may run on it, a bit each.
    allowed: u32,
    source: usize,
}

struct Builder<'a> {
    workload: &'a Workload<'a>,
    options: &'a Options,
    sizes: Vec<Vec<Lanes>>,
}

impl Builder<'_> {
    /// A type as a kind; `None` where the DaemonSets leave no room.
    fn kind(&mut self, supply: &Supply, bought: Bought) -> Option<Kind> {
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
        let Bought { price, allowed, source } = bought;
        Some(Kind { source, price: price.month.0, room: lanes(&room), sizes, allowed, volumes })
    }
}

fn lanes(amounts: &Amounts) -> Lanes {
    // the last limit is a profile's own, and no resource of a node
    std::array::from_fn(|lane| i64::from(amounts.get(Limit::ALL[lane])))
}
