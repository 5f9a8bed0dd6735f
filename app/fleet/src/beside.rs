//! What a fleet is compared with, in words.

use crate::fleet::{Compared, Fleet};
use model::scenario::fleet::Survive;
use model::units::{MicroUsd, counted, grouped};

/// What a comparison is with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beside {
    /// The nodes that there are.
    Present,
    /// The best single type.
    Single,
    /// Karpenter's rule.
    Karpenter,
}

impl Beside {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Beside; 3] = [Beside::Present, Beside::Single, Beside::Karpenter];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Beside::Present => "Your nodes today",
            Beside::Single => "One type",
            Beside::Karpenter => "Karpenter\u{2019}s rule",
        }
    }

    /// The nodes of a fleet's comparison, if there are any.
    pub fn of(self, fleet: &Fleet) -> Option<&Compared> {
        match self {
            Beside::Present => fleet.present.as_ref(),
            Beside::Single => fleet.single.as_ref(),
            Beside::Karpenter => fleet.karpenter.as_ref(),
        }
    }
}

/// Nodes, their cost and how that compares: `20 nodes of m6a.xlarge for $1,400.00 a month, 13.4 % more`, or `20 nodes of 5
/// types (only 3 types are allowed) for $1,200.00 a month, 2.9 % less`.
pub fn line(compared: &Compared, fleet: &Fleet) -> String {
    let types = match compared.types.as_slice() {
        [(name, _)] => name.clone(),
        many => counted(many.len() as u64, "type"),
    };
    let types = types + &compared.too_many_types().map_or(String::new(), |only| format!(" ({only})"));
    let nodes = counted(compared.nodes, "node");
    let cost = MicroUsd(compared.cost).cents();
    match compared.unpriced {
        0 => {
            let empty = compared.without_empty().map_or(String::new(), |empty| format!(" ({empty})"));
            format!("{nodes} of {types} for {cost} a month, {}{empty}", against(compared.cost, fleet.cost.total))
        }
        n => format!("{nodes} of {types}, without {} of unknown price {cost} a month", grouped(n.into())),
    }
}

/// The nodes of today, as they are called.
const TODAY: &str = "Your cluster today";

/// What a fleet saves of the nodes of today, in two sentences: `Your cluster today: 40 nodes, $12,497.60 a month. This
/// fleet saves $3,210.00 a month (25.6 %).` A third says what today's nodes may well have and the fleet was not asked for, which
/// makes it cheaper: zones, room for what may be lost. Nothing where no node of today is known.
pub fn saving(fleet: &Fleet, survive: Survive) -> Option<String> {
    let has_zones = fleet.groups.iter().any(|group| group.zone.is_some());
    let but = match (has_zones, survive != Survive::Nothing) {
        (true, true) => "",
        (true, false) => " Losses are not looked at.",
        (false, true) => " Zones are not looked at.",
        (false, false) => " Zones and losses are not looked at.",
    };
    fleet.present.as_ref().map(|today| saving_of(TODAY, today, fleet.cost.total) + but)
}

/// The same of a fleet that costs so much. `whose` are the nodes: the cluster as it is called.
pub fn saving_of(whose: &str, today: &Compared, cost: u64) -> String {
    let nodes = counted(today.nodes, "node");
    let said = match today.unpriced {
        0 => format!("{whose}: {nodes}, {} a month.", MicroUsd(today.cost).cents()),
        n => format!(
            "{whose}: {nodes}, {} a month without {} of unknown price.",
            MicroUsd(today.cost).cents(),
            grouped(n.into())
        ),
    };
    match saved(today, cost) {
        None => said,
        Some((0, _)) => format!("{said} This fleet costs as much."),
        Some((less, bp)) => {
            let (verb, by) = if less > 0 { ("saves", less) } else { ("costs", -less) };
            let more = if less > 0 { "" } else { " more" };
            let share = format!("{}.{} %", bp.unsigned_abs() / 100, bp.unsigned_abs() % 100 / 10);
            format!("{said} This fleet {verb} {}{more} a month ({share}).", MicroUsd(by as u64).cents())
        }
    }
}

