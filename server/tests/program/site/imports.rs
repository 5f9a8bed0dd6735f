//! A dump over the API: what comes back is what the command line prints, and nothing secret.

#[path = "../../../../app/import/tests/support/generated.rs"]
#[allow(dead_code, reason = "the import's own tests take more of it")]
mod generated;

use crate::support::http::{Answer, ask, get, post};
use crate::support::run;
use crate::support::store::Shared;
use serde_json::Value;

static SITE: Shared = Shared::new();

fn import(query: &str, body: &[u8]) -> Answer {
    ask(SITE.get().url(), "POST", &format!("/api/v1/import{query}"), &[], body)
}

#[test]
fn the_api_says_what_the_command_line_says() {
    let dump = generated::dump(10, 120);
    let answer = import("?names=hide&cpu_default=10", dump.as_bytes());
    assert_eq!(answer.status, 200, "{}", answer.body);
    let arguments = ["import", "-", "--report", "--format", "json", "--names", "hide", "--cpu-default", "10"];
    let printed: Value = serde_json::from_str(&run(arguments, dump.as_bytes()).out).expect("JSON");
    assert_eq!(answer.json(), printed);
    assert_eq!(printed["present"]["nodes"], 10);
    for secret in ["s3cret", "postgres", "registry.example", "service-", "ip-10-0"] {
        assert!(!answer.body.contains(secret), "{secret}");
    }
    // what comes back can be planned and packed as it is
    for address in ["/api/v1/plan", "/api/v1/fleet?work=0"] {
        assert_eq!(post(SITE.get().url(), address, &printed["scenario"]).status, 200, "{address}");
    }
}

#[test]
fn what_cannot_be_read_is_a_problem_with_a_sentence() {
    for (body, words) in [
        (&b"{\"kind\": \"List\", \"items\": ["[..], "cut off"),
        (b"\x1F\x8B\x08\x00", "unpack it first"),
        (b"", "empty"),
        (b"kind: ConfigMap\n", "no workload"),
        (b"\xFF\xFE\x00\x00", "."),
    ] {
        let answer = import("", body);
        assert_eq!((answer.status, answer.header("content-type")), (422, "application/problem+json"), "{words}");
        assert!(answer.json()["detail"].as_str().is_some_and(|detail| detail.contains(words)), "{}", answer.body);
    }
    assert_eq!(import("?jobs=1&names=none", b"name,pods\nweb,3\n").json()["errors"].as_array().map(Vec::len), Some(2));
}

/// Its script may load itself and nothing else; that of the other worker may fetch from this site.
#[test]
fn the_worker_that_reads_may_connect_to_nothing() {
    let page = get(SITE.get().url(), "/import");
    assert_eq!(page.status, 200);
    assert!(page.header("content-security-policy").contains("worker-src 'self';"));
    let script = page.body.split("data-script=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a script");
    let script = get(SITE.get().url(), script);
    // without the browser half there is none
    if script.status == 200 {
        let policy = script.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none';") && !policy.contains("connect-src"), "{policy}");
    }
    assert!(page.body.contains("berth import cluster.json --report"));
}
