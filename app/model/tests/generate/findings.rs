//! Random findings, as the figures could give them.

use model::advice::knowledge::findings::Findings;
use model::advice::knowledge::options::OPTIONS;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::subsequence;

/// Any findings. Those of a fleet older than Nitro go together: it takes no branch ENIs and encrypts nothing.
pub fn findings() -> impl Strategy<Value = Findings> {
    let ids: Vec<_> = OPTIONS.iter().map(|row| row.id).collect();
    let many = ids.len();
    let short = prop_oneof![
        3 => Just(None),
        1 => Just(Some(Vec::new())),
        // Everything whose pods take addresses of the nodes' subnets, custom networking with it or not.
        1 => any::<bool>().prop_map(|custom| Some(of_node_subnets(custom))),
        2 => subsequence(ids, 0..=many).prop_map(Some),
    ];
    let found = || option::of(any::<bool>());
    let binds = option::weighted(0.3, Just(true));
    // Auto Mode brings an OS of its own.
    let nodes = prop_oneof![8 => Just((false, false)), 1 => Just((true, false)), 1 => Just((false, true))];
    let nitro = prop_oneof![4 => Just(None), 4 => Just(Some(true)), 1 => Just(Some(false))];
    (found(), short, found(), binds, found(), nitro, nodes).prop_map(
        |(density_presses, short, encrypts, bandwidth_binds, takes_branch_enis, is_nitro, nodes)| {
            let (nodes_are_auto, nodes_are_windows) = nodes;
            let is_old = is_nitro == Some(false);
            Findings {
                density_presses,
                short,
                encrypts: if is_old { Some(false) } else { encrypts },
                bandwidth_binds,
                takes_branch_enis: if is_old { Some(false) } else { takes_branch_enis },
                is_nitro,
                nodes_are_auto,
                nodes_are_windows,
            }
        },
    )
}

fn of_node_subnets(custom: bool) -> Vec<model::advice::knowledge::options::OptionId> {
    let is_of_subnets = |code: &str| {
        matches!(code, "vpc-sec" | "vpc-pd" | "eks-auto" | "vpc+calico" | "vpc+cilium" | "cil-eni")
            || custom && code == "vpc-cn"
    };
    OPTIONS.iter().filter(|row| is_of_subnets(row.code)).map(|row| row.id).collect()
}
