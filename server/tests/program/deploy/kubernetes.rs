//! The Kubernetes manifests: they fit together, and their probes ask what the site answers.

use super::files::documents;
use super::{has, path};
use crate::support::http::get;
use crate::support::run;
use crate::support::store::Kept;
use std::collections::BTreeSet;
use std::process::Command;
use yaml_rust2::{Yaml, YamlLoader};

const BASE: &str = "server/deploy/kubernetes/base";

/// The deployment of the base.
pub fn deployment() -> Yaml {
    documents(&format!("{BASE}/deployment.yaml")).remove(0)
}

/// Its one container.
pub fn container() -> Yaml {
    deployment()["spec"]["template"]["spec"]["containers"][0].clone()
}

#[test]
fn the_probes_ask_what_the_site_answers() {
    let site = Kept::start(&[]);
    let container = container();
    for (probe, path) in [("startupProbe", "/healthz"), ("livenessProbe", "/healthz"), ("readinessProbe", "/readyz")] {
        let asked = &container[probe]["httpGet"];
        assert_eq!((asked["path"].as_str(), asked["port"].as_str()), (Some(path), Some("http")), "{probe}");
        assert_eq!(get(site.url(), path).status, 200);
    }
    assert_eq!(container["ports"][0]["name"].as_str(), Some("http"));
}

#[test]
fn a_file_has_one_writer_and_the_pod_no_rights() {
    let spec = &deployment()["spec"];
    assert_eq!((spec["replicas"].as_i64(), spec["strategy"]["type"].as_str()), (Some(1), Some("Recreate")));
    let pod = &spec["template"]["spec"];
    let volume = documents(&format!("{BASE}/volume.yaml")).remove(0);
    assert_eq!(pod["volumes"][0]["persistentVolumeClaim"]["claimName"], volume["metadata"]["name"]);
    let security = &container()["securityContext"];
    assert_eq!(security["readOnlyRootFilesystem"].as_bool(), Some(true));
    assert_eq!(security["allowPrivilegeEscalation"].as_bool(), Some(false));
    assert_eq!(security["capabilities"]["drop"][0].as_str(), Some("ALL"));
    assert_eq!(pod["securityContext"]["runAsNonRoot"].as_bool(), Some(true));
    assert_eq!(pod["automountServiceAccountToken"].as_bool(), Some(false));
}

/// kustomize makes what is applied of them: services that find the pods of the site and no others, one image, no claim without
/// a pod.
#[test]
fn kustomize_makes_what_can_be_applied() {
    if !has("kubectl", "what kustomize makes of the manifests") {
        return;
    }
    for (name, replicas, kinds) in [("base", 1, "PersistentVolumeClaim"), ("postgres", 2, "PodDisruptionBudget")] {
        let folder = path(&format!("server/deploy/kubernetes/{name}"));
        let said = Command::new("kubectl").arg("kustomize").arg(folder).output().expect("it ends");
        assert!(said.status.success(), "{name}: {}", String::from_utf8_lossy(&said.stderr));
        let made = YamlLoader::load_from_str(&String::from_utf8_lossy(&said.stdout)).expect("YAML");
        let of_kind = |kind: &str| made.iter().filter(|one| one["kind"].as_str() == Some(kind)).collect::<Vec<_>>();
        let selector = &of_kind("Service")[0]["spec"]["selector"];
        let deployments = of_kind("Deployment");
        let found: Vec<_> =
            deployments.iter().filter(|one| one["spec"]["template"]["metadata"]["labels"] == *selector).collect();
        assert_eq!(found.len(), 1, "{name}: the service finds one kind of pod");
        let site = &found[0]["spec"];
        assert_eq!(site["replicas"].as_i64(), Some(replicas), "{name}");
        assert_eq!(of_kind(kinds).len(), 1, "{name}");
        assert_eq!(of_kind("PersistentVolumeClaim").is_empty(), name == "postgres", "a file has one writer");
        let volumes = site["template"]["spec"]["volumes"].as_vec().expect("volumes");
        let claims = volumes.iter().filter(|volume| !volume["persistentVolumeClaim"].is_badvalue()).count();
        assert_eq!(claims, of_kind("PersistentVolumeClaim").len(), "{name}");
        let containers = |one: &&Yaml| one["spec"]["template"]["spec"]["containers"].as_vec().expect("some").clone();
        let containers: Vec<Yaml> = deployments.iter().flat_map(containers).collect();
        let images: BTreeSet<_> = containers.iter().filter_map(|one| one["image"].as_str()).collect();
        assert_eq!(images.len(), 1, "{name}: {images:?}");
        // what is mounted is a volume of the pod, and each command is one that there is
        for container in &containers {
            let mounts = container["volumeMounts"].as_vec().expect("mounts");
            assert!(mounts.iter().all(|mount| mount["name"].as_str().is_some()), "{name}: {mounts:?}");
            let words = container["args"].as_vec().expect("a command").iter().filter_map(Yaml::as_str);
            let said = run(words.chain(["--help"]), b"");
            assert_eq!(said.code, Some(0), "{name}: {}", said.err);
        }
    }
}
