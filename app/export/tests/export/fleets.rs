//! Files for a fleet of several types: the tools take them, and together they are the fleet.

use crate::cluster::{
    AUTO_MODE, BOTTLEROCKET, KARPENTER, MANAGED, Nodes, SELF_MANAGED, Worked, catalog, scenario, with,
};
use crate::read::{at, documents, named, number, text, texts};
use crate::rules::broken;
use crate::rules::validate::validate;
use export::placements::placements;
use export::{Config, ConfigFile, Kept, PlannedFleet, Purpose, Subject, Tool, bundle};
use fleet::fleet::Fleet;
use fleet::options::{Options, Survive};
use fleet::plan::plan;
use model::scenario::network_mode::{MODES, NetworkMode};
use model::scenario::os::Os;
use model::scenario::own_nodes::{OfType, OwnNodes};
use model::scenario::owner::Owner;
use model::scenario::{Filters, PodProfile, Purchase, Scenario, Subnet, ZoneSpread};
use model::summary::decided::DecidedFleet;
use model::units::{Mib, MicroUsd, MilliCpu};
use std::collections::{BTreeMap, BTreeSet};
use yaml_rust2::Yaml;

const NODES: [Nodes; 7] = [
    MANAGED,
    (Owner::ManagedNodeGroup, Os::Bottlerocket),
    SELF_MANAGED,
    BOTTLEROCKET,
    KARPENTER,
    (Owner::Karpenter, Os::Bottlerocket),
    AUTO_MODE,
];

/// Three workloads, of which one wants memory and one CPU.
pub fn mixed(nodes: Nodes, mode: NetworkMode) -> Scenario {
    let of = |name: &str, pods, cpu, memory| PodProfile {
        name: name.into(),
        pods,
        cpu: MilliCpu(cpu),
        memory: Mib(memory),
        ..PodProfile::default()
    };
    let profiles = vec![of("web", 90, 200, 300), of("cache", 7, 300, 12_000), of("job, \"x\"", 25, 900, 900)];
    let base = scenario();
    let filters = Filters { burstable: true, ..Filters::open() };
    Scenario { profiles, chosen: None, mode, filters, node: with(nodes, base.node), ..base }
}

/// A scenario with a fleet for it.
pub struct Planned {
    pub worked: Worked,
    pub fleet: Fleet,
    options: Options,
}

impl Planned {
    pub fn of(scenario: Scenario, options: Options) -> Planned {
        let worked = Worked::on(catalog(), scenario);
        let fleet = plan(worked.0.catalog(), worked.scenario(), &options, 300_000).expect("a fleet");
        Planned { worked, fleet, options }
    }

    fn subject(&self) -> Subject<'_> {
        let fleet = Some(PlannedFleet { fleet: &self.fleet, options: &self.options });
        Subject { fleet, ..self.worked.subject() }
    }

    pub fn files(&self) -> Vec<ConfigFile> {
        Config::of(self.subject()).expect("there is a fleet").files()
    }

    /// Nodes of each type, by the fleet.
    fn nodes(&self) -> BTreeMap<String, u64> {
        self.fleet.types().into_iter().map(|(name, nodes, _)| (name.to_string(), nodes.into())).collect()
    }
}

fn options() -> Vec<Options> {
    let usual = Options::default();
    let zones = Options { zones: 3, survive: Survive::Zone, ..usual.clone() };
    vec![usual.clone(), zones, Options { survive: Survive::Node, headroom: 10, types: 2, ..usual }]
}

