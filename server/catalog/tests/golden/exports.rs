//! What leaves Berth, on the real catalogue of us-east-1: S2's configuration, record and table.

use crate::{Asked, instance_type, light, published_max_pods, rows, us_east_1};
use export::{Config, ConfigFile, Kept, Subject, csv, decision_record};
use model::evaluation::Evaluation;
use model::scenario::network_mode::MODES;
use model::scenario::network_mode::NetworkMode::{self, OverlayCilium, PrefixDelegation, SecondaryIp};
use model::scenario::os::Os::{self, *};
use model::scenario::owner::Owner::{self, *};
use model::scenario::{Era, Filters, NodeSettings, Purchase, Scenario};
use std::sync::Arc;
use yaml_rust2::{Yaml, YamlLoader};

/// S2: 400 pods of 50m and 64 MiB on m5.large.
fn s2(mode: NetworkMode) -> Scenario {
    let asked = Asked { pods: 400, cpu: 50, memory: 64, ..light(mode) };
    Scenario { chosen: Some("m5.large".into()), filters: Filters::default(), ..asked.scenario() }
}

fn worked(scenario: &Scenario) -> Evaluation {
    Evaluation::of(Arc::new(us_east_1().clone()), scenario.clone())
}

fn subject(evaluation: &Evaluation) -> Subject<'_> {
    Subject::of(evaluation, "https://berth.example/s/s2")
}

fn files(scenario: &Scenario) -> Vec<ConfigFile> {
    let worked = worked(scenario);
    Config::of(subject(&worked)).expect("something fits").files()
}

fn documents(files: &[ConfigFile], name: &str) -> Vec<Yaml> {
    let file = files.iter().find(|f| f.name == name).expect(name);
    YamlLoader::load_from_str(&file.text).expect(name)
}

/// 12 nodes of 34 pods, CPU bound: `(1930 - 200) / 50 = 34`. max-pods `min(3*9*16 + 2, 110) = 110`.
#[test]
fn s2_with_prefixes_is_twelve_m5_large_with_max_pods_110() {
    let managed = files(&s2(PrefixDelegation));
    let cluster = &documents(&managed, "cluster.yaml")[0];
    let group = &cluster["managedNodeGroups"][0];
    assert_eq!(group["instanceType"].as_str(), Some("m5.large"), "S2");
    assert_eq!(group["desiredCapacity"].as_i64(), Some(12), "S2");
    assert_eq!(group["maxSize"].as_i64(), Some(16), "S2: 12 * 1.3 = 15.6");
    assert_eq!(cluster["metadata"]["region"].as_str(), Some("us-east-1"), "S2");
    let values = YamlLoader::load_from_str(cluster["addons"][0]["configurationValues"].as_str().expect("values"));
    let values = values.expect("YAML");
    assert_eq!(values[0]["env"]["ENABLE_PREFIX_DELEGATION"].as_str(), Some("true"), "S2");
    let text = &managed[0].text;
    for said in ["max-pods: 110", "12 x m5.large, 34 pods a node, max-pods 110, $840.96 a month", "2026-07-20"] {
        assert!(text.contains(said), "S2: {said}\n{text}");
    }
    let asked = s2(PrefixDelegation);
    let node = NodeSettings { owner: Karpenter, max_pods: Some(110), ..asked.node };
    let class = documents(&files(&Scenario { node, ..asked }), "karpenter.yaml").remove(1);
    assert_eq!(class["spec"]["kubelet"]["maxPods"].as_i64(), Some(110), "S2");
}

/// Self-managed nodes set what AWS publishes for the type, whatever the OS and the mode.
#[test]
fn nodes_of_ones_own_get_the_published_number() {
    let published = published_max_pods();
    for name in ["m5.large", "m5.xlarge", "c5n.18xlarge", "m8i.large", "i7ie.48xlarge"] {
        for (chosen_os, mode) in [(Al2023, SecondaryIp), (Bottlerocket, PrefixDelegation), (Al2023, OverlayCilium)] {
            let asked = Scenario { chosen: Some(name.into()), ..s2(mode) };
            let node = NodeSettings { owner: SelfManaged, chosen_os, ..asked.node };
            let files = files(&Scenario { node, ..asked });
            let own = if mode == OverlayCilium { "nodegroup.yaml" } else { "cluster.yaml" };
            let group = &documents(&files, own)[0]["nodeGroups"][0];
            assert_eq!(group["instanceType"].as_str(), Some(name));
            assert_eq!(group["maxPodsPerNode"].as_i64(), Some(published[name].into()), "{name} {mode:?}");
        }
    }
}

/// With a free choice, a pool lists only types that carry as many pods with the same max-pods.
#[test]
fn a_pool_lists_types_that_agree() {
    for (max_pods, mode) in [(None, SecondaryIp), (Some(110), PrefixDelegation)] {
        let asked = Scenario { chosen: None, ..s2(mode) };
        let scenario = Scenario { node: NodeSettings { owner: Karpenter, max_pods, ..asked.node }, ..asked };
        let worked = worked(&scenario);
        let config = Config::of(subject(&worked)).expect("something fits");
        let types = config.instance_types();
        assert!(types.len() > 1 && types.len() <= 5, "{types:?}");
        let best = worked.plan().best().expect("something fits");
        assert_eq!(types[0], best.name(us_east_1()));
        for name in types {
            let t = instance_type(name);
            let own = max_pods.unwrap_or(t.enis * (t.ipv4_per_eni - 1) + 2);
            assert_eq!(own, config.max_pods(), "{name}");
            let place = worked.plan().candidates.iter().find(|c| c.name(us_east_1()) == name).expect("ranked");
            assert!(place.capacity.pods >= best.capacity.pods, "{name}");
        }
    }
}

