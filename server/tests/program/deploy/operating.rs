//! `server/docs/operating.md`, followed word for word: every `sh` block is run, in its order, in an empty directory; and so is what
//! `README.md` says of it in short. In the place of AWS's price list is a server on this machine with files in the same format.

use super::files::below;
use super::text;
use crate::commands::refresh::cheaper_server;
use crate::support::price_files::aws::{get_products, linux};
use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Longest time for all of it; ten seconds where nothing else runs.
const PATIENCE: Duration = Duration::from_secs(300);

/// The headings with the commands of their `sh` blocks.
fn sections(guide: &str) -> Vec<(String, String)> {
    let (mut found, mut heading, mut block): (Vec<(String, String)>, String, Option<String>) =
        (vec![], String::new(), None);
    for line in guide.lines() {
        match (&mut block, line) {
            (None, "```sh") => block = Some(String::new()),
            (None, _) => heading = line.strip_prefix("## ").map_or(heading, str::to_owned),
            (Some(commands), "```") => {
                found.push((heading.clone(), std::mem::take(commands)));
                block = None;
            }
            (Some(commands), _) => *commands += &format!("{line}\n"),
        }
    }
    found
}

/// All of it as one script, which says before each block which it is, and leaves nothing running.
fn script(sections: &[(String, String)], listen: &str, metrics: &str) -> String {
    let blocks = sections.iter().map(|(heading, commands)| format!("echo '== {heading}'\n{commands}"));
    let all: String = blocks.collect();
    format!(
        "set -euo pipefail\nexec 2>&1\ntrap 'kill $(jobs -p) 2>/dev/null || true' EXIT\n{}",
        all.replace("127.0.0.1:3000", listen).replace("127.0.0.1:9090", metrics)
    )
}

/// What the script says; it must succeed.
fn followed(script: &str, listen: &str, directory: &Path) -> String {
    let binaries = Path::new(env!("CARGO_BIN_EXE_berth")).parent().expect("a directory");
    let search = format!("{}:{}", binaries.display(), std::env::var("PATH").expect("a search path"));
    let said = directory.join("said");
    let mut command = Command::new("bash");
    command.args(["-c", script]).current_dir(directory).env("PATH", search).env("BERTH_LISTEN", listen);
    let prices = cheaper_server();
    command.env("BERTH_PRICES_FROM", &prices.url).env_remove("BERTH_STORE").stdin(Stdio::null());
    command.stdout(std::fs::File::create(&said).expect("a file")).process_group(0);
    let mut running = command.spawn().expect("bash starts");
    let started = Instant::now();
    let status = loop {
        match running.try_wait().expect("a child") {
            Some(status) => break Some(status),
            None if started.elapsed() > PATIENCE => break None,
            None => std::thread::sleep(Duration::from_millis(50)), // between looks
        }
    };
    // whatever it has left behind goes with its group
    let _ = Command::new("sh").args(["-c", &format!("kill -KILL -{} 2>/dev/null", running.id())]).status();
    let said = std::fs::read_to_string(said).expect("what it said");
    let log = std::fs::read_to_string(directory.join("berth.log")).unwrap_or_default();
    assert_eq!(status.and_then(|status| status.code()), Some(0), "{said}\nberth.log:\n{log}");
    said
}

/// Two that nobody listens on, in the places of the usual ones.
fn free_addresses() -> [String; 2] {
    let free = [(); 2].map(|()| TcpListener::bind("127.0.0.1:0").expect("a port"));
    free.map(|free| free.local_addr().expect("its address").to_string())
}

