//! What the figures say, as far as the rules need it. `evidence` computes it; tests may set it.

use super::options::OptionId;
use crate::scenario::answers::{Answer, Answers, Encryption, Operator};

/// Findings from the scenario's figures. `None` is "cannot be told", and the answer counts instead.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// E1: addresses stop pods before CPU, memory, volumes and bandwidth do, and that costs nodes.
    pub density_presses: Option<bool>,
    /// E2: options whose addresses do not fit the subnets listed; `None` where none are or no type carries the pods.
    pub short: Option<Vec<OptionId>>,
    /// E3: a node type of the fleet encrypts in hardware; types that do not are left out where that is asked for.
    pub encrypts: Option<bool>,
    /// E4: the pods' bandwidth is what limits a node.
    pub bandwidth_binds: Option<bool>,
    /// E5: a type of the fleet takes branch ENIs and carries the pods.
    pub takes_branch_enis: Option<bool>,
    /// A type of the fleet is Nitro.
    pub is_nitro: Option<bool>,
    /// The scenario's nodes are Auto Mode's.
    pub nodes_are_auto: bool,
    /// The scenario's nodes run Windows.
    pub nodes_are_windows: bool,
}

/// A case to decide: what was answered and what was found. Evidence beats answers.
#[derive(Clone, Copy, Debug)]
pub struct Case<'a> {
    /// The answers.
    pub answers: &'a Answers,
    /// The findings.
    pub findings: &'a Findings,
}

impl Case<'_> {
    /// Addresses press on density: found, else answered.
    pub fn density_presses(&self) -> bool {
        self.findings.density_presses.unwrap_or(self.answers.density == Answer::Yes)
    }

    /// The network's performance matters above all: answered, or found to limit the nodes.
    pub fn performance_is_high(&self) -> bool {
        self.answers.performance == Answer::Yes || self.findings.bandwidth_binds == Some(true)
    }

    /// The VPC runs short of addresses for what EKS does unless told otherwise.
    pub fn is_short(&self) -> bool {
        match &self.findings.short {
            Some(short) => short.contains(&OptionId::VpcSecondary),
            None => self.answers.addresses == Answer::Yes,
        }
    }

    /// An option's addresses do not fit: found, or following from the answers.
    pub fn runs_short(&self, option: OptionId) -> bool {
        use OptionId::*;
        // Custom networking lives on another range, which must be possible.
        if option == VpcCustom && self.is_short() && self.answers.secondary_cidr == Answer::No {
            return true;
        }
        match &self.findings.short {
            Some(short) => short.contains(&option),
            None => {
                self.is_short()
                    && matches!(option, VpcSecondary | VpcPrefix | EksAuto | VpcCalico | VpcCilium | CiliumEni)
            }
        }
    }

    /// Hardware encryption covers the traffic.
    pub fn hardware_encrypts(&self) -> bool {
        self.findings.encrypts.unwrap_or(false) && self.answers.middlebox != Answer::Yes
    }

    /// Encryption must come from the pod network itself.
    pub fn needs_software_encryption(&self) -> bool {
        match self.answers.encryption {
            Encryption::TenantKeys => true,
            Encryption::Any => !self.hardware_encrypts(),
            _ => false,
        }
    }

    /// Auto Mode was chosen, by the answer or as the owner of the nodes.
    pub fn is_auto_mode(&self) -> bool {
        self.answers.operator == Operator::AutoMode || self.findings.nodes_are_auto
    }
}
