//! `berth saved` as an operator runs it, beside a site that serves.

use super::backup::{save, title};
use crate::support::http::{get, post};
use crate::support::store::Kept;
use crate::support::{Said, run};
use serde_json::{Value, json};

fn saved(site: &Kept, arguments: &[&str]) -> Said {
    let store = site.store();
    let store = ["--store", store.to_str().expect("a path in UTF-8")];
    run(["saved"].iter().chain(arguments).chain(&store), b"")
}

/// What it printed, which must be JSON.
#[track_caller]
fn listed(site: &Kept, arguments: &[&str]) -> Value {
    let said = saved(site, &[arguments, &["--format", "json"]].concat());
    assert_eq!((said.code, said.err.as_str()), (Some(0), ""));
    serde_json::from_str(&said.out).expect("it prints JSON")
}

#[test]
fn an_operator_finds_what_was_reported_and_deletes_it_while_the_site_serves() {
    let site = Kept::start(&["--saves-per-minute", "0"]);
    let good = save(site.url(), "Shop on m7i");
    let note = "buy cheap pills\nnow";
    let scenario = json!({ "v": 1, "region": "eu-west-1" });
    let body = json!({ "scenario": scenario, "title": "100 % free", "note": note });
    let spam = post(site.url(), "/api/v1/scenarios", &body).json()["id"].as_str().expect("an id").to_owned();
    let link = format!("https://berth.example/s/{spam}?from=mail");

    let table = saved(&site, &["list"]);
    let rows: Vec<&str> = table.out.lines().collect();
    assert_eq!((table.code, table.err.as_str(), rows.len()), (Some(0), "", 3), "{}", table.out);
    assert!(rows[1].starts_with(&spam) && rows[1].ends_with("100 % free"), "the newest first: {}", table.out);
    assert!(rows[2].starts_with(&good) && rows[2].contains(" never "), "{}", table.out);
    let found = listed(&site, &["list", "--find", "CHEAP pills"]);
    assert_eq!(
        (found.as_array().map(Vec::len), &found[0]["id"], &found[0]["note"]),
        (Some(1), &json!(spam), &json!(note))
    );
    assert_eq!(listed(&site, &["list", "--find", "%_%"]), json!([]), "signs are only text");
    let short = saved(&site, &["list", "--rows", "1"]);
    assert!(short.out.contains(&spam) && !short.out.contains(&good) && short.out.contains("--rows"), "{}", short.out);

    let shown = saved(&site, &["show", &link]);
    assert_eq!((shown.code, shown.err.as_str()), (Some(0), ""));
    for words in ["100 % free", "  note:       buy cheap pills\n  note:       now\n", "region=eu-west-1", "decided:"] {
        assert!(shown.out.contains(words), "no {words:?} in {}", shown.out);
    }
    assert_eq!(listed(&site, &["show", &spam]), found);

    // first it only says what it would do
    let asked = saved(&site, &["delete", &link]);
    assert_eq!((asked.code, asked.out), (Some(2), format!("{spam} \u{201c}100 % free\u{201d}\n")));
    assert!(asked.err.contains("Nothing was deleted") && asked.err.contains("--yes"), "{}", asked.err);
    assert_eq!(title(site.url(), &spam), "100 % free");
    // all that are named, or none
    let said = saved(&site, &["delete", &spam, "0Kd6bEUlL2x", "nonsense", "--yes"]);
    assert_eq!((said.code, said.out.as_str()), (Some(2), ""));
    assert!(said.err.contains("nonsense: A saved scenario"), "{}", said.err);
    let said = saved(&site, &["delete", &spam, "0Kd6bEUlL2x", "--yes"]);
    assert_eq!((said.code, said.out.as_str()), (Some(2), ""));
    assert!(said.err.contains("0Kd6bEUlL2x: the store holds no scenario"), "{}", said.err);
    assert_eq!(title(site.url(), &spam), "100 % free");

    let said = saved(&site, &["delete", &link, &spam, "--yes"]);
    assert_eq!((said.code, said.err.as_str()), (Some(0), ""));
    assert_eq!(said.out, format!("Deleted {spam} \u{201c}100 % free\u{201d}\n"));
    assert_eq!(get(site.url(), &format!("/s/{spam}")).status, 404, "the site knows at once");
    assert_eq!(title(site.url(), &good), "Shop on m7i");
    save(site.url(), "the site goes on saving");
    assert_eq!(saved(&site, &["show", &spam]).code, Some(2));
}

#[test]
fn what_cannot_be_listed_says_what_to_do() {
    let site = Kept::start(&[]);
    let none = saved(&site, &["list"]);
    assert_eq!((none.code, none.out.as_str()), (Some(0), "No saved scenario was found.\n"));
    assert_eq!(listed(&site, &["list"]), json!([]));
    let nowhere = site.directory.path().join("other.db");
    let nowhere = nowhere.to_str().expect("a path in UTF-8");
    let said = run(["saved", "list", "--store", nowhere], b"");
    assert_eq!((said.code, said.out.as_str()), (Some(1), ""));
    assert!(said.err.contains("There is no store") && said.err.contains("--store"), "{}", said.err);
    assert!(!site.directory.path().join("other.db").exists(), "nothing was created");
    for wrong in [&["list", "--rows", "0"][..], &["list", "--rows", "10001"], &["delete", "--yes"], &["show"]] {
        assert_eq!(saved(&site, wrong).code, Some(2), "{wrong:?}");
    }
}