/// Karpenter wants 15 types to replace a spot node by a cheaper one, and a group takes 20. All of them carry the pods with
/// the max-pods that the file states, and none has fewer addresses than that.
#[test]
fn spot_lists_are_long() {
    for (owner, max_pods, mode) in [
        (Karpenter, None, SecondaryIp),
        (Karpenter, Some(110), PrefixDelegation),
        (ManagedNodeGroup, None, SecondaryIp),
        (SelfManaged, None, SecondaryIp),
        (AutoMode, None, PrefixDelegation),
    ] {
        let asked = Scenario { chosen: None, purchase: Purchase::Spot, ..s2(mode) };
        let scenario = Scenario { node: NodeSettings { owner, max_pods, ..asked.node }, ..asked };
        let worked = worked(&scenario);
        let config = Config::of(subject(&worked)).expect("something fits");
        let types = config.instance_types();
        assert!((15..=20).contains(&types.len()), "{owner:?} {mode:?}: {types:?}");
        for name in types {
            let candidate = worked.plan().candidate(us_east_1(), name).expect("ranked, so it can be launched");
            assert!(candidate.capacity.pods > 0);
            let serves = candidate.capacity.addresses.is_none_or(|a| a + 2 >= config.max_pods());
            assert!(owner == AutoMode || serves, "{owner:?} {mode:?} {name}: {:?}", candidate.capacity.addresses);
        }
    }
}

/// Every mode by every owner on every OS: the files are YAML and state the page's max-pods.
#[test]
fn every_mode_owner_and_os_has_files_that_read_back() {
    let nodes: [(Owner, Os); 8] = [
        (ManagedNodeGroup, Al2023),
        (ManagedNodeGroup, Bottlerocket),
        (SelfManaged, Al2023),
        (SelfManaged, Bottlerocket),
        (Karpenter, Al2023),
        (Karpenter, Bottlerocket),
        (AutoMode, Al2023),
        (ManagedNodeGroup, Windows),
    ];
    let mut read = 0;
    for (owner, chosen_os) in nodes {
        let has = |mode: NetworkMode| match (owner, chosen_os) {
            (AutoMode, _) => mode.facts().on_auto_mode(),
            (_, Windows) => mode.is_on_windows(),
            _ => true,
        };
        for facts in MODES.iter().filter(|facts| has(facts.mode)) {
            let asked = s2(facts.mode);
            let scenario = Scenario { node: NodeSettings { owner, chosen_os, ..asked.node }, ..asked };
            let worked = worked(&scenario);
            let config = Config::of(subject(&worked)).expect("m5.large can");
            let said = format!("max-pods {}", config.max_pods());
            for file in config.files() {
                let one_line = file.text.replace("\n# ", " ");
                assert!(
                    one_line.contains(&said),
                    "{owner:?} {chosen_os:?} {} {}: {said}\n{}",
                    facts.code,
                    file.name,
                    file.text
                );
                if file.name.ends_with(".yaml") {
                    assert!(!YamlLoader::load_from_str(&file.text).expect(&file.text).is_empty());
                    read += 1;
                }
            }
        }
    }
    assert!(read > 100, "{read} files");
}

#[test]
fn s2_is_recorded_with_its_figures_in_both_eras() {
    let record = |era| {
        let scenario = Scenario { era, ..s2(PrefixDelegation) };
        let worked = worked(&scenario);
        decision_record(&subject(&worked), &Kept { date: "2026-11-20", ..Kept::default() })
    };
    let today = record(Era::Today);
    for said in
        ["**12 × m5.large**", "34 pods a node", "max-pods is 110", "**$840.96 a month**", "on demand of 2026-07-20"]
    {
        assert!(today.contains(said), "S2: {said}\n{today}");
    }
    let then = record(Era::Article);
    for said in ["**18 × m5.large**", "23 pods a node", "**$1,261.44 a month**"] {
        assert!(then.contains(said), "S2: {said}\n{then}");
    }
}

#[test]
fn s2_leaves_as_a_table_of_every_type() {
    let scenario = s2(PrefixDelegation);
    let worked = worked(&scenario);
    let plan = worked.plan();
    let read = rows(&csv(&worked, &plan.candidates, &plan.rejected));
    assert_eq!(read.len(), 1_395, "types of the catalogue");
    let m5 = read.iter().find(|row| row["type"] == "m5.large").expect("it is listed");
    for (column, value) in [
        ("pods per node", "34"),
        ("binding limit", "CPU"),
        ("max-pods", "110"),
        ("nodes", "12"),
        ("price (US$ per node and hour)", "0.096000"),
        ("cost (US$ per month)", "840.960000"),
        ("cost per pod (US$ per month)", "2.102400"),
        ("pods by memory", "104"),
    ] {
        assert_eq!(m5[column], value, "S2 {column}");
    }
    let metal = read.iter().find(|row| row["type"] == "m5.metal").expect("it is listed");
    assert_eq!((metal["excluded because"].as_str(), metal["rank"].as_str()), ("bare metal is filtered out", ""));
}
