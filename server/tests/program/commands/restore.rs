//! `berth restore` and `berth check` after real crashes: nothing is lost, and nothing is replaced that is in use.

use super::backup::{backup, save, title};
use crate::support::http::get;
use crate::support::store::Kept;
use crate::support::{Said, run};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

fn restore(backup: &Path, store: &Path) -> Said {
    run([Path::new("restore"), backup, Path::new("--store"), store], b"")
}

fn check(store: &Path) -> Said {
    run([Path::new("check"), Path::new("--store"), store], b"")
}

fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    name.into()
}

/// Overwrites a file from a page on.
fn damage(store: &Path, page: usize) {
    let mut bytes = fs::read(store).expect("the store");
    bytes[page * 4_096..].iter_mut().for_each(|byte| *byte = 0x5a);
    fs::write(store, bytes).expect("a written file");
}

/// Whether what was in the log of a store is not lost: the log is beside it as it was, or SQLite could still merge it.
fn has_log(store: &Path, log: &[u8]) -> bool {
    let bytes = fs::read(store).expect("the store that was kept");
    // the first page counts changes, and says whether there is a log
    let is_merged = |(page, as_logged): (usize, &[u8])| {
        page == 1 || bytes.chunks(4_096).nth(page - 1).is_some_and(|there| there == as_logged)
    };
    fs::read(beside(store, "-wal")).is_ok_and(|kept| kept == log) || logged(log).into_iter().all(is_merged)
}

/// Pages as the log has them last, by number (sqlite.org/fileformat2.html, 4.1): a header of 32 bytes, then frames, each a page after
/// 24 bytes: its number, whether the frame ends a commit, the salts of the header.
fn logged(log: &[u8]) -> BTreeMap<usize, &[u8]> {
    let number = |bytes: &[u8]| u32::from_be_bytes(bytes.try_into().expect("four bytes")) as usize;
    let frames = log[32..].chunks_exact(24 + 4_096).take_while(|frame| frame[8..16] == log[16..24]);
    let frames: Vec<&[u8]> = frames.collect();
    let committed = frames.iter().rposition(|frame| number(&frame[4..8]) > 0).map_or(0, |last| last + 1);
    assert!(committed > 0, "a log that the crash has left");
    frames[..committed].iter().map(|frame| (number(&frame[..4]), &frame[24..])).collect()
}

/// A site with a backup, killed with saves that only the log has; gives the ids before the backup and after.
fn crashed(copy: &str) -> (Kept, PathBuf, String, String) {
    let mut site = Kept::start(&["--saves-per-minute", "0"]);
    let before = save(site.url(), "before the backup");
    let copy = site.directory.path().join(copy);
    let said = backup(&site.store(), &copy);
    assert_eq!((said.code, said.err.as_str()), (Some(0), ""));
    assert!(said.out.contains(&format!("`berth restore {} --store {}`", copy.display(), site.store().display())));
    let after = save(site.url(), "after the backup");
    site.site = None; // SIGKILL
    let log = beside(&site.store(), "-wal").metadata().expect("a log that the crash has left");
    assert!(log.len() > 0);
    (site, copy, before, after)
}

#[test]
fn a_backup_restored_after_a_crash_starts_and_what_was_there_is_kept_whole() {
    for is_damaged in [false, true] {
        let (mut site, copy, before, after) = crashed("copy.db");
        if is_damaged {
            damage(&site.store(), 1);
        }
        let log = fs::read(beside(&site.store(), "-wal")).expect("the log");
        let said = restore(&copy, &site.store());
        assert_eq!((said.code, said.err.as_str()), (Some(0), ""), "{}", said.out);
        assert!(said.out.contains("1 saved scenario,") && said.out.contains("Start Berth again."), "{}", said.out);
        let kept = beside(&site.store(), ".before-restore-1");
        assert!(said.out.contains(&format!("kept as {}.", kept.display())), "{}", said.out);
        let is_there = |end| beside(&site.store(), end).exists();
        assert_eq!((is_there("-wal"), is_there("-shm")), (false, false));
        assert_eq!(check(&site.store()).code, Some(0));
        assert_eq!(
            fs::read(&copy).expect("the backup"),
            fs::read(site.store()).expect("the store"),
            "copied, not moved"
        );
        site.start_again();
        assert_eq!(title(site.url(), &before), "before the backup");
        assert_eq!(get(site.url(), &format!("/s/{after}")).status, 404, "it came after the backup");
        save(site.url(), "a restored store is a store like any other");
        if is_damaged {
            assert!(has_log(&kept, &log), "its log goes with it, or is in it");
            continue;
        }
        // nothing is lost: what was there opens with all that was answered
        site.site = None;
        fs::rename(&kept, site.directory.path().join("berth.db")).expect("the store of before");
        for end in ["-wal", "-shm"] {
            let _ = fs::remove_file(beside(&site.store(), end));
        }
        site.start_again();
        assert_eq!(title(site.url(), &after), "after the backup");
    }
}

