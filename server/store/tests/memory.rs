//! A catalogue that is read, or loaded, again and again takes no more memory than once. What is counted is what is alive,
//! byte by byte: what a process holds besides is its allocator's affair.

use catalog_files::{Figures, Files, parse};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use std::alloc::System;
use store::Location;
use tempfile::TempDir;

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// What a runtime and a pool of connections may come to keep: a hundredth of a catalogue.
const LEEWAY: i64 = 200_000;

/// Bytes that are alive now and were not at a moment.
fn alive(since: &Region<System>) -> i64 {
    let change = since.change();
    let bytes = |bytes: usize| i64::try_from(bytes).expect("some megabytes");
    bytes(change.bytes_allocated) - bytes(change.bytes_deallocated)
}

/// The carried catalogue under another version.
fn another(of: &Figures, number: usize) -> Figures {
    let version = format!("2027-01-{number:02}.1").parse().expect("a version");
    Figures { version, content_hash: format!("{number:064}"), ..of.clone() }
}

#[tokio::test]
async fn catalogues_that_come_and_go_leave_nothing_behind() {
    let directory = TempDir::new().expect("a temporary directory");
    let location = Location::from(directory.path().join("berth.db").as_path());
    let store = store::open(&location).await.expect("an open store");
    let figures = parse(&Files::embedded()).expect("the embedded catalogue");
    store.load(&figures, &mut |_| ()).await.expect("a load");
    let since = Region::new(ALLOCATOR);
    let (mut current, mut after) = (None, Vec::new());
    for number in 1..=8 {
        store.load(&another(&figures, number), &mut |_| ()).await.expect("a load");
        // as a server does: the one before goes when the newer is there
        current = Some(store.current().await.expect("a catalogue"));
        after.push(alive(&since));
    }
    let (first, last) = (after[2], after[7]);
    assert!(first > 1_000_000, "a catalogue is held: {after:?}");
    assert!(last <= first + LEEWAY, "{after:?}");
    drop(current);
    assert!(alive(&since) <= LEEWAY, "{} bytes are left of what is gone", alive(&since));
}
