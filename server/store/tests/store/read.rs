//! What was loaded is what is read.

use crate::support::{FIGURES, connect, current, filled, load, number, open, open_filled, place};
use catalog_files::{Counts, Dated, Source};
use model::catalog::{OnDemand, PriceKind};
use model::units::MicroUsd;
use sqlx::Row;
use std::io::Write;
use store::{CurrentCatalog, Edition, StoreError};

#[tokio::test]
async fn what_was_parsed_is_what_is_read() {
    let (_directory, path) = place();
    let store = open_filled(&path).await;
    assert!(current(&store).await == FIGURES.catalogs());
    assert_eq!(store.corrections().await.expect("corrections"), FIGURES.corrections);
}

/// What a refresh begins with, for a region with dates of its own too.
#[tokio::test]
async fn figures_come_back_whole() {
    let (_directory, path) = place();
    let store = open_filled(&path).await;
    let figures = |current: CurrentCatalog, summary| current.figures(&summary, &FIGURES.corrections);
    let back = figures(store.current().await.expect("a catalogue"), store.summary().await.expect("a summary"));
    assert!(back == *FIGURES);
    let mut newer = FIGURES.clone();
    newer.version = "2099-01-01.1".parse().expect("a version");
    // another source has that date, of something else
    let source = Source { id: "later".into(), date: "2026-11-20".into(), ..newer.sources[0].clone() };
    let dated = || Some(Dated { as_of: "2026-11-20".into(), source: "later".into() });
    newer.sources.push(source);
    (newer.regions[3].spot, newer.regions[4].reserved) = (dated(), dated());
    load(&store, &newer).await.expect("a load");
    let back = figures(store.current().await.expect("a catalogue"), store.summary().await.expect("a summary"));
    assert!(back == newer);
}

#[tokio::test]
async fn the_summary_counts_what_is_there() {
    let (_directory, path) = place();
    let store = open_filled(&path).await;
    let summary = store.summary().await.expect("a summary");
    assert_eq!(summary.totals, FIGURES.counts());
    assert_eq!((&summary.version, &summary.sources), (&FIGURES.version, &FIGURES.sources));
    assert_eq!(summary.unpriced_regions, FIGURES.unpriced_regions);
    assert_eq!(store.current().await.expect("a catalogue").unpriced_regions, FIGURES.unpriced_regions);
    assert!(summary.loaded_at.ends_with('Z') && summary.loaded_at.len() == 20);
    for (region, figures) in summary.regions.iter().zip(&FIGURES.regions) {
        let mut counts = Counts::default();
        figures.offers.iter().for_each(|offer| counts.add(offer));
        assert_eq!(region.region, figures.region);
        assert_eq!((region.published, region.estimated), (counts.on_demand_published, counts.on_demand_estimated));
        assert_eq!((region.unpriced, region.spot, region.reserved), (counts.unpriced, counts.spot, counts.reserved));
    }
}

#[tokio::test]
async fn m5_large_costs_what_the_price_list_says() {
    let (_directory, path) = place();
    let store = open_filled(&path).await;
    let catalogs = current(&store).await;
    let us_east_1 = catalogs.iter().find(|c| c.region.code == "us-east-1").expect("us-east-1");
    let offer = us_east_1.offer(us_east_1.find("m5.large").expect("m5.large"));
    assert_eq!(offer.on_demand, Some(OnDemand { hourly: MicroUsd(96_000), kind: PriceKind::Published, as_of: None }));

    let row = sqlx::query(
        "SELECT kind, source, as_of FROM price_on_demand WHERE region = 'us-east-1' AND instance_type = 'm5.large'",
    )
    .fetch_one(&mut connect(&path).await)
    .await
    .expect("a row");
    assert_eq!(row.get::<&str, _>(0), "published");
    assert_eq!(row.get::<&str, _>(1), "karpenter-prices");
    assert_eq!(row.get::<&str, _>(2), "2026-07-20");
}

