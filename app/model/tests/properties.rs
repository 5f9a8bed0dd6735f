//! What must hold of every plan, whatever the catalogue and the scenario.
//!
//! The oracle in `oracle/` judges each type a second time, naively. The rest are laws that need no
//! second model: sums that fit, orders that must not matter, money that only grows.

mod generate;
mod oracle;

use generate::catalogs::catalog;
use generate::config;
use generate::scenarios::Spread::Plausible;
use generate::scenarios::{daemonset, of_one_profile as scenario};
use model::catalog::instance_type::{Accelerator, InstanceType};
use model::catalog::{Catalog, OnDemand, TypeIndex, TypeRef};
use model::node::bandwidth;
use model::node::capacity::{Capacity, capacity};
use model::node::limit::{LIMITS, Limit};
use model::node::workload::{DaemonSetLoad, Workload};
use model::plan::eligibility::Reason;
use model::plan::growth::best_by_pods;
use model::plan::relaxed::{Relaxed, relaxed};
use model::plan::{Candidate, Plan, judge, plan};
use model::scenario::answers::Encryption;
use model::scenario::fleet::Survive;
use model::scenario::network_mode::NetworkMode;
use model::scenario::{CapOrder, Era, PodProfile, Purchase, Scenario};
use model::units::{Mbps, Mib, MicroUsd, MilliCpu};
use oracle::node::{Node, NodeFigures};
use oracle::{eligibility, money, verdict};
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::TestRunner;
use std::cell::{Cell, RefCell};
use std::collections::HashSet;

/// Candidates with the names of their types, best first.
fn named<'a>(catalog: &'a Catalog, plan: &'a Plan) -> Vec<(&'a str, &'a Candidate)> {
    plan.candidates.iter().map(|c| (c.name(catalog), c)).collect()
}

/// What lifting the binding limits of a candidate brings.
fn lifted(catalog: &Catalog, s: &Scenario, c: &Candidate<TypeIndex>) -> Option<Relaxed> {
    relaxed(catalog, s, &Candidate::from(*c))
}

/// The candidates of a plan by today's rules.
fn today(plan: &Plan) -> Vec<Candidate<TypeIndex>> {
    plan.candidates.iter().filter_map(Candidate::today).collect()
}

fn rank(plan: &Plan, catalog: &Catalog, name: &str) -> Option<usize> {
    plan.candidates.iter().position(|c| c.name(catalog) == name)
}

/// Pods per node of each type of the catalogue, eligible or not.
fn pods_per_node(catalog: &Catalog, s: &Scenario) -> Vec<u32> {
    catalog.types.iter().map(|t| capacity(t, &Workload::of(s)).pods).collect()
}

