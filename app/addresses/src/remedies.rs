//! What to try when addresses run short, in the order of effort, each with what it frees and what it costs.
//!
//! The order is the advice's own (rule H13): a smaller pool, more subnets, a range for pods, IPv6, and an overlay last.

use crate::fragments::{NodeTakes, Room, chances_of_nodes, nodes_with_chance};
use crate::lasts::{Lasts, lasts};
use crate::mix::Mix;
use crate::subnets::{Role, Subnet, Subnets};
use crate::targets::Targets;
use model::catalog::{Catalog, TypeIndex};
use model::plan::best::best_in;
use model::plan::{Candidate, judge_in_mode};
use model::scenario::Scenario;
use model::scenario::network_mode::NetworkMode;
use model::units::{MicroUsd, counted, grouped};
use model::vpc::subnets::usable_addresses;

/// Risk that a subnet with prefixes is planned with: one in a hundred.
const SURE_PER_MILLE: u32 = 990;

/// A remedy, worked out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remedy {
    /// A word for files.
    pub code: &'static str,
    /// What to do.
    pub what: String,
    /// Addresses that it frees in the nodes' subnets; negative where it takes more.
    pub frees: i64,
    /// Addresses that all nodes then take of the nodes' subnets.
    pub takes: u64,
    /// Addresses of subnets that are new with it, such as the pods' own.
    pub elsewhere: u64,
    /// Whether the listed subnets are enough then; `None` where that is not checked.
    pub fits: Option<bool>,
    /// What all nodes cost a month more (or less), where a type carries the pods.
    pub monthly_difference: i64,
    /// What else to know.
    pub note: Option<String>,
}

impl Remedy {
    /// In a sentence: what to do, what it frees and costs, and whether the subnets are enough then.
    pub fn text(&self) -> String {
        let frees = match self.frees {
            0 => "frees nothing where the nodes are".into(),
            n if n < 0 => format!("takes {} addresses more", grouped(n.unsigned_abs())),
            n => format!("frees {} addresses", grouped(n.unsigned_abs())),
        };
        let elsewhere = match self.elsewhere {
            0 => String::new(),
            n => format!(", takes {} in new subnets", grouped(n)),
        };
        let money = match self.monthly_difference {
            0 => "costs no more for nodes".into(),
            more if more > 0 => format!("costs {} a month more", MicroUsd(more.unsigned_abs()).cents()),
            less => format!("saves {} a month", MicroUsd(less.unsigned_abs()).cents()),
        };
        let then = match self.fits {
            Some(true) => "The subnets are enough then.",
            Some(false) => "The subnets are too few even so.",
            None => "Whether the subnets are enough then is not checked.",
        };
        let note = self.note.as_ref().map_or(String::new(), |note| format!(" {note}"));
        format!("{}: {frees}{elsewhere}, {money}. {then}{note}", self.what)
    }
}

/// Targets that hold little ahead of what nodes have in use: two addresses, and no fewer than the fullest node has.
pub fn small_targets(mix: &Mix) -> Targets {
    let minimum = mix.groups.iter().map(|group| group.addresses).max().unwrap_or(0);
    Targets { addresses: 2, minimum, ..Targets::default() }
}

/// A plan of one mode, the type that was chosen or the best.
pub fn candidate_in(catalog: &Catalog, scenario: &Scenario, mode: NetworkMode) -> Option<Candidate<TypeIndex>> {
    let chosen = scenario.chosen.as_deref().and_then(|name| catalog.find(name));
    match chosen {
        Some(index) => judge_in_mode(catalog, scenario, mode, index).ok(),
        None => best_in(catalog, scenario, mode),
    }
}

/// Nodes in a networking mode and what they cost a month, where that depends on the mode.
pub struct InMode<'a> {
    /// The nodes.
    pub mix: Mix<'a>,
    /// Their cost.
    pub monthly: MicroUsd,
}

