//! A server that breaks off, refuses, sends elsewhere or sends something else.

use crate::server::{Fault, File, Server};
use crate::{INDEX, US_EAST_1, get, list, once, prices, server};
use flate2::Compression;
use flate2::write::GzEncoder;
use model::units::MicroUsd;
use std::io::Write;

fn packed(text: &str) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(text.as_bytes()).expect("packed");
    packed.finish().expect("packed")
}

#[test]
fn a_stream_that_breaks_off_goes_on_from_there() {
    let text = list(200, "0.0960000000");
    let cut = [Fault::CutAfter(100_000), Fault::CutAfter(20_000), Fault::CutAfter(1)];
    let server = server(File::new(text.clone()).failing(cut));
    assert_eq!(prices(&once(&server)), (200, Some(MicroUsd(96_000))));
    let requests = server.requests(US_EAST_1);
    let ranges: Vec<_> = requests.iter().map(|r| r.head.get("range").map(String::as_str)).collect();
    assert_eq!(ranges, [None, Some("bytes=100000-"), Some("bytes=120000-"), Some("bytes=120001-")]);
    assert!(requests[1..].iter().all(|r| r.head.contains_key("if-range")));
}

#[test]
fn packed_streams_are_unpacked_and_go_on_too() {
    let bytes = packed(&list(200, "0.0960000000"));
    let half = bytes.len() / 2;
    let file = File { head: vec!["Content-Encoding: gzip".into()], ..File::new(bytes) };
    let server = server(file.failing([Fault::CutAfter(half)]));
    assert_eq!(prices(&once(&server)), (200, Some(MicroUsd(96_000))));
    let requests = server.requests(US_EAST_1);
    assert_eq!(requests[0].head.get("accept-encoding").map(String::as_str), Some("gzip"));
    assert_eq!(requests[1].head.get("range"), Some(&format!("bytes={half}-")));
}

#[test]
fn a_server_without_ranges_is_read_again_from_the_start() {
    let file = File { ranges: false, ..File::new(list(200, "0.0960000000")) };
    let server = server(file.failing([Fault::CutAfter(100_000), Fault::CutAfter(50_000)]));
    assert_eq!(prices(&once(&server)), (200, Some(MicroUsd(96_000))));
}

#[test]
fn a_silent_connection_is_given_up_and_gone_on_with() {
    let server = server(File::new(list(200, "0.0960000000")).failing([Fault::SilentAfter(60_000)]));
    assert_eq!(prices(&once(&server)), (200, Some(MicroUsd(96_000))));
    assert_eq!(server.requests(US_EAST_1)[1].head.get("range").map(String::as_str), Some("bytes=60000-"));
}

/// Two halves of different files would be a file of neither.
#[test]
fn the_rest_of_another_file_is_never_taken() {
    let first = File::new(list(200, "0.0960000000")).failing([Fault::CutAfter(100_000)]);
    let then = Some(Box::new(File::new(list(200, "0.1920000000"))));
    let gathered = once(&server(File { then, ..first }));
    assert!(gathered.found.is_empty());
    let said = gathered.failures.join("\n");
    assert!(said.contains("replaced by another") && said.contains("Run the command again"), "{said}");
    // one that says nothing of its state cannot be gone on with either
    let nameless = File { etag: None, ..File::new(list(200, "0.0960000000")) };
    let server = crate::server(nameless.failing([Fault::CutAfter(100_000)]));
    let said = once(&server).failures.join("\n");
    assert!(said.contains("does not say what tells one state of the file from another"), "{said}");
}

