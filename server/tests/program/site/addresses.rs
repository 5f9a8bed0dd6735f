//! The page of addresses without a browser: what it says is what the API says, and its form needs no script.

use super::client::site;
use crate::support::http::{get, post, send_form};
use serde_json::json;

/// S3 with mixed zones.
const QUERY: &str =
    "v=1&pods=1200&cpu_m=186&mem_mib=64&type=m5.xlarge&subnet=a&subnet_free=251&subnet=b%3Ci%3E&subnet_free=4091";

fn page(query: &str) -> String {
    let answer = get(&site().url, &format!("/addresses?{query}"));
    assert_eq!(answer.status, 200, "{query}");
    answer.body
}

/// The page's text as people read it.
fn words(html: &str) -> String {
    let text = html.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text));
    text.collect::<Vec<_>>().join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_page_says_what_the_api_says() {
    let scenario = json!({ "v": 1, "type": "m5.xlarge", "profiles": [{ "pods": 1200, "cpu_m": 186, "mem_mib": 64 }],
        "subnets": [{ "zone": "a", "free": 251 }, { "zone": "b<i>", "free": 4091 }] });
    let answer = post(&site().url, "/api/v1/addresses?event=zone-lost&minutes=5&seed=2", &scenario).json();
    let html = page(&format!("{QUERY}&event=zone-lost&minutes=5&seed=2"));
    let text = words(&html);
    let own =
        answer["modes"].as_array().expect("a list").iter().find(|m| m["mode"] == "secondary-ip").expect("it is there");
    let pods = own["lasts_for_pods"].as_u64().expect("pods");
    assert!(text.contains(&format!("Subnets for nodes in zone a are full first, at {pods} pods.")), "{text}");
    for reason in answer["tuner"]["reasons"].as_array().expect("reasons") {
        assert!(text.contains(reason.as_str().expect("a text")), "{reason}\n{text}");
    }
    assert!(html.contains(answer["tuner"]["kubectl"].as_str().expect("a line")), "{text}");
    for remedy in answer["remedies"].as_array().expect("a list") {
        let what = remedy["what"].as_str().expect("a text").replace('<', "&lt;").replace('>', "&gt;");
        assert!(html.contains(&what), "{what}\n{html}");
    }
    assert!(text.contains("Seed 2: the same seed gives the same run."), "{text}");
    // names are text, whatever they hold
    assert!(html.contains("b&lt;i&gt;") && !html.contains("b<i>"));
}

/// 100 pods at six a node: 18 nodes in three zones (34, 33, 33) have room for 108. A rollout with 25 % surge and 25 % unavailable
/// makes 50 new pods at once, while the 25 old ones still stop: 8 have a node, 42 have none.
#[test]
fn without_subnets_it_says_what_was_simulated_and_who_had_no_node() {
    let text = words(&page("v=1&pods=100&cpu_m=250&mem_mib=512&type=m5.large&zones=3&event=rolling&minutes=5"));
    for said in [
        "No subnets are listed: simulated with an empty /16 in each of 3 zones.",
        "None of 100 pods waited for an address. Seen without a node: 42 at a time, 0 at the end.",
    ] {
        assert!(text.contains(said), "{said}\n{text}");
    }
    let quiet = words(&page("v=1&pods=100&cpu_m=250&mem_mib=512&type=m5.large&zones=3&event=nothing&minutes=1"));
    assert!(!quiet.contains("Seen without a node") && !quiet.contains("in one zone"), "{quiet}");
    let lost = |zones: &str| words(&page(&format!("v=1&pods=100&type=m5.large{zones}&event=zone-lost&minutes=1")));
    assert!(!lost("&zones=3").contains("Not simulated"), "{}", lost("&zones=3"));
    assert!(lost("").contains("Not simulated: a zone can be lost only where there are two."), "{}", lost(""));
}

/// Two workloads that no one type suits.
const MIXED: &str = "v=2&profile=web&pods=60&cpu_m=500&mem_mib=512&profile=cache&pods=6&cpu_m=250&mem_mib=14000&subnet=a&subnet_free=400";

