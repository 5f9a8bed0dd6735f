//! The image: what it starts is what the binary takes, as nobody's user, with a health check that works.

use super::kubernetes::{container, deployment};
use super::{has, path, text};
use crate::support::berth;
use crate::support::store::Kept;
use std::process::Command;

/// The instructions of the last stage.
fn image() -> Vec<(String, String)> {
    let whole = text("Dockerfile").replace("\\\n", " ");
    let last = whole.rsplit_once("\nFROM ").expect("two stages").1;
    let lines = last.lines().skip(1).filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(' '));
    lines.map(|(name, rest)| (name.to_owned(), rest.trim().to_owned())).collect()
}

fn instruction(name: &str) -> String {
    image().into_iter().find(|(found, _)| found == name).unwrap_or_else(|| unreachable!("no {name}")).1
}

/// The words of a command as JSON has them.
fn words(json: &str) -> Vec<String> {
    serde_json::from_str(&json[json.find('[').expect("a list")..]).expect("a list of words")
}

#[test]
fn its_health_check_is_a_command_that_tells_well_from_ill() {
    let check = words(&instruction("HEALTHCHECK"));
    assert_eq!(check[0], words(&instruction("ENTRYPOINT"))[0], "it is the binary itself: there is no shell");
    let listen =
        instruction("ENV").split_whitespace().find_map(|pair| pair.strip_prefix("BERTH_LISTEN=").map(str::to_owned));
    let (host, port) = listen.as_deref().and_then(|listen| listen.rsplit_once(':')).expect("an address");
    assert_eq!((host, port), ("0.0.0.0", instruction("EXPOSE").as_str()));
    let mut site = Kept::start(&["--listen", "0.0.0.0:0"]);
    let port = site.url().rsplit_once(':').expect("a port").1.to_owned();
    let is_well = || {
        let mut command = berth();
        command
            .args(&check[1..])
            .env("BERTH_LISTEN", format!("{host}:{port}"))
            .output()
            .expect("it ends")
            .status
            .success()
    };
    assert!(is_well());
    site.site = None;
    assert!(!is_well());
}

#[test]
fn it_runs_as_nobody_and_kubernetes_agrees() {
    let user = instruction("USER");
    let (user, group) = user.split_once(':').expect("user and group");
    let (user, group): (i64, i64) = (user.parse().expect("a number"), group.parse().expect("a number"));
    assert!(user > 0 && group > 0);
    let security = &deployment()["spec"]["template"]["spec"]["securityContext"];
    for (field, id) in [("runAsUser", user), ("runAsGroup", group), ("fsGroup", group)] {
        assert_eq!(security[field].as_i64(), Some(id), "{field}");
    }
    let volume = instruction("VOLUME");
    assert!(instruction("ENV").contains(&format!("BERTH_STORE={volume}/")), "the store is on the volume");
    assert_eq!(container()["volumeMounts"][0]["mountPath"].as_str(), Some(volume.as_str()));
    assert_eq!(container()["args"][0].as_str(), words(&instruction("CMD")).first().map(String::as_str));
    assert_eq!(container()["ports"][0]["containerPort"].as_i64(), instruction("EXPOSE").parse().ok());
}

#[test]
fn a_linter_finds_nothing() {
    if has("hadolint", "what a linter says of the Dockerfile") {
        let said = Command::new("hadolint").arg(path("Dockerfile")).output().expect("it ends");
        assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stdout));
    }
}
