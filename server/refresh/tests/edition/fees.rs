//! Auto Mode's fees, taken into regions.

use crate::{as_published, base, list, offer, region, take};
use catalog_files::Figures;
use model::catalog::wire::{decode, encode};
use model::units::MicroUsd;
use refresh::changes::{Changes, refusals, report};
use refresh::edition::{refreshed, say_the_same};
use refresh::read::{Fees, Found, TypePrices};

fn fees(published: &str, regions: impl IntoIterator<Item = (&'static str, TypePrices)>) -> Found {
    let regions = regions.into_iter().map(|(code, fees)| (code.to_owned(), fees)).collect();
    Found::AutoMode(Fees { published: published.into(), regions })
}

fn some(fees: impl IntoIterator<Item = (&'static str, u64)>) -> TypePrices {
    fees.into_iter().map(|(name, fee)| (name.to_owned(), MicroUsd(fee))).collect()
}

fn fee(figures: &Figures, code: &str, name: &str) -> Option<MicroUsd> {
    offer(figures, code, name).auto_mode
}

/// Fees of AWS's EKS price list of 18 September and 1 October 2026, as two public repositories quote them by usage type:
/// `APN1-EKS-Auto:m7i.large-management-hours` and `g6.xlarge`, and `EKS-Auto:c6g.large-management-hours` of Seoul.
#[test]
fn fees_that_aws_publishes_are_part_of_the_newer_edition() {
    let tokyo = some([("m7i.large", 15_620), ("m7i.xlarge", 31_250), ("g6.xlarge", 91_040)]);
    let regions = [("ap-northeast-1", tokyo), ("ap-northeast-2", some([("c6g.large", 9_240)]))];
    let taken = take([fees("2026-09-18", regions.clone())]);
    assert_eq!(
        taken.remarks,
        ["Auto Mode's fee of 2026-09-18 is the share of the price that Berth counts without it for 4 of 4 prices"]
    );
    assert_eq!(fee(&taken.figures, "ap-northeast-1", "m7i.large"), Some(MicroUsd(15_620)));
    assert_eq!(fee(&taken.figures, "ap-northeast-1", "m5.large"), None, "the list does not have it");
    assert_eq!(region(&taken.figures, "us-east-1"), region(base(), "us-east-1"));
    let dated = region(&taken.figures, "ap-northeast-2").auto_mode.clone().expect("a date");
    assert_eq!((dated.as_of.as_str(), dated.source.as_str()), ("2026-09-18", "aws-auto-mode-2026-09-18"));
    assert!(taken.figures.sources.iter().any(|source| source.id == dated.source));
    // what a store keeps of it
    for catalog in taken.figures.catalogs() {
        assert_eq!(decode(&encode(&catalog)), Ok(catalog));
    }
    // the same list again says the same
    let again = refreshed(&taken.figures, &[fees("2026-09-18", regions)], "2026-12-01", &[]);
    assert!(say_the_same(&taken.figures, &again.figures));
    let said = report(&Changes::between(base(), &taken.figures));
    assert!(said[0].ends_with("Auto Mode's fees: 3 as they were counted before, 0 others"), "{said:?}");
}

#[test]
fn fees_that_differ_are_said_and_those_that_cannot_be_are_left_out() {
    let other = some([("m7i.large", 13_020), ("m7i.xlarge", 260_400)]);
    let taken = take([fees("2026-11-18", [("ap-northeast-1", other), ("mars-1", some([("m7i.large", 1)]))])]);
    let said = taken.remarks.join("\n");
    assert!(
        said.contains("for 0 of 1 prices; others: m7i.large in ap-northeast-1 $0.01302 instead of $0.015624"),
        "{said}"
    );
    assert!(
        said.contains("not below the on-demand price are left out: m7i.xlarge in ap-northeast-1 $0.2604"),
        "{said}"
    );
    assert_eq!(fee(&taken.figures, "ap-northeast-1", "m7i.large"), Some(MicroUsd(13_020)));
    assert_eq!(fee(&taken.figures, "ap-northeast-1", "m7i.xlarge"), None);
    let older = refreshed(
        &taken.figures,
        &[fees("2026-11-17", [("ap-northeast-1", some([("m7i.large", 15_620)]))])],
        "2026-12-01",
        &[],
    );
    assert!(say_the_same(&taken.figures, &older.figures));
    assert!(
        older.remarks[0].starts_with("ap-northeast-1: Auto Mode's fees of 2026-11-17 are older than"),
        "{:?}",
        older.remarks
    );
}

#[test]
fn a_fee_is_of_the_price_that_it_came_with() {
    let virginia = some([("m5.large", 11_520), ("m5.xlarge", 23_040)]);
    let first = take([fees("2026-11-18", [("us-east-1", virginia)])]).figures;
    let mut prices = as_published("us-east-1");
    prices.on_demand.insert("m5.large".into(), MicroUsd(90_000));
    // without the list of fees: 12 % of the new price count again
    let prices = Found::Prices(list([("us-east-1", prices)]));
    let alone = refreshed(&first, std::slice::from_ref(&prices), "2026-12-01", &[]).figures;
    assert_eq!(fee(&alone, "us-east-1", "m5.large"), None);
    assert_eq!(fee(&alone, "us-east-1", "m5.xlarge"), Some(MicroUsd(23_040)));
    // with it, in whatever order the files come
    let with = [fees("2026-11-18", [("us-east-1", some([("m5.large", 10_800)]))]), prices];
    let with = refreshed(&first, &with, "2026-12-01", &[]).figures;
    assert_eq!(fee(&with, "us-east-1", "m5.large"), Some(MicroUsd(10_800)));
    assert_eq!(fee(&with, "us-east-1", "m5.xlarge"), None, "the newer list does not have it");
    // and where none is left, neither is their date
    let none = refreshed(&first, &[fees("2026-11-19", [("us-east-1", TypePrices::new())])], "2026-12-01", &[]).figures;
    assert_eq!(region(&none, "us-east-1"), region(base(), "us-east-1"));
    assert!(!none.sources.iter().any(|source| source.id.starts_with("aws-")), "{:?}", none.sources);
}

#[test]
fn fees_of_another_thing_are_let_through_nowhere() {
    let all = |permille: u64| -> TypePrices {
        let prices = as_published("us-east-1").on_demand.into_iter();
        prices
            .filter(|(name, _)| name.starts_with("m5"))
            .map(|(name, price)| (name, MicroUsd(price.0 * permille / 1_000)))
            .collect()
    };
    let refused = |permille| {
        let taken = take([fees("2026-11-18", [("us-east-1", all(permille))])]);
        refusals(&Changes::between(base(), &taken.figures))
    };
    assert_eq!(refused(120), [""; 0]);
    let sentence = refused(240).join("\n");
    assert!(
        sentence.contains("fees of Auto Mode 0 are gone") && sentence.contains("moved by 30 % or more"),
        "{sentence}"
    );
}
