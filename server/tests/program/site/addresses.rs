//! The page of addresses without a browser: what it says is what the API says, and its form needs no script.

use super::client::site;
use crate::support::http::{get, post};
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
    assert!(text.contains(&format!("Subnets for nodes in a are full first, at {pods} pods.")), "{text}");
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

#[test]
fn the_form_needs_no_script_and_keeps_the_scenario() {
    let html = page(&format!("{QUERY}&event=upgrade&minutes=10"));
    for input in [
        r#"<form action="/addresses">"#,
        r#"name="subnet_free" value="251""#,
        r#"name="type" value="m5.xlarge""#,
        r#"<option value="upgrade" selected>"#,
        r#"name="minutes" value="10""#,
    ] {
        assert!(html.contains(input), "{input}");
    }
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