proptest! {
    #![proptest_config(config(2_000))]

    /// Pods per node, what binds, what binds next, nodes and money: as the oracle has them.
    #[test]
    fn agrees_with_the_oracle(catalog in catalog(), s in scenario(Era::Today, Plausible)) {
        let must_encrypt = eligibility::hardware_must_encrypt(&catalog, &s);
        for index in catalog.indices() {
            let t = catalog.instance_type(index);
            let mut reasons = eligibility::reasons(t, catalog.offer(index), &s);
            reasons.extend((must_encrypt && !t.encryption_in_transit).then_some(Reason::NoEncryption));
            let naive = || verdict(t, &s);
            match judge(&catalog, &s, index) {
                Err(Reason::NoRoomForDaemonSets(limit)) => {
                    let broken = Node::with_daemonsets(&s).broken(&NodeFigures::of(t, &s));
                    prop_assert!(broken.contains(&limit), "{:?} not in {:?} of {:?}", limit, broken, t);
                }
                Err(Reason::NoRoom(limit)) => {
                    let broken = Node::with_daemonsets(&s).broken(&NodeFigures::of(t, &s));
                    prop_assert_eq!(broken, vec![], "the daemonsets are to blame, not {:?} of {:?}", limit, t);
                    let naive = naive();
                    prop_assert_eq!(naive.pods, 0, "{:?} of {:?}", limit, t);
                    prop_assert!(naive.binding.contains(&limit), "{:?} not in {:?}", limit, naive);
                }
                Err(reason) => prop_assert!(reasons.contains(&reason), "{:?} not in {:?}", reason, reasons),
                Ok(c) => {
                    let naive = naive();
                    prop_assert_eq!(reasons, vec![], "against {:?}", t);
                    prop_assert_eq!(c.capacity.pods, naive.pods, "pods per node of {:?}", t);
                    let binding: Vec<Limit> = c.capacity.by_limit.binding().collect();
                    prop_assert_eq!(binding, naive.binding, "binding on {:?}", t);
                    match (lifted(&catalog, &s, &c), naive.next) {
                        (None, None) => {}
                        (Some(relaxed), Some((limits, pods))) => {
                            prop_assert_eq!(relaxed.pods, pods, "relaxed pods of {:?}", t);
                            prop_assert!(limits.contains(&relaxed.next), "{:?} not in {:?}", relaxed, limits);
                        }
                        (model, naive) => prop_assert!(false, "next limit {:?}, oracle {:?}", model, naive),
                    }
                }
            }
        }
    }

    /// What a node of any type can take, figure by figure.
    #[test]
    fn node_figures_agree_with_the_oracle(catalog in catalog(), s in scenario(Era::Today, Plausible)) {
        for t in catalog.types.iter() {
            let naive = NodeFigures::of(t, &s);
            let c = capacity(t, &Workload::of(&s));
            let have = c.allocatable.expect("today's rules know the room");
            let attached = c.attached(t, &Workload::of(&s));
            prop_assert_eq!(model::node::capacity::pods_per_node(t, &Workload::of(&s)), c.pods, "{:?}", t);
            let addresses = addresses_in_use(&s, c.pods);
            let figures = [
                ("max-pods", c.max_pods, naive.max_pods),
                ("addresses", c.addresses.unwrap_or(0), naive.addresses.unwrap_or(0)),
                ("CPU", have.cpu.0, naive.cpu.floor()),
                ("memory", have.memory.0, naive.memory.floor()),
                ("ephemeral storage", have.ephemeral.0, naive.ephemeral.floor()),
                ("ENIs attached", attached.enis, naive.attached_enis(addresses)),
                ("volumes", attached.volumes, naive.volumes(addresses)),
                ("bandwidth", bandwidth::sustained(t, s.mode).0, naive.bandwidth),
            ];
            for (name, model, naive) in figures {
                prop_assert_eq!(i128::from(model), naive, "{} of {:?}", name, t);
            }
            prop_assert_eq!(c.addresses.is_none(), naive.addresses.is_none());
        }
    }

    /// Prices, nodes, months and parts of a month, dealt out and added up.
    #[test]
    fn money_agrees_with_the_oracle(catalog in catalog(), s in scenario(Era::Today, Plausible)) {
        for c in &today(&plan(&catalog, &s)) {
            let (t, offer) = (catalog.instance_type(c.index), catalog.offer(c.index));
            prop_assert_eq!(Some(c.price.hourly.0), money::hourly(t, offer, &s));
            let node_month = money::node_month(t, offer, &s).expect("a candidate has a price");
            prop_assert_eq!(c.price.month.0, node_month);
            prop_assert_eq!(Some(c.price.confidence), money::confidence(offer, &s));
            let (pods, per_node) = (s.profiles[0].pods, c.capacity.pods);
            let nodes = money::nodes_held_to(&s, pods, per_node);
            prop_assert_eq!(c.fleet.nodes, nodes);
            let monthly = money::monthly(nodes, node_month);
            prop_assert_eq!(c.fleet.monthly.0, monthly);
            prop_assert_eq!(c.fleet.per_pod.0, money::part(monthly, pods));
            let parts = c.price.parts(&s, nodes);
            prop_assert_eq!(parts.instances.0 + parts.fee.0 + parts.disks.0 + parts.agents.0, monthly);
            prop_assert_eq!(c.fleet.per_slot.0, money::part(node_month, per_node));
            if let Some(relaxed) = lifted(&catalog, &s, c) {
                let nodes = money::nodes_held_to(&s, pods, relaxed.pods);
                prop_assert_eq!(relaxed.nodes, nodes);
                prop_assert_eq!(relaxed.saves.0, monthly - money::monthly(nodes, node_month));
            }
        }
    }

}