#[test]
fn a_store_in_use_is_not_replaced() {
    let site = Kept::start(&["--saves-per-minute", "0"]);
    let id = save(site.url(), "in use");
    let copy = site.directory.path().join("copy.db");
    assert_eq!(backup(&site.store(), &copy).code, Some(0));
    let later = save(site.url(), "later");
    let said = restore(&copy, &site.store());
    assert_eq!((said.code, said.out.as_str()), (Some(1), ""));
    assert!(said.err.contains("is in use") && said.err.contains("Stop Berth"), "{}", said.err);
    for (id, as_saved) in [(&id, "in use"), (&later, "later")] {
        assert_eq!(title(site.url(), id), as_saved);
    }
    save(site.url(), "it goes on");
    let sound = check(&site.store());
    assert_eq!((sound.code, sound.err.as_str()), (Some(0), ""), "also while it is served");
    assert!(sound.out.contains("is sound") && sound.out.contains("3 saved scenarios"), "{}", sound.out);
    // damaged under the running site, it is still in use
    damage(&site.store(), 0);
    let said = restore(&copy, &site.store());
    assert!(said.code == Some(1) && said.err.contains("is in use"), "{} {}", said.out, said.err);
}

#[test]
fn what_is_no_sound_backup_replaces_nothing() {
    let (site, copy, ..) = crashed("copy.db");
    let store = site.store();
    let before = fs::read(&store).expect("the store");
    let refused = |backup: &Path, words: &str| {
        let said = restore(backup, &store);
        assert_eq!((said.code, said.out.as_str()), (Some(1), ""), "{}", said.err);
        assert!(said.err.contains(words), "no {words:?} in {}", said.err);
        assert_eq!(fs::read(&store).expect("the store"), before);
        let names = fs::read_dir(site.directory.path()).expect("a directory").flatten().map(|entry| entry.file_name());
        let left: Vec<_> = names.filter(|name| name.to_string_lossy().contains("restore-")).collect();
        assert!(left.is_empty(), "{left:?}");
    };
    refused(&site.directory.path().join("missing"), "There is no backup");
    refused(&store, "is the store itself");
    let raw = site.directory.path().join("raw.db");
    fs::copy(&store, &raw).expect("a copy");
    fs::copy(beside(&store, "-wal"), beside(&raw, "-wal")).expect("a copy");
    refused(&raw, "part of it is in");
    fs::remove_file(beside(&raw, "-wal")).expect("a log");
    fs::write(&raw, "not a database, ".repeat(1_000)).expect("a file");
    refused(&raw, "not a SQLite database");
    fs::copy(&copy, &raw).expect("a copy");
    damage(&raw, 40);
    refused(&raw, "is damaged");
}

#[test]
fn a_check_names_what_is_damaged_and_says_what_to_do() {
    let mut site = Kept::start(&[]);
    save(site.url(), "prices");
    site.site = None;
    // the content of an edition, in a file that is sound as far as SQLite can tell
    site.execute("UPDATE edition SET content = zeroblob(100) WHERE region = 'us-east-1'");
    site.execute("PRAGMA foreign_keys = OFF; DELETE FROM edition WHERE region = 'eu-west-1'");
    let said = check(&site.store());
    assert_eq!((said.code, said.out.as_str()), (Some(1), ""));
    for words in [
        "of us-east-1 is damaged",
        "1 saved scenarios have their prices",
        "refer to rows of edition",
        "not sound",
        "berth restore BACKUP",
    ] {
        assert!(said.err.contains(words), "no {words:?} in {}", said.err);
    }
    damage(&site.store(), 30);
    let said = check(&site.store());
    assert!(said.code == Some(1) && said.err.contains("berth restore BACKUP"), "{}", said.err);
    let missing = check(&site.directory.path().join("missing.db"));
    assert!(missing.code == Some(1) && missing.err.contains("There is no store"), "{}", missing.err);
}
