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
    let prices = prop::collection::vec((prop::option::of((price(), kind())), prop::option::of(price())), 6);
    (catalog(), prices).prop_map(|(mut catalog, prices)| {
        let mut history = catalog.history.to_vec();
        for (at, (today, then)) in prices.into_iter().enumerate() {
            if let Some(offer) = catalog.offers.get_mut(at) {
                offer.on_demand = today.map(|(hourly, kind)| OnDemand { hourly, kind });
            }
            if let Some(t) = history.get_mut(at) {
                t.hourly = then;
            }
        }
        catalog.history = history.into();
        catalog
    })
}

proptest! {
    #![proptest_config(config(256))]

    #[test]
    fn a_catalogue_comes_back_as_it_was(catalog in priced()) {
        let bytes = encode(&catalog);
        prop_assert_eq!(bytes[0], FORMAT);
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
        prop_assume!(format != FORMAT);
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
