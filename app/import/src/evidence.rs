//! What the nodes' own figures tell: max-pods of the networking mode, allocatable of what is kept back for the system.

use crate::notes::{Note, Notes, What};
use crate::present::{Present, PresentNode};
use crate::resources::{CPU, MEMORY, PODS};
use model::catalog::Catalog;
use model::catalog::instance_type::InstanceType;
use model::node::max_pods::{by_settings as max_pods, eni_limited};
use model::node::reserved::{eviction, kube_cpu, kube_memory};
use model::scenario::Scenario;
use model::scenario::answers::CurrentCni;
use model::scenario::network_mode::NetworkMode;
use model::units::{Mib, MilliCpu, counted};

/// A mode explains the nodes if it does so for so many of a hundred.
const ENOUGH: usize = 90;
/// The most that a scenario takes for a reserve, in MiB and in millicores.
const MOST_MEMORY: u32 = 262_144;
const MOST_CPU: u32 = 64_000;
/// What is kept back may be off by so many MiB: capacity and allocatable are rounded on their own.
const ROUNDING: u32 = 2;

/// Chooses mode, max-pods and reserves as the nodes have them, and says so.
pub fn fit(present: &Present, catalog: &Catalog, scenario: &mut Scenario) -> Vec<Note> {
    let mut notes = Notes::default();
    fit_max_pods(present, catalog, scenario, &mut notes);
    let mut nodes: Vec<Typed> = Vec::new();
    for node in present.ec2() {
        nodes.extend(catalog.find(&node.instance_type).map(|index| (catalog.instance_type(index), node)));
    }
    fit_memory(&nodes, scenario, &mut notes);
    fit_cpu(&nodes, scenario, &mut notes);
    notes.list()
}

/// A node with what the catalogue says of its type.
type Typed<'a> = (&'a InstanceType, &'a PresentNode);

/// Where nodes keep back another amount of a resource than Berth expects of their types.
enum Unlike {
    /// All of them the same amount, whatever their type.
    Fixed(u32),
    /// So much more than expected, all of them.
    More(u32),
    /// Different amounts.
    Mixed,
}

/// Of what each node keeps back and is expected to. `None` where nearly all are as expected.
fn unlike(seen: &[(u32, u32)], rounding: u32) -> Option<Unlike> {
    let near = |a: u32, b: u32| a.abs_diff(b) <= rounding;
    let others: Vec<_> = seen.iter().filter(|(kept, expected)| !near(*kept, *expected)).collect();
    let (kept, expected) = **others.first()?;
    if (seen.len() - others.len()) * 100 >= seen.len() * ENOUGH {
        return None;
    }
    let is_fixed = seen.iter().all(|(other, _)| near(*other, kept));
    let is_of_one_type = seen.iter().all(|(_, other)| *other == expected);
    let more = kept.checked_sub(expected).filter(|more| seen.iter().all(|(k, e)| near(*k, e + more)));
    Some(match (is_fixed, more) {
        (true, _) if !is_of_one_type => Unlike::Fixed(kept),
        (_, Some(more)) => Unlike::More(more),
        (true, None) => Unlike::Fixed(kept),
        (false, None) => Unlike::Mixed,
    })
}

/// Nodes that keep back different amounts: what each type keeps and was expected to, a few of them, and how many nodes.
fn mixed(names: &[&str], seen: &[(u32, u32)], rounding: u32, words: impl Fn(u32) -> String) -> (String, u32) {
    const SHOWN: usize = 4;
    // by type and what was expected: the least and the most that is kept
    let (mut kinds, mut nodes): (Vec<Kind>, u32) = (Vec::new(), 0);
    let others = names.iter().zip(seen).filter(|(_, (kept, expected))| kept.abs_diff(*expected) > rounding);
    for (name, (kept, expected)) in others {
        nodes += 1;
        let known = kinds.iter().position(|kind| kind.name == *name && kind.expected == *expected);
        let is_new = known.is_none() && kinds.len() <= SHOWN;
        match known.and_then(|at| kinds.get_mut(at)) {
            Some(kind) => (kind.least, kind.most) = (kind.least.min(*kept), kind.most.max(*kept)),
            None if !is_new => {}
            None => kinds.push(Kind { name, expected: *expected, least: *kept, most: *kept }),
        }
    }
    let one = |kind: &Kind| {
        let most = if kind.most > kind.least { format!(" to {}", words(kind.most)) } else { String::new() };
        format!("{}{most} for {} on {}", words(kind.least), words(kind.expected), kind.name)
    };
    let more = if kinds.len() > SHOWN { "; others differ in their own way" } else { "" };
    (format!("{}{more}", kinds.iter().take(SHOWN).map(one).collect::<Vec<_>>().join("; ")), nodes)
}

