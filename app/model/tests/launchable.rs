//! Nothing that Berth works out names a type that the owner and the OS of the nodes cannot start, whatever
//! the filters; and where encryption is asked for, none that leaves traffic open.
//!
//! What starts is written down here a second time, for the families of the generated catalogues only.

mod generate;

use generate::catalogs::catalog;
use generate::config;
use generate::scenarios::Spread::Plausible;
use generate::scenarios::scenario;
use model::advice::advise;
use model::catalog::instance_type::{Arch, InstanceType};
use model::catalog::{Catalog, TypeIndex};
use model::modes::{Which, modes};
use model::node::launchable::NoStart;
use model::plan::best::best_by_mode;
use model::plan::eligibility::Reason;
use model::plan::growth::{best_by_pods, throughout};
use model::plan::neighbours::cheaper_neighbours;
use model::plan::{Candidate, judge, plan};
use model::scenario::answers::Encryption;
use model::scenario::network_mode::{MODES, NetworkMode};
use model::scenario::os::Os;
use model::scenario::owner::Owner;
use model::scenario::{Era, Filters, NodeSettings, Scenario};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::TestRunner;
use std::cell::Cell;

/// Owner and OS of the nodes.
type Nodes = (Owner, Os);
const AUTO_MODE: Nodes = (Owner::AutoMode, Os::Al2023);
const NODES: [Nodes; 7] = [
    (Owner::ManagedNodeGroup, Os::Al2023),
    (Owner::ManagedNodeGroup, Os::Bottlerocket),
    (Owner::ManagedNodeGroup, Os::Windows),
    (Owner::SelfManaged, Os::Al2023),
    (Owner::SelfManaged, Os::Windows),
    (Owner::Karpenter, Os::Bottlerocket),
    AUTO_MODE,
];

/// Whether nodes of an owner and an OS can be of this type, by AWS's documents.
fn starts(t: &InstanceType, nodes: Nodes) -> bool {
    let (family, size) = t.name.split_once('.').expect("a family and a size");
    let is_listed = ["c5", "c7g", "i7ie", "m4", "m5", "m7i-flex", "m8i", "p4d", "t2", "t3"].contains(&family);
    t.arch != Arch::Mac
        && match nodes {
            (Owner::AutoMode, _) => is_listed && !["nano", "micro", "small"].contains(&size) && t.vcpu > 1,
            (_, Os::Bottlerocket) => true,
            (_, Os::Al2023) => family != "a1",
            (_, Os::Windows) => family != "m4" && t.arch != Arch::Arm64,
        }
}