#[test]
fn every_file_for_a_fleet_passes_its_tools_checks() {
    let (mut checked, mut terraform, mut types) = (0, BTreeSet::new(), BTreeSet::new());
    for nodes in NODES {
        let has = |mode: NetworkMode| nodes.0 != Owner::AutoMode || mode.facts().on_auto_mode();
        for facts in MODES.iter().filter(|facts| has(facts.mode)) {
            for (i, options) in options().into_iter().enumerate() {
                let purchase = if i == 0 { Purchase::OnDemand } else { Purchase::Spot };
                let mut scenario = Scenario { purchase, ..mixed(nodes, facts.mode) };
                if i == 2 {
                    scenario.profiles[2].taints = "job=x:NoSchedule, team:NoExecute".into();
                }
                let planned = Planned::of(scenario, options);
                let files = planned.files();
                assert_eq!(broken(&files), Vec::<String>::new(), "{nodes:?} {} {:?}", facts.code, planned.options);
                let beside = files.iter().find(|file| file.name == "subnets.tf").map(|file| file.text.clone());
                terraform.insert((named(&files, "main.tf").text.clone(), beside));
                types.insert(planned.nodes().len());
                checked += files.len();
            }
        }
    }
    assert!(checked > 700 && types.iter().any(|types| *types > 1), "{checked} files, {types:?} types");
    let place = tempfile::tempdir().expect("a directory");
    let files: Vec<_> = terraform.into_iter().collect();
    if let Some(said) = validate(&files, place.path()) {
        assert_eq!(said, Ok(()));
    }
}

/// Groups of a fleet have room for one node more, its pools stop at what is planned but for the last, and no file speaks of a
/// surge.
#[test]
fn groups_of_a_fleet_may_grow_by_one_node() {
    let pools =
        "Pools stop at the nodes that are planned, but the last to be filled and those that Karpenter needs more of.";
    let groups = "Room for one more node in each group while nodes are replaced";
    let all = [
        (KARPENTER, "karpenter.yaml", pools),
        (AUTO_MODE, "auto-mode.yaml", pools),
        (MANAGED, "nodegroup.yaml", groups),
    ];
    for (nodes, file, room) in all {
        let planned = Planned::of(mixed(nodes, NetworkMode::SecondaryIp), Options::default());
        let (fleet, one) = (planned.files(), Config::of(planned.worked.subject()).expect("a type").files());
        let said = named(&fleet, file).text.replace("\n# ", " ");
        assert!(said.contains(room), "{nodes:?}: {said}");
        assert!(!said.contains("more nodes while"), "{nodes:?}");
        assert!(one.iter().any(|file| file.text.contains("Judgement: room for")), "{nodes:?}");
    }
    let planned = Planned::of(mixed(MANAGED, NetworkMode::SecondaryIp), Options::default());
    let groups = &documents(&planned.files(), "nodegroup.yaml")[0];
    for group in at(groups, &["managedNodeGroups"]).as_vec().expect("groups") {
        let size = |key: &str| number(group, &[key]).expect("a size");
        assert_eq!(size("maxSize"), size("desiredCapacity") + 1);
    }
}

/// What Terraform appends to the name of a group has to fit: in zones and pools the names are long.
#[test]
fn long_names_of_groups_leave_room_for_what_terraform_appends() {
    let zones = Options { zones: 3, ..Options::default() };
    for nodes in [MANAGED, SELF_MANAGED] {
        let mut scenario = mixed(nodes, NetworkMode::SecondaryIp);
        scenario.profiles[2].taints = "dedicated=a-team-of-many:NoSchedule".into();
        let files = Planned::of(scenario, zones.clone()).files();
        assert_eq!(broken(&files), Vec::<String>::new(), "{nodes:?}");
        let main = &named(&files, "main.tf").text;
        assert!(main.contains("-dedicated-a-team-zone-3") && main.contains("use_name_prefix"), "{main}");
        assert!(main.contains("iam_role_name"), "{main}");
    }
}

