//! On which nodes a pod may run: node selectors, affinity, spread, tolerations.
//!
//! What Berth has a word for goes into a [`Placement`]; other labels are kept as they are, to be held against the labels
//! of the nodes; and what cannot be held against anything is named, never dropped.

use crate::resources::shown;
use crate::value::Value;
use model::order::sort_short_by;

/// How a node is bought.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CapacityType {
    /// On demand.
    OnDemand,
    /// Spot.
    Spot,
    /// A capacity block or reservation: paid for whether it runs or not.
    Reserved,
}

impl CapacityType {
    /// Its name, as labels write it.
    pub fn name(self) -> &'static str {
        match self {
            CapacityType::OnDemand => "on-demand",
            CapacityType::Spot => "spot",
            CapacityType::Reserved => "reserved",
        }
    }
}

/// A taint that a pod tolerates.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Toleration {
    /// Its key; empty for any.
    pub key: String,
    /// Its value; `None` for any.
    pub value: Option<String>,
    /// Its effect; empty for any.
    pub effect: String,
}

/// A taint of a node that keeps pods away.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Taint {
    /// Its key.
    pub key: String,
    /// Its value, often empty.
    pub value: String,
    /// `NoSchedule` or `NoExecute`.
    pub effect: String,
}

/// A label that a node must have: one of these values, or with `is_not` none of them. No values: any value.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct LabelRule {
    /// The label.
    pub key: String,
    /// Its values.
    pub values: Vec<String>,
    /// Whether it must have none of them instead.
    pub is_not: bool,
}

/// Where the pods of a workload may run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Placement {
    /// What the node's labels must be, all of them, sorted.
    pub labels: Vec<LabelRule>,
    /// Taints that it tolerates, sorted; those that every pod tolerates left out.
    pub tolerates: Vec<Toleration>,
    /// At most so many on a node.
    pub per_node: Option<u32>,
    /// At most so many in a zone.
    pub per_zone: Option<u32>,
    /// Spread evenly over the zones.
    pub over_zones: bool,
    /// What else binds and Berth has no word for.
    pub other: Vec<String>,
    /// Preferences, which do not bind: their kinds.
    pub preferences: Vec<&'static str>,
}

/// Labels that say the same under an older name, and the name of today.
const RENAMED: [(&str, &str); 9] = [
    ("beta.kubernetes.io/arch", "kubernetes.io/arch"),
    ("beta.kubernetes.io/os", "kubernetes.io/os"),
    ("beta.kubernetes.io/instance-type", "node.kubernetes.io/instance-type"),
    ("failure-domain.beta.kubernetes.io/zone", "topology.kubernetes.io/zone"),
    ("failure-domain.beta.kubernetes.io/region", "topology.kubernetes.io/region"),
    ("eks.amazonaws.com/instance-family", "karpenter.k8s.aws/instance-family"),
    ("eks.amazonaws.com/instance-category", "karpenter.k8s.aws/instance-category"),
    ("eks.amazonaws.com/instance-size", "karpenter.k8s.aws/instance-size"),
    ("eks.amazonaws.com/capacityType", "karpenter.sh/capacity-type"),
];
/// The architecture's label.
pub const ARCH: &str = "kubernetes.io/arch";
/// The operating system's label.
pub const OS: &str = "kubernetes.io/os";
/// The instance type's label.
pub const TYPE: &str = "node.kubernetes.io/instance-type";
/// The zone's label.
pub const ZONE: &str = "topology.kubernetes.io/zone";
/// The region's label.
pub const REGION: &str = "topology.kubernetes.io/region";
/// The instance family's label.
pub const FAMILY: &str = "karpenter.k8s.aws/instance-family";
/// The label that says spot or on demand.
pub const CAPACITY: &str = "karpenter.sh/capacity-type";
/// The node's own name.
pub const HOSTNAME: &str = "kubernetes.io/hostname";
/// Fargate, hybrid or Auto Mode.
pub const COMPUTE: &str = "eks.amazonaws.com/compute-type";

