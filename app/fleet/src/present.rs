//! The nodes of today, as a scenario has them: what a fleet is compared with.

use crate::fleet::Compared;
use model::catalog::Catalog;
use model::plan::cost::node_price_as;
use model::scenario::own_nodes::OfType;
use model::scenario::{Purchase, Scenario};

/// Their cost in the scenario's terms: its disks, agents and hours, and bought as it buys, but for what is spot today and
/// what is not. They hold the pods, for these run on them. `None` where no node of today is known.
pub fn present(catalog: &Catalog, scenario: &Scenario) -> Option<Compared> {
    let own = &scenario.own;
    let usual = if scenario.purchase == Purchase::Spot { Purchase::OnDemand } else { scenario.purchase };
    let mut all =
        Compared { cost: 0, nodes: 0, types: Vec::new(), unpriced: 0, allowed_types: None, holds: true, left_out: 0 };
    for (list, purchase) in [(&own.on_demand, usual), (&own.spot, Purchase::Spot)] {
        for OfType { name, n } in list {
            let index = catalog.find(name);
            let price = index.and_then(|index| {
                node_price_as(catalog.instance_type(index), catalog.offer(index), scenario, purchase)
            });
            match price {
                Some(price) => all.cost += price.month.0 * u64::from(*n),
                None => all.unpriced += n,
            }
            all.nodes += n;
            match all.types.iter_mut().find(|(known, _)| known == name) {
                Some((_, nodes)) => *nodes += n,
                None => all.types.push((name.clone(), *n)),
            }
        }
    }
    all.sort_types();
    (all.nodes > 0).then_some(all)
}
