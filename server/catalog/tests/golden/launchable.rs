//! What can be started, on the real catalogue: each row of the table on its types, and every file that leaves Berth.
//!
//! Sources: AL2023 user guide, "system requirements" ("AL2023 doesn't support A1 instances"; x86-64 types "including M1, C1
//! and M2"; t1.micro named); EKS user guide, "Auto Mode supported instance reference" (the families; "more than 1 CPU";
//! "not nano, micro or small"), "Bottlerocket supports ... x86_64 and arm64 processors"; EC2 user guide, "previous
//! generation instances"; aws/karpenter-provider-aws@1d927085dd81 website/content/en/docs/reference/instance-types.md for
//! Neuron devices.

use crate::{CATALOGS, instance_type, us_east_1};
use export::{Config, Kept, Subject, csv, decision_record};
use model::catalog::instance_type::{Accelerator, Arch};
use model::catalog::launch::{LAUNCH, Mark};
use model::catalog::missing::{MISSING, missing};
use model::catalog::{Catalog, TypeIndex};
use model::evaluation::Evaluation;
use model::modes::Which;
use model::node::launchable::{NoStart, cannot_start};
use model::node::supply::Supply;
use model::node::workload::Workload;
use model::plan::eligibility::Reason;
use model::plan::{Candidate, judge, plan};
use model::scenario::answers::Encryption;
use model::scenario::network_mode::{MODES, NetworkMode};
use model::scenario::os::Os::{self, *};
use model::scenario::owner::Owner::{self, *};
use model::scenario::{ArchFilter, Filters, NodeSettings, PodProfile, Scenario};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Owner and OS of the nodes.
type Nodes = (Owner, Os);
const NODES: [Nodes; 6] = [
    (ManagedNodeGroup, Al2023),
    (SelfManaged, Al2023),
    (Karpenter, Al2023),
    (SelfManaged, Bottlerocket),
    (ManagedNodeGroup, Windows),
    (AutoMode, Al2023),
];

fn on((owner, chosen_os): Nodes, mode: NetworkMode) -> Scenario {
    let node = NodeSettings { owner, chosen_os, ..NodeSettings::default() };
    Scenario { node, mode, filters: Filters::open(), ..Scenario::default() }
}

fn starts(name: &str, (owner, os): Nodes) -> Option<NoStart> {
    cannot_start(instance_type(name), owner, os)
}

#[test]
fn each_row_of_the_table_on_real_types() {
    for (name, on_al2023, on_bottlerocket, on_auto_mode) in [
        ("a1.medium", Some(NoStart::Al2023), None, Some(NoStart::AutoModeFamily)),
        ("a1.metal", Some(NoStart::Al2023), None, Some(NoStart::AutoModeFamily)),
        ("m5.large", None, None, None),
        ("m6g.medium", None, None, Some(NoStart::AutoModeVcpu)),
        ("t3.small", None, None, Some(NoStart::AutoModeSize)),
        ("t3.medium", None, None, None),
        ("t2.medium", None, None, None),
        ("m1.large", None, None, Some(NoStart::AutoModeFamily)),
        ("c1.medium", None, None, Some(NoStart::AutoModeFamily)),
        ("t1.micro", None, None, Some(NoStart::AutoModeFamily)),
        ("m9g.large", None, None, Some(NoStart::AutoModeFamily)),
        ("m9gd.large", None, None, None),
        ("c8ib.large", None, None, Some(NoStart::AutoModeFamily)),
        ("hpc8a.96xlarge", None, None, None),
        ("hpc7a.96xlarge", None, None, Some(NoStart::AutoModeFamily)),
        ("inf2.xlarge", None, None, None),
        ("u7i-12tb.224xlarge", None, None, Some(NoStart::AutoModeFamily)),
    ] {
        for owner in [ManagedNodeGroup, SelfManaged, Karpenter] {
            assert_eq!(starts(name, (owner, Al2023)), on_al2023, "{name} by {owner:?}");
            assert_eq!(starts(name, (owner, Bottlerocket)), on_bottlerocket, "{name} on Bottlerocket by {owner:?}");
        }
        assert_eq!(starts(name, (AutoMode, Al2023)), on_auto_mode, "{name} on Auto Mode");
    }
    for t in us_east_1().types.iter() {
        let is_mac = t.name.starts_with("mac");
        assert_eq!(t.arch == Arch::Mac, is_mac, "{}", t.name);
        for nodes in NODES {
            assert_eq!(starts(&t.name, nodes) == Some(NoStart::Mac), is_mac, "{} on {nodes:?}", t.name);
        }
    }
}

