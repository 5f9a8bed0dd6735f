//! Room for a loss where nodes are launched for pods: who holds it, and where lost pods may go.

use crate::cluster::{AUTO_MODE, KARPENTER, MANAGED, Nodes, SELF_MANAGED, Worked, catalog, scenario, with};
use crate::read::{at, documents, named, number, text};
use crate::rules::broken;
use export::{Config, PlannedFleet, Subject, Tool};
use fleet::options::{Options, Survive};
use fleet::plan::plan;
use model::scenario::fleet::FleetSettings;
use model::scenario::{PodProfile, Scenario};
use model::units::{Mib, MilliCpu};
use yaml_rust2::Yaml;

fn of(name: &str, pods: u32, cpu: u32) -> PodProfile {
    PodProfile { name: name.into(), pods, cpu: MilliCpu(cpu), memory: Mib(256), ..PodProfile::default() }
}

fn asked(nodes: Nodes, survive: Survive, profiles: Vec<PodProfile>) -> Scenario {
    let base = scenario();
    let fleet = FleetSettings { zones: 3, survive, ..FleetSettings::default() };
    Scenario { profiles, fleet, node: with(nodes, base.node), ..base }
}

fn file_of(nodes: Nodes) -> &'static str {
    if nodes == KARPENTER { "karpenter.yaml" } else { "auto-mode.yaml" }
}

/// The text of a file without the breaks of its comments.
fn said(worked: &Worked, file: &str) -> String {
    named(&worked.files(), file).text.replace("\n# ", " ")
}

fn placeholders(worked: &Worked, file: &str) -> Vec<Yaml> {
    let is = |d: &Yaml| text(d, &["kind"]) == Some("Deployment");
    documents(&worked.files(), file).into_iter().filter(is).collect()
}

/// S: 60 pods, of which a full m5.large takes seven of 220m beside what is reserved. A lost node is one such.
#[test]
fn placeholders_hold_the_pods_of_a_full_node() {
    for nodes in [KARPENTER, AUTO_MODE] {
        let worked = Worked::out(asked(nodes, Survive::Node, vec![of("web", 60, 220)]));
        assert_eq!(broken(&worked.files()), Vec::<String>::new());
        let [held] = &placeholders(&worked, file_of(nodes))[..] else { panic!("one workload") };
        let full = worked.plan().candidates[0].capacity.pods;
        assert!(full > 1 && full < 60);
        assert_eq!(number(held, &["spec", "replicas"]), Some(full.into()));
        let pod = at(held, &["spec", "template", "spec"]);
        let requests = |key: &str| text(pod, &["containers", "0", "resources", "requests", key]);
        assert_eq!([requests("cpu"), requests("memory")], [Some("220m"), Some("256Mi")]);
        assert!(at(pod, &["topologySpreadConstraints"]).is_badvalue(), "the spare is in any zone");
        assert!(said(&worked, file_of(nodes)).contains("keeps no room for the loss of a node"));
        let few = Worked::out(asked(nodes, Survive::Node, vec![of("web", 2, 100)]));
        let [held] = &placeholders(&few, file_of(nodes))[..] else { panic!("one workload") };
        assert_eq!(number(held, &["spec", "replicas"]), Some(2), "no more can be lost than there are");
    }
}

/// 60 pods in three zones: 20 are lost, ten go to each of two, so 30 placeholders, ten a zone. 10: four are lost, two each.
#[test]
fn placeholders_hold_the_pods_of_a_zone() {
    let worked = Worked::out(asked(KARPENTER, Survive::Zone, vec![of("web", 60, 220), of("api", 10, 100)]));
    assert_eq!(broken(&worked.files()), Vec::<String>::new());
    let held = placeholders(&worked, "karpenter.yaml");
    let replicas: Vec<_> = held.iter().filter_map(|d| number(d, &["spec", "replicas"])).collect();
    assert_eq!(replicas, [30, 6]);
    let spread = at(&held[0], &["spec", "template", "spec", "topologySpreadConstraints", "0"]);
    assert_eq!(text(spread, &["whenUnsatisfiable"]), Some("DoNotSchedule"));
    assert_eq!(text(spread, &["nodeTaintsPolicy"]), Some("Honor"));
    let config = Config::of(worked.subject()).expect("fits");
    let steps = config.steps(Tool::Eksctl);
    let pool = steps.iter().find(|s| s.commands.iter().any(|c| c.contains("karpenter.yaml"))).expect("a step");
    assert!(pool.text.contains("keeps no room for the loss of a zone"), "{}", pool.text);
}

