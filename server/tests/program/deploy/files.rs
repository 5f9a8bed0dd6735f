//! What is the same in all files that ship Berth: the settings' names, the addresses, the user, the port.

use super::{path, text};
use crate::support::run;
use std::collections::BTreeSet;
use std::path::Path;
use yaml_rust2::{Yaml, YamlLoader};

/// All files that ship Berth.
pub fn all() -> Vec<String> {
    let mut files: Vec<String> = ["Dockerfile", "compose.yaml", "server/docs/operating.md"].map(Into::into).into();
    below("server/deploy", &mut files);
    files
}

/// The files below a folder.
pub fn below(folder: &str, files: &mut Vec<String>) {
    for entry in std::fs::read_dir(path(folder)).expect("a folder").flatten() {
        let name = format!("{folder}/{}", entry.file_name().to_string_lossy());
        match entry.path().is_dir() {
            true => below(&name, files),
            false => files.push(name),
        }
    }
}

/// The documents of a YAML file.
pub fn documents(name: &str) -> Vec<Yaml> {
    let read = YamlLoader::load_from_str(&text(name));
    read.unwrap_or_else(|error| unreachable!("{name}: {error}"))
}

#[test]
fn every_yaml_file_can_be_read() {
    let files: Vec<String> = all().into_iter().filter(|name| name.ends_with(".yaml")).collect();
    assert!(files.len() >= 8, "{files:?}");
    for name in files {
        let documents = documents(&name);
        assert!(!documents.is_empty() && documents.iter().all(|document| document.as_hash().is_some()), "{name}");
    }
}

/// A setting that nobody reads is a mistake that no other tool finds.
#[test]
fn every_setting_in_them_is_one_that_berth_has() {
    let help: String = ["serve", "backup", "export", "catalog refresh"]
        .map(|command| run(command.split(' ').chain(["--help"]), b"").out)
        .concat();
    let known: BTreeSet<&str> = names(&help).collect();
    assert!(known.contains("BERTH_STORE") && known.contains("BERTH_PUBLIC_URL"), "{known:?}");
    // what the log shows, which is no option; what the build is told; what Kubernetes would set
    let own = ["BERTH_LOG", "BERTH_REVISION", "BERTH_PORT"];
    for name in all() {
        for used in names(&text(&name)) {
            assert!(known.contains(used) || own.contains(&used), "{name}: there is no {used}");
        }
    }
}

fn names(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_uppercase() && c != '_').filter(|word| word.starts_with("BERTH_"))
}

/// The options that the guide names are those that the binary takes.
#[test]
fn every_option_in_the_guide_is_one_that_berth_has() {
    let commands = [
        "serve",
        "backup",
        "restore",
        "check",
        "healthcheck",
        "catalog import",
        "catalog refresh",
        "saved list",
        "saved delete",
    ];
    let helps = commands.map(|command| run(command.split(' ').chain(["--help"]), b"").out).concat() + "--version";
    // what other programs take stands in `console` blocks
    let guide = text("server/docs/operating.md");
    // and the campaigns are cargo's
    let guide = guide.split("## Try it hard").next().unwrap_or_default();
    let blocks = guide.split("```console").map(|part| part.split_once("```\n").map_or(part, |(_, after)| after));
    let own: String = guide.split("```console").next().into_iter().chain(blocks.skip(1)).collect();
    let options = own.split(['`', ' ', '\n']).filter(|word| word.starts_with("--") && word.len() > 3);
    let options: BTreeSet<&str> = options.map(|word| word.trim_end_matches([',', '.', ':', ';'])).collect();
    assert!(options.contains("--saves-per-day"), "{options:?}");
    for option in options {
        assert!(helps.contains(option), "no command takes {option}");
    }
}

/// Files that are named in the Dockerfile, the manifests and the unit are there.
#[test]
fn what_they_refer_to_is_there() {
    let compose = text("compose.yaml");
    let mounted = compose.lines().filter_map(|line| line.trim().strip_prefix("- ./")?.split(':').next());
    let mounted: Vec<&str> = mounted.collect();
    assert!(!mounted.is_empty() && mounted.iter().all(|name| path(name).exists()), "{mounted:?}");
    for name in all().iter().filter(|name| name.ends_with("kustomization.yaml")) {
        let folder = Path::new(name).parent().expect("a folder").to_string_lossy().into_owned();
        for resource in documents(name)[0]["resources"].as_vec().expect("resources") {
            let resource = resource.as_str().expect("a name");
            assert!(path(&folder).join(resource).exists(), "{name}: {resource}");
        }
    }
}
