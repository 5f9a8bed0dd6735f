//! On-demand prices, commitments and spot prices, taken into regions.

use crate::{as_published, base, list, offer, region, take};
use model::catalog::{OnDemand, PriceKind};
use model::units::{BasisPoints, MicroUsd};
use refresh::edition::{refreshed, say_the_same};
use refresh::read::{Found, RegionPrices, SpotPrices};

#[test]
fn a_list_is_all_that_a_region_sells_and_touches_no_other() {
    let mut prices = as_published("us-east-1");
    prices.on_demand.insert("m5.large".into(), MicroUsd(95_000));
    prices.on_demand.remove("m5.xlarge");
    let taken = take([Found::Prices(list([("us-east-1", prices)]))]);
    let on_demand = |hourly| Some(OnDemand { hourly: MicroUsd(hourly), kind: PriceKind::Published, as_of: None });
    assert_eq!(offer(&taken.figures, "us-east-1", "m5.large").on_demand, on_demand(95_000));
    let gone = offer(&taken.figures, "us-east-1", "m5.xlarge");
    assert_eq!((gone.offered, &gone.on_demand, gone.spot_savings, &gone.reserved), (true, &None, None, &None));
    // nothing is estimated where the whole list is known
    let estimated = |price: &OnDemand| price.kind != PriceKind::Published;
    let offers = &region(&taken.figures, "us-east-1").offers;
    assert!(!offers.iter().any(|offer| offer.on_demand.as_ref().is_some_and(estimated)));
    let this = &region(&taken.figures, "us-east-1").region;
    assert_eq!(this.on_demand_as_of, "2026-11-29");
    for other in base().regions.iter().filter(|other| other.region.code != "us-east-1") {
        assert_eq!(region(&taken.figures, &other.region.code), other);
    }
    assert_eq!(taken.figures.version.to_string(), "2026-12-01.1");
    assert_ne!(taken.figures.content_hash, base().content_hash);
    assert_eq!(taken.figures.source_dated("2026-11-29"), Some("aws-price-list-2026-11-29"));
}

#[test]
fn a_few_products_change_their_own_prices_and_no_others() {
    let rates = [None, Some(MicroUsd(40_000)), None, None];
    let prices = RegionPrices {
        on_demand: [("m5.large".into(), MicroUsd(95_000))].into(),
        reserved: [("m5.large".into(), rates)].into(),
    };
    let mut some = list([("us-east-1", prices)]);
    some.is_whole = false;
    let taken = take([Found::Prices(some)]);
    let dated = |hourly, day: &str| {
        Some(OnDemand { hourly: MicroUsd(hourly), kind: PriceKind::Published, as_of: Some(day.into()) })
    };
    let m5 = offer(&taken.figures, "us-east-1", "m5.large");
    assert_eq!(
        (&m5.on_demand, &m5.reserved),
        (&dated(95_000, "2026-11-29"), &offer(base(), "us-east-1", "m5.large").reserved)
    );
    assert_eq!(offer(&taken.figures, "us-east-1", "m5.xlarge"), offer(base(), "us-east-1", "m5.xlarge"));
    let (now, before) = (region(&taken.figures, "us-east-1"), region(base(), "us-east-1"));
    assert_eq!((&now.region, &now.on_demand_source), (&before.region, &before.on_demand_source));
    assert_eq!(taken.figures.source_dated("2026-11-29"), Some("aws-get-products-2026-11-29"));
    assert!(
        taken.remarks.iter().any(|remark| remark.starts_with("Reserved Instances are taken of whole")),
        "{:?}",
        taken.remarks
    );
    // the next whole list is all there is again, and needs that source no more
    let whole = refreshed(
        &taken.figures,
        &[Found::Prices(list([("us-east-1", as_published("us-east-1"))]))],
        "2026-12-01",
        &[],
    );
    let sources: Vec<_> = whole.figures.sources.iter().map(|source| source.id.as_str()).collect();
    assert!(sources.contains(&"aws-price-list-2026-11-29"));
    assert_eq!(
        offer(&whole.figures, "us-east-1", "m5.large").on_demand.as_ref().map(|price| price.as_of.clone()),
        Some(None)
    );
}

#[test]
fn the_same_files_again_say_the_same() {
    let found = [Found::Prices(list([("us-east-1", as_published("us-east-1"))]))];
    let once = take(found.clone()).figures;
    assert!(!say_the_same(base(), &once), "it has another date");
    let twice = refreshed(&once, &found, "2026-12-01", &[]).figures;
    assert!(say_the_same(&once, &twice));
    assert_eq!(twice.version.to_string(), "2026-12-01.2");
    // a newer list takes the place of the source of the one before
    let mut newer = list([("us-east-1", as_published("us-east-1"))]);
    newer.published = "2026-12-05".into();
    let newer = refreshed(&twice, &[Found::Prices(newer)], "2026-12-06", &[]).figures;
    assert_eq!((newer.source_dated("2026-11-29"), newer.sources.len()), (None, base().sources.len() + 1));
}