/// Nodes of a node pool have its taints and a label in every tool's own words, and the others have neither; the note says what
/// the pods need.
#[test]
fn the_nodes_of_a_node_pool_are_tainted_and_labelled() {
    let planned = |nodes| {
        let mut scenario = mixed(nodes, NetworkMode::SecondaryIp);
        scenario.profiles[2].taints = "nvidia.com/gpu=true:NoSchedule, team:NoExecute".into();
        Planned::of(scenario, Options::default())
    };
    let tainted = |planned: &Planned| planned.fleet.groups.iter().filter(|group| !group.taints.is_empty()).count();
    let note = "Node pool with the taints nvidia.com/gpu=true:NoSchedule, team:NoExecute, for the pods of job";
    for (nodes, file) in [(KARPENTER, "karpenter.yaml"), (AUTO_MODE, "auto-mode.yaml")] {
        let planned = planned(nodes);
        let files = planned.files();
        assert!(named(&files, file).text.replace("\n# ", " ").contains(note), "{}", named(&files, file).text);
        let documents = documents(&files, file);
        let pools = documents.iter().filter(|d| text(d, &["kind"]) == Some("NodePool"));
        let label = |pool| text(pool, &["spec", "template", "metadata", "labels", "berth-pool"]).map(str::to_string);
        let (own, others): (Vec<_>, Vec<_>) = pools.partition(|pool| label(pool).as_deref() == Some("gpu"));
        assert!(!own.is_empty() && own.len() <= tainted(&planned) && !others.is_empty(), "{nodes:?}");
        for pool in own {
            let taints = at(pool, &["spec", "template", "spec", "taints"]);
            let read = |i: &str, key: &str| text(taints, &[i, key]).map(str::to_string);
            let [gpu, team] = ["0", "1"].map(|i| ["key", "value", "effect"].map(|key| read(i, key)));
            assert_eq!(gpu, ["nvidia.com/gpu", "true", "NoSchedule"].map(|text| Some(text.to_string())));
            assert_eq!(team, [Some("team".to_string()), None, Some("NoExecute".to_string())]);
            assert!(text(pool, &["metadata", "name"]).is_some_and(|name| name.ends_with("-gpu")));
        }
        assert!(others.iter().all(|pool| at(pool, &["spec", "template", "spec", "taints"]).is_badvalue()));
    }
    let in_main = |nodes, parts: &[&str]| {
        let files = planned(nodes).files();
        let main = &named(&files, "main.tf").text;
        assert!(parts.iter().all(|part| main.contains(part)), "{nodes:?}: {main}");
    };
    in_main(MANAGED, &["berth-pool = \"gpu\"", "effect = \"NO_SCHEDULE\"", "key    = \"team\"\n"]);
    let flags = "--register-with-taints=nvidia.com/gpu=true:NoSchedule,team:NoExecute";
    in_main(SELF_MANAGED, &[flags, "--node-labels=berth-pool=gpu"]);
    in_main(BOTTLEROCKET, &["\"team\" = [\":NoExecute\"]", "\"berth-pool\" = \"gpu\""]);
    let files = planned(MANAGED).files();
    let groups = &documents(&files, "nodegroup.yaml")[0];
    let all = at(groups, &["managedNodeGroups"]).as_vec().expect("groups");
    let own: Vec<_> = all.iter().filter(|group| text(group, &["labels", "berth-pool"]) == Some("gpu")).collect();
    assert!(!own.is_empty() && own.len() < all.len(), "{groups:?}");
    assert!(own.iter().all(|group| text(group, &["taints", "1", "key"]) == Some("team")), "{own:?}");
}

/// The sizes that a file says, by type, whoever launches the nodes: the fleet's and no others.
fn sizes_said(planned: &Planned) -> BTreeMap<String, u64> {
    let mut said: BTreeMap<String, u64> = BTreeMap::new();
    let mut count = |name: &str, nodes: u64| *said.entry(name.to_string()).or_default() += nodes;
    let files = planned.files();
    match planned.worked.scenario().node.owner {
        Owner::ManagedNodeGroup | Owner::SelfManaged => {
            let document = &documents(&files, "nodegroup.yaml")[0];
            for key in ["managedNodeGroups", "nodeGroups"] {
                for group in at(document, &[key]).as_vec().into_iter().flatten() {
                    let nodes = number(group, &["desiredCapacity"]).expect("a size");
                    let of_spot = texts(group, &["instancesDistribution", "instanceTypes"]).into_iter().next();
                    let name = text(group, &["instanceType"]).map(str::to_string).or(of_spot).expect("one type");
                    count(&name, u64::try_from(nodes).expect("a size"));
                }
            }
        }
        owner => {
            let file = if owner == Owner::Karpenter { "karpenter.yaml" } else { "auto-mode.yaml" };
            for pool in pools(&files, file) {
                count(&pool.name, pool.planned);
                // Karpenter fills pools by weight up to their limits
                assert!(pool.stops_at >= pool.planned + u64::from(pool.is_last), "{pool:?}");
            }
        }
    }
    said
}

