//! The present nodes: their price, how full they are, how they differ from Berth's figures, and what max-pods tells.

use crate::generated::dump;
use crate::read;
use crate::testing::instance_type;
use import::Reader;
use import::conclude::conclude;
use import::evidence::fit;
use import::notes::Note;
use import::placement::CapacityType;
use import::price::{Compared, priced};
use import::scenario::Options;
use model::catalog::{Catalog, Offer, OnDemand, PriceKind, Region};
use model::node::supply::Supply;
use model::node::workload::Workload;
use model::plan::cost::Confidence;
use model::scenario::Scenario;
use model::scenario::costs::Costs;
use model::scenario::fields::BY_TYPE;
use model::scenario::link::{from_query, to_query};
use model::scenario::network_mode::NetworkMode;
use model::units::{BasisPoints, MicroUsd};

/// m5.2xlarge, 4 ENIs of 15 addresses, at $0.384 an hour and 60 % less on spot.
fn catalog() -> Catalog {
    let price = OnDemand { hourly: MicroUsd(384_000), kind: PriceKind::Published, as_of: None };
    let offer = Offer {
        offered: true,
        on_demand: Some(price),
        spot_savings: Some(BasisPoints(6_000)),
        reserved: None,
        auto_mode: None,
    };
    let region = Region {
        code: "us-east-1".into(),
        location: "US East (N. Virginia)".into(),
        on_demand_as_of: "2026-07-20".into(),
        availability_known: true,
    };
    Catalog {
        version: "1".into(),
        region,
        spot_as_of: "2026-07-20".into(),
        reserved_as_of: None,
        auto_mode_as_of: None,
        types: [instance_type("m5.2xlarge", 8, 32_768, 4, 15)].into(),
        offers: vec![offer],
        history: [].into(),
    }
}

/// No disks, so that a node costs its hours alone: 0.384 * 730 = 280.32.
fn scenario() -> Scenario {
    Scenario { costs: Costs { gib_mils: 0, ..Costs::default() }, ..Scenario::default() }
}

#[test]
fn the_present_fleet_costs_its_hours_and_is_as_full_as_its_pods_make_it() {
    let present = read(dump(10, 240)).present.expect("nodes");
    let all = priced(&present, &catalog(), &scenario());
    assert_eq!((all.nodes, all.unpriced, all.month), (10, 0, MicroUsd(2_803_200_000)));
    let [row] = all.rows.as_slice() else { unreachable!("{:?}", all.rows) };
    assert_eq!((row.confidence, row.capacity_type), (Some(Confidence::Published), Some(CapacityType::OnDemand)));
    // a dozen pods ask for 12 * 100 + 50 * 66 = 4,500m and 128 * 78 = 9,984 MiB; there are 20 dozen
    assert_eq!((row.fill.cpu.requested, row.fill.cpu.allocatable), (90_000, 79_100));
    assert_eq!((row.fill.memory.requested, row.fill.pods.requested, row.fill.pods.allocatable), (199_680, 240, 580));
    assert_eq!(all.fill.binds(), "CPU");
    // 32,408,232 KiB are 31,648.6 MiB; without a measurement Berth takes Karpenter's 7.5 % off: 32,768 - 2,458
    assert_eq!(row.memory, Compared { reported: 31_648, berth: Some(30_310) });
    assert_eq!(row.max_pods, Compared { reported: 58, berth: Some(58) });
}

/// What the nodes report is set for the plan, which then has their memory and max-pods; and how many there are.
#[test]
fn the_nodes_of_today_become_settings() {
    let text = dump(10, 240).replace("ON_DEMAND", "SPOT").replacen("SPOT", "ON_DEMAND", 7);
    let text = text.replacen("32408232Ki", "32400000Ki", 1);
    let catalog = catalog();
    let concluded = |text: &str| {
        let imported = read(text);
        let concluded = conclude(&imported, &Options::default(), &|_| Some(&catalog));
        (concluded.converted.expect("a workload"), concluded.priced.expect("nodes"))
    };
    let (converted, priced) = concluded(&text);
    let written = |scenario: &Scenario| BY_TYPE.each_ref().map(|list| list.written(scenario));
    // 32,400,000 KiB are 31,640.6 MiB: the least counts
    assert_eq!(written(&converted.scenario), ["m5.2xlarge:7", "m5.2xlarge:3", "m5.2xlarge:31640", ""]);
    assert_eq!(
        priced.rows[0].memory,
        Compared { reported: 31_640, berth: Some(30_310) },
        "Berth\u{2019}s own is still shown"
    );
    let t = &catalog.types[0];
    let has = Supply::of(t, &Workload::of(&converted.scenario));
    assert_eq!((has.allocatable.memory.0, has.max_pods), (31_640 - (255 + 11 * 58) - 100, 58));
    // two numbers that no networking mode explains
    let odd = text.replace("\"pods\": \"58\"", "\"pods\": \"44\"").replacen("\"44\"", "\"45\"", 2);
    let (converted, _) = concluded(&odd);
    assert_eq!(converted.scenario.node.max_pods, None);
    assert_eq!(written(&converted.scenario)[3], "m5.2xlarge:44");
    assert_eq!(Supply::of(t, &Workload::of(&converted.scenario)).max_pods, 44);
    let link = from_query(&to_query(&converted.scenario));
    assert_eq!((link.scenario, link.problems), (converted.scenario, vec![]));
}

