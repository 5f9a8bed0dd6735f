//! Prices that are refreshed beside a running site: it shows them without a restart, and saved links keep theirs.

use super::saving::{open, save, text};
use crate::support::http::get;
use crate::support::price_files::aws::{ec2, linux, offer};
use crate::support::price_files::{products, reprice};
use crate::support::run;
use crate::support::store::Kept;
use serde_json::json;
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// The site looks for a newer catalogue every minute.
const PATIENCE: Duration = Duration::from_secs(300);

#[test]
fn a_running_site_shows_refreshed_prices_and_saved_links_keep_theirs() {
    let site = Kept::start(&["--saves-per-minute", "0"]);
    let id = text(&save(site.url(), "before"), "id").to_owned();
    let before = open(site.url(), &id);
    let mut products = products("us-east-1", "US East (N. Virginia)");
    reprice(&mut products, "m5.large", "0.1060000000");
    let files = site.directory.path().join("files");
    std::fs::create_dir(&files).expect("a directory");
    std::fs::write(files.join("index.json"), ec2(&products)).expect("a file");
    let fee = linux("FEE", "m5.large", "0.0130000000").with("operation", "EKSAutoUsage");
    let fee = fee.with("usagetype", "USE1-EKS-Auto:m5.large-management-hours");
    std::fs::write(files.join("eks.json"), offer("AmazonEKS", "2026-11-18T00:00:00Z", &[fee])).expect("a file");
    let arguments = ["catalog", "refresh", "--from"].map(Path::new);
    let said = run(arguments.into_iter().chain([files.as_path(), Path::new("--store"), &site.store()]), b"");
    assert_eq!(said.code, Some(0), "{}", said.err);

    let started = Instant::now();
    let after = loop {
        let now = open(site.url(), &id);
        if now["is_current"] == json!(false) {
            break now;
        }
        assert!(started.elapsed() < PATIENCE, "the site never saw it");
        sleep(Duration::from_millis(500));
    };
    for key in ["decided", "scenario", "query"] {
        assert_eq!(after[key], before[key], "{key}");
    }
    // 12 nodes of m5.large for 730 hours: $840.96 at $0.096, $928.56 at $0.106
    assert_eq!(before["decided"]["types"][0]["micro_usd_per_month"], 840_960_000);
    assert_eq!(after["now"]["types"][0]["micro_usd_per_month"], 928_560_000);
    let page = get(site.url(), "/");
    assert!(page.body.contains("2026-11-20"), "the date of the new prices");
    let region = get(site.url(), "/api/v1/catalog/us-east-1").json();
    let fee = |name: &str| {
        let types = region["types"].as_array().expect("types");
        types.iter().find(|t| t["name"] == name).map(|t| t["auto_mode_micro_usd_per_hour"].clone())
    };
    assert_eq!((fee("m5.large"), &region["auto_mode_as_of"]), (Some(json!(13_000)), &json!("2026-11-18")));
    assert_eq!(fee("m5.xlarge"), Some(json!(null)), "of which no fee is published");
    let page = get(site.url(), "/?v=2&node=auto&type=m5.large");
    assert!(page.body.contains("Auto Mode's fee as AWS's price list has it"), "{}", page.status);
}

/// A newer binary brings a catalogue of a later day with older prices.
#[test]
fn an_upgrade_keeps_the_refreshed_prices() {
    let mut site = Kept::start(&["--saves-per-minute", "0"]);
    let mut products = products("us-east-1", "US East (N. Virginia)");
    reprice(&mut products, "m5.large", "0.1060000000");
    let file = site.directory.path().join("index.json");
    std::fs::write(&file, ec2(&products)).expect("a file");
    let arguments = ["catalog", "refresh", "--from"].map(Path::new);
    let said = run(arguments.into_iter().chain([file.as_path(), Path::new("--store"), &site.store()]), b"");
    assert_eq!(said.code, Some(0), "{}", said.err);
    // as an older binary would have left it
    site.execute("UPDATE catalog SET version = '2026-01-01.1'");
    for _ in 0..2 {
        site.start_again();
        let page = get(site.url(), "/regions");
        let row = page.body.split("us-east-1").skip(1).find(|rest| rest.contains("2026-")).expect("its row");
        assert!(row.contains("2026-11-20"), "{row}");
        let saved = open(site.url(), text(&save(site.url(), "after"), "id"));
        assert_eq!(saved["decided"]["types"][0]["micro_usd_per_month"], 928_560_000);
        assert_eq!(saved["decided"]["catalog_version"], "2026-11-28.5", "after that of the binary");
        site.execute("DELETE FROM saved");
    }
}