/// Nodes of a type of which the same was expected, and what they keep back.
struct Kind<'a> {
    name: &'a str,
    expected: u32,
    least: u32,
    most: u32,
}

/// Memory that nodes keep back, the eviction threshold included.
fn fit_memory(nodes: &[Typed], scenario: &mut Scenario, notes: &mut Notes) {
    let own = scenario.node;
    let beyond = eviction(&own).0 + own.system_memory.0;
    let kept = |(t, node): &Typed| {
        let (all, left) = (node.capacity.named(MEMORY)?, node.allocatable.named(MEMORY)?);
        let reported = node.capacity.get(PODS).count();
        let pods = if reported > 0 { reported } else { max_pods(t, scenario.mode, &own) };
        let expected = kube_memory(t, &own, pods).0 + beyond;
        Some(((all.whole_mib().0).saturating_sub(left.whole_mib().0), expected)).filter(|(kept, _)| *kept > 0)
    };
    let named = nodes.iter().filter_map(|typed| Some((typed.0.name.as_str(), kept(typed)?)));
    let (names, seen): (Vec<&str>, Vec<(u32, u32)>) = named.unzip();
    let n = seen.len() as u32;
    match unlike(&seen, ROUNDING) {
        None => {}
        Some(Unlike::Fixed(kept)) if own.has_kubelet_settings() && kept >= beyond => {
            scenario.node.kube_memory = Some(Mib((kept - beyond).min(MOST_MEMORY)));
            let text = format!("Every node keeps {} of its memory back: kube-reserved memory is set so", Mib(kept));
            notes.add_many(What::Counted, text, "", n);
        }
        Some(Unlike::More(more)) => {
            scenario.node.system_memory = Mib((own.system_memory.0 + more).min(MOST_MEMORY));
            let text =
                format!("Every node keeps back {} more memory than usual: system-reserved memory is set so", Mib(more));
            notes.add_many(What::Counted, text, "", n);
        }
        Some(Unlike::Fixed(kept)) => {
            notes.add_many(What::NotTakenOver, format!("Nodes keep back {} of memory", Mib(kept)), "", n)
        }
        Some(Unlike::Mixed) => {
            let (kinds, nodes) = mixed(&names, &seen, ROUNDING, |mib| Mib(mib).to_string());
            let text = format!("Nodes keep back other memory than Berth plans with: {kinds}");
            notes.add_many(What::NotTakenOver, text, "", nodes);
        }
    }
}

/// The same of CPU.
fn fit_cpu(nodes: &[Typed], scenario: &mut Scenario, notes: &mut Notes) {
    let own = scenario.node;
    let kept = |(t, node): &Typed| {
        let (all, left) = (node.capacity.named(CPU)?, node.allocatable.named(CPU)?);
        Some((all.less(left).cpu().0, kube_cpu(t, &own).0 + own.system_cpu.0)).filter(|(kept, _)| *kept > 0)
    };
    let named = nodes.iter().filter_map(|typed| Some((typed.0.name.as_str(), kept(typed)?)));
    let (names, seen): (Vec<&str>, Vec<(u32, u32)>) = named.unzip();
    let n = seen.len() as u32;
    match unlike(&seen, 0) {
        None => {}
        Some(Unlike::Fixed(kept)) if own.has_kubelet_settings() && kept >= own.system_cpu.0 => {
            scenario.node.kube_cpu = Some(MilliCpu((kept - own.system_cpu.0).min(MOST_CPU)));
            let text = format!("Every node keeps {} of its CPU back: kube-reserved CPU is set so", MilliCpu(kept));
            notes.add_many(What::Counted, text, "", n);
        }
        Some(Unlike::More(more)) => {
            scenario.node.system_cpu = MilliCpu((own.system_cpu.0 + more).min(MOST_CPU));
            let text =
                format!("Every node keeps back {} more CPU than usual: system-reserved CPU is set so", MilliCpu(more));
            notes.add_many(What::Counted, text, "", n);
        }
        Some(Unlike::Fixed(kept)) => {
            notes.add_many(What::NotTakenOver, format!("Nodes keep back {} of CPU", MilliCpu(kept)), "", n)
        }
        Some(Unlike::Mixed) => {
            let (kinds, nodes) = mixed(&names, &seen, 0, |cpu| MilliCpu(cpu).to_string());
            let text = format!("Nodes keep back other CPU than Berth plans with: {kinds}");
            notes.add_many(What::NotTakenOver, text, "", nodes);
        }
    }
}

