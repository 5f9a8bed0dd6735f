//! What nodes cost in all, on the real catalogue: disks, agents, Auto Mode's fee by series, commitments, the control
//! plane. Each figure is a sum done by hand from the sources named.

use super::{instance_type, offer, us_east_1};
use model::catalog::reserved::Commitment;
use model::plan::cost::{
    NodePrice, PURCHASES, by_purchase, control_plane, fee_share, node_price, pays_from, pays_from_hours,
};
use model::plan::{best::best, judge};
use model::scenario::costs::{ControlPlane, Costs};
use model::scenario::fields::{CHOICES, choice};
use model::scenario::link::from_query;
use model::scenario::{Purchase, Scenario};
use model::units::{BasisPoints, MicroUsd};

fn price(name: &str, query: &str) -> NodePrice {
    let decoded = from_query(query);
    assert_eq!(decoded.problems, vec![], "{query}");
    node_price(instance_type(name), offer("us-east-1", name), &decoded.scenario).expect("a price")
}

/// As public reports have it: 50 small spot nodes for $220, with 100 GiB disks for $620.
#[test]
fn disks_cost_more_than_small_spot_nodes() {
    let fifty = |query| MicroUsd(price("t3a.small", query).month.0 * 50).cents();
    // 0.0188 * (1 - 0.68) = 0.006016; 50 * 0.006016 * 730 = 219.584
    assert_eq!(fifty("v=2&buy=spot&root_gib=100&gib_mils=0"), "$219.58");
    // and 50 * 100 * 0.08 = 400
    assert_eq!(fifty("v=2&buy=spot&root_gib=100"), "$619.58");
    // version 1 had no price of disks
    assert_eq!(fifty("v=1&buy=spot&root_gib=100"), "$219.58");
}

/// m5.large on demand for 0.096, for a year 0.06 (62.5 %), for three 0.041 (42.708 %): of AWS's offer file of the region.
#[test]
fn a_commitment_pays_from_a_share_of_its_hours() {
    let from = |commitment| pays_from(offer("us-east-1", "m5.large"), commitment);
    assert_eq!(from(Commitment::Standard1), Some(BasisPoints(6_250)));
    assert_eq!(from(Commitment::Standard3), Some(BasisPoints(4_271)));
    // 0.625 * 730 = 456.25; 0.4271 * 730 = 311.78
    assert_eq!([6_250, 4_271].map(|share| pays_from_hours(BasisPoints(share))), [457, 312]);
    assert_eq!(pays_from(offer("us-east-1", "a1.2xlarge"), Commitment::Standard1), None);
}

#[test]
fn a_node_is_its_hours_its_disks_and_its_agents() {
    // 0.096 * 730 + 20 * 0.08 = 70.08 + 1.60
    assert_eq!(price("m5.large", "v=2").month.cents(), "$71.68");
    // and agents for 15.00 a node
    assert_eq!(price("m5.large", "v=2&agent_cents=1500").month.cents(), "$86.68");
    // half of a month: 0.096 * 365 + 1.60 / 2, agents in full
    assert_eq!(price("m5.large", "v=2&agent_cents=1500&hours=365").month.cents(), "$50.84");
}

/// A commitment is billed for all hours of a month, whether the node runs or not; its disks and Auto Mode's fee are not.
#[test]
fn a_commitment_is_billed_for_every_hour() {
    // 0.06 * 730 + 1.60
    assert_eq!(price("m5.large", "v=2&buy=standard-1y").month.cents(), "$45.40");
    // half of a month: 0.06 * 730 + 1.60 / 2
    assert_eq!(price("m5.large", "v=2&buy=standard-1y&hours=365").month.cents(), "$44.60");
    // 0.06 * 744 + 20 * 0.08 * 744 / 730
    assert_eq!(price("m5.large", "v=2&buy=standard-1y&hours=744").month.cents(), "$46.27");
    // on demand half of a month costs less, as 50 % is less than 62.5 %: 0.096 * 365 + 0.80
    assert_eq!(price("m5.large", "v=2&hours=365").month.cents(), "$35.84");
    // with Auto Mode 12 % of 0.096 for the hours that it runs: 0.01152 * 365
    let query = "v=2&node=auto&buy=standard-1y&hours=365";
    let (node, scenario) = (price("m5.large", query), from_query(query).scenario);
    let parts = node.parts(&scenario, 1);
    assert_eq!(parts.named().iter().map(|(_, part)| part.0).sum::<u64>(), node.month.0);
    assert_eq!(parts.fee.cents(), "$4.20");
    assert_eq!(parts.instances.cents(), "$43.80");
}

