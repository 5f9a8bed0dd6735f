//! Both eras at every address: each type's page in each era has the figures of its own table, and nothing fails
//! where a type is in one table only.

use crate::support::Site;
use crate::support::web::get;
use model::units::MicroUsd;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A file of the carried catalogue: the first column, and the column asked for.
fn column(file: &str, wanted: &str) -> BTreeMap<String, String> {
    let text = fs::read_to_string(format!("{}/catalog/data/{file}", env!("CARGO_MANIFEST_DIR"))).expect(file);
    let mut lines = text.lines();
    let at = lines.next().expect("a head").split(',').position(|head| head == wanted).expect(wanted);
    let row = |line: &str| {
        let cells: Vec<_> = line.split(',').collect();
        (cells[0].to_string(), cells[at].to_string())
    };
    lines.map(row).collect()
}

/// Dollars with decimals as micro-dollars; `None` for an empty cell.
fn micro_usd(dollars: &str) -> Option<MicroUsd> {
    if dollars.is_empty() {
        return None;
    }
    let (whole, part) = dollars.split_once('.').unwrap_or((dollars, ""));
    format!("{whole}{part:0<6}").parse().ok().map(MicroUsd)
}

/// What a page says under its heading, in words: markup off, and one space between words.
fn words(html: &str) -> String {
    let main = html.split_once("<h1>").expect("a heading").1;
    let mut text = String::new();
    for part in main.split('<') {
        text.push(' ');
        text.push_str(part.split_once('>').map_or(part, |(_, after)| after));
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Does something for every item, on two threads.
fn each<T: Sync>(items: &[T], check: impl Fn(&T) + Sync) {
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed)) {
                    check(item);
                }
            });
        }
    });
}

#[test]
fn every_type_has_a_page_in_both_eras_with_the_price_of_its_own_table() {
    let site = Site::start();
    let now = column("prices/us-east-1.csv", "usd_per_hour");
    let today = column("instance_types.csv", "vcpu");
    let then = column("history_2018.csv", "usd_per_hour_us_east_1");
    let known = column("history_2018.csv", "in_vpc_cni_1_3_0");
    let (enis, addresses) = (column("history_2018.csv", "eni"), column("history_2018.csv", "ipv4_per_eni"));
    // The article's four daemonsets take an address each.
    let holds_pods = |name: &String| {
        let [e, a] = [&enis, &addresses].map(|column| column[name].parse::<u32>().expect("a number"));
        e * (a - 1) > 4
    };
    let names: Vec<&String> = today.keys().chain(then.keys()).collect::<BTreeSet<_>>().into_iter().collect();
    assert!(names.len() > today.len() && today.len() > 1_300, "{} types, {} of today", names.len(), today.len());
    each(&names, |name| {
        let page = |era: &str| {
            let answer = get(&site.url, &format!("/instances/{name}?v=1{era}"));
            assert_eq!(answer.status, 200, "{name} {era}");
            words(answer.text())
        };
        let (by_today, by_article) = (page(""), page("&era=article"));
        let of_2018 = match then.contains_key(*name) {
            true => &by_article,
            false => {
                let note =
                    format!("The article\u{2019}s table of 2018 has no {name}: these are today\u{2019}s figures");
                assert!(by_article.contains(&note), "{name}: {by_article}");
                assert!(!by_today.contains("table of 2018"), "{name}");
                let without = by_article.replacen(&format!("{note}, by today\u{2019}s rules. "), "", 1);
                assert_eq!(without, by_today, "{name}: other figures in the article's era");
                ""
            }
        };
        match then.get(*name).map(|price| micro_usd(price)) {
            Some(Some(_)) if known[*name] == "true" && !holds_pods(name) => {
                assert!(of_2018.contains("unusable: no address is left"), "{name}: {of_2018}");
            }
            Some(Some(price)) if known[*name] == "true" => {
                let input = format!("hourly = {} price of a node", model::units::grouped(price.0));
                assert!(of_2018.contains(&input), "{name}: no {input:?} in {of_2018}");
            }
            Some(Some(_)) => {
                assert!(of_2018.contains("not in the limits table of VPC CNI v1.3.0"), "{name}: {of_2018}")
            }
            Some(None) => assert!(!of_2018.contains("hourly ="), "{name}: {of_2018}"),
            None => {}
        }
        match today.contains_key(*name) {
            true => {
                let price = now.get(*name).and_then(|price| micro_usd(price));
                let priced = |p: MicroUsd| by_today.contains(&format!("{} an hour on demand", p.hourly()));
                let unpriced = || by_today.contains("No price known, in") || by_today.contains("Not offered, in");
                assert!(price.map_or_else(unpriced, priced), "{name}: {price:?} in {by_today}");
            }
            false => {
                let note = format!("Today\u{2019}s catalogue has no {name}: these are the figures of 2018");
                assert!(by_today.contains(&note), "{name}: {by_today}");
            }
        }
    });
}

/// Every page, picture, file and answer of the API that takes a scenario.
const ADDRESSES: [&str; 31] = [
    "/addresses",
    "/",
    "/fleet",
    "/advice",
    "/modes",
    "/instances",
    "/compare",
    "/growth",
    "/regions",
    "/record",
    "/take-away",
    "/links",
    "/sources",
    "/article",
    "/method",
    "/glossary",
    "/api",
    "/embed",
    "/preview.png",
    "/charts/cost-per-pod.svg",
    "/charts/cost-by-mode.svg",
    "/take-away/types.csv",
    "/take-away/plan.json",
    "/take-away/decision.md",
    "/take-away/berth.zip",
    "/api/v1/export",
    "/api/v1/plan",
    "/api/v1/advise",
    "/api/v1/modes",
    "/api/v1/charts/cost-per-pod.svg",
    "/api/v1/charts/cost-by-mode.svg",
];

#[test]
fn every_address_answers_in_the_articles_era() {
    let site = Site::start();
    // in both tables, in today's only, in that of 2018 only, and none; all modes at once where the page lists them
    let chosen = ["", "&type=m5.large", "&type=m7i.large", "&type=g3.4xlarge"];
    let views = ["", "&show=excluded&rows=all", "&sort=memory&dir=desc&find=m", "&which=chosen&msort=type"];
    let asked: Vec<String> = ADDRESSES
        .iter()
        .flat_map(|path| chosen.iter().map(move |chosen| (path, chosen)))
        .flat_map(|(path, chosen)| {
            let is_api = path.starts_with("/api/");
            let views = if is_api { &views[..1] } else { &views[..] };
            views.iter().map(move |view| format!("{path}?v=1&era=article{chosen}{view}"))
        })
        .chain(["/compare?types=m5.large,m7i.large&v=1&era=article".into()])
        .collect();
    each(&asked, |target| {
        let answer = get(&site.url, target);
        assert_eq!(answer.status, 200, "{target}: {}", String::from_utf8_lossy(&answer.body));
        assert!(!answer.body.is_empty(), "{target}");
    });
}

/// Configuration is for clusters of today only.
#[test]
fn no_configuration_is_written_by_the_articles_rules() {
    let site = Site::start();
    let today = get(&site.url, "/take-away/cluster.yaml?v=1");
    assert_eq!(today.status, 200, "{}", today.text());
    assert_eq!(get(&site.url, "/take-away/cluster.yaml?v=1&era=article").status, 404);
    let page = get(&site.url, "/take-away?v=1&era=article");
    assert!(words(page.text()).contains("Switch to today\u{2019}s rules to get configuration."), "{}", page.text());
}
