//! The calculator of 2018 on the table of 2018: what the article claims against what its formula gives.

use crate::{CATALOGS, article_plan, article_row, instance_type, rows, us_east_1};
use model::node::limit::Limit;
use model::plan::eligibility::Reason;
use model::plan::{Plan, plan};
use model::scenario::{ArticleSettings, CapOrder, Era, Scenario};
use model::units::MicroUsd;
use std::collections::BTreeMap;

#[test]
fn the_articles_own_figures_do_not_follow_from_its_formula() {
    let net = article_plan(ArticleSettings::default());
    let gross = article_plan(ArticleSettings { daemonsets: 0, ..ArticleSettings::default() });
    let check = |row: &str, plan: &Plan, name: &str, pods: u32, per_slot: u64| {
        let c = article_row(plan, name).expect("a candidate");
        assert_eq!((c.capacity.pods, c.fleet.per_slot), (pods, MicroUsd(per_slot)), "{row} {name}");
    };
    // A month of m5.large is 730 * 0.096 = 70.08, of m5.xlarge 140.16.
    check("C1 C3", &gross, "m5.large", 27, 2_595_556); // 3*9; 70.08 / 27, the article says 25 and 2.66
    check("C1 C3", &net, "m5.large", 23, 3_046_957); // 27 - 4; 70.08 / 23
    check("C2 C3", &gross, "m5.xlarge", 56, 2_502_857); // 4*14; 140.16 / 56, the article says 55 and 2.62
    check("C2 C3", &net, "m5.xlarge", 52, 2_695_385); // 56 - 4; 140.16 / 52
    for plan in [&net, &gross] {
        let rank = |name: &str| plan.candidates.iter().position(|c| c.name(us_east_1()) == name);
        assert!(rank("m5.xlarge") < rank("m5.large"), "C3: m5.xlarge is cheaper per pod, against the article");
        assert!(rank("t2.large") < rank("m5.large"), "C7: so is t2.large, of the family to avoid");
    }
}

#[test]
fn the_article_avoids_a_family_that_ranks_high() {
    let net = article_plan(ArticleSettings::default());
    let first = net.candidates.iter().take(7);
    let first: Vec<_> = first.map(|c| (c.name(us_east_1()), c.capacity.pods, c.fleet.per_slot.per_pod())).collect();
    // hourly * 730 / pods. t3.xlarge and t2.large tie at 2.336; 100 pods take 2 of the one (2 * 121.47)
    // and 4 of the other (4 * 67.74). c5d.xlarge costs as much as m5.xlarge and comes first by name.
    let expected = [
        ("t3.large", 29, "$2.094"),   // 0.0832 * 730 / (33 - 4)
        ("t3.xlarge", 52, "$2.336"),  // 0.1664 * 730 / (56 - 4)
        ("t2.large", 29, "$2.336"),   // 0.0928 * 730 / (33 - 4)
        ("c5.xlarge", 52, "$2.387"),  // 0.170 * 730 / 52
        ("m5a.xlarge", 52, "$2.415"), // 0.172 * 730 / 52
        ("c5d.xlarge", 52, "$2.695"), // 0.192 * 730 / 52
        ("m5.xlarge", 52, "$2.695"),
    ];
    assert_eq!(first, expected.map(|(name, pods, price)| (name, pods, price.to_string())), "C7");
    let t2 = ["t2.large", "t2.medium", "t2.small", "t2.xlarge", "t2.2xlarge"];
    let t2 = t2.map(|name| article_row(&net, name).map(|c| c.fleet.per_slot));
    // 0.0464*730/11, 0.023*730/5, 0.1856*730/38, 0.3712*730/38
    let expected = [2_336_000, 3_079_273, 3_358_000, 3_565_474, 7_130_947].map(|price| Some(MicroUsd(price)));
    assert_eq!(t2, expected, "C7: T2 in the middle");
    let unusable = net.rejected.iter().filter(|r| r.reason == Reason::NoRoom(Limit::Addresses));
    let unusable: Vec<_> = unusable.map(|r| r.index.name(us_east_1())).collect();
    assert_eq!(unusable, ["t1.micro", "t2.micro", "t2.nano", "t3.micro", "t3.nano"], "C7: 2 - 4 addresses");
}

