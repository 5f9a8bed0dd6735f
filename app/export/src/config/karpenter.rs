//! Karpenter's `NodePool` and `EC2NodeClass`, v1.

use super::context::{CLUSTER, Context};
use super::eksctl::{cilium_taint, is_cilium, labels, of_taint};
use super::{ConfigFile, Purpose, YamlFile, kept_free, launched, nodeadm};
use crate::yaml::{Map, comments};
use model::node::disks::{KARPENTER_SYSTEM_GIB, data_gib};
use model::node::max_pods::is_custom_networking;
use model::scenario::Scenario;
use model::units::{MicroUsd, counted, grouped};

pub(super) fn file(c: &Context, all: &[Context]) -> ConfigFile {
    let mut head = c.head("Karpenter NodePool and EC2NodeClass");
    head.push(c.room_to_grow());
    head.extend(c.spread());
    head.extend(kept_free::said(c, all));
    if !c.is_bottlerocket() && c.fleet().is_none() {
        head.push(nodeadm::reserve(c));
    }
    head.extend(steering(c, all));
    head.extend(launched::said(c));
    if is_custom_networking(c.mode()) {
        head.push("Run Karpenter with RESERVED_ENIS=1, so that it counts as many addresses as pods can get.".into());
    }
    let of = |c: &Context| node_pool(c).document() + "---\n" + &node_class(c).document();
    let pools = all.iter().map(of);
    let placeholders = kept_free::documents(c, all).into_iter().map(|map| map.document());
    let text = comments(&head) + &pools.chain(placeholders).collect::<Vec<_>>().join("---\n");
    let why = "The pool that Karpenter launches the nodes from: kubectl apply -f karpenter.yaml.";
    YamlFile { name: "karpenter.yaml", purpose: Purpose::Nodes, title: "Karpenter: pool and class of the nodes", why }
        .with(text)
}

/// How pools make a fleet.
pub(super) fn steering(c: &Context, all: &[Context]) -> Option<String> {
    let text = "A pool for each type of the fleet; pools with more weight are filled first.";
    Some(format!("{text} {}", comes_to(c, all)?))
}

/// What a fleet's pools come to in Karpenter's hands; `None` where it is no fleet, or launches none of its nodes.
pub(super) fn comes_to(c: &Context, all: &[Context]) -> Option<String> {
    let planned = c.fleet().filter(|_| !c.has_groups())?.fleet;
    let filled: Option<Vec<(u32, MicroUsd)>> = all.iter().map(Context::filled).collect();
    let Some(filled) = filled else {
        return Some("Karpenter packs by its own rule all the same: it can come to other nodes while the limits leave it a choice. Pods beyond that stay pending until a limit is raised.".into());
    };
    let (nodes, cost) = filled.iter().fold((0, 0), |(nodes, cost), (more, each)| (nodes + more, cost + each.0));
    if (nodes, cost) == (planned.nodes, planned.cost.total) {
        return Some(
            "In Karpenter\u{2019}s order, the largest pods first, these pools come to the nodes of the plan.".into(),
        );
    }
    let mut text = format!(
        "Nothing tells Karpenter which pods go where: in its order, the largest pods first, these pools come to {} for {} a month, not to the {} of the plan. They have room for that.",
        counted(nodes, "node"),
        MicroUsd(cost).cents(),
        MicroUsd(planned.cost.total).cents()
    );
    if let Some(single) = planned.single.as_ref().filter(|single| single.cost < cost) {
        text += &format!(
            " One type throughout costs {}: for Karpenter its files are the better ones.",
            MicroUsd(single.cost).cents()
        );
    }
    Some(text)
}

/// Requirements on the nodes of a pool, and limits to its growth. Auto Mode's pools are the same.
pub(super) fn pool(c: &Context, class: Map) -> Map {
    let spec = Map::new().set("nodeClassRef", class).set("requirements", requirements(c)).set_if(
        is_cilium(c),
        "startupTaints",
        vec![cilium_taint()],
    );
    let taints: Vec<Map> = c.taints().into_iter().map(of_taint).collect();
    let spec = spec.set_if(!taints.is_empty(), "taints", taints);
    let metadata = labels(c).map(|labels| Map::new().set("labels", labels));
    let is_fleet = c.fleet().is_some();
    let no_minimum = no_minimum(c).filter(|_| !is_fleet);
    let spec = Map::new()
        .set_some("weight", c.weight())
        .set("template", Map::new().set_some("metadata", metadata).set("spec", spec))
        .note(match is_fleet {
            true => "Nodes that are empty for a minute go. To replace others by what is cheaper for a moment would undo the fleet.",
            false => "Judgement: nodes that stand empty or half empty for a minute are replaced, a tenth of them at a time.",
        })
        .note_if(c.is_spot(), "Spot nodes are only removed so; to replace one by a cheaper one, Karpenter needs the feature gate SpotToSpotConsolidation and 15 types to choose from.")
        .set("disruption", disruption(is_fleet))
        .note_if(no_minimum.is_some(), no_minimum.unwrap_or_default())
        .note(match is_fleet {
            true => format!(
                "Room for {} of {}, as planned{}.",
                counted(c.nodes(), "node"),
                c.t.name,
                match c.pool_stops_at().saturating_sub(c.nodes()) {
                    0 => String::new(),
                    1 => ", and one more".into(),
                    more => format!(", and {} more", grouped(more.into())),
                }
            ),
            false => format!("Room for {} of {}, as planned with the surge.", counted(c.most_nodes(), "node"), c.t.name),
        })
        .set("limits", limits(c));
    let pool = Map::new().set("apiVersion", "karpenter.sh/v1").set("kind", "NodePool").set("metadata", named(c));
    c.about_group().into_iter().fold(pool, |pool, about| pool.note(about)).set("spec", spec)
}

