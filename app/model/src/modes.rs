//! The networking modes side by side: what the same pods cost, hold and can do in each.
//!
//! Entry point: [`modes`]. Today's rules, in the article's era too: the article knows one mode.

use crate::advice::knowledge::fact::Fact;
use crate::advice::knowledge::facts::{Aspect, fact};
use crate::advice::knowledge::options::{OPTIONS, OptionId};
use crate::catalog::{Catalog, TypeIndex};
use crate::node::bandwidth::largest_flow;
use crate::node::warm_pool::Held;
use crate::plan::best::{Bests, MODE_COUNT, best_by_mode, best_in};
use crate::plan::eligibility::{Reason, excludes_every_type};
use crate::plan::{Candidate, judge_in_mode};
use crate::scenario::Scenario;
use crate::scenario::network_mode::{MODES, ModeFacts, NetworkMode};
use crate::scenario::owner::Owner;
use crate::units::{Mbps, MicroUsd};
use crate::vpc::subnets::{Fit, VpcUse, fit, held_by_node};
use std::cmp::Reverse;

/// Which type each mode is shown with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Which {
    /// The mode's best.
    #[default]
    Best,
    /// The chosen type in every mode; the best of the scenario's mode where none is chosen.
    Chosen,
}

/// One mode.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModeRow {
    /// The mode.
    pub mode: NetworkMode,
    /// Whether it is the scenario's.
    pub is_current: bool,
    /// Its figures, or why there are none.
    pub outcome: Result<ModeFigures, Reason>,
    /// The pod network behind the mode; where several are, the first of [`OPTIONS`]: flannel for a /24 a node.
    pub option: OptionId,
}

/// A mode in figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ModeFigures {
    /// The type, its price, pods per node, nodes and cost.
    pub candidate: Candidate<TypeIndex>,
    /// What one node holds with the pods spread evenly over the nodes.
    pub node: Held,
    /// What all nodes take of the VPC, the warm pool included.
    pub fleet: VpcUse,
    /// Whether that fits the scenario's subnets; `None` where none are listed.
    pub fit: Option<Fit>,
    /// The largest single flow to another node, outside a cluster placement group.
    pub largest_flow: Mbps,
    /// Whether the type's network card encrypts traffic to its like.
    pub hardware_encryption: bool,
    /// Against the scenario's mode; `None` where that has no figures.
    pub difference: Option<Difference>,
}

/// How far a mode is from the scenario's, in each figure: this one less that one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// Pods per node.
    pub pods: i64,
    /// Nodes.
    pub nodes: i64,
    /// Millionths of a dollar a month.
    pub monthly: i64,
    /// VPC addresses of all nodes.
    pub addresses: i64,
    /// NAU of all nodes, units.
    pub nau: i64,
}

/// Every mode in the order of [`MODES`].
///
/// 400 pods of 50m on m5.large, secondary IPs: 25 pods a node, 16 nodes, 480 addresses; with prefixes 34, 12
/// and 780: more addresses on fewer nodes.
pub fn modes(catalog: &Catalog, scenario: &Scenario, which: Which) -> Vec<ModeRow> {
    modes_with(catalog, scenario, which, || best_by_mode(catalog, scenario))
}

/// The same with the best type of each mode given, called where they are shown.
pub fn modes_with(catalog: &Catalog, scenario: &Scenario, which: Which, bests: impl FnOnce() -> Bests) -> Vec<ModeRow> {
    let one_type = if which == Which::Chosen { subject(catalog, scenario) } else { None };
    let outcomes: Vec<Result<Candidate<TypeIndex>, Reason>> = match one_type {
        Some(index) => MODES.iter().map(|facts| judge_in_mode(catalog, scenario, facts.mode, index)).collect(),
        // Where nothing is chosen and nothing carries the pods in the scenario's mode, there is no one type to show.
        None => with_reasons(catalog, scenario, bests()).into(),
    };
    let current = scenario.mode as usize;
    let base = outcomes[current].ok().map(|c| figures(catalog, scenario, scenario.mode, c));
    let row = |(facts, outcome): (&ModeFacts, Result<Candidate<TypeIndex>, Reason>)| {
        let with_difference = |candidate| {
            let figures = figures(catalog, scenario, facts.mode, candidate);
            ModeFigures { difference: base.as_ref().map(|base| figures.less(base)), ..figures }
        };
        ModeRow {
            mode: facts.mode,
            is_current: facts.mode == scenario.mode,
            outcome: outcome.map(with_difference),
            option: option_of(facts.mode, scenario.node.owner),
        }
    };
    MODES.iter().zip(outcomes).map(row).collect()
}

/// The type that [`Which::Chosen`] shows; `None` where none is chosen and none fits.
fn subject(catalog: &Catalog, scenario: &Scenario) -> Option<TypeIndex> {
    let chosen = scenario.chosen.as_deref().and_then(|name| catalog.find(name));
    chosen.or_else(|| best_in(catalog, scenario, scenario.mode).map(|c| c.index))
}

