//! kubernetes/kubernetes pkg/apis/scheduling/validation and pkg/apis/apps/validation: what is refused of a priority and of the
//! deployments that have it.

use super::expect_broken;
use super::shape::Shape::{Flag, Keys, List, Number, Of, OneOf, Text};
use super::shape::{Shape, differences};
use crate::read::{at, number, text, yaml};
use yaml_rust2::Yaml;

const NAMED: Shape = Keys(&[("name", Text)]);
const SELECTOR: Shape = Keys(&[("matchLabels", Of(&Text))]);
const PRIORITY_CLASS: Shape = Keys(&[
    ("apiVersion", OneOf(&["scheduling.k8s.io/v1"])),
    ("kind", OneOf(&["PriorityClass"])),
    ("metadata", NAMED),
    ("value", Number),
    ("globalDefault", Flag),
    ("description", Text),
]);
const SPREAD: Shape = Keys(&[
    ("maxSkew", Number),
    ("topologyKey", Text),
    ("whenUnsatisfiable", OneOf(&["DoNotSchedule", "ScheduleAnyway"])),
    ("nodeTaintsPolicy", OneOf(&["Honor", "Ignore"])),
    ("labelSelector", SELECTOR),
]);
const POD: Shape = Keys(&[
    ("priorityClassName", Text),
    ("terminationGracePeriodSeconds", Number),
    ("nodeSelector", Of(&Text)),
    ("topologySpreadConstraints", List(&SPREAD)),
    ("containers", List(&Keys(&[("name", Text), ("image", Text), ("resources", Keys(&[("requests", Of(&Text))]))]))),
]);
const DEPLOYMENT: Shape = Keys(&[
    ("apiVersion", OneOf(&["apps/v1"])),
    ("kind", OneOf(&["Deployment"])),
    ("metadata", NAMED),
    (
        "spec",
        Keys(&[
            ("replicas", Number),
            ("selector", SELECTOR),
            ("template", Keys(&[("metadata", Keys(&[("labels", Of(&Text))])), ("spec", POD)])),
        ]),
    ),
]);

/// Users may not go above a thousand million, and priorities are 32 bits.
pub fn priority_class(document: &Yaml) -> Vec<String> {
    let mut broken = differences(document, &PRIORITY_CLASS, "PriorityClass");
    if !number(document, &["value"]).is_some_and(|n| (-2_147_483_648..=1_000_000_000).contains(&n)) {
        broken.push("value is out of range".into());
    }
    broken
}

/// Its priority and its pool are among the documents of the file.
pub fn deployment(document: &Yaml, all: &[Yaml]) -> Vec<String> {
    let mut broken = differences(document, &DEPLOYMENT, "Deployment");
    let template = at(document, &["spec", "template"]);
    if at(document, &["spec", "selector", "matchLabels"]) != at(template, &["metadata", "labels"]) {
        broken.push("`selector` does not match template `labels`".into());
    }
    let is_there = |kind: &str, name: Option<&str>| {
        all.iter().any(|d| text(d, &["kind"]) == Some(kind) && text(d, &["metadata", "name"]) == name)
    };
    if !is_there("PriorityClass", text(template, &["spec", "priorityClassName"])) {
        broken.push("no PriorityClass of that name".into());
    }
    if !is_there("NodePool", text(template, &["spec", "nodeSelector", "karpenter.sh/nodepool"])) {
        broken.push("no pool of that name".into());
    }
    if at(template, &["spec", "containers"]).as_vec().is_none_or(Vec::is_empty) {
        broken.push("containers: Required value".into());
    }
    broken
}

#[test]
fn what_the_api_server_refuses_is_found() {
    let priority = "apiVersion: scheduling.k8s.io/v1\nkind: PriorityClass\nmetadata: {name: low}\nvalue: -10\n";
    let pool = "---\nkind: NodePool\nmetadata: {name: berth}\n";
    let held = "---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec:\n  replicas: 1\n  selector: {matchLabels: {app: a}}\n  template:\n    metadata: {labels: {app: a}}\n    spec:\n      priorityClassName: low\n      nodeSelector: {karpenter.sh/nodepool: berth}\n      containers: [{name: pause, image: a}]\n";
    let of = |from: &str, to: &str| {
        let all = yaml(&format!("{priority}{pool}{held}").replace(from, to));
        priority_class(&all[0]).into_iter().chain(deployment(&all[2], &all)).collect::<Vec<_>>()
    };
    assert_eq!(of("", ""), Vec::<String>::new());
    expect_broken(of("value: -10", "value: 2000000000"), "out of range");
    expect_broken(of("labels: {app: a}", "labels: {app: b}"), "does not match");
    expect_broken(of("priorityClassName: low", "priorityClassName: lower"), "no PriorityClass");
    expect_broken(of("nodepool: berth", "nodepool: other"), "no pool");
    expect_broken(of("  replicas: 1\n", "  replicas: many\n"), "replicas");
}
