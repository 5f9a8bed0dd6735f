//! The crate and the oracle, on pods that are made up; and pods that Kubernetes' own documents work out.

use crate::oracle::{self, Container, Pod};
use import::requests::of_pod;
use import::resources::Resources;
use import::value::Value;
use proptest::prelude::*;
use std::borrow::Cow;
use std::collections::BTreeMap;

type Amounts = BTreeMap<String, String>;

fn amounts(amounts: &Amounts) -> Value<'static> {
    let of = |(name, text): (&String, &String)| (Cow::Owned(name.clone()), Value::Scalar(Cow::Owned(text.clone())));
    Value::Map(amounts.iter().map(of).collect())
}

fn map(entries: impl IntoIterator<Item = (&'static str, Value<'static>)>) -> Value<'static> {
    Value::Map(entries.into_iter().map(|(key, value)| (Cow::Borrowed(key), value)).collect())
}

fn text(text: impl Into<String>) -> Value<'static> {
    Value::Scalar(Cow::Owned(text.into()))
}

fn both(requests: &Amounts, limits: &Amounts) -> Value<'static> {
    map([("requests", amounts(requests)), ("limits", amounts(limits))])
}

fn list(containers: &[Container], prefix: &str) -> (Value<'static>, Value<'static>) {
    let (mut specs, mut statuses) = (Vec::new(), Vec::new());
    for (index, container) in containers.iter().enumerate() {
        let name = format!("{prefix}{index}");
        let restart = if container.is_sidecar { text("Always") } else { Value::Null };
        let resources = both(&container.requests, &container.limits);
        specs.push(map([("name", text(&name)), ("restartPolicy", restart), ("resources", resources)]));
        let actual = container.actual.as_ref().map_or(Value::Null, |actual| map([("requests", amounts(actual))]));
        let allocated = container.allocated.as_ref().map_or(Value::Null, amounts);
        statuses.push(map([("name", text(&name)), ("allocatedResources", allocated), ("resources", actual)]));
    }
    (Value::List(specs), Value::List(statuses))
}

/// By the crate.
fn requests(pod: &Pod) -> Resources {
    let (containers, statuses) = list(&pod.containers, "c");
    let (init, init_statuses) = list(&pod.init, "i");
    let reason = if pod.is_resize_infeasible { "Infeasible" } else { "Deferred" };
    let spec = map([
        ("containers", containers),
        ("initContainers", init),
        ("overhead", amounts(&pod.overhead)),
        ("resources", both(&pod.requests, &pod.limits)),
    ]);
    let status = map([
        ("containerStatuses", statuses),
        ("initContainerStatuses", init_statuses),
        ("conditions", Value::List(vec![map([("type", text("PodResizePending")), ("reason", text(reason))])])),
    ]);
    let mut wrong = Vec::new();
    let requests = of_pod(&spec, &status, &mut wrong);
    assert_eq!(wrong, Vec::<String>::new());
    requests
}

fn quantity() -> impl Strategy<Value = String> {
    let suffix = prop::sample::select(vec!["", "m", "k", "Ki", "Mi", "Gi", "M", "u", "e2", "E1", "e-2"]);
    (0..5_000_u32, 0..1_000_u32, 0..3_usize, suffix).prop_map(|(whole, rest, decimals, suffix)| match decimals {
        0 => format!("{whole}{suffix}"),
        1 => format!("{whole}.{rest}{suffix}"),
        _ => format!(".{rest:03}{suffix}"),
    })
}

fn resources() -> impl Strategy<Value = Amounts> {
    let name = prop::sample::select(vec!["cpu", "memory", "ephemeral-storage", "nvidia.com/gpu", "hugepages-2Mi"]);
    prop::collection::btree_map(name.prop_map(str::to_owned), quantity(), 0..4)
}

fn container() -> impl Strategy<Value = Container> {
    let status = || prop::option::weighted(0.3, resources());
    (any::<bool>(), resources(), resources(), status(), status()).prop_map(
        |(is_sidecar, requests, limits, allocated, actual)| Container {
            is_sidecar,
            requests,
            limits,
            allocated,
            actual,
        },
    )
}