/// A pool of Karpenter's or Auto Mode's file.
#[derive(Clone, Debug)]
pub struct PoolSaid {
    pub name: String,
    /// How it is bought, its zone and node pool: what it has in common with others whose nodes the same pods can be on.
    pub beside: (Vec<String>, Vec<String>, Option<String>),
    pub is_last: bool,
    /// Nodes that are planned, by its comment.
    pub planned: u64,
    /// Nodes at its limit.
    pub stops_at: u64,
}

/// Those filled first come first.
pub fn pools(files: &[ConfigFile], file: &str) -> Vec<PoolSaid> {
    let text_of_file = named(files, file).text.clone();
    let written: Vec<&str> = text_of_file.split("---\n").filter(|text| text.contains("kind: NodePool\n")).collect();
    let parsed = documents(files, file);
    let parsed: Vec<&Yaml> = parsed.iter().filter(|d| text(d, &["kind"]) == Some("NodePool")).collect();
    assert_eq!(written.len(), parsed.len());
    let mut pools: Vec<(i64, PoolSaid)> = Vec::new();
    for (pool, written) in parsed.into_iter().zip(written) {
        let [name] = &required(pool, "0")[..] else { panic!("one type a pool") };
        let comments: Vec<&str> = written.lines().filter_map(|line| line.trim().strip_prefix("# ")).collect();
        let room = comments.join(" ").split("Room for ").nth(1).expect("a comment").to_string();
        let planned = room.split(' ').next().expect("a number").replace(',', "").parse().expect("a number");
        let catalog = catalog();
        let vcpu = u64::from(catalog.instance_type(catalog.find(name).expect("a type")).vcpu);
        let cpu: u64 = text(pool, &["spec", "limits", "cpu"]).expect("a limit").parse().expect("vCPUs");
        assert_eq!(cpu % vcpu, 0, "whole nodes");
        let label = text(pool, &["spec", "template", "metadata", "labels", "berth-pool"]).map(str::to_string);
        let beside = (required(pool, "2"), required(pool, "3"), label);
        let weight = number(pool, &["spec", "weight"]).expect("a weight");
        let said = PoolSaid { name: name.clone(), beside, is_last: true, planned, stops_at: cpu / vcpu };
        pools.push((weight, said));
    }
    pools.sort_by_key(|(weight, _)| -weight);
    let mut pools: Vec<PoolSaid> = pools.into_iter().map(|(_, pool)| pool).collect();
    for at in 0..pools.len() {
        pools[at].is_last = !pools[at + 1..].iter().any(|after| after.beside == pools[at].beside);
    }
    pools
}

/// The values of a pool's requirement.
fn required(pool: &Yaml, index: &str) -> Vec<String> {
    texts(pool, &["spec", "template", "spec", "requirements", index, "values"])
}

#[test]
fn the_files_say_the_nodes_of_the_fleet_and_no_others() {
    for nodes in NODES {
        for options in options() {
            let planned = Planned::of(mixed(nodes, NetworkMode::PrefixDelegation), options);
            assert_eq!(sizes_said(&planned), planned.nodes(), "{nodes:?}");
        }
    }
}

