//! From saving to the link: where the answer leads, who sees the secret and how often, and what a pasted link
//! shows.

use super::SITE;
use crate::support::http::{Answer, ask, get, send_form};
use crate::support::store::Kept;

const FORM: [(&str, &str); 4] = [("v", "1"), ("pods", "400"), ("cpu_m", "50"), ("mem_mib", "64")];

fn save(site: &Kept, title: &str) -> Answer {
    let answer = send_form(site.url(), "/s", &[&FORM[..], &[("title", title)]].concat());
    assert_eq!(answer.status, 303, "{}", answer.body);
    answer
}

/// A cookie's pair, and what is said of it.
fn cookie(answer: &Answer) -> (&str, Vec<&str>) {
    let mut parts = answer.header("set-cookie").split("; ");
    (parts.next().expect("a pair"), parts.collect())
}

fn view(site: &Kept, target: &str, cookie: &str) -> Answer {
    ask(site.url(), "GET", target, &[("cookie", cookie)], b"")
}

#[test]
fn saving_leads_to_the_link_and_its_first_view_alone_has_the_secret() {
    let site = SITE.get();
    let saved = save(&site, "Once");
    let link = saved.header("location").to_owned();
    let (pair, attributes) = cookie(&saved);
    let secret = pair.strip_prefix("berth-saved=").expect("the cookie").to_owned();
    assert_eq!(secret.len(), 22, "{secret}");
    assert_eq!(attributes, [&format!("Path={link}"), "Max-Age=60", "HttpOnly", "SameSite=Strict"]);
    assert!(!link.contains(&secret) && !saved.body.contains(&secret), "it is in the cookie only");

    let first = view(&site, &link, pair);
    assert_eq!((first.status, first.header("cache-control"), first.header("etag")), (200, "no-store", ""));
    assert!(first.body.contains(&format!("id=\"delete-token\" readonly value=\"{secret}\"")), "{}", first.body);
    let (taken_away, attributes) = cookie(&first);
    assert_eq!(taken_away, "berth-saved=");
    assert!(attributes.contains(&"Max-Age=0") && attributes.contains(&format!("Path={link}").as_str()));

    for cookies in ["", "other=1", "berth-saved=", "berth-saved=<script>"] {
        let later = view(&site, &link, cookies);
        assert_eq!((later.status, later.header("set-cookie")), (200, ""), "{cookies}");
        assert!(!later.body.contains(&secret) && !later.body.contains("just-saved"), "{cookies}");
    }
    let deleted = send_form(site.url(), &format!("{link}/delete"), &[("token", &secret)]);
    assert_eq!(deleted.status, 200, "the secret shown is the secret: {}", deleted.body);
}

#[test]
fn what_is_under_a_link_leaves_the_secret_to_the_link_itself() {
    let site = SITE.get();
    let saved = save(&site, "Below");
    let (pair, _) = cookie(&saved);
    for below in ["/record", "/take-away"] {
        let page = view(&site, &format!("{}{below}", saved.header("location")), pair);
        assert_eq!((page.status, page.header("set-cookie")), (200, ""), "{below}");
        assert!(!page.body.contains(pair.trim_start_matches("berth-saved=")), "{below}");
    }
    let head = ask(site.url(), "HEAD", saved.header("location"), &[("cookie", pair)], b"");
    assert_eq!(head.header("set-cookie"), "", "who only asks whether it is there takes nothing away");
    assert!(view(&site, saved.header("location"), pair).body.contains("id=\"delete-token\""));
}

#[test]
fn saving_again_leads_to_the_same_link_and_tells_so_without_a_secret() {
    let site = SITE.get();
    let (first, again) = (save(&site, "Twice"), save(&site, "Twice"));
    assert_eq!(first.header("location"), again.header("location"));
    let (pair, _) = cookie(&again);
    let page = view(&site, again.header("location"), pair);
    assert!(page.body.contains("short-link") && !page.body.contains("id=\"delete-token\""), "{}", page.body);
}

