//! `berth catalog`: what it shows, and what an import takes, keeps and refuses.

use super::store::{Store, copy_of_the_files, spoil};
use crate::support::run;
use std::fs;
use std::path::Path;

/// Regions that the catalogue names and has no prices of.
const UNPRICED: [&str; 5] = ["ap-east-2", "ap-southeast-6", "eusc-de-east-1", "me-west-1", "sa-west-1"];

#[test]
fn show_counts_what_the_catalogue_holds() {
    let store = Store::new();
    let said = store.import();
    assert_eq!(said.code, Some(0), "{}", said.err);
    assert_eq!(said.out, "Catalogue 2026-11-28.4 loaded.\n");
    let shown = store.shown();
    let rows: Vec<Vec<&str>> = shown.lines().map(|line| line.split_whitespace().collect()).collect();
    assert!(rows.contains(&vec!["34", "regions", "18,024", "4,499", "487", "13,921", "14,452"]), "{shown}");
    assert!(shown.contains("1,395 instance types, 168 of 2018, 62 corrected figures"), "{shown}");
    assert!(shown.starts_with("catalogue 2026-11-28.4, loaded "), "{shown}");
    assert!(shown.contains("spot averages of 2025-06-28"), "{shown}");
    // A row for each region, and their sums are the totals.
    let unpriced: Vec<_> = rows.iter().filter(|row| row.ends_with(&["no", "price", "is", "known"])).collect();
    assert_eq!(unpriced.iter().map(|row| row[0]).collect::<Vec<_>>(), UNPRICED, "{shown}");
    let is_region = |row: &&Vec<&str>| {
        row.len() > 6 && row[0].matches('-').count() >= 2 && !row[0].ends_with(':') && !unpriced.contains(row)
    };
    let of_regions: Vec<_> = rows.iter().filter(is_region).collect();
    assert_eq!(of_regions.len(), 34, "{shown}");
    let mut sums = [0; 5];
    for row in &of_regions {
        for (sum, word) in sums.iter_mut().zip(&row[row.len() - 5..]) {
            *sum += word.replace(',', "").parse::<u32>().expect("a count");
        }
    }
    assert_eq!(sums, [18_024, 4_499, 487, 13_921, 14_452]);
    let us_east_1 = of_regions.iter().find(|row| row[0] == "us-east-1").expect("us-east-1");
    assert!(us_east_1.contains(&"2026-07-20"), "{us_east_1:?}");
    // Fifteen sources, each with its licence.
    let sources = shown.lines().filter(|line| line.contains(", for ") && line.contains("; ")).count();
    assert_eq!(sources, 15, "{shown}");
}

#[test]
fn a_second_import_changes_nothing() {
    let store = Store::new();
    assert_eq!(store.import().code, Some(0));
    let before = store.shown();
    let again = store.import();
    assert_eq!((again.code, again.err.as_str()), (Some(0), ""));
    assert_eq!(again.out, "Catalogue 2026-11-28.4 is already in the store; nothing to do.\n");
    let by_files = store.import_from(copy_of_the_files().path());
    assert_eq!((by_files.code, by_files.out), (Some(0), again.out), "the same files from a directory");
    assert_eq!(store.shown(), before);
}

#[test]
fn an_import_from_a_directory_replaces_an_older_catalogue_and_never_a_newer_one() {
    let (store, newer) = (Store::new(), copy_of_the_files());
    assert_eq!(store.import().code, Some(0));
    spoil(&newer.path().join("manifest.csv"), |text| text.replace("2026-11-28.4", "2026-11-29.1"));
    spoil(&newer.path().join("prices/us-east-1.csv"), |text| text.replace("\nm5.large,0.096,", "\nm5.large,0.097,"));
    let said = store.import_from(newer.path());
    assert_eq!((said.code, said.out.as_str()), (Some(0), "Catalogue 2026-11-29.1 loaded; it replaces 2026-11-28.4.\n"));
    let before = store.shown();
    assert!(before.starts_with("catalogue 2026-11-29.1, "), "{before}");
    let said = store.import();
    assert_eq!(said.code, Some(0));
    assert_eq!(said.out, "The store keeps its catalogue 2026-11-29.1, which is newer than 2026-11-28.4.\n");
    assert_eq!(store.shown(), before);
}

#[test]
fn spoilt_files_are_refused_and_leave_the_store_alone() {
    let store = Store::new();
    assert_eq!(store.import().code, Some(0));
    let before = store.shown();
    let check = |spoilt: &Path, words: &[&str]| {
        let said = store.import_from(spoilt);
        assert_eq!((said.code, said.out.as_str()), (Some(2), ""), "{}", said.err);
        for word in words {
            assert!(said.err.contains(word), "no {word:?} in {}", said.err);
        }
        assert_eq!(store.shown(), before);
    };
    let prices = "prices/us-east-1.csv";
    // Cut off within a line.
    let cut = copy_of_the_files();
    spoil(&cut.path().join(prices), |text| {
        text[..text.len() / 2].trim_end_matches('\n').trim_end_matches(',').to_string()
    });
    spoil(&cut.path().join("manifest.csv"), |text| text.replace("2026-11-28.4", "2026-11-29.1"));
    check(cut.path(), &["us-east-1"]);
    // Cut off at the end of a line: only the count can tell.
    let short = copy_of_the_files();
    spoil(&short.path().join(prices), |text| text.lines().take(700).map(|line| format!("{line}\n")).collect());
    spoil(&short.path().join("manifest.csv"), |text| text.replace("2026-11-28.4", "2026-11-29.1"));
    check(short.path(), &["manifest.csv", "18024"]);
    // Two wrong files, told of at once.
    let wrong = copy_of_the_files();
    spoil(&wrong.path().join(prices), |text| text.replace("\nm5.large,0.096,", "\nm5.large,cheap,"));
    fs::remove_file(wrong.path().join("regions.csv")).expect("a removed file");
    check(wrong.path(), &["regions.csv"]);
    check(&wrong.path().join("nowhere"), &["nowhere", "manifest.csv"]);
}

#[test]
fn show_says_what_to_do_where_there_is_no_catalogue() {
    let store = Store::new();
    let said = store.catalog("show", &[]);
    assert_eq!((said.code, said.out.as_str()), (Some(1), ""), "{}", said.err);
    assert!(said.err.contains("berth catalog import"), "{}", said.err);
    let nowhere = run(["catalog", "show", "--store", "no-such-directory/berth.db"], b"");
    assert_eq!((nowhere.code, nowhere.out.as_str()), (Some(1), ""), "{}", nowhere.err);
    assert!(nowhere.err.contains("no-such-directory") && nowhere.err.contains("--store"), "{}", nowhere.err);
}