fn fit_max_pods(present: &Present, catalog: &Catalog, scenario: &mut Scenario, notes: &mut Notes) {
    if let Some((mode, agent)) = overlay(scenario.answers.current_cni) {
        scenario.mode = mode;
        notes.add(
            What::Counted,
            format!("{agent} gives the pods their addresses: the networking mode is chosen so"),
            "",
        );
    }
    let seen: Vec<_> = present
        .ec2()
        .filter_map(|node| {
            Some((catalog.instance_type(catalog.find(&node.instance_type)?), node.capacity.get(PODS).count()))
        })
        .filter(|(_, pods)| *pods > 0)
        .collect();
    let Some((_, first)) = seen.first() else { return };
    let explains = |scenario: &Scenario| {
        let alike = seen.iter().filter(|(t, pods)| max_pods(t, scenario.mode, &scenario.node) == *pods).count();
        alike * 100 >= seen.len() * ENOUGH
    };
    if explains(scenario) {
        return;
    }
    let with_prefixes = Scenario { mode: prefixes(scenario.mode), ..scenario.clone() };
    if explains(&with_prefixes) {
        let text = "Nodes take as many pods as prefixes allow and single addresses do not: prefixes are chosen";
        notes.add_many(What::Counted, text, "", seen.len() as u32);
        *scenario = with_prefixes;
    // what a type's ENIs give is that type's own, and no setting of all
    } else if seen.iter().all(|(t, pods)| pods == first && eni_limited(t) != *pods) {
        let text = format!("Every node takes {}: max-pods is set so", counted(*first, "pod"));
        notes.add_many(What::Counted, text, "", seen.len() as u32);
        scenario.node.max_pods = Some((*first).min(MOST_MAX_PODS));
        if prefixes(scenario.mode) != scenario.mode && seen.iter().any(|(t, _)| *first > eni_limited(t)) {
            *scenario = Scenario { mode: prefixes(scenario.mode), ..scenario.clone() };
            notes.add(What::Counted, "That is more than single addresses allow: prefixes are chosen", "");
        }
    } else {
        notes.add(
            What::Counted,
            "Nodes whose max-pods are not as EKS sets them; they are planned with as they are",
            "",
        );
    }
}

/// The most that a scenario takes for max-pods.
const MOST_MAX_PODS: u32 = 2_000;

fn prefixes(mode: NetworkMode) -> NetworkMode {
    match mode {
        NetworkMode::SecondaryIp => NetworkMode::PrefixDelegation,
        NetworkMode::SecurityGroups => NetworkMode::SecurityGroupsPrefix,
        other => other,
    }
}

/// The mode of a pod network other than VPC CNI, and its name.
fn overlay(cni: CurrentCni) -> Option<(NetworkMode, &'static str)> {
    match cni {
        CurrentCni::Cilium => Some((NetworkMode::OverlayCilium, "Cilium")),
        CurrentCni::Calico => Some((NetworkMode::OverlayCalico, "Calico")),
        CurrentCni::Flannel => Some((NetworkMode::OverlayHostLocal, "flannel")),
        CurrentCni::Antrea => Some((NetworkMode::OverlayHostLocal, "Antrea")),
        CurrentCni::Weave => Some((NetworkMode::OverlayHostLocal, "Weave Net")),
        _ => None,
    }
}
