//! What a pod requests, by the rules that scheduler, kubelet and `kubectl describe node` share.
//!
//! Per resource: the containers and the sidecars together, or, if it is more, what any one moment of the start needs: an
//! init container and the sidecars that began before it. Requests of the pod itself replace that for CPU, memory and huge
//! pages. The runtime's overhead comes on top. A limit without a request is a request. Of a pod that is being resized
//! the largest of what it asks for, was allocated and has counts; only what was allocated and what it has where the node
//! said that the resize cannot be.
//!
//! Sources: kubernetes/kubernetes@0085214e5634 staging/src/k8s.io/component-helpers/resource/helpers.go (`PodRequests`);
//! for limits, `SetDefaults_Pod` and `defaultPodRequests` in kubernetes/kubernetes@023f88a32c95
//! pkg/apis/core/v1/defaults.go; sidecars, kubernetes/enhancements keps/sig-node/753-sidecar-containers.

use crate::resources::{CPU, MEMORY, Resources};
use crate::value::Value;

/// A container with the three answers to what it requests.
struct Container {
    is_sidecar: bool,
    asked: Resources,
    allocated: Resources,
    actual: Resources,
}

/// The requests of a pod, given its `spec` and `status`; null for a template's status.
pub fn of_pod(spec: &Value, status: &Value, wrong: &mut Vec<String>) -> Resources {
    let is_refused = is_resize_refused(status);
    let mut read = |list: &str, statuses: &str| -> Vec<Container> {
        let statuses = status.get(statuses).list();
        spec.get(list).list().iter().map(|c| container(c, statuses, is_refused, wrong)).collect()
    };
    let containers = read("containers", "containerStatuses");
    let init = read("initContainers", "initContainerStatuses");
    let asked = aggregate(&containers, &init, |c| &c.asked);
    let pod = pod_level(status);
    let (allocated, actual) = match (&pod.allocated, &pod.actual) {
        (Some(allocated), Some(actual)) => (allocated.clone(), actual.clone()),
        _ => (aggregate(&containers, &init, |c| &c.allocated), aggregate(&containers, &init, |c| &c.actual)),
    };
    let mut requests = if is_refused { Resources::default() } else { asked.clone() };
    requests.raise_to(&actual);
    requests.raise_to(&allocated);
    let overhead = Resources::of(spec.get("overhead"), wrong);
    let own = of_pod_itself(spec, &asked, wrong);
    if own.iter().any(|(name, _)| is_pod_level(name)) {
        let mut effective = if is_refused { Resources::default() } else { own };
        for of_status in [pod.actual, pod.allocated].into_iter().flatten() {
            effective.raise_to(&of_status.less(&overhead));
        }
        for (name, quantity) in effective.iter().filter(|(name, _)| is_pod_level(name)) {
            requests.set(name, quantity);
        }
    }
    requests.add(&overhead);
    requests
}

/// What the status says of the pod as a whole; `None` where it says nothing.
struct PodLevel {
    allocated: Option<Resources>,
    actual: Option<Resources>,
}

fn pod_level(status: &Value) -> PodLevel {
    let read = |value: &Value| (!value.is_null()).then(|| Resources::of(value, &mut Vec::new()));
    PodLevel { allocated: read(status.get("allocatedResources")), actual: read(status.at(&["resources", "requests"])) }
}

/// Resources that a pod can request as a whole.
fn is_pod_level(name: &str) -> bool {
    name == CPU || name == MEMORY || name.starts_with("hugepages-")
}

/// The pod's own requests, with what the API server adds where it has limits of its own: the containers' requests (not of
/// huge pages), else the limit.
fn of_pod_itself(spec: &Value, containers: &Resources, wrong: &mut Vec<String>) -> Resources {
    let mut requests = Resources::of(spec.at(&["resources", "requests"]), wrong);
    let limits = Resources::of(spec.at(&["resources", "limits"]), wrong);
    if !limits.is_empty() {
        let of_containers = containers.iter().filter(|(name, _)| *name == CPU || *name == MEMORY);
        requests.fill_from(&Resources::from_pairs(of_containers.map(|(name, quantity)| (name.to_owned(), quantity))));
        let of_limits = limits.iter().filter(|(name, _)| is_pod_level(name));
        requests.fill_from(&Resources::from_pairs(of_limits.map(|(name, quantity)| (name.to_owned(), quantity))));
    }
    requests
}

fn container(value: &Value, statuses: &[Value], is_refused: bool, wrong: &mut Vec<String>) -> Container {
    let mut asked = Resources::of(value.at(&["resources", "requests"]), wrong);
    asked.fill_from(&Resources::of(value.at(&["resources", "limits"]), wrong));
    let status = statuses.iter().find(|status| status.get("name").text() == value.get("name").text());
    let of_status = |path: &[&str]| {
        let value = status?.at(path);
        (!value.is_null()).then(|| Resources::of(value, &mut Vec::new()))
    };
    let fallback = || if is_refused { Resources::default() } else { asked.clone() };
    let allocated = of_status(&["allocatedResources"]);
    let actual = of_status(&["resources", "requests"]).or_else(|| allocated.clone()).unwrap_or_else(fallback);
    Container {
        is_sidecar: value.get("restartPolicy").text() == Some("Always"),
        allocated: allocated.unwrap_or_else(fallback),
        actual,
        asked,
    }
}

/// What the containers need together, or the start where it needs more.
fn aggregate(containers: &[Container], init: &[Container], of: fn(&Container) -> &Resources) -> Resources {
    let mut together = Resources::default();
    containers.iter().for_each(|container| together.add(of(container)));
    let (mut sidecars, mut start) = (Resources::default(), Resources::default());
    for container in init {
        if container.is_sidecar {
            together.add(of(container));
            sidecars.add(of(container));
            start.raise_to(&sidecars);
        } else {
            let mut now = sidecars.clone();
            now.add(of(container));
            start.raise_to(&now);
        }
    }
    together.raise_to(&start);
    together
}

/// Whether the node said that it can never resize the pod as asked.
fn is_resize_refused(status: &Value) -> bool {
    let pending = status.get("conditions").list().iter().find(|c| c.get("type").text() == Some("PodResizePending"));
    pending.is_some_and(|condition| condition.get("reason").text() == Some("Infeasible"))
}