impl<'a> InMode<'a> {
    /// Those of one type, the one that was chosen or the best.
    pub fn of_one_type(catalog: &'a Catalog, scenario: &Scenario, mode: NetworkMode) -> Option<InMode<'a>> {
        let candidate = candidate_in(catalog, scenario, mode)?;
        let mix = Mix::of(catalog, scenario, mode, &candidate);
        Some(InMode { mix, monthly: candidate.fleet.monthly })
    }
}

/// What to try against too few addresses on nodes of one type, in order; see [`remedies_with`].
pub fn remedies(catalog: &Catalog, scenario: &Scenario, subnets: &Subnets, tuned: Option<Targets>) -> Vec<Remedy> {
    remedies_with(&|mode| InMode::of_one_type(catalog, scenario, mode), scenario.mode, subnets, tuned)
}

/// What to try against too few addresses, in order; nothing where there are no nodes, or where pods take no addresses of the
/// VPC anyway. `nodes` are those of each mode, `tuned` the targets to compare with, such as the tuner's.
pub fn remedies_with<'a>(
    nodes: &dyn Fn(NetworkMode) -> Option<InMode<'a>>,
    mode: NetworkMode,
    subnets: &Subnets,
    tuned: Option<Targets>,
) -> Vec<Remedy> {
    let Some(InMode { mix, monthly }) = nodes(mode) else { return Vec::new() };
    if mix.groups.iter().all(|group| mix.held(group).addresses == 0) {
        return Vec::new();
    }
    let before = Before { nodes, subnets, monthly, takes: of_nodes(&mix), mix: &mix };
    let smaller = tuned.filter(|_| mix.runs_ipamd()).map(|targets| before.smaller_pool(targets));
    let modes = [
        (
            "secondary-range",
            "Pods in subnets of their own, from a secondary range (custom networking)",
            own_range(mode),
        ),
        ("ipv6", "An IPv6 cluster, which is a new cluster", Some(NetworkMode::Ipv6)),
        ("overlay", "An overlay: pods have addresses that the VPC does not know", Some(NetworkMode::OverlayCilium)),
    ];
    let in_modes = modes.into_iter().filter_map(|(code, what, mode)| before.in_mode(code, what, mode?));
    smaller.into_iter().chain(before.more_subnets()).chain(before.reservation()).chain(in_modes).collect()
}

/// The mode with the pods' own range that goes with a mode.
fn own_range(mode: NetworkMode) -> Option<NetworkMode> {
    use NetworkMode::*;
    match mode {
        SecondaryIp | SecurityGroups => Some(CustomNetworking),
        PrefixDelegation | SecurityGroupsPrefix => Some(CustomNetworkingPrefix),
        _ => None,
    }
}

fn of_nodes(mix: &Mix) -> u64 {
    mix.groups.iter().map(|g| u64::from(mix.held(g).node_subnet_addresses) * u64::from(g.nodes)).sum()
}

fn of_pods(mix: &Mix) -> u64 {
    mix.groups.iter().map(|g| u64::from(mix.held(g).pod_subnet_addresses) * u64::from(g.nodes)).sum()
}

struct Before<'b, 'a> {
    nodes: &'b dyn Fn(NetworkMode) -> Option<InMode<'a>>,
    subnets: &'b Subnets,
    monthly: MicroUsd,
    takes: u64,
    mix: &'b Mix<'a>,
}

impl Before<'_, '_> {
    fn remedy(&self, code: &'static str, what: String, mix: &Mix, fits: Option<bool>) -> Remedy {
        let takes = of_nodes(mix);
        let frees = i64::try_from(i128::from(self.takes) - i128::from(takes)).unwrap_or(i64::MAX);
        Remedy { code, what, frees, takes, elsewhere: of_pods(mix), fits, monthly_difference: 0, note: None }
    }

    fn smaller_pool(&self, targets: Targets) -> Remedy {
        let mix = self.mix.with(targets);
        let words = crate::settings::in_words(targets, crate::tuner::uses_prefixes(&mix));
        let fits = lasts(&mix, self.subnets).fits;
        self.remedy("smaller-pool", format!("A smaller warm pool: {words}"), &mix, fits)
    }

