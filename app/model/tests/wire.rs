//! The catalogue's bytes: whatever an import allows comes back as it was, and nothing else is taken for it.

mod generate;

use generate::catalogs::catalog;
use generate::config;
use model::catalog::wire::{FORMAT, NotACatalog, decode, encode};
use model::catalog::{Catalog, Estimate, MAX_HOURLY, OnDemand, PriceKind};
use model::units::MicroUsd;
use proptest::prelude::*;
use proptest::sample::Index;

/// A price of the whole range that an import takes, its ends and the old limit of 32 bits among them.
fn price() -> impl Strategy<Value = MicroUsd> {
    let ends = prop::sample::select(vec![1, u64::from(u32::MAX), u64::from(u32::MAX) + 1, MAX_HOURLY.0]);
    prop_oneof![3 => 1..=MAX_HOURLY.0, 1 => ends].prop_map(MicroUsd)
}

fn kind() -> impl Strategy<Value = PriceKind> {
    prop_oneof![
        Just(PriceKind::Published),
        Just(PriceKind::Estimated(Estimate::SameFamily)),
        Just(PriceKind::Estimated(Estimate::PriceCut)),
        "[a-z][0-9a-z-]{0,8}".prop_map(|family| PriceKind::Estimated(Estimate::NearFamily(family))),
    ]
}

/// A catalogue with prices of the whole range, today's and those of 2018.
fn priced() -> impl Strategy<Value = Catalog> {
    let rate = || prop::option::of(price());
    let rates = prop::option::of([rate(), rate(), rate(), rate()]);
    let dated = prop::option::of(Just("2025-04-04".to_string()));
    let today = prop::option::of((price(), kind()));
    let prices = prop::collection::vec((today, dated, rates, prop::option::of(price())), 6);
    let fees = prop::option::of((
        prop::collection::vec(prop::option::of(price()), 6),
        prop::option::of(Just("2026-11-18".to_string())),
    ));
    let reserved_as_of = prop::option::of(Just("2025-04-05".to_string()));
    (catalog(), prices, reserved_as_of, fees).prop_map(|(mut catalog, prices, reserved_as_of, fees)| {
        catalog.reserved_as_of = reserved_as_of;
        let (fees, as_of) = fees.unwrap_or_default();
        catalog.auto_mode_as_of = as_of;
        for (at, offer) in catalog.offers.iter_mut().enumerate() {
            offer.auto_mode = fees.get(at).copied().flatten();
        }
        let mut history = catalog.history.to_vec();
        for (at, (today, dated, rates, then)) in prices.into_iter().enumerate() {
            if let Some(offer) = catalog.offers.get_mut(at) {
                let (as_of, rates) = (dated.filter(|_| today.is_some()), rates.filter(|_| today.is_some()));
                offer.on_demand = today.map(|(hourly, kind)| OnDemand { hourly, kind, as_of });
                offer.reserved = rates.filter(|rates| rates.iter().any(Option::is_some)).map(Box::new);
            }
            if let Some(t) = history.get_mut(at) {
                t.hourly = then;
            }
        }
        catalog.history = history.into();
        catalog
    })
}

/// An edition in format 1, as the migration's rows of version 4 keep it: Mumbai, m5.large at the highest price.
const FORMAT_1: &str = "010c323032362d31302d30312e310a61702d736f7574682d311541736961205061636966696320284d756d626169290a323032362d30392d3230010a323032362d30392d3330086d352e6c6172676501020180400116010301030100010a01000101010001ee0501904e0138010001090210557020746f20313020476967616269740001010180c8afa025010301ec2701036d366900000000000000";

#[test]
fn format_1_can_be_read_for_ever() {
    let bytes: Vec<u8> =
        (0..FORMAT_1.len()).step_by(2).map(|i| u8::from_str_radix(&FORMAT_1[i..i + 2], 16).expect("hex")).collect();
    let catalog = decode(&bytes).expect("a catalogue");
    let m5 = catalog.offer(catalog.find("m5.large").expect("m5.large"));
    assert_eq!(m5.on_demand.as_ref().map(|price| (price.hourly, price.as_of.as_deref())), Some((MAX_HOURLY, None)));
    assert_eq!((catalog.reserved_as_of.as_deref(), m5.reserved.as_deref()), (None, None));
    // what is behind it belongs to format 2
    assert_eq!(decode(&[&bytes[..], &[0]].concat()), Err(NotACatalog::Damaged));
    // read and written again it is the same catalogue
    assert_eq!(decode(&encode(&catalog)), Ok(catalog));
}

proptest! {
    #![proptest_config(config(256))]

    #[test]
    fn a_catalogue_comes_back_as_it_was(catalog in priced()) {
        let bytes = encode(&catalog);
        let has_fees = catalog.auto_mode_as_of.is_some() || catalog.offers.iter().any(|offer| offer.auto_mode.is_some());
        prop_assert_eq!(bytes[0], if has_fees { FORMAT } else { 3 }, "without fees the bytes are those of before");
        prop_assert_eq!(decode(&bytes), Ok(catalog));
    }

    #[test]
    fn bytes_cut_short_or_too_long_are_no_catalogue(catalog in priced(), at in any::<Index>(), more in any::<u8>()) {
        let mut bytes = encode(&catalog);
        prop_assert_eq!(decode(&bytes[..at.index(bytes.len())]), Err(NotACatalog::Damaged));
        bytes.push(more);
        prop_assert_eq!(decode(&bytes), Err(NotACatalog::Damaged));
    }

    #[test]
    fn any_bytes_are_refused_or_read_and_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(catalog) = decode(&bytes) {
            prop_assert_eq!(catalog.offers.len(), catalog.types.len());
        }
    }

    #[test]
    fn another_format_is_named(catalog in catalog(), format in any::<u8>()) {
        prop_assume!(!(1..=FORMAT).contains(&format));
        let mut bytes = encode(&catalog);
        bytes[0] = format;
        prop_assert_eq!(decode(&bytes), Err(NotACatalog::OtherFormat(format)));
    }

    #[test]
    fn equal_tables_are_shared_and_others_are_not(catalog in catalog(), other in catalog()) {
        let mut copy = decode(&encode(&catalog)).expect("a catalogue");
        copy.share(&catalog);
        prop_assert!(std::sync::Arc::ptr_eq(&copy.types, &catalog.types));
        prop_assert!(std::sync::Arc::ptr_eq(&copy.history, &catalog.history));
        let before = other.clone();
        let mut mixed = other;
        mixed.share(&catalog);
        prop_assert_eq!(mixed, before);
    }
}
