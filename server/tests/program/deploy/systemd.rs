//! The systemd unit, looked through by systemd's own tools where the machine has them.

use super::{has, text};
use std::process::Command;

/// Highest exposure that is let pass, in tenths: `systemd-analyze security` calls 20 and less good.
const MOST_EXPOSED: &str = "20";

/// The services.
const SERVICES: [&str; 2] = ["berth.service", "berth-refresh.service"];

fn unit(name: &str) -> String {
    text(&format!("server/deploy/systemd/{name}"))
}

/// systemd-analyze on a unit with the binary of this build, for a user that is there.
fn analyze(name: &str, arguments: &[&str]) -> (bool, String) {
    let directory = tempfile::tempdir().expect("a directory");
    let file = directory.path().join(name);
    // verified for a user that is there, which berth.sysusers would make; no rule hangs on its name
    let here = unit(name).replace("/usr/local/bin/berth", env!("CARGO_BIN_EXE_berth"));
    let here = here.replace("User=berth", "User=daemon").replace("Group=berth", "Group=daemon");
    std::fs::write(&file, here).expect("a file");
    let said = Command::new("systemd-analyze").args(arguments).arg(&file).output().expect("it ends");
    let text = [said.stdout, said.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
    (said.status.success(), text)
}

#[test]
fn systemd_finds_nothing_wrong_with_the_unit_and_little_exposed() {
    if !has("systemd-analyze", "what systemd says of the unit") {
        return;
    }
    for name in SERVICES {
        let (is_well, said) = analyze(name, &["verify", "--man=no"]);
        assert!(is_well && said.is_empty(), "{name}: {said}");
        let (is_well, said) = analyze(name, &["security", "--offline=true", "--threshold", MOST_EXPOSED]);
        assert!(is_well, "{name}: {said}");
    }
    let moments = unit("berth-refresh.timer");
    let moment = moments.lines().find_map(|line| line.strip_prefix("OnCalendar=")).expect("a moment");
    let said = Command::new("systemd-analyze").args(["calendar", moment]).output().expect("it ends");
    assert!(said.status.success(), "{moment}");
}

#[test]
fn the_unit_waits_for_what_berth_tells_and_longer_than_berth_takes_to_stop() {
    let unit = unit("berth.service");
    let value =
        |name: &str| unit.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('=')).unwrap_or_default();
    assert_eq!((value("Type"), value("User"), value("StateDirectory")), ("notify", "berth", "berth"));
    assert!(unit.contains("Environment=BERTH_STORE=/var/lib/berth/"), "the store is in its directory");
    let seconds: u32 = value("TimeoutStopSec").trim_end_matches('s').parse().expect("seconds");
    assert!(seconds > 10, "what was sent is answered for up to ten seconds");
    assert!(text("server/deploy/systemd/berth.sysusers").contains("\nu berth "), "the user is made");
}