/// Each type has a max-pods of its own in its group or class, which is what it was planned with.
#[test]
fn each_type_has_its_own_max_pods() {
    let planned = Planned::of(mixed(KARPENTER, NetworkMode::SecondaryIp), Options::default());
    let files = planned.files();
    let documents = documents(&files, "karpenter.yaml");
    let known = [
        ("m5.large", 29),
        ("m5.xlarge", 58),
        ("c5.large", 29),
        ("m5a.large", 29),
        ("m5d.large", 29),
        ("m7g.large", 29),
    ];
    let mut seen = 0;
    for class in documents.iter().filter(|d| text(d, &["kind"]) == Some("EC2NodeClass")) {
        let name = text(class, &["metadata", "name"]).expect("a name");
        let (_, max_pods) =
            known.iter().find(|(t, _)| name == format!("berth-{}", t.replace('.', "-"))).expect("a type");
        assert_eq!(number(class, &["spec", "kubelet", "maxPods"]), Some(*max_pods), "{name}");
        seen += 1;
    }
    assert_eq!(seen, planned.nodes().len());
    let weights: Vec<_> = documents.iter().filter_map(|d| number(d, &["spec", "weight"])).collect();
    assert!(weights.windows(2).all(|w| w[0] > w[1]) && weights[0] == 100, "{weights:?}: those that cost most first");
    let policy = |d: &Yaml| text(d, &["spec", "disruption", "consolidationPolicy"]).map(str::to_string);
    assert!(documents.iter().filter_map(policy).all(|policy| policy == "WhenEmpty"));
}

/// Pods that may run on spot have nodes of their own, which the tools buy as spot; the others' stay on demand.
#[test]
fn groups_on_spot_are_bought_as_spot_and_no_others() {
    let on_spot = |nodes: Nodes| {
        let mut scenario = mixed(nodes, NetworkMode::PrefixDelegation);
        scenario.profiles[0].spot = true;
        Planned::of(scenario, Options::default())
    };
    let count = |planned: &Planned, is: bool| -> u64 {
        planned.fleet.groups.iter().filter(|group| group.is_spot == is).map(|group| u64::from(group.nodes)).sum()
    };
    for nodes in [MANAGED, SELF_MANAGED, KARPENTER, AUTO_MODE] {
        let planned = on_spot(nodes);
        let files = planned.files();
        assert_eq!(broken(&files), Vec::<String>::new(), "{nodes:?}");
        assert!(count(&planned, true) > 0 && count(&planned, false) > 0, "{:?}", planned.fleet.groups);
        assert_eq!(sizes_said(&planned), planned.nodes(), "{nodes:?}");
    }
    let planned = on_spot(MANAGED);
    let document = &documents(&planned.files(), "nodegroup.yaml")[0];
    let groups = at(document, &["managedNodeGroups"]).as_vec().expect("groups");
    let spot = groups.iter().filter(|group| at(group, &["spot"]).as_bool() == Some(true));
    let sizes: i64 = spot.clone().filter_map(|group| number(group, &["desiredCapacity"])).sum();
    assert_eq!(sizes as u64, count(&planned, true));
    assert!(spot.clone().all(|group| text(group, &["name"]).is_some_and(|name| name.contains("-spot"))));
    let main = named(&planned.files(), "main.tf").text.clone();
    assert_eq!(main.matches("capacity_type").count(), spot.count(), "{main}");
    assert!(main.contains("spot savings of") && main.contains("which pods of cache"), "{main}");
    let pools = named(&on_spot(KARPENTER).files(), "karpenter.yaml").text.clone();
    assert!(pools.contains("- spot\n") && pools.contains("- on-demand\n"), "{pools}");
    let table = placements(planned.worked.scenario(), &planned.fleet);
    assert!(table.lines().filter(|line| line.contains(",cache,")).all(|line| line.contains(",no,no,")), "{table}");
    assert!(table.lines().any(|line| line.contains(",web,") && line.contains(",no,yes,")), "{table}");
}

#[test]
fn groups_are_in_the_zones_of_the_subnets() {
    let subnets: Vec<Subnet> = ["us-east-1a", "us-east-1b", "us-east-1c"]
        .map(|zone| Subnet { zone: zone.into(), free_addresses: Some(4_000) })
        .into();
    let options = Options { zones: 3, ..Options::default() };
    let planned = Planned::of(Scenario { subnets, ..mixed(MANAGED, NetworkMode::SecondaryIp) }, options.clone());
    let document = &documents(&planned.files(), "nodegroup.yaml")[0];
    let groups = at(document, &["managedNodeGroups"]).as_vec().expect("groups");
    let zones: BTreeSet<String> = groups.iter().flat_map(|group| texts(group, &["availabilityZones"])).collect();
    assert_eq!(zones.into_iter().collect::<Vec<_>>(), ["us-east-1a", "us-east-1b", "us-east-1c"]);
    let main = named(&planned.files(), "main.tf").text.clone();
    assert!(main.contains("var.zone_subnet_ids[\"us-east-1b\"]"), "{main}");
    // nobody said which zones: they are to fill in
    let unknown = Planned::of(mixed(KARPENTER, NetworkMode::SecondaryIp), options);
    assert!(named(&unknown.files(), "karpenter.yaml").text.contains("TODO-zone-2"));
}