#[test]
fn the_guide_works_as_it_is_written() {
    let guide = text("server/docs/operating.md");
    let sections = sections(&guide);
    let [listen, metrics] = free_addresses();
    let directory = tempfile::tempdir().expect("a directory");
    // what the commands before it bring, which need the internet and an account
    let prices = directory.path().join("prices");
    std::fs::create_dir(&prices).expect("a directory");
    let product = linux("SKU1", "m7i.large", "0.099");
    std::fs::write(prices.join("m7i.json"), get_products("2026-11-21T00:00:00Z", &[product])).expect("a file");
    assert!(guide.contains("127.0.0.1:3000") && guide.contains("127.0.0.1:9090"), "the usual addresses");
    let said = followed(&script(&sections, &listen, &metrics), &listen, directory.path());
    for (heading, words) in [
        ("See that it works", &["ready\n", "Before the backup"][..]),
        ("See what it does", &["berth_ready 1"]),
        ("Back up", &["berth.db copied to backup.db", "backup.db is sound: "]),
        ("After a crash", &["ready\n", "berth.db is sound: ", "1 saved scenario,"]),
        ("Restore", &["backup.db is now the store berth.db", "berth.db.before-restore-1", "Before the backup"]),
        ("Upgrade", &["copied to before-upgrade.db", "ready\n", "berth 0."]),
        (
            "Refresh the prices",
            &[
                "m7i.large -4 %",
                "Nothing was changed.",
                "m7i.large -4 % in 3 regions",
                "loaded; it replaces",
                "us-east-1: prices of",
            ],
        ),
        ("Abuse", &["Deleted ", "Before the backup"]),
    ] {
        let section: String =
            said.split("== ").filter_map(|block| block.strip_prefix(heading)?.strip_prefix('\n')).collect();
        for word in words {
            assert!(section.contains(word), "{heading}: no {word:?} in {section}");
        }
    }
    let shown = |name| std::fs::read_to_string(directory.path().join(name)).expect("the catalogue");
    let (before, after) = (shown("catalogue.txt"), shown("catalogue-refreshed.txt"));
    assert!(before.starts_with("catalogue 20") && !before.contains("aws-price-list"), "{before}");
    assert!(after.contains("aws-price-list-2026-11-20"), "{after}");
}

/// What the README says in short.
#[test]
fn the_readme_works_as_it_is_written() {
    let sections: Vec<_> =
        sections(&text("README.md")).into_iter().filter(|(of, _)| of == "Run it for others").collect();
    assert_eq!(sections.len(), 1);
    let [listen, metrics] = free_addresses();
    let directory = tempfile::tempdir().expect("a directory");
    let said = followed(&script(&sections, &listen, &metrics), &listen, directory.path());
    for words in [
        "berth.db copied to backup.db",
        "loaded; it replaces",
        "backup.db is now the store berth.db",
        "berth.db is sound: ",
    ] {
        assert!(said.contains(words), "no {words:?} in {said}");
    }
}

/// Every link of the guide leads to a file, and the README leads to the guide.
#[test]
fn the_guide_links_to_what_is_there() {
    let guide = text("server/docs/operating.md");
    let links: Vec<&str> = guide.split("](").skip(1).filter_map(|rest| rest.split(')').next()).collect();
    assert!(links.len() >= 4, "{links:?}");
    let headings = guide.lines().filter_map(|line| line.strip_prefix("## "));
    let anchors: Vec<String> = headings.map(|heading| heading.to_lowercase().replace(' ', "-")).collect();
    for link in links.into_iter().filter(|link| !link.starts_with("https://")) {
        let is_there = match link.strip_prefix('#') {
            Some(anchor) => anchors.iter().any(|known| known == anchor),
            None => super::path("server/docs").join(link).exists(),
        };
        assert!(is_there, "{link}");
    }
    assert!(text("README.md").contains("](server/docs/operating.md)"));
}

/// The commands of the campaigns find tests: a name that has changed would find none, and succeed.
#[test]
fn every_campaign_of_the_guide_names_tests_that_are_there() {
    let guide = text("server/docs/operating.md");
    let commands: Vec<&str> = guide.split('`').filter(|code| code.contains("cargo test")).collect();
    assert!(commands.len() >= 8, "{commands:?}");
    let mut files = Vec::new();
    for folder in ["server/tests/program", "server/tests/e2e", "server/store/tests/saved", "app/room/tests/rooms"] {
        below(folder, &mut files);
    }
    let sources: String = files.iter().map(|name| text(name)).collect();
    let is_test =
        |line: &str, name: &str| line.contains("fn ") && line.contains(name) || *line == format!("mod {name};");
    for command in commands {
        let name = command.rsplit([' ', ':']).next().unwrap_or_default();
        assert!(!name.is_empty() && sources.lines().any(|line| is_test(line, name)), "{command}");
    }
}