/// Every type that is named as one to use, with where.
fn named(catalog: &Catalog, s: &Scenario) -> Vec<(TypeIndex, &'static str)> {
    let planned = plan(catalog, s);
    let candidates: Vec<Candidate<TypeIndex>> = planned.candidates.iter().filter_map(Candidate::today).collect();
    let mut named: Vec<(TypeIndex, &'static str)> = candidates.iter().map(|c| (c.index, "the plan")).collect();
    named.extend(best_by_mode(catalog, s).iter().flatten().map(|c| (c.index, "the best of a mode")));
    for which in [Which::Best, Which::Chosen] {
        let rows = modes(catalog, s, which);
        named.extend(rows.iter().filter_map(|row| Some((row.figures()?.candidate.index, "a row of the modes"))));
    }
    for c in candidates.iter().take(3) {
        named.extend(cheaper_neighbours(&planned, c, 5).iter().map(|c| (c.index, "a neighbour")));
        named.extend(throughout(catalog, s, c, 1, 500).iter().map(|step| (step.index, "growth on one type")));
    }
    named.extend(best_by_pods(catalog, s, &planned, 1, 500).iter().map(|step| (step.index, "growth")));
    named
}

/// With nothing filtered out, so that only the owner and the OS decide.
fn opened(s: Scenario, (owner, chosen_os): Nodes) -> Scenario {
    let node = NodeSettings { owner, chosen_os, ..s.node };
    Scenario { filters: Filters::open(), node, chosen: None, ..s }
}

proptest! {
    #![proptest_config(config(1_500))]

    #[test]
    fn nothing_names_a_type_that_cannot_be_started(
        catalog in catalog(),
        s in scenario(Era::Today, Plausible),
        nodes in select(NODES.to_vec()),
        chosen in any::<bool>(),
    ) {
        let mut s = opened(s, nodes);
        s.chosen = chosen.then(|| catalog.types[0].name.clone());
        for (index, place) in named(&catalog, &s) {
            let t = catalog.instance_type(index);
            prop_assert!(starts(t, nodes), "{} in {place} on {nodes:?}", t.name);
        }
        let advice = advise(&catalog, &s);
        for option in &model::advice::knowledge::options::OPTIONS {
            let Some(figures) = advice.figures(option.id) else { continue };
            let t = catalog.instance_type(figures.candidate.index);
            let nodes = if option.code == "eks-auto" { AUTO_MODE } else { nodes };
            prop_assert!(starts(t, nodes), "{} for {} on {nodes:?}", t.name, option.code);
        }
    }

    /// The reason says so before any other, and only of such types.
    #[test]
    fn the_reason_is_the_first_one(catalog in catalog(), s in scenario(Era::Today, Plausible)) {
        for index in catalog.indices() {
            let t = catalog.instance_type(index);
            let says = matches!(judge(&catalog, &s, index), Err(Reason::CannotStart(_)));
            prop_assert_eq!(says, !starts(t, (s.node.owner, s.node.chosen_os)), "{} on {:?}", t.name, s.node);
        }
    }

    /// "Yes, by any means" leaves only types that encrypt in hardware, unless the network encrypts: an overlay's or
    /// Cilium's own, or whatever the rules keep where hardware cannot do it.
    #[test]
    fn encryption_by_any_means_binds(
        catalog in catalog(),
        s in scenario(Era::Today, Plausible),
        mode in select(MODES.iter().map(|facts| facts.mode).collect::<Vec<_>>()),
    ) {
        use NetworkMode::*;
        let mut s = Scenario { mode, filters: Filters::open(), ..s };
        s.answers.encryption = Encryption::Any;
        let rests_on_hardware = advise(&catalog, &s).case().hardware_encrypts();
        let encrypts = !rests_on_hardware
            || matches!(s.mode, OverlayHostLocal | OverlayCalico | OverlayCilium | CiliumEni | CiliumEniPrefix);
        for r in plan(&catalog, &s).candidates.iter().filter_map(Candidate::today) {
            let t = catalog.instance_type(r.index);
            prop_assert!(encrypts || t.encryption_in_transit, "{} with {mode:?}", t.name);
        }
        let open = Scenario { answers: Default::default(), ..s.clone() };
        for index in catalog.indices() {
            let t = catalog.instance_type(index);
            let without = judge(&catalog, &open, index);
            match judge(&catalog, &s, index) {
                Err(Reason::NoEncryption) => prop_assert!(!encrypts && !t.encryption_in_transit, "{}", t.name),
                asked => prop_assert_eq!(asked, without, "{} is judged as without the answer", t.name),
            }
        }
    }
}

/// The random cases do have types of either kind.
#[test]
fn random_cases_have_types_that_cannot_be_started() {
    let mut runner = TestRunner::new(config(900));
    let (refused, planned) = (Cell::new([0; 7]), Cell::new(0));
    let cases = (catalog(), scenario(Era::Today, Plausible), select(NODES.to_vec()));
    let ran = runner.run(&cases, |(catalog, s, nodes)| {
        let plan = plan(&catalog, &opened(s, nodes));
        let mut counts = refused.get();
        for r in &plan.rejected {
            if let Reason::CannotStart(why) = r.reason {
                counts[why as usize] += 1;
            }
        }
        refused.set(counts);
        planned.set(planned.get() + plan.candidates.len());
        Ok(())
    });
    assert_eq!(ran, Ok(()));
    use NoStart::*;
    let all = [Mac, Al2023, AutoModeFamily, AutoModeSize, AutoModeVcpu, WindowsArm, WindowsFamily];
    for why in all {
        assert!(refused.get()[why as usize] > 5, "{why:?}: {:?}", refused.get());
    }
    assert!(planned.get() > 100, "{planned:?}");
}