/// Rates of commitments, and a price of another date than its region's, as rows.
#[tokio::test]
async fn commitments_and_dates_are_rows_as_in_the_files() {
    let (_directory, path) = place();
    filled(&path).await;
    let mut connection = connect(&path).await;
    let sql = "SELECT purchase, micro_usd_per_hour, source, as_of FROM price
        WHERE region = 'us-east-1' AND instance_type = 'm5.large' AND source = 'ec2-shop-reserved' ORDER BY purchase";
    let rows = sqlx::query(sql).fetch_all(&mut connection).await.expect("rows");
    let rates: Vec<(String, i64)> = rows.iter().map(|row| (row.get(0), row.get(1))).collect();
    let expected =
        [("convertible-1y", 71_000), ("convertible-3y", 49_000), ("standard-1y", 60_000), ("standard-3y", 41_000)];
    assert_eq!(rates, expected.map(|(purchase, rate)| (purchase.to_string(), rate)));
    assert!(rows.iter().all(|row| row.get::<&str, _>(3) == "2025-04-05"));
    // three of these are of types that are sold on standard terms only
    assert_eq!(number(&mut connection, "SELECT count(*) FROM price_reserved").await, 14_452);
    assert_eq!(number(&mut connection, "SELECT count(*) FROM price_reserved WHERE convertible_1y IS NULL").await, 3);
    let older = "SELECT count(*) FROM price_on_demand WHERE source = 'ec2-shop' AND region = 'us-east-2'
        AND instance_type = 'trn2.48xlarge' AND as_of = '2025-04-04'";
    assert_eq!(number(&mut connection, older).await, 1);
}

/// The view derives spot prices in SQL; the model derives them on its own.
#[tokio::test]
async fn the_view_of_prices_agrees_with_the_model() {
    let (_directory, path) = place();
    filled(&path).await;
    let sql = "SELECT region, instance_type, micro_usd_per_hour FROM price WHERE kind = 'derived' ORDER BY region, instance_type";
    let rows = sqlx::query(sql).fetch_all(&mut connect(&path).await).await.expect("rows");
    let in_sql: Vec<(String, String, i64)> = rows.iter().map(|row| (row.get(0), row.get(1), row.get(2))).collect();
    let mut in_model = Vec::new();
    for region in &FIGURES.regions {
        for (t, offer) in FIGURES.types.iter().zip(&region.offers) {
            let spot = offer.spot().and_then(|spot| i64::try_from(spot.0).ok());
            in_model.extend(spot.map(|spot| (region.region.code.clone(), t.name.clone(), spot)));
        }
    }
    assert_eq!(in_sql.len(), 13_921);
    assert!(in_sql == in_model);
}

#[tokio::test]
async fn unknown_is_null() {
    let (_directory, path) = place();
    filled(&path).await;
    let mut connection = connect(&path).await;
    let nulls = [
        ("SELECT count(*) FROM instance_type WHERE branch_enis IS NULL", 36),
        ("SELECT count(*) FROM instance_type WHERE enis_max_pods IS NOT NULL", 4),
        ("SELECT count(*) FROM instance_type WHERE accelerator IS NULL", 1_309),
        ("SELECT count(*) FROM instance_type WHERE gpu_name IS NULL", 1_316), // 14 Neuron types have a name
        ("SELECT count(*) FROM history_2018 WHERE micro_usd_per_hour IS NULL", 3),
        ("SELECT count(*) FROM price_on_demand WHERE method IS NULL", 18_024),
    ];
    for (sql, expected) in nulls {
        assert_eq!(number(&mut connection, sql).await, expected, "{sql}");
    }
}

#[tokio::test]
async fn an_empty_store_says_what_to_do() {
    let (_directory, path) = place();
    let store = open(&path).await;
    assert_eq!(store.version().await.expect("no version"), None);
    let error = store.current().await.expect_err("no catalogue");
    assert!(matches!(error, StoreError::NoCatalog { .. }));
    assert!(error.to_string().contains("berth catalog import"));
}

#[tokio::test]
async fn editions_are_small_on_the_wire_and_in_the_store() {
    let (_directory, path) = place();
    let store = open_filled(&path).await;
    let whole = store.current().await.expect("a catalogue");
    let priced = |edition: &&Edition| edition.catalog.offers.iter().filter(|offer| offer.on_demand.is_some()).count();
    let largest = whole.editions.iter().max_by_key(priced).expect("an edition");
    // as the site serves it
    let mut served = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut served, 1 << 16, 11, 22);
    writer.write_all(&largest.bytes).expect("packed bytes");
    drop(writer);
    let stored = number(&mut connect(&path).await, "SELECT sum(length(content)) FROM edition").await;
    let (region, raw) = (&largest.catalog.region.code, largest.bytes.len());
    println!("{region}: {raw} bytes, {} as served; 34 regions in the store: {stored}", served.len());
    assert!(served.len() <= 21_500, "{} bytes", served.len());
    assert!(stored <= 700_000, "{stored} bytes");
}