/// Every pod has a line, and every node of the fleet.
#[test]
fn placements_hold_every_pod() {
    for options in options() {
        let planned = Planned::of(mixed(MANAGED, NetworkMode::SecondaryIp), options);
        let table = placements(planned.worked.scenario(), &planned.fleet);
        let rows: Vec<Vec<String>> = csv::Reader::from_reader(table.as_bytes())
            .into_records()
            .map(|row| row.expect("a row").iter().map(str::to_string).collect())
            .collect();
        let nodes: BTreeSet<(&str, &str)> = rows.iter().map(|row| (row[0].as_str(), row[3].as_str())).collect();
        assert_eq!(nodes.len(), planned.fleet.nodes as usize);
        for profile in &planned.worked.scenario().profiles {
            let of =
                rows.iter().filter(|row| row[4] == profile.name).map(|row| row[5].parse::<u32>().expect("a number"));
            let (room, run) = (of.sum::<u32>(), profile.pods);
            assert!(room >= run, "{}", profile.name);
            // in all, whichever node the line is of
            let in_all: BTreeSet<(&str, &str)> = rows
                .iter()
                .filter(|row| row[4] == profile.name)
                .map(|row| (row[8].as_str(), row[9].as_str()))
                .collect();
            assert_eq!(in_all.into_iter().collect::<Vec<_>>(), [(&*room.to_string(), &*run.to_string())]);
        }
    }
}

/// The record of one type throughout, of what was saved, says what fleet was decided with it, or that none was.
#[test]
fn a_saved_record_says_which_fleet_was_decided() {
    let planned = Planned::of(mixed(MANAGED, NetworkMode::SecondaryIp), Options::default());
    let types = vec![("c7a.4xlarge".to_string(), 8), ("r7a.xlarge".to_string(), 4)];
    let decided = DecidedFleet { nodes: 12, monthly: MicroUsd(1_234_560_000), bound: MicroUsd(1_200_000_000), types };
    let record = |fleet| {
        let kept = Kept { date: "2026-11-28", fleet, ..Kept::default() };
        named(&bundle(planned.worked.subject(), &kept), "decision.md").text.clone()
    };
    let said = "**12 nodes for $1,234.56 a month**, 8 \u{d7} c7a.4xlarge and 4 \u{d7} r7a.xlarge. No fleet costs less than $1,200.00.";
    assert!(record(Some(Some(&decided))).contains(said), "{}", record(Some(Some(&decided))));
    assert!(record(Some(None)).contains("No fleet of several types was worked out when this was decided."));
    assert!(!record(None).contains("was decided."), "nothing was saved");
}

/// The record of a fleet has its figures once; what was decided only where that was another fleet.
#[test]
fn the_record_of_the_fleet_that_was_decided_says_it_once() {
    let planned = Planned::of(mixed(MANAGED, NetworkMode::SecondaryIp), Options::default());
    let fleet = &planned.fleet;
    let types = fleet.types().into_iter().map(|(name, nodes, _)| (name.to_string(), nodes)).collect();
    let (monthly, bound) = (MicroUsd(fleet.cost.total), MicroUsd(fleet.bound));
    let decided = DecidedFleet { nodes: fleet.nodes, monthly, bound, types };
    let record = |then: &DecidedFleet| {
        let kept = Kept { date: "2026-11-28", fleet: Some(Some(then)), ..Kept::default() };
        named(&bundle(planned.subject(), &kept), "decision.md").text.clone()
    };
    let same = record(&decided);
    assert!(!same.contains("when this was decided") && same.contains(&monthly.cents()), "{same}");
    let more_expensive = DecidedFleet { monthly: MicroUsd(monthly.0 + 10_000), ..decided };
    assert!(record(&more_expensive).contains(&format!(
        "when this was decided: **{} nodes for {}",
        fleet.nodes,
        more_expensive.monthly.cents()
    )));
}

