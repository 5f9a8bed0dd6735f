//! Manifests of public projects: what they request, written down by hand from the files named here. Only what bears on
//! requests and placement is repeated, in words of our own making. For the tests of what is understood, and by path for those
//! of the files that a fleet for them comes to.

use std::fmt::Write;

/// A project's manifests, and what it is.
pub struct Project {
    /// Its name.
    pub name: &'static str,
    /// Its manifests, as one text.
    pub manifests: fn() -> String,
    /// Pods of its workloads.
    pub pods: u32,
}

/// All of them.
pub const ALL: [Project; 7] = [
    Project { name: "online boutique", manifests: online_boutique, pods: 12 },
    Project { name: "sock shop", manifests: sock_shop, pods: 14 },
    Project { name: "kube-prometheus", manifests: kube_prometheus, pods: 6 },
    Project { name: "EBS CSI driver and metrics-server", manifests: ebs_csi_driver_and_metrics_server, pods: 1 },
    Project { name: "Argo CD, highly available", manifests: argo_cd_ha, pods: 14 },
    Project { name: "bookinfo", manifests: bookinfo, pods: 6 },
    Project { name: "Elasticsearch", manifests: elasticsearch, pods: 3 },
];

fn ebs_csi_driver_and_metrics_server() -> String {
    ebs_csi_driver() + &metrics_server()
}

/// A Deployment with one container for each pair of amounts; an empty amount is left out.
fn workload(kind: &str, name: &str, replicas: &str, containers: &[(&str, &str)]) -> String {
    let mut out = format!(
        "---\napiVersion: apps/v1\nkind: {kind}\nmetadata:\n  name: {name}\nspec:\n{replicas}  template:\n    spec:\n      containers:\n"
    );
    for (index, (cpu, memory)) in containers.iter().enumerate() {
        let _ = writeln!(out, "      - name: c{index}\n        resources:\n          requests:");
        for (key, value) in [("cpu", cpu), ("memory", memory)].into_iter().filter(|(_, value)| !value.is_empty()) {
            let _ = writeln!(out, "            {key}: {value}");
        }
    }
    out
}

/// GoogleCloudPlatform/microservices-demo@042695347550 release/kubernetes-manifests.yaml: online boutique, 12 Deployments
/// of one pod. 1,570m and 1,368 MiB by adding up the file's own figures.
pub fn online_boutique() -> String {
    let small = [
        "emailservice",
        "checkoutservice",
        "frontend",
        "paymentservice",
        "productcatalogservice",
        "currencyservice",
        "shippingservice",
    ];
    let mut text = String::new();
    for name in small {
        text += &workload("Deployment", name, "", &[("100m", "64Mi")]);
    }
    for (name, cpu, memory) in [
        ("recommendationservice", "100m", "220Mi"),
        ("cartservice", "200m", "64Mi"),
        ("loadgenerator", "300m", "256Mi"),
        ("redis-cart", "70m", "200Mi"),
        ("adservice", "200m", "180Mi"),
    ] {
        text += &workload("Deployment", name, "", &[(cpu, memory)]);
    }
    text
}

/// microservices-demo/microservices-demo@039118198a49 deploy/kubernetes/complete-demo.yaml: sock shop. 14 Deployments of
/// extensions/v1beta1 with one pod each, of which the front end alone requests anything.
pub fn sock_shop() -> String {
    let silent = [
        "cart-db",
        "cart",
        "catalogue-db",
        "catalogue",
        "orders-db",
        "orders",
        "payment",
        "queue-master",
        "rabbitmq",
        "shipping",
        "user-db",
        "user",
        "zipkin",
    ];
    let mut text = workload("Deployment", "front-end", "  replicas: 1\n", &[("100m", "100Mi")]);
    for name in silent {
        let _ = write!(
            text,
            "---\napiVersion: extensions/v1beta1\nkind: Deployment\nmetadata:\n  name: {name}\n  namespace: sock-shop\nspec:\n  replicas: 1\n  \
             template:\n    spec:\n      containers:\n      - name: {name}\n        env:\n        - name: MYSQL_ROOT_PASSWORD\n          value: \
             fake_password\n      volumes:\n      - name: tmp-volume\n        emptyDir:\n          medium: Memory\n"
        );
    }
    text
}

/// prometheus-operator/kube-prometheus@4d719f1dea88 manifests/: several containers a pod, a DaemonSet on the host network
/// with host ports, and two objects of which an operator makes pods.
pub fn kube_prometheus() -> String {
    let mut text =
        workload("Deployment", "prometheus-operator", "  replicas: 1\n", &[("100m", "100Mi"), ("10m", "20Mi")]);
    text += &workload(
        "Deployment",
        "kube-state-metrics",
        "  replicas: 1\n",
        &[("10m", "190Mi"), ("20m", "20Mi"), ("10m", "20Mi")],
    );
    text += &workload(
        "Deployment",
        "blackbox-exporter",
        "  replicas: 1\n",
        &[("10m", "20Mi"), ("10m", "20Mi"), ("10m", "20Mi")],
    );
    text += &workload("Deployment", "grafana", "  replicas: 1\n", &[("100m", "100Mi")]);
    text += &workload("Deployment", "prometheus-adapter", "  replicas: 2\n", &[("102m", "180Mi")]);
    let exporter = workload("DaemonSet", "node-exporter", "", &[("102m", "180Mi"), ("10m", "20Mi")]);
    text += &exporter.replace("      containers:\n", "      hostNetwork: true\n      containers:\n");
    text +=
        "---\nkind: Prometheus\nmetadata: {name: k8s}\nspec: {replicas: 2, resources: {requests: {memory: 400Mi}}}\n";
    text += "---\nkind: Alertmanager\nmetadata: {name: main}\nspec: {replicas: 3}\n";
    text
}

