//! The card for other people's pages: who may frame it, what is in it, and what is not.

use crate::support::Site;
use crate::support::web::{get, save};

#[test]
fn only_the_card_may_be_framed_and_it_has_no_script() {
    let site = Site::start();
    let id = save(&site.url, "pods=400&cpu_m=50&title=%3Cscript%3Ealert(1)%3C%2Fscript%3E%22%27");
    let saved = format!("/embed/s/{id}");
    for target in
        ["/embed", "/embed?pods=400&cpu_m=50", "/embed?volumes=128", "/embed?era=article", "/embed?pods=-5", &saved]
    {
        let answer = get(&site.url, target);
        assert_eq!((answer.status, answer.header("content-type")), (200, "text/html; charset=utf-8"), "{target}");
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'; ") && policy.ends_with("frame-ancestors *"), "{policy}");
        assert!(!policy.contains("script-src") && !policy.contains("unsafe-eval"), "{policy}");
        let page = answer.text();
        for absent in ["<script", "<form", "onclick", "<leptos-island", "<img", "<iframe"] {
            assert!(!page.contains(absent), "{target} has {absent}");
        }
        assert!(page.contains("<base target=\"_top\">"), "links leave the frame");
        assert!(
            page.contains("<html lang=\"en-GB\">") && page.contains("<h1>") && page.contains("color-scheme"),
            "{page}"
        );
        assert!(page.contains("target=\"_top\" rel=\"noopener\">The whole scenario"), "{target}");
    }
    let page = get(&site.url, &saved);
    assert!(page.text().contains("&lt;script&gt;alert(1)&lt;/script&gt;"), "the title is text");
    assert!(page.text().contains(&format!("href=\"/s/{id}\"")), "it leads to the whole scenario");
    for target in
        ["/", "/advice", "/instances", &format!("/s/{id}"), "/nope", "/charts/cost-per-pod.svg", "/preview.png"]
    {
        let policy = get(&site.url, target).header("content-security-policy").to_string();
        assert!(policy.contains("frame-ancestors 'none'"), "{target}: {policy}");
    }
}

#[test]
fn the_card_says_what_the_page_says() {
    let site = Site::start();
    let query = "pods=400&cpu_m=50&mem_mib=64&region=eu-west-1";
    let (card, page) = (get(&site.url, &format!("/embed?{query}")), get(&site.url, &format!("/?{query}")));
    let between = |text: &str, from: &str, to: &str| {
        let (_, after) = text.split_once(from).expect(from);
        after.split_once(to).map(|(found, _)| found.to_string()).unwrap_or_default()
    };
    for (from, to) in [("<article class=\"card", "</article>"), ("<svg xmlns", "</svg>")] {
        let shown = between(card.text(), from, to);
        assert!(shown.len() > 500, "{shown}");
        assert_eq!(shown, between(page.text(), from, to));
    }
    let link = between(card.text(), "class=\"brand\" href=\"", "\"").replace("&amp;", "&");
    assert_eq!(link, "/?v=2&profile=web&pods=400&cpu_m=50&mem_mib=64&region=eu-west-1");
}

#[test]
fn what_is_not_there_is_said_in_the_frame() {
    let site = Site::start();
    for missing in ["/embed/s/00000000000", "/embed/s/nope", "/embed/s/%ff"] {
        let answer = get(&site.url, missing);
        assert!(matches!(answer.status, 400 | 404), "{missing}: {}", answer.status);
        if answer.status == 404 {
            assert!(answer.text().contains("There is nothing at this address"), "{missing}");
            assert!(answer.header("content-security-policy").ends_with("frame-ancestors *"), "{missing}");
        }
    }
    let wrong = get(&site.url, "/embed?pods=-5&region=atlantis");
    assert!(wrong.text().contains("Not everything in this link could be used."), "{}", wrong.text());
    let nothing = get(&site.url, "/embed?volumes=128");
    assert!(nothing.text().contains("Why each type is excluded"), "{}", nothing.text());
    assert!(!nothing.text().contains("<svg"), "no empty chart");
}
