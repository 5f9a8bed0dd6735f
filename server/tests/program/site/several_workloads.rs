//! Three workloads at every address: no page, file or API operation plans one of them alone.
//!
//! m5.xlarge, secondary IPs, four DaemonSets of 200m and 200 MiB: 4,000m less 80m kube-reserved and 200m leave 3,720m.
//! Twelve pods of 200m and six of 1,100m: two nodes hold three large and two small ones each (3,700m), one holds the other
//! eight. The first workload alone would take one node, but the least is two.

use crate::support::Site;
use crate::support::web::get;
use serde_json::Value;

const QUERY: &str =
    "v=1&profile=web&pods=12&cpu_m=200&mem_mib=64&profile=db&pods=6&cpu_m=1100&mem_mib=64&type=m5.xlarge";

/// What a path answers, with its status.
fn ask(site: &Site, path: &str) -> (u16, String) {
    let answer = get(&site.url, path);
    (answer.status, String::from_utf8_lossy(&answer.body).into_owned())
}

fn json(site: &Site, path: &str) -> Value {
    let (status, body) = ask(site, &format!("{path}?{QUERY}"));
    assert_eq!(status, 200, "{path}: {body}");
    serde_json::from_str(&body).expect("JSON")
}

fn text(site: &Site, path: &str) -> String {
    let glue = if path.contains('?') { '&' } else { '?' };
    let (status, body) = ask(site, &format!("{path}{glue}{QUERY}"));
    assert_eq!(status, 200, "{path}");
    body
}

#[test]
fn every_address_plans_all_workloads() {
    let site = Site::start();
    let plan = json(&site, "/api/v1/plan");
    let row =
        plan["candidates"].as_array().expect("a list").iter().find(|c| c["type"] == "m5.xlarge").expect("it fits");
    assert_eq!((row["nodes"].as_u64(), row["micro_usd_per_month"].as_u64()), (Some(3), Some(420_480_000)));
    assert_eq!(plan["scenario"]["profiles"].as_array().map(Vec::len), Some(2));

    let modes: Value = serde_json::from_str(&text(&site, "/api/v1/modes?which=chosen")).expect("JSON");
    let of_secondary = modes["modes"].as_array().expect("a list").iter().find(|m| m["mode"] == "secondary-ip");
    assert_eq!(of_secondary.map(|m| &m["figures"]["nodes"]), Some(&Value::from(3)), "{modes}");
    let advice = json(&site, "/api/v1/advise").to_string();
    assert!(advice.contains("\"micro_usd_per_month\":420480000"), "the advice counts all workloads: {advice}");

    // three nodes of $0.192 * 730 wherever the chosen type is shown
    for path in ["/", "/instances/m5.xlarge", "/compare?types=m5.xlarge,m5.2xlarge", "/take-away/decision.md", "/embed"]
    {
        assert!(text(&site, path).contains("$420.48"), "{path} does not have the cost of all workloads");
    }
    for path in ["/", "/instances/m5.xlarge", "/take-away/decision.md"] {
        let page = text(&site, path);
        assert!(page.contains("2 nodes hold 2 web and 3 db each."), "{path} does not say who shares a node");
    }
    for (path, counted) in
        [("/regions", "18 pods"), ("/compare?types=m5.xlarge,m5.large", "18 pods"), ("/growth", "18")]
    {
        assert!(text(&site, path).contains(counted), "{path} does not count all pods");
    }
    let record = text(&site, "/take-away/decision.md");
    assert!(record.contains("web and db") && record.contains("6 pods of 1,100m CPU"), "{record}");
    let cluster = text(&site, "/take-away/cluster.yaml");
    assert!(cluster.contains("desiredCapacity: 3"), "{cluster}");
    assert!(text(&site, "/take-away/types.csv").lines().any(|line| line.contains("m5.xlarge") && line.contains(",3,")));
}

/// The most that a link may hold is an answer, too.
#[test]
fn thirty_workloads_are_planned_and_thirty_one_are_refused() {
    let site = Site::start();
    let query = |count: usize| -> String {
        (0..count).map(|n| format!("&profile=p{n}&pods=150000&cpu_m={}&volumes={}", 10 + n, n % 2)).collect()
    };
    let (status, body) = ask(&site, &format!("/api/v1/plan?v=1{}", query(30)));
    assert_eq!(status, 200, "{body}");
    let (status, body) = ask(&site, &format!("/api/v1/plan?v=1{}", query(31)));
    assert!(status == 422 && body.contains("at most 30 profiles"), "{status}: {body}");
}

/// The table's buttons, where they are submitted: on the way to the changed form, without the button.
#[test]
fn a_button_of_the_table_leads_on_to_the_changed_form() {
    let site = Site::start();
    let lead = |target: &str| {
        let answer = crate::support::http::get(&site.url, target);
        (answer.status, answer.header("location").to_owned())
    };
    for path in ["/", "/advice", "/modes"] {
        let (status, location) = lead(&format!("{path}?{QUERY}&factor=&workload=copy-2"));
        assert_eq!(status, 303, "{location}");
        let (query, line) = location.split_once('#').expect("a line to go on at");
        assert!(query.starts_with(&format!("{path}?profile=web&pods=12")) && line == "f-profile-3", "{location}");
        assert!(query.contains("profile=db+copy&pods=6&cpu_m=1100") && !query.contains("workload="), "{location}");
        assert_eq!(lead(query), (200, String::new()));
    }
    assert_eq!(lead(&format!("/regions?{QUERY}&workload=copy-2")).0, 200, "that page has no such table");
    assert_eq!(lead("/?workload=%00%ff&profile=%0d%0alocation:x").0, 303);
}