/// A label's name of today.
pub fn label_of_today(label: &str) -> &str {
    RENAMED.iter().find(|(old, _)| *old == label).map_or(label, |(_, new)| new)
}

/// A value as it is written today: EKS writes `SPOT` and `ON_DEMAND`, Karpenter `spot` and `on-demand`.
pub fn value_of_today(label: &str, value: &str) -> String {
    if label == CAPACITY { value.to_ascii_lowercase().replace('_', "-") } else { value.to_owned() }
}

/// The labels of a node by their names of today.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NodeLabels(Vec<(String, String)>);

impl NodeLabels {
    /// Of a map of labels.
    pub fn of(labels: &Value) -> NodeLabels {
        let today =
            |key: &str, value: &str| (label_of_today(key).to_owned(), value_of_today(label_of_today(key), value));
        NodeLabels(labels.texts().into_iter().map(|(key, value)| today(key, value)).collect())
    }

    /// The value of a label.
    pub fn get(&self, label: &str) -> Option<&str> {
        self.0.iter().find(|(own, _)| own == label).map(|(_, value)| value.as_str())
    }
}

/// Puts a short list in order, each entry once.
fn each_once<T: PartialEq>(list: &mut Vec<T>, key: impl Fn(&T) -> &str) {
    sort_short_by(list, |a, b| key(a).cmp(key(b)));
    list.dedup();
}

/// The placement that a pod's `spec` asks for. `labels` are the pod's own, which its anti-affinity may select.
pub fn of_pod(spec: &Value, labels: &[(&str, &str)]) -> Placement {
    let mut placement = Placement::default();
    for (key, value) in spec.get("nodeSelector").texts() {
        placement.needs(key, vec![value.to_owned()], false);
    }
    node_affinity(spec.at(&["affinity", "nodeAffinity"]), &mut placement);
    pod_affinity(spec.get("affinity"), labels, &mut placement);
    spread(spec.get("topologySpreadConstraints"), labels, &mut placement);
    host_ports(spec, &mut placement);
    placement.tolerates = tolerations(spec.get("tolerations"));
    each_once(&mut placement.labels, |rule| &rule.key);
    each_once(&mut placement.other, |text| text);
    each_once(&mut placement.preferences, |text| text);
    placement
}

impl Placement {
    fn needs(&mut self, key: &str, values: Vec<String>, is_not: bool) {
        let key = label_of_today(key);
        let mut values: Vec<_> = values.iter().map(|value| value_of_today(key, value)).collect();
        each_once(&mut values, |value| value);
        self.labels.push(LabelRule { key: key.to_owned(), values, is_not });
    }

    fn at_most(&mut self, n: u32) {
        self.per_node = Some(self.per_node.unwrap_or(u32::MAX).min(n.max(1)));
    }

    /// The values that a label may have, where it must be one of some.
    pub fn values(&self, label: &str) -> Option<Vec<&str>> {
        let rules = self.labels.iter().filter(|rule| rule.key == label && !rule.is_not && !rule.values.is_empty());
        let mut values: Option<Vec<&str>> = None;
        for rule in rules {
            let own = rule.values.iter().map(String::as_str);
            values = Some(match values {
                None => own.collect(),
                Some(before) => own.filter(|value| before.contains(value)).collect(),
            });
        }
        values
    }

    /// The values that a label may not have.
    pub fn not_values(&self, label: &str) -> Vec<&str> {
        let rules = self.labels.iter().filter(|rule| rule.key == label && rule.is_not);
        rules.flat_map(|rule| rule.values.iter().map(String::as_str)).collect()
    }

    /// Whether a node with these labels will do.
    pub fn fits_labels(&self, node: &NodeLabels) -> bool {
        self.labels.iter().all(|rule| rule.holds_of(node))
    }

