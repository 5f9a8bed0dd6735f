//! The fleet view without a browser: the same fleet as the API's, with the settings of the link.

use super::client::site;
use crate::support::http::{get, post};
use serde_json::{Value, json};

const QUERY: &str = "v=2&profile=web&pods=60&cpu_m=500&mem_mib=512&profile=cache&pods=6&cpu_m=250&mem_mib=14000";

/// The page's text as people read it.
fn words(html: &str) -> String {
    let text = html.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text));
    text.collect::<Vec<_>>().join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

fn page(query: &str) -> String {
    let answer = get(&site().url, &format!("/fleet?{query}"));
    assert_eq!(answer.status, 200, "{query}");
    answer.body
}

/// The fleet that the API finds with the page's work.
fn of_api(settings: Value) -> Value {
    let mut scenario = json!({ "v": 2, "profiles": [
        { "name": "web", "pods": 60, "cpu_m": 500, "mem_mib": 512 },
        { "name": "cache", "pods": 6, "cpu_m": 250, "mem_mib": 14000 }
    ] });
    let settings = settings.as_object().expect("an object").clone();
    scenario.as_object_mut().expect("an object").extend(settings);
    let answer = post(&site().url, "/api/v1/fleet?work=200000", &scenario);
    assert_eq!(answer.status, 200);
    answer.json()
}

#[test]
fn page_and_api_find_the_same_fleet_for_the_same_settings() {
    let fleet = of_api(json!({}));
    let headline = fleet["headline"].as_str().expect("a headline");
    let html = page(QUERY);
    assert!(words(&html).contains(headline), "{headline}");
    assert!(html.contains(&format!("og:description\" content=\"{headline} One type: ")), "{headline}");

    let set = of_api(json!({ "max_types": 1, "zones": 3, "survive": "zone", "headroom": 10 }));
    let headline = set["headline"].as_str().expect("a headline");
    let html = page(&format!("{QUERY}&max_types=1&zones=3&survive=zone&headroom=10"));
    assert!(words(&html).contains(headline), "{headline}");
    assert!(set["micro_usd_per_month"].as_u64() > fleet["micro_usd_per_month"].as_u64());
    // the form has what the link set
    assert!(html.contains("id=\"f-zones\"") && words(&html).contains("any one zone (two or more)"));
}

#[test]
fn a_fleet_is_compared_with_the_nodes_of_today() {
    let fleet = of_api(json!({ "today": ["m5.2xlarge:20", "c5.large:3"], "today_spot": "m5.2xlarge:2" }));
    let (today, cost) = (&fleet["present"], fleet["micro_usd_per_month"].as_i64().expect("a cost"));
    assert_eq!((today["nodes"].as_u64(), today["without_price"].as_u64()), (Some(25), Some(0)));
    assert_eq!(today["types"][0], json!({ "type": "m5.2xlarge", "nodes": 22 }));
    let before = today["micro_usd_per_month"].as_i64().expect("a cost");
    let saving = fleet["saving_micro_usd_per_month"].as_i64().expect("all have a price");
    assert_eq!((saving, fleet["saving_bp"].as_i64()), (before - cost, Some(saving * 10_000 / before)));
    let html = page(&format!("{QUERY}&today=m5.2xlarge:20,c5.large:3&today_spot=m5.2xlarge:2"));
    let words = words(&html);
    assert!(words.contains("Your cluster today: 25 nodes, $") && words.contains(" This fleet saves $"), "{words}");
    assert_eq!(of_api(json!({}))["present"], Value::Null);
    let wrong =
        post(&site().url, "/api/v1/fleet?work=0", &json!({ "today": "m5.large", "seen_mib": 5, "today_spot": {} }));
    assert_eq!((wrong.status, wrong.json()["errors"].as_array().map(Vec::len)), (422, Some(3)), "{}", wrong.body);
}

/// A node that reports less memory than Berth knows of has room for fewer pods, and the derivation says why. 15,000 MiB fit
/// no smaller m5.
#[test]
fn what_nodes_report_is_planned_with() {
    let planned = |settings: Value| {
        let pods = json!([{ "pods": 40, "cpu_m": 10, "mem_mib": 15000 }]);
        let mut scenario = json!({ "v": 2, "families": "m5", "max_vcpu": 8, "profiles": pods });
        scenario.as_object_mut().expect("an object").extend(settings.as_object().expect("an object").clone());
        let answer = post(&site().url, "/api/v1/plan", &scenario);
        assert_eq!(answer.status, 200, "{}", answer.body);
        let candidate = answer.json()["candidates"][0].clone();
        assert_eq!(candidate["type"], "m5.2xlarge");
        (candidate["pods_per_node"].as_u64(), candidate["max_pods"].as_u64(), answer.body)
    };
    assert_eq!(planned(json!({})).0, Some(2));
    let (pods, max_pods, body) = planned(json!({ "seen_mib": "m5.2xlarge:28000", "seen_pods": "m5.2xlarge:9" }));
    assert_eq!((pods, max_pods), (Some(1), Some(9)));
    assert!(body.contains("As your nodes report: that counts before every measurement, fit or guess."), "{body}");
}

#[test]
fn whatever_the_link_says_there_is_a_page() {
    for (query, expected) in [
        ("", "the cheapest possible"),
        ("v=2&profile=huge&cpu_m=250000&max_vcpu=8", "No eligible type has room for a pod of \u{201c}huge\u{201d}."),
        ("v=1&era=article", "By today\u{2019}s rules"),
        ("v=2&survive=zone&zones=1", "pods evenly over 2 zones, any one zone may be lost"),
        ("v=2&survive=zone&zones=1", "Two zones are planned, though the scenario says one"),
        (
            "v=2&zones=99&max_types=0&survive=all&headroom=x",
            "zones: \u{201c}99\u{201d} is not allowed; it takes a whole number from 1 to 6",
        ),
        ("v=2&node=auto-mode&os=windows&mode=ipv6&buy=spot", "Fleet"),
    ] {
        let text = words(&page(query));
        assert!(text.contains(expected), "{query}: no {expected:?} in {text}");
    }
}

#[test]
fn the_charts_are_worked_out_where_they_are_asked_for() {
    assert!(!page(QUERY).contains("data-places="));
    assert_eq!(page(&format!("{QUERY}&charts=yes")).matches("data-places=").count(), 2);
}