/// What the nodes of today carry and the plan does not is said, and Windows nodes are not compared with.
#[test]
fn what_makes_the_comparison_unlike_is_told() {
    let catalog = catalog();
    let job = "---\nkind: Job\nmetadata: {name: nightly}\nspec: {parallelism: 4, template: {spec: {containers: [{name: a}]}}}\n";
    let windows = dump(4, 60).replacen("\"kubernetes.io/os\": \"linux\"", "\"kubernetes.io/os\": \"windows\"", 1);
    let said = |options: &Options| {
        let mut reader = Reader::default();
        reader.add(job.as_bytes(), &mut |_| {});
        let jobs = reader.finish().jobs;
        let imported = import::Imported { jobs, ..read(&windows) };
        let converted = conclude(&imported, options, &|_| Some(&catalog)).converted.expect("a workload");
        (
            BY_TYPE[0].written(&converted.scenario),
            converted.notes.iter().map(Note::words).collect::<Vec<_>>().join("\n"),
        )
    };
    let (today, text) = said(&Options::default());
    assert_eq!(today, "m5.2xlarge:3");
    assert!(text.contains("Windows nodes: a fleet is not compared with them"), "{text}");
    assert!(text.contains("Pods of Jobs are not planned, and the nodes of today have room for them"), "{text}");
    let (_, text) = said(&Options { jobs: true, scale: 2_000, ..Options::default() });
    assert!(!text.contains("Pods of Jobs are not planned"), "{text}");
    assert!(text.contains("Other replicas are planned than the nodes of today carry"), "{text}");
}

#[test]
fn nodes_without_a_type_and_more_types_than_a_scenario_holds_are_told_of() {
    let mut text = dump(80, 80);
    for i in 0..79 {
        text = text.replacen("\"m5.2xlarge\"", &format!("\"m{i}.odd\""), 1);
    }
    text = text.replacen("\"m5.2xlarge\"", "\"\"", 1);
    let (imported, catalog) = (read(text), catalog());
    let concluded = conclude(&imported, &Options::default(), &|_| Some(&catalog));
    let converted = concluded.converted.expect("a workload");
    assert_eq!(converted.scenario.own.on_demand.len(), 60);
    let said: Vec<_> = converted.notes.iter().map(Note::words).collect();
    let has = |words: &str| assert!(said.iter().any(|text| text.contains(words)), "{words}: {said:?}");
    has("Nodes of types beyond the first 60: a fleet is not compared with them (19 times)");
    has("Nodes that do not tell their type");
}

#[test]
fn spot_nodes_and_types_without_a_price_are_rows_of_their_own() {
    let text = dump(4, 0).replacen("ON_DEMAND", "SPOT", 1).replacen("m5.2xlarge", "x9.odd", 1);
    let text = text.replacen("ON_DEMAND", "SPOT", 1);
    let all = priced(&read(text).present.expect("nodes"), &catalog(), &scenario());
    // two on demand, one on spot at 40 % of the price, one unknown
    assert_eq!((all.nodes, all.unpriced, all.month), (4, 1, MicroUsd(2 * 280_320_000 + 112_128_000)));
    let spot = all.rows.iter().find(|row| row.month == Some(MicroUsd(112_128_000))).expect("a row");
    assert_eq!((spot.capacity_type, spot.confidence), (Some(CapacityType::Spot), Some(Confidence::Derived)));
}

