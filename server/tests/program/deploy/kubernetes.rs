//! The Kubernetes manifests: they fit together, and their probes ask what the site answers.

use super::files::{all, documents};
use super::{has, path};
use crate::support::http::get;
use crate::support::store::Kept;
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

/// kustomize makes what is applied of them: all resources, each labelled, services that find the pods.
#[test]
fn kustomize_makes_what_can_be_applied() {
    if !has("kubectl", "what kustomize makes of the manifests") {
        return;
    }
    for name in all().iter().filter_map(|name| name.strip_suffix("/kustomization.yaml")) {
        let said = Command::new("kubectl").arg("kustomize").arg(path(name)).output().expect("it ends");
        assert!(said.status.success(), "{name}: {}", String::from_utf8_lossy(&said.stderr));
        let made = YamlLoader::load_from_str(&String::from_utf8_lossy(&said.stdout)).expect("YAML");
        let of_kind = |kind: &str| made.iter().find(|one| one["kind"].as_str() == Some(kind));
        let labels = &of_kind("Deployment").expect("a deployment")["spec"]["template"]["metadata"]["labels"];
        let selector = &of_kind("Service").expect("a service")["spec"]["selector"];
        assert!(labels["app.kubernetes.io/name"].as_str().is_some() && labels == selector, "{name}: {made:?}");
        assert!(made.iter().all(|one| one["metadata"]["name"].as_str().is_some_and(|name| name.starts_with("berth"))));
    }
}