/// The type that [`Which::Chosen`] shows, in every mode; `None` where there is no one type to show.
pub fn of_chosen(catalog: &Catalog, scenario: &Scenario) -> Option<Bests> {
    let index = subject(catalog, scenario)?;
    Some(std::array::from_fn(|i| judge_in_mode(catalog, scenario, MODES[i].mode, index).ok()))
}

fn with_reasons(
    catalog: &Catalog,
    scenario: &Scenario,
    bests: Bests,
) -> [Result<Candidate<TypeIndex>, Reason>; MODE_COUNT] {
    let mut mode = MODES.iter().map(|facts| facts.mode);
    bests.map(|best| {
        let mode = mode.next().unwrap_or(scenario.mode);
        best.ok_or_else(|| why_none(catalog, scenario, mode))
    })
}

/// The reason that best says why nothing fits a mode: what the mode lacks on such nodes, else the most
/// frequent of those that come nearest to fitting. Ties by text.
fn why_none(catalog: &Catalog, scenario: &Scenario, mode: NetworkMode) -> Reason {
    if let Some(reason) = excludes_every_type(mode, &scenario.node) {
        return reason;
    }
    let mut counts: Vec<(Reason, usize)> = Vec::new();
    for index in catalog.indices() {
        let Err(reason) = judge_in_mode(catalog, scenario, mode, index) else { continue };
        match counts.iter_mut().find(|(seen, _)| *seen == reason) {
            Some((_, count)) => *count += 1,
            None => counts.push((reason, 1)),
        }
    }
    let key = |(reason, count): &(Reason, usize)| (nearness(*reason), *count, Reverse(reason.text()));
    counts.iter().max_by_key(|entry| key(entry)).map_or(Reason::NotOffered, |(reason, _)| *reason)
}

/// How near to fitting a type is that a reason keeps out: on offer, let in, networked, with room.
fn nearness(reason: Reason) -> u8 {
    match reason {
        Reason::NoRoom(_) | Reason::NoRoomForDaemonSets(_) => 3,
        Reason::CannotStart(_) | Reason::NotOffered | Reason::NoPrice | Reason::NoSpot | Reason::NoCommitment => 0,
        filter if filter.is_filter() => 1,
        _ => 2,
    }
}

fn figures(catalog: &Catalog, scenario: &Scenario, mode: NetworkMode, candidate: Candidate<TypeIndex>) -> ModeFigures {
    let t = catalog.instance_type(candidate.index);
    let node = held_by_node(t, scenario, mode, &candidate);
    let fleet = VpcUse::of(&node, candidate.fleet.nodes);
    ModeFigures {
        candidate,
        node,
        fleet,
        fit: fit(&node, candidate.fleet.nodes, &scenario.subnets),
        largest_flow: largest_flow(t),
        hardware_encryption: t.encryption_in_transit,
        difference: None,
    }
}

/// The pod network behind a mode on nodes of an owner.
pub fn option_of(mode: NetworkMode, owner: Owner) -> OptionId {
    match mode {
        _ if owner == Owner::AutoMode && mode.facts().on_auto_mode() => OptionId::EksAuto,
        NetworkMode::SecurityGroups => OptionId::VpcSecondary,
        NetworkMode::SecurityGroupsPrefix => OptionId::VpcPrefix,
        _ => OPTIONS.iter().find(|o| o.modes.contains(&mode)).map_or(OptionId::VpcSecondary, |o| o.id),
    }
}

impl ModeRow {
    /// The mode's name: on Auto Mode that of what its own network does.
    pub fn name(&self) -> &'static str {
        let owner = if self.option == OptionId::EksAuto { Owner::AutoMode } else { Owner::SelfManaged };
        self.mode.name_on(owner)
    }

    /// The encryption that the pod network brings along, in software; `None` where it brings none.
    pub fn software_encryption(&self) -> Option<&'static Fact> {
        use OptionId::*;
        match self.option {
            VpcSecondary | VpcPrefix | VpcCustom | VpcIpv6 | EksAuto => None,
            option => fact(option, Aspect::Encryption),
        }
    }

    /// The network policy it offers.
    pub fn policy(&self) -> Option<&'static Fact> {
        fact(self.option, Aspect::Policy)
    }

    /// Who supports it on EKS.
    pub fn support(&self) -> Option<&'static Fact> {
        fact(self.option, Aspect::Supporter)
    }

    /// The figures, where there are any.
    pub fn figures(&self) -> Option<&ModeFigures> {
        self.outcome.as_ref().ok()
    }
}

impl ModeFigures {
    /// Monthly cost of all nodes.
    pub fn monthly(&self) -> MicroUsd {
        self.candidate.fleet.monthly
    }

    fn less(&self, base: &ModeFigures) -> Difference {
        let less = |this: u64, that: u64| i64::try_from(i128::from(this) - i128::from(that)).unwrap_or(i64::MAX);
        let (this, that) = (&self.candidate, &base.candidate);
        Difference {
            pods: less(this.capacity.pods.into(), that.capacity.pods.into()),
            nodes: less(this.fleet.nodes.into(), that.fleet.nodes.into()),
            monthly: less(this.fleet.monthly.0, that.fleet.monthly.0),
            addresses: less(self.fleet.addresses(), base.fleet.addresses()),
            nau: less(self.fleet.nau, base.fleet.nau),
        }
    }
}