/// Where a zone may be lost there is room for more pods than run: record and README say so.
#[test]
fn room_for_a_loss_is_not_taken_for_pods() {
    let options = Options { zones: 3, survive: Survive::Zone, ..Options::default() };
    let planned = Planned::of(mixed(MANAGED, NetworkMode::SecondaryIp), options);
    let room: u64 = planned.fleet.groups.iter().map(|g| u64::from(g.nodes) * u64::from(g.pods[0])).sum();
    assert!(room > 90, "a third of the pods have room twice: {room}");
    let files = bundle(planned.subject(), &Kept { date: "2026-11-28", ..Kept::default() });
    let record = &named(&files, "decision.md").text;
    assert!(record.contains(&format!("for {room} of web, of which 90 run")), "{record}");
    assert!(record.contains("Room on each") && !record.contains("Pods on each"), "{record}");
    assert!(named(&files, "README.md").text.contains("room_in_all and pods_that_run"));
}

/// One node has a comment of its own.
#[test]
fn a_pool_of_one_node_says_so() {
    let few = Scenario {
        profiles: vec![PodProfile { pods: 1, ..PodProfile::default() }],
        ..mixed(KARPENTER, NetworkMode::SecondaryIp)
    };
    let planned = Planned::of(Scenario { min_nodes: 1, ..few }, Options::default());
    assert_eq!(planned.fleet.nodes, 1);
    let text = named(&planned.files(), "karpenter.yaml").text.clone();
    let text = text.replace("\n    # ", " ").replace("\n  # ", " ");
    assert!(text.contains("Room for 1 node of ") && text.contains("as planned, and one more"), "{text}");
}

#[test]
fn record_and_steps_are_those_of_the_fleet() {
    let planned = Planned::of(mixed(MANAGED, NetworkMode::SecondaryIp), Options::default());
    let files = bundle(planned.subject(), &Kept { date: "2026-11-28", ..Kept::default() });
    let record = &named(&files, "decision.md").text;
    for said in [
        format!("Nodes: **{}** (Managed", planned.fleet.headline().trim_end_matches('.')),
        format!(
            "No fleet held to the same costs less than {} a month: this one is {}.",
            MicroUsd(planned.fleet.bound).cents(),
            planned.fleet.gap()
        ),
        format!("Cost: **{} a month**: instances ", MicroUsd(planned.fleet.cost.total).cents()),
        "Pods on each".into(),
        "The best single type".into(),
        "Held to: at most 3 types".into(),
        "MostAllocated".into(),
    ] {
        assert!(record.contains(&said), "{said}: {record}");
    }
    for group in &planned.fleet.groups {
        assert!(record.contains(&format!("| {} | {} |", group.nodes, group.instance_type)), "{record}");
    }
    // what the networks are weighed by is not the fleet's
    assert_eq!(record.matches("are of nodes of one type throughout").count(), 2, "{record}");
    let alone = bundle(planned.worked.subject(), &Kept { date: "2026-11-28", ..Kept::default() });
    assert!(!named(&alone, "decision.md").text.contains("are of nodes of one type throughout"));
    let readme = &named(&files, "README.md").text;
    assert!(readme.contains("placements.csv") && readme.contains(&planned.fleet.headline()), "{readme}");
    let config = Config::of(planned.subject()).expect("a fleet");
    let steps = config.steps(Tool::Eksctl);
    let place = |command: &str| steps.iter().position(|s| s.commands.iter().any(|c| c.starts_with(command)));
    assert!(place("eksctl create cluster") < place("eksctl create nodegroup -f nodegroup.yaml"), "{steps:?}");
    assert!(place("kubectl drain").is_none(), "no nodes of today");
    assert!(config.steps(Tool::Kops).is_empty() && files.iter().all(|f| f.purpose != Purpose::Kops));
}