#[test]
fn an_older_list_and_an_unknown_region_are_left_out_and_said() {
    let mut old = list([("us-east-1", RegionPrices::default()), ("cn-north-1", RegionPrices::default())]);
    old.published = "2026-07-19".into();
    let taken = take([Found::Prices(old)]);
    assert!(say_the_same(base(), &taken.figures));
    let remarks = taken.remarks.join("\n");
    for words in ["us-east-1: the price list of 2026-07-19 is older than the prices of 2026-07-20", "cn-north-1"] {
        assert!(remarks.contains(words), "no {words:?} in {remarks}");
    }
}

#[test]
fn only_the_regions_that_are_asked_for_are_changed() {
    let found =
        [Found::Prices(list([("us-east-1", as_published("us-east-1")), ("eu-west-1", as_published("eu-west-1"))]))];
    let taken = refreshed(base(), &found, "2026-12-01", &["eu-west-1".into()]).figures;
    assert_eq!(region(&taken, "us-east-1"), region(base(), "us-east-1"));
    assert_eq!(region(&taken, "eu-west-1").region.on_demand_as_of, "2026-11-29");
}

#[test]
fn a_region_without_prices_gets_its_first() {
    let prices = RegionPrices { on_demand: [("m7i.large".into(), MicroUsd(123_000))].into(), reserved: [].into() };
    let taken = take([Found::Prices(list([("ap-east-2", prices)]))]).figures;
    assert_eq!(offer(&taken, "ap-east-2", "m7i.large").on_demand.as_ref().map(|p| p.hourly), Some(MicroUsd(123_000)));
    assert!(!offer(&taken, "ap-east-2", "m5.large").offered);
    assert!(taken.regions.is_sorted_by(|a, b| a.region.code < b.region.code));
    assert!(taken.unpriced_regions.iter().all(|region| region.code != "ap-east-2"));
    assert_eq!(region(&taken, "ap-east-2").region.location, "Asia Pacific (Taipei)");
}

#[test]
fn a_rate_that_is_no_bargain_is_none_and_the_page_leaves_rates_alone() {
    let mut prices = as_published("us-east-1");
    prices.reserved.insert("m5.large".into(), [Some(MicroUsd(96_000)), Some(MicroUsd(40_000)), None, None]);
    let taken = take([Found::Prices(list([("us-east-1", prices)]))]).figures;
    let rates = offer(&taken, "us-east-1", "m5.large").reserved.as_deref();
    assert_eq!(rates, Some(&[None, Some(MicroUsd(40_000)), None, None]));
    let mut page = list([("us-east-1", RegionPrices { reserved: [].into(), ..as_published("us-east-1") })]);
    page.has_commitments = false;
    let taken = take([Found::Prices(page)]).figures;
    assert_eq!(offer(&taken, "us-east-1", "m5.large").reserved, offer(base(), "us-east-1", "m5.large").reserved);
    assert_eq!(taken.reserved_of(region(&taken, "us-east-1")), base().reserved_of(region(base(), "us-east-1")));
}

#[test]
fn spot_prices_are_kept_as_savings_with_their_own_date() {
    let prices = [("m5.large".to_owned(), MicroUsd(35_500)), ("m5.xlarge".to_owned(), MicroUsd(500_000))].into();
    let spot = SpotPrices { as_of: "2026-11-28".into(), regions: [("us-east-1".to_owned(), prices)].into() };
    let taken = take([Found::Spot(spot)]).figures;
    // 1 - 0.0355 / 0.096 = 63.02 %
    assert_eq!(offer(&taken, "us-east-1", "m5.large").spot_savings, Some(BasisPoints(6_302)));
    assert_eq!(
        offer(&taken, "us-east-1", "m5.xlarge").spot_savings,
        Some(BasisPoints(0)),
        "it costs more than on demand"
    );
    assert_eq!(offer(&taken, "us-east-1", "m5.2xlarge").spot_savings, None);
    let catalogs = taken.catalogs();
    let of = |code: &str| catalogs.iter().find(|c| c.region.code == code).map(|c| c.spot_as_of.as_str());
    assert_eq!((of("us-east-1"), of("us-east-2")), (Some("2026-11-28"), Some("2025-06-28")));
}
