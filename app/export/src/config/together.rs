//! Which types can share a group of nodes with the one planned with.

use crate::subject::Subject;
use model::catalog::TypeIndex;
use model::plan::Candidate;
use model::units::MicroUsd;

/// Most types in a list. Judgement: enough to find capacity, few enough to read.
const MOST: usize = 5;
/// Most alternatives named as left out.
const MOST_LEFT_OUT: usize = 2;
/// An alternative may cost a quarter more. Judgement.
const QUARTER: u64 = 4;

/// Types of today.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Together {
    /// The type planned with, then the next best that carry as many pods with the same max-pods.
    pub types: Vec<TypeIndex>,
    /// Next best that carry as many pods, but with another max-pods.
    pub left_out: Vec<TypeIndex>,
}

impl Together {
    /// Around the candidate shown. Alone where the scenario is pinned to it.
    pub fn of(subject: &Subject, shown: &Candidate<TypeIndex>) -> Together {
        let mut together = Together { types: vec![shown.index], left_out: Vec::new() };
        if subject.chosen().is_some() {
            return together;
        }
        let most_expensive = MicroUsd(shown.fleet.monthly.0 + shown.fleet.monthly.0 / QUARTER);
        let carries = |c: &Candidate<TypeIndex>| c.index != shown.index && c.capacity.pods >= shown.capacity.pods;
        let near = subject.plan().candidates.iter().filter_map(Candidate::today);
        let near = near.filter(|c| c.fleet.monthly <= most_expensive).filter(carries);
        for candidate in near {
            let (list, most) = match candidate.capacity.max_pods == shown.capacity.max_pods {
                true => (&mut together.types, MOST),
                false => (&mut together.left_out, MOST_LEFT_OUT),
            };
            if list.len() < most {
                list.push(candidate.index);
            }
        }
        together
    }
}