proptest! {
    #![proptest_config(config(600))]

    /// The node as the model reports it holds its pods and daemonsets, and one pod more breaks the
    /// binding limits and no other.
    #[test]
    fn the_node_holds_its_pods_and_not_one_more(catalog in catalog(), s in scenario(Era::Today, Plausible)) {
        for c in &today(&plan(&catalog, &s)) {
            let t = catalog.instance_type(c.index);
            prop_assert_eq!(broken(t, &c.capacity, &s, c.capacity.pods), vec![], "full {:?}", t);
            let binding: Vec<Limit> = c.capacity.by_limit.binding().collect();
            prop_assert_eq!(broken(t, &c.capacity, &s, c.capacity.pods + 1), binding, "one more on {:?}", t);
        }
    }

    /// What is stranded is what the nodes have and nothing asks for.
    #[test]
    fn stranded_is_room_less_requests(catalog in catalog(), s in scenario(Era::Today, Plausible)) {
        let pod = &s.profiles[0];
        let load = DaemonSetLoad::of(&s);
        for c in &plan(&catalog, &s).candidates {
            let (Some(have), Some(stranded)) = (c.capacity.allocatable, c.stranded) else {
                return Err(TestCaseError::fail("today's rules know the room of every node"));
            };
            let (cpu, memory) = (have.cpu.0, have.memory.0);
            for (allocatable, daemonsets, request, stranded, share) in [
                (cpu, load.cpu, pod.cpu.0, stranded.cpu, stranded.cpu_share()),
                (memory, load.memory, pod.memory.0, stranded.memory, stranded.memory_share()),
            ] {
                let room = u64::from(c.fleet.nodes) * u64::from(allocatable.saturating_sub(daemonsets));
                prop_assert_eq!(i128::from(stranded), i128::from(room) - i128::from(pod.pods) * i128::from(request));
                // to the nearest or next basis point
                prop_assert!((u64::from(share.0) * room).abs_diff(stranded * 10_000) <= room);
            }
        }
    }

    /// Every type is a candidate or rejected, once; candidates come in order of their monthly cost.
    #[test]
    fn every_type_has_one_verdict(catalog in catalog(), today in scenario(Era::Today, Plausible), article in any::<bool>()) {
        let s = if article { Scenario { era: Era::Article, ..today } } else { today };
        let first = plan(&catalog, &s);
        prop_assert_eq!(&first, &plan(&catalog, &s), "planned twice");
        let mut seen: Vec<TypeRef> = first.candidates.iter().map(|c| c.index).collect();
        seen.extend(first.rejected.iter().map(|r| r.index));
        seen.sort_unstable();
        for (rank, c) in first.candidates.iter().enumerate() {
            prop_assert_eq!(first.candidates.iter().position(|other| other.index == c.index), Some(rank));
        }
        prop_assert_eq!(first.best(), first.candidates.first());
        for (reason, count) in first.reasons() {
            prop_assert_eq!(count, first.rejected.iter().filter(|r| r.reason == reason).count());
        }
        prop_assert_eq!(first.reasons().iter().map(|(_, count)| count).sum::<usize>(), first.rejected.len());
        let all: Vec<TypeRef> = match article {
            true => catalog.indices_2018().map(TypeRef::Of2018).collect(),
            false => catalog.indices().map(TypeRef::Today).collect(),
        };
        prop_assert_eq!(seen, all);
        let key = |c: &Candidate| {
            let (month, slot) = (c.fleet.monthly, c.fleet.per_slot);
            let (first, second) = if article { (slot, month) } else { (month, slot) };
            (first, second, c.name(&catalog).to_string())
        };
        prop_assert!(first.candidates.windows(2).all(|pair| key(&pair[0]) < key(&pair[1])));
    }

    /// Types in another order: the same ranking by name, the same figures, the same reasons.
    #[test]
    fn order_of_the_catalogue_is_irrelevant(
        (catalog, order, history) in catalog().prop_flat_map(|catalog| {
            let order = Just((0..catalog.types.len()).collect::<Vec<_>>()).prop_shuffle();
            let history = Just(catalog.history.to_vec()).prop_shuffle();
            (Just(catalog), order, history)
        }),
        today in scenario(Era::Today, Plausible),
        article in any::<bool>(),
    ) {
        let s = if article { Scenario { era: Era::Article, ..today } } else { today };
        let shuffled = Catalog {
            types: order.iter().map(|&i| catalog.types[i].clone()).collect(),
            offers: order.iter().map(|&i| catalog.offers[i].clone()).collect(),
            history: history.into(),
            ..catalog.clone()
        };
        let by_name = |catalog: &Catalog| {
            let plan = plan(catalog, &s);
            let candidates: Vec<_> = named(catalog, &plan)
                .into_iter()
                .map(|(name, c)| (name.to_string(), (c.price, c.capacity, c.fleet, c.stranded, relaxed(catalog, &s, c))))
                .collect();
            let rejected: Vec<_> =
                plan.rejected.iter().map(|r| (r.index.name(catalog).to_string(), r.reason)).collect();
            (candidates, rejected)
        };
        prop_assert_eq!(by_name(&catalog), by_name(&shuffled));
    }

    /// A more expensive type never rises, and never pushes another one down.
    #[test]
    fn a_higher_price_never_helps(
        catalog in catalog(),
        s in scenario(Era::Today, Plausible),
        which in any::<Index>(),
        rise in prop_oneof![1..=10_u64, 1..=1_000_000_u64],
    ) {
        let which = which.index(catalog.types.len());
        let mut costlier = catalog.clone();
        let Some(OnDemand { hourly, .. }) = costlier.offers[which].on_demand.as_mut() else { return Ok(()) };
        *hourly = MicroUsd(hourly.0 + rise);
        let (before, after) = (plan(&catalog, &s), plan(&costlier, &s));
        for t in catalog.types.iter() {
            let (old, new) = (rank(&before, &catalog, &t.name), rank(&after, &costlier, &t.name));
            prop_assert_eq!(old.is_some(), new.is_some(), "a price decides no eligibility");
            if t.name == catalog.types[which].name {
                prop_assert!(new >= old, "{} rose from {:?} to {:?}", t.name, old, new);
            } else {
                prop_assert!(new <= old, "{} fell from {:?} to {:?}", t.name, old, new);
            }
        }
    }

    /// More pods never cost less on the same type, nor take fewer nodes.
    #[test]
    fn more_pods_never_cost_less(catalog in catalog(), s in scenario(Era::Today, Plausible), more in 1..=500_u32) {
        let mut larger = s.clone();
        larger.profiles[0].pods += more;
        let (before, after) = (plan(&catalog, &s), plan(&catalog, &larger));
        prop_assert_eq!(before.candidates.len(), after.candidates.len());
        for c in &before.candidates {
            let then = after.candidates.iter().find(|then| then.index == c.index).expect("still a candidate");
            prop_assert!(then.fleet.monthly >= c.fleet.monthly && then.fleet.nodes >= c.fleet.nodes);
        }
    }

    /// What grows is what is planned: the same best type, nodes and cost at any number of pods.
    #[test]
    fn growth_names_the_best_type_of_each_plan(
        catalog in catalog(), s in scenario(Era::Today, Plausible), pods in prop::collection::vec(1..=2_000_u32, 6)
    ) {
        let steps = best_by_pods(&catalog, &s, &plan(&catalog, &s), 1, 2_000);
        for (before, after) in steps.iter().zip(steps.iter().skip(1)) {
            prop_assert_eq!(before.last + 1, after.first);
            prop_assert!(before.monthly <= after.monthly);
        }
        for pods in pods {
            let profile = PodProfile { pods, ..s.profiles[0].clone() };
            let planned = plan(&catalog, &Scenario { profiles: vec![profile], ..s.clone() });
            let best = planned.best().and_then(Candidate::today).map(|c| (c.index, c.fleet.nodes, c.fleet.monthly));
            let step = steps.iter().find(|step| (step.first..=step.last).contains(&pods));
            prop_assert_eq!(best, step.map(|step| (step.index, step.nodes, step.monthly)));
        }
    }

    /// Enough nodes for all pods, and not one too many unless asked for.
    #[test]
    fn nodes_are_just_enough(catalog in catalog(), s in scenario(Era::Today, Plausible)) {
        for c in &plan(&catalog, &s).candidates {
            let (nodes, per_node) = (u64::from(c.fleet.nodes), u64::from(c.capacity.pods));
            let pods = u64::from(s.profiles[0].pods);
            prop_assert!(nodes * per_node >= pods);
            let is_held = s.fleet.zones > 1 || s.fleet.survive != Survive::Nothing;
            prop_assert!((nodes - 1) * per_node < pods || c.fleet.nodes == s.min_nodes || is_held);
            prop_assert!(c.fleet.nodes >= s.min_nodes);
            prop_assert_eq!(c.fleet.monthly.0, nodes * c.price.month.0);
        }
    }

    /// Larger requests and more daemonsets never make room.
    #[test]
    fn larger_requests_never_make_room(
        catalog in catalog(),
        s in scenario(Era::Today, Plausible),
        (cpu, memory, ephemeral, volumes, bandwidth) in (0..200_u32, 0..200_u32, 0..200_u32, 0..3_u32, 0..5_u32),
        extra in daemonset(Plausible),
    ) {
        let mut larger = s.clone();
        let pod = &mut larger.profiles[0];
        pod.cpu = MilliCpu(pod.cpu.0 + cpu);
        pod.memory = Mib(pod.memory.0 + memory);
        pod.ephemeral = Mib(pod.ephemeral.0 + ephemeral);
        pod.volumes += volumes;
        pod.bandwidth = Mbps(pod.bandwidth.0 + bandwidth);
        let mut busier = s.clone();
        busier.daemonsets.push(extra);
        let base = pods_per_node(&catalog, &s);
        for (other, what) in [(larger, "larger requests"), (busier, "one more daemonset")] {
            for ((t, before), after) in catalog.types.iter().zip(&base).zip(pods_per_node(&catalog, &other)) {
                prop_assert!(after <= *before, "{}: {} became {} on {:?}", what, before, after, t);
            }
        }
    }

    /// Without a request the limit is gone: never fewer pods, and as many as the relaxed figures say.
    #[test]
    fn relaxed_figures_are_what_remains(catalog in catalog(), s in scenario(Era::Today, Plausible)) {
        for c in &today(&plan(&catalog, &s)) {
            let t = catalog.instance_type(c.index);
            let binding: Vec<Limit> = c.capacity.by_limit.binding().collect();
            let Some(unasked) = without(&s, &binding) else { continue };
            let pods = capacity(t, &Workload::of(&unasked)).pods;
            prop_assert!(pods > c.capacity.pods, "lifting {:?} on {:?}", binding, t);
            prop_assert_eq!(lifted(&catalog, &s, c).map(|r| r.pods), Some(pods), "lifting {:?} on {:?}", binding, t);
        }
    }

    /// A discount and spot never cost more than the list price.
    #[test]
    fn list_price_is_the_ceiling(catalog in catalog(), s in scenario(Era::Today, Plausible)) {
        // With this answer it depends on the types for sale whether the hardware is to encrypt or the network.
        prop_assume!(s.answers.encryption != Encryption::Any);
        let listed = plan(&catalog, &Scenario { purchase: Purchase::OnDemand, ..s.clone() });
        for purchase in [Purchase::Spot, Purchase::Discount] {
            let cheaper = plan(&catalog, &Scenario { purchase, ..s.clone() });
            for c in &cheaper.candidates {
                let list = listed.candidates.iter().find(|l| l.index == c.index).expect("has a list price");
                prop_assert!(c.price.hourly <= list.price.hourly && c.fleet.monthly <= list.fleet.monthly);
            }
        }
    }

    /// The article's formula, straight from the article: addresses less daemonsets, and its cap.
    #[test]
    fn article_is_its_formula(catalog in catalog(), s in scenario(Era::Article, Plausible)) {
        let plan = plan(&catalog, &s);
        let (cap, d) = (i64::from(s.article.pod_cap), i64::from(s.article.daemonsets));
        for index in catalog.indices_2018() {
            let t = catalog.type_of_2018(index);
            let addresses = i64::from(t.enis) * (i64::from(t.ipv4_per_eni) - 1);
            let expected = match s.article.cap_order {
                CapOrder::AfterDaemonSets => cap.min(addresses - d),
                CapOrder::BeforeDaemonSets => cap.min(addresses) - d,
            };
            let candidate = plan.candidates.iter().find(|c| c.index == TypeRef::Of2018(index));
            if expected <= 0 || t.hourly.is_none() || !t.in_vpc_cni {
                prop_assert!(candidate.is_none(), "{} pods and {:?} on {:?}", expected, t.hourly, t);
            } else {
                let c = candidate.expect("it has pods, a price and a place in the limits table");
                prop_assert_eq!(i64::from(c.capacity.pods), expected, "{:?}", t);
                prop_assert_eq!(Some(c.price.hourly), t.hourly);
                let month = t.hourly.expect("just seen").0 * u64::from(s.hours_per_month);
                prop_assert_eq!(c.fleet.per_slot.0, money::part(month, expected as u32));
                // The article knows no least number of nodes.
                let nodes = money::nodes(s.profiles[0].pods, expected as u32, 0);
                prop_assert_eq!((c.fleet.nodes, c.fleet.monthly.0), (nodes, u64::from(nodes) * month));
            }
        }
    }
}

