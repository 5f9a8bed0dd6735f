//! Ids: the same for ever, and different for different contents.

use crate::random::Random;
use crate::scenarios::{content, small_edition};
use model::catalog::edition::EditionHash;
use std::collections::HashSet;
use store::saved::{Content, Id};

/// Worked out apart from this code, by `ids.py` beside this file.
const KNOWN: &str = include_str!("ids.csv");

fn plain() -> Content {
    Content { query: String::new(), title: String::new(), note: String::new(), parent: None, ..content(1) }
}

#[test]
fn links_that_were_given_out_stay() {
    let contents = [
        plain(),
        Content { query: "v=1&region=eu-west-1".into(), model_version: 7, ..plain() },
        Content { title: "Z\u{fc}rich \u{1f680}".into(), note: "two\nlines".into(), ..plain() },
        Content { parent: Some("0Kd6bEUlL2x".parse().expect("an id")), model_version: u32::MAX, ..plain() },
        Content { query: "q".repeat(8_192), title: "t".repeat(100), note: "n".repeat(2_000), ..plain() },
    ];
    let known: Vec<&str> = KNOWN.lines().skip(1).filter_map(|line| line.split(',').nth(1)).collect();
    let ours: Vec<String> = contents.iter().map(|content| content.id().to_string()).collect();
    assert_eq!(ours, known);
}

#[test]
fn ids_differ_over_100_000_contents() {
    let mut random = Random(11);
    let mut seen = HashSet::new();
    for n in 0..100_000_u32 {
        let content =
            Content { query: random.query(20), title: random.below(100).to_string(), model_version: n % 3, ..plain() };
        assert!(seen.insert(content.id()), "{content:?}");
    }
}

#[test]
fn each_part_counts_and_stays_in_its_place() {
    let parent = content(9).id();
    let mut corrected = small_edition();
    corrected.hash = EditionHash([0xbb; 32]);
    let mut newer = small_edition();
    newer.version = "2026-11-28.4".parse().expect("a version");
    let contents = [
        plain(),
        Content { query: "ab".into(), ..plain() },
        Content { title: "ab".into(), ..plain() },
        Content { note: "ab".into(), ..plain() },
        Content { query: "a".into(), title: "b".into(), ..plain() },
        Content { title: "a".into(), note: "b".into(), ..plain() },
        Content { query: "a".into(), note: "b".into(), ..plain() },
        Content { parent: Some(parent), ..plain() },
        Content { note: parent.to_string(), ..plain() },
        Content { model_version: 2, ..plain() },
        Content { edition: corrected, ..plain() },
        Content { edition: newer, ..plain() },
    ];
    let ids: HashSet<Id> = contents.iter().map(Content::id).collect();
    assert_eq!(ids.len(), contents.len());
    assert_eq!(Content { decided: "other".into(), ..plain() }.id(), plain().id());
}

#[test]
fn an_id_reads_back_and_nothing_else_is_one() {
    for n in 0..1_000 {
        let id = content(n).id();
        assert_eq!(id.to_string().parse(), Ok(id));
        assert!(id.to_string().len() == 11 && id.to_string().bytes().all(|b| b.is_ascii_alphanumeric()), "{id}");
    }
    for text in ["", "0Kd6bEUlL2", "0Kd6bEUlL2xx", "0Kd6bEUlL2-", "0Kd6bEUlL2\u{e9}", "zzzzzzzzzzz", " 0Kd6bEUlL2"] {
        let error = text.parse::<Id>().expect_err(text);
        assert!(error.to_string().contains("11 letters and digits"));
    }
}
