//! Under which names and over what a site is reached: a name that is not its own gets into no page, picture or file.

use crate::support::http::{Answer, ask};
use crate::support::store::Kept;

fn at(site: &Kept, host: &str, target: &str, headers: &[(&str, &str)]) -> Answer {
    ask(site.url(), "GET", target, &[&[("host", host)], headers].concat(), b"")
}

#[test]
fn a_name_that_is_not_the_sites_leads_nowhere() {
    let site = Kept::start(&["--hosts", "berth.test"]);
    for target in [
        "/",
        "/?pods=7",
        "/article",
        "/api",
        "/take-away/decision.md?pods=7",
        "/take-away/plan.json?pods=7",
        "/embed?pods=7",
    ] {
        let hostile =
            at(&site, "evil.example", target, &[("x-forwarded-host", "evil.example"), ("x-forwarded-proto", "https")]);
        assert_eq!(hostile.status, 200, "{target}");
        assert!(!hostile.body.contains("evil.example"), "{target}");
    }
    assert!(at(&site, "berth.test:8080", "/?pods=7", &[]).body.contains("http://berth.test:8080/"));
    assert!(at(&site, "evil.example", "/?pods=7", &[]).body.contains(site.url()), "where it listens");
}

#[test]
fn over_tls_a_browser_is_told_to_stay_there() {
    let of = |site: &Kept, headers: &[(&str, &str)]| {
        at(site, "10.0.0.7", "/", headers).header("strict-transport-security").to_owned()
    };
    let year = "max-age=31536000";
    assert_eq!(of(&Kept::start(&["--public-url", "https://berth.example"]), &[]), year);
    assert_eq!(of(&Kept::start(&["--public-url", "http://berth.example"]), &[]), "");
    let proxied = Kept::start(&["--behind-proxy"]);
    assert_eq!(of(&proxied, &[("x-forwarded-proto", "https")]), year);
    assert_eq!(of(&proxied, &[("x-forwarded-proto", "http")]), "");
    assert_eq!(of(&Kept::start(&[]), &[("x-forwarded-proto", "https")]), "", "anybody can write such a header");
}