/// That nobody keeps the fewest nodes that are planned: where somebody set them, or where they made the plan.
fn no_minimum(c: &Context) -> Option<String> {
    let least = c.least_nodes();
    let whose = match (least == Scenario::default().min_nodes, c.nodes() == least) {
        _ if least == 1 => return None,
        (false, _) => format!("The scenario wants at least {least} nodes."),
        (true, true) => format!("Berth plans at least {least} nodes where nobody sets another minimum."),
        (true, false) => return None,
    };
    Some(format!("{whose} A pool keeps no minimum: it has the nodes that its pods need."))
}

fn disruption(is_fleet: bool) -> Map {
    Map::new()
        .set("consolidationPolicy", if is_fleet { "WhenEmpty" } else { "WhenEmptyOrUnderutilized" })
        .set("consolidateAfter", "1m")
        .set("budgets", vec![Map::new().set("nodes", "10%")])
}

pub(super) fn named(c: &Context) -> Map {
    Map::new().set("name", c.name())
}

fn node_pool(c: &Context) -> Map {
    let class = Map::new().set("group", "karpenter.k8s.aws").set("kind", "EC2NodeClass").set("name", c.name());
    pool(c, class)
}

fn requirements(c: &Context) -> Vec<Map> {
    let capacity = if c.is_spot() { "spot" } else { "on-demand" };
    let is_in = |key: &str| Map::new().set("key", key).set("operator", "In");
    let mut requirements = vec![
        with_trap(is_in("node.kubernetes.io/instance-type"), c).set("values", c.type_names()),
        is_in("kubernetes.io/arch").set("values", c.architectures()),
        is_in("karpenter.sh/capacity-type").set("values", vec![capacity]),
    ];
    let zones = c.pool_zones();
    requirements.extend((!zones.is_empty()).then(|| is_in("topology.kubernetes.io/zone").set("values", zones)));
    requirements
}

/// Why these types, and what others would do.
fn with_trap(types: Map, c: &Context) -> Map {
    let types = types.note_if(c.types().len() > 1, why_these(c));
    match c.left_out() {
        Some(mixed) => types.note(format!("Others are left out: {}", mixed.sentence())),
        None => types,
    }
}

fn why_these(c: &Context) -> String {
    let same = if c.sets_own_max_pods() {
        String::from("each with a max-pods of its own")
    } else {
        format!("all with max-pods {}", c.max_pods())
    };
    match c.is_spot() {
        true => format!(
            "The type planned with, then the next best that the pods fit on, {same}: the more types, the more spot capacity."
        ),
        false => format!(
            "The type planned with, then the next best that carry as many pods, {same}, for at most a quarter more (our judgement)."
        ),
    }
}

/// The pool stops there, whichever types it takes. A node is replaced at the limit too: what replaces it is found without the one
/// that goes, and launched unless the pool is beyond its limit already. Sources: kubernetes-sigs/karpenter@007859a5f3c3
/// pkg/controllers/disruption/helpers.go (`SimulateScheduling`), @008f4653825c pkg/controllers/provisioning/provisioner.go
/// (`Create`).
fn limits(c: &Context) -> Map {
    let most = |each: u32| u64::from(each) * u64::from(c.pool_stops_at());
    Map::new().set("cpu", most(c.t.vcpu).to_string()).set("memory", format!("{}Mi", most(c.t.memory.0)))
}

fn node_class(c: &Context) -> Map {
    let is_bottlerocket = c.is_bottlerocket();
    let alias = if is_bottlerocket { "bottlerocket@TODO" } else { "al2023@TODO" };
    let kubelet = Map::new()
        .note("Set, because Karpenter counts ENI addresses whatever the network.")
        .set("maxPods", c.max_pods())
        .set_some("podsPerCore", c.pods_per_core())
        .set_some("systemReserved", c.system_reserved())
        .set_some("kubeReserved", c.kube_reserved())
        .set_some("evictionHard", c.eviction_hard());
    let found_by = || vec![Map::new().set("tags", Map::new().set("karpenter.sh/discovery", CLUSTER))];
    let extra = c.node().extra_volumes;
    let spec = Map::new()
        .note("TODO: the image\u{2019}s version, such as v20240807 or v1.20.4. latest replaces nodes at each release.")
        .set("amiSelectorTerms", vec![Map::new().set("alias", alias)])
        .set("kubelet", kubelet)
        .note("TODO: the role of the nodes, and the tags that select subnets and security groups.")
        .set("role", "TODO-node-role")
        .set("subnetSelectorTerms", found_by())
        .set("securityGroupSelectorTerms", found_by())
        .note_if(
            extra > 0,
            format!("TODO: the plan counts {extra} more block devices at launch; their sizes are not known."),
        )
        .set("blockDeviceMappings", devices(c, is_bottlerocket))
        .set_if(c.uses_instance_store(), "instanceStorePolicy", "RAID0");
    Map::new()
        .set("apiVersion", "karpenter.k8s.aws/v1")
        .set("kind", "EC2NodeClass")
        .set("metadata", named(c))
        .set("spec", spec)
}

fn devices(c: &Context, is_bottlerocket: bool) -> Vec<Map> {
    let device = |name: &str, gib: u32| {
        let ebs = Map::new().set("volumeSize", format!("{gib}Gi")).set("volumeType", "gp3").set("encrypted", true);
        Map::new().set("deviceName", name).set("ebs", ebs)
    };
    let data = data_gib(c.node());
    match is_bottlerocket {
        true => vec![device("/dev/xvda", KARPENTER_SYSTEM_GIB), device("/dev/xvdb", data)],
        false => vec![device("/dev/xvda", data)],
    }
}
