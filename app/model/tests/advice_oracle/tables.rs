//! What the rules' tables say, as text.

/// Scores of 0 to 3 by option: performance, VPC integration, density, frugality with addresses, encryption,
/// policy, portability, operations, support.
const SCORES: &str = "
    vpc-sec     3 3 1 0 0 2 0 3 3
    vpc-pd      3 3 3 1 0 2 0 3 3
    vpc-cn      3 2 3 2 0 2 0 2 3
    vpc-v6      3 3 3 3 0 2 1 2 3
    eks-auto    3 3 2 1 0 2 0 3 3
    vpc+calico  3 3 3 1 1 3 1 2 2
    vpc+cilium  3 3 3 1 2 2 1 1 2
    cil-eni     3 2 3 1 3 3 1 1 1
    cil-ovl     2 0 3 3 3 3 3 1 1
    calico      2 0 3 3 2 3 3 2 1
    flannel     2 0 3 3 1 0 3 3 0
    canal       2 0 3 3 1 2 3 2 0
    antrea      2 0 3 3 3 3 3 2 1
    kubeovn     1 0 3 3 2 2 3 0 0
    kuberouter  2 0 3 3 0 2 3 2 0
";

/// The dimensions of [`SCORES`].
pub const DIMENSIONS: [&str; 9] = ["perf", "vpc", "dens", "ipf", "enc", "pol", "port", "ops", "sup"];

/// Options of a kind.
pub fn kind(name: &str) -> &'static str {
    match name {
        "all" => {
            "vpc-sec vpc-pd vpc-cn vpc-v6 eks-auto vpc+calico vpc+cilium cil-eni cil-ovl calico flannel canal antrea kubeovn kuberouter"
        }
        "vpc-*" => "vpc-sec vpc-pd vpc-cn vpc-v6",
        "overlay" => "cil-ovl calico flannel canal antrea kubeovn kuberouter",
        // Their pods take IPv4 addresses of the nodes' subnets.
        "of the subnets" => "vpc-sec vpc-pd eks-auto vpc+calico vpc+cilium cil-eni",
        // What each table of platforms says no to, unverified or not.
        "not on Windows" => "eks-auto vpc-v6 vpc-cn vpc+cilium cil-eni cil-ovl canal kubeovn kuberouter",
        "not with kOps" => "antrea kubeovn canal",
        "encrypts" => "cil-eni cil-ovl vpc+cilium antrea calico flannel kubeovn",
        // Nothing but WireGuard to encrypt with, as far as is stable and documented.
        "WireGuard only" => "calico flannel vpc+cilium",
        "security groups" => "vpc-sec vpc-pd vpc-cn eks-auto",
        "multicast" => "antrea cil-ovl",
        "names" => "cil-eni cil-ovl antrea eks-auto",
        "paths" => "cil-eni cil-ovl antrea",
        "Hybrid Nodes" => "vpc-sec vpc-pd vpc-cn eks-auto vpc+calico vpc+cilium",
        "several interfaces" => "vpc-sec vpc-pd vpc-cn vpc-v6 vpc+calico vpc+cilium",
        "near vpc" => "vpc-sec vpc-pd vpc-cn eks-auto vpc+calico vpc+cilium",
        "near cilium" => "vpc+cilium cil-eni cil-ovl",
        "near calico" => "vpc+calico calico canal",
        "near flannel" => "flannel canal",
        "near antrea" => "antrea",
        _ => "",
    }
}

/// The rows of [`SCORES`].
pub fn scores() -> Vec<(&'static str, [u32; 9])> {
    let row = |line: &'static str| {
        let mut words = line.split_whitespace();
        let code = words.next()?;
        let scores: Vec<u32> = words.map(|w| w.parse().expect("a score")).collect();
        Some((code, scores.try_into().expect("nine scores")))
    };
    SCORES.lines().filter_map(row).collect()
}