    /// The smallest subnet that each short zone lacks, where any is short.
    fn more_subnets(&self) -> Option<Remedy> {
        let now = lasts(self.mix, self.subnets);
        let lacks = |row: &crate::lasts::ZoneUse| Some(row.need_with_surge.saturating_sub(row.free?));
        let short = now.zones.iter().filter(|row| row.role == Role::Nodes && row.fits == Some(false));
        let (mut with, mut words) = (self.subnets.clone(), Vec::new());
        for row in short {
            let length = smallest(row, lacks(row)?)?;
            with.list.push(Subnet {
                name: format!("new subnet in {}", row.zone),
                zone: row.zone.clone(),
                free: usable_addresses(length),
                ..Subnet::default()
            });
            words.push(format!("a /{length} in {}", row.zone));
        }
        if words.is_empty() {
            return None;
        }
        let fits = lasts(self.mix, &with).fits;
        let mut remedy = self.remedy("more-subnets", format!("More subnets: {}", words.join(", ")), self.mix, fits);
        remedy.elsewhere = with.list[self.subnets.list.len()..].iter().filter_map(|s| s.free).map(u64::from).sum();
        remedy.note = Some("VPC CNI finds them by the tag kubernetes.io/role/cni = 1.".into());
        Some(remedy)
    }

    /// Keeping the blocks that are still whole for prefixes: only what fragmentation would take is won.
    fn reservation(&self) -> Option<Remedy> {
        let now = lasts(self.mix, self.subnets);
        let row = now.zones.iter().find(|row| row.role == Role::Nodes && row.blocks.is_some())?;
        let subnet = self.subnets.list.get(*row.subnets.first()?)?;
        let (room, used) = (Room::of_length(subnet.cidr?.length())?, subnet.used()?);
        let held = self.mix.largest()?;
        let node = |singles| NodeTakes { singles, blocks: held.prefixes };
        let carries = |node| nodes_with_chance(&chances_of_nodes(room, used, node, 5_000), SURE_PER_MILLE);
        let (without, with) = (carries(node(held.enis)), carries(node(0)));
        let what = format!(
            "A CIDR reservation of type prefix: {} then carries {} instead of {} with a chance of 99 %",
            subnet.label(),
            counted(with, "node"),
            grouped(without.into())
        );
        let mut remedy = self.remedy("reservation", what, self.mix, now.fits);
        let unsure = "Reports differ on whether primary addresses stay out of a reservation (amazon-vpc-cni-k8s issues 2749, 3087).";
        remedy.note = Some(unsure.into());
        Some(remedy)
    }

    fn in_mode(&self, code: &'static str, what: &str, mode: NetworkMode) -> Option<Remedy> {
        let InMode { mix, monthly } = (self.nodes)(mode)?;
        let after: Lasts = lasts(&mix, self.subnets);
        // the pods' own subnets are new: what counts is whether the nodes' are enough
        let of_nodes = after.zones.iter().filter(|row| row.role == Role::Nodes);
        let fits = of_nodes.map(|row| row.fits).try_fold(true, |all, fits| Some(all && fits?));
        let is_whole = after.elsewhere == 0 && mix.is_whole();
        let fits = fits.filter(|fits| !after.zones.is_empty() && (is_whole || !fits));
        let mut remedy = self.remedy(code, what.into(), &mix, fits);
        let less = |this: MicroUsd, that: MicroUsd| i128::from(this.0) - i128::from(that.0);
        remedy.monthly_difference = i64::try_from(less(monthly, self.monthly)).unwrap_or(i64::MAX);
        let too_full = match mix.overfull() {
            0 => String::new(),
            n => format!(" Too full in this mode: {}, whose pods move to other nodes.", grouped(n.into())),
        };
        remedy.note = Some(format!("{} of {}.{too_full}", counted(mix.nodes(), "node"), mix.types()));
        Some(remedy)
    }
}

/// The smallest subnet with so many addresses, and with the blocks that the zone lacks.
fn smallest(row: &crate::lasts::ZoneUse, lacks: u64) -> Option<u32> {
    let lacks_blocks = row.blocks.map_or(0, |b| b.need_with_surge.saturating_sub(b.at_best.unwrap_or(0)));
    let is_enough = |length: &u32| {
        let Some(room) = Room::of_length(*length) else { return false };
        u64::from(room.addresses) >= lacks + u64::from(crate::lasts::CONTROL_PLANE)
            && u64::from(room.blocks) >= lacks_blocks
    };
    crate::cidr::SUBNET_LENGTHS.rev().find(is_enough)
}