/// The table's families are those of the catalogue, but for the withdrawn ones: a slip of the pen would show here.
#[test]
fn the_table_lists_families_that_there_are() {
    let families: BTreeSet<&str> = us_east_1().types.iter().map(|t| t.family()).collect();
    let known =
        |family: &str| families.contains(family) || MISSING.iter().any(|row| row.names.contains(&format!("{family}.")));
    for row in LAUNCH.iter().filter(|row| row.mark != Mark::SmallSize) {
        for family in row.names.split(' ') {
            assert!(known(family), "{family} of {:?}", row.mark);
        }
    }
    let auto = us_east_1().types.iter().filter(|t| cannot_start(t, AutoMode, Al2023).is_none()).count();
    let al2023 = us_east_1().types.iter().filter(|t| cannot_start(t, Karpenter, Al2023).is_some()).count();
    // 13 Macs and 6 sizes of A1
    assert_eq!((auto > 900, al2023), (true, us_east_1().types.iter().filter(|t| t.arch == Arch::Mac).count() + 6));
}

/// The recommendation with Arm allowed boots the image that is exported (it was an A1 that does not).
#[test]
fn with_arm_allowed_no_recommendation_is_an_a1_on_al2023() {
    for catalog in CATALOGS.iter() {
        for arch in [ArchFilter::Arm, ArchFilter::Both] {
            let mut s = on((ManagedNodeGroup, Al2023), NetworkMode::SecondaryIp);
            (s.region, s.filters.arch) = (catalog.region.code.clone(), arch);
            let found = plan(catalog, &s);
            assert!(found.candidates.iter().all(|c| !c.name(catalog).starts_with("a1.")), "{}", catalog.region.code);
            if let Some(a1) = catalog.find("a1.medium").filter(|index| catalog.offer(*index).offered) {
                assert_eq!(judge(catalog, &s, a1), Err(Reason::CannotStart(NoStart::Al2023)));
                s.node.chosen_os = Bottlerocket;
                assert!(!matches!(judge(catalog, &s, a1), Err(Reason::CannotStart(_))));
            }
        }
    }
}

/// The types of a catalogue by name.
type Names = BTreeMap<String, TypeIndex>;

fn names(catalog: &Catalog) -> Names {
    catalog.indices().map(|index| (catalog.instance_type(index).name.clone(), index)).collect()
}

/// The types that a text names, as words of their own.
fn named_in(text: &str, names: &Names) -> Vec<TypeIndex> {
    let is_of_name = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '.';
    let words = text.split(|c| !is_of_name(c)).map(|word| word.trim_end_matches('.'));
    words.filter_map(|word| names.get(word).copied()).collect()
}

/// Candidates, modes, record, tables and files of every region, mode, owner and OS, with nothing filtered out.
#[test]
fn no_plan_table_record_or_file_names_a_type_that_cannot_be_started() {
    let mut seen = 0;
    for code in ["us-east-1", "eu-central-1", "sa-east-1"] {
        let catalog = Arc::new(crate::region(code).clone());
        let names = names(&catalog);
        for (facts, nodes) in MODES.iter().flat_map(|facts| NODES.map(|nodes| (facts, nodes))) {
            let s = Scenario { region: code.into(), ..on(nodes, facts.mode) };
            let worked = Evaluation::of(catalog.clone(), s);
            let check = |index: TypeIndex, place: &str| {
                let t = catalog.instance_type(index);
                assert_eq!(cannot_start(t, nodes.0, nodes.1), None, "{} in {place}, {nodes:?} {}", t.name, facts.code);
            };
            worked.plan().candidates.iter().filter_map(Candidate::today).for_each(|c| check(c.index, "the plan"));
            for row in worked.modes(Which::Best) {
                row.figures().into_iter().for_each(|figures| check(figures.candidate.index, "the modes"));
            }
            let subject = Subject::of(&worked, "https://berth.example/s/x");
            let Ok(config) = Config::of(subject) else { continue };
            for file in config.files() {
                named_in(&file.text, &names).into_iter().for_each(|index| check(index, file.name));
                seen += 1;
            }
            if facts.mode != NetworkMode::SecondaryIp {
                continue;
            }
            let rows = csv(&worked, &worked.plan().candidates, &[]);
            named_in(&rows, &names).into_iter().for_each(|index| check(index, "the table"));
        }
    }
    assert!(seen > 200, "{seen} files");
}

/// The record names what fell only with its reason, never as a type to use.
#[test]
fn the_record_recommends_what_starts_and_counts_what_does_not() {
    let worked = Evaluation::of(Arc::new(us_east_1().clone()), on((AutoMode, Al2023), NetworkMode::SecondaryIp));
    let subject = Subject::of(&worked, "https://berth.example/s/x");
    let record = decision_record(&subject, &Kept { date: "2026-11-28", ..Kept::default() });
    assert!(record.contains("EKS Auto Mode does not offer the family"), "{record}");
    for index in named_in(&record, &names(us_east_1())) {
        let t = us_east_1().instance_type(index);
        assert_eq!(cannot_start(t, AutoMode, Al2023), None, "{}", t.name);
    }
}