    /// Whether it tolerates a taint.
    pub fn tolerates(&self, taint: &Taint) -> bool {
        self.tolerates.iter().any(|t| {
            (t.key.is_empty() || t.key == taint.key)
                && t.value.as_ref().is_none_or(|value| *value == taint.value)
                && (t.effect.is_empty() || t.effect == taint.effect)
        })
    }
}

impl LabelRule {
    /// Whether it holds of a node.
    pub fn holds_of(&self, node: &NodeLabels) -> bool {
        let found = node.get(&self.key);
        match (self.is_not, self.values.is_empty()) {
            (false, true) => found.is_some(),
            (true, true) => found.is_none(),
            (is_not, false) => found.is_some_and(|value| self.values.iter().any(|own| own == value)) != is_not,
        }
    }

    /// As people write it: `disk=ssd`, `zone in a, b`, `no gpu`.
    pub fn words(&self) -> String {
        let key = shown(&self.key);
        match (self.is_not, self.values.as_slice()) {
            (false, []) => key,
            (true, []) => format!("no {key}"),
            (false, [one]) => format!("{key}={}", shown(one)),
            (true, [one]) => format!("{key} not {}", shown(one)),
            (false, several) => format!("{key} in {}", shown(&several.join(", "))),
            (true, several) => format!("{key} not in {}", shown(&several.join(", "))),
        }
    }
}

fn node_affinity(affinity: &Value, placement: &mut Placement) {
    if !affinity.get("preferredDuringSchedulingIgnoredDuringExecution").list().is_empty() {
        placement.preferences.push("node affinity");
    }
    let terms = affinity.at(&["requiredDuringSchedulingIgnoredDuringExecution", "nodeSelectorTerms"]).list();
    if let [term] = terms {
        expressions(term.get("matchExpressions"), placement);
        fields(term.get("matchFields"), placement);
        return;
    }
    match one_of_several(terms) {
        _ if terms.is_empty() => {}
        Some((key, values)) => placement.needs(&key, values, false),
        None => placement.other.push(format!("node affinity with {} alternatives", terms.len())),
    }
}

/// Alternatives that differ in the values of one label only are one rule.
fn one_of_several(terms: &[Value]) -> Option<(String, Vec<String>)> {
    let (mut label, mut values) = (None, Vec::new());
    for term in terms {
        let [expression] = term.get("matchExpressions").list() else { return None };
        let key = expression.get("key").text()?;
        let is_same = label.get_or_insert(key) == &key;
        if !is_same || expression.get("operator").text() != Some("In") || !term.get("matchFields").is_null() {
            return None;
        }
        values.extend(texts(expression.get("values")));
    }
    Some((label?.to_owned(), values))
}

fn expressions(list: &Value, placement: &mut Placement) {
    for expression in list.list() {
        let (key, operator) = (expression.get("key").str(), expression.get("operator").str());
        let values = texts(expression.get("values"));
        match operator {
            "In" if !values.is_empty() => placement.needs(key, values, false),
            "NotIn" if !values.is_empty() => placement.needs(key, values, true),
            "Exists" => placement.needs(key, Vec::new(), false),
            "DoesNotExist" => placement.needs(key, Vec::new(), true),
            _ => {
                let values = shown(&values.join(", "));
                placement.other.push(format!("node affinity {} {} {values}", shown(key), shown(operator)));
            }
        }
    }
}

/// Fields of a node: only its name is one.
fn fields(list: &Value, placement: &mut Placement) {
    for field in list.list() {
        match (field.get("key").text(), field.get("operator").text()) {
            (Some("metadata.name"), Some("In")) => placement.needs(HOSTNAME, texts(field.get("values")), false),
            _ => placement.other.push("node affinity by a field other than the node's name".into()),
        }
    }
}

fn texts(list: &Value) -> Vec<String> {
    list.list().iter().filter_map(Value::text).map(str::to_owned).collect()
}