fn pod() -> impl Strategy<Value = Pod> {
    let containers = || prop::collection::vec(container(), 0..5);
    let rare = || prop_oneof![3 => Just(Amounts::new()), 1 => resources()];
    (containers(), containers(), rare(), rare(), rare(), prop::bool::weighted(0.2)).prop_map(
        |(init, containers, requests, limits, overhead, is_resize_infeasible)| Pod {
            init,
            containers,
            requests,
            limits,
            overhead,
            is_resize_infeasible,
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]
    #[test]
    fn every_pod_requests_what_the_oracle_says(mut pod in pod()) {
        // only init containers can be sidecars, and an infeasible resize of a pod as a whole needs its status
        pod.containers.iter_mut().for_each(|container| container.is_sidecar = false);
        if pod.is_resize_infeasible {
            pod.requests.clear();
            pod.limits.clear();
        }
        let ours = requests(&pod);
        for name in oracle::names(&pod) {
            prop_assert_eq!(
                i128::from(ours.get(&name).thousandths()), oracle::requests(&pod, &name), "{} of {:?}", name, pod
            );
        }
    }

    #[test]
    fn every_quantity_is_what_the_oracle_says(text in quantity()) {
        let ours = import::quantity::Quantity::parse(&text).map(|q| i128::from(q.thousandths()));
        prop_assert_eq!(ours, Ok(oracle::thousandths(&text)), "{}", text);
    }

    #[test]
    fn no_text_is_too_odd_for_a_quantity(text in "[0-9.eEmkMGiK+-]{0,12}|\\PC{0,20}") {
        let _ = import::quantity::Quantity::parse(&text);
    }
}

fn of(pairs: &[(&str, &str)]) -> Amounts {
    pairs.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
}

fn app(requests: &[(&str, &str)]) -> Container {
    Container { requests: of(requests), ..Container::default() }
}

fn sidecar(requests: &[(&str, &str)]) -> Container {
    Container { is_sidecar: true, ..app(requests) }
}

/// The table of keps/sig-node/753-sidecar-containers, "Resources calculation": the start of a pod with two sidecars.
#[test]
fn an_init_container_counts_with_the_sidecars_before_it_only() {
    let pod = Pod {
        init: vec![app(&[("cpu", "5")]), sidecar(&[("cpu", "1")]), app(&[("cpu", "7")]), sidecar(&[("cpu", "2")])],
        containers: vec![app(&[("cpu", "1")])],
        ..Pod::default()
    };
    assert_eq!(requests(&pod).get("cpu").cpu().0, 8_000); // 1 + 7, more than 1 + 1 + 2
    let later = Pod { init: pod.init[1..2].to_vec(), ..pod };
    assert_eq!(requests(&later).get("cpu").cpu().0, 2_000);
}

/// content/en/docs/concepts/scheduling-eviction/pod-overhead.md works this pod out: 2,250m and 320Mi.
#[test]
fn overhead_comes_on_top() {
    let pod = Pod {
        containers: vec![
            Container { limits: of(&[("cpu", "500m"), ("memory", "100Mi")]), ..Container::default() },
            Container { limits: of(&[("cpu", "1500m"), ("memory", "100Mi")]), ..Container::default() },
        ],
        overhead: of(&[("cpu", "250m"), ("memory", "120Mi")]),
        ..Pod::default()
    };
    let requests = requests(&pod);
    assert_eq!((requests.get("cpu").cpu().0, requests.get("memory").mib().0), (2_250, 320));
}

/// content/en/docs/tasks/configure-pod-container/assign-pod-level-resources.md: pod-resources-demo has 1 CPU and 100Mi.
#[test]
fn requests_of_the_pod_replace_those_of_its_containers() {
    let pod = Pod {
        containers: vec![app(&[("cpu", "0.5"), ("memory", "50Mi"), ("ephemeral-storage", "1Gi")]), app(&[])],
        requests: of(&[("cpu", "1"), ("memory", "100Mi"), ("ephemeral-storage", "9Gi")]),
        limits: of(&[("cpu", "1"), ("memory", "200Mi")]),
        ..Pod::default()
    };
    let requests = requests(&pod);
    assert_eq!((requests.get("cpu").cpu().0, requests.get("memory").mib().0), (1_000, 100));
    assert_eq!(requests.get("ephemeral-storage").mib().0, 1_024, "not a resource of a pod as a whole");
}

#[test]
fn a_resized_pod_counts_the_largest_until_the_node_says_it_cannot_be() {
    let resized = Container {
        allocated: Some(of(&[("cpu", "1")])),
        actual: Some(of(&[("cpu", "700m")])),
        ..app(&[("cpu", "2")])
    };
    let pod = Pod { containers: vec![resized], ..Pod::default() };
    assert_eq!(requests(&pod).get("cpu").cpu().0, 2_000);
    let refused = Pod { is_resize_infeasible: true, ..pod };
    assert_eq!(requests(&refused).get("cpu").cpu().0, 1_000);
}