/// 1,730m and 6,703 MiB are left on m5.large; with 20 % free 1,384m and 5,362 MiB are filled, so 346m and 1,341 MiB stay free.
/// Six pods of 220m fit, so 60 take ten nodes.
#[test]
fn placeholders_hold_headroom() {
    let with_headroom = |nodes, survive| {
        let asked = asked(nodes, survive, vec![of("web", 60, 220)]);
        Worked::out(Scenario { fleet: FleetSettings { headroom: 20, zones: 1, ..asked.fleet }, ..asked })
    };
    let worked = with_headroom(KARPENTER, Survive::Nothing);
    assert_eq!(broken(&worked.files()), Vec::<String>::new());
    let [held] = &placeholders(&worked, "karpenter.yaml")[..] else { panic!("one deployment") };
    assert_eq!(number(held, &["spec", "replicas"]), Some(10));
    let pod = at(held, &["spec", "template", "spec"]);
    let requests = |key: &str| text(pod, &["containers", "0", "resources", "requests", key]);
    assert_eq!([requests("cpu"), requests("memory")], [Some("346m"), Some("1341Mi")]);
    let steps = Config::of(worked.subject()).expect("fits").steps(Tool::Eksctl);
    let pool = steps.iter().find(|s| s.commands.iter().any(|c| c.contains("karpenter.yaml"))).expect("a step");
    for text in [said(&worked, "karpenter.yaml"), pool.text.clone()] {
        assert!(text.contains("leaves 20 % of each node\u{2019}s CPU and memory free. Karpenter does not"), "{text}");
        assert!(text.contains("hold as much in all") && text.contains("so they make way"), "{text}");
    }
    // both kinds of room: one priority, a deployment each
    for nodes in [KARPENTER, AUTO_MODE] {
        let both = with_headroom(nodes, Survive::Node);
        assert_eq!(broken(&both.files()), Vec::<String>::new());
        assert_eq!(placeholders(&both, file_of(nodes)).len(), 2);
        assert_eq!(said(&both, file_of(nodes)).matches("kind: PriorityClass").count(), 1);
        assert_eq!(said(&both, file_of(nodes)).matches("so they make way").count(), 1);
    }
    let groups = with_headroom(MANAGED, Survive::Nothing).files();
    assert!(groups.iter().all(|file| !file.text.contains("laceholder pods")), "groups of a fixed size hold it");
}

/// A fleet has a pool for each type, and so a deployment for each; where pools are tainted there is a TODO.
#[test]
fn placeholders_hold_the_headroom_of_a_fleet() {
    let of_fleet = |taints: &str| {
        let tainted = PodProfile { taints: taints.into(), ..of("jobs", 30, 700) };
        let worked = Worked::on(catalog(), asked(KARPENTER, Survive::Nothing, vec![of("web", 60, 220), tainted]));
        let options = Options { headroom: 20, ..Options::default() };
        let found = plan(worked.0.catalog(), worked.scenario(), &options, 300_000).expect("a fleet");
        let fleet = Some(PlannedFleet { fleet: &found, options: &options });
        let files = Config::of(Subject { fleet, ..worked.subject() }).expect("a fleet").files();
        assert_eq!(broken(&files), Vec::<String>::new());
        let held = |d: &&Yaml| text(d, &["kind"]) == Some("Deployment");
        let all = documents(&files, "karpenter.yaml");
        let replicas: i64 = all.iter().filter(held).filter_map(|d| number(d, &["spec", "replicas"])).sum();
        (replicas, i64::from(found.nodes as u32), named(&files, "karpenter.yaml").text.replace("\n# ", " "))
    };
    let (replicas, nodes, _) = of_fleet("");
    assert_eq!(replicas, nodes, "as many as there are nodes");
    let (replicas, _, text) = of_fleet("jobs=true:NoSchedule");
    assert!(replicas == 0 && text.contains("Berth writes none for several node pools"), "{text}");
}

/// Where nothing may be lost, and where groups of a fixed size hold the room, nothing is said of placeholders.
#[test]
fn nobody_else_has_placeholders() {
    let none = |nodes, survive, file: &str| {
        let worked = Worked::out(asked(nodes, survive, vec![of("web", 60, 220)]));
        let all = worked.files();
        assert!(all.iter().all(|file| !file.text.contains("laceholder pods")), "{nodes:?}");
        assert!(all.iter().any(|f| f.name == file));
    };
    none(KARPENTER, Survive::Nothing, "karpenter.yaml");
    for nodes in [MANAGED, SELF_MANAGED] {
        none(nodes, Survive::Node, "cluster.yaml");
    }
}

/// What placeholders do not stand for has a TODO instead: other resources, node pools, a fleet.
#[test]
fn where_there_are_no_placeholders_it_says_so() {
    let with_volume = PodProfile { volumes: 1, ..of("db", 5, 100) };
    let worked = Worked::out(asked(KARPENTER, Survive::Node, vec![of("web", 60, 220), with_volume]));
    assert!(placeholders(&worked, "karpenter.yaml").is_empty());
    let text = said(&worked, "karpenter.yaml");
    assert!(text.contains("node-overprovisioning/ says. Berth writes none for pods like those of db"), "{text}");
    let options = Options { zones: 3, survive: Survive::Node, ..Options::default() };
    let worked = Worked::on(catalog(), asked(KARPENTER, Survive::Node, vec![of("web", 60, 220)]));
    let found = plan(worked.0.catalog(), worked.scenario(), &options, 300_000).expect("a fleet");
    let fleet = Some(PlannedFleet { fleet: &found, options: &options });
    let files = Config::of(Subject { fleet, ..worked.subject() }).expect("a fleet").files();
    let text = named(&files, "karpenter.yaml").text.replace("\n# ", " ");
    assert!(text.contains("Berth writes none for a fleet of several types"), "{text}");
}

/// The spare of one type is in one zone, so pods of a node lost elsewhere may not be held to an even spread.
#[test]
fn lost_pods_may_go_where_the_room_is() {
    for (survive, rule) in [
        (Survive::Nothing, "whenUnsatisfiable DoNotSchedule; without these"),
        (Survive::Node, "whenUnsatisfiable ScheduleAnyway: the spare node is not in every zone"),
        (Survive::Zone, "nodeTaintsPolicy Honor and no minDomains"),
    ] {
        for (nodes, file) in [(KARPENTER, "karpenter.yaml"), (MANAGED, "cluster.yaml"), (MANAGED, "main.tf")] {
            let text = said(&Worked::out(asked(nodes, survive, vec![of("web", 60, 220)])), file);
            assert!(text.contains(rule), "{survive:?} {file}: {text}");
        }
    }
}
