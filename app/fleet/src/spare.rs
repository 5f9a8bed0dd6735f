//! Nodes without pods that take over when a node is lost.

use crate::pack::cheapest_for;
use crate::problem::{Pods, Problem};

/// The cheapest spare nodes found of the kinds in use such that for every node, one of them holds all its pods. One node
/// is lost at a time, so that a spare may serve many. By source, of the problem in the order of profiles.
pub fn spares(problem: &Problem, nodes: &[(usize, Pods, u32)]) -> Option<Vec<usize>> {
    let in_use: Vec<usize> =
        (0..problem.kinds.len()).filter(|kind| nodes.iter().any(|n| n.0 == problem.kinds[*kind].source)).collect();
    let loads: Vec<&Pods> = nodes.iter().map(|(_, pods, _)| pods).filter(|pods| pods.iter().any(|n| *n > 0)).collect();
    // Nodes without pods are spares already.
    let empty = nodes.iter().filter(|(_, pods, _)| pods.iter().all(|n| *n == 0)).map(|(source, _, _)| *source);
    let empty: Vec<usize> = empty.filter_map(|source| problem.kinds.iter().position(|k| k.source == source)).collect();
    let missing = |have: &[usize]| -> Vec<&Pods> {
        loads.iter().copied().filter(|pods| !have.iter().any(|kind| problem.fits(*kind, pods))).collect()
    };
    let mut one_for_each: Vec<usize> = empty.clone();
    while let Some(pods) = missing(&one_for_each)
        .into_iter()
        .max_by_key(|pods| cheapest_for(problem, &in_use, pods).map(|kind| problem.kinds[kind].price))
    {
        one_for_each.push(cheapest_for(problem, &in_use, pods)?);
    }
    let price = |kinds: &[usize]| -> u64 { kinds.iter().map(|kind| problem.kinds[*kind].price).sum() };
    let added = one_for_each[empty.len()..].to_vec();
    let holds_all = |kind: &&usize| missing(&[&empty[..], &[**kind]].concat()).is_empty();
    let one_for_all = in_use.iter().filter(holds_all).min_by_key(|kind| (problem.kinds[**kind].price, **kind));
    let chosen = match one_for_all {
        Some(kind) if problem.kinds[*kind].price < price(&added) => vec![*kind],
        _ => added,
    };
    Some(chosen.into_iter().map(|kind| problem.kinds[kind].source).collect())
}