#[test]
fn what_may_pass_is_tried_again_and_what_may_not_is_said() {
    let text = list(3, "0.0960000000");
    let later = |status| Fault::Status(status, vec!["Retry-After: 0".into()], "later");
    let server = server(File::new(text.clone()).failing([later(500), later(503), later(429)]));
    assert_eq!(prices(&once(&server)).0, 3);
    assert_eq!(server.requests(US_EAST_1).len(), 4);

    let always: Vec<Fault> = (0..9).map(|_| later(500)).collect();
    server.put(US_EAST_1, File::new(text.clone()).failing(always));
    let said = once(&server).failures.join("\n");
    for words in ["could not be read in 4 tries", "500", "HTTPS_PROXY", "--from DIRECTORY"] {
        assert!(said.contains(words), "no {words:?} in {said}");
    }
    server.put(US_EAST_1, File::new(text).failing([Fault::Status(403, vec![], "no")]));
    let said = once(&server).failures.join("\n");
    assert!(said.contains(US_EAST_1) && said.contains("403"), "{said}");
}

#[test]
fn a_redirect_is_followed_also_for_the_rest() {
    let server = Server::start();
    let elsewhere = format!("Location: {}/moved/list.json", server.url);
    let moved = |n: usize| (0..n).map(|_| Fault::Status(302, vec![elsewhere.clone()], "")).collect::<Vec<_>>();
    server.put(INDEX, File::new(crate::index(&["us-east-1"])));
    server.put(US_EAST_1, File::new("").failing(moved(2)));
    server.put("/moved/list.json", File::new(list(200, "0.0960000000")).failing([Fault::CutAfter(100_000)]));
    assert_eq!(prices(&once(&server)).0, 200);
    let range = server.requests("/moved/list.json")[1].head.get("range").cloned();
    assert_eq!(range.as_deref(), Some("bytes=100000-"));
    // round and round
    let server = Server::start();
    let round = format!("Location: {}{INDEX}", server.url);
    server.put(
        INDEX,
        File::new("").failing((0..99).map(|_| Fault::Status(302, vec![round.clone()], "")).collect::<Vec<_>>()),
    );
    let error = get(&server.url, tempfile::tempdir().expect("a directory").path()).expect_err("no index");
    assert!(error.to_string().contains(INDEX), "{error}");
}

#[test]
fn other_content_is_told_by_what_it_is() {
    let portal = "<html><title>Log in to the network</title></html>";
    for (content, words) in [
        (portal.as_bytes().to_vec(), vec!["a page of HTML", "Log in to the network"]),
        (b"".to_vec(), vec!["is empty"]),
        (list(3, "free").into_bytes(), vec!["\"free\"", "pricePerUnit.USD", "and"]),
        (list(3, "0.1").into_bytes()[..2_000].to_vec(), vec!["truncated"]),
        (b"\x1F\x8B\x08\x00garbage, and more of it".to_vec(), vec![US_EAST_1, "cannot be unpacked"]),
    ] {
        // whatever the head says
        let file = File { head: vec!["Content-Type: application/json".into()], ..File::new(content) };
        let gathered = once(&server(file));
        assert!(gathered.found.is_empty());
        let said = gathered.failures.join("\n");
        assert!(!said.is_empty());
        for word in words {
            assert!(said.contains(word), "no {word:?} in {said}");
        }
    }
}

#[test]
fn an_index_that_is_none_is_said_and_never_leads_to_another_server() {
    let elsewhere = crate::index(&["us-east-1"]).replace("/offers/v1.0/aws/AmazonEC2/2026", "http://127.0.0.1:9/2026");
    for (index, words) in [
        ("{}".to_owned(), "is not an index of regions"),
        ("<html>".to_owned(), "is not an index of regions"),
        (elsewhere.clone(), "not an address within the same server"),
        (elsewhere.replace("http:", ""), "not an address within the same server"),
    ] {
        let server = Server::start();
        server.put(INDEX, File::new(index));
        let said = once(&server).failures.join("\n");
        assert!(said.contains(words), "{said}");
    }
    let server = Server::start();
    let error = get(&server.url, std::path::Path::new("/nowhere")).expect_err("there is no index");
    assert!(error.to_string().contains("404"), "{error}");
    for wrong in ["ftp://example", "pricing.us-east-1.amazonaws.com", "http://"] {
        let error = get(wrong, std::path::Path::new("/nowhere")).expect_err("no address");
        assert!(error.to_string().contains("http"), "{error}");
    }
}
