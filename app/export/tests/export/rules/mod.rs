//! The checks that the tools make themselves, written down from their sources, each in a file of its own.
//!
//! They hold what a file says against what its tool takes: keys, types of values, and what is refused together. A check
//! gives a sentence for each rule that is broken.

pub mod charts;
pub mod eks_module;
pub mod eksctl;
pub mod karpenter;
pub mod kops;
pub mod nodeadm;
pub mod placeholders;
pub mod shape;
pub mod subnets;
pub mod terraform;
pub mod validate;

use export::ConfigFile;

/// Every rule that the files break.
pub fn broken(files: &[ConfigFile]) -> Vec<String> {
    let mut found = Vec::new();
    for file in files {
        let of_file = match file.name {
            "cluster.yaml" => eksctl::create_cluster(&file.text),
            "nodegroup.yaml" => eksctl::create_nodegroup(&file.text),
            "karpenter.yaml" | "auto-mode.yaml" => karpenter::apply(&file.text),
            "nodeconfig.yaml" => nodeadm::node_config(&file.text),
            "vpc-cni.yaml" => charts::vpc_cni_add_on(&file.text),
            "vpc-cni-helm.yaml" => charts::vpc_cni_chart(&file.text),
            "cilium-values.yaml" => charts::cilium(&file.text),
            "antrea-values.yaml" => charts::antrea(&file.text),
            "flannel-values.yaml" => charts::flannel(&file.text),
            "calico.yaml" => charts::calico(&file.text),
            "calico-encryption.yaml" => charts::felix(&file.text),
            "kops.yaml" => kops::create(&file.text),
            "main.tf" => terraform::plan(&file.text),
            "subnets.tf" => subnets::plan(&file.text),
            "eniconfig.yaml" => subnets::eni_configs(&file.text),
            "bottlerocket.toml" => Vec::new(),
            other => vec![format!("nobody checks {other}")],
        };
        found.extend(of_file.into_iter().map(|rule| format!("{}: {rule}", file.name)));
    }
    found
}

/// What a check says of a broken file: exactly this one rule.
#[track_caller]
pub fn expect_broken(found: Vec<String>, rule: &str) {
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].contains(rule), "{found:?}");
}
