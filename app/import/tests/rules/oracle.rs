//! What a pod requests, as Kubernetes' documents put it: the pod's life is played through, moment by moment, and every
//! amount is a fraction of whole numbers. Nothing of the crate's own code is used.
//!
//! Documents: kubernetes/website content/en/docs/concepts/workloads/pods/{init-containers,sidecar-containers}.md ("the
//! highest of any particular resource request or limit defined on all init containers is the effective init
//! request"; "the sum of all app containers and sidecars"), .../configuration/manage-resources-containers.md ("if you
//! specify a limit for a resource, but do not specify any request, and no admission-time mechanism has applied a default
//! request for that resource, then Kubernetes copies the limit you specified"), .../scheduling-eviction/pod-overhead.md,
//! enhancements/keps/sig-node/{753-sidecar-containers,2837-pod-level-resource-spec,1287-in-place-update-pod-resources}.

use std::collections::BTreeMap;

/// An amount as a fraction.
#[derive(Clone, Copy, Debug)]
pub struct Fraction {
    pub over: i128,
    pub under: i128,
}

/// What a container is given in a manifest: amounts as they are written.
#[derive(Clone, Debug, Default)]
pub struct Container {
    pub is_sidecar: bool,
    pub requests: BTreeMap<String, String>,
    pub limits: BTreeMap<String, String>,
    /// What the status says was allocated and is actual, where it says anything.
    pub allocated: Option<BTreeMap<String, String>>,
    pub actual: Option<BTreeMap<String, String>>,
}

/// A pod.
#[derive(Clone, Debug, Default)]
pub struct Pod {
    pub init: Vec<Container>,
    pub containers: Vec<Container>,
    pub requests: BTreeMap<String, String>,
    pub limits: BTreeMap<String, String>,
    pub overhead: BTreeMap<String, String>,
    pub is_resize_infeasible: bool,
}

/// The thousandths of a quantity, rounded up: digits, a point, digits, and one of the suffixes of the documents.
pub fn thousandths(text: &str) -> i128 {
    const SUFFIXES: [(&str, i128, i128); 13] = [
        ("Ki", 1 << 10, 1),
        ("Mi", 1 << 20, 1),
        ("Gi", 1 << 30, 1),
        ("Ti", 1 << 40, 1),
        ("Pi", 1 << 50, 1),
        ("n", 1, 1_000_000_000),
        ("u", 1, 1_000_000),
        ("m", 1, 1_000),
        ("k", 1_000, 1),
        ("M", 1_000_000, 1),
        ("G", 1_000_000_000, 1),
        ("T", 1_000_000_000_000, 1),
        ("", 1, 1),
    ];
    let (number, factor) = match text.split_once(['e', 'E']) {
        Some((number, exponent)) => {
            let exponent: i32 = exponent.parse().expect("a number");
            let power = 10_i128.pow(exponent.unsigned_abs());
            (number, if exponent < 0 { Fraction { over: 1, under: power } } else { Fraction { over: power, under: 1 } })
        }
        None => {
            let (suffix, over, under) =
                *SUFFIXES.iter().find(|(suffix, ..)| text.ends_with(suffix)).expect("there is one");
            (&text[..text.len() - suffix.len()], Fraction { over, under })
        }
    };
    let decimals = number.split_once('.').map_or(0, |(_, decimals)| decimals.len() as u32);
    let digits: i128 = number.replace('.', "").parse().expect("digits");
    let (over, under) = (digits * factor.over * 1_000, 10_i128.pow(decimals) * factor.under);
    over / under + i128::from(over % under != 0)
}

/// The names of all resources that a pod mentions.
pub fn names(pod: &Pod) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut add = |map: &BTreeMap<String, String>| names.extend(map.keys().cloned());
    for container in pod.init.iter().chain(&pod.containers) {
        add(&container.requests);
        add(&container.limits);
        container.allocated.iter().chain(&container.actual).for_each(&mut add);
    }
    [&pod.requests, &pod.limits, &pod.overhead].into_iter().for_each(&mut add);
    names.sort();
    names.dedup();
    names
}

fn of(map: &BTreeMap<String, String>, name: &str) -> Option<i128> {
    map.get(name).map(|text| thousandths(text))
}

/// Which of its three sizes a container is looked at with.
#[derive(Clone, Copy)]
enum Size {
    Asked,
    Allocated,
    Actual,
}

fn size(container: &Container, name: &str, size: Size, is_infeasible: bool) -> i128 {
    let asked = of(&container.requests, name).or(of(&container.limits, name)).unwrap_or(0);
    let asked_now = if is_infeasible { 0 } else { asked };
    let in_status = |map: &Option<BTreeMap<String, String>>| map.as_ref().map(|map| of(map, name).unwrap_or(0));
    match size {
        Size::Asked => asked,
        Size::Allocated => in_status(&container.allocated).unwrap_or(asked_now),
        Size::Actual => in_status(&container.actual).or(in_status(&container.allocated)).unwrap_or(asked_now),
    }
}

/// The most that the pod's containers take at any moment of its life.
fn at_most(pod: &Pod, name: &str, which: Size) -> i128 {
    let of = |container: &Container| size(container, name, which, pod.is_resize_infeasible);
    let mut moments = Vec::new();
    // the start: one init container after the other, next to the sidecars that have begun
    for (now, container) in pod.init.iter().enumerate() {
        let running = pod.init[..now].iter().filter(|earlier| earlier.is_sidecar);
        moments.push(running.map(of).sum::<i128>() + of(container));
    }
    // the rest of its life: all containers and all sidecars
    let sidecars = pod.init.iter().filter(|container| container.is_sidecar);
    moments.push(pod.containers.iter().chain(sidecars).map(of).sum());
    moments.into_iter().max().unwrap_or(0)
}

/// What the pod requests of a resource, in thousandths.
pub fn requests(pod: &Pod, name: &str) -> i128 {
    let asked = at_most(pod, name, Size::Asked);
    let of_status = at_most(pod, name, Size::Allocated).max(at_most(pod, name, Size::Actual));
    let of_containers = if pod.is_resize_infeasible { of_status } else { asked.max(of_status) };
    let can_be_pod_level = name == "cpu" || name == "memory" || name.starts_with("hugepages-");
    let mut pod_level = of(&pod.requests, name);
    if can_be_pod_level && pod_level.is_none() && !pod.limits.is_empty() {
        // defaulted by the API server: the containers' where any of them names the resource, else the pod's limit
        let is_named = pod
            .init
            .iter()
            .chain(&pod.containers)
            .any(|container| container.requests.contains_key(name) || container.limits.contains_key(name));
        pod_level = if is_named && !name.starts_with("hugepages-") { Some(asked) } else { of(&pod.limits, name) };
    }
    let effective = match pod_level.filter(|_| can_be_pod_level) {
        // an infeasible resize leaves what the status has; these pods have no status of the pod as a whole
        Some(_) if pod.is_resize_infeasible => of_containers,
        Some(pod_level) => pod_level,
        None => of_containers,
    };
    effective + of(&pod.overhead, name).unwrap_or(0)
}