/// The whole table of 2018, ranked here from the file with nothing of the program's.
#[test]
fn the_articles_table_ranks_as_its_formula_says_in_both_readings_of_the_cap() {
    let table = rows(include_str!("../../data/history_2018.csv"));
    let number = |row: &BTreeMap<String, String>, column: &str| row[column].parse::<i64>().expect("a number");
    for cap_order in [CapOrder::AfterDaemonSets, CapOrder::BeforeDaemonSets] {
        let (mut expected, mut unusable) = (Vec::new(), 0);
        for row in
            table.iter().filter(|row| row["in_vpc_cni_1_3_0"] == "true" && !row["usd_per_hour_us_east_1"].is_empty())
        {
            let addresses = number(row, "eni") * (number(row, "ipv4_per_eni") - 1);
            let pods = match cap_order {
                CapOrder::AfterDaemonSets => (addresses - 4).min(100),
                CapOrder::BeforeDaemonSets => addresses.min(100) - 4,
            };
            if pods <= 0 {
                unusable += 1;
                continue;
            }
            let hourly: f64 = row["usd_per_hour_us_east_1"].parse().expect("a price");
            let month = (hourly * 1e6).round() as i64 * 730;
            let per_slot = (month + pods / 2) / pods; // to the nearest millionth
            let fleet = (100 + pods - 1) / pods * month;
            expected.push((per_slot, fleet, row["instance_type"].clone(), pods));
        }
        expected.sort();
        assert_eq!((expected.len(), unusable), (149, 5)); // 157 types, 3 of them without a price
        let found = article_plan(ArticleSettings { cap_order, ..ArticleSettings::default() });
        let found: Vec<_> = found
            .candidates
            .iter()
            .map(|c| {
                let name = c.name(us_east_1()).to_string();
                (c.fleet.per_slot.0 as i64, c.fleet.monthly.0 as i64, name, i64::from(c.capacity.pods))
            })
            .collect();
        assert_eq!(found, expected, "{cap_order:?}");
    }
}

#[test]
fn the_article_counts_its_cap_in_two_ways() {
    let check = |cap_order, name: &str, pods, per_slot| {
        let plan = article_plan(ArticleSettings { cap_order, ..ArticleSettings::default() });
        let c = article_row(&plan, name).expect("a candidate");
        assert_eq!((c.capacity.pods, c.fleet.per_slot), (pods, MicroUsd(per_slot)), "{cap_order:?} {name}");
    };
    use CapOrder::{AfterDaemonSets, BeforeDaemonSets};
    check(AfterDaemonSets, "m5.24xlarge", 100, 33_638_400); // min(100, 735 - 4); 4.608 * 730 / 100
    check(BeforeDaemonSets, "m5.24xlarge", 96, 35_040_000); // min(100, 735) - 4; 3363.84 / 96
    check(AfterDaemonSets, "c5.4xlarge", 100, 4_964_000); // 0.68 * 730 / 100
    check(BeforeDaemonSets, "c5.4xlarge", 96, 5_170_833); // 496.40 / 96
    check(AfterDaemonSets, "m5.large", 23, 3_046_957); // below the cap both readings agree
    check(BeforeDaemonSets, "m5.large", 23, 3_046_957);
}

#[test]
fn the_article_reads_the_limits_of_its_day_in_whatever_region() {
    let h1 = us_east_1().history.iter().find(|t| t.name == "h1.16xlarge").expect("a type of 2018");
    assert_eq!((h1.enis, instance_type("h1.16xlarge").enis), (15, 8), "the one limit that has changed since");
    let scenario = Scenario { era: Era::Article, ..Scenario::version_1() };
    let expected = plan(us_east_1(), &scenario);
    let reason = |reason: Reason| expected.rejected.iter().filter(|r| r.reason == reason).count();
    assert_eq!(reason(Reason::NotInVpcCni2018), 11); // 168 - 157: a1 and c5n, a day old
    assert_eq!(reason(Reason::NoPrice), 3); // the u- types, by reservation only
    for catalog in CATALOGS.iter() {
        let here = Scenario { region: catalog.region.code.clone(), ..scenario.clone() };
        assert_eq!(plan(catalog, &here), expected, "{}", catalog.region.code);
    }
}
