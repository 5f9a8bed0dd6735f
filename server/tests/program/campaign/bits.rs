//! Flipped bits in the store: no other price is ever served, and whatever differs is found by `berth check`.

use crate::commands::backup::save;
use crate::support::campaign::{rounds, seed};
use crate::support::http::{Answer, get};
use crate::support::random::Random;
use crate::support::store::Kept;
use crate::support::{Said, berth, run};
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Longest wait for a start or its refusal.
const PATIENCE: Duration = Duration::from_secs(60);
/// Flips in a round.
const FLIPS: u64 = 5;

#[test]
fn a_flipped_bit_changes_no_price_and_a_check_finds_what_it_changes() {
    let mut site = Kept::start(&[]);
    let id = save(site.url(), "as it was decided");
    let asked =
        ["/api/v1/plan?region=us-east-1", "/api/v1/plan?region=eu-west-1&buy=spot", &format!("/api/v1/scenarios/{id}")];
    let sound = asked.map(|target| get(site.url(), target).body);
    // what the site's log holds goes into the file with the check of a copy
    let copy = site.directory.path().join("sound.db");
    assert_eq!(run([Path::new("backup"), &copy, Path::new("--store"), &site.store()], b"").code, Some(0));
    site.site = None;
    let bytes = fs::read(&copy).expect("the copy");
    let mut random = Random(seed());
    let (mut served, mut refused, mut found) = (0, 0, 0);
    for flip in 0..rounds(1) * FLIPS {
        let directory = tempfile::tempdir().expect("a directory");
        let store = directory.path().join("berth.db");
        let (at, bit) = (random.below(bytes.len() as u64) as usize, random.below(8));
        let mut flipped = bytes.clone();
        flipped[at] ^= 1 << bit;
        fs::write(&store, flipped).expect("a store");
        let checked = check(&store);
        assert!(checked.code == Some(0) || !checked.err.is_empty(), "{checked:?}");
        found += u64::from(checked.code != Some(0));
        let what = format!("flip {flip} of bit {bit} at {at}");
        let Some((mut process, url)) = started(&store) else {
            assert_ne!(checked.code, Some(0), "{what}: it does not start, and a check finds nothing");
            refused += 1;
            continue;
        };
        served += 1;
        for (index, (target, sound)) in asked.iter().zip(&sound).enumerate() {
            let answer = get(&url, target);
            let is_refused = answer.status >= 400 && !answer.body.is_empty();
            let is_same = same(&answer, sound, &url);
            // what people have typed is not hashed; that it was changed is found
            let is_told = index == 2 && checked.code != Some(0);
            assert!(is_same || is_refused || is_told, "{what}: {target} gives {}", answer.body);
        }
        process.kill().expect("a kill");
        process.wait().expect("an end");
    }
    println!("{served} served, {refused} refused, {found} found by a check");
    assert!(served > 0, "a bit in the middle of nowhere keeps no site from starting");
}

/// Damage that a campaign has found: a connection that only reads passes over it, and one that writes refuses the store.
#[test]
fn a_check_finds_what_a_start_refuses() {
    let mut site = Kept::start(&[]);
    site.site = None;
    let copy = site.directory.path().join("sound.db");
    assert_eq!(run([Path::new("backup"), &copy, Path::new("--store"), &site.store()], b"").code, Some(0));
    let mut bytes = fs::read(&copy).expect("the copy");
    let statement = b"coalesce(standard_1y";
    let at = bytes.windows(statement.len()).position(|window| window == statement).expect("the statement of a table");
    for damage in [b'\xee', b'x'] {
        bytes[at + 12] = damage;
        fs::write(&copy, &bytes).expect("a damaged copy");
        assert!(started(&copy).is_none(), "it is refused");
        let checked = check(&copy);
        assert!(checked.code == Some(1) && checked.err.contains("made price_reserved is damaged"), "{}", checked.err);
    }
}

/// The same answer, but for where the site is.
fn same(answer: &Answer, sound: &str, url: &str) -> bool {
    let bare = |text: &str| {
        let mut words =
            text.split("http://127.0.0.1:").map(|rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()));
        words.by_ref().collect::<String>()
    };
    assert!(url.starts_with("http://127.0.0.1:"));
    answer.status == 200 && bare(&answer.body) == bare(sound)
}

fn check(store: &Path) -> Said {
    run([Path::new("check"), Path::new("--store"), store], b"")
}

/// A site on the store, or nothing where it refuses to start, which it must say.
fn started(store: &Path) -> Option<(Child, String)> {
    let log = store.with_file_name("log");
    let said = store.with_file_name("said");
    let mut command: Command = berth();
    command.args(["serve", "--listen", "127.0.0.1:0", "--store"]).arg(store).env("BERTH_LOG", "warn");
    command.stdout(Stdio::from(fs::File::create(&said).expect("a file")));
    let mut process = command.stderr(fs::File::create(&log).expect("a file")).spawn().expect("berth starts");
    let since = Instant::now();
    loop {
        let line = fs::read_to_string(&said).expect("what it says");
        if let Some(url) =
            line.split_whitespace().find(|word| word.starts_with("http://")).filter(|_| line.ends_with('\n'))
        {
            return Some((process, url.to_owned()));
        }
        if let Some(status) = process.try_wait().expect("a child") {
            let log = fs::read_to_string(&log).expect("the log");
            assert!(status.code() == Some(1) && !log.is_empty() && !log.contains("panicked"), "{status}: {log}");
            return None;
        }
        assert!(since.elapsed() < PATIENCE, "it neither starts nor refuses to");
        std::thread::sleep(Duration::from_millis(20)); // between looks
    }
}
