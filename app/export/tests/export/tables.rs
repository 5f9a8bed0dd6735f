//! The table read back by a CSV parser: the same values, in the same order.

use crate::cluster::{self, Worked, scenario};
use crate::generate::catalogs::catalog;
use crate::generate::config;
use crate::generate::scenarios::Spread::Plausible;
use crate::generate::scenarios::scenario as any_scenario;
use export::{csv, markdown_table};
use model::node::limit::Limit;
use model::scenario::network_mode::NetworkMode::PrefixDelegation;
use model::scenario::{Era, Scenario};
use model::units::MicroUsd;
use proptest::prelude::*;
use std::collections::HashMap;

type Row = HashMap<String, String>;

fn rows(text: &str) -> Vec<Row> {
    csv::Reader::from_reader(text.as_bytes()).deserialize().map(|row| row.expect(text)).collect()
}

/// Dollars with six decimals, exactly.
fn micro(cell: &str) -> Option<MicroUsd> {
    let (whole, decimals) = cell.split_once('.')?;
    (decimals.len() == 6).then_some(())?;
    Some(MicroUsd(whole.parse::<u64>().ok()? * 1_000_000 + decimals.parse::<u64>().ok()?))
}

fn check(worked: &Worked) -> Result<(), TestCaseError> {
    let plan = worked.plan();
    // As seen may be another order than the plan's.
    let mut seen = plan.candidates.clone();
    seen.reverse();
    let text = csv(&worked.0, &seen, &plan.rejected);
    prop_assert!(text.ends_with("\r\n") && !text.replace("\r\n", "").contains('\n'));
    let read = rows(&text);
    prop_assert_eq!(read.len(), seen.len() + plan.rejected.len());
    for (index, (row, c)) in read.iter().zip(&seen).enumerate() {
        let number = |key: &str| row[key].parse::<u64>().ok();
        prop_assert_eq!(number("rank"), Some(index as u64 + 1));
        prop_assert_eq!(row["type"].as_str(), c.name(worked.catalog()));
        prop_assert_eq!(number("pods per node"), Some(c.capacity.pods.into()));
        prop_assert_eq!(number("max-pods"), Some(c.capacity.max_pods.into()));
        prop_assert_eq!(number("pod addresses per node"), c.capacity.addresses.map(u64::from));
        prop_assert_eq!(number("nodes"), Some(c.fleet.nodes.into()));
        prop_assert_eq!(row["binding limit"].as_str(), c.capacity.binding().name());
        prop_assert_eq!(micro(&row["price (US$ per node and hour)"]), Some(c.price.hourly));
        prop_assert_eq!(micro(&row["cost (US$ per month)"]), Some(c.fleet.monthly));
        prop_assert_eq!(micro(&row["cost per pod (US$ per month)"]), Some(plan.per_pod(c)));
        prop_assert_eq!(micro(&row["cost per pod slot (US$ per month)"]), Some(c.fleet.per_slot));
        prop_assert_eq!(number("unused CPU (millicores)"), c.stranded.map(|s| s.cpu));
        for limit in Limit::ALL {
            prop_assert_eq!(
                number(&format!("pods by {}", limit.name())),
                c.capacity.by_limit.get(limit).map(u64::from)
            );
        }
        prop_assert_eq!(row["excluded because"].as_str(), "");
    }
    for (row, r) in read[seen.len()..].iter().zip(&plan.rejected) {
        prop_assert_eq!(row["type"].as_str(), r.index.name(worked.catalog()));
        prop_assert_eq!(row["excluded because"].as_str(), r.reason.text());
        prop_assert_eq!(row["excluded by a filter"].as_str(), if r.reason.is_filter() { "yes" } else { "no" });
        prop_assert!(row["rank"].is_empty() && row["nodes"].is_empty());
    }
    Ok(())
}

proptest! {
    #![proptest_config(config(200))]

    #[test]
    fn tables_of_today_read_back(catalog in catalog(), s in any_scenario(Era::Today, Plausible)) {
        check(&Worked::on(catalog, s))?;
    }

    #[test]
    fn tables_of_the_article_read_back(catalog in catalog(), s in any_scenario(Era::Article, Plausible)) {
        check(&Worked::on(catalog, s))?;
    }
}

#[test]
fn names_cannot_be_formulas_or_columns() {
    let mut catalog = cluster::catalog();
    std::sync::Arc::make_mut(&mut catalog.types)[0].name = "=HYPERLINK(\"http://x\"),a\nb".into();
    let worked = Worked::on(catalog, scenario());
    let text = csv(&worked.0, &worked.plan().candidates, &worked.plan().rejected);
    let read = rows(&text);
    assert_eq!(read.len(), 6);
    assert!(read.iter().any(|row| row["type"] == "'=HYPERLINK(\"http://x\"),a\nb"), "{text}");
}

#[test]
fn a_markdown_table_shows_the_first_rows_and_counts_the_rest() {
    let worked = Worked::out(Scenario { mode: PrefixDelegation, chosen: None, ..scenario() });
    let text = markdown_table(&worked.0, &worked.plan().candidates, 2);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 6, "head, rule, two rows, a blank and the rest\n{text}");
    // 12 nodes of 0.085 * 730; 744.60 / 400
    assert_eq!(lines[2], "| 1 | c5.large | 34 | CPU | 12 | $744.60 | $1.862 | $0.085 | published |");
    // Five x86 types carry the pods.
    assert_eq!(lines[5], "And 3 more.");
    let all = markdown_table(&worked.0, &worked.plan().candidates, 100);
    assert_eq!(all.lines().count(), 7);
}