/// How a fleet's cost differs from that of the nodes of today: `25.6 % less`. Nothing where these are not known, or the price
/// of some is not.
pub fn than_today(fleet: &Fleet) -> Option<String> {
    let today = fleet.present.as_ref().filter(|today| today.unpriced == 0)?;
    Some(against(fleet.cost.total, today.cost)).filter(|than| than != AS_MUCH)
}

/// What a fleet costs less than the nodes of today, below zero where it costs more, and the same in hundredths of a per cent
/// of what they cost. `None` where the price of some is not known.
pub fn saved(today: &Compared, cost: u64) -> Option<(i64, i64)> {
    let less = i128::from(today.cost) - i128::from(cost);
    let bp = less * 10_000 / i128::from(today.cost.max(1));
    (today.unpriced == 0).then_some((less as i64, bp as i64))
}

const AS_MUCH: &str = "as much";

/// A cost against a fleet's: `13.4 % more`, `as much`, `2 % less`.
pub fn against(cost: u64, fleet: u64) -> String {
    let by = ((u128::from(cost.abs_diff(fleet)) * 1_000 + u128::from(fleet / 2)) / u128::from(fleet.max(1))) as u64;
    match (cost.cmp(&fleet), by) {
        (std::cmp::Ordering::Equal, _) => AS_MUCH.into(),
        (std::cmp::Ordering::Greater, 0) => "less than 0.1 % more".into(),
        (std::cmp::Ordering::Less, 0) => "less than 0.1 % less".into(),
        (order, by) => {
            let way = if order.is_gt() { "more" } else { "less" };
            format!("{}.{} % {way}", by / 10, by % 10)
        }
    }
}

/// Types that are left out on spot, in a sentence: an unknown price is no price of zero.
pub fn without_spot_price(fleet: &Fleet) -> String {
    let is = if fleet.without_spot_price == 1 { "is" } else { "are" };
    format!("{} {is} not offered as spot: the price is not known.", counted(fleet.without_spot_price, "type"))
}

/// Why Karpenter's nodes are others, in sentences; nothing where it has none.
pub fn why_karpenter_differs(fleet: &Fleet) -> Vec<String> {
    let Some(karpenter) = &fleet.karpenter else { return Vec::new() };
    let mut said = vec![
        "Karpenter takes the pods by size, adds each to the node with the fewest pods as long as some type still holds \
         them all, and then buys the cheapest type for each node. It does not look for nodes that go together, and \
         consolidation, which comes later, never turns one node into several."
            .to_owned(),
    ];
    let knowing = fleet.karpenter_knowing.as_ref().filter(|knowing| knowing.cost != karpenter.cost);
    said.push(match knowing {
        Some(knowing) => format!(
            "Until it has seen a node of a type, it takes 7.5 % of its memory for not there. With the memory that nodes \
             have, the same rule comes to {} for {} a month.",
            counted(knowing.nodes, "node"),
            MicroUsd(knowing.cost).cents()
        ),
        None => "Until it has seen a node of a type, it takes 7.5 % of its memory for not there. That changes nothing in \
                 the cost here."
            .into(),
    });
    said.push(
        "A NodePool by itself keeps no minimum. Empty nodes that the fleet\u{2019}s rules ask for are not counted."
            .into(),
    );
    if let Some(only) = karpenter.too_many_types() {
        said.push(format!(
            "It takes as many types as it likes: {only} here, so its nodes are no fleet under your rules."
        ));
    }
    if !karpenter.holds {
        said.push("Some nodes have less memory than it guesses: they would not hold all pods.".into());
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn costs_are_compared_in_words() {
        assert_eq!(against(1_134, 1_000), "13.4 % more");
        assert_eq!(against(980, 1_000), "2.0 % less");
        assert_eq!(against(1_000, 1_000), "as much");
        assert_eq!(against(1_000_001, 1_000_000), "less than 0.1 % more");
    }
}
