//! Where nothing more can be saved: a full store, a store that can only be read, a full disk.

use super::*;
use crate::support::http::{get, post, send_form};
use crate::support::store::Kept;
use serde_json::json;
use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

#[test]
fn a_full_store_says_so_and_opens_what_it_has() {
    let site = Kept::start(&["--max-saved", "2", "--saves-per-minute", "0"]);
    let first = save(site.url(), "1");
    save(site.url(), "2");
    let third = json!({ "scenario": small_pods(), "title": "3" });
    check_refused(&post(site.url(), "/api/v1/scenarios", &third), 507, &[("", "2 saved scenarios")]);
    let page = send_form(site.url(), "/s", &[("title", "typed in vain")]);
    assert!(page.status == 507 && page.body.contains("typed in vain"), "{}", page.status);
    open(site.url(), text(&first, "id"));
    assert_eq!(delete(site.url(), text(&first, "id"), Some(text(&first, "delete_token"))).status, 204);
    assert_eq!(post(site.url(), "/api/v1/scenarios", &third).status, 201, "there is room again");
}

#[test]
fn a_store_that_can_only_be_read_is_served() {
    let site = Kept::start(&["--saves-per-minute", "0"]);
    let saved = save(site.url(), "before");
    // the log is merged into the file by an orderly end
    let mut site = stop(site);
    site.start_again();
    let site = stop(site);
    let Some(site) = site.start_mounted("mount --bind \"$1\" \"$1\" && mount -o remount,ro,bind \"$1\"") else {
        return;
    };
    let page = get(site.url(), "/");
    assert!(page.status == 200 && !page.body.contains("/rooms/new"), "nothing can happen in a room");
    assert_eq!(get(site.url(), "/rooms/new").status, 404);
    open(site.url(), text(&saved, "id"));
    let refused = post(site.url(), "/api/v1/scenarios", &json!({ "scenario": small_pods(), "title": "x" }));
    check_refused(&refused, 503, &[("", "is read-only")]);
    check_refused(
        &delete(site.url(), text(&saved, "id"), Some(text(&saved, "delete_token"))),
        503,
        &[("", "is read-only")],
    );
}

#[test]
fn a_full_disk_is_told_of_and_nothing_is_lost() {
    let site = Kept::start(&["--saves-per-minute", "0"]);
    let before = save(site.url(), "before");
    let site = stop(site);
    // a copy of the store on a small disk, with a little free space
    let mount = "cp \"$1/berth.db\" /tmp/berth-store.$$ && mount -t tmpfs -o size=8m none \"$1\" && mv /tmp/berth-store.$$ \"$1/berth.db\"";
    let directory = site.directory.path().to_owned();
    let Some(site) = site.start_mounted(mount) else { return };
    let process = site.site.as_ref().expect("a site").process_id();
    let inside = PathBuf::from(format!("/proc/{process}/root{}", directory.display()));
    let ballast = inside.join("ballast");
    fs::write(&ballast, vec![0; 2_000_000]).expect("ballast");
    let mut filling = fs::File::create(inside.join("filling")).expect("a file");
    while std::io::Write::write(&mut filling, &[0; 4_096]).is_ok() {}

    let (mut saved, mut refused) = (Vec::new(), None);
    for n in 0..5_000 {
        let body = json!({ "scenario": small_pods(), "title": n.to_string(), "note": "n".repeat(2_000) });
        let answer = post(site.url(), "/api/v1/scenarios", &body);
        if answer.status != 201 {
            refused = Some(answer);
            break;
        }
        saved.push(answer.json());
    }
    check_refused(&refused.expect("the disk is full"), 507, &[("", "no room left")]);
    assert_eq!(get(site.url(), "/").status, 200, "the site goes on");
    open(site.url(), text(&before, "id"));
    for one in &saved {
        open(site.url(), text(one, "id"));
    }
    fs::remove_file(&ballast).expect("no ballast");
    save(site.url(), "there is room again");
}

/// Stops the site in good order; what it has saved is in the one file then.
fn stop(mut kept: Kept) -> Kept {
    let site = kept.site.take().expect("a running site");
    let kill = std::process::Command::new("kill").arg(site.process_id().to_string()).status();
    assert!(kill.expect("kill runs").success());
    let started = Instant::now();
    let log = kept.store().with_extension("db-wal");
    while log.exists() && started.elapsed() < Duration::from_secs(20) {
        std::thread::sleep(Duration::from_millis(20));
    }
    assert!(!log.exists(), "the log is still there");
    drop(site);
    kept
}
