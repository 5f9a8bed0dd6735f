//! What a node costs, part by part, and the control plane.

use super::super::{Figure, Input, Unit, input, node_month};
use super::Explanation;
use crate::catalog::PriceKind;
use crate::catalog::auto_mode::AUTO_MODE_FEE;
use crate::plan::cost::{self, agents_month, disk_gib, fee_share};
use crate::scenario::Purchase;
use crate::words;

/// The price of a node that is bought on demand or for less than that, with Auto Mode's fee as a share or as published.
const BY_SHARE: [&str; 2] =
    ["round(list * (10000 - less) / 10000) + round(list * fee / 10000)", "round(list * (10000 - less) / 10000) + fee"];
/// The same of a node that a commitment is for.
const BY_RATE: [&str; 2] = ["rate + round(list * fee / 10000)", "rate + fee"];

impl Explanation<'_> {
    pub(super) fn price(&mut self) {
        let (offer, purchase) = (self.offer, self.scenario.purchase);
        let Some(on_demand) = &offer.on_demand else { return };
        let (fee, is_published, fee_source) = self.fee();
        let (by_share, by_rate) = (BY_SHARE[usize::from(is_published)], BY_RATE[usize::from(is_published)]);
        let list = input("list", "on-demand price, micro-dollars an hour", on_demand.hourly.0 as f64);
        let less = |share: u32| input("less", "discount or spot savings, basis points", share);
        let (formula, bought, source) = match purchase {
            Purchase::OnDemand => (by_share, less(0), None),
            Purchase::Discount => (by_share, less(self.scenario.discount.0), None),
            Purchase::Spot => (by_share, less(offer.spot_savings.map_or(0, |s| s.0)), Some("spot-advisor")),
            Purchase::Committed(commitment) => {
                let rate = offer.committed(commitment).map_or(0, |rate| rate.0);
                let meaning = "rate of the commitment, micro-dollars an hour";
                (by_rate, input("rate", meaning, rate as f64), Some("reserved"))
            }
        };
        let inputs = vec![list, bought, fee];
        let sources: Vec<_> = std::iter::once("prices").chain(source).chain(fee_source).collect();
        let note = match (&on_demand.kind, purchase) {
            _ if self.scenario.node.is_windows() => Some(words::WITHOUT_LICENCE),
            (_, Purchase::Committed(_)) => Some(words::COMMITMENT),
            (PriceKind::Estimated(_), _) => Some(words::ESTIMATED_PRICE),
            (_, Purchase::Spot) => Some(words::SPOT_IS_INDICATIVE),
            _ => None,
        };
        self.add(
            Figure::new("node-price", "Price of a node", self.candidate.price.hourly.0, Unit::UsdHour)
                .by(formula, inputs)
                .from(&sources)
                .noting(note),
        );
    }

    /// Auto Mode's fee, whether AWS publishes it, and who says so; a share of 0 for other owners.
    fn fee(&self) -> (Input, bool, Option<&'static str>) {
        let share = fee_share(self.t, self.scenario);
        if let (Some(_), Some(fee)) = (share, self.offer.auto_mode) {
            let published = input("fee", "Auto Mode's published fee, micro-dollars an hour", fee.0 as f64);
            return (published, true, Some("auto-mode-list"));
        }
        let source = share.map(|share| if share == AUTO_MODE_FEE { "auto-mode-fee" } else { "auto-mode-gpu-fee" });
        let share = input("fee", "Auto Mode's fee, basis points of the list price", share.map_or(0, |share| share.0));
        (share, false, source)
    }

    pub(super) fn disks(&mut self) {
        let costs = &self.scenario.costs;
        let inputs = vec![
            input("gib", "GiB of the volumes that owner and OS bring", disk_gib(self.t, self.scenario)),
            input("price", "a GiB and month, thousandths of a dollar", costs.gib_mils),
            input("hours", "hours in a month", self.scenario.hours_per_month),
        ];
        let extra =
            (self.scenario.node.extra_volumes > 0).then_some("Extra volumes have no size here: they are not in it.");
        self.add(
            Figure::new("disks", "Disks of a node", self.candidate.price.disks.0, Unit::UsdMonth)
                .by("round(gib * price * 1000 * hours / 730)", inputs)
                .from(&["ebs-price", "os-disks"])
                .noting(extra),
        );
    }

    pub(super) fn control_plane(&mut self) {
        let scenario = self.scenario;
        let (support, tier) = cost::control_plane_hourly(scenario.costs.control_plane);
        let inputs = vec![
            input("support", "support of the Kubernetes version, micro-dollars an hour", support.0 as f64),
            input("tier", "provisioned tier, micro-dollars an hour", tier.0 as f64),
            input("hours", "hours in a month", scenario.hours_per_month),
        ];
        let month = cost::control_plane(scenario).0;
        let (sources, note): (&[_], _) = match tier.0 {
            0 => (&["eks-support-price"], None),
            _ => (&["eks-support-price", "eks-tiers"], Some(words::TIER_ON_TOP)),
        };
        self.add(
            Figure::new("control-plane", "Control plane", month, Unit::UsdMonth)
                .by("(support + tier) * hours", inputs)
                .from(sources)
                .noting(note),
        );
        let all = self.candidate.fleet.monthly.0;
        let inputs = vec![
            input("monthly", "all nodes, micro-dollars a month", all as f64),
            input("control_plane", "control plane, micro-dollars a month", month as f64),
        ];
        self.add(
            Figure::new("in-all", "The cluster", all + month, Unit::UsdMonth)
                .by("monthly + control_plane", inputs)
                .from(&["berth"])
                .noting(Some("Without traffic, load balancers and the volumes of pods.")),
        );
    }

    /// What a node costs a month: its hours, its disks, its agents.
    pub(super) fn node_month(&self) -> Figure {
        let (mut figure, price) = (node_month(self.scenario, self.candidate), &self.candidate.price);
        figure.formula = "hourly * hours + disks + agents";
        if price.billed_hours != self.scenario.hours_per_month {
            figure.formula = "(hourly - fee) * billed + fee * hours + disks + agents";
            figure.inputs.push(input("fee", "Auto Mode's fee, micro-dollars an hour", price.fee.0 as f64));
            figure.inputs.push(input("billed", "hours in a month that a commitment is billed for", price.billed_hours));
        }
        figure.inputs.push(input("disks", "its disks, micro-dollars a month", price.disks.0 as f64));
        let agents = agents_month(self.scenario).0;
        figure.inputs.push(input("agents", "agents billed per node, micro-dollars a month", agents as f64));
        figure
    }
}
