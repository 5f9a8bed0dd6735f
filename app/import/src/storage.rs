//! Which volumes are on EBS and so take attachment slots of a node.

use crate::by_name::name;
use crate::facts::{EBS_IN_TREE, Facts};
use crate::format::has_part;

const EBS: [&str; 3] = ["ebs.csi.aws.com", "ebs.csi.eks.amazonaws.com", EBS_IN_TREE];
/// Parts of a storage class's name that tell of something else.
const ELSEWHERE: [&str; 6] = ["efs", "fsx", "nfs", "s3", "local", "hostpath"];

/// Whether a volume is on EBS, and how that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kept {
    /// On EBS, or not.
    Known { is_ebs: bool },
    /// By the name of its storage class only.
    Guessed { is_ebs: bool },
}

impl Kept {
    pub fn is_ebs(self) -> bool {
        match self {
            Kept::Known { is_ebs } | Kept::Guessed { is_ebs } => is_ebs,
        }
    }
}

/// What a claim of a namespace is kept on.
pub(crate) fn of_claim(facts: &Facts, namespace: &str, claim: &str) -> Kept {
    let Some(claim) = facts.claims.get(&name(&[namespace, claim])) else { return Kept::Guessed { is_ebs: true } };
    match facts.volumes.get(&claim.volume) {
        Some(driver) => Kept::Known { is_ebs: is_ebs(driver) },
        None => of_class(facts, &claim.class),
    }
}

/// What a volume of a storage class is kept on; an empty name is the cluster's default.
pub(crate) fn of_class(facts: &Facts, class: &str) -> Kept {
    match facts.classes.get(class) {
        Some(provisioner) => Kept::Known { is_ebs: is_ebs(provisioner) },
        None => {
            let name = class.to_ascii_lowercase();
            Kept::Guessed { is_ebs: !ELSEWHERE.iter().any(|part| has_part(&name, part)) }
        }
    }
}

fn is_ebs(driver: &str) -> bool {
    EBS.contains(&driver)
}
