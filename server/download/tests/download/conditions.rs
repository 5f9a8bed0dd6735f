//! The second time only what has changed is sent.

use crate::aws::{self, linux};
use crate::prices;
use crate::server::{File, Server};
use crate::{INDEX, US_EAST_1, client, get, index, list, once, places, server};
use download::{Kept, Progress, Regions, Wanted, address};
use model::units::MicroUsd;
use refresh::read::Found;
use std::fs;

#[test]
fn a_file_that_is_as_it_was_is_not_sent_again() {
    let kept = tempfile::tempdir().expect("a temporary directory");
    let server = server(File::new(list(200, "0.0960000000")));
    let first = get(&server.url, kept.path()).expect("an index");
    let second = get(&server.url, kept.path()).expect("an index");
    assert_eq!((first.unchanged, second.unchanged), (0, 1));
    assert_eq!(first.found, second.found);
    assert_eq!(
        server.requests(US_EAST_1)[1].head.get("if-none-match"),
        File::new(list(200, "0.0960000000")).etag.as_ref()
    );
    // a changed one is
    server.put(US_EAST_1, File::new(list(100, "0.0480000000")));
    let third = get(&server.url, kept.path()).expect("an index");
    assert_eq!((third.unchanged, prices(&third)), (0, (100, Some(MicroUsd(48_000)))));
}

#[test]
fn a_date_does_where_there_is_no_tag() {
    let kept = tempfile::tempdir().expect("a temporary directory");
    let modified = Some("Fri, 20 Nov 2026 22:53:08 GMT".to_owned());
    let server = server(File { etag: None, modified, ..File::new(list(20, "0.0960000000")) });
    assert_eq!(get(&server.url, kept.path()).expect("an index").unchanged, 0);
    assert_eq!(get(&server.url, kept.path()).expect("an index").unchanged, 1);
}

#[test]
fn what_is_kept_and_damaged_is_got_again() {
    let kept = tempfile::tempdir().expect("a temporary directory");
    let server = server(File::new(list(20, "0.0960000000")));
    get(&server.url, kept.path()).expect("an index");
    let files: Vec<_> = fs::read_dir(kept.path()).expect("a directory").flatten().map(|entry| entry.path()).collect();
    assert_eq!(files.len(), 1);
    let text = fs::read_to_string(&files[0]).expect("a text");
    for damage in [&text[..text.len() / 2], "", "{}", &text.replace("\"reader\":", "\"reader\":9")] {
        fs::write(&files[0], damage).expect("written");
        let again = get(&server.url, kept.path()).expect("an index");
        assert_eq!((again.unchanged, prices(&again)), (0, (20, Some(MicroUsd(96_000)))), "{damage}");
    }
    // a place that cannot be written keeps nothing, and nothing else
    let nowhere = kept.path().join("file");
    fs::write(&nowhere, "").expect("written");
    assert_eq!(prices(&get(&server.url, &nowhere).expect("an index")).0, 20);
}

#[test]
fn regions_come_one_after_the_other_and_one_that_fails_keeps_none() {
    let kept = tempfile::tempdir().expect("a temporary directory");
    let server = Server::start();
    server.put(INDEX, File::new(index(&["us-east-1", "us-east-2"])));
    server.put(US_EAST_1, File::new(list(20, "0.0960000000")));
    let wanted = Wanted {
        url: format!("{}/", server.url),
        regions: Regions::These(["us-east-2", "us-east-1", "mars-1"].map(String::from).into()),
        compared: true,
    };
    let mut told = Vec::new();
    let gathered = address(&client(), &wanted, places(), &Kept::in_directory(kept.path()), &mut |progress| {
        told.push(match progress {
            Progress::Read { name, .. } => format!("read {name}"),
            Progress::Failed { name } => format!("failed {name}"),
            Progress::Unchanged { name } | Progress::Reading { name, .. } => name.to_owned(),
        });
    });
    let gathered = gathered.expect("an index");
    assert_eq!(told, ["failed AmazonEC2-us-east-2", "read AmazonEC2-us-east-1"]);
    assert_eq!(prices(&gathered).0, 20);
    let said = gathered.failures.join("\n");
    for words in ["us-east-2/index.json was answered with 404", "mars-1: the index", "AWSComputeSavingsPlan"] {
        assert!(said.contains(words), "no {words:?} in {said}");
    }
    assert!(!said.contains("AmazonEKS"), "a mirror may do without: {said}");
}

#[test]
fn auto_modes_fees_come_with_the_prices() {
    const EKS: &str = "/offers/v1.0/aws/AmazonEKS/20261120225308/us-east-1/index.json";
    let server = server(File::new(list(20, "0.0960000000")));
    server.put(
        "/offers/v1.0/aws/AmazonEKS/current/region_index.json",
        File::new(index(&["us-east-1"]).replace("AmazonEC2", "AmazonEKS")),
    );
    let fee = linux("SKU1", "m5.large", "0.0115200000").with("usagetype", "USE1-EKS-Auto:m5.large-management-hours");
    server
        .put(EKS, File::new(aws::offer("AmazonEKS", "2026-11-18T00:00:00Z", &[fee.with("operation", "EKSAutoUsage")])));
    let gathered = once(&server);
    assert_eq!(gathered.failures, [""; 0]);
    let [Found::Prices(_), Found::AutoMode(fees)] = gathered.found.as_slice() else {
        unreachable!("{:?}", gathered.found)
    };
    assert_eq!((fees.published.as_str(), fees.regions["us-east-1"]["m5.large"]), ("2026-11-18", MicroUsd(11_520)));
    // one that is there and cannot be read is a failure, and the prices are still there
    server.put(EKS, File::new("{}"));
    let without = once(&server);
    assert!(without.failures[0].contains("AmazonEKS/20261120225308/us-east-1/index.json"), "{:?}", without.failures);
    assert_eq!(prices(&without).0, 20);
}