/// Karpenter's page: `aws.amazon.com/neuron` of every type that has some.
#[test]
fn neuron_devices_are_those_of_karpenters_page() {
    let s = Scenario::version_1();
    let workload = Workload::of(&s);
    for (name, devices) in [
        ("inf1.xlarge", 1),
        ("inf1.2xlarge", 1),
        ("inf1.6xlarge", 4),
        ("inf1.24xlarge", 16),
        ("inf2.xlarge", 1),
        ("inf2.8xlarge", 1),
        ("inf2.24xlarge", 6),
        ("inf2.48xlarge", 12),
        ("trn1.2xlarge", 1),
        ("trn1.32xlarge", 16),
        ("trn1n.32xlarge", 16),
        ("trn2.48xlarge", 16),
        ("trn2u.48xlarge", 16),
    ] {
        let supply = Supply::of(instance_type(name), &workload);
        assert_eq!((supply.neuron, supply.gpus), (devices, 0), "{name}");
    }
    for t in us_east_1().types.iter().filter(|t| t.accelerator != Some(Accelerator::Neuron)) {
        assert_eq!(Supply::of(t, &workload).neuron, 0, "{}", t.name);
    }
}

/// A pod that asks for devices lets the types in that have them, and no others; one that asks for none avoids them.
#[test]
fn pods_with_neuron_devices_go_where_they_are() {
    let pod = |neuron| PodProfile { pods: 6, neuron, ..PodProfile::default() };
    let of = |neuron| Scenario { profiles: vec![pod(neuron)], ..Scenario::version_1() };
    let found = plan(us_east_1(), &of(1));
    assert!(!found.candidates.is_empty());
    for c in found.candidates.iter().filter_map(Candidate::today) {
        let t = us_east_1().instance_type(c.index);
        assert_eq!(t.accelerator, Some(Accelerator::Neuron), "{}", t.name);
        assert!(c.capacity.pods <= t.gpu_count, "{}: {} pods", t.name, c.capacity.pods);
    }
    for c in plan(us_east_1(), &of(0)).candidates.iter().filter_map(Candidate::today) {
        assert_eq!(us_east_1().instance_type(c.index).accelerator, None);
    }
}

/// As many types fall to the answer as do not encrypt, and all others stay.
#[test]
fn encryption_by_any_means_leaves_types_that_encrypt() {
    let mut s = Scenario::version_1();
    let before = plan(us_east_1(), &s);
    s.answers.encryption = Encryption::Any;
    let after = plan(us_east_1(), &s);
    assert!(!after.candidates.is_empty() && after.candidates.len() < before.candidates.len());
    let refused = after.rejected.iter().filter(|r| r.reason == Reason::NoEncryption).count();
    assert_eq!(refused, before.candidates.len() - after.candidates.len());
    let m5 = us_east_1().find("m5.large").expect("m5.large");
    assert_eq!(judge(us_east_1(), &s, m5), Err(Reason::NoEncryption));
    // An overlay can encrypt by itself.
    s.mode = NetworkMode::OverlayCilium;
    assert!(judge(us_east_1(), &s, m5).is_ok());
}

#[test]
fn families_are_left_out_and_previous_generations_too() {
    let mut s = Scenario { filters: Filters::open(), ..Scenario::version_1() };
    s.filters.without = vec!["m5".into(), "t2".into()];
    let m5 = us_east_1().find("m5.large").expect("m5.large");
    assert_eq!(judge(us_east_1(), &s, m5), Err(Reason::Without));
    s.filters.without.clear();
    s.filters.current = true;
    // AWS's own flag calls m5 old; its page does not.
    assert!(judge(us_east_1(), &s, m5).is_ok());
    let of_page = ["a1", "c1", "c3", "c4", "i2", "m1", "m2", "m3", "m4", "r3", "r4", "t1"];
    for c in &plan(us_east_1(), &s).candidates {
        let family = c.name(us_east_1()).split('.').next().unwrap_or_default();
        assert!(!of_page.contains(&family), "{family}");
    }
    for t in us_east_1().types.iter() {
        assert_eq!(t.marks.has(Mark::Previous), of_page.contains(&t.family()), "{}", t.name);
    }
}

/// What the catalogue has is not missing; what the article's table has beyond it is explained.
#[test]
fn missing_types_are_not_in_the_catalogue_and_those_of_2018_are_explained() {
    for name in MISSING.iter().flat_map(|row| row.names.split(' ')) {
        assert_eq!(us_east_1().find(name), None, "{name} is back: take its row out");
    }
    for t in us_east_1().history.iter().filter(|t| us_east_1().find(&t.name).is_none()) {
        assert!(missing(&t.name).is_some(), "{} was there in 2018: what became of it?", t.name);
    }
}