#[test]
fn the_page_says_of_which_nodes_it_speaks() {
    let of = |more: &str| page(&format!("{MIXED}&event=nothing&minutes=1{more}"));
    let one = of("");
    assert!(
        one.contains(r#"<option value="one-type" selected>"#) && !words(&one).contains("cheapest mix that was found")
    );
    let fleet = of("&nodes=fleet");
    let text = words(&fleet);
    assert!(fleet.contains(r#"<option value="fleet" selected>"#), "{text}");
    for said in ["The fleet, as the cheapest mix that was found", "For the fleet: ", "Each mode has a fleet of its own"]
    {
        assert!(text.contains(said), "{said}\n{text}");
    }
    let present = of("&nodes=present&pods_on=m5.large:18:3:2:a,m5.xlarge:40:3:1:b");
    let text = words(&present);
    assert!(present.contains(r#"name="pods_on" value="m5.large:18:3:2:a,m5.xlarge:40:3:1:b""#), "{text}");
    for said in [
        "67 pods on 3 nodes of m5.large, m5.xlarge",
        "1 node in zones without a subnet in the list",
        "Not every node is checked.",
    ] {
        assert!(text.contains(said), "{said}\n{text}");
    }
    let spread = words(&of("&nodes=present&today=m5.xlarge:9"));
    assert!(spread.contains("in proportion to the room that each type has"), "{spread}");
    let unknown = of("&nodes=present");
    assert!(
        words(&unknown).contains("The nodes that you have are not known.") && unknown.contains(r#"href="/import""#)
    );
    let none = words(&page("v=2&nodes=fleet&families=p5&max_vcpu=2&subnet=a&subnet_free=100"));
    assert!(none.contains("No eligible type has room for a pod"), "{none}");
}

#[test]
fn the_form_needs_no_script_and_keeps_the_scenario() {
    let html = page(&format!("{QUERY}&event=upgrade&minutes=10"));
    for input in [
        r#"method="post" action="/addresses""#,
        r#"name="subnet_free" min="0" max="65531" value="251""#,
        r#"name="type" value="m5.xlarge""#,
        r#"<option value="upgrade" selected>"#,
        r#"name="minutes" value="10""#,
    ] {
        assert!(html.contains(input), "{input}");
    }
    // without subnets pasted the answer is at an address of its own, which can be kept
    let sent = [("v", "1"), ("pods", "1200"), ("type", "m5.xlarge"), ("event", "upgrade"), ("vpc", " ")];
    let answer = send_form(&site().url, "/addresses", &sent);
    assert_eq!(answer.status, 303);
    assert_eq!(answer.header("location"), "/addresses?v=1&pods=1200&type=m5.xlarge&event=upgrade");
}

/// Two zones with subnets for pods, one of them nearly full.
const PASTED: &str = r#"{ "Subnets": [
    { "SubnetId": "subnet-a", "AvailabilityZone": "eu-west-1a", "CidrBlock": "10.0.0.0/24", "AvailableIpAddressCount": 201 },
    { "SubnetId": "subnet-b", "AvailabilityZone": "eu-west-1b", "CidrBlock": "10.0.1.0/25", "AvailableIpAddressCount": 63 } ] }"#;

fn submitted(pairs: &[(&str, &str)]) -> crate::support::http::Answer {
    send_form(
        &site().url,
        "/addresses",
        &[&[("v", "1"), ("pods", "60"), ("cpu_m", "186"), ("mode", "prefix-delegation")], pairs].concat(),
    )
}

#[test]
fn pasted_subnets_count_and_stay_as_they_were_typed() {
    let answer = submitted(&[("vpc", PASTED), ("event", "nothing"), ("minutes", "5")]);
    assert_eq!(answer.status, 200);
    let text = words(&answer.body);
    for said in ["Read: 2 subnets in 2 zones.", "subnet-b /25", "Blocks before the event", "eu-west-1b"] {
        assert!(text.contains(said), "{said}\n{text}");
    }
    // a /25 with 63 of 123 in use: 0.012 of 6 blocks
    assert!(text.contains("0.0 of 6"), "{text}");
    assert!(answer.body.contains("&quot;SubnetId&quot;: &quot;subnet-a&quot;"), "what was typed stays");
    // the scenario stays too, and a button of the table of workloads works with subnets pasted
    let values = |html: &str, name: &str| -> Vec<String> {
        let key = format!("name=\"{name}\"");
        let controls = html.split(key.as_str()).skip(1).filter_map(|rest| rest.split('>').next());
        let value = |control: &str| Some(control.split("value=\"").nth(1)?.split('"').next()?.to_string());
        controls.filter_map(value).collect()
    };
    assert_eq!(values(&answer.body, "pods"), ["60"]);
    let answer = submitted(&[("vpc", PASTED), ("workload", "add")]);
    assert!(words(&answer.body).contains("Read: 2 subnets"), "{}", answer.status);
    assert_eq!(values(&answer.body, "pods").len(), 2, "a row was added");
}

#[test]
fn everything_wrong_with_what_was_pasted_is_said_at_once() {
    let wrong = r#"{ "Subnets": [
        { "AvailabilityZone": "a", "CidrBlock": "10.0.0.0/24" }, { "AvailabilityZone": "a", "CidrBlock": "10.0.0.0/25" },
        { "AvailabilityZone": "", "CidrBlock": "10.0.1.7/24" }, { "AvailabilityZone": "a", "CidrBlock": "10.0.0.0/8" },
        { "AvailabilityZone": "<b>", "CidrBlock": "10.1.0.0/24", "Role": "pods" } ] }"#;
    let answer = submitted(&[("vpc", wrong)]);
    let text = words(&answer.body);
    assert_eq!(answer.status, 200);
    for said in [
        "These subnets cannot be used as they are",
        "here 10.0.1.0/24",
        "from /16 to /28",
        "apart from 10.0.0.0/8",
        "the zone that the subnet lies in",
        "a subnet for pods in each zone",
    ] {
        assert!(text.contains(said), "{said}\n{text}");
    }
    assert!(answer.body.contains("10.0.1.7/24&quot;") && !answer.body.contains("<b>\u{201d}"));
    let cut = submitted(&[("vpc", "{ \"Subnets\": [")]);
    assert!(words(&cut.body).contains("it ends within a list"), "{}", words(&cut.body));
    let long = "x".repeat(5 * 1024 * 1024);
    let answer = submitted(&[("vpc", &long)]);
    assert_eq!(answer.status, 413);
    assert!(answer.body.contains("berth addresses --subnets"), "{}", answer.body);
}

#[test]
fn ten_thousand_subnets_are_a_page_of_bounded_size() {
    let subnet = |i: u32| {
        format!(
            r#"{{"AvailabilityZone":"zone-{}","CidrBlock":"10.{}.{}.0/24","AvailableIpAddressCount":200}}"#,
            i % 3,
            i / 256,
            i % 256
        )
    };
    let all: Vec<String> = (0..10_000).map(subnet).collect();
    let answer = submitted(&[("vpc", &format!(r#"{{"Subnets":[{}]}}"#, all.join(","))), ("minutes", "1")]);
    let text = words(&answer.body);
    assert_eq!(answer.status, 200);
    assert!(text.contains("Read: 10,000 subnets in 3 zones."), "{}", &text[..2_000]);
    let without_what_was_typed = answer.body.len() - answer.body.matches("&quot;").count() * 12;
    assert!(without_what_was_typed < 1_500_000, "{without_what_was_typed}");
}

#[test]
fn what_is_wrong_has_its_default_and_is_said() {
    let text = words(&page(&format!("{QUERY}&event=flood&minutes=999")));
    assert!(
        text.contains("flood") && text.contains("a whole number from 1 to 120") && text.contains("30 minutes"),
        "{text}"
    );
    assert!(words(&page("v=2")).contains("No subnets are listed: whether they are enough is not checked."));
    assert!(words(&page("v=2&mode=ipv6&subnet=a")).contains("Not simulated:"));
    assert!(words(&page("v=2&families=p5&max_vcpu=2")).contains("No instance type can carry these pods."));
}