/// 12 % of the on-demand price; 7.8 % on G and 4.8 % on P and Trainium since 1 July 2026, however nodes are bought.
#[test]
fn auto_mode_takes_less_of_accelerated_types() {
    let shares = [("m5.large", "12 %"), ("g5.xlarge", "7.8 %"), ("g4dn.xlarge", "7.8 %"), ("gr6.4xlarge", "7.8 %")];
    let shares =
        shares.into_iter().chain([("p5.48xlarge", "4.8 %"), ("trn1.2xlarge", "4.8 %"), ("inf2.xlarge", "12 %")]);
    let auto = from_query("v=2&node=auto").scenario;
    for (name, share) in shares {
        let found = fee_share(instance_type(name), &auto).map(|share| share.to_string());
        assert_eq!(found.as_deref(), Some(share), "{name}");
    }
    assert_eq!(fee_share(instance_type("m5.large"), &Scenario::default()), None);
    // 1.006 * 0.078 = 0.078468, on demand and on a commitment of 0.63378 an hour
    let (listed, committed) =
        (price("g5.xlarge", "v=2&node=auto"), price("g5.xlarge", "v=2&node=auto&buy=standard-1y"));
    assert_eq!((listed.fee, committed.fee), (MicroUsd(78_468), MicroUsd(78_468)));
    assert_eq!((listed.hourly, committed.hourly), (MicroUsd(1_084_468), MicroUsd(712_248)));
}

/// The parts of a cost add up to it, and the control plane comes once.
#[test]
fn the_control_plane_is_billed_once_by_support_and_tier() {
    let plane = |control_plane| {
        let costs = Costs { control_plane, ..Costs::default() };
        control_plane_of(&Scenario { costs, ..Scenario::default() })
    };
    assert_eq!(plane(ControlPlane::Standard), "$73.00"); // 0.10 * 730
    assert_eq!(plane(ControlPlane::Extended), "$438.00"); // 0.60 * 730
    assert_eq!(plane(ControlPlane::Xl), "$1,277.50"); // (0.10 + 1.65) * 730
    assert_eq!(plane(ControlPlane::Xl2), "$2,555.00"); // (0.10 + 3.40) * 730
    assert_eq!(plane(ControlPlane::Xl4), "$5,110.00"); // (0.10 + 6.90) * 730
    assert_eq!(plane(ControlPlane::Xl8), "$10,220.00"); // (0.10 + 13.90) * 730
}

fn control_plane_of(scenario: &Scenario) -> String {
    control_plane(scenario).cents()
}

/// m5.large in us-east-1, ten nodes: 0.096, 0.06, 0.071, 0.041, 0.049 and 0.096 * 0.34 an hour, 730 h, and 1.60 each.
#[test]
fn purchases_are_next_to_each_other() {
    let s = Scenario::default();
    let costs = by_purchase(instance_type("m5.large"), offer("us-east-1", "m5.large"), &s, 10);
    let said: Vec<_> = costs.iter().map(|cost| cost.map(MicroUsd::cents)).collect();
    let expected = ["$716.80", "$454.00", "$534.30", "$315.30", "$373.70", "$254.27"];
    assert_eq!(said, expected.map(|cost| Some(cost.to_string())));
    // m9g is newer than the rates of 2025 and the spot figures of 2025
    let newer = by_purchase(instance_type("m9g.large"), offer("us-east-1", "m9g.large"), &s, 10);
    assert_eq!(newer.map(|cost| cost.is_some()), [true, false, false, false, false, false]);
    // each of them can be what ranks, and is the code of a link
    let codes = choice(&CHOICES, "buy").expect("a choice").options;
    assert_eq!(codes.len(), PURCHASES.len() + 1, "and the discount of one's own");
}

/// Whoever commits ranks by what was committed to: types without a rate are left out with a reason.
#[test]
fn a_commitment_ranks_the_types_that_have_a_rate() {
    let committed = Purchase::Committed(Commitment::Standard3);
    let s = Scenario { purchase: committed, ..Scenario::default() };
    let found = best(us_east_1(), &s).expect("a type");
    let index = found.today().expect("of today").index;
    let rate = us_east_1().offer(index).committed(Commitment::Standard3).expect("a rate");
    assert_eq!(found.price.hourly, rate);
    let newer = us_east_1().find("m9g.large").expect("a type");
    let all = Scenario { filters: model::scenario::Filters::open(), ..s };
    let reason = judge(us_east_1(), &all, newer).expect_err("no rate");
    assert_eq!(reason.text(), "not sold with this commitment here, or no rate is known");
}