#[test]
fn max_pods_of_the_nodes_tells_prefixes_and_fixed_numbers() {
    let fitted = |pods: &str| {
        let text = dump(3, 3).replace("\"pods\": \"58\"", &format!("\"pods\": \"{pods}\""));
        let (mut scenario, present) = (scenario(), read(text).present.expect("nodes"));
        let notes = fit(&present, &catalog(), &mut scenario);
        (scenario.mode, scenario.node.max_pods, notes.len())
    };
    assert_eq!(fitted("58"), (NetworkMode::SecondaryIp, None, 0)); // 4 * 14 + 2
    assert_eq!(fitted("110"), (NetworkMode::PrefixDelegation, None, 1)); // min(4 * 14 * 16 + 2, 110)
    assert_eq!(fitted("40"), (NetworkMode::SecondaryIp, Some(40), 1));
    assert_eq!(fitted("80"), (NetworkMode::PrefixDelegation, Some(80), 2));
}

/// EKS's caps of 110 and 250 pods are no matter of addresses: what is beyond one tells nothing of prefixes.
#[test]
fn prefixes_are_concluded_from_more_pods_than_single_addresses_and_not_from_more_than_a_cap() {
    let fitted = |(name, vcpu, enis, slots): (&str, u32, u32, u32), pods: u32| {
        let mut catalog = catalog();
        catalog.types = [instance_type(name, vcpu, 4_096 * vcpu, enis, slots)].into();
        let text = dump(3, 3).replace("m5.2xlarge", name).replace("\"pods\": \"58\"", &format!("\"pods\": \"{pods}\""));
        let (mut scenario, present) = (scenario(), read(text).present.expect("nodes"));
        fit(&present, &catalog, &mut scenario);
        (scenario.mode, scenario.node.max_pods)
    };
    let (large, small) = (("m5.4xlarge", 16, 8, 30), ("m5.large", 2, 3, 10));
    // 8 * 29 + 2: what its own ENIs give, beyond the cap, is no setting of every type
    assert_eq!(fitted(large, 234), (NetworkMode::SecondaryIp, None));
    assert_eq!(fitted(large, 235), (NetworkMode::PrefixDelegation, Some(235)));
    assert_eq!(fitted(small, 29), (NetworkMode::SecondaryIp, None)); // 3 * 9 + 2
    assert_eq!(fitted(small, 30), (NetworkMode::PrefixDelegation, Some(30)));
    assert_eq!(fitted(small, 110), (NetworkMode::PrefixDelegation, None)); // min(3 * 9 * 16 + 2, 110)
}

#[test]
fn what_nodes_keep_back_becomes_a_setting() {
    let fitted = |memory: &str, cpu: &str| {
        let text = dump(3, 3).replace("31391400Ki", memory).replace("7910m", cpu);
        let (mut scenario, present) = (scenario(), read(text).present.expect("nodes"));
        let notes = fit(&present, &catalog(), &mut scenario);
        let node = scenario.node;
        (
            node.system_memory.0,
            node.kube_memory.map(|m| m.0),
            node.system_cpu.0,
            node.kube_cpu.map(|c| c.0),
            notes.len(),
        )
    };
    // 32,408,232 KiB less 255 + 11 * 58 + 100 = 993 MiB of 1,024 KiB; 8,000 - 90m
    assert_eq!(fitted("31391400Ki", "7910m"), (0, None, 0, None, 0));
    // 512 MiB and 100m more are kept back
    assert_eq!(fitted("30867112Ki", "7810m"), (512, None, 100, None, 2));
    // 493 MiB are less than the formula's, and so are 50m: fixed amounts
    assert_eq!(fitted("31903400Ki", "7950m"), (0, Some(393), 0, Some(50), 2));
    // a node that tells no allocatable tells nothing of it
    assert_eq!(fitted("32408232Ki", "8"), (0, None, 0, None, 0));
}

#[test]
fn nodes_that_keep_back_different_amounts_are_told_of() {
    let text = dump(4, 0).replacen("31391400Ki", "30867112Ki", 1).replacen("31391400Ki", "30000000Ki", 1);
    let (mut scenario, present) = (scenario(), read(text).present.expect("nodes"));
    let notes = fit(&present, &catalog(), &mut scenario);
    assert_eq!((scenario.node.system_memory.0, scenario.node.kube_memory), (0, None));
    assert!(
        notes[0]
            .text
            .starts_with("Nodes keep back other memory than Berth plans with: 1,505 MiB to 2,352 MiB for 993 MiB on "),
        "{notes:?}"
    );
    // the two nodes that are as expected do not count
    assert_eq!((notes[0].count, notes[0].text.matches(" for 993 MiB on ").count()), (2, 1), "{notes:?}");
}