/// kubernetes-sigs/aws-ebs-csi-driver@0173c8ec4ee3 deploy/kubernetes/base/node.yaml: three containers of 10m and 40Mi, with
/// rules about nodes that leave no node of an EKS cluster out.
pub fn ebs_csi_driver() -> String {
    let placed = "      affinity:\n        nodeAffinity:\n          requiredDuringSchedulingIgnoredDuringExecution:\n            \
                  nodeSelectorTerms:\n            - matchExpressions:\n              - key: eks.amazonaws.com/compute-type\n                \
                  operator: NotIn\n                values: [fargate, auto, hybrid]\n              - key: node.kubernetes.io/instance-type\n                \
                  operator: NotIn\n                values: [a1.medium, a1.large]\n      nodeSelector:\n        kubernetes.io/os: linux\n      tolerations:\n        \
                  - operator: Exists\n      containers:\n";
    let text = workload("DaemonSet", "ebs-csi-node", "", &[("10m", "40Mi"); 3]).replace("      containers:\n", placed);
    text
}

/// argoproj/argo-cd@37ee0097cf85 manifests/ha/install.yaml: eight workloads that request nothing, four of them with two or
/// three replicas that must not share a node, by anti-affinity to the labels of their own pods.
pub fn argo_cd_ha() -> String {
    let apart = |name: &str| {
        format!(
            "      affinity:\n        podAntiAffinity:\n          requiredDuringSchedulingIgnoredDuringExecution:\n          - labelSelector:\n              \
             matchLabels:\n                app.kubernetes.io/name: {name}\n            topologyKey: kubernetes.io/hostname\n      containers:\n"
        )
    };
    let mut text = String::new();
    for (kind, name, replicas) in [
        ("Deployment", "argocd-redis-ha-haproxy", 3),
        ("StatefulSet", "argocd-redis-ha-server", 3),
        ("Deployment", "argocd-repo-server", 2),
        ("Deployment", "argocd-server", 2),
    ] {
        let labels = format!("  template:\n    metadata:\n      labels:\n        app.kubernetes.io/name: {name}\n");
        let one = workload(kind, name, &format!("  replicas: {replicas}\n"), &[("", "")]);
        text += &one.replace("  template:\n", &labels).replace("      containers:\n", &apart(name));
    }
    for name in ["argocd-applicationset-controller", "argocd-dex-server", "argocd-notifications-controller"] {
        text += &workload("Deployment", name, "", &[("", "")]);
    }
    text += &workload("StatefulSet", "argocd-application-controller", "  replicas: 1\n", &[("", "")]);
    text
}

/// istio/istio@86c9f01fd735 samples/bookinfo/platform/kube/bookinfo.yaml: six Deployments of one pod that request nothing,
/// three of one service.
pub fn bookinfo() -> String {
    let names = ["details-v1", "ratings-v1", "reviews-v1", "reviews-v2", "reviews-v3", "productpage-v1"];
    names.map(|name| workload("Deployment", name, "  replicas: 1\n", &[("", "")])).concat()
}

/// kubernetes-sigs/metrics-server@5ed5d3a2cf94 manifests/base/deployment.yaml: 100m and 200Mi.
pub fn metrics_server() -> String {
    workload("Deployment", "metrics-server", "", &[("100m", "200Mi")])
}

/// elastic/helm-charts@00033b7b5265 elasticsearch/values.yaml: a StatefulSet of three with 1000m, 2Gi and a volume of 30Gi
/// each, of which no two share a node (`antiAffinity: "hard"`), after an init container that requests nothing.
pub fn elasticsearch() -> String {
    let of_pods = "      affinity:\n        podAntiAffinity:\n          requiredDuringSchedulingIgnoredDuringExecution:\n          - labelSelector:\n              \
                   matchExpressions:\n              - key: app\n                operator: In\n                values: [elasticsearch-master]\n            topologyKey: \
                   kubernetes.io/hostname\n      initContainers:\n      - name: configure-sysctl\n        resources: {}\n      containers:\n";
    let claims = "  volumeClaimTemplates:\n  - metadata:\n      name: elasticsearch-master\n    spec:\n      accessModes: [ReadWriteOnce]\n      resources:\n        \
                  requests:\n          storage: 30Gi\n  template:\n    metadata:\n      labels:\n        app: elasticsearch-master\n";
    let one = workload("StatefulSet", "elasticsearch-master", "  replicas: 3\n", &[("1000m", "2Gi")]);
    one.replace("      containers:\n", of_pods).replace("  template:\n", claims)
}
