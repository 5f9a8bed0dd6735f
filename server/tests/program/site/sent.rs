//! What goes over the wire: compressed in the encoding that is asked for, once; not sent to whoever has it; and never another
//! page than the one that was asked for.

use super::client::{exchange, joined, site};
use crate::support::Site;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::io::Read;

/// An answer as it was sent.
struct Sent {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Sent {
    fn header(&self, name: &str) -> &str {
        let mut headers = self.head.lines().filter_map(|line| line.split_once(": "));
        headers.find(|(key, _)| key.eq_ignore_ascii_case(name)).map_or("", |(_, value)| value)
    }

    /// The text, whatever it was packed in.
    fn text(&self) -> String {
        let mut text = String::new();
        let read = match self.header("content-encoding") {
            "br" => brotli::Decompressor::new(&self.body[..], 4_096).read_to_string(&mut text),
            "gzip" => flate2::read::GzDecoder::new(&self.body[..]).read_to_string(&mut text),
            _ => (&self.body[..]).read_to_string(&mut text),
        };
        read.expect("a text");
        text
    }
}

#[track_caller]
fn ask(site: &Site, method: &str, target: &str, headers: &str) -> Sent {
    let host = if headers.contains("Host:") { "" } else { "Host: localhost\r\n" };
    let request = format!("{method} {target} HTTP/1.1\r\n{host}{headers}Connection: close\r\n\r\n");
    let bytes = exchange(site, request.as_bytes()).expect("the answer comes whole");
    let end = bytes.windows(4).position(|w| w == b"\r\n\r\n").expect("a head and a body");
    let head = String::from_utf8(bytes[..end].to_vec()).expect("a head of text");
    let status = head.split(' ').nth(1).and_then(|code| code.parse().ok()).expect("a status line");
    let is_chunked = head.to_ascii_lowercase().contains("transfer-encoding: chunked");
    let body = if is_chunked { joined(&bytes[end + 4..]) } else { bytes[end + 4..].to_vec() };
    Sent { status, head, body }
}

/// Pages with and without a query, files, and what programs read.
const TARGETS: [&str; 8] = [
    "/",
    "/?pods=400&mode=prefix-delegation",
    "/article",
    "/method",
    "/instances/m5.large",
    "/take-away/decision.md?pods=30",
    "/api/v1/plan?pods=30",
    "/charts/cost-per-pod.svg?pods=30",
];

#[test]
fn every_encoding_holds_the_same() {
    let site = site();
    for target in TARGETS {
        let plain = ask(&site, "GET", target, "");
        assert_eq!((plain.status, plain.header("content-encoding")), (200, ""), "{target}");
        assert_eq!(plain.header("content-length"), plain.body.len().to_string(), "{target}");
        for encoding in ["br", "gzip", "br"] {
            let packed = ask(&site, "GET", target, &format!("Accept-Encoding: {encoding}\r\n"));
            assert_eq!(packed.header("content-encoding"), encoding, "{target}");
            assert!(packed.header("vary").contains("accept-encoding"), "{target}: {}", packed.head);
            assert!(packed.body.len() < plain.body.len() / 2, "{target}");
            assert!(packed.text() == plain.text(), "{target} in {encoding}");
            assert_eq!(packed.header("etag"), plain.header("etag"), "{target}");
        }
    }
}

#[test]
fn whoever_has_a_page_is_told_so() {
    let site = site();
    for target in TARGETS {
        let first = ask(&site, "GET", target, "");
        let tag = first.header("etag");
        assert!(tag.len() > 10, "{target}: {}", first.head);
        let again = ask(&site, "GET", target, &format!("If-None-Match: {tag}\r\nAccept-Encoding: br\r\n"));
        assert_eq!((again.status, again.body.len(), again.header("etag")), (304, 0, tag), "{target}");
        // a browser goes on with what it has kept with the page
        if first.header("content-type").starts_with("text/html") {
            assert_eq!((again.header("content-security-policy"), again.header("content-type")), ("", ""), "{target}");
        }
        let other = ask(&site, "GET", target, "If-None-Match: W/\"0123456789abcdef0123456789abcdef\"\r\n");
        assert_eq!(other.status, 200, "{target}");
        let head = ask(&site, "HEAD", target, &format!("If-None-Match: {tag}\r\n"));
        assert!([200, 304].contains(&head.status) && head.body.is_empty(), "{target}: {}", head.head);
    }
    for target in ["/nope", "/rooms/new?pods=7", "/s/00000000000"] {
        let first = ask(&site, "GET", target, "");
        let tagged = !first.header("etag").is_empty();
        assert!(!(tagged && (first.status != 200 || first.header("cache-control") == "no-store")), "{target}");
    }
}

#[test]
fn nobody_is_sent_what_was_made_for_another() {
    let site = site();
    let of = |target: &str, headers: &str| ask(&site, "GET", target, headers).text();
    let here = of("/", "Host: 127.0.0.1:1\r\n");
    assert!(here.contains("http://127.0.0.1:1/"), "links begin where the page was asked for");
    let there = of("/", "Host: 127.0.0.1:2\r\n");
    assert!(there.contains("http://127.0.0.1:2/") && !there.contains("http://127.0.0.1:1/"));
    assert!(of("/", "Host: 127.0.0.1:1\r\n") == here);
    // distinct questions, one after the other and back, each with its own answer
    let targets = ["/?pods=7", "/?pods=8", "/fleet?pods=7", "/advice?pods=7", "/instances", "/article", "/method"];
    let first: Vec<String> = targets.iter().map(|target| of(target, "")).collect();
    assert_eq!(first.iter().collect::<BTreeSet<_>>().len(), targets.len());
    for (target, first) in targets.iter().zip(&first).rev() {
        assert!(of(target, "") == *first, "{target}");
    }
    // a tag of one page is no tag of another
    let tag = ask(&site, "GET", "/?pods=7", "").header("etag").to_owned();
    assert_eq!(ask(&site, "GET", "/?pods=8", &format!("If-None-Match: {tag}\r\n")).status, 200);
}

#[test]
fn a_pages_own_scripts_are_in_its_policy_by_their_hashes() {
    let site = site();
    for target in ["/", "/fleet?pods=7", "/import", "/links", "/article", "/instances?pods=7", "/nope"] {
        let page = ask(&site, "GET", target, "");
        let policy = page.header("content-security-policy").to_owned();
        assert!(!policy.contains("nonce") && !policy.contains("unsafe-inline'; script"), "{target}: {policy}");
        let text = page.text();
        assert!(!text.contains("nonce="), "{target}");
        let mut scripts = 0;
        for script in text.split("<script").skip(1) {
            let (attributes, rest) = script.split_once('>').expect("an element");
            if attributes.contains("text/plain") || attributes.contains(" src=") {
                continue;
            }
            let (script, _) = rest.split_once("</script>").expect("its end");
            let source = format!("'sha256-{}'", STANDARD.encode(Sha256::digest(script)));
            assert!(policy.contains(&source), "{target}: {attributes}: no {source} in {policy}");
            scripts += 1;
        }
        assert!(scripts > 0, "{target}");
    }
}

/// The style sheet that a page links to first, as it is sent.
#[track_caller]
fn linked_sheet(site: &Site) -> String {
    let page = ask(site, "GET", "/?pods=30", "").text();
    let (_, rest) = page.split_once("rel=\"stylesheet\" href=\"").expect("a style sheet");
    let (url, _) = rest.split_once('"').expect("its address");
    ask(site, "GET", url, "").text()
}

#[test]
fn the_first_page_has_its_style_in_it_and_may_use_it() {
    let site = site();
    let page = ask(&site, "GET", "/", "");
    let text = page.text();
    let (_, rest) = text.split_once("<style>").expect("a style");
    let (style, _) = rest.split_once("</style>").expect("its end");
    assert_eq!(style, linked_sheet(&site));
    assert!(!text.contains("rel=\"stylesheet\""), "nothing is waited for");
    let source = format!("style-src 'self' 'sha256-{}';", STANDARD.encode(Sha256::digest(style)));
    let policy = page.header("content-security-policy");
    assert!(policy.contains(&source), "{policy}");
    assert!(!ask(&site, "GET", "/?pods=30", "").text().contains("<style"));
}

#[test]
fn style_sheets_lose_nothing_but_comments_and_layout() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../style");
    let mut files: Vec<_> = std::fs::read_dir(folder).expect("a folder").map(|e| e.expect("an entry").path()).collect();
    files.retain(|path| path.extension().is_some_and(|e| e == "css"));
    files.sort();
    let written: String = files.iter().map(|path| std::fs::read_to_string(path).expect("a text")).collect();
    let mut rest = written.as_str();
    let mut without_comments = String::new();
    while let Some(start) = rest.find("/*") {
        without_comments += &rest[..start];
        rest = &rest[start + rest[start..].find("*/").expect("an end") + 2..];
    }
    without_comments += rest;
    // what is left of a sheet when all space and every rule's last semicolon are gone
    let bare = |css: &str| css.split_whitespace().collect::<String>().replace(";}", "}");
    let sent = linked_sheet(&site());
    assert_eq!(bare(&sent), bare(&without_comments));
    // words that stand apart still do
    let words =
        |css: &str| css.replace(['{', '}', ';', ','], " ").split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(words(&sent), words(&without_comments));
    assert!(sent.len() * 10 < written.len() * 8, "{} of {} bytes", sent.len(), written.len());
}