/// Where nodes run today nobody creates a cluster: new groups come beside the old, which are emptied and then deleted.
#[test]
fn a_running_cluster_is_moved_and_not_created() {
    let own = OwnNodes { on_demand: vec![OfType { name: "m5.large".into(), n: 17 }], ..OwnNodes::default() };
    for nodes in [MANAGED, SELF_MANAGED, KARPENTER, AUTO_MODE] {
        let planned =
            Planned::of(Scenario { own: own.clone(), ..mixed(nodes, NetworkMode::SecondaryIp) }, Options::default());
        for subject in [planned.subject(), planned.worked.subject()] {
            let steps = Config::of(subject).expect("it fits").steps(Tool::Eksctl);
            let place = |command: &str| steps.iter().position(|s| s.commands.iter().any(|c| c.starts_with(command)));
            assert!(place("eksctl create cluster").is_none(), "{steps:?}");
            let order = [
                "kubectl get poddisruptionbudgets",
                "kubectl cordon -l",
                "kubectl drain -l",
                "eksctl delete nodegroup",
            ];
            let places: Vec<_> = order.iter().map(|command| place(command).expect(command)).collect();
            assert!(places.windows(2).all(|w| w[0] < w[1]), "{steps:?}");
            let new = match nodes {
                KARPENTER => place("kubectl apply -f karpenter.yaml"),
                AUTO_MODE => place("kubectl apply -f auto-mode.yaml"),
                _ => place("eksctl create nodegroup -f"),
            };
            assert!(new.expect("new nodes") < places[0], "{steps:?}");
            assert!(steps.iter().any(|step| step.text.contains("with 17 x m5.large,")), "{steps:?}");
        }
    }
}

#[test]
fn the_record_says_whether_the_addresses_of_the_fleet_last() {
    let record = |free: Option<u32>| {
        let base = mixed(MANAGED, NetworkMode::SecondaryIp);
        let subnets = ["a", "b"].map(|zone| Subnet { zone: zone.into(), free_addresses: free }).to_vec();
        let planned = Planned::of(Scenario { subnets, ..base }, Options::default());
        let files = bundle(planned.subject(), &Kept { date: "2026-11-28", ..Kept::default() });
        named(&files, "decision.md").text.clone()
    };
    let enough = record(Some(60_000));
    assert!(enough.contains(" of 60,000 free: enough in each. ") && !enough.contains("To try"), "{enough}");
    let few = record(Some(20));
    for said in [
        "of 20 free: **too few**. ",
        "has no room for a single node.",
        "To try, in order: A smaller warm pool: ",
        "More subnets: a /",
    ] {
        assert!(few.contains(said), "{said}: {few}");
    }
    assert!(record(None).contains("of which is not known how many are free: not checked in each."));
}

/// As the page says it: which pods are spread over zones, and of what some stays free.
#[test]
fn the_record_says_what_the_fleet_is_held_to_as_it_is() {
    let record = |scenario: Scenario, options: Options| {
        let planned = Planned::of(scenario, options);
        let files = bundle(planned.subject(), &Kept { date: "2026-11-28", ..Kept::default() });
        named(&files, "decision.md").text.clone()
    };
    let options = Options { zones: 3, headroom: 10, ..Options::default() };
    let mut scenario = mixed(MANAGED, NetworkMode::SecondaryIp);
    let said = record(scenario.clone(), options.clone());
    assert!(
        said.contains("pods evenly over 3 zones and 10 % of what daemonsets leave of each node\u{2019}s CPU"),
        "{said}"
    );
    scenario.profiles[0].zones = ZoneSpread::Any;
    let name = scenario.profiles[0].name.clone();
    let said = record(scenario.clone(), options);
    assert!(said.contains(&format!("pods evenly over 3 zones, except those of {name}, which may be in any")), "{said}");
    let said = record(scenario, Options { zones: 2, survive: Survive::Zone, ..Options::default() });
    assert!(said.contains("Two zones are planned, though the scenario says one"), "{said}");
}