/// The same plan as a fleet and with one type throughout are two decisions: whoever gets a link is told which.
#[test]
fn the_nodes_that_a_plan_was_saved_for_are_kept() {
    let site = SITE.get();
    let web = [("v", "2"), ("profile", "web"), ("pods", "120"), ("cpu_m", "250"), ("mem_mib", "512")];
    let cache = [("profile", "cache"), ("pods", "12"), ("cpu_m", "500"), ("mem_mib", "6144")];
    let saved = |nodes: &[(&str, &str)]| {
        let link = send_form(site.url(), "/s", &[&web[..], &cache[..], nodes].concat()).header("location").to_owned();
        let page = get(site.url(), &link).body;
        (link, page)
    };
    let [fleet, one, unsaid] = [&[("nodes", "fleet")][..], &[("nodes", "one-type")], &[]].map(saved);
    assert!(fleet.0 != one.0 && fleet.0 != unsaid.0 && one.0 != unsaid.0);
    assert!(fleet.1.contains("A fleet of ") && fleet.1.contains("Of one type throughout it would be "), "{}", fleet.1);
    assert!(one.1.contains(", of one type throughout. As a fleet of several types it would be "), "{}", one.1);
    assert!(unsaid.1.contains(", of one type throughout; "), "{}", unsaid.1);
    assert!(fleet.1.contains("href=\"/fleet?v=2") && !one.1.contains("name=\"nodes\" value=\"fleet\""));
    assert_eq!(saved(&[("nodes", "fleet")]).0, fleet.0);
    let described = |page: &str| tag(page.split("</head>").next().expect("a head"), "og:description");
    assert!(described(&fleet.1).starts_with("As a fleet of several types: "), "{}", described(&fleet.1));
    assert!(described(&one.1).contains(". As a fleet of several types: "), "{}", described(&one.1));
}

#[test]
fn over_https_the_cookie_stays_on_https() {
    let site = Kept::start(&["--public-url", "https://berth.example"]);
    let first = save(&site, "Secure");
    assert!(cookie(&first).1.contains(&"Secure"), "{}", first.header("set-cookie"));
}

/// The content of the one tag with this property or name.
#[track_caller]
fn tag(page: &str, key: &str) -> String {
    let tags = page.split("<meta ").skip(1).filter_map(|rest| rest.split('>').next());
    let found: Vec<&str> = tags.filter(|tag| tag.contains(&format!("=\"{key}\""))).collect();
    assert_eq!(found.len(), 1, "{key}: {found:?}");
    let content = found[0].split("content=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("content");
    content.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"")
}

#[test]
fn a_saved_link_shows_its_title_figures_and_picture_where_it_is_pasted() {
    let site = Kept::start(&["--public-url", "https://berth.example"]);
    let saved = save(&site, "Checkout & \"spring\" <sale>");
    let link = saved.header("location");
    let page = get(site.url(), &format!("{link}?utm_source=chat"));
    assert_eq!(page.status, 200);
    let head = page.body.split("</head>").next().expect("a head");
    assert_eq!(tag(head, "og:title"), "Checkout & \"spring\" <sale>");
    let said = tag(head, "og:description");
    // as the page of the same scenario says before it is saved
    let unsaved = get(site.url(), "/?v=1&pods=400&cpu_m=50&mem_mib=64");
    assert_eq!(said, tag(&unsaved.body, "og:description"));
    assert!(said.contains(" a month, bound by "), "{said}");
    assert!(said.starts_with(&tag(head, "description")), "{said}");
    let whole = format!("https://berth.example{link}");
    assert_eq!(tag(head, "og:url"), whole);
    assert_eq!(tag(head, "og:image"), format!("{whole}/preview.png"));
    assert_eq!(tag(head, "twitter:image"), tag(head, "og:image"));
    assert_eq!(tag(head, "twitter:card"), "summary_large_image");
    assert!(head.contains(&format!("<link href=\"{whole}\" rel=\"canonical\"")), "{head}");
    assert!(!head.contains("<sale>"), "a title is text: {head}");
    let untitled = send_form(site.url(), "/s", &FORM);
    let page = get(site.url(), untitled.header("location"));
    assert_eq!(tag(&page.body, "og:title"), "A saved scenario: Berth");
}