fn pod_affinity(affinity: &Value, labels: &[(&str, &str)], placement: &mut Placement) {
    const REQUIRED: &str = "requiredDuringSchedulingIgnoredDuringExecution";
    const PREFERRED: &str = "preferredDuringSchedulingIgnoredDuringExecution";
    for (kind, words) in [("podAffinity", "pod affinity"), ("podAntiAffinity", "pod anti-affinity")] {
        if !affinity.at(&[kind, PREFERRED]).list().is_empty() {
            placement.preferences.push(words);
        }
    }
    for term in affinity.at(&["podAffinity", REQUIRED]).list() {
        placement.other.push(format!("pod affinity by {}", shown(term.get("topologyKey").str())));
    }
    for term in affinity.at(&["podAntiAffinity", REQUIRED]).list() {
        let key = label_of_today(term.get("topologyKey").str());
        let is_own = selects(term.get("labelSelector"), labels);
        match (key, is_own) {
            (HOSTNAME, true) => placement.at_most(1),
            (ZONE, true) => placement.per_zone = Some(1),
            (_, true) => placement.other.push(format!("pod anti-affinity by {}", shown(key))),
            (_, false) => placement.other.push(format!("pod anti-affinity to other pods by {}", shown(key))),
        }
    }
}

fn spread(constraints: &Value, labels: &[(&str, &str)], placement: &mut Placement) {
    for constraint in constraints.list() {
        let key = label_of_today(constraint.get("topologyKey").str());
        if constraint.get("whenUnsatisfiable").text() == Some("ScheduleAnyway") {
            placement.preferences.push("topology spread");
            continue;
        }
        let is_own = selects(constraint.get("labelSelector"), labels);
        match key {
            HOSTNAME if is_own => placement.at_most(constraint.get("maxSkew").count().unwrap_or(1)),
            ZONE if is_own => placement.over_zones = true,
            _ => placement.other.push(format!("topology spread by {}", shown(key))),
        }
    }
}

/// Whether a selector selects a pod with these labels. No selector selects none, an empty one all.
fn selects(selector: &Value, labels: &[(&str, &str)]) -> bool {
    if selector.is_null() {
        return false;
    }
    let own = |key: &str| labels.iter().find(|(label, _)| *label == key).map(|(_, value)| *value);
    let by_labels = selector.get("matchLabels").texts().iter().all(|(key, value)| own(key) == Some(*value));
    by_labels
        && selector.get("matchExpressions").list().iter().all(|expression| {
            let found = own(expression.get("key").str());
            let is_among = |value: &str| expression.get("values").list().iter().any(|v| v.text() == Some(value));
            match expression.get("operator").str() {
                "In" => found.is_some_and(is_among),
                "NotIn" => !found.is_some_and(is_among),
                "Exists" => found.is_some(),
                "DoesNotExist" => found.is_none(),
                _ => false,
            }
        })
}

/// A port of the node can be taken once; on the host network every port of a container is one.
fn host_ports(spec: &Value, placement: &mut Placement) {
    let is_host = spec.get("hostNetwork").is_true();
    let containers = spec.get("containers").list().iter().chain(spec.get("initContainers").list());
    let takes_one = |port: &Value| {
        let host = port.get("hostPort").count().unwrap_or(0);
        host > 0 || (is_host && port.get("containerPort").count().is_some_and(|port| port > 0))
    };
    if containers.flat_map(|container| container.get("ports").list()).any(takes_one) {
        placement.at_most(1);
    }
}

fn tolerations(list: &Value) -> Vec<Toleration> {
    let of = |t: &Value| Toleration {
        key: t.get("key").str().to_owned(),
        value: (t.get("operator").text() != Some("Exists")).then(|| t.get("value").str().to_owned()),
        effect: t.get("effect").str().to_owned(),
    };
    let mut all: Vec<_> = list.list().iter().map(of).filter(|t| !is_of_every_pod(&t.key)).collect();
    each_once(&mut all, |toleration| &toleration.key);
    all
}

/// Taints of a node's condition: Kubernetes itself sets and removes them.
pub fn is_of_every_pod(key: &str) -> bool {
    key.starts_with("node.kubernetes.io/")
}
