//! The verdict against the table of networking modes and the advice: what it says must be true of both, whatever the
//! catalogue and the scenario.

mod generate;

use generate::catalogs::catalog;
use generate::config;
use generate::scenarios::Spread::Plausible;
use generate::scenarios::scenario;
use model::catalog::TypeRef;
use model::evaluation::Evaluation;
use model::modes::{ModeRow, Which};
use model::plan::judge_in_mode;
use model::scenario::Era;
use model::scenario::network_mode::NetworkMode;
use model::units::MicroUsd;
use model::vpc::subnets::fit_of;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use std::cell::RefCell;
use std::collections::BTreeMap;

fn monthly(row: &ModeRow) -> Option<MicroUsd> {
    row.figures().map(|f| f.monthly())
}

/// Whether the advice rules out the pod network that the table shows for a mode.
fn is_ruled_out(e: &Evaluation, row: &ModeRow) -> bool {
    !e.advice().decision.eliminated_by(row.option).is_empty()
}

proptest! {
    #![proptest_config(config(1_500))]

    /// A mode is called enough only where it carries the pods, nothing rules it out, and no mode that may be used is
    /// cheaper.
    #[test]
    fn enough_means_enough(catalog in catalog(), s in scenario(Era::Today, Plausible)) {
        let e = Evaluation::of(catalog.into(), s);
        let said = e.verdict(Which::Best).of_nodes();
        let rows = e.modes(Which::Best);
        let own = rows.iter().find(|row| row.is_current).expect("the scenario's mode");
        if said.contains("is enough") {
            let cost = monthly(own).expect("it carries the pods");
            prop_assert_eq!(Some(cost), e.plan().best().map(|c| c.fleet.monthly));
            for row in rows.iter().filter(|row| !is_ruled_out(&e, row)) {
                prop_assert!(monthly(row).is_none_or(|other| other >= cost), "{} beside {:?}", said, row.mode);
            }
            let now = e.plan().best().and_then(|best| best.today()).expect("a type of today");
            let fit = fit_of(e.catalog(), e.scenario(), e.scenario().mode, &now);
            prop_assert!(fit.is_none_or(|fit| fit.fits != Some(false)), "{} in subnets that are too small", said);
        }
        if said.contains("prefix delegation would fit no more pods") {
            let now = e.plan().best().expect("it carries the pods");
            let TypeRef::Today(index) = now.index else { panic!("a type of today") };
            let with = judge_in_mode(e.catalog(), e.scenario(), NetworkMode::PrefixDelegation, index);
            prop_assert!(!with.is_ok_and(|with| with.capacity.pods > now.capacity.pods), "{}", said);
        }
        if said.contains("No instance type can carry these pods") {
            prop_assert_eq!(monthly(own), None);
        }
        if said.contains("is ruled out") {
            prop_assert!(is_ruled_out(&e, own), "{}", said);
        }
    }

    /// "No networking mode is cheaper" is said of a mode that carries the pods and is not ruled out, and of all modes
    /// unless it says of which.
    #[test]
    fn none_is_cheaper_means_none(catalog in catalog(), s in scenario(Era::Today, Plausible), chosen in any::<bool>()) {
        let e = Evaluation::of(catalog.into(), s);
        let which = if chosen { Which::Chosen } else { Which::Best };
        let (said, rows) = (e.verdict(which).of_modes(), e.modes(which));
        let own = rows.iter().find(|row| row.is_current).expect("the scenario's mode");
        if said.starts_with("No networking mode is cheaper") {
            let cost = monthly(own).expect("it carries the pods");
            prop_assert!(rows.iter().all(|row| monthly(row).is_none_or(|other| other >= cost)), "{}", said);
        }
        if said.starts_with("No networking mode that your answers and subnets allow") {
            let cost = monthly(own).expect("it carries the pods");
            prop_assert!(rows.iter().any(|row| is_ruled_out(&e, row) && monthly(row).is_some_and(|other| other < cost)));
        }
        if said == "No networking mode can carry these pods." {
            prop_assert!(rows.iter().all(|row| monthly(row).is_none() || is_ruled_out(&e, row)), "{}", said);
        }
    }

    /// The nodes and the modes name the same cheaper mode and the same saving.
    #[test]
    fn both_views_name_one_saving(catalog in catalog(), s in scenario(Era::Today, Plausible)) {
        let e = Evaluation::of(catalog.into(), s);
        let verdict = e.verdict(Which::Best);
        if let (Some((other, saves)), None) = (verdict.saving(), verdict.ruled_out) {
            prop_assert!(verdict.of_nodes().contains(&saves.cents()), "{}", verdict.of_nodes());
            prop_assert!(verdict.of_nodes().contains(other.mode.name_on(e.scenario().node.owner)), "{}", verdict.of_nodes());
            prop_assert!(verdict.of_modes().contains(&saves.cents()), "{}", verdict.of_modes());
        }
    }
}

/// Every sentence is said of some random case: laws that hold of nothing prove nothing.
#[test]
fn random_cases_reach_every_sentence() {
    let starts = RefCell::new(BTreeMap::new());
    let phrases = [
        "is enough:",
        "is ruled out:",
        "with another type.",
        "on its best type.",
        "addresses limit a node to",
        "No instance type can carry these pods.",
        "can carry these pods with",
        "No networking mode is cheaper",
        "Of the modes that your answers and subnets allow, ",
        " less than ",
        "cannot carry these pods.",
        "No networking mode can carry these pods.",
        "Of the others, ",
    ];
    let ran = TestRunner::new(config(3_000)).run(&(catalog(), scenario(Era::Today, Plausible)), |(catalog, s)| {
        let e = Evaluation::of(catalog.into(), s);
        let verdict = e.verdict(Which::Best);
        let said = format!("{} {}", verdict.of_nodes(), verdict.of_modes());
        for phrase in phrases.iter().filter(|phrase| said.contains(**phrase)) {
            *starts.borrow_mut().entry(*phrase).or_insert(0) += 1;
        }
        Ok(())
    });
    assert_eq!(ran, Ok(()));
    let seen = starts.into_inner();
    assert_eq!(seen.len(), phrases.len(), "{seen:?}");
}
