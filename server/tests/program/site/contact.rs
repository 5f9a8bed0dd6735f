//! Whom visitors can turn to, as the operator says.

use crate::support::http::get;
use crate::support::run;
use crate::support::store::Kept;

#[test]
fn a_contact_is_at_the_foot_of_every_page_and_in_security_txt() {
    let site = Kept::start(&["--contact", "mailto:berth@example.org", "--public-url", "https://berth.example"]);
    for page in ["/", "/method", "/api", "/compare", "/s/0Kd6bEUlL2x", "/rooms/new", "/r", "/nowhere"] {
        let body = get(site.url(), page).body;
        let link = "Contact: <a href=\"mailto:berth@example.org\">berth@example.org</a>";
        assert!(body.contains(link), "{page}: {body}");
    }
    let said = get(site.url(), "/.well-known/security.txt");
    assert_eq!((said.status, said.header("content-type")), (200, "text/plain; charset=utf-8"));
    let lines: Vec<&str> = said.body.lines().collect();
    assert_eq!(lines[0], "Contact: mailto:berth@example.org");
    assert!(lines[1].starts_with("Expires: 20") && lines[1].ends_with('Z'), "{}", lines[1]);
    assert_eq!(lines[2..], ["Preferred-Languages: en", "Canonical: https://berth.example/.well-known/security.txt"]);
}

#[test]
fn a_contact_that_is_text_leads_nowhere_and_none_is_none() {
    let site = Kept::start(&["--contact", "Ask <b>us</b> on #platform"]);
    assert!(get(site.url(), "/").body.contains("Contact: Ask &lt;b&gt;us&lt;/b&gt; on #platform</p>"));
    assert_eq!(get(site.url(), "/.well-known/security.txt").status, 404);
    let silent = Kept::start(&[]);
    assert!(!get(silent.url(), "/").body.contains("Contact"));
    let said = get(silent.url(), "/.well-known/security.txt");
    assert!(said.status == 404 && said.body.contains("no contact"), "{}", said.body);
    let wrong = run(["serve", "--contact", "mailto:nobody"], b"");
    assert!(wrong.code == Some(2) && wrong.err.contains("after mailto: it takes an e-mail address"), "{}", wrong.err);
}
