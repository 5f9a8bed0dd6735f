//! Manifests of public projects, read.

use crate::projects_of_others as projects;
use crate::{read, rows, said};
use import::notes::What;

#[test]
fn online_boutique() {
    let imported = read(projects::online_boutique());
    assert_eq!((imported.workloads.len(), imported.pods()), (12, 12));
    let sum = |of: fn(&(String, u32, u32, u32)) -> u32| rows(&imported).iter().map(of).sum::<u32>();
    assert_eq!((sum(|r| r.2), sum(|r| r.3)), (1_570, 1_368));
    assert_eq!(imported.asking_for_nothing(), 0);
}

#[test]
fn sock_shop() {
    let imported = read(projects::sock_shop());
    assert_eq!((imported.pods(), imported.asking_for_nothing()), (14, 13));
    assert!(rows(&imported).contains(&("front-end".into(), 1, 100, 100)));
    assert!(!format!("{imported:?}").contains("fake_password"));
}

#[test]
fn kube_prometheus() {
    let imported = read(projects::kube_prometheus());
    let expected = [
        ("blackbox-exporter", 1, 30, 60),
        ("grafana", 1, 100, 100),
        ("kube-state-metrics", 1, 40, 230),
        ("prometheus-adapter", 2, 102, 180),
        ("prometheus-operator", 1, 110, 120),
    ];
    assert_eq!(rows(&imported), expected.map(|(name, pods, cpu, memory)| (name.to_owned(), pods, cpu, memory)));
    let [on_nodes] = imported.on_nodes.as_slice() else { unreachable!("{:?}", imported.on_nodes) };
    assert_eq!((on_nodes.needs.cpu.0, on_nodes.needs.memory.0, on_nodes.needs.host_network), (112, 200, true));
    let unknown = said(&imported, What::NotUnderstood);
    assert!(
        unknown.iter().any(|text| text.starts_with("Prometheus:"))
            && unknown.iter().any(|text| text.starts_with("Alertmanager:"))
    );
}

#[test]
fn ebs_csi_driver() {
    let imported = read(projects::ebs_csi_driver());
    let [on_nodes] = imported.on_nodes.as_slice() else { unreachable!("{:?}", imported.on_nodes) };
    assert_eq!((on_nodes.needs.cpu.0, on_nodes.needs.memory.0, on_nodes.needs.host_network), (30, 120, false));
    assert_eq!(said(&imported, What::NotUnderstood), Vec::<String>::new());
}

#[test]
fn argo_cd_ha() {
    let imported = read(projects::argo_cd_ha());
    assert_eq!((imported.workloads.len(), imported.pods(), imported.asking_for_nothing()), (8, 14, 14));
    let apart = imported.workloads.iter().filter(|w| w.placement.per_node == Some(1));
    assert_eq!(apart.map(|w| w.pods).sum::<u32>(), 10);
}

#[test]
fn bookinfo() {
    let imported = read(projects::bookinfo());
    assert_eq!((imported.pods(), imported.asking_for_nothing()), (6, 6));
}

#[test]
fn metrics_server() {
    let imported = read(projects::metrics_server());
    assert_eq!(rows(&imported), [("metrics-server".to_owned(), 1, 100, 200)]);
}

#[test]
fn elasticsearch() {
    let imported = read(projects::elasticsearch());
    assert_eq!(rows(&imported), [("elasticsearch-master".to_owned(), 3, 1_000, 2_048)]);
    let [workload] = imported.workloads.as_slice() else { unreachable!("{:?}", imported.workloads) };
    assert_eq!((workload.needs.volumes, workload.placement.per_node), (1, Some(1)));
}

#[test]
fn each_has_its_pods() {
    for project in projects::ALL {
        assert_eq!(read((project.manifests)()).pods(), project.pods, "{}", project.name);
    }
}
