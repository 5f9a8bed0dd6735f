//! Where the operator has switched rooms off, nothing leads to them, and their addresses say so.

use crate::support::http::{get, send_form};
use crate::support::store::Kept;

#[test]
fn nothing_leads_to_rooms_that_are_off() {
    let site = Kept::start(&["--rooms", "off"]);
    for page in ["/", "/article"] {
        let body = get(site.url(), page).body;
        assert!(!body.contains("/rooms/new") && !body.contains("action=\"/r\""), "{page}");
    }
    for address in ["/rooms/new", "/r", "/r?code=AAA-AAA", "/r/0123456789a", "/r/0123456789a/screen"] {
        let answer = get(site.url(), address);
        assert_eq!(answer.status, 404, "{address}");
        assert!(answer.body.contains("The operator of this site has switched rooms off"), "{address}: {}", answer.body);
    }
    assert_eq!(get(site.url(), "/r/0123456789a/stream").status, 204);
    assert_eq!(send_form(site.url(), "/r", &[("title", "x")]).status, 404);
    assert_eq!(send_form(site.url(), "/r/0123456789a/answer", &[("title", "x")]).status, 404);
}