/// The random catalogues and scenarios reach every limit, every mode on every owner's nodes, every OS, ties, and types
/// without room: laws that hold of nothing prove nothing.
#[test]
fn random_cases_reach_every_limit() {
    let mut runner = TestRunner::new(config(2_400));
    let (binding, no_room) = (RefCell::new(HashSet::new()), RefCell::new(HashSet::new()));
    let (modes, systems, with_next) = (RefCell::new(HashSet::new()), RefCell::new(HashSet::new()), Cell::new(0));
    let ran = runner.run(&(catalog(), scenario(Era::Today, Plausible)), |(catalog, s)| {
        let plan = plan(&catalog, &s);
        for c in &plan.candidates {
            binding.borrow_mut().extend(c.capacity.by_limit.binding());
            modes.borrow_mut().insert((s.mode, s.node.owner));
            systems.borrow_mut().insert((s.node.owner, s.node.os()));
            with_next.set(with_next.get() + usize::from(relaxed(&catalog, &s, c).is_some()));
        }
        no_room.borrow_mut().extend(plan.rejected.iter().filter_map(|r| match r.reason {
            Reason::NoRoom(limit) | Reason::NoRoomForDaemonSets(limit) => Some(limit),
            _ => None,
        }));
        Ok(())
    });
    assert_eq!(ran, Ok(()));
    assert_eq!(binding.borrow().len(), LIMITS, "{binding:?}");
    assert!(no_room.borrow().len() >= 6, "{no_room:?}");
    // 12 modes with 3 owners, and 7 on Auto Mode
    assert_eq!(modes.borrow().len(), 12 * 3 + 7);
    // 3 systems with 3 owners but Windows with Karpenter, and Auto Mode's own
    assert_eq!(systems.borrow().len(), 3 * 3 - 1 + 1);
    assert!(with_next.get() > 500, "{with_next:?}");
}

