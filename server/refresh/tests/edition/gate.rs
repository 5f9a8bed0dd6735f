//! What is not let through, and how near to it something may come.

use crate::{as_published, base, list, take, times};
use model::units::MicroUsd;
use refresh::changes::{Changes, refusals};
use refresh::read::{Described, Found, RegionPrices, SpotPrices};

fn refused(found: Found) -> Vec<String> {
    refusals(&Changes::between(base(), &take([found]).figures))
}

fn on_demand(spoil: impl FnOnce(&mut RegionPrices)) -> Vec<String> {
    let mut prices = as_published("us-east-1");
    spoil(&mut prices);
    refused(Found::Prices(list([("us-east-1", prices)])))
}

/// A fifth of the region's types, rounded down, and `more`.
fn a_fifth(prices: &RegionPrices, more: usize) -> Vec<String> {
    let count = prices.on_demand.len() / 5 + more;
    prices.on_demand.keys().take(count).cloned().collect()
}

#[test]
fn as_much_as_a_fifth_may_go_and_not_a_type_more() {
    assert_eq!(on_demand(|_| ()), [""; 0]);
    let without = |more: usize| {
        let refused = on_demand(|prices| {
            let names = a_fifth(prices, more);
            prices.on_demand.retain(|name, _| !names.contains(name));
        });
        // their spot prices and rates go with them, and are fewer
        refused.into_iter().filter(|refused| refused.contains("on-demand prices")).collect::<Vec<_>>()
    };
    assert_eq!(without(0), [""; 0]);
    let refused = without(1);
    assert!(
        refused.len() == 1 && refused[0].starts_with("us-east-1: of ") && refused[0].contains("are gone (a1."),
        "{refused:?}"
    );
    let reserved = on_demand(|prices| prices.reserved.clear());
    assert!(reserved.len() == 1 && reserved[0].contains("rates of commitments"), "{reserved:?}");
}

#[test]
fn prices_that_move_far_count_with_those_that_go() {
    let moved = |permille: u64, gone: usize| {
        on_demand(|prices| {
            let names = a_fifth(prices, 1);
            for name in &names[gone..] {
                times(prices.on_demand.get_mut(name).expect("it is there"), permille);
            }
            prices.on_demand.retain(|name, _| !names[..gone].contains(name));
        })
    };
    assert_eq!(moved(1_299, 0), [""; 0]);
    for refused in [moved(1_301, 0), moved(699, 0), moved(1_301, 5), moved(1_000_000, 0)] {
        let sentence = refused.iter().find(|r| r.contains("on-demand prices")).expect("refused");
        assert!(sentence.contains("moved by 30 % or more") && sentence.contains(" to $"), "{sentence}");
    }
}

#[test]
fn a_single_region_is_enough() {
    let mut dollars = as_published("eu-west-1");
    dollars.on_demand.values_mut().for_each(|price| times(price, 100));
    dollars.reserved.clear();
    let found = Found::Prices(list([("us-east-1", as_published("us-east-1")), ("eu-west-1", dollars)]));
    let refused = refused(found);
    assert!(!refused.is_empty() && refused.iter().all(|r| r.starts_with("eu-west-1")), "{refused:?}");
}

#[test]
fn estimates_and_first_prices_are_held_against_nothing() {
    // ap-southeast-3 has estimates; the list doubles them all
    let mut prices = as_published("ap-southeast-3");
    let region = crate::region(base(), "ap-southeast-3");
    for (t, offer) in base().types.iter().zip(&region.offers) {
        if let Some(price) = offer.on_demand.as_ref().filter(|_| !prices.on_demand.contains_key(&t.name)) {
            prices.on_demand.insert(t.name.clone(), MicroUsd(price.hourly.0 * 2));
        }
    }
    assert_eq!(refused(Found::Prices(list([("ap-southeast-3", prices)]))), [""; 0]);
    let first = RegionPrices { on_demand: [("m5.large".into(), MicroUsd(1))].into(), reserved: [].into() };
    assert_eq!(refused(Found::Prices(list([("ap-east-2", first)]))), [""; 0]);
}

#[test]
fn a_history_of_few_types_and_one_of_wrong_prices_are_refused() {
    let spot = |prices: Vec<(String, MicroUsd)>| {
        let regions = [("us-east-1".to_owned(), prices.into_iter().collect())].into();
        refused(Found::Spot(SpotPrices { as_of: "2026-11-28".into(), regions }))
    };
    let few = spot(vec![("m5.large".into(), MicroUsd(35_500))]);
    assert!(few.iter().any(|r| r.contains("spot prices") && r.contains("are gone")), "{few:?}");
    let published = as_published("us-east-1").on_demand;
    let at =
        |permille: u64| published.iter().map(move |(name, price)| (name.clone(), MicroUsd(price.0 * permille / 1_000)));
    assert_eq!(spot(at(400).collect()), [""; 0]);
    let high = spot(at(1_000_000).collect());
    assert!(high.iter().any(|r| r.contains("are not below the on-demand price")), "{high:?}");
}

#[test]
fn types_that_all_have_other_sizes_are_refused() {
    let described: Vec<Described> = base()
        .types
        .iter()
        .take(400)
        .map(|t| Described {
            name: t.name.clone(),
            vcpu: t.vcpu * 2,
            memory: t.memory,
            arch: t.arch,
            hypervisor: t.hypervisor,
            burstable: t.burstable,
            current_generation: t.current_generation,
            enis: t.enis,
            enis_all_cards: t.enis_all_cards,
            ipv4_per_eni: t.ipv4_per_eni,
            ipv6: t.ipv6,
            network_performance: t.network_performance.clone(),
            bandwidth: None,
            attachments: None,
            local_nvme_gb: t.local_nvme_gb,
            gpu_count: t.gpu_count,
            gpu_name: t.gpu_name.clone(),
            accelerator: t.accelerator,
            encryption_in_transit: t.encryption_in_transit,
            efa: t.efa,
        })
        .collect();
    let refused = refused(Found::Types(described));
    assert!(refused.len() == 1 && refused[0].contains("instance types: 400 of 1395"), "{refused:?}");
}
