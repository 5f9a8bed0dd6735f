//! Files of today's figures: what is asked for, or all that is wrong with it.

use super::client::site;
use crate::support::http::{ask, get};

#[test]
fn a_file_of_values_that_are_not_allowed_is_refused_with_all_of_them() {
    let site = site();
    let url = &site.url;
    let query = "pods=-1&mode=nope&sort=price&show=some&utm_source=mail";
    for target in ["/take-away/types.csv", "/take-away/berth.zip", "/take-away/fleet/steps.md", "/take-away/nope"] {
        let refused = get(url, &format!("{target}?{query}"));
        assert_eq!((refused.status, refused.header("content-type")), (422, "application/problem+json"), "{target}");
        let errors = refused.json()["errors"].as_array().expect("a list").clone();
        let fields: Vec<&str> = errors.iter().filter_map(|error| error["field"].as_str()).collect();
        assert_eq!(fields, ["pods", "mode", "sort", "show"], "{target}");
        let page = ask(url, "GET", &format!("{target}?{query}"), &[("accept", "text/html")], b"");
        assert_eq!((page.status, page.header("content-type")), (422, "text/html; charset=utf-8"), "{target}");
        assert!(page.body.contains("sort: “price” is not allowed; it takes one of rank, name"), "{}", page.body);
    }
    assert_eq!(get(url, "/take-away/types.csv?pods=7&sort=hourly&dir=desc&limit=&utm_source=mail").status, 200);
}