/// Addresses in use on a node with its daemonsets and so many pods.
fn addresses_in_use(s: &Scenario, pods: u32) -> i128 {
    let mut node = Node::with_daemonsets(s);
    (0..pods).for_each(|_| node.place_pod());
    node.addresses
}

/// The limits that so many pods exceed on the node as the model reports it.
fn broken(t: &InstanceType, c: &Capacity, s: &Scenario, pods: u32) -> Vec<Limit> {
    let (pod, load) = (&s.profiles[0], DaemonSetLoad::of(s));
    let have = c.allocatable.expect("today's rules know the room");
    let security_groups = matches!(s.mode, NetworkMode::SecurityGroups | NetworkMode::SecurityGroupsPrefix);
    let branch = security_groups && pod.own_security_group;
    let exceeds = |request: u32, daemonsets: u32, figure: u32| {
        request > 0 && u64::from(request) * u64::from(pods) + u64::from(daemonsets) > u64::from(figure)
    };
    let exceeds_fill = |request: u32, daemonsets: u32, figure: u32| {
        let room = u64::from(figure.saturating_sub(daemonsets)) * u64::from(100 - s.fleet.headroom);
        exceeds(request, daemonsets, figure) || u64::from(request) * u64::from(pods) * 100 > room
    };
    let over = |limit: &Limit| match limit {
        Limit::MaxPods => exceeds(1, load.host_pods + load.address_pods, c.max_pods),
        Limit::Addresses => c.addresses.is_some_and(|figure| exceeds(u32::from(!branch), load.address_pods, figure)),
        Limit::BranchEnis => exceeds(u32::from(branch), 0, t.branch_enis.unwrap_or(0)),
        Limit::Cpu => exceeds_fill(pod.cpu.0, load.cpu, have.cpu.0),
        Limit::Memory => exceeds_fill(pod.memory.0, load.memory, have.memory.0),
        Limit::Ephemeral => exceeds(pod.ephemeral.0, 0, have.ephemeral.0),
        Limit::Volumes => {
            let volumes = NodeFigures::of(t, s).volumes(addresses_in_use(s, pods));
            i128::from(pod.volumes) * i128::from(pods) > volumes
        }
        Limit::Bandwidth => exceeds(pod.bandwidth.0, 0, bandwidth::sustained(t, s.mode).0),
        Limit::Gpus => exceeds(pod.gpus, 0, if t.accelerator == Some(Accelerator::Gpu) { t.gpu_count } else { 0 }),
        Limit::Neuron => {
            exceeds(pod.neuron, 0, if t.accelerator == Some(Accelerator::Neuron) { t.gpu_count } else { 0 })
        }
        Limit::MostPerNode => pod.most_per_node.is_some_and(|most| pods > most),
    };
    Limit::ALL.into_iter().filter(over).collect()
}

/// The scenario without the requests behind these limits; `None` where one is not a request.
fn without(s: &Scenario, limits: &[Limit]) -> Option<Scenario> {
    let mut lifted = s.clone();
    let pod = &mut lifted.profiles[0];
    for limit in limits {
        match limit {
            Limit::Cpu => pod.cpu = MilliCpu(0),
            Limit::Memory => pod.memory = Mib(0),
            Limit::Ephemeral => pod.ephemeral = Mib(0),
            Limit::Volumes => pod.volumes = 0,
            Limit::Bandwidth => pod.bandwidth = Mbps(0),
            Limit::Gpus => pod.gpus = 0,
            Limit::Neuron => pod.neuron = 0,
            Limit::MostPerNode => pod.most_per_node = None,
            Limit::Addresses | Limit::MaxPods | Limit::BranchEnis => return None,
        }
    }
    Some(lifted)
}
