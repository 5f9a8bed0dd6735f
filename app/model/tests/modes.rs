//! The networking modes side by side, on random catalogues.

mod generate;

use generate::catalogs::catalog;
use generate::config;
use generate::scenarios::Spread::Plausible;
use generate::scenarios::scenario;
use model::modes::{Which, modes};
use model::node::capacity::capacity;
use model::node::workload::Workload;
use model::plan::best::{best, best_by_mode, best_in, most_pods};
use model::plan::{Candidate, plan};
use model::scenario::network_mode::MODES;
use model::scenario::{Era, Scenario};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use std::cell::RefCell;
use std::collections::HashSet;

proptest! {
    #![proptest_config(config(2_000))]

    /// The short cuts find what a full plan of each mode finds, ties and all.
    #[test]
    fn the_best_of_each_mode_is_the_plans(catalog in catalog(), s in scenario(Era::Today, Plausible)) {
        let by_mode = best_by_mode(&catalog, &s);
        for (facts, found) in MODES.iter().zip(by_mode) {
            let planned = plan(&catalog, &Scenario { mode: facts.mode, ..s.clone() });
            prop_assert_eq!(found, planned.best().and_then(Candidate::today), "{}", facts.code);
            prop_assert_eq!(best_in(&catalog, &s, facts.mode), found);
        }
        prop_assert_eq!(best(&catalog, &s), plan(&catalog, &s).best().copied());
    }

    /// So does the article's era.
    #[test]
    fn the_best_of_2018_is_the_plans(catalog in catalog(), s in scenario(Era::Article, Plausible)) {
        prop_assert_eq!(best(&catalog, &s), plan(&catalog, &s).best().copied());
    }

    /// What the short cuts rest on.
    #[test]
    fn no_mode_fits_more_pods_than_the_most(catalog in catalog(), s in scenario(Era::Today, Plausible)) {
        for t in catalog.types.iter() {
            let pods = |mode| capacity(t, &Workload::in_mode(&s, mode)).pods;
            for facts in &MODES {
                prop_assert!(pods(facts.mode) <= most_pods(t, &s), "{} on {:?}", facts.code, t);
            }
        }
    }
}

proptest! {
    #![proptest_config(config(600))]

    /// A row's sums: what a node holds times the nodes, and how far that is from the scenario's mode.
    #[test]
    fn rows_add_up(catalog in catalog(), s in scenario(Era::Today, Plausible), chosen in any::<bool>()) {
        let which = if chosen { Which::Chosen } else { Which::Best };
        let rows = modes(&catalog, &s, which);
        prop_assert_eq!(rows.iter().map(|r| r.mode).collect::<Vec<_>>(), MODES.map(|m| m.mode));
        prop_assert_eq!(rows.iter().filter(|r| r.is_current).map(|r| r.mode).collect::<Vec<_>>(), vec![s.mode]);
        let base = rows[s.mode as usize].figures();
        for row in &rows {
            let Some(f) = row.figures() else { continue };
            let (nodes, pods) = (u64::from(f.candidate.fleet.nodes), u64::from(f.candidate.capacity.pods));
            prop_assert_eq!(f.fleet.addresses(), nodes * u64::from(f.node.subnet_addresses()));
            prop_assert_eq!(f.fleet.nau, nodes * u64::from(f.node.nau));
            prop_assert!(f.fleet.addresses() >= nodes, "each node has an address of its own");
            prop_assert_eq!(f.fit.is_some(), !s.subnets.is_empty());
            prop_assert_eq!(f.difference.is_some(), base.is_some());
            if let (Some(d), Some(base)) = (f.difference, base) {
                prop_assert_eq!(base.candidate.capacity.pods as i64 + d.pods, pods as i64);
                prop_assert_eq!(base.candidate.fleet.nodes as i64 + d.nodes, nodes as i64);
                prop_assert_eq!(base.candidate.fleet.monthly.0 as i64 + d.monthly, f.monthly().0 as i64);
                prop_assert_eq!(base.fleet.addresses() as i64 + d.addresses, f.fleet.addresses() as i64);
                prop_assert_eq!(base.fleet.nau as i64 + d.nau, f.fleet.nau as i64);
            }
        }
    }
}

/// The random cases have modes that nothing fits, and ties that only a name decides.
#[test]
fn random_cases_reach_what_short_cuts_could_miss() {
    let mut runner = TestRunner::new(config(600));
    let (empty, full, owners) = (RefCell::new(0), RefCell::new(0), RefCell::new(HashSet::new()));
    let ties = RefCell::new(0);
    let ran = runner.run(&(catalog(), scenario(Era::Today, Plausible)), |(catalog, s)| {
        for found in best_by_mode(&catalog, &s) {
            *if found.is_some() { full.borrow_mut() } else { empty.borrow_mut() } += 1;
        }
        owners.borrow_mut().insert((s.node.owner, format!("{:?}", s.purchase)));
        let planned = plan(&catalog, &s);
        let key = |place: usize| planned.candidates.get(place).map(|c| (c.fleet.monthly, c.fleet.per_slot));
        *ties.borrow_mut() += usize::from(key(0).is_some() && key(0) == key(1));
        Ok(())
    });
    assert_eq!(ran, Ok(()));
    assert!(*empty.borrow() > 500 && *full.borrow() > 500, "{empty:?} {full:?}");
    assert_eq!(owners.borrow().len(), 4 * 7, "every owner with every purchase");
    assert!(*ties.borrow() > 0, "{ties:?}");
}
